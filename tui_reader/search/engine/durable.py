"""Waits until files are on the disk.

The one rule: what a table of contents names is on the disk before it, and it before it has its name.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

_AT_ONCE = 8
"""Files that are waited for together: the file system writes its journal once for all of them, and a tenth of the time
is lost."""


def sync(paths: Iterable[Path]) -> None:
    """Wait until files or folders are on the disk.

    Raises:
        OSError: The system refused.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files, in which a file is given its name only when it is on the disk."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file, and wait until its content and its name are on the disk."""
        _sync(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)
        _sync(Path(self.folder))
