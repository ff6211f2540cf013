"""Who is who in a whole library: which ids of its articles mean the same, and what the user has corrected.

The one rule: a value, laid over what is indexed when something is asked; nothing is indexed again for it. What is not
in it is what its articles say it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tui_reader.article import EntityKind
from tui_reader.search.entity_ids import kind_of, name_of, with_kind
from tui_reader.search.terms import Term, find_terms

SHORTEST_BLEND = 5
"""Letters; a shorter blend may be another word."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What was worked out of the names of a library."""

    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids of its articles → the id that stands for them."""
    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of pairs that are the same two people wherever that is said: the ids of these."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The canonical names of those who stand for others."""


def parse_merged(value: object) -> Merged | None:
    """Return what came from a file as JSON; None where it is something else."""
    match value:
        case {"ids": dict(ids), "pairs": dict(pairs), "names": dict(names)}:
            pass
        case _:
            return None
    members = {pair: tuple(each) for pair, each in pairs.items() if isinstance(each, list)}
    texts = [*ids.values(), *names.values(), *(member for each in members.values() for member in each)]
    is_ours = len(members) == len(pairs) and all(isinstance(text, str) for text in texts)
    # Whoever stands for others has nobody who stands for them.
    is_ours = is_ours and all(map(kind_of, (*ids, *ids.values(), *pairs))) and ids.keys().isdisjoint(ids.values())
    is_ours = is_ours and all(map(_is_written, (*ids, *pairs, *names, *texts)))
    return Merged(ids, members, names) if is_ours else None


def _is_written(text: str) -> bool:
    """Whether a text is one that could be written: JSON can name halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True)
class Registry:
    """Who is who. Make it with `make_registry`."""

    merged: Merged = Merged()
    leads_to: Mapping[str, str] = field(default_factory=dict)
    """Who was corrected to be another one → that other one."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    """What was said to be no name."""

    def standing(self, entity_id: str) -> str:
        """Return the id that stands for an id of an article in the whole library; empty for what is no name."""
        at = self.merged.ids.get(entity_id, entity_id)
        seen = [at]
        while (following := self.leads_to.get(at)) is not None:
            if following in seen:  # a circle: no correction makes one, but a file may hold anything
                at = min(seen[seen.index(following) :])
                break
            at = following
            seen.append(at)
        return "" if at in self.rejected else at

    def ids_of(self, entity_id: str) -> frozenset[str]:
        """Return the ids of articles that mean somebody or something, among them its pairs that do not say who it is.

        Args:
            entity_id: One that stands for others, or not.
        """
        if not entity_id:
            return frozenset()
        known = self._groups.get(entity_id)
        own = known if known is not None else {entity_id} if self.standing(entity_id) == entity_id else set[str]()
        together = {pair for member in own for pair in self._pairs_of.get(member, ())}
        return frozenset(own.union(together, *(self._groups.get(pair, ()) for pair in together)))

    def called(self, terms: Sequence[str], kinds: Iterable[EntityKind]) -> tuple[frozenset[str], frozenset[str]]:
        """Return whom a row of words may mean beside those whose names have them, and what of these has gone.

        Args:
            terms: As `find_terms` has them, one after the other in a name.
            kinds: What is looked for.

        Returns:
            Ids of articles that mean somebody who is called so; and ids that are called so and are no name, or of
            another kind, by now.
        """
        wanted, length = frozenset(kinds), len(terms)
        meant: set[str] = set()
        gone: set[str] = set()
        for name, entity_id in self._by_word.get(terms[0], ()) if terms else ():
            if not any(name[i : i + length] == tuple(terms) for i in range(len(name) - length + 1)):
                continue
            standing = self.standing(entity_id)
            if kind_of(standing) in wanted:
                meant |= self.ids_of(standing)
            elif kind_of(entity_id) in wanted:
                gone.add(entity_id)
        return frozenset(meant), frozenset(gone - meant)

    def blends_of(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the names of the pairs of which some people are half ("kimye"), as words to be searched for.

        They are made of other names, and so mean these people wherever they stand.
        """
        pairs = (pair for entity_id in ids for pair in self._pairs_of.get(entity_id, ()))
        words = (find_terms(name_of(pair)) for pair in pairs)
        return frozenset(found[0].text for found in map(tuple, words) if _is_blend(found))

    def gone_like(self, stem: str, kinds: Iterable[EntityKind]) -> frozenset[str]:
        """Return what is no name, or of none of these kinds any more, and has a word that begins like this."""
        wanted = frozenset(kinds)
        gone = set()
        for entity_id in self.rejected | self.leads_to.keys():
            if kind_of(entity_id) in wanted and kind_of(self.standing(entity_id)) not in wanted:
                names = (name_of(entity_id), self.merged.names.get(entity_id, ""))
                if any(term.text.startswith(stem) for name in names for term in find_terms(name)):
                    gone.add(entity_id)
        return frozenset(gone)

    def corrected_like(self, stems: Sequence[str]) -> frozenset[str]:
        """Return who was renamed or is another one by now, if every one of some words begins a word of a name."""
        found = set()
        for entity_id in self.leads_to.keys() | self.renamed.keys():
            names = (name_of(entity_id), self.merged.names.get(entity_id, ""), self.renamed.get(entity_id, ""))
            for words in ([term.text for term in find_terms(name)] for name in names):
                if all(any(word.startswith(stem) for word in words) for stem in stems):
                    found.add(self.standing(entity_id))
        return frozenset(found - {""})

    @cached_property
    def _groups(self) -> dict[str, set[str]]:
        """Of everybody who stands for others or is corrected: all ids that mean them."""
        groups: dict[str, set[str]] = defaultdict(set)
        for entity_id in self.concerned:
            if standing := self.standing(entity_id):
                groups[standing].add(entity_id)
        return dict(groups)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """The ids of all who are not simply what their articles say."""
        merged = self.merged.ids
        ids = {*merged, *merged.values(), *self.leads_to, *self.leads_to.values(), *self.renamed, *self.rejected}
        return frozenset(ids)

    @cached_property
    def _pairs_of(self) -> dict[str, set[str]]:
        pairs: dict[str, set[str]] = defaultdict(set)
        for pair, members in self.merged.pairs.items():
            for member in members:
                pairs[member].add(pair)
        return dict(pairs)

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """The names of all who are not simply what their articles say, by every word of them."""
        by_word: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        members = {member for pair in self.merged.pairs.values() for member in pair}
        for entity_id in self.concerned | members:
            names = {name_of(entity_id), self.merged.names.get(entity_id, ""), self.renamed.get(entity_id, "")}
            for name in {tuple(term.text for term in find_terms(name)) for name in names}:
                for word in set(name):
                    by_word[word].append((name, entity_id))
        return dict(by_word)


def _is_blend(terms: Sequence[Term]) -> bool:
    return len(terms) == 1 and len(terms[0].text) >= SHORTEST_BLEND


PLAIN = Registry()
"""Everybody is who the articles say they are."""


def make_registry(merged: Merged, corrections: Iterable[tuple[str, str, str]]) -> Registry:
    """Lay the user's corrections over what was worked out.

    Args:
        merged: What was worked out.
        corrections: Who is corrected, how ("not a name", "same as", "rename", "is") and to what, the oldest first.
    """
    leads_to: dict[str, str] = {}
    renamed: dict[str, str] = {}
    rejected: set[str] = set()
    for entity_id, does, value in corrections:
        standing = merged.ids.get(entity_id, entity_id)
        if does == "rename":
            renamed[standing] = value
        elif does == "not a name":
            rejected.add(standing)
        else:
            other = value if does == "same as" else with_kind(standing, EntityKind(value))
            other = merged.ids.get(other, other)
            if other != standing:
                leads_to[standing] = other
                if does == "is" and standing in renamed:  # what is of another kind is called as it was
                    renamed[other] = renamed[standing]
    return Registry(merged, leads_to, renamed, frozenset(rejected))
