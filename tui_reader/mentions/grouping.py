"""Decides which mentions of an article mean the same person, place or organisation.

The one rule: full names found groups, short ones join them; where two people could be meant and nothing tells which, no
one is.

The scoring of shared surnames follows the measurement that linked 31 of 32 of them rightly: mentions so far count for a
person, the distance to the last one against.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tui_reader.article import Article, Entity, EntityKind, Mention, MentionKind
from tui_reader.mentions import lexicon
from tui_reader.mentions.people import KnownPeople, family_surnames, find_pair

CLEAR_LEAD = 1.5
"""How much likelier the best reading of a shared name must be than the next."""
FADING = 0.15 / 6
"""How fast a person fades from the reader's mind, for each code point since the last mention (0.15 a word)."""

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")
_Name = tuple[str, ...]
"""A full name as lower-case words, without titles."""


def group(article: Article, mentions: Iterable[Mention]) -> tuple[list[Mention], tuple[Entity, ...]]:
    """Give every mention its entity.

    Returns:
        The mentions in the order of the text, and the entities: the most mentioned first.
    """
    ordered = sorted(mentions, key=lambda mention: mention.start)
    people = _People(mention.text for mention in ordered if mention.kind is MentionKind.PERSON)
    grouped = [replace(mention, entity=_entity_id(mention, people)) for mention in ordered]
    return grouped, _make_entities(article, grouped, people)


def _entity_id(mention: Mention, people: "_People") -> str:
    if mention.kind is MentionKind.PERSON:
        return people.who(mention)
    words = re.sub(r"^the\s", "", mention.text.lower())
    return f"{mention.kind}:{'-'.join(words.split())}"


def _id(name: _Name) -> str:
    return f"person:{'-'.join(name)}"


class _People:
    """The people of one article, and whom of them a name means where it stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        names = Counter(_words(text) for text in texts)
        full = Counter({name: count for name, count in names.items() if len(name) > 1})
        self._known = KnownPeople.of(full)
        self._canonical = _canonical_names(full)
        self._by_part: dict[str, set[_Name]] = defaultdict(set)
        for name in self._canonical.values():
            self._by_part[name[0]].add(name)
            self._by_part[_surname(name)].add(name)
        self.members: dict[str, tuple[str, ...]] = {}
        """Of every family and pair that was met: the ids of the people in it."""
        self._last_seen: dict[_Name, int] = {}
        self._count: Counter[_Name] = Counter()

    def who(self, mention: Mention) -> str:
        """Return the id of whom a mention means. To be asked in the order of the text."""
        words = _words(mention.text)
        word = words[0]
        if len(words) > 1:
            return self._seen(self._canonical[words], mention)
        if candidates := self._by_part.get(word):
            likeliest = self._likeliest(candidates, mention.start)
            return self._seen(likeliest, mention) if likeliest else f"person:{word}"
        if surnames := family_surnames(word, self._known):
            return self._together(f"family:{word}", (name for name in self._names() if name[-1] in surnames))
        if pair := find_pair(word, self._known):
            return self._together(f"pair:{word}", (self._canonical[name] for name in pair))
        return f"person:{word}"

    def _names(self) -> list[_Name]:
        return sorted(set(self._canonical.values()))

    def _together(self, entity_id: str, names: Iterable[_Name]) -> str:
        self.members[entity_id] = tuple(_id(name) for name in names)
        return entity_id

    def _seen(self, name: _Name, mention: Mention) -> str:
        self._last_seen[name] = mention.start
        self._count[name] += 1
        return _id(name)

    def _likeliest(self, candidates: set[_Name], at: int) -> _Name | None:
        """The one who was spoken of most and last; None when two are about as likely."""
        if len(candidates) == 1:
            return next(iter(candidates))
        introduced = [name for name in candidates if name in self._last_seen]
        fading = {name: 1 + FADING * (at - self._last_seen[name]) for name in introduced}
        scored = sorted(((self._count[name] / fading[name], name) for name in introduced), reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] < CLEAR_LEAD * scored[1][0]):
            return None
        return scored[0][1]


def _words(text: str) -> _Name:
    apart = _INITIALS.sub(". ", text.lower().replace("’", "'"))
    words = [word.rstrip(".") for word in apart.split()]
    return tuple(word for word in words if word not in lexicon.HONORIFICS) or tuple(words)


def _surname(name: _Name) -> str:
    """The last word of a full name that is not there to tell a son from his father."""
    return name[-2] if len(name) > 2 and name[-1] in _GENERATIONS else name[-1]


def _canonical_names(names: Counter[_Name]) -> dict[_Name, _Name]:
    """Full name → the form that stands for its person: of all with the same first and last word the most used one."""
    same: dict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in names:
        same[name[0], name[-1]].append(name)
    best = {ends: max(forms, key=lambda form: (names[form], len(form), form)) for ends, forms in same.items()}
    return {name: best[name[0], name[-1]] for name in names}


def _make_entities(article: Article, mentions: list[Mention], people: _People) -> tuple[Entity, ...]:
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for mention in mentions:
        assert mention.entity is not None
        # What a headline or a caption writes counts, but says little about how a name is written.
        weight = 1 if article.body_start <= mention.start else 0
        forms[mention.entity][" ".join(mention.text.split())] += weight
        counts[mention.entity] += 1
    entities = [_make_entity(id_, form, counts[id_], people.members.get(id_, ())) for id_, form in forms.items()]
    return tuple(sorted(entities, key=lambda entity: (-entity.count, entity.name)))


def _make_entity(entity_id: str, forms: Counter[str], count: int, members: tuple[str, ...]) -> Entity:
    kind = EntityKind(entity_id.partition(":")[0])
    ranked = sorted(forms, key=lambda form: (-forms[form], form))
    full = [form for form in ranked if kind is EntityKind.PERSON and _id(_words(form)) == entity_id]
    name = min(full or ranked, key=lambda form: (form.islower(), -forms[form], -len(form)))
    aliases = {form.casefold(): form for form in reversed(ranked) if form.casefold() != name.casefold()}
    return Entity(entity_id, name, kind, tuple(form for form in ranked if form in aliases.values()), members, count)
