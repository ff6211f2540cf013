"""Writing kept passages down for others, and bringing in what others wrote.

The one rule: nothing that is kept already is changed by what is brought in, and a passage whose article is not found is
kept all the same.
"""

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.cells import now
from tui_reader.bookmarks.exchange import Format, Incoming, Loaded, Parsed, Passage
from tui_reader.bookmarks.exchange.placing import Placed, bookmark_id, place_incoming
from tui_reader.bookmarks.exchange.readwise import note_with_tags
from tui_reader.errors import NotFoundError, StoreError, UsageError
from tui_reader.formats.decode import BOMS
from tui_reader.formats.walk import reason_of

if TYPE_CHECKING:
    from tui_reader.bookmarks.store.passages import Passages
    from tui_reader.library.recognising import Recogniser

MOST_BYTES = 64 * 1024 * 1024
"""In a file from which passages are brought in."""
_BEGINS_A_STORE = b"SQLite format 3\0"


def named_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UsageError: There is none.
    """
    try:
        return Format(name)
    except ValueError:
        raise UsageError(f"There is no format {name}: there are {', '.join(Format)}") from None


# Out


def write_passages(passages: Iterable[Passage], format_: Format) -> str:
    """Write passages in one of the formats; the same passages always give the same text."""
    match format_:
        case Format.JSON:
            from tui_reader.bookmarks.exchange.annotations import write_annotations as write
        case Format.CSV:
            from tui_reader.bookmarks.exchange.spreadsheet import write_spreadsheet as write
        case Format.READWISE:
            from tui_reader.bookmarks.exchange.readwise import write_readwise as write
        case Format.MARKDOWN:
            from tui_reader.bookmarks.exchange.markdown import write_markdown as write
        case Format.HTML:
            from tui_reader.bookmarks.exchange.page import write_page as write
    return write(passages)


def write_file(path: str, text: str, *, replace: bool) -> Path:
    """Write a file, whole or not at all, and return its absolute path.

    Raises:
        FileExistsError: There is one, and it is not to be replaced.
        UsageError: It cannot be written.
    """
    target = Path(os.path.abspath(os.path.expanduser(path)))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if os.path.lexists(target) and not replace:
            raise FileExistsError(path)
        if target.is_dir():
            raise UsageError(f"{path} is a folder")
        draft.write_bytes(text.encode("utf-8", "surrogateescape"))
        if replace:
            os.replace(draft, target)
        else:
            os.link(draft, target)  # which never takes the place of a file that came there in the meantime
            draft.unlink()
    except FileExistsError:
        draft.unlink(missing_ok=True)
        raise
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)
        reason = reason_of(error) if isinstance(error, OSError) else "no file can be called so"
        raise UsageError(f"{path} cannot be written: {reason}") from error
    return target


# In


def read_passages(path: str) -> str:
    """Return what is in a file that passages are to be brought in from.

    Raises:
        NotFoundError: There is no such file.
        UsageError: It cannot be read, or is too large.
    """
    try:
        fd = os.open(os.path.expanduser(path), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with open(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise UsageError(f"{path} is no file")
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


def find_store(path: str) -> Path | None:
    """Return the store that is meant by a path: a store itself, that of a library, or that of a folder of articles.

    The latter may be gone: what was kept of it is there still.
    """
    from tui_reader.library.places import STORE, find_places, store_outside

    try:
        named = Path(os.path.expanduser(path or "-"))
        if named.is_dir():
            return next(filter(os.path.lexists, (find_places(named).store, named / STORE)), None)
        if named.is_file():
            with named.open("rb") as file:
                return named if file.read(len(_BEGINS_A_STORE)) == _BEGINS_A_STORE else None
        known = store_outside(Path(os.path.realpath(named)))
        return known if os.path.lexists(known) else None
    except (OSError, ValueError):
        return None


def load_store(store: "Passages", path: Path) -> Loaded:
    """Keep the passages of another store, which is only read, in one change that can be undone.

    Raises:
        StoreError: It cannot be read, or they could not be written: then none of them is kept.
    """
    from tui_reader.bookmarks.store.beneath import Beneath

    other = Beneath(path)
    try:
        bookmarks = list(other.by_id().values())
        if other.trouble:
            raise StoreError(other.trouble)
        texts = {bookmark.text_hash: other.text(bookmark.text_hash) or bookmark.quote for bookmark in bookmarks}
        added = store.take_in(reversed(bookmarks), texts)
    finally:
        other.close()
    return Loaded(len(added), len(bookmarks) - len(added))


def find_format(text: str) -> Format:
    """Return in which of the formats from which passages can be brought in a text is.

    Raises:
        UsageError: In none of them.
    """
    from tui_reader.bookmarks.exchange.tables import column_names

    if text[:MOST_BYTES].lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return Format.JSON
    columns = column_names(text)
    if "highlight" in columns:
        return Format.READWISE
    if {"id", "quote"} <= columns:
        return Format.CSV
    raise UsageError("These are no Web Annotations and no table with highlights: nothing can be brought in from this")


def parse_passages(text: str, format_: Format) -> Parsed:
    """Read passages that were written down.

    Raises:
        UsageError: They cannot be brought in from this format, or it is not in this format, or it is too much.
    """
    match format_:
        case Format.JSON:
            from tui_reader.bookmarks.exchange.annotations import parse_annotations as parse
        case Format.CSV:
            from tui_reader.bookmarks.exchange.spreadsheet import parse_spreadsheet as parse
        case Format.READWISE:
            from tui_reader.bookmarks.exchange.readwise import parse_readwise as parse
        case _:
            raise UsageError(f"From {format_} nothing can be brought in: it is for writing only")
    return parse(text)


def load_passages(
    store: "Passages", kept: "Callable[[], Iterable[Passage]]", articles: "Recogniser", parsed: Parsed
) -> Loaded:
    """Keep passages that were read, in one change that can be undone.

    Args:
        store: Where they are kept.
        kept: Gives what is there already, as it is written without names, if there is anything without a name.
        articles: Recognises what they are from.
        parsed: The passages.

    Raises:
        StoreError: They could not be written: then none of them is kept.
    """
    standing = Counter[str]()
    if not all(incoming.id for incoming in parsed.passages):
        standing.update(_key(passage.bookmark) for passage in kept())
    placed, known = [], 0
    for each in _place(parsed.passages, articles):
        key = _key(each.bookmark)
        if each.is_nameless and standing[key]:
            standing[key] -= 1
            known += 1
        else:
            placed.append(each)
    added = store.take_in([each.bookmark for each in placed], {each.bookmark.text_hash: each.text for each in placed})
    known += len(placed) - len(added)
    unplaced = sum(1 for each in placed if each.bookmark.id in added and not each.is_certain)
    return Loaded(len(added), known, unplaced, parsed.left_out + len(parsed.passages) - len(added) - known)


def _key(bookmark: Bookmark) -> str:
    """What is the same for a passage that is here and one without a name that was written from it."""
    return json.dumps(
        [bookmark.article, bookmark.quote, note_with_tags(bookmark.note, bookmark.tags), bookmark.created]
    )


def _place(passages: Iterable[Incoming], articles: "Recogniser") -> Iterator[Placed]:
    said_before: Counter[str] = Counter()
    time = now("milliseconds")
    for incoming in passages:
        new_id = ""
        if not incoming.id:  # what has no name is known by all that is said of it, and by how often it was said before
            said = _said(incoming)
            new_id = bookmark_id(f"{said}\n{said_before[said]}")
            said_before[said] += 1
        if placed := place_incoming(incoming, articles.find(incoming), now=time, new_id=new_id):
            yield replace(placed, is_nameless=not incoming.id)


def _said(incoming: Incoming) -> str:
    parts = (incoming.quote, incoming.article, incoming.title, incoming.span, incoming.note, incoming.tags)
    return json.dumps([*parts, incoming.created])
