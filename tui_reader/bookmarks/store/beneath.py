"""A store that came with a library which cannot be written: its passages lie beneath those of the user's own store.

The one rule: it is read and never written, and SQLite never touches it: what is opened is a private copy, as it was
when somebody asked for it first. What of it the user changes is in their own store from then on, under the same id.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.ownership import copy_whole
from tui_reader.bookmarks.store.file import StoreFile, translated
from tui_reader.bookmarks.store.journal import Journal
from tui_reader.bookmarks.store.passages import Passages
from tui_reader.errors import StoreError

LARGEST = 1024**3
"""Bytes of such a store; a larger one is not copied."""


class Beneath:
    """The passages of a store that is only read; it is opened when somebody asks for them first."""

    def __init__(self, path: Path | None) -> None:
        """Name the store; None for one without passages."""
        self._path = path
        self._file: StoreFile | None = None
        self._by_id: Mapping[str, Bookmark] | None = None
        self._by_hand: Mapping[str, Bookmark] = {}
        self.trouble = ""
        """Why its passages are not there, once they were asked for."""

    def by_id(self) -> Mapping[str, Bookmark]:
        """Return the passages by their ids, the newest first."""
        if self._by_id is None:
            self._by_id = {}
            with suppress(StoreError):
                self._read()
        return self._by_id

    def by_hand(self) -> Mapping[str, Bookmark]:
        """Return where some of them were put by hand, by their ids."""
        return self._by_hand if self.by_id() else {}

    def text(self, text_hash: str) -> str | None:
        """Return a version of a text that some of them were taken from."""
        return _passages_of(self._file).text(text_hash) if self._file else None

    def close(self) -> None:
        """Let go of the copy."""
        if self._file:
            self._file.close()

    def _read(self) -> None:
        if self._path is None:
            return
        try:
            self._file = _open_copy(self._path)
            passages = _passages_of(self._file)
            self._by_hand = passages.places_by_hand()
            self._by_id = {bookmark.id: bookmark for bookmark in passages.bookmarks()}
        except StoreError as error:
            self.trouble = str(error)
            raise


def _passages_of(file: StoreFile) -> Passages:
    return Passages(file, Journal(file))


def _open_copy(path: Path) -> StoreFile:
    """Open a copy of a store that has no name any more, so that nobody else finds it, and nothing of it is left."""
    with TemporaryDirectory() as folder, translated(path):
        if path.stat().st_size > LARGEST:
            raise StoreError(f"{path} is too large for a store: what is in it is not shown")
        copy = Path(folder) / path.name
        copy_whole(path, copy)
        try:
            if StoreFile.is_there(copy):
                return StoreFile(copy)
        except StoreError as error:
            raise StoreError(str(error).replace(str(copy), str(path))) from error
        raise StoreError(f"{path} is not ours: what is in it is not shown")
