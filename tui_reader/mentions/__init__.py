"""The names and dates in an article.

The one rule: one function, `find_mentions`, and it is pure: an article goes in, the same article annotated comes out.
Names and dates are read in English. A text in another language yields few mentions, and never an error.
"""

from datetime import date

from tui_reader.article import AnnotatedArticle, Article, MentionKind
from tui_reader.mentions.choice import choose
from tui_reader.mentions.dates import find_dates
from tui_reader.mentions.grouping import group
from tui_reader.mentions.names import find_names

MENTIONS_VERSION = 3
"""Raised whenever other mentions are found: an index that was made with another number is built anew."""


def find_mentions(article: Article, *, published: date | None = None) -> AnnotatedArticle:
    """Find the people, organisations, places, works and dates that an article mentions, and who is who.

    Args:
        article: Any article.
        published: The day from which relative dates are reckoned; the article's own by default. Without either, they
            have no value: nothing is assumed about the day.
    """
    found = choose(article.text, find_names(article), find_dates(article, published or article.published))
    names, entities = group(article, (mention for mention in found if mention.kind is not MentionKind.DATE))
    dates = (mention for mention in found if mention.kind is MentionKind.DATE)
    return AnnotatedArticle(article, tuple(sorted([*names, *dates], key=lambda mention: mention.start)), entities)
