"""Where the moving end of a selection goes: by character, line, page, sentence and paragraph.

The one rule: pure. Two offsets and the lines on the screen go in, an offset comes out; it stands at the edge of
something visible, never within a character, and never at the other end, for a selection is never empty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from tui_reader.article import Article, Span
from tui_reader.library import Library
from tui_reader.ui.widgets.clusters import next_cut, previous_cut
from tui_reader.ui.widgets.wrapping import Line, Wrapped, cluster_at, column_of


class Unit(Enum):
    """What a motion goes to the ends of."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Ends:
    """A selection: the end that stays, and the one that moves."""

    anchor: int
    head: int

    @property
    def span(self) -> Span:
        """What is selected."""
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    @property
    def is_forward(self) -> bool:
        """Whether the moving end is the later one."""
        return self.head > self.anchor


def moved_sideways(wrapped: Wrapped, ends: Ends, step: int) -> int:
    """Return where the moving end stands a character later (`step` 1) or earlier (-1); it leaps over the other end."""
    head = _sideways(wrapped, ends.head, step, is_end=ends.is_forward)
    if head == ends.anchor:
        head = _sideways(wrapped, head, step, is_end=step < 0)
    return ends.head if head == ends.anchor else head


def _sideways(wrapped: Wrapped, head: int, step: int, *, is_end: bool) -> int:
    text, number = wrapped.article.text, _line_at(wrapped, head, is_end=is_end)
    line = wrapped.lines[number]
    if step > 0:
        if head < line.end:
            return next_cut(text, max(head, line.start), line.end)
        following = _text_line(wrapped, number, 1)
        return next_cut(text, following.start, following.end) if following else head
    if head > line.start:
        return previous_cut(text, min(head, line.end), line.start)
    before = _text_line(wrapped, number, -1)
    return previous_cut(text, before.end, before.start) if before else head


def moved_by_lines(wrapped: Wrapped, ends: Ends, lines: int, column: int) -> int:
    """Return where the moving end stands some lines later, or earlier, as near as can be to a column.

    `lines` counts blank ones too, so that a page is a page; the end comes to stand in a line of text.
    """
    number = _line_at(wrapped, ends.head, is_end=ends.is_forward)
    wanted, step = max(0, min(number + lines, len(wrapped.lines) - 1)), 1 if lines > 0 else -1
    line = wrapped.lines[wanted] if wrapped.lines[wanted].kind else _text_line(wrapped, wanted, step)
    if line is None or wanted == number:
        return moved_to_edge(wrapped, ends, step)
    return _apart(wrapped, ends, cluster_at(line, wrapped.article.text, column).start)


def column_at(wrapped: Wrapped, ends: Ends) -> int:
    """Return the column at which the moving end stands."""
    line = wrapped.lines[_line_at(wrapped, ends.head, is_end=ends.is_forward)]
    return column_of(line, wrapped.article.text, ends.head)


def moved_in_line(wrapped: Wrapped, ends: Ends, step: int) -> int:
    """Return the end of the line in which the moving end stands, or with `step` -1 its beginning."""
    line = wrapped.lines[_line_at(wrapped, ends.head, is_end=ends.is_forward)]
    return _apart(wrapped, ends, line.end if step > 0 else line.start)


def moved_to_edge(wrapped: Wrapped, ends: Ends, step: int) -> int:
    """Return the end of the article, or with `step` -1 its beginning."""
    return _apart(wrapped, ends, wrapped.lines[-1].end if step > 0 else wrapped.lines[0].start)


def moved_by_units(article: Article, ends: Ends, step: int, unit: Unit) -> int:
    """Return where the moving end stands at the next end of a sentence or paragraph, or with `step` -1 the one before.

    While it is the earlier end of the two it goes to beginnings.
    """

    def stops(units: Sequence[Span]) -> list[int]:
        beginnings = [span.start for span in units if span.start < ends.anchor]
        return beginnings + [span.end for span in units if span.end > ends.anchor]

    if step > 0:
        found = _first_in_blocks(article, unit, ends.head, 1, lambda units: _after(stops(units), ends.head))
    else:
        found = _first_in_blocks(article, unit, ends.head, -1, lambda units: _before(stops(units), ends.head))
    return ends.head if found is None else found


def neighbour(article: Article, offset: int, step: int, unit: Unit) -> Span | None:
    """Return the first sentence that begins after an offset, or with `step` -1 the last that begins before it.

    For paragraphs: the first sentence of the next one, or of the one before.
    """
    find = _after if step > 0 else _before
    start = _first_in_blocks(
        article, unit, offset, step, lambda units: find(sorted(span.start for span in units), offset)
    )
    return None if start is None else Library.sentence_at(article, start)


def _first_in_blocks(
    article: Article, unit: Unit, offset: int, step: int, find: Callable[[Sequence[Span]], int | None]
) -> int | None:
    """What is found first in the block of an offset, or in those after it, or before it."""
    blocks = sorted(article.readable_blocks, key=lambda block: block.start)
    inside = [block for block in blocks if (block.end >= offset if step > 0 else block.start <= offset)]
    for block in inside if step > 0 else reversed(inside):
        found = find((block.span,) if unit is Unit.PARAGRAPH else Library.find_sentences(article, block))
        if found is not None:
            return found
    return None


def _after(stops: Sequence[int], offset: int) -> int | None:
    return next((stop for stop in stops if stop > offset), None)


def _before(stops: Sequence[int], offset: int) -> int | None:
    return next((stop for stop in reversed(stops) if stop < offset), None)


def _apart(wrapped: Wrapped, ends: Ends, head: int) -> int:
    """Where the moving end is to go; where it would meet the other end, one character stays between them."""
    if head != ends.anchor:
        return head
    return _sideways(wrapped, head, 1 if ends.is_forward else -1, is_end=not ends.is_forward)


def _line_at(wrapped: Wrapped, offset: int, *, is_end: bool) -> int:
    """The line in which an offset stands: where two lines meet, the one that it ends, or the one that it begins."""
    return wrapped.line_of(max(0, offset - 1) if is_end else offset)


def _text_line(wrapped: Wrapped, number: int, step: int) -> Line | None:
    """The next line with text in it."""
    number += step
    while 0 <= number < len(wrapped.lines):
        if wrapped.lines[number].kind:
            return wrapped.lines[number]
        number += step
    return None
