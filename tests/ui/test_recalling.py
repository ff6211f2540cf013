"""Stories of somebody who comes back to what was before: past queries, saved searches, articles read last."""

from pathlib import Path

from tests.ui.conftest import OpenReader, Reader
from tui_reader.library import Library
from tui_reader.ui.screens.recalled import HistoryScreen, RecentScreen, SavedScreen
from tui_reader.ui.widgets.virtual_list import VirtualList

NEW = "Gull Takes the Chair\n\nA gull sat in the salamander's chair, and nobody dared to say anything.\n"


def listed(reader: Reader) -> list[tuple[str, str]]:
    """The rows of the list over the screen."""
    return [(row.text, row.about) for row in reader.app.screen.query_one(VirtualList).rows]


def past(folder: Path) -> list[str]:
    library = Library(folder)
    queries = library.memory.past_queries()
    library.close()
    return queries


# Past queries


async def test_a_query_of_which_a_result_was_opened_is_remembered(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.type("salamander")
        await reader.press("enter")
        await reader.search("imogen")
        await reader.press("escape", "enter")
        await reader.search("zeppelinry")
        await reader.press("enter")
        await reader.search("felix")
    assert past(samples) == ["imogen", "salamander"]


async def test_a_query_at_which_somebody_rests_is_remembered_once_it_is_whole(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.type("imo")
        await reader.until(lambda: past(samples) == ["imo"])
        await reader.type("gen")
        await reader.until(lambda: past(samples) == ["imogen"])


async def test_ctrl_r_lists_past_queries_and_typing_filters_them(samples: Path, open_reader: OpenReader) -> None:
    library = Library(samples)
    for query in ("imogen", "felix OR tamsin", "salamander"):
        library.memory.note_query(query)
    library.close()
    async with open_reader(samples) as reader:
        await reader.press("ctrl+r")
        assert isinstance(reader.app.screen, HistoryScreen)
        assert [text for text, _ in listed(reader)] == ["salamander", "felix OR tamsin", "imogen"]
        await reader.press("ctrl+r")
        assert reader.app.screen.query_one(VirtualList).chosen == 1
        await reader.press(*"imo")
        assert [text for text, _ in listed(reader)] == ["imogen"]
        await reader.press("enter")
        assert reader.screen.search_box.value == "imogen"
        assert reader.screen.search_box.has_focus
        assert reader.titles
        await reader.press("ctrl+r", "escape")
        assert reader.screen.search_box.value == "imogen"


async def test_where_nothing_was_searched_for_the_list_says_so(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.press("ctrl+r")
        assert "Nothing yet" in reader.text
        await reader.press("enter", "escape", "escape", "S")
        assert "Nothing is saved yet" in reader.text
        await reader.press("enter", "delete", "escape", "R")
        assert "Nothing yet" in reader.text
        await reader.press("enter", "escape")
        assert reader.app.screen is reader.screen


# Saved searches


async def test_saved_searches_are_listed_with_what_they_find_and_what_is_new(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        for query in ("salamander", "imogen felix", "zeppelinry"):
            await reader.search(query)
            await reader.press("escape", "s")
        totals = [reader.screen.library.search(query).total for query in ("imogen felix", "salamander")]
        await reader.press("S")
        assert isinstance(reader.app.screen, SavedScreen)
        await reader.until(lambda: "…" not in [about for _, about in listed(reader)])
        assert listed(reader) == [
            ("zeppelinry", "0 articles"),
            ("imogen felix", f"{totals[0]} articles"),
            ("salamander", f"{totals[1]} articles"),
        ]
    (samples / "articles" / "99-gull.txt").write_text(NEW)
    async with open_reader(samples) as reader:
        assert f"{totals[1] + 1} articles · 1 new" in reader.text  # on the front page
        await reader.press("escape", "S")
        await reader.until(lambda: ("salamander", f"{totals[1] + 1} articles · 1 new") in listed(reader))
        await reader.press(*"salam", "enter")
        assert reader.screen.search_box.value == "salamander"
        assert reader.screen.results_list.has_focus
        assert "Gull Takes the Chair" in reader.titles
        await reader.press("S")
        await reader.until(lambda: ("salamander", f"{totals[1] + 1} articles") in listed(reader))
        await reader.press("escape")
        await reader.search("")
        await reader.until(lambda: "· 1 new" not in reader.text)


async def test_a_saved_search_is_forgotten_and_that_can_be_undone(samples: Path, open_reader: OpenReader) -> None:
    library = Library(samples)
    for query in ("imogen", "salamander"):
        library.memory.save_search(query)
    async with open_reader(samples) as reader:
        await reader.press("escape", "S", "delete")
        assert ("salamander", "forgotten") in listed(reader)
        await reader.until(lambda: [search.query for search in library.memory.saved_searches()] == ["imogen"])
        await reader.press("delete")
        await reader.until(lambda: len(library.memory.saved_searches()) == 2)
        assert ("salamander", "forgotten") not in listed(reader)
        await reader.press("delete", "escape", "u")
        assert len(library.memory.saved_searches()) == 2
        await reader.press("S", *"imogen", "left", "delete")
        assert [text for text, _ in listed(reader)] == ["imogen"]  # within a word Del only deletes
        assert len(library.memory.saved_searches()) == 2
    library.close()


# Articles


async def test_what_was_read_last_is_opened_where_it_was_left(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("imogen ")
        await reader.press("enter", *"jjjjj", "]", "j")
        assert reader.screen.reading is not None
        second, top = reader.screen.reading.article.title, reader.screen.reader.top
        await reader.press("[")
        first = reader.screen.reading.article.title
        await reader.search("salamander ")
        await reader.press("enter", "R")
        assert isinstance(reader.app.screen, RecentScreen)
        titles = [text for text, _ in listed(reader)]
        assert {first, second} <= set(titles[:3])
        await reader.press(*second[:12], "enter")
        assert reader.screen.reading.article.title == second
        assert reader.screen.reader.top == top
        assert reader.screen.reader.has_focus


# Mistakes


async def test_one_key_mends_a_mistake(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("imogen ) sister")
        assert "This parenthesis closes nothing" in reader.text
        assert reader.screen.mended == "imogen sister"
        assert f"Enter mends it: {reader.screen.mended}" in reader.status
        assert "Enter open" not in reader.text
        await reader.press("enter")
        assert reader.screen.search_box.value == "imogen sister"
        assert reader.screen.search_error == ""
        assert "mends it" not in reader.text
        assert reader.titles
