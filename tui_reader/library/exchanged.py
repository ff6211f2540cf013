"""The part of the kept passages that goes out and comes in.

The one rule: what is written down here can be read here again, and bringing in twice is bringing in once.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.article import Article
from tui_reader.bookmarks import Bookmark
from tui_reader.errors import ArticleError, NotFoundError
from tui_reader.library.anchoring import KeptPassage

if TYPE_CHECKING:
    from tui_reader.bookmarks.exchange import Format, Passage
    from tui_reader.bookmarks.exchange import Loaded as Loaded
    from tui_reader.bookmarks.store.passages import Passages
    from tui_reader.library.passages import FindArticles
    from tui_reader.library.recognising import Recogniser


class Exchanged(ABC):
    """Passages that can be written down and brought in; `Bookmarks` is all of them."""

    def __init__(
        self, store: "Passages", read_article: Callable[[str], Article], find_articles: "FindArticles"
    ) -> None:
        """Take what `Bookmarks` takes."""
        self._store = store
        self._read_article = read_article
        self.find_articles = find_articles
        """Asks the library's index."""

    @abstractmethod
    def all(self, query: str = "") -> list[KeptPassage]:
        """Return every passage, or those that match a query."""

    @abstractmethod
    def _placed(self, bookmarks: Sequence[Bookmark]) -> list[KeptPassage]:
        """Passages where they stand now."""

    def export(self, format_: str = "json", query: str = "") -> str:
        """Write down every passage, or those that match a query.

        Args:
            format_: "json" (W3C Web Annotations, from which everything comes back), "csv", "readwise", "markdown" or
                "html".
            query: As of `all`.

        Raises:
            UsageError: There is no such format, or the query has a mistake.
            IndexTroubleError: As `all` does.
        """
        from tui_reader.library.exchanging import named_format, write_passages

        named = named_format(format_)
        return write_passages(self._as_written(self.all(query), named), named)

    def export_to(self, path: str, bookmark_ids: Sequence[str], format_: str, *, replace: bool = False) -> Path:
        """Write some passages to a file, in the order of their ids, and return its absolute path.

        Args:
            path: The file; `~` is the user's own folder.
            bookmark_ids: Of the passages; those that are kept no longer are left out.
            format_: As of `export`.
            replace: Whether to write over a file that is there.

        Raises:
            FileExistsError: There is one, and it is not to be replaced.
            UsageError: There is no such format, or the file cannot be written.
        """
        from tui_reader.library.exchanging import named_format, write_file, write_passages

        named, wanted = named_format(format_), {bookmark_id: at for at, bookmark_id in enumerate(bookmark_ids)}
        kept = self._placed([bookmark for bookmark in self._store.bookmarks() if bookmark.id in wanted])
        kept.sort(key=lambda each: wanted[each.bookmark.id])
        return write_file(path, write_passages(self._as_written(kept, named), named), replace=replace)

    def load(self, text: str, format_: str = "") -> "Loaded":
        """Keep passages that were written down, here or elsewhere: all that are new as one change, or none.

        What is here already stays as it is, so that to bring in twice is to bring in once. A passage that stands in no
        article of the library is kept as lost.

        Args:
            text: What is in the file.
            format_: "json" (W3C Web Annotations), "csv" (ours) or "readwise"; without it that is told by the text.

        Raises:
            UsageError: It is in no format from which passages can be brought in, or too much at once.
            StoreError: It could not be written.
        """
        from tui_reader.bookmarks.exchange import Format
        from tui_reader.library.exchanging import find_format, load_passages, named_format, parse_passages

        parsed = parse_passages(text, named_format(format_) if format_ else find_format(text))
        return load_passages(
            self._store, lambda: self._as_written(self.all(), Format.READWISE), self._recogniser(), parsed
        )

    def load_store(self, path: Path) -> "Loaded":
        """Keep the passages of another store, which is only read: all that are new as one change, or none.

        Raises:
            StoreError: It cannot be read, or they could not be written.
        """
        from tui_reader.library.exchanging import load_store

        return load_store(self._store, path)

    def _as_written(self, passages: Iterable[KeptPassage], format_: "Format") -> "Iterator[Passage]":
        from tui_reader.library.written import as_it_comes_back

        articles, recogniser = lru_cache(maxsize=None)(self._read), self._recogniser()
        return (as_it_comes_back(kept, articles(kept.article), format_, recogniser) for kept in passages)

    def _recogniser(self) -> "Recogniser":
        from tui_reader.library.recognising import Recogniser

        return Recogniser(self._read_article, self.find_articles)

    def _read(self, article_id: str) -> Article | None:
        try:
            return self._read_article(article_id)
        except (NotFoundError, ArticleError):
            return None
