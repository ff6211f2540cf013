"""Finds the files of a folder and reads them, when anything at all may lie there.

The one rule: regular files only, and nothing outside the folder. Links are not followed, pipes and devices are not
opened, and whatever is left out is reported with its reason, as a value and not as an error.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tui_reader.errors import ArticleError, LibraryError, NotFoundError
from tui_reader.formats import is_article_name

MAX_FILE = 8 * 1024 * 1024
"""Bytes. The longest novels have 3 MB; what is longer is a dump of many texts and not an article."""
MAX_DEPTH = 64
"""Folders within folders."""

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC  # not to wait for the other end of a pipe
_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_KINDS = (
    (stat.S_ISLNK, "it is a symbolic link"),
    (stat.S_ISFIFO, "it is a pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
    (stat.S_ISDIR, "it is a folder"),
)


class FoundFile(NamedTuple):
    """A file that can be read as an article, and what tells whether it has changed since it was last read.

    A tuple, for there are as many as there are articles.
    """

    path: str
    """POSIX, relative to the folder that was walked; bytes that are not UTF-8 as surrogates (PEP 383)."""
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that was left out. `reason` completes the sentence "… was left out because"."""

    path: str
    reason: str


def walk(root: Path) -> Iterator[FoundFile | Skipped]:
    """Find every article file below `root`, in no particular order; names with a leading dot are passed over.

    Raises:
        LibraryError: `root` itself cannot be listed.
    """
    top = os.path.realpath(root)  # the folder itself may be a link: it is the user who names it
    try:
        fd = os.open(top, _FOLDER_FLAGS)
    except OSError as error:
        raise LibraryError(f"The folder {root} cannot be read: {reason_of(error)}") from error
    yield from _walk(fd, "", 0)


def _walk(fd: int, here: str, depth: int) -> Iterator[FoundFile | Skipped]:
    """Go through an open folder and those in it, and close it; `here` is its path, with a slash at the end."""
    folders = []
    try:
        with os.scandir(fd) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not _leads_to_folder(entry):
                    yield _look_at(entry, here + entry.name)
                elif entry.name not in _IGNORED_FOLDERS:
                    folders.append(entry.name)
        for name in folders:
            path = here + name
            if depth >= MAX_DEPTH:
                yield Skipped(path, f"it lies more than {MAX_DEPTH} folders deep")
                continue
            try:
                folder_fd = os.open(name, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=fd)
            except NotADirectoryError:
                yield Skipped(path, "it is a symbolic link")  # what Linux says of a link with O_DIRECTORY
            except OSError as error:
                yield Skipped(path, reason_of(error))
            else:
                yield from _walk(folder_fd, f"{path}/", depth + 1)
    finally:
        os.close(fd)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _look_at(entry: os.DirEntry[str], path: str) -> FoundFile | Skipped:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Skipped(path, reason_of(error))
    if not is_article_name(entry.name):
        return Skipped(path, "it is not in a format that can be read")
    try:
        _check(found)
    except ArticleError as error:
        return Skipped(path, str(error))
    return FoundFile(path, found.st_size, found.st_mtime_ns, found.st_ino)


def look_at(root: Path, path: str) -> FoundFile:
    """Look at one file below `root`, as `walk` does; no part of `path` may be a link.

    Raises:
        NotFoundError: There is no such file.
        ArticleError: It is not a regular file, or too large, or may not be read.
    """
    with _folder_of(root, path) as (folder_fd, name):
        found = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
    _check(found)
    return FoundFile(path, found.st_size, found.st_mtime_ns, found.st_ino)


def read_bytes(root: Path, path: str) -> bytes:
    """Read one file below `root`; no part of `path` may be a link.

    Raises:
        NotFoundError: There is no such file.
        ArticleError: It is not a regular file, or too large, or may not be read.
    """
    with _folder_of(root, path) as (folder_fd, name):
        return _read(os.open(name, _FILE_FLAGS | os.O_NOFOLLOW, dir_fd=folder_fd))


@contextmanager
def _folder_of(root: Path, path: str) -> Iterator[tuple[int, str]]:
    """Open the folder of a file below `root`, and say in words what goes wrong with that or with the file."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or path.startswith("/") or "\0" in path:
        raise NotFoundError(f"There is no file {path} in the library")
    try:
        folder_fd = os.open(root, _FOLDER_FLAGS)
        for part in parts[:-1]:
            parent_fd = folder_fd
            try:
                folder_fd = os.open(part, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=parent_fd)
            finally:
                os.close(parent_fd)
        try:
            yield folder_fd, parts[-1]
        finally:
            os.close(folder_fd)
    except OSError as error:
        raise _translated(error, path) from error
    except ValueError as error:  # a name that no file can have
        raise NotFoundError(f"There is no file {path} in the library") from error


def read_outside(path: Path) -> bytes:
    """Read a file that the user named outright: links are followed, but it must be a regular file.

    Raises:
        NotFoundError: There is no such file.
        ArticleError: It is not a regular file, or too large, or may not be read.
    """
    try:
        return _read(os.open(path, _FILE_FLAGS))
    except OSError as error:
        raise _translated(error, str(path)) from error
    except ValueError as error:  # a NUL in the path
        raise NotFoundError(f"There is no file {path}") from error


def _read(fd: int) -> bytes:
    try:
        found = os.fstat(fd)
        _check(found)
        content = os.read(fd, min(found.st_size + 1, MAX_FILE))  # one byte more, to see that there is none
        if len(content) == found.st_size:
            return content
        chunks = [content]
        while chunks[-1] and (room := MAX_FILE - sum(map(len, chunks))):  # it grows, or comes from afar in pieces
            chunks.append(os.read(fd, room))
        return b"".join(chunks)
    finally:
        os.close(fd)


def _check(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise ArticleError(next((reason for is_kind, reason in _KINDS if is_kind(found.st_mode)), "it is no file"))
    if found.st_size > MAX_FILE:
        raise ArticleError(f"it is larger than {MAX_FILE // 1024 // 1024} MB")


def _translated(error: OSError, path: str) -> ArticleError | NotFoundError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFoundError(f"There is no file {path}")
    return ArticleError(reason_of(error))


def reason_of(error: OSError) -> str:
    """Say in words why the system refused; completes "… because"."""
    if error.errno in (errno.ELOOP, errno.EMLINK):
        return "it is a symbolic link"
    if isinstance(error, PermissionError):
        return "you may not read it"
    return f"the system says: {(error.strerror or str(error)).lower()}"
