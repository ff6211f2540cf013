"""What the full names in an article say about the short ones: surnames, plurals of families, blends of couples.

The one rule: a short form means somebody only if a full name in the same article licenses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from tui_reader.mentions import lexicon

SHORTEST_CUT = 2
"""Letters that each half of a blend takes, at least, from a name."""
LONGEST_BLEND = 24
MOST_PEOPLE = 300
"""In a text with more full names than that, blends are not looked for: it is a list, and every word would be one."""


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """The full names in an article, as tuples of lower-case words without titles."""

    names: tuple[tuple[str, ...], ...]
    parts: frozenset[str]
    """Every first and every last name."""
    surnames: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, ...]]) -> "KnownPeople":
        """Collect full names; single ones are passed over."""
        full = (tuple(word for word in name if word not in lexicon.HONORIFICS) for name in names)
        kept = tuple(sorted({name for name in full if len(name) > 1}))
        surnames = frozenset(name[-1] for name in kept)
        return cls(kept, surnames | {name[0] for name in kept}, surnames)


def is_part_of_name(word: str, people: KnownPeople) -> bool:
    """Whether one word with a capital means somebody, some family or some couple among these people."""
    lower = word.lower()
    return lower in people.parts or family_surnames(lower, people) != () or find_pair(lower, people) is not None


def family_surnames(word: str, people: KnownPeople) -> tuple[str, ...]:
    """Return the surnames in a plural such as "kardashians" or "kardashian-jenners"; () for other words."""
    if not word.endswith("s") or word in people.parts:
        return ()
    stem = word.removesuffix("s")
    if stem in people.surnames:
        return (stem,)
    if stem.endswith("e") and stem.removesuffix("e") in people.surnames:  # the Joneses
        return (stem.removesuffix("e"),)
    parts = stem.split("-")
    return tuple(parts) if len(parts) > 1 and any(part in people.surnames for part in parts) else ()


def find_pair(word: str, people: KnownPeople) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the two people of whose names a word is blended ("kimye": Kim and Kanye); None when it is no blend.

    The beginning of one's first or last name and the end of the other's, at least two letters of each, give the word;
    the reading that keeps most of both names wins.
    """
    if len(people.names) > MOST_PEOPLE or len(word) > LONGEST_BLEND:
        return None
    best, most_kept = None, 0.0
    for cut in range(SHORTEST_CUT, len(word) - SHORTEST_CUT + 1):
        head, tail = word[:cut], word[cut:]
        heads = [(name, part) for name in people.names for part in (name[0], name[-1]) if part.startswith(head)]
        tails = [(name, part) for name in people.names for part in (name[0], name[-1]) if part.endswith(tail)]
        for (first, begun), (second, ended) in product(heads, tails):
            kept = len(head) / len(begun) + len(tail) / len(ended)
            if first is not second and word not in (begun, ended) and kept > most_kept:
                best, most_kept = (first, second), kept
    return best
