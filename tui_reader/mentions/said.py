"""Mentions of people, each with what stands around it, and what the text itself says of their names.

The one rule: one mention, or two beside each other, are looked at; whom they mean is found out in `whose`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tui_reader.article import Mention
from tui_reader.mentions.naming import CROWNS, PARTICLES, PersonName, fold, parse_name

LONGEST_CUE = 120
"""Code points between two names of which one is said to be the other's: "also known as"."""
LONGEST_CAPITALS = 3
"""Letters. A longer word in capitals beside others is no part of a name: "Tiger Woods GOLFER"."""
LONGEST_PROPER = 6
"""Words. A longer span is no name that others could be told from."""

_CROWN_BEFORE = re.compile(r"(?:^|\W)(Prince|Princess|Queen|King|Pope|Saint|St\.?|Emperor|Empress)\s$")
_KNOWN_AS = re.compile(
    r"[\s,;:(\[)–—-]*(?:(?:who|which)?\s?(?:is|was)\s)?"
    r"(?:(?:also|better|best|formerly|now|professionally|previously|commonly|often|widely)\s)?"
    r"(?:(?:known|credited|billed)\s(?:professionally\s|simply\s)?as|born|née|nee|né|a\.?k\.?a\.?|alias|formerly|real\sname"
    r"|(?:a|the|his|her)?\s?(?:stage|birth|pen|real)\sname(?:\sof)?)[\s:]*(?:the\s)?[“\"‘']?"
)
_NAME_OF = re.compile(r"\b(?:stage|birth|pen|real)\sname\s(?:of|for)(?:\s[\w’'-]{1,20}){0,4}\s$")
_THE_BEFORE = re.compile(r"(?:^|\W)[Tt]he\s+$")


@dataclass(frozen=True, slots=True)
class Said:
    """One mention of somebody, with what is around it."""

    form: str
    """As it is written, with single blanks."""
    name: PersonName
    start: int
    end: int
    before: str
    after: str
    in_story: bool
    weight: int

    @classmethod
    def of(cls, text: str, mention: Mention, in_story: bool, weight: int) -> "Said":
        """Look at a mention where it stands."""
        form = " ".join(mention.text.split())
        before, after = text[max(0, mention.start - LONGEST_CUE) : mention.start], text[mention.end : mention.end + 16]
        name = parse_name(form)
        if not name.is_full and (crown := _CROWN_BEFORE.search(before)):
            name = parse_name(f"{crown[1]} {form}")
        return cls(form, name, mention.start, mention.end, before, after, in_story, weight)

    @property
    def is_proper(self) -> bool:
        """Whether it is a full name by which others can be told: no verb in it, no second name, not too long."""
        if not self.name.is_full or len(self.name.words) > LONGEST_PROPER:
            return False
        words = [word for word in self.form.split() if fold(word) not in PARTICLES]
        if not self.form.isupper() and any(
            word.isupper() and len(word.replace(".", "")) > LONGEST_CAPITALS for word in words
        ):
            return False
        return self.form.islower() or not any(word.islower() or word == "&" for word in words)

    @property
    def is_after_the(self) -> bool:
        """Whether "the" stands before it, as before the name of a family."""
        return _THE_BEFORE.search(self.before) is not None

    @property
    def full_form(self) -> str:
        """The name as it is shown: with the crown that stands before it."""
        crown = _CROWN_BEFORE.search(self.before)
        is_crowned = crown and self.name.first in CROWNS and not fold(self.form).startswith(self.name.first)
        return f"{crown[1]} {self.form}" if crown and is_crowned else self.form


def find_aliases(said: Sequence[Said]) -> Iterator[tuple[PersonName, PersonName]]:
    """The names of which the text says that they are somebody's other one."""
    for one, other in pairwise(said):
        if 0 < other.start - one.end <= LONGEST_CUE:
            between = other.before[one.end - other.start :]
            if _KNOWN_AS.fullmatch(between) or (_NAME_OF.search(between) and ". " not in between):
                yield one.name, other.name
