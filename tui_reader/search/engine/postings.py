"""Reads posting lists out of Whoosh's `.pst` files into arrays.

The one rule: pure. Bytes come in, arrays go out; whatever is not a posting list is `IndexDamagedError`.

A list is a tag and blocks; a block is its length (negative for the last), a pickle that describes it, and a pickle,
compressed or not, of the gaps between document numbers, the weights, and a value for each, which is not needed here.
(Whoosh 2.7.4, whoosh/codec/whoosh3.py, W3PostingsWriter.) Gaps and weights may stand as bytes where they are small,
which Whoosh reads as well, and which needs no step of Python for each posting here: such rows, as `blocks` writes them,
are taken from where they lie, and only what anybody else wrote is unpickled.
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
_LENGTH, _FLOAT = struct.Struct("!i"), struct.Struct(">d")
_ROWS = b"\x80\x03"
"""How a pickle of protocol 3 begins, in which bytes stand as they are."""
_WIDE: dict[bytes, np.dtype[Any]] = {
    b"carray\narray\nU\x01H": np.dtype(np.uint16),
    b"carray\narray\nU\x01I": np.dtype(np.uint32),
}
"""How rows of larger numbers begin."""
_LONGEST_HEAD = 512
"""Bytes of what describes a block; it takes some thirty."""
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
    try:
        numbers, weights = _parse_blocks(data)
    except IndexDamagedError:
        raise
    except Exception as error:  # a pickle that is none may end in any error
        raise IndexDamagedError(f"The index has something else where a word's articles should be: {error}") from error
    if len(numbers) != len(weights) or (len(numbers) and numbers.max() >= documents):
        raise IndexDamagedError("The index names articles that it does not have")
    return Postings(numbers, weights)


def _parse_blocks(data: bytes) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    numbers: list[NDArray[np.uint32]] = []
    weights: list[NDArray[np.float32]] = []
    at, is_last = len(_TAG), False
    while not is_last:
        (length,) = _LENGTH.unpack_from(data, at)
        is_last, length = length < 0, abs(length)
        block = data[at + _LENGTH.size : at + _LENGTH.size + length]
        if not data.startswith(_TAG) or not length or len(block) < length:
            raise IndexDamagedError("The index ends in the middle of a word's articles")
        more_numbers, more_weights = _parse_block(block)
        numbers.append(more_numbers)
        weights.append(more_weights)
        at += _LENGTH.size + length
    return _in_a_row(numbers), _in_a_row(weights)


def _parse_block(block: bytes) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    (count, _, _, compression, _, _), end = load_plain(block[:_LONGEST_HEAD])
    gaps, weights = _unpack(block[end:], count) if compression else _find_rows(block[end:]) or _load(block[end:])
    numbers = np.cumsum(_array(gaps), dtype=np.uint32)
    if weights is None or isinstance(weights, float):
        heard = np.full(len(numbers), 1.0 if weights is None else weights, np.float32)
    else:
        heard = _array(weights).astype(np.float32)
    if len(numbers) != count:
        raise IndexDamagedError("The index miscounts a word's articles")
    return numbers, heard


def _unpack(packed: bytes, count: int) -> tuple[Any, Any]:
    """Return gaps and weights of a compressed block: no more is unpacked than they take, half of it or less."""
    unpacker = zlib.decompressobj()
    data = b""
    # Gaps are of a byte each, or of two, or written in some other way.
    for more in (2 * count + _LONGEST_HEAD, count, _LARGEST_BLOCK):
        data += unpacker.decompress(packed, max(1, min(more, _LARGEST_BLOCK)))
        if rows := _find_rows(data):
            return rows
        packed = unpacker.unconsumed_tail
    if packed:
        raise IndexDamagedError("The index has an unreasonably long list in it")
    return _load(data)


def _load(data: bytes) -> tuple[Any, Any]:
    (gaps, weights, _), _ = load_plain(data)
    return gaps, weights


def _in_a_row(arrays: list[NDArray[_Number]]) -> NDArray[_Number]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _array(values: Any) -> NDArray[Any]:
    if isinstance(values, np.ndarray):
        return values
    return np.frombuffer(values, np.uint8) if isinstance(values, bytes) else np.asarray(values)


def _find_rows(data: bytes) -> tuple[NDArray[Any], NDArray[Any] | float | None] | None:
    """Return the gaps and weights of a block that stand in it as `blocks` writes them; None, if they do not."""
    if not data.startswith(_ROWS):
        return None
    gaps, at = _find_row(data, len(_ROWS))
    weights: NDArray[Any] | float | None = None
    match data[at : at + 1]:
        case b"N":
            pass
        case b"G":
            weights = float(_FLOAT.unpack_from(data, at + 1)[0])
        case _:
            weights, at = _find_row(data, at)
            if weights is None:
                return None
    return None if gaps is None else (gaps, weights)


def _find_row(data: bytes, at: int) -> tuple[NDArray[Any] | None, int]:
    """Return the row of numbers that begins at a place, and where it ends; None, if it is written in another way."""
    kind: np.dtype[Any] = np.dtype(np.uint8)
    end = b""
    for begin, wide in _WIDE.items():
        if data.startswith(begin, at):
            kind, end, at = wide, b"\x86R", at + len(begin)
    match data[at : at + 1]:
        case b"C":
            size, at = data[at + 1], at + 2
        case b"B":
            size, at = int.from_bytes(data[at + 1 : at + 5], "little"), at + 5
        case _:
            return None, at
    if size % kind.itemsize or not data.startswith(end, at + size):
        return None, at
    return np.frombuffer(data, kind, size // kind.itemsize, at), at + size + len(end)
