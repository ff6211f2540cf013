"""The part of a library that knows people: who is named, when, and beside whom.

The one rule: people are counted over the whole library, as the registry and the user's corrections say; nothing is
indexed again for a correction.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, EntityKind
from tui_reader.library.searchable import Searchable

if TYPE_CHECKING:
    from tui_reader.library.corrections import Correction, Corrections
    from tui_reader.search.known import Known, Moment
    from tui_reader.search.query import Field, Node, Query

_ASKED = 200
"""So many who are named beside the words of a name are looked at, to find those who are called so."""


class Peopled(Searchable):
    """A library that knows people; `Library` is all of one."""

    def people(self, query: "str | Query" = "", limit: int | None = None) -> "tuple[Known, ...]":
        """Return the people of the whole library or of a result, those first who are in most articles.

        Args:
            query: What is searched for, as it was typed or understood already; empty for the whole library.
            limit: How many people, at most.

        Raises:
            QueryError: The query has a mistake.
            IndexTroubleError: The index cannot be read.
            StoreError: It asks for what is read, kept or tagged, and the store cannot be read.
        """
        return self._known(query, {EntityKind.PERSON}, limit)

    def find_people(self, name: str, limit: int = 20) -> "tuple[Known, ...]":
        """Return who or what is called so, people or not, the likeliest first.

        Args:
            name: Words of a name or an alias, the last one perhaps unfinished; or an id.
            limit: How many, at most.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        from tui_reader.search.entity_ids import settled
        from tui_reader.search.query import And, Field, Naming, Or, Prefix
        from tui_reader.search.terms import find_terms

        registry = self._registry.read()
        if (standing := registry.standing(settled(name))) and (exact := self._counted({standing})):
            return exact[:limit]
        stems = [term.text for term in find_terms(name)]
        if not stems:
            return ()
        called = Naming(frozenset().union(*map(registry.ids_of, registry.corrected_like(stems))))
        in_names = (And(tuple(Prefix(stem, field) for stem in stems)) for field in (Field.NAME, Field.ORG, Field.PLACE))
        found = self._called(stems, Or((called, *in_names)), set(EntityKind), limit)
        if len(found) < limit:  # titles of works have no field of their own
            found += self._called(stems, And(tuple(map(Prefix, stems))), {EntityKind.WORK}, limit)
        counted = self._counted(known.id for known in found)
        return tuple(sorted(counted, key=lambda each: _terms(each.name) != stems)[:limit])

    def _counted(self, ids: Iterable[str]) -> "tuple[Known, ...]":
        registry = self._registry.read()
        wanted = frozenset(ids)
        return self._index.ask(lambda index: index.counted(wanted, registry=registry))

    def _called(self, stems: list[str], root: "Node", kinds: set[EntityKind], limit: int) -> "list[Known]":
        """Return those in some articles who are called so."""
        from tui_reader.search.query import Query

        registry, query, most = self._registry.read(), Query("", root, ""), max(_ASKED, limit)
        known = self._index.ask(lambda index: index.known(query, kinds, limit=most, registry=registry))
        return [each for each in known if any(_is_called(words, stems) for words in (each.name, *each.aliases))]

    def named_in(self, texts: "Mapping[str, str]") -> "dict[str, tuple[str, ...]]":
        """Return who of the library's people is named in each of some texts, by any name that means one person only.

        Args:
            texts: By whatever they are called.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        from tui_reader.library.named_in import Names

        names = Names(self.people())
        return {key: names.find(text) for key, text in texts.items()}

    def timeline(self, entity_id: str) -> "Iterator[Moment]":
        """Yield every date with a calendar value that stands in one sentence with somebody's name, the oldest first.

        Args:
            entity_id: Of whoever it is about. Of somebody who is not known, nothing is yielded.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        from tui_reader.search.entity_ids import settled

        registry = self._registry.read()
        ids = registry.ids_of(registry.standing(settled(entity_id)))
        yield from self._index.ask(lambda index: index.moments(ids))

    def together(self, entity_id: str, limit: int = 20) -> "tuple[Known, ...]":
        """Return who is named in the same articles as somebody; `articles` counts those that they share.

        Args:
            entity_id: Of whoever the others stand beside.
            limit: How many, at most.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        from tui_reader.search.entity_ids import settled
        from tui_reader.search.query import Naming, Query

        registry = self._registry.read()
        standing = registry.standing(settled(entity_id))
        found = self._known(Query("", Naming(registry.ids_of(standing)), ""), {EntityKind.PERSON}, limit + 1)
        return tuple(known for known in found if known.id != standing)[:limit]

    @property
    def corrections(self) -> "Corrections":
        """What the user said about people and things; the store is opened when it is needed."""
        from tui_reader.library.corrections import Corrections

        return Corrections(self._store)

    def corrections_of(self, entity_id: str) -> "tuple[Correction, ...]":
        """Return what the user said of somebody or something, or of whoever is them by now, the first first."""
        from tui_reader.search.entity_ids import settled

        standing, asked = self._registry.read().standing, settled(entity_id)
        corrections = self.corrections.all()
        return tuple(each for each in corrections if asked in (settled(each.entity), standing(settled(each.entity))))

    def registered(self, annotated: AnnotatedArticle) -> AnnotatedArticle:
        """Return an article with the ids, names and kinds of the library, without what was said to be no name."""
        from tui_reader.library.naming import as_registered
        from tui_reader.search.entity_ids import settled

        registry = self._registry.read()
        standing = {registry.standing(settled(entity.id)) for entity in annotated.entities}
        others = standing - {entity.id for entity in annotated.entities} - {""}
        called = dict(registry.merged.names)
        if unknown := others - called.keys():
            called |= self._index.ask(lambda index: index.names(unknown))
        return as_registered(annotated, registry, called)

    def complete_name(self, stem: str, field: "Field", limit: int) -> tuple[tuple[str, int], ...]:
        """Return people, organisations, places or sources of which a word begins so, with their articles.

        Raises:
            IndexTroubleError: The index cannot be read.
        """
        registry = self._registry.read()
        return self._index.ask(lambda index: index.complete(stem, field, limit=limit, registry=registry))

    def _known(self, query: "str | Query", kinds: set[EntityKind], limit: int | None) -> "tuple[Known, ...]":
        from tui_reader.library.resolving import resolve
        from tui_reader.search.parse import parse_query

        understood = parse_query(query, today=date.today()) if isinstance(query, str) else query
        asked = resolve(understood, self._store, self._registry)
        registry = self._registry.read()
        return self._index.ask(lambda index: index.known(asked, kinds, limit=limit, registry=registry))


def _terms(words: str) -> list[str]:
    from tui_reader.search.terms import find_terms

    return [term.text for term in find_terms(words)]


def _is_called(words: str, stems: list[str]) -> bool:
    """Whether every one of some beginnings begins a word of a name."""
    terms = _terms(words)
    return all(any(term.startswith(stem) for term in terms) for stem in stems)
