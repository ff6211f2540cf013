"""The list of all keys.

The one rule: it is made from the table of keys, so it cannot be wrong about them.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui_reader.ui.bindings import bindings_by_id
from tui_reader.ui.keys import KEYS, Context, shown
from tui_reader.ui.widgets.painting import Piece
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList

_HEADINGS = {
    Context.COMMANDING: "Anywhere but in the search box",
    Context.EVERYWHERE: "Anywhere",
    Context.SEARCH: "In the search box",
    Context.LISTS: "In results, people, bookmarks, and the article",
    Context.ARTICLE: "In the article",
    Context.BOOKMARKS: "In the kept passages",
}

_Row = tuple[str, str]
"""The keys and what they do; a heading has no keys."""


class KeyList(VirtualList[_Row]):
    """All keys, one a line."""

    def is_choosable(self, row: _Row) -> bool:
        """Only keys."""
        return bool(row[0])

    def paint_row(self, row: _Row, width: int) -> Sequence[Sequence[Piece]]:
        keys, does = row
        heading = self.style_of("heading")
        return [[(f" {keys:<16}", heading), (does, None)] if keys else [(does, heading)]]


class HelpScreen(ModalScreen[None]):
    """What can be done, and with which key."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("back", "help", "quit")

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            yield TextLine(id="help-header")
            yield KeyList(id="help-keys")

    def on_mount(self) -> None:
        line = self.query_one("#help-header", TextLine)
        line.show([(" Keys", line.style_of("strong"))], [("Esc closes ", line.style_of("dim"))])
        self.query_one(KeyList).show_rows(tuple(_rows()))
        self.query_one(KeyList).focus()

    def action_back(self) -> None:
        self.dismiss()


def _rows() -> Iterator[_Row]:
    for context, heading in _HEADINGS.items():
        if context is not Context.COMMANDING:
            yield "", ""
        yield "", heading
        for key in KEYS:
            if key.context is context:
                yield " ".join(shown(each) for each in key.keys), key.does
