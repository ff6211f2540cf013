"""How numbers, days and articles are said: on the screen, and in plain mode, which reads them out.

The one rule: pure, and without the screen.
"""

from datetime import date

from tui_reader.article import Article

WORDS_A_MINUTE = 238
"""How fast adults read English prose silently (Brysbaert 2019, a review of 190 studies)."""


def counted(number: int, what: str) -> str:
    """Return a number of things, such as "1 article" or "1,204 articles"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def day_in_words(day: date) -> str:
    """Return a day such as "5 March 2021"."""
    return f"{day.day} {day:%B} {day.year}"


def reading_minutes(article: Article) -> int:
    """Return how many minutes an article takes to read."""
    return max(1, round(len(article.readable_text.split()) / WORDS_A_MINUTE))


def describe(article: Article) -> str:
    """Say where an article is from, when, and how long it takes to read."""
    day = f"{article.published:%A} {day_in_words(article.published)}" if article.published else "no date"
    title = "" if article.headline else article.title
    return " · ".join(part for part in (title, article.source, day, f"{reading_minutes(article)} min") if part)
