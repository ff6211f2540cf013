"""What the library is told and asked while one reads: places, read marks, searches, kept passages.

The one rule: without the screen, for plain mode notes the same. Every call touches the disk, and what it returns is on
it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_reader.article import Article, Span
from tui_reader.errors import ArticleError, NotFoundError, QueryError, ReaderError
from tui_reader.library import Library
from tui_reader.ui.reading import FINISHED
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage
    from tui_reader.ui.panes.front import News


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was: in which article, and which offset was read first of what was read last."""

    article: str
    title: str
    offset: int
    share: float
    """How much of the text had been read, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class SavedCount:
    """A saved search, with what it finds now."""

    text: str
    articles: int
    fresh: int
    """How many of them came since it was looked at last."""

    @property
    def words(self) -> str:
        """How much it finds, in words."""
        return f"{counted(self.articles, 'article')}{f' · {self.fresh:,} new' if self.fresh else ''}"


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


def jot(
    library: Library,
    article: Article,
    passage: Span,
    *,
    note: str | None = None,
    tags: Sequence[str] | None = None,
) -> "KeptPassage":
    """Give a passage another note or other tags, None leaves them; one that is not kept yet is kept with them."""
    bookmarks = library.bookmarks
    for kept in bookmarks.of(article):
        if kept.span == passage:
            bookmarks.edit(kept.bookmark.id, note=note, tags=tags)
            return kept
    return bookmarks.add(article, passage, note=note or "", tags=tags or ())


def count_saved(library: Library, most: int | None = None) -> Iterator[SavedCount]:
    """Yield the saved searches with what they find, the newest first: each is counted when it is asked for."""
    searches = library.memory.saved_searches()[:most]
    first = min((search.since for search in searches if search.since), default=None)
    has_new = bool(first and library.added_since(first))
    for search in searches:
        try:
            articles = library.search(search.query, 1).total
            fresh = library.count_new(search.query, search.since) if has_new and articles and search.since else 0
            yield SavedCount(search.query, articles, fresh)
        except QueryError:
            yield SavedCount(search.query, 0, 0)  # it was saved by another version, or by hand


def find_news(library: Library, since: datetime | None, saved: "Sequence[SavedCount] | None" = None) -> "News":
    """Return what the front page tells.

    Args:
        library: Which library.
        since: When it was last looked at.
        saved: The saved searches, if what they find was counted already.
    """
    from tui_reader.ui.panes.front import MOST, MOST_PEOPLE, News

    memory = library.memory
    begun = [position for position in memory.recent() if 0 < position.share < FINISHED][:MOST]
    ids = library.added_since(since) if since else []
    fresh = [(article, _title_of(library, article)) for article in ids[:MOST]]
    if saved is None:
        saved = tuple(count_saved(library, MOST))
    people = library.most_mentioned(MOST_PEOPLE)
    return News(tuple(begun), since, tuple(fresh), len(ids), tuple(saved), tuple(people))


def _title_of(library: Library, article: str) -> str:
    try:
        return library.article(article).title
    except (ArticleError, NotFoundError):
        return article
