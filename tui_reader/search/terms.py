"""What a search term is: the words of a text as they are indexed, looked up and highlighted.

The one rule: the index, the scan, the query and the highlighter all take their words from here, so they cannot
disagree.

A term is a run of letters and digits, compatibility-normalised (NFKC), case-folded, without accents; a possessive is
cut off, and characters without a width do not count: `beyonce` finds "Beyoncé's". Nothing is stemmed.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tui_reader.article import Span

MAX_TERM = 128
"""Code points; a longer run of letters is known by its beginning."""

MOST_KINDS = 16
"""Texts with more kinds of characters beyond ASCII are gone through one character after the other."""

_ASCII = bytes(range(128))
_APOSTROPHE = "’"
_ZERO_WIDTH = frozenset("\xad\u200b\u200c\u200d\u2060\ufeff")
WORD = re.compile(r"\w+")
"""A word in folded text."""
_POSSESSIVE = re.compile(r"'s(?!\w)(?<=\w's)")  # what is rare comes first: so it is found five times as fast
_UNEVEN = "\0"
"""Stands for a character of a word that does not fold into one character."""
_UNEVEN_WORD = re.compile(rf"[\w{_UNEVEN}]+")


class Term(NamedTuple):
    """One word of a text: `text` as it is searched for, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched: its words folded, its possessives and all signs beyond ASCII blanked."""

    text: str
    _breaks: tuple[tuple[int, int], ...] = ()
    """Where offsets begin to differ: pairs of an offset here and the same place in the source."""

    @property
    def is_uneven(self) -> bool:
        """Whether an offset here may be another one than in the source."""
        return bool(self._breaks)

    def source_span(self, start: int, end: int) -> Span:
        """Return where in the source a run of whole words stands that was found here."""
        return Span(self._source(start), self._source(end)) if self._breaks else Span(start, end)

    def _source(self, at: int) -> int:
        i = bisect_right(self._breaks, at, key=lambda pair: pair[0]) - 1
        here, there = self._breaks[i] if i >= 0 else (0, 0)
        return at - here + there


@lru_cache(maxsize=512)  # while somebody types, the same articles come again with every letter
def fold(text: str) -> Folded:
    """Return `text` as it is searched.

    Nearly every character folds into one; so the whole text is folded in one step, and only words with others in them
    (ligatures, or accents written as characters of their own) one by one.
    """
    text = text.replace(_UNEVEN, " ")
    folded = _fold_characters(text)
    if _UNEVEN not in folded:
        return Folded(_POSSESSIVE.sub("  ", folded))
    parts: list[str] = []
    breaks: list[tuple[int, int]] = []
    at = length = 0
    for word in _UNEVEN_WORD.finditer(folded):
        if _UNEVEN in word.group():
            parts += (folded[at : word.start()], fold_word(text[word.start() : word.end()]))
            length += word.start() - at
            breaks.append((length, word.start()))
            length += len(parts[-1])
            breaks.append((length, word.end()))
            at = word.end()
    parts.append(folded[at:])
    return Folded(_POSSESSIVE.sub("  ", "".join(parts)), tuple(breaks))


def _fold_characters(text: str) -> str:
    """Fold every character by itself.

    A text in English has few characters beyond ASCII, the same ones again and again, and most of them are not part of
    words: to replace each kind of them and lower the rest takes a fifth of the time of going through them all, and a
    twentieth where there are none but apostrophes.
    """
    if not text.isascii():
        text = text.replace(_APOSTROPHE, "'")
    if not text.isascii():
        kinds = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
        if len(kinds) > MOST_KINDS:
            return text.translate(_FOLDINGS)
        for char in kinds:
            folded = _FOLDINGS[ord(char)]
            if folded.lower() != folded:
                return text.translate(_FOLDINGS)
            if folded != char:
                text = text.replace(char, folded)
    return text.lower()


def find_terms(text: str) -> Iterator[Term]:
    """Yield the search terms of `text` in order."""
    folded = fold(text)
    for word in WORD.finditer(folded.text):
        yield Term(word.group()[:MAX_TERM], *folded.source_span(word.start(), word.end()))


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """Return one word as it is searched for."""
    word = unicodedata.normalize("NFKC", word).casefold()
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if char.isalnum() or char == "_"))


def fold_tag(tag: str) -> str:
    """Return a tag as it is searched for: its terms, or where it has none (a star, say), what can be seen of it."""
    return " ".join(term.text for term in find_terms(tag)) or " ".join(tag.casefold().split())


class _Foldings(dict[int, str]):
    """Code point → its folding, made when first met.

    Only what can be part of a word is folded. Signs beyond ASCII become blanks: then an English text is ASCII, in which
    everything is found faster.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char
        if unicodedata.category(char)[0] == "M" or char in _ZERO_WIDTH or 0x1100 <= code < 0x1200:
            folded = _UNEVEN  # it joins with its neighbours
        elif char.isalnum():
            folded = fold_word(char)
            if len(folded) != 1 or not folded.isalnum() or 0x1100 <= ord(folded) < 0x1200:
                folded = _UNEVEN
        elif code > 0x7F:
            folded = "'" if char == _APOSTROPHE else " "
        self[code] = folded
        return folded


_FOLDINGS = _Foldings()
