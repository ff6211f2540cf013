"""The ids of entities: a kind and a name, such as `person:kim-kardashian`.

The one rule: pure. Ids are made where an article is understood; here they are only read, and nothing is lost where one
was made in another way.
"""

from tui_reader.article import EntityKind

_KINDS = {kind.value: kind for kind in EntityKind}


def id_of(kind: EntityKind, name: str) -> str:
    """Return the id that an entity of this name usually has."""
    return f"{kind}:{'-'.join(name.lower().split())}"


def kind_of(entity_id: str) -> EntityKind | None:
    """Return the kind of an entity, which its id tells; None where it is no id."""
    kind, colon, name = entity_id.partition(":")
    return _KINDS.get(kind) if colon and name else None


def name_of(entity_id: str) -> str:
    """Return the name that an id stands for, as far as it tells: `person:kim-kardashian` is Kim Kardashian."""
    words = tail_of(entity_id).split("-")
    return " ".join(word[:1].upper() + word[1:] for word in words)


def with_kind(entity_id: str, kind: EntityKind) -> str:
    """Return the id of what has the same name and another kind."""
    return f"{kind}:{tail_of(entity_id)}"


def tail_of(entity_id: str) -> str:
    """Return an id without its kind."""
    return entity_id.partition(":")[2]


def settled(entity_id: str) -> str:
    """Return an id as indexes have it: on one line, in small letters, with plain apostrophes."""
    return " ".join(entity_id.lower().replace("’", "'").split()).encode("utf-8", "replace").decode()
