"""The index of a library while it is open.

The one rule: a search is always answered. While the index is not there or not whole, or holds nothing yet, a scan of
the articles stands in for it.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from tui_reader.article import AnnotatedArticle, Article
from tui_reader.errors import ArticleError, IndexDamagedError, NotFoundError
from tui_reader.library.places import Places

if TYPE_CHECKING:
    from tui_reader.search.index import Results, SearchIndex, Sort
    from tui_reader.search.query import Query

_Answer = TypeVar("_Answer")

STAND_IN = 500
"""How many articles are scanned, at most, while there is no index yet."""


class OpenIndex:
    """An index that is opened when it is needed, and anew after every update. Safe to use from several threads."""

    def __init__(self, places: Places, read_article: Callable[[str], Article]) -> None:
        self._places = places
        self._read_article = read_article
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None
        self.is_damaged = False
        """Whether the index must be made anew, as far as is known."""

    def search(
        self, query: "Query", limit: int, sort: "Sort", *, folded: bool, go_on: "Callable[[], bool] | None"
    ) -> "Results":
        """Answer a query; see `SearchIndex.search`."""
        return self.ask(lambda index: index.search(query, limit=limit, sort=sort, folded=folded, go_on=go_on))

    def ask(self, question: "Callable[[SearchIndex], _Answer]") -> "_Answer":
        """Ask the index something; one that turns out to be damaged is not used any more."""
        with self._lock:
            index = self._index or self._open()
        try:
            return question(index)
        except IndexDamagedError:
            from tui_reader.library.update import open_folder

            self.forget()
            open_folder(self._places).distrust()
            with self._lock:
                self.is_damaged = True
                self._index = index = self._make_stand_in()
            return question(index)

    def count(self) -> int:
        """Return how many articles can be found now."""
        with self._lock:
            return (self._index or self._open()).count()

    def forget(self) -> None:
        """Let go of all files; the next search sees what is there then."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = None
            self.is_damaged = False

    def _open(self) -> "SearchIndex":
        from tui_reader.library.update import open_folder
        from tui_reader.search.engine.reading import WhooshIndex

        try:
            index = WhooshIndex(open_folder(self._places))
            if index.count():
                self._index = index
                return index
            index.close()
        except IndexDamagedError:
            self.is_damaged = open_folder(self._places).is_current()
        self._index = self._make_stand_in()
        return self._index

    def _make_stand_in(self) -> "SearchIndex":
        from tui_reader.library.files import find_files
        from tui_reader.search.scan import ScanIndex

        articles: list[AnnotatedArticle] = []
        for article_id in find_files(self._places)[0]:
            if len(articles) == STAND_IN:
                return ScanIndex(articles, is_whole=False)
            with suppress(ArticleError, NotFoundError):
                articles.append(AnnotatedArticle(self._read_article(article_id)))
        return ScanIndex(articles)
