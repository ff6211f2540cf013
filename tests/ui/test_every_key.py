"""Every key, pressed in every pane: each does something or nothing, and never harm."""

from pathlib import Path

import pytest
from textual.app import App
from textual.widget import Widget

from tests.ui.conftest import OpenReader, Reader
from tui_reader.ui.keys import KEYS, MOST_USEFUL, Context
from tui_reader.ui.screens.bookmarks import BookmarksScreen
from tui_reader.ui.screens.help import HelpScreen

pytestmark = pytest.mark.exhaustive

_QUITTING = {"q", "ctrl+q"}


async def go_to(reader: Reader, pane: str) -> None:
    """Focus a pane of the main screen, whatever was done before."""
    while len(reader.app.screen_stack) > 1:
        reader.app.pop_screen()
        await reader.settle()
    if pane == "people":
        reader.screen.panel_shown = True
        await reader.settle()
    reader.screen.query_one(f"#{pane}", Widget).focus()
    await reader.settle()


@pytest.mark.parametrize("pane", ["results", "reader", "people"])
async def test_every_key_can_be_pressed_in(samples: Path, open_reader: OpenReader, pane: str) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("imogen")
        for key in KEYS:
            for name in key.keys:
                if name not in _QUITTING:
                    await go_to(reader, pane)
                    await reader.press(name)
                    assert reader.app.is_running, name


async def test_every_key_can_be_pressed_in_the_search_box(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        for key in KEYS:
            if key.context in (Context.SEARCH, Context.EVERYWHERE) and not _QUITTING & set(key.keys):
                await go_to(reader, "search")
                await reader.press(*key.keys)
                assert reader.app.is_running, key.id


@pytest.mark.parametrize("pane", ["search", "results", "reader", "people"])
async def test_what_the_footer_shows_has_an_action_there(samples: Path, open_reader: OpenReader, pane: str) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen")
        await go_to(reader, pane)
        active = {binding.binding.id for binding in reader.app.screen.active_bindings.values()}
        assert set(MOST_USEFUL[reader.screen.mode]) <= active
        for binding in reader.app.screen.active_bindings.values():
            if binding.binding.id:
                assert has_action(reader.app, binding.node, binding.binding.action), binding.binding.id


async def test_the_footer_of_the_bookmarks_works(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.press("escape", "B")
        active = {binding.binding.id for binding in reader.app.screen.active_bindings.values()}
        assert set(MOST_USEFUL["BOOKMARKS"]) <= active


@pytest.mark.parametrize("key", sorted(_QUITTING))
async def test_quitting_works_from_everywhere(samples: Path, open_reader: OpenReader, key: str) -> None:
    for opening in ([], ["escape"], ["enter"], ["enter", "p"], ["escape", "B"], ["escape", "?"]):
        if key == "q" and opening in ([], ["escape", "?"]):
            continue  # there one types
        async with open_reader(samples) as reader:
            await reader.press(*opening)
            await reader.pilot.press(key)
            assert reader.app._exit
            assert reader.app.return_code == 0


async def test_a_letter_typed_in_the_search_box_is_only_a_letter(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.press(*"qmBu")
        assert reader.screen.search_box.value == "qmBu"
        assert not isinstance(reader.app.screen, BookmarksScreen | HelpScreen)


def has_action(app: App[None], node: object, action: str) -> bool:
    """Whether an action of a binding has a method where Textual looks for it."""
    namespace, _, name = action.partition("(")[0].rpartition(".")
    owner = {"app": app, "screen": app.screen, "": node}[namespace]
    return hasattr(owner, f"action_{name}")
