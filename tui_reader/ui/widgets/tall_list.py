"""A list whose rows are as high as what is in them.

The one rule: a row is measured once for a width; what it looks like is made when it is seen.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from textual.geometry import Size

from tui_reader.ui.widgets.virtual_list import VirtualList

Row = TypeVar("Row")


class TallList(VirtualList[Row]):
    """Rows of any height, one of which is chosen."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, placeholder=placeholder)
        self._tops: list[int] = [0]
        self._width = 0

    def heights_of(self, rows: Sequence[Row], width: int) -> Iterable[int]:
        """Return how many lines each row has in so many columns; asked whenever others are shown."""
        raise NotImplementedError

    # How high rows are

    @property
    def text_width(self) -> int:
        """Columns that a row has."""
        return max(1, self.scrollable_content_region.width - 2)

    def measure(self) -> int:
        width = self._width = self.text_width
        self._tops = [0, *accumulate(self.heights_of(self._rows, width))]
        return self._tops[-1]

    def top_of(self, number: int) -> int:
        return self._tops[max(0, min(number, len(self._tops) - 1))]

    def row_at(self, line: int) -> tuple[int, int]:
        number = bisect_right(self._tops, line) - 1
        return number, line - self._tops[number]

    def on_resize(self) -> None:
        if self.text_width != self._width:
            self.virtual_size = Size(0, self.measure())
            self.refresh()
        super().on_resize()

    # Moving: a row that is higher than the screen is read to its end first

    def action_down(self) -> None:
        end, height = self.top_of(self.chosen + 1), self.scrollable_content_region.height
        if end > self.scroll_offset.y + height:
            self.scroll_to(y=min(self.scroll_offset.y + height - 1, end - height), animate=False)
        else:
            super().action_down()

    def action_up(self) -> None:
        top, height = self.top_of(self.chosen), self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=max(top, self.scroll_offset.y - height + 1), animate=False)
        else:
            super().action_up()

    def action_page_down(self) -> None:
        self._go_by(self.scrollable_content_region.height)

    def action_page_up(self) -> None:
        self._go_by(-self.scrollable_content_region.height)

    def action_half_page_down(self) -> None:
        self._go_by(self.scrollable_content_region.height // 2)

    def action_half_page_up(self) -> None:
        self._go_by(-self.scrollable_content_region.height // 2)

    def _go_by(self, lines: int) -> None:
        """Choose the row so many lines further, and another one than now in any case."""
        step = 1 if lines > 0 else -1
        number = self.row_at(max(0, self.top_of(self.chosen) + lines))[0]
        self.choose(number if number != self.chosen else number + step, step=step)
