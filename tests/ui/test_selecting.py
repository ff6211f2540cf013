"""Stories of somebody who selects passages."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date

ARTICLE = """A Family at Sea

One wave. Two waves came after it! Three waves, then.

The 👩\u200d👧 and a cafe\u0301 under the 🇬🇧🇫🇷 flags. So it went.

> A quote stands here, set apart from the rest of the story, and it is long enough for two lines of text at the least.

{filler}

The last paragraph. It ends here.
"""


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    """A bare folder with one article, too long for a screen."""
    filler = "\n\n".join(f"Paragraph {number} is here. It has a second sentence." for number in range(30))
    (tmp_path / "sea.txt").write_text(ARTICLE.format(filler=filler))
    return bring_up_to_date(tmp_path)


def text(reader: Reader) -> str:
    assert reader.screen.reading is not None
    return reader.screen.reading.article.text


def selected(reader: Reader) -> str:
    """The selected words, as they are in the article."""
    span = reader.screen.reader.selected
    return text(reader)[slice(*span)] if span else ""


async def begin(reader: Reader, word: str) -> None:
    """Have a word of the article selected."""
    await reader.press("f", *word, "enter", "v")
    assert word in selected(reader)


RIGHT, LEFT = ("right_parenthesis", "left_parenthesis")
DOWN, UP = ("right_curly_bracket", "left_curly_bracket")


async def test_motions_move_the_end_of_the_selection(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        await begin(reader, "Two")
        steps = [
            ("l", "Two "),
            ("right", "Two w"),
            ("h", "Two "),
            (RIGHT, "Two waves came after it!"),
            (RIGHT, "Two waves came after it! Three waves, then."),
            (LEFT, "Two waves came after it!"),
            ("dollar_sign", "Two waves came after it! Three waves, then."),
            (DOWN, text(reader)[text(reader).index("Two") : text(reader).index("it went.") + 8]),
            (UP, "Two waves came after it! Three waves, then."),
            ("x", "Two waves came after it! Three waves, then."),
            (LEFT, "One wave. Two waves came after it! Three waves, then."),
            ("0", "A Family"),
        ]
        for key, expected in steps[:-1]:
            await reader.press(key)
            assert selected(reader) == expected, key
        await reader.press("escape")
        assert selected(reader) == ""


async def test_no_character_is_cut_apart(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        await begin(reader, "and")
        await reader.press("x", "h", "h")
        assert selected(reader) == "👩\u200d👧 and"
        await begin(reader, "cafe")
        assert selected(reader) == "cafe\u0301"
        await reader.press("h")
        assert selected(reader) == "caf"
        await begin(reader, "under")
        await reader.press(*["l"] * 6)
        assert selected(reader) == "under the 🇬🇧"
        await reader.press("l")
        assert selected(reader) == "under the 🇬🇧🇫🇷"


async def test_the_moving_end_is_seen_and_the_selection_is_never_empty(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        await begin(reader, "Two")
        view = reader.screen.reader
        start = text(reader).index("Two")
        for key in ("j", "pagedown", "d", "G", "pageup", "k", "g", "j", "h", "h", "h", "l", "l", "l", "l", "G", "g"):
            await reader.press(key)
            ends = view.ends
            assert ends is not None, key
            assert ends.anchor == start, key
            assert ends.head != ends.anchor, key
            near = ends.head - 1 if ends.is_forward else ends.head
            assert view.visible_span.start <= near < view.visible_span.end, key
        await reader.press("G")
        assert selected(reader).endswith("It ends here.")
        await reader.press("g")
        assert selected(reader).startswith("A Family")


async def test_shift_and_arrows_begin_a_selection_at_the_place_where_one_is(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter", "f", *"waves", "enter", "shift+right")
        assert selected(reader) == "w"
        await reader.press("shift+right", "shift+left", "shift+left")
        assert selected(reader) == " "
        await reader.press("escape", "shift+down")
        assert selected(reader).startswith("waves came after it!")


async def test_how_much_is_selected_is_said(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        await begin(reader, "Two")
        assert "1 word " in f"{reader.status} "
        await reader.press("v")
        assert "1 sentence · 5 words" in reader.status
        await reader.press(RIGHT)
        assert "2 sentences · 8 words" in reader.status


async def test_without_a_selection_brackets_move_the_reader(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter", RIGHT)
        assert reader.here == "One wave."
        await reader.press(RIGHT)
        assert reader.here == "Two waves came after it!"
        await reader.press(LEFT, DOWN)
        assert reader.here.startswith("The 👩")
        await reader.press("v", "v")
        assert selected(reader) == reader.here
        await reader.press("escape", *[DOWN] * 12)
        assert reader.here == "Paragraph 10 is here."
        place, visible = reader.screen.reading.current, reader.screen.reader.visible_span  # type: ignore[union-attr]
        assert place is not None
        assert place.overlaps(visible)
        await reader.press(UP, UP)
        assert reader.here == "Paragraph 8 is here."
        before = reader.screen.reader.selected
        await reader.press("l", "h", "0", "dollar_sign", "x")
        assert reader.screen.reader.selected is before is None


async def test_the_mouse_scrolls_on_beyond_the_edge_and_a_click_clears(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        view = reader.screen.reader
        height = view.content_region.height
        column, row = reader.find("Two")
        await reader.pilot.mouse_down("#reader", offset=(column, row))
        await reader.pilot.hover("#reader", offset=(column, height + 1))
        await reader.until(lambda: view.scroll_offset.y > 5)
        grown = [len(selected(reader))]
        await reader.until(lambda: view.scroll_offset.y == view.max_scroll_y)
        grown.append(len(selected(reader)))
        assert grown[1] > grown[0]
        assert selected(reader).startswith("Two waves")
        assert "Paragraph 29" in selected(reader)
        await reader.pilot.hover("#reader", offset=(column, -3))
        await reader.until(lambda: view.scroll_offset.y == 0)
        await reader.pilot.mouse_up("#reader", offset=(column, 0))
        await reader.settle()
        assert selected(reader).endswith("One wave. T")
        await reader.pilot.click("#reader", offset=(column, row))
        await reader.settle()
        assert selected(reader) == ""


async def test_the_mouse_takes_whole_characters_with_it(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 80, 24) as reader:
        await reader.press("escape", "enter")
        _, row = reader.find("under the")
        column = reader.screen.reader.left + cell_len("The 👩\u200d👧 and a cafe\u0301 ")
        await reader.pilot.mouse_down("#reader", offset=(column, row))
        await reader.pilot.hover("#reader", offset=(column + 11, row))
        await reader.pilot.mouse_up("#reader", offset=(column + 11, row))
        await reader.settle()
        assert selected(reader) == "under the 🇬🇧"


async def test_a_selection_survives_another_width(sea: Path, open_reader: OpenReader) -> None:
    async with open_reader(sea, 100, 30) as reader:
        await reader.press("escape", "enter")
        await begin(reader, "Two")
        await reader.press("v", RIGHT)
        before = selected(reader)
        for size in ((60, 20), (140, 40)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert selected(reader) == before
        await reader.press("less_than_sign")
        assert selected(reader) == before
