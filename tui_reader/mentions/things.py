"""Which names of organisations, places and works in one article mean the same.

The one rule: a short form stands for a long one that the article names, and only for the one that fits.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tui_reader.article import EntityKind, Mention
from tui_reader.mentions.naming import entity_id, fold

MOST_LETTERS = 8
"""Of an acronym."""
_SMALL = frozenset("of the and for in on at to a an de la du des & with".split())
_CAPITALS = re.compile(r"[A-Z]")
_BRACKET = re.compile(r"\s?[(\[][\"“]?$")


def group_things(text: str, mentions: Sequence[Mention]) -> list[tuple[str, bool]]:
    """Return, for each mention of an organisation, a place or a work, what tells it from others.

    That is a key that all mentions of one thing share, and whether this mention has a form by which it can be called: a
    long one and no acronym of it.
    """
    ids = [entity_id(mention.text, EntityKind(mention.kind)) for mention in mentions]
    forms = {id_: mention.text for id_, mention in zip(ids, mentions, strict=True)}
    kinds = {id_: EntityKind(mention.kind) for id_, mention in zip(ids, mentions, strict=True)}
    same = dict(_in_brackets(text, mentions, ids)) | dict(_tails(forms, kinds))
    same = dict(_acronyms(forms, kinds)) | same
    ends = [_end_of(id_, same) for id_ in ids]
    return [(end, end == id_) for id_, end in zip(ids, ends, strict=True)]


def _end_of(id_: str, same: Mapping[str, str]) -> str:
    """Follow from a short form to its long one, at most twice: "the FBI" → "FBI" → the bureau."""
    for _ in range(2):
        id_ = same.get(id_, id_)
    return id_


def _in_brackets(text: str, mentions: Sequence[Mention], ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Short forms that the article explains itself: "Federal Bureau of Investigation (FBI)"."""
    for (one, long_id), (other, short_id) in zip(
        zip(mentions, ids, strict=True), zip(mentions[1:], ids[1:], strict=True), strict=False
    ):
        if one.kind is other.kind and 0 < other.start - one.end <= 4 and long_id != short_id:
            if _BRACKET.match(text[one.end : other.start]) and _abbreviates(other.text, one.text):
                yield short_id, long_id
            elif _BRACKET.match(text[one.end : other.start]) and _abbreviates(one.text, other.text):
                yield long_id, short_id


def _abbreviates(short: str, long: str) -> bool:
    """Whether the capitals of the short form come in the long one in their order, the first as its first letter."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if not is_acronym(short) or len(long) <= len(short) or fold(long)[:1] not in (letters[0], "t"):
        return False
    rest = iter(long.lower())
    return all(letter in rest for letter in letters)


def is_acronym(form: str) -> bool:
    """Whether a form has the shape of one: "FBI", "CofE", "U.N."."""
    letters = form.replace(".", "")
    capitals = _CAPITALS.findall(letters)
    return (
        2 <= len(letters) <= MOST_LETTERS
        and letters.isalnum()
        and len(capitals) >= max(2, len(letters) // 2)
        and letters[0].isupper()
    )


def _acronyms(forms: Mapping[str, str], kinds: Mapping[str, EntityKind]) -> Iterator[tuple[str, str]]:
    """Short forms whose letters are the initials of exactly one long form."""
    by_initials: dict[tuple[EntityKind, str], set[str]] = defaultdict(set)
    for id_, form in forms.items():
        if not is_acronym(form) and kinds[id_] is not EntityKind.PLACE:
            for initials in _initials(form):
                by_initials[kinds[id_], initials].add(id_)
    for id_, form in forms.items():
        if is_acronym(form):
            long = by_initials.get((kinds[id_], form.replace(".", "").lower()), set())
            if len(long) == 1:
                yield id_, next(iter(long))


def _initials(form: str) -> set[str]:
    """All that a name may be abbreviated to: CofE, COE and CE for the Church of England, CB for CinemaBlend."""
    words = [word for word in re.split(r"[\s\-–‑]+", form) if word and word[0].isalnum()][:12]
    if len(words) > 1 and words[0].lower() == "the":
        return _initials(" ".join(words[1:])) | {"".join(word[0] for word in words).lower()}
    found = {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word.lower() not in _SMALL),
        "".join(word.lower() if word.lower() in _SMALL else word[0] for word in words),
        "".join(_CAPITALS.findall(form)) if len(words) == 1 and len(form) < 80 else "",
    }
    return {initials.lower() for initials in found if len(initials) > 1}


def _tails(forms: Mapping[str, str], kinds: Mapping[str, EntityKind]) -> Iterator[tuple[str, str]]:
    """Portland of "Portland, Maine", The Last Tide of "Sea Stories: The Last Tide", where there is one of them only."""
    longer: dict[str, set[str]] = defaultdict(set)
    for id_, form in forms.items():
        if kinds[id_] is EntityKind.PLACE and "," in form:
            longer[entity_id(form.partition(",")[0], EntityKind.PLACE)].add(id_)
        if kinds[id_] is EntityKind.WORK and ": " in form:
            longer[entity_id(form.partition(": ")[2], EntityKind.WORK)].add(id_)
    for short, found in longer.items():
        if short in forms and len(found) == 1:
            yield short, next(iter(found))
