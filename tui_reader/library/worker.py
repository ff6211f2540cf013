"""A process that reads files for an update, and makes segments of the index of them.

The one rule: it lives as long as somebody speaks to it. It is a fresh interpreter (never a fork of a process with
threads); each line of its input is a job, each line of its output how far it is, or what came of a job; when its input
ends, it ends, whatever it is at.

    python -P -m tui_reader.library.worker ROOT INDEX MENTIONS_VERSION
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui_reader import errors
from tui_reader.errors import IndexTroubleError, ReaderError
from tui_reader.library.tasks import Wanted, do_task
from tui_reader.search.engine.building import BuiltSegment, SegmentBuilder
from tui_reader.search.engine.folder import Entry, IndexFolder, as_entry

REPORT_EVERY = 0.1
"""Seconds."""
PROGRAM = (sys.executable, "-P", "-m", __name__)
"""-P: a file called whoosh.py in the current folder, which may be the library, is not to be imported."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a job."""

    known: tuple[tuple[str, Entry, bool], ...]
    """Of each file its path, what is known of it now, and whether its article is in the segment."""
    built: BuiltSegment | None
    """The segment, if anything is to be put into the index."""


class WorkerEndedError(Exception):
    """A worker has come to its end. `has_begun` tells whether it ever came as far as doing something."""

    def __init__(self, *, has_begun: bool) -> None:
        super().__init__()
        self.has_begun = has_begun


class Worker:
    """A worker, as who gives it jobs sees it; one job at a time."""

    def __init__(self, root: Path, folder: IndexFolder, program: Sequence[str] = PROGRAM) -> None:
        """Start it. Raises OSError if the system does not let it."""
        self.job: tuple[Wanted, ...] = ()
        """What it is at."""
        self.done = 0
        """How many files of its job it has done, as far as it has said."""
        self.begun = 0.0
        """When it was given its job."""
        self._has_begun = False
        self._said = bytearray()
        command = [*program, os.fspath(root), os.fspath(folder.path), str(folder.mentions_version)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  our own
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)

    def fileno(self) -> int:
        """Return the descriptor on which it speaks."""
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def give(self, phase: str, job: Sequence[Wanted]) -> None:
        """Give it a job. If it has come to its end, that is told by `listen`."""
        self.job, self.done, self.begun = tuple(job), 0, time.monotonic()
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps({"phase": phase, "wanted": job}).encode() + b"\n")
            self._process.stdin.flush()

    def listen(self) -> Batch | None:
        """Return what came of its job, if it has said that by now; never waits.

        Raises:
            IndexTroubleError: It could not write its segment.
            WorkerEndedError: It has come to its end.
        """
        batch = None
        try:
            for line in self._lines():
                batch = self._understand(json.loads(line)) or batch
        except WorkerEndedError:
            if batch is None:
                raise
            # What it did before it ended is done; that it ended is told the next time.
        except (ValueError, TypeError, KeyError, AttributeError) as error:  # whatever that is, it is no worker
            raise WorkerEndedError(has_begun=self._has_begun) from error
        return batch

    def _understand(self, said: dict[str, Any]) -> Batch | None:
        if "error" in said:
            raise getattr(errors, said["error"], IndexTroubleError)(said["message"])
        if "known" in said:
            built = BuiltSegment(**said["built"]) if said["built"] else None
            known = tuple((path, as_entry(entry), added) for path, entry, added in said["known"])
            self.job, self.done = (), 0
            return Batch(known, built)
        self.done = int(said["done"])
        self._has_begun = True
        return None

    def _lines(self) -> Iterator[bytes]:
        while True:
            try:
                said = os.read(self.fileno(), 1 << 20)
            except BlockingIOError:
                return
            if not said:
                raise WorkerEndedError(has_begun=self._has_begun)
            *whole, rest = said.split(b"\n")
            for line in whole:
                yield bytes(self._said) + line
                self._said.clear()
            self._said += rest

    def stop(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):  # it was given something that it has not taken any more
                pipe.close()


def main() -> None:
    """Do the jobs that come in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    root, folder = Path(sys.argv[1]), IndexFolder(Path(sys.argv[2]), mentions_version=int(sys.argv[3]))
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_take_jobs, args=(jobs,), daemon=True).start()
    try:
        _say({"done": 0})
        while True:
            _say(_do(json.loads(jobs.get()), root, folder))
    except ReaderError as error:
        _say({"error": type(error).__name__, "message": str(error)})
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more


def _take_jobs(jobs: "queue.SimpleQueue[bytes]") -> None:
    for line in sys.stdin.buffer:
        jobs.put(line)
    os._exit(0)


def _do(job: dict[str, Any], root: Path, folder: IndexFolder) -> dict[str, Any]:
    builder = SegmentBuilder(folder)
    known = []
    said = time.monotonic()
    for number, (path, entry, before) in enumerate(job["wanted"], 1):
        done = do_task(job["phase"], root, Wanted(path, as_entry(entry), as_entry(before) if before else None))
        if done:
            if done.annotated:
                builder.add(done.annotated)
            known.append((path, done.entry, done.annotated is not None))
        if time.monotonic() - said >= REPORT_EVERY:
            said = time.monotonic()
            _say({"done": number})
    built = builder.finish()
    return {"known": known, "built": asdict(built) if built else None}


def _say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
