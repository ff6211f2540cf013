"""The main screen: search, results, article, people.

The one rule: its state is in the reactives at the heads of its parts (searching, opening, keeping, indexing, framing,
pages); it goes down to the panes by binding, and comes back from them as messages in the past tense.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget

from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.layout import SMALLEST, Layout
from tui_reader.ui.panes.article import ArticlePane
from tui_reader.ui.panes.footer import KeyBar
from tui_reader.ui.panes.jotting import JotBar
from tui_reader.ui.panes.page import Page
from tui_reader.ui.panes.path import PathBox, PathPrompt
from tui_reader.ui.panes.people import PeoplePanel
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.panes.search import MAX_LENGTH, SearchBox
from tui_reader.ui.screens.telling import TellingScreen
from tui_reader.ui.widgets.text_line import TextLine


class ReaderScreen(TellingScreen):
    """Where somebody spends the day."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.COMMANDING, Context.EVERYWHERE)
    AUTO_FOCUS = "#search"

    class Started(Message):
        """The first screen is painted: now there is time to load and to read."""

    def compose(self) -> ComposeResult:
        self.update_classes(self.layout_classes, update=False)  # styled once
        yield TextLine(id="header")
        with Horizontal(id="search-line"):
            yield TextLine(id="prompt")
            yield SearchBox()
        yield TextLine(id="summary")
        with Container(id="panes"):
            yield ResultsList(id="results").data_bind(ReaderScreen.results, ReaderScreen.kept)
            yield ArticlePane(id="article").data_bind(ReaderScreen.reading, ReaderScreen.measure)
            yield PeoplePanel(id="people").data_bind(ReaderScreen.reading, ReaderScreen.scope, ReaderScreen.facets)
        with Vertical(id="page-area"):
            yield Page(id="page").data_bind(ReaderScreen.page_rows)
            yield PathPrompt(id="path-prompt")
        yield JotBar()
        yield TextLine(id="status")
        yield KeyBar(id="keys")
        with Vertical(id="too-small"):
            yield TextLine(id="too-small-1")
            yield TextLine(id="too-small-2")

    def on_mount(self) -> None:
        self.is_composed = True
        self.query_one("#prompt", TextLine).show([(" /", None)])
        columns, rows = SMALLEST
        self.query_one("#too-small-1", TextLine).show([("make the window a little larger:", None)])
        self.query_one("#too-small-2", TextLine).show([(f"{columns}×{rows} is needed", None)])
        self.lay_out()
        self.turn_page()
        self.tell()
        self.watch(self.app, "keymap", self.tell, init=False)
        self.watch(self.app, "mistakes_told", self.tell, init=False)
        self.watch(self.search_box, "completion", self.tell, init=False)
        self.call_after_refresh(self.start)  # nothing is loaded or read before the first screen is painted

    def start(self) -> None:
        """Begin with what takes time, now that there is something to look at."""
        super().start()
        self.post_message(self.Started())

    # Going from pane to pane

    def action_next_pane(self) -> None:
        self._go_round(1)

    def action_previous_pane(self) -> None:
        self._go_round(-1)

    def _go_round(self, step: int) -> None:
        """Focus the pane after or before this one, round all that there are."""
        panes: list[Widget] = [self.search_box, self.page]
        if self.stage == "panes":
            panes = [self.search_box, self.results_list, self.reader]
            panes += [self.people] if self.has_people else []
        if self.zen:
            panes = [self.reader]
        at = panes.index(self.focused) if self.focused in panes else -1
        self.go_to(panes[(at + step) % len(panes)])

    def action_search(self) -> None:
        self.stop_asking()
        self.go_to(self.search_box)

    def action_result(self, step: int) -> None:
        """Choose another result, or another row of the page, while typing."""
        rows = self.results_list if self.stage == "panes" else self.page
        rows.choose(rows.chosen + step, step=step)

    def action_accept(self) -> None:
        """Leave the search box for what was found, or mend what is typed."""
        if self.search_error and self.mended:
            self.search_for(self.mended)
            return
        super().action_accept()
        if self.stage != "panes":
            self.page.action_open()
        else:
            self.go_to(self.reader if self.reading or self.is_opening else self.results_list)

    @property
    def is_opening(self) -> bool:
        """Whether an article is on its way: whoever types fast presses Enter before it is there."""
        is_answered = self.results is not None and self.results.query.text == self.typed
        return not self.search_error and (not is_answered or self.opened_article != "")

    @on(SearchBox.Shortened)
    def _tell_of_the_limit(self) -> None:
        self.feedback = f"a query has at most {MAX_LENGTH} characters: the rest was left out"

    @on(ResultsList.RowOpened, "#results")
    def _read(self) -> None:
        self.go_to(self.reader)

    @on(PeoplePanel.RowOpened, "#people")
    def _show_mention(self) -> None:
        """Show the article where the panel hides it."""
        row = self.people.chosen_row
        if self.frame is Layout.TINY and row and row.spans:
            self.go_to(self.reader)

    def action_next_hit(self) -> None:
        super().action_next_hit()
        if self.people.has_focus:
            self._show_mention()

    def action_previous_hit(self) -> None:
        super().action_previous_hit()
        if self.people.has_focus:
            self._show_mention()

    def action_back(self) -> None:
        """One step: field or selection, what is put back, zen, people, article, results, front page."""
        if self.query_one(PathBox).has_focus:
            self.stop_asking()
        elif self.search_box.has_focus:
            self.go_to(self.results_list if self.stage == "panes" else self.page)
        elif self.reader.selected:
            self.clear_selection()
        elif self.lost and self.reader.has_focus:
            self.lost, self.feedback = None, "nothing was put back"
        elif self.zen:
            self.zen = False
        elif self.stop_walking_mentions() or self.people.has_focus:
            self.go_to(self.reader)
        elif self.stage != "panes":
            return
        elif not self.typed.strip():
            self.go_to_front()
        elif self.reader.has_focus:
            self.go_to(self.results_list)

    def _key_escape(self) -> None:
        # Textual clears the selection here, before any binding is looked at; for us that is one step of `action_back`.
        pass

    def action_people(self) -> None:
        """Show people and dates and go there; when there already, hide them."""
        if self.people.has_focus:
            self.panel_shown = False
            self.go_to(self.reader)
        elif self.stage == "panes":
            self.go_to(self.people)
