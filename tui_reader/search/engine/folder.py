"""The folder of an index: Whoosh's files, the stamp that says what made them, and the manifest of what is in them.

    index/stamp.json       the versions of schema, tokeniser and extractor: another stamp means a rebuild
    index/manifest.json    what is known of each file, so that an unchanged one is not read again
    index/people.json      who is in most articles
    index/seen.json        when each article was seen first; outlasts a rebuild
    index/lock             held by the one process that is writing
    index/whoosh/          Whoosh's own files, and ours for each segment
    index/building/        segments that are being built, in no commit yet

The one rule: the folder may have come with the articles, so nothing in it is believed; all of it can be made anew.
"""

import contextlib
import fcntl
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh.filedb.filestore import FileStorage

from tui_reader.errors import IndexBusyError, IndexDamagedError, IndexTroubleError
from tui_reader.search.engine.schema import SCHEMA, SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows of one file."""

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


@dataclass(frozen=True, slots=True)
class People:
    """Who is in most articles, and in how many; those of most articles first."""

    counts: tuple[tuple[str, int], ...] = ()
    is_whole: bool = False
    """Whether this was counted after the last commit."""


def _is_whole(entry: Entry) -> bool:
    kinds = (int, int, int, str, bool, str | None, str | None)
    return all(isinstance(value, kind) for value, kind in zip(astuple(entry), kinds, strict=True))


class IndexFolder:
    """One index on disk. Creating the object touches nothing."""

    def __init__(self, path: Path, *, mentions_version: int) -> None:
        """`mentions_version` is that of the extractor of names and dates, whose work is in the index as well."""
        self.path = path
        self.whoosh_path = path / "whoosh"
        self.building_path = path / "building"
        self._stamp = {"schema": SCHEMA_VERSION, "mentions": mentions_version}

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
        """Remove what there is and begin an empty index. Only while it is locked."""
        for name in ("whoosh", "building", "manifest.json", "people.json"):
            _remove(self.path / name)
        self.whoosh_path.mkdir(mode=0o700)
        whoosh.index.FileIndex.create(FileStorage(str(self.whoosh_path)), SCHEMA, "MAIN")
        self.write_manifest({})
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
        stored = self._read_json("manifest.json")
        if stored is None:
            raise IndexDamagedError("The index has no manifest")
        try:
            manifest = {path: Entry(**fields) for path, fields in stored.items()}
            if not all(map(_is_whole, manifest.values())):
                raise TypeError
            os.fsencode("".join(manifest))
            return manifest
        except (TypeError, AttributeError, UnicodeEncodeError) as error:
            raise IndexDamagedError("The index's manifest is damaged") from error

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace what is known of the files, in one step."""
        self._write_json("manifest.json", {path: asdict(entry) for path, entry in manifest.items()})

    def read_seen(self) -> dict[str, float] | None:
        """Return when each article was seen first, in seconds since 1970: 0 for those of the first build.

        Returns:
            None if there is no such record, or none that can be used: then the first build is not over.
        """
        stored = self._read_json("seen.json")
        try:
            seen = {article: float(seconds) for article, seconds in stored.items()}
            os.fsencode("".join(seen))
        except (TypeError, ValueError, AttributeError, OverflowError):
            return None
        return seen

    def write_seen(self, seen: Mapping[str, float]) -> None:
        """Replace the record of when each article was seen first."""
        self._write_json("seen.json", dict(seen))

    def read_people(self) -> People:
        """Return who is in most articles; nobody, if that is not known."""
        stored = self._read_json("people.json")
        try:
            counts = tuple((str(name), int(count)) for name, count in stored["counts"])
            return People(counts, is_whole=stored["is_whole"] is True)
        except (TypeError, ValueError, KeyError, OverflowError):
            return People()

    def write_people(self, people: People) -> None:
        """Replace what is known of who is in most articles."""
        self._write_json("people.json", asdict(people))

    def _read_json(self, name: str) -> Any:
        try:
            fd = os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                os.close(fd)
                return None
            with open(fd, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError, RecursionError):
            return None

    def _write_json(self, name: str, value: Any) -> None:
        scratch = self.path / f"{name}.{os.getpid()}.tmp"
        scratch.unlink(missing_ok=True)
        fd = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(fd, "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(fd)
        if (self.path / name).is_dir():
            _remove(self.path / name)
        scratch.replace(self.path / name)


def _remove(path: Path) -> None:
    """Remove whatever lies there; of a link, what it leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
