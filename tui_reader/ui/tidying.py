"""Looks for garbage while nobody waits for anything.

The one rule: not while somebody types. To look through all that is in memory takes longer than a key may, with
thousands of passages several times as long; and to paint makes so much garbage that Python would look every few keys.
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

EVERY = 5.0
"""Seconds from one look at whether there is time to the next."""
IDLE = 1.0
"""Seconds since the last key after which there is."""
WORTHWHILE = 10
"""Python's own measure: after so many looks at what is new it looks at everything."""
TOO_MANY = 50 * WORTHWHILE
"""The same when nobody has ever stopped typing: memory must not be filled with garbage."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Within a block, leave it to `Tidying` when all of the memory is looked through."""
    new, young, old = gc.get_threshold()
    gc.set_threshold(new, young, TOO_MANY)
    try:
        yield
    finally:
        gc.set_threshold(new, young, old)


class Tidying:
    """Knows when there is time to look for garbage."""

    def __init__(self) -> None:
        """Begin with a key."""
        self._last_key = time.monotonic()

    def note_key(self) -> None:
        """Remember that somebody types."""
        self._last_key = time.monotonic()

    def tidy(self) -> None:
        """Look for garbage, if there is time and it is worth it."""
        if time.monotonic() - self._last_key > IDLE and gc.get_count()[2] > WORTHWHILE:
            gc.collect()
