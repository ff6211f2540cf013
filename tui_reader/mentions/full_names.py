"""Puts together the full names in one article that mean the same person.

The one rule: a barer name joins a fuller one only if exactly one fits. What fits two people stays by itself, and says
whom it could mean; a span that is no proper name puts nobody together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from tui_reader.mentions import lexicon
from tui_reader.mentions.naming import CROWNS, LONGEST_NAME, PARTICLES, PersonName, fullness, may_be_same
from tui_reader.mentions.short_names import SHORT_FIRST_NAMES, STAGE_NAMES

MOST_ALIKE = 32
"""Where more people than that share two words of their names it is a list, and none of them is put together."""
SHORTEST_MISSPELT = 6
"""Letters of a first name in which one wrong letter is taken for a slip and not for somebody else's name."""

_FEMALE = frozenset("princess queen duchess empress".split())


@dataclass(eq=False, slots=True)
class Person:
    """Somebody whom an article names in full, in one way or several."""

    names: list[PersonName] = field(default_factory=list)
    could_be: list["Person"] = field(default_factory=list)
    """The others whom this name fits, where it fits several."""

    @property
    def firsts(self) -> set[str]:
        """First names, without initials and crowns."""
        return {name.first for name in self.names if len(name.first) > 1} - CROWNS

    @property
    def surnames(self) -> set[str]:
        """Last names, and a former one: West and Kardashian of Kim Kardashian West."""
        return {name.surname for name in self.names}

    @property
    def middles(self) -> set[str]:
        """All words between, initials left out."""
        return {word for name in self.names for word in name.given[1:] if len(word) > 1} - self.surnames - self.firsts


def put_together(
    names: Counter[PersonName], aliases: Iterable[tuple[PersonName, PersonName]] = ()
) -> Mapping[PersonName, Person]:
    """Find out which full names mean the same person.

    Args:
        names: Full names with how often each occurs.
        aliases: Pairs of names of which something else says that they are one person's.
    """
    people = _Meeting(names).people
    for one, other in aliases:
        if one in people and other in people and people[one] is not people[other]:
            kept, given_up = people[one], people[other]
            kept.names += given_up.names
            kept.could_be = []
            people |= dict.fromkeys(given_up.names, kept)
    return people


def contains_two(name: PersonName, known: Mapping[tuple[str, ...], object] | set[tuple[str, ...]]) -> bool:
    """Whether a name is two known ones in a row: "Kanye West Kim Kardashian"."""
    words = name.words
    return any(words[:at] in known and words[at:] in known for at in range(2, min(len(words), LONGEST_NAME) - 1))


class _Meeting:
    """Full names, the fullest first, each of which joins a person or becomes one."""

    def __init__(self, names: Counter[PersonName]) -> None:
        self.people: dict[PersonName, Person] = {}
        self._counts = names
        self._by_words: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for name in sorted(names, key=fullness, reverse=True):
            self._place(name)

    def _place(self, name: PersonName) -> None:
        fitting = [person for person in self._candidates(name) if self._fits(name, person)]
        person = fitting[0] if len(fitting) == 1 else Person(could_be=fitting)
        person.names.append(name)
        self.people[name] = person
        for key in _keys(name):
            people = self._by_words[key]
            if person not in people[-MOST_ALIKE - 1 :]:
                people.append(person)

    def _candidates(self, name: PersonName) -> list[Person]:
        found: dict[int, Person] = {}
        for key in _questions(name):
            people = self._by_words.get(key, ())
            if len(people) <= MOST_ALIKE:
                found |= {id(person): person for person in people}
        return [person for person in found.values() if not person.could_be]

    def _fits(self, name: PersonName, person: Person) -> bool:
        """Whether a name means a person: it is the same as one of the names, and contradicts none."""
        if len(person.names) > MOST_ALIKE or any(_contradict(name, other) for other in person.names):
            return False
        return any(_are_same(name, other) or self._is_slip(name, other) for other in person.names)

    def _is_slip(self, name: PersonName, other: PersonName) -> bool:
        """Whether one of two names is the other misspelt: once, in one letter that makes no other name of it."""
        one, two = sorted((name.first, other.first), key=len)
        return (
            name.surname == other.surname
            and min(self._counts[name], self._counts[other]) == 1
            and len(one) >= SHORTEST_MISSPELT
            and one[0] == two[0]
            and one[-1] == two[-1]
            and is_one_edit(one, two)
        )


def _keys(name: PersonName) -> Iterator[tuple[str, str]]:
    """The pairs of words by which a name can be found: any two in their order, and initials for the first."""
    words = _halves(name)[:LONGEST_NAME]
    yield from combinations(words, 2)
    for word in {words[-1], name.surname}:
        yield (words[0][0], word)
        yield (words[0][:2] + "…", word)  # a slip in the first name
        if words[0] in CROWNS:
            yield ("crown", word)


def _questions(name: PersonName) -> Iterator[tuple[str, str]]:
    """The pairs of words by which fuller names are asked for."""
    words = _halves(name)
    first, last = words[0], words[-1]
    yield (first, last)
    yield (last, first)  # Higuchi Ichiyo, Ichiyo Higuchi
    yield (words[0], words[1])
    yield (first[0], last)
    yield (first[:2] + "…", last)
    if first in CROWNS:
        yield ("crown", last)
    for full in SHORT_FIRST_NAMES.get(first, ()):
        yield (full, last)
        for other in _short_forms().get(full, ()):
            yield (other, last)
    for short in _short_forms().get(first, ()):
        yield (short, last)
    for known in STAGE_NAMES.get(" ".join(name.words), ()):
        yield (known.split()[0], known.split()[-1])


def _short_forms() -> Mapping[str, list[str]]:
    if not _SHORT_FORMS:
        for short, fulls in SHORT_FIRST_NAMES.items():
            for full in fulls:
                _SHORT_FORMS[full].append(short)
    return _SHORT_FORMS


_SHORT_FORMS: dict[str, list[str]] = defaultdict(list)


def _halves(name: PersonName) -> tuple[str, ...]:
    """The words of a name, those of a double surname apart."""
    halves = [half for word in name.surname.split() for half in word.split("-") if half]
    return (*name.given, *(halves or [name.surname]))


def _contradict(one: PersonName, other: PersonName) -> bool:
    if one.generation and other.generation and one.generation != other.generation:
        return True
    same_ends = one.surname == other.surname and one.first == other.first
    return same_ends and not may_be_same(one, other) and not _is_part(one.words, other.words)


def _are_same(one: PersonName, other: PersonName) -> bool:
    if one.given and other.given and one.surname == other.surname:
        if may_be_same(one, other):
            return True
        if is_short_for(one.first, other.first) and not (one.given[1:] and other.given[1:]):
            return True
        if {one.first, other.first} <= CROWNS and (one.first in _FEMALE) is (other.first in _FEMALE):
            return True
    barer, fuller = sorted((_halves(one), _halves(other)), key=len)
    if len(barer) > 1 and (_is_part(barer, fuller) or sorted(barer) == sorted(fuller)):
        # Lynn Spears is not Jamie Lynn Spears, but Scientologist Tom Cruise is Tom Cruise.
        are_two = barer[0] != fuller[0] and {barer[0], fuller[0]} <= lexicon.first_names() - PARTICLES
        return not are_two or len(barer) == len(fuller)
    known = STAGE_NAMES.get(" ".join(one.words), ()) + STAGE_NAMES.get(" ".join(other.words), ())
    return " ".join(one.words) in known or " ".join(other.words) in known


def _is_part(barer: tuple[str, ...], fuller: tuple[str, ...]) -> bool:
    """Whether the words of one name come in the other, in the same order, the first or the last of them included.

    An initial between them is more than that: George W. Bush is not George H. W. Bush.
    """
    if (barer[0] != fuller[0] and barer[-1] != fuller[-1]) or any(len(word) == 1 for word in barer[1:]):
        return False
    rest = iter(fuller)
    return all(word in rest for word in barer)


def is_short_for(one: str, other: str) -> bool:
    """Whether two first names are forms of one: Bill and William, Kate and Catherine, Bill and Will."""
    if one == other:
        return True
    forms, others = {one, *SHORT_FIRST_NAMES.get(one, ())}, {other, *SHORT_FIRST_NAMES.get(other, ())}
    return bool(forms & others)


def is_one_edit(shorter: str, longer: str) -> bool:
    """Whether one letter more, or one other letter, makes the longer word of the shorter one."""
    if shorter == longer or len(longer) - len(shorter) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at:] == longer[at + 1 :] or shorter[at + 1 :] == longer[at + 1 :]


def full_names(names: Iterable[PersonName]) -> set[tuple[str, ...]]:
    """The words of each full name."""
    return {name.words for name in names if name.is_full}
