"""The results of a search: one to three lines each, as the layout has room.

The one rule: while the same search grows, the chosen article stays chosen.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive

from tui_reader.ui.widgets.painting import Piece, apart, around_first, clipped, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Hit, Results

WIDE = 60
"""Columns from which on a line with the title has room for the source too."""
DAY = 11
"""Columns of a date before a title: "08 Oct 24  "."""


class ResultsList(VirtualList["Hit"]):
    """The articles that were found."""

    results: "reactive[Results | None]" = reactive(None, repaint=False)
    """What is listed."""
    is_stale: reactive[bool] = reactive(False)
    """Whether these are the results of what was typed before there was a mistake in it: then they are dimmed."""

    _day_width = 0

    def watch_results(self, before: "Results | None", results: "Results | None") -> None:
        hits = results.hits if results else ()
        chosen, article = 0, ""
        if before and results and before.query.text == results.query.text and self.chosen_row:
            ids = [hit.article for hit in hits]
            article = self.chosen_row.article
            chosen = ids.index(article) if article in ids else min(self.chosen, max(0, len(hits) - 1))
        self._day_width = DAY if any(hit.published for hit in hits) else 0
        self.show_rows(hits, chosen=chosen)
        if hits and not article:  # results that only grow or shrink do not move whoever reads
            self.post_message(self.RowChosen(self, chosen))

    def mark(self, article: str) -> None:
        """Choose an article that was opened from elsewhere, if it is here; nothing is announced."""
        number = next((number for number, hit in enumerate(self.rows) if hit.article == article), None)
        if number is not None:
            self.show_rows(self.rows, chosen=number)

    def paint_row(self, row: "Hit", width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        title = dim if self.is_stale else self.style_of("title") if self.row_height > 1 else None
        if self.row_height == 1:
            return [self._one_line(row, width, title, dim)]
        day = f"{row.published:%d %b %y}" if row.published else ""
        hits = counted(row.hits, "hit") if row.hits else ""
        if self.row_height == 2:
            right = str(row.hits) if row.hits else ""
            first = apart([(clipped(row.title, width - len(right) - 1), title)], [(right, dim)], width)
            return first, self._snippet(row, width, dim, f"{day} · " if day else "")
        about = " · ".join(part for part in (day, row.source, hits) if part)
        return (
            [(clipped(row.title, width), title)],
            [(clipped(about, width), dim)],
            self._snippet(row, width, dim, ""),
        )

    def _one_line(self, row: "Hit", width: int, title: Style | None, dim: Style) -> list[Piece]:
        day = f"{row.published:%d %b %y}" if row.published else ""
        about = [row.source] if width >= WIDE else []
        right = " · ".join(part for part in (*about, counted(row.hits, "hit") if row.hits else "") if part)
        room = width - self._day_width - cell_len(right) - 2
        return apart([(f"{day:<{self._day_width}}", dim), (clipped(row.title, room), title)], [(right, dim)], width)

    def _snippet(self, row: "Hit", width: int, dim: Style, lead: str) -> list[Piece]:
        """The passage around the first hit, which has a style of its own."""
        hit = dim if self.is_stale else self.style_of("hit")
        room = width - 1 - len(lead)
        pieces = clipped_pieces(*around_first(row.snippet, row.highlights, room), hit, room)
        return [(" " + lead, dim), *((text, style or dim) for text, style in pieces)]
