"""Reads dates that are told from another day: "last Friday", "this week", "the following year", "yesterday", holidays.

The one rule: a word such as "last" makes a date only with what can be last; alone it is none.
"""

from tui_reader.mentions.dates.clock import with_time
from tui_reader.mentions.dates.explicit import (
    Match,
    read_month_name,
    read_short_numeric,
    read_weekday,
    read_weekday_name,
)
from tui_reader.mentions.dates.forms import (
    Clock,
    Fixed,
    Form,
    Holiday,
    MarkedDay,
    MonthDay,
    Part,
    Quarter,
    Reference,
    Season,
    Shift,
    Since,
    Weekday,
    Weekend,
    Within,
    YearAgo,
)  # fmt: skip
from tui_reader.mentions.dates.lexicon import (
    HOLIDAY,
    PART,
    REFERENCES,
    SEASON,
    SHORT_WEEKDAY,
    UNIT,
    UNITS,
    VAGUE,
    WEEKDAY,
    WORD,
)  # fmt: skip
from tui_reader.mentions.dates.numbers import Count, read_count, read_ordinal, read_year
from tui_reader.mentions.dates.spans import duration, read_unit
from tui_reader.mentions.dates.tokens import Tokens

STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "following": 1, "upcoming": 1, "nxt": 1,
}  # fmt: skip
_TOLD = frozenset(("previous", "preceding", "following"))
_CALENDAR = frozenset(("D", "W", "M", "Q", "Y", "DE", "CE"))


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
    """ "Week", "year", "night" and the like after such a word."""
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
    if unit not in _CALENDAR or word == "night":
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
    """ "Next week on Tuesday", "this week Monday"."""
    at = match.end + 1 if t.word(match.end) == "on" else match.end
    name = read_weekday_name(t, at) if weeks is not None and t.apart(at) and t.apart(match.end) else None
    if name is None or not t.closes(name[0]):
        return match
    return with_time(t, Match(name[0], Weekday(name[1], "", weeks)))


def _read_many(t: Tokens, at: int, which: str) -> Match | None:
    """ "Last several months", "next two weeks", "coming days": a duration."""
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
    """ "Recent years": a duration."""
    unit = UNITS.get(t.word(i + 1)) if t.apart(i + 1) else None
    if unit in ("D", "W", "M", "Y", "DE", "Q"):
        return Match(i + 2, Fixed(duration(Count(None), unit), "DURATION"))
    return None


def read_same(t: Tokens, i: int) -> Match | None:
    """ "That day", "the same year", "that month", "that night", "that same day"."""
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


def read_word(t: Tokens, i: int) -> Match | None:
    """ "Yesterday", "tomorrow morning", "tonight", "the day before yesterday"."""
    word = t.word(i)
    if not t.opens(i) or not t.closes(i + 1):
        return None
    if word in ("tonight", "tonite"):
        return Match(i + 1, Clock("TNI", Shift(0, "D")))
    if t.says(i - 2, "day", "before", "yesterday") or t.says(i - 2, "day", "after", "tomorrow"):
        return None
    if word == "today" and t.says(i + 1, "'", "s") and t.word(i + 3) in ("world", "society"):
        return Match(i + 1, Reference("PRESENT_REF"))
    return with_time(t, Match(i + 1, Shift(WORD[word], "D")))


def read_reference(t: Tokens, i: int) -> Match | None:
    """ "Now", "recently", "these days", "the near future", "not too long ago"."""
    for words, value in _REFERENCES.get(t.word(i), ()):
        if t.says(i, *words) and t.closes(i + len(words)) and t.opens(i):
            end = i + len(words)
            if t.word(end) == "-" and words in (("soon",), ("now",)):
                return None
            if (
                words[0] in ("the", "this")
                and t.apart(end)
                and (t.word(end) == "of" or t.word(end) in UNITS or t.word(end) in UNIT or t.word(end) in VAGUE)
            ):
                return None
            if (
                words == ("the", "past")
                and (t.word(end).isalnum() or read_count(t, end))
                and t.word(end) not in _AFTER_PAST
            ):
                return None
            return Match(end, Reference(value))
    return None


_AFTER_PAST = frozenset("and but or he she they it we you i is was were are has have had that which as by to".split())
_REFERENCES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _value in sorted(REFERENCES.items(), key=lambda item: -len(item[0])):
    _REFERENCES.setdefault(_words[0], []).append((_words, _value))


def read_holiday(t: Tokens, i: int) -> Match | None:
    """A holiday, with its year where that is said: "Christmas", "Easter 2018", "Thanksgiving of last year"."""
    for words, rule in _HOLIDAYS.get(t.word(i), ()):
        if t.says(i, *words) and t.opens(i):
            end = i + len(words)
            break
    else:
        return None
    if not t.closes(end) or t.word(end) == "-":
        return None
    at = end + 1 if t.word(end) in (",", "of", "in") and t.near(end) else end
    year = read_year(t, at) if t.near(at) else None
    if year and t.closes(year[0]):
        return Match(year[0], Holiday(rule, year[1]))
    for which, step in (("this", 0), ("last", -1), ("next", 1)):
        if t.says(at, which, "year"):
            return Match(at + 2, _of_year(rule, step))
    is_thing = t.apart(end) and len(words) == 1 and (t.capital(end) or t.word(end) in _THINGS)
    return None if is_thing else Match(end, Holiday(rule))


def _of_year(rule: str, step: int) -> Form:
    return Within(Shift(step, "Y"), "-" + rule) if rule[2:3] == "-" and rule[0] in "01" else Holiday(rule, None, step)


_THINGS = frozenset(
    "tree trees card cards carol carols song songs movie movies film films special album single sweater jumper pudding"
    " cookies decorations lights ornament ornaments present presents costume costumes candy egg eggs bunny stocking".split()
)
"""What is called after a holiday, and may be there on any other day."""
_AFTER_HOLIDAY = frozenset(
    "and or in at with when for is was the to this last by but as on after before because if since until while he she"
    " they i we it with without morning eve will would has had from that weekend are were".split()
)
_HOLIDAYS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _value in sorted(HOLIDAY.items(), key=lambda item: -len(item[0])):
    _HOLIDAYS.setdefault(_words[0], []).append((_words, _value))
HOLIDAY_WORDS = frozenset(_HOLIDAYS)
REFERENCE_WORDS = frozenset(_REFERENCES)


def read_day_word(t: Tokens, i: int) -> Match | None:
    """ "Day before yesterday", "week before last", "year end", "weekend", "day" where the words make it a date."""
    word = t.word(i)
    if not t.opens(i):
        return None
    if t.says(i, "day", "before", "yesterday") or t.says(i, "day", "after", "tomorrow"):
        return Match(i + 3, Shift(-2 if t.word(i + 1) == "before" else 2, "D"))
    unit = UNIT.get(word)
    if t.word(i - 1) == "the" and t.word(i + 1) in ("before", "after") and t.apart(i + 1) and t.closes(i + 2):
        if unit in _CALENDAR and word != "night" and not (t.apart(i + 2) and t.word(i + 2).isalpha()):
            return Match(i + 2, Since(-1 if t.word(i + 1) == "before" else 1, unit, True))
    if t.says(i + 1, "before", "last") and t.apart(i + 1) and unit in _CALENDAR:
        return Match(i + 3, Shift(-2, unit))
    if t.says(i + 1, "after", "next") and t.apart(i + 1) and unit in _CALENDAR:
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
    """ "Year-ago", "year-earlier period", "year-end", "year's end"; "the year" after "end of" and the like."""
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
    """ "The year", "the month", "the week" after "end of", "earlier in", "later in" and the like."""
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
        return Match(i + 2, Fixed("P1Y", "DURATION") if is_ended else Shift(0, UNIT[word]))
    if before[1] in ("of", "in") and before[0] in _STRETCHES and t.word(i + 2) != "of" and word != "season":
        return Match(i + 2, Shift(0, UNIT[word]))
    return None


_FOR = {"year": ("for",), "week": ("for", "over", "during", "off"), "month": ("for", "during")}
_STRETCHES = frozenset("end beginning start middle earlier later rest remainder half part early late".split())


def read_numbered_day(t: Tokens, i: int) -> Match | None:
    """ "21st this month", "15th day of next month", "20th" after "on the"."""
    found = read_ordinal(t, i)
    if found is None or not 1 <= found[1] <= 31 or t.number(i) is None or not t.opens(i):
        return None
    end, number = found
    at = end + 1 if t.word(end) == "day" else end
    at = at + 1 if t.word(at) == "of" else at
    for which, months in (("this", 0), ("next", 1), ("last", -1), ("the", 0)):
        if t.says(at, which, "month"):
            return Match(at + 2, MarkedDay(number, None, months))
    is_led = (
        t.word(i - 1) == "the" and t.word(i - 2) in ("on", "until", "by", "since", "from", "around") and t.apart(i - 1)
    )
    if is_led and t.closes(end) and not (t.apart(end) and t.word(end).isalpha() and t.word(end) not in _AFTER_HOLIDAY):
        return Match(end, MarkedDay(number))
    return None


def read_weekday_of(t: Tokens, i: int) -> Match | None:
    """ "Thursday of last week", "the Sunday before last", "Friday evening", "Monday two weeks from now"."""
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
