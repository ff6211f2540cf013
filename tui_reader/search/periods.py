"""Reads the periods that `date:` and `mentions:` take, such as 2021, feb-2021, "last week", 2019.. or 2019..2021-06.

The one rule: pure, and a period is a first and a last day, both included; relative ones are reckoned from the day that
is given as `today`, and are none without it. Weeks begin on Monday.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tui_reader.search.values import Days, months

Period = tuple[date | None, date | None]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_BETWEEN = re.compile(r"[\s,.-]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """A place that takes some words."""

    meanings: Mapping[str, int]

    def read(self, word: str) -> int | None:
        return self.meanings.get(word)

    def is_begun(self, word: str) -> bool:
        return word in self.meanings or self.may_go_on(word)

    def may_go_on(self, word: str) -> bool:
        return any(each.startswith(word) and each != word for each in self.meanings)


@dataclass(frozen=True, slots=True)
class _Number:
    """A place that takes a number."""

    lowest: int
    highest: int
    fewest_digits: int = 1

    def read(self, word: str) -> int | None:
        is_number = word.isascii() and word.isdigit() and self.fewest_digits <= len(word) <= len(str(self.highest))
        return int(word) if is_number and self.lowest <= int(word) <= self.highest else None

    def is_begun(self, word: str) -> bool:
        return self.may_go_on(word) or self.read(word) is not None

    def may_go_on(self, word: str) -> bool:
        is_short = word.isascii() and word.isdigit() and len(word) < len(str(self.highest))
        return not word or (is_short and int(word) <= self.highest)


_Slot = _Words | _Number

_YEAR, _MONTH_NUMBER, _DAY = _Number(1, 9999, 4), _Number(1, 12), _Number(1, 31)
_ORDINAL = _Words({f"{n}{'th' if n in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": n
                   for n in range(1, 32)})  # fmt: skip
_MONTH = _Words({name[:cut]: n for n, name in enumerate(_MONTHS, 1) for cut in (3, 9)} | {"sept": 9})
_SEASON = _Words({"spring": 3, "summer": 6, "autumn": 9, "fall": 9})
_DECADE = _Words({f"{n}0s": n for n in range(100, 1000)})
_RELATIVE_DAY = _Words({"today": 0, "yesterday": -1, "tomorrow": 1})
_WEEKDAY = _Words({name: n for n, name in enumerate(_WEEKDAYS)})
_WHICH = _Words({"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1})
_TOWARDS = _Words({"last": -1, "past": -1, "previous": -1, "next": 1})
_UNIT = _Words({"day": 0, "week": 1, "month": 2, "year": 3})
_UNITS = _Words({word + s: n for word, n in _UNIT.meanings.items() for s in ("", "s")})
_COUNT = _Number(1, 9999)
_COUNT_WORD = _Words({word: n for n, word in enumerate(_NUMBERS, 1)})
_AGO = _Words({"ago": 0})

VOCABULARY: tuple[str, ...] = tuple(
    word
    for slot in (_MONTH, _SEASON, _RELATIVE_DAY, _WEEKDAY, _WHICH, _UNITS, _COUNT_WORD, _AGO)
    for word in slot.meanings
)
"""Every word that a period may be made of."""


def parse_period(words: str, today: date | None = None) -> Period | None:
    """Return the first and the last day of a period, None for an open end; None for words that name no period."""
    before, dots, after = words.partition("..")
    if not dots:
        return _parse_point(before, today)
    first = _parse_point(before, today) if before.strip() else (None, None)
    last = _parse_point(after, today) if after.strip() else (None, None)
    if first is None or last is None or not (before.strip() or after.strip()):
        return None
    if first[0] and last[1] and first[0] > last[1]:
        return last[0], first[1]  # 2021..2019 can only mean one thing
    return first[0], last[1]


def could_become_period(words: str) -> bool:
    """Whether `words` may be a period that is still being typed."""
    before, dots, after = words.lower().partition("..")
    if not dots:
        return before in ("", ".") or _is_begun(before) or _is_point(before.removesuffix("."))
    return (not before.strip() or _is_point(before)) and (not after.strip() or _is_begun(after.lstrip()))


def _is_begun(words: str) -> bool:
    *whole, last = _BETWEEN.split(words.lstrip())
    return any(
        len(slots) > len(whole)
        and all(slot.read(word) is not None for slot, word in zip(slots, whole, strict=False))
        and slots[len(whole)].is_begun(last)
        and (len(slots) > len(whole) + 1 or slots[-1].may_go_on(last) or _is_point(words))
        for slots, _ in _FORMS
    )


def _is_point(words: str) -> bool:
    return _parse_point(words, date(2000, 1, 1)) is not None


def _parse_point(words: str, today: date | None) -> Days | None:
    said = _BETWEEN.split(words.strip().lower())
    for slots, period in _FORMS:
        if len(slots) == len(said):
            numbers = [slot.read(word) for slot, word in zip(slots, said, strict=True)]
            if None not in numbers:
                try:
                    return period(today, *(number for number in numbers if number is not None))
                except (ValueError, OverflowError):  # 31 February, or a day before the year 1
                    return None
    return None


# What each form means: today, if it is known, and what stands in its places.


def _year(_today: date | None, year: int) -> Days:
    return months(year, 1, 12)


def _month(_today: date | None, year: int, month: int) -> Days:
    return months(year, month, month)


def _day(_today: date | None, year: int, month: int, day: int) -> Days:
    return (date(year, month, day),) * 2


def _season(_today: date | None, first_month: int, year: int) -> Days:
    return months(year, first_month, first_month + 2)


def _decade(_today: date | None, decade: int) -> Days:
    return date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31)


def _relative_day(today: date | None, days: int) -> Days | None:
    return (today + timedelta(days=days),) * 2 if today else None


def _weekday(today: date | None, weekday: int) -> Days | None:
    """The last one, today's included."""
    return (today - timedelta(days=(today.weekday() - weekday) % 7),) * 2 if today else None


def _which_weekday(today: date | None, step: int, weekday: int) -> Days | None:
    if today is None:
        return None
    if step:
        return (today + timedelta(days=(step * (weekday - today.weekday()) % 7 or 7) * step),) * 2
    return (today + timedelta(days=weekday - today.weekday()),) * 2


def _which(today: date | None, step: int, unit: int) -> Days | None:
    """The day, week, month or year so many of them from today's."""
    if today is None:
        return None
    match unit:
        case 0:
            return (today + timedelta(days=step),) * 2
        case 1:
            monday = today + timedelta(days=7 * step - today.weekday())
            return monday, monday + timedelta(days=6)
        case 2:
            year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
            return months(year, month + 1, month + 1)
        case _:
            return months(today.year + step, 1, 12)


def _ago(today: date | None, count: int, unit: int, _ago: int) -> Days | None:
    return _which(today, -count, unit)


def _lasting(today: date | None, step: int, count: int, unit: int) -> Days | None:
    """So many days, weeks, months or years that end today, or begin today."""
    if today is None:
        return None
    end = _moved(today, step * count, unit) - timedelta(days=step)
    return min(today, end), max(today, end)


def _moved(day: date, count: int, unit: int) -> date:
    if unit < 2:
        return day + timedelta(days=count * (7 if unit else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (1 if unit == 2 else 12), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_Reader = Callable[..., Days | None]

_FORMS: tuple[tuple[tuple[_Slot, ...], _Reader], ...] = (
    ((_YEAR,), _year),
    ((_YEAR, _MONTH_NUMBER), _month),
    ((_YEAR, _MONTH_NUMBER, _DAY), _day),
    ((_MONTH, _YEAR), lambda today, month, year: _month(today, year, month)),
    ((_YEAR, _MONTH), _month),
    *(
        ((day, _MONTH, _YEAR), lambda today, day, month, year: _day(today, year, month, day))
        for day in (_DAY, _ORDINAL)
    ),
    *(
        ((_MONTH, day, _YEAR), lambda today, month, day, year: _day(today, year, month, day))
        for day in (_DAY, _ORDINAL)
    ),
    ((_YEAR, _MONTH, _DAY), _day),
    ((_SEASON, _YEAR), _season),
    ((_DECADE,), _decade),
    ((_RELATIVE_DAY,), _relative_day),
    ((_WEEKDAY,), _weekday),
    ((_WHICH, _WEEKDAY), _which_weekday),
    ((_WHICH, _UNIT), _which),
    *(((_TOWARDS, count, _UNITS), _lasting) for count in (_COUNT, _COUNT_WORD)),
    *(((count, _UNITS, _AGO), _ago) for count in (_COUNT, _COUNT_WORD)),
)
