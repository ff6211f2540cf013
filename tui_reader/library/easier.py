"""What could be asked instead of a query that nothing matches.

The one rule: only what has results is named, with their number, and the work is bounded: a paste costs no more than a
few dozen searches.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from tui_reader.search.query import (
    And,
    Completion,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Textual,
    Word,
)

if TYPE_CHECKING:
    from tui_reader.library import Library

_Answer = TypeVar("_Answer")
Steps = Generator[None, None, _Answer]
"""Something that is done in steps, with what it comes to in the end."""

MOST_PARTS = 8
"""A query of more parts than this is a paste; its first ones are left out, one at a time."""
MOST_WORDS = 12
"""Of so many words, the first ones, it is asked whether any article has them."""
MOST_SPELLINGS = 6
"""So many other spellings of the whole query are tried."""
MOST_SHOWN = 3
"""So many of them are named."""


@dataclass(frozen=True, slots=True)
class Easier:
    """A query that finds something."""

    text: str
    articles: int
    """How many it finds."""
    left_out: str = ""
    """The part of the query that is not in it: the one that kills it. Empty for another spelling."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What could be asked instead of a query that nothing matches; going through it yields every query."""

    spelt: tuple[Easier, ...] = ()
    """With words that the articles have in place of those that they have not; the likeliest first."""
    without: tuple[Easier, ...] = ()
    """Without one of its parts, for every part without which it has results; most of them first."""
    kept: int = 0
    """How many kept passages, with their notes, have its words in them."""

    def __iter__(self) -> Iterator[Easier]:
        yield from self.spelt
        yield from self.without


def find_easier(library: "Library", query: Query) -> WaysOut:
    """Find what a query without results could be replaced with.

    Raises:
        IndexTroubleError: The index cannot be read.
        StoreError: The store is there and cannot be read.
    """
    steps = seek_easier(library, query)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            ways: WaysOut = end.value
            return ways


def seek_easier(library: "Library", query: Query) -> Steps[WaysOut]:
    """Do what `find_easier` does in steps of one search each: who has something more urgent may put it between them."""
    spelt = yield from _find_spelt(library, query.root)
    without = yield from _find_without(library, query.root)
    return WaysOut(tuple(spelt), tuple(without), len(find_kept(library, query)))


def _total(library: "Library", node: Node) -> int:
    from tui_reader.search.explain import explain

    return library.search(Query("", node, explain(node)), 1).total


# Another spelling


def _find_spelt(library: "Library", root: Node) -> Steps[list[Easier]]:
    from tui_reader.search.rewrite import write_query

    others: dict[tuple[str, Field], tuple[str, ...]] = {}
    for term, field in islice(dict.fromkeys(_terms(root)), MOST_WORDS):
        yield
        unknown = not _total(library, Word(term, field))
        if unknown and (suggested := tuple(other for other in _suggest(library, term, field) if other != term)):
            others[term, field] = suggested
    found: dict[str, int] = {}
    for spelling in islice(_spellings(others), MOST_SPELLINGS):
        yield
        node = _spelt(root, spelling)
        if len(found) < MOST_SHOWN and (total := _total(library, node)):
            found.setdefault(write_query(node), total)
    return [Easier(text, total) for text, total in found.items()]


def _suggest(library: "Library", term: str, field: Field) -> tuple[str, ...]:
    return library.ask_index(lambda index: index.suggest(term, field))


def _terms(node: Node) -> Iterator[tuple[str, Field]]:
    """The words that a match must have as they are, or begin like."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _terms(part)
        case Word(term, field) | Completion(term, field):
            yield term, field
        case Phrase(terms, field) | Near(terms, _, field):
            yield from ((term, field) for term in terms)


_Spelling = dict[tuple[str, Field], str]


def _spellings(others: dict[tuple[str, Field], tuple[str, ...]]) -> Iterator[_Spelling]:
    """The likeliest spelling of every word, then one word at a time in its next ones."""
    if not others:
        return
    likeliest = {word: spellings[0] for word, spellings in others.items()}
    yield likeliest
    for word, spellings in others.items():
        yield from ({**likeliest, word: spelling} for spelling in spellings[1:])


def _spelt(node: Node, spelling: _Spelling) -> Node:
    match node:
        case And(parts):
            return And(tuple(_spelt(part, spelling) for part in parts))
        case Or(parts):
            return Or(tuple(_spelt(part, spelling) for part in parts))
        case Word(term, field) | Completion(term, field) if (term, field) in spelling:
            return Word(spelling[term, field], field)
        case Phrase(terms, field):
            return replace(node, terms=tuple(spelling.get((term, field), term) for term in terms))
        case Near(terms, _, field):
            spelt = tuple(dict.fromkeys(spelling.get((term, field), term) for term in terms))
            return replace(node, terms=spelt) if len(spelt) > 1 else Word(spelt[0], field)
        case _:
            return node


# Without a part


def _find_without(library: "Library", root: Node) -> Steps[list[Easier]]:
    from tui_reader.search.rewrite import write_query

    found: dict[str, Easier] = {}
    parts = root.nodes if isinstance(root, And) else ()
    for left_out in range(min(len(parts), MOST_PARTS)):
        rest = (*parts[:left_out], *parts[left_out + 1 :])
        node: Node = rest[0] if len(rest) == 1 else And(rest)
        yield
        if total := _total(library, node):
            easier = Easier(write_query(node), total, write_query(parts[left_out]))
            found.setdefault(easier.text, easier)
    return sorted(found.values(), key=lambda easier: -easier.articles)


# Among the kept passages


def find_kept(library: "Library", query: Query) -> frozenset[str]:
    """Return the ids of the kept passages that have the words of a query in their quote or note.

    Dates, sources, tags and states do not count, and a word of a title or a name is one that may stand anywhere.
    """
    from tui_reader.article import AnnotatedArticle, Article
    from tui_reader.search.explain import explain
    from tui_reader.search.scan import ScanIndex

    words = _words_only(query.root)
    if words is None or not Query("", words, "").wanted:
        return frozenset()
    kept_bookmarks = library.kept_bookmarks()
    passages = (AnnotatedArticle(Article(kept.id, f"{kept.quote}\n{kept.note}", (), "", ""))
                for kept in kept_bookmarks)  # fmt: skip
    found = ScanIndex(passages).search(Query("", words, explain(words)), limit=len(kept_bookmarks))
    return frozenset(hit.article for hit in found.hits)


def words_of(query: Query) -> str:
    """Return a query for the words alone that `find_kept` looks for; empty if there are none."""
    from tui_reader.search.rewrite import write_query

    words = _words_only(query.root)
    return write_query(words) if words else ""


def _words_only(node: Node) -> Node | None:
    """The part of a query that is about words of the text; None where nothing in it is."""
    match node:
        case Not(part):
            words = _words_only(part)
            return words and Not(words)
        case And(parts) | Or(parts):
            kept = tuple(words for part in parts if (words := _words_only(part)))
            return None if not kept else kept[0] if len(kept) == 1 else type(node)(kept)
        case Word() | Phrase() | Prefix() | Completion() | Fuzzy() | Near():
            return None if node.field is Field.SOURCE else _anywhere(node)
        case _:
            return None


def _anywhere(node: Textual) -> Textual:
    return replace(node, field=Field.ANY)
