"""What is known of the open article, and a field for the day on which it was published.

The one rule: a date is taken only if it is one beyond doubt; what is typed is never guessed at.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_by_id
from tui_reader.ui.facts import HELP, Fact, facts_of, parse_day
from tui_reader.ui.reading import Reading
from tui_reader.ui.remembering import GivenDate
from tui_reader.ui.widgets.painting import Piece, clipped
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList


class FactList(VirtualList[Fact]):
    """Facts, one a line."""

    can_focus = False
    MARK = " "

    def is_choosable(self, _row: Fact) -> bool:
        """None of them: they are to be read."""
        return False

    def paint_row(self, row: Fact, width: int) -> Sequence[Sequence[Piece]]:
        name, value = row
        return [[(f"{name:<11}", self.style_of("dim")), (clipped(value, width - 11), None)]]


class DetailsScreen(ModalScreen[GivenDate | None]):
    """An article's details. Dismissed with the date that was given, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("back", "quit_typing")

    problem = query_one("#details-problem", TextLine)
    day_box = query_one("#details-day", Input)

    def __init__(self, reading: Reading, *, is_read: bool) -> None:
        super().__init__()
        self._article = reading.article
        self._facts = tuple(facts_of(reading, is_read=is_read))

    def compose(self) -> ComposeResult:
        with Vertical(id="details"):
            yield TextLine(id="details-header")
            yield FactList(id="details-facts")
            with Horizontal(id="details-date"):
                yield TextLine(id="details-prompt")
                yield Input(compact=True, max_length=40, id="details-day")
            yield TextLine(id="details-problem")

    def on_mount(self) -> None:
        header, prompt = self.query_one("#details-header", TextLine), self.query_one("#details-prompt", TextLine)
        header.show([(" Details", header.style_of("strong"))], [("Enter sets the date · Esc closes ", None)])
        prompt.show([(" published on", prompt.style_of("key"))])
        facts = self.query_one(FactList)
        facts.show_rows(self._facts)
        facts.styles.height = len(self._facts)
        self.day_box.cursor_blink = False
        if self._article.published_is == "by hand" and self._article.published:
            self.day_box.value = self._article.published.isoformat()
        self.problem.show([(f" {HELP}", self.problem.style_of("dim"))])
        self.day_box.focus()

    @on(Input.Submitted, "#details-day")
    def _give(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            day = parse_day(event.value) if event.value.strip() else None
        except ValueError as error:
            self.problem.show([(f" {safe_line(str(error))}: {HELP}", self.problem.style_of("strong"))])
            return
        is_other = day != (self._article.published if self._article.published_is == "by hand" else None)
        self.dismiss(GivenDate(self._article.id, day) if is_other else None)

    def action_back(self) -> None:
        self.dismiss(None)
