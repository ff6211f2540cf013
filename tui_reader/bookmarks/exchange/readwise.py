"""Readwise's CSV: its seven columns are written; what it gives out itself, under other names, is read as well.

The one rule: what Readwise would read is what is written. It has no column for tags: they stand at the beginning of the
note, as `.tag`, with `_` for white space in them.
"""

import re
from collections.abc import Iterable, Mapping

from tui_reader.bookmarks.cells import parse_time
from tui_reader.bookmarks.exchange import Incoming, Parsed, Passage
from tui_reader.bookmarks.exchange.spreadsheet import parse_span
from tui_reader.bookmarks.exchange.tables import parse_list, parse_table, write_table

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")

_TITLE, _AUTHOR, _DATE = ("title", "book title"), ("author", "book author"), ("date", "highlighted at")
_TAG = re.compile(r"\.([^\s.]\S*)(?: |\Z)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def write_readwise(passages: Iterable[Passage]) -> str:
    """Write passages as Readwise imports them, in the order in which they were kept."""
    return write_table([COLUMNS, *sorted(map(_row_of, passages), key=lambda row: (row[-1], row))])


def _row_of(passage: Passage) -> tuple[str, ...]:
    """A row. Of an article that cannot be read, its id stands for title or address."""
    bookmark = passage.bookmark
    is_address = _ADDRESS.match(bookmark.article) is not None
    title = passage.title or ("" if is_address else bookmark.article)
    url = passage.url or (bookmark.article if is_address and not passage.title else "")
    location = str(bookmark.start) if bookmark.start < bookmark.end else ""
    note = note_with_tags(bookmark.note, bookmark.tags)
    return (bookmark.quote, title, passage.byline, url, note, location, bookmark.created)


def parse_readwise(text: str) -> Parsed:
    """Read highlights; rows without one are no passages.

    Raises:
        UsageError: It is no table, or there are too many rows.
    """
    rows = parse_table(text)
    found = [_parse_row(row) for row in rows if row.get("highlight")]
    return Parsed(found, len(rows) - len(found))


def _parse_row(row: Mapping[str, str]) -> Incoming:
    quote, location = row["highlight"], row.get("location", "")
    note, tags = split_note(row.get("note", ""))
    end = str(int(location) + len(quote)) if location.isascii() and location.isdigit() and len(location) < 16 else ""
    title = _first(row, _TITLE)
    return Incoming(
        quote=quote,
        article=row.get("url", "") or title,
        title=title,
        byline=_first(row, _AUTHOR),
        span=parse_span(location, end),
        note=note,
        tags=tuple(dict.fromkeys((*tags, *map(str.strip, parse_list(row.get("tags", "")))))),
        created=parse_time(_first(row, _DATE)),
    )


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def note_with_tags(note: str, tags: Iterable[str]) -> str:
    """Return a note as Readwise takes it, with its tags before it."""
    dotted = ["." + "_".join(tag.split()).lstrip(".") for tag in tags]
    note, tags = split_note(" ".join([each for each in dotted if len(each) > 1] + ([note] if note else [])))
    return " ".join([*(f".{tag}" for tag in tags), *([note] if note else [])])


def split_note(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return the note without its tags, and the tags, each once."""
    tags: dict[str, None] = {}
    at = 0
    while tag := _TAG.match(cell, at):
        tags[tag[1]] = None
        at = tag.end()
    return cell[at:], tuple(tags)
