"""The part of the main screen that keeps passages, and undoes changes.

The one rule: nothing is said to be kept before it is on the disk.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive
from textual.timer import Timer

from tui_reader.article import Article, Span
from tui_reader.library import Library
from tui_reader.ui import jotting
from tui_reader.ui import work as background
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.desk import Kind
from tui_reader.ui.screens.measuring import MeasuringScreen
from tui_reader.ui.screens.searching import REST
from tui_reader.ui.widgets.painting import clipped

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage

LONGEST_QUOTED = 28
"""Columns of a passage in the status line, which says as well what to do with it."""


class KeepingScreen(MeasuringScreen):
    """A screen on which passages are kept."""

    kept_found: reactive[tuple[str, int]] = reactive(("", 0), repaint=False)
    """A search, and how many kept passages match it."""
    lost: "reactive[KeptPassage | None]" = reactive(None, repaint=False)
    """A passage that somebody is about to put back, by saying where it stands now."""

    _resting: Timer | None = None

    def action_bookmark(self) -> None:
        if self.reading and (passage := self.passage):
            self._run_keep(self.reading.article, passage)

    @property
    def passage(self) -> Span | None:
        """What is selected, else the sentence of the current hit, else the first whole sentence on the screen."""
        passage = self.reader.selected or self._sentence()
        return self._trimmed(self.reading.article, passage) if self.reading and passage else None

    def _sentence(self) -> Span | None:
        """The sentence of the current hit if that is seen, else the first whole sentence on the screen."""
        if self.reading is None:
            return None
        article, current, visible = self.reading.article, self.reading.current, self.reader.visible_span
        if current and current.overlaps(visible):
            return Library.sentence_at(article, current.start)
        sentence = Library.sentence_at(article, visible.start)
        if sentence and sentence.start < visible.start:
            return Library.sentence_at(article, sentence.end) or sentence
        return sentence

    def _trimmed(self, article: Article, passage: Span) -> Span:
        """A passage without the blanks that a mouse takes along."""
        words = article.text[passage.start : passage.end]
        start = passage.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else passage

    @work(thread=True, group="keep")
    def _run_keep(self, article: Article, passage: Span) -> None:
        background.keep(self.post_message, self.library, article, passage)

    @on(background.PassageKept)
    def _show_kept(self, message: background.PassageKept) -> None:
        self.clear_selection()
        what = "✓ kept" if message.is_new else "kept already:"
        keys, words = keymap_of(self), f"{what} {quoted(message.kept)}"
        words = keys.with_hint(keys.with_hint(words, "note", "note"), "tags", "tag")
        self.feedback = keys.with_hint(words, "undo", "undo") if message.is_new else words
        self._refresh_passages()

    def action_undo(self) -> None:
        self._run_undo()

    def action_redo(self) -> None:
        self._run_redo()

    @work(thread=True, group="keep")
    def _run_undo(self) -> None:
        background.undo(self.post_message, self.library)

    @work(thread=True, group="keep")
    def _run_redo(self) -> None:
        background.redo(self.post_message, self.library)

    @on(background.MemoryChanged)
    def _show_memory(self, message: background.MemoryChanged) -> None:
        self.feedback = message.words
        self._refresh_passages()

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self.feedback = str(message.error)

    def _refresh_passages(self) -> None:
        self._count_when_resting()
        if self.reading:
            self._run_refresh(self.reading.article)

    @work(thread=True, exclusive=True, group="passages")
    def _run_refresh(self, article: Article) -> None:
        passages = background.passages_of(self.post_message, self.library, article)
        self.post_message(background.PassagesChanged(article.id, passages))

    @on(background.PassagesChanged)
    def _show_passages(self, message: background.PassagesChanged) -> None:
        if self.reading and self.reading.article.id == message.article:
            self.reading = replace(self.reading, passages=message.passages)

    # The screen of all passages

    def action_bookmarks(self) -> None:
        """Show all kept passages; from results of which some are kept, those."""
        self.show_passages(self.typed.strip() if self.results_list.has_focus and self.kept_count else "")

    @property
    def kept_count(self) -> int:
        """How many kept passages match what is typed, as far as is known."""
        text, count = self.kept_found
        return count if text.strip() and text == self.typed else 0

    def watch_results(self) -> None:
        super().watch_results()
        self._count_when_resting()

    def _count_when_resting(self) -> None:
        if self._resting:
            self._resting.stop()
        if self.typed.strip():
            self._resting = self.set_timer(REST, self._count_kept)  # nobody waits for that number

    def _count_kept(self) -> None:
        if self.typed.strip():
            self.ask(Kind.KEPT, jotting.count_kept(self.post_message, self.library, self.typed))

    @on(jotting.KeptFound)
    def _show_kept_found(self, message: jotting.KeptFound) -> None:
        self.kept_found = message.text, message.count

    def show_passages(self, words: str) -> None:
        """Show all kept passages, or those that match a filter."""
        from tui_reader.ui.screens.bookmarks import BookmarksScreen

        self.feedback = ""  # what was said last is not news any more when somebody comes back
        self.app.push_screen(BookmarksScreen(self.library, words), self._open_passage)

    def _open_passage(self, kept: "KeptPassage | None") -> None:
        if kept and kept.span:
            self.open(kept.article, kept.span)
            self.reader.focus()
        elif kept:
            self.lost, self.feedback = kept, ""
            self.open(kept.article, kept.bookmark.start)
            self.reader.focus()
        else:
            self._refresh_passages()

    # Putting a passage back

    @property
    def lost_shown(self) -> str:
        """What is said while somebody is about to put a passage back."""
        if self.lost is None:
            return ""
        words = f"where does {quoted(self.lost)} stand now? select it"
        return keymap_of(self).with_hint(words, "put_back", "puts it back")

    def action_put_back(self) -> None:
        """Say that the lost passage stands where the selection is."""
        if self.lost is None:
            keys = keymap_of(self)
            self.feedback = keys.with_hint("no lost passage is chosen", "bookmarks", "shows them")
        elif self.reading and (passage := self.passage):
            self._run_put_back(self.lost, self.reading.article, passage)

    @work(thread=True, group="keep")
    def _run_put_back(self, kept: "KeptPassage", article: Article, passage: Span) -> None:
        jotting.put_back(self.post_message, self.library, kept, article, passage)

    @on(jotting.PassagePutBack)
    def _show_put_back(self, message: jotting.PassagePutBack) -> None:
        self.lost = None
        self.clear_selection()
        self.feedback = keymap_of(self).with_hint(f"✓ put back: {quoted(message.kept)}", "undo", "undo")
        self._refresh_passages()


def quoted(kept: "KeptPassage") -> str:
    """Return how a passage begins, in quotation marks."""
    words = " ".join(kept.bookmark.quote.split())
    return f"“{clipped(words, LONGEST_QUOTED)}”"
