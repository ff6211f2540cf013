"""How far an update has come.

The one rule: a value, which the child process that updates and the one that waits for it both know; nothing heavy here.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update has come. Its last one has the phase "done"."""

    phase: str
    """ "looking" for files, "reading" them, "naming" (finding people and dates), or "done"."""
    done: int = 0
    total: int = 0
    """Articles of this phase."""
    grown: bool = False
    """Whether a search finds more than at the last report."""
    articles: int = 0
    """In the index."""
    named: int = 0
    """Of these, how many have their people and dates in it."""
    added: int = 0
    changed: int = 0
    removed: int = 0
    renamed: int = 0
    skipped: int = 0

    @property
    def has_changes(self) -> bool:
        """Whether the update has changed anything so far."""
        return any((self.added, self.changed, self.removed, self.renamed))

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)
