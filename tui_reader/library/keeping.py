"""The kept passages of a library: the store, and where its passages stand in the articles as they are now.

The one rule: what is returned is on the disk already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import LOST, Place, State, find_place, find_quote
from tui_reader.errors import ArticleError, NotFoundError

if TYPE_CHECKING:
    from tui_reader.bookmarks.exchange import Loaded as Loaded
    from tui_reader.bookmarks.store import Store


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A bookmark, and where its passage stands now."""

    bookmark: Bookmark
    place: Place
    title: str = ""
    """The headline of its article; empty when the article cannot be read."""

    @property
    def state(self) -> State:
        """How certain the place is."""
        return self.place.state

    @property
    def span(self) -> Span | None:
        """The passage in the present text; None when it is lost."""
        return self.place.span


class Bookmarks:
    """The passages of one library."""

    def __init__(self, store: "Store", read_article: Callable[[str], Article]) -> None:
        """`store` is that of the library, and closed by it."""
        self._store = store.passages
        self._read_article = read_article
        self.set_aside: Path | None = store.set_aside
        """Where a foreign file was moved that stood in the store's place."""

    def add(self, article: Article, passage: Span, *, note: str = "", tags: Sequence[str] = ()) -> KeptPassage:
        """Keep a passage of an article. One that is kept already is not kept twice, but returned as it is.

        Raises:
            StoreError: It could not be written.
        """
        if not note and not tags:
            for kept in self.of(article):
                if kept.span == passage:
                    return kept
        bookmark = self._store.add(
            article.text,
            lambda new_id, now: make_bookmark(new_id, article, passage, created=now, note=note, tags=tuple(tags)),
        )
        return KeptPassage(bookmark, find_place(bookmark, article.text), article.title)

    def of(self, article: Article) -> list[KeptPassage]:
        """Return the passages of one article, in the order in which they stood in it."""
        kept = self._store.bookmarks(article.id)
        return [KeptPassage(bookmark, find_place(bookmark, article.text), article.title) for bookmark in kept]

    def all(self) -> list[KeptPassage]:
        """Return every passage, the one kept last first, each where it stands in its article as it is now."""
        articles: dict[str, Article | None] = {}
        passages = []
        for bookmark in self._store.bookmarks():
            if bookmark.article not in articles:
                articles[bookmark.article] = self._read(bookmark.article)
            passages.append(_placed(bookmark, articles[bookmark.article]))
        return passages

    def count(self) -> int:
        """Return how many passages are kept."""
        return len(self._store.bookmarks())

    def find(self, bookmark_id: str) -> KeptPassage:
        """Return one passage, by its id or an unmistakable beginning of it.

        Raises:
            NotFoundError: There is none, or several.
        """
        bookmark = self._store.find(bookmark_id)
        return _placed(bookmark, self._read(bookmark.article))

    def remove(self, bookmark_id: str) -> None:
        """Remove a passage; `restore` brings it back, and so does undoing.

        Raises:
            NotFoundError: There never was one with this id.
        """
        self._store.remove(bookmark_id)

    def restore(self, bookmark_id: str) -> None:
        """Bring back a passage that was removed.

        Raises:
            NotFoundError: There never was one with this id.
        """
        self._store.restore(bookmark_id)

    def load(self, text: str, format_: str = "json") -> "Loaded":
        """Keep passages that were written down elsewhere; all that are new, as one change, or none.

        What is here already stays as it is, so that to bring in twice is to bring in once. A passage that stands in no
        article of the library is kept as lost.

        Args:
            text: What is in the file.
            format_: "json" (W3C Web Annotations).

        Raises:
            UsageError: It is not what it was said to be, or too much at once.
            StoreError: It could not be written.
        """
        from tui_reader.bookmarks.exchange import Format
        from tui_reader.library.exchanging import load_passages, parse_passages

        return load_passages(self._store, self._read_each_once(), parse_passages(text, Format(format_)))

    def find_quote(self, article: Article, quote: str) -> list[Span]:
        """Find every place where a quote stands word by word in an article."""
        return find_quote(quote, article.text)

    def _read_each_once(self) -> Callable[[str], Article | None]:
        """Read articles by their ids; one that is asked for again is not read again."""
        return lru_cache(maxsize=None)(self._read)

    def _read(self, article_id: str) -> Article | None:
        try:
            return self._read_article(article_id)
        except (NotFoundError, ArticleError):
            return None


def _placed(bookmark: Bookmark, article: Article | None) -> KeptPassage:
    if article is None:
        return KeptPassage(bookmark, LOST)
    return KeptPassage(bookmark, find_place(bookmark, article.text), article.title)
