"""What the user says about names, as the screen and plain mode do it: whom it is about, and how it is said.

The one rule: nothing is said to be corrected before it is on the disk. As in `work`, a worker calls the library and
posts a message; it touches no widget.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.article import EntityKind
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui.mentioned import name_from_id
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import Correction, Known

NOT_A_NAME, SAME_AS, RENAME, IS = "not a name", "same as", "rename", "is"
"""What a correction does, as the library calls it."""
KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.WORK)
"""What somebody can say that something is."""
MOST_CANDIDATES = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a command is about."""

    id: str
    """Of the entity; empty where only the name is known, as it is of what results share."""
    name: str
    kind: EntityKind


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


def kind_in_words(kind: str) -> str:
    """Return a kind with its article: "an organisation"."""
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def in_words(correction: "Correction", names: Mapping[str, str]) -> str:
    """Return what a correction says, such as "Kimmy is the same as Kim Kardashian".

    Args:
        correction: Which one.
        names: The names of entities by their ids; of those that are not in it the ids tell.
    """
    name = names.get(correction.entity) or name_from_id(correction.entity)
    if correction.does == SAME_AS:
        return f"{name} is the same as {names.get(correction.value) or name_from_id(correction.value)}"
    if correction.does == RENAME:
        return f"{name} is called {correction.value}"
    return f"{name} is {kind_in_words(correction.value)}" if correction.does == IS else f"{name} is not a name"


def resolved(library: Library, subject: Subject) -> Subject:
    """Return whom a name means in the library, where only that is known.

    Raises:
        ReaderError: It cannot be found out, or nobody is called so.
    """
    if subject.id:
        return subject
    found = library.find_people(subject.name)
    exact = [known for known in found if known.name.casefold() == subject.name.casefold()]
    for known in (*exact, *found):
        return Subject(known.id, known.name, known.kind)
    raise ReaderError(f"nobody is known as {subject.name}")


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


def names_in(library: Library, corrections: "Iterable[Correction]") -> Mapping[str, str]:
    """Return the names of those whom others are the same as, by their ids.

    Of the others the ids tell the names: the library does not know them any more by what they were called.
    """
    names: dict[str, str] = {}
    for entity_id in {correction.value for correction in corrections if correction.does == SAME_AS}:
        names |= {known.id: known.name for known in library.find_people(entity_id, 1) if known.id == entity_id}
    return names


def set_correction(post: Post, library: Library, correction: "Correction", *, is_made: bool) -> None:
    """Take a correction back, or make it again."""
    try:
        if is_made:
            library.corrections.add(correction)
        else:
            library.corrections.remove(correction)
    except ReaderError as error:
        post(Troubled(error))
