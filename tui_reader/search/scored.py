"""What a word adds to the scores of articles: as a list where few have it, as a row of all where many have.

The one rule: both say the same of the same word; which of them it is matters to nobody but the clock.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
"""A set of articles: of each whether it is in it."""
Scores = NDArray[np.float32]
MANY = 4
"""A word is in many articles if every so-manieth has it: then a row of all is added in a tenth of the time."""
LOTS = 2
"""Of how many lots for each of the best articles the greatest scores are looked at, in order to find the best."""
WORTH_LOTS = 8
"""How many articles there must be in each for that to be faster."""


@dataclass(frozen=True, slots=True)
class InFew:
    """A word of few articles."""

    numbers: NDArray[np.uint32]
    """Of its articles, ascending."""
    scores: Scores
    """What it adds to each of them."""

    @property
    def nbytes(self) -> int:
        """How much room it takes."""
        return self.numbers.nbytes + self.scores.nbytes

    def mask(self, size: int) -> Mask:
        """Return the set of its articles, of so many."""
        mask = np.zeros(size, np.bool_)
        mask[self.numbers.astype(np.intp)] = True
        return mask

    def add_to(self, scores: Scores, weight: float) -> None:
        """Add what it adds to every score, times a weight."""
        scores[self.numbers.astype(np.intp)] += self.scores * np.float32(weight)

    def has(self, number: int) -> bool:
        """Whether an article has the word."""
        place = int(self.numbers.searchsorted(np.uint32(number)))
        return place < len(self.numbers) and int(self.numbers[place]) == number


@dataclass(frozen=True, slots=True)
class InMany:
    """A word of many articles."""

    scores: Scores
    """What it adds to each article there is: 0 to those without it, and to no other."""

    @property
    def nbytes(self) -> int:
        """How much room it takes."""
        return self.scores.nbytes

    def mask(self, size: int) -> Mask:
        """Return the set of its articles, of so many."""
        assert size == len(self.scores)
        return self.scores > 0

    def add_to(self, scores: Scores, weight: float) -> None:
        """Add what it adds to every score, times a weight."""
        scores += self.scores * np.float32(weight) if weight != 1 else self.scores

    def has(self, number: int) -> bool:
        """Whether an article has the word."""
        return bool(self.scores[number] > 0)


Scored = InFew | InMany


def at_rank(values: NDArray[Any], rank: int) -> Any:
    """Return the value that would stand in a place, counted from 1, if the greatest came first."""
    width = len(values) // (LOTS * rank)
    if width >= WORTH_LOTS:
        # Of the greatest of each lot so many are as great as the one at that rank: what is sought is no smaller than
        # that one, and few values are not.
        greatest = values[: LOTS * rank * width].reshape(LOTS * rank, width).max(axis=1)
        values = values[values >= np.partition(greatest, -rank)[-rank]]
    return np.partition(values, -rank)[-rank]
