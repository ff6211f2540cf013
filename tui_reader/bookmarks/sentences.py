"""Sentences and paragraphs: what a passage is made of when nobody has drawn its ends.

The one rule: pure, and every span begins and ends with something visible.
"""

import re
from functools import lru_cache

from tui_reader.article import Article, Block, BlockKind, Span

_END = re.compile(
    r"(?<![.!?…。！？])(?<!\bNo(?=\.\s\d))[.!?…。！？]++['\"”’)\]]*+(?=\s|\Z)|(?<=[a-zß-ÿ])[.!?](?=[A-Z“])|[。！？]"
)
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Rev|Hon|vs|etc|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|Ph|Ph\.D)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def block_at(article: Article, offset: int) -> Block | None:
    """Return the readable block in which an offset lies, or the next one after it; None past the last."""
    blocks = sorted(article.readable_blocks, key=lambda block: block.start)
    return next((block for block in blocks if offset < block.end), None)


def find_sentences(article: Article, block: Block) -> list[Span]:
    """Return the sentences of a block, in order."""
    return list(_sentences(article.text, *block.span))


@lru_cache(maxsize=16)  # whoever selects goes from sentence to sentence of the same few paragraphs
def _sentences(text: str, block_start: int, block_end: int) -> tuple[Span, ...]:
    sentences, start = [], block_start
    for end in _END.finditer(text, block_start, block_end):
        if not _NO_END.search(text, max(start, end.start() - 12), end.start() + 1):
            sentences.append(_visible(text, Span(start, end.end())))
            start = end.end()
    rest = _visible(text, Span(start, block_end))
    return (*sentences, rest) if rest.start < rest.end else tuple(sentences)


def sentence_at(article: Article, offset: int) -> Span | None:
    """Return the sentence in which an offset lies, or the next one after it; None past the last."""
    block = block_at(article, offset)
    if block is None:
        return None
    return next((sentence for sentence in find_sentences(article, block) if offset < sentence.end), block.span)


def grown(article: Article, span: Span) -> Span:
    """Return the next larger passage around `span`: a word, a sentence, a paragraph, then paragraph by paragraph."""
    block = block_at(article, span.start)
    if block is None:
        return span
    sentences = find_sentences(article, block)
    first = next((sentence for sentence in sentences if span.start < sentence.end), block.span)
    words = [Span(*word.span()) for word in _WORD.finditer(article.text, block.start, block.end)]
    word = next((word for word in words if word.start <= span.start < word.end), None)
    around = Span(min(first.start, span.start), max(first.end, span.end))
    for candidate in (word, around, Span(block.start, max(block.end, span.end))):
        if candidate and candidate.start <= span.start and span.end <= candidate.end and candidate != span:
            return candidate
    following = block_at(article, span.end)
    if following is None or any(span.start < other.start < following.start for other in _hidden(article)):
        return span
    return Span(span.start, following.end)


def _hidden(article: Article) -> list[Block]:
    return [block for block in article.blocks if block.kind is BlockKind.FRONT_MATTER]


def _visible(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
