"""Breaks an article into lines of a given width.

The one rule: pure, and what stands in a line is the source text, code point by code point, so that a line knows its
offsets and nothing has to be mapped. (White space between the words of two lines belongs to neither.)
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.safe_text import safe_line
from tui_reader.ui.widgets.clusters import may_cut, next_cut

RULE = "────────"
"""Stands above the end matter: who wrote it, and who that is."""
QUOTE_LEAD = "  ╎ "
_LEADS = {
    BlockKind.CAPTION: ("▸ ", "  "),
    BlockKind.CREDIT: ("  ", "  "),
    BlockKind.QUOTE: (QUOTE_LEAD, QUOTE_LEAD),
    BlockKind.LIST_ITEM: ("", "  "),
}
"""What stands before the first line of a block, and before its others."""
_ROOMY = 24
"""Columns from which on there is room for that."""
_TOGETHER = {
    (BlockKind.CAPTION, BlockKind.CREDIT),
    (BlockKind.BYLINE, BlockKind.ROLE),
    (BlockKind.LIST_ITEM, BlockKind.LIST_ITEM),
}
"""Blocks between which there is no blank line."""
_HEAD = (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.CREDIT)
_END = (BlockKind.BYLINE, BlockKind.ROLE, BlockKind.BIO)
_EVEN = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e€]*")
"""Text of which every character has one column: nearly all that is written in Latin, Greek or Cyrillic."""
_CLOSING = "、。，．！？：；」』）】〉》〕〗’”…ー々"
"""What does not stand at the beginning of a line of Chinese or Japanese."""
_SOME_SCREENS = 250
"""Lines that are made beyond the place that is wanted."""


class Line(NamedTuple):
    """One line on the screen: `text[start:end]`, after a lead. A blank one stands where the last ended."""

    start: int
    end: int
    lead: str
    """What stands before it: blanks, or a mark of its kind; each character has one column."""
    kind: BlockKind | None
    """The kind of the block it is part of; None for a blank line, or one with a rule."""

    @property
    def indent(self) -> int:
        """Columns before its text."""
        return len(self.lead)


class Wrapped:
    """An article in lines of at most `width` columns."""

    def __init__(self, article: Article, width: int, until: int | None = None) -> None:
        """Wrap an article; with `until`, an offset, only up to there and some screens further, which takes less time.

        The lines of a part are the first lines of the whole.
        """
        self.article = article
        self.width = width
        lines = _wrap(article, max(1, width))
        self.lines: tuple[Line, ...] = tuple(lines if until is None else _first_of(lines, until))
        self.is_whole = next(lines, None) is None
        self._starts = [line.start for line in self.lines]

    def line_of(self, offset: int) -> int:
        """Return the number of the line in which an offset stands; in white space, that of the text before it."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        while number and self.lines[number].kind is None:
            number -= 1
        return number

    def text_from(self, number: int) -> tuple[int, int]:
        """Return the offset of the first line with text from a line on, and how many lines are above it."""
        lines = self.lines[number:]
        return next(((line.start, above) for above, line in enumerate(lines) if line.kind), (0, 0))

    def span_of(self, first: int, last: int) -> Span:
        """Return what of the text stands in the lines from `first` up to `last`, exclusive."""
        lines = self.lines[first:last]
        return Span(lines[0].start, lines[-1].end) if lines else Span(0, 0)


def column_of(line: Line, text: str, offset: int) -> int:
    """Return the column, from the left edge of the text, at which an offset of a line stands."""
    return line.indent + cell_len(safe_line(text[line.start : max(line.start, min(offset, line.end))]))


def cluster_at(line: Line, text: str, column: int) -> Span:
    """Return what stands in a column of a line; before the line and behind it, the empty span there."""
    start, room = line.start, column - line.indent
    while room >= 0 and start < line.end:
        end = next_cut(text, start, line.end)
        room -= cell_len(safe_line(text[start:end]))
        if room < 0:
            return Span(start, end)
        start = end
    return Span(start, start)


def _first_of(lines: Iterator[Line], until: int) -> Iterator[Line]:
    """Yield the lines up to an offset and some screens further, and leave the others where they are."""
    yield from islice(lines, _SOME_SCREENS)
    for line in lines:
        yield line
        if line.start > until:
            break
    yield from islice(lines, _SOME_SCREENS)


def _wrap(article: Article, width: int) -> Iterator[Line]:
    before: Block | None = None
    for block in article.readable_blocks:
        if before:
            yield from _between(before, block)
        first, others = _LEADS.get(block.kind, ("", "")) if width >= _ROOMY else ("", "")
        lead = first
        shown = safe_line(article.text[block.start : block.end])
        for start, end in broken(shown, width - len(first), width - len(others)):
            yield Line(block.start + start, block.start + end, lead, block.kind)
            lead = others
        before = block


def _between(before: Block, block: Block) -> Iterator[Line]:
    """The lines between two blocks."""
    if (before.kind, block.kind) in _TOGETHER:
        return
    yield Line(before.end, before.end, "", None)
    if block.kind in _END and before.kind not in (*_HEAD, *_END):
        yield Line(before.end, before.end, RULE, None)


def broken(text: str, first: int, others: int) -> Iterator[tuple[int, int]]:
    """Break one paragraph, without blanks at its ends, at its blanks; words that are too long, anywhere.

    Yields the beginning and the end of each line; the first has `first` columns, the others have `others`.
    """
    at, width = 0, first
    while at < len(text):
        is_even = _EVEN.fullmatch(text, at, at + width) is not None
        fits = at + width if is_even else at + _fitting(text, at, width)
        if fits >= len(text):
            yield at, len(text)
            return
        blank = text.rfind(" ", at + 1, fits + 1)
        if not is_even and (cut := _cut_in_script(text, max(blank, at), fits)):
            end = following = cut
        elif blank < 0:
            end = following = _cut_in_word(text, at, fits)
        else:
            end = following = blank
            while end > at + 1 and text[end - 1] == " ":
                end -= 1
        yield at, end
        at, width = following, others
        while at < len(text) and text[at] == " ":
            at += 1


def _cut_in_word(text: str, at: int, fits: int) -> int:
    """Where a word that is too long for a line is cut: not within a cluster, if that can be."""
    fits = max(fits, at + 1)
    cut = fits
    while cut > at + 1 and not may_cut(text, cut):
        cut -= 1
    return cut if may_cut(text, cut) else fits


def _cut_in_script(text: str, after: int, fits: int) -> int:
    """The last place behind `after`, up to `fits`, where Chinese or Japanese can be broken; 0 where it is neither."""
    for cut in range(fits, after, -1):
        if not (_is_unspaced(text[cut - 1]) and (_is_unspaced(text[cut]) or text[cut] in _CLOSING)):
            return 0
        if text[cut] not in _CLOSING:
            return cut
    return 0


def _is_unspaced(char: str) -> bool:
    code = ord(char)
    return (
        0x2E80 <= code <= 0xA4CF or 0xF900 <= code <= 0xFAFF or 0xFF01 <= code <= 0xFF9F or 0x20000 <= code <= 0x3FFFF
    )


def _fitting(text: str, at: int, width: int) -> int:
    """How many code points from `at` on fit into a width, when not all have one column."""
    count = min(width, len(text) - at)
    while count and (excess := cell_len(text[at : at + count]) - width) > 0:
        count -= max(1, excess // 2)  # no character has more than two columns
    while at + count < len(text) and cell_len(text[at : at + count + 1]) <= width:
        count += 1
    return count
