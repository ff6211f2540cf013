"""What the stories on the screen need: a library, and a reader who presses keys and looks."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerCancelled

from tests.idling import idle
from tests.ui.haste import make_haste, paint
from tests.updating import bring_up_to_date as bring_up_to_date
from tui_reader.library import Library
from tui_reader.ui import strip_gate
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.keymap import parse_keys
from tui_reader.ui.panel_rows import PanelRow
from tui_reader.ui.screens.reader import ReaderScreen

SAMPLES = Path(__file__).parents[2] / "articles"

KEYS = {" ": "space", "/": "slash", "?": "question_mark", ":": "colon", '"': "quotation_mark", "(": "left_parenthesis"}
KEYS |= {
    ")": "right_parenthesis",
    "*": "asterisk",
    "-": "minus",
    "]": "right_square_bracket",
    "[": "left_square_bracket",
}


@dataclass
class Reader:
    """Somebody at the keyboard."""

    app: ReaderApp
    pilot: Pilot[None]

    @property
    def screen(self) -> ReaderScreen:
        """The main screen."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    async def press(self, *keys: str) -> None:
        """Press keys, each once everything has happened that the one before caused, and look."""
        for key in keys:
            await self.pilot.press(KEYS.get(key, key))
            await self._come_to_rest()
        paint(self.app)

    async def type(self, text: str) -> None:
        """Type into the search box, from wherever one is."""
        if not self.screen.search_box.has_focus:
            await self.press("/")
        await self.pilot.press(*(KEYS.get(key, key) for key in text))
        await self.settle()

    async def search(self, text: str) -> None:
        """Have a query in the search box at once, as if it were pasted."""
        if not self.screen.search_box.has_focus:
            await self.press("/")
        self.screen.search_box.value = ""
        self.screen.search_box.post_message(events.Paste(text))
        await self.until(lambda: self.screen.search_box.value == text)
        await self.settle()

    async def choose(self, text: str) -> None:
        """Choose the row of the page that begins like this, and press Enter on it."""
        page = self.screen.page
        page.focus()
        page.choose(next(number for number, row in enumerate(page.rows) if row.text.startswith(text)))
        await self.press("enter")

    async def settle(self) -> None:
        """Wait until everything has happened, and look."""
        await self._come_to_rest()
        paint(self.app)

    async def _come_to_rest(self) -> None:
        """Wait until no worker is left, and no message that one has sent, and nothing is to be laid out."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self._is_at_rest():
                    pass
        except TimeoutError:
            waits = self._wait_for_a_frame, self._has_answers
            raise AssertionError(
                f"something never ends: {waits=}, {list(self.app.workers)}, {self.app.screen_stack}"
            ) from None

    async def _is_at_rest(self) -> bool:
        """Whether nothing is left to do; if anything is, see to it that it is done."""
        await idle()
        if self.app._resize_event:
            self.app._check_resize()
        elif self.app.workers:
            with suppress(WorkerCancelled):  # an article was not opened, for another was chosen
                await self.app.workers.wait_for_complete()
            await asyncio.sleep(0.001)  # who was cancelled may be at work yet
        elif waiting := self._wait_for_a_frame:
            for screen in waiting:
                screen._on_timer_update()
        elif not self._has_answers:
            await asyncio.sleep(0.01)  # a timer brings them about
        else:
            return True
        return False

    @property
    def _wait_for_a_frame(self) -> list[Screen[object]]:
        """The screens on which something is to be laid out or painted, or done once it is: also behind a dialog.

        What another screen covers whole is painted when it is shown again, and not before.
        """
        return [
            screen
            for screen in self.app.screen_stack
            if screen._callbacks or (screen.is_current and (screen._layout_required or screen._dirty_widgets))
        ]

    @property
    def _has_answers(self) -> bool:
        """Whether what is typed was searched for, and what is chosen was opened: on a busy machine that takes time."""
        screen = self.screen
        results, reading = screen.results, screen.reading
        if screen.search_error or not results or results.query.text != screen.search_box.value:
            return bool(screen.search_error)
        opened = reading.article.id if reading else ""
        return not results.hits or bool(screen.feedback) or opened == screen._opened_for[0]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that a timer brings about."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError("it did not come to pass") from None

    @property
    def rows(self) -> list[str]:
        """The screen as text, row by row."""
        return [strip.text for strip in self.strips]

    @property
    def strips(self) -> list[Strip]:
        """The screen as it is painted."""
        return self.app.screen._compositor.render_strips()

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.rows)

    def find(self, word: str) -> tuple[int, int]:
        """Where in the view of the article a word is seen: its column and row."""
        left, top, width, height = self.screen.reader.content_region
        for y in range(height):
            column = self.rows[top + y][left : left + width].find(word)
            if column >= 0:
                return column, y
        raise AssertionError(f"{word!r} is not to be seen")

    def style_of(self, word: str) -> Style:
        """How a word of the article is painted."""
        x, y = self.find(word)
        left, top, _, _ = self.screen.reader.content_region
        return self.app.screen.get_style_at(left + x, top + y)

    @property
    def page(self) -> list[str]:
        """The lines of the page that is shown in place of the panes."""
        assert self.screen.query_one("#page-area").display
        return [row.text for row in self.screen.page.rows]

    @property
    def titles(self) -> list[str]:
        """The headlines of the results."""
        return [hit.title for hit in self.screen.results_list.rows]

    @property
    def here(self) -> str:
        """The words of the hit or mention where the reader is."""
        reading = self.screen.reading
        assert reading is not None
        assert reading.current is not None
        return reading.article.text[slice(*reading.current)]

    @property
    def panel(self) -> list[PanelRow]:
        """The rows of the side panel."""
        return list(self.screen.people.rows)

    @property
    def status(self) -> str:
        """The status line."""
        return self.screen.status.text


PATIENCE = 120
"""Seconds after which something never ends, on a busy machine too."""

OpenReader = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture(autouse=True)
def _a_terminal_with_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def _haste(monkeypatch: pytest.MonkeyPatch) -> None:
    make_haste(monkeypatch)


@pytest.fixture
def open_reader() -> OpenReader:
    """Open a reader on a folder, at a size, with a keys.toml; leave the block to quit it."""

    @asynccontextmanager
    async def opened(
        folder: Path, width: int = 100, height: int = 30, *, settled: bool = True, keys: str = ""
    ) -> AsyncIterator[Reader]:
        app = ReaderApp(Library(folder), parse_keys(keys))
        try:
            async with app.run_test(size=(width, height)) as pilot:
                reader = Reader(app, pilot)
                if settled:
                    await reader.settle()
                yield reader
        finally:
            app.library.close()
        assert strip_gate.caught == []

    return opened


@pytest.fixture(scope="session")
def indexed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample articles, ready to search. Not to be read in: the library remembers who was there."""
    folder = tmp_path_factory.mktemp("indexed") / "samples"
    shutil.copytree(SAMPLES, folder / "articles")
    return bring_up_to_date(folder)


@pytest.fixture
def samples(indexed_once: Path, tmp_path: Path) -> Path:
    """A library of the sample articles, ready to search, of one's own."""
    return bring_up_to_date(shutil.copytree(indexed_once, tmp_path / "samples"))


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """A bare folder of two articles in which the same people are named."""
    folder = tmp_path / "pair"
    folder.mkdir()
    for name in ("01-could-the-divorce-papers-go-back-in-the-drawer.txt", "02-breakfast-a-museum-and-a-thaw.txt"):
        shutil.copy(SAMPLES / name, folder)
    return bring_up_to_date(folder)
