"""The part of a session that searches, and reads lists out.

The one rule: a query that has a mistake changes nothing: what was found before is still there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from tui_reader.cli.plain.listing import AT_ONCE, FRONT, NOTHING, RESULTS, Entry, Listing
from tui_reader.cli.plain.spoken import found_line, hit_entry, page_entries, page_lines, quoted
from tui_reader.errors import QueryError, StoreError, UsageError
from tui_reader.library import Library, Results
from tui_reader.library.bringing import find_samples
from tui_reader.library.easier import find_easier
from tui_reader.ui.page_rows import PageRow
from tui_reader.ui.panes.front import nothing_rows, welcome_rows
from tui_reader.ui.reading import Reading
from tui_reader.ui.wording import counted

FIRST_RESULTS = 50
"""How many results are fetched at first; more when somebody comes behind them."""


class Where(StrEnum):
    """What Enter goes on with."""

    START = "start"
    LIST = "list"
    ARTICLE = "article"


class SearchingSession:
    """A session that answers queries."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.where = Where.START
        self.results: Results | None = None
        self.chosen = -1
        """Which of the results is open, or was open last; -1 before the first."""
        self.reading: Reading | None = None
        """What is open."""
        self.listing: Listing[Any] = Listing(RESULTS)
        """What numbers stand for."""

    def search(self, query: str) -> Iterator[str]:
        """Search, and say what was found."""
        try:
            self.results = self.library.search(query, FIRST_RESULTS)
        except QueryError as error:
            rest = query[error.position :]
            yield f"{error}, at {quoted(rest)}" if rest else str(error)
            if error.mended:
                yield f"Did you mean: {error.mended}"
            return
        self.reading, self.chosen = None, -1
        if self.results.total:
            yield from self.list_results()
        elif self.results.query.text.strip():
            easier = find_easier(self.library, self.results.query)
            yield from self.read_page(NOTHING, nothing_rows(self.results, replace(easier, kept=0)))
            if easier.kept:
                yield f"{counted(easier.kept, 'kept passage')} with these words: B lists what is kept"
        else:
            yield from self.welcome()

    def list_results(self) -> Iterator[str]:
        """Read out the results, from those on where one is; where there were none, look again."""
        if self.results and self.results.total:
            yield found_line(self.results)
            yield from self.read_list(self.listed_results())
        else:
            yield from self.search(self.results.query.text if self.results else "")

    def welcome(self) -> Iterator[str]:
        """Say that there are no articles, and what can be done about that."""
        yield from self.read_page(FRONT, welcome_rows(self.library.places, len(find_samples())))

    def read_page(self, name: str, rows: Sequence[PageRow]) -> Iterator[str]:
        """Read out what a screen would show in place of its panes."""
        yield from page_lines(rows)
        entries = tuple(page_entries(rows))
        yield from self.read_list(Listing(name, entries, len(entries)))

    def listed_results(self) -> Listing[Any]:
        """Return the results as a list, at the part of it where one is."""
        if self.results is None:
            return Listing(RESULTS)
        read = self._read_articles()
        entries = tuple(hit_entry(hit, is_read=hit.article in read) for hit in self.results.hits)
        return Listing(RESULTS, entries, self.results.total, max(0, self.chosen) // AT_ONCE * AT_ONCE)

    def _read_articles(self) -> frozenset[str]:
        try:
            return self.library.memory.read_articles()
        except StoreError:
            return frozenset()  # whatever is wrong with the store is told where something is kept in it

    def read_list(self, listing: Listing[Any]) -> Iterator[str]:
        """Read out a list; from now on numbers stand for its entries."""
        self.listing, self.where = listing, Where.LIST
        if listing.name == RESULTS:
            self.fetch(listing.last)
        yield from self.listing.lines()

    def turn(self, step: int) -> Iterator[str]:
        """Read out the next part of the list, or the one before."""
        first = self.listing.first + step * AT_ONCE
        if 0 <= first < self.listing.total:
            yield from self.read_list(self.listing.beginning_at(first))
        else:
            yield f"That was the {'end' if step > 0 else 'beginning'} of the list"

    def entry(self, number: int) -> Entry[Any]:
        """Return an entry of the list that was read out last.

        Raises:
            UsageError: It has none of this number.
        """
        if self.listing.name == RESULTS:
            self.fetch(number)
        if not 1 <= number <= len(self.listing.entries):
            there = f"goes from 1 to {self.listing.total}" if self.listing.total else "is empty"
            raise UsageError(f"There is no {number}: the list {there}; / {number} searches for it")
        return self.listing.entries[number - 1]

    def fetch(self, count: int) -> bool:
        """Have at least so many results here, if there are so many; return whether more are here than before."""
        before = self.results
        if before is None or min(count, before.total) <= len(before.hits):
            return False
        self.results = self.library.search(before.query, max(count, 4 * len(before.hits)))
        if self.listing.name == RESULTS:
            self.listing = self.listed_results().beginning_at(self.listing.first)
        return len(self.results.hits) > len(before.hits)
