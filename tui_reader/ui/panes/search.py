"""The search box.

The one rule: typing is never held up; what is typed is safe to show before it is shown.
"""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context

MAX_LENGTH = 512
"""Code points: what a query may have."""


class SearchBox(Input):
    """Where a search is typed."""

    class Shortened(Message):
        """There was no room for all of what was typed or pasted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.SEARCH)

    def __init__(self) -> None:
        super().__init__(
            placeholder='type to search: words, "a phrase", OR, -word, kar*, name: title: source: date:',
            compact=True,
            max_length=MAX_LENGTH,
            id="search",
        )
        self.cursor_blink = False  # a blink is a packet, over ssh, twice a second all day

    def replace(self, text: str, start: int, end: int) -> None:
        """Put in what is typed or pasted, as much as there is room for."""
        room = MAX_LENGTH - len(self.value) + abs(end - start)
        if len(text) > room:
            self.post_message(self.Shortened())
        super().replace(text[:room], start, end)

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)
