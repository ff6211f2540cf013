"""Stories of somebody who looks at what all results share, and narrows the query by it."""

from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader


async def to_row(reader: Reader, text: str) -> None:
    """Choose a row of the panel."""
    panel = reader.screen.people
    panel.focus()
    panel.choose(next(number for number, row in enumerate(panel.rows) if row.text == text and not row.is_heading))
    await reader.settle()


def listed(reader: Reader, heading: str) -> list[tuple[str, str]]:
    """The rows below a heading of the panel, with their numbers."""
    rows = reader.panel
    start = next((number for number, row in enumerate(rows) if row.text == heading), len(rows))
    found = []
    for row in rows[start + 1 :]:
        if row.is_heading:
            break
        found.append((row.text, row.count))
    return found


async def test_the_panel_is_about_the_article_or_all_results_and_says_so(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen ")
        await reader.press("escape")
        assert "PEOPLE · this article" in reader.text
        await reader.press("backslash")
        assert "PEOPLE · all results" in reader.text
        facets = reader.screen.library.facets(reader.screen.library.search("imogen").query)
        assert listed(reader, "PEOPLE") == [(name, str(count)) for name, count in facets.people[:20]]
        assert listed(reader, "SOURCES") == [(name, str(count)) for name, count in facets.sources]
        assert listed(reader, "YEARS") == [(str(year), str(count)) for year, count in facets.years]
        assert "▇▇▇▇▇" in reader.text
        assert reader.screen.results_list.has_focus
        await reader.press("backslash")
        assert "PEOPLE · this article" in reader.text


async def test_what_the_results_share_follows_what_is_typed(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen ")
        await reader.press("escape", "backslash")
        before = listed(reader, "SOURCES")
        await reader.search("salamander ")
        expected = reader.screen.library.facets(reader.screen.library.search("salamander").query)
        await reader.until(lambda: listed(reader, "SOURCES") == [(name, str(n)) for name, n in expected.sources])
        assert before != listed(reader, "SOURCES")


@pytest.mark.parametrize(("width", "height"), [(140, 40), (100, 30), (80, 24), (50, 15)])
async def test_plus_asks_for_what_is_chosen_and_capital_h_goes_back(
    samples: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(samples, width, height) as reader:
        await reader.search("imogen")
        await reader.press("escape", "backslash")
        if width < 140:
            assert reader.screen.people.has_focus  # where it was not to be seen
        source, count = listed(reader, "SOURCES")[0]
        await to_row(reader, source)
        await reader.press("plus")
        asked = reader.screen.search_box.value
        assert asked == f"imogen {reader.screen.library.asking_for('source', source)}"
        assert reader.screen.results is not None
        assert str(reader.screen.results.total) == count
        assert reader.screen.people.has_focus
        await reader.press("plus")
        assert "searched for already" in reader.status
        await reader.press("H")
        assert reader.screen.search_box.value == "imogen"
        await reader.press("L")
        assert reader.screen.search_box.value == asked


async def test_minus_leaves_out_and_takes_back_what_was_asked_for(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen OR felix")
        await reader.press("escape", "backslash")
        name, count = listed(reader, "PEOPLE")[1]
        total = reader.screen.results.total if reader.screen.results else 0
        await to_row(reader, name)
        await reader.press("minus")
        assert reader.screen.search_box.value == f'(imogen OR felix) -name:"{name}"'
        assert reader.screen.results is not None
        assert reader.screen.results.total == total - int(count)
        await reader.until(lambda: name not in dict(listed(reader, "PEOPLE")))
        year = listed(reader, "YEARS")[0][0]
        await to_row(reader, year)
        await reader.press("enter")
        assert reader.screen.search_box.value == f'(imogen OR felix) -name:"{name}" date:{year}'


async def test_somebody_in_the_article_is_added_and_the_article_stays_open(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("harbour ")
        await reader.press("enter", "]", "j", "j", "w")
        assert reader.screen.reading is not None
        article, top = reader.screen.reading.article.id, reader.screen.reader.top
        name = reader.screen.feedback.split(" · ")[0]
        await reader.press("plus")
        assert reader.screen.search_box.value == f"harbour {reader.screen.library.asking_for('name', name)}"
        assert reader.screen.reading.article.id == article
        assert reader.screen.reader.top == top
        await reader.press("H")
        assert reader.screen.search_box.value == "harbour "
        assert reader.screen.reading.article.id == article
        assert reader.screen.reader.top == top


async def test_a_date_in_the_article_is_asked_for_in_the_texts(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen ")
        await reader.press("enter")
        row = next(row for row in reader.panel if row.asked[0] == "mentions")
        await to_row(reader, row.text)
        await reader.press("plus")
        assert reader.screen.search_box.value == f"imogen mentions:{row.asked[1]}"


async def test_where_nothing_is_chosen_plus_leads_to_the_panel(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen ")
        await reader.press("escape", "plus")
        assert reader.screen.people.has_focus
        assert "choose somebody" in reader.status
        assert reader.screen.search_box.value == "imogen "
        await reader.press("escape", "escape")
        await reader.search("")
        await reader.press("escape", "plus", "minus", "backslash")
        assert "there are no results" in reader.status


async def test_what_has_no_place_in_a_query_is_told(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        query = f"imogen {'x' * 500}"
        await reader.search("imogen")
        reader.screen.search_box.value = f"imogen OR {query[:494]}"
        await reader.settle()
        await to_row(reader, next(row.text for row in reader.panel if row.asked[0]))
        await reader.press("plus")
        assert "there is no room for it" in reader.status
