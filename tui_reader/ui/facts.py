"""What is known of an article, and the day on which it was published as somebody types it.

The one rule: pure, and without the screen, for plain mode says the same. A date is taken only if it is one beyond
doubt.
"""

from collections.abc import Iterator
from datetime import date, datetime

from tui_reader.article import EntityKind, MentionKind, Role
from tui_reader.ui.reading import Reading
from tui_reader.ui.wording import counted, reading_minutes

_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%b %d, %Y", "%b %d %Y")
_KNOWN_FROM = {"stated": "as it says itself", "guessed": "guessed", "by hand": "set by you"}
HELP = "2021-06-14 or 14 June 2021; empty for what the article says itself"

Fact = tuple[str, str]
"""A name and a value."""


def parse_day(text: str) -> date:
    """Return the day that somebody typed.

    Raises:
        ValueError: It is no day, or might be one of two.
    """
    words = " ".join(text.split())
    for form in _FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(f"“{words}” is no day")


def facts_of(reading: Reading, *, is_read: bool) -> Iterator[Fact]:
    """Yield what is known of an article: what it is called, and what it is."""
    article = reading.article
    yield "title", article.title
    yield "author", article.byline or "not named"
    yield "source", article.source or "not named"
    if article.published:
        day = article.published
        yield "published", f"{day:%A} {day.day} {day:%B %Y} ({_KNOWN_FROM.get(article.published_is or '', '')})"
    else:
        yield "published", "no date: “last Friday” cannot be reckoned"
    if article.url:
        yield "address", article.url
    yield "file", article.id
    words = len(article.readable_text.split())
    yield (
        "length",
        f"{counted(words, 'word')} · {reading_minutes(article)} min · {counted(len(article.blocks), 'block')}",
    )
    if reading.mentions_known:
        entities = reading.annotated.entities
        people = sum(entity.kind is EntityKind.PERSON and entity.role is Role.STORY for entity in entities)
        dates = sum(mention.kind is MentionKind.DATE for mention in reading.annotated.mentions)
        yield "mentions", f"{people:,} {'person' if people == 1 else 'people'} · {counted(dates, 'date')}"
    yield "kept", counted(len(reading.passages), "passage")
    yield "read", "yes" if is_read else "not to the end yet"
