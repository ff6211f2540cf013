"""The states of the screen that are not reading: nothing there, not ready yet, not possible."""

import os
import shutil
from pathlib import Path

import pytest

from tests.ui.conftest import SAMPLES, OpenReader
from tui_reader.ui.screens.help import HelpScreen


async def test_a_library_without_articles_says_where_to_put_them(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "articles").mkdir()
    async with open_reader(tmp_path, 80, 24) as reader:
        assert "No articles yet." in reader.text
        assert "articles" in reader.text
        await reader.press("escape", *"nN][pmBuv")
        assert reader.app.is_running


async def test_the_reader_is_usable_while_the_index_is_built(tmp_path: Path, open_reader: OpenReader) -> None:
    for copy in range(12):
        for path in SAMPLES.iterdir():
            shutil.copy(path, tmp_path / f"{copy}-{path.name}")
    async with open_reader(tmp_path, settled=False) as reader:
        screen = reader.screen
        await reader.until(lambda: bool(reader.titles))
        await reader.pilot.press(*"bosun")
        await reader.until(lambda: screen.indexing is not None and "of 288 ▇" in reader.text)
        assert screen.results is not None
        assert screen.results.query.text == "bosun"
        assert screen.reading is not None
        await reader.until(lambda: screen.results is not None and screen.results.total == 12 * 5)
        await reader.settle()
        assert screen.indexing is None


async def test_a_file_that_is_no_article_does_not_stop_the_others(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "good.txt").write_text("A headline\n\nSomething that is said in a good article about Bosun.\n")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2" * 100)
    os.mkfifo(tmp_path / "pipe.txt")
    async with open_reader(tmp_path) as reader:
        assert reader.titles == ["A headline"]


@pytest.mark.parametrize(("width", "height"), [(140, 40), (100, 30), (80, 24), (60, 20), (40, 10), (20, 5)])
async def test_every_row_is_as_wide_as_the_terminal(
    samples: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(samples, width, height) as reader:
        for keys in (["enter"], ["p"], ["?"], ["escape"], ["B"], ["escape"], [":"], ["escape"]):
            await reader.press(*keys)
            assert len(reader.strips) == height
            assert all(strip.cell_length == width for strip in reader.strips)


async def test_help_lists_every_key_and_closes_again(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 100, 60) as reader:
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
