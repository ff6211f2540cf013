"""The registry of a library while it is open: who is who, as was worked out of its names and as the user corrected it.

The one rule: what was worked out is read when it is needed, and anew when it has changed; corrections hold from the
moment at which they are made, whoever makes them.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.errors import StoreError
from tui_reader.library.places import Places
from tui_reader.library.store import OpenStore

if TYPE_CHECKING:
    from tui_reader.library.corrections import Correction
    from tui_reader.search.registry import Registry


class OpenRegistry:
    """The registry of a library while it is open. Safe to use from several threads."""

    def __init__(self, places: Places, store: OpenStore) -> None:
        self._places = places
        self._store = store
        self._known: tuple[object, tuple[Correction, ...], Registry] | None = None

    def read(self) -> "Registry":
        """Return who is who now. Corrections that cannot be read are none."""
        from tui_reader.library.corrections import Corrections
        from tui_reader.library.update import open_folder
        from tui_reader.search.entity_ids import settled
        from tui_reader.search.registry import make_registry

        corrections: tuple[Correction, ...] = ()
        with suppress(StoreError):
            corrections = Corrections(self._store).all()
        folder = open_folder(self._places)
        state = folder.state_of_merged()
        known = self._known
        if known is None or known[:2] != (state, corrections):
            merged = known[2].merged if known and known[0] == state else folder.read_merged()
            said = ((settled(each.entity), each.does, each.value) for each in corrections)
            self._known = known = (state, corrections, make_registry(merged, said))
        return known[2]
