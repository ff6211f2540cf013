"""Finds what is typed in short texts: names of commands, people, titles.

The one rule: pure; whatever is typed costs no more than looking for each of its words once.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tui_reader.article import Span


@dataclass(frozen=True, slots=True)
class Match:
    """Where words stand in a text."""

    score: int
    """The higher the better: words that begin where those of the text do count more than those within them."""
    spans: tuple[Span, ...]
    """In order and disjoint; code points of the text."""


def find_words(words: str, text: str) -> Match | None:
    """Return where all of the words stand in a text, whatever their case and accents; None if one does not."""
    folded = _folded(text)
    score, found = 0, []
    for word in _folded(words).split():
        places = [match.start() for match in re.finditer(re.escape(word), folded)]
        if not places:
            return None
        starts = [at for at in places if at == 0 or not folded[at - 1].isalnum()]
        at = (starts or places)[0]
        score += 2 if starts else 1
        found.append(Span(at, at + len(word)))
    return Match(score, _joined(found))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@lru_cache(4096)
def _folded(text: str) -> str:
    """Return text in lower case and without accents, of the same length."""
    return "".join(unicodedata.normalize("NFD", char.lower())[0] for char in text)
