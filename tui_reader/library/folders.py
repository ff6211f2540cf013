"""Folders of articles whose store lies elsewhere, under their path: one that was moved or renamed is known again.

Beside each such store lies `folder.json`, which says where the folder is, and what is in some of its files. A folder
without a store is the one that another store is of if that one is not where it was, and its articles are here: then the
store comes along, and so does the index.

The one rule: nothing is merged, and nothing is taken from a folder that is still there. Where two may be meant it is
neither, and both stay where they are.
"""

import hashlib
import heapq
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.article import Article
from tui_reader.errors import ReaderError
from tui_reader.formats.walk import read_bytes
from tui_reader.library.folder_note import Note, identity_of, moved_to, read_note, write_note, write_whole
from tui_reader.library.places import NEWS, STORE, Places, index_outside, store_outside

if TYPE_CHECKING:
    from tui_reader.search.engine.folder import Manifest

SAMPLE = 64
"""Articles of a folder by which it is known again: those whose names have the lowest checksums, so that they stay the
same while others come and go."""
SHARE = 0.8
"""How many of these must be here as they were there."""
SHARE_OF_KEPT = 0.5
"""How many of those of which passages are kept, where no others are known: some will have been edited since."""
SHARE_OF_SAME = 0.2
"""How many, if the system says that it is the same folder under another name."""
MOST_STORES = 1_000
"""That are looked at, at most."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A store, with what is noted beside it."""

    home: Path
    """Its folder, in which nothing else lies."""
    note: Note


# Noting


def note_articles(places: Places, hashes: Iterable[tuple[str, str]]) -> None:
    """Note beside a store, if there is one, by which articles its folder can be known again.

    Args:
        places: Of the library.
        hashes: All of its articles, each with the SHA-256 of what is in its file.
    """
    home = places.store.parent
    note = read_note(home) if places.is_kept_outside else None
    if note is None:
        return
    sample = heapq.nsmallest(SAMPLE, hashes, key=lambda each: (zlib.crc32(os.fsencode(each[0])), each[0]))
    if dict(sample) != note.articles:
        with suppress(OSError):
            write_note(home, replace(note, articles=dict(sample)))


def hashes_in(manifest: "Manifest") -> Iterator[tuple[str, str]]:
    """Yield the articles that an index knows, each with the SHA-256 of what is in its file."""
    return ((path, entry.content_hash) for path, entry in manifest.items() if entry.problem is None)


# Knowing again


def bring_along(places: Places) -> None:
    """Have the store of a folder that was moved here, and its index, if this is one that has no store yet.

    Looks at a few files of this folder, however many there are. What goes wrong is left as it was.
    """
    if not places.is_kept_outside or os.path.lexists(places.store):
        return
    here, home = os.path.realpath(places.root), places.store.parent
    known = [each for each in _find_known(home.parent) if each.home != home]
    gone = [each for each in known if not _is_there(each) and _is_same(each, here)]
    same = [each for each in gone if each.note.identity == identity_of(here)]
    with suppress(OSError, ReaderError):
        if len(gone) == 1 or len(same) == 1:
            _move(same[0] if len(same) == 1 else gone[0], here, home)
        elif gone:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(home / NEWS, json.dumps({"from": "", "either": [each.note.path for each in gone]}).encode())
        else:
            # This one came back: while it was away, another with its articles was taken for it.
            twins = [each for each in known if here in each.note.was and _is_same(each, here)]
            if len(twins) == 1:
                _copy(twins[0], here, home)


def tell_news(places: Places) -> str:
    """Say, once, that the store of a folder was taken for that of this one; empty where there is nothing to say."""
    news = places.store.parent / NEWS
    if not places.is_kept_outside:
        return ""
    try:
        said = json.loads(news.read_bytes())
        news.unlink()  # whoever has done that tells it
    except (OSError, ValueError, RecursionError):
        return ""
    match said:
        case {"from": "", "either": [str(one), str(other), *_]}:
            return f"this folder may be {one} or {other}, both gone: what you kept of them is not taken for its own"
        case {"from": str(path)} if path != os.path.realpath(places.root):
            return f"what you kept came along from {path}"
    return ""


def _find_known(libraries: Path) -> Iterator[_Known]:
    """The stores of all folders of which it is noted where they are."""
    with suppress(OSError), os.scandir(libraries) as entries:
        for entry in islice(entries, MOST_STORES):
            home = Path(entry.path)
            note = read_note(home)
            if note and store_outside(Path(note.path)).parent == home and os.path.lexists(home / STORE):
                yield _Known(home, note)


def _is_there(known: _Known) -> bool:
    """Whether the folder of a store is where it was: and not a link to where it is, nor the place of a drive."""
    path = known.note.path
    if os.path.realpath(path) != path or not os.path.isdir(path):
        return False
    return any(os.path.lexists(os.path.join(path, name)) for name in known.note.articles) or not known.note.articles


def _is_same(known: _Known, here: str) -> bool:
    """Whether enough of the articles that are known of a folder are here, as they were and under the same names."""
    is_renamed = known.note.identity == identity_of(here)
    if articles := known.note.articles:
        signs = (_has(here, name, content_hash) for name, content_hash in articles.items())
        return _are_enough(signs, len(articles), SHARE_OF_SAME if is_renamed else SHARE)
    texts = _texts_of(known.home / STORE)
    signs = (_holds(here, name, hashes) for name, hashes in texts.items())
    return _are_enough(signs, len(texts), SHARE_OF_SAME if is_renamed else SHARE_OF_KEPT)


def _are_enough(signs: Iterable[bool], count: int, needed: float) -> bool:
    """Whether so large a part of some signs is true; of those that cannot be any more, no others are looked at."""
    missing = 0
    for sign in signs:
        missing += not sign
        if missing > count * (1 - needed):
            return False
    return missing < count


def _has(here: str, name: str, content_hash: str) -> bool:
    with suppress(ReaderError):
        return hashlib.sha256(read_bytes(Path(here), name)).hexdigest() == content_hash
    return False


def _holds(here: str, name: str, text_hashes: frozenset[str]) -> bool:
    from tui_reader.bookmarks import hash_text
    from tui_reader.formats import parse_article

    article: Article | None = None
    with suppress(ReaderError):
        article = parse_article(read_bytes(Path(here), name), name)
    return article is not None and hash_text(article.text) in text_hashes


def _texts_of(store: Path) -> dict[str, frozenset[str]]:
    """The hashes of the texts that passages were taken from, by the articles' ids: of some of these."""
    from tui_reader.bookmarks.store import Store

    try:
        if not Store.is_there(store):
            return {}
        opened = Store(store)
        try:
            return opened.passages.origins(SAMPLE)
        finally:
            opened.close()
    except ReaderError:
        return {}


def _move(known: _Known, here: str, home: Path) -> None:
    """Have a store, with all that lies beside it, and the index of a folder that is now here."""
    write_whole(known.home / NEWS, json.dumps({"from": known.note.path}).encode())
    os.rename(known.home, home)  # not if somebody has made a store here meanwhile
    write_note(home, moved_to(known.note, here))
    index, before = index_outside(Path(here)), index_outside(Path(known.note.path))
    if not os.path.lexists(index):
        os.rename(before, index)


def _copy(known: _Known, here: str, home: Path) -> None:
    """Have the same store as another folder."""
    from tui_reader.bookmarks.store import Store

    draft = Path(tempfile.mkdtemp(dir=home.parent, prefix="."))
    try:
        store = Store(known.home / STORE)
        try:
            store.copy_to(draft / STORE)
        finally:
            store.close()
        write_note(draft, replace(moved_to(known.note, here), was=()))
        write_whole(draft / NEWS, json.dumps({"from": known.note.path}).encode())
        os.rename(draft, home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
