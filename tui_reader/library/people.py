"""The part of a library that knows people: who is named, when, and beside whom.

The one rule: people are counted over the whole library, as the registry and the user's corrections say; nothing is
indexed again for a correction.
"""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, EntityKind
from tui_reader.library.searchable import Searchable

if TYPE_CHECKING:
    from tui_reader.library.corrections import Corrections
    from tui_reader.search.known import Known, Moment
    from tui_reader.search.query import Query

MOST = 10_000
"""So many people are counted, at most."""


class Peopled(Searchable):
    """A library that knows people; `Library` is all of one."""

    @abstractmethod
    def mentions(self, article_id: str) -> AnnotatedArticle:
        """Read an article with everything that it mentions."""

    def people(self, query: "str | Query" = "", limit: int | None = None) -> "tuple[Known, ...]":
        """Return the people of the whole library or of a result, those first who are in most articles.

        Args:
            query: What is searched for, as it was typed or understood already; empty for the whole library.
            limit: How many people, at most.

        Raises:
            QueryError: The query has a mistake.
        """
        from tui_reader.search.entity_ids import id_of
        from tui_reader.search.known import Known

        facets = self.facets(self._understood(query), MOST if limit is None else limit)
        return tuple(
            Known(id_of(EntityKind.PERSON, name), name, EntityKind.PERSON, (), articles, articles)
            for name, articles in facets.people
        )

    def find_people(self, name: str, limit: int = 20) -> "tuple[Known, ...]":
        """Return who or what is called so, the likeliest first.

        Args:
            name: Words of a name or an alias, the last one perhaps unfinished; an id means whom it says.
            limit: How many, at most.
        """
        from tui_reader.search.terms import find_terms

        wanted = [term.text for term in find_terms(name.partition(":")[2] or name)]
        found = []
        for known in self.people():
            terms = [term.text for term in find_terms(known.name)]
            if all(any(term.startswith(word) for term in terms) for word in wanted):
                found.append(known)
        return tuple(found[:limit])

    def timeline(self, entity_id: str) -> "Iterator[Moment]":
        """Yield every date with a calendar value that stands in one sentence with somebody's name, the oldest first.

        Args:
            entity_id: Of whoever it is about. Of somebody who is not known, nothing is yielded.
        """
        from tui_reader.bookmarks.sentences import sentence_at
        from tui_reader.search.entity_ids import name_of
        from tui_reader.search.known import Moment
        from tui_reader.search.snippets import make_snippet
        from tui_reader.search.values import days_of

        found: list[tuple[date, Moment]] = []
        for hit in self.search(self.asking_for("name", name_of(entity_id)), 1_000).hits:
            annotated = self.mentions(hit.article)
            article = annotated.article
            sentences = {sentence_at(article, mention.start) for mention in annotated.mentions_of(entity_id)}
            for mention in annotated.mentions:
                days = days_of(mention.value) if mention.value and mention.timex in ("DATE", "TIME") else ()
                if days and mention.value and sentence_at(article, mention.start) in sentences:
                    snippet, highlights = make_snippet(article.readable_text, [mention.span], article.body_start)
                    where = article.id, article.title, mention.start, mention.end
                    found.append(
                        (days[0][0], Moment(mention.value, mention.anchor or "none", *where, snippet, highlights))
                    )
        yield from (moment for _, moment in sorted(found, key=lambda pair: (pair[0], pair[1].article, pair[1].start)))

    def together(self, entity_id: str, limit: int = 20) -> "tuple[Known, ...]":
        """Return who is named in the same articles as somebody; `articles` counts those that they share.

        Args:
            entity_id: Of whoever the others stand beside.
            limit: How many, at most.
        """
        from tui_reader.search.entity_ids import name_of

        found = self.people(self.asking_for("name", name_of(entity_id)), limit + 1)
        return tuple(known for known in found if known.id != entity_id)[:limit]

    @property
    def corrections(self) -> "Corrections":
        """What the user said about people and things; the store is opened when it is needed."""
        from tui_reader.library.corrections import Corrections

        return Corrections(self._store)

    def _understood(self, query: "str | Query") -> "Query":
        from tui_reader.search.parse import parse_query

        return parse_query(query, today=date.today()) if isinstance(query, str) else query
