"""Cuts a plain text into its pieces: one a line, or one a paragraph where the text was wrapped by hand.

The one rule: pure, and about white space only; what a piece *is* (a headline, a byline …) is decided in `plain`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tui_reader.article import Span

WIDEST_WRAP = 100
"""Columns. Texts whose lines are mostly longer than this were not wrapped by hand."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    first_word: int
    """The length of its first word."""
    blank_before: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def _is_wide(spans: list[Span]) -> bool:
    """Whether the lines are too long to have been wrapped by hand; so are those of most articles."""
    lengths = sorted(end - start for start, end in spans)
    return not lengths or lengths[len(lengths) * 9 // 10] > WIDEST_WRAP


def find_pieces(text: str, start: int, stands_alone: Callable[[str], bool]) -> tuple[Span, ...]:
    """Return the spans of the pieces of `text` from `start` on, without the white space around them.

    `stands_alone` tells whether a line begins something of its own even in a wrapped text: a credit, an item of a list.
    """
    spans = _find_spans(text, start)
    if _is_wide(spans):
        return tuple(spans)
    lines = _as_lines(text, start, spans)
    width = _wrapped_at(lines)
    if width is None:
        return tuple(spans)
    pieces: list[Span] = []
    for before, line in zip([None, *lines], lines, strict=False):
        joins = before is not None and not line.blank_before and _is_forced(before, line, width)
        if joins and not stands_alone(text[line.start : line.end]):
            pieces[-1] = Span(pieces[-1].start, line.end)
        else:
            pieces.append(Span(line.start, line.end))
    return tuple(pieces)


def _find_spans(text: str, start: int) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    spans: list[Span] = []
    for raw in text[start:].split("\n"):
        if words := raw.strip():
            at = start + raw.index(words[0])
            spans.append(Span(at, at + len(words)))
        start += len(raw) + 1
    return spans


def _as_lines(text: str, start: int, spans: list[Span]) -> list[_Line]:
    lines: list[_Line] = []
    for at, end in spans:
        blank_before = not lines or text.count("\n", start, at) > 1
        lines.append(_Line(at, end, len(text[at:end].split(maxsplit=1)[0]), blank_before))
        start = end
    return lines


def _is_forced(line: _Line, following: _Line, width: int) -> bool:
    """Whether the line was broken only because the next word had no room."""
    return line.length + 1 + following.first_word > width


def _wrapped_at(lines: list[_Line]) -> int | None:
    """The width at which the text was wrapped by hand; None where each line is a piece of its own."""
    lengths = sorted(line.length for line in lines)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    breaks = [(a, b) for a, b in pairwise(lines) if not b.blank_before]
    forced = sum(_is_forced(a, b, width) for a, b in breaks)
    runs_of_three = sum(not a.blank_before and not b.blank_before for a, b in pairwise(lines))
    return width if runs_of_three and forced >= 0.7 * len(breaks) else None
