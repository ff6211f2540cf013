"""Gives terms their numbers: whole texts of them at once.

The one rule: a term's number is the one in the dictionary, whichever way it was looked up.

To take a term out of a text as an object, and to look that up, takes Python a third of a microsecond, five hundred
times in an article. A term of up to sixteen bytes is a pair of numbers as it stands, though: a row of them is taken out
of many texts in a few steps, and found in a table in which the numbers of those terms stand that were met first. Only
the others, longer ones and those for which there was no room in the table, are looked up one by one.
"""

from collections import defaultdict

import numpy as np

from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.tokens import shorten
from tui_reader.search.terms import MAX_TERM

WIDTH = 8
"""Bytes that are a number as they stand."""
_SLOT_BITS = 19
"""Of the number of a slot of the table: it takes ten megabytes, and nine in ten of 120,000 words have room."""
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
"""The odd constants of Fibonacci hashing and of xxHash64."""
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(WIDTH + 1)], np.uint64)
_BLANK = ord(" ")


class Numbering:
    """The terms that were met, numbered from 0 on."""

    def __init__(self) -> None:
        self.numbers: defaultdict[bytes, int] = defaultdict()
        """By term; one that is asked for and is not there is given the next number."""
        self.numbers.default_factory = self.numbers.__len__
        self._keys = np.zeros(1 << _SLOT_BITS, np.uint64)
        """The beginning of the term in each slot; 0 in one that is free, for no term has a zero byte in it."""
        self._rests = np.zeros(1 << _SLOT_BITS, np.uint64)
        """What of it comes after that; 0 if nothing does."""
        self._values = np.zeros(1 << _SLOT_BITS, np.uint32)

    def number_all(self, blanked: bytes) -> tuple[Numbers, Numbers]:
        """Return the numbers of all terms of a text, in order, and where in it each begins.

        Args:
            blanked: Terms with blanks between them, as `tokens.blank` makes them.
        """
        padded = b" " + blanked + b" " * 2 * WIDTH
        is_letter = np.frombuffer(padded, np.uint8) != _BLANK
        edges = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        lengths = ends - starts
        # Every eight bytes in a row of the text, of which only those of terms are looked at.
        words = np.ndarray((len(padded) - WIDTH + 1,), "<u8", padded, strides=(1,))
        keys = words[starts] & _MASKS[np.minimum(lengths, WIDTH)]
        rests = np.zeros(len(keys), np.uint64)
        going_on = np.flatnonzero(lengths > WIDTH)
        rests[going_on] = words[starts[going_on] + WIDTH] & _MASKS[np.minimum(lengths[going_on] - WIDTH, WIDTH)]
        slots = (keys * _FACTORS[0] ^ rests * _FACTORS[1]) >> np.uint64(64 - _SLOT_BITS)
        numbers = self._values[slots]
        is_short = lengths <= 2 * WIDTH
        unknown = np.flatnonzero((self._keys[slots] != keys) | (self._rests[slots] != rests) | ~is_short)
        terms = [padded[start:end] for start, end in zip(starts[unknown].tolist(), ends[unknown].tolist(), strict=True)]
        if lengths.max(initial=0) > MAX_TERM:
            terms = list(map(shorten, terms))
        numbers[unknown] = np.fromiter(map(self.numbers.__getitem__, terms), np.uint32, len(terms))
        # Into the table: of those that want the same free slot, the first.
        unknown = unknown[is_short[unknown] & (self._keys[slots[unknown]] == 0)]
        wanted, first = np.unique(slots[unknown], return_index=True)
        kept = unknown[first]
        self._keys[wanted], self._rests[wanted], self._values[wanted] = keys[kept], rests[kept], numbers[kept]
        return numbers, starts - 1
