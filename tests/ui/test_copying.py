"""Stories of somebody who takes something along: a passage to the clipboard, an article to an editor."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pexpect
import pyte
import pytest

from tests.ui.conftest import PATIENCE, OpenReader, Reader, bring_up_to_date

SENTENCE = "Tamsin plays draughts."
SOURCE = "Custard Tarts at Dawn: Is Something Baking Between Tamsin Summer and Leander Quiñones?"


def place_program(folder: Path, name: str, script: str) -> Path:
    """Put a program into a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def clip_file(user_folders: Path) -> str:
    return (user_folders / "state" / "gossip-reader" / "clip.txt").read_text()


async def open_draughts(reader: Reader) -> None:
    await reader.search("draughts")
    await reader.press("enter")


async def test_y_copies_the_sentence_of_the_hit_with_its_source(
    samples: Path, open_reader: OpenReader, user_folders: Path
) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await open_draughts(reader)
        assert reader.screen.reading is not None
        address = reader.screen.reading.article.url
        assert address
        await reader.press("y")
        assert reader.app.clipboard == f"“{SENTENCE}” — {SOURCE}, Tattle Hour, 17 July 2024, {address}"
        assert clip_file(user_folders) == reader.app.clipboard
        assert "sent 3 words to the terminal (OSC 52); also in " in reader.status


async def test_y_copies_what_is_selected_by_the_tool_that_works_here(
    samples: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_program(tmp_path / "bin", "tmux", f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/got')
    monkeypatch.setenv("TMUX", "/tmp/socket,1,0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    async with open_reader(samples, 140, 40) as reader:
        await open_draughts(reader)
        await reader.press("v", "h", "h", "y")
        assert "copied 1 word by tmux" in reader.status
        assert (tmp_path / "got").read_text().startswith("“draugh” — ")
        assert (tmp_path / "args").read_text() == "load-buffer -w -\n"
        assert reader.screen.reader.selected is not None
        await reader.press("v", "v", "ctrl+c")
        assert (tmp_path / "got").read_text() == SENTENCE
        assert "copied 3 words by tmux" in reader.status


async def test_what_is_copied_is_safe_and_a_very_long_text_is_not_for_the_terminal(
    tmp_path: Path, open_reader: OpenReader, user_folders: Path
) -> None:
    (tmp_path / "evil.txt").write_bytes(
        b"A headline\n\nrm -rf \x1b[201~ \xc2\x9b2J it goes on. " + b"So it is. " * 9_000
    )
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        await reader.press("escape", "enter", "v", "G", "y")
        copied = clip_file(user_folders)
        assert len(copied) > 80_000
        assert "\x1b" not in copied
        assert "\x9b" not in copied
        assert "␛[201~" in copied
        assert "too long for the terminal" in reader.status


async def test_with_nothing_open_there_is_nothing_to_copy_or_edit(tmp_path: Path, open_reader: OpenReader) -> None:
    (tmp_path / "one.txt").write_text("A headline\n\nOne article.\n")
    async with open_reader(bring_up_to_date(tmp_path), 80, 24) as reader:
        await reader.search("nowhere to be found")
        await reader.press("escape")
        for key, said in (("y", "nothing to copy"), ("E", "no article is open"), ("f", "no article is open")):
            await reader.press(key)
            assert said in reader.status, key


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("no-such-editor --wait", "there is no program no-such-editor ($EDITOR)"),
        ("'vi", "$EDITOR cannot be understood"),
    ],
)
async def test_an_editor_that_cannot_be_started_is_told(
    samples: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    async with open_reader(samples, 140, 40) as reader:
        await open_draughts(reader)
        await reader.press("E")
        assert said in reader.status


async def test_a_terminal_that_cannot_be_lent_is_told(
    samples: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with open_reader(samples, 140, 40) as reader:
        await open_draughts(reader)
        await reader.press("E")
        assert "this terminal cannot be lent to another program" in reader.status


# The editor itself needs a real terminal.


class Terminal:
    """The reader in a terminal, and what is on its screen."""

    def __init__(self, library: Path, environ: dict[str, str]) -> None:
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.Stream(self._screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tui_reader", str(library)],
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8",
                "COLUMNS": "100",
                "LINES": "30",
                **environ,
            },
            dimensions=(30, 100),
            encoding="utf-8",
            codec_errors="replace",
        )
        self.child.delaybeforesend = None

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def until(self, holds: Callable[[str], bool]) -> None:
        """Read what comes until the screen is as it should be."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            with suppress(pexpect.TIMEOUT):
                self._stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
            if holds(self.text):
                return
        raise AssertionError(self.text)


@pytest.fixture
def terminal() -> Iterator[Callable[[Path, dict[str, str]], Terminal]]:
    """Open the reader in a terminal; at the end of the test it is gone."""
    opened: list[Terminal] = []

    def start(library: Path, environ: dict[str, str]) -> Terminal:
        opened.append(Terminal(library, environ))
        return opened[-1]

    yield start
    for each in opened:
        each.child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]  # it is killed outright
        each.child.close(force=True)


def test_an_article_is_edited_and_read_anew_at_the_same_place(
    tmp_path: Path, terminal: Callable[[Path, dict[str, str]], Terminal]
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    story = "\n\n".join(f"Paragraph {number} is as it was." for number in range(60))
    article = library / "-rf story.txt"
    article.write_text(f"A Headline of its Own\n\n{story}\n")
    script = (
        'echo "$# $2" > "$1"; echo EDITING; read line; sed -i "1a\\\\\\nA new paragraph stands first." "$2"; exit 3'
    )
    editor = place_program(tmp_path / "bin", "my editor", script)
    seen = terminal(library, {"EDITOR": f"'{editor}' {tmp_path}/args"})
    seen.until(lambda text: "A Headline" in text)
    seen.child.send('"paragraph 40"')
    seen.until(lambda text: "Paragraph 40 is as it was." in text and "hit 1 of 1" in text)
    seen.child.send("\r")
    seen.until(lambda text: " ARTICLE " in text)
    place = next(
        number for number, row in enumerate(seen.text.split("\n")) if row.rstrip().endswith("40 is as it was.")
    )
    seen.child.send("E")
    seen.until(lambda text: "EDITING" in text)
    seen.child.send("\r")
    seen.until(lambda text: "EDITING" not in text and "up to date" in text)
    assert "Paragraph 40 is as it was." in seen.text.split("\n")[place]
    assert (tmp_path / "args").read_text() == f"2 {article}\n"
    seen.child.send("g")
    seen.until(lambda text: "A new paragraph stands first." in text)
