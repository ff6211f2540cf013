"""Answers queries from the index on disk.

The one rule: Whoosh's files are read here, by `Segment`, and Whoosh's matchers and scorers are not used: they read
`a OR NOT b` as `a AND NOT b`, and take seconds for a word that is being typed. What is found and how it is ranked is
worked out in `search.evaluate`.
"""

import threading
from collections.abc import Collection as Kinds
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby, islice
from time import perf_counter

import numpy as np

from tui_reader.article import EntityKind
from tui_reader.errors import IndexDamagedError
from tui_reader.search.copies import group_copies
from tui_reader.search.edits import count_edits
from tui_reader.search.engine.collection import Collection, Member, title_key
from tui_reader.search.engine.contents import find_commit, read_segments
from tui_reader.search.engine.facets import find_facets, find_sources
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.people import count_known, find_all_names, find_known, find_names
from tui_reader.search.engine.segment import Segment
from tui_reader.search.entity_ids import kind_of
from tui_reader.search.evaluate import FIELDS, Answer
from tui_reader.search.index import KINDS, Facets, GoOn, Hit, Results, Sort
from tui_reader.search.known import Known, Moment
from tui_reader.search.moments import Place, make_moment
from tui_reader.search.query import Field, Prefix, Query
from tui_reader.search.records import make_hit
from tui_reader.search.registry import PLAIN, Registry
from tui_reader.search.scored import Mask
from tui_reader.search.terms import find_terms

MOST_EDITS = 2
AMONG = 200
"""Near-copies of a story are looked for among so many of the best hits, at least: one that is further down comes into
sight, in its place or folded, when more is asked for."""
MORE = 20
"""So many times as many people are looked at as are asked for, to find those that are called so: others stand beside
them in the same articles."""
TOGETHER = 64
"""So many articles are looked at for their dates before others have their turn."""
TRIES = 3
"""How often a commit is opened anew whose files go while they are opened."""


class WhooshIndex:
    """An index on disk. One search at a time; a search sees what was committed before it began."""

    def __init__(self, folder: IndexFolder) -> None:
        """Open the index.

        Raises:
            IndexDamagedError: There is none, or it is not whole.
        """
        self._folder = folder
        self._commit: tuple[int, ...] = ()
        self._collection: Collection | None = None
        self._lock = threading.Lock()
        self._last: Answer | None = None
        self._is_closed = False
        folder.check()
        with self._in_turn():
            pass  # damage is to be known now

    def close(self) -> None:
        """Let go of all files. Who still searches is answered all the same."""
        with self._lock:
            self._is_closed = True
            self._let_go()

    def count(self) -> int:
        """Return how many articles can be found."""
        with self._in_turn() as collection:
            return int(np.count_nonzero(collection.present))

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

        Raises:
            IndexDamagedError: A part of the index that the answer needs is not whole.
        """
        with self._in_turn() as collection:
            began = perf_counter()
            answer = self._answered(collection, query, go_on)
            make_hits = self._folded if folded else self._hits
            hits = make_hits(collection, answer, limit, sort)
            took_ms = (perf_counter() - began) * 1000
            return Results(query, answer.total, "exact" if answer.is_exact else "at least", took_ms, tuple(hits))

    def facets(self, query: Query, *, limit: int, registry: Registry = PLAIN) -> Facets:
        """Return what all articles that match have in common: at most `limit` people, sources and years.

        Where the query is the one that was answered last, the articles are those that its total counted: nobody who
        was told "at least" waits for the rest.

        Raises:
            IndexDamagedError: A part of the index that the answer needs is not whole.
        """
        with self._in_turn() as collection:
            return find_facets(collection, self._found(collection, query), registry, limit)

    def known(
        self, query: Query, kinds: Kinds[EntityKind], *, limit: int | None, registry: Registry = PLAIN
    ) -> tuple[Known, ...]:
        """Return who or what of some kinds is named in the articles that match, those in most of them first.

        Raises:
            IndexDamagedError: A part of the index that the answer needs is not whole.
        """
        with self._in_turn() as collection:
            return find_known(collection, self._found(collection, query), registry, kinds, limit)

    def counted(self, ids: Iterable[str], *, registry: Registry = PLAIN) -> tuple[Known, ...]:
        """Return what is known of some who stand for themselves in all articles, those in most of them first."""
        with self._in_turn() as collection:
            return count_known(collection, registry, ids)

    def moments(self, ids: frozenset[str]) -> Iterator[Moment]:
        """Yield every date in one sentence with anybody whom some ids mean, the oldest first.

        Whoever stops iterating stops the work; others are answered in between. What is yielded is of the commit with
        which it began.

        Raises:
            IndexDamagedError: A part of the index that the answer needs is not whole.
        """
        with self._in_turn() as collection:
            articles = np.unique(collection.naming(ids))
            numbers = articles[collection.present[articles]].tolist()
        places: list[Place] = []
        for at in range(0, len(numbers), TOGETHER):
            with self._in_turn():
                places.extend(collection.moments(ids, numbers[at : at + TOGETHER]))
        places.sort()
        for at in range(0, len(places), TOGETHER):
            with self._in_turn():
                some = places[at : at + TOGETHER]
                records = {each.number: collection.document(each.number).record for each in some}
            for place in some:
                yield make_moment(records[place.number], place)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return how those are called in most articles whom some ids mean, as far as they are in any."""
        with self._in_turn() as collection:
            return find_names(collection, ids)

    def all_names(self) -> list[tuple[str, str, tuple[str, ...], int]]:
        """Return the id, canonical name and members of all that is named, and in how many articles it is.

        What is in several segments comes several times.
        """
        with self._in_turn() as collection:
            return list(find_all_names(collection))

    def suggest(self, term: str, field: Field = Field.ANY, *, limit: int = 3) -> tuple[str, ...]:
        """Return terms of the index within two edits of one that it does not have, the likeliest first."""
        with self._in_turn() as collection:
            near = collection.alike(FIELDS[field], term.encode())
            found = ((count_edits(word.decode(), term, MOST_EDITS), -count, word) for word, count in near.items())
            is_there = partial(collection.has, FIELDS[field])
            suggested = list(
                islice((word for far, _, word in sorted(found) if far <= MOST_EDITS and is_there(word)), limit)
            )
        return () if term.encode() in suggested else tuple(word.decode() for word in suggested)

    def complete(
        self, stem: str, field: Field, *, limit: int, registry: Registry = PLAIN
    ) -> tuple[tuple[str, int], ...]:
        """Return people, organisations, places or sources of which a word begins like `stem`, with their articles."""
        query = Query("", Prefix(stem, field), "")  # of all words that begin so: the one that is meant may be rare
        with self._in_turn() as collection:
            if field is Field.SOURCE:
                values = find_sources(collection, Answer(collection, query).found, limit * MORE)
            elif kind := KINDS.get(field):
                likely = find_known(collection, Answer(collection, query).found, registry, {kind}, limit * MORE)
                corrected = (each for each in registry.corrected_like([stem]) if kind_of(each) is kind)
                known = count_known(collection, registry, {*(each.id for each in likely), *corrected})
                values = tuple((each.name, each.articles) for each in known)
            else:
                return ()
        fitting = (value for value in values if any(word.text.startswith(stem) for word in find_terms(value[0])))
        return tuple(fitting)[:limit]

    def _answered(self, collection: Collection, query: Query, go_on: GoOn | None = None) -> Answer:
        """Work out what matches; what was asked last is known: sorted otherwise, say, or with more of it shown."""
        last = self._known(collection, query)
        if last is None or not last.is_exact:
            last = self._last = Answer(collection, query, go_on)
        return last

    def _found(self, collection: Collection, query: Query) -> Mask:
        """Return which articles are found by a query, all or as many as the last look at their texts came to."""
        return (self._known(collection, query) or self._answered(collection, query)).found

    def _known(self, collection: Collection, query: Query) -> Answer | None:
        """Return the last answer, if it is to this query."""
        last = self._last
        is_it = last and last.collection is collection and last.query.root == query.root
        return last if is_it else None

    # What is shown

    def _hits(self, collection: Collection, answer: Answer, limit: int, sort: Sort) -> list[Hit]:
        """The best hits, in order."""
        return [self._hit(collection, answer, number) for number in _order(collection, answer, limit, sort)]

    def _hit(self, collection: Collection, answer: Answer, number: int, variants: tuple[Hit, ...] = ()) -> Hit:
        score = float(answer.scores[number])
        return make_hit(collection.document(number).record, answer.query, score, variants)

    def _folded(self, collection: Collection, answer: Answer, limit: int, sort: Sort) -> list[Hit]:
        """The best stories, in order, each by its best hit, with the near-copies of it as its variants."""
        among = max(limit * 3 // 2, AMONG)
        while True:
            numbers = _order(collection, answer, among, sort)
            stories = group_copies([collection.sketch(number) for number in numbers])
            if len(stories) >= limit or len(numbers) < among:
                break
            among *= 2
        return [
            self._hit(
                *(collection, answer, numbers[first]),
                tuple(self._hit(collection, answer, numbers[other]) for other in others),
            )
            for first, *others in stories[:limit]
        ]

    # The state of the index

    @contextmanager
    def _in_turn(self) -> Iterator[Collection]:
        """Have the newest commit to oneself."""
        with self._lock:
            try:
                yield self._refreshed()
            except IndexDamagedError:
                raise
            except Exception as error:  # nothing in the files is believed, and so anything may come of them
                raise IndexDamagedError(f"The index is damaged: {error!r}") from error
            finally:
                if self._is_closed:
                    self._let_go()

    def _let_go(self) -> None:
        self._collection, self._commit, self._last = None, (), None

    def _refreshed(self) -> Collection:
        """Return the newest commit. Where a commit comes in between, what it replaced goes while it is being opened."""
        for _ in range(TRIES - 1):
            with suppress(IndexDamagedError):
                return self._newest()
        return self._newest()

    def _newest(self) -> Collection:
        """Open what was committed last. Segments that were there before are taken over: only new ones are opened."""
        commit = find_commit(self._folder.whoosh_path)
        if self._collection is None or commit != self._commit:
            known = {segment.id: segment for segment in self._collection.segments} if self._collection else {}
            members = [
                Member(known.get(each.segid) or Segment(self._folder.whoosh_path, each), frozenset(each.deleted_docs()))
                for each in read_segments(self._folder.whoosh_path)
                if each.doc_count_all()
            ]
            self._collection, self._commit = Collection(members), commit
        return self._collection


def _order(collection: Collection, answer: Answer, limit: int, sort: Sort) -> list[int]:
    """The numbers of the best articles, in order. Only those are read that their titles must tell apart."""
    numbers = answer.best(limit, sort)
    newest = {number: -int(collection.days[number]) for number in numbers}
    rank: dict[int, tuple[float, ...]] = dict.fromkeys(numbers, ())
    if sort is Sort.RELEVANCE:
        rank = {number: (-float(answer.scores[number]), newest[number]) for number in numbers}
    elif sort is not Sort.TITLE:
        is_newest = sort is Sort.NEWEST
        rank = {number: (not day, day if is_newest else -day) for number, day in newest.items()}
    ordered: list[int] = []
    for _, tied in groupby(sorted(numbers, key=rank.__getitem__), key=rank.__getitem__):
        alike = list(tied)
        ordered += sorted(alike, key=lambda number: title_key(collection.document(number))) if alike[1:] else alike
    return ordered
