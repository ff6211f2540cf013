"""Packs what is kept of an article beside its text into few bytes.

The one rule: what stands in the text, or twice, is not written out. All is one JSON array; a long one is compressed
with the article's text as the dictionary, for most of what is in it stands there. The file may have come with the
articles: whatever comes out is looked at.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from tui_reader.article import EntityKind
from tui_reader.search.entity_ids import id_of, kind_of
from tui_reader.search.named import Dated, Named

Forms = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""The names of people, organisations and places as the text has them."""

_KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE)
"""What the names in `Forms` are of."""
_PLAIN = b"["
_COMPRESSED = b"z"
_LONG = 200
"""Bytes; what is shorter is not worth compressing."""
_WINDOW = 1 << 15
"""So many bytes of a dictionary count: the last ones."""
_encode = json.JSONEncoder(separators=(",", ":")).encode
_MOST = 64 << 20
"""Bytes of what is unpacked; that of the longest article takes a tenth."""


def pack(values: Sequence[Any], text: bytes) -> bytes:
    """Return values as bytes, with an article's text beside them."""
    plain = _encode(values).encode()
    if len(plain) < _LONG:
        return plain
    packer = zlib.compressobj(wbits=-15, zdict=text[-_WINDOW:])
    return _COMPRESSED + packer.compress(plain) + packer.flush()


def unpack(packed: bytes, text: bytes) -> list[Any]:
    """Return what `pack` was given.

    Raises:
        ValueError, RecursionError: It made something else.
    """
    if packed[:1] == _COMPRESSED:
        unpacker = zlib.decompressobj(wbits=-15, zdict=text[-_WINDOW:])
        try:
            packed = unpacker.decompress(packed[1:], _MOST)
        except zlib.error as error:
            raise ValueError("it cannot be unpacked") from error
        if not unpacker.eof:
            raise ValueError("it is too long, or cut off")
    if packed[:1] != _PLAIN:
        raise ValueError("it is no list")
    values: list[Any] = json.loads(packed)
    return values


def pack_entities(entities: Iterable[Named], forms: Forms) -> list[list[Any]]:
    """Return entities as lists: name, id (0 where the name tells it), count, other names, and a list of members.

    A name that is among the forms is their number, counted through.
    """
    numbers: dict[str, int] = {}
    kinds: dict[int, EntityKind] = {}
    for number, (kind, form) in enumerate(_in_a_row(forms)):
        kinds.setdefault(numbers.setdefault(form, number), kind)
    return [_pack_entity(each, numbers, kinds) for each in entities]


def _pack_entity(entity: Named, numbers: Mapping[str, int], kinds: Mapping[int, EntityKind]) -> list[Any]:
    number = numbers.get(entity.name)
    is_told = number is not None and number in kinds and id_of(kinds[number], entity.name) == entity.id
    others = (numbers.get(form, form) for form in entity.forms)
    members = [list(entity.members)] if entity.members else []
    return [entity.name if number is None else number, 0 if is_told else entity.id, entity.times, *others, *members]


def unpack_entities(packed: Sequence[Sequence[Any]], forms: Forms) -> tuple[Named, ...]:
    """Return what `pack_entities` packed.

    Raises:
        ValueError, TypeError, IndexError: It is something else.
    """
    row = list(_in_a_row(forms))
    return tuple(_unpack_entity(row, *each) for each in packed)


def _unpack_entity(row: Sequence[tuple[EntityKind, str]], name: Any, told: Any, count: Any, *others: Any) -> Named:
    members: tuple[str, ...] = ()
    if others and isinstance(others[-1], list):
        *others, listed = others  # type: ignore[assignment]
        members = tuple(map(str, listed))
    written = row[name][1] if isinstance(name, int) else str(name)
    entity_id = str(told) if told else id_of(row[name][0], written)
    if kind_of(entity_id) is None:
        raise ValueError("an id that is none")
    return Named(entity_id, written, int(count), tuple(_form(row, each) for each in others), members)


def _form(row: Sequence[tuple[EntityKind, str]], form: Any) -> str:
    return row[form][1] if isinstance(form, int) else str(form)


def _in_a_row(forms: Forms) -> Iterable[tuple[EntityKind, str]]:
    return chain.from_iterable([(kind, form) for form in some] for kind, some in zip(_KINDS, forms, strict=True))


def pack_dated(dated: Iterable[Dated], dates: Sequence[str]) -> list[list[int]]:
    """Return dates as lists: the number of the value, whether it is inferred, start, length, and the entities."""
    numbers = {value: number for number, value in enumerate(dates)}
    return [
        [numbers[each.value], int(each.is_inferred), each.start, each.end - each.start, *each.who] for each in dated
    ]


def unpack_dated(packed: Sequence[Sequence[Any]], dates: Sequence[str], entities: int) -> tuple[Dated, ...]:
    """Return what `pack_dated` packed, in an article with so many entities.

    Raises:
        ValueError, TypeError, IndexError: It is something else.
    """
    found = []
    for value, is_inferred, start, length, *who in packed:
        numbers = tuple(map(int, who))
        if not all(0 <= number < entities for number in numbers) or int(start) < 0 or int(length) < 0:
            raise IndexError("a date of somebody who is not there")
        found.append(Dated(dates[value], bool(is_inferred), int(start), int(start) + int(length), numbers))
    return tuple(found)
