"""The seam of the search: what any index answers, and with what.

The one rule: an index is asked with a `Query` and answers with `Results`, whole values that know nothing of how they
were found. `tests/test_search_index.py` is the contract that every index meets.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tui_reader.article import Span
from tui_reader.search.query import Query


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
