"""The searches that a library remembers: those that were saved, when each was last looked at, and what was asked.

The one rule: what is returned is on the disk already. Saving and forgetting can be undone; what was asked and looked at
is noted by the way, and there is nothing to undo.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui_reader.bookmarks.cells import encodable, now
from tui_reader.errors import UsageError
from tui_reader.search.query import MAX_LENGTH

if TYPE_CHECKING:
    from tui_reader.bookmarks.store import Store

MOST_PAST = 500
"""How many past queries are remembered."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query to come back to."""

    query: str
    created: str
    """ISO 8601, in UTC."""
    looked: str = ""
    """When it was last looked at; empty if it never was."""

    @property
    def since(self) -> datetime | None:
        """The moment after which an article is new to it: when it was last looked at or saved; None if nobody knows."""
        times = (parse_time(self.looked), parse_time(self.created))
        return max((time for time in times if time), default=None)


class Searches:
    """The searches of one library. Safe to use from several threads; every call touches the disk.

    Each method raises `StoreError` when the store cannot be read or written.
    """

    def __init__(self, store: "Store") -> None:
        """`store` is that of the library, and closed by it."""
        self._store = store
        self._rows = store.memory

    # Searches to come back to

    def saved_searches(self) -> list[SavedSearch]:
        """Return the searches that were saved, the newest first."""
        rows = self._rows.rows("searches", newest="created")
        looks = {query: looked for query, looked in self._rows.rows("looks") if isinstance(looked, str)}
        whole = (row for row in rows if all(isinstance(cell, str) for cell in row))
        return [SavedSearch(query, created, looks.get(query, "")) for query, created in whole]

    def save_search(self, query: str) -> None:
        """Save a search, as it was typed. One that is saved already is not saved twice. It can be undone.

        Raises:
            UsageError: It is empty, or longer than any query that can be searched for.
        """
        query = encodable(query.strip())
        if not query:
            raise UsageError("There is no search to save")
        if len(query) > MAX_LENGTH:
            raise UsageError(f"A query has at most {MAX_LENGTH} characters")
        with self._store.journal.change() as change:
            if change.row("searches", query) is None:
                change.put("searches", query, now())
            change.says(f"saved: {query}", f"no longer saved: {query}")

    def forget_search(self, query: str) -> None:
        """Save a search no longer. It can be undone."""
        query = encodable(query.strip())
        with self._store.journal.change() as change:
            change.remove("searches", query)
            change.says(f"no longer saved: {query}", f"saved again: {query}")

    def note_looked(self, query: str) -> None:
        """Remember that a saved search is looked at now; of one that is not saved nothing is remembered."""
        query = encodable(query.strip())
        if self._rows.row("searches", query) is not None:
            self._rows.put("looks", query, now())

    # What was asked

    def past_queries(self, limit: int = MOST_PAST) -> list[str]:
        """Return what was searched for, the last query first, each once."""
        rows = self._rows.rows("asked", newest="asked", limit=limit)
        return [query for query, _ in rows if isinstance(query, str) and query]

    def note_query(self, query: str, *, instead_of: str = "") -> None:
        """Remember that something is searched for now; the oldest of more than 500 queries are forgotten.

        Args:
            query: As it was typed; nothing is remembered of an empty one, or one too long to be searched for.
            instead_of: A query that was only the beginning of it, and is forgotten.
        """
        query = encodable(query.strip())
        if query and len(query) <= MAX_LENGTH:
            forgotten = encodable(instead_of.strip())
            self._rows.put_newest("asked", query, now(), instead_of=forgotten, most=MOST_PAST)


def parse_time(text: Any) -> datetime | None:
    """Return an ISO 8601 time, in UTC if it does not say where; None for anything else."""
    with suppress(TypeError, ValueError):
        time = datetime.fromisoformat(text)
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return None
