"""The list of kept passages: all words of each, what somebody wrote of it, and where it is from.

The one rule: it paints the rows that it is given; what is picked is marked, and what is not where it was says so.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from tui_reader.ui.shelf_lines import NOTE, PICKED, Heights, note_lines, quote_lines
from tui_reader.ui.shelf_rows import WHAT_IT_MEANS, Heading, Row, day_kept
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.tall_list import TallList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage


class PassageList(TallList[Row]):
    """Kept passages, under headings or not."""

    picked: reactive[frozenset[str]] = reactive(frozenset[str])
    """The ids of the passages that are picked."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, placeholder=placeholder)
        self.heights = Heights()

    @property
    def chosen_passage(self) -> "KeptPassage | None":
        """The passage that is chosen; None in an empty list."""
        row = self.chosen_row
        return None if isinstance(row, Heading) else row

    @property
    def passages(self) -> "list[KeptPassage]":
        """The passages that are listed, each once, in the order of the list."""
        return list({row.bookmark.id: row for row in self.rows if not isinstance(row, Heading)}.values())

    def is_choosable(self, row: Row) -> bool:
        """Passages are; headings are not."""
        return not isinstance(row, Heading)

    def heights_of(self, rows: Sequence[Row], width: int) -> Iterable[int]:
        return self.heights.of_each(rows, width)

    def paint_row(self, row: Row, width: int) -> Sequence[Sequence[Piece]]:
        if isinstance(row, Heading):
            count = counted(row.total, "passage")
            heading = clipped(row.words, width - len(count) - 2)
            return [apart([(heading, self.style_of("heading"))], [(count, self.style_of("dim"))], width), []]
        return list(self._lines_of(row, width))

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
