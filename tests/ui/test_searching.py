"""Stories of somebody who searches."""

from pathlib import Path

from textual import events

from tests.ui.conftest import OpenReader
from tui_reader.ui import work


async def test_results_appear_before_the_word_is_finished(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.type("irina sha")
        assert len(reader.titles) == 2
        assert "understood as: irina AND sha" in reader.text


async def test_the_best_result_is_open_at_its_first_hit_while_one_types(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.type("salamander")
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == reader.titles[0]
        assert reader.here.lower().startswith("salamander")
        assert reader.screen.search_box.has_focus


async def test_all_articles_are_listed_newest_first_while_nothing_is_typed(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        assert len(reader.titles) == 24
        assert reader.titles[0].startswith("The Ninth Customer")
        assert "24 articles · newest first" in reader.text


async def test_of_a_text_too_long_for_a_query_the_beginning_is_pasted_and_that_is_told(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.type("x")
        reader.screen.search_box.post_message(events.Paste("salamander " * 100))
        await reader.settle()
        assert len(reader.screen.search_box.value) == 512
        assert reader.screen.search_box.value.startswith("xsalamander")
        assert "the rest was left out" in reader.text


async def test_an_unfinished_query_is_no_error(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        for typed in ('"side g', "imogen OR", "(imogen", "name:", "date:20", "-"):
            reader.screen.search_box.value = ""
            await reader.type(typed)
            assert reader.screen.search_error == "", typed


async def test_a_mistake_is_named_and_the_results_before_it_stay(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.type("imogen")
        before = reader.titles
        await reader.type(" )")
        assert "This parenthesis closes nothing" in reader.text
        assert reader.titles == before
        await reader.press("backspace")
        assert "This parenthesis" not in reader.text


async def test_nothing_found_says_what_to_try(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("xyzzy")
        assert "No article matches." in reader.text
        assert reader.screen.reading is None
        assert reader.panel == []


async def test_another_result_is_chosen_without_leaving_the_box(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("down", "down", "up")
        assert reader.screen.search_box.has_focus
        assert reader.screen.results_list.chosen == 1
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == reader.titles[1]


async def test_an_answer_that_comes_late_is_dropped(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("zephyrine")
        newest = reader.screen.results
        assert newest is not None
        late = reader.screen.library.search("bosun", typing=True)
        reader.screen.post_message(work.SearchFinished(1, late))
        await reader.settle()
        assert reader.screen.results is newest


async def test_once_typing_rests_every_completion_counts(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("c")
        await reader.until(lambda: reader.screen.results is not None and reader.screen.results.total_is == "exact")
        exact = reader.screen.library.search("c*", limit=100)
        assert reader.screen.results is not None
        assert reader.screen.results.total == exact.total


async def test_more_results_come_when_their_end_is_near(tmp_path: Path, open_reader: OpenReader) -> None:
    for number in range(70):
        (tmp_path / f"{number:03}.txt").write_text(
            f"Headline {number}\n\nThe same word for everybody, number {number}.\n"
        )
    async with open_reader(tmp_path) as reader:
        await reader.search("word ")
        assert len(reader.titles) == 50
        await reader.press("escape", "G")
        assert len(reader.titles) == 70
        assert reader.screen.results_list.chosen == 49


async def test_the_search_box_can_be_left_and_found_again(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("escape")
        assert reader.screen.results_list.has_focus
        await reader.press("/")
        await reader.press(*"felix")
        assert reader.screen.search_box.value == "felix"


async def test_people_dates_and_sources_can_be_searched_for(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search('name:"tamsin summer" source:"harbour courier" date:2026')
        assert [title[:7] for title in reader.titles] == ["At Last"]
