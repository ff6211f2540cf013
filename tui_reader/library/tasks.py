"""What an update does with one file: it reads it, or finds the people and dates in it.

The one rule: whatever a file holds, there is an answer, and the files after it have their turn.
"""

import hashlib
import time
from pathlib import Path
from typing import NamedTuple

from tui_reader.article import AnnotatedArticle, Article
from tui_reader.errors import ArticleError, NotFoundError
from tui_reader.formats import parse_article
from tui_reader.formats.walk import read_bytes
from tui_reader.library.memory import parse_day, with_date
from tui_reader.search.engine.folder import Entry

YOUNG_NS = 2_000_000_000
"""A file changed so shortly ago may change again without its time or size telling: it is read again next time."""


class Wanted(NamedTuple):
    """A file that something is to be done with."""

    path: str
    entry: Entry
    """What is known of it now. Where it is only to be named, that is what the index knows."""
    before: Entry | None = None
    """What the index knows of it, if it is to be read."""


class Done(NamedTuple):
    """What came of it."""

    path: str
    entry: Entry
    """What is known of the file now."""
    annotated: AnnotatedArticle | None = None
    """What is to be put into the index, if that is not there as it is."""


def do_task(phase: str, root: Path, wanted: Wanted) -> Done | None:
    """Do what a phase of the update does with a file.

    Args:
        phase: "reading": make it searchable, without its people and dates; "naming": with them, now that it has been
            read; "both": with them at once.
        root: The library's folder.
        wanted: The file.

    Returns:
        None if there is nothing to be said: it is gone, or has changed meanwhile. The next update sees that.
    """
    return _name(root, wanted) if phase == "naming" else _read(root, wanted, named=phase == "both")


def give_up(phase: str, wanted: Wanted) -> Done:
    """Return what is said of a file that ends every process which looks at it: it is left alone until it changes."""
    if phase == "naming":
        return Done(wanted.path, wanted.entry._replace(named=True))
    return Done(wanted.path, wanted.entry._replace(problem="the program fails when it reads it"))


def _read(root: Path, wanted: Wanted, *, named: bool) -> Done | None:
    path, entry, before = wanted
    if entry.mtime_ns > time.time_ns() - YOUNG_NS:
        entry = entry._replace(mtime_ns=-1)
    try:
        content = read_bytes(root, path)
        entry = entry._replace(content_hash=hashlib.sha256(content).hexdigest())
        if before and before.problem is None and _is_same(before, entry):
            return Done(path, entry._replace(named=before.named))
        article = _parse(content, path, entry)
    except NotFoundError:
        return None
    except ArticleError as error:
        # What may not be read now may be next time, without any change to the file.
        seen = entry.mtime_ns if entry.content_hash else -1
        return Done(path, entry._replace(mtime_ns=seen, problem=str(error)))
    return Done(path, entry._replace(named=named), _annotated(article) if named else AnnotatedArticle(article))


def _is_same(before: Entry, entry: Entry) -> bool:
    return (before.content_hash, before.dated) == (entry.content_hash, entry.dated)


def _name(root: Path, wanted: Wanted) -> Done | None:
    path, entry, _ = wanted
    try:
        content = read_bytes(root, path)
        if hashlib.sha256(content).hexdigest() != entry.content_hash:
            return None
        return Done(path, entry._replace(named=True), _annotated(_parse(content, path, entry)))
    except (ArticleError, NotFoundError):
        return None


def _parse(content: bytes, path: str, entry: Entry) -> Article:
    try:
        article = parse_article(content, path)
    except (ArticleError, MemoryError):
        raise
    except Exception as error:  # a mistake of ours, which is no reason to leave all other articles unread
        raise ArticleError(f"the program fails when it reads it: {error!r}") from error
    return with_date(article, parse_day(entry.dated)) if entry.dated else article


def _annotated(article: Article) -> AnnotatedArticle:
    from tui_reader.mentions import find_mentions  # imported here: the first pass does without

    try:
        return find_mentions(article)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a mistake of ours; the article can be read and searched all the same
        return AnnotatedArticle(article)
