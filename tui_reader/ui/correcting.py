"""What the screens have done with names that are wrong, in threads of their own.

The one rule: nothing is said to be corrected before it is on the disk. As in `work`, a worker calls the library and
posts a message; it touches no widget.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui.subject import NOT_A_NAME, Subject, in_words, names_in, resolved
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import Correction, Known

MOST_CANDIDATES = 30


@dataclass
class Resolved(Message):
    """It was found whom a name means."""

    subject: Subject


@dataclass
class Corrected(Message):
    """The library has another idea of somebody now."""

    words: str
    """What to say of it."""


@dataclass
class CorrectionsRead(Message):
    """The corrections were read, the first that was made first."""

    corrections: "tuple[Correction, ...]"
    names: Mapping[str, str]
    """The names of those whom they are about, as far as the library knows them."""


@dataclass
class CandidatesFound(Message):
    """It was found who is called so."""

    number: int
    people: "tuple[Known, ...]"


def resolve(post: Post, library: Library, subject: Subject) -> None:
    """Find out whom a name means, where only that is known."""
    try:
        post(Resolved(resolved(library, subject)))
    except ReaderError as error:
        post(Troubled(error))


def correct(post: Post, library: Library, correction: "Correction", names: Mapping[str, str]) -> None:
    """Make a correction."""
    try:
        library.corrections.add(correction)
        post(Corrected(in_words(correction, names)))
    except ReaderError as error:
        post(Troubled(error))


def reject(post: Post, library: Library, subject: Subject) -> None:
    """Say of somebody or something that it is not a name."""
    from tui_reader.library import Correction

    try:
        meant = resolved(library, subject)
        correct(post, library, Correction(meant.id, NOT_A_NAME), {meant.id: subject.name})
    except ReaderError as error:
        post(Troubled(error))


def find_candidates(post: Post, library: Library, number: int, words: str, besides: str) -> None:
    """Find who or what is called so, besides one of them."""
    try:
        found = library.find_people(words, MOST_CANDIDATES) if words.strip() else library.people(limit=MOST_CANDIDATES)
        post(CandidatesFound(number, tuple(known for known in found if known.id != besides)))
    except ReaderError as error:
        post(Troubled(error))


def read_corrections(post: Post, library: Library) -> None:
    """Read all corrections."""
    try:
        corrections = library.corrections.all()
        post(CorrectionsRead(corrections, names_in(library, corrections)))
    except ReaderError as error:
        post(Troubled(error))


def check_corrections(post: Post, library: Library) -> None:
    """Read all corrections, whoever they are about."""
    try:
        post(CorrectionsRead(library.corrections.all(), {}))
    except ReaderError as error:
        post(Troubled(error))


def set_correction(post: Post, library: Library, correction: "Correction", *, is_made: bool) -> None:
    """Take a correction back, or make it again."""
    try:
        if is_made:
            library.corrections.add(correction)
        else:
            library.corrections.remove(correction)
    except ReaderError as error:
        post(Troubled(error))
