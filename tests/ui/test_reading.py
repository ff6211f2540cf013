"""Stories of somebody who reads."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tui_reader.article import Span
from tui_reader.ui.widgets.article_text import BAR
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.wrapping import QUOTE_LEAD, RULE


def place(reader: Reader) -> tuple[str, Span]:
    """Which article is open, and where in it the reader is."""
    reading = reader.screen.reading
    assert reading is not None
    assert reading.current is not None
    return reading.article.id, reading.current


async def test_n_walks_every_hit_through_all_results(pair: Path, open_reader: OpenReader) -> None:
    async with open_reader(pair, 80, 24) as reader:
        await reader.search("shayk OR museum")
        await reader.press("enter")
        expected = [
            (hit.article, span)
            for hit in reader.screen.results_list.rows
            for span in reader.screen.library.find_hits(
                reader.screen.library.search("shayk OR museum").query, reader.screen.library.article(hit.article)
            )
        ]
        walked = [place(reader)]
        for _ in range(len(expected) - 1):
            await reader.press("n")
            walked.append(place(reader))
        assert walked == expected
        await reader.press("n")
        assert "that was the last hit" in reader.text
        assert place(reader) == expected[-1]


async def test_capital_n_walks_back_to_the_first_hit(pair: Path, open_reader: OpenReader) -> None:
    async with open_reader(pair, 80, 24) as reader:
        await reader.search("shayk OR museum")
        await reader.press("enter", "n", "n", "n", "n")
        walked = [place(reader)]
        for _ in range(20):
            await reader.press("N")
            if place(reader) == walked[-1]:
                break
            walked.append(place(reader))
        assert "that was the first hit" in reader.text
        assert reader.screen.results_list.chosen == 0
        assert len(walked) == 5


async def test_the_hit_where_one_is_can_be_seen(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("bosun")
        await reader.press("enter")
        for _ in range(6):
            visible = reader.screen.reader.visible_span
            assert place(reader)[1].overlaps(visible)
            await reader.press("n")


async def test_brackets_go_from_article_to_article(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("enter", "]")
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == reader.titles[1]
        assert reader.screen.reader.has_focus
        await reader.press("[", "[")
        assert reader.screen.reading.article.title == reader.titles[0]
        assert "that is the first article" in reader.text


async def test_the_panel_counts_short_forms_under_the_full_name(pair: Path, open_reader: OpenReader) -> None:
    async with open_reader(pair, 140, 40) as reader:
        await reader.search("breakfast museum")
        rows = [(row.text, row.count) for row in reader.panel]
        assert ("Kim Kardashian", "5") in rows
        assert rows[rows.index(("Kim Kardashian", "5")) + 1][0] == "Kardashian"
        assert rows[rows.index(("Kanye West", "5")) + 1][0] == "West"
        assert any(text == "Irina Shayk" for text, _ in rows)


async def test_the_author_is_not_among_the_people_of_the_story(pair: Path, open_reader: OpenReader) -> None:
    async with open_reader(pair, 140, 40) as reader:
        await reader.search("breakfast museum")
        rows = [row.text for row in reader.panel]
        assert rows.index("Ivo Prendergast") == rows.index("AUTHOR") + 1
        headings = [row.text for row in reader.panel if row.is_heading]
        assert set(headings[headings.index("AUTHOR") :]) <= {"AUTHOR", "FROM THE BIO", "FROM THE PICTURE CREDIT"}


async def test_enter_and_n_walk_the_mentions_of_a_person(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("umbrella receipt")
        await reader.press("enter", "p")
        row = reader.screen.people.chosen_row
        assert row is not None
        await reader.press("enter")
        seen = [place(reader)[1]]
        for _ in range(int(row.count) - 1):
            await reader.press("n")
            seen.append(place(reader)[1])
        assert tuple(seen) == row.spans
        assert f"{row.text} {row.count} of {row.count}" in reader.text
        await reader.press("n")
        assert f"no more mention of {row.text} here" in reader.text


async def test_dates_are_listed_with_their_values_and_walked_too(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("slipway lifeboat bosun")
        dated = [row for row in reader.panel if row.value]
        days = [row.value.rstrip("~ ") for row in dated]
        assert days == sorted(days)
        assert any(row.value == "2026-06-20~" and "Saturday" in row.text for row in dated)
        await reader.press("enter", "p")
        panel = reader.screen.people
        panel.choose(reader.panel.index(dated[0]))
        await reader.press("enter")
        assert reader.here in dated[0].text


async def test_people_and_dates_are_painted_in_the_text(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("slipway lifeboat bosun")
        assert reader.style_of("Tamsin Summer").underline
        await reader.press("enter", "j", "j", "j", "j", "j", "j")
        assert reader.style_of("last September").italic


async def test_escape_goes_back_step_by_step_and_never_quits(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("enter", "p", "enter")
        for expected in ("reader", "results", "results", "results"):
            await reader.press("escape")
            assert reader.screen.focused is not None
            assert reader.screen.focused.id == expected
        assert reader.app.is_running


async def test_tab_goes_round_the_panes(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen")
        seen = []
        for _ in range(4):
            await reader.press("tab")
            assert reader.screen.focused is not None
            seen.append(reader.screen.focused.id)
        assert seen == ["results", "reader", "people", "search"]
        await reader.press("shift+tab")
        assert reader.screen.people.has_focus


@pytest.mark.parametrize(("width", "shown_at_first"), [(140, True), (100, False), (80, False), (50, False)])
async def test_p_shows_and_hides_people(
    samples: Path, open_reader: OpenReader, width: int, shown_at_first: bool
) -> None:
    async with open_reader(samples, width, 30) as reader:
        people = reader.screen.people
        await reader.search("imogen")
        await reader.press("enter")
        assert people.display is shown_at_first
        await reader.press("p")
        assert people.display
        assert people.has_focus
        await reader.press("p")
        assert not people.display
        assert reader.screen.reader.display
        assert reader.screen.reader.has_focus


async def test_scrolling_by_keys_moves_by_lines_pages_and_to_the_ends(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.choose(reader.titles[0])
        view = reader.screen.reader
        height = view.scrollable_content_region.height
        for key, top in (("j", 1), ("down", 2), ("k", 1), ("space", height), ("pagedown", 2 * height - 1), ("g", 0)):
            await reader.press(key)
            assert view.scroll_offset.y == top, key
        await reader.press("G")
        assert view.scroll_offset.y == view.max_scroll_y > 0


async def test_an_article_that_cannot_be_read_is_explained(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        (samples / reader.screen.results_list.rows[3].article).unlink()
        await reader.press("escape", "j", "j", "j")
        assert "cannot be read" in reader.text
        assert reader.screen.reading is None
        await reader.press("j")
        assert reader.screen.reading is not None


async def test_a_resize_keeps_the_place(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("bosun")
        await reader.press("enter", "n", "n")
        for width, height in ((100, 30), (80, 24), (140, 40)):
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            assert all(strip.cell_length == width for strip in reader.strips)
            assert place(reader)[1].overlaps(reader.screen.reader.visible_span)


async def test_the_text_is_made_wider_and_narrower_and_stays_so(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("draughts")
        await reader.press("enter")
        view = reader.screen.reader
        before = place(reader)
        for key, columns in (("less_than_sign", 68), ("less_than_sign", 64), ("greater_than_sign", 68)):
            await reader.press(key)
            assert f"text {columns} columns wide" in reader.status
            assert place(reader) == before
            assert before[1].overlaps(view.visible_span)
        for _ in range(20):
            await reader.press("less_than_sign")
        assert "text 40 columns wide" in reader.status
        left, top, room, height = view.content_region
        lines = [row[left + view.left : left + room - 1].rstrip() for row in reader.rows[top : top + height]]
        assert 35 < max(len(line) for line in lines) <= 40
    async with open_reader(samples, 140, 40) as reader:
        assert reader.screen.measure == 40
        await reader.press("escape", *["greater_than_sign"] * 21)
        assert "text 120 columns wide, with room for" in reader.status


async def test_the_line_above_an_article_says_how_much_of_it_was_read(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("draughts")
        await reader.press("enter", "g")
        about = reader.screen.query_one("#about", TextLine)
        assert "Tattle Hour · Wednesday 17 July 2024 · 3 min · " in about.text
        shares = [int(re.findall(r"(\d+)%", about.text)[0])]
        while shares[-1] < 100:
            await reader.press("pagedown")
            shares.append(int(re.findall(r"(\d+)%", about.text)[0]))
            assert shares[-1] > shares[-2]
        await reader.press("j", "k", "G")
        assert "100%" in about.text


@pytest.mark.parametrize("width", [140, 50])
async def test_the_parts_of_an_article_are_told_apart_without_colours(
    samples: Path, open_reader: OpenReader, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(samples, width, 40) as reader:
        await reader.search("draughts")
        await reader.press("enter")
        await reader.press("g")
        assert reader.style_of("Custard Tarts").bold
        seen = set()
        while True:
            view = reader.screen.reader
            left, top, room, height = view.content_region
            seen |= {row[left : left + room][view.left : view.left + 4] for row in reader.rows[top : top + height]}
            if view.scroll_offset.y == view.max_scroll_y:
                break
            await reader.press("pagedown")
        assert any(part.startswith("▸ ") for part in seen)
        assert QUOTE_LEAD in seen
        assert RULE[:4] in seen
        await reader.press("f", *"in it.", "enter", "m", "escape")
        row = next(row for row in reader.rows if BAR in row)
        assert row.index(BAR) < row.index(QUOTE_LEAD.strip())


HOSTILE = [
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, \u0645\u0631\u062d\u0628\u0627 \u202e abc \u202c " * 20,
    "👩\u200d👩\u200d👧\u200d👦 " * 30 + "👩\u200d👩\u200d👧" * 40,
    "🇬🇧🇫🇷🇩🇪" * 40 + " 👍🏽 ❤\ufe0f ☕ " * 20,
    "漢字かな交じり文。" * 40 + "한국어 띄어쓰기 " * 20,
    "e" + "\u0301" * 30 + " Z" + "\u0335\u0336\u0337" * 9 + "a\u0300b" * 60,
    "in\xadter\xadna\xadtion\xadal\xadi\xadsa\xadtion " * 20,
    "a\u200db\u200dc\u200d " * 30 + "\ufe0f\u200d\u200d" * 10,
    "\x1b[31m\x07\x9b2J\t\x00 tabs\tand\tmore " * 10,
]


@pytest.mark.parametrize("width", [140, 61, 41])
async def test_no_character_breaks_a_border(tmp_path: Path, open_reader: OpenReader, width: int) -> None:
    text = "\n\n".join([*HOSTILE, *(f"> {line}" for line in HOSTILE), *(f"- {line}" for line in HOSTILE)])
    (tmp_path / "hostile.txt").write_text(f"漢字 and 👩\u200d👧 in a headline e\u0301\n\n{text}\n")
    async with open_reader(bring_up_to_date(tmp_path), width, 30) as reader:
        await reader.press("escape", "enter", "f", *"a", "enter", "v")
        view = reader.screen.reader
        for key in ("pagedown", "j", "l", "h", "dollar_sign", "x", "escape", "right_curly_bracket") * 6:
            await reader.press(key)
            assert [strip.cell_length for strip in reader.strips] == [width] * 30
            for y in range(view.size.height):
                strip = view.render_line(y)
                assert strip.cell_length == view.size.width - 1
                assert sum(cell_len(segment.text) for segment in strip) == view.size.width - 1
                assert not strip.crop(view.size.width - 2).text.strip(), "nothing touches the right border"
