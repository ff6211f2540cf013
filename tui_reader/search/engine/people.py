"""Counts people and things over articles, as the registry says who is who.

The one rule: counted from arrays, without reading an article.
"""

from collections import Counter, defaultdict
from collections.abc import Collection as Kinds
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tui_reader.article import EntityKind
from tui_reader.search.engine.collection import Collection
from tui_reader.search.engine.entities import Entities
from tui_reader.search.entity_ids import kind_of
from tui_reader.search.known import Known, make_known, order_of
from tui_reader.search.named import parse_term
from tui_reader.search.registry import Registry
from tui_reader.search.scored import Mask

MOST_NAMES = 1_000
"""In each segment so many names are looked at, those in most articles: whoever is in many of all is among them."""
MORE = 2
"""So many times as many as are wanted are counted exactly, for some of them are one."""


class _Tally(NamedTuple):
    """A segment's entities, and in how many of some of its articles each is, and how often."""

    entities: Entities
    found: Mask
    articles: NDArray[Any]
    mentions: NDArray[Any]


_Group = dict[int, set[int]]
"""By the number of the tally, the numbers there of all that mean the same."""


def find_known(
    collection: Collection, found: Mask, registry: Registry, kinds: Kinds[EntityKind], limit: int | None
) -> tuple[Known, ...]:
    """Return who or what of some kinds is in most of some articles."""
    tallies = _tally(collection, found)
    most = None if limit is None else max(MOST_NAMES, MORE * limit)
    groups: dict[str, _Group] = defaultdict(lambda: defaultdict(set))
    are_all = True
    for at, tally in enumerate(tallies):
        numbers = _candidates(tally, registry, kinds)
        if most is not None and len(numbers) > most:
            are_all = False
            numbers = numbers[np.argpartition(-tally.articles[numbers], most)[:most]]
        for number in numbers.tolist():
            for entity_id in _meant(tally.entities.terms[number], registry, kinds):
                groups[entity_id][at].add(number)
    if not are_all:
        # Of some segments those are not counted who are in few of their articles: for the best ones that is made good.
        assert limit is not None
        best = sorted(groups, key=lambda entity_id: -_count_roughly(groups[entity_id], tallies))[: MORE * limit]
        groups = {entity_id: _whole_group(entity_id, registry, tallies) for entity_id in best}
    return _describe_best(groups, tallies, registry, limit)


def count_known(collection: Collection, registry: Registry, ids: Iterable[str]) -> tuple[Known, ...]:
    """Return what is known of some people and things in all articles, of those that are in any."""
    tallies = _tally(collection, collection.present)
    return _describe_best({each: _whole_group(each, registry, tallies) for each in ids}, tallies, registry, None)


def _tally(collection: Collection, found: Mask) -> list[_Tally]:
    masks = ((segment.entities, found[start : start + segment.count]) for start, segment in collection.places())
    return [_Tally(entities, mine, *entities.tally(mine)) for entities, mine in masks]


def _describe_best(
    groups: Mapping[str, _Group], tallies: Sequence[_Tally], registry: Registry, limit: int | None
) -> tuple[Known, ...]:
    counts = {entity_id: _count_articles(group, tallies) for entity_id, group in groups.items()}
    ranked = sorted((count for count in counts.values() if count), reverse=True)
    least = ranked[limit - 1] if limit and len(ranked) > limit else 1
    known = (
        _describe(entity_id, groups[entity_id], count, tallies, registry)
        for entity_id, count in counts.items()
        if count >= least
    )
    return tuple(sorted(known, key=order_of)[:limit])


def _candidates(tally: _Tally, registry: Registry, kinds: Kinds[EntityKind]) -> NDArray[np.intp]:
    """The numbers of those that may be of some kinds and are in any article."""
    terms = tally.entities.terms
    asked = {*kinds, EntityKind.PAIR} if EntityKind.PERSON in kinds else set(kinds)
    stretches = [terms.beginning_with(f"{kind}:".encode()) for kind in asked]
    corrected = (each for each in registry.concerned if kind_of(each) not in asked)
    parts = [np.arange(stretch.start, stretch.stop) for stretch in stretches]
    numbers = np.concatenate([*parts, np.array(tally.entities.numbers_of(corrected), np.intp)]).astype(np.intp)
    return numbers[tally.articles[numbers] > 0]


def _meant(term: bytes, registry: Registry, kinds: Kinds[EntityKind]) -> Iterator[str]:
    """Whom a term means, of some kinds: of a pair its two people as well."""
    entity_id, _, members = parse_term(term)
    standing = registry.standing(entity_id)
    ids = {standing, *map(registry.standing, members or registry.merged.pairs.get(standing, ()))}
    return (each for each in ids if kind_of(each) in kinds)


def _whole_group(entity_id: str, registry: Registry, tallies: Sequence[_Tally]) -> _Group:
    ids = registry.ids_of(entity_id)
    return {at: set(tally.entities.numbers_of(ids)) for at, tally in enumerate(tallies)}


def _count_roughly(group: _Group, tallies: Sequence[_Tally]) -> int:
    return sum(int(tallies[at].articles[number]) for at, numbers in group.items() for number in numbers)


def _count_articles(group: _Group, tallies: Sequence[_Tally]) -> int:
    """In how many articles anybody of a group is; an article that names two of them is one."""
    count = 0
    for at, numbers in group.items():
        tally = tallies[at]
        present = [number for number in numbers if tally.articles[number]]
        if len(present) == 1:
            count += int(tally.articles[present[0]])
        elif present:
            count += int(np.count_nonzero(tally.found[tally.entities.articles_of(present)]))
    return count


def _describe(entity_id: str, group: _Group, articles: int, tallies: Sequence[_Tally], registry: Registry) -> Known:
    names: dict[tuple[str, str], int] = {}
    forms: dict[str, int] = {}
    mentions = 0
    for tally, number in _members(group, tallies):
        mentions += int(tally.mentions[number])
        own, name, _ = parse_term(tally.entities.terms[number])
        count = int(tally.articles[number])
        if count and registry.standing(own) == entity_id:
            names[own, name] = names.get((own, name), 0) + count
            for form, more in tally.entities.forms_of(number):
                forms[form] = forms.get(form, 0) + more
    return make_known(entity_id, names, forms, articles, mentions, registry.renamed.get(entity_id, ""))


def _members(group: _Group, tallies: Sequence[_Tally]) -> Iterable[tuple[_Tally, int]]:
    return ((tallies[at], number) for at, numbers in group.items() for number in numbers)


def find_names(collection: Collection, ids: Iterable[str]) -> dict[str, str]:
    """Return how those are called in most articles whom some ids mean, as far as they are in any."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = set(ids)
    for start, segment in collection.places():
        entities = segment.entities
        present = collection.present[start : start + segment.count]
        for number in entities.numbers_of(wanted):
            own, name, _ = parse_term(entities.terms[number])
            articles = int(np.count_nonzero(present[entities.articles_of([number])])) if own in wanted else 0
            if articles:
                found[own][name] += articles
    return {own: max(names, key=lambda name: (names[name], name)) for own, names in found.items()}


def find_all_names(collection: Collection) -> Iterator[tuple[str, str, tuple[str, ...], int]]:
    """Yield the id, canonical name and members of all that is named, and in how many articles; some more than once."""
    for start, segment in collection.places():
        entities = segment.entities
        articles, _ = entities.tally(collection.present[start : start + segment.count])
        for number in np.flatnonzero(articles).tolist():
            yield (*parse_term(entities.terms[number]), int(articles[number]))
