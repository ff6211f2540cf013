"""Answers queries from the index.

The one rule: the set of matching articles is worked out here, exactly, from Whoosh's posting lists; Whoosh itself only
ranks. (Its own boolean matchers read `a OR NOT b` as `a AND NOT b`, and freeze on prefixes with many completions.)
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from heapq import nsmallest
from time import perf_counter
from typing import Any

import whoosh.query as wq
from whoosh.reading import TermNotFound

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.schema import LONGEST_GRAM, name_of, unpack, unpack_order
from tui_reader.search.index import Facets, Results, Sort
from tui_reader.search.query import (
    And,
    Completion,
    Everything,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Textual,
)
from tui_reader.search.records import Record, make_hit, sort_key
from tui_reader.search.terms import find_terms

COMPLETIONS = 8
"""How many completions of a word that is still being typed are looked at: the most frequent ones of each field."""

RECORDS_AT_HAND = 512

_FIELDS = {
    Field.ANY: ("body", "title"),
    Field.TITLE: ("title",),
    Field.NAME: ("names",),
    Field.SOURCE: ("source",),
}
_RANKED = {**_FIELDS, Field.ANY: ("body", "title", "names")}
"""Where a word counts for the ranking: people's names weigh more than other words."""


class WhooshIndex:
    """An index on disk. One search at a time; a search sees what was committed before it began."""

    def __init__(self, folder: IndexFolder) -> None:
        """Open the index.

        Raises:
            IndexDamagedError: There is none, or it is not whole.
        """
        self._index = folder.open()
        self._searcher: Any = None
        self._toc_folder = folder.whoosh_path
        self._searched: tuple[int, ...] = ()
        self._records: OrderedDict[int, Record] = OrderedDict()
        self._lock = threading.Lock()
        self._is_closed = False

    def close(self) -> None:
        """Let go of all files. Who still searches is answered all the same."""
        with self._lock:
            self._is_closed = True
            self._let_go()

    def count(self) -> int:
        """Return how many articles can be found."""
        with self._in_turn() as searcher:
            return int(searcher.doc_count())

    def facets(self, query: Query, *, limit: int) -> Facets:
        """Return what all articles that match have in common."""
        with self._in_turn() as searcher:
            found = _Answer(searcher, query).found
            reader = searcher.reader()
            people: Counter[str] = Counter()
            for term in reader.field_terms("people"):
                name = name_of(term if isinstance(term, bytes) else term.encode())
                people[name] += len(found.intersection(reader.postings("people", term).all_ids()))
            records = [self._record(number) for number in found]
        sources = Counter(record.source for record in records if record.source)
        years = Counter(record.published.year for record in records if record.published)
        return Facets(
            tuple((name, count) for name, count in people.most_common(limit) if count),
            tuple(sources.most_common(limit)),
            tuple(sorted(years.items(), reverse=True)[:limit]),
        )

    def suggest(self, term: str, field: Field = Field.ANY, *, limit: int = 3) -> tuple[str, ...]:
        """Return terms within two edits of one that is not there, the likeliest first."""
        with self._in_turn() as searcher:
            return tuple(searcher.reader().corrector("body").suggest(term, limit=limit))

    def complete(self, stem: str, field: Field, *, limit: int) -> tuple[tuple[str, int], ...]:
        """Return people or sources of which a word begins with `stem`, and in how many articles they are."""
        facets = self.facets(Query("", Everything(), ""), limit=10_000)
        values = facets.people if field is Field.NAME else facets.sources if field is Field.SOURCE else ()
        return tuple(p for p in values if any(t.text.startswith(stem) for t in find_terms(p[0])))[:limit]

    def search(
        self, query: Query, *, limit: int, sort: Sort = Sort.RELEVANCE, folded: bool = False, hurried: bool = False
    ) -> Results:
        """Answer `query` with its best `limit` articles.

        Raises:
            IndexDamagedError: A part of the index that the answer needs is not whole.
        """
        with self._in_turn() as searcher:
            began = perf_counter()
            answer = _Answer(searcher, query)
            hits = tuple(make_hit(self._record(number), query, score) for number, score in answer.best(limit, sort))
            took_ms = (perf_counter() - began) * 1000
            return Results(query, len(answer.found), answer.total_is, took_ms, hits)

    @contextmanager
    def _in_turn(self) -> Iterator[Any]:
        """Have the searcher to oneself: Whoosh's may not be shared between threads."""
        with self._lock:
            try:
                yield self._refreshed()
            except IndexDamagedError:
                raise
            except Exception as error:  # Whoosh has no error of its own for damage; anything may come
                raise IndexDamagedError(f"The index is damaged: {error!r}") from error
            finally:
                if self._is_closed:
                    self._let_go()

    def _let_go(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    def _refreshed(self) -> Any:
        """Return a searcher of the newest commit, opened anew: Whoosh's own refresh is not right in every version."""
        state = self._state()
        if self._searcher is None or state != self._searched:
            self._let_go()
            self._searcher = self._index.searcher()
            self._searched = state
            self._records.clear()
        return self._searcher

    def _state(self) -> tuple[int, ...]:
        """What tells one commit from another; a rebuild counts its commits from the beginning again."""
        generation = self._index.latest_generation()
        try:
            toc = (self._toc_folder / f"_MAIN_{generation}.toc").stat()
        except OSError:
            return (generation,)
        return generation, toc.st_ino, toc.st_mtime_ns

    def _record(self, number: int) -> Record:
        """Return what is kept of one article; those shown last are at hand."""
        if number not in self._records:
            self._records[number] = unpack(self._searcher.reader().stored_fields(number)["record"])
            if len(self._records) > RECORDS_AT_HAND:
                self._records.popitem(last=False)
        self._records.move_to_end(number)
        return self._records[number]


class _Answer:
    """One query against one state of the index; `found` holds Whoosh's numbers of the matching articles."""

    def __init__(self, searcher: Any, query: Query) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._query = query
        self._completed: dict[tuple[str, str], tuple[list[bytes], bool]] = {}
        self.total_is = "exact"
        self.found = self._find(query.root)

    def best(self, limit: int, sort: Sort) -> Iterable[tuple[int, float]]:
        """Yield the numbers and scores of the articles that are asked for, best first."""
        return self._ranked(limit) if sort is Sort.RELEVANCE else self._sorted(limit, sort, self.found)

    # The set of matching articles

    def _find(self, node: Node) -> set[int]:
        match node:
            case Everything():
                return set(self._reader.all_doc_ids())
            case And(parts):
                found = [self._find(part) for part in parts]
                return set.intersection(*sorted(found, key=len))
            case Or(parts):
                return set().union(*(self._find(part) for part in parts))
            case Not(part):
                return set(self._reader.all_doc_ids()) - self._find(part)
            case Published(first, last):
                days = (first and first.toordinal(), last and last.toordinal())
                return self._matching(wq.NumericRange("published", *days))
            case _:
                return set().union(*(self._find_words(node, name) for name in _FIELDS[node.field]))

    def _find_words(self, node: Textual, name: str) -> set[int]:
        match node:
            case Phrase(terms):
                return self._matching(wq.Phrase(name, list(terms)))
            case Prefix(stem):
                return set().union(*(self._with_term(name, term) for term in self._lexicon(name, stem)))
            case Completion(stem):
                likeliest, are_all = self._completions(name, stem)
                if not are_all:
                    self.total_is = "at least"
                found = set().union(*(self._with_term(name, term) for term in likeliest))
                if node.field is Field.ANY and len(stem) <= LONGEST_GRAM:
                    found |= self._with_term("grams", stem)
                return found
            case _:
                return self._with_term(name, node.term)

    def _with_term(self, name: str, term: str | bytes) -> set[int]:
        try:
            return set(self._reader.postings(name, term).all_ids())
        except TermNotFound:
            return set()

    def _matching(self, query: Any) -> set[int]:
        found: set[int] = set()
        for searcher, offset in self._searcher.leaf_searchers():
            found.update(number + offset for number in query.matcher(searcher).all_ids())
        return found

    def _lexicon(self, name: str, stem: str) -> list[bytes]:
        return list(self._reader.expand_prefix(name, stem))

    def _completions(self, name: str, stem: str) -> tuple[list[bytes], bool]:
        """The most frequent words that begin like `stem`, itself first if it is one; and whether these are all."""
        if (name, stem) not in self._completed:
            terms = self._lexicon(name, stem)
            if len(terms) > COMPLETIONS:
                frequency = self._reader.doc_frequency
                terms.sort(key=lambda term: (term != stem.encode(), -frequency(name, term), term))
            self._completed[name, stem] = terms[:COMPLETIONS], len(terms) <= COMPLETIONS
        return self._completed[name, stem]

    # Their order

    def _ranked(self, limit: int) -> Iterator[tuple[int, float]]:
        """By BM25F; articles that match without any of the words (by their date, say) follow, newest first."""
        ranked: set[int] = set()
        if limit and self.found and (terms := list(self._ranking_terms())):
            results = self._searcher.search(wq.Or(terms), limit=limit, filter=self.found)
            for score, number in results.top_n:
                ranked.add(number)
                yield number, score
        if len(ranked) < min(limit, len(self.found)):
            yield from self._sorted(limit - len(ranked), Sort.NEWEST, self.found - ranked)

    def _ranking_terms(self) -> Iterator[Any]:
        for node in self._query.wanted:
            for name in _RANKED[node.field]:
                for word in self._words_of(node, name):
                    yield wq.Term(name, word)

    def _words_of(self, node: Textual, name: str) -> list[str]:
        match node:
            case Phrase(words):
                return list(words)
            case Prefix(stem) | Completion(stem):
                return [term.decode() for term in self._completions(name, stem)[0]]
            case _:
                return [node.term]

    def _sorted(self, limit: int, sort: Sort, numbers: set[int]) -> Iterator[tuple[int, float]]:
        if not numbers:
            return  # and a reader of nothing has no leaves
        key = sort_key(sort)
        keyed = []
        for reader, offset in self._reader.leaf_readers():
            order = reader.column_reader("order")
            mine = (number for number in numbers if offset <= number < offset + reader.doc_count_all())
            keyed += [(key(*unpack_order(order[number - offset])), number) for number in mine]
        yield from ((number, 0.0) for _, number in nsmallest(limit, keyed))
