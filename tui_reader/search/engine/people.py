"""Counts how many articles mention each person.

The one rule: what is counted is what can be found: an article that was taken out or changed does not count twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from tui_reader.search.engine.arrays import Arrays, Numbers
from tui_reader.search.engine.schema import name_of


def count_people(segments: Iterable[tuple[Arrays, Numbers]], limit: int) -> list[tuple[str, int]]:
    """Return the people of most articles, by canonical name, and the number of these articles.

    Names that differ in capitals only are one, written as it is most often.

    Args:
        segments: The arrays of each, and of each of its articles whether it can be found.
        limit: How many people, at most.
    """
    counts: Counter[bytes] = Counter()
    for arrays, is_alive in segments:
        ends = arrays["mentioned.starts"].astype(np.int64)
        found = arrays["mentioned.people"][np.repeat(is_alive, ends[1:] - ends[:-1])]
        terms, starts = arrays["people.terms"].tobytes(), arrays["people.starts"].tolist()
        for number, count in enumerate(np.bincount(found).tolist()):
            counts[terms[starts[number] : starts[number + 1]]] += count
    forms: dict[str, list[bytes]] = defaultdict(list)
    for term in counts:
        forms[name_of(term).casefold()].append(term)
    totals = (
        (sum(map(counts.__getitem__, same)), name_of(max(same, key=lambda term: (counts[term], term))))
        for same in forms.values()
    )
    return [(name, count) for count, name in sorted(totals, key=lambda pair: (-pair[0], pair[1]))[:limit] if count]
