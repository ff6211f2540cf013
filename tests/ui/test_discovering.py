"""Stories of somebody who finds out what can be done, and has it done their own way."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tui_reader.library import Library
from tui_reader.ui.screens.help import HelpScreen
from tui_reader.ui.screens.palette import PaletteScreen
from tui_reader.ui.screens.themes import ThemesScreen


def rows_of(reader: Reader) -> list[str]:
    """The lines of the list that is open over the screen, without the blanks around them."""
    screen = reader.app.screen
    assert isinstance(screen, HelpScreen | PaletteScreen | ThemesScreen)
    left, top, width, height = screen.rows.region
    return [row[left : left + width].strip(" ▌") for row in reader.rows[top : top + height]]


def typed(reader: Reader) -> str:
    """What is in the line above the list."""
    return reader.app.screen.query_one("#filter", Input).value


# Keys of one's own


async def test_keys_of_one_s_own_work_and_are_shown_everywhere(samples: Path, open_reader: OpenReader) -> None:
    own = '[keys]\nbookmark = "K"\nundo = ["F4", "u"]\nnext_hit = "^N"\nhelp = ["F1", "?"]'
    async with open_reader(samples, 140, 40, keys=own) as reader:
        await reader.search("imogen")
        await reader.press("enter")
        assert "K keep" in reader.rows[-1]
        await reader.press("m")
        assert "kept" not in reader.status
        await reader.press("K")
        assert "✓ kept" in reader.status
        assert "F4 undo" in reader.status
        await reader.press("f4")
        assert "no longer kept" in reader.status
        await reader.press("ctrl+n")
        assert "hit 2 of 3" in reader.status
        await reader.press("f1", *"keep")
        assert any(row.startswith("K ") and "Keep the selection" in row for row in rows_of(reader))
        await reader.press("f1", ":", *"keep")
        assert any("Keep the selection" in row and row.endswith("K") for row in rows_of(reader))


async def test_an_action_without_a_key_is_done_from_the_palette(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, keys="[keys]\nbookmark = []\nnext_pane = []\ndown = []") as reader:
        await reader.search("draughts")
        await reader.press("enter", "m")
        assert "kept" not in reader.status
        top = reader.screen.reader.scroll_offset.y
        await reader.press("tab", "down", "j")
        assert reader.screen.reader.has_focus
        assert reader.screen.reader.scroll_offset.y == top
        await reader.press(":", *"keep the sel", "enter")
        assert "✓ kept" in reader.status


async def test_whoever_takes_every_key_away_can_still_go_and_quit(samples: Path, open_reader: OpenReader) -> None:
    names = ("quit", "quit_typing", "back", "search", "help", "palette")
    keys = "[keys]\n" + "\n".join(f"{name} = []" for name in names)
    async with open_reader(samples, keys=keys) as reader:
        await reader.press(*"qb")
        assert reader.screen.search_box.value == "qb"
        await reader.press("escape")
        assert not reader.screen.search_box.has_focus
        await reader.press("q", "slash", "question_mark")
        assert reader.app.is_running
        await reader.pilot.press("ctrl+q")
        assert reader.app._exit


async def test_vim_s_fingers_move_by_half_and_whole_pages(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24, keys='preset = "vim"') as reader:
        await reader.search("draughts")
        await reader.press("enter", "g", "g")
        view = reader.screen.reader
        height = view.scrollable_content_region.height
        for key, top in (("ctrl+d", height // 2), ("ctrl+u", 0), ("ctrl+f", height - 1), ("ctrl+b", 0), ("ctrl+e", 1)):
            await reader.press(key)
            assert view.scroll_offset.y == top, key


async def test_in_the_plain_preset_letters_do_nothing(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, keys='preset = "plain"') as reader:
        await reader.search("imogen")
        await reader.press("enter")
        shown = reader.text
        await reader.press(*"qjnmBpv?/:")
        assert reader.text == shown
        assert "F3 next hit" in reader.rows[-1]
        assert "hit 1 of 3" in reader.status
        await reader.press("f3")
        assert "hit 2 of 3" in reader.status
        await reader.press("ctrl+l")
        assert reader.screen.search_box.has_focus


async def test_mistakes_are_told_at_the_start_until_the_help_has_listed_them(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 100, 30, keys='[keys]\nnexthit = "x"\nundo = "^I"\nredo = "K"') as reader:
        await reader.press("escape")
        assert "there is no action “nexthit”: is next_hit meant? · 1 more · ? tells" in reader.text
        await reader.press("?")
        assert "! there is no action “nexthit”: is next_hit meant?" in rows_of(reader)
        assert "! undo: terminals do not send “^I”: they send Tab instead" in rows_of(reader)
        await reader.press("escape")
        assert "nexthit" not in reader.text


async def test_a_preset_is_chosen_in_the_palette_for_now_and_for_good(
    samples: Path, tmp_path: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with open_reader(samples, 100, 30) as reader:
        await reader.search("draughts")
        await reader.press("enter", ":", *"keys: plain", "enter")
        await reader.until(lambda: "keys: plain, from now on" in reader.status)
        assert "F3 next hit" in reader.rows[-1]
        await reader.press("f6")
        assert "Nothing is kept yet." in reader.text
    assert (tmp_path / "config/gossip-reader/keys.toml").read_text() == 'preset = "plain"\n'


# Help


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (["enter"], "In the article"),
        (["escape"], "In the results"),
        (["escape", "B"], "In the kept passages, and the saved searches"),
    ],
)
async def test_the_help_begins_with_the_keys_of_where_one_was(
    samples: Path, open_reader: OpenReader, keys: list[str], first: str
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press(*keys, "?")
        assert rows_of(reader)[0] == first
        assert "default keys" in reader.text
        assert "keys.toml" in reader.text


@pytest.mark.parametrize(("width", "height"), [(80, 24), (50, 15)])
async def test_typing_filters_the_help_and_escape_clears_and_closes(
    samples: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(samples, width, height) as reader:
        await reader.search("imogen")
        await reader.press("enter", "?")
        whole = rows_of(reader)
        await reader.press("pagedown", "down")
        assert rows_of(reader) != whole
        await reader.press(*"quit typ")
        (heading, row) = [row for row in rows_of(reader) if row]
        assert heading == "Anywhere"
        assert row.startswith("^Q")
        assert row.endswith("Quit, also while typing")
        await reader.press("escape")
        assert isinstance(reader.app.screen, HelpScreen)
        assert rows_of(reader) == whole
        await reader.press("?")
        assert any(row.startswith("? ") and "Show all keys" in row for row in rows_of(reader))
        await reader.press("escape", "escape")
        assert not isinstance(reader.app.screen, HelpScreen)
        assert all(strip.cell_length == width for strip in reader.strips)


# Palette


async def test_the_palette_finds_a_person_and_searches_for_them(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("imogen")
        await reader.press("enter", ":", *"cordelia t")
        assert any(row.startswith("person") and "Cordelia Tremlett" in row for row in rows_of(reader))
        await reader.press("enter")
        assert reader.screen.search_box.value == 'name:"Cordelia Tremlett"'
        assert reader.titles


async def test_the_palette_opens_an_article_that_the_search_has_not_found(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        assert not any("Lifeboat" in title for title in reader.titles)
        await reader.press("enter", ":", *"wedding lifeb")
        assert any(row.startswith("article") and "Old Lifeboat House" in row for row in rows_of(reader))
        await reader.press("enter")
        assert reader.screen.reading
        assert "Lifeboat" in reader.screen.reading.article.title
        assert reader.screen.reader.has_focus


async def test_the_palette_runs_a_saved_search(samples: Path, open_reader: OpenReader) -> None:
    library = Library(samples)
    library.memory.save_search("bosun OR draughts")
    library.close()
    async with open_reader(samples) as reader:
        await reader.press("escape", ":", *"search bosun")
        assert rows_of(reader)[0].startswith("search")
        await reader.press("enter")
        assert reader.screen.search_box.value == "bosun OR draughts"


async def test_what_makes_no_sense_now_cannot_be_chosen(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("nothingofthekind")
        await reader.press("escape", ":", *"keep the sel")
        assert any("Keep the selection" in row for row in rows_of(reader))
        await reader.press("enter")
        assert typed(reader) == "keep the sel"
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


HOSTILE = "[bold]x[/nope] [@click=app.quit]q[/] $y \x1b]0;t\x07"


async def test_titles_and_names_in_the_palette_are_only_text(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "x.txt").write_text(f"Zed {HOSTILE}\n\nA story of Zed Zedsson, who said nothing in it at all.\n")
    async with open_reader(bring_up_to_date(tmp_path)) as reader:
        await reader.search("zed")
        await reader.press("enter", ":", *"zed [bold")
        assert any("Zed [bold]x[/nope] [@click=app.quit]q[/] $y ␛]0;t␇" in row for row in rows_of(reader))
        await reader.press("enter")
        assert reader.screen.reader.has_focus


# Themes


async def test_a_theme_is_seen_while_it_is_chosen_and_remembered(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        assert reader.app.theme == "gossip-dark"
        await reader.search("imogen")
        await reader.press("enter", "T")
        assert isinstance(reader.app.screen, ThemesScreen)
        await reader.press("down")
        assert reader.app.theme == "gossip-light"
        await reader.press("escape")
        assert reader.app.theme == "gossip-dark"
        await reader.press("T", *"latte")
        assert reader.app.theme == "catppuccin-latte"
        await reader.press("enter")
        assert not isinstance(reader.app.screen, ThemesScreen)
    async with open_reader(samples) as reader:
        await reader.until(lambda: reader.app.theme == "catppuccin-latte")
        await reader.press("escape", ":", *"theme: gossip-l", "enter")
        assert reader.app.theme == "gossip-light"
    async with open_reader(samples) as reader:
        await reader.until(lambda: reader.app.theme == "gossip-light")
