"""What the screens do with the library's memory, in threads of their own: places, read marks, searches, dates.

The one rule: as in `work`, a worker calls the library and posts a message; it touches no widget.
"""

from dataclasses import dataclass
from datetime import date

from textual.message import Message

from tui_reader.article import Article
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui.reading import FINISHED
from tui_reader.ui.work import Post, Troubled


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was: in which article, and which offset was at the top of the screen."""

    article: str
    title: str
    offset: int
    share: float
    """How much of the text had been on the screen or above it, from 0 to 1."""


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
        memory = library.memory
        memory.keep_position(place.article, place.title, place.offset, place.share)
        if place.share >= FINISHED and place.article not in memory.read_articles():
            memory.mark_read(place.article, is_read=True, by_hand=False)
            post(ReadMarksChanged(memory.read_articles()))
    except ReaderError as error:
        post(Troubled(error))


def toggle_read(post: Post, library: Library, article: Article) -> None:
    """Mark an article as read, or as unread if it is."""
    try:
        is_read = article.id not in library.memory.read_articles()
        library.memory.mark_read(article.id, is_read=is_read)
        post(ArticleMarked(article.title, is_read))
        post(ReadMarksChanged(library.memory.read_articles()))
    except ReaderError as error:
        post(Troubled(error))


def toggle_search(post: Post, library: Library, query: str) -> None:
    """Save a search, or forget it if it is saved."""
    try:
        is_saved = any(saved.query == query for saved in library.memory.saved_searches())
        if is_saved:
            library.memory.forget_search(query)
        else:
            library.memory.save_search(query)
        post(SearchSaved(query, not is_saved))
    except ReaderError as error:
        post(Troubled(error))


def set_date(post: Post, library: Library, given: GivenDate) -> None:
    """Give an article a date by hand, or its own again."""
    try:
        library.memory.set_date(given.article, given.day)
        post(DateSet(given))
    except ReaderError as error:
        post(Troubled(error))
