"""Decides which names of a whole library mean the same: "J. K. Rowling" here, "Joanne Rowling" there.

The one rule: rather two entries for one person than one for two. Names become one only where exactly one candidate
fits, and what an article has already put together (`entity_id`) is never taken apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tui_reader.article import EntityKind
from tui_reader.mentions import lexicon
from tui_reader.mentions.naming import CROWNS, PersonName, entity_id, fullness, may_be_same, parse_name
from tui_reader.mentions.short_names import MONONYMS, ORDINARY_WORDS, STAGE_NAMES

MOST_ALIKE = 32
"""Where more people than that share what is compared, nothing tells them apart, and none is merged."""


def merge_names(names: Iterable[tuple[str, EntityKind, int]]) -> Mapping[str, str]:
    """Find the ids of a library's articles that mean the same person, pair or family.

    Full names are merged where they differ by initials, middle names, a generation or a second surname, and exactly one
    candidate fits. A lone surname or first name goes to the only person who bears it, unless it is an ordinary word or
    the name of somebody who has no other ("Drake"). A "Kimye" whose article does not say whose name it is goes to the
    pair of that name, "Kardashians" to the family. The members of pairs and families are ids of people: look them up in
    the same mapping.

    Args:
        names: Of every entity in every article: its canonical name, its kind, and in how many articles. The same
            name may come several times.

    Returns:
        For every id that another one stands for: that other one, which nothing stands for. What is not in the mapping
        stays what it is. The same names in any order give the same mapping, in n log n of their number.
    """
    library = _Library(names)
    together = {_slug(id_): id_ for id_, kind in library.kinds.items() if kind in (EntityKind.PAIR, EntityKind.FAMILY)}
    taken = {_slug(id_) for id_, kind in library.kinds.items() if kind is not EntityKind.PERSON}
    merged: dict[str, str] = {}
    for person in library.people():
        merged |= {id_: person.best for id_ in person.ids if id_ != person.best}
    for id_, name in library.lone.items():
        target = together.get(name.slug) or library.known_as(id_, name)
        if target is None and name.slug not in taken:
            target = library.bearer(id_, name)
        if target and target != id_:
            merged[id_] = merged.get(target, target)
    return merged


def _parts(name: PersonName) -> tuple[tuple[str, ...], str, str]:
    return (name.given, name.surname, name.generation)


def _slug(id_: str) -> str:
    return id_.partition(":")[2]


@dataclass(eq=False, slots=True)
class _Person:
    """Names that mean one person."""

    names: list[PersonName] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    best: str = ""
    """The id that stands for all: of the name in most articles."""
    articles: int = 0

    def may_be(self, name: PersonName) -> bool:
        return len(self.names) < MOST_ALIKE and all(may_be_same(name, other) for other in self.names)


class _Library:
    """The people of a library, put together from their full names."""

    def __init__(self, names: Iterable[tuple[str, EntityKind, int]]) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self.kinds: dict[str, EntityKind] = {}
        written: dict[str, PersonName] = {}
        for form, kind, articles in names:
            id_ = entity_id(form, kind)
            self.counts[id_] += articles
            self.kinds[id_] = kind
            if kind is EntityKind.PERSON:
                # Kate-Ann Larkin and Kate Ann Larkin have one id and not the same parts.
                parsed = parse_name(form)
                written[id_] = max(written.get(id_, parsed), parsed, key=_parts)
        # The fullest come first: what they leave open the barer ones cannot decide.
        ordered = sorted(written.items(), key=lambda item: (fullness(item[1]), item[0]), reverse=True)
        self.lone = {id_: name for id_, name in ordered if not name.is_full}
        self._person: dict[str, _Person] = {}
        self._by_ends: dict[tuple[str, str], list[_Person]] = defaultdict(list)
        self._by_letter: dict[tuple[str, str], list[_Person]] = defaultdict(list)
        full = [(id_, name) for id_, name in ordered if name.is_full]
        for is_initial in (False, True):
            for id_, name in full:
                if (len(name.first) == 1) is is_initial:
                    self._place(id_, name)
        for id_, name in full:
            self._join_married(id_, name)
        self._bearers = self._find_bearers()

    def people(self) -> Iterator[_Person]:
        """Everybody once."""
        yield from {id(person): person for person in self._person.values()}.values()

    def known_as(self, id_: str, name: PersonName) -> str | None:
        """Whoever goes by a famous short name ("JLo"), if the library names them."""
        targets = (entity_id(full, EntityKind.PERSON) for full in STAGE_NAMES.get(name.surname, ()))
        return next((target for target in targets if target in self._person and target != id_), None)

    def bearer(self, id_: str, name: PersonName) -> str | None:
        """The one person whom a lone name can mean."""
        word = name.surname
        if len(word) < 3 or word in MONONYMS or word in ORDINARY_WORDS:
            return None
        bearers = self._bearers.get(word, [])
        # Whom articles without any full name keep naming is somebody with one name.
        return bearers[0].best if len(bearers) == 1 and bearers[0].articles >= self.counts[id_] else None

    def _place(self, id_: str, name: PersonName) -> None:
        """Put a full name with the one person whose it may be, or let it be somebody else's."""
        index, key = (self._by_letter, name.first[0]) if len(name.first) == 1 else (self._by_ends, name.first)
        candidates = index[key, name.surname]
        fitting = [person for person in candidates if person.may_be(name)] if len(candidates) <= MOST_ALIKE else []
        if len(fitting) == 1:
            person = fitting[0]
        else:
            person = _Person()
            self._by_ends[name.first, name.surname].append(person)
            self._by_letter[name.first[0], name.surname].append(person)
        self._add(person, id_, name)

    def _add(self, person: _Person, id_: str, name: PersonName) -> None:
        person.names.append(name)
        person.ids.append(id_)
        person.articles += self.counts[id_]
        if not person.best or self.counts[id_] > self.counts[person.best]:
            person.best = id_
        self._person[id_] = person

    def _join_married(self, id_: str, name: PersonName) -> None:
        """Kim Kardashian West is Kim Kardashian, where there is one."""
        former = name.given[-1] if len(name.given) > 1 else name.surname.partition("-")[0]
        if len(former) < 2 or former == name.surname or former in lexicon.first_names():
            return
        person, others = self._person[id_], self._by_ends.get((name.first, former), [])
        if len(others) != 1 or others[0] is person or len(others[0].names) + len(person.names) > MOST_ALIKE:
            return
        # A Kim West of whom more is said than of that Kim Kardashian is likelier to be meant.
        if person.articles - self.counts[id_] < others[0].articles:
            for other, named in zip(person.ids, person.names, strict=True):
                self._add(others[0], other, named)

    def _find_bearers(self) -> dict[str, list[_Person]]:
        bearers: dict[str, list[_Person]] = defaultdict(list)
        for person in self.people():
            parts = {part for name in person.names for part in (name.first, name.surname)} - CROWNS
            for part in parts:
                bearers[part].append(person)
        return bearers
