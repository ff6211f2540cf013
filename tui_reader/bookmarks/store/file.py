"""The file: it is opened, made or brought to the present version here, and written in transactions.

The one rule: what a transaction did is on the disk when its block ends, or nothing of it is. And a file that is not
ours (it may have come with the articles) is put aside whole, never written to, and no SQL in it is ever run.
"""

import errno
import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui_reader.bookmarks.ownership import Owner, find_owner, find_strays, journal_of
from tui_reader.bookmarks.store.schema import APPLICATION_ID, SCHEMA_VERSION, SCHEMAS, STEPS
from tui_reader.errors import StoreError

BUSY_TIMEOUT = 5.0
"""Seconds to wait while another reader is writing."""
MAX_CELL = 64 * 1024 * 1024
"""Bytes in one value; the longest article has 8 MB."""

_PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
)

_AT_A_TIME = threading.RLock()
"""Held by whoever does something with any store of this process. It is for the system's locks on the file: a process
that closes a file loses all of them, those of its other threads too (https://www.sqlite.org/howtocorrupt.html, 2.2),
and to look whose a file is it has to be opened and closed without SQLite."""
_NO_ROOM = "there is no room left on its disk"
_NO_ROOM_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Run = Callable[..., sqlite3.Cursor]
"""Runs a statement with its parameters, within a transaction."""


class StoreFile:
    """A `reader.db` as a file with tables."""

    def __init__(self, path: Path) -> None:
        """Open the file, or create it; `Store` says with which errors."""
        self.path = path
        self.set_aside: Path | None = None
        """Where a file was moved that stood in the store's place and was not ours."""
        with _AT_A_TIME, translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._make_way()
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
            self._connection = _connect(path)
        try:
            self._migrate()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def is_there(path: Path) -> bool:
        """Whether there is a store of ours that can be opened; looks, and changes nothing.

        Raises:
            StoreError: It cannot be looked at, or was written by a newer version of the program.
        """
        with _AT_A_TIME, translated(path):
            return os.path.lexists(path) and _find_owner(path) is Owner.OURS

    def _make_way(self) -> None:
        if _find_obstacles(self.path):
            with _alone_in(self.path.parent):
                # Looked at again: another reader may have made way in the meantime, and what lies there now is a store.
                if obstacles := _find_obstacles(self.path):
                    self.set_aside = _put_aside(self.path, obstacles)

    def close(self) -> None:
        """Close the file."""
        with _AT_A_TIME:
            self._connection.close()

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return what a statement selects."""
        with _AT_A_TIME, translated(self.path):
            return self._connection.execute(statement, parameters).fetchall()

    def copy_to(self, path: Path) -> None:
        """Make another file with all that is in this one, as it is at this moment.

        Raises:
            StoreError: It could not be read, or the other one not be written.
        """
        with _AT_A_TIME, translated(path):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            copy = _connect(path)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """Run statements that are on the disk, all or none of them, when the block ends."""
        with _AT_A_TIME, translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield lambda statement, *parameters: self._connection.execute(statement, parameters)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _migrate(self) -> None:
        if self.rows("PRAGMA user_version") == [(SCHEMA_VERSION,)]:
            return
        with self.transaction() as run:
            version = run("PRAGMA user_version").fetchone()[0]  # read again: another reader may have been faster
            for step in range(version, SCHEMA_VERSION):
                for statement in STEPS[step]:
                    run(statement)
            run(f"PRAGMA user_version = {max(version, SCHEMA_VERSION)}")
            run(f"PRAGMA application_id = {APPLICATION_ID}")


def _find_owner(path: Path) -> Owner:
    owner = find_owner(path, APPLICATION_ID, SCHEMAS)
    if owner is Owner.NEWER:
        raise StoreError(f"{path} was written by a newer version of gossip-reader: please update it")
    return owner


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,  # transactions are begun and ended here, in so many words
        check_same_thread=False,  # they do it one at a time
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    connection.text_factory = lambda cell: cell.decode("utf-8", "replace")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _find_obstacles(path: Path) -> list[Path]:
    """Return what is in the way of a store: a file that is not ours, with what lies beside it, or only the latter.

    SQLite deletes what it finds beside an empty file, and believes a `-wal` beside any.
    """
    journal = journal_of(path)
    journals = [journal] if os.path.lexists(journal) else []  # looked for first: a living one comes after its store
    strays = find_strays(path)
    if not os.path.lexists(path):
        return [*journals, *strays]
    if _find_owner(path) is Owner.FOREIGN:
        return [path, *journals, *strays]
    return strays


def _put_aside(path: Path, obstacles: Sequence[Path]) -> Path:
    """Rename what is in the way, all of it alike; return what the first is called now."""
    number = 1
    while any(os.path.lexists(f"{path}.not-ours-{number}{end}") for end in ("", "-journal", "-wal", "-shm")):
        number += 1
    moved = [path.with_name(f"{path.name}.not-ours-{number}{each.name[len(path.name) :]}") for each in obstacles]
    for obstacle, aside in zip(obstacles, moved, strict=True):
        with suppress(FileNotFoundError):  # whoever had it open has just deleted it
            obstacle.rename(aside)
    return moved[0]


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep others from making way in a folder at the same time; where that cannot be had, do without it."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        give_up = time.monotonic() + BUSY_TIMEOUT
        while time.monotonic() < give_up:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
                continue
            except OSError:  # not on this file system
                pass
            break
        yield
    finally:
        os.close(fd)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of a file into a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path} cannot be used: {_reason_of(error)}") from error


def _reason_of(error: sqlite3.Error | OSError) -> str:
    """Say what is wrong, for somebody who is to put it right."""
    if isinstance(error, OSError):
        return _NO_ROOM if error.errno in _NO_ROOM_ERRORS else error.strerror or str(error)
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return "it was moved meanwhile; what is kept is there once the folder is opened anew"
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # above it stands what exactly failed
        case sqlite3.SQLITE_FULL:
            return _NO_ROOM
        case sqlite3.SQLITE_IOERR:
            return f"the disk is full, or has a fault ({error})"
        case sqlite3.SQLITE_BUSY:
            return "another program is writing it all the time"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"it is damaged ({error})"
    return str(error)
