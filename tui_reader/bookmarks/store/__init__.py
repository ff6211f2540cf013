"""The user's own data: one SQLite file, `reader.db`.

The one rule: a change is on the disk before anybody is told that it was made, and whatever the user changes can be
undone. SQL is written in this package only, and below `Store` every part of the file has a module of its own.
"""

from collections.abc import Mapping
from pathlib import Path

from tui_reader.bookmarks.store.beneath import Beneath
from tui_reader.bookmarks.store.file import StoreFile
from tui_reader.bookmarks.store.journal import Journal
from tui_reader.bookmarks.store.memory import MemoryRows
from tui_reader.bookmarks.store.passages import Passages
from tui_reader.bookmarks.store.renaming import rename_articles
from tui_reader.bookmarks.store.schema import APPLICATION_ID as APPLICATION_ID
from tui_reader.bookmarks.store.schema import SCHEMA_VERSION as SCHEMA_VERSION


class Store(StoreFile):
    """A `reader.db`. Safe to use from several threads and several processes."""

    def __init__(self, path: Path, beneath: Path | None = None) -> None:
        """Open the store, or create it.

        Args:
            path: Of its file.
            beneath: Another store, which is only read: its passages are there as well.

        Raises:
            StoreError: It cannot be opened or created, or was written by a newer version of the program.
        """
        super().__init__(path)
        self.journal = Journal(self)
        self._beneath = Beneath(beneath)
        self.passages = Passages(self, self.journal, self._beneath)
        self.memory = MemoryRows(self)

    def close(self) -> None:
        """Close the file."""
        super().close()
        self._beneath.close()

    def rename_articles(self, names: Mapping[str, str]) -> None:
        """Give articles other names wherever they are named: the new names by the ones that they had.

        Raises:
            StoreError: It could not be written: then nothing is.
        """
        rename_articles(self, names)
