"""Reckons with days, weeks, months, quarters, years and decades, and spells them as ISO 8601 and TimeML do.

The one rule: nothing here knows of words; what the calendar does not have is None or a ValueError, never another day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from tui_reader.mentions.dates.lexicon import WEEKDAY

_SEASON_ENDS = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
_FULL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)|-(SP|SU|FA|WI)|-Q([1-4])|-H([12]))?", re.ASCII)


def shifted(day: date, amount: int, unit: str) -> str:
    """The day, week, weekend, month, quarter, year, decade or century so many of them from a day.

    Args:
        day: The day reckoned from.
        amount: How many units later; earlier if negative.
        unit: One of the lexicon's units, from D to CE.

    Raises:
        ValueError: When it lies before the year 1.
        OverflowError: When it lies beyond the calendar.
    """
    match unit:
        case "D":
            return (day + timedelta(days=amount)).isoformat()
        case "W" | "E" | "F":
            return week_of(day + timedelta(weeks=amount * (2 if unit == "F" else 1))) + ("-WE" if unit == "E" else "")
        case "M":
            year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
            return f"{_year(year):04}-{month + 1:02}"
        case "Q":
            year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + amount, 4)
            return f"{_year(year):04}-Q{quarter + 1}"
        case "DE":
            return f"{_year(day.year + amount * 10) // 10:03}"
        case "CE":
            return f"{_year(day.year + amount * 100) // 100:02}"
        case _:
            return f"{_year(day.year + amount):04}"


def moved(day: date, amount: int, unit: str) -> date:
    """The day itself so many days, weeks, months or years later; the last of the month where it has no such day."""
    if unit in ("D", "W", "F"):
        return day + timedelta(days=amount * {"D": 1, "W": 7, "F": 14}[unit])
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * amount
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(_year(year), month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _year(number: int) -> int:
    if not 0 < number < 10_000:
        raise ValueError(number)
    return number


def week_of(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def nearest(day: date, month: int, number: int, direction: int) -> date:
    """The next such day of the year (direction 1), or the last (-1); where it is 0, the next one if it is much nearer.

    Within a month of the day, no verb can make it another year's.

    Raises:
        ValueError: When no year has such a day.
    """
    years = (
        year for year in range(max(day.year - 8, 1), min(day.year + 9, 9999)) if number <= monthrange(year, month)[1]
    )
    days = [date(year, month, number) for year in years]  # eight years either way: 29 February may be so far
    before = [each for each in days if each <= day]
    after = [each for each in days if each > day]
    if not before or not after:
        raise ValueError(number)
    past, future = day - before[-1], after[0] - day
    is_next = future < 12 * past if direction > 0 else (12 if direction else 2) * future < past
    return after[0] if is_next else before[-1]


def season_of(day: date, code: str, step: int) -> str:
    """The last (-1), this (0) or next (1) season of a kind: the last one is the one that ended last."""
    ends = _SEASON_ENDS[code]
    begins = (ends - 3) % 12 + 1
    year = day.year + (step if step > 0 and day.month >= begins else 0)
    if step < 0:
        year = day.year if day.month > ends else day.year - 1
    return f"{_year(year):04}-{code}"


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the anonymous Gregorian computus (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    leap = (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (century - leap + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year, by the lexicon's rule for it."""
    rule, _, more = rule.partition("+")
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(more or 0) + int(rule[6:] or 0))
    if "-" in rule[1:]:
        return date.fromisoformat(f"{year:04}-{rule}")
    which, weekday, month = rule.split()
    return nth_weekday(year, int(month), WEEKDAY[weekday], int(which)) + timedelta(days=int(more or 0))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The how manieth Monday (1) to Sunday (7) of a month; the last one when `which` is -1."""
    if which < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return date(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def first_day(value: str) -> date | None:
    """The first day of what a value means; None where it is no day, week, month, season, quarter, half or year."""
    found = _FULL.match(value)
    if not found or value[found.end() :][:1] not in ("", "T", "-"):
        return None
    year, month, day, week, season, quarter, half = found.groups()
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        if season:
            return date(int(year), {"WI": 12}.get(season, _SEASON_ENDS[season] - 2), 1)
        if quarter or half:
            return date(int(year), 3 * int(quarter) - 2 if quarter else 6 * int(half) - 5, 1)
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def unit_of(value: str) -> str:
    """What a value is as long as: D, W, E, M, N (a season), Q or Y; empty where it is none of these."""
    if len(value) == 4 and value.isdecimal():
        return "Y"
    if not value[:4].isdecimal() or value[4:5] != "-":
        return ""
    rest = value[5:]
    if rest[:1] in "WQH" and rest[1:2].isdecimal():
        return "E" if rest.endswith("WE") else rest[0].replace("H", "Q")
    if rest[:2] in _SEASON_ENDS:
        return "N"
    return "M" if len(rest) == 2 else "D"
