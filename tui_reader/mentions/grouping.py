"""Decides which mentions of an article mean the same person, family, pair, organisation, place or work.

The one rule: full names found groups, short ones join them. Where two people could be meant and nothing tells which, no
one is, and the entity says whom it could be.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_reader.article import Article, BlockKind, Entity, EntityKind, Mention, MentionKind
from tui_reader.mentions.entities import Group, make_entities
from tui_reader.mentions.naming import parse_name
from tui_reader.mentions.said import Said
from tui_reader.mentions.things import group_things
from tui_reader.mentions.whose import People

_SIGNATURE = (BlockKind.BYLINE, BlockKind.ROLE, BlockKind.BIO, BlockKind.CREDIT)
"""Where an article speaks of its author, and of nobody in its story."""


def group(article: Article, mentions: Iterable[Mention]) -> tuple[list[Mention], tuple[Entity, ...]]:
    """Give every mention its entity.

    Args:
        article: Any article.
        mentions: Names in it, without dates.

    Returns:
        The mentions in the order of the text, and the entities: the most mentioned first. Of every entity there is a
        mention; members of a famous pair whom the article does not name are ids only.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    zones = _Zones(article)
    groups = _group_people(article, ordered, zones) | _group_things(article, ordered, zones)
    authors = {parse_name(author).slug for author in article.byline.split(",") if author.strip()}
    for number, group_ in groups.items():
        if zones.is_byline(ordered[number].start) or parse_name(ordered[number].text).slug in authors:
            group_.signed = True
    ids, entities = make_entities(list(dict.fromkeys(groups[number] for number in sorted(groups))))
    return [replace(mention, entity=ids[groups[number]]) for number, mention in enumerate(ordered)], entities


class _Zones:
    """What part of the article each place in its text is in."""

    def __init__(self, article: Article) -> None:
        self._starts = [block.start for block in article.blocks]
        self._kinds = [block.kind for block in article.blocks]
        self._body = article.body_start

    def _kind(self, at: int) -> BlockKind | None:
        number = bisect_right(self._starts, at) - 1
        return self._kinds[number] if number >= 0 else None

    def is_story(self, at: int) -> bool:
        return self._kind(at) not in _SIGNATURE

    def is_byline(self, at: int) -> bool:
        return self._kind(at) is BlockKind.BYLINE

    def weight(self, at: int) -> int:
        """How much a place says about how names are written: nothing, in a headline or a caption."""
        return 1 if at >= self._body else 0


def _group_people(article: Article, mentions: Sequence[Mention], zones: _Zones) -> dict[int, Group]:
    numbers = [number for number, mention in enumerate(mentions) if mention.kind is MentionKind.PERSON]
    said = [
        Said.of(
            article.text, mentions[number], zones.is_story(mentions[number].start), zones.weight(mentions[number].start)
        )
        for number in numbers
    ]
    people = People(said)
    return {number: people.group(one) for number, one in zip(numbers, said, strict=True)}


def _group_things(article: Article, mentions: Sequence[Mention], zones: _Zones) -> dict[int, Group]:
    things = [(number, mention) for number, mention in enumerate(mentions) if mention.kind is not MentionKind.PERSON]
    groups: dict[str, Group] = {}
    found = {}
    for (number, mention), (id_, is_name) in zip(
        things, group_things(article.text, [mention for _, mention in things]), strict=True
    ):
        group_ = groups.setdefault(id_, Group(EntityKind(mention.kind)))
        form = " ".join(mention.text.split())
        group_.add(form, zones.weight(mention.start), zones.is_story(mention.start), form if is_name else None)
        found[number] = group_
    return found
