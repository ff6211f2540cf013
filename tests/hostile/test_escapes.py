"""Escapes in articles: whatever an article, its name or its front matter holds, the terminal obeys none of it.

One library holds every payload everywhere that text can come from. It is looked at on the screen, where no step may
give the last gate anything to catch, and in a real pseudo-terminal, where only the program's own orders may come out.
"""

import asyncio
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pexpect
import pytest
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled

from tui_reader import Library, Span
from tui_reader.ui import strip_gate
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.bookmarks import BookmarksScreen
from tui_reader.ui.screens.reader import ReaderScreen

pytestmark = pytest.mark.exhaustive

PAYLOADS = {
    "OSC 52, BEL": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "OSC 52, ST": "\x1b]52;p;cm0gLXJmIH4=\x1b\\",
    "OSC 52 asks": "\x1b]52;c;?\x07",
    "OSC 0": "\x1b]0;owned\x07",
    "OSC 2": "\x1b]2;owned\x1b\\",
    "OSC 4": "\x1b]4;1;#ff0000\x07",
    "OSC 7": "\x1b]7;file:///etc\x07",
    "OSC 8": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "OSC 9": "\x1b]9;owned\x07",
    "OSC 22": "\x1b]22;wait\x07",
    "OSC 133": "\x1b]133;A\x07",
    "OSC 1337": "\x1b]1337;File=inline=1:AAAA\x07",
    "OSC without end": "\x1b]0;never ends",
    "CSI 2J": "\x1b[2J\x1b[H",
    "CSI SGR": "\x1b[31;1mred",
    "CSI SGR hidden": "\x1b[8mhidden",
    "CSI alternate screen": "\x1b[?1049l",
    "CSI mouse": "\x1b[?1000h",
    "CSI kitty": "\x1b[>31u",
    "CSI title": "\x1b[21t",
    "CSI device": "\x1b[c",
    "CSI position": "\x1b[6n",
    "CSI scroll": "\x1b[5S",
    "CSI without end": "\x1b[31;",
    "CSI with colons": "\x1b[38:2::1:2:3m",
    "DCS": '\x1bP$q"p\x1b\\',
    "DCS sixel": "\x1bPq#0;2;0;0;0~-\x1b\\",
    "DCS tmux": "\x1bPtmux;\x1b\x1b]0;owned\x07\x1b\\",
    "DCS without end": "\x1bPnever ends",
    "APC": "\x1b_Gi=1,a=q;AAAA\x1b\\",
    "PM": "\x1b^private\x1b\\",
    "SOS": "\x1bXstring\x1b\\",
    "RIS": "\x1bc",
    "DECALN": "\x1b#8",
    "charset": "\x1b(0lqk\x0e\x0f",
    "C1 CSI": "\x9b2J",
    "C1 OSC": "\x9d0;owned\x9c",
    "C1 DCS": "\x90$q\x9c",
    "C1 APC": "\x9fGa=q\x9c",
    "C1 all": "".join(map(chr, (*range(0x80, 0x85), *range(0x86, 0xA0)))),
    "DEL": "a\x7f\x7fb",
    "bare ESC": "a\x1b",
    "ESC ESC": "\x1b\x1b[A",
    "BEL": "a\x07b",
    "backspace": "password\x08\x08\x08\x08",
    "CR": "seen\runseen",
    "tab, VT, FF": "a\tb\x0bc\x0cd",
    "SOH, STX, ETX": "\x01\x02\x03",
    "RLO": "\u202egpj.exe\u202c",
    "RLI": "\u2066abc\u2069\u2067def\u2069\u2068ghi\u2069",
    "LRM, RLM, ALM": "a\u200eb\u200fc\u061cd",
    "tags": "\U000e0001" + "".join(chr(0xE0000 + ord(char)) for char in "hidden") + "\U000e007f",
    "marks": "a" + "\u0301" * 10_000,
    "enclosing marks": "Z\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u20dd\u20e0",
    "zero width": "a" + "\u200b\u200c\u200d\u2060\ufeff" * 40 + "b",
    "variation selectors": "a" + "\ufe0f" * 40 + "\U000e0100" * 40,
    "separators": "a\u2028b\u2029c",
    "soft hyphens": "a\u00ad" * 30,
    "wide": "王" * 200,
    "noncharacters": "\ufffe\uffff\U0010ffff",
}
FILLER = "Then there was quiet for a while, and nothing was said by anybody. " * 20
"""So much text that a file with a few controls in it is still taken for one."""
NUMBERED = {name: number for number, name in enumerate(PAYLOADS)}
SIZE = (100, 30)
TIMEOUT = 120
"""Seconds: far more than anything here takes, even on a busy machine."""

CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
PAINT = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\d+;\d+H|\n")
"""What a painted screen is made of besides text: colours, places and line ends."""
OURS = re.compile(
    r"\x1b\[[0-9;]*m"  # colours
    r"|\x1b\[(?:\d+;\d+)?H|\x1b\[\d*[JK]"  # places; the screen or a line cleared
    r"|\x1b\[\?(?:1049|1000|1003|1015|1006|1004|2004|25|7|2026|2048)[hl]"  # modes
    r"|\x1b\[\?(?:2026|2048)\$p"  # questions about modes
    r"|\x1b\[>\d+u|\x1b\[<u"  # the keyboard
    r"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
    r"|[\r\n]"
)
"""All that the program, by way of Textual, says to a terminal."""


def word_of(name: str) -> str:
    """A word that stands in the article of one payload, and in no other."""
    number = NUMBERED[name]
    return "quorx" + chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


def text_of(name: str) -> str:
    """An article with a payload in everything that is shown of it."""
    payload, word = PAYLOADS[name], word_of(name)
    quoted = _quoted(payload[:4000])  # front matter has its limit
    return (
        f'---\ntitle: "{word} title {quoted}"\nsource: "Source {quoted}"\nauthor: "Nell {quoted} Oakshott"\n---\n\n'
        f"A caption {payload} of {word}\n(Image credit: {payload})\n\n"
        f"The walkable body of {word} says {payload} and Kim {payload} Kardashian said so on May 4, 2021, twice.\n\n"
        f"“{payload} is a quote”\n\n"
        f"Then {word} came again, walkable, with {payload} and Kanye West in it, and went on for a while.\n\n"
        f"{FILLER} {_own_story(word)}\n\nBy Nell {payload} Oakshott\n{payload}\n"
    )


def _own_story(word: str) -> str:
    """Words of this article alone: near-copies of one story would be one result."""
    return " ".join(f"{word}{number}" for number in range(150))


def _quoted(payload: str) -> str:
    """A payload as YAML writes it between quotation marks, so that it comes out of it whatever it is made of."""
    return "".join(char if char.isalnum() or unicodedata.combining(char) else f"\\U{ord(char):08x}" for char in payload)


def name_of(name: str) -> str:
    """A file's name with a payload in it, as far as file names go."""
    payload = PAYLOADS[name].replace("/", "").encode(errors="surrogateescape")[:150].decode(errors="ignore")
    return f"{word_of(name)} {payload}.txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two articles for each payload, one of which has no title but its file's name; and its index."""
    folder = tmp_path_factory.mktemp("escapes") / "library \x1b]0;owned\x07"
    (folder / "articles" / "bare").mkdir(parents=True)
    for name, payload in PAYLOADS.items():
        (folder / "articles" / name_of(name)).write_bytes(text_of(name).encode())
        story = f"{FILLER} {_own_story(word_of(name))}"
        bare = f"A body alone of bare{word_of(name)} and {payload} in one paragraph. {story}\n"
        (folder / "articles" / "bare" / f"bare{name_of(name)}").write_bytes(bare.encode())
    with closing(Library(folder)) as library:
        for _ in library.update():
            pass
        assert library.count() == 2 * len(PAYLOADS)
    return folder


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with closing(Library(folder)) as library:
        yield library


@pytest.fixture(autouse=True)
def _nothing_caught() -> Iterator[None]:
    strip_gate.caught.clear()
    yield
    strip_gate.caught.clear()


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait until something is so, while searches, reading and indexing go on."""
    async with asyncio.timeout(TIMEOUT):
        while not is_so():
            with suppress(WorkerCancelled):
                await pilot.app.workers.wait_for_complete()
            await pilot.pause(0)


def paint(app: App[None]) -> str:
    """Paint the whole screen, as the driver of a terminal would have it; a test's own driver paints nothing."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, CompositorUpdate)
    return update.render_segments(app.console)


def assert_painted_without_orders(app: App[None], step: str) -> None:
    painted = paint(app)
    assert strip_gate.caught == [], step
    assert CONTROLS.findall(PAINT.sub("", painted)) == [], step


async def search(pilot: Pilot[None], query: str) -> ReaderScreen:
    """Paste a query in the place of the last one, and wait for the first article that it finds."""
    screen = pilot.app.screen
    assert isinstance(screen, ReaderScreen)
    screen.search_box.value = ""
    screen.search_box.post_message(events.Paste(query))
    await until(
        pilot,
        lambda: (
            screen.results is not None
            and screen.results.query.text == query
            and screen.reading is not None
            and screen.reading.article.id == screen.results.hits[0].article
        ),
    )
    return screen


# On the screen


async def test_an_article_is_found_and_opened_without_an_order_to_the_terminal(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        for name in PAYLOADS:
            screen = await search(pilot, word_of(name))
            assert screen.reading is not None
            assert screen.reading.article.id == f"articles/{name_of(name)}"
            assert_painted_without_orders(app, name)


async def test_articles_named_by_their_files_are_listed_without_an_order_to_the_terminal(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = await search(pilot, "alone ")
        assert screen.results is not None
        assert screen.results.total == len(PAYLOADS)
        screen.results_list.choose(len(screen.results.hits) - 1)  # near the end, more results are fetched
        await until(pilot, lambda: len(screen.results_list.rows) == len(PAYLOADS))
        for number in (*range(0, len(PAYLOADS), 5), len(PAYLOADS) - 1):
            screen.results_list.choose(number)
            await until(pilot, partial(_is_open, screen, number))
            assert_painted_without_orders(app, f"from {number} on")


async def test_a_query_is_shown_without_an_order_to_the_terminal(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        for name, payload in PAYLOADS.items():
            screen.search_box.value = ""
            # What is pasted into one line is its first line; "x" makes sure that there is one.
            screen.search_box.post_message(events.Paste(f"x{payload[:400]}"))
            await until(pilot, lambda: screen.search_box.value.startswith("x"))
            assert_painted_without_orders(app, name)


async def test_articles_are_walked_and_passages_kept_without_an_order_to_the_terminal(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = await search(pilot, "walkable ")
        assert screen.results is not None
        assert screen.results.total == len(PAYLOADS)
        await pilot.press("enter")
        for number in range(len(PAYLOADS) // 4):
            await until(pilot, partial(_is_open, screen, number))
            assert_painted_without_orders(app, f"article {number}")
            if number % 4 == 0:
                await pilot.press("n", "m")
                await until(pilot, lambda: "kept" in screen.feedback)
                assert_painted_without_orders(app, f"kept {number}")
            screen.action_next_article()


def _is_open(screen: ReaderScreen, number: int) -> bool:
    hits = screen.results.hits if screen.results else ()
    return (
        number < len(hits)
        and screen.results_list.chosen == number
        and screen.reading is not None
        and screen.reading.article.id == hits[number].article
    )


async def test_kept_passages_are_listed_without_an_order_to_the_terminal(library: Library) -> None:
    for name, payload in PAYLOADS.items():
        article = library.article(f"articles/{name_of(name)}")
        start = article.text.index("The walkable body")
        library.bookmarks.add(article, Span(start, start + 100), note=payload, tags=[payload])
    kept = library.bookmarks.count()
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("escape", "B")
        await until(pilot, lambda: isinstance(app.screen, BookmarksScreen) and len(app.screen.passages.rows) == kept)
        assert isinstance(app.screen, BookmarksScreen)
        for number in range(0, kept, 5):
            app.screen.passages.choose(number)
            await pilot.pause(0)
            assert_painted_without_orders(app, f"passages from {number} on")


async def test_people_are_listed_and_walked_without_an_order_to_the_terminal(library: Library) -> None:
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        for name in list(PAYLOADS)[::10]:
            screen = await search(pilot, word_of(name))
            await pilot.press("enter", "p", "n", "n")
            assert screen.people.has_focus
            assert_painted_without_orders(app, name)
            screen.action_search()


async def test_an_article_that_is_gone_is_told_of_without_an_order_to_the_terminal(
    library: Library, folder: Path
) -> None:
    name = "OSC 0"
    path = folder / "articles" / name_of(name)
    content = path.read_bytes()
    app = ReaderApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = await search(pilot, f"{word_of(name)} OR {word_of('OSC 2')}")
        path.unlink()
        try:
            screen.open(f"articles/{name_of(name)}")
            await until(pilot, lambda: "cannot be read" in screen.feedback)
            assert_painted_without_orders(app, name)
        finally:
            path.write_bytes(content)


# The last gate


class _Leaking(App[None]):
    """An app that forgot to make text safe."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(self._text, markup=False)


@pytest.mark.parametrize("name", ["OSC 52, BEL", "CSI 2J", "C1 CSI", "DEL", "RLO"])
async def test_the_gate_stops_what_somebody_forgot_to_make_safe_and_remembers_it(name: str) -> None:
    app = _Leaking(f"before {PAYLOADS[name]} after")
    async with app.run_test(size=SIZE):
        painted = PAINT.sub("", paint(app))
    assert CONTROLS.findall(painted) == []
    assert "before" in painted
    assert "after" in painted
    assert len(strip_gate.caught) == 1
    # Textual itself takes some controls out of what it is given, but never all.
    assert "before " in strip_gate.caught[0]
    assert CONTROLS.search(strip_gate.caught[0])


async def test_the_gate_lets_pass_what_is_safe() -> None:
    text = "Beyoncé said “oui” to 王 — 👩‍👩‍👧, of course"
    app = _Leaking(text)
    async with app.run_test(size=SIZE):
        assert text in PAINT.sub("", paint(app))
    assert strip_gate.caught == []


# In a terminal


def test_only_the_programs_own_orders_come_out_of_a_terminal(folder: Path) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui_reader", str(folder)],
        env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        dimensions=(24, 80),
        timeout=TIMEOUT,
    )
    child.delaybeforesend = None
    seen = bytearray()

    def expect(words: str) -> None:
        child.expect_exact(words.encode())
        assert isinstance(child.before, bytes)
        seen.extend(child.before + words.encode())

    count = 2 * len(PAYLOADS)
    expect(f"{count} articles")
    child.send("walkable ")
    expect(f"article 1 of {len(PAYLOADS)}")
    child.send("\r")
    expect("ARTICLE")
    for number in range(2, 2 + len(PAYLOADS) // 3):
        child.send("]")
        expect(f"article {number} of {len(PAYLOADS)}")
    child.send("nm")
    expect("kept")
    child.send("p")
    expect("PEOPLE")
    child.send("B")
    expect("Kept passages")
    child.send("\x11")
    child.expect(pexpect.EOF)
    assert isinstance(child.before, bytes)
    seen.extend(child.before)
    assert child.wait() == 0
    child.close()
    text = OURS.sub("", seen.decode())
    assert CONTROLS.findall(text) == []
