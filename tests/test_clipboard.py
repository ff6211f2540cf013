"""Copying: by the tool that works, never without the text, and nothing that lies about is started or followed."""

import os
import select
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tui_reader.ui import clipboard
from tui_reader.ui.clipboard import Copied, copy, describe
from tui_reader.ui.programs import find_program

TIMEOUT = 120
"""Seconds: far more than it takes, even on a busy machine."""
TEXT = "“They were civil” — é 漢 👩\u200d👧\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it, and a PATH with nothing on it but what a test puts there and the system's tools."""
    for variable in ("TMUX", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(clipboard, "PATIENCE", TIMEOUT)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def tool(home: Path, name: str, script: str = 'cat > "$HOME/$(basename "$0")-got"; echo "$@" > "$HOME/args"') -> None:
    """Put a program on the PATH."""
    path = home / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("environ", "tools", "used", "args"),
    [
        ({"TMUX": "/tmp/x,1,0", "DISPLAY": ":0"}, ["tmux", "xclip"], "tmux", "load-buffer -w -"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ["wl-copy", "xclip"], "wl-copy", ""),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ["xclip"], "xclip", "-selection clipboard -in"),
        ({"DISPLAY": ":0"}, ["wl-copy", "xsel"], "xsel", "--clipboard --input"),
    ],
)
def test_the_tool_that_fits_takes_the_text(
    home: Path, environ: dict[str, str], tools: list[str], used: str, args: str
) -> None:
    for name in tools:
        tool(home, name)
    copied = copy(TEXT, environ)
    assert copied.tool == used
    assert (home / f"{used}-got").read_text() == TEXT
    assert (home / "args").read_text().strip() == args


def test_without_a_display_no_tool_is_asked(home: Path) -> None:
    for name in ("tmux", "wl-copy", "xclip", "xsel"):
        tool(home, name)
    copied = copy(TEXT, {})
    assert copied.tool == ""
    assert not list(home.glob("*-got"))
    assert copied.file is not None
    assert copied.file.read_text() == TEXT


@pytest.mark.skipif(sys.platform != "linux", reason="needs a descriptor of a process")
def test_a_tool_that_fails_or_does_not_answer_is_given_up_and_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE", 3)  # in which the last tool is to answer, on a busy machine too
    tool(home, "tmux", "exit 1")
    tool(home, "xclip", 'sleep 60 & echo $! > "$HOME/child"; wait')
    tool(home, "xsel")
    copied = copy(TEXT, {"TMUX": "x", "DISPLAY": ":0"})
    assert copied.tool == "xsel"
    assert copied.silent == ("tmux", "xclip")
    assert "by xsel (tmux and xclip did not take it)" in describe(copied, "2 words", is_sent=True)
    child = int((home / "child").read_text())
    with suppress(ProcessLookupError):  # it is gone already
        ended = os.pidfd_open(child)
        try:
            assert select.select([ended], [], [], TIMEOUT)[0]
        finally:
            os.close(ended)


def test_a_tool_that_takes_nothing_in_does_not_stall(home: Path) -> None:
    tool(home, "tmux", "exit 0")
    assert copy("x" * 1_000_000, {"TMUX": "x"}).tool == "tmux"


def test_the_clip_file_is_the_user_s_alone(home: Path) -> None:
    old = os.umask(0)
    try:
        path = copy("first, and longer", {}).file
        assert path is not None
        path.chmod(0o644)
        assert copy("second", {}).file == path
    finally:
        os.umask(old)
    assert path == home / "state" / "gossip-reader" / "clip.txt"
    assert path.read_text() == "second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_stands_in_the_clip_file_s_place_is_left_alone(home: Path, kind: str) -> None:
    folder = home / "state" / "gossip-reader"
    folder.mkdir(parents=True)
    (home / "precious").write_text("mine")
    if kind == "link":
        (folder / "clip.txt").symlink_to(home / "precious")
    elif kind == "pipe":
        os.mkfifo(folder / "clip.txt")
    else:
        (folder / "clip.txt").mkdir()
    copied = copy(TEXT, {})
    assert copied.file is None
    assert (home / "precious").read_text() == "mine"
    assert describe(copied, "1 word", is_sent=True) == "sent 1 word to the terminal (OSC 52)"


def test_a_program_in_the_folder_of_articles_is_not_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(home, "wl-copy")
    monkeypatch.chdir(home / "bin")
    for path in ("", ".", ":", "bin", f".:{home / 'nowhere'}"):
        monkeypatch.setenv("PATH", path)
        assert find_program("wl-copy") is None, path
    monkeypatch.setenv("PATH", f".:{home / 'bin'}")
    assert find_program("wl-copy") == str(home / "bin" / "wl-copy")


def test_what_was_done_is_said(home: Path) -> None:
    file = home / "state" / "clip.txt"
    assert describe(Copied("tmux", file), "41 words", is_sent=True) == "copied 41 words by tmux"
    assert (
        describe(Copied(file=file), "41 words", is_sent=True)
        == "sent 41 words to the terminal (OSC 52); also in ~/state/clip.txt"
    )
    assert (
        describe(Copied(file=file), "9,000 words", is_sent=False)
        == "wrote 9,000 words to ~/state/clip.txt: too long for the terminal"
    )
    assert describe(Copied(), "9,000 words", is_sent=False).startswith("9,000 words could not be copied")
