"""Where a passage stands, and how certain that is.

The one rule: values only.
"""

from dataclasses import dataclass
from enum import StrEnum

from tui_reader.article import Span


class State(StrEnum):
    """How certain the place of a passage is."""

    EXACT = "exact"
    """Its article has not changed there: the same words at the same offset."""
    MOVED = "moved"
    """The same words elsewhere; how marks and white space are written may have changed."""
    EDITED = "edited"
    """What has become of it: some of its words have changed."""
    AMBIGUOUS = "ambiguous"
    """The same words in several places, of which none is likelier than another: the nearest one is named."""
    LOST = "lost"
    PENDING = "pending"
    """Nobody has looked for it yet: no place is told, and none is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now; `span` is None when it is lost."""

    state: State
    span: Span | None


LOST = Place(State.LOST, None)
PENDING = Place(State.PENDING, None)
