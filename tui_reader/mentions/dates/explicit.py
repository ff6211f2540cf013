"""Reads dates that name their month or year: "17 July 2021", "Jul. 17", "July 3-5", "May 1996", "1994-96".

The one rule: what does not exist in the calendar is no date, and neither is a number that has some other use.
"""

from datetime import date

from tui_reader.mentions.dates.forms import Fixed, Form, Match, MonthDay
from tui_reader.mentions.dates.lexicon import MONTH
from tui_reader.mentions.dates.numbers import (
    FIRST_YEAR,
    LAST_YEAR,
    PIVOT,
    read_day,
    read_ordinal,
    read_spelt_year,
    read_year,
)
from tui_reader.mentions.dates.numeric import day_of
from tui_reader.mentions.dates.shifts import Shift, Since, Within
from tui_reader.mentions.dates.tokens import Tokens

_VERBS = frozenset(("may", "march", "mar"))
YEARS: dict[str, Form] = {
    "this": Shift(0, "Y"), "last": Shift(-1, "Y"), "next": Shift(1, "Y"), "that": Since(0, "Y", True),
}  # fmt: skip
"""Which year it is, by the word before "year"."""
_LEADING = frozenset(("on", "in", "of", "since", "until", "by", "from"))


def read_month_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month's name or abbreviation, with its dot."""
    month = MONTH.get(t.word(i))
    if month is None:
        return None
    is_short = len(t.word(i)) <= 4 and t.word(i) not in ("june", "july")
    if is_short and t.word(i + 1) == "." and t.glued(i + 1) and t.word(i) != "may":
        return i + 2, month
    return i + 1, month


def read_day_of_month(t: Tokens, i: int) -> Match | None:
    """As in "17 July 2021", "the 17th of July" (from its number on), "18 and 19 June", "6-7 January 1916"."""
    found = read_day(t, i)
    if found is None or not t.opens(i):
        return None
    end, number = found
    joint = t.word(end) if t.near(end) else ""
    if joint in ("and", "or", "to", "-") and t.near(end + 1):
        second = read_day(t, end + 1)
        if second and second[1] > number and t.number(i) is not None and t.number(end + 1) is not None:
            later = _read_month_after_day(t, end + 1, second[0])
            earlier = later and _with_day(later.form, number)
            if later and earlier:
                return Match(end, earlier, ((end + 1, later.end, later.form),))
    return _read_month_after_day(t, i, end)


def _read_month_after_day(t: Tokens, i: int, end: int) -> Match | None:
    """The month and year after the number of a day, which begins at `i` and ends before `end`."""
    number = (read_day(t, i) or (0, 0))[1]
    is_spelt = t.number(i) is None
    at = end
    has_of = t.word(at) == "of" and t.apart(at)
    if has_of or (t.word(at) in ("-", "/") and t.glued(at) and t.glued(at + 1)):
        at += 1
    name = read_month_name(t, at) if t.near(at) else None
    if name is None or (t.word(at) in _VERBS and not t.capital(at)):
        return None
    year = _read_year_after(t, name[0])
    if is_spelt and not has_of and not year:
        return None
    return _month_day(t, name[0], name[1], number, year)


def _month_day(
    t: Tokens, end: int, month: int, number: int | None, year: tuple[int, int | Form] | None
) -> Match | None:
    """A day of a month, or a month, with its year if that is said."""
    if year is None:
        if not t.closes(end):
            return None
        try:
            date(2000, month, number or 1)
        except ValueError:
            return None
        return Match(end, MonthDay(month, number))
    if isinstance(year[1], int):
        if number:
            return day_of(year[0], year[1], month, number)
        return Match(year[0], Fixed(f"{year[1]:04}-{month:02}"))
    return Match(year[0], Within(year[1], f"-{month:02}" + (f"-{number:02}" if number else "")))


def _with_day(form: Form, number: int) -> Form | None:
    """The same month with another day."""
    if isinstance(form, MonthDay):
        return MonthDay(form.month, number)
    return Fixed(f"{form.value[:8]}{number:02}") if isinstance(form, Fixed) else None


def _read_year_after(t: Tokens, i: int) -> tuple[int, int | Form] | None:
    """The year after a month or a day: "2021", ", 2021", "of 2021", "'21", "this year", "of last year"."""
    at = i
    if (t.word(at) == "," and t.near(at)) or (t.word(at) in ("of", "in") and t.apart(at)):
        at += 1
    if (t.word(at) == "/" and t.glued(at)) or (t.word(at) == "-" and t.glued(at)):
        at += 1
    if t.word(at) == "'" and t.glued(at + 1) and len(t.word(at + 1)) == 2 and t.number(at + 1) is not None:
        number = int(t.word(at + 1))
        return (at + 2, number + (2000 if number < PIVOT else 1900)) if t.closes(at + 2) else None
    year = read_year(t, at) if t.near(at) else None
    if year and t.closes(year[0]):
        return year
    if t.word(at + 1) == "year" and t.apart(at + 1) and not t.says(at + 2, "'", "s"):
        form = YEARS.get(t.word(at))
        return (at + 2, form) if form else None
    if t.says(at, "the", "same", "year"):
        return at + 3, Since(0, "Y", True)
    if t.says(at, "the", "following", "year"):
        return at + 3, Since(1, "Y", True)
    return None


def read_month(t: Tokens, i: int) -> Match | None:
    """As in "July 17, 2021", "July 2021", "Oct/2", "July 3-5", "July"; whether a bare one is one is asked later."""
    name = read_month_name(t, i)
    if name is None or not (t.opens(i) or t.word(i - 1).isdecimal()):
        return None
    at, month = name
    found = _read_day_after_month(t, at)
    if found:
        return _read_month_day(t, i, found, month)
    year = _read_year_after(t, at)
    if year and not (t.word(i) in _VERBS and not t.capital(i) and t.word(i - 1) not in _LEADING):
        return _month_day(t, year[0], month, None, year)
    if not t.closes(at):
        return None
    shared = _read_shared_year(t, at, month, has_day=False)
    return _month_day(t, at, month, None, shared) if shared else Match(at, MonthDay(month))


def _read_month_day(t: Tokens, i: int, found: tuple[int, int], month: int) -> Match | None:
    """A day after its month, and perhaps a second one: "July 3-5, 2021"."""
    end, number = found
    year = _read_year_after(t, end)
    is_plain = t.number(end - 1) is not None and not year and not t.capital(i)
    if is_plain and t.word(i) in _VERBS and t.word(i - 1) not in _LEADING:
        return None
    joint = t.word(end) if t.near(end) and not year else ""
    if joint in ("and", "or", "to", "-") and t.near(end + 1):
        second = read_day(t, end + 1)
        if second and second[1] > number and t.number(end + 1) is not None and not _is_counted(t, second[0]):
            later = _month_day(t, second[0], month, second[1], _read_year_after(t, second[0]))
            earlier = later and _with_day(later.form, number)
            if later and earlier:
                return Match(end, earlier, ((end + 1, later.end, later.form),))
    return _month_day(t, end, month, number, year or _read_shared_year(t, end, month, has_day=True))


def _read_shared_year(t: Tokens, end: int, month: int, *, has_day: bool) -> tuple[int, int | Form] | None:
    """The year of a later date that one shares: of June in "June 5 to July 8, 2022", of May in "May and June 2022"."""
    if t.word(end) not in ("and", "or", "to", "through", "until", "-") or not (t.near(end) and t.near(end + 1)):
        return None
    name = read_month_name(t, end + 1)
    day = _read_day_after_month(t, name[0]) if name and has_day else None
    if name is None or (has_day and day is None):
        return None
    year = _read_year_after(t, day[0] if day else name[0])
    if year is None or not isinstance(year[1], int):
        return None
    return end, year[1] - (name[1] < month)


def _is_counted(t: Tokens, i: int) -> bool:
    """Whether a number before a token counts what the token names: a month or a colon follows."""
    return t.word(i) in MONTH or (t.word(i) in (":", ".", "%") and t.glued(i) and t.word(i + 1).isdecimal())


def _read_day_after_month(t: Tokens, at: int) -> tuple[int, int] | None:
    """The day in "July 17", "July the 17th", "July seventeenth", "Oct/2", "Dec31", "October, 1st"."""
    if not t.near(at):
        return None
    if (
        (t.word(at) in ("/", "-") and t.glued(at) and t.glued(at + 1))
        or (t.word(at) == "the" and t.apart(at))
        or (t.word(at) == "," and read_ordinal(t, at + 1))
    ):
        at += 1
    found = read_day(t, at)
    if not found or not t.near(at):
        return None
    end, number = found
    if t.number(at) is None:  # "In May first minister …", "In June one …": spelt out, it is no day before a noun
        is_ordinal = read_ordinal(t, at) is not None
        follows = t.word(end) if t.apart(end) else ""
        if (is_ordinal and number < 5 and follows.isalpha() and follows not in _AFTER_DAY) or (
            not is_ordinal and (number < 10 or read_spelt_year(t, at))
        ):
            return None
        return found
    has_year = t.word(end) == "," and len(t.word(end + 1)) == 4 and t.closes(end + 2)  # "July 4,1982"
    if t.word(end) == "%" or (t.glued(end) and not t.closes(end) and t.word(end) != "-" and not has_year):
        return None
    if t.apart(end) and t.word(end) in ("percent", "million", "billion", "p", "a", "pm", "am"):
        return None
    return found


_AFTER_DAY = frozenset("and at of to is was in the through until when".split())


def read_year_range(t: Tokens, i: int) -> Match | None:
    """The years of "1996", "1994-96", "1914-1918"; whether a bare one is a year is asked elsewhere."""
    year = t.number(i)
    if year is None or len(t.word(i)) != 4 or not FIRST_YEAR <= year <= LAST_YEAR or not t.opens(i):
        return None
    if t.word(i + 1) in ("-", "/") and t.glued(i + 1) and t.glued(i + 2) and t.number(i + 2) is not None:
        digits, second = t.word(i + 2), t.number(i + 2) or 0
        if t.glued(i + 3) and (t.word(i + 3) in ("-", "/") or not t.closes(i + 3)):
            return None
        if len(digits) == 2 and second > year % 100:
            return Match(i + 1, Fixed(str(year)), ((i + 2, i + 3, Fixed(f"{year // 100}{digits}")),))
        if len(digits) == 4 and year < second <= LAST_YEAR:
            return Match(i + 1, Fixed(str(year)), ((i + 2, i + 3, Fixed(digits)),))
        return None
    return Match(i + 1, Fixed(str(year))) if t.closes(i + 1) else None
