"""Writes Whoosh's term files, many terms at once.

The one rule: the format is that of `whoosh/filedb/filetables.py`: the terms with what is told of each, in order; 256
hash tables of where they begin; and the places of them all, in order.
"""

import struct
from array import array
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.util.numlists import GrowableArray

from tui_reader.search.engine.arrays import Numbers

INFO = np.dtype(
    [
        ("flags", "u1"),
        ("total", ">f4"),
        ("df", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("most", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("at", ">i8"),
        ("size", ">i4"),
    ]
)
"""What is told of a term: `W3TermInfo._struct`, and the place of its postings."""
_SLOT = np.dtype([("hash", ">u4"), ("at", ">i8")])
_CRC32 = 1
"""The number of the quickest of Whoosh's hash functions; its own writer uses MD5, over twenty times slower."""
_BUCKETS = 256
_SPARE = 12
"""So many taken slots of a hash table, at most, come with a free one; in Whoosh's own every other one is free."""
_FAR = 1 << 40
"""Further than any slot is from another."""


class TermsFile(OrderedHashWriter):  # type: ignore[misc]
    """A term file that is being written. The fields come in the order of their names."""

    def __init__(self, file: Any) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC32)
        self.index = GrowableArray()
        self.extras["fieldmap"] = {}
        self._hashes: list[Numbers] = []
        self._places: list[Numbers] = []

    def add_field(self, name: str, terms: Sequence[bytes], infos: Numbers) -> None:
        """Write the terms of a field, sorted, and what is told of each."""
        fields = self.extras["fieldmap"]
        prefix = struct.pack("!H", len(fields))
        fields[name] = len(fields)
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        heads = {
            length: struct.pack("!ii", length + len(prefix), INFO.itemsize) + prefix for length in set(lengths.tolist())
        }
        told = infos.tobytes()
        ends = range(INFO.itemsize, len(told) + 1, INFO.itemsize)
        begun = self.dbfile.tell()
        rows = (
            heads[len(term)] + term + told[end - INFO.itemsize : end] for term, end in zip(terms, ends, strict=True)
        )
        self.dbfile.write(b"".join(rows))
        sizes = 8 + len(prefix) + lengths + INFO.itemsize
        self._places.append(begun + np.cumsum(sizes) - sizes)
        start = crc32(prefix)
        self._hashes.append(np.fromiter((crc32(term, start) for term in terms), np.uint32, len(terms)))

    def _write_hashes(self) -> None:
        """Write the hash tables; and note the places of all terms for what is written at the end."""
        places = np.concatenate([np.empty(0, np.int64), *self._places])
        hashes = np.concatenate([np.empty(0, np.uint32), *self._hashes]).astype(np.int64)
        kind = "I" if self.dbfile.tell() < 1 << 32 else "q"
        self.index.array = array(kind, places.astype(kind).tobytes())
        taken = np.bincount(hashes % _BUCKETS, minlength=_BUCKETS)
        slots = np.where(taken, taken + taken // _SPARE + 1, 0)
        begun = self.dbfile.tell()
        starts = np.cumsum(slots) - slots
        self.dbfile.write(_fill(hashes, places, slots, starts).tobytes())
        self.directory = list(zip((begun + starts * _SLOT.itemsize).tolist(), slots.tolist(), strict=True))


def _fill(hashes: Numbers, places: Numbers, slots: Numbers, starts: Numbers) -> Numbers:
    """Return the hash tables, one after the other: each term in its slot, or in the next one that is free."""
    table = np.zeros(int(slots.sum()), _SLOT)
    if not len(hashes):
        return table
    home = (hashes // _BUCKETS) % slots[hashes % _BUCKETS]
    order = np.lexsort((home, hashes % _BUCKETS))
    bucket = hashes[order] % _BUCKETS
    # In the order of their slots, each term comes at least one slot after the one before it.
    number = np.arange(len(order))
    slot = np.maximum.accumulate(home[order] - number + bucket * _FAR) + number - bucket * _FAR
    fits = slot < slots[bucket]
    table["hash"][starts[bucket[fits]] + slot[fits]] = hashes[order[fits]]
    table["at"][starts[bucket[fits]] + slot[fits]] = places[order[fits]]
    for term in order[~fits].tolist():  # past the end of its table: it goes on at the beginning
        at = int(starts[hashes[term] % _BUCKETS])
        while table["at"][at]:
            at += 1
        table[at] = hashes[term], places[term]
    return table
