"""The rows of the list of kept passages: in which order, under which headings, and in which words.

The one rule: pure; passages go in, rows come out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Union

from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage

_UNNAMED = {"person": "nobody by name", "tag": "no tags"}


class Order(StrEnum):
    """The orders of the list."""

    NEWEST = "newest first"
    OLDEST = "oldest first"
    ARTICLE = "as in the articles"


class Grouping(StrEnum):
    """What the list is divided by."""

    NONE = ""
    ARTICLE = "article"
    PERSON = "person"
    TAG = "tag"
    DAY = "day"


WHAT_IT_MEANS = {
    "moved": "moved: the same words, elsewhere in the article",
    "edited": "edited: its words were changed in the article; yours are kept",
    "ambiguous": "ambiguous: the article has these words in several places",
    "lost": "lost: its article does not have it any more; your words are kept",
}
"""What is said of a passage that is not where it was."""


class Heading(NamedTuple):
    """What stands above the passages of a group."""

    words: str
    total: int
    """How many passages are below it."""


Row = Union["KeptPassage", Heading]
"""What is listed. A passage is its own row: of thousands none has to be made when others are shown."""


def arranged(
    passages: "Sequence[KeptPassage]",
    order: Order = Order.NEWEST,
    grouping: Grouping = Grouping.NONE,
    people: "Mapping[str, Sequence[str]] | None" = None,
) -> Sequence[Row]:
    """Return the rows of a list.

    Args:
        passages: The one kept last first.
        order: Within the list, or within each group.
        grouping: What the list is divided by.
        people: Who is named in each passage, by its id; needed to group by person.
    """
    ordered = _ordered(passages, order)
    if grouping is Grouping.NONE:
        return ordered
    groups: dict[str, list[KeptPassage]] = {}
    for kept in ordered:
        for name in _groups_of(kept, grouping, people or {}):
            groups.setdefault(name, []).append(kept)
    rows: list[Row] = []
    for name in _group_order(groups, grouping, order):
        heading = name or f"({_UNNAMED.get(grouping, 'none')})"
        rows += [Heading(heading, len(groups[name])), *groups[name]]
    return rows


def _ordered(passages: "Sequence[KeptPassage]", order: Order) -> "Sequence[KeptPassage]":
    if order is Order.OLDEST:
        return passages[::-1]
    if order is Order.ARTICLE:
        return sorted(passages, key=_place_in_articles)
    return passages


def _place_in_articles(kept: "KeptPassage") -> tuple[str, str, int, int]:
    start, end = kept.span or kept.bookmark.span
    return kept.title.casefold(), kept.article, start, end


def _groups_of(kept: "KeptPassage", grouping: Grouping, people: Mapping[str, Sequence[str]]) -> Sequence[str]:
    match grouping:
        case Grouping.ARTICLE:
            return (kept.title or kept.article,)
        case Grouping.PERSON:
            return people.get(kept.bookmark.id) or ("",)
        case Grouping.TAG:
            return kept.bookmark.tags or ("",)
        case _:
            return (day_kept(kept),)


def _group_order(groups: "Mapping[str, Sequence[KeptPassage]]", grouping: Grouping, order: Order) -> Iterable[str]:
    """Days and articles as they come; people and tags by how much there is of them, those without any last."""
    if grouping in (Grouping.PERSON, Grouping.TAG):
        return sorted(groups, key=lambda name: (not name, -len(groups[name]), name.casefold()))
    if grouping is Grouping.DAY and order is Order.ARTICLE:
        return sorted(groups, reverse=True)
    return groups


def day_kept(kept: "KeptPassage") -> str:
    """Return the day on which a passage was kept, where one is, in ISO 8601; empty if nobody knows."""
    try:
        return f"{datetime.fromisoformat(kept.bookmark.created).astimezone():%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return kept.bookmark.created[:10]


def summary_words(shown: "Sequence[KeptPassage]", total: int, *, is_filtered: bool) -> str:
    """Say how many passages are shown."""
    if is_filtered:
        return f"{len(shown):,} of {counted(total, 'passage')}"
    articles = len({kept.article for kept in shown})
    return f"{counted(total, 'passage')} in {counted(articles, 'article')}"
