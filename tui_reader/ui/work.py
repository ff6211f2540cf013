"""What the screens have done in threads of their own: searching, opening, keeping, updating.

The one rule: a worker calls the library and posts a message; it touches no widget. Every request has a number, and an
answer that comes late, after a newer request, is known by it and dropped.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.article import AnnotatedArticle, Article, Span
from tui_reader.errors import IndexBusyError, ReaderError
from tui_reader.library import Library
from tui_reader.safe_text import safe_line
from tui_reader.ui.noting import keep_passage, remembered_offset
from tui_reader.ui.reading import Reading
from tui_reader.ui.subject import mentions_of

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage, Progress, Query, Results

SHORT = 20_000
"""Code points: the names of an article up to this length are found before it is shown."""

Post = Callable[[Message], object]


class Landing(Enum):
    """Where in an opened article the reader is taken."""

    FIRST_HIT = auto()
    LAST_HIT = auto()


@dataclass
class SearchFinished(Message):
    """A search was answered."""

    number: int
    results: "Results"


@dataclass
class SearchFailed(Message):
    """A search could not be understood, or not be answered."""

    number: int
    error: ReaderError


@dataclass
class CompletionFound(Message):
    """It was found how what is typed may go on."""

    typed: str
    completed: str
    """All of it, once that is accepted."""
    label: str


@dataclass
class UpdateProgressed(Message):
    """The index was brought a step further; None when that is over."""

    progress: "Progress | None"


@dataclass
class ArticleIndexed(Message):
    """The index knows an article as it is now."""

    article: str


@dataclass
class IndexHeld(Message):
    """Another reader is bringing the index up to date."""


@dataclass
class ArticleOpened(Message):
    """An article was read."""

    number: int
    reading: Reading


@dataclass
class MentionsFound(Message):
    """The people and dates of the open article were found."""

    number: int
    annotated: AnnotatedArticle


@dataclass
class OpeningFailed(Message):
    """An article could not be read."""

    number: int
    article: str
    error: ReaderError


@dataclass
class PassageKept(Message):
    """A passage is on the disk."""

    kept: "KeptPassage"
    is_new: bool


@dataclass
class MemoryChanged(Message):
    """Something that the user had done was undone, or done again: passages, read marks, searches, dates may differ."""

    words: str
    """What to say of it."""


@dataclass
class PassagesChanged(Message):
    """The kept passages of an article are others now."""

    article: str
    passages: "tuple[KeptPassage, ...]"


@dataclass
class Troubled(Message):
    """Something that was asked for could not be done."""

    error: ReaderError


def search(
    post: Post,
    library: Library,
    number: int,
    text: str,
    limit: int,
    sort: str,
    *,
    rested: bool,
    go_on: Callable[[], bool],
) -> None:
    """Answer what is typed in the search box; once typing `rested`, in full, as long as that is wanted."""
    try:
        results = library.search(text, limit, sort=sort, typing=True, rested=rested, folded=True, go_on=go_on)
        post(SearchFinished(number, results))
    except ReaderError as error:
        post(SearchFailed(number, error))


def update_article(post: Post, library: Library, article_id: str) -> bool:
    """Bring the index up to date with one article; return whether that alone was possible."""
    try:
        library.update_articles([article_id])
    except ReaderError:
        return False
    post(ArticleIndexed(article_id))
    return True


def complete(post: Post, library: Library, typed: str, *, of_passages: bool = False) -> None:
    """Find out how what is typed may go on, as a query for articles or passages; where nobody can tell, say nothing."""
    with suppress(ReaderError):
        for suggestion in library.complete(typed, len(typed), of_passages=of_passages)[:1]:
            post(CompletionFound(typed, safe_line(suggestion.text), safe_line(suggestion.label)))


def update(post: Post, library: Library, is_cancelled: Callable[[], bool]) -> None:
    """Bring the index up to date."""
    try:
        if library.is_up_to_date():
            post(UpdateProgressed(None))
            return
        for progress in library.update():
            if is_cancelled():
                return
            post(UpdateProgressed(progress))
    except IndexBusyError:
        post(IndexHeld())
    except ReaderError as error:
        post(Troubled(error))
    post(UpdateProgressed(None))


def open_article(
    post: Post, library: Library, number: int, article_id: str, query: "Query | None", landing: Landing | Span | int
) -> None:
    """Read an article, with its hits and kept passages; its names follow if it is long."""
    try:
        article = library.article(article_id)
    except ReaderError as error:
        post(OpeningFailed(number, article_id, error))
        return
    hits = library.find_hits(query, article) if query else ()
    annotated, is_short = AnnotatedArticle(article), len(article.text) <= SHORT
    if is_short:
        annotated = mentions_of(library, article)
    passages, current = passages_of(post, library, article), _landed(hits, landing)
    top = landing if isinstance(landing, int) else 0 if current else remembered_offset(library, article_id)
    post(ArticleOpened(number, Reading(annotated, hits, passages, current, top, mentions_known=is_short)))
    if not is_short:
        post(MentionsFound(number, mentions_of(library, article)))


def find_again(post: Post, library: Library, number: int, article: Article) -> None:
    """Find again what the open article mentions: something else is known of names now."""
    post(MentionsFound(number, mentions_of(library, article)))


def _landed(hits: tuple[Span, ...], landing: Landing | Span | int) -> Span | None:
    if isinstance(landing, Span):
        return landing
    if isinstance(landing, int):
        return None
    return (hits[0] if landing is Landing.FIRST_HIT else hits[-1]) if hits else None


def passages_of(post: Post, library: Library, article: Article) -> "tuple[KeptPassage, ...]":
    """Return the kept passages of an article; none, and a word about it, if the store cannot be read."""
    try:
        return tuple(library.bookmarks.of(article))
    except ReaderError as error:
        post(Troubled(error))
        return ()


def keep(post: Post, library: Library, article: Article, passage: Span) -> None:
    """Keep a passage."""
    try:
        post(PassageKept(*keep_passage(library, article, passage)))
    except ReaderError as error:
        post(Troubled(error))


def undo(post: Post, library: Library) -> None:
    """Undo the last change that somebody made in the library."""
    try:
        post(MemoryChanged(library.memory.undo() or "nothing to undo"))
    except ReaderError as error:
        post(Troubled(error))


def redo(post: Post, library: Library) -> None:
    """Do again what was undone last."""
    try:
        post(MemoryChanged(library.memory.redo() or "nothing to redo"))
    except ReaderError as error:
        post(Troubled(error))
