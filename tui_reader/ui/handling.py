"""What the screens have done in threads with the open article: finding words, copying.

The one rule: that of `work`: a worker calls what it needs and posts a message; it touches no widget.
"""

import os
from dataclasses import dataclass

from textual.message import Message

from tui_reader.article import Article, Span
from tui_reader.library import Library
from tui_reader.ui import clipboard
from tui_reader.ui.clipboard import Copied
from tui_reader.ui.work import Post


@dataclass
class WordsFound(Message):
    """Words were looked for in the open article."""

    number: int
    words: str
    spans: tuple[Span, ...]
    """Where they stand, in order and disjoint."""


@dataclass
class TextCopied(Message):
    """Text was copied, by some way or other."""

    text: str
    copied: Copied
    is_sent: bool
    """Whether it was sent to the terminal as well, which does not say what it did with it."""


def find_words(post: Post, library: Library, number: int, article: Article, words: str) -> None:
    """Find words in an article."""
    post(WordsFound(number, " ".join(words.split()), library.find_text(article.readable_text, words)))


def copy(post: Post, text: str, *, is_sent: bool) -> None:
    """Bring text to the clipboard."""
    post(TextCopied(text, clipboard.copy(text, os.environ), is_sent))
