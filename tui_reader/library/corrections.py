"""What the user says about people and things: no name, the same as another, called otherwise, of another kind.

The one rule: what is returned is on the disk already, and every change can be undone. Nothing is indexed again for it:
see `naming`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tui_reader.article import EntityKind
from tui_reader.bookmarks.cells import encodable, now
from tui_reader.bookmarks.store.journal import Change
from tui_reader.errors import UsageError
from tui_reader.library.store import OpenStore
from tui_reader.search.entity_ids import kind_of, name_of, settled, with_kind

NOT_A_NAME, SAME_AS, RENAME, IS = "not a name", "same as", "rename", "is"
DOES = (NOT_A_NAME, SAME_AS, RENAME, IS)
"""What a correction does."""
KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.WORK)
"""What somebody or something can be said to be."""
LONGEST = 300
"""Code points of an id or a name."""
MOST = 100_000
"""Corrections that are taken in from one file."""

_TABLE = "corrections"


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that the user says about an entity of the library."""

    entity: str
    """Its id."""
    does: str
    """One of `DOES`."""
    value: str = ""
    """Of "same as" the other's id, which then stands for both; of "rename" the new name; of "is" an `EntityKind`."""


class Corrections:
    """The corrections of one library. Safe to use from several threads; every call touches the disk.

    Each method raises `StoreError` when the store cannot be read or written.
    """

    def __init__(self, store: OpenStore) -> None:
        """`store` is that of the library; it is made when there is something to be kept."""
        self._open = store

    def all(self) -> tuple[Correction, ...]:
        """Return every correction, the first that was made first."""
        if not self._open.is_there():
            return ()
        rows = self._open.open().memory.rows(_TABLE)
        whole = [row for row in rows if all(isinstance(cell, str) for cell in row)]
        made = sorted((when, place, entity, does, value) for place, entity, does, value, when in whole)
        found = (Correction(entity, does, value) for _, _, entity, does, value in made)
        return tuple(correction for correction in found if not _find_mistake(correction))

    def add(self, correction: Correction) -> None:
        """Make a correction. It goes in place of what was said of the same before, and can be undone.

        An entity is one thing: "not a name", "same as" and "is" take one another's place. Where A was the same as B,
        and B is now said to be the same as A, it is A that stands for both.

        Raises:
            UsageError: It says nothing that can be done.
        """
        self._add([correction])

    def remove(self, correction: Correction) -> None:
        """Take a correction back; one that was not made is passed over. It can be undone."""
        if not self._open.is_there():
            return
        correction = _cleaned(correction)
        with self._open.open().journal.change() as change:
            row = change.row(_TABLE, _place(correction))
            if row and (row["does"], row["value"]) == (correction.does, correction.value):
                change.remove(_TABLE, _place(correction))
            change.says(f"taken back: {in_words(correction)}", in_words(correction))

    def undo(self) -> str | None:
        """Undo the newest change to the library that stands, whatever it was; see `Memory.undo`. Makes no store."""
        return self._open.open().journal.undo() if self._open.is_there() else None

    def export(self) -> str:
        """Return all corrections as JSON: a list of objects with `entity`, `does` and `value`."""
        rows = [{"entity": each.entity, "does": each.does, "value": each.value} for each in self.all()]
        return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"

    def load(self, exported: str) -> int:
        """Make the corrections that `export` wrote, in one change that can be undone.

        Returns:
            How many of them are new: those that were made already are not made twice.

        Raises:
            UsageError: It is not what `export` writes; then none is made.
        """
        return self._add(list(_parse(exported)))

    def _add(self, corrections: list[Correction]) -> int:
        cleaned = list(map(_cleaned, corrections))
        for correction in cleaned:
            if mistake := _find_mistake(correction):
                raise UsageError(mistake)
        known = set(self.all())
        new = [each for each in dict.fromkeys(cleaned) if each not in known]
        if not new:
            return 0
        store = self._open.open()
        with store.journal.change() as change:
            _write(change, new)
            said = in_words(new[0]) if len(new) == 1 else f"{len(new)} corrections"
            change.says(said, f"taken back: {said}")
        return len(new)


def _write(change: Change, new: Iterable[Correction]) -> None:
    leads_to = {}
    for _, entity, does, value, _ in change.rows(_TABLE):
        if target := target_of(Correction(str(entity), str(does), str(value))):
            leads_to[str(entity)] = target
    for correction in new:
        if target := target_of(correction):
            if correction.entity in set(followed(target, leads_to)):
                # It was the other way round until now: who is said to stand for both does so.
                change.remove(_TABLE, _place(Correction(target, SAME_AS)))
                leads_to.pop(target, None)
            leads_to[correction.entity] = target
        elif correction.does == NOT_A_NAME:
            leads_to.pop(correction.entity, None)
        change.put(_TABLE, _place(correction), *_parts(correction), now())


def target_of(correction: Correction) -> str:
    """Return the id that stands for an entity once it is corrected, where that is another one; else nothing."""
    if correction.does == SAME_AS:
        return correction.value
    if correction.does == IS and correction.value in KINDS:
        target = with_kind(correction.entity, EntityKind(correction.value))
        return target if target != correction.entity else ""
    return ""


def followed(entity_id: str, leads_to: Mapping[str, str]) -> Iterator[str]:
    """Yield an id, the one that stands for it, and so on to the end; of a circle, each id once."""
    seen: set[str] = set()
    while entity_id and entity_id not in seen:
        yield entity_id
        seen.add(entity_id)
        entity_id = leads_to.get(entity_id, "")


def in_words(correction: Correction) -> str:
    """Return what a correction says: "Kimberly Kardashian is the same as Kim Kardashian"."""
    name = name_of(correction.entity)
    match correction.does:
        case "same as":
            return f"{name} is the same as {name_of(correction.value)}"
        case "rename":
            return f"{name} is called {correction.value}"
        case "is":
            return f"{name} is {'an' if correction.value[:1] in 'aeiou' else 'a'} {correction.value}"
        case _:
            return f"{name} is not a name"


def _cleaned(correction: Correction) -> Correction:
    """Return a correction with its ids as an index has them."""
    value = settled(correction.value) if correction.does == SAME_AS else encodable(correction.value.strip())
    return Correction(settled(correction.entity), encodable(correction.does.strip()), value)


def _place(correction: Correction) -> str:
    """What of which entity is corrected: what it is, or how it is called."""
    return f"{'called' if correction.does == RENAME else 'is'} {correction.entity}"


def _parts(correction: Correction) -> tuple[str, str, str]:
    return correction.entity, correction.does, correction.value


def _find_mistake(correction: Correction) -> str:
    """Return why a correction cannot be made; nothing if it can."""
    entity, does, value = _parts(correction)
    if kind_of(entity) is None or len(entity) > LONGEST:
        return f"“{entity[:LONGEST]}” is nobody who could be corrected"
    if does == SAME_AS and (kind_of(value) is None or value == entity or len(value) > LONGEST):
        return f"{name_of(entity)} cannot be the same as “{value[:LONGEST]}”"
    if does == RENAME and not 0 < len(value) <= LONGEST:
        return f"A name has 1 to {LONGEST} characters"
    if does == IS and value not in KINDS:
        return f"“{value[:LONGEST]}” is no kind: there are {', '.join(KINDS)}"
    return "" if does in DOES else f"“{does[:LONGEST]}” is no correction: there are {', '.join(DOES)}"


def _parse(exported: str) -> Iterator[Correction]:
    rows: Any = None
    with suppress(ValueError, RecursionError):
        rows = json.loads(exported)
    if not isinstance(rows, list) or len(rows) > MOST:
        raise UsageError("This is no list of corrections")
    for row in rows:
        match row:
            case {"entity": str(entity), "does": str(does)} if isinstance(value := row.get("value", ""), str):
                yield Correction(entity, does, value)
            case _:
                raise UsageError("This is no list of corrections")
