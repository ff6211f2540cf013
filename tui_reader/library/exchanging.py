"""Bringing kept passages into a library, and writing them down for others.

The one rule: nothing that is kept already is changed by what is brought in, and a passage whose article is not found is
kept all the same.
"""

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tui_reader.article import Article
from tui_reader.bookmarks.cells import now
from tui_reader.bookmarks.exchange import Format, Incoming, Loaded, Parsed
from tui_reader.bookmarks.exchange.placing import Placed, bookmark_id, place_incoming
from tui_reader.errors import NotFoundError, UsageError
from tui_reader.formats.decode import BOMS
from tui_reader.formats.walk import reason_of

if TYPE_CHECKING:
    from tui_reader.bookmarks.store.passages import Passages

MOST_BYTES = 64 * 1024 * 1024
"""In a file from which passages are brought in."""

ReadArticle = Callable[[str], Article | None]


def read_passages(path: str) -> str:
    """Return what is in a file that passages are to be brought in from.

    Raises:
        NotFoundError: There is no such file.
        UsageError: It cannot be read, or is too large, or no text.
    """
    try:
        fd = os.open(os.path.expanduser(path), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with open(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise UsageError(f"{path} is not a file")
            return decode_passages(file.read(MOST_BYTES + 1))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotFoundError(f"There is no file {path}") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {reason_of(error)}") from error


def decode_passages(content: bytes) -> str:
    """Return bytes that passages are to be brought in from as text, line ends and all.

    Raises:
        UsageError: It is too much.
    """
    if len(content) > MOST_BYTES:
        raise UsageError(f"Passages are brought in from at most {MOST_BYTES // 1024 // 1024} MB at once")
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:  # what a spreadsheet saves
        return content.decode("cp1252", errors="replace")


def parse_passages(text: str, format_: Format) -> Parsed:
    """Read passages that were written down in one of the formats from which they can be brought in.

    Raises:
        UsageError: They cannot be brought in from this format, or it is not in this format.
    """
    match format_:
        case Format.JSON:
            from tui_reader.bookmarks.exchange.annotations import parse_annotations

            return parse_annotations(text)
        case _:
            raise UsageError(f"Passages cannot be brought in from {format_}: it can be written only")


def load_passages(store: "Passages", read_article: ReadArticle, parsed: Parsed) -> Loaded:
    """Keep passages that were read, in one change that can be undone.

    Raises:
        StoreError: They could not be written: then none of them is kept.
    """
    placed = list(_place(parsed.passages, read_article))
    added = store.take_in([each.bookmark for each in placed], {each.bookmark.text_hash: each.text for each in placed})
    unplaced = sum(1 for each in placed if each.bookmark.id in added and not each.is_certain)
    left_out = parsed.left_out + len(parsed.passages) - len(placed)
    return Loaded(len(added), len(placed) - len(added), unplaced, left_out)


def _place(passages: Iterable[Incoming], read_article: ReadArticle) -> Iterator[Placed]:
    seen: Counter[str] = Counter()
    time = now("milliseconds")
    for incoming in passages:
        new_id = ""
        if not incoming.id:  # what has no name is known by all that is said of it, and by how often it was said before
            said = _said(incoming)
            new_id = bookmark_id(f"{said}\n{seen[said]}")
            seen[said] += 1
        article = read_article(_normal_id(incoming.article))
        if placed := place_incoming(incoming, article, now=time, new_id=new_id):
            yield placed


def _said(incoming: Incoming) -> str:
    parts = (incoming.quote, incoming.article, incoming.title, incoming.span, incoming.note, incoming.tags)
    return json.dumps([*parts, incoming.created])


def _normal_id(article_id: str) -> str:
    """The id of an article as the library writes it: others may have written `./` before it."""
    return str(PurePosixPath(article_id)) if article_id else ""
