"""Shares out the files of an update among worker processes.

The one rule: the work is done, whatever becomes of a worker. A job that ended one is done again in smaller pieces, so
that of many files only those are given up that end every process which looks at them.
"""

import os
import selectors
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tui_reader.library.tasks import Wanted, give_up
from tui_reader.library.worker import PROGRAM, REPORT_EVERY, Batch, Worker, WorkerEndedError
from tui_reader.search.engine.building import SEGMENT
from tui_reader.search.engine.files import remove
from tui_reader.search.engine.folder import IndexFolder

WORKERS = 2
FIRST_JOB = 200
"""Files. With two jobs of this size something is found within a second."""
GROWTH = 4
"""A job has so many times as many files as the one before, at most."""
LONGEST = {"reading": 20.0, "naming": 60.0}
"""Seconds that a job takes, about: so much work is lost, at most, if the update is stopped."""
SHORTEST = 2.0
"""Seconds: towards the end jobs become smaller, so that all workers are busy until then, but not smaller than this."""
PIECES = 8
"""Into so many a job is cut that ended a worker."""
MOST_DEATHS = 30
"""After so many, workers are of no use here."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the workers are."""

    done: int
    """How many files they have done."""
    batch: Batch | None = None
    """What came of one more job."""


class UselessWorkersError(Exception):
    """Workers cannot be started, or all come to an early end. `left` are the files that they have not done."""

    def __init__(self, left: Sequence[Wanted]) -> None:
        super().__init__()
        self.left = left


class Crew:
    """Some workers, until they are dismissed."""

    def __init__(
        self, root: Path, folder: IndexFolder, program: Sequence[str] = PROGRAM, patience: int = MOST_DEATHS
    ) -> None:
        """Start them. If the system does not let them be started, that is told when there is something to do.

        Args:
            root: The library's folder.
            folder: The index's; it must be locked.
            program: What each worker runs.
            patience: After how many deaths of workers there shall be no more.
        """
        self._place = root, folder, program
        self._workers: list[Worker] = []
        self._deaths = 0
        self._patience = patience
        self._building = folder.building_path
        for _ in range(min(WORKERS, os.cpu_count() or 1)):
            self._hire()

    def share_out(self, phase: str, wanted: Iterable[Wanted]) -> Iterator[Step]:
        """Have something done with many files; yield several times a second.

        Raises:
            IndexTroubleError: A segment cannot be written.
            UselessWorkersError: The rest must be done without them.
        """
        jobs = _Jobs(wanted, LONGEST[phase], len(self._workers))
        done = 0
        while self._give_out(phase, jobs):
            for worker in self._who_speaks():
                files = len(worker.job)
                if batch := self._hear(phase, worker, jobs):
                    done += files
                    yield Step(self._done(done), batch)
            yield Step(self._done(done))

    def _hire(self) -> None:
        with suppress(OSError):
            root, folder, program = self._place
            self._workers.append(Worker(root, folder, program))

    def _give_out(self, phase: str, jobs: "_Jobs") -> bool:
        """Give everybody who has none a job; return whether there is anything to wait for."""
        for worker in self._workers:
            if not worker.job and (job := jobs.take()):
                worker.give(phase, job)
        at_work = [worker for worker in self._workers if worker.job]
        if not at_work and jobs.left:
            raise UselessWorkersError(jobs.left)
        return bool(at_work)

    def _who_speaks(self) -> list[Worker]:
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker, selectors.EVENT_READ, worker)
            return [key.data for key, _ in selector.select(REPORT_EVERY)]

    def _hear(self, phase: str, worker: Worker, jobs: "_Jobs") -> Batch | None:
        """Listen to a worker, and give it the next job at once, not only when this one's articles are committed."""
        job, begun = worker.job, worker.begun
        try:
            batch = worker.listen()
        except WorkerEndedError as end:
            return self._bury(phase, worker, jobs, has_begun=end.has_begun)
        if batch:
            jobs.learn(len(job), time.monotonic() - begun)
            if following := jobs.take():
                worker.give(phase, following)
        return batch

    def _bury(self, phase: str, worker: Worker, jobs: "_Jobs", *, has_begun: bool) -> Batch | None:
        """Put another worker in the place of one that came to its end; return what came of its job, if that is known.

        One that ended before it began would be followed by others like it.
        """
        self._dismiss(worker)
        self._deaths += 1
        if has_begun and self._deaths < self._patience:
            self._hire()
        if has_begun and len(worker.job) == 1:
            given_up = give_up(phase, worker.job[0])
            return Batch(((given_up.path, given_up.entry, False),), None)
        jobs.give_back(worker.job)
        return None

    def _done(self, done: int) -> int:
        return done + sum(worker.done for worker in self._workers)

    def _dismiss(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.stop()

    def close(self) -> None:
        """Dismiss all, whatever they are at, and remove what they have not finished."""
        for worker in list(self._workers):
            self._dismiss(worker)
        with suppress(OSError):
            remove(self._building)


class _Jobs:
    """The files that nobody is at, and how many of them make a job."""

    def __init__(self, wanted: Iterable[Wanted], longest: float, workers: int) -> None:
        self._rest = deque(wanted)
        self._again: list[tuple[Wanted, ...]] = []
        self._longest = longest
        self._workers = max(1, workers)
        self._size = FIRST_JOB
        self._least = FIRST_JOB

    @property
    def left(self) -> list[Wanted]:
        """All that was not taken, or was given back."""
        return [*(wanted for piece in self._again for wanted in piece), *self._rest]

    def take(self) -> tuple[Wanted, ...]:
        """Take the next job; an empty one if nothing is left."""
        if self._again:
            return self._again.pop()
        share = ceil(len(self._rest) / self._workers)
        size = min(self._size, max(share, self._least), len(self._rest))
        return tuple(self._rest.popleft() for _ in range(size))

    def give_back(self, job: tuple[Wanted, ...]) -> None:
        """Take back a job that was not done; it is given out again in pieces."""
        size = ceil(len(job) / PIECES) if len(job) > 1 else 1
        self._again += [job[start : start + size] for start in range(0, len(job), size)]

    def learn(self, files: int, took: float) -> None:
        """Learn from a job that was done how large the next ones should be."""
        rate = files / max(took, 0.001)
        self._size = max(FIRST_JOB, min(SEGMENT, files * GROWTH, int(rate * self._longest)))
        self._least = max(FIRST_JOB, int(rate * SHORTEST))
