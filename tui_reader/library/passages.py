"""Finds kept passages by the same words as articles.

The one rule: what is asked of a passage is answered by the passage; what is asked of its article (who is named in it,
its source, its dates) is answered by the index, and once for all passages.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tui_reader.library.anchoring import KeptPassage
from tui_reader.search.language import PASSAGES
from tui_reader.search.parse import parse_query
from tui_reader.search.passages import Searched, is_of_articles, matcher, searched
from tui_reader.search.query import Among, And, Node, Not, Or, Query

FindArticles = Callable[[Query, int], list[str]]
"""Finds the ids of articles that match a query, so many at most."""


def parse_filter(text: str, *, typing: bool = False, rested: bool = False) -> Query:
    """Understand a query for kept passages; as one for articles, with `note:`, and `is:lost` and other states.

    Raises:
        QueryError: It has a mistake.
    """
    return parse_query(text, typing=typing, rested=rested, today=date.today(), language=PASSAGES)


_Ready = tuple[KeptPassage, Searched]


def asks_for_articles(query: Query) -> bool:
    """Whether a query asks something that only the index knows."""
    return any(is_of_articles(part) for part in _leaves(query.root))


class Findable:
    """Passages made ready to be searched again and again: that takes longer than to search them."""

    def __init__(
        self, passages: Sequence[KeptPassage], find_articles: FindArticles, *, before: "Findable | None" = None
    ) -> None:
        """Make them ready; those that were so before, with the same words, need not be again.

        Args:
            passages: What is searched.
            find_articles: Asks the index, if that is needed.
            before: What was made ready earlier.
        """
        self.passages = passages
        self._find_articles = find_articles
        self._articles = frozenset(kept.article for kept in passages)
        known: dict[str, _Ready] = before.ready if before else {}
        self.ready: dict[str, _Ready] = {
            kept.bookmark.id: _made_ready(kept, known.get(kept.bookmark.id)) for kept in passages
        }
        """Each passage with what is searched of it, by its id."""

    def find(self, query: Query) -> list[KeptPassage]:
        """Return the passages that match a query, in the order in which they were given.

        Raises:
            IndexTroubleError: It asks for what only the index knows, and that cannot be read.
        """
        is_meant = matcher(_resolved(query.root, self._articles, self._find_articles))
        return [kept for kept in self.passages if is_meant(self.ready[kept.bookmark.id][1])]


def _made_ready(kept: KeptPassage, before: _Ready | None) -> _Ready:
    return before if before and before[0] == kept else (kept, _searched(kept))


def _searched(kept: KeptPassage) -> Searched:
    bookmark = kept.bookmark
    return searched(kept.article, kept.state, bookmark.quote, bookmark.note, bookmark.tags, kept.title)


def _resolved(node: Node, articles: frozenset[str], find_articles: FindArticles) -> Node:
    """A query with the articles, of these, in place of what is asked of articles."""
    match node:
        case Not(part):
            return Not(_resolved(part, articles, find_articles))
        case And(parts) | Or(parts):
            return type(node)(tuple(_resolved(part, articles, find_articles) for part in parts))
        case _ if is_of_articles(node):
            asked = Query("", And((node, Among(articles))), "")
            return Among(frozenset(find_articles(asked, len(articles))))
        case _:
            return node


def _leaves(node: Node) -> Iterable[Node]:
    match node:
        case Not(part):
            yield from _leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case _:
            yield node
