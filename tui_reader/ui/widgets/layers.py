"""What is painted over an article's text: names and dates, hits, the place where the reader is, the selection.

The one rule: spans of the text go in, cells come out, each of which knows the offset that it shows.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_reader.article import BlockKind, MentionKind, Span
from tui_reader.safe_text import safe_line
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.wrapping import Line

_KIND_STYLES = {
    BlockKind.HEADLINE: "headline",
    BlockKind.SUBHEAD: "headline",
    BlockKind.CAPTION: "aside",
    BlockKind.CREDIT: "aside",
    BlockKind.QUOTE: "quote",
    BlockKind.BYLINE: "byline",
    BlockKind.ROLE: "aside",
    BlockKind.BIO: "aside",
}
_MENTION_STYLES = {MentionKind.PERSON: "person", MentionKind.DATE: "date"}


@dataclass(frozen=True, slots=True)
class Layer:
    """Spans of one look, in order and disjoint; a later layer is painted over an earlier one."""

    spans: Sequence[Span]
    style: Style

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that share something with `start` to `end`."""
        at = bisect_right(self.spans, start, key=lambda span: span.end)
        while at < len(self.spans) and self.spans[at].start < end:
            yield self.spans[at]
            at += 1


def layers_of(reading: Reading, style_of: Callable[[str], Style]) -> tuple[Layer, ...]:
    """Return what is marked in an open article, in styles that are asked for by their names."""
    mentions: dict[str, list[Span]] = {"name": [], "person": [], "date": []}
    for mention in reading.annotated.mentions:
        mentions[_MENTION_STYLES.get(mention.kind, "name")].append(mention.span)
    hit = style_of("hit")
    return (
        *(Layer(spans, style_of(name)) for name, spans in mentions.items()),
        Layer(reading.hits, hit),
        Layer(reading.walked_mentions, hit),
        Layer((reading.current,) if reading.current else (), style_of("current")),
    )


def style_name(line: Line) -> str:
    """Return the name of the style of a line's block; empty for plain text."""
    return _KIND_STYLES.get(line.kind, "") if line.kind else ""


def paint(line: Line, text: str, style: Style, layers: Sequence[Layer]) -> Iterator[Segment]:
    """Yield the cells of one line of an article's text."""
    shown = safe_line(text[line.start : line.end]) or " "
    marks = [(span, layer.style) for layer in layers for span in layer.within(line.start, line.end)]
    cuts = {line.start, max(line.end, line.start + 1)}
    for span, _ in marks:
        cuts |= {max(span.start, line.start), min(span.end, line.end)}
    for start, end in pairwise(sorted(cuts)):
        painted = style
        for span, mark in marks:
            if span.start <= start and end <= span.end:
                painted += mark
        yield Segment(shown[start - line.start : end - line.start], painted + _offset_style(start))


def at_offset(strip: Strip, offset: int) -> Iterator[Segment]:
    """Yield the cells before a line, each as if it were the line's beginning."""
    for text, style, _ in strip:
        for char in text:
            yield Segment(char, (style or Style.null()) + _offset_style(offset))


def _offset_style(offset: int) -> Style:
    """What tells Textual's mouse selection which offset a cell shows; all are in one endless line."""
    return Style.from_meta({"offset": (offset, 0)})
