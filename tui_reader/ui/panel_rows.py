"""The rows of the side panel: who and what the open article mentions, and when; or what all results share.

The one rule: pure, and without the screen, for plain mode lists the same rows. What a row stands for is an entity, or
a date value; of the results, also a source or a year.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, BlockKind, Entity, EntityKind, Mention, MentionKind, Role, Span
from tui_reader.ui.mentioned import (
    NOTHING,
    PEOPLE,
    asked_by,
    has_day,
    mentions_by_entity,
    name_from_id,
    names_of,
    place_in_calendar,
    role_of,
    shown_value,
)
from tui_reader.ui.reading import Reading

if TYPE_CHECKING:
    from tui_reader.library import Facets

MOST = 20
"""How many people, and how many sources, are listed of the results."""
RUN = 24
"""Columns of a line of names: as many as the narrowest panel has."""
_NO_BREAK = "\u2060"
"""Stands for the blanks of a name while names are put into lines; no name has it, and nothing is broken there."""
_SECTIONS = (
    ("PEOPLE", MentionKind.PERSON, (EntityKind.PERSON,)),
    ("FAMILIES AND PAIRS", MentionKind.PERSON, (EntityKind.FAMILY, EntityKind.PAIR)),
    ("ORGANISATIONS", MentionKind.ORGANISATION, (EntityKind.ORGANISATION,)),
    ("PLACES", MentionKind.PLACE, (EntityKind.PLACE,)),
    ("WORKS", MentionKind.WORK, (EntityKind.WORK,)),
)
"""Of the story, in the order in which they are listed."""
_CREDIT = "picture credit"
"""The part of what only a picture's credit names."""
_APART = {Role.AUTHOR: "AUTHOR", Role.BIO: "FROM THE BIO", _CREDIT: "FROM THE PICTURE CREDIT"}
"""Listed at the end, whatever they are: the headings, by the parts."""


class Under(StrEnum):
    """What a row says of the one above it."""

    FORM = "form"
    """How else it is written."""
    MEMBER = "member"
    """One of the pair."""
    MEMBERS = "members"
    """Some of a family, one after the other."""
    PERHAPS = "perhaps"
    """Some of those whom a name may mean."""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line of the panel."""

    text: str
    count: str = ""
    spans: tuple[Span, ...] = ()
    """Where what it stands for is mentioned; empty for what cannot be gone to: headings, forms of a name."""
    is_heading: bool = False
    value: str = ""
    """Of a date: its value, with `~` when it was inferred."""
    asked: tuple[str, str] = NOTHING
    """The field and the value by which `Library.asking_for` finds the articles with it."""
    share: float = 0.0
    """How many articles it is in, as a share of those of the first of its kind."""
    entity: str = ""
    """The id of the entity that it stands for; empty for everything else, and for what results share."""
    kind: EntityKind | None = None
    """What the entity is."""
    lists: MentionKind | None = None
    """Of a heading: what is listed below it, and looks so in the text."""
    under: Under | None = None
    """What it says of the row above; None for a row of its own."""
    is_ambiguous: bool = False
    """Whether several people are called so, and nothing tells which of them is meant."""


def panel_rows(annotated: AnnotatedArticle) -> tuple[PanelRow, ...]:
    """Return the rows for what an article mentions.

    First comes the story: people, families and pairs, organisations, places, works, and dates in the order of the
    calendar. Who wrote it, and what only their bio names, follows under headings of its own.
    """
    listing = _Listing(annotated)
    rows: list[PanelRow] = []
    for heading, looks, kinds in _SECTIONS:
        rows += _headed(heading, looks, listing.rows_of(Role.STORY, kinds))
    rows += _headed("DATES", MentionKind.DATE, _dates(annotated))
    for part, heading in _APART.items():
        rows += _headed(heading, None, listing.rows_of(part, tuple(EntityKind)))
    return tuple(rows)


def _headed(heading: str, lists: MentionKind | None, rows: Iterable[PanelRow]) -> Iterator[PanelRow]:
    """Yield rows below a heading that says how many there are; no heading where there are none."""
    listed = list(rows)
    if listed:
        count = sum(row.under is None for row in listed)
        yield PanelRow(heading, str(count), is_heading=True, lists=lists)
    yield from listed


class _Listing:
    """What an article mentions, looked up once: a long one has ten thousand mentions."""

    def __init__(self, annotated: AnnotatedArticle) -> None:
        self._names = names_of(annotated)
        self._mentions = mentions_by_entity(annotated)
        self._credits = [block.span for block in annotated.article.blocks if block.kind is BlockKind.CREDIT]
        self._entities = [(entity, self._part(entity, role_of(entity, annotated))) for entity in annotated.entities]

    def _part(self, entity: Entity, role: Role) -> str:
        """What part an entity has; of those at the end of an article, some are named below pictures only."""
        mentions = self._mentions.get(entity.id, ()) if role is Role.BIO else ()
        is_credit = all(any(mention.span.overlaps(span) for span in self._credits) for mention in mentions)
        return _CREDIT if mentions and is_credit else role

    def rows_of(self, part: str, kinds: Sequence[EntityKind]) -> Iterator[PanelRow]:
        """Yield the rows of those who have this part in the article and are of these kinds, most mentioned first."""
        listed = [entity for entity, own in self._entities if own == part and entity.kind in kinds]
        for entity in sorted(listed, key=lambda entity: -len(self._mentions.get(entity.id, ()))):
            if entity.id in self._mentions:
                yield from self._rows_of_one(entity)

    def _rows_of_one(self, entity: Entity) -> Iterator[PanelRow]:
        own = self._mentions[entity.id]
        yield PanelRow(
            entity.name,
            str(len(own)),
            _spans(own),
            asked=asked_by(entity),
            entity=entity.id,
            kind=entity.kind,
            is_ambiguous=bool(entity.could_be),
        )
        if entity.kind in PEOPLE:
            yield from _forms(entity, own)
        if entity.kind is EntityKind.PAIR:
            yield from map(self._member, entity.members)
        else:
            yield from _run(map(self._name, entity.members), ", ", Under.MEMBERS)
        yield from _run(map(self._name, entity.could_be), " or ", Under.PERHAPS)

    def _member(self, entity_id: str) -> PanelRow:
        """The row of one of a pair: both can be gone to from here, though the article may never name them alone."""
        name, spans = self._name(entity_id), _spans(self._mentions.get(entity_id, ()))
        asked = "name", name
        return PanelRow(name, spans=spans, asked=asked, entity=entity_id, kind=EntityKind.PERSON, under=Under.MEMBER)

    def _name(self, entity_id: str) -> str:
        return self._names.get(entity_id) or name_from_id(entity_id)


def _run(names: Iterable[str], between: str, under: Under) -> Iterator[PanelRow]:
    """Yield lines of names, none of them broken."""
    whole = (name.replace(" ", _NO_BREAK) for name in _told_apart(list(names)))
    for line in wrap(between.join(whole), RUN, break_long_words=False, break_on_hyphens=False):
        yield PanelRow(line.replace(_NO_BREAK, " "), under=under)


def _told_apart(names: Sequence[str]) -> Sequence[str]:
    """Return names without the surname that all of them share."""
    surnames = {name.rpartition(" ")[2] for name in names}
    return [name.rpartition(" ")[0] or name for name in names] if len(surnames) == 1 else names


def _spans(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    return tuple(mention.span for mention in mentions)


def _forms(entity: Entity, mentions: Sequence[Mention]) -> Iterator[PanelRow]:
    """How else somebody is written: the forms of the name, and what names them together with another."""
    counts = Counter(_as_form(mention.text) for mention in mentions)
    together = (" ".join(mention.text.split()) for mention in mentions if mention.entity != entity.id)
    forms = {_as_form(form): form for form in (*entity.aliases, *together)}
    for folded, form in forms.items():
        if counts[folded] and folded != _as_form(entity.name):
            yield PanelRow(form, str(counts[folded]), under=Under.FORM)


@lru_cache(4096)
def _as_form(text: str) -> str:
    return " ".join(text.split()).casefold()


def _dates(annotated: AnnotatedArticle) -> Iterator[PanelRow]:
    """The dates with a place in the calendar, in its order; those of the same day together."""
    by_value: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(
        filter(has_day, annotated.mentions), key=lambda mention: place_in_calendar(mention.value or "")
    ):
        by_value[shown_value(mention.value or "")].append(mention)
    for value, mentions in by_value.items():
        words = dict.fromkeys(" ".join(mention.text.split()) for mention in mentions)
        inferred = "~" if all(mention.anchor == "inferred" for mention in mentions) else " "
        count = str(len(mentions)) if len(mentions) > 1 else ""
        asked = "mentions", mentions[0].value or ""
        yield PanelRow(
            ", ".join(words), count, tuple(sorted(_spans(mentions))), value=f"{value}{inferred}", asked=asked
        )


def facet_rows(facets: "Facets") -> tuple[PanelRow, ...]:
    """Return the rows for what the results share: people, sources, and years."""
    years = tuple((str(year), count) for year, count in facets.years)
    sections = (("PEOPLE", "name", facets.people[:MOST]), ("SOURCES", "source", facets.sources[:MOST]))
    rows: list[PanelRow] = []
    for heading, field, pairs in (*sections, ("YEARS", "date", years)):
        most = max((count for _, count in pairs), default=1)
        if pairs:
            rows.append(PanelRow(heading, is_heading=True, lists=MentionKind.PERSON if field == "name" else None))
        rows += [PanelRow(name, f"{count:,}", asked=(field, name), share=count / most) for name, count in pairs]
    return tuple(rows)


def with_mentions(reading: Reading, annotated: AnnotatedArticle) -> Reading:
    """Return what is open with what it mentions as it is known now; whoever is walked is walked on, if still named."""
    now = replace(reading, annotated=annotated, mentions_known=True)
    if not reading.walked_mentions or reading.walks_finds:
        return now
    rows = (row.spans for row in panel_rows(annotated) if row.text == reading.walked_name and row.spans)
    spans = next(rows, ())
    return replace(now, walked_mentions=spans, walked_name=reading.walked_name if spans else "")
