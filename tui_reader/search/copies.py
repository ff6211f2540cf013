"""Tells near-copies of one story from other stories, by a small signature of each text.

The one rule: a signature depends on the words of a text alone, so that it is the same in every index and process.

A signature is a one-permutation min-hash (Li, Owen & Zhang 2012): every run of three words has a hash, the hashes are
dealt into 16 bins by their highest bits, and of each bin the smallest is kept. The share of bins in which two
signatures agree estimates the share of runs that the texts have in common.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

BINS = 16
RUN = 3
"""Words in a row."""
EMPTY = 0xFFFFFFFF
"""In a bin into which no run fell; no hash is as large."""
LIKE = 0.4
"""The share of bins from which on texts are copies of each other."""

Sketch = npt.NDArray[np.uint32]
"""`BINS` numbers; of several texts, one row each."""

_BIN_BITS = 4
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
"""The odd constants of xxHash64 and of Fibonacci hashing: a word counts otherwise at each place of a run."""
_MIX = np.uint64(0xBF58476D1CE4E5B9)
"""Of SplitMix64."""


def hash_term(term: bytes) -> int:
    """Return a term's hash, the same in every process: CRC-32 of its UTF-8."""
    return crc32(term)


def sketch_of(hashes: npt.NDArray[np.uint32]) -> Sketch:
    """Return the signature of a text from the hashes of its terms, in order."""
    row: Sketch = sketches_of(hashes, np.array([0, len(hashes)]))[0]
    return row


def sketches_of(hashes: npt.NDArray[np.uint32], starts: npt.NDArray[np.int64]) -> Sketch:
    """Return the signatures of many texts, a row each.

    Args:
        hashes: Of the terms of all texts, one after the other.
        starts: Where each text begins, and the end.
    """
    count = len(starts) - 1
    sketches = np.full(count * BINS, EMPTY, np.uint32)
    if len(hashes) >= RUN:
        with np.errstate(over="ignore"):
            wide = hashes.astype(np.uint64)
            mixed = wide[:-2] * _FACTORS[0] + wide[1:-1] * _FACTORS[1] + wide[2:] * _FACTORS[2]
            mixed ^= mixed >> np.uint64(29)
            mixed *= _MIX
        text = np.repeat(np.arange(count), np.diff(starts))
        is_within = text[:-2] == text[2:]
        high = (mixed[is_within] >> np.uint64(32)).astype(np.uint32)
        bins = text[:-2][is_within] * BINS + (high >> np.uint32(32 - _BIN_BITS))
        np.minimum.at(sketches, bins, high & np.uint32((1 << (32 - _BIN_BITS)) - 1))
    return sketches.reshape(count, BINS)


def share_alike(a: Sketch, b: Sketch) -> npt.NDArray[np.float64]:
    """Return in which share of the bins two signatures agree, leaving out those that are empty in both.

    Either may be rows of several texts; the shapes are broadcast.
    """
    is_filled = (a != EMPTY) | (b != EMPTY)
    alike = ((a == b) & is_filled).sum(axis=-1)
    share: npt.NDArray[np.float64] = alike / np.maximum(is_filled.sum(axis=-1), 1)
    return share


def are_copies(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are copies of one story. A text of fewer than three words is no copy of any."""
    return bool(share_alike(a, b) >= LIKE)


def group_copies(sketches: Sequence[Sketch]) -> list[list[int]]:
    """Return the numbers of texts in groups: each group is led by a text that is no copy of an earlier leader.

    The leaders come in their order, and with each the copies of it that are no copies of an earlier leader, in theirs.
    """
    if not sketches:
        return []
    rows = np.stack(sketches)
    groups: list[list[int]] = []
    is_free = np.ones(len(rows), np.bool_)
    for leader in range(len(rows)):
        if is_free[leader]:
            is_copy = is_free & (share_alike(rows, rows[leader]) >= LIKE)
            is_copy[: leader + 1] = False
            is_free &= ~is_copy
            groups.append([leader, *np.flatnonzero(is_copy).tolist()])
    return groups
