"""The part of a library that searches.

The one rule: everything that is asked of the index goes through here, in the words in which somebody asks it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from tui_reader.article import Article, Span
from tui_reader.library.index import OpenIndex
from tui_reader.library.places import Places
from tui_reader.library.registry import OpenRegistry
from tui_reader.library.store import OpenStore

if TYPE_CHECKING:
    from tui_reader.search.index import Facets, Results, SearchIndex, Sort
    from tui_reader.search.query import Query

_Answer = TypeVar("_Answer")


class Searchable:
    """A library that can be searched; `Library` is all of one."""

    def __init__(self, places: Places, index: OpenIndex, store: OpenStore) -> None:
        """`store` answers what is read, kept or tagged."""
        self.places = places
        self._index = index
        self._store = store
        self._registry = OpenRegistry(places, store)

    def search(
        self,
        query: "str | Query",
        limit: int = 50,
        *,
        sort: "Sort | str" = "relevance",
        typing: bool = False,
        rested: bool = False,
        folded: bool = False,
        go_on: "Callable[[], bool] | None" = None,
    ) -> "Results":
        """Search the articles.

        Args:
            query: As it was typed, or understood already.
            limit: How many articles to return; `Results.total` counts them all.
            sort: "relevance", "newest", "oldest" or "title".
            typing: Whether the query is still being typed: its last word is completed by its likeliest completions, and
                nothing unfinished is an error.
            rested: Whether typing has paused: then the last word is completed by every word that begins like it.
            folded: Whether near-copies of a story are folded into its best hit, as its `variants`.
            go_on: Asked now and then where phrases take looking at texts: whether to go on looking. If not, the total
                is "at least". Without it all are looked at; while somebody types, for a frame or two.

        Raises:
            QueryError: The query has a mistake.
            StoreError: It asks for what is read, kept or tagged, and the store cannot be read.
        """
        from tui_reader.library.resolving import resolve
        from tui_reader.search.index import Sort, in_a_hurry
        from tui_reader.search.parse import parse_query

        if isinstance(query, str):
            query = parse_query(query, typing=typing, rested=rested, today=date.today())
        if typing and not rested:
            go_on = in_a_hurry()
        asked = resolve(query, self._store, self._registry)
        results = self._index.search(asked, limit, Sort(sort), folded=folded, go_on=go_on)
        return results if asked is query else replace(results, query=query)

    def count_new(self, query: str, since: datetime) -> int:
        """Return how many of the articles that match a query were seen first after a moment.

        Raises:
            QueryError: The query has a mistake.
        """
        from tui_reader.search.parse import parse_query
        from tui_reader.search.query import Among, And, Query

        added = frozenset(self.added_since(since))
        if not added:
            return 0
        root = parse_query(query, today=date.today()).root
        return self.search(Query(query, And((root, Among(added))), ""), 1).total

    def facets(self, query: "Query", limit: int = 50) -> "Facets":
        """Return the people, sources and years of all articles that match a query, with how many articles each is in.

        Of a query that was just answered with "at least", these are the articles that were found.

        Args:
            query: As `Results.query` has it.
            limit: How many of each, at most.
        """
        from tui_reader.library.resolving import resolve

        asked = resolve(query, self._store, self._registry)
        registry = self._registry.read()
        return self._index.ask(lambda index: index.facets(asked, limit=limit, registry=registry))

    def ask_index(self, question: "Callable[[SearchIndex], _Answer]") -> "_Answer":
        """Ask the index itself something, such as for the terms that are near to one.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        return self._index.ask(question)

    @staticmethod
    def narrowed(text: str, addition: str) -> str:
        """Return a query that also asks for `addition`, such as `name:"Kim Kardashian"`: it is not added twice.

        Args:
            text: A query as it was typed, finished or not; its mistakes are mended.
            addition: As `Library.asking_for` writes it.
        """
        from tui_reader.search.rewrite import narrowed

        return narrowed(text, addition, today=date.today())

    @staticmethod
    def excluded(text: str, addition: str) -> str:
        """Return a query that asks for no article with `addition`; otherwise as `narrowed`."""
        from tui_reader.search.rewrite import excluded

        return excluded(text, addition, today=date.today())

    @staticmethod
    def asking_for(field: str, value: str) -> str:
        """Return a query for the articles with a value in a field, such as `source:"Star Wire"`; empty for none.

        Args:
            field: "name", "org", "place", "source", "tag", "date" (a year) or "mentions".
            value: Of "mentions" the value of a date in a text, such as "2021-06" or "2021-SU".
        """
        from tui_reader.library.asking import asking_for

        return asking_for(field, value)

    def find_hits(self, query: "Query", article: Article) -> tuple[Span, ...]:
        """Find what was searched for in an article, in the order of its text."""
        from tui_reader.search.snippets import find_hits

        return find_hits(query.wanted, article.readable_text, article.headline.span if article.headline else None)

    @staticmethod
    def find_text(text: str, words: str) -> tuple[Span, ...]:
        """Find every place where words stand in a text, as they are typed: a piece of a word will do.

        Case, accents and the kind of white space do not count. The places are in order and disjoint.
        """
        from tui_reader.search.finding import find_text

        return find_text(text, words)

    def count(self) -> int:
        """Return how many articles can be found now."""
        return self._index.count()

    def most_mentioned(self, limit: int) -> list[tuple[str, int]]:
        """Return the people who are mentioned in most articles, by canonical name, with the number of these articles.

        Args:
            limit: How many people, at most. While there is no index, nobody is known.

        Raises:
            LibraryError: There is no index, and the articles' folder cannot be listed.
        """
        from tui_reader.search.query import Everything, Query

        return list(self.facets(Query("", Everything(), ""), limit).people)

    def added_since(self, when: datetime) -> list[str]:
        """Return the ids of the articles that were seen first after a moment, the last one first.

        Those of an index that was built from nothing are not new, and a rebuild makes nothing new either.
        """
        from tui_reader.library.update import find_added

        return find_added(self.places, when)
