"""The list of kept passages: all words of each, what somebody wrote of it, and where it is from.

The one rule: it paints the rows that it is given; what is picked is marked, and what is not where it was says so.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from tui_reader.ui.shelf_rows import WHAT_IT_MEANS, ShelfRow, day_kept, note_lines, quote_lines
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.tall_list import TallList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage

PICKED = "◆ "
"""Stands before what is picked."""
NOTE = "✎ "
"""Stands before a note."""


class PassageList(TallList[ShelfRow]):
    """Kept passages, under headings or not."""

    picked: reactive[frozenset[str]] = reactive(frozenset[str])
    """The ids of the passages that are picked."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, placeholder=placeholder)
        self._heights: dict[tuple[str, str, str], int] = {}
        self._measured_for = 0

    def is_choosable(self, row: ShelfRow) -> bool:
        """Passages are; headings are not."""
        return row.kept is not None

    def height_of(self, row: ShelfRow, width: int) -> int:
        if row.kept is None:
            return 2
        if width != self._measured_for:
            self._heights.clear()
            self._measured_for = width
        bookmark = row.kept.bookmark
        key = bookmark.id, bookmark.note, row.kept.state
        if key not in self._heights:
            self._heights[key] = self._count_lines(row.kept, width)
        return self._heights[key]

    def _count_lines(self, kept: "KeptPassage", width: int) -> int:
        room = width - len(PICKED)
        return (
            len(quote_lines(kept, room))
            + len(note_lines(kept, room - len(NOTE)))
            + (1 if kept.state in WHAT_IT_MEANS else 0)
            + 2  # where it is from, and the gap
        )

    def paint_row(self, row: ShelfRow, width: int) -> Sequence[Sequence[Piece]]:
        if row.kept is None:
            count = counted(row.count, "passage")
            heading = clipped(row.heading, width - len(count) - 2)
            return [apart([(heading, self.style_of("heading"))], [(count, self.style_of("dim"))], width), []]
        return list(self._lines_of(row.kept, width))

    def _lines_of(self, kept: "KeptPassage", width: int) -> Sequence[Sequence[Piece]]:
        dim, strong, room = self.style_of("dim"), self.style_of("title"), width - len(PICKED)
        blank = " " * len(PICKED)
        lead = PICKED if kept.bookmark.id in self.picked else blank
        lines: list[list[Piece]] = []
        for words in quote_lines(kept, room):
            lines.append([(lead, strong), (words, None)])
            lead = blank
        for number, words in enumerate(note_lines(kept, room - len(NOTE))):
            lines.append([(blank, None), (NOTE if number == 0 else " " * len(NOTE), strong), (words, strong)])
        if means := WHAT_IT_MEANS.get(kept.state):
            lines.append([(blank, None), (clipped(f"! {means}", room), strong)])
        tags = " ".join(f"#{tag}" for tag in kept.bookmark.tags)
        kept_on = f"kept {day_kept(kept)}"
        tags = clipped(tags, max(0, room * 2 // 3 - len(kept_on) - 3))
        right = f"{tags}{' · ' if tags else ''}{kept_on}"
        about = clipped(kept.title or kept.article, room - len(right) - 2)
        return [*lines, apart([(blank, None), (about, dim)], [(right, dim)], width), []]
