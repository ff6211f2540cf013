"""The screen of all kept passages.

The one rule: it shows the words that were kept, wherever they stand now.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen

from tui_reader.library import KeptPassage, Library
from tui_reader.ui import work as background
from tui_reader.ui.bindings import bindings_by_id, keymap_of
from tui_reader.ui.layout import Layout, layout_for
from tui_reader.ui.moment import Moment
from tui_reader.ui.panes.footer import KeyBar
from tui_reader.ui.widgets.painting import Piece, apart, clipped, two_lines
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Query


class PassageList(VirtualList[KeptPassage]):
    """Kept passages: two lines of their words, one of where they are from."""

    row_height = reactive(4, repaint=False)

    def paint_row(self, row: KeptPassage, width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        first, second = two_lines(" ".join(row.bookmark.quote.split()), width)
        state = "" if row.state == "exact" else f"{row.state} · "
        about = f"{row.title or row.article}"
        right = f"{state}kept {row.bookmark.created[:10]}"
        third = apart([(clipped(about, width - len(right) - 2), dim)], [(right, dim)], width)
        return [(first, None)], [(second, None)], third, []


class BookmarksScreen(Screen[KeptPassage | None]):
    """Every kept passage, the last one first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id(
        "back", "bookmarks", "remove", "undo", "redo", "palette", "help", "quit"
    )

    heading = query_one("#header", TextLine)
    passages = query_one("#passages", PassageList)
    status = query_one("#status", TextLine)

    def __init__(self, library: Library, query: "Query | None" = None) -> None:
        """`query` is one whose words the passages have that are shown; None for all passages."""
        super().__init__()
        self._library = library
        self._query = query
        self._has_removed = False

    def compose(self) -> ComposeResult:
        yield TextLine(id="header")
        yield PassageList(id="passages", placeholder="reading …")
        yield TextLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._show_keys()
        self._load()

    def _show_keys(self) -> None:
        is_tiny = layout_for(*self.app.size) is Layout.TINY
        has_rows = bool(self.passages.rows)
        moment = Moment("BOOKMARKS", has_rows=has_rows, can_undo=self._has_removed, is_tiny=is_tiny)
        self.query_one(KeyBar).show_moment(moment)

    def on_resize(self) -> None:
        self._show_keys()

    @work(thread=True, exclusive=True, group="passages")
    def _load(self) -> None:
        background.load_passages(self.post_message, self._library, self._query)

    @on(background.PassagesLoaded)
    def _show_passages(self, message: background.PassagesLoaded) -> None:
        count = len(message.passages)
        articles = len({kept.article for kept in message.passages})
        summary = f" {counted(count, 'passage')} in {counted(articles, 'article')}"
        heading = " Kept passages"
        if self._query:
            heading, summary = (
                f"{heading} · {self._query.understood}",
                f" {count:,} of {counted(message.total, 'passage')}",
            )
        self.heading.show([(heading, self.heading.style_of("strong"))], [(summary + " ", None)])
        self.passages.show_rows(
            message.passages,
            chosen=self.passages.chosen,
            placeholder="None has these words." if message.total else f"Nothing is kept yet.\n\n{self._how_to_keep()}",
        )
        self._show_keys()

    def _how_to_keep(self) -> str:
        key = keymap_of(self).shown("bookmark")
        return f"In an article, {key or 'a command'} keeps the sentence of the hit, or what is selected."

    @on(PassageList.RowOpened)
    def _open(self) -> None:
        kept = self.passages.chosen_row
        if kept and kept.span:
            self.dismiss(kept)
        elif kept:
            self._say("its article does not hold this passage any more")

    def action_remove(self) -> None:
        if kept := self.passages.chosen_row:
            self._run_remove(kept)

    @work(thread=True, group="keep")
    def _run_remove(self, kept: KeptPassage) -> None:
        background.remove(self.post_message, self._library, kept)

    @on(background.PassageRemoved)
    def _show_removed(self) -> None:
        self._has_removed = True
        self._say(keymap_of(self).with_hint("removed", "undo", "undo"))
        self._load()

    def action_undo(self) -> None:
        self._run_undo()

    def action_redo(self) -> None:
        self._run_redo()

    @work(thread=True, group="keep")
    def _run_undo(self) -> None:
        background.undo(self.post_message, self._library)

    @work(thread=True, group="keep")
    def _run_redo(self) -> None:
        background.redo(self.post_message, self._library)

    @on(background.MemoryChanged)
    def _show_memory(self, message: background.MemoryChanged) -> None:
        self._say(message.words)
        self._load()

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self._say(str(message.error))

    def _say(self, words: str) -> None:
        self.status.show([(f" {words}", None)])

    def action_back(self) -> None:
        self.dismiss(None)

    def action_bookmarks(self) -> None:
        self.dismiss(None)
