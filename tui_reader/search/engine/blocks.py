"""Makes Whoosh's posting lists out of arrays, in the format of its codec, `whoosh/codec/whoosh3.py`.

The one rule: pure. Arrays come in and bytes go out, which stock Whoosh reads as if it had written them itself.

A posting list is a tag and blocks; a block is its length (negative for the last one), a pickled tuple that describes
it, and a pickled tuple of the gaps between article numbers (in each block from 0 on), the weights and the values.
Whoosh only iterates gaps and indexes weights: so small numbers are bytes, and many large ones an array, which are read
into numpy without a step for each of them.

Most terms are in one article only: those of them that are equally frequent in the same one share a list.
"""

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np

from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.inverting import Counted

BLOCK = 1 << 15
"""Postings, at most, in one block. Only the first gap of a block is as large as an article's number, so that one block
is smaller than many, and read in one step."""
CHUNK = 1 << 18
"""Postings that are made ready at once."""
TAG = b"W3Bl"
_WORTH, _GAIN = 60, 0.85
"""Bytes from which on compressing is tried, and the share of them that may be left for it to be worth reading."""
_MANY = 24
"""So many large gaps are shorter, and faster to read, as an array."""
_LONG = 4_096
"""Bytes from which on compressing better is worth its time; only the most frequent terms have as many."""
_WINDOW_BITS, _MEMORY = 13, 6
"""What zlib needs for less than that: to make more room ready takes ten times as long as to compress a list."""

_LENGTH = struct.Struct("!i")
_DATA = b"\x80\x03"
_END = b"\x87."
_NONE = b"N"
_BYTE = ord("K")
_ARRAY_OF_SHORT, _ARRAY_OF_LONG = b"carray\narray\nU\x01H", b"carray\narray\nU\x01I"
"""`array("H", …` and `array("I", …`: the bytes of the numbers follow, as this machine has them; indexes do not travel
from one kind of machine to another anyway."""


class ListWriter:
    """Writes the posting lists of one field after the other."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        """`write` takes the bytes, in order, from the beginning of the file on, and returns how many they were."""
        self._write = write
        self._at = 0

    def write_field(self, counted: Counted, length_bytes: Numbers, *, has_values: bool) -> tuple[Numbers, Numbers]:
        """Write the posting lists of the terms of a field.

        Args:
            counted: The field.
            length_bytes: Of each article the length of the field, as Whoosh's byte.
            has_values: Whether each posting has its count as its value too, as in Whoosh's format `Frequency`.

        Returns:
            Where the list of each term begins, and of how many bytes it is.
        """
        at, size = np.empty(len(counted.terms), np.int64), np.empty(len(counted.terms), np.uint32)
        is_single = counted.df == 1
        at[is_single], size[is_single] = self._write_single(counted, is_single, length_bytes, has_values=has_values)
        bounds = np.searchsorted(counted.starts, np.arange(0, len(counted.docs), CHUNK))
        for first, last in pairwise([*bounds.tolist(), len(counted.terms)]):
            terms = first + np.flatnonzero(~is_single[first:last])
            if len(terms):
                sizes = self._write_several(counted, terms, length_bytes, has_values=has_values)
                at[terms] = self._at - np.cumsum(sizes[::-1])[::-1]
                size[terms] = sizes
        return at, size

    def _write_single(
        self, counted: Counted, is_single: Numbers, length_bytes: Numbers, *, has_values: bool
    ) -> tuple[Numbers, Numbers]:
        """Write the lists of terms that are in one article; return their places and sizes."""
        at = counted.starts[:-1][is_single]
        pairs = (counted.docs[at].astype(np.uint64) << np.uint64(32)) | counted.counts[at]
        kinds, kind = np.unique(pairs, return_inverse=True)
        docs, counts = (kinds >> np.uint64(32)).astype(np.int64), (kinds & np.uint64(0xFFFFFFFF)).astype(np.int64)
        ends = [self._at]
        for doc, count, length in zip(docs.tolist(), counts.tolist(), length_bytes[docs].tolist(), strict=True):
            values = b"C\x04" + count.to_bytes(4, "big") if has_values else _NONE
            weights = _NONE if count == 1 else _float(count)
            data = _DATA + b"(" + _int(doc) + b"t" + weights + values + _END
            ends.append(ends[-1] + self._write(TAG + _block(1, doc, count, length, length, data, is_last=True)))
        self._at = ends[-1]
        bounds = np.array(ends, np.int64)
        return bounds[:-1][kind], np.diff(bounds)[kind]

    def _write_several(self, counted: Counted, terms: Numbers, length_bytes: Numbers, *, has_values: bool) -> Numbers:
        """Write the lists of terms that are in several articles; return their sizes."""
        blocks = _Blocks(counted, terms, length_bytes, has_values=has_values)
        sizes = []
        first = 0
        for count in blocks.of_term:
            made = TAG + b"".join(blocks.make(first + number, is_last=number == count - 1) for number in range(count))
            self._write(made)
            sizes.append(len(made))
            first += count
        self._at += sum(sizes)
        return np.array(sizes, np.int64)


class _Blocks:
    """The postings of some terms of a field, made ready to be cut into blocks."""

    def __init__(self, counted: Counted, terms: Numbers, length_bytes: Numbers, *, has_values: bool) -> None:
        df = counted.df[terms]
        rows = np.repeat(counted.starts[terms] - (np.cumsum(df) - df), df) + np.arange(df.sum())
        docs, counts, lengths = counted.docs[rows], counted.counts[rows], length_bytes[counted.docs[rows]]
        blocks = -(-df // BLOCK)
        place = np.arange(blocks.sum()) - np.repeat(np.cumsum(blocks) - blocks, blocks)
        starts = np.repeat(np.cumsum(df) - df, blocks) + place * BLOCK
        ends = np.append(starts[1:], len(docs))
        gaps = np.diff(docs, prepend=np.uint32(0))
        gaps[starts] = docs[starts]
        self.of_term: list[int] = blocks.tolist()
        """How many blocks each term has."""
        self._starts, self._ends, self._last = starts.tolist(), ends.tolist(), docs[ends - 1].tolist()
        self._widest = np.maximum.reduceat(gaps, starts).tolist()
        self._least, self._most = (
            np.minimum.reduceat(counts, starts).tolist(),
            np.maximum.reduceat(counts, starts).tolist(),
        )
        self._shortest = np.minimum.reduceat(lengths, starts).tolist()
        self._longest = np.maximum.reduceat(lengths, starts).tolist()
        self._gaps = [gaps.astype(dtype).tobytes() for dtype in ("u1", "u2", "u4")]
        pickled = np.empty(len(gaps), np.dtype([("opcode", "S1"), ("gap", "<u2")]))
        pickled["opcode"], pickled["gap"] = b"M", gaps
        self._pickled = pickled.tobytes()
        self._counts = counts
        self._weights = counts.astype(np.uint8).tobytes()
        self._values = counts.astype(">u4").tobytes() if has_values else None

    def make(self, number: int, *, is_last: bool) -> bytes:
        """Return a block."""
        start, end, most = self._starts[number], self._ends[number], self._most[number]
        values = _NONE if self._values is None else _bytes(self._values[4 * start : 4 * end])
        data = _DATA + self._make_gaps(number, start, end) + self._make_weights(number, start, end) + values + _END
        lengths = self._shortest[number], self._longest[number]
        return _block(end - start, self._last[number], most, *lengths, data, is_last=is_last)

    def _make_gaps(self, number: int, start: int, end: int) -> bytes:
        widest = self._widest[number]
        if widest < 1 << 8:
            return _bytes(self._gaps[0][start:end])
        if widest < 1 << 16:
            if end - start < _MANY:
                return b"(" + self._pickled[3 * start : 3 * end] + b"t"
            return _ARRAY_OF_SHORT + _bytes(self._gaps[1][2 * start : 2 * end]) + b"\x86R"
        return _ARRAY_OF_LONG + _bytes(self._gaps[2][4 * start : 4 * end]) + b"\x86R"

    def _make_weights(self, number: int, start: int, end: int) -> bytes:
        most = self._most[number]
        if most == self._least[number]:
            return _NONE if most == 1 else _float(most)
        if most < 1 << 8:
            return _bytes(self._weights[start:end])
        return b"(" + b"".join(map(_float, self._counts[start:end].tolist())) + b"t"


def _block(count: int, last: int, most: int, shortest: int, longest: int, data: bytes, *, is_last: bool) -> bytes:
    compression = 0
    if len(data) > _WORTH:
        if len(data) > _LONG:
            compressed = zlib.compress(data, 4)
        else:
            packer = zlib.compressobj(1, wbits=_WINDOW_BITS, memLevel=_MEMORY)
            compressed = packer.compress(data) + packer.flush()
        if len(compressed) < len(data) * _GAIN:
            compression, data = 1, compressed
    info = b"\x80\x02(" + _int(count) + _int(last) + _int(most)
    info += bytes((_BYTE, compression, _BYTE, shortest, _BYTE, longest)) + b"t."
    length = len(info) + len(data)
    return _LENGTH.pack(-length if is_last else length) + info + data


def _bytes(row: bytes) -> bytes:
    """Return a row of bytes as a pickle has it."""
    return b"C" + bytes([len(row)]) + row if len(row) < 256 else b"B" + len(row).to_bytes(4, "little") + row


@lru_cache(maxsize=1 << 15)
def _int(number: int) -> bytes:
    """Return a number as a pickle has it."""
    if number < 1 << 8:
        return b"K" + bytes([number])
    return b"M" + number.to_bytes(2, "little") if number < 1 << 16 else b"J" + number.to_bytes(4, "little")


@lru_cache(maxsize=1024)
def _float(number: int) -> bytes:
    return b"G" + struct.pack(">d", number)
