"""`gossip-reader people`, `timeline` and `correct`.

The one rule: a name that several bear is not guessed at; an id always means one.
"""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.cli.library import bring_up_to_date, open_library
from tui_reader.cli.output import emphasised, print_json, say, tell
from tui_reader.errors import NotFoundError, UsageError
from tui_reader.library import Correction, Known, Library, Moment

if TYPE_CHECKING:
    from tui_reader.library import Corrections

_ASKED = 50
"""Of so many who are called so somebody must be the one who is meant."""
_SHOWN = 10
_LARGEST = 64 << 20
"""Bytes of a file of corrections."""


def people(arguments: Namespace) -> int:
    """Print the people of the library, or of a result."""
    library = open_library(arguments)
    bring_up_to_date(library)
    found = library.people(" ".join(arguments.query), arguments.limit)
    if arguments.json:
        print_json([_known_as_json(known) for known in found])
    else:
        for known in found:
            say(_in_words(known))
    return 0 if found else 1


def _known_as_json(known: Known) -> dict[str, Any]:
    return {
        "id": known.id,
        "name": known.name,
        "kind": known.kind,
        "aliases": list(known.aliases),
        "articles": known.articles,
        "mentions": known.mentions,
    }


def _in_words(known: Known) -> str:
    also = f" (also {', '.join(known.aliases)})" if known.aliases else ""
    return f"{known.articles:>6}  {known.name}{also}  {known.id}"


def timeline(arguments: Namespace) -> int:
    """Print every date that stands in one sentence with somebody's name."""
    library = open_library(arguments)
    bring_up_to_date(library)
    who = _find_one(library, " ".join(arguments.person))
    if arguments.json:
        moments = [_moment_as_json(moment) for moment in library.timeline(who.id)]
        print_json(moments)
        return 0 if moments else 1
    tell(f"{who.name}, in {who.articles} articles")
    is_empty = True
    for moment in library.timeline(who.id):
        is_empty = False
        inferred = "~" if moment.anchor == "inferred" else " "
        say(f"{inferred}{moment.date:<12} {emphasised(moment.snippet, moment.highlights)}\n{'':13} {moment.article}")
    return 1 if is_empty else 0


def _moment_as_json(moment: Moment) -> dict[str, Any]:
    return {
        "date": moment.date,
        "anchor": moment.anchor,
        "article": moment.article,
        "title": moment.title,
        "start": moment.start,
        "end": moment.end,
        "snippet": moment.snippet,
        "highlights": [list(span) for span in moment.highlights],
    }


def _find_one(library: Library, name: str) -> Known:
    """Return who is meant by a name or an id.

    Raises:
        NotFoundError: Nobody is called so.
        UsageError: Several are.
    """
    found = library.find_people(name, _ASKED)
    exact = [known for known in found if name.casefold() in (known.id.casefold(), known.name.casefold())]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise NotFoundError(f"Nobody in the library is called {name}")
    shown = [f"  {_in_words(known).strip()}" for known in (exact or found)[:_SHOWN]]
    more = [f"  and {len(found) - _SHOWN} more"] if len(found) > _SHOWN and not exact else []
    raise UsageError("\n".join([f"{name} may be several; name one by the id:", *shown, *more]))


def correct(arguments: Namespace) -> int:
    """Correct who or what is named in the library, or see to the corrections that were made."""
    library = open_library(arguments)
    name = " ".join(arguments.name)
    does = (arguments.not_a_name, arguments.same_as, arguments.rename, arguments.kind, arguments.take_back)
    is_correcting = any(each is not None for each in does)
    if is_correcting and not name:
        raise UsageError("Who is corrected? Write gossip-reader correct NAME, and how")
    if name and not is_correcting:
        raise UsageError(f"What of {name} is to be corrected? See gossip-reader correct --help")
    if is_correcting:
        return _correct_one(library, name, arguments)
    if arguments.undo:
        return _undo(library, arguments)
    if arguments.from_file is not None:
        return _import(library.corrections, arguments)
    if arguments.export:
        sys.stdout.write(library.corrections.export())
        return 0
    return _list(library.corrections, arguments)


def _correct_one(library: Library, name: str, arguments: Namespace) -> int:
    if arguments.take_back is not None:
        return _take_back(library, name, arguments)
    bring_up_to_date(library)
    who = _find_one(library, name)
    if arguments.not_a_name is not None:
        correction = Correction(who.id, "not a name")
    elif arguments.same_as is not None:
        correction = Correction(who.id, "same as", _find_one(library, arguments.same_as).id)
    elif arguments.rename is not None:
        correction = Correction(who.id, "rename", arguments.rename)
    else:
        correction = Correction(who.id, "is", arguments.kind)
    library.corrections.add(correction)
    _print_corrections([correction], arguments)
    return 0


def _take_back(library: Library, name: str, arguments: Namespace) -> int:
    """Take back all that was said of somebody. What was said to be no name is known by its old name only."""
    ids = {each.entity for each in library.corrections.all() if name.casefold() in (each.entity, _name_in(each))}
    if not ids:
        ids = {
            known.id
            for known in library.find_people(name, _ASKED)
            if name.casefold() in (known.id, known.name.casefold())
        }
    said = [correction for entity_id in sorted(ids) for correction in library.corrections_of(entity_id)]
    if not said:
        raise NotFoundError(f"Nothing was corrected of {name}")
    for correction in said:
        library.corrections.remove(correction)
    _print_corrections(said, arguments)
    return 0


def _name_in(correction: Correction) -> str:
    return correction.entity.partition(":")[2].replace("-", " ").casefold()


def _undo(library: Library, arguments: Namespace) -> int:
    said = library.corrections.undo()
    if arguments.json:
        print_json({"undone": said})
    else:
        tell(said or "There is nothing to undo")
    return 0 if said else 1


def _import(corrections: "Corrections", arguments: Namespace) -> int:
    path = Path(arguments.from_file)
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if len(content) > _LARGEST:
        raise UsageError(f"{path} is too large for a list of corrections")
    added = corrections.load(content.decode("utf-8", "replace"))
    if arguments.json:
        print_json({"added": added})
    else:
        tell(f"{added} {'correction' if added == 1 else 'corrections'} added")
    return 0


def _list(corrections: "Corrections", arguments: Namespace) -> int:
    every = corrections.all()
    _print_corrections(every, arguments)
    return 0 if every else 1


def _print_corrections(corrections: "list[Correction] | tuple[Correction, ...]", arguments: Namespace) -> None:
    if arguments.json:
        print_json([{"entity": each.entity, "does": each.does, "value": each.value} for each in corrections])
        return
    for each in corrections:
        say(" ".join(part for part in (each.entity, each.does, each.value) if part))
