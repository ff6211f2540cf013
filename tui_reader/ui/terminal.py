"""Leaves the terminal as it was, whatever ends the program.

The one rule: SIGTERM, SIGHUP and SIGQUIT end the reader as its own key does; and should it not come to that within a
second, the terminal is put right from here.
"""

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE = 1.0
"""Seconds that the reader has to end by itself."""

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
_RESTORE = (
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l"  # no mouse
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l"  # no bracketed paste, no reports of focus or size
    "\x1b[<u"  # the keyboard as it was
    "\x1b[?1049l\x1b[?25h\x1b[?7h\x1b[0m"  # the first screen, with a cursor, lines that wrap, in plain
)


@contextmanager
def ended_by_signals(end: Callable[[int], None]) -> Iterator[None]:
    """While the block runs, let a signal end the reader: `end` is called with 128 and the signal's number.

    The handlers are Python's own and not the event loop's, which does nothing while the loop is busy.
    """
    before = _terminal_state()

    def handle(number: int, _frame: FrameType | None) -> None:
        status = 128 + number
        threading.Thread(target=_force, args=(status, before), daemon=True).start()
        with suppress(Exception):
            end(status)

    old = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def _terminal_state() -> list[object] | None:
    try:
        return list(termios.tcgetattr(sys.__stdin__.fileno()))  # type: ignore[union-attr]  # None raises, and is caught
    except (termios.error, OSError, ValueError, AttributeError):
        return None


def _force(status: int, state: list[object] | None) -> None:
    threading.Event().wait(PATIENCE)
    with suppress(OSError, termios.error):
        fd = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        os.write(fd, _RESTORE.encode())
        if state is not None:
            termios.tcsetattr(fd, termios.TCSANOW, state)  # type: ignore[arg-type]  # what tcgetattr gave
    os._exit(status)


def has_colours(environ: Mapping[str, str]) -> bool:
    """Whether colours are wanted, and the terminal has any: so says its description; one that has none is believed."""
    if "NO_COLOR" in environ:
        return False
    if environ.get("COLORTERM") or not environ.get("TERM"):
        return True
    try:
        import curses

        curses.setupterm(environ["TERM"], 1)
        return curses.tigetnum("colors") not in (-1, 0)
    except (ImportError, curses.error, OSError):
        return True
