"""Tables as CSV (RFC 4180), which people open in spreadsheets.

The one rule: no cell is a formula. What a spreadsheet would run has an apostrophe before it, which is taken away again
when it is read; what looks so by itself gets one more, so that every cell comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from tui_reader.bookmarks.cells import encodable
from tui_reader.bookmarks.exchange import check_size
from tui_reader.errors import UsageError

_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula, by its beginning: https://owasp.org/www-community/attacks/CSV_Injection."""
_DELIMITERS = ",;\t"
_HEAD = 10_000
_MOST_COLUMNS = 100
"""Columns beyond these are left out."""


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{text}" if _RUNS.match(text) else text


def plain_cell(text: str) -> str:
    """Return what `safe_cell` was given."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV, with CR LF after each."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerows([safe_cell(encodable(cell)) for cell in row] for row in rows)
    return written.getvalue()


def parse_table(text: str) -> list[dict[str, str]]:
    """Read rows by the names of their columns, in small letters; the first row has the names.

    Commas, semicolons or tabs may stand between cells. Cells without a column are left out, missing ones are empty.

    Raises:
        UsageError: A quote is not closed, or there are too many rows.
    """
    check_size(text)
    names: list[str] = []
    rows: list[dict[str, str]] = []
    for row in _split(text.removeprefix("\ufeff"), _delimiter(text)):
        if not names:
            names = _names(row)
        elif row != [""]:
            cells = [encodable(plain_cell(cell)) for cell in row[: len(names)]]
            rows.append(dict.fromkeys(names, "") | dict(zip(names, cells, strict=False)))
            check_size("", len(rows))
    return rows


def column_names(text: str) -> set[str]:
    """Return the names of a table's columns, in small letters; nothing for what is no table.

    Only the first 10,000 characters are looked at.
    """
    try:
        return set(_names(next(iter(_split(text[:_HEAD].removeprefix("\ufeff"), _delimiter(text))), [])))
    except UsageError:
        return set()


def _names(row: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in row[:_MOST_COLUMNS]]


def _delimiter(text: str) -> str:
    head = re.split("[\r\n]", text[:_HEAD], maxsplit=1)[0]
    return max(_DELIMITERS, key=head.count)


def write_list(words: Sequence[str]) -> str:
    """Write words for one cell: with commas between them, and in quotes where they have some themselves."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\r\n").writerow(words)
    return written.getvalue().removesuffix("\r\n")


def parse_list(cell: str) -> tuple[str, ...]:
    """Return the words in a cell, each once."""
    row = next(iter(_split(cell, ",")), [])
    return tuple(dict.fromkeys(word for word in row if word.strip()))


def _split(text: str, delimiter: str) -> Iterable[list[str]]:
    """Yield the rows of a table, cell by cell; in time that is linear in its length."""
    cell = re.compile(
        rf'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)(?P<unquote>"?)(?P<rest>[^{delimiter}\r\n]*+)'
        rf"|(?P<bare>[^{delimiter}\r\n]*+))(?P<end>{delimiter}|\r\n|\r|\n|\Z)"
    )
    row: list[str] = []
    at = 0
    while match := cell.match(text, at):
        if match["quoted"] is None:
            row.append(match["bare"])
        elif match["unquote"]:
            row.append(match["quoted"].replace('""', '"') + match["rest"])
        else:
            line = text.count("\n", 0, at) + 1
            raise UsageError(f"This is no table: a quote is opened in line {line} and not closed")
        at = match.end()
        if match["end"] != delimiter:
            yield row
            row = []
            if at == len(text):
                return
