"""The side panel: people, organisations, places, works and dates of the open article; or what all results share.

The one rule: a row is a plain value made by a pure function; what it stands for is an entity, a date value, a source.
Its headings look as what they head looks in the text, and so tell what colour and underlining mean there.
"""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.message import Message
from textual.reactive import reactive

from tui_reader.ui.mentioned import NOTHING
from tui_reader.ui.panel_rows import PanelRow, facet_rows, panel_rows
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tui_reader.library import Facets

VALUE_WIDTH = 13
"""Columns for the value of a date: as many as "winter 2021~" needs, and a blank."""
BAR = 5
"""Columns of the longest bar."""
ARTICLE, RESULTS = "article", "results"
"""The scopes of the panel."""
_SCOPES = {ARTICLE: " · this article", RESULTS: " · all results"}


class PeoplePanel(VirtualList[PanelRow]):
    """Who and when."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"people-panel--{kind}" for kind in ("person", "organisation", "place", "work", "date")
    }
    DEFAULT_CSS = """
    PeoplePanel {
        & > .people-panel--person { text-style: bold underline; }
        & > .people-panel--organisation { text-style: bold uu; }
        & > .people-panel--place { text-style: bold; }
        & > .people-panel--work { text-style: bold italic; }
        & > .people-panel--date { text-style: bold italic underline; }
    }
    """

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
            self._show(is_other=True)
        elif self.scope == ARTICLE and reading.mentions_known:
            if not before.mentions_known or before.annotated != reading.annotated:
                self._show(is_other=before.article.id != reading.article.id)
        elif self.scope == ARTICLE and before.article != reading.article:
            self._show(is_other=True)

    def watch_scope(self) -> None:
        self._show(is_other=True)

    def watch_facets(self) -> None:
        if self.shown_scope == RESULTS:
            self._show()

    def _show(self, *, is_other: bool = False) -> None:
        if self.shown_scope == ARTICLE and self.reading:
            is_known = self.reading.mentions_known
            rows = panel_rows(self.reading.annotated) if is_known else ()
            placeholder = "nobody is named here" if is_known else "finding people and dates …"
        else:
            rows = facet_rows(self.facets) if self.facets else ()
            placeholder = "" if self.facets is None else "they share nothing"
        self._count_width = max((len(row.count) for row in rows if row.share), default=0)
        self.show_rows(rows, chosen=self._number_in(rows, is_other=is_other), placeholder=placeholder)
        self.post_message(self.Listed())

    def _number_in(self, rows: Sequence[PanelRow], *, is_other: bool) -> int:
        """The number of the row that stands for what is chosen, wherever it is now; else of the first.

        What was rejected or merged a moment ago has no row any more: the one in its place is chosen then.
        """
        chosen = self.chosen_row
        if chosen is None or (is_other and not self.has_focus):
            return 0
        for number, row in enumerate(rows):
            if row.entity == chosen.entity if row.entity and chosen.entity else row.asked == chosen.asked != NOTHING:
                return number
        return 0 if is_other else self.chosen

    def is_choosable(self, row: PanelRow) -> bool:
        """Headings and surface forms cannot be chosen."""
        return bool(row.spans or row.asked[0])

    def paint_row(self, row: PanelRow, width: int) -> Sequence[Sequence[Piece]]:
        if row.is_heading:
            return [self._paint_heading(row, width)]
        dim = self.style_of("dim")
        left: list[Piece] = [(f"{row.value:<{VALUE_WIDTH}}", dim)] if row.value else []
        has_bar = row.share and width >= 24
        right = f"{'▇' * ceil(BAR * row.share):<{BAR}} {row.count:>{self._count_width}}" if has_bar else row.count
        lead, sign = "  " if row.under else "", " ?" if row.is_ambiguous else ""
        room = width - cell_len(right) - 1 - sum(len(text) for text, _ in left) - len(sign)
        words = clipped(lead + row.text, room) + sign
        return [apart([*left, (words, dim if row.under else None)], [(right, dim)], width)]

    def _paint_heading(self, row: PanelRow, width: int) -> Sequence[Piece]:
        plain = self.style_of("heading")
        style = self.get_component_rich_style(f"people-panel--{row.lists}", partial=True) if row.lists else plain
        scope = _SCOPES[self.shown_scope] if row is self.rows[0] else ""
        room = width - cell_len(row.count) - 1
        words: list[Piece] = [(row.text, style), (clipped(scope, room - len(row.text)), plain)]
        return apart(words, [(row.count, plain)], width)
