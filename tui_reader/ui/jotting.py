"""What the screens have done with notes and tags, in threads of their own.

The one rule: nothing is said to be kept before it is on the disk. As in `work`, a worker calls the library and posts a
message; it touches no widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.article import Article, Span
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui import noting
from tui_reader.ui.desk import Question
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage


@dataclass
class PassageJotted(Message):
    """A passage has another note now, or other tags; perhaps it was kept with them."""

    kept: "KeptPassage"
    words: str
    """What to say of it."""


@dataclass
class BookmarksEdited(Message):
    """Kept passages have other notes or tags."""

    words: str


@dataclass
class KeptFound(Message):
    """It was counted how many kept passages match a search."""

    text: str
    count: int


@dataclass
class PassagePutBack(Message):
    """Somebody said where a passage stands."""

    kept: "KeptPassage"


@dataclass
class TagsFound(Message):
    """The tags in use were found, those in most use first."""

    tags: tuple[str, ...]


def jot(
    post: Post,
    library: Library,
    article: Article,
    passage: Span,
    *,
    note: str | None = None,
    tags: Sequence[str] | None = None,
) -> None:
    """Give a passage a note or tags, and keep it if it is not kept."""
    try:
        kept = noting.jot(library, article, passage, note=note, tags=tags)
        post(PassageJotted(kept, jotted_words(note, tags)))
    except ReaderError as error:
        post(Troubled(error))


def annotate(post: Post, library: Library, bookmark_id: str, note: str) -> None:
    """Give a kept passage another note."""
    try:
        library.bookmarks.edit(bookmark_id, note=note)
        post(BookmarksEdited(jotted_words(note, None)))
    except ReaderError as error:
        post(Troubled(error))


def retag(post: Post, library: Library, ids: Sequence[str], before: Sequence[str], tags: Sequence[str]) -> None:
    """Give kept passages other tags, as one change: of those in `before`, which all of them have, only these stay."""
    gone, new = [tag for tag in before if tag not in tags], [tag for tag in tags if tag not in before]
    try:
        library.bookmarks.retag(ids, without=gone, adding=new)
        post(BookmarksEdited(jotted_words(None, tags)))
    except ReaderError as error:
        post(Troubled(error))


def find_tags(post: Post, library: Library) -> None:
    """Find the tags in use."""
    try:
        post(TagsFound(library.tags()))
    except ReaderError as error:
        post(Troubled(error))


def count_kept(post: Post, library: Library, text: str) -> Question:
    """Count the kept passages that match a search."""
    try:
        count = yield from library.seek_kept(text)
        post(KeptFound(text, count))
    except ReaderError as error:
        post(Troubled(error))


def put_back(post: Post, library: Library, kept: "KeptPassage", article: Article, passage: Span) -> None:
    """Say where a passage stands."""
    try:
        library.bookmarks.put_back(kept.bookmark.id, article, passage)
        post(PassagePutBack(kept))
    except ReaderError as error:
        post(Troubled(error))


def jotted_words(note: str | None, tags: Sequence[str] | None) -> str:
    """Say what was written of a passage."""
    if tags is not None:
        return f"✓ tagged {' '.join(f'#{tag}' for tag in tags)}" if tags else "✓ no tags any more"
    return "✓ note kept" if note else "✓ no note any more"
