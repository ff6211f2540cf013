"""Ends of the reader, in a real pseudo-terminal: its own keys and the system's signals.

However it ends, the terminal is as it was before, the exit status says why, and no process stays behind.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pexpect
import pytest

SAMPLES = Path(__file__).parents[2] / "articles"
TIMEOUT = 120
"""Seconds: far more than anything here takes, even on a busy machine."""
MANY = 200
"""Articles: enough for an index to be under way for a while."""

Reader = Callable[..., "pexpect.spawn[str]"]
"""Starts the reader on a library; with `code`, by a script of its own instead of the module."""

# A reader that can be made to hang, as a mistake in the program or a network folder might.
HANGING = """
import os, signal, time
from tui_reader.cli import run

signal.signal(signal.SIGUSR1, lambda *_: [os.write(1, b"hangs"), time.sleep(600)])
run()
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with an index, so that there is nothing to do when it is opened."""
    library = tmp_path_factory.mktemp("signals") / "library"
    shutil.copytree(SAMPLES, library / "articles")
    homes = {f"XDG_{kind}_HOME": str(library.parent / kind.lower()) for kind in ("CACHE", "DATA", "STATE")}
    command = [sys.executable, "-m", "tui_reader", "index", "--json", "--library", str(library)]
    counts = json.loads(subprocess.check_output(command, env={**os.environ, **homes}, timeout=TIMEOUT))
    assert counts["articles"] == len(list(SAMPLES.iterdir()))
    return library


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A library of two hundred articles and no index."""
    library = tmp_path / "large library"
    (library / "articles").mkdir(parents=True)
    bodies = [path.read_text() for path in sorted(SAMPLES.iterdir())]
    for number in range(MANY):
        (library / "articles" / f"{number}.txt").write_text(f"{bodies[number % len(bodies)]}\nNumber {number}.\n")
    return library


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Start the reader on a library; at the end of the test there is none left."""
    children: list[pexpect.spawn[str]] = []

    def start(library: Path, code: str = "") -> "pexpect.spawn[str]":
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        command = [*(["-c", code] if code else ["-m", "tui_reader"]), str(library)]
        child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(24, 80), timeout=TIMEOUT)
        child.delaybeforesend = None
        children.append(child)
        return child

    yield start
    for child in children:
        child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]  # it has ended, or is killed outright
        child.close(force=True)


def wait_until_idle(child: "pexpect.spawn[str]", library: Path) -> None:
    """Wait until all articles are shown and the process that looked for new ones has ended."""
    child.expect_exact(b"newest first")
    wait_for(lambda: processes_about(library) == [child.pid])


def wait_for(is_so: Callable[[], bool]) -> None:
    end = monotonic() + TIMEOUT
    while not is_so():
        assert monotonic() < end
        sleep(0.02)  # whom it waits for needs the processor more


def processes_about(library: Path) -> list[int]:
    """Every process on whose command line a library stands."""
    if Path("/proc/self/cmdline").exists():
        return sorted(
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if os.fsencode(library) in _command_line(folder / "cmdline")
        )
    listed = subprocess.check_output(["ps", "-axww", "-o", "pid=,args="], text=True)
    return sorted(int(line.split(maxsplit=1)[0]) for line in listed.splitlines() if str(library) in line)


def _command_line(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # it has ended meanwhile


def status_of(child: "pexpect.spawn[str]") -> int | None:
    """Wait for the end of the reader, and return its exit status; None if a signal has killed it outright."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus


def is_cooked(child: "pexpect.spawn[str]") -> bool:
    """Whether what is typed is echoed, and comes line by line, and Ctrl+C is a signal: as a shell needs it."""
    modes: int = termios.tcgetattr(child.child_fd)[3]
    cooked = termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
    return modes & cooked == cooked


def assert_restored(child: "pexpect.spawn[str]") -> None:
    """The terminal shows what it showed before, has a cursor, and tells of nothing but of what is typed."""
    assert isinstance(child.before, bytes)
    assert is_cooked(child)
    last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", child.before))
    for mode in (b"1049", b"1000", b"1003", b"1006", b"1015", b"1004", b"2004"):
        assert last[mode] == b"l", mode
    assert last.get(b"2048", b"l") == b"l"  # asked for only where a terminal has it
    assert last[b"25"] == b"h"
    assert last[b"7"] == b"h"
    # Nothing is painted once the first screen is back.
    *_, after = child.before.split(b"\x1b[?1049l")
    assert re.sub(rb"\x1b\[\??[0-9;<]*[a-z]", b"", after) == b""


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGQUIT, 131)], ids=lambda x: str(x)
)
def test_a_signal_ends_the_idle_reader_and_leaves_the_terminal_as_it_was(
    reader: Reader, library: Path, number: signal.Signals, status: int
) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    assert not is_cooked(child)
    child.kill(number)
    assert status_of(child) == status
    assert_restored(child)


def test_a_signal_ends_the_reader_on_the_screen_of_kept_passages(reader: Reader, library: Path) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    child.send("\x1b")
    child.expect_exact(b"FRONT")
    child.send("B")
    child.expect_exact(b"Nothing is kept yet")
    child.kill(signal.SIGTERM)
    assert status_of(child) == 143
    assert_restored(child)


def test_two_signals_in_a_row_are_as_good_as_one(reader: Reader, library: Path) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    child.kill(signal.SIGTERM)
    child.kill(signal.SIGTERM)
    assert status_of(child) == 143
    assert_restored(child)


def test_a_signal_ends_even_a_reader_that_hangs(reader: Reader, library: Path) -> None:
    child = reader(library, code=HANGING)
    wait_until_idle(child, library)
    child.kill(signal.SIGUSR1)
    child.expect_exact(b"hangs")
    child.kill(signal.SIGTERM)
    assert status_of(child) == 143
    assert_restored(child)


def test_a_terminal_that_goes_away_ends_the_reader(reader: Reader, library: Path) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    os.close(child.child_fd)  # what closing the window does
    os.dup2(os.open(os.devnull, os.O_RDWR), child.child_fd)  # pexpect will close it again
    assert child.wait() == 129
    assert processes_about(library) == []


def test_ctrl_q_quits_while_typing(reader: Reader, library: Path) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    child.send("kim\x11")
    assert status_of(child) == 0
    assert_restored(child)


def test_q_quits_where_letters_are_commands(reader: Reader, library: Path) -> None:
    child = reader(library)
    wait_until_idle(child, library)
    child.send("\x1b")
    child.expect_exact(b"FRONT")
    child.send("q")
    assert status_of(child) == 0
    assert_restored(child)


def _is_indexing(library: Path, child: "pexpect.spawn[str]") -> bool:
    return len(set(processes_about(library)) - {child.pid}) == 1


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=lambda x: str(x))
def test_a_signal_while_the_index_is_built_leaves_no_process_behind(
    reader: Reader, large: Path, number: signal.Signals, status: int
) -> None:
    child = reader(large)
    child.expect_exact(b"\x1b[?1049h")
    wait_for(lambda: _is_indexing(large, child))
    child.kill(number)
    assert status_of(child) == status
    wait_for(lambda: processes_about(large) == [])
    assert_restored(child)


def test_quitting_while_the_index_is_built_leaves_no_process_behind(reader: Reader, large: Path) -> None:
    child = reader(large)
    child.expect_exact(b"\x1b[?1049h")
    wait_for(lambda: _is_indexing(large, child))
    child.send("\x11")
    assert status_of(child) == 0
    wait_for(lambda: processes_about(large) == [])
    assert_restored(child)


def test_a_reader_that_is_killed_outright_takes_the_process_that_builds_the_index_with_it(
    reader: Reader, large: Path
) -> None:
    child = reader(large)
    child.expect_exact(b"\x1b[?1049h")
    wait_for(lambda: _is_indexing(large, child))
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)
    child.wait()
    wait_for(lambda: processes_about(large) == [])
