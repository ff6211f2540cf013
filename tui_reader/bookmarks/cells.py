"""What stands in one field of a row, and how the program's values become that.

The one rule: whatever is given can be written. SQLite takes text that is UTF-8, and a file's name need not be.
"""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime

Cell = str | bytes | int | float | None
"""A value in SQLite."""

LONGEST_TIME = 64
"""Characters of a time; the longest that is any has 32."""
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")


def as_cell(article_id: str) -> str | bytes:
    """Return an article's id as SQLite can keep it: a name that is not UTF-8 as its bytes."""
    try:
        article_id.encode()
    except UnicodeEncodeError:
        return os.fsencode(article_id)
    return article_id


def encodable(text: str) -> str:
    """Return text as it can be written in UTF-8: a command line may hold bytes that are not."""
    return text.encode("utf-8", "replace").decode()


def encodable_name(name: str) -> str:
    """Return a name as a file may have it: bytes that are not UTF-8 stay, halves of characters do not."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return encodable(name)
    return name


def parse_time(text: object) -> str:
    """Return an ISO 8601 time as one in UTC, with milliseconds if it has any; empty for anything else.

    What is written so already stays as it is.
    """
    if not isinstance(text, str) or len(text) > LONGEST_TIME:
        return ""
    with suppress(ValueError, OverflowError):
        time = datetime.fromisoformat(text.strip())
        in_utc = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
        if _TIME.fullmatch(text):
            return text
        return in_utc.isoformat(timespec="milliseconds" if in_utc.microsecond else "seconds").replace("+00:00", "Z")
    return ""


def now(timespec: str = "microseconds") -> str:
    """Return the present time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")
