"""Reads words that are dates by themselves: "yesterday", "now", "the week before last", "year-end", "the year".

The one rule: what is no day, but some time past, present or to come, is no more than that.
"""

from tui_reader.mentions.dates.clock import with_time
from tui_reader.mentions.dates.forms import Fixed, Match, Reference
from tui_reader.mentions.dates.lexicon import CALENDAR, REFERENCES, UNIT, WORD
from tui_reader.mentions.dates.numbers import read_ordinal
from tui_reader.mentions.dates.shifts import Clock, Quarter, Shift, Since, Weekend, Within, YearAgo
from tui_reader.mentions.dates.tokens import Tokens

_AFTER_PAST = frozenset("and but or he she they it we you i is was were are has have had that which as by to".split())
_FOR = {"year": ("for",), "week": ("for", "over", "during", "off"), "month": ("for", "during")}
_STRETCHES = frozenset("end beginning start middle earlier later rest remainder half part early late".split())
_REFERENCES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _value in sorted(REFERENCES.items(), key=lambda item: -len(item[0])):
    _REFERENCES.setdefault(_words[0], []).append((_words, _value))
REFERENCE_WORDS = frozenset(_REFERENCES)
"""What such a word may begin with."""


def read_word(t: Tokens, i: int) -> Match | None:
    """As in "yesterday", "tomorrow morning", "tonight", "the day before yesterday"."""
    word = t.word(i)
    if not t.opens(i) or not t.closes(i + 1) or t.named(i):  # "on the Today programme"
        return None
    if word in ("tonight", "tonite"):
        return Match(i + 1, Clock("TNI", Shift(0, "D")))
    if t.says(i - 2, "day", "before", "yesterday") or t.says(i - 2, "day", "after", "tomorrow"):
        return None
    if word == "today" and t.says(i + 1, "'", "s") and t.word(i + 3) in ("world", "society"):
        return Match(i + 1, Reference("PRESENT_REF"))
    return with_time(t, Match(i + 1, Shift(WORD[word], "D")))


def read_reference(t: Tokens, i: int) -> Match | None:
    """As in "now", "recently", "these days", "the near future", "not too long ago"."""
    for words, value in _REFERENCES.get(t.word(i), ()):
        if t.says(i, *words) and t.closes(i + len(words)) and t.opens(i):
            end = i + len(words)
            is_adjective = words[0] == "the" and t.apart(end) and t.word(end).isalnum()
            return None if is_adjective and t.word(end) not in _AFTER_PAST else Match(end, Reference(value))
    return None


def read_day_word(t: Tokens, i: int) -> Match | None:
    """As in "day before yesterday", "week before last", "year end", "weekend", "day" where the words make it a date."""
    word = t.word(i)
    if not t.opens(i):
        return None
    if t.says(i, "day", "before", "yesterday") or t.says(i, "day", "after", "tomorrow"):
        return Match(i + 3, Shift(-2 if t.word(i + 1) == "before" else 2, "D"))
    unit = UNIT.get(word)
    is_last = t.closes(i + 2) and not (t.apart(i + 2) and t.word(i + 2).isalpha())
    if t.word(i - 1) == "the" and t.word(i + 1) in ("before", "after") and t.apart(i + 1) and is_last:
        if unit in CALENDAR and word != "night":
            return Match(i + 2, Since(-1 if t.word(i + 1) == "before" else 1, unit, True))
        return None
    if t.says(i + 1, "before", "last") and t.apart(i + 1) and unit in CALENDAR:
        return Match(i + 3, Shift(-2, unit))
    if t.says(i + 1, "after", "next") and t.apart(i + 1) and unit in CALENDAR:
        return Match(i + 3, Shift(2, unit))
    if (
        word == "weekend"
        and t.word(i - 1) in ("the", "long")
        and t.closes(i + 1)
        and t.word(i + 1) not in ("of", "editor", "edition", "-")
    ):
        return Match(i + 1, Weekend())
    if word == "year":
        return _read_year_word(t, i)
    return None


def _read_year_word(t: Tokens, i: int) -> Match | None:
    """As in "year-ago", "year-earlier period", "year-end", "year's end"; "the year" after "end of" and the like."""
    at = i + 2 if t.word(i + 1) == "-" else i + 1
    if t.word(at) in ("ago", "earlier") and t.near(at) and at > i + 1:
        end = at + 1
        ordinal = read_ordinal(t, end) if t.apart(end) else None
        if ordinal and t.word(ordinal[0]) == "quarter" and 1 <= ordinal[1] <= 4:
            return Match(ordinal[0] + 1, Within(Shift(-1, "Y"), f"-Q{ordinal[1]}"))
        if t.word(end) == "quarter" and t.apart(end):
            return Match(end + 1, Quarter(-1))
        return Match(end + 1 if t.word(end) == "period" and t.apart(end) else end, YearAgo())
    if t.word(at) == "end" and t.near(at) and t.closes(at + 1):
        return Match(at + 1, Within(Shift(0, "Y"), "-12-31"))
    if t.says(i + 1, "'", "s", "end"):
        return Match(i + 4, Within(Shift(0, "Y"), "-12-31"))
    return None


def read_definite(t: Tokens, i: int) -> Match | None:
    """As in "the year", "the month", "the week" after "end of", "earlier in", "later in" and the like."""
    word = t.word(i + 1) if t.apart(i + 1) else ""
    if (
        word not in ("year", "month", "week", "decade", "season")
        or not t.closes(i + 2)
        or t.word(i) not in ("the", "this")
    ):
        return None
    before = (t.word(i - 2), t.word(i - 1))
    if t.word(i) == "the" and before[1] in _FOR.get(word, ()) and t.word(i + 2) not in ("of", "-", "before", "after"):
        is_ended = word == "year" and t.word(i + 2) in ("ended", "ending")
        return Match(i + 2, Fixed("P1Y", "DURATION") if is_ended else Since(0, UNIT[word], True))
    if before[1] in ("of", "in") and before[0] in _STRETCHES and t.word(i + 2) != "of" and word != "season":
        return Match(i + 2, Since(0, UNIT[word], True))
    return None
