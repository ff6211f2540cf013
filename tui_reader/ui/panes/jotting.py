"""The line at the bottom in which a note or tags are typed.

The one rule: it knows what is typed, and gives it back; what it is for, the screen knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.suggester import SuggestionReady
from textual.widgets import Input

from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_by_id, bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.tags import completed_tags, fitting_tags, next_tag
from tui_reader.ui.widgets.painting import clipped
from tui_reader.ui.widgets.text_line import TextLine

MAX_LENGTH = 4_000
"""Code points that can be typed."""
LINE_END = "⏎"
"""Stands for a line end in a note: it is edited on one line."""


class Jotting(StrEnum):
    """What is typed."""

    NOTE = "note"
    TAGS = "tags"


class JotBox(Input):
    """Where it is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Context.JOT), *bindings_by_id("back")]

    class Done(Message):
        """It is to be kept."""

    class Closed(Message):
        """It is not."""

    tags_in_use: Sequence[str] = ()
    """What is completed from; nothing where a note is typed."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=MAX_LENGTH, select_on_focus=False, id="jot")
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Make what is typed or pasted safe."""
        return safe_line(value)

    def watch_value(self, value: str) -> None:
        if completed := completed_tags(value, self.tags_in_use):
            goes_on = completed[: len(value)].casefold() == value.casefold()
            self.post_message(SuggestionReady(value, value + completed[len(value) :] if goes_on else completed))

    def action_complete_tag(self) -> None:
        """Complete the tag that is being typed, and begin another one."""
        if self.cursor_at_end and (completed := completed_tags(self.value, self.tags_in_use)):
            self.value = next_tag(completed)
            self.cursor_position = len(self.value)

    def action_jot_done(self) -> None:
        self.post_message(self.Done())

    def action_back(self) -> None:
        self.post_message(self.Closed())


class JotBar(Horizontal):
    """The line, with what it is for before it and the tags in use behind it."""

    DEFAULT_CSS = """
    JotBar {
        height: 1;
        display: none;
        background: $surface;
        & > #jot-prompt { width: 8; color: $text-accent; text-style: bold; }
        & > JotBox, & > JotBox:focus { width: 1fr; background: $surface; background-tint: $surface 0%; }
        & > #jot-tags { width: 40%; }
    }
    """

    @dataclass
    class Jotted(Message):
        """A note or tags were typed."""

        what: Jotting
        text: str

    box = query_one("#jot", JotBox)
    in_use = query_one("#jot-tags", TextLine)

    what = Jotting.NOTE
    """What is typed, or was typed last."""
    _before = ""
    _tags: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        yield TextLine(id="jot-prompt")
        yield JotBox()
        yield TextLine(id="jot-tags")

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return bool(self.display)

    def open(self, what: Jotting, text: str) -> None:
        """Show the line with what was written before, and go there."""
        prompt = self.query_one("#jot-prompt", TextLine)
        prompt.show([(f"  {what}", None)])
        self.what, self._before = what, safe_line(text.replace("\n", LINE_END))
        self.offer(())
        self.box.placeholder = "what there is to say" if what is Jotting.NOTE else "tags, between blanks or commas"
        begun = next_tag(self._before) if what is Jotting.TAGS and self._before else self._before
        self.box.value = begun
        self.box.cursor_position = len(begun)
        self.in_use.display = what is Jotting.TAGS
        self.display = True
        self.screen.set_focus(self.box)  # at once: what is typed next may be here already

    def offer(self, tags: Sequence[str]) -> None:
        """Complete from these tags, those in most use first."""
        self._tags = self.box.tags_in_use = tags if self.what is Jotting.TAGS else ()
        self._show_tags()

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    @property
    def written(self) -> str | None:
        """What is typed; None if that is what was there before."""
        text = self.box.value.strip()
        return None if text == self._before.strip() else text.replace(LINE_END, "\n")

    @on(Input.Changed, "#jot")
    def _follow(self, event: Input.Changed) -> None:
        event.stop()
        self._show_tags()

    @on(JotBox.Done)
    def _give(self) -> None:
        """Give back what was typed, if it is not what was there before."""
        if (text := self.written) is None:
            self.box.post_message(JotBox.Closed())
        else:
            self.post_message(self.Jotted(self.what, text))

    def on_resize(self, _event: events.Resize) -> None:
        self._show_tags()

    def _show_tags(self) -> None:
        fitting = fitting_tags(self.box.value, self._tags)
        words = clipped("  ".join(f"#{tag}" for tag in fitting), self.in_use.size.width - 2)
        self.in_use.show([], [(f"{words} ", self.in_use.style_of("dim"))] if fitting else [])
