"""Sentences and paragraphs: what a passage is made of when nobody has drawn its ends.

The one rule: pure, and every span begins and ends with something visible.
"""

import re

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def block_at(article: Article, offset: int) -> Block | None:
    """Return the readable block in which an offset lies, or the next one after it; None past the last."""
    blocks = sorted(article.readable_blocks, key=lambda block: block.start)
    return next((block for block in blocks if offset < block.end), None)


def find_sentences(article: Article, block: Block) -> list[Span]:
    """Return the sentences of a block, in order."""
    return list(split_sentences(article.text, *block.span))


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
