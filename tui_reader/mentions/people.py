"""What the full names in an article say about the short ones: surnames, plurals of families, blends of couples.

The one rule: a short form means somebody only if a full name in the same article licenses it, or everybody knows it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from tui_reader.mentions import lexicon
from tui_reader.mentions.full_names import is_one_edit
from tui_reader.mentions.naming import CROWNS, FAMILY_WORDS, TITLES
from tui_reader.mentions.short_names import BLENDS, MONONYMS, ORDINARY_WORDS

SHORTEST_CUT = 2
"""Letters that each half of a blend takes, at least, from a name."""
LEAST_KEPT = 0.95
"""What a blend keeps of both names together, at least: half of each, or all of the one and hardly any of the other."""
LONGEST_BLEND = 24
MOST_PEOPLE = 300
"""In a text with more full names than that, blends are not looked for: it is a list, and every word would be one."""
_MOST_READINGS = 50
"""Of one half of a word. A beginning that so many names share tells nothing."""

_Name = tuple[str, ...]
_PLURALS_IN_ES = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """The full names in an article, as tuples of folded words without titles."""

    names: tuple[_Name, ...]
    parts: frozenset[str]
    """Every first and every last name."""
    surnames: frozenset[str]
    _begun: dict[str, list[tuple[_Name, str]]] = field(default_factory=dict, repr=False, compare=False)
    _ended: dict[str, list[tuple[_Name, str]]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, names: Iterable[_Name]) -> "KnownPeople":
        """Collect full names; single ones are passed over."""
        full = (tuple(word for word in name if word not in TITLES) for name in names)
        kept = tuple(sorted({name for name in full if len(name) > 1}))
        surnames = frozenset(name[-1] for name in kept)
        begun: dict[str, list[tuple[_Name, str]]] = defaultdict(list)
        ended: dict[str, list[tuple[_Name, str]]] = defaultdict(list)
        if len(kept) <= MOST_PEOPLE:
            for name in kept:
                for part in {name[0], name[-1]} - CROWNS:
                    for cut in range(SHORTEST_CUT, min(len(part), LONGEST_BLEND) + 1):
                        begun[part[:cut]].append((name, part))
                        ended[part[-cut:]].append((name, part))
        return cls(kept, surnames | ({name[0] for name in kept} - CROWNS), surnames, dict(begun), dict(ended))

    def begun_with(self, head: str) -> Sequence[tuple[_Name, str]]:
        """Whose first or last name begins so: the name and that part of it."""
        return self._begun.get(head, ())

    def ended_with(self, tail: str) -> Sequence[tuple[_Name, str]]:
        """Whose first or last name ends so."""
        return self._ended.get(tail, ())


def family_surnames(word: str, people: KnownPeople) -> tuple[str, ...]:
    """Return the surnames in a plural such as "kardashians" or "kardashian-jenners"; () for other words."""
    if not word.endswith("s") or word in people.parts:
        return ()
    stems = [word.removesuffix("s")]
    if word.endswith("es") and word[:-2].endswith(_PLURALS_IN_ES):  # the Joneses
        stems.append(word[:-2])
    if word.endswith("ies"):  # the Kennedies
        stems.append(f"{word[:-3]}y")
    for stem in stems:
        if stem in people.surnames:
            return (stem,)
    for stem in stems:
        parts = stem.split("-")
        if len(parts) > 1 and any(part in people.surnames for part in parts):
            return tuple(parts)
    return ()


def find_pair(word: str, people: KnownPeople) -> tuple[_Name, _Name] | None:
    """Return the two people of whose names a word is blended ("kimye": Kim and Kanye); None when it is no blend.

    The beginning of one's first name and the end of the other's, or of their last names, at least two letters of each,
    give the word; the reading that keeps most of both names wins.
    """
    if not 2 * SHORTEST_CUT <= len(word) <= LONGEST_BLEND or word in people.parts:
        return None
    if len(people.names) > MOST_PEOPLE or word in ORDINARY_WORDS | MONONYMS | lexicon.first_names():
        return None
    best, most_kept = None, 0.0
    for (first, begun), (second, ended), kept in _readings(word, people):
        if first != second and kept > most_kept and word not in (begun, ended):
            best, most_kept = (first, second), kept
    if most_kept < LEAST_KEPT or any(_is_misspelt(word, part) for _, part in people.begun_with(word[:SHORTEST_CUT])):
        return None
    return best


def _readings(word: str, people: KnownPeople) -> Iterator[tuple[tuple[_Name, str], tuple[_Name, str], float]]:
    for cut in range(SHORTEST_CUT, len(word) - SHORTEST_CUT + 1):
        heads, tails = people.begun_with(word[:cut]), people.ended_with(word[cut:])
        if max(len(heads), len(tails)) <= _MOST_READINGS:
            for head, tail in product(heads, tails):
                if (head[1] == head[0][0]) is (tail[1] == tail[0][0]):
                    yield head, tail, cut / len(head[1]) + (len(word) - cut) / len(tail[1])


def _is_misspelt(word: str, name: str) -> bool:
    """Whether a word is nearly a name: then it is a slip, and no blend."""
    one, two = sorted((word, name), key=len)
    return word == name or (one[0] == two[0] and is_one_edit(one, two))


def known_blend(word: str) -> tuple[str, str] | None:
    """Return the two names of a couple that is famous under this one, in lower case."""
    return BLENDS.get(word)


def says_family(after: str) -> bool:
    """Whether what follows a surname makes a family of it: "family", "sisters"."""
    word = after.split(maxsplit=1)[0].strip(".,;:!?'’”\"") if after.strip() else ""
    return after[:1].isspace() and word in FAMILY_WORDS
