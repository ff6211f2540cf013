"""The part of the main screen that opens articles, and walks through them: hit to hit, and from one to the next.

The one rule: what is open is one value, `reading`; to go anywhere in it is to replace it.
"""

from collections.abc import Sequence
from dataclasses import replace

from textual import on, work
from textual.getters import query_one
from textual.reactive import reactive
from textual.widget import Widget

from tui_reader.article import Span
from tui_reader.ui import work as background
from tui_reader.ui.noting import Place
from tui_reader.ui.panel_rows import with_mentions
from tui_reader.ui.panes.people import PeoplePanel
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.panes.search import SearchBox
from tui_reader.ui.reading import Reading, beside_with_hits, following, preceding
from tui_reader.ui.screens.searching import SORTS, SearchingScreen
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.work import Landing


class OpeningScreen(SearchingScreen):
    """A screen on which articles are opened."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is open."""
    feedback: reactive[str] = reactive("", repaint=False)
    """What is said about the last thing that was done."""

    search_box = query_one("#search", SearchBox)
    results_list = query_one("#results", ResultsList)
    reader = query_one("#reader", ReaderView)
    people = query_one("#people", PeoplePanel)

    _open_number = 0
    _landing: Landing | Span | int = Landing.FIRST_HIT
    """Where in the next article that is opened the reader is taken."""
    _held: Place | None = None
    """A place to go back to if its article is the next one that is opened."""
    _opened_for = ("", "")
    """The article that was opened last, and the query with which."""
    _crossing = 0
    """In which direction to go on once more results are here."""

    # Opening

    @property
    def opened_article(self) -> str:
        """The id of the article that was opened last, if it is here or on its way."""
        return self._opened_for[0]

    @on(ResultsList.RowChosen, "#results")
    def _open_chosen(self, message: ResultsList.RowChosen) -> None:
        if self.at_front:
            return
        hit = self.results_list.rows[message.number]
        wanted = hit.article, self.results.query.text if self.results else ""
        if wanted != self._opened_for:  # results that only grow do not move whoever is reading
            self.open(hit.article)

    def open(self, article_id: str, landing: Landing | Span | int | None = None) -> None:
        """Open an article, and take the reader to a place in it; a number is the offset to have at the top."""
        self.at_front = False
        self._open_number += 1
        if landing is None:
            landing = self._held.offset if self._held and self._held.article == article_id else self._landing
        self._landing, self._held = Landing.FIRST_HIT, None
        self._opened_for = article_id, self.results.query.text if self.results else ""
        self._run_open(self._open_number, article_id, landing)

    @work(thread=True, exclusive=True, group="open")
    def _run_open(self, number: int, article_id: str, landing: Landing | Span | int) -> None:
        query = self.results.query if self.results else None
        background.open_article(self.post_message, self.library, number, article_id, query, landing)

    @on(background.ArticleOpened)
    def _show_article(self, message: background.ArticleOpened) -> None:
        if message.number == self._open_number:
            if self.reading is None or self.reading.article.id != message.reading.article.id:
                self.feedback = ""
            self.reading = message.reading

    @on(background.MentionsFound)
    def _show_mentions(self, message: background.MentionsFound) -> None:
        reading, annotated = self.reading, message.annotated
        if message.number == self._open_number and reading and reading.article.id == annotated.article.id:
            self.reading = with_mentions(reading, annotated)

    @on(background.OpeningFailed)
    def _say_why_not(self, message: background.OpeningFailed) -> None:
        if message.number == self._open_number:
            self.feedback = f"{message.article} cannot be read: {message.error}"
            self.reading = None
            if self.reader.has_focus:
                self.go_to(self.results_list)

    def watch_results(self) -> None:
        if self.results is not None and not self.results.hits:
            self.close()
        if step := self._crossing:
            self._crossing = 0
            self.call_after_refresh(self._cross, step)

    def hold(self, place: Place | None) -> None:
        """Have an article stay open, at a place in it, if it is among the next results."""
        self._held = place
        self.results_list.hold(place.article if place else "")

    def close(self) -> None:
        """Have no article open."""
        self._open_number += 1  # what is on its way is not wanted any more
        self._opened_for = ("", "")
        self.reading = None

    def go_to(self, pane: Widget) -> None:
        """Focus a pane."""
        pane.focus()

    # The order of the list

    def action_sort(self) -> None:
        """List the results in the next order; what is read stays open."""
        if not self.typed.strip():
            self.feedback = "all articles are listed newest first: type a search to sort its results"
            return
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        if not self.reader.has_focus:
            self.results_list.begin_anew()
        self.search_again()

    # Walking

    def action_next_hit(self) -> None:
        self.walk(1)

    def action_previous_hit(self) -> None:
        self.walk(-1)

    def walk(self, step: int) -> None:
        """Go to the next hit or mention (`step` 1), or to the one before (-1)."""
        reading = self._with_chosen_mentions()
        if reading is None:
            return
        target = self.beside(reading.walked, step, reading.current)
        if target:
            self.feedback = ""
            self.reading = replace(reading, current=target)
        elif reading.walked_name:
            self.reading = reading
            self.feedback = f"no {'more' if step > 0 else 'earlier'} mention of {reading.walked_name} here"
        else:
            self._cross(step)

    def beside(self, spans: Sequence[Span], step: int, current: Span | None) -> Span | None:
        """Return the first of some spans after the place where the reader is, or with `step` -1 the last before it."""
        visible = self.reader.visible_span
        if current and current.overlaps(visible):
            return following(spans, current.start) if step > 0 else preceding(spans, current.start)
        # The reader has scrolled away: what counts is what is on the screen.
        return following(spans, visible.start - 1) if step > 0 else preceding(spans, visible.start)

    def _with_chosen_mentions(self) -> Reading | None:
        """The reading, with the mentions of whoever is chosen in the panel to be walked, while the panel is in use."""
        row = self.people.chosen_row
        if self.reading and self.people.has_focus and row and row.spans:
            current = None if self.reading.walked_mentions != row.spans else self.reading.current
            return replace(self.reading, walked_name=row.text, walked_mentions=row.spans, current=current)
        return self.reading

    @on(PeoplePanel.RowOpened, "#people")
    def _go_to_first_mention(self) -> None:
        reading = self._with_chosen_mentions()
        if reading and reading.walked:
            self.reading = replace(reading, current=reading.walked[0])

    def stop_walking_mentions(self) -> bool:
        """Let `n` walk the hits again; return whether it did not."""
        if self.reading is None or not self.reading.walked_name:
            return False
        self.reading = replace(self.reading, walked_name="", walked_mentions=(), current=None)
        return True

    def _cross(self, step: int) -> None:
        """Go on in the next result that has hits, or in the one before."""
        number = beside_with_hits(self.results_list.rows, self.results_list.chosen, step)
        if number is not None:
            self._landing = Landing.FIRST_HIT if step > 0 else Landing.LAST_HIT
            self.results_list.choose(number)
        elif step > 0 and self.fetch_more():
            self._crossing = step
        else:
            self.feedback = f"that was the {'last' if step > 0 else 'first'} hit"

    def action_next_article(self) -> None:
        self._step(1)

    def action_previous_article(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        before = self.results_list.chosen
        self.results_list.choose(before + step, step=step)
        if self.results_list.chosen == before:
            self.feedback = f"that is the {'last' if step > 0 else 'first'} article"
