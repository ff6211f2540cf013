"""Stories of windows: large ones, small ones, and those that change."""

from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader
from tui_reader.library import Library
from tui_reader.ui.widgets.reader_view import ReaderView

WINDOWS = [(140, 40), (100, 30), (80, 24), (50, 15), (39, 9), (120, 12), (60, 40), (140, 40)]


def shown(reader: Reader) -> set[str]:
    """The panes that are to be seen."""
    return {pane for pane in ("results", "reader", "people") if reader.screen.query_one(f"#{pane}").region}


async def resize(reader: Reader, width: int, height: int) -> None:
    await reader.pilot.resize_terminal(width, height)
    await reader.settle()


@pytest.mark.parametrize(
    ("window", "panes"),
    [
        ((140, 40), {"results", "reader", "people"}),
        ((100, 30), {"results", "reader"}),
        ((80, 24), {"results", "reader"}),
        ((50, 15), {"reader"}),
        ((40, 10), {"reader"}),
    ],
)
async def test_each_window_shows_what_it_has_room_for(
    samples: Path, open_reader: OpenReader, window: tuple[int, int], panes: set[str]
) -> None:
    async with open_reader(samples, *window) as reader:
        await reader.search("bosun")
        await reader.press("enter")
        assert shown(reader) == panes
        assert reader.here.lower() in " ".join(reader.text.split()).lower()


async def test_a_resize_keeps_the_place_the_focus_and_what_is_shown(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, *WINDOWS[0]) as reader:
        await reader.search("bosun")
        await reader.press("enter", "n", "n")
        assert reader.screen.reading is not None
        article, at = reader.screen.reading.article.id, reader.screen.reading.current
        assert at is not None
        top = reader.screen.reader.visible_span.start
        for window in WINDOWS:
            await resize(reader, *window)
            assert isinstance(reader.app.focused, ReaderView)
            assert reader.screen.reading.article.id == article
            assert reader.screen.reading.current == at
            if window != (39, 9):
                assert at.overlaps(reader.screen.reader.visible_span), window
        assert reader.screen.reader.visible_span.start == top


async def test_a_window_that_is_too_small_says_so_and_is_well_again_once_it_has_grown(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("bosun")
        before = reader.text
        view = reader.screen.reader
        assert view.vertical_scrollbar.position == view.scroll_y > 0
        await resize(reader, 39, 24)
        assert "40×10 is needed" in reader.text
        assert "bosun" not in reader.text
        await resize(reader, 80, 9)
        assert "40×10 is needed" in reader.text
        await resize(reader, 80, 24)
        assert reader.text == before
        assert reader.screen.search_box.has_focus


async def test_one_pane_at_a_time_leads_from_results_to_article_to_people_and_back(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 50, 15) as reader:
        await reader.type("bosun")
        seen = [shown(reader)]
        for key in ("enter", "p", "escape", "escape"):
            await reader.press(key)
            seen.append(shown(reader))
        assert seen == [{"results"}, {"reader"}, {"people"}, {"reader"}, {"results"}]
        await reader.press("enter", "p", "enter")
        assert shown(reader) == {"reader"}
        assert reader.here in " ".join(reader.text.split())
        await reader.press("/")
        assert shown(reader) == {"results"}


async def test_four_keys_are_shown_where_there_is_little_room(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 50, 15) as reader:
        await reader.type("bosun")
        await reader.press("enter")
        assert reader.rows[-1].split() == ["n", "next", "hit", "m", "keep", "Esc", "back", "?", "help"]


async def test_a_pane_takes_room_and_keeps_it_for_the_next_time(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.type("bosun")
        await reader.press("escape")
        results, reading = reader.screen.results_list, reader.screen.reader
        width = results.size.width
        await reader.press("ctrl+right", "ctrl+right")
        assert results.size.width == width + 4
        await reader.press("enter", "ctrl+right")
        assert results.size.width == width + 2
        room = reading.size.width
        await reader.press("p", "ctrl+left")
        assert reading.size.width == room + 2
        people = reader.screen.people.size.width
        await resize(reader, 80, 24)
        height = results.size.height
        await reader.press("escape", "escape", "ctrl+down")
        assert results.size.height == height + 1
    async with open_reader(samples, 140, 40) as reader:
        await reader.type("bosun")
        assert reader.screen.results_list.size.width == width + 2
        assert reader.screen.people.size.width == people
        await resize(reader, 80, 24)
        assert reader.screen.results_list.size.height == height + 1
    library = Library(samples)
    assert set(library.memory.setting("panes")) == {"wide", "normal", "narrow"}
    library.close()


async def test_no_pane_is_squeezed_away(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 100, 30) as reader:
        await reader.type("bosun")
        await reader.press("escape", *["ctrl+right"] * 40)
        assert reader.screen.reader.size.width >= 38
        await reader.press(*["ctrl+left"] * 60)
        assert reader.screen.results_list.size.width >= 20


async def test_zen_shows_the_article_alone_and_esc_z_and_a_search_end_it(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 100, 30) as reader:
        await reader.search("bosun")
        for way_out in ("escape", "z", "/"):
            await reader.press("escape", "z")
            assert reader.screen.mode == "ZEN"
            assert shown(reader) == {"reader"}
            assert "z" in reader.rows[-1].split()
            await reader.press("m")
            assert "kept" in reader.rows[-1]
            await reader.press("n", way_out)
            assert not reader.screen.zen
            assert shown(reader) == {"results", "reader"}
        assert reader.screen.search_box.has_focus


async def test_a_page_down_is_one_repaint(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen")
        await reader.press("enter")
        height = reader.screen.reader.scrollable_content_region.height
        before = reader.screen.reader.scroll_offset.y
        await reader.pilot.press("space")
        assert reader.screen.reader.scroll_offset.y == min(before + height - 1, reader.screen.reader.max_scroll_y)
