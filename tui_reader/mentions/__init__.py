"""The names and dates in an article.

The one rule: one function, `find_mentions`, and it is pure: an article goes in, the same article annotated comes out.
Names and dates are read in English. A text in another language yields few mentions, and never an error.
"""

from datetime import date

from tui_reader.article import AnnotatedArticle, Article, Mention, MentionKind
from tui_reader.mentions.dates import find_dates
from tui_reader.mentions.grouping import group
from tui_reader.mentions.names import find_names

MENTIONS_VERSION = 2
"""Raised whenever other mentions are found: an index that was made with another number is built anew."""


def find_mentions(article: Article, *, published: date | None = None) -> AnnotatedArticle:
    """Find the people, organisations, places and dates that an article mentions.

    Args:
        article: Any article.
        published: The day from which relative dates are reckoned; the article's own by default. Without either, they
            have no value: nothing is assumed about the day.
    """
    dates = find_dates(article, published or article.published)
    kept = _without_overlaps(article.text, find_names(article), dates)
    names, entities = group(article, (mention for mention in kept if mention.kind is not MentionKind.DATE))
    kept_dates = (mention for mention in kept if mention.kind is MentionKind.DATE)
    return AnnotatedArticle(article, tuple(sorted([*names, *kept_dates], key=_start)), entities)


def _without_overlaps(text: str, names: list[Mention], dates: list[Mention]) -> list[Mention]:
    """Only one reading of a word survives: a name of several words before a date, a date before a lone name."""
    taken = bytearray(len(text))
    kept: list[Mention] = []
    for mention in sorted([*names, *dates], key=_precedence):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            kept.append(mention)
    return kept


def _start(mention: Mention) -> int:
    return mention.start


def _precedence(mention: Mention) -> tuple[int, int]:
    is_long = len(mention.text.split()) > 1
    return (1 if mention.kind is MentionKind.DATE else 0 if is_long else 2, mention.start)
