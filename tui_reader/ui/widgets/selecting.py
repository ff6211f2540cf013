"""Selecting in an article, by keys and by the mouse.

The one rule: a selection is two offsets into the text, one that stays and one that moves. It is kept where Textual
keeps selections, in the screen's, so that copying and clearing are Textual's own.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.timer import Timer

from tui_reader.article import Span
from tui_reader.library import Library
from tui_reader.ui.citing import words_of
from tui_reader.ui.widgets import motions
from tui_reader.ui.widgets.article_text import ArticleText
from tui_reader.ui.widgets.clusters import whole
from tui_reader.ui.widgets.layers import Mark
from tui_reader.ui.widgets.motions import Ends
from tui_reader.ui.widgets.wrapping import Line, Wrapped

_EDGE_TICK = 0.05
"""Seconds between two lines while the mouse is held beyond an edge."""
_FASTEST = 5
"""Lines at a time, far beyond it."""


class SelectableText(ArticleText):
    """An article of which passages can be selected."""

    @dataclass
    class SelectionChanged(Message):
        """Another passage is selected; None when there is no selection any more."""

        view: "SelectableText"
        span: Span | None

        @property
        def control(self) -> "SelectableText":
            """The view."""
            return self.view

    SELECTION_BUTTON: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._grown: list[Span] = []
        """The selections that `grow` went through, for `shrink` to go back."""
        self._column: int | None = None
        """Where the moving end goes in lines above and below, while it goes up and down only."""
        self._pressed: Span | None = None
        """What was under the mouse when its button went down."""
        self._mouse = Offset(0, 0)
        self._edge_timer: Timer | None = None

    # What is selected

    @property
    def ends(self) -> Ends | None:
        """The end of the selection that stays, and the one that moves."""
        selection = self.text_selection if self.is_attached else None
        if selection is None or selection.start is None or selection.end is None or self.reading is None:
            return None
        length = len(self.reading.article.text)
        ends = Ends(min(selection.start.x, length), min(selection.end.x, length))
        return ends if ends.anchor != ends.head else None

    @property
    def selected(self) -> Span | None:
        """The selected passage."""
        return self.ends.span if self.ends else None

    def select(self, span: Span) -> None:
        """Select a passage, with the characters that it cuts; its later end is the one that moves."""
        text = self._text
        self._select(Ends(*whole(text, span, Span(0, len(text)))))

    def _select(self, ends: Ends) -> None:
        self.screen.selections = {self: Selection(Offset(ends.anchor, 0), Offset(ends.head, 0))}
        self._show_head(ends)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text as it is in the article, with the line ends of wrapped texts removed."""
        if self.selected is None or self.reading is None:
            return None
        return words_of(self.reading.article, self.selected), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint, and tell."""
        if selection is None:
            self._grown.clear()
        self.refresh()
        self.post_message(self.SelectionChanged(self, self.selected))

    def article_changed(self) -> None:
        super().article_changed()
        self._clear_selection()

    def _clear_selection(self) -> None:
        if self.is_attached and self in self.screen.selections:
            self.screen.clear_selection()

    def marks_above(self, line: Line) -> tuple[Mark, ...]:
        selected = self.selected
        return ((selected, "selection"),) if selected and selected.overlaps(Span(line.start, line.end)) else ()

    def _show_head(self, ends: Ends) -> None:
        """Scroll as little as needed for the moving end to be seen."""
        if (wrapped := self.wrapped_to(ends.head)) is None:
            return
        line, top = wrapped.line_of(ends.head - 1 if ends.is_forward else ends.head), self.scroll_offset.y
        lowest = max(0, line - self.scrollable_content_region.height + 1)
        if not lowest <= top <= line:
            self.scroll_to(y=min(max(top, lowest), line), animate=False)

    # By larger and smaller pieces

    def action_grow(self) -> None:
        if self.reading is None:
            return
        before = self.selected
        if before:
            self._grown.append(before)
        self.select(Library.grown_passage(self.reading.article, before or Span(self.place, self.place)))

    def action_shrink(self) -> None:
        if self._grown:
            self.select(self._grown.pop())
        else:
            self._clear_selection()

    @property
    def place(self) -> int:
        """Where the reader is: at the current hit if it is seen, else at the top of the screen."""
        visible, current = self.visible_span, self.reading.current if self.reading else None
        return current.start if current and visible.overlaps(current) else visible.start

    # By motions of the moving end

    def action_right(self) -> None:
        self._move_sideways(1)

    def action_left(self) -> None:
        self._move_sideways(-1)

    def action_line_end(self) -> None:
        if self.ends and self._wrapped:
            self._move_head(motions.moved_in_line(self._wrapped, self.ends, 1))

    def action_line_start(self) -> None:
        if self.ends and self._wrapped:
            self._move_head(motions.moved_in_line(self._wrapped, self.ends, -1))

    def action_swap_ends(self) -> None:
        if self.ends:
            self._column = None
            self._select(Ends(self.ends.head, self.ends.anchor))

    def action_select(self, direction: str) -> None:
        """Move the end of the selection; where there is none, begin one at the place where the reader is."""
        wrapped, ends = self._wrapped, self.ends or Ends(self.place, self.place)
        if wrapped is None or not wrapped.lines:
            return
        if direction in ("right", "left"):
            self._move_head(motions.moved_sideways(wrapped, ends, 1 if direction == "right" else -1), ends)
        else:
            self.move_by_lines(1 if direction == "down" else -1, ends)

    def _move_sideways(self, step: int) -> None:
        if self.ends and self._wrapped:
            self._move_head(motions.moved_sideways(self._wrapped, self.ends, step))

    def move_by_lines(self, lines: int, ends: Ends) -> None:
        """Move the end of the selection by some lines, in the column from which it came."""
        wrapped = self._wrapped_around(ends.head, lines)
        column = motions.column_at(wrapped, ends) if self._column is None else self._column
        self._move_head(motions.moved_by_lines(wrapped, ends, lines, column), ends)
        self._column = column

    def move_to_edge(self, step: int, ends: Ends) -> None:
        """Move the end of the selection to the end of the article, or with `step` -1 to its beginning."""
        self._move_head(motions.moved_to_edge(self._wrapped_around(len(self._text), 0), ends, step), ends)

    def move_by_units(self, step: int, unit: motions.Unit, ends: Ends) -> None:
        """Move the end of the selection to the next end of a sentence or paragraph, or to the one before."""
        if self.reading:
            self._move_head(motions.moved_by_units(self.reading.article, ends, step, unit), ends)

    def _move_head(self, head: int, ends: Ends | None = None) -> None:
        ends = ends or self.ends
        if ends:
            self._column = None
            self._grown.clear()
            self._select(Ends(ends.anchor, head))

    @property
    def _text(self) -> str:
        return self.reading.article.text if self.reading else ""

    def _wrapped_around(self, offset: int, lines: int) -> Wrapped:
        """The lines of the article, so many of them that one can go some lines on from an offset."""
        wrapped = self.wrapped_to(offset)
        assert wrapped is not None
        if wrapped.line_of(offset) + lines >= len(wrapped.lines):
            wrapped = self.wrapped_to(len(self._text))
        assert wrapped is not None
        return wrapped

    # By the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        cell = self.cell_at(event.x, event.y)
        if event.button == self.SELECTION_BUTTON and cell is not None:
            self._pressed, self._mouse = cell, event.offset
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is not None:
            self._mouse = event.offset
            self._drag()

    def on_mouse_up(self) -> None:
        self._end_drag()

    def on_mouse_release(self) -> None:
        self._end_drag()

    def _end_drag(self) -> None:
        self._pressed = None
        self._stop_scrolling()
        self.release_mouse()

    def _drag(self) -> None:
        """Select from where the button went down to where the mouse is, both ends included; scroll beyond an edge."""
        height, (x, y) = self.scrollable_content_region.height, self._mouse
        beyond = min(0, y) + max(0, y - height + 1)
        if not beyond:
            self._stop_scrolling()
        elif self._edge_timer is None:
            self._edge_timer = self.set_interval(_EDGE_TICK, self._scroll_on)
        cell = self.cell_at(x, max(0, min(y, height - 1)))
        if cell is None or self._pressed is None:
            return
        pressed = self._pressed
        if cell.start >= pressed.start:
            ends = Ends(pressed.start, max(pressed.end, cell.end))
        else:
            ends = Ends(pressed.end, cell.start)
        if ends.anchor != ends.head and (self.ends or cell != pressed):
            self._column = None
            self.screen.selections = {self: Selection(Offset(ends.anchor, 0), Offset(ends.head, 0))}

    def _scroll_on(self) -> None:
        y, height = self._mouse.y, self.scrollable_content_region.height
        lines = max(-_FASTEST, y) if y < 0 else min(_FASTEST, y - height + 1)
        self.scroll_relative(y=lines, animate=False)
        self._drag()

    def _stop_scrolling(self) -> None:
        if self._edge_timer is not None:
            self._edge_timer.stop()
            self._edge_timer = None

    def on_click(self, event: events.Click) -> None:
        """Select a word by a double click, a paragraph by a triple one."""
        cell = self.cell_at(event.x, event.y)
        if event.chain < 2 or self.reading is None or cell is None:
            return
        event.prevent_default()
        span = Library.grown_passage(self.reading.article, Span(cell.start, cell.start))
        for _ in range(2 if event.chain > 2 else 0):
            span = Library.grown_passage(self.reading.article, span)
        self.select(span)
