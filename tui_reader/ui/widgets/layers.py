"""What is painted over an article's text: names and dates, hits, the place where the reader is, the selection.

The one rule: spans of the text go in, cells come out. Nothing is laid out before it is seen: what is marked in a line
is looked up when the line is painted, so that an article of any length is marked at once.

What a name is, shape tells as well as colour: a person is underlined, an organisation twice, a place is bold, a work
slanted as titles are, a date slanted and underlined.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from rich.segment import Segment
from rich.style import Style

from tui_reader.article import BlockKind, MentionKind, Span
from tui_reader.safe_text import safe_line
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.clusters import whole
from tui_reader.ui.widgets.wrapping import Line

_KIND_STYLES = {
    BlockKind.HEADLINE: "headline",
    BlockKind.SUBHEAD: "subhead",
    BlockKind.CAPTION: "aside",
    BlockKind.CREDIT: "aside",
    BlockKind.QUOTE: "quote",
    BlockKind.BYLINE: "byline",
    BlockKind.ROLE: "end",
    BlockKind.BIO: "end",
}
MENTION_STYLES = frozenset(map(str, MentionKind))
"""The names of the styles of what an article mentions."""

Mark = tuple[Span, str]
"""A span and the name of its style."""


def style_name(line: Line) -> str:
    """Return the name of the style of a line's block; empty for plain text."""
    return _KIND_STYLES.get(line.kind, "") if line.kind else ""


def marks_within(reading: Reading, start: int, end: int) -> Iterator[Mark]:
    """Yield what is marked in a part of an open article; what is painted later lies above what came before."""
    mentions = reading.annotated.mentions
    at = bisect_right(mentions, start, key=lambda mention: mention.end)
    while at < len(mentions) and mentions[at].start < end:
        yield mentions[at].span, str(mentions[at].kind)
        at += 1
    for spans in (reading.hits, reading.walked_mentions):
        for span in _within(spans, start, end):
            yield span, "hit"
    if reading.current and reading.current.overlaps(Span(start, end)):
        yield reading.current, "current" if reading.is_at_a_mark else "here"


def _within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield those of some spans, in order and disjoint, that share something with `start` to `end`."""
    at = bisect_right(spans, start, key=lambda span: span.end)
    while at < len(spans) and spans[at].start < end:
        yield spans[at]
        at += 1


def count_overlapping(spans: Iterable[Span], start: int, end: int) -> int:
    """Return how many of some spans, at most, lie over the same place between `start` and `end`."""
    within = [(max(span.start, start), min(span.end, end)) for span in spans if span.start < end and start < span.end]
    if len(within) < 2:
        return len(within)
    ends = sorted((at, step) for first, last in within for at, step in ((first, 1), (last, -1)))
    return max(1, *accumulate(step for _, step in ends))


def turned(mark: Style, text: Style) -> Style:
    """Return how something looks within text that is bold or slanted itself: where both would be, neither is."""
    if mark.italic and text.italic:
        mark += Style(italic=False)
    return mark + Style(bold=False) if mark.bold and text.bold else mark


def paint(line: Line, text: str, style: Style, marks: Iterable[tuple[Span, Style]]) -> Iterator[Segment]:
    """Yield the cells of one line of an article's text. A mark is never painted over a part of a character only."""
    shown = safe_line(text[line.start : line.end]) or " "
    within = Span(line.start, max(line.end, line.start + 1))
    if shown.isascii():
        shares = [(Span(max(span.start, line.start), min(span.end, line.end)), mark) for span, mark in marks]
    else:
        shares = [(whole(text, span, Span(line.start, line.end)), mark) for span, mark in marks]
    cuts = {*within}.union(*(span for span, _ in shares))
    for start, end in pairwise(sorted(cuts)):
        painted = style
        for span, mark in shares:
            if span.start <= start and end <= span.end:
                painted += mark
        yield Segment(shown[start - line.start : end - line.start], painted)
