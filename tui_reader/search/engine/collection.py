"""One commit of the index as one collection of articles: its segments side by side, their numbers in one row.

The one rule: what is asked for again and again (the articles of a word, with what they score) is kept as arrays, up to
a number of bytes; everything else is read where it lies.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from tui_reader.errors import IndexDamagedError
from tui_reader.search.collection import Numbers
from tui_reader.search.copies import BINS, Sketch
from tui_reader.search.engine.schema import SCORED, Document, key_of
from tui_reader.search.engine.segment import Segment
from tui_reader.search.engine.spelling import count_alike, find_spelled_like
from tui_reader.search.moments import Place, find_moments
from tui_reader.search.query import Field, Mentioned, Near, Phrase
from tui_reader.search.scored import MANY, InFew, InMany, Mask, Scored
from tui_reader.search.together import stand_together
from tui_reader.search.values import value_within

B, K1 = 0.75, 1.2
"""Of BM25, as in Whoosh (whoosh/scoring.py, `BM25F`)."""
CACHE_SHARE, CACHE_LEAST, CACHE_MOST = 400, 4 << 20, 48 << 20
"""Bytes for posting lists: for each article, at least, at most. The lists of the fifty most frequent words of 100,000
articles take 40 million."""
DOCUMENTS_AT_HAND = 512
MOST_SPELLED = 32
"""Of so many words it is remembered how else they are spelled: one is asked for four times in answering one query."""

_LENGTH_OF_BYTE = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


class Member(NamedTuple):
    """A segment, and those of its articles that were taken out since it was written."""

    segment: Segment
    removed: frozenset[int]


class Collection:
    """See `search.collection.Collection`. Not for several threads at once."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Take segments together.

        Raises:
            IndexDamagedError: Articles were taken out of one that it never had.
        """
        self.segments = [member.segment for member in members]
        counts = [segment.count for segment in self.segments]
        self._starts = np.cumsum([0, *counts])
        self.size = int(self._starts[-1])
        self.present: Mask = np.ones(self.size, np.bool_)
        for (start, segment), member in zip(self.places(), members, strict=True):
            if not all(type(number) is int and 0 <= number < segment.count for number in member.removed):
                raise IndexDamagedError("The index has articles taken out of it that it never had")
            self.present[[start + number for number in member.removed]] = False
        self.days = self._joined("published", np.int32)
        self._lists: OrderedDict[tuple[str, bytes], Scored] = OrderedDict()
        self._room = min(max(self.size * CACHE_SHARE, CACHE_LEAST), CACHE_MOST)
        self._documents: OrderedDict[int, Document] = OrderedDict()
        self._spelled: dict[tuple[str, bytes], list[bytes]] = {}
        self._norms: dict[str, NDArray[np.float32] | np.float32] = {}

    def _joined(self, name: str, kind: type) -> NDArray[Any]:
        parts = [segment.array(name) for segment in self.segments]
        return np.concatenate([np.zeros(0, kind), *parts]).astype(kind, copy=False)

    def places(self) -> Iterator[tuple[int, Segment]]:
        """Yield each segment, with the number in the collection of its first article."""
        return zip(self._starts.tolist(), self.segments, strict=False)

    def segment_of(self, number: int) -> tuple[Segment, int]:
        """Return the segment that an article is in, and its number there."""
        place = int(np.searchsorted(self._starts, number, side="right")) - 1
        return self.segments[place], number - int(self._starts[place])

    def document(self, number: int) -> Document:
        """Return what is kept of an article in order to show it; those asked for last are at hand."""
        if number not in self._documents:
            segment, place = self.segment_of(number)
            self._documents[number] = segment.document(place)
            if len(self._documents) > DOCUMENTS_AT_HAND:
                self._documents.popitem(last=False)
        self._documents.move_to_end(number)
        return self._documents[number]

    def moments(self, ids: frozenset[str], numbers: Iterable[int]) -> Iterator[Place]:
        """Yield where some articles have moments of those whom some ids mean."""
        wanted = [frozenset(segment.entities.numbers_of(ids)) for segment in self.segments]
        for number in numbers:
            at = int(np.searchsorted(self._starts, number, side="right")) - 1
            segment, place = self.segments[at], number - int(self._starts[at])
            named = segment.entities.named_in(place).tolist()
            meant = frozenset(who for who, entity in enumerate(named) if entity in wanted[at])
            article, dated = segment.dated(place)
            yield from find_moments(article, number, dated, meant)

    # Words

    def postings(self, field: str, term: bytes) -> Scored:
        """Return the articles of one word, and what it adds to the score of each."""
        key = field, term
        if key not in self._lists:
            self._lists[key] = found = self._read_postings(field, term)
            self._room -= found.nbytes
            while self._room < 0 and len(self._lists) > 1:
                _, dropped = self._lists.popitem(last=False)
                self._room += dropped.nbytes
        self._lists.move_to_end(key)
        return self._lists[key]

    def has(self, field: str, term: bytes) -> bool:
        """Return whether any article has a word that was not taken out."""
        return bool((self.present & self.postings(field, term).mask(self.size)).any())

    def _read_postings(self, field: str, term: bytes) -> Scored:
        places = [(start, segment, segment.lexicon(field).find(term)) for start, segment in self.places()]
        lists = [(start, segment.postings(field, at)) for start, segment, at in places if at is not None]
        df = sum(len(found.numbers) for _, found in lists)
        if not df:
            return InFew(np.zeros(0, np.uint32), np.zeros(0, np.float32))
        idf = np.float32(log(self.size / (df + 1)) + 1)
        norms = self._norms_of(field)
        if df > self.size // MANY and all(found.weights.min(initial=1) > 0 for _, found in lists):
            weight = np.zeros(self.size, np.float32)
            for start, found in lists:
                weight[start:][found.numbers.astype(np.intp)] = found.weights
            return InMany(_score(idf, weight, norms))
        numbers = np.concatenate([found.numbers + np.uint32(start) for start, found in lists])
        weight = np.concatenate([found.weights for _, found in lists])
        norm = norms if isinstance(norms, np.float32) else norms[numbers.astype(np.intp)]
        return InFew(numbers, _score(idf, weight, norm))

    def _norms_of(self, field: str) -> NDArray[np.float32] | np.float32:
        """What in the score of BM25 depends on how long an article's field is."""
        if field not in SCORED:
            return np.float32(K1)
        if field not in self._norms:
            at = SCORED.index(field)
            whole = sum(int(segment.array("lengths")[at]) for segment in self.segments)
            lengths = _LENGTH_OF_BYTE[self._joined(f"{field}.length", np.uint8)]
            self._norms[field] = np.float32(K1) * ((1 - B) + B * lengths / np.float32(whole / max(1, self.size) or 1))
        return self._norms[field]

    def beginning_with(self, field: str, stem: bytes) -> NDArray[Any]:
        """Return the articles with any word that begins like this, in any order, some more than once."""
        return self._gathered(lambda segment: segment.beginning_with(field, stem))

    def _gathered(self, find: Callable[[Segment], NDArray[Any]]) -> NDArray[np.intp]:
        """Return what is found in each segment, with the numbers of the collection."""
        parts = (find(segment) + start for start, segment in self.places())
        return np.concatenate([np.zeros(0, np.intp), *parts]).astype(np.intp)

    def completions(self, field: str, stem: bytes, limit: int) -> tuple[list[bytes], bool]:
        """Return the most frequent words that begin like this, itself first if it is one, and whether these are all.

        How frequent a word is, is the sum over those segments in which it is among the most frequent ones.
        """
        counts: dict[bytes, int] = {}
        are_all = True
        for segment in self.segments:
            lexicon = segment.lexicon(field)
            words = lexicon.beginning_with(stem)
            df = lexicon.df[words.start : words.stop]
            most: Iterable[int] = range(len(words))
            if len(words) > 2 * limit:
                are_all = False
                most = [0, *np.argpartition(-df.astype(np.int64), 2 * limit)[: 2 * limit].tolist()]
            for place in dict.fromkeys(most):
                word = lexicon[words.start + place]
                counts[word] = counts.get(word, 0) + int(df[place])
        chosen = sorted(counts, key=lambda word: (word != stem, -counts[word], word))
        return chosen[:limit], are_all and len(chosen) <= limit

    def spelled_like(self, field: str, term: bytes) -> list[bytes]:
        """Return the words at most one edit away from this one, itself included if it is one."""
        if (field, term) not in self._spelled:
            found = sorted(find_spelled_like((segment.lexicon(field) for segment in self.segments), term))
            self._spelled = {(field, term): found} | dict(list(self._spelled.items())[:MOST_SPELLED])
        return self._spelled[field, term]

    def alike(self, field: str, term: bytes) -> dict[bytes, int]:
        """Return words of which two edits may make this one, and in how many articles they are."""
        return count_alike((segment.lexicon(field) for segment in self.segments), term)

    def dated(self, mentioned: Mentioned) -> NDArray[Any]:
        """Return the articles that mention a date of a period, in any order, some more than once."""

        def find(segment: Segment) -> NDArray[Any]:
            lexicon = segment.lexicon("dates")
            fitting = [
                number
                for number in range(len(lexicon))
                if value_within(lexicon[number].decode("utf-8", "replace"), mentioned.first, mentioned.last)
            ]
            lists = (segment.postings("dates", number).numbers for number in fitting)
            return np.concatenate([np.zeros(0, np.uint32), *lists])

        return self._gathered(find)

    # Articles

    def known(self, articles: frozenset[str]) -> NDArray[Any]:
        """Return the numbers of some articles by their ids, as far as they are there."""
        keys = [key_of(article).encode() for article in articles]

        def find(segment: Segment) -> NDArray[Any]:
            lexicon = segment.lexicon("key")
            found = (lexicon.find(key) for key in keys)
            lists = (segment.postings("key", number).numbers for number in found if number is not None)
            return np.concatenate([np.zeros(0, np.uint32), *lists])

        return self._gathered(find)

    def naming(self, ids: frozenset[str]) -> NDArray[Any]:
        """Return the articles that name anybody with one of these ids."""
        return self._gathered(lambda segment: segment.entities.articles_of(segment.entities.numbers_of(ids)))

    def holds(self, node: Phrase | Near, number: int) -> bool:
        """Return whether words stand together as they should in an article that has them all."""
        segment, place = self.segment_of(number)
        if node.field is Field.ANY:
            is_plain = bool(segment.array("is_plain")[place])
            if stand_together(node, segment.text(place), is_plain=is_plain):
                return True
            if not all(self._has_in_title(term, number) for term in node.terms):
                return False
        rows = _rows_of(self.document(number), node.field)
        return any(stand_together(node, row.encode("utf-8", "surrogatepass"), is_plain=False) for row in rows)

    def _has_in_title(self, term: str, number: int) -> bool:
        return self.postings("title", term.encode()).has(number)

    def sketch(self, number: int) -> Sketch:
        """Return the sketch of an article's text."""
        segment, number = self.segment_of(number)
        return segment.array("sketch")[number * BINS : (number + 1) * BINS]

    def by_title(self, numbers: Numbers, limit: int) -> Numbers:
        """Return the `limit` of some articles whose titles (then ids) come first, in any order."""
        first = []
        for start, segment in self.places():
            mine = numbers[(numbers >= start) & (numbers < start + segment.count)]
            ranks = segment.array("title_rank")[mine - start]
            first.append(mine[np.argsort(ranks, kind="stable")[:limit]])
        chosen = np.concatenate(first)
        if len(self.segments) == 1:
            return chosen
        key = {number: title_key(self.document(number)) for number in chosen.tolist()}
        return np.array(sorted(key, key=key.__getitem__)[:limit], np.intp)


def _score(idf: np.float32, weight: NDArray[np.float32], norm: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    """What a word adds to the scores of articles that it has such a weight in: nothing, where it has none."""
    return idf * (weight * np.float32(K1 + 1)) / (weight + norm)


def _rows_of(document: Document, field: Field) -> Sequence[str]:
    """The texts in one of which words must stand together, besides the text of an article."""
    match field:
        case Field.ANY:
            return () if document.title_is_headline else (document.record.title,)
        case Field.TITLE:
            return (document.record.title,)
        case Field.NAME:
            return document.names
        case Field.ORG:
            return document.orgs
        case Field.PLACE:
            return document.places
        case Field.SOURCE:
            return (document.record.source,)
        case Field.NOTE:
            return ()


def title_key(document: Document) -> tuple[str, str]:
    """Return what articles are sorted by where everything else is equal."""
    return document.record.title.casefold(), document.record.id
