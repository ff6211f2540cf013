"""A list over the screen, and a line above it in which typing chooses from the list: help, palette, themes.

The one rule: the line always has the focus, so that typing filters at once; every key that types nothing moves in the
list. Esc clears the line, then closes.
"""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_by_id, bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList

MAX_LENGTH = 100
"""Code points that the line takes."""

Row = TypeVar("Row")
Chosen = TypeVar("Chosen")


class FilterLine(Input):
    """Where one types what is looked for in the list."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, max_length=MAX_LENGTH, id="filter")
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)


class ChoosingScreen(ModalScreen[Chosen | None], Generic[Row, Chosen]):
    """A list to choose from; None when nothing was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Context.LISTS), *bindings_by_id("back")]
    AUTO_FOCUS = "#filter"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    HEADING: ClassVar[str] = ""
    PLACEHOLDER: ClassVar[str] = "type to find"
    EMPTY: ClassVar[str] = "\nNothing here is called so."

    line = query_one("#filter", FilterLine)

    def compose(self) -> ComposeResult:
        with Vertical(classes="chooser"):
            yield TextLine(id="chooser-heading")
            yield self.make_line()
            rows = self.make_list()
            rows.can_focus = False
            yield rows
            yield TextLine(id="chooser-note")

    def on_mount(self) -> None:
        self.show_rows()

    # What subclasses say

    @property
    def heading(self) -> str:
        """What the list is, in the first line."""
        return self.HEADING

    @property
    def way_out(self) -> str:
        """What Esc does."""
        return "Esc closes"

    def make_line(self) -> FilterLine:
        """Return the line, empty."""
        return FilterLine(self.PLACEHOLDER)

    def make_list(self) -> VirtualList[Row]:
        """Return the list, empty."""
        raise NotImplementedError

    def rows_for(self, words: str) -> Sequence[Row]:
        """Return the rows to show for what is typed."""
        raise NotImplementedError

    def first_row(self, rows: Sequence[Row]) -> int:
        """Return the number of the row that is chosen at first."""
        return 0

    def note(self) -> str:
        """Return what the last line says."""
        return ""

    def choose(self, row: Row) -> None:
        """Do what a row stands for."""

    # What is shown

    @property
    def placeholder(self) -> str:
        """What stands in place of the rows where there are none."""
        return self.EMPTY

    @property
    def rows(self) -> VirtualList[Row]:
        """The list."""
        return self.query_one(VirtualList)

    def show_rows(self) -> None:
        """Show the rows for what is typed."""
        rows = self.rows_for(self.line.value.strip())
        self.rows.show_rows(rows, chosen=self.first_row(rows), placeholder=self.placeholder)
        self.tell()

    def tell(self) -> None:
        """Say what the list is, and what there is to say of it."""
        heading, note = self.query_one("#chooser-heading", TextLine), self.query_one("#chooser-note", TextLine)
        heading.show(
            [(f" {self.heading}", heading.style_of("strong"))], [(f"{self.way_out} ", heading.style_of("dim"))]
        )
        note.show([(f" {self.note()}", note.style_of("dim"))])

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.show_rows()

    # What is done

    @on(Input.Submitted, "#filter")
    def _choose_by_enter(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_open()

    @on(VirtualList.RowOpened)
    def _choose_by_mouse(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.rows.chosen_row
        if row is not None and self.rows.is_choosable(row):
            self.choose(row)

    def action_back(self) -> None:
        if self.line.value:
            self.line.value = ""
        else:
            self.dismiss(None)

    def action_down(self) -> None:
        self.rows.action_down()

    def action_up(self) -> None:
        self.rows.action_up()

    def action_page_down(self) -> None:
        self.rows.action_page_down()

    def action_page_up(self) -> None:
        self.rows.action_page_up()

    def action_half_page_down(self) -> None:
        self.rows.action_half_page_down()

    def action_half_page_up(self) -> None:
        self.rows.action_half_page_up()

    def action_top(self) -> None:
        self.rows.action_top()

    def action_bottom(self) -> None:
        self.rows.action_bottom()
