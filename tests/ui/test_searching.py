"""Stories of somebody who searches."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
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
            f"Headline {number}\n\nThe same word, {number:03}{number:03} {number:04} x{number} y{number} z{number}.\n"
        )
    async with open_reader(bring_up_to_date(tmp_path)) as reader:
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


# The order of the list


async def test_o_sorts_and_the_line_above_says_how(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 120, 30) as reader:
        await reader.search("imogen ")
        await reader.press("escape")
        best = reader.titles
        assert "best match first" in reader.text
        for sort, words in (("newest", "newest first"), ("oldest", "oldest first"), ("title", "by title")):
            await reader.press("o")
            expected = reader.screen.library.search("imogen", sort=sort, folded=True)
            assert reader.titles == [hit.title for hit in expected.hits]
            assert reader.screen.results_list.chosen == 0
            assert words in reader.text
        await reader.press("o")
        assert reader.titles == best


async def test_whoever_reads_goes_on_reading_when_the_list_is_sorted(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen ")
        await reader.press("enter", "n", "o")
        assert reader.screen.reading is not None
        here, title = reader.here, reader.screen.reading.article.title
        assert reader.titles[reader.screen.results_list.chosen] == title
        assert reader.screen.reader.has_focus
        await reader.press("]")
        assert reader.screen.reading.article.title == reader.titles[reader.titles.index(title) + 1]
        assert here


async def test_the_order_lasts_for_the_next_search_and_all_articles_are_newest_first(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 120, 30) as reader:
        newest = reader.titles
        await reader.search("imogen ")
        await reader.press("escape", "o", "o")
        await reader.search("felix ")
        assert reader.titles == [hit.title for hit in reader.screen.library.search("felix", sort="oldest").hits]
        assert "oldest first" in reader.text
        await reader.search("")
        assert reader.titles == newest
        await reader.press("escape", "o")
        assert "newest first" in reader.status
        assert reader.screen.sort == "oldest"


async def test_sorted_results_go_on_where_the_first_of_them_end(tmp_path: Path, open_reader: OpenReader) -> None:
    for number in range(70):
        (tmp_path / f"{number:03}.txt").write_text(
            f"{number:02}\n\nThe same word, {number:03}{number:03} {number:04} x{number} y{number} z{number}.\n"
        )
    async with open_reader(bring_up_to_date(tmp_path)) as reader:
        await reader.search("word ")
        await reader.press("escape", "o", "o", "o")
        assert reader.titles == [f"{number:02}" for number in range(50)]
        await reader.press("G")
        assert reader.titles == [f"{number:02}" for number in range(70)]


# While one types


async def test_what_somebody_chose_stays_chosen_while_they_type_on(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("down", "down", "down")
        chosen = reader.titles[3]
        await reader.type(" OR felix OR odile")
        assert reader.titles[0] != chosen
        assert reader.titles[reader.screen.results_list.chosen] == chosen
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == chosen
        await reader.search("imogen")
        assert reader.screen.results_list.chosen == 0


async def test_when_what_was_chosen_is_not_found_any_more_the_best_is(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("down", "down", "down")
        chosen = reader.titles[3]
        await reader.type(f" -title:{chosen.split()[0]}")
        assert chosen not in reader.titles
        assert reader.screen.results_list.chosen == 0


async def test_the_best_is_chosen_for_whoever_only_types(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        for letter in "salamander":
            await reader.type(letter)
            assert reader.screen.results_list.chosen == 0


# Near-copies


async def fold(reader: Reader, *copies: int) -> None:
    """Have some of the results, by their numbers, as near-copies of the first."""
    results = reader.screen.results
    assert results is not None
    story = replace(results.hits[0], variants=tuple(results.hits[number] for number in copies))
    others = (hit for number, hit in enumerate(results.hits) if number and number not in copies)
    folded = replace(results, hits=(story, *others))
    reader.screen.post_message(work.SearchFinished(reader.screen._search_number, folded))
    await reader.settle()


async def test_near_copies_are_one_result_that_opens_into_them(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen ")
        plain = reader.titles
        await reader.press("escape")
        await fold(reader, 1, 3)
        assert reader.titles == [plain[0], plain[2], *plain[4:]]
        assert "▸ also in" in reader.text or "▸ +2 like it" in reader.text
        assert "→ its copies" in reader.text
        await reader.press("right")
        assert reader.titles == [plain[0], plain[1], plain[3], plain[2], *plain[4:]]
        assert f"└ {plain[1][:20]}" in reader.text
        assert "← hide copies" in reader.text
        await reader.press("down")
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == plain[1]
        await reader.press("left")
        assert reader.titles == [plain[0], plain[2], *plain[4:]]
        assert reader.screen.results_list.chosen == 0
        assert reader.screen.reading.article.title == plain[0]


async def test_walking_goes_through_near_copies_only_while_they_are_shown(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 100, 30) as reader:
        await reader.search("imogen ")
        plain = reader.titles
        await reader.press("escape")
        await fold(reader, 1, 3)
        await reader.press("]")
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == plain[2]
        assert f"article 4 of {len(plain)}" in reader.status
        await reader.press("[", "right", "]")
        assert reader.screen.reading.article.title == plain[1]
        assert f"article 2 of {len(plain)}" in reader.status
        assert f"{len(plain)} articles" in reader.text


@pytest.mark.parametrize(("width", "height"), [(140, 40), (100, 30), (80, 24), (80, 20), (50, 15)])
async def test_that_there_are_near_copies_is_told_in_every_layout(
    samples: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(samples, width, height) as reader:
        await reader.search("imogen ")
        await reader.press("escape")
        await fold(reader, 1, 3)
        assert "▸ " in reader.text
        await reader.press("right")
        assert "▾ " in reader.text
        assert "└ " in reader.text


async def test_a_near_copy_that_is_opened_from_elsewhere_is_shown(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 100, 30) as reader:
        await reader.search("imogen ")
        plain = reader.titles
        await reader.press("]", "enter", "[", "H")
        await fold(reader, 1, 3)
        assert plain[1] not in reader.titles
        assert reader.screen.results is not None
        reader.screen.results_list.mark(reader.screen.results.hits[0].variants[0].article)
        assert reader.titles[:3] == [plain[0], plain[1], plain[3]]
        assert reader.screen.results_list.chosen == 1


async def test_stories_that_are_nearly_the_same_are_folded(tmp_path: Path, open_reader: OpenReader) -> None:
    story = " ".join(f"What the bosun said about salamander number {number} was taken down." for number in range(40))
    for name, outlet in (("a", "Gala"), ("b", "Star Wire"), ("c", "The Daily Dish")):
        text = f"---\nsource: {outlet}\n---\n\nThe Bosun Speaks\n\n{story} It was told to {outlet}.\n"
        (tmp_path / f"{name}.txt").write_text(text)
    (tmp_path / "d.txt").write_text("Another Bosun\n\nThis bosun has nothing to do with any of that.\n")
    async with open_reader(bring_up_to_date(tmp_path), 140, 40) as reader:
        await reader.search("bosun ")
        assert len(reader.titles) == 2
        assert "4 articles" in reader.text
        chosen = reader.titles.index("The Bosun Speaks")
        await reader.press("escape", *["j"] * chosen, "right")
        assert reader.titles.count("The Bosun Speaks") == 3


async def test_whoever_types_fast_is_in_the_article_as_well(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.press("/")
        await reader.pilot.press(*"salamander", "enter")
        await reader.settle()
        await reader.until(lambda: reader.screen.reading is not None)
        assert reader.screen.mode == "ARTICLE"
        assert reader.screen.reading
        assert reader.screen.reading.hits


@pytest.mark.parametrize("begun", ["page", "results", "article"])
async def test_what_comes_with_the_key_for_searching_is_typed(
    samples: Path, open_reader: OpenReader, begun: str
) -> None:
    """Over a slow line, keys come many at once."""
    async with open_reader(samples) as reader:
        if begun != "page":
            await reader.type("regatta")
            await reader.press("escape", *["enter"] if begun == "article" else [])
            assert reader.screen.mode == begun.upper()
        for key in "/kittiwake":
            reader.app.post_message(events.Key("slash" if key == "/" else key, key))
        await reader.until(lambda: reader.screen.typed.endswith("kittiwake"))
        await reader.settle()
        assert reader.screen.search_box.has_focus
