"""What an article mentions, as the screen and plain mode speak of it: who is meant, and how a query asks for them.

The one rule: pure, and without the screen. A pair's mention is a mention of both: whoever walks one comes by it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind, Role, Span

PEOPLE = (EntityKind.PERSON, EntityKind.FAMILY, EntityKind.PAIR)
NOTHING = ("", "")

_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}
"""The month in which a part of a year begins."""
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_FIELDS = {
    **dict.fromkeys(PEOPLE, "name"),
    EntityKind.ORGANISATION: "org",
    EntityKind.PLACE: "place",
}
"""By which field a query asks for an entity; it cannot ask for a work."""


def mentions_by_entity(annotated: AnnotatedArticle) -> Mapping[str, Sequence[Mention]]:
    """Return the mentions of every entity, in the order of the text; those of a pair are also mentions of both."""
    meant = {entity.id: (entity.id, *_pair_of(entity)) for entity in annotated.entities}
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in annotated.mentions:
        if mention.entity:
            for entity_id in meant.get(mention.entity, (mention.entity,)):
                mentions[entity_id].append(mention)
    return mentions


def _pair_of(entity: Entity) -> tuple[str, ...]:
    return entity.members if entity.kind is EntityKind.PAIR else ()


def names_of(annotated: AnnotatedArticle) -> Mapping[str, str]:
    """Return the names of the entities of an article by their ids."""
    return {entity.id: entity.name for entity in annotated.entities}


def name_from_id(entity_id: str) -> str:
    """Return what an entity may be called of which nothing but the id is at hand."""
    return entity_id.rpartition(":")[2].replace("-", " ").title()


def role_of(entity: Entity, annotated: AnnotatedArticle) -> Role:
    """Return what part somebody has in an article: whoever it is by is its author, whatever else is known of them."""
    byline = annotated.article.byline
    is_author = bool(byline) and entity.name.casefold() in byline.casefold().split(", ")
    return Role.AUTHOR if is_author else entity.role


def mentions_in_story(annotated: AnnotatedArticle, kind: MentionKind) -> Sequence[Mention]:
    """Return the mentions of a kind that the story makes, without those of the author and what only a bio names."""
    apart = {entity.id for entity in annotated.entities if role_of(entity, annotated) is not Role.STORY}
    return tuple(mention for mention in annotated.mentions if mention.kind is kind and mention.entity not in apart)


def mention_at(annotated: AnnotatedArticle, span: Span) -> Mention | None:
    """Return the mention in a place: of what overlaps it the first; None where nothing is mentioned."""
    mentions = annotated.mentions
    at = bisect_right(mentions, span.start, key=lambda mention: mention.end)
    return mentions[at] if at < len(mentions) and mentions[at].span.overlaps(span) else None


def entity_at(annotated: AnnotatedArticle, span: Span) -> Entity | None:
    """Return who or what is mentioned in a place; None for a date, and where nothing is."""
    mention = mention_at(annotated, span)
    if mention is None or mention.entity is None:
        return None
    return next((entity for entity in annotated.entities if entity.id == mention.entity), None)


def asked_by(entity: Entity) -> tuple[str, str]:
    """Return the field and the value by which a query asks for an entity; empty ones where it cannot."""
    return (_FIELDS[entity.kind], entity.name) if entity.kind in _FIELDS else NOTHING


def asked_at(annotated: AnnotatedArticle, span: Span) -> tuple[str, str]:
    """Return by which field and value a query asks for what is mentioned in a place; empty ones for nothing."""
    mention = mention_at(annotated, span)
    if mention is not None and mention.kind is MentionKind.DATE:
        return ("mentions", mention.value or "") if has_day(mention) else NOTHING
    entity = entity_at(annotated, span)
    return asked_by(entity) if entity else NOTHING


def has_day(mention: Mention) -> bool:
    """Whether a mention is a date with a place in the calendar."""
    return mention.kind is MentionKind.DATE and bool(mention.value and mention.value[0].isdigit())


def shown_value(value: str) -> str:
    """Return a date's value as people write it: "1990s" for 199, "summer 2021" for 2021-SU; without parts of days."""
    year, _, rest = value.partition("T")[0].partition("-")
    if rest in _SEASONS:
        return f"{_SEASONS[rest]} {year}"
    if week := re.fullmatch(r"W(\d\d)", rest):
        return f"wk {int(week[1])} {year}"
    if rest in _FIRST_MONTHS:  # a quarter, or a half
        return f"{rest} {year}"
    return f"{year}0s" if len(year) == 3 else f"{year}-{rest}" if rest else year


@lru_cache(4096)
def place_in_calendar(value: str) -> tuple[str, int, str]:
    """Return what dates are sorted by: a year before its parts, a season or quarter before its first month's days."""
    year, _, rest = value.partition("-")
    week = re.match(r"W(\d\d)", rest)
    month = min(12, int(week[1]) * 12 // 53 + 1) if week else _FIRST_MONTHS.get(rest[:2], 0)
    if re.match(r"\d\d", rest):
        month = int(rest[:2])
    return year.ljust(4, "0"), month, rest if rest[:1].isdigit() else ""
