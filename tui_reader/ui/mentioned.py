"""What the open article mentions, as rows: people and dates, and the organisations and places.

The one rule: pure, and without the screen, for plain mode lists the same rows. What a row stands for is an entity, or
a date value.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind, Span

_SECTIONS = (
    ("ORGANISATIONS", (EntityKind.ORGANISATION,)),
    ("PLACES", (EntityKind.PLACE,)),
    ("WORKS", (EntityKind.WORK,)),
)
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PEOPLE = (EntityKind.PERSON, EntityKind.FAMILY, EntityKind.PAIR)


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
        yield PanelRow(entity.name, str(entity.count), tuple(mention.span for mention in own))
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
        yield PanelRow(
            ", ".join(words), count, tuple(sorted(mention.span for mention in mentions)), value=f"{value}{inferred}"
        )


def has_day(mention: Mention) -> bool:
    """Whether a mention is a date with a place in the calendar."""
    return mention.kind is MentionKind.DATE and bool(mention.value and mention.value[0].isdigit())


def shown_value(value: str) -> str:
    """Return a date's value as people write it: "1990s" for 199, "summer 2021" for 2021-SU; without parts of days."""
    year, _, rest = value.partition("T")[0].partition("-")
    if rest in _SEASONS:
        return f"{_SEASONS[rest]} {year}"
    return f"{year}0s" if len(year) == 3 else f"{year}-{rest}" if rest else year
