"""What is said of a word wherever it stands: its letters, its shape, the lists it is on.

The one rule: of the word alone, so that it is said once for each distinct word.
"""

from dataclasses import dataclass
from functools import lru_cache

from tui_reader.mentions import lexicon
from tui_reader.mentions.classes import WordClass, class_of

_INSIDE_NAMES = frozenset("of the de la du van von der den and & for al el bin ibn del di da".split())


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a word wherever it stands, and of its neighbours because of it."""

    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    two_before: tuple[str, ...]
    two_after: tuple[str, ...]
    lower: str
    lists: str
    used: WordClass
    is_capitalised: bool


@lru_cache(maxsize=1 << 13)
def describe_word(word: str) -> Word:
    """Return the features of a word, of not more than `LONGEST_WORD` letters."""
    word = word.encode(errors="replace").decode()  # the tagger's library takes no half of a surrogate pair
    lower = word.lower().replace("’", "'")
    shape, brief = _shape(word)
    lists = _lists(lower, word)
    used = class_of(lower)
    here = [
        "bias",
        f"w={lower}",
        f"s={shape}",
        f"z={brief}",
        f"l={lists}",
        f"zl={brief}|{lists}",
        *(f"L={letter}" for letter in lists),
        f"k1={used.wide}|{brief}",
        f"k2={used.middle}",
        f"k3={used.narrow}",
        *(f"p{n}={lower[:n]}" for n in (1, 2, 3, 4) if len(lower) > n),
        *(f"f{n}={lower[-n:]}" for n in (1, 2, 3, 4) if len(lower) > n),
    ]
    if "-" in lower:
        here.append("hyphen")
    return Word(
        tuple(here),
        (
            f"w-1={lower}",
            f"z-1={brief}",
            f"l-1={lists}",
            f"k1-1={used.wide}",
            f"k2-1={used.middle}",
            f"k3-1={used.narrow}",
        ),
        (
            f"w+1={lower}",
            f"z+1={brief}",
            f"l+1={lists}",
            f"f+1={lower[-3:]}",
            f"k1+1={used.wide}",
            f"k2+1={used.middle}",
            f"k3+1={used.narrow}",
        ),
        (f"w-2={lower}", f"z-2={brief}|{lists}", f"k2-2={used.middle}"),
        (f"w+2={lower}", f"z+2={brief}|{lists}", f"k2+2={used.middle}"),
        lower,
        lists,
        used,
        word[:1].isupper(),
    )


def _shape(word: str) -> tuple[str, str]:
    """The kinds of letters of a word: all of the first eight, and each kind once."""
    kinds = ["X" if c.isupper() else "x" if c.islower() else "9" if c.isdigit() else c for c in word]
    brief = [kind for i, kind in enumerate(kinds) if not i or kind != kinds[i - 1]]
    return "".join(kinds[:8]), "".join(brief[:6])


def _lists(lower: str, word: str) -> str:
    """The lists that a word is on, a letter each."""
    if not word[:1].isalpha():
        return ""
    listed, bare = lexicon.listed, lower.rstrip(".")
    on = [
        ("F", lower in listed("first_names")),
        ("f", lower in listed("rare_first_names")),
        ("S", lower in listed("surnames")),
        ("s", lower in listed("rare_surnames")),
        ("P", lower in listed("places")),
        ("c", lower in listed("small_places")),
        ("N", lower in lexicon.NATIONALITIES),
        ("H", bare in lexicon.HONORIFICS),
        ("R", lower in lexicon.ROLES),
        ("O", bare in lexicon.ORGANISATION_WORDS),
        ("L", lower in lexicon.PLACE_WORDS),
        ("D", lower in lexicon.CALENDAR),
        ("V", lower in lexicon.SPEECH),
        ("q", lower in lexicon.PARTICLES),
        ("i", lower in _INSIDE_NAMES),
        ("C", lower in listed("common_words")),
    ]
    return "".join(letter for letter, is_on in on if is_on)
