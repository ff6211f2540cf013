"""Counts the terms of many articles: which term is in which article, and how often.

The one rule: a term is a number as soon as it is met, and from then on everything is done to whole rows of numbers.

Every occurrence of a term is a number made of field, term and article; rows of them are sorted, and the length of a run
of equal ones is a count. At the end terms are numbered anew, in the order of their bytes, and all counts are sorted
once more.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from tui_reader.search.copies import Sketch, hash_term, sketches_of
from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.numbering import Numbering
from tui_reader.search.engine.schema import FIELDS, Document, grams_of, key_of, terms_of
from tui_reader.search.engine.tokens import blank, cut

BATCH = 1 << 19
"""Occurrences that are counted together, about: four megabytes of keys."""
_USUAL_TERM = 6
"""Bytes that a term takes in a text, with the blank behind it."""
_FIELD_BITS, _TERM_BITS, _DOC_BITS, _COUNT_BITS = 4, 24, 20, 16
MAX_TERMS, MAX_DOCS = 1 << _TERM_BITS, 1 << _DOC_BITS
_MOST = (1 << _COUNT_BITS) - 1
"""A count as large is looked up."""
_NUMBER_OF_FIELD = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Counted:
    """Who is where in one field: its terms, and for each of them articles and counts, one row after the other."""

    terms: Sequence[bytes]
    """Sorted."""
    starts: Numbers
    """Where in `docs` and `counts` each term's begin, and the end."""
    docs: Numbers
    """uint32; ascending for each term."""
    counts: Numbers
    """uint32."""

    @property
    def df(self) -> Numbers:
        """In how many articles each term is."""
        df: Numbers = self.starts[1:] - self.starts[:-1]
        return df


class Inverter:
    """Takes articles in, one after the other; they are numbered from 0 on."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._numbers = self._numbering.numbers
        # Tuples of numbers: of other collections in these numbers, Python's garbage collector would look at each.
        self._known_forms: dict[str, tuple[int, ...]] = {}
        self._known_grams_of_forms: dict[str, tuple[int, ...]] = {}
        self._known_grams: dict[bytes, tuple[int, ...]] = {}
        self._hashes = np.empty(0, np.uint32)
        self._is_plain = bytearray()
        self._sketches: list[Sketch] = []
        self._batches: list[Numbers] = []
        self._large: dict[int, int] = {}
        """Field, term and article in one number, and a count that is too large for a few bits."""
        self._begin_batch()

    @property
    def count(self) -> int:
        """How many articles were taken in."""
        return len(self._is_plain)

    @property
    def is_overfull(self) -> bool:
        """Whether there are more terms than can be counted here."""
        return len(self._numbers) > MAX_TERMS

    def add(self, document: Document, encoded: bytes) -> None:
        """Take in an article; `encoded` is its text in UTF-8.

        Raises:
            ValueError: There are a million articles already.
        """
        if self.count == MAX_DOCS:
            raise ValueError("a segment takes no more articles")
        record = document.record
        number = self._numbers.__getitem__
        blanked, is_plain = blank(record.text, encoded)
        title = cut(record.title)
        self._texts.append(blanked)
        self._text_bytes += len(blanked) + 1
        self._text_ends.append(self._text_bytes)
        if not document.title_is_headline:
            self._note("body", map(number, title))
        self._note("title", map(number, title))
        for field, forms in (("names", document.names), ("orgs", document.orgs), ("places", document.places)):
            if forms:
                self._note(field, chain.from_iterable(map(self._terms_of_form, forms)))
        self._note("source", self._terms_of_form(record.source))
        if document.dates:
            self._note("dates", [number(term.encode()) for term in terms_of(document.dates)])
        self._note("key", [number(key_of(record.id).encode())])
        grams = chain(map(self._grams_of_word, title), map(self._grams_of_form, document.names))
        self._note("grams", chain.from_iterable(grams))
        self._is_plain.append(is_plain)
        if self._text_bytes // _USUAL_TERM + len(self._others) >= BATCH:
            self._end_batch()

    def _note(self, field: str, numbers: Iterable[int]) -> None:
        self._others.extend(numbers)
        if len(self._others) == self._ends[-1]:
            return
        self._fields.append(_NUMBER_OF_FIELD[field])
        self._docs.append(self.count)
        self._ends.append(len(self._others))

    def _terms_of_form(self, form: str) -> tuple[int, ...]:
        """The numbers of the terms of something that is written alike in many articles."""
        if form not in self._known_forms:
            self._known_forms[form] = tuple([self._numbers[term] for term in cut(form)])
        return self._known_forms[form]

    def _grams_of_form(self, form: str) -> tuple[int, ...]:
        """The numbers of the beginnings of its words."""
        if form not in self._known_grams_of_forms:
            grams = chain.from_iterable(map(self._grams_of_word, cut(form)))
            self._known_grams_of_forms[form] = tuple(sorted(set(grams)))
        return self._known_grams_of_forms[form]

    def _grams_of_word(self, word: bytes) -> tuple[int, ...]:
        if word not in self._known_grams:
            self._known_grams[word] = tuple([self._numbers[gram.encode()] for gram in grams_of(word)])
        return self._known_grams[word]

    # Batches

    def _begin_batch(self) -> None:
        self._first = self.count
        self._texts: list[bytes] = []
        """With blanks for all that is in no term."""
        self._text_bytes, self._text_ends = 0, array("Q", [0])
        self._others, self._ends = array("I"), array("Q", [0])
        self._fields, self._docs = array("B"), array("I")

    def _end_batch(self) -> None:
        """Count what came in since the last batch."""
        texts, places = self._numbering.number_all(b" ".join(self._texts))
        text_ends = np.searchsorted(places, np.frombuffer(self._text_ends, np.uint64).astype(np.int64))
        known = len(self._hashes)
        new = np.fromiter(map(hash_term, islice(self._numbers, known, None)), np.uint32, len(self._numbers) - known)
        self._hashes = np.concatenate([self._hashes, new])
        self._sketches.append(sketches_of(self._hashes[texts], text_ends))
        docs = np.repeat(np.arange(self._first, self.count, dtype=np.uint64), text_ends[1:] - text_ends[:-1])
        others = np.frombuffer(self._others, np.uint32) if self._others else np.empty(0, np.uint32)
        ends = np.frombuffer(self._ends, np.uint64).astype(np.int64)
        prefix = np.frombuffer(self._fields, np.uint8).astype(np.uint64) << np.uint64(_TERM_BITS + _DOC_BITS)
        prefix |= np.frombuffer(self._docs, np.uint32)
        keys = np.concatenate(
            [
                _key(texts, docs | np.uint64(_NUMBER_OF_FIELD["body"] << (_TERM_BITS + _DOC_BITS))),
                _key(others, np.repeat(prefix, ends[1:] - ends[:-1])),
            ]
        )
        keys.sort()
        starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, np.int64)
        counts = np.diff(starts, append=len(keys))
        for at in np.flatnonzero(counts >= _MOST).tolist():
            self._large[int(keys[starts[at]])] = int(counts[at])
        self._batches.append((keys[starts] << np.uint64(_COUNT_BITS)) | np.minimum(counts, _MOST).astype(np.uint64))
        self._begin_batch()

    # The end

    def finish(self) -> tuple[Iterator[tuple[str, Counted]], Numbers, Numbers]:
        """Return what was counted, after which nothing can be added.

        Returns:
            The fields that have terms, in the order of their names; the signature of each article's text (see
            `search.copies`), one row after the other; and for each whether its text is plain (see `tokens`).
        """
        self._end_batch()
        self._known_forms.clear()
        self._known_grams_of_forms.clear()
        self._known_grams.clear()
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.uint64)
        ranks[np.fromiter(map(self._numbers.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
        postings = self._sorted_postings(ranks)
        is_plain = np.frombuffer(bytes(self._is_plain), np.uint8)
        return self._fields_of(postings, terms), np.concatenate(self._sketches).ravel(), is_plain

    def _sorted_postings(self, ranks: Numbers) -> Numbers:
        """Return field, rank, article and count in one number each, sorted."""
        postings = np.empty(sum(map(len, self._batches)), np.uint64)
        shift, mask = np.uint64(_DOC_BITS + _COUNT_BITS), np.uint64(MAX_TERMS - 1)
        end = len(postings)
        while self._batches:
            batch = self._batches.pop()
            terms = (batch >> shift) & mask
            batch &= ~(mask << shift)
            batch |= ranks[terms.astype(np.int64)] << shift
            postings[end - len(batch) : end] = batch
            end -= len(batch)
        self._large = {_renumbered(key, ranks): count for key, count in self._large.items()}
        postings.sort()
        return postings

    def _fields_of(self, postings: Numbers, terms: list[bytes]) -> Iterator[tuple[str, Counted]]:
        firsts = np.arange(len(FIELDS) + 1, dtype=np.uint64) << np.uint64(_TERM_BITS + _DOC_BITS + _COUNT_BITS)
        ends = [*np.searchsorted(postings, firsts[:-1]).tolist(), len(postings)]
        for number, name in enumerate(FIELDS):
            if ends[number] < ends[number + 1]:
                counted = self._take_apart(postings[ends[number] : ends[number + 1]], terms)
                if name == "grams":
                    counted.counts[:] = 1  # a beginning counts once, however many words begin so
                yield name, counted

    def _take_apart(self, postings: Numbers, terms: list[bytes]) -> Counted:
        docs, counts = np.empty(len(postings), np.uint32), np.empty(len(postings), np.uint32)
        starts, before = [], -1
        for at in range(0, len(postings), BATCH):
            some = slice(at, at + BATCH)
            rest = postings[some] >> np.uint64(_COUNT_BITS)
            counts[some] = postings[some] & np.uint64(_MOST)
            docs[some] = rest & np.uint64(MAX_DOCS - 1)
            rest >>= np.uint64(_DOC_BITS)
            ranks = (rest & np.uint64(MAX_TERMS - 1)).astype(np.int64)
            starts.append(at + np.flatnonzero(np.diff(ranks, prepend=before)))
            before = int(ranks[-1])
        for at in np.flatnonzero(counts == _MOST).tolist():
            counts[at] = self._large[int(postings[at]) >> _COUNT_BITS]
        bounds = np.append(np.concatenate(starts), len(postings))
        ranks = (postings[bounds[:-1]] >> np.uint64(_COUNT_BITS + _DOC_BITS)) & np.uint64(MAX_TERMS - 1)
        return Counted([terms[rank] for rank in ranks.tolist()], bounds, docs, counts)


def _renumbered(key: int, ranks: Numbers) -> int:
    """Return field, rank and article of field, term and article."""
    field, doc = key >> (_TERM_BITS + _DOC_BITS), key & (MAX_DOCS - 1)
    term = (key >> _DOC_BITS) & (MAX_TERMS - 1)
    return (field << (_TERM_BITS + _DOC_BITS)) | (int(ranks[term]) << _DOC_BITS) | doc


def _key(terms: Numbers, prefix: Numbers) -> Numbers:
    """Field, term and article in one number each."""
    key: Numbers = prefix | (terms.astype(np.uint64) << np.uint64(_DOC_BITS))
    return key
