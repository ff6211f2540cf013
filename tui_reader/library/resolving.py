"""Answers what no index knows: which articles are read or kept, which have a passage with a tag, and who is who.

The one rule: the store and the registry are asked only by a query that needs them, and no store is made for that.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.article import EntityKind
from tui_reader.library.registry import OpenRegistry
from tui_reader.library.store import OpenStore
from tui_reader.search.entity_ids import id_of
from tui_reader.search.query import (
    Among,
    And,
    Completion,
    Field,
    Is,
    Naming,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Textual,
    Word,
)

if TYPE_CHECKING:
    from tui_reader.bookmarks import Bookmark

_NAMED = {
    Field.NAME: (EntityKind.PERSON, EntityKind.FAMILY, EntityKind.PAIR),
    Field.ORG: (EntityKind.ORGANISATION,),
    Field.PLACE: (EntityKind.PLACE,),
}
"""What is looked for in a field."""


def resolve(query: Query, store: OpenStore, registry: OpenRegistry) -> Query:
    """Return a query that any index can answer: with articles in place of `tag:` and `is:`, and with who is who.

    Raises:
        StoreError: The store is there and cannot be read.
    """
    root = _resolve(query.root, store, registry)
    return query if root is query.root else replace(query, root=root)


def _resolve(node: Node, store: OpenStore, registry: OpenRegistry) -> Node:
    match node:
        case Not(part):
            resolved = _resolve(part, store, registry)
            return node if resolved is part else Not(resolved)
        case And(parts) | Or(parts):
            found = tuple(_resolve(part, store, registry) for part in parts)
            is_same = all(now is before for now, before in zip(found, parts, strict=True))
            return node if is_same else type(node)(found)
        case Tagged():
            return Among(frozenset(bookmark.article for bookmark in read_bookmarks(store) if _has_tag(bookmark, node)))
        case Is("kept"):
            return Among(frozenset(bookmark.article for bookmark in read_bookmarks(store)))
        case Is(state):
            read = Among(_read_articles(store))
            return Not(read) if state == "unread" else read
        case Word() | Phrase() | Near() | Prefix() | Completion() if node.field in _NAMED:
            return _with_everybody(node, registry)
        case _:
            return node


def _with_everybody(node: Textual, registry: OpenRegistry) -> Node:
    """Words of a name also mean whom they mean in the whole library, and no more what the user said is no name.

    Of a word that is still being typed nobody is told yet: then it only leaves out what it may not find.
    """
    kinds = _NAMED[node.field]
    match node:
        case Word(term):
            terms: tuple[str, ...] = (term,)
        case Phrase(terms) | Near(terms):
            pass
        case Prefix(stem) | Completion(stem):
            gone = registry.read().gone_like(stem, kinds)
            return And((node, Not(Naming(gone)))) if gone else node
        case _:
            return node
    meant, gone = registry.read().called(terms, kinds)
    if len(terms) > 1:
        # Half of a pair ("Kimye"), in an article that says whose. And whoever has just this id is called so without a
        # look at the article.
        meant |= {id_of(kinds[0], " ".join(terms))} - gone
    left = And((node, Not(Naming(gone)))) if gone else node
    blends = (Word(word) for word in sorted(registry.read().blends_of(meant)))
    return Or((left, Naming(meant), *blends)) if meant else left


def _has_tag(bookmark: "Bookmark", wanted: Tagged) -> bool:
    from tui_reader.search.terms import fold_tag

    tags = map(fold_tag, bookmark.tags)
    return any(tag.startswith(wanted.tag) if wanted.may_go_on else tag == wanted.tag for tag in tags)


def _read_articles(store: OpenStore) -> frozenset[str]:
    if not store.is_there():
        return frozenset()
    from tui_reader.library.memory import Memory

    return Memory(store.open()).read_articles()


def read_bookmarks(store: OpenStore) -> "Sequence[Bookmark]":
    """Return every bookmark, the newest first; none where there is no store.

    Raises:
        StoreError: The store is there and cannot be read.
    """
    return store.open().passages.bookmarks() if store.has_passages() else ()
