"""The search box.

The one rule: typing is never held up; what is typed is safe to show before it is shown, and so is what completes it.
"""

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context

MAX_LENGTH = 512
"""Code points: what a query may have."""

PLACEHOLDER = 'type to search: words, "a phrase", OR, -word, kar*, name: title: source: date:'


def _moving_on() -> list[BindingType]:
    """The keys of every field that move to the right and to the end."""
    actions = ("cursor_right", "end")
    return [binding for binding in Input.BINDINGS if isinstance(binding, Binding) and binding.action in actions]


class SearchBox(Input):
    """Where a search is typed."""

    class Shortened(Message):
        """There was no room for all of what was typed or pasted."""

    # A key that completes nothing does what it does in every field.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Context.SEARCH), *_moving_on()]

    virtual_size: reactive[Size] = reactive(Size(0, 0))  # what is typed makes no pane larger or smaller
    completion: reactive[str] = reactive("")
    """What would be searched for if the completion were accepted; empty where there is none."""

    def __init__(self, placeholder: str = PLACEHOLDER) -> None:
        """`placeholder` says what can be typed."""
        super().__init__(
            placeholder=placeholder,
            compact=True,
            max_length=MAX_LENGTH,
            id="search",
        )
        self.cursor_blink = False  # a blink is a packet, over ssh, twice a second all day

    def watch_value(self) -> None:
        self.completion = ""

    def on_focus(self) -> None:
        self.completion = ""  # it is not shown any more

    def offer(self, value: str, completed: str, label: str) -> None:
        """Offer a completion of what was typed, if that is still what is typed and the cursor is behind it.

        Args:
            value: What was typed.
            completed: What would be searched for.
            label: What is offered, to be shown where `completed` does not begin as `value` does.
        """
        if value != self.value or not self.cursor_at_end or len(completed) > MAX_LENGTH:
            return
        goes_on = completed[: len(value)].casefold() == value.casefold()
        self.completion = completed
        self.post_message(SuggestionReady(value, value + (completed[len(value) :] if goes_on else f"  → {label}")))

    def action_complete(self) -> None:
        """Accept the completion."""
        if not self.completion or not self.cursor_at_end:
            raise SkipAction
        self.value = self.completion
        self.cursor_position = len(self.value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put in what is typed or pasted, as much as there is room for."""
        room = MAX_LENGTH - len(self.value) + abs(end - start)
        super().replace(text[:room], start, end)
        if len(text) > room:
            self.post_message(self.Shortened())  # after the change: whoever types on does not see what was said before

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)
