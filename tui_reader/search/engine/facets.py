"""What articles have in common: the people in them, their sources, the years they are of.

The one rule: counted from arrays, without reading an article.
"""

from collections import defaultdict

import numpy as np

from tui_reader.search.engine.collection import Collection
from tui_reader.search.engine.schema import name_of
from tui_reader.search.evaluate import Mask
from tui_reader.search.index import Facets

MOST_NAMES = 20_000
"""In each segment so many people are counted, those in most articles; at 20,000 articles a segment few have more."""


def find_facets(collection: Collection, found: Mask, limit: int) -> Facets:
    """Return at most `limit` people, sources and years of some articles, with how many of the articles each is in."""
    numbers = np.flatnonzero(found)
    days = collection.days[numbers]
    # A leap day more or less does not matter: the first of January of a year is where its days begin.
    years, counts = np.unique(_years(days[days > 0]), return_counts=True)
    by_year = sorted(zip(years.tolist(), counts.tolist(), strict=True), reverse=True)
    people, sources = find_people(collection, found, limit), find_sources(collection, found, limit)
    return Facets(people, sources, tuple(by_year[:limit]))


def _years(days: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The years of proleptic Gregorian ordinals, of which numpy's begin 719,163 days later, in 1970."""
    return (days.astype("datetime64[D]") - np.timedelta64(719_163, "D")).astype("datetime64[Y]").astype(np.int64) + 1970


def find_people(collection: Collection, found: Mask, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the people who are in most of some articles, by canonical name.

    Names that differ in capitals only are one, written as it is most often.
    """
    counts: dict[bytes, int] = defaultdict(int)
    for start, segment in collection.places():
        mine = found[start : start + segment.count]
        starts, terms = segment.array("mentioned.starts").astype(np.int64), segment.array("mentioned.people")
        chosen = terms[np.repeat(mine, np.diff(starts))]
        lexicon = segment.lexicon("people")
        tally = np.bincount(chosen, minlength=len(lexicon))
        named = np.flatnonzero(tally)
        if len(named) > MOST_NAMES:
            named = np.argpartition(-tally, MOST_NAMES)[:MOST_NAMES]
        for term in named.tolist():
            counts[lexicon[term]] += int(tally[term])
    forms: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for packed, count in counts.items():
        name = name_of(packed)
        forms[name.casefold()].append((count, name))
    people = ((max(same)[1], sum(count for count, _ in same)) for same in forms.values())
    return tuple(sorted(people, key=lambda pair: (-pair[1], pair[0]))[:limit])


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
