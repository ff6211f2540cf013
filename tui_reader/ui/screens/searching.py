"""The part of the main screen that searches: what is typed, and what was found.

The one rule: the newest request wins, and one thread alone asks the index. Every request has a number; an answer to an
older one is dropped.
"""

import threading
from functools import partial
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
from tui_reader.ui.desk import Desk, Kind, Question, once
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
SORTS = ("relevance", "newest", "oldest", "title")
"""The orders of the results, as `Library.search` calls them."""


class SearchingScreen(Screen[None]):
    """A screen with a search box and results."""

    results: "reactive[Results | None]" = reactive(None, repaint=False)
    """What was found last."""
    search_error: reactive[str] = reactive("", always_update=True, repaint=False)
    """What is wrong with what is typed; what was found before is still shown."""
    error_at = 0
    """At which of its code points; set before `search_error` is."""
    mended = ""
    """What could be searched for instead; empty if nobody knows."""
    at_front: reactive[bool] = reactive(True, repaint=False)
    """Whether nothing is typed and nothing open: then the front page is shown."""
    typed: var[str] = var("")
    """What is in the search box."""
    library_size: var[int] = var(0)
    """How many articles the library has."""
    sort: var[str] = var(SORTS[0])
    """In which of the `SORTS` results are listed; all articles, while nothing is typed, are listed newest first."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._search_number = 0
        self._desk = Desk()
        self._update_lock = threading.Lock()
        self._is_behind = False
        """Whether the index was to be brought up to date with everything, and that has not come to its end."""
        self._took = 0.0
        self._limit = self._answered_limit = FIRST_RESULTS
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
        self._rested = True  # whatever is searched for again before the next key is searched for in full
        results = self.results
        if results is None or results.query.text != self.typed or results.total_is != "exact":
            self._search()

    def search_again(self) -> None:
        """Search for the same again, for there may be more to find."""
        self._search()

    def _search(self) -> None:
        self._search_number += 1
        sort = self.sort if self.typed.strip() else SORTS[0]
        number = self._search_number
        search = partial(
            background.search,
            self.post_message,
            self.library,
            number,
            self.typed,
            self._limit,
            sort,
            rested=self._rested,
            go_on=lambda: number == self._search_number,
        )
        self.ask(Kind.SEARCH, once(search))

    def ask(self, kind: Kind, question: Question) -> None:
        """Ask the index something, in its turn."""
        if self._desk.put(kind, question):
            self._attend()

    @work(thread=True, group="index")
    def _attend(self) -> None:
        self._desk.attend()

    def on_unmount(self) -> None:
        """Ask nothing any more: quitting waits for no question."""
        self._desk.close()

    @on(background.SearchFinished)
    def _show_results(self, message: background.SearchFinished) -> None:
        if message.number == self._search_number:
            self._took = message.results.took_ms / 1000  # and not what the screen has to do besides
            if not message.results.hits and message.results.total_is != "exact" and not self._rested:
                self._rested = True
                self._search()  # in a hurry nothing was found: that says nothing, and nothing is shown of it
                return
            self._answered_limit = self._limit
            self.search_error = ""
            if not message.results.query.text.strip():
                self.library_size = message.results.total
            self.results = message.results

    @on(background.SearchFailed)
    def _show_search_error(self, message: background.SearchFailed) -> None:
        if message.number == self._search_number:
            error = message.error
            self.error_at, self.mended = (error.position, error.mended) if isinstance(error, QueryError) else (0, "")
            self.search_error = str(error)

    @on(ResultsList.RowChosen, "#results")
    def _fetch_more(self, message: ResultsList.RowChosen) -> None:
        """Fetch more results when the end of those that are here comes near."""
        if message.number >= len(message.list.rows) - NEAR_END:
            self.fetch_more()

    def fetch_more(self) -> bool:
        """Fetch more results, if there are any; return whether there are."""
        results = self.results
        if results is None:
            return False
        if self._limit <= self._answered_limit:
            # Where copies are folded there are fewer rows than articles: a list that is not full has no more to come.
            listed = sum(1 + len(hit.variants) for hit in results.hits)
            if len(results.hits) < self._limit or listed >= results.total:
                return False
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
