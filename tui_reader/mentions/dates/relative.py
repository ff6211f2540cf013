"""Reads dates that are told from another day: "last Friday", "this week", "the following year", "that month".

The one rule: a word such as "last" makes a date only with what can be last; alone it is none.
"""

from dataclasses import replace

from tui_reader.mentions.dates.clock import with_time
from tui_reader.mentions.dates.explicit import read_month_name
from tui_reader.mentions.dates.forms import Fixed, Holiday, Match, MonthDay, Part, Season, Weekday
from tui_reader.mentions.dates.holidays import read_holiday
from tui_reader.mentions.dates.lexicon import CALENDAR, PART, SEASON, SHORT_WEEKDAY, UNIT, UNITS, VAGUE, WEEKDAY
from tui_reader.mentions.dates.numbers import Count, read_count, read_ordinal, read_year
from tui_reader.mentions.dates.numeric import read_short_numeric
from tui_reader.mentions.dates.shifts import Clock, Later, Quarter, Shift, Since, Weekend, Within
from tui_reader.mentions.dates.spans import duration, read_counted, read_unit
from tui_reader.mentions.dates.tokens import Tokens
from tui_reader.mentions.dates.weekdays import read_weekday, read_weekday_name

STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "following": 1, "upcoming": 1, "nxt": 1,
}  # fmt: skip
_TOLD = frozenset(("previous", "preceding", "following"))


def read_which(t: Tokens, i: int) -> Match | None:
    """What follows "last", "this", "next", "past", "previous", "following" and the like."""
    which, at = t.word(i), i + 1
    if which == "this" and t.word(at) in ("past", "coming", "upcoming") and t.apart(at):
        which, at = t.word(at), at + 1
    if not t.apart(at) or not t.opens(i):
        return None
    return _read_named(t, at, which) or _read_unit_of(t, at, which) or _read_many(t, at, which)


def _read_named(t: Tokens, at: int, which: str) -> Match | None:
    """A weekday, month, season, holiday or quarter after such a word."""
    step = STEPS[which]
    name = read_weekday_name(t, at)
    if name and (t.word(at) in WEEKDAY or which != "past"):
        return _which_weekday(t, at, name, "next" if which == "nxt" else which)
    month = read_month_name(t, at)
    if month and (t.capital(at) or t.word(at) not in ("may", "march")):
        year = read_year(t, month[0]) if t.apart(month[0]) else None
        if year and t.closes(year[0]):
            return Match(year[0], Fixed(f"{year[1]}-{month[1]:02}"))
        return Match(month[0], MonthDay(month[1], None, step)) if t.closes(month[0]) else None
    if t.word(at) in SEASON and t.closes(at + 1):
        if t.word(at + 1) == "of" and t.apart(at + 1):
            return None
        return Match(at + 1, Season(SEASON[t.word(at)], step))
    holiday = read_holiday(t, at)
    if holiday and isinstance(holiday.form, Holiday):
        return Match(holiday.end, Holiday(holiday.form.rule, holiday.form.year, step))
    ordinal = read_ordinal(t, at)
    if ordinal and t.word(ordinal[0]) == "quarter" and 1 <= ordinal[1] <= 4:
        return Match(ordinal[0] + 1, Part(f"Q{ordinal[1]}", step))
    return None


def _which_weekday(t: Tokens, at: int, name: tuple[int, int], which: str) -> Match | None:
    dated = read_weekday(t, at)
    if dated and not isinstance(dated.form, Weekday):
        return dated
    short = read_short_numeric(t, name[0]) if t.apart(name[0]) else None
    if short:
        return short
    if not t.closes(name[0]):
        return None
    which = {"upcoming": "coming", "preceding": "previous", "current": "this"}.get(which, which)
    return with_time(t, Match(name[0], Weekday(name[1], which)))


def _read_unit_of(t: Tokens, at: int, which: str) -> Match | None:
    """As in "week", "year", "night" and the like after such a word."""
    if t.word(at) in ("fiscal", "calendar", "full", "crucial", "entire") and t.apart(at + 1):
        at += 1
    word, step = t.word(at), STEPS[which]
    if not t.closes(at + 1) or t.word(at + 1) == "old":
        return None
    if word in PART or word in ("nite", "evening"):
        if which in ("last", "this", "next") and not word.endswith("s"):
            return Match(at + 1, Clock("T" + PART[word], Shift(step, "D")))
        return None
    if word == "weekend":
        return Match(at + 1, Weekend(step))
    unit = UNIT.get(word)
    if unit == "Q" and t.word(at + 1) == "-":
        return None
    if unit not in CALENDAR or word == "night":
        return None
    if which == "past":
        return Match(at + 1, Fixed(duration(Count(1), unit), "DURATION"))
    if word == "day":
        return (
            Match(at + 1, Since(step, "D"))
            if which in ("next", "following", "previous", "preceding")
            else (Match(at + 1, Shift(step, "D")) if which == "this" else None)
        )
    if which in _TOLD:
        return _with_weekday(t, Match(at + 1, Since(step, unit, True)), None)
    return _with_weekday(t, Match(at + 1, Shift(step, unit)), step if unit == "W" else None)


def _with_weekday(t: Tokens, match: Match, weeks: int | None) -> Match:
    """As in "next week on Tuesday", "this week Monday"."""
    at = match.end + 1 if t.word(match.end) == "on" else match.end
    name = read_weekday_name(t, at) if weeks is not None and t.apart(at) and t.apart(match.end) else None
    if name is None or not t.closes(name[0]):
        return match
    return with_time(t, Match(name[0], Weekday(name[1], "", weeks)))


def _read_many(t: Tokens, at: int, which: str) -> Match | None:
    """As in "last several months", "next two weeks", "coming days": a duration."""
    if which in ("this", "current"):
        return None
    count = read_count(t, at) if t.word(at) in VAGUE or t.word(at) not in ("a", "an") else None
    if count:
        unit = read_unit(t, count[0])
        if unit and t.word(unit[0] - 1) in UNITS and t.word(count[0]) != "-":
            end = unit[0] + 2 if t.says(unit[0], "or", "so") else unit[0]
            return Match(end, Fixed(duration(count[1], unit[1]), "DURATION"))
        return None
    unit_word = t.word(at)
    if unit_word in UNITS and UNITS[unit_word] in ("D", "W", "M", "Y", "DE", "Q") and which in ("coming", "past"):
        return Match(at + 1, Fixed(duration(Count(None), UNITS[unit_word]), "DURATION"))
    return None


def read_recent(t: Tokens, i: int) -> Match | None:
    """As in "recent years": a duration."""
    unit = UNITS.get(t.word(i + 1)) if t.apart(i + 1) else None
    if unit in ("D", "W", "M", "Y", "DE", "Q"):
        return Match(i + 2, Fixed(duration(Count(None), unit), "DURATION"))
    return None


def read_same(t: Tokens, i: int) -> Match | None:
    """As in "that day", "the same year", "that month", "that night", "that same day"."""
    at = i + 2 if t.word(i) == "that" and t.word(i + 1) == "same" else i + 1
    word = t.word(at)
    if not t.apart(at) or not t.closes(at + 1):
        return None
    if word in PART and t.word(i) == "that" and not word.endswith("s"):
        return Match(at + 1, Clock("T" + PART[word], Since(0, "D")))
    if word in SEASON:
        return Match(at + 1, Within(Since(0, "Y"), "-" + SEASON[word]))
    if word == "quarter":
        return Match(at + 1, Quarter())
    unit = UNIT.get(word)
    if unit in ("D", "W", "M", "Y", "DE") and word != "night":
        return Match(at + 1, Since(0, unit))
    return None


def read_weekday_of(t: Tokens, i: int) -> Match | None:
    """As in "Thursday of last week", "the Sunday before last", "Friday evening", "Monday two weeks from now"."""
    match = read_weekday(t, i)
    if match is None or not isinstance(match.form, Weekday):
        if (
            match is None
            and t.word(i) in SHORT_WEEKDAY
            and t.capital(i)
            and t.word(i) not in ("sun", "sat", "mon", "wed")
        ):
            end = i + 2 if t.word(i + 1) == "." and t.glued(i + 1) and t.word(i) != "thu" else i + 1
            return with_time(t, Match(end, Weekday(SHORT_WEEKDAY[t.word(i)]))) if t.opens(i) and t.closes(end) else None
        return with_time(t, match) if match else None
    end, number = match.end, match.form.number
    counted = read_counted(t, end) if t.apart(end) else None
    if counted and isinstance(counted.form, Later):
        return Match(counted.end, replace(counted.form, weekday=number))
    at = end + 1 if t.word(end) == "of" else end
    for which, weeks in (("last", -1), ("this", 0), ("next", 1)):
        if t.says(at, which, "week") and t.apart(end):
            return Match(at + 2, Weekday(number, "", weeks))
    if t.says(end, "before", "last"):
        return Match(end + 2, Weekday(number, "before last"))
    if t.says(end, "after", "next"):
        return Match(end + 2, Weekday(number, "after next"))
    if t.says(end, "last", "week") or t.says(end, "next", "week"):
        return Match(end + 2, Weekday(number, "", -1 if t.word(end) == "last" else 1))
    return with_time(t, match)
