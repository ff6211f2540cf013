"""Finds kept passages by the same words as articles.

The one rule: what is asked of a passage is answered by the passage; what is asked of its article (who is named in it,
its source, its dates) is answered by the index, and once for all passages.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tui_reader.bookmarks import Bookmark
from tui_reader.library.anchoring import KeptPassage
from tui_reader.search.language import PASSAGES
from tui_reader.search.parse import parse_query
from tui_reader.search.passages import Searched, is_of_articles, matcher, searched, words_of
from tui_reader.search.query import Among, And, Node, Not, Or, Query

FindArticles = Callable[[Query, int], list[str]]
"""Finds the ids of articles that match a query, so many at most."""


def parse_filter(text: str, *, typing: bool = False, rested: bool = False) -> Query:
    """Understand a query for kept passages; as one for articles, with `note:`, and `is:lost` and other states.

    Raises:
        QueryError: It has a mistake.
    """
    return parse_query(text, typing=typing, rested=rested, today=date.today(), language=PASSAGES)


def asks_for_articles(query: Query) -> bool:
    """Whether a query asks something that only the index knows."""
    return any(is_of_articles(part) for part in _leaves(query.root))


class Readied:
    """What is searched of passages, made once for each: that takes longer than to search them.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._ready: dict[str, tuple[KeptPassage, Searched]] = {}
        self.vocabulary: frozenset[str] = frozenset()
        """All words of the passages, and of some that are kept no longer."""

    def of(self, passages: Sequence[KeptPassage]) -> list[Searched]:
        """Return what is searched of passages; what was made before is known again by the very same value."""
        found = [self._ready.get(kept.bookmark.id) for kept in passages]
        if stale := [
            kept for kept, ready in zip(passages, found, strict=True) if ready is None or ready[0] is not kept
        ]:
            with self._lock:
                self._make(stale)
            return [self._ready[kept.bookmark.id][1] for kept in passages]
        return [ready[1] for ready in found if ready]

    def _make(self, passages: Sequence[KeptPassage]) -> None:
        new = [kept.bookmark for kept in passages if self._is_new(kept.bookmark)]
        made = searched([(each.quote, each.note, each.tags) for each in new])
        known = {bookmark.id: ready for bookmark, ready in zip(new, made, strict=True)}
        words: set[str] = set()
        for kept in passages:
            ready = known.get(kept.bookmark.id) or self._ready[kept.bookmark.id][1]
            ready = ready._replace(article=kept.article, state=kept.state, title=words_of(kept.title))
            self._ready[kept.bookmark.id] = kept, ready
            words.update(ready.title.split())
        for ready in made:
            words.update(ready.words.split())
        if not words <= self.vocabulary:
            self.vocabulary |= words

    def _is_new(self, bookmark: Bookmark) -> bool:
        before = self._ready.get(bookmark.id)
        return before is None or before[0].bookmark is not bookmark


class Findable:
    """Passages that can be searched again and again."""

    def __init__(
        self, passages: Sequence[KeptPassage], find_articles: FindArticles, readied: Readied | None = None
    ) -> None:
        """Make them ready.

        Args:
            passages: What is searched.
            find_articles: Asks the index, if that is needed.
            readied: What was made ready earlier, and is to be known later.
        """
        readied = readied or Readied()
        self._passages = passages
        self._searched = readied.of(passages)
        self._vocabulary = readied.vocabulary
        self._find_articles = find_articles
        self._articles = frozenset(each.article for each in self._searched)

    def find(self, query: Query) -> list[KeptPassage]:
        """Return the passages that match a query, in the order in which they were given.

        Raises:
            IndexTroubleError: It asks for what only the index knows, and that cannot be read.
        """
        is_meant = matcher(_resolved(query.root, self._articles, self._find_articles), self._vocabulary)
        return [kept for kept, ready in zip(self._passages, self._searched, strict=True) if is_meant(ready)]


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
