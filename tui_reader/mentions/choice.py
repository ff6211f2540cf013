"""Chooses where a name and a date lay claim to the same words: "Page Six", "Friday Night Lights", "3 April", "May".

The one rule: one reading of a word survives, and it is the longer one. A date inside a name is a part of the name, a
name inside a date a part of the date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tui_reader.article import Mention, MentionKind
from tui_reader.mentions.naming import parse_name

_TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|last|next|this|early|late|mid|every|each|on|during|throughout|coming|past)[\s-]+$", re.I
)
_LONGEST_WORD_BEFORE = 12


def choose(text: str, names: Iterable[Mention], dates: Iterable[Mention]) -> list[Mention]:
    """Return the names and dates that survive, in the order of the text and disjoint.

    Where two names claim the same words the longer one has them: the place in the name of a company is a part of it.
    A name of which a dated day takes the beginning keeps the rest: "3 April Kate Larkin" is a day and somebody.
    """
    names, dates = _disjoint(names), _disjoint(dates)
    licensed = _parts_of_full_names(names)
    lost: set[int] = set()
    kept: list[Mention] = []
    for name, claims in _overlaps(names, dates):
        if any(_is_date(text, name, dates[number], licensed) for number in claims):
            kept += _rest(text, name, [dates[number] for number in claims])
        else:
            lost.update(claims)
            kept.append(name)
    kept += (date for number, date in enumerate(dates) if number not in lost)
    return _disjoint(kept, dates_first=True)


def _disjoint(mentions: Iterable[Mention], *, dates_first: bool = False) -> list[Mention]:
    """Without those that overlap a longer one; of two as long the first stays."""

    def rank(mention: Mention) -> tuple[bool, int, int]:
        return (dates_first and mention.kind is not MentionKind.DATE, mention.start - mention.end, mention.start)

    ordered = sorted((mention for mention in mentions if mention.start < mention.end), key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in ordered:
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
        elif rank(mention) < rank(kept[-1]):
            kept[-1] = mention
    return kept


def _overlaps(names: Sequence[Mention], dates: Sequence[Mention]) -> Iterator[tuple[Mention, list[int]]]:
    """Each name with the numbers of the dates that share words with it."""
    first = 0
    for name in names:
        while first < len(dates) and dates[first].end <= name.start:
            first += 1
        claims = []
        for number in range(first, len(dates)):
            if dates[number].start >= name.end:
                break
            claims.append(number)
        yield name, claims


def _parts_of_full_names(names: Iterable[Mention]) -> frozenset[str]:
    """The first names and surnames of everybody who is named in full."""
    full = (parse_name(name.text) for name in names if name.kind is MentionKind.PERSON and " " in name.text)
    return frozenset(part for name in full if name.is_full for part in (name.first, name.surname))


def _is_date(text: str, name: Mention, date: Mention, licensed: frozenset[str]) -> bool:
    """Whether words that a name and a date both claim are the date's."""
    if name.span == date.span:
        if name.kind is MentionKind.WORK:
            return False
        before = text[max(0, date.start - _LONGEST_WORD_BEFORE) : date.start]
        is_somebody = name.kind is MentionKind.PERSON and parse_name(name.text).surname in licensed
        return not is_somebody or _TIME_BEFORE.search(before) is not None
    if name.start <= date.start and date.end <= name.end:
        return False
    if date.start <= name.start and name.end <= date.end:
        return True
    if name.kind is MentionKind.WORK or (name.kind is MentionKind.PERSON and name.start < date.start):
        return False
    return any(letter.isdigit() for letter in date.text) or len(name.text.split()) < 2


def _rest(text: str, name: Mention, dates: Sequence[Mention]) -> Iterator[Mention]:
    """What is left of a name outside the dates that overlap its ends, if that is a name still."""
    start, end = name.start, name.end
    for date in dates:
        if date.start <= start:
            start = max(start, date.end)
        elif date.end >= end:
            end = min(end, date.start)
    rest = text[start:end]
    start, end = start + len(rest) - len(rest.lstrip(" \t\n\xa0,’'-")), start + len(rest.rstrip(" \t\n\xa0,-"))
    if start < end and text[start].isupper() and all(date.end <= start or date.start >= end for date in dates):
        yield replace(name, start=start, end=end, text=text[start:end])
