"""Runs an update in a process of its own, so that neither the screen nor a script waits for it.

The one rule: the child is a fresh interpreter (never a fork of a process with threads) that prints one JSON object a
line; who stops listening stops it.

    python -P -m tui_reader.library.child FOLDER [--rebuild]
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tui_reader import errors
from tui_reader.errors import IndexTroubleError, ReaderError
from tui_reader.library.places import find_places
from tui_reader.library.progress import Progress
from tui_reader.library.update import update_index

REPORT_EVERY = 0.1
"""Seconds."""


class UpdateProcess:
    """An update in a child process, to be iterated: what it reports, until it is done.

    Iterating raises `LibraryError` when the articles' folder cannot be listed, `IndexBusyError` when another process is
    at it, and `IndexTroubleError` when the index cannot be written or the child ends before its time.
    """

    def __init__(self, root: Path, *, rebuild: bool = False) -> None:
        """Start the update of the library at `root`."""
        # -P: a file called whoosh.py in the current folder, which may be the library, is not to be imported.
        command = [sys.executable, "-P", "-m", __name__, os.fspath(root), *(["--rebuild"] if rebuild else [])]
        self._child = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._is_stopped = False

    def __iter__(self) -> Iterator[Progress]:
        """Yield the child's reports, and stop it when nobody wants them any more."""
        assert self._child.stdout is not None
        last = None
        try:
            for line in self._child.stdout:
                last = _parse_line(line)
                yield last
            if not self._is_stopped and (last is None or last.phase != "done"):
                raise IndexTroubleError("The index could not be brought up to date: its process ended early")
        finally:
            self.stop()
            self._child.stdout.close()

    def stop(self) -> None:
        """Stop the child; may be called from any thread. What it has committed stays."""
        self._is_stopped = True
        self._child.terminate()
        self._child.wait()


def _parse_line(line: bytes) -> Progress:
    said = json.loads(line)
    if "error" in said:
        kind = getattr(errors, said["error"], IndexTroubleError)
        raise kind(said["message"])
    return Progress(**said)


def main() -> None:
    """Do the update that the command line names."""
    root, rebuild = Path(sys.argv[1]), "--rebuild" in sys.argv[2:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # not at once: the workers are to be gone before
    os.nice(5)  # whoever is typing comes first
    try:
        with closing(update_index(find_places(root), rebuild=rebuild)) as steps:
            for progress in _now_and_then(steps):
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
