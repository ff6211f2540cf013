"""`Library`: everything that can be done with a folder of articles.

The one rule: the command line, the screen and scripts call this and nothing below it. Nothing heavy is imported before
it is needed: opening a library costs nothing, and reading an article does not load the search.
"""

import os
from collections.abc import Generator, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.article import AnnotatedArticle, Article, Block, Span
from tui_reader.errors import IndexTroubleError, NotFoundError, QueryError
from tui_reader.library.index import OpenIndex
from tui_reader.library.people import Peopled
from tui_reader.library.places import Places, find_library, find_places, user_library
from tui_reader.library.store import OpenStore
from tui_reader.library.updatable import Updatable

if TYPE_CHECKING:
    from tui_reader.bookmarks import Bookmark
    from tui_reader.library.anchoring import Anchors
    from tui_reader.library.anchoring import KeptPassage as KeptPassage
    from tui_reader.library.completing import Suggestion as Suggestion
    from tui_reader.library.corrections import Correction as Correction
    from tui_reader.library.corrections import Corrections as Corrections
    from tui_reader.library.keeping import Bookmarks as Bookmarks
    from tui_reader.library.memory import Memory as Memory
    from tui_reader.library.memory import Position as Position
    from tui_reader.library.progress import Progress as Progress
    from tui_reader.library.searches import SavedSearch as SavedSearch
    from tui_reader.library.shelf import Shelf as Shelf
    from tui_reader.search.index import Facets as Facets
    from tui_reader.search.index import Hit as Hit
    from tui_reader.search.index import Results as Results
    from tui_reader.search.known import Known as Known
    from tui_reader.search.known import Moment as Moment
    from tui_reader.search.query import Query as Query

__all__ = [
    "Bookmarks",
    "Correction",
    "Corrections",
    "Facets",
    "Hit",
    "KeptPassage",
    "Known",
    "Library",
    "Memory",
    "Moment",
    "Places",
    "Position",
    "Progress",
    "Query",
    "Results",
    "SavedSearch",
    "Shelf",
    "Suggestion",
    "find_library",
    "user_library",
]


_LOADED_LATE = {
    "Bookmarks": "tui_reader.library.keeping",
    "Correction": "tui_reader.library.corrections",
    "Corrections": "tui_reader.library.corrections",
    "Facets": "tui_reader.search.index",
    "Hit": "tui_reader.search.index",
    "KeptPassage": "tui_reader.library.anchoring",
    "Known": "tui_reader.search.known",
    "Memory": "tui_reader.library.memory",
    "Moment": "tui_reader.search.known",
    "Position": "tui_reader.library.memory",
    "Progress": "tui_reader.library.progress",
    "Query": "tui_reader.search.query",
    "Results": "tui_reader.search.index",
    "SavedSearch": "tui_reader.library.searches",
    "Shelf": "tui_reader.library.shelf",
    "Suggestion": "tui_reader.library.completing",
}
"""Values that the screen names in its types, and needs only once it is painted; and the homes of them."""


def __getattr__(name: str) -> Any:
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LOADED_LATE[name]), name)


def _expanded(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.expanduser(path))  # that of Path raises where there is no such user


class Library(Peopled, Updatable):
    """A folder of articles, its index and the user's own data about it."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Name a library; nothing is read, written or created yet, but for what comes along where it was moved.

        Args:
            path: A folder that holds `articles/`, or a bare folder of articles, in which nothing is ever written.
        """
        places = find_places(_expanded(path))
        index = OpenIndex(places, self.article)
        Peopled.__init__(self, places, index, OpenStore(places.store, places))
        Updatable.__init__(self, places, index)
        self._anchors: Anchors | None = None
        self._shelf: Shelf | None = None

    # Articles

    def article(self, article_id: str, *, body_only: bool = False) -> Article:
        """Read an article of the library; with `body_only`, take its whole file as body text.

        Raises:
            NotFoundError: There is none with this id.
            ArticleError: Its file cannot be read as an article.
        """
        from tui_reader.formats import parse_article
        from tui_reader.formats.walk import read_bytes
        from tui_reader.library.memory import with_date

        within = self.places.is_bare or article_id.startswith(f"{self.places.articles.name}/")
        if not within:
            raise NotFoundError(f"There is no article {article_id} in the library")
        article = parse_article(read_bytes(self.places.root, article_id), article_id, body_only=body_only)
        return with_date(article, self._store.date_by_hand(article_id))

    def file_of(self, article_id: str) -> Path:
        """Return the absolute path of the file that an article of the library is read from.

        Raises:
            NotFoundError: It is not there.
        """
        file = Path(os.path.abspath(self.places.root)) / article_id
        if not file.is_file():
            raise NotFoundError(f"There is no file {article_id} in the library")
        return file

    @staticmethod
    def read_file(path: str | os.PathLike[str], *, body_only: bool = False) -> Article:
        """Read any file as an article, in a library or not.

        Args:
            path: The file; becomes the article's id.
            body_only: Whether to take the whole file as body text: no headline, caption or byline is looked for.

        Raises:
            NotFoundError: There is no such file.
            ArticleError: It cannot be read as an article.
        """
        from tui_reader.formats import parse_article
        from tui_reader.formats.walk import read_outside

        content = read_outside(_expanded(path))
        return parse_article(content, os.fspath(path), body_only=body_only)

    @staticmethod
    def find_mentions(article: Article, *, published: date | None = None) -> AnnotatedArticle:
        """Find the people, organisations, places and dates in an article.

        Args:
            article: Any article.
            published: The day from which relative dates are reckoned, if it is not the article's own.
        """
        from tui_reader.mentions import find_mentions

        return find_mentions(article, published=published)

    def mentions(self, article_id: str) -> AnnotatedArticle:
        """Read an article of the library with everything that it mentions, under the ids and names of the library.

        Raises:
            NotFoundError, ArticleError: As `article` does.
        """
        return self.registered(self.find_mentions(self.article(article_id)))

    def close(self) -> None:
        """Let go of all files."""
        self.stop_update()
        self._index.forget()
        self._shelf = None
        self._store.close()

    # Typing

    def complete(self, text: str, cursor: int, *, of_passages: bool = False) -> "tuple[Suggestion, ...]":
        """Complete a field's name, or a person, organisation, place, source, tag or state, that is being typed.

        Args:
            text: The query as far as it is typed.
            cursor: The code point of it at which the cursor stands.
            of_passages: Whether kept passages are asked for, and not articles.

        Returns:
            The likeliest first, each with the whole query once it is accepted; nothing where there is no telling.

        Raises:
            IndexTroubleError: The index cannot be read.
            StoreError: The store cannot be read.
        """
        from tui_reader.library.completing import find_completions

        return find_completions(self, text, cursor, of_passages=of_passages)

    # Keeping

    @staticmethod
    def sentence_at(article: Article, offset: int) -> Span | None:
        """Return the sentence at an offset of an article, or the next one after it; None past the last."""
        from tui_reader.bookmarks.sentences import sentence_at

        return sentence_at(article, offset)

    @staticmethod
    def find_sentences(article: Article, block: Block) -> list[Span]:
        """Return the sentences of a block of an article, in order."""
        from tui_reader.bookmarks.sentences import find_sentences

        return find_sentences(article, block)

    @staticmethod
    def grown_passage(article: Article, span: Span) -> Span:
        """Return the next larger passage around a span: a word, a sentence, a paragraph, then one paragraph more."""
        from tui_reader.bookmarks.sentences import grown

        return grown(article, span)

    def kept_bookmarks(self) -> "Sequence[Bookmark]":
        """Return every bookmark as it was kept, the newest first, without looking where it stands now.

        Raises:
            StoreError: The store is there and cannot be read. Where there is none, none is made.
        """
        from tui_reader.library.resolving import read_bookmarks

        return read_bookmarks(self._store)

    def tags(self) -> tuple[str, ...]:
        """Return the tags in use, those in most articles first.

        Raises:
            StoreError: As `kept_bookmarks` does.
        """
        from tui_reader.library.completing import find_tags

        return tuple(tag for tag, _ in find_tags(self.kept_bookmarks()))

    @property
    def bookmarks(self) -> "Bookmarks":
        """The passages that were kept. Opens the store when first used.

        Raises:
            StoreError: It cannot be opened.
        """
        from tui_reader.library.anchoring import Anchors, Whereabouts
        from tui_reader.library.keeping import Bookmarks

        if self._anchors is None:
            self._anchors = Anchors()
        whereabouts = Whereabouts(self.places, self._find_articles, self.article)
        return Bookmarks(self._store.open(), self.article, self._find_articles, whereabouts, self._anchors)

    def seek_kept(self, query: str) -> "Generator[None, None, int]":
        """Count, in small steps, the kept passages that match what is typed as a search.

        Returns:
            How many; none where that cannot be asked of passages.

        Raises:
            StoreError: The store is there and cannot be read.
        """
        if not self.kept_bookmarks():
            return 0
        shelf = self.shelf()
        shelf.load()
        yield
        for _ in shelf.prepare():
            yield
        for _ in shelf.place():
            yield
        try:
            return len(shelf.find(query, typing=True)[0])
        except (QueryError, IndexTroubleError):
            return 0

    def shelf(self) -> "Shelf":
        """Return all kept passages as a list shows them; they are read when that is asked for.

        It is the same one every time: what was found out about a passage is known as long as its article is the same.

        Raises:
            StoreError: The store cannot be opened.
        """
        from tui_reader.formats.walk import look_at
        from tui_reader.library.shelf import Shelf

        if self._shelf is None:
            self._shelf = Shelf(self.bookmarks, partial(look_at, self.places.root))
        return self._shelf

    @property
    def memory(self) -> "Memory":
        """What is remembered for the reader, and the undoing of changes. Opens the store when first used.

        Raises:
            StoreError: It cannot be opened.
        """
        from tui_reader.library.memory import Memory

        return Memory(self._store.open())
