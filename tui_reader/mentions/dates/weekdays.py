"""Reads weekdays, and days that only their number names: "Saturday, April 25", "Thursday of last week", "the 21st".

The one rule: an abbreviation is a weekday only with a date or a time beside it, or with a capital.
"""

from tui_reader.mentions.dates.explicit import read_day_of_month, read_month
from tui_reader.mentions.dates.forms import MarkedDay, Match, MonthDay, Weekday
from tui_reader.mentions.dates.lexicon import MONTH, NOUNLESS, SHORT_WEEKDAY, WEEKDAY
from tui_reader.mentions.dates.numbers import read_ordinal
from tui_reader.mentions.dates.numeric import read_numeric, read_short_numeric
from tui_reader.mentions.dates.tokens import Tokens


def read_weekday_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday's name or abbreviation, with its dot."""
    word = t.word(i)
    if word in WEEKDAY:
        return i + 1, WEEKDAY[word]
    if word not in SHORT_WEEKDAY:
        return None
    return (i + 2 if t.word(i + 1) == "." and t.glued(i + 1) else i + 1), SHORT_WEEKDAY[word]


def read_weekday(t: Tokens, i: int) -> Match | None:
    """A weekday, with its date if that follows: "Saturday, April 25", "Friday 7/6", "Mon 13th", "Friday"."""
    name = read_weekday_name(t, i)
    if name is None or not t.opens(i):
        return None
    end, weekday = name
    at = end + 1 if t.word(end) == "," and t.near(end) else end
    if t.near(at):
        found = (read_numeric(t, at) or read_month(t, at)) if _names_day(t, at) else read_day_of_month(t, at)
        if found and not (isinstance(found.form, MonthDay) and found.form.number is None):
            return found
    if t.apart(at):
        of_day = at + 1 if t.word(at) == "the" else at
        of_month = read_day_of_month(t, of_day) if of_day > at else None
        if of_month:
            return of_month
        marked = read_ordinal(t, of_day)
        is_day = marked and marked[1] <= 31 and t.apart(of_day)
        if marked and is_day and (t.number(of_day) is not None or (of_day > at and not _is_word(t, marked[0]))):
            return Match(marked[0], MarkedDay(marked[1], weekday))
        short = read_short_numeric(t, at)
        if short:
            return short
    is_joined = t.word(end) == "-" and t.glued(end) and _is_word(t, end + 1) and t.word(end + 1) not in WEEKDAY
    if t.word(i) not in WEEKDAY or not t.closes(end) or (is_joined and not t.capital(i)):  # "sunday-best"
        return None
    return Match(end, Weekday(weekday))


def _is_word(t: Tokens, i: int) -> bool:
    return t.near(i) and t.word(i).isalpha()


def _names_day(t: Tokens, at: int) -> bool:
    return t.word(at) in MONTH or (t.number(at) is not None and t.word(at + 1) in ("-", "/", "."))


def read_numbered_day(t: Tokens, i: int) -> Match | None:
    """As in "21st this month", "15th day of next month", "20th" after "on the"."""
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
    if is_led and t.closes(end) and not (t.apart(end) and t.word(end).isalpha() and t.word(end) not in NOUNLESS):
        return Match(end, MarkedDay(number))
    return None
