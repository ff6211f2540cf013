"""The user's own data: one SQLite file, `reader.db`.

The one rule: a change is on the disk before anybody is told that it was made. And a file that is not ours (it may have
come with the articles) is put aside whole, never written to, and no SQL in it is ever run.
"""

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.ownership import Owner, find_owner, journal_of
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
_SCHEMAS: list[Collection[str]] = [(), _SCHEMA]
"""What the tables of each version were made with."""
_PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
)


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
            if os.path.lexists(path):
                self._make_way()
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
            self._connection = _connect(path)
            self._migrate()

    def _make_way(self) -> None:
        owner = find_owner(self.path, APPLICATION_ID, _SCHEMAS)
        if owner is Owner.NEWER:
            raise StoreError(f"{self.path} was written by a newer version of gossip-reader: please update it")
        if owner is Owner.FOREIGN:
            self.set_aside = _put_aside(self.path)

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
            return [bookmark for bookmark in map(_as_bookmark, rows) if bookmark is not None]

    def find(self, bookmark_id: str) -> Bookmark:
        """Return the bookmark with this id, or the only one whose id begins so.

        Raises:
            NotFoundError: There is none, or several.
        """
        if not bookmark_id:  # every id begins so; a script whose variable is empty must not remove the only one
            raise NotFoundError("There is no bookmark without an id")
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
            return row[0] if row and isinstance(row[0], str) else None

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
        if self._version() == SCHEMA_VERSION:
            return
        with self._transaction() as run:
            for step in range(self._version(), SCHEMA_VERSION):  # read again: another reader may have been faster
                for statement in _MIGRATIONS[step]:
                    run(statement)
            run(f"PRAGMA user_version = {SCHEMA_VERSION}")
            run(f"PRAGMA application_id = {APPLICATION_ID}")

    def _version(self) -> int:
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return version


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_TIMEOUT,
        isolation_level=None,  # transactions are begun and ended here, in so many words
        check_same_thread=False,  # the lock of the Store takes care of that
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    connection.text_factory = lambda cell: cell.decode("utf-8", "replace")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _put_aside(path: Path) -> Path:
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.not-ours-{number}")):
        number += 1
    path.rename(aside)
    if os.path.lexists(journal := journal_of(path)):
        journal.rename(journal_of(aside))
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


def _as_bookmark(row: tuple[Any, ...]) -> Bookmark | None:
    """Return a row as a bookmark, or nothing if it holds what this program never wrote."""
    id_, article, text_hash, start, end, quote, prefix, suffix, note, tags, created = row
    try:
        article = os.fsdecode(article)
        kept_tags = tuple(json.loads(tags))
    except (TypeError, ValueError, RecursionError):
        return None
    words = (id_, text_hash, quote, prefix, suffix, note, created, *kept_tags)
    if not (all(isinstance(word, str) for word in words) and isinstance(start, int) and isinstance(end, int)):
        return None
    if not 0 <= start <= end:
        return None
    return Bookmark(id_, article, text_hash, start, end, quote, prefix, suffix, note, kept_tags, created)
