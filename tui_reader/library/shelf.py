"""All kept passages as a list shows them: there at once, then looked for in their articles, and filtered at every key.

The one rule: a passage is listed as it was kept before anybody has looked where it stands now, and says so.
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.bookmarks.anchor import State
from tui_reader.library.anchoring import KeptPassage, as_kept
from tui_reader.library.passages import Findable, parse_filter

if TYPE_CHECKING:
    from tui_reader.library.keeping import Bookmarks
    from tui_reader.search.query import Query

AT_ONCE = 300
"""Passages that are looked for in their articles in one step."""


class Shelf:
    """The passages of a library while somebody looks at their list. Safe to use from several threads."""

    def __init__(self, bookmarks: "Bookmarks") -> None:
        """Read nothing yet."""
        self._bookmarks = bookmarks
        self._lock = threading.RLock()
        self._kept: dict[str, KeptPassage] = {}
        """By id, the one kept last first."""
        self._places: dict[str, KeptPassage] = {}
        """What was found, by id; it stays true while articles do not change."""
        self._findable: Findable | None = None
        self._before: Findable | None = None
        """The one before, most of which holds still."""

    def newest(self, count: int) -> list[KeptPassage]:
        """Read the passages that were kept last, which takes no time."""
        return [self._as_found(as_kept(bookmark)) for bookmark in self._bookmarks.as_kept(count)]

    def load(self) -> list[KeptPassage]:
        """Read all passages, as they are in the store now, the one kept last first.

        Raises:
            StoreError: The store cannot be read.
        """
        kept = [self._as_found(as_kept(bookmark)) for bookmark in self._bookmarks.as_kept()]
        with self._lock:
            self._kept = {each.bookmark.id: each for each in kept}
            self._findable = None
        return kept

    def place(self, at_once: int = AT_ONCE) -> Iterator[list[KeptPassage]]:
        """Look for the passages that were not looked for yet, article by article; yield those that were, in steps.

        Args:
            at_once: Passages in a step.

        Raises:
            StoreError: The store cannot be read.
        """
        with self._lock:
            waiting = [each.bookmark for each in self._kept.values() if each.bookmark.id not in self._places]
        steps = self._bookmarks.placed_by_article(waiting)
        while found := list(islice(steps, at_once)):
            with self._lock:
                for each in found:
                    self._places[each.bookmark.id] = each
                    if before := self._kept.get(each.bookmark.id):
                        self._kept[each.bookmark.id] = replace(each, bookmark=before.bookmark)
                self._findable = None
            yield found

    def placed(self, kept: KeptPassage) -> KeptPassage:
        """Return a passage where it stands now; it is looked for if it was not yet."""
        if kept.state is State.PENDING:
            (kept,) = self._bookmarks.placed_by_article([kept.bookmark])
        return kept

    def forget_places(self) -> None:
        """Look for all passages anew: they may be somewhere else now."""
        with self._lock:
            self._places.clear()

    def all(self) -> list[KeptPassage]:
        """Return all passages as far as is known, the one kept last first."""
        with self._lock:
            return list(self._kept.values())

    def prepare(self) -> None:
        """Make the passages ready to be searched, so that the first key need not wait for that."""
        with self._lock:
            passages = list(self._kept.values())
            self._findable = self._before = Findable(passages, self._bookmarks.find_articles, before=self._before)

    def find(self, text: str, *, typing: bool = False) -> "tuple[list[KeptPassage], Query]":
        """Return the passages that match a query, and the query as it was understood.

        Args:
            text: As of `Bookmarks.all`.
            typing: Whether its last word may go on.

        Raises:
            QueryError: The query has a mistake.
            IndexTroubleError: It asks for what only the index knows, and that cannot be read.
        """
        query = parse_filter(text, typing=typing, rested=True)
        with self._lock:
            if self._findable is None:
                self.prepare()
            findable = self._findable
        assert findable is not None
        return findable.find(query), query

    def _as_found(self, kept: KeptPassage) -> KeptPassage:
        found = self._places.get(kept.bookmark.id)
        if found and found.bookmark.article != kept.bookmark.article:  # its file is called otherwise now
            self._places.pop(kept.bookmark.id, None)
            return kept
        return replace(found, bookmark=kept.bookmark) if found else kept
