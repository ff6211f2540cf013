"""Whom or what a command is about, and what can be said of them.

The one rule: without the screen, for plain mode does the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, Article, EntityKind
from tui_reader.errors import NotFoundError, ReaderError, UsageError
from tui_reader.library import Library
from tui_reader.ui.mentioned import name_from_id

if TYPE_CHECKING:
    from tui_reader.library import Correction, Known

NOT_A_NAME, SAME_AS, RENAME, IS = "not a name", "same as", "rename", "is"
"""What a correction does, as the library calls it."""
KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.WORK)
"""What somebody can say that something is."""
CORRECTION_HELP = "say X not a name, X same as Y, X rename Y, or X is a person, an organisation, a place or a work"
_FIELDS = {EntityKind.ORGANISATION: "org", EntityKind.PLACE: "place"}
_SAID = re.compile(r"(?P<who>.+?) (?:is )?(?P<does>not a name|same as|rename|is)(?: (?P<value>.+))?")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a command is about."""

    id: str
    """Of the entity; empty where only the name is known, as it is of what results share."""
    name: str
    kind: EntityKind


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
        NotFoundError: Nobody is called so, or several are and none of them exactly so.
    """
    if subject.id:
        return subject
    found = library.find_people(subject.name)
    exact = [known for known in found if known.name.casefold() == subject.name.casefold()]
    likeliest = sorted(exact or found, key=lambda known: known.kind is not subject.kind)
    if not likeliest:
        raise NotFoundError(f"nobody is known as {subject.name}")
    if len(likeliest) > 1 and not exact:
        raise NotFoundError(f"several are called {subject.name}: {', '.join(known.name for known in likeliest[:5])}")
    return Subject(likeliest[0].id, likeliest[0].name, likeliest[0].kind)


def names_in(library: Library, corrections: "Iterable[Correction]") -> Mapping[str, str]:
    """Return the names of those whom others are the same as, by their ids.

    Of the others the ids tell the names: the library does not know them any more by what they were called.
    """
    names: dict[str, str] = {}
    for entity_id in {correction.value for correction in corrections if correction.does == SAME_AS}:
        names |= {known.id: known.name for known in library.find_people(entity_id, 1) if known.id == entity_id}
    return names


def parse_correction(words: str) -> tuple[str, str, str]:
    """Read a correction that somebody typed: "Kimmy same as Kim Kardashian", "2 not a name", "TMZ is an organisation".

    Returns:
        Who it is about, what it does, and to what or whom: a name, a kind, or nothing.

    Raises:
        UsageError: It is none.
    """
    said = _SAID.fullmatch(" ".join(words.split()))
    who, does, value = (said["who"], said["does"], said["value"] or "") if said else ("", "", "")
    if does == IS:
        value = re.sub(r"^an? ", "", value)
    if not said or bool(value) is (does == NOT_A_NAME) or (does == IS and value not in KINDS):
        raise UsageError(CORRECTION_HELP)
    return who, does, value


def both_asked(one: Subject, other: "Known") -> str:
    """Return the query that finds the articles in which both are named."""
    return " ".join(Library.asking_for(_FIELDS.get(each.kind, "name"), each.name) for each in (one, other))


def mentions_of(library: Library, article: Article) -> AnnotatedArticle:
    """Return what an article mentions, as it is known in the library; without that, as it is by itself."""
    annotated = library.find_mentions(article)
    try:
        return library.registered(annotated)
    except ReaderError:
        return annotated  # whatever is wrong with the index is told where something is searched for
