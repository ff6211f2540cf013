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
        self._is_awaited = False
        """Whether the end is worth a word, for it was waited for in vain."""
        self._thread: threading.Thread | None = None
        self._reported = 0.0

    def begin(self) -> None:
        """Begin, unless it is under way."""
        if self._thread and self._thread.is_alive():
            return
        self._is_done.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._reported = monotonic()

    def wait(self) -> None:
        """Wait for the end, however long that takes, and report now and then."""
        while not self._is_done.wait(REPORT_EVERY):
            tell(self._words())

    def wait_a_little(self) -> None:
        """Wait for the end as long as somebody likes to wait who is about to type."""
        if not self._is_done.wait(PATIENCE):
            self._is_awaited = True
            tell(f"{self._words()}. What is there can be searched meanwhile")

    def news(self) -> Iterator[str]:
        """Yield what there is to say since the last time: how far it is now and then, trouble, and the end.

        Raises:
            Exception: What went wrong inside.
        """
        if not self._is_done.is_set():
            if self._is_awaited and monotonic() - self._reported >= REPORT_EVERY:
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
        elif self._is_awaited and self._progress:
            yield f"Everything is indexed: {counted(self._progress.articles, 'article')}"
        self._is_awaited = False

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
