"""Runs the reader in a pseudo-terminal as somebody would: types a search, sees a result, quits by key.

    python3 .ci/drive.py COMMAND...

Needs nothing but Python itself, for it runs before anything is installed. Exits with 0 when all of that happened.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

INSTALLING = 420.0
"""Seconds for the first screen: the command may have to install everything first."""
ANSWERING = 60.0
"""Seconds for anything after that, on a busy machine."""

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


class Terminal:
    """A command in a terminal of 80 by 24."""

    def __init__(self, command: list[str]) -> None:
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="24")
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def expect(self, words: str, within: float) -> None:
        """Wait until some words were painted."""
        deadline = time.monotonic() + within
        while words.encode() not in _SEQUENCE.sub(b"", self.seen):
            if not self._read(deadline):
                sys.exit(f"{words!r} was not seen within {within:.0f} s; the end of what was:\n{self.tail()}")
        print(f"seen: {words}", flush=True)

    def press(self, keys: str) -> None:
        """Press keys; what was painted before counts no more."""
        self.seen = b""
        os.write(self.fd, keys.encode())

    def wait(self, within: float) -> int:
        """Wait for the end, and return the exit status."""
        deadline = time.monotonic() + within
        while self._read(deadline):
            pass
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def tail(self) -> str:
        """The end of what was painted, without the sequences."""
        return _SEQUENCE.sub(b"", self.seen)[-1500:].decode("utf-8", "replace")

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], max(0.0, deadline - time.monotonic()))
        try:
            data = os.read(self.fd, 65536) if ready else b""
        except OSError:  # the other end is closed
            data = b""
        self.seen += data
        return bool(data)


def main() -> None:
    """Do it."""
    terminal = Terminal(sys.argv[1:])
    terminal.expect("24 articles", INSTALLING)
    terminal.press("salamander")
    terminal.expect("Custard Tarts at Dawn", ANSWERING)
    terminal.expect("understood as", ANSWERING)
    terminal.press("\r")
    terminal.expect("ARTICLE", ANSWERING)
    terminal.press("q")
    status = terminal.wait(ANSWERING)
    if status != 0:
        sys.exit(f"it ended with status {status}:\n{terminal.tail()}")
    print("quit by key, with status 0", flush=True)


if __name__ == "__main__":
    main()
