"""The seam of the search: what any index answers, and with what.

The one rule: an index is asked with a `Query` and answers with `Results`, whole values that know nothing of how they
were found. `tests/test_search_index.py` is the contract that every index meets.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from time import perf_counter
from typing import Protocol

from tui_reader.article import EntityKind, Span
from tui_reader.search.known import Known, Moment
from tui_reader.search.query import Field, Query
from tui_reader.search.registry import PLAIN, Registry

KINDS = {Field.NAME: EntityKind.PERSON, Field.ORG: EntityKind.ORGANISATION, Field.PLACE: EntityKind.PLACE}
"""What is completed in a field."""


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
    variants: "tuple[Hit, ...]" = ()
    """Near-copies of the same story that also match, best first, where they were asked to be folded into one."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the articles of a result have in common: pairs of a value and in how many articles it is, most first."""

    people: tuple[tuple[str, int], ...]
    """By canonical name."""
    sources: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]
    """Of publication, the latest first."""


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


GoOn = Callable[[], bool]

HURRY = 0.02
"""Seconds that may go into looking at texts when an answer is wanted at once."""


def in_a_hurry() -> GoOn:
    """Return what lets a search go on for `HURRY` seconds from now."""
    until = perf_counter() + HURRY
    return lambda: perf_counter() < until


class SearchIndex(Protocol):
    """Something that can be searched."""

    def search(
        self,
        query: Query,
        *,
        limit: int,
        sort: Sort = Sort.RELEVANCE,
        folded: bool = False,
        go_on: GoOn | None = None,
    ) -> Results:
        """Answer `query` with its best `limit` articles.

        Args:
            query: What is searched for.
            limit: How many hits, at most; with `folded`, so many stories.
            sort: In which order.
            folded: Whether near-copies of a story are folded into its best hit, as its `variants`.
            go_on: Asked now and then while texts are looked at: whether to go on. If not, the total is "at least".

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        ...

    def facets(self, query: Query, *, limit: int, registry: Registry = PLAIN) -> Facets:
        """Return what all articles that match have in common: at most `limit` people, sources and years.

        Of a query that was just answered with "at least", it may be what those have in common that were found.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        ...

    def known(
        self, query: Query, kinds: Collection[EntityKind], *, limit: int | None, registry: Registry = PLAIN
    ) -> tuple[Known, ...]:
        """Return who or what of some kinds is named in the articles that match, those in most of them first.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        ...

    def moments(self, ids: frozenset[str]) -> Iterator[Moment]:
        """Yield every date in one sentence with anybody whom some ids mean, the oldest first.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        ...

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return how those are called in most articles whom some ids mean, as far as they are in any."""
        ...

    def suggest(self, term: str, field: Field = Field.ANY, *, limit: int = 3) -> tuple[str, ...]:
        """Return terms of the index within two edits of one that it does not have, the likeliest first."""
        ...

    def complete(
        self, stem: str, field: Field, *, limit: int, registry: Registry = PLAIN
    ) -> tuple[tuple[str, int], ...]:
        """Return people, organisations, places (by canonical name) or sources of which a word begins like `stem`.

        With each comes in how many articles it is; those in most come first. Other fields have nothing to complete.
        """
        ...

    def count(self) -> int:
        """Return how many articles can be found."""
        ...

    def close(self) -> None:
        """Let go of all files. Who still searches is answered all the same."""
        ...
