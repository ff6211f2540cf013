"""Classes of words that are used alike: "guitarist" and "drummer", "Mumbai" and "Lagos", surnames of one country.

The one rule: made from what words stand beside in a great deal of text, and knows nothing of any name; what a class is
good for, the tagger learns.

`data/word_classes.bin` is a table that is read where it lies, for it holds 350,000 words and no article has so many.
After two bytes for each class (the wide one and the middle one that hold it) it is slots of three bytes, little-endian:
a mark of 14 bits and a class of ten, or 0. A word's checksum divided by the number of slots gives its first slot, the
remainder, and its mark, the quotient and one; where a slot is taken, the next one is it.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

from tui_reader.mentions.lexicon import without_accents

CLASSES = 1024
CLASS_BITS = 10
SLOT_BYTES = 3
HEADER_BYTES = 2 * CLASSES


class WordClass(NamedTuple):
    """The class of a word and the two wider ones that hold it, as numbers are spelt; all empty for an unknown word."""

    wide: str
    middle: str
    narrow: str


UNKNOWN = WordClass("", "", "")


@cache
def _table() -> bytes:
    return files("tui_reader.mentions").joinpath("data", "word_classes.bin").read_bytes()


@lru_cache(maxsize=1 << 13)
def class_of(word: str) -> WordClass:
    """Return the class of a lower-case word, its accents aside; of words that a hyphen joins, that of the last one."""
    number = find_class(_table(), word)
    if number is None and not word.isascii():
        number = find_class(_table(), without_accents(word))
    if number is None and "-" in word:
        number = find_class(_table(), word.rpartition("-")[2])
    if number is None:
        return UNKNOWN
    wide, middle = _table()[2 * number : 2 * number + 2]
    return WordClass(str(wide), str(middle), str(number))


def find_class(table: bytes, word: str) -> int | None:
    """Look a word up in a table of the form that is told above."""
    slots = (len(table) - HEADER_BYTES) // SLOT_BYTES
    quotient, at = divmod(crc32(word.encode(errors="replace")), slots)
    while True:
        start = HEADER_BYTES + SLOT_BYTES * at
        slot = int.from_bytes(table[start : start + SLOT_BYTES], "little")
        if not slot:
            return None
        if slot >> CLASS_BITS == quotient + 1:
            return slot & (CLASSES - 1)
        at = (at + 1) % slots
