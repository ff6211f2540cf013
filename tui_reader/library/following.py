"""Has what the user keeps and what is remembered follow an article whose file is called otherwise now.

The one rule: an article is followed only where its own name is gone, to a file that is known for it: by its inode, size
and time, by what is in it, or as a passage that was kept of it is.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tui_reader.article import Article
from tui_reader.bookmarks import Bookmark, hash_text
from tui_reader.errors import ReaderError, StoreError
from tui_reader.formats.walk import FoundFile
from tui_reader.library.places import Places
from tui_reader.search.engine.folder import Entry, IndexFolder, Manifest

if TYPE_CHECKING:
    from tui_reader.bookmarks.store import Store

LONGEST = 2.0
"""Seconds for which articles are looked for, at most, that have other words besides another name."""


def find_renamed(known: Mapping[str, Entry], found: Mapping[str, FoundFile]) -> dict[str, str]:
    """Return the new names of files, by the former ones; nothing in them is read.

    A file is not followed whose name has a file again that is not known from elsewhere: then it was put aside by
    somebody who writes it anew.

    Args:
        known: What is known of files, by the names of their articles.
        found: The files that there are, likewise.
    """
    strayed = (path for path, entry in known.items() if path not in found or found[path][1:] != entry[:3])
    former = {known[path][:3]: path for path in strayed if known[path].mtime_ns > 0 and known[path].problem is None}
    if not former:
        return {}
    now = {path: before for path, file in found.items() if (before := former.get(file[1:]))}
    return {before: path for path, before in now.items() if before not in found or before in now}


def likeliest(before: Iterable[str], now: str) -> str:
    """Return which of some files with the same content it is that is called otherwise now: one from another folder."""
    return max(before, key=lambda path: (PurePosixPath(path).name == PurePosixPath(now).name, path))


def follow(places: Places, names: Mapping[str, str]) -> None:
    """Have all that is remembered of articles follow them to their new names, which are given by the former ones."""
    with suppress(StoreError):
        for store in _opened(places) if names else ():
            store.rename_articles(names)


def follow_kept(places: Places, folder: IndexFolder, manifest: Manifest, new: Collection[str]) -> None:
    """Have what is remembered follow the articles of kept passages that are gone, as far as they are found elsewhere.

    Args:
        places: Of the library.
        folder: Its index, which is up to date.
        manifest: What that knows of each file.
        new: The articles that were not there before: one with other words than were kept must be among them.
    """
    with suppress(ReaderError):
        for store in _opened(places):
            missed = _find_missed(store, manifest)
            if missed:
                found = _find_elsewhere(places, folder, missed, store.passages.text)
                store.rename_articles(
                    {name: now.id for name, now in found if now.id in new or _is_of(missed[name], now)}
                )


def _opened(places: Places) -> "Iterator[Store]":
    """The store, if there is one."""
    from tui_reader.bookmarks.store import Store

    if Store.is_there(places.store):
        with closing(Store(places.store)) as store:
            yield store


def _find_missed(store: "Store", manifest: Manifest) -> dict[str, list[Bookmark]]:
    """The passages whose articles are gone, by the names of these, the newest first."""
    passages = store.passages
    missed: dict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in (*passages.places_by_hand().values(), *passages.bookmarks()):
        if bookmark.article not in manifest and "://" not in bookmark.article:
            missed[bookmark.article].append(bookmark)
    return missed


def _is_of(bookmarks: Iterable[Bookmark], article: Article) -> bool:
    return hash_text(article.text) in {bookmark.text_hash for bookmark in bookmarks}


def _find_elsewhere(
    places: Places,
    folder: IndexFolder,
    missed: Mapping[str, list[Bookmark]],
    snapshot_of: Callable[[str], str | None],
) -> list[tuple[str, Article]]:
    """The articles that are gone, by their names, as they are found under other names."""
    from tui_reader.formats import parse_article
    from tui_reader.formats.walk import read_bytes
    from tui_reader.library.anchoring import Whereabouts
    from tui_reader.search.engine.reading import WhooshIndex

    index, found = WhooshIndex(folder), []
    whereabouts = Whereabouts(
        places,
        lambda query, limit: [hit.article for hit in index.search(query, limit=limit).hits],
        lambda article_id: parse_article(read_bytes(places.root, article_id), article_id),
    )
    give_up = time.monotonic() + LONGEST
    try:
        for name, bookmarks in missed.items():
            looked = (whereabouts.find(bookmark, snapshot_of) for bookmark in bookmarks)
            if article := next(filter(None, looked), None):
                found.append((name, article))
            if time.monotonic() > give_up:
                break
    finally:
        index.close()
    return found
