"""Answers what no index knows: which articles are read or kept, and which have a passage with a tag.

The one rule: the store is asked only by a query that needs it, and never made for that.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.library.store import OpenStore
from tui_reader.search.query import Among, And, Is, Node, Not, Or, Query, Tagged

if TYPE_CHECKING:
    from tui_reader.bookmarks import Bookmark


def resolve(query: Query, store: OpenStore) -> Query:
    """Return a query that any index can answer: with the articles in place of `tag:` and `is:`.

    Raises:
        StoreError: The store is there and cannot be read.
    """
    root = _resolve(query.root, store)
    return query if root is query.root else replace(query, root=root)


def _resolve(node: Node, store: OpenStore) -> Node:
    match node:
        case Not(part):
            resolved = _resolve(part, store)
            return node if resolved is part else Not(resolved)
        case And(parts) | Or(parts):
            found = tuple(_resolve(part, store) for part in parts)
            is_same = all(now is before for now, before in zip(found, parts, strict=True))
            return node if is_same else type(node)(found)
        case Tagged():
            return Among(frozenset(bookmark.article for bookmark in read_bookmarks(store) if _has_tag(bookmark, node)))
        case Is("kept"):
            return Among(frozenset(bookmark.article for bookmark in read_bookmarks(store)))
        case Is(state):
            read = Among(_read_articles(store))
            return Not(read) if state == "unread" else read
        case _:
            return node


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
    return store.open().passages.bookmarks() if store.is_there() else ()
