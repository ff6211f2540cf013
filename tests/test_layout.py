"""How the screen is divided."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui.layout import DEFAULT_SIZES, Layout, as_json, fitted, has_header, layout_for, parse_sizes, resized

sides = st.sampled_from([Layout.WIDE, Layout.NORMAL, Layout.NARROW])
steps = st.lists(st.tuples(st.sampled_from(["results", "article", "people"]), st.sampled_from([1, -1])), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("width", "height", "layout"),
    [
        (140, 40, Layout.WIDE),
        (139, 40, Layout.NORMAL),
        (100, 16, Layout.NORMAL),
        (99, 40, Layout.NARROW),
        (60, 16, Layout.NARROW),
        (59, 40, Layout.TINY),
        (200, 15, Layout.TINY),
        (40, 10, Layout.TINY),
        (39, 40, Layout.TOO_SMALL),
        (200, 9, Layout.TOO_SMALL),
    ],
)
def test_each_window_has_its_layout(width: int, height: int, layout: Layout) -> None:
    assert layout_for(width, height) is layout


def test_a_short_window_has_no_header() -> None:
    assert not has_header(Layout.WIDE, 23)
    assert has_header(Layout.WIDE, 24)
    assert not has_header(Layout.NARROW, 24)


@given(st.integers(60, 300), st.integers(16, 100), st.booleans(), steps)
def test_whatever_is_asked_for_every_pane_keeps_room(
    width: int, height: int, with_people: bool, asked: list[tuple[str, int]]
) -> None:
    layout = layout_for(width, height)
    sizes = DEFAULT_SIZES[layout]
    for pane, step in asked:
        room = fitted(layout, sizes, width, height, with_people=with_people)
        sizes = resized(layout, room, pane, step)
    room = fitted(layout, sizes, width, height, with_people=with_people)
    if layout is Layout.NARROW:
        assert 1 <= room.results <= height // 2
        assert 24 <= room.people <= width // 2
    else:
        assert min(room.results, room.people) >= 24
        assert width - room.results - (room.people if with_people else 0) >= 42


@given(sides, st.sampled_from(["results", "people"]), st.integers(1, 5))
def test_a_pane_that_was_made_larger_is_made_smaller_again(layout: Layout, pane: str, count: int) -> None:
    sizes = DEFAULT_SIZES[layout]
    for step in [1] * count + [-1] * count:
        sizes = resized(layout, sizes, pane, step)
    assert sizes == DEFAULT_SIZES[layout]


@given(steps, sides)
def test_sizes_are_remembered(asked: list[tuple[str, int]], layout: Layout) -> None:
    sizes = dict(DEFAULT_SIZES)
    for pane, step in asked:
        sizes[layout] = resized(layout, sizes[layout], pane, step)
    assert parse_sizes(json.loads(json.dumps(as_json(sizes)))) == sizes


@given(values | st.dictionaries(sides, st.fixed_dictionaries({"results": values, "people": values})))
def test_whatever_was_stored_there_are_sizes(stored: object) -> None:
    for layout, sizes in parse_sizes(stored).items():
        assert fitted(layout, sizes, 140, 40, with_people=True).results >= 1
