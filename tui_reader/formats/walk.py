"""Finds the files of a folder and reads them, when anything at all may lie there.

The one rule: regular files only, and nothing outside the folder. Links are not followed, pipes and devices are not
opened, and whatever is left out is reported with its reason, as a value and not as an error.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tui_reader.errors import ArticleError, LibraryError, NotFoundError
from tui_reader.formats import is_article_name

MAX_FILE = 8 * 1024 * 1024
"""Bytes. The longest novels have 3 MB; what is longer is a dump of many texts and not an article."""
MAX_DEPTH = 64
"""Folders within folders."""

_IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__"})
_KINDS = (
    (stat.S_ISLNK, "it is a symbolic link"),
    (stat.S_ISFIFO, "it is a pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
    (stat.S_ISDIR, "it is a folder"),
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be read as an article, and what tells whether it has changed since it was last read."""

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
        os.close(os.open(top, os.O_RDONLY | os.O_DIRECTORY))
    except OSError as error:
        raise LibraryError(f"The folder {root} cannot be read: {reason_of(error)}") from error
    for folder, folders, files, folder_fd in os.fwalk(top, follow_symlinks=False):
        here = PurePosixPath(os.path.relpath(folder, top))
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _IGNORED_FOLDERS]
        for name in list(folders):
            too_deep = f"it lies more than {MAX_DEPTH} folders deep" if len(here.parts) >= MAX_DEPTH else None
            if reason := too_deep or _reason_not_to_enter(name, folder_fd):
                folders.remove(name)
                yield Skipped(str(here / name), reason)
        for name in files:
            if not name.startswith("."):
                yield _look_at(name, folder_fd, str(here / name))


def _reason_not_to_enter(name: str, folder_fd: int) -> str | None:
    try:
        os.close(os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder_fd))
    except NotADirectoryError:
        return "it is a symbolic link"  # what Linux says of a link with O_DIRECTORY
    except OSError as error:
        return reason_of(error)
    return None


def _look_at(name: str, folder_fd: int, path: str) -> FoundFile | Skipped:
    try:
        found = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
    except OSError as error:
        return Skipped(path, reason_of(error))
    if not is_article_name(name):
        return Skipped(path, "it is not in a format that can be read")
    try:
        _check(found)
    except ArticleError as error:
        return Skipped(path, str(error))
    return FoundFile(path, found.st_size, found.st_mtime_ns, found.st_ino)


def read_bytes(root: Path, path: str) -> bytes:
    """Read one file below `root`; no part of `path` may be a link.

    Raises:
        NotFoundError: There is no such file.
        ArticleError: It is not a regular file, or too large, or may not be read.
    """
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or path.startswith("/") or "\0" in path:
        raise NotFoundError(f"There is no file {path} in the library")
    folder_flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    try:
        folder_fd = os.open(root, folder_flags)
        for part in parts[:-1]:
            parent_fd = folder_fd
            try:
                folder_fd = os.open(part, folder_flags | os.O_NOFOLLOW, dir_fd=parent_fd)
            finally:
                os.close(parent_fd)
        try:
            return _read(os.open(parts[-1], _FILE_FLAGS | os.O_NOFOLLOW, dir_fd=folder_fd))
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


_FILE_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC  # not to wait for the other end of a pipe


def _read(fd: int) -> bytes:
    try:
        _check(os.fstat(fd))
    except ArticleError:
        os.close(fd)  # a folder's descriptor cannot become a file that closes it
        raise
    with open(fd, "rb") as file:
        return file.read(MAX_FILE)


def _check(found: os.stat_result) -> None:
    for is_kind, reason in _KINDS:
        if is_kind(found.st_mode):
            raise ArticleError(reason)
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
