"""Who and what a whole library knows: people and other entities across articles, and the moments of their stories.

The one rule: values only, which know nothing of how they were found.
"""

from dataclasses import dataclass

from tui_reader.article import EntityKind, Span


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or something that is named in a library, counted over all its articles or some of them."""

    id: str
    """The same in every article, such as `person:kim-kardashian`."""
    name: str
    """The canonical name, as it is written most often, or as it was renamed by hand."""
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    """Other names in use, most frequent first."""
    articles: int = 0
    """In how many articles it is named."""
    mentions: int = 0
    """How often in all of them, the halves of pairs ("Kimye") included."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in an article that stands in one sentence with somebody's name."""

    date: str
    """Its value, ISO 8601 or TIMEX3's, such as `2021-02-14` or `2021-SU`."""
    anchor: str
    """How that is known: "stated", or "inferred" from the article's own date."""
    article: str
    """Its id."""
    title: str
    start: int
    """Where the words of the date stand in the article's text, as code points, half open."""
    end: int
    snippet: str
    """The words around it, on one line."""
    highlights: tuple[Span, ...]
    """What in the snippet are the words of the date."""
