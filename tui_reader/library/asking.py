"""Queries for what was found: for a person, a source, a year, a date in a text.

The one rule: pure; what comes out is text that somebody could have typed, and sees in the search box.
"""

from calendar import monthrange
from datetime import date

from tui_reader.errors import QueryError
from tui_reader.search.parse import parse_query
from tui_reader.search.rewrite import write_value
from tui_reader.search.values import days_of


def asking_for(field: str, value: str) -> str:
    """Return what finds the articles with a value in a field, such as `source:"Star Wire"`; empty if nothing does.

    Args:
        field: "name", "org", "place", "source", "tag", "date", or "mentions".
        value: Of "mentions": the value of a date in a text. Of "date": a year.
    """
    if field == "mentions":
        days = days_of(value)
        return f"mentions:{_period(*days[0])}" if len(days) == 1 else ""  # a winter has two ends of a year
    written = write_value(field, value)
    bare = written.partition(":")[2].strip('"')
    return next((query for query in (written, f'{field}:"{bare}"') if _is_understood(query)), "")


def _is_understood(query: str) -> bool:
    """Whether something is asked for: a name may be of signs only, or a word that means something in a query."""
    try:
        return bool(parse_query(query).understood)
    except QueryError:
        return False


def _period(first: date, last: date) -> str:
    """Return a run of days as briefly as it can be typed."""
    if first == last:
        return first.isoformat()
    is_whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not is_whole_months:
        return f"{first}..{last}"
    if (first.month, last.month) == (1, 12):
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y}..{last:%Y}"
    begin, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return begin if begin == end else f"{begin}..{end}"
