"""What stands in one field of a row, and how the program's values become that.

The one rule: whatever is given can be written. SQLite takes text that is UTF-8, and a file's name need not be.
"""

import os
from datetime import UTC, datetime

Cell = str | bytes | int | float | None
"""A value in SQLite."""


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


def now(timespec: str = "microseconds") -> str:
    """Return the present time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")
