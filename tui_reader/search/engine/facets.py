"""What articles have in common: the people in them, their sources, the years they are of.

The one rule: counted from arrays, without reading an article.
"""

from collections import defaultdict

import numpy as np

from tui_reader.article import EntityKind
from tui_reader.search.engine.collection import Collection
from tui_reader.search.engine.people import find_known
from tui_reader.search.index import Facets
from tui_reader.search.registry import Registry
from tui_reader.search.scored import Mask


def find_facets(collection: Collection, found: Mask, registry: Registry, limit: int) -> Facets:
    """Return at most `limit` people, sources and years of some articles, with how many of the articles each is in."""
    numbers = np.flatnonzero(found)
    days = collection.days[numbers]
    years, counts = np.unique(_years(days[days > 0]), return_counts=True)
    by_year = sorted(zip(years.tolist(), counts.tolist(), strict=True), reverse=True)
    known = find_known(collection, found, registry, {EntityKind.PERSON}, limit)
    people = tuple((each.name, each.articles) for each in known)
    return Facets(people, find_sources(collection, found, limit), tuple(by_year[:limit]))


def _years(days: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The years of proleptic Gregorian ordinals, of which numpy's begin 719,163 days later, in 1970."""
    return (days.astype("datetime64[D]") - np.timedelta64(719_163, "D")).astype("datetime64[Y]").astype(np.int64) + 1970


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
