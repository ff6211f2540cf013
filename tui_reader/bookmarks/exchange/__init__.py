"""Kept passages on their way out of a library and into one: a module for each format.

The one rule: pure. What is written is a function of the passages and of nothing else, so that writing, reading and
writing again gives the same; and what is read is hostile: anything but a passage is a `UsageError` or is left out and
counted, and nothing in it is ever obeyed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tui_reader.article import Span
from tui_reader.bookmarks import Bookmark
from tui_reader.errors import UsageError

MOST_TEXT = 64 * 1024 * 1024
"""Characters in what is read, at most."""
MOST_PASSAGES = 100_000
"""Passages in what is read, at most."""


ADDRESS = re.compile(r"https?://[!#-;=?-~]+", re.IGNORECASE)
"""An address that may be a link: it leads to the web, and is of printable ASCII without quotes, angles and blanks."""


class Format(StrEnum):
    """What passages can be written as."""

    MARKDOWN = "markdown"
    JSON = "json"
    """A W3C Web Annotation `AnnotationPage`; whatever is in it comes back."""
    CSV = "csv"
    READWISE = "readwise"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Passage:
    """A kept passage as it is written."""

    bookmark: Bookmark
    """With the place and the surroundings of now where these are certain, else with those of when it was kept."""
    state: str = "exact"
    title: str = ""
    """The headline of its article; this and what follows is empty where the article cannot be read."""
    byline: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A passage as somebody else wrote it down."""

    quote: str
    """Empty where only a place is told."""
    id: str = ""
    """As it is called there; empty if it has no name."""
    article: str = ""
    """What was said of its article: an id, or an address."""
    title: str = ""
    byline: str = ""
    prefix: str = ""
    suffix: str = ""
    span: Span | None = None
    """Where it is said to stand; not looked at yet."""
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    """ISO 8601, in UTC; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read."""

    passages: Sequence[Incoming]
    left_out: int = 0
    """How many things in it were no passage."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of passages that were brought in."""

    added: int = 0
    known: int = 0
    """How many were there already, and stay as they are."""
    unplaced: int = 0
    """How many of the added ones are in no certain place of an article: they are kept as they came."""
    left_out: int = 0
    """How many things were no passage."""


def check_size(text: str, passages: int = 0) -> None:
    """Refuse what is too much to be brought in.

    Raises:
        UsageError: It is.
    """
    if len(text) > MOST_TEXT:
        raise UsageError(f"Passages are brought in from at most {MOST_TEXT // 1024 // 1024} million characters")
    if passages > MOST_PASSAGES:
        raise UsageError(f"At most {MOST_PASSAGES:,} passages are brought in at once")


def by_article(passages: Iterable[Passage]) -> list[list[Passage]]:
    """Return passages article by article, sorted by headline, in the order of the articles' texts; lost ones last."""
    found: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=_place):
        found.setdefault(passage.bookmark.article, []).append(passage)
    return sorted(found.values(), key=lambda group: (group[0].title.casefold(), group[0].bookmark.article))


def _place(passage: Passage) -> tuple[bool, int, int, str]:
    return passage.state == "lost", passage.bookmark.start, passage.bookmark.end, passage.bookmark.id
