"""A plain scan of all articles: the oracle of the tests, and the stand-in while there is no index.

The one rule: plainness. Whatever a query means is written here once more, in the most obvious way, so that any index
can be held against it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from tui_reader.article import AnnotatedArticle, EntityKind, MentionKind
from tui_reader.search.copies import Sketch, group_copies, hash_term, sketch_of
from tui_reader.search.edits import count_edits, is_one_edit_away
from tui_reader.search.entity_ids import kind_of
from tui_reader.search.index import KINDS, Facets, GoOn, Results, Sort
from tui_reader.search.known import Known, Moment, make_known, order_of
from tui_reader.search.moments import find_moments, make_moment
from tui_reader.search.named import Dated, Named, find_dated, find_named, term_of
from tui_reader.search.query import (
    Among,
    And,
    Completion,
    Everything,
    Field,
    Fuzzy,
    Is,
    Mentioned,
    Naming,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tagged,
    Textual,
)
from tui_reader.search.records import Record, dates_of, forms_of, make_hit, record_of, sort_key
from tui_reader.search.registry import PLAIN, Registry
from tui_reader.search.terms import find_terms
from tui_reader.search.values import value_within

TITLE_WEIGHT = 3
"""How many occurrences in the body one in the title is worth."""


@dataclass(frozen=True, slots=True)
class _Document:
    record: Record
    body: tuple[str, ...]
    title: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    orgs: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...]
    source: tuple[str, ...]
    dates: tuple[str, ...]
    """The values of those in the text."""
    entities: tuple[Named, ...]
    """Who and what is named."""
    dated: tuple[Dated, ...]
    """On which dates."""

    def meant_by(self, ids: frozenset[str]) -> frozenset[int]:
        """The numbers of those among the entities whom some ids mean."""
        return frozenset(number for number, named in enumerate(self.entities) if named.means(ids))

    def runs(self, field: Field) -> tuple[Sequence[str], ...]:
        """The rows of terms in which a field's words are looked for; a phrase lies within one of them."""
        match field:
            case Field.TITLE:
                return (self.title,)
            case Field.NAME:
                return self.names
            case Field.ORG:
                return self.orgs
            case Field.PLACE:
                return self.places
            case Field.SOURCE:
                return (self.source,)
            case _:
                return (self.body, self.title)


class ScanIndex:
    """Articles in memory, looked through one by one."""

    def __init__(self, articles: Iterable[AnnotatedArticle], *, is_whole: bool = True) -> None:
        """`is_whole` says whether these are all articles that there are."""
        self._total_is = "exact" if is_whole else "at least"
        self._documents = [_make_document(annotated) for annotated in articles]

    def count(self) -> int:
        """Return how many articles can be found."""
        return len(self._documents)

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def facets(self, query: Query, *, limit: int, registry: Registry = PLAIN) -> Facets:
        """Return what all articles that match have in common."""
        found = [document for document in self._documents if _matches(query.root, document)]
        people = self.known(query, {EntityKind.PERSON}, limit=limit, registry=registry)
        sources = Counter(document.record.source for document in found if document.record.source)
        years = Counter(day.year for document in found if (day := document.record.published))
        counted = tuple((known.name, known.articles) for known in people)
        return Facets(counted, _most(sources, limit), tuple(sorted(years.items(), reverse=True)[:limit]))

    def known(
        self, query: Query, kinds: Collection[EntityKind], *, limit: int | None, registry: Registry = PLAIN
    ) -> tuple[Known, ...]:
        """Return who or what of some kinds is named in the articles that match, those in most of them first."""
        articles, mentions = Counter[str](), Counter[str]()
        names: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        forms: dict[bytes, Counter[str]] = defaultdict(Counter)
        terms: dict[str, set[bytes]] = defaultdict(set)
        for document in self._documents:
            for named in document.entities:
                forms[term_of(named)].update(named.forms)
            if not _matches(query.root, document):
                continue
            meant = set()
            for named in document.entities:
                standing = registry.standing(named.id)
                members = named.members or registry.merged.pairs.get(standing, ())
                ids = {standing, *map(registry.standing, members)}
                mentions.update(dict.fromkeys(ids, named.times))
                meant |= ids
                names[standing][named.id, named.name] += 1
                terms[standing].add(term_of(named))
            articles.update(meant)
        known = [
            make_known(
                *(each, names[each], sum((forms[term] for term in terms[each]), Counter())),
                *(count, mentions[each], registry.renamed.get(each, "")),
            )
            for each, count in articles.items()
            if kind_of(each) in kinds
        ]
        return tuple(sorted(known, key=order_of)[:limit])

    def counted(self, ids: Iterable[str], *, registry: Registry = PLAIN) -> tuple[Known, ...]:
        """Return what is known of some who stand for themselves in all articles, those in most of them first."""
        wanted = set(ids)
        everybody = self.known(Query("", Everything(), ""), set(EntityKind), limit=None, registry=registry)
        return tuple(known for known in everybody if known.id in wanted)

    def moments(self, ids: frozenset[str]) -> Iterator[Moment]:
        """Yield every date in one sentence with anybody whom some ids mean, the oldest first."""
        places = sorted(
            place
            for number, document in enumerate(self._documents)
            for place in find_moments(document.record.id, number, document.dated, document.meant_by(ids))
        )
        return (make_moment(self._documents[place.number].record, place) for place in places)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Return how those are called in most articles whom some ids mean, as far as they are in any."""
        wanted = set(ids)
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for document in self._documents:
            for named in document.entities:
                if named.id in wanted:
                    found[named.id][named.name] += 1
        return {own: max(names, key=lambda name: (names[name], name)) for own, names in found.items()}

    def suggest(self, term: str, field: Field = Field.ANY, *, limit: int = 3) -> tuple[str, ...]:
        """Return terms within two edits of one that is not there, the nearest first, then those of most articles."""
        articles = Counter(
            known for document in self._documents for known in {each for run in document.runs(field) for each in run}
        )
        if term in articles:
            return ()
        near = ((count_edits(term, known, 2), -count, known) for known, count in articles.items())
        return tuple(known for edits, _, known in sorted(near) if edits <= 2)[:limit]

    def complete(
        self, stem: str, field: Field, *, limit: int, registry: Registry = PLAIN
    ) -> tuple[tuple[str, int], ...]:
        """Return people, organisations, places or sources of which a word begins with `stem`, with their articles."""
        everything = Query("", Everything(), "")
        values = self.facets(everything, limit=len(self._documents)).sources if field is Field.SOURCE else ()
        if kind := KINDS.get(field):
            known = self.known(everything, {kind}, limit=None, registry=registry)
            values = tuple((each.name, each.articles) for each in known)
        fitting = (pair for pair in values if any(term.startswith(stem) for term in _terms(pair[0])))
        return tuple(fitting)[:limit]

    def search(
        self,
        query: Query,
        *,
        limit: int,
        sort: Sort = Sort.RELEVANCE,
        folded: bool = False,
        go_on: GoOn | None = None,
    ) -> Results:
        """Answer `query` with its best `limit` articles; all are looked at, whatever `go_on` says."""
        began = perf_counter()
        found = [document for document in self._documents if _matches(query.root, document)]
        scored = [(_score(query, document), document.record) for document in found]
        key = sort_key(Sort.NEWEST if sort is Sort.RELEVANCE else sort)
        scored.sort(key=lambda pair: key(pair[1].title, pair[1].published, pair[1].id))
        if sort is Sort.RELEVANCE:
            scored.sort(key=lambda pair: -pair[0])
        stories = (
            group_copies([_sketch_of(record) for _, record in scored]) if folded else [[i] for i in range(len(found))]
        )
        hits = []
        for first, *others in stories[:limit]:
            variants = tuple(make_hit(scored[i][1], query, scored[i][0]) for i in others)
            hits.append(make_hit(scored[first][1], query, scored[first][0], variants))
        return Results(query, len(found), self._total_is, (perf_counter() - began) * 1000, tuple(hits))


def _make_document(annotated: AnnotatedArticle) -> _Document:
    article = annotated.article
    record = record_of(article)
    entities = find_named(annotated)
    return _Document(
        record=record,
        body=_terms(record.text),
        title=_terms(article.title),
        names=tuple(map(_terms, forms_of(annotated, MentionKind.PERSON))),
        orgs=tuple(map(_terms, forms_of(annotated, MentionKind.ORGANISATION))),
        places=tuple(map(_terms, forms_of(annotated, MentionKind.PLACE))),
        source=_terms(article.source),
        dates=tuple(dates_of(annotated)),
        entities=entities,
        dated=find_dated(annotated, entities),
    )


def _sketch_of(record: Record) -> Sketch:
    return sketch_of(np.array([hash_term(term.encode()) for term in _terms(record.text)], np.uint32))


def _most(counts: Counter[str], limit: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term.text for term in find_terms(text))


def _matches(node: Node, document: _Document) -> bool:
    match node:
        case Everything():
            return True
        case Published(first, last):
            day = document.record.published
            return day is not None and (first is None or first <= day) and (last is None or day <= last)
        case Mentioned(first, last):
            return any(value_within(value, first, last) for value in document.dates)
        case Among(articles):
            return document.record.id in articles
        case Naming(ids):
            return any(named.means(ids) for named in document.entities)
        case Tagged() | Is():
            return False  # the library has put the articles in its place: only its store knows them
        case Not(part):
            return not _matches(part, document)
        case And(parts):
            return all(_matches(part, document) for part in parts)
        case Or(parts):
            return any(_matches(part, document) for part in parts)
        case _:
            return any(True for run in document.runs(node.field) for _ in _occurrences(node, run))


def _occurrences(node: Textual, run: Sequence[str]) -> Iterator[int]:
    """Where in a row of terms those stand that are searched for, or the first of them."""
    match node:
        case Phrase(terms):
            length = len(terms)
            return (i for i in range(len(run) - length + 1) if tuple(run[i : i + length]) == terms)
        case Prefix(stem) | Completion(stem):
            return (i for i, term in enumerate(run) if term.startswith(stem))
        case Fuzzy(word):
            return (i for i, term in enumerate(run) if is_one_edit_away(word, term))
        case Near(terms, within):
            ends = (i + within for i in range(len(run)))
            windows = (range(i, min(end, len(run))) for i, end in enumerate(ends))
            together = [window for window in windows if {run[i] for i in window}.issuperset(terms)]
            places = {i for window in together for i in window if run[i] in terms}
            return iter(sorted(places))
        case _:
            return (i for i, term in enumerate(run) if term == node.term)


def _score(query: Query, document: _Document) -> float:
    """How often the words occur; a simple stand-in for the engine's ranking."""
    return float(
        sum(
            sum(1 for _ in _occurrences(node, document.body))
            + TITLE_WEIGHT * sum(1 for _ in _occurrences(node, document.title))
            for node in query.wanted
        )
    )
