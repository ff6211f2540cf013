"""Stories of somebody who has just come in: the front page, and the welcome to an empty library."""

import shutil
from pathlib import Path

import pytest
from textual import events

from tests.ui.conftest import SAMPLES, OpenReader, Reader, bring_up_to_date

NEW = "Gull Takes the Chair\n\nA gull sat in the chair at Kittiwake Pictures, and nobody dared to say anything.\n"


def section(reader: Reader, heading: str) -> list[str]:
    """The rows below a heading of the front page."""
    rows = reader.screen.page.rows
    start = next((number for number, row in enumerate(rows) if row.text.startswith(heading)), len(rows))
    found = []
    for row in rows[start + 1 :]:
        if row.deed is None:
            break
        found.append(row.text)
    return found


async def test_it_shows_the_newest_and_who_is_mentioned_most(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        assert reader.screen.mode == "SEARCH"
        assert section(reader, "NEWEST") == reader.titles[:10]
        name, articles = reader.screen.library.most_mentioned(1)[0]
        assert section(reader, "MOST MENTIONED")[0] == name
        assert f"{articles} articles" in reader.text
        assert section(reader, "CONTINUE") == section(reader, "SAVED") == section(reader, "NEW SINCE") == []
        assert reader.screen.reading is None


async def test_an_article_opened_from_it_has_the_newest_as_results_and_esc_leads_back(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        title = section(reader, "NEWEST")[2]
        await reader.choose(title)
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.title == title
        assert reader.screen.reader.has_focus
        assert reader.screen.results_list.chosen == 2
        await reader.press("]")
        assert reader.screen.reading.article.title == reader.titles[3]
        await reader.press("escape")
        assert reader.screen.page.has_focus
        assert reader.screen.mode == "FRONT"
        assert reader.screen.reading is None


async def test_what_was_begun_what_is_new_and_what_was_saved_is_there_the_next_time(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        begun = reader.titles[1]
        await reader.choose(begun)
        await reader.press(*"jjjjjjjj")
        await reader.search("salamander")
        await reader.press("escape", "s")
    (samples / "articles" / "99-gull.txt").write_text(NEW)
    async with open_reader(samples) as reader:
        assert section(reader, "CONTINUE") == [begun]
        assert section(reader, "NEW SINCE") == ["Gull Takes the Chair"]
        assert section(reader, "SAVED") == ["salamander"]
        await reader.choose("salamander")
        assert reader.screen.search_box.value == "salamander"
        assert reader.titles
        assert reader.screen.results_list.has_focus
        await reader.search("")
        await reader.choose(begun)
        assert reader.screen.reader.scroll_offset.y > 0


async def test_a_name_on_it_finds_the_articles_of_somebody(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        name = section(reader, "MOST MENTIONED")[1]
        await reader.choose(name)
        assert f'understood as: a person named "{name.lower()}"' in reader.text
        assert len(reader.titles) > 1


async def test_while_typing_its_rows_can_be_chosen_and_a_letter_leaves_it(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.press("down")
        assert reader.screen.search_box.has_focus
        assert reader.screen.page.chosen_row is not None
        assert reader.screen.page.chosen_row.text == section(reader, "MOST MENTIONED")[1]
        await reader.type("salamander")
        assert not reader.screen.query_one("#page-area").display
        assert reader.titles
        await reader.search("")
        assert reader.page[0] == "MOST MENTIONED"


async def test_keys_that_need_an_article_do_nothing_on_it(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.press("escape", *"nN][pmvwtzr")
        assert reader.screen.mode == "FRONT"
        assert reader.screen.reading is None
        assert reader.screen.library.bookmarks.count() == 0


async def test_an_empty_library_takes_the_samples_in(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "articles").mkdir()
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        assert reader.page[0] == "No articles yet."
        assert reader.screen.mode == "EMPTY"
        await reader.press("enter")
        await reader.until(lambda: len(reader.titles) >= 12)
        await reader.settle()
        assert len(list((tmp_path / "articles").iterdir())) == len(reader.titles)
        assert section(reader, "NEWEST")


async def test_a_file_is_brought_in_by_its_path_which_tab_completes(tmp_path: Path, open_reader: OpenReader) -> None:
    library = tmp_path / "library"
    (library / "articles").mkdir(parents=True)
    (tmp_path / "gull.txt").write_text(NEW)
    async with open_reader(bring_up_to_date(library), 80, 24) as reader:
        await reader.choose("Bring in a file")
        assert reader.screen.mode == "PATH"
        await type_path(reader, f"{tmp_path}/g")
        await reader.press("tab")
        assert reader.app.focused is not None
        assert getattr(reader.app.focused, "value", "") == f"{tmp_path}/gull.txt"
        await reader.press("enter")
        await reader.until(lambda: reader.titles == ["Gull Takes the Chair"])
    assert (library / "articles" / "gull.txt").read_text() == NEW


async def test_another_folder_is_read_in_place_of_an_empty_one(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "empty").mkdir()
    shutil.copytree(SAMPLES, tmp_path / "mine")
    async with open_reader(tmp_path / "empty", 80, 24) as reader:
        assert not [row for row in reader.page if "sample" in row or "Bring in" in row]
        await reader.choose("Read a folder")
        await type_path(reader, f"{tmp_path}/nothing here")
        await reader.press("enter")
        assert "There is no folder" in reader.text
        await reader.press("escape")
        assert reader.screen.page.has_focus
        await reader.press("enter")
        await type_path(reader, f"{tmp_path}/mine")
        await reader.press("enter")
        await reader.until(lambda: len(reader.screen.results_list.rows) >= 12)
        await reader.settle()
        assert reader.app.library.places.root == tmp_path / "mine"
        await reader.type("salamander")
        assert reader.titles
    assert list((tmp_path / "empty").iterdir()) == []


async def test_files_that_were_put_there_are_found_by_looking_again(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "articles").mkdir()
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        (tmp_path / "articles" / "gull.txt").write_text(NEW)
        await reader.choose("Look again")
        await reader.until(lambda: reader.titles == ["Gull Takes the Chair"])


@pytest.mark.parametrize("typed", ["~/", "/no/such/place"])
async def test_a_path_is_typed_without_being_taken_for_commands(
    tmp_path: Path, open_reader: OpenReader, typed: str
) -> None:
    (tmp_path / "articles").mkdir()
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        await reader.choose("Read a folder")
        await type_path(reader, typed + "qn?:")
        assert reader.app.is_running
        assert reader.screen.mode == "PATH"


async def type_path(reader: Reader, path: str) -> None:
    """Type into the field for a path, as a paste does."""
    assert reader.app.focused is not None
    reader.app.focused.post_message(events.Paste(path))
    await reader.settle()
