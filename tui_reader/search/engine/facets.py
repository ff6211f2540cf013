"""What articles have in common: the people in them, their sources, the years they are of.

The one rule: counted from arrays, without reading an article.
"""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from tui_reader.search.collection import Mask
from tui_reader.search.engine.collection import Collection
from tui_reader.search.engine.lexicon import Lexicon
from tui_reader.search.engine.schema import name_of
from tui_reader.search.engine.segment import Segment
from tui_reader.search.index import Facets
from tui_reader.search.records import known_as

MOST_NAMES = 1_000
"""In each segment so many people are looked at, those in most articles: whoever is in many of all is among them."""
MORE = 2
"""So many times as many people as are wanted are counted, for some of them are one."""


def find_facets(collection: Collection, found: Mask, limit: int) -> Facets:
    """Return at most `limit` people, sources and years of some articles, with how many of the articles each is in."""
    numbers = np.flatnonzero(found)
    days = collection.days[numbers]
    years, counts = np.unique(_years(days[days > 0]), return_counts=True)
    by_year = sorted(zip(years.tolist(), counts.tolist(), strict=True), reverse=True)
    people, sources = find_people(collection, found, limit), find_sources(collection, found, limit)
    return Facets(people, sources, tuple(by_year[:limit]))


def _years(days: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The years of proleptic Gregorian ordinals, of which numpy's begin 719,163 days later, in 1970."""
    return (days.astype("datetime64[D]") - np.timedelta64(719_163, "D")).astype("datetime64[Y]").astype(np.int64) + 1970


def find_people(collection: Collection, found: Mask, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the people who are in most of some articles, by canonical name.

    Names that differ in capitals or by the kind of their apostrophe only are one, written as it is most often.
    """
    tallies = [_tally_people(segment, found[start : start + segment.count]) for start, segment in collection.places()]
    counts: dict[bytes, int] = defaultdict(int)
    for lexicon, tally in tallies:
        for term in _most(tally, max(MOST_NAMES, MORE * limit)):
            counts[lexicon[term]] += int(tally[term])
    if any(np.count_nonzero(tally) > MOST_NAMES for _, tally in tallies):
        # Of some segments those are not counted who are in few of their articles: for the best ones that is made good.
        best = sorted(counts, key=lambda name: -counts[name])[: MORE * limit]
        counts = {name: sum(_count(name, *each) for each in tallies) for name in best}
    forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for packed, count in counts.items():
        name = name_of(packed)
        forms[known_as(name)].append((count, name))
    people = ((max(same)[1], sum(count for count, _ in same)) for same in forms.values())
    return tuple(sorted(people, key=lambda pair: (-pair[1], pair[0]))[:limit])


def _tally_people(segment: Segment, found: Mask) -> tuple[Lexicon, NDArray[np.intp]]:
    """In how many of some articles of a segment each person is, by the number of the name."""
    starts = segment.array("mentioned.starts").astype(np.int64)
    named = segment.array("mentioned.people")
    if not found.all():
        named = named[np.repeat(found, starts[1:] - starts[:-1])]
    lexicon = segment.lexicon("people")
    return lexicon, np.bincount(named, minlength=len(lexicon))


def _most(tally: NDArray[np.intp], limit: int) -> list[int]:
    """The places of the greatest numbers, leaving out noughts."""
    named = np.flatnonzero(tally)
    if len(named) > limit:
        named = np.argpartition(-tally, limit)[:limit]
    return named.tolist()


def _count(name: bytes, lexicon: Lexicon, tally: NDArray[np.intp]) -> int:
    number = lexicon.find(name)
    return 0 if number is None else int(tally[number])


def find_sources(collection: Collection, found: Mask, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the sources of most of some articles."""
    counts: dict[str, int] = defaultdict(int)
    for start, segment in collection.places():
        mine = segment.array("source.number")[found[start : start + segment.count]]
        for number, count in enumerate(np.bincount(mine, minlength=len(segment.sources)).tolist()):
            if count:
                counts[segment.sources[number]] += count
    counts.pop("", None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])
