"""Who and what is named in the articles of a segment: tables beside Whoosh's files, to be counted and looked up in.

The one rule: Whoosh has no part in it. A lexicon has every entity once, each article the numbers of those it names;
what is asked of them takes a look along these rows, which is a millisecond for a million.

    entity.terms, entity.starts     the lexicon: terms as `search.named` makes them, sorted
    mentioned.starts                where in the next two each article's begin, and the end
    mentioned.entities              numbers in the lexicon
    mentioned.counts                how often each is named
    alias.starts                    where in the next two each entity's other names begin, and the end
    alias.counts                    in how many articles each is in use
    alias.letters, alias.ends       the names, and where each ends
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.arrays import Arrays, Numbers
from tui_reader.search.engine.lexicon import Terms
from tui_reader.search.engine.tables import starts_of
from tui_reader.search.named import MOST_FORMS, Named, parse_term, term_of, terms_beginning
from tui_reader.search.scored import Mask


class EntitiesWriter:
    """Collects who is named, article by article."""

    def __init__(self) -> None:
        self._numbers: defaultdict[bytes, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._named, self._counts, self._sizes = array("I"), array("I"), array("I")
        self._forms: dict[int, Counter[str]] = defaultdict(Counter)

    def add(self, entities: Sequence[Named]) -> None:
        """Note who is named in the next article."""
        for entity in entities:
            number = self._numbers[term_of(entity)]
            self._named.append(number)
            self._counts.append(min(entity.times, 0xFFFF_FFFF))
            if entity.forms:
                self._forms[number].update(entity.forms)
        self._sizes.append(len(entities))

    def finish(self) -> dict[str, Numbers]:
        """Return the tables."""
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.uint32)
        ranks[np.fromiter(map(self._numbers.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
        named = ranks[_as_numbers(self._named)]
        forms = [self._forms.get(self._numbers[term], Counter()).most_common(MOST_FORMS) for term in terms]
        letters = [form.encode() for each in forms for form, _ in each]
        return {
            "entity.terms": np.frombuffer(b"".join(terms), np.uint8),
            "entity.starts": starts_of(np.fromiter(map(len, terms), np.uint32, len(terms))),
            "mentioned.starts": starts_of(_as_numbers(self._sizes)),
            "mentioned.entities": _small(named),
            "mentioned.counts": _small(_as_numbers(self._counts)),
            "alias.starts": starts_of(np.fromiter(map(len, forms), np.uint32, len(forms))),
            "alias.counts": _small(np.array([count for each in forms for _, count in each], np.uint32)),
            "alias.letters": np.frombuffer(b"".join(letters), np.uint8),
            "alias.ends": np.cumsum(np.fromiter(map(len, letters), np.uint32, len(letters)), dtype=np.uint32),
        }


def _as_numbers(numbers: "array[int]") -> NDArray[np.uint32]:
    return np.frombuffer(numbers, np.uint32) if numbers else np.empty(0, np.uint32)


def _small(numbers: NDArray[np.uint32]) -> Numbers:
    """Return numbers in as few bytes each as will do for the greatest."""
    greatest = int(numbers.max(initial=0))
    return numbers.astype(np.uint8 if greatest < 1 << 8 else np.uint16 if greatest < 1 << 16 else np.uint32)


@dataclass(frozen=True)
class Entities:
    """The tables of a segment. Make it with `make_entities`."""

    terms: Terms
    starts: Numbers
    named: Numbers
    counts: Numbers
    arrays: Arrays

    def tally(self, found: Mask) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return of each entity in how many of some articles it is named, and how often in all of these."""
        named, counts = self.named, self.counts
        if not found.all():
            chosen = np.repeat(found, self.starts[1:].astype(np.int64) - self.starts[:-1])
            named, counts = named[chosen], counts[chosen]
        size = len(self.terms)
        return np.bincount(named, minlength=size), np.bincount(named, counts, minlength=size)

    def numbers_of(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of all that these ids mean, pairs of which one is half included, sorted."""
        found: set[int] = set()
        for entity_id in ids:
            alone, begins = terms_beginning(entity_id)
            number = self.terms.find(alone)
            found.update(self.terms.beginning_with(begins), () if number is None else (number,))
            found.update(self._pairs.get(entity_id, ()))
        return sorted(found)

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """The numbers of the pairs of which somebody is half."""
        pairs: dict[str, list[int]] = defaultdict(list)
        for number in self.terms.beginning_with(b"pair:"):
            for member in parse_term(self.terms[number])[2]:
                pairs[member].append(number)
        return pairs

    def articles_of(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """Return the articles that name any of some entities, ascending."""
        if not numbers:
            return np.empty(0, np.intp)
        if len(numbers) == 1:
            is_named = self.named == numbers[0]
        else:
            wanted = np.zeros(len(self.terms), np.bool_)
            wanted[numbers] = True
            is_named = wanted[self.named]
        places = np.flatnonzero(is_named)
        return np.unique(np.searchsorted(self.starts, places, side="right") - 1)

    def named_in(self, article: int) -> Numbers:
        """Return the numbers of those whom an article names, in the order in which it has them."""
        return self.named[int(self.starts[article]) : int(self.starts[article + 1])]

    def forms_of(self, number: int) -> list[tuple[str, int]]:
        """Return the other names of an entity, with the number of articles in which each is in use."""
        starts, ends, letters = self.arrays["alias.starts"], self.arrays["alias.ends"], self.arrays["alias.letters"]
        counts = self.arrays["alias.counts"]
        found = []
        for at in range(int(starts[number]), int(starts[number + 1])):
            word = letters[int(ends[at - 1]) if at else 0 : int(ends[at])].tobytes()
            found.append((word.decode("utf-8", "replace"), int(counts[at])))
        return found


def make_entities(arrays: Arrays, articles: int) -> Entities:
    """Return the tables of a segment of so many articles.

    Raises:
        IndexDamagedError: They do not fit together.
    """
    letters, term_starts = arrays["entity.terms"], arrays["entity.starts"]
    starts, named, counts = (arrays[f"mentioned.{name}"] for name in ("starts", "entities", "counts"))
    size = len(term_starts) - 1
    fits = letters.dtype == np.uint8 and term_starts.dtype == np.uint32 and len(starts) == articles + 1
    fits = fits and len(named) == len(counts) == int(starts[-1]) and int(named.max(initial=0)) < max(size, 1)
    if not fits or (len(named) and not size) or len(arrays["alias.starts"]) != size + 1:
        raise IndexDamagedError("The index does not know who is named in it")
    return Entities(Terms(memoryview(term_starts.data), memoryview(letters.data)), starts, named, counts, arrays)
