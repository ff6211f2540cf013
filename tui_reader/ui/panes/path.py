"""Where a path is typed, of a folder to read or of a file to bring in.

The one rule: what is typed is safe to show before it is shown; the disk is looked at by others.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.widgets.text_line import TextLine


class PathBox(Input):
    """The field."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.PATH)

    def __init__(self) -> None:
        super().__init__(compact=True, id="path", select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)


class PathPrompt(Vertical):
    """A question, the field, and below it what fits or what is wrong."""

    def compose(self) -> ComposeResult:
        yield TextLine(id="path-question")
        yield PathBox()
        yield TextLine(id="path-answer")

    def ask(self, question: str) -> None:
        """Ask for a path."""
        line = self.query_one("#path-question", TextLine)
        line.show([(question, line.style_of("strong"))])
        self.query_one(PathBox).value = ""
        self.answer("")
        self.query_one(PathBox).focus()

    def answer(self, words: str, *, is_error: bool = False) -> None:
        """Say something below the field."""
        line = self.query_one("#path-answer", TextLine)
        line.show([(words, line.style_of("key" if is_error else "dim"))])
