"""How the screen is divided: which of the layouts fits a window, and how much room each pane has in it.

The one rule: pure. Sizes of a window go in, sizes of panes come out, and whatever was asked for, the article keeps
enough room to be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Layout(StrEnum):
    """How the panes stand."""

    WIDE = "wide"
    """Results, article and people beside one another."""
    NORMAL = "normal"
    """Results and article beside one another; the panel comes in from the right."""
    NARROW = "narrow"
    """A strip of results above the article."""
    TINY = "tiny"
    """One pane at a time."""
    TOO_SMALL = "too-small"
    """Nothing but a polite word."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The room of the panes at the sides, in columns; that of the results in the narrow layout, in rows."""

    results: int
    people: int


SMALLEST = (40, 10)
"""Columns and rows that are needed at all."""
HEADER_ROWS, NARROW_HEADER_ROWS = 24, 30
"""Rows from which on there is a header: later where results and article stand above one another."""
DEFAULT_SIZES = {
    Layout.WIDE: Sizes(44, 30),
    Layout.NORMAL: Sizes(38, 30),
    Layout.NARROW: Sizes(6, 36),
}
ROOMY = 22
"""Rows from which on a strip of results above the article has room for their snippets."""
_LEAST_ARTICLE = 42
"""Columns that the article keeps: its margins, and text that is not torn to pieces."""
_LEAST_SIDE = 24
_MOST_SIDE = 80


def layout_for(width: int, height: int) -> Layout:
    """Return the layout for a window of so many columns and rows."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Layout.TOO_SMALL
    if width < 60 or height < 16:
        return Layout.TINY
    return Layout.WIDE if width >= 140 else Layout.NORMAL if width >= 100 else Layout.NARROW


def has_header(layout: Layout, height: int) -> bool:
    """Whether a window of so many rows has one to spare for the header."""
    return height >= (NARROW_HEADER_ROWS if layout is Layout.NARROW else HEADER_ROWS)


def row_height(layout: Layout, height: int) -> int:
    """Return how many lines a result has: as many as there is room for several of."""
    if layout is Layout.WIDE and height >= HEADER_ROWS:
        return 3
    return 1 if height < (ROOMY if layout is Layout.NARROW else 12) else 2


def fitted(layout: Layout, sizes: Sizes, width: int, height: int, *, with_people: bool) -> Sizes:
    """Return sizes that leave the article enough room in a window of so many columns and rows."""
    if layout is Layout.NARROW:
        return Sizes(_between(1, sizes.results, height // 2 - 3), _between(_LEAST_SIDE, sizes.people, width // 2))
    people = _between(_LEAST_SIDE, sizes.people, width - _LEAST_ARTICLE - _LEAST_SIDE)
    taken = people if with_people else 0
    return Sizes(_between(_LEAST_SIDE, sizes.results, width - _LEAST_ARTICLE - taken), people)


def resized(layout: Layout, sizes: Sizes, pane: str, step: int) -> Sizes:
    """Return sizes that give a pane, "results", "article" or "people", a step more room, or with -1 less."""
    if pane == "people":
        return replace(sizes, people=_between(_LEAST_SIDE, sizes.people + 2 * step, _MOST_SIDE))
    step = step if pane == "results" else -step
    if layout is Layout.NARROW:
        return replace(sizes, results=_between(1, sizes.results + step, _MOST_SIDE))
    return replace(sizes, results=_between(_LEAST_SIDE, sizes.results + 2 * step, _MOST_SIDE))


def parse_sizes(stored: object) -> dict[Layout, Sizes]:
    """Return the sizes that were remembered, as far as they are sizes; the usual ones for the others."""
    sizes = dict(DEFAULT_SIZES)
    for layout, usual in DEFAULT_SIZES.items():
        value: Any = stored.get(layout.value) if isinstance(stored, Mapping) else None
        if isinstance(value, Mapping):
            results, people = value.get("results"), value.get("people")
            sizes[layout] = Sizes(_size(results, usual.results), _size(people, usual.people))
    return sizes


def as_json(sizes: Mapping[Layout, Sizes]) -> dict[str, dict[str, int]]:
    """Return sizes as they are remembered."""
    return {layout.value: {"results": each.results, "people": each.people} for layout, each in sizes.items()}


def _size(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_SIDE else usual


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
