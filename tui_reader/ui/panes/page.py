"""What stands in place of the panes while there is nothing to show in them: a page to choose from.

The one rule: it shows the rows of `page_rows`; what one does when it is chosen, the screen carries out.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.geometry import Size
from textual.reactive import reactive

from tui_reader.ui.page_rows import PageRow
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList


class Page(VirtualList[PageRow]):
    """Headings, words, and rows that do something."""

    page_rows: reactive[tuple[PageRow, ...]] = reactive((), repaint=False)
    """What is shown."""

    def watch_page_rows(self, before: tuple[PageRow, ...], rows: tuple[PageRow, ...]) -> None:
        first = next((number for number, row in enumerate(before) if row.deed), 0)
        moved_to = self.chosen_row if self.chosen != first else None
        # What somebody went to stays chosen while the page is completed around it.
        self.show_rows(rows, chosen=rows.index(moved_to) if moved_to in rows else 0)

    def is_choosable(self, row: PageRow) -> bool:
        """Only rows that do something."""
        return row.deed is not None

    def paint_row(self, row: PageRow, width: int) -> Sequence[Sequence[Piece]]:
        if row.is_heading:
            return [[(clipped(row.text, width), self.style_of("heading"))]]
        if not row.text:
            return [[]]
        about = row.about if _has_room(row, width) else row.brief
        room = width - cell_len(about) - 2 if about else width
        return [apart([(clipped(row.text, room), None)], [(about, self.style_of("dim"))], width)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all rows need."""
        return len(self.rows)


def _has_room(row: PageRow, width: int) -> bool:
    """Whether what stands at the right leaves the text room for all of it, or for most of the line."""
    about = cell_len(row.about)
    return cell_len(row.text) + about + 2 <= width or about <= width * 2 // 5
