"""The loop of plain mode: reads lines from a terminal or a pipe, and prints what a session says to them.

The one rule: what is printed stays: no line is written over, and none comes while somebody types.
"""

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from tui_reader.cli.output import say, tell
from tui_reader.cli.plain.indexing import Indexing
from tui_reader.cli.plain.session import Session
from tui_reader.library import Library
from tui_reader.ui.widgets.wrapping import broken


def converse(library: Library) -> int:
    """Read, search and keep, line by line, until that is over; return the exit status."""
    is_talk = sys.stdin.isatty()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a key of another alphabet is no reason to end
    try:
        indexing = Indexing(library)
        indexing.begin()
        indexing.wait_a_little() if is_talk else indexing.wait()
        session = Session(library)
        _print(session.begin())
        while not session.is_over:
            if session.is_behind:
                session.is_behind = False
                indexing.begin()
                indexing.wait_a_little() if is_talk else indexing.wait()
            for line in indexing.news():
                tell(line)
            try:
                _print(session.answer(_ask(session.prompt) if is_talk else _next_line()))
            except KeyboardInterrupt:
                if not is_talk:
                    raise
                say()
            except EOFError:
                break
    finally:
        library.close()
    return 0


def _next_line() -> str:
    """Return the next line of a pipe or a file.

    Raises:
        EOFError: There is none.
    """
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _ask(prompt: str) -> str:
    """Return the next line that somebody types.

    Raises:
        EOFError: There is none: they typed Ctrl+D.
    """
    try:
        if sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb"):
            with suppress(ImportError):
                import readline  # noqa: F401  with it, input() lets a line be edited and called back
            return input(prompt)
        sys.stdout.write(prompt)  # input() would write it to standard error
        sys.stdout.flush()
        return _next_line()
    except EOFError:
        say()
        raise


def _width() -> int:
    """How many columns the terminal has now, 80 if it does not say; 0 where the output is no terminal."""
    if not sys.stdout.isatty():
        return 0
    with suppress(OSError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return 80


def _print(lines: Iterable[str]) -> None:
    """Print lines, broken at their blanks where there is a terminal."""
    width = _width()
    for line in lines:
        if not width or not line.strip():
            say(line)
            continue
        words = line.strip()
        for start, end in broken(words, width, width):
            say(words[start:end])
