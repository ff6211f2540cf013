"""Whom the names of people in one article mean, each where it stands.

The one rule: the text is read once, in its order, as a reader does: a lone name means who was introduced, was spoken of
most and last; what the author's bio introduces is nobody in the story.

The scoring of shared names follows the measurement that linked 31 of 32 of them rightly: mentions so far count for a
person, the distance to the last one against.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from tui_reader.article import EntityKind
from tui_reader.mentions import lexicon
from tui_reader.mentions.entities import Group
from tui_reader.mentions.full_names import Person, contains_two, put_together
from tui_reader.mentions.naming import FAMILY_WORDS, PersonName, entity_id, fold, parse_name
from tui_reader.mentions.people import KnownPeople, family_surnames, find_pair, known_blend, says_family
from tui_reader.mentions.said import Said, find_aliases
from tui_reader.mentions.short_names import SHORT_FIRST_NAMES, STAGE_NAMES

CLEAR_LEAD = 1.5
"""How much likelier the best reading of a shared name must be than the next."""
SAME_BEGINNING = 3
"""Letters that a first name and its short form share, where the short form stands alone."""
LONE_MENTION = 3
"""What a lone name counts, beside a full one: whoever goes by it once is likely to go by it again."""
FADING = 0.15 / 6
"""How fast a person fades from the reader's mind, for each code point since the last mention (0.15 a word)."""
MOST_READINGS = 64
"""Of a lone name. So many people of one name are a list, and nothing tells which of them is meant."""
SIDE_BY_SIDE = 300
"""Code points. In so much text somewhere in the article both halves of a couple are named in full."""
MOST_BETWEEN = 6
"""Names that are looked at after one, to find the other half."""


def _no_names(counts: Counter[PersonName]) -> list[PersonName]:
    """Spans such as "Warhol Polaroids", beside Andy Warhol: a surname and then something that is nobody's."""
    first_names = lexicon.first_names()
    surnames = Counter({name.surname: 0 for name in counts})
    for name, count in counts.items():
        surnames[name.surname] += count if name.first in first_names else 0
    reversed_ = {(*name.words[1:], name.words[0]) for name in counts}
    return [
        name
        for name, count in counts.items()
        if name.first not in first_names and surnames[name.first] > count and name.words not in reversed_
    ]


def _bare(counts: Counter[PersonName]) -> dict[PersonName, PersonName]:
    """Full names with a word before them that is none, and without it: "Scientologist Tom Cruise", "DJ Norman Cook"."""
    first_names = lexicon.first_names()
    by_words = {name.words: name for name in counts}
    bare = {}
    for name in counts:
        words = name.words
        for at in range(1, len(words) - 1):
            barer = by_words.get(words[at:])
            if len(words[0]) > 1 and words[0] not in first_names and words[at] in first_names and barer:
                bare[name] = barer
    return {name: bare.get(barer, barer) for name, barer in bare.items()}


class People:
    """The people of one article. To be asked for each mention once, in the order of the text."""

    def __init__(self, said: Sequence[Said]) -> None:
        """Learn the full names from all mentions of people."""
        self._said = said
        counts = Counter(one.name for one in said if one.is_proper)
        known = {name.words for name in counts}
        proper = Counter({name: count for name, count in counts.items() if not contains_two(name, known)})
        for name in _no_names(proper):
            del proper[name]
        bare = _bare(proper)
        for name, barer in bare.items():
            proper[barer] += proper.pop(name)
        self._aliases = [(bare.get(one, one), bare.get(other, other)) for one, other in find_aliases(said)]
        together = put_together(proper, self._aliases)
        self._people = {**together, **{name: together[barer] for name, barer in bare.items()}}
        self._known = KnownPeople.of(name.words for name in self._people)
        self._by_words = {name.words: person for name, person in self._people.items()}
        self._in_story = {self._people[one.name] for one in said if one.in_story and one.name in self._people}
        self._in_bio = {self._people[one.name] for one in said if not one.in_story and one.name in self._people}
        self._bearers = _Bearers(self._people.values())
        self._other_names: set[str] = set()
        for one, other in self._aliases:
            for known_as, full in ((one, other), (other, one)):
                if full in self._people and not known_as.is_full:
                    self._bearers.add(known_as.surname, self._people[full])
                    self._other_names.add(known_as.surname)
        self._groups: dict[object, Group] = {}
        self._without_the = {fold(one.form) for one in said if not one.is_after_the}
        self._readings: dict[tuple[str, bool], Sequence[Person]] = {}
        self._last_seen: dict[Person, int] = {}
        self._count: Counter[Person] = Counter()
        self._subject = next((self._people[one.name] for one in said if one.name in self._people), None)
        self._mentions = Counter(self._people[one.name] for one in said if one.name in self._people)

    def group(self, one: Said) -> Group:
        """Return the group of whoever is meant, with this mention added to it."""
        if person := self._people.get(one.name):
            group, name = self._seen(person, one), one.full_form if one.name in person.names else None
        else:
            group, name = self._find(one), one.form if one.name.surname in self._other_names else None
        group.add(one.form, one.weight, one.in_story, name)
        return group

    def _find(self, one: Said) -> Group:
        """Whom a name means that is not a full one."""
        if family := self._find_family(one):
            return family
        if one.name.is_full:  # a span that is no proper name stays by itself
            return self._lone(one)
        if candidates := self._candidates(one):
            likeliest = self._likeliest(candidates, one.start)
            return self._seen(likeliest, one) if likeliest else self._open(one, candidates)
        return self._find_pair(one) or self._lone(one)

    def _lone(self, one: Said) -> Group:
        return self._groups.setdefault(one.name.slug, Group(EntityKind.PERSON))

    def _open(self, one: Said, candidates: Sequence[Person]) -> Group:
        group = self._lone(one)
        if len(candidates) <= MOST_READINGS:
            ranked = sorted(candidates, key=lambda person: -self._mentions[person])
            group.could_be = tuple(dict.fromkeys([*group.could_be, *map(self._of, ranked)]))
        return group

    def _of(self, person: Person) -> Group:
        if person not in self._groups:
            group = self._groups[person] = Group(EntityKind.PERSON)
            group.could_be = tuple(self._of(other) for other in person.could_be)
        return self._groups[person]

    def _seen(self, person: Person, one: Said) -> Group:
        self._last_seen[person] = one.start
        self._count[person] += 1 if one.name.is_full else LONE_MENTION
        return self._of(person)

    def _candidates(self, one: Said) -> Sequence[Person]:
        """Whom a lone name can mean: of the story in the story, and rather the author in the bio."""
        key = (one.name.surname, one.in_story)
        if key not in self._readings:
            found = self._bearers.of(one.name.surname)
            here = [person for person in found if person in (self._in_story if one.in_story else self._in_bio)]
            self._readings[key] = here or ([] if one.in_story else found)
        return self._readings[key]

    def _likeliest(self, candidates: Sequence[Person], at: int) -> Person | None:
        """The one who was spoken of most and last; None when two are about as likely.

        Whom the article names first it is about, as a rule: of them the least lead is enough.
        """
        if len(candidates) == 1:
            return candidates[0]
        if len(candidates) > MOST_READINGS:
            return None
        introduced = [person for person in candidates if person in self._last_seen]
        fading = {person: 1 + FADING * (at - self._last_seen[person]) for person in introduced}
        scored = [(self._count[person] / fading[person], person) for person in introduced]
        scored = scored or [(float(self._mentions[person]), person) for person in candidates]
        first, *rest = sorted(scored, key=lambda pair: -pair[0])
        lead = 1.0 if first[1] is self._subject else CLEAR_LEAD
        return None if rest and first[0] <= lead * rest[0][0] else first[1]

    def _find_family(self, one: Said) -> Group | None:
        """The family that is meant by a plural, or by a surname before "family"."""
        words = fold(one.form).split()
        if len(words) > 1 and words[0] == "the":
            del words[0]
        last = words[-1] if words else ""
        if len(words) == 2 and last in FAMILY_WORDS:
            return self._family(one.form, {words[0]}, one)
        if len(words) != 1:
            return None
        if says_family(one.after) and (last in self._known.surnames or not self._bearers.of(last)):
            return self._family(f"{one.form} family", {last}, one)
        if surnames := family_surnames(last, self._known):
            return self._family(one.form, set(surnames), one)
        if (
            re.search(r"[^s]s$", last)
            and one.is_after_the
            and last not in self._without_the
            and not self._bearers.of(last)
        ):
            return self._family(one.form, set(), one)
        return None

    def _family(self, form: str, surnames: Iterable[str], one: Said) -> Group:
        wanted = set(surnames)
        id_ = entity_id(form, EntityKind.FAMILY)
        if id_ not in self._groups:
            members = (p for p in self._bearers.of_surnames(wanted) if p in self._in_story or not one.in_story)
            self._groups[id_] = Group(EntityKind.FAMILY, members=tuple(self._of(person) for person in members))
        return self._groups[id_]

    def _find_pair(self, one: Said) -> Group | None:
        """The couple of whose names a word is blended, or who is famous under it."""
        word = one.name.surname
        if word not in self._groups or self._groups[word].kind is EntityKind.PAIR:
            members: tuple[Group | str, ...] = ()
            pair = find_pair(word, self._known)
            both = {self._by_words[words]: None for words in pair or ()}
            if len(both) == 2 and frozenset(both) in self._side_by_side:
                members = tuple(self._of(person) for person in both)
            elif famous := known_blend(word):
                members = tuple(self._famous(name) for name in famous)
            if len(members) == 2:
                return self._groups.setdefault(word, Group(EntityKind.PAIR, members=members))
        return None

    @cached_property
    def _side_by_side(self) -> set[frozenset[Person]]:
        """Who is named beside whom somewhere in the article: a couple is."""
        told = [(one.start, self._people[one.name]) for one in self._said if one.name in self._people]
        return {
            frozenset((person, other))
            for number, (start, person) in enumerate(told)
            for at, other in told[number + 1 : number + 1 + MOST_BETWEEN]
            if at - start <= SIDE_BY_SIDE
        }

    def _famous(self, name: str) -> "Group | str":
        person = self._people.get(parse_name(name))
        return self._of(person) if person else entity_id(name, EntityKind.PERSON)


class _Bearers:
    """Who has which first name or surname."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_part: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)
        self._by_surname: dict[str, list[Person]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], Person] = {}
        for person in dict.fromkeys(people):
            for part in sorted(person.firsts | person.surnames):
                self._by_part[part].append(person)
            for part in sorted(person.firsts):
                self._by_first[part].append(person)
            for part in sorted(
                {half for word in person.surnames for half in (word, *word.split("-"))} | person.middles
            ):
                self._by_surname[part].append(person)
            self._by_name |= {name.words: person for name in person.names}

    def add(self, word: str, person: Person) -> None:
        """Say that somebody is known by a word that is no part of the name: Ye."""
        if person not in self._by_part[word]:
            self._by_part[word].append(person)

    def of(self, word: str) -> list[Person]:
        """Whom a lone name may mean: who bears it; else who is famous under it, or may be called so for short."""
        if found := self._by_part.get(word):
            return found
        for known in STAGE_NAMES.get(word, ()):
            words = parse_name(known).words
            if found := [self._by_name[words]] if words in self._by_name else []:
                return found
        # Ben is short for Benjamin beside any surname, but a lone Jack is as likely another man as a John.
        fulls = (full for full in SHORT_FIRST_NAMES.get(word, ()) if full.startswith(word[:SAME_BEGINNING]))
        return [person for full in fulls for person in self._by_first.get(full, ())]

    def of_surnames(self, surnames: Iterable[str]) -> list[Person]:
        """Everybody with one of these surnames, a former or a double one included."""
        found = dict.fromkeys(person for surname in sorted(surnames) for person in self._by_surname.get(surname, ()))
        return [person for person in found if not person.could_be]
