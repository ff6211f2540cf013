"""The line at the bottom of an article in which one types what to find there.

The one rule: it knows what is typed and says what was done; what is found, and where one goes, the screen decides.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_by_id, bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.widgets.text_line import TextLine

MAX_WORDS = 200
"""Code points that can be typed."""


class FindBox(Input):
    """Where words are typed that are looked for in the open article."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Context.FIND), *bindings_by_id("back")]

    @dataclass
    class Walked(Message):
        """The next place is wanted (`step` 1), or the one before (-1)."""

        step: int

    class Left(Message):
        """The words are typed: back to the article, with what was found."""

    class Closed(Message):
        """Nothing is to be found after all."""

    def __init__(self) -> None:
        super().__init__(placeholder="find in this article", compact=True, max_length=MAX_WORDS, id="find")
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)

    def action_find_next(self) -> None:
        self.post_message(self.Walked(1))

    def action_find_previous(self) -> None:
        self.post_message(self.Walked(-1))

    def action_find_done(self) -> None:
        self.post_message(self.Left())

    def action_back(self) -> None:
        self.post_message(self.Closed())


class FindBar(Horizontal):
    """The box, and how much was found."""

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        display: none;
        background: $surface;
        & > #find-prompt { width: 7; color: $text-accent; text-style: bold; }
        & > FindBox, & > FindBox:focus { width: 1fr; background: $surface; background-tint: $surface 0%; }
        & > #find-count { width: 16; }
    }
    """

    box = query_one("#find", FindBox)
    count = query_one("#find-count", TextLine)

    def compose(self) -> ComposeResult:
        yield TextLine(id="find-prompt")
        yield FindBox()
        yield TextLine(id="find-count")

    def on_mount(self) -> None:
        self.query_one("#find-prompt", TextLine).show([("  find ", None)])

    def open(self) -> None:
        """Show the empty box, and go there."""
        self.box.value = ""
        self.say("")
        self.display = True
        self.box.focus()

    def close(self) -> None:
        """Hide the box."""
        self.display = False

    def say(self, words: str) -> None:
        """Say how much was found."""
        self.count.show([], [(f" {words} ", self.count.style_of("strong"))])
