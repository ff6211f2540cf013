"""Chooses the segments that are made into one, so that an index stays quick to search and no larger than it need be.

The one rule: an article is folded a few times in its life, however many changes are committed one by one.
"""

from collections.abc import Sequence

MAX_SEGMENTS = 16
"""With more, small ones are folded: every segment makes every search a little slower."""
FOLDED = 20_000
"""Articles, at most, in a segment that is made of others."""
SETTLED_SEGMENTS, SETTLED = 2, 50_000
"""The same once all is done, when nobody waits for the next commit: the larger segments are, the smaller the index, for
each has a lexicon of its own. (The files besides the texts, of invented articles: in a segment of 20,000 they take
0.68 of the text, in one of 50,000 0.44.)"""
_RATIO = 2
"""A segment is folded with smaller ones if it is at most so many times as large as they together; so it has grown half
as large again at least before its turn comes again."""


def choose_folded(segments: Sequence[tuple[int, int]], most: int = MAX_SEGMENTS, largest: int = FOLDED) -> list[int]:
    """Return the numbers of the segments that are to be folded into one now; none, mostly.

    Args:
        segments: Of each, how many articles are in it, and how many were taken out of it.
        most: With more segments, small ones are folded.
        largest: Articles, at most, in a segment that is made of others.
    """
    order = sorted(range(len(segments)), key=lambda number: segments[number][0])
    alive = sum(alive for alive, _ in segments)
    chosen: list[int] = []
    if len(segments) > most:
        chosen = _choose_smallest([segments[number][0] for number in order], len(segments) - most + 1, order, largest)
    if len(chosen) < 2 and sum(dead for _, dead in segments) > alive:
        worn = [number for number in order if segments[number][1] > segments[number][0]]
        return _within(worn, [segments[number][0] for number in worn], largest)
    return chosen if len(chosen) > 1 else []


def _choose_smallest(sizes: Sequence[int], needed: int, order: Sequence[int], largest: int) -> list[int]:
    """Return the smallest segments: as many as are needed, and more while they are not much larger."""
    fitting = _within(order, sizes, largest)
    total = 0
    for place, size in enumerate(sizes[: len(fitting)]):
        if place >= needed and size > _RATIO * total:
            return fitting[:place]
        total += size
    return fitting


def _within(order: Sequence[int], sizes: Sequence[int], largest: int) -> list[int]:
    """Return the first of some segments, as many as make one together."""
    total = 0
    for place, size in enumerate(sizes):
        total += size
        if total > largest:
            return list(order[:place])
    return list(order)
