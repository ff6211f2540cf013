"""The part of the main screen that writes notes and tags, and walks the kept passages of the open article.

The one rule: what is written belongs to the passage that was meant when the line was opened, wherever one is then; and
a passage that is not kept yet is kept with it, as one change.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.getters import query_one
from textual.widget import Widget

from tui_reader.article import Article, Span
from tui_reader.ui import jotting
from tui_reader.ui import work as background
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.panes.jotting import JotBar, JotBox, Jotting
from tui_reader.ui.reading import Reading
from tui_reader.ui.screens.keeping import KeepingScreen
from tui_reader.ui.tags import parse_tags, tags_as_text

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is written about."""

    article: Article
    passage: Span
    tags: tuple[str, ...]
    """Those that it has already."""


class JottingScreen(KeepingScreen):
    """A screen on which notes and tags are written."""

    jot_bar = query_one(JotBar)

    _meant: _Meant | None = None
    _jotted_from: Widget | None = None
    """What had the focus before the line."""
    _at_kept: tuple[str, Span | None] = "", None
    """The passage that was kept or gone to last, by its id, and the place where the reader was then."""

    # Which passage

    @property
    def kept_here(self) -> "KeptPassage | None":
        """The kept passage that is selected, or where the reader is; of several, the one gone to, else the shortest."""
        reading = self.reading
        if reading is None:
            return None
        standing = sorted((kept for kept in reading.passages if kept.span), key=_length)
        if selected := self.reader.selected:
            return next((kept for kept in standing if kept.span == selected), None)
        last, at = self._at_kept
        visible = self.reader.visible_span
        for kept in standing:
            if kept.bookmark.id == last and at == reading.current and kept.span and kept.span.overlaps(visible):
                return kept
        here = self._here_in(reading)
        return next((kept for kept in standing if kept.span and here and kept.span.overlaps(here)), None)

    def _here_in(self, reading: Reading) -> Span | None:
        """Where the reader is: the hit that is seen, else the first whole sentence on the screen."""
        current = reading.current
        return current if current and current.overlaps(self.reader.visible_span) else self.passage

    # Notes and tags

    def action_note(self) -> None:
        self._jot(Jotting.NOTE)

    def action_tags(self) -> None:
        self._jot(Jotting.TAGS)

    def _jot(self, what: Jotting) -> None:
        if self.reading is None:
            self.feedback = "no article is open"
            return
        kept = self.kept_here
        passage = kept.span if kept else self.passage
        if passage is None:
            self.feedback = "there is nothing to keep here"
            return
        note, tags = (kept.bookmark.note, kept.bookmark.tags) if kept else ("", ())
        self._meant, self._jotted_from = _Meant(self.reading.article, passage, tags), self.focused
        self.jot_bar.open(what, note if what is Jotting.NOTE else tags_as_text(tags))
        if what is Jotting.TAGS:
            self._run_tags()

    @work(thread=True, exclusive=True, group="tags")
    def _run_tags(self) -> None:
        jotting.find_tags(self.post_message, self.library)

    @on(jotting.TagsFound)
    def _offer_tags(self, message: jotting.TagsFound) -> None:
        self.jot_bar.offer(message.tags)

    @on(JotBar.Jotted)
    def _keep_jotted(self, message: JotBar.Jotted) -> None:
        if self._meant:
            self._run_jot(self._meant, message.what, message.text)
        self._leave_the_line()

    @on(JotBox.Closed)
    def _leave_the_line(self) -> None:
        self._meant = None
        (self._jotted_from or self.reader).focus()

    @on(events.DescendantFocus)
    def _hide_the_line(self) -> None:
        """Whoever goes elsewhere, but by Esc, has not thrown away what they wrote."""
        if self.jot_bar.is_open and not self.jot_bar.box.has_focus:
            self.jot_bar.close()
            if self._meant and (text := self.jot_bar.written) is not None:
                self._run_jot(self._meant, self.jot_bar.what, text)
            self._meant = None

    @work(thread=True, group="keep")
    def _run_jot(self, meant: _Meant, what: Jotting, text: str) -> None:
        note = text if what is Jotting.NOTE else None
        tags = parse_tags(text, meant.tags) if what is Jotting.TAGS else None
        jotting.jot(self.post_message, self.library, meant.article, meant.passage, note=note, tags=tags)

    @on(jotting.PassageJotted)
    def _show_jotted(self, message: jotting.PassageJotted) -> None:
        self.clear_selection()
        self.feedback = keymap_of(self).with_hint(message.words, "undo", "undo")
        self._note_kept(message.kept)
        self._refresh_passages()

    @on(background.PassageKept)
    def _note_just_kept(self, message: background.PassageKept) -> None:
        self._note_kept(message.kept)

    def _note_kept(self, kept: "KeptPassage") -> None:
        self._at_kept = kept.bookmark.id, self.reading.current if self.reading else None

    # Walking

    def action_next_kept(self) -> None:
        self._go_to_kept(1)

    def action_previous_kept(self) -> None:
        self._go_to_kept(-1)

    def _go_to_kept(self, step: int) -> None:
        """Go to the next kept passage (`step` 1), or to the one before (-1)."""
        reading = self.reading
        if reading is None:
            self.feedback = "no article is open"
            return
        standing = sorted((kept for kept in reading.passages if kept.span), key=lambda kept: kept.span or Span(0, 0))
        number = self._number_beside(standing, step)
        if number is None:
            key = keymap_of(self)
            nothing = key.with_hint("nothing of this article is kept", "bookmark", "keeps a passage")
            self.feedback = f"no {'more' if step > 0 else 'earlier'} kept passage here" if standing else nothing
            return
        kept = standing[number]
        self.reading = replace(reading, current=kept.span)
        self._note_kept(kept)
        self.feedback = f"kept passage {number + 1:,} of {len(standing):,}{_said_of(kept)}"

    def _number_beside(self, standing: "list[KeptPassage]", step: int) -> int | None:
        """The number of the next of some passages, or of the one before; None past all."""
        ids = [kept.bookmark.id for kept in standing]
        last, at = self._at_kept
        current = self.reading.current if self.reading else None
        if last in ids and at == current and standing[ids.index(last)].span == current:
            number = ids.index(last) + step
            return number if 0 <= number < len(ids) else None
        spans = [kept.span for kept in standing if kept.span]
        target = self.beside(spans, step, current)
        return spans.index(target) if target else None


def _length(kept: "KeptPassage") -> int:
    return kept.span.end - kept.span.start if kept.span else 0


def _said_of(kept: "KeptPassage") -> str:
    """What somebody wrote of a passage."""
    note = " ".join(kept.bookmark.note.split())
    tags = " ".join(f"#{tag}" for tag in kept.bookmark.tags)
    return "".join(f" · {part}" for part in (note, tags) if part)
