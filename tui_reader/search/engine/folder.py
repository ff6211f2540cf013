"""The folder of an index: Whoosh's files, the stamp that says what made them, and the manifest of what is in them.

    index/stamp.json       the versions of schema, tokeniser and extractor: another stamp means a rebuild
    index/manifest.jsonl   what is known of each file, so that an unchanged one is not read again; a `Log`
    index/seen.jsonl       when each article was seen first; outlasts a rebuild; a `Log`
    index/merged.json      which names in the articles mean the same
    index/unmerged         there while an update commits what the former does not tell of yet
    index/lock             held by the one process that is writing
    index/whoosh/          Whoosh's own files, and ours for each segment
    index/building/        segments that are being built, in no commit yet

The one rule: the folder may have come with the articles, so nothing in it is believed; all of it can be made anew.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import whoosh.index
from whoosh.filedb.filestore import FileStorage

from tui_reader.errors import IndexBusyError, IndexDamagedError, IndexTroubleError
from tui_reader.search.engine.contents import find_commit
from tui_reader.search.engine.files import read_file, remove, replace_file
from tui_reader.search.engine.log import Log
from tui_reader.search.engine.schema import SCHEMA, SCHEMA_VERSION
from tui_reader.search.registry import Merged, parse_merged

_OLD_FILES = ("manifest.json", "seen.json")
"""Of an earlier version."""

MERGED = "merged.json"
_UNMERGED = "unmerged"


class Entry(NamedTuple):
    """What the manifest knows of one file. A tuple, for there are as many as there are articles."""

    size: int
    mtime_ns: int
    inode: int
    content_hash: str
    """SHA-256 of its bytes; empty when it could not be read."""
    named: bool = False
    """Whether its people and dates are in the index."""
    dated: str | None = None
    """The day of publication that was set by hand, ISO 8601, with which it is in the index."""
    problem: str | None = None
    """Why it is not in the index; it is not tried again until it changes."""


Manifest = dict[str, Entry]

_NONE = type(None)
_KINDS: tuple[Any, ...] = (int, int, int, str, bool, (str, _NONE), (str, _NONE))
"""What each value of an entry is."""


def as_entry(values: Iterable[Any]) -> Entry:
    """Return an entry that came as a list of values from a file or another process.

    Raises:
        TypeError: It is none.
    """
    entry = Entry(*values)
    if not all(map(isinstance, entry, _KINDS)):
        raise TypeError("not what is known of a file")
    return entry


class IndexFolder:
    """One index on disk. Creating the object touches nothing."""

    def __init__(self, path: Path, *, mentions_version: int) -> None:
        """`mentions_version` is that of the extractor of names and dates, whose work is in the index as well."""
        self.path = path
        self.whoosh_path = path / "whoosh"
        self.building_path = path / "building"
        self.mentions_version = mentions_version
        self._stamp = {"schema": SCHEMA_VERSION, "mentions": mentions_version}
        self._manifest = Log(path / "manifest.jsonl")
        self._seen = Log(path / "seen.jsonl")

    def is_current(self) -> bool:
        """Whether there is an index that this program made, complete or not."""
        return bool(self._read_json("stamp.json") == self._stamp)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to write.

        Raises:
            IndexBusyError: Another process holds it.
            IndexTroubleError: The folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            fd = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise IndexTroubleError(f"The index {self.path} cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(fd)
            raise IndexBusyError("Another reader is bringing the index up to date") from error
        try:
            yield
        finally:
            os.close(fd)

    def reset(self) -> None:
        """Remove what there is and begin an empty index. Only while it is locked.

        Raises:
            IndexTroubleError: The folder cannot be written.
        """
        try:
            for name in ("stamp.json", "whoosh", "building", "manifest.jsonl", MERGED, _UNMERGED, *_OLD_FILES):
                remove(self.path / name)
            self.whoosh_path.mkdir(mode=0o700)
            whoosh.index.FileIndex.create(FileStorage(str(self.whoosh_path)), SCHEMA, "MAIN")
        except OSError as error:
            raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error
        self._manifest.replace({})
        self._write_json("stamp.json", self._stamp)

    def check(self) -> None:
        """Make sure that there is an index which this version of the program made.

        Raises:
            IndexDamagedError: There is none, or it has something else in it than files.
        """
        if not self.is_current():
            raise IndexDamagedError("The index was made by another version of the program")
        if not self._is_plain():
            raise IndexDamagedError("The index has something else in it than files")

    def open(self) -> whoosh.index.FileIndex:
        """Open Whoosh's index.

        Raises:
            IndexDamagedError: There is none, or it is not whole.
        """
        self.check()
        try:
            # With the schema given, the one in the file is passed over unread.
            index = whoosh.index.FileIndex(FileStorage(str(self.whoosh_path)), schema=SCHEMA, indexname="MAIN")
            index.reader().close()
        except Exception as error:  # Whoosh has no error of its own for damage; anything may come
            raise IndexDamagedError(f"The index is damaged: {error}") from error
        return index

    def _is_plain(self) -> bool:
        """Whether Whoosh's folder is one, and holds files (and a writer's folder): no link, no pipe."""
        try:
            fd = os.open(self.whoosh_path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            with os.scandir(fd) as entries:
                return all(
                    each.is_file(follow_symlinks=False) or each.is_dir(follow_symlinks=False) for each in entries
                )
        finally:
            os.close(fd)

    def distrust(self) -> None:
        """Have the next update make the index anew, whoever runs it."""
        with contextlib.suppress(OSError):
            (self.path / "stamp.json").unlink()

    def read_manifest(self) -> Manifest:
        """Return what is known of the files.

        Raises:
            IndexDamagedError: It cannot be read.
        """
        known = self._manifest.read()
        if known is None:
            raise IndexDamagedError("The index has no manifest")
        try:
            os.fsencode("".join(known))
            return {path: as_entry(values) for path, values in known.items()}
        except (TypeError, UnicodeEncodeError) as error:
            raise IndexDamagedError("The index's manifest is damaged") from error

    def note(self, entries: Manifest, removed: Iterable[str] = ()) -> None:
        """Note what is known of some files now, and which ones are gone.

        Raises:
            IndexDamagedError: The manifest is not a file of its own.
            IndexTroubleError: The system refused.
        """
        self._manifest.note(entries, removed)

    def tidy(self, manifest: Manifest) -> None:
        """Write the manifest anew, in one step, if most of what was noted in it is out of date.

        Raises:
            IndexTroubleError: The system refused.
        """
        if self._manifest.is_overgrown(len(manifest)):
            self._manifest.replace(manifest)

    def has_merged(self) -> bool:
        """Whether it can be read which names mean the same, as the newest update that changed any worked it out."""
        return not os.path.lexists(self.path / _UNMERGED) and self._parse_merged() is not None

    def begin_merging(self) -> None:
        """Note that from now on more is in the index than `merged.json` tells of, whatever becomes of this process.

        Raises:
            IndexTroubleError: The folder cannot be written.
        """
        if not os.path.lexists(self.path / _UNMERGED):
            replace_file(self.path / _UNMERGED, [])

    def end_merging(self) -> None:
        """Note that `merged.json` tells of everything.

        Raises:
            IndexTroubleError: The folder cannot be written.
        """
        try:
            remove(self.path / _UNMERGED)
        except OSError as error:
            raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error

    def state_of_merged(self) -> tuple[int, int]:
        """Return what tells one state of what `read_merged` returns from another."""
        try:
            found = (self.path / MERGED).lstat()
        except OSError:
            return 0, 0
        return found.st_ino, found.st_mtime_ns

    def read_merged(self) -> Merged:
        """Return which names mean the same; none, where that is not known."""
        return self._parse_merged() or Merged()

    def is_merged(self) -> bool:
        """Whether which names mean the same was worked out of the newest commit.

        Raises:
            IndexDamagedError: There is no commit.
        """
        match self._read_json(MERGED):
            case {"commit": commit} as value if parse_merged(value) is not None:
                return bool(commit == list(find_commit(self.whoosh_path)))
        return False

    def _parse_merged(self) -> Merged | None:
        return parse_merged(self._read_json(MERGED))

    def write_merged(self, merged: Merged) -> None:
        """Write which names mean the same, by the newest commit, in one step.

        Raises:
            IndexDamagedError: There is no commit.
            IndexTroubleError: The system refused.
        """
        known = {"ids": dict(merged.ids), "pairs": dict(merged.pairs), "names": dict(merged.names)}
        self._write_json(MERGED, {"commit": find_commit(self.whoosh_path), **known})

    def read_seen(self) -> dict[str, float] | None:
        """Return when each article was seen first, in seconds since 1970: 0 for those of the first build.

        Returns:
            None if there is no such record, or none that can be used: then the first build is not over.
        """
        try:
            known = self._seen.read()
            if known is None:
                return None
            os.fsencode("".join(known))
            return {article: float(seconds) for article, (seconds,) in known.items()}
        except (IndexDamagedError, TypeError, ValueError, OverflowError):
            return None

    def note_seen(self, seen: Mapping[str, float], before: Mapping[str, float] | None) -> None:
        """Note when each article was seen first, if `before` is on disk already, by what has changed.

        Raises:
            IndexTroubleError: The system refused.
        """
        if before is not None and not self._seen.is_overgrown(len(seen)):
            changed = {article: (seconds,) for article, seconds in seen.items() if before.get(article) != seconds}
            with contextlib.suppress(IndexDamagedError):  # it is made anew
                self._seen.note(changed, before.keys() - seen.keys())
                return
        self._seen.replace({article: (seconds,) for article, seconds in seen.items()})

    def _read_json(self, name: str) -> Any:
        try:
            return json.loads(read_file(self.path / name) or b"")
        except (ValueError, RecursionError):
            return None

    def _write_json(self, name: str, value: Any) -> None:
        replace_file(self.path / name, [json.dumps(value)])
