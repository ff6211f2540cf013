"""A text as its words and marks, each with its place.

The one rule: pure and linear in the length of the text. Two words are the same word here if they read the same: how
quotation marks, dashes, accents, ligatures and white space are written makes no difference, nor does case.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice

from tui_reader.article import Span

_ONE_BY_ONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts without spaces between words (Thai, Lao, Burmese, Khmer, kana, Han): each letter is a word of its own."""
_MARKS = "\u0300-\u036f\u3099\u309a"
"""Accents that stand as code points of their own."""
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphens, and characters of no width."""
_TOKEN = re.compile(
    r"[0-9A-Za-z]{1,40}+(?![^\x00-\x7f])|"  # most words, in half the time
    rf"[{_ONE_BY_ONE}][{_MARKS}{_UNSEEN}]{{0,8}}"
    rf"|[^\W_{_ONE_BY_ONE}](?:[^\W_{_ONE_BY_ONE}]|[{_MARKS}{_UNSEEN}]){{0,39}}"
    r"|[-‐-―−]+|\.{2,}|[^\w\s]|_"
)
_UNSEEN_ONES = re.compile(f"[{_UNSEEN}]+")
_SAME_MARKS = str.maketrans(
    dict.fromkeys("‘’‚‛`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text, in order: three lists of the same length."""

    words: list[str]
    """As they are compared."""
    starts: list[int]
    """Offsets into the text."""
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def covering(self, span: Span) -> tuple[int, int]:
        """Return the range of tokens that share a code point with a span."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens from `first` to `last`, this one included, stand in the text."""
        return Span(self.starts[first], self.ends[last])


def find_tokens(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Find the words and marks of a text, or of a part of it."""
    known = _Compared()
    found = [
        (known[match[0]], *match.span()) for match in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]
    if "" in known.values():
        found = [token for token in found if token[0]]
    words, starts, ends = map(list, zip(*found, strict=True)) if found else ([], [], [])
    return Tokens(words, starts, ends)


class _Compared(dict[str, str]):
    """Words as they are compared, by how they are written."""

    def __missing__(self, written: str) -> str:
        word = self[written] = _as_compared(written)
        return word


def reads_as(one: str, other: str) -> bool:
    """Whether two passages read the same: case counts here, how marks and white space are written does not."""
    return one == other or _as_read(one) == _as_read(other)


def end_of_sentence(tokens: Tokens, index: int, step: int, limit: int = 40) -> int:
    """Return the first token of a sentence, or the one after its last, going from a token backwards or forwards."""
    last = -1 if step < 0 else len(tokens)
    for at in islice(range(index, last, step), limit):
        if tokens.words[at] in _STOPS:
            return at + 1
    return max(0, index - limit + 1) if step < 0 else min(len(tokens), index + limit)


_STOPS = frozenset(".!?。！？")


def _as_compared(written: str) -> str:
    if written.isascii():
        return "-" if written[0] == "-" else "..." if written.startswith("..") else written.lower()
    return _same_marks(written).casefold()


def _as_read(passage: str) -> str:
    passage = re.sub(r"-+", "-", _same_marks(passage))
    return re.sub(r"\.{3,}", "...", _SPACE.sub(" ", passage)).strip()


def _same_marks(written: str) -> str:
    written = _UNSEEN_ONES.sub("", written).translate(_SAME_MARKS)
    written = unicodedata.normalize("NFKC", written)
    return "-" if written and not written.strip("-") else written
