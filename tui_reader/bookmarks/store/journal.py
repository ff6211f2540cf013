"""The journal of changes: what the user did, and how to undo it and do it again, after a restart too.

The one rule: a change is written down in the transaction that makes it, row by row, as what stood there before and what
after; and it is undone only where every row still stands as the change left it.

There is one journal for everybody who has the library open, and it is a line: `undo` takes back the newest change that
stands, whoever made it, `redo` does the oldest undone one again, and a new change ends what could be done again. Where
a row was changed past the journal (by an older version of the program, say), what stands there now is worth more than
what stood there once: the whole change is left alone, from then on, and that is said.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tui_reader.bookmarks.cells import Cell, as_cell, encodable, now
from tui_reader.bookmarks.store.file import Run, StoreFile
from tui_reader.bookmarks.store.schema import COLUMNS, UNDOABLE

KEPT = 1_000
"""How many changes are remembered."""
LONGEST_WORDS = 200
"""Code points of what is said of a change."""
LONGEST_QUOTED = 60

_STANDS, _UNDONE, _LEFT_ALONE = 0, 1, 2
"""The state of a change; one that is left alone can neither be undone nor be done again."""

_NEWEST = "SELECT number, done, undone, patches FROM changes WHERE state = 0 ORDER BY number DESC LIMIT 1"
_OLDEST_UNDONE = "SELECT number, done, undone, patches FROM changes WHERE state = 1 ORDER BY number LIMIT 1"

Row = Mapping[str, Cell]
"""Columns and what stands in them."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What a change did to one row, or to some of its columns."""

    table: str
    key: str | bytes
    before: Row | None
    """None where there was no such row."""
    after: Row | None


class Change:
    """A change while it is made. What is done by its methods is done at once, and can be undone."""

    def __init__(self, run: Run) -> None:
        """`run` is that of a transaction."""
        self.run = run
        self.patches: list[Patch] = []
        self.done = self.undone = ""

    def says(self, done: str, undone: str) -> None:
        """Set what is said of the change when it is done (again), and when it is undone."""
        self.done, self.undone = done, undone

    def row(self, table: str, key: str) -> Row | None:
        """Return what stands in a row besides its key; None if there is no such row."""
        return _read(self.run, table, as_cell(key), COLUMNS[table][1:])

    def rows(self, table: str) -> list[tuple[Cell, ...]]:
        """Return all rows of a table, the keys first."""
        return self.run(f"SELECT {_listed(COLUMNS[table])} FROM {table}").fetchall()  # noqa: S608

    def put(self, table: str, key: str, *cells: Cell) -> None:
        """Have a row with this key and these other cells, in place of the one with the same key if there is one."""
        patch = Patch(table, as_cell(key), self.row(table, key), dict(zip(COLUMNS[table][1:], cells, strict=True)))
        if patch.before != patch.after:
            _write(self.run, patch, patch.after)
            self.patches.append(patch)

    def remove(self, table: str, key: str) -> None:
        """Have no row with this key."""
        patch = Patch(table, as_cell(key), self.row(table, key), None)
        if patch.before is not None:
            _write(self.run, patch, None)
            self.patches.append(patch)

    def update(self, table: str, key: str, **cells: Cell) -> None:
        """Set some columns of a row that is there."""
        before = _read(self.run, table, as_cell(key), tuple(cells))
        patch = Patch(table, as_cell(key), before, cells)
        if before is not None and before != cells:
            _write(self.run, patch, cells)
            self.patches.append(patch)

    def note(self, table: str, key: str, *, before: Row, after: Row) -> None:
        """Note what was done to a row without these methods: a new one that is undone by marking it, say."""
        self.patches.append(Patch(table, as_cell(key), before, after))


class Journal:
    """The changes in a store."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Make a change: it is on the disk, with what is needed to undo it, when the block ends.

        A block that changes nothing is no change, and leaves what was undone to be done again.
        """
        with self._file.transaction() as run:
            change = Change(run)
            yield change
            if change.patches:
                words = encodable(_words(change.done)), encodable(_words(change.undone))
                run("DELETE FROM changes WHERE state = ?", _UNDONE)
                run(
                    "INSERT INTO changes VALUES (NULL, ?, ?, ?, ?, ?)",
                    _STANDS,
                    *words,
                    dump_patches(change.patches),
                    now(),
                )
                run("DELETE FROM changes WHERE number <= (SELECT max(number) FROM changes) - ?", KEPT)

    def undo(self) -> str | None:
        """Undo the newest change that stands; return what to say of it, or None if there is none.

        Where a row of it has been changed since, past the journal, nothing is undone, and the words say so.
        """
        return self._go(_NEWEST, back=True)

    def redo(self) -> str | None:
        """Do the oldest of the changes again that were undone; otherwise as `undo`."""
        return self._go(_OLDEST_UNDONE, back=False)

    def _go(self, statement: str, *, back: bool) -> str | None:
        with self._file.transaction() as run:
            found = run(statement).fetchone()
            if found is None:
                return None
            number, done, undone, dumped = found
            done, undone = _words(done), _words(undone)
            is_applied = _apply(run, parse_patches(dumped), back=back)
            state = (_UNDONE if back else _STANDS) if is_applied else _LEFT_ALONE
            run("UPDATE changes SET state = ? WHERE number = ?", state, number)
            if is_applied:
                return undone if back else done
            return f"cannot be {'undone' if back else 'done again'}, for it has changed since: {done}"


def quoted(text: str) -> str:
    """Return text as it is named in what is said of a change: on one line, shortened, in quotation marks."""
    words = " ".join(text[: 4 * LONGEST_QUOTED].split())
    return f"“{words if len(words) <= LONGEST_QUOTED else words[: LONGEST_QUOTED - 1].rstrip() + '…'}”"


def _words(words: object) -> str:
    return words[:LONGEST_WORDS] if isinstance(words, str) else ""


def _apply(run: Run, patches: Sequence[Patch], *, back: bool) -> bool:
    """Apply patches backwards or forwards, all or none of them; return whether they were."""
    run("SAVEPOINT before_patches")
    try:
        in_turn = patches[::-1] if back else patches
        applied = bool(patches) and all(_apply_one(run, patch, back=back) for patch in in_turn)
    except sqlite3.IntegrityError:  # what was written there by somebody else does not go together with it
        applied = False
    if not applied:
        run("ROLLBACK TO before_patches")
    run("RELEASE before_patches")
    return applied


def _apply_one(run: Run, patch: Patch, *, back: bool) -> bool:
    expected, wanted = (patch.after, patch.before) if back else (patch.before, patch.after)
    columns = tuple(expected or wanted or ())
    if _read(run, patch.table, patch.key, columns) != expected:
        return False
    _write(run, patch, wanted)
    return True


def _read(run: Run, table: str, key: str | bytes, columns: Sequence[str]) -> Row | None:
    row = run(f"SELECT {_listed(columns)} FROM {table} WHERE {COLUMNS[table][0]} = ?", key).fetchone()  # noqa: S608
    return dict(zip(columns, row, strict=True)) if row else None


def _write(run: Run, patch: Patch, row: Row | None) -> None:
    """Have some columns of a row, or no row. Names of tables and columns are those of the schema, never a file's."""
    table, key = patch.table, COLUMNS[patch.table][0]
    if row is None:
        run(f"DELETE FROM {table} WHERE {key} = ?", patch.key)  # noqa: S608
    elif run(f"SELECT 1 FROM {table} WHERE {key} = ?", patch.key).fetchone():  # noqa: S608
        settings = ", ".join(f'"{column}" = ?' for column in row)
        run(f"UPDATE {table} SET {settings} WHERE {key} = ?", *row.values(), patch.key)  # noqa: S608
    else:
        marks = ", ".join("?" for _ in range(len(row) + 1))
        run(f"INSERT INTO {table} ({_listed((key, *row))}) VALUES ({marks})", patch.key, *row.values())  # noqa: S608


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


# How patches are kept: a JSON list of [table, key, before, after]; what is not text, number or null as {"bytes": hex}.


def dump_patches(patches: Sequence[Patch]) -> str:
    """Return patches as they are kept."""
    return json.dumps(
        [[p.table, p.key, p.before, p.after] for p in patches], default=lambda cell: {"bytes": cell.hex()}
    )


def parse_patches(dumped: object) -> list[Patch]:
    """Return what `dump_patches` was given; nothing if this is something that it never made."""
    try:
        return [_parse_patch(*parts) for parts in json.loads(dumped)] if isinstance(dumped, str) else []
    except (TypeError, ValueError, AttributeError, RecursionError):
        return []


def _parse_patch(table: Any, key: Any, before: Any, after: Any) -> Patch:
    if table not in UNDOABLE:
        raise ValueError
    columns = COLUMNS[table][1:]
    patch = Patch(table, _parse_cell(key), _parse_row(before, columns), _parse_row(after, columns))
    rows = [set(row) for row in (patch.before, patch.after) if row is not None]
    # A row that comes or goes is there whole; of one that is changed, the same columns are there twice.
    fits = rows == [set(columns)] or (len(rows) == 2 and rows[0] == rows[1])
    if not (fits and isinstance(patch.key, str | bytes)):
        raise ValueError
    return patch


def _parse_row(row: Any, columns: Sequence[str]) -> Row | None:
    if row is None:
        return None
    if not row or not row.keys() <= set(columns):
        raise ValueError
    return {column: _parse_cell(cell) for column, cell in row.items()}


def _parse_cell(cell: Any) -> Any:
    match cell:
        case {"bytes": str(digits)}:
            return bytes.fromhex(digits)
        case str():
            cell.encode()
        case None | float():
            pass
        case int() if abs(cell) < 2**63:
            pass
        case _:
            raise ValueError
    return cell
