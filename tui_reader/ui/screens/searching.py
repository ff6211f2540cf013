"""The part of the main screen that searches: what is typed, and what was found.

The one rule: the newest request wins. Every request has a number; an answer to an older one is dropped.
"""

import threading
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive, var
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from tui_reader.errors import QueryError
from tui_reader.library import Library
from tui_reader.ui import work as background
from tui_reader.ui.panes.results import ResultsList

if TYPE_CHECKING:
    from tui_reader.library import Results

FIRST_RESULTS = 50
"""How many results are fetched at first; more when somebody comes near their end."""
NEAR_END = 10
QUICK = 0.05
"""Seconds. While the last search took less, the next one starts with the key."""
PAUSE = 0.08
"""Seconds after a key before a search that is likely to take longer."""
REST = 0.4
"""Seconds without a key after which a typed word is completed in full."""


class SearchingScreen(Screen[None]):
    """A screen with a search box and results."""

    results: "reactive[Results | None]" = reactive(None)
    """What was found last."""
    search_error: reactive[str] = reactive("")
    """What is wrong with what is typed; what was found before is still shown."""
    error_at = 0
    """At which of its code points; set before `search_error` is."""
    at_front: reactive[bool] = reactive(True)
    """Whether nothing is typed and nothing open: then the front page is shown."""
    typed: var[str] = var("")
    """What is in the search box."""
    library_size: var[int] = var(0)
    """How many articles the library has."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._search_number = 0
        self._search_lock = threading.Lock()
        self._update_lock = threading.Lock()
        self._is_behind = False
        """Whether the index was to be brought up to date with everything, and that has not come to its end."""
        self._asked_at = 0.0
        self._took = 0.0
        self._limit = FIRST_RESULTS
        self._rested = False
        self._pause: Timer | None = None
        self._rest: Timer | None = None

    def start(self) -> None:
        """Show all articles."""
        self._search()

    @on(Input.Changed, "#search")
    def _search_for_what_is_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.typed:
            return
        self.typed = event.value
        self.at_front = not event.value.strip()
        self._limit, self._rested = FIRST_RESULTS, False
        for timer in (self._pause, self._rest):
            if timer:
                timer.stop()
        if self._took < QUICK:
            self._search()
        else:
            self._pause = self.set_timer(PAUSE, self._search)
        self._rest = self.set_timer(REST, self._search_in_full)

    def _search_in_full(self) -> None:
        """Look at every completion of the last word, now that there is time."""
        if self.results is None or self.results.total_is != "exact":
            self._rested = True
            self._search()

    def search_again(self) -> None:
        """Search for the same again, for there may be more to find."""
        self._search()

    def _search(self) -> None:
        self._search_number += 1
        self._asked_at = monotonic()
        self._run_search(self._search_number, self.typed, self._limit, self._rested)

    @work(thread=True, group="search")
    def _run_search(self, number: int, text: str, limit: int, rested: bool) -> None:
        with self._search_lock:
            if number == self._search_number:  # else somebody typed on while this one waited
                background.search(self.post_message, self.library, number, text, limit, rested=rested)

    @on(background.SearchFinished)
    def _show_results(self, message: background.SearchFinished) -> None:
        if message.number == self._search_number:
            self._took = monotonic() - self._asked_at
            self.search_error = ""
            if not message.results.query.text.strip():
                self.library_size = message.results.total
            self.results = message.results

    @on(background.SearchFailed)
    def _show_search_error(self, message: background.SearchFailed) -> None:
        if message.number == self._search_number:
            self.error_at = message.error.position if isinstance(message.error, QueryError) else 0
            self.search_error = str(message.error)

    @on(ResultsList.RowChosen, "#results")
    def _fetch_more(self, message: ResultsList.RowChosen) -> None:
        """Fetch more results when the end of those that are here comes near."""
        if self.results and message.number >= len(self.results.hits) - NEAR_END:
            self.fetch_more()

    def fetch_more(self) -> bool:
        """Fetch more results, if there are any; return whether there are."""
        if self.results is None or len(self.results.hits) >= self.results.total:
            return False
        if self._limit <= len(self.results.hits):
            self._limit *= 4
            self._search()
        return True

    @work(thread=True, exclusive=True, group="update")
    def update_index(self, article: str = "") -> None:
        """Bring the index up to date: with one article, if it is known that only this one is another now."""
        worker = get_current_worker()
        self._is_behind |= not article
        with self._update_lock:  # a newer request waits until the older one has let go of the index
            if worker.is_cancelled:
                return
            if self._is_behind or not background.update_article(self.post_message, self.library, article):
                background.update(self.post_message, self.library, lambda: worker.is_cancelled)
                self._is_behind = worker.is_cancelled
