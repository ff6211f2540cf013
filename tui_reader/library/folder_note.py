"""What is noted of a folder of articles beside its store, which lies elsewhere.

The one rule: a note is there whole or not at all, and anything else than one is none.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui_reader.errors import ReaderError
from tui_reader.library.places import Places

NAME = "folder.json"
"""Of the file."""
MOST_FORMER = 8
"""Places where a folder was before, that are noted."""


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
    import tempfile  # here: whoever opens a folder that is known writes nothing

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


def note_folder(places: Places) -> None:
    """Note beside a store of which folder it is, if that is not noted there. What cannot be noted is not."""
    if not places.is_kept_outside:
        return
    path, home = os.path.realpath(places.root), places.store.parent
    before = read_note(home)
    with suppress(OSError):
        now = moved_to(before, path) if before else Note(path, identity_of(path))
        if now != before:
            write_note(home, now)
    if before is None:
        from tui_reader.library.folders import hashes_in, note_articles
        from tui_reader.library.update import open_folder

        with suppress(ReaderError):  # what an index knows that is older than the store
            note_articles(places, hashes_in(open_folder(places).read_manifest()))


def moved_to(note: Note, here: str) -> Note:
    """Return what is to be noted of a folder that is here now."""
    was = tuple(path for path in dict.fromkeys((note.path, *note.was)) if path != here)
    return replace(note, path=here, identity=identity_of(here), was=was[:MOST_FORMER])


def identity_of(path: str) -> tuple[int, int]:
    """Return the numbers of a folder's device and of itself; zeros where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
