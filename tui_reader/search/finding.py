"""Finds words in one text as somebody types them: any piece of a word, and punctuation too.

The one rule: the source text is searched, never wrapped lines, in time that grows with its length and no faster. Case
and accents do not count, nor compatibility forms (NFKC), the shape of quotation marks and dashes, or characters without
a width; any white space is as good as any other.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tui_reader.article import Span

_SHAPES = {
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_IGNORED = frozenset("\xad\u180e\u200b\u200c\u200d\u2060\ufeff")
_NO_ACCENTS = (0, 7, 8, 9)
"""Combining classes of marks that are no accents but parts of letters: vowel signs, nukta, kana marks, virama."""
_SEVERAL, _NONE = "\0", "\1"
"""Stand for a character that folds into several, and for one that folds into none."""
_UNEVEN = re.compile(rf"{_SEVERAL}| [ {_NONE}]* |{_NONE}")
"""What is not as long folded as it was; runs of blanks become one."""
_BLANKS = dict.fromkeys(map(ord, string.whitespace + "\x1c\x1d\x1e\x1f"), " ")
_FIRST_MARK = "\u0300"


def find_text(text: str, words: str) -> tuple[Span, ...]:
    """Find every place where `words` stand in `text`, in order and disjoint; none for words that are only blanks.

    A place begins and ends with whole characters: marks that follow the last letter belong to it.
    """
    wanted = _fold(words).text.strip(" ")
    if not wanted:
        return ()
    folded = _fold(text)
    found: list[Span] = []
    for span in folded.source_spans(_occurrences(folded.text, wanted)):
        if not found or span.start >= found[-1].end:  # two letters of a ligature are one place
            found.append(_with_marks(text, span))
    return tuple(found)


def _occurrences(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = text.find(wanted, at + len(wanted))


def _with_marks(text: str, span: Span) -> Span:
    end = span.end
    while end < len(text) and text[end] >= _FIRST_MARK and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return Span(span.start, end)


class _Piece(NamedTuple):
    """A stretch of a folded text: where it begins here, and in the source."""

    here: int
    there: int
    is_even: bool
    """Whether the two run on side by side; else the stretch is one character, or one run of blanks, of the source."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it is searched, and the way back."""

    text: str
    pieces: tuple[_Piece, ...]
    """In order; the last one is empty and stands at the end."""

    def source_spans(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield where in the source stands what was found here; `spans` are in order and disjoint."""
        pieces, first = self.pieces, 0
        for start, end in spans:
            while first + 1 < len(pieces) and pieces[first + 1].here <= start:
                first += 1
            last = first
            while last + 1 < len(pieces) and pieces[last + 1].here < end:
                last += 1
            here, there, is_even = pieces[first]
            source_start = there + start - here if is_even else there
            here, there, is_even = pieces[last]
            yield Span(source_start, there + end - here if is_even else pieces[last + 1].there)
            first = last


@lru_cache(maxsize=2)  # the article that is read, with every letter that is typed; and the letters
def _fold(text: str) -> _Folded:
    """Fold a text in one step; only what does not fold into one character each is looked at one by one."""
    text = text.replace(_SEVERAL, "\ufffd").replace(_NONE, "\ufffd")
    folded = text.lower().translate(_BLANKS) if text.isascii() else text.translate(_FOLDINGS)
    parts: list[str] = []
    pieces = [_Piece(0, 0, is_even=True)]
    at = length = 0
    for uneven in _UNEVEN.finditer(folded):
        start, end = uneven.span()
        if start > at:
            pieces.append(_Piece(length, at, is_even=True))
            parts.append(folded[at:start])
            length += start - at
        parts.append(" " if folded[start] == " " else _fold_character(text[start]))
        pieces.append(_Piece(length, start, is_even=False))
        length += len(parts[-1])
        at = end
    pieces += (_Piece(length, at, is_even=True), _Piece(length + len(folded) - at, len(text), is_even=True))
    return _Folded("".join((*parts, folded[at:])), tuple(pieces))


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    """Return what a character is searched as: nothing, itself without case and accents, or several."""
    if char.isspace():
        return " "
    if char in _SHAPES:
        return _SHAPES[char]
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    if decomposed.startswith(" "):  # an accent that stands by itself
        return char
    return "".join(letter for letter in decomposed if not _is_ignored(letter))


def _is_ignored(char: str) -> bool:
    is_style = "\ufe00" <= char <= "\ufe0f"  # such as whether an emoji is drawn in colours
    return is_style or char in _IGNORED or unicodedata.combining(char) not in _NO_ACCENTS


class _Foldings(dict[int, str]):
    """Code point → the one character it folds into, or what stands for several or none; made when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded if len(folded) == 1 else _SEVERAL if folded else _NONE
        return self[code]


_FOLDINGS = _Foldings()
