"""Runs commands of the reader as a shell does, without loading its modules anew for each.

The one rule: a command has a process of its own, with the folder, environment and streams that it is given, and ends
as any process does. All of them are forks of one interpreter, in which what takes a while to load is loaded.

    python -P tests/commands.py DESCRIPTOR    that interpreter; it is asked through the socket DESCRIPTOR
"""

import gc
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile

LOADED = (
    "tui_reader.cli.plain.conversation",
    "tui_reader.cli.reading",
    "tui_reader.cli.searching",
    "tui_reader.formats.plain",
    "tui_reader.library.update",
    "tui_reader.mentions",
    "tui_reader.search.engine.reading",
    "tui_reader.search.scan",
    "tui_reader.search.snippets",
)
"""What takes a while to load."""
LOCALE = "C.UTF-8"
"""Python decides once, when it starts, how it reads and writes text: so commands are run in this locale only."""


def run_command(
    arguments: Sequence[str], *, here: Path, environment: Mapping[str, str], stdin: bytes, timeout: float
) -> tuple[int, bytes, bytes]:
    """Run `gossip-reader` with these arguments; return its exit status and what it wrote.

    Raises:
        TimeoutError: It did not end in time.
    """
    asked = {"arguments": arguments, "here": str(here), "environment": dict(environment)}
    with TemporaryFile() as request, TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
        for file, content in ((request, json.dumps(asked).encode()), (given, stdin)):
            file.write(content)
            file.seek(0)
        starter = _starter()
        socket.send_fds(starter, [b"?"], [file.fileno() for file in (given, out, err, request)])
        pid = int.from_bytes(starter.recv(4), "big")
        starter.settimeout(timeout)
        try:
            status = int.from_bytes(starter.recv(4), "big", signed=True)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            starter.settimeout(None)
            starter.recv(4)
            raise
        out.seek(0)
        err.seek(0)
        return status, out.read(), err.read()


@cache
def _starter() -> socket.socket:
    """The socket of the interpreter that commands are forks of. It ends with the process of the tests."""
    ours, theirs = socket.socketpair()
    theirs.set_inheritable(True)
    # With one thread only, or a fork of it would be half a process.
    environment = {**os.environ, "LC_ALL": LOCALE, "OPENBLAS_NUM_THREADS": "1"}
    os.posix_spawn(sys.executable, [sys.executable, "-P", __file__, str(theirs.fileno())], environment)
    theirs.close()
    return ours


def main() -> None:
    """Fork whenever somebody asks for it, and tell the process and how it ended."""
    for module in LOADED:
        import_module(module)
    gc.freeze()  # or each would look through what all of them share, and have a copy of it
    asking = socket.socket(fileno=int(sys.argv[1]))
    while True:
        question, descriptors, _, _ = socket.recv_fds(asking, 1, 4)
        if not question:
            return
        pid = os.fork()
        if not pid:
            asking.close()
            _become_command(*descriptors)
            return
        for descriptor in descriptors:
            os.close(descriptor)
        asking.send(pid.to_bytes(4, "big"))
        _, status = os.waitpid(pid, 0)
        asking.send(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))


def _become_command(stdin: int, stdout: int, stderr: int, request: int) -> None:
    with open(request, "rb") as file:
        asked = json.load(file)
    for number, descriptor in enumerate((stdin, stdout, stderr)):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape")
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    os.chdir(asked["here"])
    sys.argv = ["gossip-reader", *asked["arguments"]]
    from tui_reader.cli import run

    run()


if __name__ == "__main__":
    main()
