"""Stories of somebody who comes back: to a place, to an article, to a search."""

from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tui_reader.library import Library
from tui_reader.ui.facts import parse_day
from tui_reader.ui.screens.details import DetailsScreen

LONG = "\n\n".join(
    ["A Very Long Walk", *(f"Paragraph {number} of the walk, in which the dog is mentioned." for number in range(90))]
)


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    """A bare folder with an article of many screens, and two short ones."""
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "long.txt").write_text(f"---\ntitle: A Very Long Walk\ndate: 2026-03-02\n---\n\n{LONG}\n")
    (folder / "short.txt").write_text("A Short Walk\n\nOnce round the pond, last Friday, and home again.\n")
    (folder / "third.txt").write_text("No Walk At All\n\nIt rained, and nobody went anywhere.\n")
    return bring_up_to_date(folder)


def open_article(reader: Reader) -> str:
    """The id of the open article."""
    assert reader.screen.reading is not None
    return reader.screen.reading.article.id


def top_of(reader: Reader) -> int:
    """The offset of the first word in the view of the article."""
    assert reader.screen.reading is not None
    text, start = reader.screen.reading.article.text, reader.screen.reader.visible_span.start
    return start + len(text[start:]) - len(text[start:].lstrip())


async def open_first(reader: Reader, query: str) -> None:
    """Find something, open it, and forget the search, so that no hit says where to land."""
    await reader.search(query)
    await reader.press("enter")


async def test_an_article_is_opened_where_it_was_left(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk) as reader:
        await open_first(reader, "date:2026")
        await reader.press("space", "space", "j")
        left_at = top_of(reader)
        assert reader.screen.reader.scroll_offset.y > 10
    async with open_reader(walk) as reader:
        await open_first(reader, "date:2026")
        assert top_of(reader) == left_at


async def test_an_article_that_was_only_shown_is_not_remembered(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk) as reader:
        await reader.search("date:2026")
        await reader.search("pond")
    library = Library(walk)
    assert library.memory.recent() == []
    library.close()


async def test_an_article_whose_end_was_seen_is_read_and_opens_at_its_beginning(
    walk: Path, open_reader: OpenReader
) -> None:
    async with open_reader(walk) as reader:
        await open_first(reader, "date:2026")
        assert reader.screen.read_articles == frozenset()
        await reader.press("G")
        await reader.until(lambda: reader.screen.read_articles == {"long.txt"})
    async with open_reader(walk) as reader:
        await open_first(reader, "date:2026")
        assert reader.screen.read_articles == {"long.txt"}
        assert reader.screen.reader.scroll_offset.y == 0


async def test_r_marks_as_unread_and_u_takes_that_back(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk) as reader:
        await open_first(reader, "pond")
        await reader.until(lambda: "short.txt" in reader.screen.read_articles)
        await reader.press("r")
        assert "marked as unread" in reader.status
        assert "short.txt" not in reader.screen.read_articles
        await reader.press("u")
        assert "short.txt" in reader.screen.read_articles
        await reader.press("U")
        assert "short.txt" not in reader.screen.read_articles


async def test_back_and_forward_between_articles_that_were_read(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk) as reader:
        await open_first(reader, "date:2026")
        await reader.press("space", "j")
        left_at = top_of(reader)
        await open_first(reader, "pond")
        await open_first(reader, "rained")
        await reader.press("H")
        assert open_article(reader) == "short.txt"
        await reader.press("H")
        assert (open_article(reader), top_of(reader)) == ("long.txt", left_at)
        await reader.press("H")
        assert "that is where you began" in reader.status
        await reader.press("L", "L")
        assert open_article(reader) == "third.txt"
        await reader.press("L")
        assert "that is where you went back from" in reader.status
        await reader.press("H")
        await open_first(reader, "rained")
        await reader.press("L")
        assert "that is where you went back from" in reader.status


async def test_a_search_is_saved_and_forgotten(walk: Path, open_reader: OpenReader) -> None:
    def saved() -> list[str]:
        library = Library(walk)
        queries = [search.query for search in library.memory.saved_searches()]
        library.close()
        return queries

    async with open_reader(walk) as reader:
        await reader.press("escape", "s")
        assert "type a search first" in reader.status
        await reader.search("pond OR dog")
        await reader.press("enter", "s")
        assert "✓ search saved" in reader.status
        assert saved() == ["pond OR dog"]
        await reader.press("s")
        assert saved() == []
        await reader.press("u")
        assert saved() == ["pond OR dog"]


async def test_a_date_that_is_given_by_hand_resolves_relative_dates(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk, 80, 24) as reader:
        await open_first(reader, "pond")
        assert all("~" not in row.value for row in reader.panel)
        await reader.press("i")
        assert isinstance(reader.app.screen, DetailsScreen)
        assert "no date" in reader.text
        await reader.press(*"soon", "enter")
        assert "“soon” is no day" in reader.text
        await reader.press(*["backspace"] * 4, *"2021-06-16", "enter")
        assert not isinstance(reader.app.screen, DetailsScreen)
        assert "published Wednesday 16 June 2021" in reader.status
        assert [row.value for row in reader.panel if row.value] == ["2021-06-11~"]
        await reader.search("date:2021-06-16")
        assert reader.titles == ["A Short Walk"]
        await reader.press("enter", "u")
        assert [row.value for row in reader.panel if row.value] == []
        await reader.search("date:2021-06-16")
        assert reader.titles == []


async def test_details_close_without_a_change(walk: Path, open_reader: OpenReader) -> None:
    async with open_reader(walk, 80, 24) as reader:
        await open_first(reader, "date:2026")
        await reader.press("i")
        for words in ("A Very Long Walk", "Monday 2 March 2026 (as it says itself)", "long.txt", "words"):
            assert words in reader.text
        await reader.press("enter")
        assert not isinstance(reader.app.screen, DetailsScreen)
        assert reader.screen.reader.has_focus


@pytest.mark.parametrize("typed", ["2021-06-14", "14 June 2021", "14 jun 2021", "June 14, 2021", " Jun  14 2021 "])
def test_a_day_is_understood_as_people_write_it(typed: str) -> None:
    assert parse_day(typed).isoformat() == "2021-06-14"


@pytest.mark.parametrize("typed", ["", "06/07/2021", "2021", "June 2021", "14 June", "yesterday", "2021-02-30"])
def test_a_day_that_may_be_another_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(ValueError, match="is no day"):
        parse_day(typed)
