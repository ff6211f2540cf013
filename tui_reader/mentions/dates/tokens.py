"""Cuts a stretch of text into the words, numbers and signs that the grammar of dates reads.

The one rule: a text is cut once, from left to right, and no expression here can go back: hostile text costs what any
other costs.
"""

import re

from tui_reader.article import Span

_TOKEN = re.compile(r"[0-9]+|[^\W0-9_]+|[^\w\s]|_")
_LONGEST = 14
"""No word or number that dates are made of is longer."""
_WIDEST = 3
"""Blanks between two words of one date, at most: a line end with its indentation."""
_MARGIN = 24
"""How far past the end of the text any reader may look."""
_HYPHENS = "-–—‑"
_CLINGING = "$£€#@_%&=+~\\"
_JOINING = ".,:/-"
_QUOTES = "’‘ʼ´`"


class Tokens:
    """The tokens of `text[start:end]`, with where each begins and ends, and what it reads like.

    Indices a little past either end may be asked for, without a question whether they are: there is nothing there, and
    it is near nothing.
    """

    __slots__ = ("count", "ends", "floor", "starts", "text", "word")

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.floor = 0
        """Tokens before it belong to dates: what follows them on a hyphen is the end of a range."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        low: list[str] = []
        for match in _TOKEN.finditer(text, span.start, span.end):
            start, end = match.span()
            self.starts.append(start)
            self.ends.append(end)
            low.append(_plain(match.group()) if end - start <= _LONGEST else "")
        self.count = len(low)
        for step in range(1, _MARGIN + 1):  # also what indices below 0 lead to
            self.starts.append(span.end + 10 * step)
            self.ends.append(span.end + 10 * step + 1)
            low.append("")
        self.word = low.__getitem__
        """The token in lower case, hyphens and apostrophes as `-` and `'`; empty for what is too long for a date."""

    def raw(self, index: int) -> str:
        """The token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return self.starts[index] == self.ends[index - 1]

    def apart(self, index: int) -> bool:
        """Whether some blanks, but not many, stand between a token and the one before it."""
        return 0 < self.starts[index] - self.ends[index - 1] <= _WIDEST

    def near(self, index: int) -> bool:
        """Whether a token is glued to the one before it, or follows after few blanks."""
        return 0 <= self.starts[index] - self.ends[index - 1] <= _WIDEST

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self.raw(index)[:1].isupper()

    def named(self, index: int) -> bool:
        """Whether a token has a capital in the middle of a sentence: the one before it is a word without."""
        return self.capital(index) and self.word(index - 1).isalpha() and self.raw(index - 1).islower()

    def number(self, index: int) -> int | None:
        """The value of a token of decimal digits."""
        word = self.word(index)
        return int(word) if word.isdecimal() else None

    def opens(self, index: int) -> bool:
        """Whether a date may begin at a token: it is no rest of a word, an amount or another number."""
        before = self.word(index - 1)
        if not self.glued(index):
            return not (before in ("$", "£", "€") and self.near(index))
        if self.ends[index - 1] - self.starts[index - 1] > 1 or before.isalnum() or before in _CLINGING:
            return False
        return not (before in _JOINING and self.glued(index - 1) and self.word(index - 2).isdecimal()) or (
            index - 1 == self.floor
        )

    def closes(self, index: int) -> bool:
        """Whether a date may end before a token: nothing that would go on with its last word is glued to it."""
        if not self.glued(index):
            return True
        word = self.word(index)
        if word in _JOINING:
            return not (self.word(index - 1).isdecimal() and self.glued(index + 1) and self.word(index + 1).isdecimal())
        return self.ends[index] - self.starts[index] == 1 and not (word.isalnum() or word in "_%$€£@")

    def says(self, index: int, *words: str) -> bool:
        """Whether these words follow each other from an index on, with few blanks or none between them."""
        return all(
            self.word(index + step) == word and (step == 0 or self.near(index + step))
            for step, word in enumerate(words)
        )


def _plain(token: str) -> str:
    if len(token) == 1:
        if token in _HYPHENS:
            return "-"
        if token in _QUOTES:
            return "'"
    return "" if token.isdecimal() and not token.isascii() else token.lower()  # other scripts' digits tell no dates
