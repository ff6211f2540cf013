"""Where sentences end.

The one rule: pure, and every sentence begins and ends with something visible.
"""

import re
from functools import lru_cache

from tui_reader.article import Span

_END = re.compile(
    r"(?<![.!?…。！？])(?<!\bNo(?=\.\s\d))[.!?…。！？]++['\"”’)\]]*+(?=\s|\Z)|(?<=[a-zß-ÿ])[.!?](?=[A-Z“])|[。！？]"
)
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Hon|vs|etc|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|Ph|Ph\.D)|\b[A-Z](?:\.[A-Z])*)\.$"
)


@lru_cache(maxsize=16)  # whoever selects goes from sentence to sentence of the same few paragraphs
def split_sentences(text: str, block_start: int, block_end: int) -> tuple[Span, ...]:
    """Return the sentences of a stretch of a text, in order and disjoint."""
    sentences, start = [], block_start
    for end in _END.finditer(text, block_start, block_end):
        if not _NO_END.search(text, max(start, end.start() - 12), end.start() + 1):
            sentences.append(_visible(text, Span(start, end.end())))
            start = end.end()
    rest = _visible(text, Span(start, block_end))
    return (*sentences, rest) if rest.start < rest.end else tuple(sentences)


def _visible(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
