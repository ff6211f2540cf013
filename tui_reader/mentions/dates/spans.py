"""Reads durations ("two-year", "the last several months") and sets ("every Monday", "daily").

The one rule: a duration's value is what is counted, whatever the article's day; an age is none.
"""

from tui_reader.mentions.dates.cues import direction
from tui_reader.mentions.dates.explicit import read_day_of_month, read_month, read_month_name
from tui_reader.mentions.dates.forms import Fixed, Form, Match, MonthDay, Reference
from tui_reader.mentions.dates.holidays import read_holiday
from tui_reader.mentions.dates.lexicon import EVERY, PART, SEASON, UNIT, UNITS, WEEKDAY, WORD
from tui_reader.mentions.dates.numbers import Count, read_count
from tui_reader.mentions.dates.numeric import read_numeric
from tui_reader.mentions.dates.shifts import Later, Shift, Since, YearAgo
from tui_reader.mentions.dates.tokens import Tokens
from tui_reader.mentions.dates.weekdays import read_weekday_name

_DATED = frozenset(("D", "W", "F", "M", "Q", "Y", "DE", "CE"))
_SPELT = {
    "S": "T{}S",
    "TM": "T{}M",
    "TH": "T{}H",
    "D": "{}D",
    "W": "{}W",
    "M": "{}M",
    "Q": "{}Q",
    "Y": "{}Y",
    "DE": "{}DE",
    "CE": "{}CE",
}
_LONG = frozenset(
    "for in within after over nearly almost about than under once every last past next least most took lasted only just"
    " another".split()
)
_MEANINGLESS = frozenset("more full straight consecutive whole trading business additional long calendar other".split())
"""Adjectives of a unit that do not change how long it is."""


def duration(count: Count, unit: str) -> str:
    """The value of so many units, as TimeML spells it: P2Y6M, PT1H, PXD."""
    number = count.number
    if unit == "F":
        return f"P{int(number * 2)}W" if number is not None else "PXW"
    if unit == "Y" and number is not None and number != int(number) and number * 2 == int(number * 2):
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    return "P" + _SPELT[unit].format(count)


def read_unit(t: Tokens, i: int) -> tuple[int, str] | None:
    """A unit after a number: "years", "-year", " year"; and "more years", "trading days"."""
    at = i
    if (t.word(at) == "-" and t.near(at)) or (t.word(at) in _MEANINGLESS and t.apart(at)):
        at += 1
    if not t.near(at):
        return None
    unit = UNITS.get(t.word(at)) or UNIT.get(t.word(at))
    if unit not in _SPELT and unit != "F":
        return None
    return (at + 1, unit) if t.closes(at + 1) or t.word(at + 1) == "-" else None


def read_counted(t: Tokens, i: int) -> Match | None:
    """As in "two days", "a year and a half", "a year ago", "three weeks later", "2 weeks from May 3"."""
    found = read_count(t, i)
    if found is None or not t.opens(i):
        return None
    end, count = found
    extra = 0.0
    if t.says(end, "and", "a", "half"):
        end, extra = end + 3, 0.5
    unit = read_unit(t, end)
    if unit is None:
        return None
    is_plural, is_joined = t.word(unit[0] - 1) in UNITS, t.word(end) == "-"
    if t.says(unit[0], "and", "a", "half"):
        unit, extra = (unit[0] + 3, unit[1]), 0.5
    if extra:
        count = Count((count.number or 0) + extra)
    relative = _read_from(t, i, unit[0], count, unit[1])
    if relative:
        return relative
    if t.word(unit[0]) == "old" or (t.word(unit[0]) == "-" and t.word(unit[0] + 1) in ("old", "olds")):
        return None
    if t.word(i) in ("a", "an") and count.number == 1 and not is_plural and not _is_stretch(t, i, unit[0]):
        return None
    if count.number is None and not is_plural and not is_joined:  # "some day"
        return None
    if t.named(i) and t.capital(unit[0] - 1) and not is_joined:  # "the single One Night"
        return None
    if unit[1] == "S" and not is_plural and t.apart(unit[0]) and t.word(unit[0]).isalpha():  # "a second tour"
        return None
    if unit[1] == "Q" and (is_joined or not is_plural):  # "three-quarters of it", "a quarter": a share
        return None
    if not is_plural and not is_joined and (count.number or 1) >= 100:  # "2018 day five"
        return None
    end = unit[0]
    if t.says(end, "or", "so"):
        end += 2
    if (
        t.word(i - 1) in ("in", "within")
        and unit[1] in _DATED
        and count.number
        and not is_joined
        and direction(t, i, end) > 0
    ):
        return Match(end, Later(int(count.number), unit[1])) if count.number == int(count.number) else None
    return Match(end, Fixed(duration(count, unit[1]), "DURATION"))


def _is_stretch(t: Tokens, i: int, end: int) -> bool:
    """Whether "a week" is how long something took, not how often it happens."""
    return (t.word(i - 1) in _LONG and t.apart(i)) or t.says(end - 3, "and", "a", "half") or t.says(end, "or", "so")


def _read_from(t: Tokens, i: int, end: int, count: Count, unit: str) -> Match | None:
    """What follows a number of units and makes it a date; None where nothing does."""
    if t.says(end, "or", "so"):
        end += 2
    word = t.word(end) if t.apart(end) else ""
    number = None if count.number is None else int(count.number)
    if word == "-" or (t.word(end) == "-" and t.word(end + 1) in ("earlier", "ago")):
        end, word = end + 1, t.word(end + 1)
    if word == "ago":
        if number is None or unit not in _DATED:
            return Match(end + 1, Reference("PAST_REF") if unit in _DATED else Shift(0, "D"))
        return Match(end + 1, YearAgo() if unit == "Y" and number == 1 else Shift(-number, unit))
    if word in ("later", "earlier") and unit in _DATED:
        sign = 1 if word == "later" else -1
        if number is None:
            return Match(end + 1, Reference("FUTURE_REF" if sign > 0 else "PAST_REF"))
        return Match(end + 1, YearAgo() if unit == "Y" and sign * number == -1 else Since(sign * number, unit))
    if word in ("from", "after", "before") and number is not None and unit in _DATED:
        base = _read_base(t, end + 1)
        if base:
            return Match(base[0], Later(-number if word == "before" else number, unit, base[1]))
    return None


def _read_base(t: Tokens, i: int) -> tuple[int, Form] | None:
    """The day from which something is reckoned: "today", "now", "January 15"."""
    if not t.apart(i):
        return None
    if t.word(i) == "now":
        return i + 1, Shift(0, "D")
    if t.word(i) in WORD:
        return i + 1, Shift(WORD[t.word(i)], "D")
    found = read_numeric(t, i) or read_day_of_month(t, i) or read_month(t, i) or read_holiday(t, i)
    if found is None or (isinstance(found.form, MonthDay) and found.form.number is None):
        return None
    return found.end, found.form


def read_bare_units(t: Tokens, i: int) -> Match | None:
    """As in "months ago", "for years", "days later"."""
    unit = UNITS.get(t.word(i))
    if unit not in _SPELT or not t.opens(i) or not t.closes(i + 1):
        return None
    relative = _read_from(t, i, i + 1, Count(None), unit) if unit in _DATED else None
    if relative:
        return relative
    if (
        t.word(i - 1) in ("for", "in", "within", "after", "took", "of", "recent", "coming")
        and t.apart(i)
        and unit not in ("S", "TM")
    ):
        if t.word(i - 1) == "of" or t.word(i + 1) in ("of", "when", "past", "gone", "-"):
            return None
        return Match(i + 1, Fixed(duration(Count(None), unit), "DURATION"))
    return None


def read_every(t: Tokens, i: int) -> Match | None:
    """As in "every Monday", "each year", "every two weeks", "every July morning" not."""
    at = i + 2 if t.word(i + 1) in ("other", "single") else i + 1
    if not t.apart(at):
        return None
    word = t.word(at)
    name = read_weekday_name(t, at)
    if name and (word in WEEKDAY or t.capital(at)):
        part = PART.get(t.word(name[0])) if t.apart(name[0]) else None
        value = f"XXXX-WXX-{name[1]}"
        return Match(name[0] + 1, Fixed(f"{value}T{part}", "SET")) if part else Match(name[0], Fixed(value, "SET"))
    month = read_month_name(t, at)
    if month and t.capital(at):
        return Match(month[0], Fixed(f"XXXX-{month[1]:02}", "SET"))
    if word in SEASON:
        return Match(at + 1, Fixed(f"XXXX-{SEASON[word]}", "SET"))
    if word == "weekend":
        return Match(at + 1, Fixed("XXXX-WXX-WE", "SET"))
    if word in PART:
        return Match(at + 1, Fixed(f"XXXX-XX-XXT{PART[word]}", "SET"))
    found = read_count(t, at)
    unit = read_unit(t, found[0]) if found else read_unit(t, at)
    if unit is None or unit[1] not in _SPELT:
        return None
    count = found[1] if found else Count(2 if t.word(i + 1) == "other" else 1)
    return Match(unit[0], Fixed(duration(count, unit[1]), "SET"))


def read_rate(t: Tokens, i: int) -> Match | None:
    """As in "once a week", "three times a year", "per month": how often."""
    if t.word(i) in ("a", "per") and t.apart(i + 1) and UNIT.get(t.word(i + 1)) in _SPELT and t.closes(i + 2):
        is_rate = t.word(i) == "per" or (t.word(i - 1) in ("once", "twice", "times") and t.apart(i))
        return Match(i + 2, Fixed(duration(Count(1), UNIT[t.word(i + 1)]), "SET")) if is_rate else None
    return None


def read_adverb(t: Tokens, i: int) -> Match | None:
    """As in "daily", "weekly", "annually"; and "Sundays", "weekends", "Tuesday nights"."""
    word = t.word(i)
    if not t.opens(i):
        return None
    if word in EVERY:
        is_name = t.capital(i) and (t.capital(i - 1) or t.capital(i + 1))  # "the Daily Mail", "Us Weekly"
        is_adjective = t.word(i + 1) == "-" or (word == "quarterly" and t.apart(i + 1) and t.word(i + 1).isalpha())
        return Match(i + 1, Fixed(EVERY[word], "SET")) if t.closes(i + 1) and not is_name | is_adjective else None
    if word in ("weekends", "weekdays"):
        return Match(i + 1, Fixed("XXXX-WXX-WE" if word == "weekends" else "XXXX-WXX", "SET"))
    if word.endswith("s") and word[:-1] in WEEKDAY:
        return Match(i + 1, Fixed(f"XXXX-WXX-{WEEKDAY[word[:-1]]}", "SET")) if t.closes(i + 1) else None
    if word in WEEKDAY and t.apart(i + 1) and t.word(i + 1) in PART and t.word(i + 1).endswith("s"):
        return Match(i + 2, Fixed(f"XXXX-WXX-{WEEKDAY[word]}T{PART[t.word(i + 1)]}", "SET"))
    return None
