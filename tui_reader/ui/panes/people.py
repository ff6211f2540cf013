"""The side panel: the people and dates of the open article, and the organisations and places.

The one rule: a row is a plain value made by a pure function; what it stands for is an entity, or a date value.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.reactive import reactive

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind, Span
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList

_SECTIONS = (
    ("ORGANISATIONS", (EntityKind.ORGANISATION,)),
    ("PLACES", (EntityKind.PLACE,)),
    ("WORKS", (EntityKind.WORK,)),
)
VALUE_WIDTH = 13
"""Columns for the value of a date: as many as "winter 2021~" needs."""
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
    rows = [*_section("PEOPLE", annotated, people, with_forms=True), *_dates(annotated)]
    for heading, kinds in _SECTIONS:
        rows += _section(heading, annotated, [entity for entity in entities if entity.kind in kinds], with_forms=False)
    return tuple(rows)


def _section(
    heading: str, annotated: AnnotatedArticle, entities: Sequence[Entity], *, with_forms: bool
) -> Iterator[PanelRow]:
    if not entities:
        return
    yield PanelRow(heading, str(len(entities)), is_heading=True)
    for entity in entities:
        mentions = annotated.mentions_of(entity.id)
        yield PanelRow(entity.name, str(entity.count), tuple(mention.span for mention in mentions))
        forms = Counter(" ".join(mention.text.split()) for mention in mentions)
        for form in entity.aliases if with_forms else ():
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


class PeoplePanel(VirtualList[PanelRow]):
    """Who and when."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is read."""

    def watch_reading(self, before: Reading | None, reading: Reading | None) -> None:
        if reading is None or not reading.mentions_known:
            self.show_rows((), placeholder="" if reading is None else "finding people and dates …")
        elif before is None or not before.mentions_known or before.annotated != reading.annotated:
            self.show_rows(panel_rows(reading.annotated), placeholder="nobody is named here")

    def is_choosable(self, row: PanelRow) -> bool:
        """Headings and surface forms cannot be chosen."""
        return bool(row.spans)

    def paint_row(self, row: PanelRow, width: int) -> Sequence[Sequence[Piece]]:
        dim, heading = self.style_of("dim"), self.style_of("heading")
        style = heading if row.is_heading else None if row.spans else dim
        left: list[Piece] = [(f"{row.value:<{VALUE_WIDTH}}", dim)] if row.value else []
        room = width - len(row.count) - 1 - sum(len(text) for text, _ in left)
        return [apart([*left, (clipped(row.text, room), style)], [(row.count, style or dim)], width)]
