"""What may be asked for: of articles, and of kept passages.

The one rule: one grammar, and a field means the same in both; passages only have some more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tui_reader.search.query import STATES
from tui_reader.search.tokens import FIELDS


@dataclass(frozen=True, slots=True)
class Language:
    """The fields and states that a query may name."""

    of: str
    """What has these states."""
    fields: Mapping[str, str]
    """Every name that a field goes by → the field's own name."""
    states: tuple[str, ...]
    other_states: Mapping[str, str] = field(default_factory=dict)
    """Other names of states → the states."""

    @property
    def own_names(self) -> tuple[str, ...]:
        """The fields' own names."""
        return tuple(dict.fromkeys(self.fields.values()))


ARTICLES = Language("an article", MappingProxyType(FIELDS), STATES, MappingProxyType({"bookmarked": "kept"}))
PASSAGES = Language(
    "a kept passage",
    MappingProxyType({"note": "note", **FIELDS, "notes": "note"}),
    ("lost", "ambiguous", "edited", "moved", "exact", "read", "unread"),
)
