"""The terms of one field of one segment, in order, and where their posting lists are.

The one rule: nothing is loaded. Terms stay in the mapped file until one of them is looked at.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.arrays import Arrays
from tui_reader.search.engine.schema import SPELT

_PARTS = {"df": np.uint32, "total": np.uint32, "first": np.uint32, "at": np.int64, "size": np.uint32}


class _Backwards:
    """The terms in the order of their letters from the last to the first, as something to bisect."""

    def __init__(self, lexicon: "Terms", order: NDArray[np.uint32]) -> None:
        self._lexicon = lexicon
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: int) -> bytes:
        return self._lexicon[int(self._order[place])][::-1]


@dataclass(frozen=True)
class Terms:
    """Terms by number, sorted by their bytes; a sequence of them."""

    starts: memoryview
    letters: memoryview

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        if number >= len(self):
            raise IndexError(number)
        return bytes(self.letters[self.starts[number] : self.starts[number + 1]])

    def find(self, term: bytes) -> int | None:
        """Return the number of a term; None if it is not there."""
        number = bisect_left(self, term)
        return number if number < len(self) and self[number] == term else None

    def beginning_with(self, stem: bytes) -> range:
        """Return the numbers of the terms that begin with `stem`."""
        return _stretch(self, stem)


@dataclass(frozen=True)
class Lexicon(Terms):
    """The terms of one field, with what is known of each."""

    df: NDArray[np.uint32]
    """In how many articles of the segment each term is."""
    total: NDArray[np.uint32]
    """How often each term occurs in all of them."""
    first: NDArray[np.uint32]
    """The first article of each term."""
    at: NDArray[np.int64]
    size: NDArray[np.uint32]
    backwards: NDArray[np.uint32] | None
    """The numbers of the terms, sorted by the terms read backwards; None for a field that needs no spelling."""

    def ending_with(self, stem: bytes) -> NDArray[np.uint32]:
        """Return the numbers of the terms that end with `stem`."""
        if self.backwards is None:
            return np.array([number for number in range(len(self)) if self[number].endswith(stem)], np.uint32)
        stretch = _stretch(_Backwards(self, self.backwards), stem[::-1])
        return self.backwards[stretch.start : stretch.stop]

    def about_as_long(self, numbers: NDArray[Any], term: bytes, edits: int) -> list[int]:
        """Return those of some terms of which so many edits may make `term`, going by their lengths alone.

        An edit changes the length of a term by a byte, by up to four if there are other characters in it than ASCII.
        """
        gaps = np.abs(self._lengths[numbers] - len(term))
        near = gaps <= 4 * edits
        if term.isascii():
            near &= (gaps <= edits) | self._has_others[numbers]
        return numbers[near].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _lengths(self) -> NDArray[np.int32]:
        starts = np.frombuffer(self.starts, np.uint32).astype(np.int32)
        return starts[1:] - starts[:-1]

    @cached_property
    def _has_others(self) -> NDArray[np.bool_]:
        """Which of the terms have other characters in them than ASCII."""
        letters, starts = np.frombuffer(self.letters, np.uint8), np.frombuffer(self.starts, np.uint32)
        above = np.concatenate([[0], np.cumsum(letters >= 128, dtype=np.uint32)])
        return above[starts[1:]] > above[starts[:-1]]


def make_lexicon(arrays: Arrays, field: str) -> Lexicon:
    """Return the lexicon of a field, from the arrays of a segment.

    Raises:
        IndexDamagedError: They do not fit together.
    """
    parts = {name: arrays[f"{field}.{name}"] for name in _PARTS}
    starts, letters = arrays[f"{field}.starts"], arrays[f"{field}.terms"]
    backwards = arrays[f"{field}.backwards"] if field in SPELT else None
    count = len(starts) - 1
    lengths = {len(part) for part in parts.values()} | ({len(backwards)} if backwards is not None else set())
    if lengths != {count} or letters.dtype != np.uint8 or starts.dtype != np.uint32:
        raise IndexDamagedError(f"The index's words of {field} are not whole")
    return Lexicon(memoryview(starts.data), memoryview(letters.data), **parts, backwards=backwards)


def _stretch(terms: "Terms | _Backwards", stem: bytes) -> range:
    start = bisect_left(terms, stem)
    # 0xff is in no UTF-8: what is past every term that begins with the stem.
    return range(start, bisect_left(terms, stem + b"\xff", lo=start))
