"""Names of several words, and well-known single ones, that are looked up in lists: places, outlets, works.

The one rule: the longest reading wins, and a list only suggests.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from tui_reader.mentions import lexicon
from tui_reader.mentions.outlets import known_outlets, sure_names

LONGEST = 6
"""Words of a phrase that is looked up."""


@cache
def _phrases() -> tuple[dict[str, str], frozenset[str]]:
    """Every listed phrase → its kind, and the words with which they begin."""
    kinds = {name: "place" for name in lexicon.listed("small_places") if " " in name}
    kinds |= {name: "Place" for name in lexicon.listed("places") if " " in name}
    sure = sure_names()
    kinds |= {" ".join(name): label if name in sure else f"{label}?" for name, label in known_outlets().items()}
    return kinds, frozenset(phrase.partition(" ")[0] for phrase in kinds)


def find_phrases(words: Sequence[str], is_capitalised: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last + 1, kind) of the listed phrases among lower-case words, none in another."""
    kinds, beginnings = _phrases()
    i, count = 0, len(words)
    while i < count:
        if is_capitalised[i] and words[i] in beginnings:
            for length in range(min(LONGEST, count - i), 0, -1):
                if kind := kinds.get(" ".join(words[i : i + length])):
                    yield i, i + length, kind
                    i += length - 1
                    break
        i += 1
