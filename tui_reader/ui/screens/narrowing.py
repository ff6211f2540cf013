"""The part of the main screen that shows what all results share, and narrows the query by it.

The one rule: what was added to the query, or taken out of it, is seen in the search box, where it can be edited.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.reactive import reactive
from textual.timer import Timer

from tui_reader.library import Library
from tui_reader.ui import gathering
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.desk import Kind, once
from tui_reader.ui.mentioned import NOTHING, asked_at
from tui_reader.ui.panes.people import ARTICLE, RESULTS, PeoplePanel
from tui_reader.ui.panes.search import MAX_LENGTH
from tui_reader.ui.screens.pages import PagesScreen

if TYPE_CHECKING:
    from tui_reader.library import Facets

PAUSE = 0.15
"""Seconds after an answer before it is asked what the results share: whoever types on needs it of the next ones."""


class NarrowingScreen(PagesScreen):
    """A screen with a panel that is about the article, or about all results."""

    scope: reactive[str] = reactive(ARTICLE, repaint=False)
    """What the panel is about, where an article is open."""
    facets: "reactive[Facets | None]" = reactive(None, repaint=False)
    """What all results share; None while that is not known."""

    _facets_number = 0
    _facets_timer: Timer | None = None

    # What all results share

    def watch_results(self) -> None:
        super().watch_results()
        self._facets_number += 1  # what is on its way is about other results
        if self._facets_timer:
            self._facets_timer.stop()
        if self._wants_facets:
            self._facets_timer = self.set_timer(PAUSE, self._find_facets)  # what is shown stays until then
        else:
            self.facets = None

    def watch_scope(self) -> None:
        self._see_to_facets()

    def watch_reading(self) -> None:
        self._see_to_facets()

    def lay_out(self) -> None:
        super().lay_out()
        self._see_to_facets()

    @property
    def _wants_facets(self) -> bool:
        is_about_results = self.scope == RESULTS or self.reading is None
        return self.is_composed and self.stage == "panes" and self.has_people and is_about_results

    def _see_to_facets(self) -> None:
        """Find out what the results share if somebody wants to see it and it is not known."""
        if self.facets is None and self._wants_facets:
            self._find_facets()

    def find_facets_again(self) -> None:
        """What the results share may be something else now: find it, if somebody sees it."""
        if self._wants_facets:
            self._find_facets()
        else:
            self.facets = None

    def _find_facets(self) -> None:
        if self.results and self._wants_facets:
            self._facets_number += 1
            find = partial(gathering.find_facets, self.post_message, self.library, self._facets_number)
            self.ask(Kind.FACETS, once(partial(find, self.results.query)))

    @on(gathering.FacetsFound)
    def _show_facets(self, message: gathering.FacetsFound) -> None:
        if message.number == self._facets_number:
            self.facets = message.facets

    def action_scope(self) -> None:
        """Have the panel be about all results, or about the article again."""
        if self.stage != "panes":
            self.feedback = "type a search first: there are no results"
        elif not self.has_people:
            self.scope = RESULTS
            self.go_to(self.people)
        elif self.reading is None:
            self.feedback = "no article is open"
        else:
            self.scope = ARTICLE if self.scope == RESULTS else RESULTS

    # The query, with something added

    def action_narrow(self) -> None:
        self._edit_query(Library.narrowed, "narrow", "asks for it alone")

    def action_exclude(self) -> None:
        self._edit_query(Library.excluded, "exclude", "leaves it out")

    @on(PeoplePanel.RowOpened, "#people")
    def _narrow_by_opened(self) -> None:
        row = self.people.chosen_row
        if row and not row.spans:
            self.action_narrow()

    def _edit_query(self, edit: Callable[[str, str], str], key_id: str, does: str) -> None:
        if self.stage != "panes":
            self.feedback = "type a search first: there are no results"
            return
        asked = self._asked
        if asked == NOTHING and not self.people.has_focus:
            self.go_to(self.people)
            self.feedback = keymap_of(self).with_hint("choose somebody, a date or a source", key_id, does)
            return
        addition = Library.asking_for(*asked) if asked[0] else ""
        before = self.search_box.value
        after = edit(before, addition) if addition else before
        if not addition:
            self.feedback = "no query can ask for this"
        elif after == before:
            self.feedback = "that is what is searched for already"
        elif len(after) > MAX_LENGTH:
            self.feedback = f"a query has at most {MAX_LENGTH} characters: there is no room for it"
        else:
            self.feedback = keymap_of(self).with_hint(f"searching for {after}", "go_back", "goes back")
            self.change_query(after)

    @property
    def _asked(self) -> tuple[str, str]:
        """By which field and value a query asks for what is chosen in the panel, or for where the reader is."""
        row = self.people.chosen_row
        if self.people.has_focus and row:
            return row.asked
        reading = self.reading
        if self.reader.has_focus and reading and reading.current:
            return asked_at(reading.annotated, reading.current)
        return NOTHING
