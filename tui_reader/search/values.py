"""Which days the value of a date in a text covers.

The one rule: pure, and written once: `mentions:` means the same to every index.

These values count, ISO 8601's and TIMEX3's: a year (2005), month (2005-01), day (2005-01-14), also with a time of it
(2005-01-14TNI); a decade (199), a century (19); a week (2005-W03), weekend (2005-W03-WE), day of a week (2005-W03-5);
a season (2005-SU), quarter (2005-Q1), half (2005-H2). What is left open at the end is what stands before it (2005-XX is
2005, 199X is 199). Nothing else does: durations (P3M), sets, references (PRESENT_REF), days of no year (XXXX-02-14),
years before 1 or after 9999.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date, date]
"""A first and a last day, both included."""

_OPEN_END = re.compile(r"(?:-W?X+)*\Z|(?<=^\d\d\d)X\Z|(?<=^\d\d)XX\Z")
_VALUE = re.compile(
    r"""(?P<century>\d\d) | (?P<decade>\d{3})
    | (?P<year>\d{4})
      (?: - (?: (?P<month>\d\d) (?: -(?P<day>\d\d) )?
              | W(?P<week>\d\d) (?: -(?P<weekday>[1-7]|WE) )?
              | (?P<season>SP|SU|FA|WI) | Q(?P<quarter>[1-4]) | H(?P<half>[12]) ) )?""",
    re.ASCII | re.VERBOSE,
)
_SEASONS = {"SP": ((3, 5),), "SU": ((6, 8),), "FA": ((9, 11),), "WI": ((1, 2), (12, 12))}
"""First and last months. A winter is the winter months of its year: texts call both December and January by it."""


def value_within(value: str, first: date | None, last: date | None) -> bool:
    """Whether a date's value covers a day from `first` to `last`, both included; None leaves that end open."""
    return any((last is None or begin <= last) and (first is None or first <= end) for begin, end in days_of(value))


@lru_cache(maxsize=65536)
def days_of(value: str) -> tuple[Days, ...]:
    """Return the runs of days that a date's value covers, in order; none for a value that says no day."""
    match = _VALUE.fullmatch(_OPEN_END.sub("", value.partition("T")[0]))
    if match is None:
        return ()
    said = {name: words for name, words in match.groupdict().items() if words}
    try:
        return _read(said)
    except (ValueError, OverflowError):  # month 13, or a week that reaches past the year 9999
        return ()


def _read(said: dict[str, str]) -> tuple[Days, ...]:
    match said:
        case {"century": century}:
            return (_years(int(century) * 100, 100),)
        case {"decade": decade}:
            return (_years(int(decade) * 10, 10),)
        case {"year": year, "month": month, "day": day}:
            the_day = date(int(year), int(month), int(day))
            return ((the_day, the_day),)
        case {"year": year, "month": month}:
            return (months(int(year), int(month), int(month)),)
        case {"year": year, "week": week}:
            return (_in_week(int(year), int(week), said.get("weekday", "")),)
        case {"year": year, "season": season}:
            return tuple(months(int(year), begin, end) for begin, end in _SEASONS[season])
        case {"year": year, "quarter": quarter}:
            return (months(int(year), int(quarter) * 3 - 2, int(quarter) * 3),)
        case {"year": year, "half": half}:
            return (months(int(year), int(half) * 6 - 5, int(half) * 6),)
        case _:
            return (_years(int(said["year"]), 1),)


def _years(first: int, count: int) -> Days:
    return date(max(1, first) if count > 1 else first, 1, 1), date(first + count - 1, 12, 31)


def months(year: int, first: int, last: int) -> Days:
    """Return the first and the last day of some months of a year.

    Raises:
        ValueError: There is no such month.
    """
    begin = date(year, first, 1)
    return begin, date(year, last, monthrange(year, last)[1])


def _in_week(year: int, week: int, weekday: str) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    first, last = (5, 6) if weekday == "WE" else (int(weekday) - 1,) * 2 if weekday else (0, 6)
    return monday + timedelta(days=first), monday + timedelta(days=last)
