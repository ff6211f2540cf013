"""Puts styled text into strips of an exact width.

The one rule: whatever comes in is made safe, and what goes out is exactly as wide as it was asked to be.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_reader.article import Span
from tui_reader.safe_text import safe_line

Piece = tuple[str, Style | None]
"""Some text and its style."""

ELLIPSIS = "…"


def clipped(text: str, width: int) -> str:
    """Return text that is at most `width` columns wide, with an ellipsis where something was cut off."""
    text = safe_line(text)
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def strip_of(pieces: Iterable[Piece], width: int, style: Style) -> Strip:
    """Return pieces one after the other as a strip of exactly `width` columns."""
    return filled(
        (Segment(safe_line(text), style + own if own else style) for text, own in pieces if text), width, style
    )


def filled(cells: Iterable[Segment], width: int, style: Style) -> Strip:
    """Return cells, which are safe, as a strip of exactly `width` columns; neighbours that look alike are one."""
    segments = list(cells)
    taken = sum(segment.cell_length for segment in segments)
    if taken < width:
        segments.append(Segment(" " * (width - taken), style))
    return Strip(Segment.simplify(segments), max(taken, width)).adjust_cell_length(width, style)


def clipped_pieces(text: str, spans: Sequence[Span], marked: Style, width: int) -> list[Piece]:
    """Return text cut to a width, in pieces: those in `spans` in a style of their own."""
    shown = clipped(text, width)
    end = len(shown) - (1 if shown.endswith(ELLIPSIS) and shown != text else 0)
    pieces: list[Piece] = []
    at = 0
    for span in spans:
        start, stop = min(span.start, end), min(span.end, end)
        pieces += ((shown[at:start], None), (shown[start:stop], marked))
        at = max(at, stop)
    pieces.append((shown[at:], None))
    return pieces


def around_first(text: str, spans: Sequence[Span], width: int) -> tuple[str, tuple[Span, ...]]:
    """Return text and the spans in it, the beginning cut off so far that the first span is seen in `width` columns."""
    if not spans or spans[0].end < width:
        return text, tuple(spans)
    first = spans[0]
    cut = text.rfind(" ", 0, max(1, first.start - width // 3)) + 1
    if first.end - cut + 2 > width:  # a long word stands before it
        cut = first.start
    moved = len(ELLIPSIS) - cut
    return ELLIPSIS + text[cut:], tuple(Span(span.start + moved, span.end + moved) for span in spans)


def apart(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """Return pieces at the left and at the right end of a line; where there is no room for both, the left ones only."""
    taken = sum(cell_len(safe_line(text)) for text, _ in (*left, *right))
    if taken + 1 > width:
        return list(left)
    return [*left, (" " * (width - taken), None), *right]
