"""Counts how many articles mention each person.

The one rule: what is counted is what can be found: an article that was taken out or changed does not count twice.
"""

from collections import Counter, defaultdict
from heapq import nlargest
from typing import Any

from whoosh.reading import TermNotFound

from tui_reader.search.engine.schema import name_of


def count_people(reader: Any, limit: int) -> list[tuple[str, int]]:
    """Return the people of most articles, by canonical name, and the number of these articles."""
    at_most: Counter[str] = Counter()
    forms: dict[str, Counter[bytes]] = defaultdict(Counter)
    for leaf, _ in reader.leaf_readers():
        for term, info in leaf.iter_field("people"):
            name = name_of(term).casefold()
            at_most[name] += info.doc_frequency()
            forms[name][term] += info.doc_frequency()
    counted: list[tuple[str, int]] = []
    enough = 0
    for name, most in at_most.most_common():
        if len(counted) >= limit and most <= enough:
            break
        (usual, _), *_ = forms[name].most_common(1)
        counted.append((name_of(usual), sum(_count(reader, term) for term in forms[name])))
        if len(counted) >= limit:
            enough = nlargest(limit, (count for _, count in counted))[-1]
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    return [(name, count) for name, count in counted[:limit] if count]


def _count(reader: Any, term: bytes) -> int:
    """In how many articles a name is. The frequency in Whoosh's lexicon counts those that were taken out as well."""
    if not reader.has_deletions():
        return int(reader.doc_frequency("people", term))
    try:
        return sum(1 for _ in reader.postings("people", term).all_ids())
    except TermNotFound:
        return 0
