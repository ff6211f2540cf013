"""The user's own data: one SQLite file, `reader.db`.

The one rule: a change is on the disk before anybody is told that it was made. And a file that is not ours (it may have
come with the articles) is put aside whole, never written to, and no SQL in it is ever run.
"""

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui_reader.bookmarks import Bookmark
from tui_reader.errors import NotFoundError, StoreError

SCHEMA_VERSION = 1
APPLICATION_ID = 0x60551B00
"""Marks the file as ours, for `file` and for ourselves."""
BUSY_TIMEOUT = 5.0
"""Seconds to wait while another reader is writing."""
MAX_CELL = 64 * 1024 * 1024
"""Bytes in one value; the longest article has 8 MB."""

_SCHEMA = (
    "CREATE TABLE texts (hash TEXT PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE bookmarks (id TEXT PRIMARY KEY, article NOT NULL, text_hash TEXT NOT NULL REFERENCES texts (hash), "
    "start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, "
    "note TEXT NOT NULL, tags TEXT NOT NULL, created TEXT NOT NULL, removed TEXT)",
    "CREATE INDEX bookmarks_by_article ON bookmarks (article)",
)
"""Version 1. `article` is TEXT, or a BLOB where a file's name is not UTF-8; `tags` is a JSON list; `removed` is the
time of removal, for a removed bookmark can be brought back."""

_INSERT = "INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
_SELECT = "SELECT id, article, text_hash, start, end, quote, prefix, suffix, note, tags, created FROM bookmarks"
_ALL = f"{_SELECT} WHERE removed IS NULL ORDER BY created DESC, rowid DESC"
_OF_ARTICLE = f"{_SELECT} WHERE removed IS NULL AND article = ? ORDER BY start, end"
_MIGRATIONS: dict[int, tuple[str, ...]] = {0: _SCHEMA}
"""From each version, what leads to the next one."""


class Store:
    """A `reader.db`. Safe to use from several threads and several processes."""

    def __init__(self, path: Path) -> None:
        """Open the store, or create it.

        Raises:
            StoreError: It cannot be opened or created, or was written by a newer version of the program.
        """
        self.path = path
        self.set_aside: Path | None = None
        """Where a file was moved that stood in the store's place and was not ours."""
        self._lock = threading.Lock()
        with _translated(path):
            if path.exists() and not _is_ours(path):
                self.set_aside = _put_aside(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
            self._connection = _connect(path)
            self._migrate()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def add(self, text: str, make: Callable[[str, str], Bookmark]) -> Bookmark:
        """Keep a passage.

        Args:
            text: The whole text that it was taken from; kept once for each version.
            make: Makes the bookmark, of its id and the present time.
        """
        with self._transaction() as run:
            new_id = secrets.token_hex(4)
            while run("SELECT 1 FROM bookmarks WHERE id = ?", new_id).fetchone():
                new_id = secrets.token_hex(4)
            made = make(new_id, _now())
            bookmark = replace(made, note=_encodable(made.note), tags=tuple(map(_encodable, made.tags)))
            run("INSERT OR IGNORE INTO texts VALUES (?, ?)", bookmark.text_hash, text)
            run(_INSERT, *_as_row(bookmark))
        return bookmark

    def remove(self, bookmark_id: str) -> None:
        """Remove a bookmark; `restore` brings it back.

        Raises:
            NotFoundError: There is none.
        """
        self._set_removed(bookmark_id, _now())

    def restore(self, bookmark_id: str) -> None:
        """Bring back a bookmark that was removed.

        Raises:
            NotFoundError: There never was one.
        """
        self._set_removed(bookmark_id, None)

    def _set_removed(self, bookmark_id: str, when: str | None) -> None:
        with self._transaction() as run:
            if run("UPDATE bookmarks SET removed = ? WHERE id = ?", when, bookmark_id).rowcount == 0:
                raise NotFoundError(f"There is no bookmark {bookmark_id}")

    def bookmarks(self, article: str | None = None) -> list[Bookmark]:
        """Return the bookmarks of one article in the order of its text, or all of them, the newest first."""
        with self._lock, _translated(self.path):
            if article is None:
                rows = self._connection.execute(_ALL)
            else:
                rows = self._connection.execute(_OF_ARTICLE, (_as_cell(article),))
            return [_as_bookmark(row) for row in rows]

    def find(self, bookmark_id: str) -> Bookmark:
        """Return the bookmark with this id, or the only one whose id begins so.

        Raises:
            NotFoundError: There is none, or several.
        """
        found = [bookmark for bookmark in self.bookmarks() if bookmark.id.startswith(bookmark_id)]
        exact = [bookmark for bookmark in found if bookmark.id == bookmark_id]
        if len(found) != 1 and not exact:
            many = f"{len(found)} bookmarks begin with" if found else "There is no bookmark"
            raise NotFoundError(f"{many} {bookmark_id}")
        return (exact or found)[0]

    def text(self, text_hash: str) -> str | None:
        """Return the version of a text that a bookmark was taken from."""
        with self._lock, _translated(self.path):
            row = self._connection.execute("SELECT text FROM texts WHERE hash = ?", (text_hash,)).fetchone()
            return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Run statements that are on the disk, all or none of them, when the block ends."""
        with self._lock, _translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield lambda statement, *parameters: self._connection.execute(statement, parameters)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _migrate(self) -> None:
        with self._transaction() as run:
            version = run("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise StoreError(f"{self.path} was written by a newer version of gossip-reader: please update it")
            for step in range(version, SCHEMA_VERSION):
                for statement in _MIGRATIONS[step]:
                    run(statement)
                run(f"PRAGMA user_version = {step + 1}")
            run(f"PRAGMA application_id = {APPLICATION_ID}")


def _connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,  # transactions are begun and ended here, in so many words
        check_same_thread=False,  # the lock of the Store takes care of that
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if not read_only:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _is_ours(path: Path) -> bool:
    """Whether a file is a store of some version of this program, and nothing besides.

    It is looked at without being written to; only a transaction that a crash left unfinished is rolled back first.
    """
    if path.is_symlink() or not path.is_file():
        return False
    if path.stat().st_size == 0:
        return True
    interrupted = path.with_name(path.name + "-journal").exists()
    try:
        connection = _connect(path, read_only=not interrupted)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            found = {
                " ".join(row[0].split())
                for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")
            }
        finally:
            connection.close()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False
    if version > SCHEMA_VERSION and application == APPLICATION_ID:
        return True  # newer than this program: refused later on, and left where it is
    expected = {statement for step in range(version) for statement in _MIGRATIONS[step]}
    return found == expected and (application == APPLICATION_ID or not found)


def _put_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.not-ours-{number}")).exists() or aside.is_symlink():
        number += 1
    path.rename(aside)
    journal = path.with_name(path.name + "-journal")
    if journal.exists() or journal.is_symlink():
        journal.rename(aside.with_name(aside.name + "-journal"))
    return aside


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into a StoreError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path} cannot be used: {error}") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _as_cell(article_id: str) -> str | bytes:
    """Return an article's id as SQLite can keep it: a name that is not UTF-8 as its bytes."""
    try:
        article_id.encode()
    except UnicodeEncodeError:
        return os.fsencode(article_id)
    return article_id


def _as_row(bookmark: Bookmark) -> tuple[Any, ...]:
    return (
        bookmark.id,
        _as_cell(bookmark.article),
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


def _encodable(text: str) -> str:
    """Return text as it can be written in UTF-8: a command line may hold bytes that are not."""
    return text.encode("utf-8", "replace").decode()


def _as_bookmark(row: tuple[Any, ...]) -> Bookmark:
    id_, article, text_hash, start, end, quote, prefix, suffix, note, tags, created = row
    article = os.fsdecode(article) if isinstance(article, bytes) else article
    return Bookmark(id_, article, text_hash, start, end, quote, prefix, suffix, note, tuple(json.loads(tags)), created)
