"""What a user could install instead: the dates that other libraries find in a text.

The one rule: a peer is asked as its documentation says, told the day, and where it can be, that dates are of the past.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from importlib.util import find_spec

Peer = Callable[[str, date], list[tuple[int, int, str]]]


def peers() -> dict[str, Peer | None]:
    """The peers by name; None for one that is not installed."""
    return {
        "dateparser": _dateparser() if find_spec("dateparser") else None,
        "parsedatetime": _parsedatetime() if find_spec("parsedatetime") else None,
        "Recognizers-Text": _recognizers() if find_spec("recognizers_date_time") else None,
    }


def _dateparser() -> Peer:
    from dateparser.search import search_dates

    def find(text: str, day: date) -> list[tuple[int, int, str]]:
        base = datetime(day.year, day.month, day.day)
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        found, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                found.append((start, at, moment.isoformat()[:16]))
        return found

    return find


def _parsedatetime() -> Peer:
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def find(text: str, day: date) -> list[tuple[int, int, str]]:
        found = calendar.nlp(text, datetime(day.year, day.month, day.day)) or ()
        return [(start, end, moment.isoformat()[:16]) for moment, _, start, end, _ in found]

    return find


def _recognizers() -> Peer:
    from recognizers_date_time import Culture, recognize_datetime

    def find(text: str, day: date) -> list[tuple[int, int, str]]:
        found = []
        base = datetime(day.year, day.month, day.day)
        for paragraph in re.finditer(r"[^\n]+", text):
            for one in recognize_datetime(paragraph.group(), Culture.English, reference=base):
                readings = (one.resolution or {}).get("values", [])
                value = next((each["timex"] for each in readings if each.get("timex")), "")
                day_of = next((each["value"] for each in readings if each.get("value")), value)
                start = paragraph.start() + one.start
                found.append((start, paragraph.start() + one.end + 1, day_of if "X" in value else value))
        return found

    return find


def as_exact_as(value: str, gold: frozenset[str]) -> str:
    """A peer's moment cut to what the gold says: a year, a month or a day. Generous: it never chose how exact it is."""
    return next((value[: len(right)] for right in gold if re.fullmatch(r"\d{3,4}(-\d\d){0,2}", right)), value)
