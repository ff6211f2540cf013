"""What the screens have found out about somebody through the whole library: when, and beside whom.

The one rule: a question to the index has steps, so that whoever types is answered between two of them; and nobody
looks for what nobody wants to see any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui.desk import Question
from tui_reader.ui.subject import Subject, resolved
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import Known, Moment

AT_ONCE = 500
"""Moments that are shown together, at most."""
PAUSE = 0.1
"""Seconds after which those that were found are shown, however few they are."""
MOST_TOGETHER = 100


@dataclass
class MomentsFound(Message):
    """Dates of somebody were found, later ones than those before."""

    moments: "tuple[Moment, ...]"
    is_last: bool
    """Whether that were all."""


@dataclass
class CompanyFound(Message):
    """It was found who is named in the same articles as somebody."""

    people: "tuple[Known, ...]"


def find_moments(post: Post, library: Library, subject: Subject, is_wanted: Callable[[], bool]) -> Question:
    """Find every date of somebody, the oldest first, as long as that is wanted."""
    try:
        batch: list[Moment] = []
        shown = perf_counter()
        for moment in library.timeline(resolved(library, subject).id):
            batch.append(moment)
            if len(batch) >= AT_ONCE or perf_counter() - shown > PAUSE:
                post(MomentsFound(tuple(batch), is_last=False))
                yield
                if not is_wanted():
                    return
                batch, shown = [], perf_counter()
        post(MomentsFound(tuple(batch), is_last=True))
    except ReaderError as error:
        post(Troubled(error))


def find_company(post: Post, library: Library, subject: Subject) -> None:
    """Find who is named together with somebody."""
    try:
        post(CompanyFound(library.together(resolved(library, subject).id, MOST_TOGETHER)))
    except ReaderError as error:
        post(Troubled(error))
