"""Breaks an article into lines of a given width.

The one rule: pure, and what stands in a line is the source text, code point by code point, so that a line knows its
offsets and nothing has to be mapped. (White space between the words of two lines belongs to neither.)
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.safe_text import safe_line

_INDENTS = {BlockKind.QUOTE: (4, 4), BlockKind.LIST_ITEM: (0, 2)}
"""Columns before the first line of a block, and before its others."""
_TOGETHER = {
    (BlockKind.CAPTION, BlockKind.CREDIT),
    (BlockKind.BYLINE, BlockKind.ROLE),
    (BlockKind.LIST_ITEM, BlockKind.LIST_ITEM),
}
"""Blocks between which there is no blank line."""
_EVEN = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e€]*")
"""Text of which every character has one column: nearly all that is written in Latin, Greek or Cyrillic."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: `text[start:end]`, after `indent` columns. A blank one stands where the last ended."""

    start: int
    end: int
    indent: int
    kind: BlockKind | None
    """The kind of the block it is part of; None for a blank line."""


class Wrapped:
    """An article in lines of at most `width` columns."""

    def __init__(self, article: Article, width: int) -> None:
        self.lines: tuple[Line, ...] = tuple(_wrap(article, max(1, width)))
        self._starts = [line.start for line in self.lines]

    def line_of(self, offset: int) -> int:
        """Return the number of the line in which an offset stands; in white space, that of the text before it."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        while number and self.lines[number].kind is None:
            number -= 1
        return number

    def span_of(self, first: int, last: int) -> Span:
        """Return what of the text stands in the lines from `first` up to `last`, exclusive."""
        lines = self.lines[first:last]
        return Span(lines[0].start, lines[-1].end) if lines else Span(0, 0)


def _wrap(article: Article, width: int) -> Iterator[Line]:
    before: Block | None = None
    for block in article.readable_blocks:
        if before and (before.kind, block.kind) not in _TOGETHER:
            yield Line(before.end, before.end, 0, None)
        first, others = _INDENTS.get(block.kind, (0, 0))
        shown = safe_line(article.text[block.start : block.end])
        for start, end in broken(shown, max(1, width - first), max(1, width - others)):
            indent = first if start == 0 else others
            yield Line(block.start + start, block.start + end, indent, block.kind)
        before = block


def broken(text: str, first: int, others: int) -> Iterator[tuple[int, int]]:
    """Break one paragraph, without blanks at its ends, at its blanks; words that are too long, anywhere.

    Yields the beginning and the end of each line; the first has `first` columns, the others have `others`.
    """
    is_even = _EVEN.fullmatch(text) is not None
    at, width = 0, first
    while at < len(text):
        fits = at + width if is_even else at + _fitting(text, at, width)
        if fits >= len(text):
            yield at, len(text)
            return
        blank = text.rfind(" ", at + 1, fits + 1)
        if blank < 0:
            end = following = max(fits, at + 1)
        else:
            end = following = blank
            while end > at + 1 and text[end - 1] == " ":
                end -= 1
        yield at, end
        at, width = following, others
        while at < len(text) and text[at] == " ":
            at += 1


def _fitting(text: str, at: int, width: int) -> int:
    """How many code points from `at` on fit into a width, when not all have one column."""
    count = min(width, len(text) - at)
    while count and (excess := cell_len(text[at : at + count]) - width) > 0:
        count -= max(1, excess // 2)  # no character has more than two columns
    while at + count < len(text) and cell_len(text[at : at + count + 1]) <= width:
        count += 1
    return count
