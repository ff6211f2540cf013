"""Where a library is, and where what belongs to it is kept.

The one rule: this module decides and creates nothing. A folder of articles that is not a library of ours, or that
cannot be written, stays as it is: its index lies in the user's cache and its store with the user's data, under its
real path.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui_reader.errors import LibraryError

ARTICLES = "articles"
STORE = "reader.db"
VARIABLE = "GOSSIP_READER_LIBRARY"
NEWS = "came-along.json"
"""Lies beside a store, and says where it came from, until somebody has been told."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one library."""

    root: Path
    """The folder that articles' ids are relative to."""
    articles: Path
    """The folder in which articles are looked for."""
    index: Path
    store: Path
    is_bare: bool
    """Whether it is a folder of articles in which nothing is ever written."""
    beneath: Path | None = None
    """The store that a library has in itself though it cannot be written: it is only read."""

    @property
    def is_kept_outside(self) -> bool:
        """Whether the store lies among the user's data, under the path of the folder, and not in the folder."""
        return self.store.parent != self.root


def find_library(explicit: Path | None, environ: Mapping[str, str], here: Path) -> Path:
    """Return the library's folder: the one that was named, or the nearest, or the user's own.

    Args:
        explicit: What the command line says.
        environ: The environment; `GOSSIP_READER_LIBRARY` names a library.
        here: The current folder: it or one of those above it may hold `articles/`.

    Raises:
        LibraryError: A folder was named that is not there.
    """
    named = explicit or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)
    if named is not None:
        if not named.is_dir():
            raise LibraryError(f"There is no folder {named}")
        return named
    for folder in (here, *here.parents):
        if (folder / ARTICLES).is_dir():
            return folder
    return user_library()


def user_library() -> Path:
    """Return the folder of the user's own library; it need not be there yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir("gossip-reader", appauthor=False)) / "library"


def find_places(root: Path) -> Places:
    """Decide where everything of a library is kept."""
    articles = root / ARTICLES
    is_bare = not articles.is_dir()
    index, store = root / "index", root / STORE
    outside = is_bare or not os.access(root, os.W_OK)
    if outside or not _may_be_used(index):
        index = index_outside(root.resolve())
    if outside:
        store = store_outside(root.resolve())
    beneath = root / STORE if outside and not is_bare and os.path.lexists(root / STORE) else None
    return Places(root, root if is_bare else articles, index, store, is_bare, beneath)


def index_outside(real_path: Path) -> Path:
    """Return the folder in the user's cache for the index of a library with this real path."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("gossip-reader", appauthor=False)) / _key_of(real_path)


def store_outside(real_path: Path) -> Path:
    """Return where, among the user's data, the store of a library with this real path lies, in a folder of its own."""
    import platformdirs

    data = Path(platformdirs.user_data_dir("gossip-reader", appauthor=False))
    return data / "libraries" / _key_of(real_path) / STORE


def _key_of(real_path: Path) -> str:
    import hashlib

    return hashlib.sha256(os.fsencode(real_path)).hexdigest()[:24]


def _may_be_used(index: Path) -> bool:
    """Whether an index folder that is already there is a real folder of the user's own."""
    try:
        found = index.lstat()
    except OSError:
        return True  # not there yet
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
