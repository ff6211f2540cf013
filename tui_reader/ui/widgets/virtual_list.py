"""A list of any length that paints only what is seen.

The one rule: it knows rows and their heights; what a row looks like, its subclass says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar, Generic, TypeVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.widgets.painting import Piece, strip_of
from tui_reader.ui.widgets.parts import WithSteadyParts
from tui_reader.ui.widgets.scrolled import Scrolled

Row = TypeVar("Row")


class VirtualList(WithSteadyParts, Scrolled, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of the same height, one of which is chosen."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.LISTS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--chosen",
        "virtual-list--chosen-blurred",
        "virtual-list--dim",
        "virtual-list--hit",
        "virtual-list--heading",
        "virtual-list--title",
    }
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .virtual-list--chosen { text-style: bold; }
        & > .virtual-list--hit { text-style: bold underline; }
        & > .virtual-list--title { text-style: bold; }
        & > .virtual-list--heading { text-style: bold; }
    }
    """
    row_height: reactive[int] = reactive(1, repaint=False)
    """How many lines a row has."""
    MARK = "▌"
    """Stands before the chosen row, for it must be seen without colours too; a thinner one where the focus is not."""
    THIN_MARK = "▏"

    chosen: reactive[int] = reactive(0, repaint=False)
    """The number of the chosen row."""

    @dataclass
    class RowChosen(Message):
        """Another row was chosen, by a key or the mouse."""

        list: "VirtualList[Any]"
        number: int

        @property
        def control(self) -> "VirtualList[Any]":
            """The list."""
            return self.list

    @dataclass
    class RowOpened(Message):
        """A row is to be opened."""

        list: "VirtualList[Any]"
        number: int

        @property
        def control(self) -> "VirtualList[Any]":
            """The list."""
            return self.list

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._placeholder = placeholder
        self._painted: tuple[int, Sequence[Sequence[Piece]]] = (-1, ())
        """The number of the row that was painted last, and its lines."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""
        return self._rows

    @property
    def chosen_row(self) -> Row | None:
        """The chosen row; None in an empty list."""
        return self._rows[self.chosen] if 0 <= self.chosen < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row], *, chosen: int = 0, placeholder: str = "") -> None:
        """Show other rows, with one of them chosen; nothing is announced."""
        self._rows = rows
        self._placeholder = placeholder
        self.virtual_size = Size(0, self.measure())
        self.set_reactive(VirtualList.chosen, self._choosable_from(chosen, 1))
        self._show_chosen()
        self.refresh()

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Add rows at the end."""
        self._rows = (*self._rows, *rows)
        self.virtual_size = Size(0, self.measure())
        self.refresh()

    # How high rows are

    def measure(self) -> int:
        """Return how many lines all rows have; called whenever there are others."""
        return len(self._rows) * self.row_height

    def top_of(self, number: int) -> int:
        """Return above which line a row begins; of the number behind the last, where the list ends."""
        return number * self.row_height

    def row_at(self, line: int) -> tuple[int, int]:
        """Return the number of the row that a line is of, past all rows the number behind the last; and which line."""
        return divmod(line, self.row_height)

    # What subclasses say

    def is_choosable(self, row: Row) -> bool:
        """Whether a row can be chosen; headings cannot."""
        return True

    def paint_row(self, row: Row, width: int) -> Sequence[Sequence[Piece]]:
        """Return the lines of a row: `row_height` of them, each in pieces that together fit into `width` columns."""
        raise NotImplementedError

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        self._painted = (-1, ())  # what was painted before may look otherwise now
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number, line = self.row_at(y + self.scroll_offset.y)
        base = self.visual_style.rich_style
        if number >= len(self._rows):
            return self._paint_placeholder(y, width, base)
        if number != self._painted[0]:
            self._painted = (number, self.paint_row(self._rows[number], width - 2))
        lines = self._painted[1]
        pieces = lines[line] if line < len(lines) else ()
        # A line without anything is the gap between two rows; and a page may have no row that can be chosen.
        is_chosen = number == self.chosen and bool(pieces) and self.is_choosable(self._rows[number])
        if is_chosen:
            name = "chosen" if self._is_active else "chosen-blurred"
            base = self.get_component_rich_style(f"virtual-list--{name}")
        mark: Piece = ((self.MARK if self._is_active else self.THIN_MARK) if is_chosen else " ", None)
        return strip_of([mark, *pieces], width, base)

    @property
    def _is_active(self) -> bool:
        """Whether keys move in it: it has the focus, or cannot have it because somebody else moves it."""
        return self.has_focus or not self.can_focus

    def _paint_placeholder(self, y: int, width: int, base: Style) -> Strip:
        lines = self._placeholder.split("\n") if not self._rows else []
        text = lines[y] if y < len(lines) else ""
        if not text:
            return Strip.blank(width, base)
        return strip_of([(f" {text}", self.style_of("dim"))], width, base)

    def style_of(self, name: str) -> Style:
        """Return the style of one of the component classes, by what follows `virtual-list--`."""
        return self.get_component_rich_style(f"virtual-list--{name}", partial=True)

    # Choosing

    def _choosable_from(self, number: int, step: int) -> int:
        """The nearest row from `number` on, in the direction of `step`, that can be chosen; else the nearest behind."""
        last = len(self._rows) - 1
        number = max(0, min(number, last))
        ahead, behind = range(number, last + 1), range(min(number, last), -1, -1)
        ordered = chain(ahead, behind) if step > 0 else chain(behind, ahead)
        return next((candidate for candidate in ordered if self.is_choosable(self._rows[candidate])), 0)

    def choose(self, number: int, *, step: int = 1) -> None:
        """Choose a row, and announce it."""
        self.chosen = self._choosable_from(number, step)

    def watch_row_height(self) -> None:
        self.virtual_size = Size(0, self.measure())
        self.scroll_to(y=0, animate=False)
        self._show_chosen()
        self.refresh()

    def watch_chosen(self) -> None:
        self._show_chosen()
        self.refresh()
        if self._rows:
            self.post_message(self.RowChosen(self, self.chosen))

    def _show_chosen(self) -> None:
        top, height = self.top_of(self.chosen), self.scrollable_content_region.height
        first = 0 if self.chosen == self._choosable_from(0, 1) else top  # headings above the first row are seen with it
        if first < self.scroll_offset.y:
            self.scroll_to(y=first, animate=False)
        elif (bottom := self.top_of(self.chosen + 1)) > self.scroll_offset.y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._show_chosen()

    def on_click(self, event: events.Click) -> None:
        number, _ = self.row_at(event.y + self.scroll_offset.y)
        event.prevent_default()
        if number < len(self._rows) and self.is_choosable(self._rows[number]):
            is_again = number == self.chosen
            self.choose(number)
            if is_again:
                self.post_message(self.RowOpened(self, number))

    def action_down(self) -> None:
        self.choose(self.chosen + 1)

    def action_up(self) -> None:
        self.choose(self.chosen - 1, step=-1)

    def action_page_down(self) -> None:
        self.choose(self.chosen + self._page)

    def action_page_up(self) -> None:
        self.choose(self.chosen - self._page, step=-1)

    def action_half_page_down(self) -> None:
        self.choose(self.chosen + max(1, self._page // 2))

    def action_half_page_up(self) -> None:
        self.choose(self.chosen - max(1, self._page // 2), step=-1)

    def action_top(self) -> None:
        self.choose(0)

    def action_bottom(self) -> None:
        self.choose(len(self._rows) - 1, step=-1)

    def action_open(self) -> None:
        if self._rows:
            self.post_message(self.RowOpened(self, self.chosen))

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height // self.row_height - 1)
