"""What the list of kept passages has done in threads of its own: reading, filtering, showing in the article, exporting.

The one rule: as in `work`, a worker calls the library and posts a message; it touches no widget. An answer that comes
late is known by its number.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.safe_text import safe_line
from tui_reader.ui.citing import cited_as, source_of
from tui_reader.ui.reading import Reading
from tui_reader.ui.shelf_lines import Heights
from tui_reader.ui.wording import counted
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage, Shelf

FIRST = 200
"""Passages that are listed before all are read."""
PAUSE = 1.0
"""Seconds between two looks at what was found so far: to list thousands anew takes a while."""
BREATH = 0.002
"""Seconds after each step of what nobody waits for, in which the screen is painted and keys are answered."""
_NO_MORE = object()


@dataclass
class PassagesListed(Message):
    """Kept passages were read."""

    passages: "list[KeptPassage]"
    is_all: bool


@dataclass
class PassagesPlaced(Message):
    """It was found where some passages stand now."""

    passages: "list[KeptPassage]"
    """All of them."""


@dataclass
class PassagesFound(Message):
    """A filter was answered."""

    number: int
    passages: "list[KeptPassage]"
    understood: str


@dataclass
class FilterFailed(Message):
    """A filter could not be understood, or not be answered."""

    number: int
    error: ReaderError


@dataclass
class PeopleFound(Message):
    """It was found who is named in each passage."""

    people: Mapping[str, tuple[str, ...]]
    """Names, by the ids of the passages."""


@dataclass
class PreviewMade(Message):
    """An article was read in which a passage stands, or stood."""

    number: int
    reading: Reading | None
    words: str
    """What it is that is shown."""


@dataclass
class PassagesRemoved(Message):
    """Passages are kept no longer."""

    count: int


@dataclass
class PassagesCited(Message):
    """Passages were written down with their sources, to be copied."""

    text: str
    count: int


@dataclass
class Exported(Message):
    """Passages were written to a file."""

    words: str
    """Where they went."""


@dataclass
class NotExported(Message):
    """They were not."""

    reason: str
    is_there: bool
    """Whether that is because there is a file of that name."""


def load_newest(post: Post, shelf: "Shelf") -> None:
    """Read the passages that were kept last: they are seen before all others are read."""
    try:
        post(PassagesListed(shelf.newest(FIRST), is_all=False))
    except ReaderError as error:
        post(Troubled(error))


def load(
    post: Post, shelf: "Shelf", is_wanted: Callable[[], bool], heights: Heights, width: int, *, is_first: bool
) -> None:
    """Read the kept passages, then look where they stand; the list is there long before the latter has ended.

    Args:
        post: Where messages go.
        shelf: The passages.
        is_wanted: Whether anybody still waits for this.
        heights: Of the list, for the passages to be counted before they are shown.
        width: Of the list.
        is_first: Whether articles may have changed since this was done last.
    """
    try:
        steps = _load(post, shelf, heights, width, is_first=is_first)
        while is_wanted() and next(steps, _NO_MORE) is not _NO_MORE:
            time.sleep(BREATH)
    except ReaderError as error:
        post(Troubled(error))


def _load(post: Post, shelf: "Shelf", heights: Heights, width: int, *, is_first: bool) -> Iterator[object]:
    if is_first:
        yield from shelf.look_again()
    passages = shelf.load()
    yield from heights.count(passages, width)
    post(PassagesListed(passages, is_all=True))
    yield from shelf.prepare()
    told = time.monotonic()
    for step in shelf.place():
        yield step
        if time.monotonic() - told > PAUSE:
            told = time.monotonic()
            post(PassagesPlaced(shelf.all()))
    post(PassagesPlaced(shelf.all()))
    yield from shelf.prepare()


def find(post: Post, shelf: "Shelf", number: int, text: str) -> None:
    """Find the passages that match what is typed."""
    try:
        passages, query = shelf.find(text, typing=True)
        post(PassagesFound(number, passages, query.understood))
    except ReaderError as error:
        post(FilterFailed(number, error))


def find_people(post: Post, library: Library, passages: "Sequence[KeptPassage]") -> None:
    """Find who is named in passages."""
    try:
        post(PeopleFound(library.named_in({kept.bookmark.id: kept.bookmark.quote for kept in passages})))
    except ReaderError as error:
        post(Troubled(error))


def preview(post: Post, library: Library, number: int, kept: "KeptPassage") -> None:
    """Show a passage in its article; one that is lost, in the text that it was taken from."""
    try:
        if kept.span:
            article, current = library.article(kept.article), kept.span
            words = article.title
        else:
            article, current = library.bookmarks.article_then(kept.bookmark), kept.bookmark.span
            words = f"as it was when this was kept: {article.title}"
        post(PreviewMade(number, Reading(AnnotatedArticle(article), current=current), safe_line(words)))
    except ReaderError as error:
        post(PreviewMade(number, None, safe_line(str(error))))


def remove(post: Post, library: Library, ids: Sequence[str]) -> None:
    """Remove passages, as one change."""
    try:
        library.bookmarks.remove_all(ids)
        post(PassagesRemoved(len(ids)))
    except ReaderError as error:
        post(Troubled(error))


def cite(post: Post, library: Library, passages: "Sequence[KeptPassage]") -> None:
    """Write passages down as they were kept, each with its source."""
    try:
        cited = [cited_as(kept.bookmark.quote, _source(library, kept)) for kept in passages]
        post(PassagesCited("\n\n".join(cited), len(cited)))
    except ReaderError as error:
        post(Troubled(error))


def _source(library: Library, kept: "KeptPassage") -> str:
    """Where a passage is from; if its article is gone, as far as that was kept."""
    with suppress(ReaderError):
        return source_of(library.article(kept.article))
    with suppress(ReaderError):
        return source_of(library.bookmarks.article_then(kept.bookmark))
    return kept.article


def export(post: Post, library: Library, ids: Sequence[str], format_: str, path: str, *, replace: bool) -> None:
    """Write passages to a file; one that is there is only replaced if that is wanted."""
    try:
        written = library.bookmarks.export_to(path, ids, format_, replace=replace)
        post(Exported(f"✓ {counted(len(ids), 'passage')} in {safe_line(str(written))}"))
    except FileExistsError:
        name = safe_line(Path(path).name)
        post(NotExported(f"{name} is there already: Enter again replaces it", is_there=True))
    except ReaderError as error:
        post(NotExported(str(error), is_there=False))
