"""What could be asked instead of a query that nothing matches.

The one rule: only what has results is named, with their number.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.search.query import And, Node, Query

if TYPE_CHECKING:
    from tui_reader.library import Library

MOST_PARTS = 8
"""A query of more words than this is a paste; its first ones are tried."""


@dataclass(frozen=True, slots=True)
class Easier:
    """A query that asks for less."""

    text: str
    articles: int
    """How many it finds."""


def find_easier(library: "Library", query: Query) -> list[Easier]:
    """Return the query without one of its parts, for every part without which it has results, most of them first.

    Raises:
        IndexTroubleError: The index cannot be read.
    """
    from tui_reader.search.explain import explain
    from tui_reader.search.rewrite import write_query

    found = {}
    parts = query.root.nodes if isinstance(query.root, And) else ()
    for left_out in range(min(len(parts), MOST_PARTS)):
        rest = (*parts[:left_out], *parts[left_out + 1 :])
        node: Node = rest[0] if len(rest) == 1 else And(rest)
        text = write_query(node)
        total = library.search(Query(text, node, explain(node)), 1).total
        if total:
            found[text] = total
    return [Easier(text, total) for text, total in sorted(found.items(), key=lambda pair: -pair[1])]
