"""The results of a search: two lines each.

The one rule: while the same search grows, the chosen article stays chosen.
"""

from collections.abc import Sequence

from textual.reactive import reactive

from tui_reader.library import Hit, Results
from tui_reader.ui.widgets.painting import Piece, apart, around_first, clipped, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList

WIDE = 60
"""Columns from which on the first line has room for source and date."""


class ResultsList(VirtualList[Hit]):
    """The articles that were found."""

    ROW_HEIGHT = 2

    results: reactive[Results | None] = reactive(None, repaint=False)
    """What is listed."""
    waiting_for: reactive[str] = reactive("", repaint=False)
    """What is said while there is nothing to list."""

    def watch_results(self, before: Results | None, results: Results | None) -> None:
        hits = results.hits if results else ()
        chosen = 0
        if before and results and before.query.text == results.query.text and self.chosen_row:
            ids = [hit.article for hit in hits]
            article = self.chosen_row.article
            chosen = ids.index(article) if article in ids else min(self.chosen, max(0, len(hits) - 1))
        self.show_rows(hits, chosen=chosen, placeholder=self.waiting_for)
        if hits:
            self.post_message(self.RowChosen(self, self.chosen))

    def watch_waiting_for(self, words: str) -> None:
        if not self.rows:
            self.show_rows((), placeholder=words)

    def mark(self, article: str) -> None:
        """Choose an article that was opened from elsewhere, if it is here; nothing is announced."""
        number = next((number for number, hit in enumerate(self.rows) if hit.article == article), None)
        if number is not None:
            self.show_rows(self.rows, chosen=number)

    def paint_row(self, row: Hit, width: int) -> Sequence[Sequence[Piece]]:
        dim, hit = self.style_of("dim"), self.style_of("hit")
        day = f"{row.published:%d %b %y}" if row.published else ""
        about = [row.source, day] if width >= WIDE else []
        hits = f"{row.hits} hit{'s' if row.hits != 1 else ''}" if width >= WIDE else str(row.hits)
        right = " · ".join(part for part in (*about, hits if row.hits else "") if part)
        first = apart([(clipped(row.title, width - len(right) - 2), None)], [(right, dim)], width)
        lead = "" if width >= WIDE or not day else f"{day} · "
        room = width - 1 - len(lead)
        second = clipped_pieces(*around_first(row.snippet, row.highlights, room), hit, room)
        return first, [(" " + lead, dim), *((text, style or dim) for text, style in second)]
