"""Runs an update in a process of its own, so that neither the screen nor a script waits for it.

The one rule: the child is a fresh interpreter (never a fork of a process with threads) that prints one JSON object a
line; who stops listening stops it.

    python -P -m tui_reader.library.child FOLDER [--rebuild]
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tui_reader import errors
from tui_reader.errors import IndexTroubleError, ReaderError
from tui_reader.library.places import find_places
from tui_reader.library.update import Progress, update_index

REPORT_EVERY = 0.1
"""Seconds."""


def run_update(root: Path, *, rebuild: bool = False) -> Iterator[Progress]:
    """Bring the index of the library at `root` up to date, in a child process.

    Raises:
        LibraryError: The articles' folder cannot be listed.
        IndexBusyError: Another process is at it.
        IndexTroubleError: The index cannot be written, or the child ended before its time.
    """
    # -P: a file called whoosh.py in the current folder, which may be the library, is not to be imported.
    command = [sys.executable, "-P", "-m", __name__, os.fspath(root), *(["--rebuild"] if rebuild else [])]
    with subprocess.Popen(  # noqa: S603  our own interpreter and module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        assert child.stdout is not None
        try:
            last = None
            for line in child.stdout:
                last = _parse_line(line)
                yield last
            if last is None or last.phase != "done":
                raise IndexTroubleError("The index could not be brought up to date: its process ended early")
        finally:
            child.terminate()


def _parse_line(line: bytes) -> Progress:
    said = json.loads(line)
    if "error" in said:
        kind = getattr(errors, said["error"], IndexTroubleError)
        raise kind(said["message"])
    return Progress(**said)


def main() -> None:
    """Do the update that the command line names."""
    root, rebuild = Path(sys.argv[1]), "--rebuild" in sys.argv[2:]
    os.nice(5)  # whoever is typing comes first
    try:
        for progress in _now_and_then(update_index(find_places(root), rebuild=rebuild)):
            _say(progress.as_json())
    except ReaderError as error:
        _say({"error": type(error).__name__, "message": str(error)})
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more


def _now_and_then(steps: Iterator[Progress]) -> Iterator[Progress]:
    """Pass on what somebody would see: a few reports a second, and all that say something new."""
    last, phase = 0.0, ""
    for step in steps:
        if step.grown or step.phase != phase or time.monotonic() - last >= REPORT_EVERY:
            yield step
            last, phase = time.monotonic(), step.phase


def _say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
