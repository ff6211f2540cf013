"""The article that is read: its keys, and what they do with a selection and without one.

The one rule: while something is selected every motion moves the end of the selection; else it moves the reader.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui_reader.article import Span
from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.widgets import motions
from tui_reader.ui.widgets.motions import Unit
from tui_reader.ui.widgets.selecting import SelectableText


class ReaderView(SelectableText, inherit_bindings=False):
    """An article to read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.LISTS, Context.ARTICLE)

    @dataclass
    class PlaceChosen(Message):
        """The reader went on to another sentence, or back to one."""

        span: Span

    def action_down(self) -> None:
        self._go_by_lines(1)

    def action_up(self) -> None:
        self._go_by_lines(-1)

    def action_page_down(self) -> None:
        self._go_by_lines(self._page)

    def action_page_up(self) -> None:
        self._go_by_lines(-self._page)

    def action_half_page_down(self) -> None:
        self._go_by_lines(self._half_page)

    def action_half_page_up(self) -> None:
        self._go_by_lines(-self._half_page)

    @property
    def _half_page(self) -> int:
        return max(1, self.scrollable_content_region.height // 2)

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _go_by_lines(self, lines: int) -> None:
        if self.ends:
            self.move_by_lines(lines, self.ends)
        else:
            self.scroll_relative(y=lines, animate=False)

    def action_top(self) -> None:
        if self.ends:
            self.move_to_edge(-1, self.ends)
        else:
            self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        if self.ends:
            self.move_to_edge(1, self.ends)
        elif self.reading:
            self.wrapped_to(len(self.reading.article.text))
            self.scroll_end(animate=False)

    def action_next_sentence(self) -> None:
        self._go_by_units(1, Unit.SENTENCE)

    def action_previous_sentence(self) -> None:
        self._go_by_units(-1, Unit.SENTENCE)

    def action_next_paragraph(self) -> None:
        self._go_by_units(1, Unit.PARAGRAPH)

    def action_previous_paragraph(self) -> None:
        self._go_by_units(-1, Unit.PARAGRAPH)

    def _go_by_units(self, step: int, unit: Unit) -> None:
        if self.ends:
            self.move_by_units(step, unit, self.ends)
        elif self.reading and (span := motions.neighbour(self.reading.article, self.place, step, unit)):
            self.post_message(self.PlaceChosen(span))

    def action_open(self) -> None:
        """Do nothing: the article is open."""
