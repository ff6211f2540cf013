"""Tells whether a file in the store's place is a store of ours.

The one rule: SQLite never touches a file before its header has been looked at, nor a journal that could make it touch
others; a transaction that a crash left unfinished is rolled back in a private copy first, and judged there. And what
lies beside the file is not asked about it: SQLite takes a `-wal` for the newest pages, whatever the file says.
"""

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Collection
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

from tui_reader.errors import StoreError

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes before the first page; the offsets below are from https://www.sqlite.org/fileformat.html#the_database_header."""
_FORMAT, _USER_VERSION, _APPLICATION_ID = slice(18, 20), slice(60, 64), slice(68, 72)
_ROLLBACK_JOURNAL = b"\x01\x01"
"""The format of a file that is not in WAL mode; ours never is."""
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How a journal ends that names another file, which SQLite would then delete; ours never name one."""
_LOOKS = 8
"""How often to look at a file that another reader is just writing."""
_PAUSE = 0.01
"""Seconds before the second look; twice as long before each one that follows."""


class Owner(Enum):
    """Whose file it is."""

    OURS = auto()
    """A store, of this version or an earlier one."""
    NEWER = auto()
    """A store of a version to come."""
    FOREIGN = auto()


def find_owner(path: Path, application_id: int, schemas: list[Collection[str]]) -> Owner:
    """Look at a file without writing to it.

    Args:
        path: The file.
        application_id: What marks a file as ours.
        schemas: The statements that make the tables, for each version up to the present one.

    Raises:
        StoreError: Another program keeps writing to it.
        OSError: It cannot be read.
        sqlite3.OperationalError: It is locked, or the disk has a fault.
    """
    if path.is_symlink() or not path.is_file():
        return Owner.FOREIGN
    journal = journal_of(path)
    for look in range(_LOOKS):
        if look:
            time.sleep(_PAUSE * 2 ** (look - 1))
        with suppress(_ChangedError):
            if not os.path.lexists(journal) and not find_strays(path):
                return _judge(path, application_id, schemas)
            if not _may_begin_so(path) or not _may_be_rolled_back(journal):
                return Owner.FOREIGN
            with TemporaryDirectory() as folder:
                copy = Path(folder) / path.name
                _copy(path, copy)
                return _judge(copy, application_id, schemas, roll_back=True)
    raise StoreError(f"{path} is being written by another program all the time")


def copy_whole(path: Path, copy: Path) -> None:
    """Copy a store with its journal, if it has one, as they are at one moment, without writing to it.

    Raises:
        StoreError: It is no file, or another program keeps writing to it.
        OSError: It cannot be read.
    """
    if path.is_symlink() or not path.is_file():
        raise StoreError(f"{path} is no file")
    for look in range(_LOOKS):
        if look:
            time.sleep(_PAUSE * 2 ** (look - 1))
        with suppress(_ChangedError):
            return _copy(path, copy)
    raise StoreError(f"{path} is being written by another program all the time")


class _ChangedError(Exception):
    """The file became another one while it was looked at."""


def _copy(path: Path, copy: Path) -> None:
    """Copy a file with its journal, if it has one, as they are at one moment."""
    journal = journal_of(path)
    before = _stamps(path, journal)
    try:
        shutil.copyfile(path, copy)
        if before[1]:
            shutil.copyfile(journal, journal_of(copy))
    except FileNotFoundError as error:  # the transaction has just ended
        raise _ChangedError from error
    if before != _stamps(path, journal):
        raise _ChangedError


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps what it needs to undo an unfinished transaction."""
    return path.with_name(path.name + "-journal")


def find_strays(path: Path) -> list[Path]:
    """Return what lies beside a file as if it were in WAL mode. A store never is: none of it belongs to one."""
    return [
        beside for beside in (path.with_name(path.name + end) for end in ("-wal", "-shm")) if os.path.lexists(beside)
    ]


def _may_begin_so(path: Path) -> bool:
    """Whether a file is empty or begins as databases do, also in the middle of a transaction."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) in (b"", _MAGIC)


def _may_be_rolled_back(journal: Path) -> bool:
    try:
        if not stat.S_ISREG(journal.lstat().st_mode):
            return False
        with journal.open("rb") as file:
            file.seek(max(0, journal.stat().st_size - len(_SUPER_JOURNAL)))
            return file.read() != _SUPER_JOURNAL
    except FileNotFoundError:
        return True


def _stamps(*paths: Path) -> list[tuple[int, ...]]:
    return [_stamp(path) for path in paths]


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _judge(path: Path, application_id: int, schemas: list[Collection[str]], *, roll_back: bool = False) -> Owner:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header:
        return Owner.OURS
    if not roll_back and (owner := _judge_header(header, application_id, len(schemas) - 1)) is not Owner.OURS:
        return owner
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'rw' if roll_back else 'ro'}", uri=True)
    connection.text_factory = bytes
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        found = {row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")}
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a format or a schema that no SQLite writes
            return Owner.FOREIGN
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_ROLLBACK:  # whoever was writing was killed just now
            raise _ChangedError from error
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # the latter where SQLite quotes in an error what is no text
        return Owner.FOREIGN
    finally:
        connection.close()
    if roll_back:
        return _judge(path, application_id, schemas)
    if not all(isinstance(statement, bytes) for statement in found) or not 0 <= version < len(schemas):
        return Owner.FOREIGN
    expected = {statement.encode() for statement in schemas[version]}
    return Owner.OURS if {b" ".join(statement.split()) for statement in found} == expected else Owner.FOREIGN


def _judge_header(header: bytes, application_id: int, newest: int) -> Owner:
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return Owner.FOREIGN
    version = int.from_bytes(header[_USER_VERSION], signed=True)
    marked = int.from_bytes(header[_APPLICATION_ID]) == application_id
    if marked and version > newest:
        return Owner.NEWER
    ours = header[_FORMAT] == _ROLLBACK_JOURNAL and (marked or version == 0) and 0 <= version <= newest
    return Owner.OURS if ours else Owner.FOREIGN
