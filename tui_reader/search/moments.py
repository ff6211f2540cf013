"""The moments of a timeline: dates in articles that stand in one sentence with somebody's name.

The one rule: pure, and the same for every index: in which order they come, and how each is shown.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui_reader.article import Span
from tui_reader.search.known import Moment
from tui_reader.search.named import Dated
from tui_reader.search.records import Record
from tui_reader.search.snippets import make_snippet
from tui_reader.search.values import days_of


class Place(NamedTuple):
    """Where a moment is, in the order of the timeline: by its first day, the wider ones first."""

    first: int
    """Proleptic Gregorian ordinals."""
    days: int
    """How many, less than nothing."""
    article: str
    start: int
    end: int
    value: str
    is_inferred: bool
    number: int
    """That of the article."""


def find_moments(article: str, number: int, dated: Iterable[Dated], meant: frozenset[int]) -> Iterator[Place]:
    """Yield where an article has moments of some of those whom it names, by their numbers there."""
    for each in dated:
        days = days_of(each.value) if not meant.isdisjoint(each.who) else ()
        if days:
            first, last = days[0][0].toordinal(), days[-1][1].toordinal()
            yield Place(first, first - last, article, each.start, each.end, each.value, each.is_inferred, number)


def make_moment(record: Record, place: Place) -> Moment:
    """Return a moment as it is shown."""
    size = len(record.text)
    span = Span(min(place.start, size), min(place.end, size))
    snippet, highlights = make_snippet(record.text, [span], record.body_start)
    anchor = "inferred" if place.is_inferred else "stated"
    return Moment(place.value, anchor, record.id, record.title, *span, snippet, highlights)
