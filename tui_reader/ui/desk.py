"""What is to be asked of the index, in the order in which it is asked: what somebody waits for goes first.

The one rule: one question at a time, and of each kind the newest only. A question is a generator: between two of its
steps a more urgent one goes first, and one that a newer question of its kind has replaced is not gone on with.
"""

import threading
from collections.abc import Callable, Iterator
from enum import IntEnum


class Kind(IntEnum):
    """What a question is about, the most urgent first."""

    SEARCH = 0
    COMPLETION = 1
    TITLES = 2
    PEOPLE = 3
    FACETS = 4
    COMPANY = 5
    TIMELINE = 6
    EASIER = 7
    KEPT = 8
    NEWS = 9
    SAVED = 10


Question = Iterator[None]
"""Something that is asked in steps."""


def once(ask: Callable[[], object]) -> Question:
    """Return a question of one step."""
    ask()
    yield from ()


class Desk:
    """Questions that wait for the index. Safe to use from several threads."""

    def __init__(self) -> None:
        self._waiting: dict[Kind, Question] = {}
        self._lock = threading.Lock()
        self._is_attended = False
        self._is_closed = False

    def put(self, kind: Kind, question: Question) -> bool:
        """Have a question asked, in place of an older one of its kind that still waits or is not through.

        Returns:
            Whether somebody is to `attend`: nobody does so now.
        """
        with self._lock:
            self._waiting[kind] = question
            is_unattended, self._is_attended = not self._is_attended, True
            return is_unattended

    def close(self) -> None:
        """Ask nothing any more: nobody waits for an answer."""
        with self._lock:
            self._is_closed = True

    def attend(self) -> None:
        """Ask, step by step, until nothing is left to ask."""
        while taken := self._take():
            kind, question = taken
            try:
                next(question)
            except StopIteration:
                continue
            except BaseException:
                with self._lock:
                    self._is_attended = False
                raise
            with self._lock:
                self._waiting.setdefault(kind, question)

    def _take(self) -> tuple[Kind, Question] | None:
        with self._lock:
            if not self._waiting or self._is_closed:
                self._is_attended = False
                return None
            kind = min(self._waiting)
            return kind, self._waiting.pop(kind)
