"""Whoosh's table of contents: which segments a commit has.

The one rule: it is read with the unpickler of `trusted`, and with our schema, for then the one in the file is passed
over unread.
"""

import os
import re
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.schema import SCHEMA

_NAME = re.compile(r"_MAIN_([0-9]{1,18})\.toc")


def find_commit(folder: Path) -> tuple[int, ...]:
    """Return what tells the newest commit from every other; a rebuild counts its commits from the beginning again.

    Raises:
        IndexDamagedError: There is none.
    """
    try:
        generation = max(int(match[1]) for match in map(_NAME.fullmatch, os.listdir(folder)) if match)
        state = (folder / f"_MAIN_{generation}.toc").stat()
    except (OSError, ValueError) as error:
        raise IndexDamagedError("The index has no table of contents") from error
    return generation, state.st_ino, state.st_mtime_ns


def read_segments(folder: Path) -> list[Any]:
    """Return the segments of the newest commit, as Whoosh describes them.

    Raises:
        IndexDamagedError: The table of contents is damaged.
    """
    try:
        segments: list[Any] = TOC.read(FileStorage(str(folder)), "MAIN", schema=SCHEMA).segments
    except Exception as error:  # Whoosh has no error of its own for damage; anything may come
        raise IndexDamagedError(f"The index is damaged: {error}") from error
    return segments
