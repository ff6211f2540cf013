"""Works out which articles match a query, and which of them are the best: sets and scores as arrays.

The one rule: pure algebra. The articles of an index are numbers, a set of them is a mask, and what is known of words
and texts is asked of a `Collection`; nothing here knows how an index lies on disk.

Scores are those of BM25F as Whoosh 2.7.4 computes them (whoosh/scoring.py, `bm25`), with its constants, summed over
the fields with the weights of `WEIGHTS`; so a stock Whoosh ranks alike.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui_reader.search.collection import Collection, Numbers
from tui_reader.search.index import GoOn, Sort
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
    Word,
)
from tui_reader.search.scored import Mask, Scores, at_rank

FIELDS = {
    Field.ANY: "body",  # the headline's words are in it
    Field.TITLE: "title",
    Field.NAME: "names",
    Field.ORG: "orgs",
    Field.PLACE: "places",
    Field.SOURCE: "source",
}
"""In which field of the index a word is looked for."""
WEIGHTS = {"body": 1.0, "title": 3.0, "names": 1.5, "orgs": 1.0, "places": 1.0, "grams": 1.0}
"""What a word counts for the ranking, by where it stands: headlines and people say most of what an article is about."""
_RANKED = {Field.ANY: ("body", "title", "names")}
"""Where a word counts that is looked for anywhere."""

COMPLETIONS = 8
"""How many completions of a word that is still being typed are looked at, the most frequent ones: each is one
posting list more to read. Once typing rests all of them are looked at."""
FEW_COMPLETIONS = {1: 2, 2: 4}
"""Of a beginning of so few letters: the words that begin so are in most articles, or the titles and names have them."""
LONGEST_GRAM = 3
"""Code points: the beginnings of the words of titles and names that an index knows the articles of. Longer ones begin
few words, which the lexicons of titles and names give. (With 5 instead of 3 the files besides the texts are larger: of
20,000 invented articles in one segment 0.73 instead of 0.68 of the text, of 50,000 0.48 instead of 0.44.)"""
WINDOW, WINDOW_OF_TWO = 200, 50
"""How many of the best articles are looked at for whether the words stand together in them."""
FIRST_LOOKED_AT = 4096
"""So many articles are put in order before their texts are looked at: more are never reached in a hurry."""


class Answer:
    """One query against one state of an index."""

    def __init__(self, collection: Collection, query: Query, go_on: GoOn | None = None) -> None:
        """Find what matches; `go_on` is asked now and then while texts are looked at, the best ones first."""
        self.collection = collection
        self.query = query
        self._go_on = go_on
        self._scores: Scores | None = None
        self._is_looked_at = False
        self.is_exact = True
        """Whether all that match were found."""
        self.found: Mask = self._find(query.root, collection.present)

    @property
    def total(self) -> int:
        """How many articles match, as far as was looked."""
        return int(np.count_nonzero(self.found))

    # Which match

    def _find(self, node: Node, within: Mask) -> Mask:
        """Which of some articles match a part of the query."""
        match node:
            case Everything():
                return within
            case And(parts):
                # What takes looking at texts comes last: then there are few texts left to look at.
                return reduce(lambda found, part: self._find(part, found), sorted(parts, key=_cost), within)
            case Or(parts):
                # What was found in one way need not be looked at again.
                found = self._nothing()
                for part in sorted(parts, key=_cost):
                    found |= self._find(part, within & ~found)
                return found
            case Not(part):
                return within & ~self._find_exactly(part, within)
            case Published(first, last):
                days = self.collection.days
                known = days > 0
                after = days >= first.toordinal() if first else known
                before = days <= last.toordinal() if last else known
                return within & known & after & before
            case Mentioned():
                return within & self._mask(self.collection.dated(node))
            case Among(articles):
                return within & self._mask(self.collection.known(articles))
            case Naming(ids):
                return within & self._mask(self.collection.naming(ids))
            case Phrase(terms) | Near(terms):
                together = reduce(np.logical_and, (self._with(node.field, term) for term in terms), within)
                return self._verified(node, together)
            case Prefix(stem):
                return within & self._mask(self.collection.beginning_with(FIELDS[node.field], stem.encode()))
            case Completion(stem):
                return within & self._completed(node, stem)
            case Fuzzy() | Word():
                words = _words_of(self.collection, node, FIELDS[node.field])
                return within & reduce(np.logical_or, (self._with(node.field, word) for word in words), self._nothing())
            case Tagged() | Is():
                return self._nothing()  # the library has put the articles in its place: only its store knows them

    def _find_exactly(self, node: Node, within: Mask) -> Mask:
        """For what is excluded there is no hurry: what was not found would be shown."""
        go_on, self._go_on = self._go_on, None
        found = self._find(node, within)
        self._go_on = go_on
        return found

    def _completed(self, node: Completion, stem: str) -> Mask:
        words, are_all = self.collection.completions(FIELDS[node.field], stem.encode(), most_completions(stem))
        self.is_exact &= are_all
        found = reduce(np.logical_or, (self._with(node.field, word) for word in words), self._nothing())
        if node.field is not Field.ANY or are_all:
            return found
        if len(stem) <= LONGEST_GRAM:
            return found | self._having("grams", stem.encode())
        for field in ("title", "names"):
            for word in self.collection.completions(field, stem.encode(), most_completions(stem))[0]:
                found |= self._having(field, word)
        return found

    def _with(self, field: Field, word: str | bytes) -> Mask:
        return self._having(FIELDS[field], word.encode() if isinstance(word, str) else word)

    def _having(self, field: str, term: bytes) -> Mask:
        return self.collection.postings(field, term).mask(self.collection.size)

    def _nothing(self) -> Mask:
        return np.zeros(self.collection.size, np.bool_)

    def _mask(self, numbers: NDArray[Any]) -> Mask:
        mask = self._nothing()
        mask[numbers] = True
        return mask

    def _verified(self, node: Phrase | Near, candidates: Mask) -> Mask:
        """Which of some articles, that have all the words, have them together: their texts tell, the best first."""
        found = self._nothing()
        for looked, number in enumerate(self._best_first(np.flatnonzero(candidates))):
            if self._go_on and not looked % 16 and not self._go_on():
                self.is_exact = False
                break
            found[number] = self.collection.holds(node, number)
        return found

    def _best_first(self, numbers: Numbers) -> Iterator[int]:
        """Yield some articles, in a hurry the best ones first."""
        if self._go_on and len(numbers) > FIRST_LOOKED_AT:
            order = np.argpartition(-self.scores[numbers], FIRST_LOOKED_AT)
            first = numbers[order[:FIRST_LOOKED_AT]]
            yield from first[np.argsort(-self.scores[first])].tolist()
            numbers = numbers[order[FIRST_LOOKED_AT:]]
        yield from numbers.tolist()

    # Which are the best

    @property
    def scores(self) -> Scores:
        """The score of every article."""
        if self._scores is None:
            self._scores = np.zeros(self.collection.size, np.float32)
            for node in self.query.wanted:
                for field in _RANKED.get(node.field, (FIELDS[node.field],)):
                    self._add_scores(node, field)
        return self._scores

    def _add_scores(self, node: Textual, field: str) -> None:
        assert self._scores is not None
        if isinstance(node, Completion) and field == "title" and len(node.stem) <= LONGEST_GRAM:
            field = "grams"  # every word of a title or a name that begins like this, at the price of one
            words = [node.stem.encode()]
        else:
            words = _words_of(self.collection, node, field)
        for word in words:
            self.collection.postings(field, word).add_to(self._scores, WEIGHTS[field])

    def best(self, limit: int, sort: Sort) -> list[int]:
        """Return the numbers of the best `limit` articles, in no order.

        Equal ones are told apart by their days, the newest first, and then by their titles.
        """
        found = np.flatnonzero(self.found)
        if sort is Sort.RELEVANCE:
            found = self._prefer_together(found, limit)
        days = self.collection.days
        newest: tuple[NDArray[Any], ...] = (days,)
        if sort is Sort.RELEVANCE:
            newest = (self.scores, days)
        elif sort is Sort.OLDEST:
            newest = (np.where(days > 0, -days, np.iinfo(np.int32).min),)
        elif sort is Sort.TITLE:
            newest = ()
        numbers: list[int] = self._pick(found, newest, limit).tolist()
        return numbers

    def _prefer_together(self, found: Numbers, limit: int) -> Numbers:
        """Put those of the best first in which the words stand together as they were typed.

        BM25F knows nothing of where words stand, and the words of a remembered sentence are often small ones, that
        stand anywhere. Of two words only the first few are looked at: they stand together in many articles.

        Returns:
            Those of the articles found among which the best `limit` are.
        """
        words = _row_of_words(self.query.root)
        if self._is_looked_at or len(words) < 2:
            return found
        self._is_looked_at = True
        together = Phrase(words)
        keys = (self.scores, self.collection.days)
        window = WINDOW_OF_TWO if len(words) == 2 else WINDOW
        found = self._pick(found, keys, max(window, limit))
        best = self._pick(found, keys, window)
        holding = [number for number in best.tolist() if self.collection.holds(together, number)]
        self.scores[holding] += self.scores.max(initial=0)
        return found

    def _pick(self, numbers: Numbers, keys: Sequence[NDArray[Any]], limit: int) -> Numbers:
        """Return the `limit` numbers with the greatest first key; among equals, with the greatest next key."""
        if len(numbers) <= limit or not limit:
            return numbers[:limit]
        if not keys:
            return self.collection.by_title(numbers, limit)
        values = keys[0][numbers]
        least = at_rank(values, limit)
        better = numbers[values > least]
        equal = self._pick(numbers[values == least], keys[1:], limit - len(better))
        return np.concatenate([better, equal])


def most_completions(stem: str) -> int:
    """Return how many completions of a word are looked at."""
    return FEW_COMPLETIONS.get(len(stem), COMPLETIONS)


def _cost(node: Node) -> int:
    """How late among the parts of a query this one should be looked at."""
    match node:
        case Phrase() | Near():
            return 3
        case Not(part):
            return 1 + _cost(part)
        case And(parts) | Or(parts):
            return max(map(_cost, parts))
        case _:
            return 0


def _row_of_words(root: Node) -> tuple[str, ...]:
    """The words that were typed one after the other, anywhere in the query, if there is but one such row."""
    parts = root.nodes if isinstance(root, And) else ()
    places = [at for at, part in enumerate(parts) if isinstance(part, Word) and part.field is Field.ANY]
    if not places or places[-1] - places[0] != len(places) - 1:
        return ()
    return tuple(part.term for part in parts if isinstance(part, Word) and part.field is Field.ANY)


def _words_of(collection: Collection, node: Textual, field: str) -> list[bytes]:
    """The words that a part of a query stands for; of beginnings the most frequent ones."""
    match node:
        case Phrase(terms) | Near(terms):
            return [term.encode() for term in terms]
        case Prefix(stem) | Completion(stem):
            return collection.completions(field, stem.encode(), most_completions(stem))[0]
        case Fuzzy(term):
            return collection.spelled_like(field, term.encode())
        case Word(term):
            return [term.encode()]
