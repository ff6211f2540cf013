"""The part of the main screen that leads back to what was before: past queries, saved searches, articles read last.

It completes what is typed, too, with what the library knows.

The one rule: what was searched for is remembered when somebody stops at it, and not letter by letter.
"""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from tui_reader.ui import recalling
from tui_reader.ui import work as background
from tui_reader.ui.desk import Kind, once
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.reading import FINISHED
from tui_reader.ui.screens.narrowing import NarrowingScreen

if TYPE_CHECKING:
    from tui_reader.ui.screens.recalled import Recalled

LONG_REST = 2.0
"""Seconds without a key after which what is typed was meant."""


class RecallingScreen(NarrowingScreen):
    """A screen that knows what was searched for."""

    _long_rest: Timer | None = None
    _begun = ""
    """What was remembered for resting there only: if somebody types on, that was the beginning of a query."""

    # What was searched for

    def watch_typed(self, query: str) -> None:
        if self._long_rest:
            self._long_rest.stop()
        if self.is_composed and self.search_box.has_focus:
            self.feedback = ""
        if query.strip():
            self._long_rest = self.set_timer(LONG_REST, self._note_rest)
            self.ask(Kind.COMPLETION, once(partial(background.complete, self.post_message, self.library, query)))

    @on(background.CompletionFound)
    def _offer_completion(self, message: background.CompletionFound) -> None:
        self.search_box.offer(message.typed, message.completed, message.label)

    def _note_rest(self) -> None:
        self._note_query()
        self._begun = self.typed.strip()

    def _note_query(self) -> None:
        """Remember what is searched for, if it finds something."""
        query, results = self.typed.strip(), self.results
        if query and results and results.total and results.query.text == self.typed and not self.search_error:
            self._run_note(query, self._begun if self._begun != query and query.startswith(self._begun) else "")
            self._begun = ""

    @work(thread=True, group="memory")
    def _run_note(self, query: str, instead_of: str) -> None:
        recalling.note_query(self.post_message, self.library, query, instead_of)

    @on(ResultsList.RowOpened, "#results")
    def _note_opened(self) -> None:
        self._note_query()

    def action_accept(self) -> None:
        """Leave the search box for what was found."""
        self._note_query()

    def action_history(self) -> None:
        """Choose from what was searched for before."""
        from tui_reader.ui.screens.recalled import HistoryScreen

        self.app.push_screen(HistoryScreen(self.library), self._search_again_for)

    def _search_again_for(self, row: "Recalled | None") -> None:
        if row:
            self.search_for(row.text)

    def search_for(self, query: str) -> None:
        """Search for something that was chosen, as if it were typed."""
        self.search_box.value = query
        self.search_box.cursor_position = len(query)
        self.go_to(self.search_box)

    # Saved searches

    def action_saved_searches(self) -> None:
        """Show the saved searches."""
        from tui_reader.ui.screens.recalled import SavedScreen

        self.app.push_screen(SavedScreen(self.library, self.ask), self._run_saved)

    def _run_saved(self, row: "Recalled | None") -> None:
        if row:
            self.look_at(row.text)
        elif self.stage == "front":
            self.gather_news()  # one of those that are listed there may be saved no longer

    # Articles

    def action_recent(self) -> None:
        """Show the articles that were read last."""
        from tui_reader.ui.screens.recalled import RecentScreen

        self.app.push_screen(RecentScreen(self.library), self._open_recent)

    def _open_recent(self, row: "Recalled | None") -> None:
        if row and row.position:
            place = row.position
            self.results_list.mark(place.article)
            self.open(place.article, place.offset if place.share < FINISHED else 0)
            self.go_to(self.reader)
