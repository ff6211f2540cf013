"""What the screens do with the library's memory, in threads of their own: places, read marks, searches, dates.

The one rule: as in `work`, a worker calls the library and posts a message; it touches no widget.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from tui_reader.article import Article
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui import noting
from tui_reader.ui.noting import Place
from tui_reader.ui.work import Post, Troubled


@dataclass(frozen=True, slots=True)
class GivenDate:
    """The day on which an article was published, as somebody says; None for what the article says itself."""

    article: str
    day: date | None


@dataclass
class ReadMarksChanged(Message):
    """Other articles are marked as read now."""

    articles: frozenset[str]


@dataclass
class ArticleMarked(Message):
    """Somebody marked an article as read, or as unread."""

    title: str
    is_read: bool


@dataclass
class SearchSaved(Message):
    """A search was saved, or is saved no longer."""

    query: str
    is_saved: bool


@dataclass
class DateSet(Message):
    """An article was given a date by hand, or its own again."""

    given: GivenDate


def load_marks(post: Post, library: Library) -> None:
    """Find out which articles are marked as read."""
    try:
        post(ReadMarksChanged(library.memory.read_articles()))
    except ReaderError as error:
        post(Troubled(error))


def keep_place(post: Post, library: Library, place: Place) -> None:
    """Remember where somebody is; an article whose end was seen is read."""
    try:
        if noting.keep_place(library, place):
            post(ReadMarksChanged(library.memory.read_articles()))
    except ReaderError as error:
        post(Troubled(error))


def toggle_read(post: Post, library: Library, article: Article) -> None:
    """Mark an article as read, or as unread if it is."""
    try:
        post(ArticleMarked(article.title, noting.toggle_read(library, article)))
        post(ReadMarksChanged(library.memory.read_articles()))
    except ReaderError as error:
        post(Troubled(error))


def toggle_search(post: Post, library: Library, query: str) -> None:
    """Save a search, or forget it if it is saved."""
    try:
        post(SearchSaved(query, noting.toggle_search(library, query)))
    except ReaderError as error:
        post(Troubled(error))


def look_again(post: Post, library: Library, article: Article) -> None:
    """See whether an article has another date than it had: a change of it may have been undone."""
    with suppress(ReaderError):  # that it cannot be read is told where it is opened
        now = library.article(article.id)
        if now.published != article.published:
            post(DateSet(GivenDate(article.id, now.published)))


def set_date(post: Post, library: Library, given: GivenDate) -> None:
    """Give an article a date by hand, or its own again."""
    try:
        library.memory.set_date(given.article, given.day)
        post(DateSet(given))
    except ReaderError as error:
        post(Troubled(error))
