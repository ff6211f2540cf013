"""The side panel: the people, dates, organisations and places of the open article; or what all results share.

The one rule: a row is a plain value made by a pure function; what it stands for is an entity, a date value, a source.
"""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.reactive import reactive

from tui_reader.ui.mentioned import PanelRow, facet_rows, panel_rows
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tui_reader.library import Facets

VALUE_WIDTH = 13
"""Columns for the value of a date: as many as "winter 2021~" needs."""
BAR = 5
"""Columns of the longest bar."""
ARTICLE, RESULTS = "article", "results"
"""The scopes of the panel."""
_SCOPES = {ARTICLE: " · this article", RESULTS: " · all results"}


class PeoplePanel(VirtualList[PanelRow]):
    """Who and when."""

    class Listed(Message):
        """The rows are others now."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is read."""
    scope: reactive[str] = reactive(ARTICLE, repaint=False)
    """What it is about, where an article is open: that, or all results; without an article it is about the results."""
    facets: "reactive[Facets | None]" = reactive(None, repaint=False)
    """What all results share; None while that is not known."""

    _count_width = 0
    """Columns of the longest number of all results."""

    @property
    def shown_scope(self) -> str:
        """What it is about now."""
        return self.scope if self.reading else RESULTS

    def watch_reading(self, before: Reading | None, reading: Reading | None) -> None:
        if reading is None or before is None:
            self._show()
        elif self.scope == ARTICLE and reading.mentions_known:
            if not before.mentions_known or before.annotated != reading.annotated:
                self._show()
        elif self.scope == ARTICLE and before.article != reading.article:
            self._show()

    def watch_scope(self) -> None:
        self._show()

    def watch_facets(self) -> None:
        if self.shown_scope == RESULTS:
            self._show()

    def _show(self) -> None:
        if self.shown_scope == ARTICLE and self.reading:
            is_known = self.reading.mentions_known
            rows = panel_rows(self.reading.annotated) if is_known else ()
            self.show_rows(rows, placeholder="nobody is named here" if is_known else "finding people and dates …")
            self.post_message(self.Listed())
            return
        rows = facet_rows(self.facets) if self.facets else ()
        asked = self.chosen_row.asked if self.chosen_row else None
        chosen = next((number for number, row in enumerate(rows) if asked and row.asked == asked), 0)
        self._count_width = max((len(row.count) for row in rows), default=0)
        self.show_rows(rows, chosen=chosen, placeholder="" if self.facets is None else "they share nothing")
        self.post_message(self.Listed())

    def is_choosable(self, row: PanelRow) -> bool:
        """Headings and surface forms cannot be chosen."""
        return bool(row.spans or row.asked[0])

    def paint_row(self, row: PanelRow, width: int) -> Sequence[Sequence[Piece]]:
        dim, heading = self.style_of("dim"), self.style_of("heading")
        style = heading if row.is_heading else None if self.is_choosable(row) else dim
        left: list[Piece] = [(f"{row.value:<{VALUE_WIDTH}}", dim)] if row.value else []
        has_bar = row.share and width >= 24
        right = f"{'▇' * ceil(BAR * row.share):<{BAR}} {row.count:>{self._count_width}}" if has_bar else row.count
        text = row.text + (_SCOPES[self.shown_scope] if row.is_heading and row is self.rows[0] else "")
        room = width - cell_len(right) - 1 - sum(len(text) for text, _ in left)
        return [apart([*left, (clipped(text, room), style)], [(right, style or dim)], width)]
