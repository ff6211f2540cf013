"""The states of the screen that are not reading: nothing there, not ready yet, not possible."""

import os
import re
import shutil
from pathlib import Path

import pytest
from textual import events

from tests.ui.conftest import SAMPLES, OpenReader, Reader, bring_up_to_date
from tui_reader.library import Library
from tui_reader.library.update import open_folder
from tui_reader.ui.screens.help import HelpScreen


async def test_in_a_library_without_articles_no_key_does_harm(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "articles").mkdir()
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        assert "No articles yet." in reader.text
        await reader.press("escape", *"nN][pmBuvzswt")
        assert reader.app.is_running


async def test_nothing_found_says_what_was_understood_and_offers_what_has_results(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("salamander zeppelin ")
        assert reader.page[:2] == ["No article matches.", "understood as: salamander AND zeppelin"]
        assert "salamander" in reader.page
        assert "0 articles" not in reader.text
        await reader.press("enter")
        assert reader.screen.search_box.value == "salamander"
        assert reader.titles
        assert reader.screen.results_list.has_focus


async def test_the_caret_is_under_the_mistake_and_the_results_are_dimmed(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.type("imogen")
        row = next(number for number, row in enumerate(reader.rows) if reader.titles[1][:20] in row)
        column = reader.rows[row].index(reader.titles[1][:20])
        assert not reader.screen.results_list.is_stale
        await reader.type(" ) felix")
        box, below = reader.rows[0], reader.rows[1]
        assert box.index(")") == below.index("^")
        assert "This parenthesis closes nothing" in below
        assert reader.app.screen.get_style_at(column, row) == reader.screen.results_list.style_of("dim") + (
            reader.app.screen.get_style_at(column, row)
        )
        assert reader.screen.results_list.is_stale
        await reader.press(*["backspace"] * 8)
        assert not reader.screen.results_list.is_stale


async def test_files_that_change_are_read_again_and_the_place_is_kept(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("bosun")
        await reader.press("enter", "n")
        assert reader.screen.reading is not None
        path = samples / reader.screen.reading.article.id
        seen, here = top_words(reader), reader.here
        path.write_text(path.read_text().replace("\n\n", "\n\nA paragraph that nobody has read yet.\n\n", 1))
        (samples / "articles" / "new.txt").write_text("News\n\nSomething new has happened to the bosun.\n")
        await reader.press("f5")
        await reader.until(lambda: "1 article new, 1 changed" in reader.status)
        await reader.settle()
        assert "nobody has read yet" in reader.screen.reading.article.text
        assert top_words(reader) == seen
        assert reader.here == here
        assert reader.screen.reader.has_focus
        assert "News" in reader.titles


async def test_changes_are_noticed_when_the_terminal_is_looked_at_again(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("bosun")
        screen = reader.screen
        screen._looked_at = float("-inf")  # as after a while
        (samples / "articles" / "new.txt").write_text("News\n\nSomething new has happened to the bosun.\n")
        reader.app.post_message(events.AppBlur())
        await reader.settle()
        reader.app.post_message(events.AppFocus())
        await reader.until(lambda: "1 article new" in reader.status and "News" in reader.titles)
        assert screen.search_box.has_focus


async def test_an_article_that_goes_while_it_is_read_stays_on_the_screen(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("bosun")
        await reader.press("enter")
        assert reader.screen.reading is not None
        (samples / reader.screen.reading.article.id).unlink()
        seen = top_words(reader)
        await reader.press("f5")
        await reader.until(lambda: "gone from the disk" in reader.status)
        assert top_words(reader) == seen


async def test_nothing_new_is_told_to_whoever_asked(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.press("escape", "f5")
        await reader.until(lambda: "nothing has changed" in reader.status)


async def test_another_reader_at_the_index_is_told_and_waited_for(samples: Path, open_reader: OpenReader) -> None:
    size = len(list(SAMPLES.iterdir()))
    (samples / "articles" / "new.txt").write_text("News\n\nSomething new has happened to the bosun.\n")
    with open_folder(Library(samples).places).locked():
        async with open_reader(samples) as reader:
            await reader.until(lambda: reader.screen.index_held)
            assert "another reader is indexing" in reader.text
            await reader.type("bosun")
            assert reader.titles
    async with open_reader(samples) as reader:
        await reader.until(lambda: reader.screen.library_size == size + 1)
        assert not reader.screen.index_held


async def test_the_reader_is_usable_while_the_index_is_built(tmp_path: Path, open_reader: OpenReader) -> None:
    for copy in range(5):
        for path in SAMPLES.iterdir():
            shutil.copy(path, tmp_path / f"{copy}-{path.name}")
    async with open_reader(tmp_path, settled=False) as reader:
        screen = reader.screen
        await reader.until(lambda: bool(reader.titles))
        await reader.pilot.press(*"bosun")
        await reader.until(
            lambda: screen.indexing is not None and re.search(r"of 120( articles)? ▇", reader.text) is not None
        )
        await reader.until(lambda: screen.results is not None and screen.results.query.text == "bosun")
        await reader.until(lambda: screen.reading is not None)
        assert screen.indexing is not None
        await reader.until(lambda: screen.results is not None and screen.results.total == 5 * 5)
        await reader.settle()
        assert screen.indexing is None


def top_words(reader: Reader) -> str:
    """The first words of the article that are to be seen."""
    reading = reader.screen.reading
    assert reading is not None
    return " ".join(reading.article.text[reader.screen.reader.visible_span.start :].split()[:8])


async def test_a_foreign_file_in_the_store_s_place_is_told_of_once(samples: Path, open_reader: OpenReader) -> None:
    (samples / "reader.db").write_text("this is somebody's shopping list")
    async with open_reader(samples, 100, 30) as reader:
        assert "a file that is not ours lay in the store's place" in reader.status
        await reader.search("bosun")
        await reader.press("enter", "m")
        assert "kept" in reader.status
        assert "★ 1" in reader.text
    async with open_reader(samples, 100, 30) as reader:
        assert "not ours" not in reader.status
    (aside,) = [path for path in samples.iterdir() if path.name.startswith("reader.db") and path.name != "reader.db"]
    assert aside.read_text() == "this is somebody's shopping list"


async def test_a_file_that_is_no_article_does_not_stop_the_others(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "good.txt").write_text("A headline\n\nSomething that is said in a good article about Bosun.\n")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 100)
    os.mkfifo(tmp_path / "pipe.txt")
    async with open_reader(tmp_path) as reader:
        assert reader.titles == ["A headline"]


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (140, 40),
        (80, 24),
        (40, 10),
        *(pytest.param(*size, marks=pytest.mark.exhaustive) for size in ((100, 30), (60, 20), (20, 5))),
    ],
)
async def test_every_row_is_as_wide_as_the_terminal(
    samples: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(samples, width, height) as reader:
        for keys in (["enter"], ["p"], ["?"], ["escape"], ["B"], ["escape"], [":"], ["escape"]):
            await reader.press(*keys)
            assert len(reader.strips) == height
            assert all(strip.cell_length == width for strip in reader.strips)


async def test_help_lists_every_key_and_closes_again(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 100, 95) as reader:
        await reader.press("escape", "?")
        assert isinstance(reader.app.screen, HelpScreen)
        for words in (
            "Search the library",
            "Go to the next hit or mention",
            "Keep the selection",
            "Quit, also while typing",
        ):
            assert words in reader.text
        await reader.press("escape")
        assert not isinstance(reader.app.screen, HelpScreen)


async def test_the_palette_runs_commands_by_name(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", ":")
        await reader.press(*"kept passages")
        await reader.press("enter")
        assert "Nothing is kept yet." in reader.text


async def test_without_colours_the_terminal_s_own_palette_is_used(
    samples: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(samples) as reader:
        assert reader.app.theme == "ansi-dark"
        await reader.search("draughts")
        assert reader.here == "draughts"
