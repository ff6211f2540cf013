"""Reads dates in digits: "2021-07-17", "7/17/2021", "27.03.15", "20210717".

The one rule: what does not exist in the calendar is no date; where day and month can be told in two ways, the month is
first between slashes, and the day between dots.
"""

from collections.abc import Iterable
from datetime import date

from tui_reader.mentions.dates.forms import Fixed, Match, MonthDay
from tui_reader.mentions.dates.lexicon import MONTH
from tui_reader.mentions.dates.numbers import FIRST_YEAR, LAST_YEAR, PIVOT
from tui_reader.mentions.dates.tokens import Tokens


def read_numeric(t: Tokens, i: int) -> Match | None:
    """As in "2021-07-17", "2021/7/17", "2021/aug/01", "20210717", "7/17/2021", "27.03.15"."""
    first, separator = t.number(i), t.word(i + 1)
    if first is None or (not t.opens(i) and t.word(i - 1) != "-"):
        return None
    if len(t.word(i)) == 8 and t.closes(i + 1):
        digits = t.word(i)
        return day_of(i + 1, int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits[:2] in ("19", "20") else None
    if separator not in ("-", "/", ".") or not _all_glued(t, range(i + 1, i + 5)) or t.word(i + 3) != separator:
        return None
    middle, last = t.word(i + 2), t.number(i + 4)
    if last is None or (t.glued(i + 5) and (t.word(i + 5).isalnum() and t.word(i + 5) != "t")):
        return None
    month = int(middle) if middle.isdecimal() and len(middle) < 3 else MONTH.get(middle)
    if month is None or len(t.word(i + 4)) not in (1, 2, 4):
        return None
    if len(t.word(i)) == 4:
        return _with_time(t, day_of(i + 5, first, month, last)) if FIRST_YEAR <= first <= LAST_YEAR else None
    if len(t.word(i)) > 2 or len(t.word(i + 4)) == 1:
        return None
    year = last if len(t.word(i + 4)) == 4 else last + (2000 if last < PIVOT else 1900)
    if not middle.isdecimal():
        return day_of(i + 5, year, month, first)
    if separator == "." or first > 12:
        return day_of(i + 5, year, month, first) or day_of(i + 5, year, first, month)
    return day_of(i + 5, year, first, month) or day_of(i + 5, year, month, first)


def read_short_numeric(t: Tokens, i: int) -> Match | None:
    """As in "7/6", "22/04", "7.6", "7-6": which only the words before can tell from a fraction."""
    first, second, separator = t.number(i), t.number(i + 2), t.word(i + 1)
    if first is None or second is None or separator not in ("/", ".", "-") or not _all_glued(t, (i + 1, i + 2)):
        return None
    if len(t.word(i)) > 2 or len(t.word(i + 2)) > 2 or not t.closes(i + 3) or t.word(i + 3) in ("-", "%"):
        return None
    if t.apart(i + 3) and t.word(i + 3) in ("percent", "million", "billion", "pm", "am", "points", "cents"):
        return None
    month, number = (first, second) if first <= 12 else (second, first)
    try:
        date(2000, month, number)
    except ValueError:
        return None
    return Match(i + 3, MonthDay(month, number))


def _with_time(t: Tokens, match: Match | None) -> Match | None:
    """The rest of an ISO time: "2021-07-17T10:00:00Z"."""
    if match is None or t.word(match.end) != "t" or not t.glued(match.end):
        return match
    hour, minute, end = t.number(match.end + 1), t.number(match.end + 3), match.end + 4
    is_time = t.word(match.end + 2) == ":" and _all_glued(t, range(match.end, end))
    if not is_time or hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if t.word(end) == ":" and _all_glued(t, (end, end + 1)):
        end += 2
    if t.word(end) == "z" and t.glued(end):
        end += 1
    value = match.form.value if isinstance(match.form, Fixed) else ""
    return Match(end, Fixed(f"{value}T{hour:02}:{minute:02}", "TIME")) if t.closes(end) else None


def _all_glued(t: Tokens, indices: Iterable[int]) -> bool:
    return all(t.glued(index) for index in indices)


def day_of(end: int, year: int, month: int, number: int) -> Match | None:
    """A day that is said in full, which ends before a token; None where there is no such day."""
    try:
        return Match(end, Fixed(date(year, month, number).isoformat()))
    except ValueError:
        return None
