"""A passage as it is taken along: its words with their source, and how much it is.

The one rule: pure; the words are the article's own.
"""

import re

from tui_reader.article import Article, Span
from tui_reader.library import Library
from tui_reader.ui.reading import shown_text
from tui_reader.ui.wording import counted, day_in_words

MAX_COUNTED = 20_000
"""Code points of which the sentences are counted too: above that it takes longer than a key may."""
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
_WORD = re.compile(r"\w[\w'’-]*")
_QUOTED = re.compile("“[^“”]*”")


def words_of(article: Article, passage: Span) -> str:
    """Return the text of a passage, with the line ends of wrapped texts removed."""
    return _LINE_END.sub(" ", shown_text(article, passage))


def cited(article: Article, passage: Span) -> str:
    """Return a passage in quotation marks and where it is from: title, source, day, and address or file."""
    return cited_as(shown_text(article, passage), source_of(article))


def cited_as(text: str, source: str) -> str:
    """Return words in quotation marks and where they are from."""
    words = _LINE_END.sub(" ", text).strip()
    quote = words if _QUOTED.fullmatch(words) else f"“{words}”"
    return f"{quote}{chr(10) if chr(10) in words else ' '}— {source}"


def source_of(article: Article) -> str:
    """Say where words of an article are from: title, source, day, and address or file."""
    day = day_in_words(article.published) if article.published else ""
    return ", ".join(part for part in (article.title, article.source, day, article.url or article.id) if part)


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


def measured(article: Article, passage: Span) -> str:
    """Say how much a passage is, such as "3 sentences · 41 words"; of part of a sentence, only its words."""
    words = counted(count_words(shown_text(article, passage)), "word")
    if passage.end - passage.start > MAX_COUNTED:
        return words
    sentences = [
        sentence
        for block in article.readable_blocks
        if block.span.overlaps(passage)
        for sentence in Library.find_sentences(article, block)
        if sentence.overlaps(passage)
    ]
    is_part = len(sentences) == 1 and not (passage.start <= sentences[0].start and sentences[0].end <= passage.end)
    return words if is_part or not sentences else f"{counted(len(sentences), 'sentence')} · {words}"
