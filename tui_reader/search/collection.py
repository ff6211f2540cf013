"""What the evaluation of a query asks of an index: one state of it, as arrays.

The one rule: articles are numbers, and what is asked is a word, a date or an id; how they lie on disk is not told.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tui_reader.search.query import Mentioned, Near, Phrase
from tui_reader.search.scored import Mask, Scored

Numbers = NDArray[np.intp]


class Collection(Protocol):
    """One state of an index. Numbers go from 0 to `size` - 1, those of removed articles included."""

    size: int
    present: Mask
    """Which of the numbers are articles that are there."""
    days: NDArray[np.int32]
    """When each was published, as a proleptic Gregorian ordinal; 0 where that is not known."""

    def postings(self, field: str, term: bytes) -> Scored:
        """Return the articles of one word, and what it adds to the score of each."""
        ...

    def beginning_with(self, field: str, stem: bytes) -> NDArray[Any]:
        """Return the articles with any word that begins like this, in any order, some more than once."""
        ...

    def completions(self, field: str, stem: bytes, limit: int) -> tuple[list[bytes], bool]:
        """Return the most frequent words that begin like this, itself first if it is one, and whether these are all."""
        ...

    def spelled_like(self, field: str, term: bytes) -> list[bytes]:
        """Return the words at most one edit away from this one, itself included if it is one."""
        ...

    def dated(self, mentioned: Mentioned) -> NDArray[Any]:
        """Return the articles that mention a date of a period, in any order, some more than once."""
        ...

    def known(self, articles: frozenset[str]) -> NDArray[Any]:
        """Return the numbers of some articles by their ids, as far as they are there."""
        ...

    def naming(self, ids: frozenset[str]) -> NDArray[Any]:
        """Return the articles that name anybody with one of these ids, in any order, some more than once."""
        ...

    def holds(self, node: Phrase | Near, number: int) -> bool:
        """Return whether words stand together as they should in an article that has them all."""
        ...

    def by_title(self, numbers: Numbers, limit: int) -> Numbers:
        """Return the `limit` of some articles whose titles (then ids) come first, in any order."""
        ...
