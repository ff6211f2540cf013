"""What a person's name is made of, whether two of them may be one person's, and the ids that are made of names.

The one rule: only the names are looked at. Who else is about, in the article or in the library, is for others to weigh.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui_reader.article import EntityKind

LONGEST_WITH_NICKNAME = 200
"""Code points. In a longer text no nickname is looked for."""
LONGEST_NAME = 12
"""Words. What is longer is nobody's name, and is not compared with others."""

TITLES = frozenset(
    """
    mr mrs ms miss mx messrs dr sir dame lord lady prof professor president senator sen rep representative gov governor
    justice judge rev reverend capt captain gen general col colonel lt lieutenant maj major sgt sergeant cpl corporal
    pvt private cmdr commander adm admiral secretary minister mayor chancellor chief sheriff detective inspector
    officer constable ambassador councillor councilman councilwoman congressman congresswoman archbishop bishop cardinal
    rabbi imam monsieur madame mme mlle herr frau señor señora signor signora don doña
    """.split()
)
"""Words before a name that say what somebody is. They are no part of it."""

CROWNS = frozenset("prince princess queen king pope emperor empress duke duchess saint st sultan sheikh".split())
"""Titles by which somebody with one name is known: "Prince Harry" is not just any Harry."""

NAMES_WITH_TITLES = frozenset(
    name.strip()
    for name in """
    captain beefheart, chief keef, dame edna, dr dre, dr john, dr oz, dr phil, dr seuss, father john misty, judge judy,
    judge rinder, lady di, lady gaga, miss piggy, mr bean, mr beast, mr t, ms dynamite, sir mix-a-lot
    """.split(",")
)
"""Names of which a title is a part."""

PARTICLES = frozenset(
    """
    de da do dos das del della di du des la le los las van von vom zu zur der den ter ten te bin bint ibn al el ben abu
    af av y e
    """.split()
)
"""Words with which a surname of several begins: "De Niro", "van der Beek"."""

GENERATIONS = {"jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr"} | {
    number: number for number in ("ii", "iii", "iv", "v")
}
"""What tells a son from his father."""

_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")
_POSSESSIVE_ENDS = ("'s", "’s", "'", "’")
_NICKNAME = re.compile(r"\s[\"“'‘(][^\"”“’')(]{1,40}[\"”’')](?=\s)")
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")
_BARE_INITIALS = re.compile(r"^(?!DJ|MC|ED|AL|JO|TY|CY|BO|CJ'|LI|YO|YE|MO|AI|BA)[A-Z]{2,3}$")


def fold(text: str) -> str:
    """Take from words all that makes no difference: case, accents, the shape of an apostrophe, kinds of white space."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    lower = text.casefold().translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKD", lower)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_UNDECOMPOSED)
    return " ".join(bare.split()) or " ".join(lower.split())


def cut_possessive(text: str) -> str:
    """Return a name without the "'s" or the lone apostrophe at its end."""
    return _POSSESSIVE.sub("", text.translate(_APOSTROPHES)) if text.endswith(_POSSESSIVE_ENDS) else text


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, folded: as it is compared and not as it is written."""

    given: tuple[str, ...]
    """First and middle names, or their initials; none where somebody has one name only."""
    surname: str
    """The last name with its particles ("de niro"), or the only one."""
    generation: str = ""
    """"jr", "sr", "iii" …"""

    @property
    def first(self) -> str:
        """The first name, or the only one."""
        return self.given[0] if self.given else self.surname

    @property
    def words(self) -> tuple[str, ...]:
        """All of it in one row, the generation left out."""
        return (*self.given, *self.surname.split())

    @property
    def is_full(self) -> bool:
        """Whether there is more than one name, so that somebody is meant by it and not anybody."""
        return bool(self.given)

    @property
    def slug(self) -> str:
        """The name as a part of an id."""
        return "-".join((*self.words, self.generation) if self.generation else self.words)


@lru_cache(maxsize=16384)
def parse_name(text: str) -> PersonName:
    """Take a person's name apart.

    Titles, a nickname in quotes and a possessive are left out; a crown is kept for Prince Harry, who has no other name.
    """
    words = _words(text)
    if not words:
        return PersonName((), fold(text))
    if words[0] != "the" and "of" in words[2:LONGEST_NAME]:  # Martha Orrin of Wessex
        del words[words.index("of", 2) :]
    if words[0] == "the" or "of" in words[:3]:  # the Rock, the Duke of Sussex: one name of several words
        is_crowned = words[0] == "the" and len(words) > 2 and words[1] in CROWNS
        return PersonName((), " ".join(words[1:] if is_crowned else words))
    named = _without_titles(words)
    generation = GENERATIONS.get(named[-1], "") if len(named) > 1 and (len(named) > 2 or len(named[-1]) > 1) else ""
    if generation:
        del named[-1]
    at = len(named) - 1
    while at > 1 and named[at - 1] in PARTICLES:
        at -= 1
    return PersonName(tuple(named[:at]), " ".join(named[at:]), generation)


def _words(text: str) -> list[str]:
    """The words of a name, folded, initials apart, without dots, a nickname and a possessive."""
    if not text.replace(" ", "").isalpha():
        text = _NICKNAME.sub(" ", text) if len(text) < LONGEST_WITH_NICKNAME else text
        text = _INITIALS.sub(". ", text)
    words = [bare for word in fold(text).split() if (bare := word.rstrip(".,"))]
    if len(words) > 1 and not text.isupper() and _BARE_INITIALS.match(text.split(maxsplit=1)[0]):
        words[:1] = words[0]
    if words:
        words[-1] = _POSSESSIVE.sub("", words[-1]) or words[-1]
    return words


def _without_titles(words: Sequence[str]) -> list[str]:
    """Cut titles from the beginning while a name remains."""
    if words[0] not in TITLES and words[0] not in CROWNS:
        return list(words)
    if " ".join(words) in NAMES_WITH_TITLES:
        return list(words)
    at = 0
    while at < len(words) - 1 and words[at] in TITLES:
        at += 1
    crown = at
    while crown < len(words) - 1 and (words[crown] in CROWNS or words[crown] in TITLES):
        crown += 1
    remain = [word for word in words[crown:] if word not in GENERATIONS]
    if crown > at and len(remain) < 2:  # Queen Elizabeth II, Prince Harry
        return [words[crown - 1] if words[crown - 1] in CROWNS else words[at], *words[crown:]]
    return list(words[crown:])


def may_be_same(one: PersonName, other: PersonName) -> bool:
    """Whether two full names of one surname may be one person's: nothing in the one contradicts the other.

    Given names are held against each other in their order; an initial agrees with what begins with it.
    """
    if one.generation and other.generation and one.generation != other.generation:
        return False
    return one.surname == other.surname and all(map(_agree, one.given, other.given))


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def fullness(name: PersonName) -> tuple[int, int, str]:
    """Return what puts fuller names after barer ones: by the number of words, by letters, then in a fixed order."""
    return (len(name.words) + bool(name.generation), sum(map(len, name.words)), name.slug)


_ENDS_OF_COMPANIES = frozenset("inc corp corporation ltd limited plc llc llp co company gmbh ag sa nv".split())
_EXPANDED = {"st": "saint", "mt": "mount", "ft": "fort"}
_PLACES = {
    "us": "united-states", "usa": "united-states", "united-states-of-america": "united-states",
    "uk": "united-kingdom", "eu": "european-union", "uae": "united-arab-emirates", "nyc": "new-york-city",
    "la": "los-angeles", "ny": "new-york", "n-y": "new-york", "nj": "new-jersey", "n-j": "new-jersey",
    "dc": "washington-dc",
}  # fmt: skip
"""Short forms of places that every reader knows."""


def entity_id(name: str, kind: EntityKind) -> str:
    """Return the id of what has this name: the same for all ways to write it that make no difference.

    Case, accents, apostrophes, a leading "the", a possessive and titles make none, nor does an "Inc." at the end.
    """
    return f"{kind}:{_slug(name, kind)}"


def _slug(name: str, kind: EntityKind) -> str:
    if kind is EntityKind.PERSON:
        return parse_name(name).slug
    words = [word.strip("\"“”'‘,") or word for word in _POSSESSIVE.sub("", fold(name)).split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if kind is EntityKind.FAMILY:
        return family_slug(words)
    if kind is EntityKind.ORGANISATION:
        while len(words) > 1 and words[-1].rstrip(".") in _ENDS_OF_COMPANIES and words[-2] not in ("&", "and", "of"):
            del words[-1]
    if kind is EntityKind.PLACE:
        slug = "-".join(_EXPANDED.get(word.rstrip("."), word) if i == 0 else word for i, word in enumerate(words))
        return _PLACES.get(slug.replace(".", ""), slug)
    return "-".join(words) or name


def family_slug(words: Sequence[str]) -> str:
    """Return the plural by which a family goes: of "kardashians", of "kardashian family", of "kardashian sisters"."""
    if len(words) > 1 and words[-1] in FAMILY_WORDS:
        stem = "-".join(words[:-1])
        return stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return "-".join(words)


FAMILY_WORDS = frozenset("family families clan dynasty sisters brothers siblings twins household".split())
"""Words that make a family of a surname before them."""
