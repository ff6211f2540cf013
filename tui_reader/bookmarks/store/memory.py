"""What a library remembers besides passages: rows by their keys.

The one rule: rows only. What they mean, and whether somebody tampered with them, is seen to by who asks for them.
"""

from collections.abc import Sequence
from typing import Any

from tui_reader.bookmarks.cells import Cell, as_cell
from tui_reader.bookmarks.store.file import StoreFile
from tui_reader.bookmarks.store.schema import COLUMNS


class MemoryRows:
    """All tables of a store but those of the passages and of the journal."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def row(self, table: str, key: str) -> tuple[Any, ...] | None:
        """Return the row with this key, the key first."""
        rows = self._file.rows(f"SELECT * FROM {table} WHERE {COLUMNS[table][0]} = ?", as_cell(key))  # noqa: S608
        return rows[0] if rows else None

    def rows(self, table: str, *, newest: str = "", limit: int | None = None) -> Sequence[tuple[Any, ...]]:
        """Return rows, the keys first; those with the highest `newest`, a column, before the others."""
        order = f"ORDER BY {newest} DESC, rowid DESC" if newest else ""
        return self._file.rows(f"SELECT * FROM {table} {order} LIMIT ?", -1 if limit is None else limit)  # noqa: S608

    def put(self, table: str, key: str, *cells: Cell) -> None:
        """Have a row with this key and these other cells. It is no change that can be undone."""
        marks = ", ".join("?" for _ in COLUMNS[table])
        with self._file.transaction() as run:
            run(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", as_cell(key), *cells)  # noqa: S608

    def put_newest(self, table: str, key: str, time: Cell, *, instead_of: str, most: int) -> None:
        """Have a row of a table of keys and times, none with another key, and of all rows the `most` newest ones."""
        key_column, time_column = COLUMNS[table]
        newest = f"SELECT rowid FROM {table} ORDER BY {time_column} DESC, rowid DESC LIMIT ?"  # noqa: S608
        with self._file.transaction() as run:
            run(f"DELETE FROM {table} WHERE {key_column} IN (?, ?)", as_cell(key), as_cell(instead_of))  # noqa: S608
            run(f"INSERT INTO {table} VALUES (?, ?)", as_cell(key), time)  # noqa: S608
            run(f"DELETE FROM {table} WHERE rowid NOT IN ({newest})", most)  # noqa: S608
