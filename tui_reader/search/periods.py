"""Reads the periods that `date:` takes: 2021, 2021-02, 2021-02-14, and ranges of them such as 2019..2021-06 or 2019..

The one rule: pure, and a period is a first and a last day, both included.
"""

import re
from calendar import monthrange
from datetime import date

Period = tuple[date | None, date | None]

_POINT = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_BEGUN = re.compile(r"\d{0,4}\.?|\d{4}-[01]?|\d{4}-(?:0?[1-9]|1[0-2])(?:-[0-3]?|\.)?|\d{4}-\d{1,2}-\d{1,2}\.", re.ASCII)


def parse_period(words: str) -> Period | None:
    """Return the first and the last day of a period, None for an open end; None for words that name no period."""
    before, dots, after = words.strip().partition("..")
    if not dots:
        return _parse_point(before)
    first = _parse_point(before) if before else (None, None)
    last = _parse_point(after) if after else (None, None)
    if first is None or last is None or not (before or after):
        return None
    if first[0] and last[1] and first[0] > last[1]:
        return last[0], first[1]  # 2021..2019 can only mean one thing
    return first[0], last[1]


def could_become_period(words: str) -> bool:
    """Whether `words` may be a period that is still being typed."""
    before, dots, after = words.partition("..")
    return _BEGUN.fullmatch(after if dots else before) is not None


def _parse_point(words: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(words)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        end = 12 if month is None else month
        last = first if day is not None else date(year, end, monthrange(year, end)[1])
    except ValueError:
        return None
    return first, last
