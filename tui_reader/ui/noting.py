"""What the library is told and asked while one reads: places, read marks, searches, kept passages.

The one rule: without the screen, for plain mode notes the same. Every call touches the disk, and what it returns is on
it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_reader.article import Article, Span
from tui_reader.errors import ArticleError, NotFoundError, ReaderError
from tui_reader.library import Library
from tui_reader.ui.reading import FINISHED

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage
    from tui_reader.library.easier import Easier
    from tui_reader.ui.panes.front import News


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was: in which article, and which offset was read first of what was read last."""

    article: str
    title: str
    offset: int
    share: float
    """How much of the text had been read, from 0 to 1."""


def remembered_offset(library: Library, article_id: str) -> int:
    """Where in an article somebody was when it was left; the beginning, if they were at its end."""
    try:
        position = library.memory.position(article_id)
    except ReaderError:
        return 0  # whatever is wrong with the store is told where something is kept in it
    return position.offset if position and position.share < FINISHED else 0


def keep_place(library: Library, place: Place) -> bool:
    """Remember where somebody is; an article whose end was seen is read. Return whether it was not, before."""
    memory = library.memory
    memory.keep_position(place.article, place.title, place.offset, place.share)
    if place.share < FINISHED or place.article in memory.read_articles():
        return False
    memory.note_read(place.article)
    return True


def toggle_read(library: Library, article: Article) -> bool:
    """Mark an article as read, or as unread if it is; return whether it is now."""
    is_read = article.id not in library.memory.read_articles()
    library.memory.mark_read(article.id, is_read=is_read)
    return is_read


def toggle_search(library: Library, query: str) -> bool:
    """Save a search, or forget it if it is saved; return whether it is now."""
    is_saved = all(saved.query != query for saved in library.memory.saved_searches())
    if is_saved:
        library.memory.save_search(query)
    else:
        library.memory.forget_search(query)
    return is_saved


def keep_passage(library: Library, article: Article, passage: Span) -> "tuple[KeptPassage, bool]":
    """Keep a passage; return it, and whether it was not kept before."""
    before = {kept.bookmark.id for kept in library.bookmarks.of(article)}
    kept = library.bookmarks.add(article, passage)
    return kept, kept.bookmark.id not in before


def find_news(library: Library, since: datetime | None) -> "News":
    """Return what the front page tells; `since` is when the library was last looked at."""
    from tui_reader.ui.panes.front import MOST, MOST_PEOPLE, News

    memory = library.memory
    begun = [position for position in memory.recent() if 0 < position.share < FINISHED][:MOST]
    ids = library.added_since(since) if since else []
    fresh = [(article, _title_of(library, article)) for article in ids[:MOST]]
    saved = [_counted(library, search.query) for search in memory.saved_searches()[:MOST]]
    people = library.most_mentioned(MOST_PEOPLE)
    return News(tuple(begun), since, tuple(fresh), len(ids), tuple(saved), tuple(people))


def _title_of(library: Library, article: str) -> str:
    try:
        return library.article(article).title
    except (ArticleError, NotFoundError):
        return article


def _counted(library: Library, query: str) -> "Easier":
    from tui_reader.library.easier import Easier

    try:
        return Easier(query, library.search(query, 1).total)
    except ReaderError:
        return Easier(query, 0)
