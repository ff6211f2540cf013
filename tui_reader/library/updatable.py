"""The part of a library that is brought up to date with its files.

The one rule: whatever is changed in the index, whoever searches it here sees it from then on.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui_reader.library.index import OpenIndex
from tui_reader.library.places import NEWS, Places

if TYPE_CHECKING:
    from tui_reader.formats.walk import Skipped
    from tui_reader.library.child import UpdateProcess
    from tui_reader.library.progress import Progress


class Updatable:
    """A library whose index follows its files; `Library` is all of one."""

    def __init__(self, places: Places, index: OpenIndex) -> None:
        """`index` is told when there is more to find; where the folder was moved, what is kept of it comes along."""
        self.places = places
        self._index = index
        self._updating: UpdateProcess | None = None
        libraries = places.store.parent.parent
        if places.is_kept_outside and not os.path.lexists(places.store) and libraries.is_dir():
            from tui_reader.library.folders import bring_along

            bring_along(places)

    def tell_news(self) -> str:
        """Return what is to be said, once, of where the store of this library came from; mostly nothing."""
        if not (self.places.is_kept_outside and os.path.lexists(self.places.store.parent / NEWS)):
            return ""
        from tui_reader.library.folders import tell_news

        return tell_news(self.places)

    def is_up_to_date(self) -> bool:
        """Return whether the index is complete and knows every file as it is now.

        Raises:
            LibraryError: The articles' folder cannot be listed.
        """
        from tui_reader.library.update import is_up_to_date

        return is_up_to_date(self.places)

    def skipped(self) -> "list[Skipped]":
        """Return every file of the library that is not in the index, with the reason.

        Raises:
            LibraryError: The articles' folder cannot be listed.
            IndexDamagedError: The index must be brought up to date first.
        """
        from tui_reader.library.update import find_skipped

        return find_skipped(self.places)

    def update(self, *, rebuild: bool = False) -> "Iterator[Progress]":
        """Bring the index up to date with the files, in a process of its own; to stop iterating is to stop.

        Raises:
            LibraryError: The articles' folder cannot be listed.
            IndexBusyError: Another reader is at it.
            IndexTroubleError: The index cannot be written.
        """
        from tui_reader.library.child import UpdateProcess

        self._updating = UpdateProcess(self.places.root, rebuild=rebuild or self._index.is_damaged)
        for progress in self._updating:
            if progress.grown:
                self._index.forget()
            yield progress

    def update_articles(self, article_ids: Iterable[str]) -> None:
        """Bring the index up to date with a few articles that have changed, or were dated by hand, and nothing else.

        Takes a tenth of a second, however many articles there are.

        Raises:
            IndexBusyError: The index is being brought up to date by somebody.
            ReaderError: This is not enough, for whatever reason: `update` is needed.
        """
        from tui_reader.library.update import update_articles

        update_articles(self.places, article_ids)
        self._index.forget()

    def stop_update(self) -> None:
        """Stop an update that is under way; may be called from any thread."""
        if self._updating is not None:
            self._updating.stop()
