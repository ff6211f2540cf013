"""A list that is read out a few entries at a time, and whose numbers can be typed.

The one rule: a number means the same entry until another list is read out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

FRONT, RESULTS, NOTHING, PEOPLE, KEPT = "start", "results", "no results", "people and dates", "kept passages"
TIMELINE, COMPANY, CORRECTIONS = "timeline", "named together", "corrections"
"""The lists there are, as the prompt names them."""
AT_ONCE = 10
"""How many entries are read out before the next prompt."""

Choice = TypeVar("Choice", covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Choice]):
    """One line of a list, and what its number stands for."""

    text: str
    choice: Choice
    heading: str = ""
    """Said before it, where a new part of the list begins."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[Choice]):
    """A list, and how far it has been read out."""

    name: str
    entries: tuple[Entry[Choice], ...] = ()
    total: int = 0
    """How many entries there are, here or still to be fetched."""
    first: int = 0
    """Where what was read out last begins."""

    @property
    def last(self) -> int:
        """Where what was read out last ends, exclusive."""
        return min(self.first + AT_ONCE, self.total)

    @property
    def place(self) -> str:
        """Where in the list one is, such as "results 1 to 10 of 42"."""
        if self.total <= AT_ONCE:
            return self.name
        return f"{self.name} {self.first + 1} to {self.last} of {self.total}"

    def beginning_at(self, first: int) -> "Listing[Choice]":
        """Return the list with what begins at `first` as that which is read out."""
        return replace(self, first=first)

    def lines(self) -> Iterator[str]:
        """Yield what is read out now."""
        for number, entry in enumerate(self.entries[self.first : self.last], self.first + 1):
            if entry.heading:
                yield f"{entry.heading}:"
            yield f"{number}. {entry.text}"
        if self.last < self.total:
            yield f"{self.total - self.last} more: Enter"
