"""One segment of the index, mapped into memory: its words, their posting lists, and what is kept of its articles.

The one rule: what is in the files is not believed; whatever does not fit together is `IndexDamagedError`.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tui_reader.errors import IndexDamagedError
from tui_reader.search.copies import BINS
from tui_reader.search.engine.arrays import read_arrays
from tui_reader.search.engine.entities import Entities, make_entities
from tui_reader.search.engine.files import map_file
from tui_reader.search.engine.lexicon import Lexicon, make_lexicon
from tui_reader.search.engine.postings import Postings, parse_postings
from tui_reader.search.engine.schema import Document, unpack_moments
from tui_reader.search.engine.tokens import cut
from tui_reader.search.named import Dated

FIRST = 128
"""Of the words that begin like something so many are looked up first, the most frequent ones."""
TEXTS_COST = 12
"""To look into a text takes so many times as long as to look up a word."""
_Unpacked = TypeVar("_Unpacked")


class Segment:
    """One segment; its articles are numbered from 0. Reads its files when it is asked, and never writes."""

    def __init__(self, folder: Path, whoosh_segment: Any) -> None:
        """Map the files of a segment, as Whoosh's table of contents names it.

        Raises:
            IndexDamagedError: They are not there, or not whole.
        """
        name = folder / whoosh_segment.segment_id()
        self.id: str = whoosh_segment.segid
        self.count: int = whoosh_segment.doc_count_all()
        """Articles, those that were taken out included."""
        self._arrays = read_arrays(name.with_suffix(".arrays"))
        self._postings = map_file(name.with_suffix(".pst"))
        self._texts = map_file(name.with_suffix(".texts"))
        self._lexicons: dict[str, Lexicon] = {}
        self._entities: Entities | None = None
        if len(self._texts) < int(self.array("text.at")[-1]):
            raise IndexDamagedError("The index has lost a part of its texts")
        for name_of_array, times in (("published", 1), ("title_rank", 1), ("is_plain", 1), ("sketch", BINS)):
            if len(self.array(name_of_array)) != self.count * times:
                raise IndexDamagedError("The index does not know how many articles it has")

    def array(self, name: str) -> NDArray[Any]:
        """Return an array of the segment by its name."""
        return self._arrays[name]

    @property
    def sources(self) -> Sequence[str]:
        """The sources of its articles, by number."""
        return self._arrays.strings("sources")

    # Words

    def lexicon(self, field: str) -> Lexicon:
        """Return the words of a field."""
        if field not in self._lexicons:
            self._lexicons[field] = make_lexicon(self._arrays, field)
        return self._lexicons[field]

    def postings(self, field: str, term: int) -> Postings:
        """Return the articles of a word, by its number in the lexicon."""
        words = self.lexicon(field)
        if words.df[term] == 1:  # most words there are; what there is to know of them stands in the lexicon
            number, weight = words.first[term : term + 1], words.total[term : term + 1]
            if number[0] >= self.count:
                raise IndexDamagedError("The index names articles that it does not have")
            return Postings(number, weight.astype(np.float32))
        at = int(words.at[term])
        return parse_postings(self._postings[at : at + int(words.size[term])], self.count)

    def beginning_with(self, field: str, stem: bytes) -> NDArray[Any]:
        """Return the articles with any word that begins like this, not sorted and some more than once."""
        words = self.lexicon(field)
        terms = words.beginning_with(stem)
        if field != "body" or len(terms) <= 2 * FIRST:
            return self._having_any(field, np.arange(terms.start, terms.stop))
        # Thousands of words begin like one letter, and nearly every article has one of the few most frequent ones.
        df = words.df[terms.start : terms.stop].astype(np.int64)
        is_left = np.ones(self.count, np.bool_)
        is_left[self._having_any(field, terms.start + np.argpartition(-df, FIRST)[:FIRST])] = False
        left = np.flatnonzero(is_left)
        if len(left) * TEXTS_COST > len(terms):
            return self._having_any(field, np.arange(terms.start, terms.stop))
        having = [number for number in left.tolist() if self._has_beginning(number, stem)]
        return np.concatenate([np.flatnonzero(~is_left), np.array(having, np.intp)])

    def _having_any(self, field: str, terms: NDArray[Any]) -> NDArray[np.uint32]:
        """Return the articles in which any of some words occurs, not sorted and some more than once."""
        words = self.lexicon(field)
        is_single = words.df[terms] == 1
        single = words.first[terms[is_single]]
        if len(single) and single.max() >= self.count:
            raise IndexDamagedError("The index names articles that it does not have")
        several = terms[~is_single].tolist()
        return np.concatenate([single, *(self.postings(field, term).numbers for term in several)])

    def _has_beginning(self, number: int, stem: bytes) -> bool:
        """Whether a word of the body of an article begins like this, as its text tells."""
        document = self.document(number)
        text = document.record.text
        terms = cut(text) if document.title_is_headline else [*cut(text), *cut(document.record.title)]
        return any(term.startswith(stem) for term in terms)

    @property
    def entities(self) -> Entities:
        """Who and what is named in its articles."""
        if self._entities is None:
            self._entities = make_entities(self._arrays, self.count)
        return self._entities

    # Articles

    def text(self, number: int) -> bytes:
        """Return the text of an article in UTF-8."""
        start, end = self._stretch(number)
        return self._texts[start + int(self.array("text.head")[number]) : end]

    def document(self, number: int) -> Document:
        """Return what is kept of an article in order to show it."""
        return self._unpacked(number, partial(Document.unpack, is_whole=False))

    def dated(self, number: int) -> tuple[str, tuple[Dated, ...]]:
        """Return the id of an article and the dates told in it, without the rest of it."""
        entities = len(self.entities.named_in(number))
        return self._unpacked(number, partial(unpack_moments, entities=entities))

    def _unpacked(self, number: int, unpack: Callable[[bytes, bytes], _Unpacked]) -> _Unpacked:
        start, end = self._stretch(number)
        middle = start + int(self.array("text.head")[number])
        try:
            return unpack(self._texts[start:middle], self._texts[middle:end])
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise IndexDamagedError("The index has something else where an article should be") from error

    def _stretch(self, number: int) -> tuple[int, int]:
        starts = self.array("text.at")
        return int(starts[number]), int(starts[number + 1])
