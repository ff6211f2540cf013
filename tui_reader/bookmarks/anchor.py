"""Finds a kept passage again in the text as it is now.

The one rule: pure, and honest. A place is exact, or it says what it is; where nothing is certain the passage is lost,
and never put somewhere else.

This is the beginning: unchanged texts, and quotes that stand in the changed text word by word. Bookmarks keep all that
is needed to do better.
"""

from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest

from tui_reader.article import Span
from tui_reader.bookmarks import Bookmark, hash_text


class State(StrEnum):
    """How certain the place of a passage is."""

    EXACT = "exact"
    MOVED = "moved"
    EDITED = "edited"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now; `span` is None when it is lost."""

    state: State
    span: Span | None


MAX_PLACES = 1_000
"""How many places of a quote are compared, those nearest to where it was; a quote of a letter has a million."""
LOST = Place(State.LOST, None)


def find_place(bookmark: Bookmark, text: str) -> Place:
    """Find a passage in the present text of its article."""
    length = len(bookmark.quote)
    if text[bookmark.start : bookmark.end] == bookmark.quote and hash_text(text) == bookmark.text_hash:
        return Place(State.EXACT, Span(bookmark.start, bookmark.end))
    places = find_quote(bookmark.quote, text)
    if not places:
        return LOST
    is_all = len(places) <= MAX_PLACES
    if not is_all:
        places = nsmallest(MAX_PLACES, places, key=lambda place: abs(place.start - bookmark.start))
    scores = [_shared_context(bookmark, text, place) for place in places]
    best = max(range(len(places)), key=lambda i: (scores[i], -abs(places[i].start - bookmark.start)))
    certain = is_all and (scores.count(scores[best]) == 1 or len(places) == 1)
    if not certain:
        return Place(State.AMBIGUOUS, places[best])
    state = State.EXACT if places[best] == Span(bookmark.start, bookmark.start + length) else State.MOVED
    return Place(state, places[best])


def find_quote(quote: str, text: str) -> list[Span]:
    """Find every place where a quote stands word by word, in the order of the text."""
    places = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _shared_context(bookmark: Bookmark, text: str, place: Span) -> int:
    """How many code points before and after a place are those that the bookmark remembers."""
    before = text[max(0, place.start - len(bookmark.prefix)) : place.start]
    after = text[place.end : place.end + len(bookmark.suffix)]
    return _shared(before[::-1], bookmark.prefix[::-1]) + _shared(after, bookmark.suffix)


def _shared(one: str, other: str) -> int:
    """The length of the common beginning."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
