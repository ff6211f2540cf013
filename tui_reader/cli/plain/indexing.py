"""Brings the index up to date while somebody reads, and tells of it between their lines.

The one rule: nothing is said while somebody types; what there is to say waits for the next prompt.
"""

import threading
from collections.abc import Iterator
from time import monotonic

from tui_reader.cli.output import tell
from tui_reader.cli.progress import PHASES
from tui_reader.errors import IndexBusyError, ReaderError
from tui_reader.library import Library, Progress
from tui_reader.ui.wording import counted

PATIENCE = 5.0
"""Seconds that somebody at a terminal waits before the first prompt, at most."""
REPORT_EVERY = 10.0
"""Seconds between two reports."""


class Indexing:
    """An update of the index in a thread of its own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._progress: Progress | None = None
        self._trouble: Exception | None = None
        self._is_done = threading.Event()
        self._has_waited = False
        """Whether there was anything to wait for, so that its end is worth a word."""
        self._reported = 0.0

    def begin(self, *, is_patient: bool) -> None:
        """Begin, and wait for the end; unless `is_patient`, for a few seconds only."""
        threading.Thread(target=self._run, daemon=True).start()
        began = self._reported = monotonic()
        while not self._is_done.wait(min(PATIENCE, REPORT_EVERY)):
            for line in self.news():
                tell(line)
            if not is_patient and monotonic() - began >= PATIENCE:
                self._has_waited = True
                tell(f"{self._words()}. What is there can be searched meanwhile")
                return

    def news(self) -> Iterator[str]:
        """Yield what there is to say since the last time: how far it is now and then, trouble, and the end.

        Raises:
            Exception: What went wrong inside.
        """
        if not self._is_done.is_set():
            if monotonic() - self._reported >= REPORT_EVERY:
                self._reported = monotonic()
                yield self._words()
            return
        trouble, self._trouble = self._trouble, None
        if isinstance(trouble, IndexBusyError):
            yield "Another reader is indexing the articles; what is there can be searched"
        elif isinstance(trouble, ReaderError):
            yield str(trouble)
        elif trouble:
            raise trouble
        elif self._has_waited and self._progress:
            yield f"Everything is indexed: {counted(self._progress.articles, 'article')}"
        self._has_waited = False

    def _words(self) -> str:
        progress = self._progress
        if progress is None or not progress.total:
            return PHASES["looking"].capitalize()
        return f"{PHASES[progress.phase].capitalize()}: {progress.done:,} of {progress.total:,}"

    def _run(self) -> None:
        try:
            if not self._library.is_up_to_date():
                for progress in self._library.update():
                    self._progress = progress
        except Exception as error:  # noqa: BLE001  told, or raised, where the session is
            self._trouble = error
        finally:
            self._is_done.set()
