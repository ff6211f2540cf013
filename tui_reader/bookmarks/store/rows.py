"""Bookmarks as rows of a store, and rows as bookmarks.

The one rule: what this program never wrote is no bookmark.
"""

import json
import os
from functools import lru_cache
from typing import Any

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.cells import Cell, as_cell


def as_row(bookmark: Bookmark) -> tuple[Cell, ...]:
    """Return a bookmark as a row, without whether it is removed."""
    return (
        bookmark.id,
        as_cell(bookmark.article),
        bookmark.text_hash,
        bookmark.start,
        bookmark.end,
        bookmark.quote,
        bookmark.prefix,
        bookmark.suffix,
        bookmark.note,
        json.dumps(bookmark.tags),
        bookmark.created,
    )


@lru_cache(maxsize=4096)
def parse_tags(tags: Any) -> tuple[Any, ...]:
    """Return the tags in a cell; most of them stand in many rows."""
    return tuple(json.loads(tags))


def as_bookmark(row: tuple[Any, ...]) -> Bookmark | None:
    """Return a row as a bookmark, or nothing if it holds what this program never wrote."""
    id_, article, text_hash, start, end, quote, prefix, suffix, note, tags, created = row
    try:
        article = os.fsdecode(article)
        kept_tags = parse_tags(tags)
    except (TypeError, ValueError, RecursionError):
        return None
    words = (id_, text_hash, quote, prefix, suffix, note, created, *kept_tags)
    if not (all(isinstance(word, str) for word in words) and isinstance(start, int) and isinstance(end, int)):
        return None
    if not 0 <= start <= end:
        return None
    return Bookmark(id_, article, text_hash, start, end, quote, prefix, suffix, note, kept_tags, created)
