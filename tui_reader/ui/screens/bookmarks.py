"""The screen of all kept passages: what is done with those that are listed.

The one rule: a command is about the passages that are picked, if none is about the chosen one; and it can be undone.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from tui_reader.ui import jotting, shelving
from tui_reader.ui import work as background
from tui_reader.ui.bindings import bindings_by_id, bindings_for, keymap_of
from tui_reader.ui.keys import Context
from tui_reader.ui.layout import Layout, layout_for
from tui_reader.ui.moment import Moment
from tui_reader.ui.panes.footer import KeyBar
from tui_reader.ui.panes.jotting import JotBar, JotBox, Jotting
from tui_reader.ui.panes.search import SearchBox
from tui_reader.ui.panes.shelf import PassageList
from tui_reader.ui.screens.taking import TakingScreen
from tui_reader.ui.tags import parse_tags, tags_as_text
from tui_reader.ui.widgets.article_text import ArticleText
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.wording import counted

ROOMY = 100
"""Columns from which on there is room for a passage in its surroundings beside the list."""
PLACEHOLDER = "filter: words, tag: name: source: date: note: is:lost"


class BookmarksScreen(TakingScreen):
    """Every kept passage. Dismissed with the one to be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Context.BOOKMARKS),
        *bindings_by_id(
            *("back", "bookmarks", "put_back", "search", "sort", "note", "tags", "copy", "undo", "redo"),
            *("next_pane", "previous_pane", "palette", "help", "quit", "quit_typing"),
        ),
    ]
    AUTO_FOCUS = "#passages"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-normal")]

    jot_bar = query_one(JotBar)

    _has_changed = False
    """Whether something was changed here that can be undone."""
    _written_of: Sequence[str] = ()
    """The ids of the passages that are written about."""
    _tags_before: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        is_roomy = self.app.size.width >= ROOMY
        self.update_classes({"-narrow": not is_roomy, "-normal": is_roomy}, update=False)  # styled once
        yield TextLine(id="header")
        with Horizontal(id="search-line"):
            yield TextLine(id="prompt")
            yield SearchBox(PLACEHOLDER)
        yield TextLine(id="summary")
        with Horizontal(id="shelf"):
            yield PassageList(id="passages", placeholder="reading …")
            with Vertical(id="surroundings"):
                yield TextLine(id="preview-about")
                yield ArticleText(id="preview")
        yield JotBar()
        yield TextLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one("#prompt", TextLine).show([(" /", None)])
        self.preview.can_focus = False
        if self._words:
            self.box.value = self._words
            self.box.cursor_position = len(self._words)
        self.tell()
        self.load_newest()

    def on_resize(self) -> None:
        self.tell()
        self.call_after_refresh(self.follow_chosen)

    # Where one is

    @property
    def mode(self) -> str:
        """What somebody is doing, in one word."""
        if self.jot_bar.box.has_focus:
            return str(self.jot_bar.what).upper()
        return "FILTER" if self.box.has_focus else "BOOKMARKS"

    def tell(self) -> None:
        super().tell()
        is_tiny = layout_for(*self.app.size) is Layout.TINY
        moment = Moment(
            self.mode,
            has_rows=bool(self.passages.rows),
            can_undo=self._has_changed,
            has_completion=bool(self.box.completion),
            has_mistake=bool(self._mistake[0]),
            is_tiny=is_tiny,
        )
        self.query_one(KeyBar).show_moment(moment)

    @on(events.DescendantFocus)
    def _follow_focus(self) -> None:
        if self.jot_bar.is_open and not self.jot_bar.box.has_focus:
            self.jot_bar.close()
            if self._written_of and (text := self.jot_bar.written) is not None:  # only Esc throws away what was written
                self._run_edit(tuple(self._written_of), self.jot_bar.what, text, self._tags_before)
            self._written_of = ()
        self.tell()

    def action_search(self) -> None:
        self.set_focus(self.box)

    def action_result(self, step: int) -> None:
        """Choose another passage while typing."""
        self.passages.choose(self.passages.chosen + step, step=step)

    def action_accept(self) -> None:
        """Leave the filter for what it finds, or mend what is typed."""
        if self.mended:
            self.box.value = self.mended
            self.box.cursor_position = len(self.mended)
        else:
            self.passages.focus()

    def action_back(self) -> None:
        """One step: the filter, the surroundings, what is picked, what is filtered, the screen."""
        if self.box.has_focus:
            self.passages.focus()
        elif self.has_class("-surroundings") and self.has_class("-narrow"):
            self.remove_class("-surroundings")
        elif self.passages.picked:
            self.pick(frozenset())
        elif self.box.value:
            self.box.value = ""
        else:
            self.dismiss(None)

    def action_bookmarks(self) -> None:
        self.dismiss(None)

    # Notes and tags

    def action_note(self) -> None:
        self._jot(Jotting.NOTE)

    def action_tags(self) -> None:
        self._jot(Jotting.TAGS)

    def _jot(self, what: Jotting) -> None:
        chosen = self.meant()
        if not chosen:
            return
        if what is Jotting.NOTE:
            kept = self.passages.chosen_passage
            chosen = [kept] if kept else chosen[:1]  # a note is about one passage
        self._written_of = [kept.bookmark.id for kept in chosen]
        first = chosen[0].bookmark
        self._tags_before = tuple(tag for tag in first.tags if all(tag in kept.bookmark.tags for kept in chosen))
        self.jot_bar.open(what, first.note if what is Jotting.NOTE else tags_as_text(self._tags_before))
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
        self._run_edit(tuple(self._written_of), message.what, message.text, self._tags_before)
        self._leave_the_line()

    @on(JotBox.Closed)
    def _leave_the_line(self) -> None:
        self._written_of = ()
        self.passages.focus()

    @work(thread=True, group="keep")
    def _run_edit(self, ids: Sequence[str], what: Jotting, text: str, before: tuple[str, ...]) -> None:
        if what is Jotting.NOTE:
            jotting.annotate(self.post_message, self.library, ids[0], text)
        else:
            jotting.retag(self.post_message, self.library, ids, before, parse_tags(text, before))

    @on(jotting.BookmarksEdited)
    def _show_edited(self, message: jotting.BookmarksEdited) -> None:
        self._say_undoable(message.words)
        self.load()

    # Removing, undoing

    def action_remove(self) -> None:
        if chosen := self.meant():
            self._run_remove([kept.bookmark.id for kept in chosen])

    @work(thread=True, group="keep")
    def _run_remove(self, ids: Sequence[str]) -> None:
        shelving.remove(self.post_message, self.library, ids)

    @on(shelving.PassagesRemoved)
    def _show_removed(self, message: shelving.PassagesRemoved) -> None:
        self.passages.picked = frozenset()
        self._say_undoable(f"{counted(message.count, 'passage')} removed" if message.count > 1 else "removed")
        self.load()

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
        self.say(message.words)
        self.load()

    # What is said

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self.say(str(message.error))

    def _say_undoable(self, words: str) -> None:
        self._has_changed = True
        self.say(keymap_of(self).with_hint(words, "undo", "undo"))
