"""All kept passages as a list shows them: there at once, then looked for in their articles, and filtered at every key.

The one rule: a passage is listed as it was kept before anybody has looked where it stands now, and says so. What takes
longer than a key may is done in small steps, after each of which whoever asked for it may stop; what was done stays.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.anchor import State
from tui_reader.errors import ArticleError, NotFoundError
from tui_reader.library.anchoring import KeptPassage, as_kept, in_groups
from tui_reader.library.passages import Findable, Readied, parse_filter

if TYPE_CHECKING:
    from tui_reader.formats.walk import FoundFile
    from tui_reader.library.keeping import Bookmarks
    from tui_reader.search.query import Query

AT_ONCE = 100
"""Passages with which something is done in one step: of articles that have not changed, a few milliseconds."""
STEP = 0.01
"""Seconds after which a step ends in any case, once the passage is found that is looked for."""
SETTLED = 2.0
"""Seconds since a file was written: before that it may be written again, and look the same from outside."""


class Shelf:
    """The passages of a library while somebody looks at their list. Safe to use from several threads."""

    def __init__(self, bookmarks: "Bookmarks", look_at: "Callable[[str], FoundFile]") -> None:
        """Read nothing yet.

        Args:
            bookmarks: Of the library.
            look_at: Looks at the file of an article, by its id; raises where there is none to be read.
        """
        self._bookmarks = bookmarks
        self._look_at = look_at
        self._lock = threading.RLock()
        self._kept: dict[str, KeptPassage] = {}
        """By id, the one kept last first; where they stand is true while articles do not change."""
        self._by_hand: dict[str, Bookmark] = {}
        self._files: dict[str, FoundFile | None] = {}
        """The files of articles as they were when passages were looked for in them; None where nobody can tell."""
        self._readied = Readied()
        self._findable: Findable | None = None
        self._changes = 0
        """How often something about the passages was another thing than before."""

    def newest(self, count: int) -> list[KeptPassage]:
        """Read the passages that were kept last, which takes no time."""
        return [self._as_found(bookmark) for bookmark in self._bookmarks.as_kept(count)]

    def load(self) -> list[KeptPassage]:
        """Read all passages, as they are in the store now, the one kept last first.

        Raises:
            StoreError: The store cannot be read.
        """
        by_hand, bookmarks = self._bookmarks.places_by_hand(), self._bookmarks.as_kept()
        with self._lock:
            for bookmark_id in {each for each, _ in by_hand.items() ^ self._by_hand.items()} & self._kept.keys():
                self._forget(bookmark_id)
            self._by_hand = by_hand
            self._kept = {bookmark.id: self._as_found(bookmark) for bookmark in bookmarks}
            self._changed()
            return list(self._kept.values())

    def look_again(self) -> Iterator[None]:
        """Forget, in steps, where passages stand in articles that have changed since they were looked for."""
        with self._lock:
            files = list(self._files.items())
        for start in range(0, len(files), AT_ONCE):
            changed = {
                article
                for article, before in files[start : start + AT_ONCE]
                if before is None or self._stamp(article) != before
            }
            if changed:
                self._forget_articles(changed)
            yield

    def _forget_articles(self, changed: Set[str]) -> None:
        with self._lock:
            for article in changed:
                self._files.pop(article, None)
            for bookmark_id, kept in list(self._kept.items()):
                if kept.article in changed or kept.bookmark.article in changed:
                    self._forget(bookmark_id)

    def place(self, at_once: int = AT_ONCE) -> Iterator[Sequence[KeptPassage]]:
        """Look for the passages that were not looked for yet, article by article; yield those that were, in steps.

        Args:
            at_once: Passages in a step, at most.

        Raises:
            StoreError: The store cannot be read.
        """
        with self._lock:
            waiting = in_groups([each.bookmark for each in self._kept.values() if each.state is State.PENDING])
        for some in _together(waiting.values(), at_once):
            yield from self._place(some, at_once)

    def _place(self, bookmarks: Sequence[Bookmark], at_once: int) -> Iterator[Sequence[KeptPassage]]:
        with self._lock:  # somebody else may have looked for them in the meantime
            now = (self._kept.get(bookmark.id) for bookmark in bookmarks)
            waiting = [kept.bookmark for kept in now if kept and kept.state is State.PENDING]
            for article in {bookmark.article for bookmark in waiting} - self._files.keys():
                self._files[article] = self._stamp(article)
        found: list[KeptPassage] = []
        began = time.monotonic()
        for kept in self._bookmarks.placed_by_article(waiting):
            found.append(kept)
            if len(found) >= at_once or time.monotonic() - began > STEP:
                yield self._note(found)
                found, began = [], time.monotonic()
        if found:
            yield self._note(found)

    def _note(self, found: Sequence[KeptPassage]) -> Sequence[KeptPassage]:
        """Remember where passages were found."""
        with self._lock:
            for each in found:
                self._files.setdefault(each.bookmark.article, None)
                if each.article not in self._files:
                    self._files[each.article] = self._stamp(each.article)
                if before := self._kept.get(each.bookmark.id):
                    self._kept[each.bookmark.id] = replace(each, bookmark=before.bookmark)
            self._changed()
        return found

    def placed(self, kept: KeptPassage) -> KeptPassage:
        """Return a passage where it stands now; it is looked for if it was not yet."""
        if kept.state is State.PENDING:
            (kept,) = self._bookmarks.placed_by_article([kept.bookmark])
        return kept

    def all(self) -> list[KeptPassage]:
        """Return all passages as far as is known, the one kept last first."""
        with self._lock:
            return list(self._kept.values())

    def prepare(self) -> Iterator[None]:
        """Make the passages ready to be searched, in steps, so that no key need wait for that."""
        passages = self.all()
        for start in range(0, len(passages), AT_ONCE):
            self._readied.of(passages[start : start + AT_ONCE])
            yield

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
            findable, passages, changes = self._findable, self.all(), self._changes
        if findable is None:
            findable = Findable(passages, self._bookmarks.find_articles, self._readied)
            with self._lock:
                if changes == self._changes:
                    self._findable = findable
        return findable.find(query), query

    def _as_found(self, bookmark: Bookmark) -> KeptPassage:
        """A passage as far as is known where it stands; the very same value as before if nothing about it is new."""
        before = self._kept.get(bookmark.id)
        if before and before.bookmark == bookmark:
            return before
        if before and replace(before.bookmark, note=bookmark.note, tags=bookmark.tags) == bookmark:
            return replace(before, bookmark=bookmark)
        return as_kept(bookmark)

    def _forget(self, bookmark_id: str) -> None:
        self._kept[bookmark_id] = as_kept(self._kept[bookmark_id].bookmark)
        self._changed()

    def _changed(self) -> None:
        self._findable = None
        self._changes += 1

    def _stamp(self, article: str) -> "FoundFile | None":
        try:
            file = self._look_at(article)
        except (NotFoundError, ArticleError):
            return None
        return file if time.time() - file.mtime_ns / 1e9 > SETTLED else None


def _together(groups: Iterable[Sequence[Bookmark]], at_least: int) -> Iterator[list[Bookmark]]:
    """Yield groups, so many of them at once that there is enough in them."""
    some: list[Bookmark] = []
    for group in groups:
        some += group
        if len(some) >= at_least:
            yield some
            some = []
    if some:
        yield some
