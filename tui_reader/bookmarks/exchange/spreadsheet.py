"""CSV with all that is kept of a passage, and what is known of its article: for spreadsheets, and back.

The one rule: a column that is here is never renamed; scripts know them.
"""

from collections.abc import Iterable

from tui_reader.article import Span
from tui_reader.bookmarks import CONTEXT
from tui_reader.bookmarks.cells import parse_time
from tui_reader.bookmarks.exchange import Incoming, Parsed, Passage
from tui_reader.bookmarks.exchange.annotations import OWN_ID
from tui_reader.bookmarks.exchange.tables import parse_list, parse_table, write_list, write_table

COLUMNS = (
    *("id", "article", "title", "byline", "source", "url", "published", "state", "start", "end"),
    *("quote", "prefix", "suffix", "note", "tags", "created"),
)


def write_spreadsheet(passages: Iterable[Passage]) -> str:
    """Write passages as CSV, a row for each, in the order in which they were kept."""
    ordered = sorted(passages, key=lambda passage: (passage.bookmark.created, passage.bookmark.id))
    return write_table([COLUMNS, *map(_row_of, ordered)])


def _row_of(passage: Passage) -> tuple[str, ...]:
    bookmark = passage.bookmark
    place = (str(bookmark.start), str(bookmark.end)) if bookmark.start < bookmark.end else ("", "")
    return (
        *(bookmark.id, bookmark.article, passage.title, passage.byline, passage.source, passage.url),
        *(passage.published.isoformat() if passage.published else "", passage.state, *place),
        *(bookmark.quote, bookmark.prefix, bookmark.suffix, bookmark.note, write_list(bookmark.tags), bookmark.created),
    )


def parse_spreadsheet(text: str) -> Parsed:
    """Read what `write_spreadsheet` has written; rows without a quote are no passages.

    Raises:
        UsageError: It is no table, or there are too many rows.
    """
    rows = parse_table(text)
    found = [_parse_row({column: row.get(column, "") for column in COLUMNS}) for row in rows if row.get("quote")]
    return Parsed(found, len(rows) - len(found))


def _parse_row(row: dict[str, str]) -> Incoming:
    return Incoming(
        quote=row["quote"],
        id=OWN_ID + row["id"] if row["id"] else "",
        article=row["article"],
        title=row["title"],
        prefix=row["prefix"][-CONTEXT:],
        suffix=row["suffix"][:CONTEXT],
        span=parse_span(row["start"], row["end"]),
        note=row["note"],
        tags=parse_list(row["tags"]),
        created=parse_time(row["created"]),
    )


def parse_span(start: str, end: str) -> Span | None:
    """Return a place that is written in two cells; None where none is."""
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 16 for cell in (start, end)):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) else None
