"""Reads posting lists out of Whoosh's `.pst` files into arrays.

The one rule: pure. Bytes come in, arrays go out; whatever is not a posting list is `IndexDamagedError`.

A list is a tag and blocks; a block is its length (negative for the last), a pickle that describes it, and a pickle,
compressed or not, of the gaps between document numbers, the weights, and a value for each, which is not needed here.
(Whoosh 2.7.4, whoosh/codec/whoosh3.py, W3PostingsWriter.) Gaps and weights may stand as bytes where they are small,
which Whoosh reads as well, and which needs no step of Python for each posting here.
"""

import struct
import zlib
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.trusted import load_plain

_Number = TypeVar("_Number", bound=np.generic)

_TAG = b"W3Bl"
_LENGTH = struct.Struct("!i")
_LARGEST_BLOCK = 64 << 20
"""Bytes of a block when it is unpacked; a list of every article of a segment takes a hundredth."""


class Postings(NamedTuple):
    """In which articles of a segment a term occurs, ascending, and how often."""

    numbers: NDArray[np.uint32]
    weights: NDArray[np.float32]


def parse_postings(data: bytes, documents: int) -> Postings:
    """Return the posting list that `data` is, of a segment of so many documents.

    Raises:
        IndexDamagedError: It is none.
    """
    if not data.startswith(_TAG):
        raise IndexDamagedError("The index has something else where a word's articles should be")
    numbers: list[NDArray[np.uint32]] = []
    weights: list[NDArray[np.float32]] = []
    at, is_last = len(_TAG), False
    while not is_last:
        (length,) = _LENGTH.unpack_from(data, at)
        is_last, length = length < 0, abs(length)
        block = data[at + _LENGTH.size : at + _LENGTH.size + length]
        if not length or len(block) < length:
            raise IndexDamagedError("The index ends in the middle of a word's articles")
        more_numbers, more_weights = _parse_block(block)
        numbers.append(more_numbers)
        weights.append(more_weights)
        at += _LENGTH.size + length
    found = Postings(_in_a_row(numbers), _in_a_row(weights))
    if len(found.numbers) and (found.numbers.max() >= documents or len(found.numbers) != len(found.weights)):
        raise IndexDamagedError("The index names articles that it does not have")
    return found


def _parse_block(block: bytes) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    (count, _, _, compression, _, _), end = load_plain(block)
    packed = block[end:]
    if compression:
        unpacker = zlib.decompressobj()
        packed = unpacker.decompress(packed, _LARGEST_BLOCK)
        if unpacker.unconsumed_tail:
            raise IndexDamagedError("The index has an unreasonably long list in it")
    (gaps, weights, _), _ = load_plain(packed)
    numbers = np.cumsum(_array(gaps, np.int64), dtype=np.uint32)
    if weights is None or isinstance(weights, float):
        heard = np.full(len(numbers), 1.0 if weights is None else weights, np.float32)
    else:
        heard = _array(weights, np.float32)
    if len(numbers) != count:
        raise IndexDamagedError("The index miscounts a word's articles")
    return numbers, heard


def _in_a_row(arrays: list[NDArray[_Number]]) -> NDArray[_Number]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _array(values: Any, kind: type) -> NDArray[Any]:
    if isinstance(values, bytes):
        return np.frombuffer(values, np.uint8).astype(kind)
    return np.asarray(values, kind)
