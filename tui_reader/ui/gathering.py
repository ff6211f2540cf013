"""What the pages and the lines around the panes have done in threads: finding news, bringing in files, remembering.

The one rule: that of `work`: a worker calls the library and posts a message; it touches no widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from tui_reader.article import Article
from tui_reader.errors import ArticleError, ReaderError
from tui_reader.library import Library
from tui_reader.ui.desk import Question
from tui_reader.ui.noting import Place, count_saved, find_news, keep_place
from tui_reader.ui.reading import Reading
from tui_reader.ui.subject import mentions_of
from tui_reader.ui.work import Post, Troubled, passages_of

if TYPE_CHECKING:
    from tui_reader.library import Facets, Query
    from tui_reader.library.bringing import Completed
    from tui_reader.library.easier import WaysOut
    from tui_reader.ui.panes.front import News


@dataclass
class Recalled(Message):
    """What is remembered of the last time was read."""

    since: datetime | None
    panes: Any
    """The sizes of the panes, as they were remembered."""
    measure: Any
    """The width of the text, as it was remembered."""


@dataclass
class KeptCounted(Message):
    """The kept passages were counted."""

    by_article: dict[str, int]
    set_aside: Path | None
    """Where a foreign file was moved that stood in the store's place."""
    news: str = ""
    """What is to be said, once, of where the store came from, or why passages are not shown."""


@dataclass
class NewsGathered(Message):
    """What the front page tells was gathered."""

    news: "News"


@dataclass
class EasierFound(Message):
    """It was found what could be asked instead of a query that nothing matches."""

    text: str
    """The query."""
    ways: "WaysOut"


@dataclass
class FacetsFound(Message):
    """It was found what all results share."""

    number: int
    facets: "Facets"


@dataclass
class ArticlesBrought(Message):
    """Articles were copied into the library."""

    count: int


@dataclass
class FolderChosen(Message):
    """A folder to read was named, and it can be read."""

    folder: Path


@dataclass
class PathRefused(Message):
    """What was named cannot be used."""

    reason: str


@dataclass
class PathCompleted(Message):
    """A path was completed."""

    before: str
    completed: "Completed"


@dataclass
class ArticleReread(Message):
    """The open article was found changed on the disk, and read anew."""

    before: Article
    reading: Reading
    """The article as it is now, read from nowhere in particular."""
    find_again: Callable[[int], int]
    """Where in the new text an offset of the old one is."""


@dataclass
class ArticleGone(Message):
    """The open article is not on the disk any more, or cannot be read."""

    article: str
    error: ReaderError


def recall(post: Post, library: Library) -> None:
    """Begin a visit: read what is remembered of the one before."""
    try:
        since = library.memory.begin_visit()
        memory = library.memory
        post(Recalled(since, memory.setting("panes"), memory.setting("measure")))
    except ReaderError as error:
        post(Troubled(error))


def remember(post: Post, library: Library, name: str, value: Any) -> None:
    """Remember a setting."""
    try:
        library.memory.set_setting(name, value)
    except ReaderError as error:
        post(Troubled(error))


def count_kept(post: Post, library: Library) -> None:
    """Count the kept passages."""
    try:
        bookmarks = library.bookmarks
        counts = bookmarks.counts()
        post(KeptCounted(counts, bookmarks.set_aside, library.tell_news() or bookmarks.trouble))
    except ReaderError as error:
        post(Troubled(error))


def gather_news(post: Post, library: Library, since: datetime | None, left: Place | None) -> Question:
    """Gather what the front page tells besides the newest articles; `left` is where somebody was a moment ago."""
    from tui_reader.ui.panes.front import MOST

    try:
        if left:
            keep_place(library, left)  # which may still be on its way to the disk
        saved = []
        for count in count_saved(library, MOST):
            saved.append(count)
            yield  # somebody may be typing
        post(NewsGathered(find_news(library, since, tuple(saved))))
    except ReaderError as error:
        post(Troubled(error))


def look_for_easier(post: Post, library: Library, query: "Query") -> Question:
    """Find what could be asked instead of a query that nothing matches."""
    from tui_reader.library.easier import seek_easier

    try:
        ways = yield from seek_easier(library, query)
        post(EasierFound(query.text, ways))
    except ReaderError as error:
        post(Troubled(error))


def find_facets(post: Post, library: Library, number: int, query: "Query") -> None:
    """Find the people, sources and years of all results."""
    try:
        post(FacetsFound(number, library.facets(query)))
    except ReaderError as error:
        post(Troubled(error))


def bring_samples(post: Post, library: Library) -> None:
    """Copy the sample articles into the library."""
    from tui_reader.library.bringing import add_samples

    try:
        post(ArticlesBrought(len(add_samples(library.places))))
    except ReaderError as error:
        post(PathRefused(str(error)))


def bring_file(post: Post, library: Library, path: str) -> None:
    """Copy a file into the library."""
    from tui_reader.library.bringing import add_file

    try:
        add_file(library.places, Path(path))
        post(ArticlesBrought(1))
    except ArticleError as error:
        post(PathRefused(f"It cannot be brought in: {error}"))
    except ReaderError as error:
        post(PathRefused(str(error)))


def choose_folder(post: Post, path: str) -> None:
    """Look whether a folder can be read."""
    from tui_reader.library.bringing import check_folder

    try:
        post(FolderChosen(check_folder(path)))
    except ReaderError as error:
        post(PathRefused(str(error)))


def complete(post: Post, path: str, *, folders_only: bool) -> None:
    """Complete a path that is being typed."""
    from tui_reader.library.bringing import complete_path

    post(PathCompleted(path, complete_path(path, folders_only=folders_only)))


def reread(post: Post, library: Library, before: Article, query: "Query | None") -> None:
    """Read the open article anew, if it has changed on the disk."""
    from tui_reader.library.again import find_again

    try:
        now = library.article(before.id)
    except ReaderError as error:
        post(ArticleGone(before.id, error))
        return
    if now.content_hash != before.content_hash:
        hits = library.find_hits(query, now) if query else ()
        passages = passages_of(post, library, now)
        reading = Reading(mentions_of(library, now), hits, passages, mentions_known=True)
        post(ArticleReread(before, reading, lambda offset: find_again(before, now, offset)))
