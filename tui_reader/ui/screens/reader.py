"""The main screen: search, results, article, people.

The one rule: its state is in the reactives at the heads of its parts (searching, opening, keeping); it goes down to the
panes by binding, and comes back from them as messages in the past tense.
"""

from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.getters import query_one
from textual.reactive import reactive

from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.panes.article import ArticlePane
from tui_reader.ui.panes.footer import KeyBar
from tui_reader.ui.panes.people import PeoplePanel
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.panes.search import MAX_LENGTH, SearchBox
from tui_reader.ui.screens.keeping import KeepingScreen
from tui_reader.ui.widgets.painting import Piece
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.wording import counted

_PHASES = {"looking": "looking for articles", "reading": "reading", "naming": "finding people and dates"}
_BAR = 12
"""Columns of the bar that shows how far the index has come."""


class ReaderScreen(KeepingScreen):
    """Where somebody spends the day."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.COMMANDING, Context.EVERYWHERE)
    AUTO_FOCUS = "#search"

    panel_shown: reactive[bool | None] = reactive(None)
    """Whether the people are shown; None leaves it to the layout, which shows them where there is room."""

    search_box = query_one("#search", SearchBox)
    status = query_one("#status", TextLine)
    summary = query_one("#summary", TextLine)
    key_bar = query_one("#keys", KeyBar)

    def compose(self) -> ComposeResult:
        yield TextLine(id="header")
        with Horizontal(id="search-line"):
            yield TextLine(id="prompt")
            yield SearchBox()
        yield TextLine(id="summary")
        with Container(id="panes"):
            yield ResultsList(id="results", placeholder="opening …").data_bind(ReaderScreen.results)
            yield ArticlePane(id="article").data_bind(ReaderScreen.reading)
            yield PeoplePanel(id="people").data_bind(ReaderScreen.reading)
        yield TextLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one("#prompt", TextLine).show([(" /", None)])
        self._show_all()
        self.call_after_refresh(self.start)  # nothing is loaded or read before the first screen is painted

    # Focus

    @property
    def mode(self) -> str:
        """What the reader is doing, in one word."""
        if self.search_box.has_focus:
            return "SEARCH"
        if self.people.has_focus:
            return "PEOPLE"
        if self.reader.selected:
            return "SELECT"
        return "ARTICLE" if self.reader.has_focus else "RESULTS"

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._show_all()

    @on(ReaderView.SelectionChanged)
    def _show_selection(self) -> None:
        self._show_all()

    def action_next_pane(self) -> None:
        self.focus_next()

    def action_previous_pane(self) -> None:
        self.focus_previous()

    def action_search(self) -> None:
        self.search_box.focus()

    def action_result(self, step: int) -> None:
        """Choose another result while typing."""
        self.results_list.choose(self.results_list.chosen + step, step=step)

    def action_accept(self) -> None:
        """Leave the search box for the article that was found."""
        (self.reader if self.reading else self.results_list).focus()

    @on(SearchBox.Shortened)
    def _tell_of_the_limit(self) -> None:
        self.feedback = f"a query has at most {MAX_LENGTH} characters: the rest was left out"

    @on(ResultsList.RowOpened, "#results")
    def _read(self) -> None:
        self.reader.focus()

    def action_back(self) -> None:
        """One step: field or selection, people, article, results; there it ends."""
        if self.search_box.has_focus:
            self.results_list.focus()
        elif self.reader.selected:
            self.clear_selection()
        elif self.stop_walking_mentions() or self.people.has_focus:
            self.reader.focus()
        elif self.reader.has_focus:
            self.results_list.focus()

    def _key_escape(self) -> None:
        # Textual clears the selection here, before any binding is looked at; for us that is one step of `action_back`.
        pass

    def action_people(self) -> None:
        """Show people and dates and go there; when there already, hide them."""
        if self.people.has_focus:
            self.panel_shown = False
            self.reader.focus()
        else:
            self.panel_shown = True
            self.people.focus()

    def watch_panel_shown(self, shown: bool | None) -> None:
        self.set_class(shown is True, "-with-people")
        self.set_class(shown is False, "-without-people")

    # What is said around the panes

    def watch_indexing(self) -> None:
        self._show_all()

    def watch_search_error(self) -> None:
        self._show_all()

    def watch_feedback(self) -> None:
        self._show_all()

    def watch_reading(self) -> None:
        self._show_all()

    def watch_results(self) -> None:
        super().watch_results()
        self._show_all()

    def on_resize(self, _event: events.Resize) -> None:
        self._show_all()

    def _show_all(self) -> None:
        if not self.is_mounted:
            return
        self._show_header()
        self._show_summary()
        self._show_status()
        self._show_hint()
        self.key_bar.show_mode(self.mode)

    def _show_header(self) -> None:
        line = self.query_one("#header", TextLine)
        name = self.library.places.root.resolve().name
        about = f"{name} · {counted(self.library_size, 'article')} " if self.library_size else f"{name} "
        line.show([(" gossip-reader", line.style_of("strong"))], [(about, line.style_of("dim"))])

    def _show_hint(self) -> None:
        """Say what to do while there is nothing to read."""
        results = self.results
        if results is None or results.hits or self.feedback:
            self.reader.show_instead()
        elif results.query.text.strip():
            self.reader.show_instead("No article matches.", "", "OR finds either of two words, kar* all that begin so.")
        elif self.indexing is None:
            folder = str(self.library.places.articles.resolve())
            self.reader.show_instead(
                "No articles yet.", "", "Put text files (.txt, .md) into", folder, "and start again."
            )

    def _show_summary(self) -> None:
        line, results = self.summary, self.results
        dim = line.style_of("dim")
        if self.search_error:
            line.show([(f" {self.search_error}", line.style_of("strong"))])
            return
        left = f" {self._found()}" if results else ""
        right: list[Piece] = [(f"{self._progress()} ", line.style_of("key"))] if self.indexing else []
        if not right and results and results.query.understood:
            right = [(f"understood as: {results.query.understood} ", dim)]
        line.show([(left, None)], right)

    def _found(self) -> str:
        assert self.results is not None
        results = self.results
        found = counted(results.total, "article")
        if not results.query.text.strip():
            return f"{found} · newest first"
        some = "at least " if results.total_is == "at least" else ""
        return f"{some}{found} · {max(1, round(results.took_ms))} ms"

    def _progress(self) -> str:
        assert self.indexing is not None
        progress = self.indexing
        words = _PHASES[progress.phase]
        if not progress.total:
            return f"{words} …"
        filled = _BAR * progress.done // progress.total
        return f"{words} {progress.done:,} of {progress.total:,} {'▇' * filled}{'▁' * (_BAR - filled)}"

    def _show_status(self) -> None:
        line = self.status
        place = self.reading.place if self.reading else ""
        chosen = self.results_list.chosen_row
        is_result = chosen and self.reading and chosen.article == self.reading.article.id
        article = (
            f"article {self.results_list.chosen + 1} of {self.results.total:,}" if self.results and is_result else ""
        )
        mode: Piece = (f" {self.mode} ", line.style_of("mode"))
        where: Piece = ("  " + " · ".join(part for part in (place, article) if part), None)
        said: Piece = (f" {self.feedback} ", line.style_of("strong"))
        has_room = sum(cell_len(text) for text, _ in (mode, where, said)) < line.size.width
        if has_room or not self.feedback:
            line.show([mode, where], [said] if self.feedback else [])
        else:
            line.show([mode, said])
