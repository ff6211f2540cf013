"""What the open article mentions, as rows: people and dates, organisations and places; and what all results share.

The one rule: pure, and without the screen, for plain mode lists the same rows. What a row stands for is an entity, or
a date value; of the results, also a source or a year.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind, Span

if TYPE_CHECKING:
    from tui_reader.library import Facets

MOST = 20
"""How many people, and how many sources, are listed of the results."""
_SECTIONS = (
    ("ORGANISATIONS", (EntityKind.ORGANISATION,)),
    ("PLACES", (EntityKind.PLACE,)),
    ("WORKS", (EntityKind.WORK,)),
)
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PEOPLE = (EntityKind.PERSON, EntityKind.FAMILY, EntityKind.PAIR)
_FIELDS = {
    **dict.fromkeys(_PEOPLE, "name"),
    EntityKind.ORGANISATION: "org",
    EntityKind.PLACE: "place",
}
"""By which field a query asks for an entity; it cannot ask for a work."""
NOTHING = ("", "")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line of the panel."""

    text: str
    count: str = ""
    spans: tuple[Span, ...] = ()
    """Where what it stands for is mentioned; empty for headings and surface forms, which cannot be chosen."""
    is_heading: bool = False
    value: str = ""
    """Of a date: its value, with `~` when it was inferred."""
    asked: tuple[str, str] = NOTHING
    """The field and the value by which `Library.asking_for` finds the articles with it."""
    share: float = 0.0
    """How many articles it is in, as a share of those of the first of its kind."""


def panel_rows(annotated: AnnotatedArticle) -> tuple[PanelRow, ...]:
    """Return the rows for what an article mentions: people first, then dates, then the rest."""
    author = {name.casefold() for name in annotated.article.byline.split(", ")}
    entities = [entity for entity in annotated.entities if entity.name.casefold() not in author]
    people = [entity for entity in entities if entity.kind in _PEOPLE]
    mentions: dict[str | None, list[Mention]] = defaultdict(list)  # a long article has ten thousand: one round must do
    for mention in annotated.mentions:
        mentions[mention.entity].append(mention)
    rows = [*_section("PEOPLE", mentions, people, with_forms=True), *_dates(annotated)]
    for heading, kinds in _SECTIONS:
        rows += _section(heading, mentions, [entity for entity in entities if entity.kind in kinds], with_forms=False)
    return tuple(rows)


def _section(
    heading: str, mentions: Mapping[str | None, Sequence[Mention]], entities: Sequence[Entity], *, with_forms: bool
) -> Iterator[PanelRow]:
    if not entities:
        return
    yield PanelRow(heading, str(len(entities)), is_heading=True)
    for entity in entities:
        own = mentions[entity.id]
        spans = tuple(mention.span for mention in own)
        yield PanelRow(entity.name, str(entity.count), spans, asked=asked_by(entity))
        if with_forms and entity.aliases:
            forms = Counter(" ".join(mention.text.split()) for mention in own)
            for form in entity.aliases:
                yield PanelRow(f"  {form}", str(forms[form]))


def _dates(annotated: AnnotatedArticle) -> Iterator[PanelRow]:
    """The dates with a place in the calendar, in its order; those of the same day together."""
    by_value: dict[str, list[Mention]] = {}
    for mention in sorted(annotated.mentions, key=lambda mention: mention.value or ""):
        if mention.value and has_day(mention):
            by_value.setdefault(shown_value(mention.value), []).append(mention)
    if by_value:
        yield PanelRow("DATES", str(len(by_value)), is_heading=True)
    for value, mentions in by_value.items():
        words = dict.fromkeys(" ".join(mention.text.split()) for mention in mentions)
        inferred = "~" if all(mention.anchor == "inferred" for mention in mentions) else " "
        count = str(len(mentions)) if len(mentions) > 1 else ""
        spans = tuple(sorted(mention.span for mention in mentions))
        asked = "mentions", mentions[0].value or ""
        yield PanelRow(", ".join(words), count, spans, value=f"{value}{inferred}", asked=asked)


def asked_by(entity: Entity) -> tuple[str, str]:
    """Return the field and the value by which a query asks for an entity; empty ones where it cannot."""
    return (_FIELDS[entity.kind], entity.name) if entity.kind in _FIELDS else NOTHING


def asked_at(annotated: AnnotatedArticle, span: Span) -> tuple[str, str]:
    """Return by which field and value a query asks for what is mentioned in a place; empty ones for nothing."""
    mention = next((mention for mention in annotated.mentions if mention.span == span), None)
    if mention is None:
        return NOTHING
    if mention.kind is MentionKind.DATE:
        return ("mentions", mention.value or "") if has_day(mention) else NOTHING
    entity = next((entity for entity in annotated.entities if entity.id == mention.entity), None)
    return asked_by(entity) if entity else NOTHING


def facet_rows(facets: "Facets") -> tuple[PanelRow, ...]:
    """Return the rows for what the results share: people, sources, and years."""
    years = tuple((str(year), count) for year, count in facets.years)
    sections = (("PEOPLE", "name", facets.people[:MOST]), ("SOURCES", "source", facets.sources[:MOST]))
    rows: list[PanelRow] = []
    for heading, field, pairs in (*sections, ("YEARS", "date", years)):
        most = max((count for _, count in pairs), default=1)
        if pairs:
            rows.append(PanelRow(heading, is_heading=True))
        rows += [PanelRow(name, f"{count:,}", asked=(field, name), share=count / most) for name, count in pairs]
    return tuple(rows)


def has_day(mention: Mention) -> bool:
    """Whether a mention is a date with a place in the calendar."""
    return mention.kind is MentionKind.DATE and bool(mention.value and mention.value[0].isdigit())


def shown_value(value: str) -> str:
    """Return a date's value as people write it: "1990s" for 199, "summer 2021" for 2021-SU; without parts of days."""
    year, _, rest = value.partition("T")[0].partition("-")
    if rest in _SEASONS:
        return f"{_SEASONS[rest]} {year}"
    return f"{year}0s" if len(year) == 3 else f"{year}-{rest}" if rest else year
