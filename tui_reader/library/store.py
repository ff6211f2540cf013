"""The store of a library while it is open.

The one rule: it is made when something is to be kept, and not because an article is read.
"""

import os
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import StoreError

if TYPE_CHECKING:
    from tui_reader.bookmarks.store import Store
    from tui_reader.library.places import Places


class OpenStore:
    """A store that is opened when it is needed. Safe to use from several threads."""

    def __init__(self, path: Path, places: "Places | None" = None) -> None:
        """Name a store; `places` are those of the library that it is of."""
        self._path = path
        self._places = places
        self._lock = threading.Lock()
        self._store: Store | None = None

    def open(self) -> "Store":
        """Return the store, opened or made if need be.

        Raises:
            StoreError: It cannot be opened.
        """
        from tui_reader.bookmarks.store import Store

        with self._lock:
            if self._store is None:
                self._store = Store(self._path, self._places.beneath if self._places else None)
                if self._places and self._places.is_kept_outside:
                    from tui_reader.library.folder_note import note_folder

                    note_folder(self._places)
            return self._store

    def date_by_hand(self, article_id: str) -> date | None:
        """Return the day that was set by hand for an article; None too where the store cannot be read."""
        with suppress(StoreError):
            if self.is_there():
                from tui_reader.library.memory import Memory

                return Memory(self.open()).date_of(article_id)
        return None

    def is_there(self) -> bool:
        """Whether there is a store that can be opened; none is made.

        Raises:
            StoreError: It cannot be looked at.
        """
        if self._store is not None:
            return True
        if not os.path.lexists(self._path):
            return False
        from tui_reader.bookmarks.store import Store

        return Store.is_there(self._path)

    def has_passages(self) -> bool:
        """Whether there is a store in which passages may be kept: this one, or one beneath it.

        Raises:
            StoreError: It cannot be looked at.
        """
        return self.is_there() or bool(self._places and self._places.beneath)

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None
