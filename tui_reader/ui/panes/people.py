"""The side panel: the people and dates of the open article, and the organisations and places.

The one rule: a row is a plain value made by a pure function; what it stands for is an entity, or a date value.
"""

from collections.abc import Sequence

from textual.reactive import reactive

from tui_reader.ui.mentioned import PanelRow, panel_rows
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList

VALUE_WIDTH = 13
"""Columns for the value of a date: as many as "winter 2021~" needs."""


class PeoplePanel(VirtualList[PanelRow]):
    """Who and when."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is read."""

    def watch_reading(self, before: Reading | None, reading: Reading | None) -> None:
        if reading is None or not reading.mentions_known:
            self.show_rows((), placeholder="" if reading is None else "finding people and dates …")
        elif before is None or not before.mentions_known or before.annotated != reading.annotated:
            self.show_rows(panel_rows(reading.annotated), placeholder="nobody is named here")

    def is_choosable(self, row: PanelRow) -> bool:
        """Headings and surface forms cannot be chosen."""
        return bool(row.spans)

    def paint_row(self, row: PanelRow, width: int) -> Sequence[Sequence[Piece]]:
        dim, heading = self.style_of("dim"), self.style_of("heading")
        style = heading if row.is_heading else None if row.spans else dim
        left: list[Piece] = [(f"{row.value:<{VALUE_WIDTH}}", dim)] if row.value else []
        room = width - len(row.count) - 1 - sum(len(text) for text, _ in left)
        return [apart([*left, (clipped(row.text, room), style)], [(row.count, style or dim)], width)]
