"""What is noted of a folder of articles beside its store, which lies elsewhere.

The one rule: a note is there whole or not at all, and anything else than one is none.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

NAME = "folder.json"
"""Of the file."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted of a folder beside its store."""

    path: str
    """The real one."""
    identity: tuple[int, int]
    """The numbers of its device and of itself there: a folder that is renamed keeps them."""
    was: tuple[str, ...] = ()
    """Where it was before."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Some of its articles, by their ids: the SHA-256 of what is in the file."""


def parse_note(content: bytes) -> Note | None:
    """Return what is noted of a folder; None for anything else than such a note."""
    with suppress(ValueError, RecursionError):
        match json.loads(content):
            case {"path": str(path), "identity": [int(device), int(inode)], "was": list(was), "articles": dict(known)}:
                if all(isinstance(each, str) for each in (*was, *known.values())):
                    os.fsencode("".join((path, *was, *known)))
                    return Note(path, (device, inode), tuple(was), known)
    return None


def read_note(home: Path) -> Note | None:
    """Return what is noted in a store's folder; None where nothing is."""
    try:
        return parse_note((home / NAME).read_bytes())
    except OSError:
        return None


def write_note(home: Path, note: Note) -> None:
    """Write it into a store's folder. Raises OSError."""
    said = {"path": note.path, "identity": note.identity, "was": note.was, "articles": dict(note.articles)}
    write_whole(home / NAME, json.dumps(said).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    draft, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(draft, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
