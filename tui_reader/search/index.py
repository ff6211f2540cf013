"""The seam of the search: what any index answers, and with what.

The one rule: an index is asked with a `Query` and answers with `Results`, whole values that know nothing of how they
were found. `tests/test_search_index.py` is the contract that every index meets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from tui_reader.article import Article, Span
from tui_reader.search.query import Query
from tui_reader.search.snippets import find_hits, make_snippet


class Sort(StrEnum):
    """The order of the results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that matches."""

    article: str
    """Its id."""
    title: str
    published: date | None
    source: str
    score: float
    """Higher is better; comparable within one answer only."""
    hits: int
    """How often it holds what was searched for."""
    snippet: str
    """A passage of it on one line."""
    highlights: tuple[Span, ...]
    """What of `snippet` was searched for."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query."""

    query: Query
    total: int
    """How many articles match, however many of them are in `hits`."""
    total_is: str
    """"exact", or "at least" when not every completion of a typed word was looked at."""
    took_ms: float
    hits: tuple[Hit, ...]


class SearchIndex(Protocol):
    """Something that can be searched."""

    def search(self, query: Query, *, limit: int, sort: Sort = Sort.RELEVANCE) -> Results:
        """Answer `query` with its best `limit` articles.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        ...

    def count(self) -> int:
        """Return how many articles can be found."""
        ...

    def close(self) -> None:
        """Let go of all files. Who still searches is answered all the same."""
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """What an index keeps of an article in order to show it as a result."""

    id: str
    title: str
    published: date | None
    source: str
    text: str
    """The readable text; offsets are those of the article."""
    headline: Span | None
    body_start: int
    """Where the story begins, after headline and captions."""


def record_of(article: Article) -> Record:
    """Return what an index keeps of `article`."""
    return Record(
        id=article.id,
        title=article.title,
        published=article.published,
        source=article.source,
        text=article.readable_text,
        headline=article.headline.span if article.headline else None,
        body_start=article.body_start,
    )


def make_hit(record: Record, query: Query, score: float) -> Hit:
    """Make the result that is shown for a record which matches `query`."""
    found = find_hits(query.wanted, record.text, record.headline)
    snippet, highlights = make_snippet(record.text, found, record.body_start)
    return Hit(
        record.id, record.title, record.published, record.source, round(score, 4), len(found), snippet, highlights
    )


def sort_key(sort: Sort) -> Callable[[str, date | None, str], tuple[Any, ...]]:
    """Return the key `(title, published, id) -> …` that puts articles into an order; undated ones come last."""
    if sort is Sort.NEWEST:
        return lambda title, day, id_: (day is None, -(day or date.min).toordinal(), title.casefold(), id_)
    if sort is Sort.OLDEST:
        return lambda title, day, id_: (day is None, (day or date.min).toordinal(), title.casefold(), id_)
    return lambda title, _, id_: (title.casefold(), id_)
