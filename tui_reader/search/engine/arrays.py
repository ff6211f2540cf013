"""Keeps arrays of numbers in one file, to be looked at where they lie.

The one rule: the file may have come with the articles, so nothing in its header is believed: an array that is handed
out lies wholly within the file.

    "GRA1", the header's length as uint32, the header in JSON, and each array from a multiple of 64 bytes on;
    {"arrays": {name: [type, count, offset]}, "strings": {name: [string, …]}}; all numbers little-endian
"""

import json
import mmap
import os
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.files import map_file

Numbers = npt.NDArray[Any]
"""One row of numbers of one of `TYPES`."""

MAGIC = b"GRA1"
TYPES = {name: np.dtype(f"<{name}") for name in ("u1", "u2", "u4", "i4", "i8", "f4")}
_ALIGNMENT = 64


class Arrays:
    """The arrays of one file, by name. They are views of the mapped file, which is let go of with the last of them."""

    def __init__(self, arrays: Mapping[str, Numbers], strings: Mapping[str, Sequence[str]]) -> None:
        self._arrays = arrays
        self._strings = strings

    def __getitem__(self, name: str) -> Numbers:
        """Return an array.

        Raises:
            IndexDamagedError: The file has none of that name.
        """
        try:
            return self._arrays[name]
        except KeyError:
            raise IndexDamagedError(f"The index has no {name}") from None

    def strings(self, name: str) -> Sequence[str]:
        """Return a list of strings.

        Raises:
            IndexDamagedError: The file has none of that name.
        """
        try:
            return self._strings[name]
        except KeyError:
            raise IndexDamagedError(f"The index has no {name}") from None


def write_arrays(path: Path, arrays: Mapping[str, Numbers], strings: Mapping[str, Sequence[str]]) -> None:
    """Write a new file, and wait until it is on the disk.

    Raises:
        OSError: The system refused.
    """
    rows = {name: np.ascontiguousarray(array, TYPES[array.dtype.str[1:]]) for name, array in arrays.items()}
    header, offsets = _lay_out(rows, strings)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with open(fd, "wb") as file:
        file.write(MAGIC + struct.pack("<I", len(header)) + header)
        for name, row in rows.items():
            file.write(bytes(offsets[name] - file.tell()))
            file.write(row.data)
        file.flush()
        os.fsync(fd)


def _lay_out(rows: Mapping[str, Numbers], strings: Mapping[str, Sequence[str]]) -> tuple[bytes, dict[str, int]]:
    """Return the header and where each array begins; the longer the header, the later the first."""
    first = 0
    while True:
        offsets, end = {}, first
        for name, row in rows.items():
            offsets[name] = end
            end = _aligned(end + row.nbytes)
        arrays = {name: [row.dtype.str[1:], len(row), offsets[name]] for name, row in rows.items()}
        header = json.dumps({"arrays": arrays, "strings": {name: list(row) for name, row in strings.items()}}).encode()
        needed = _aligned(len(MAGIC) + 4 + len(header))
        if needed <= first:
            return header, offsets
        first = needed


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def read_arrays(path: Path) -> Arrays:
    """Map a file's arrays into memory.

    Raises:
        IndexDamagedError: There is no such file, or it is not one of these.
    """
    mapped = map_file(path)
    try:
        start, header = _read_header(mapped)
        arrays = {name: _find_array(mapped, start, *place) for name, place in header["arrays"].items()}
        strings = header["strings"]
        if not all(isinstance(row, list) and all(isinstance(each, str) for each in row) for row in strings.values()):
            raise ValueError("its strings are none")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexDamagedError(f"The index is damaged: {path.name}: {error}") from error
    return Arrays(arrays, strings)


def _read_header(mapped: bytes | mmap.mmap) -> tuple[int, Any]:
    """Return where the header ends, and what is in it."""
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError("it begins otherwise")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(mapped[len(MAGIC) : start], "little")
    if end > len(mapped):
        raise ValueError("its header is cut off")
    return end, json.loads(mapped[start:end])


def _find_array(mapped: bytes | mmap.mmap, start: int, kind: str, count: int, offset: int) -> Numbers:
    dtype = TYPES[kind]
    if type(count) is not int or type(offset) is not int or count < 0 or offset < start or offset % _ALIGNMENT:
        raise ValueError("an array lies where none can")
    if offset + count * dtype.itemsize > len(mapped):
        raise ValueError("an array is cut off")
    return np.frombuffer(mapped, dtype, count, offset) if count else np.empty(0, dtype)
