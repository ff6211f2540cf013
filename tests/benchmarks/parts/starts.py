"""From the start of a process to its first paint, on a pseudo-terminal; and the memory that it takes then.

    python -m tests.benchmarks.parts.starts ROUNDS LIBRARY...

Starts the blank app and the reader on each library in turns, ROUNDS times, and prints one JSON object: for "blank" and
each library `paint_ms` and `cpu_ms`, of every start, and `memory_mb`.

- The clock starts before the process is made, and stops at the first byte, after the switch to the alternate screen, of
  a text that can be seen: of what is left when control sequences and blanks are taken away.
- `cpu_ms` is the processor time of the same, which a busy machine changes less.
- The memory is what is resident SETTLED seconds after the first paint.
"""

import fcntl
import json
import os
import re
import resource
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

ROWS, COLUMNS = 40, 140
PATIENCE = 30.0
SETTLED = 2.0
"""Seconds after the first paint in which an app does what it does at its start."""

_ALTERNATE = b"\x1b[?1049h"
_CONTROL = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # CSI
    rb"|[\]PX^_].*?(?:\x07|\x1b\\)"  # strings, such as titles
    rb"|[ -/]*[0-Z\\^-~])",  # what is shorter
    re.DOTALL,
)


@contextmanager
def started(command: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start a command on a pseudo-terminal of its own; yield it and the terminal's other end. At the end kill it."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    try:
        yield process, master
    finally:
        process.kill()
        process.wait()
        os.close(master)


def first_paint(command: Sequence[str]) -> tuple[float, float]:
    """Return the milliseconds from the start of a command to its first paint, and those of processor time."""
    began, cpu = time.perf_counter(), _cpu_of_children()
    with started(command) as (_, terminal):
        painted = _wait_for_paint(terminal)
    return (painted - began) * 1000, (_cpu_of_children() - cpu) * 1000


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _wait_for_paint(terminal: int) -> float:
    """Return when the first paint came, on the clock of `time.perf_counter`."""
    written, given_up = b"", time.perf_counter() + PATIENCE
    while chunk := _read(terminal, given_up):
        written += chunk
        if _is_painted(written):
            return time.perf_counter()
    raise RuntimeError(f"nothing was painted: {written!r}")


def _is_painted(written: bytes) -> bool:
    _, is_alternate, shown = written.partition(_ALTERNATE)
    return bool(is_alternate) and bool(_CONTROL.sub(b"", shown).strip())


def memory(command: Sequence[str]) -> float:
    """Return the resident memory of a command, in megabytes, once it waits for a key."""
    with started(command) as (process, terminal):
        until = _wait_for_paint(terminal) + SETTLED
        while _read(terminal, until):
            pass
        listed = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], capture_output=True, check=True)
        return int(listed.stdout) / 1024


def _read(terminal: int, until: float) -> bytes:
    """What is written next; nothing if nothing is until then, or the process has ended."""
    ready, _, _ = select.select([terminal], [], [], max(0.0, until - time.perf_counter()))
    with suppress(OSError):  # on Linux the end of the process is an error
        return os.read(terminal, 65536) if ready else b""
    return b""


def main() -> None:
    """Measure, and print."""
    rounds, libraries = int(sys.argv[1]), sys.argv[2:]
    commands = {"blank": [sys.executable, "-m", "tests.benchmarks.parts.blank"]}
    commands |= {library: [sys.executable, "-m", "tui_reader", library] for library in libraries}
    memories = {name: memory(command) for name, command in commands.items()}  # first: this also writes the byte code
    paints: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            paints[name].append(first_paint(command))
    found = {}
    for name, times in paints.items():
        paint, cpu = zip(*times, strict=True)
        found[name] = {"paint_ms": paint, "cpu_ms": cpu, "memory_mb": memories[name]}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
