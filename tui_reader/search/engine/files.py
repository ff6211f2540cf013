"""Reading, mapping and writing the files of an index.

The one rule: what lies in the place of a file may be anything, a link or a pipe too; only a regular file is read or
written, and what is written is on the disk when the function returns.
"""

import errno
import mmap
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from tui_reader.errors import IndexDamagedError, IndexTroubleError

_CAREFULLY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_FILE = (errno.ENOENT, errno.ELOOP, errno.EMLINK, errno.EISDIR, errno.ENOTDIR, errno.ENXIO)
"""What the system says where there is nothing, or something else than a file."""
MOST_BYTES = 512 * 1024 * 1024
"""In a file that is read as a whole; of a million articles none is as large."""


def read_file(path: Path) -> bytes | None:
    """Return what is in a file; None where there is none that can be read, or one as large as ours never are."""
    try:
        fd = os.open(path, os.O_RDONLY | _CAREFULLY)
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            os.close(fd)  # a folder's descriptor cannot become a file that closes it
            return None
        with open(fd, "rb") as file:
            return file.read()
    except OSError:
        return None


def map_file(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file, mapped into memory; its file is closed, and it goes with the last use of it.

    Raises:
        IndexDamagedError: It is not there, or no file.
    """
    try:
        fd = os.open(path, os.O_RDONLY | _CAREFULLY)
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise IndexDamagedError(f"The index's {path.name} is no file")
            return mmap.mmap(fd, 0, access=mmap.ACCESS_READ) if os.fstat(fd).st_size else b""
        finally:
            os.close(fd)
    except OSError as error:
        raise IndexDamagedError(f"The index's {path.name} cannot be opened: {error.strerror or error}") from error


def replace_file(path: Path, lines: Iterable[str]) -> None:
    """Put a file of these lines in the place of whatever is there, in one step.

    Raises:
        IndexTroubleError: The system refused; what was there is there still.
    """
    scratch = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        scratch.unlink(missing_ok=True)
        fd = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(fd, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(fd)
        if path.is_dir():
            remove(path)
        scratch.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error


def append_to_file(path: Path, lines: Iterable[str]) -> None:
    """Write lines at the end of a file, in place of a last one that was cut off.

    Raises:
        IndexDamagedError: It is not a file that belongs to the index alone.
        IndexTroubleError: The system refused.
    """
    added = "".join(f"{line}\n" for line in lines).encode()
    try:
        fd = os.open(path, os.O_RDWR | _CAREFULLY)
    except OSError as error:
        kind = IndexDamagedError if error.errno in _NO_FILE else IndexTroubleError
        raise kind(f"The index's {path.name} cannot be written: {error.strerror or error}") from error
    try:
        found = os.fstat(fd)
        # A second name of a file of somebody's: it would be written where it is read.
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            raise IndexDamagedError(f"The index's {path.name} is not a file of its own")
        os.lseek(fd, _cut(fd, found.st_size), os.SEEK_SET)
        view = memoryview(added)
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    except OSError as error:
        raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error
    finally:
        os.close(fd)


def _cut(fd: int, size: int) -> int:
    """Cut a last line off that has no end, and return where the next one begins."""
    end, piece = size, 1
    while end:
        start = max(0, end - piece)
        found = os.pread(fd, end - start, start).rfind(b"\n")
        if found >= 0:
            end = start + found + 1
            break
        end, piece = start, 64 * 1024
    if end != size:
        os.ftruncate(fd, end)
    return end


def _sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove(path: Path) -> None:
    """Remove whatever lies there; of a link, what it leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
