"""Stories of somebody who comes back to what was before: past queries, saved searches, articles read last."""

import re
from pathlib import Path

from tests.ui.conftest import OpenReader, Reader
from tui_reader.library import Library
from tui_reader.ui import work
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
        second, top = reader.screen.reading.article.title, reader.screen.reader.top[0]
        await reader.press("[")
        first = reader.screen.reading.article.title
        await reader.search("salamander ")
        await reader.press("enter", "R")
        assert isinstance(reader.app.screen, RecentScreen)
        titles = [text for text, _ in listed(reader)]
        assert {first, second} <= set(titles[:3])
        await reader.press(*second[:12], "enter")
        assert reader.screen.reading.article.title == second
        assert reader.screen.reader.top[0] == top
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


# What completes the query


async def test_the_name_of_a_field_is_completed(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("imogen sour")
        assert "imogen source:" in reader.rows[0]
        assert "→ complete" in reader.rows[-1]
        assert reader.screen.search_box.value == "imogen sour"
        await reader.press("right")
        assert reader.screen.search_box.value == "imogen source:"
        assert reader.screen.search_box.cursor_at_end


async def test_sources_are_completed_where_they_are_asked_for(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("source:harb")
        assert "→ The Harbour Courier" in reader.rows[0]
        await reader.press("end")
        assert reader.screen.search_box.value == 'source:"The Harbour Courier"'
        assert reader.titles
        total = len(reader.titles)
        await reader.press("right", "right")
        assert len(reader.titles) == total


async def test_a_key_that_completes_nothing_only_moves(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("imogen sour")
        await reader.press("left", "left", "right")
        assert reader.screen.search_box.cursor_position == len("imogen sou")
        assert reader.screen.search_box.value == "imogen sour"
        await reader.press("end")
        assert reader.screen.search_box.cursor_at_end
        assert reader.screen.search_box.value == "imogen sour"


async def test_a_completion_that_comes_late_is_not_offered(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("imogen so")
        reader.screen.post_message(work.CompletionFound("imogen s", "imogen sxyzzy", "sxyzzy"))
        await reader.settle()
        assert "xyzzy" not in reader.text
        assert reader.screen.search_box.completion == "imogen source:"
        await reader.press("escape", "/", "end")
        assert reader.screen.search_box.value == "imogen so"


# When nothing matches


async def test_nothing_found_offers_another_spelling_first(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("salamandre ")
        assert "DID YOU MEAN" in reader.page
        row = reader.screen.page.chosen_row
        assert row is not None
        assert row.text == "salamander"
        await reader.press("enter")
        await reader.press("escape", "enter")
        assert reader.screen.search_box.value == "salamander"
        assert reader.titles


async def test_nothing_found_says_which_word_is_in_the_way_and_what_was_kept(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("salamander ")
        await reader.press("enter", "m", "]", "m")
        library = reader.screen.library
        last, first = library.bookmarks.all()
        kept = [first.bookmark.quote, last.bookmark.quote]
        other = f"{kept[1]} {last.title}".lower()  # the list looks in headlines as well
        words = (word for word in re.findall(r"\w+", kept[0]) if word.lower() not in other)
        word = max(words, key=len)
        await reader.search(f"{word} -is:read -is:unread ")
        assert "1 passage" in reader.page
        assert "LEAVE SOMETHING OUT" in reader.page
        assert "without -is:" in reader.text
        await reader.choose("1 passage")
        assert "1 of 2 passages" in reader.text
        assert kept[0][:30] in reader.text
        assert kept[1][:30] not in reader.text
        await reader.press("escape")
        assert "2 passages in" in reader.text
        await reader.press("escape")
        assert reader.screen.page.has_focus
        await reader.press("B")
        assert "2 passages in" in reader.text
