"""The part of the main screen that says what is going on: the lines above and below the panes.

The one rule: it only looks. It is called after whatever may have changed what is to be said.
"""

from rich.cells import cell_len
from textual import on
from textual.getters import query_one
from textual.reactive import reactive

from tui_reader.ui import gathering
from tui_reader.ui.bindings import keymap_of, notice_of
from tui_reader.ui.layout import Layout, has_header
from tui_reader.ui.moment import Moment
from tui_reader.ui.panes.footer import KeyBar
from tui_reader.ui.panes.path import PathBox
from tui_reader.ui.panes.people import PeoplePanel
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.screens.knowing import KnowingScreen
from tui_reader.ui.screens.searching import SORTS
from tui_reader.ui.widgets.painting import Piece
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.wording import counted
from tui_reader.ui.words import SORTED, caret_line

_SAID = {"FRONT": "FRONT PAGE", "EMPTY": "WELCOME", "NOTHING": "RESULTS"}
"""How a mode is called on the screen, where not by its name."""


class TellingScreen(KnowingScreen):
    """A screen that says where one is, and what can be done."""

    kept: reactive[dict[str, int]] = reactive(dict[str, int], repaint=False)
    """How many passages are kept of each article, by its id."""

    status = query_one("#status", TextLine)
    summary = query_one("#summary", TextLine)
    key_bar = query_one("#keys", KeyBar)

    @property
    def mode(self) -> str:
        """What the reader is doing, in one word."""
        if self.query_one(PathBox).has_focus:
            return "PATH"
        if self.search_box.has_focus:
            return "SEARCH"
        if self.is_finding:
            return "FIND"
        if self.jot_bar.box.has_focus:
            return str(self.jot_bar.what).upper()
        if self.stage != "panes":
            return self.stage.upper()
        if self.people.has_focus:
            return "PEOPLE"
        if self.reader.selected:
            return "SELECT"
        if self.zen:
            return "ZEN"
        return "ARTICLE" if self.reader.has_focus else "RESULTS"

    @property
    def moment(self) -> Moment:
        """What there is to do something with."""
        is_page = self.stage != "panes"
        results = self.results_list.rows
        row = self.people.chosen_row
        walks_people = self.people.has_focus and row is not None and bool(row.spans)
        return Moment(
            self.mode,
            has_article=self.reading is not None and not is_page,
            has_hits=walks_people or (not is_page and any(hit.hits for hit in results)),
            has_rows=self._has_rows,
            has_completion=bool(self.search_box.completion),
            has_mistake=bool(self.search_error),
            has_others=not is_page and len(results) > 1,
            has_query=bool(self.typed.strip()) and not self.search_error,
            has_copies=not is_page and self.results_list.has_copies,
            shows_copies=not is_page and self.results_list.shows_copies,
            can_narrow=self.people.has_focus and row is not None and bool(row.asked[0]),
            can_correct=self.people.has_focus and self.subject is not None,
            can_go_back=self._can_go_back,
            is_tiny=self.frame is Layout.TINY,
        )

    @property
    def _has_rows(self) -> bool:
        if self.stage != "panes":
            return any(row.deed for row in self.page.rows)
        if self.people.has_focus:
            return bool(self.people.chosen_row and self.people.chosen_row.spans)  # what has no place is not opened
        return bool(self.results_list.rows)

    @property
    def _can_go_back(self) -> bool:
        """Whether Esc leads anywhere from here."""
        if self.mode == "RESULTS":
            return not self.typed.strip()
        return self.mode not in ("FRONT", "EMPTY", "NOTHING")

    # When to say it

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self.tell()

    @on(ReaderView.SelectionChanged)
    @on(PeoplePanel.RowChosen)
    @on(PeoplePanel.Listed)
    @on(ResultsList.Listed)
    def _tell_of_choice(self) -> None:
        self.tell()

    @on(gathering.KeptCounted)
    def _show_kept_count(self, message: gathering.KeptCounted) -> None:
        self.kept = message.by_article
        if message.news not in ("", self._news_told):
            self._news = self._news_told = message.news
        if message.set_aside and not self._was_told:
            self._was_told = True
            self.feedback = f"a file that is not ours lay in the store's place: it is now {message.set_aside.name}"

    _was_told = False
    _news = ""
    """What is to be said of the store, until somebody leaves the front page."""
    _news_told = ""

    def watch_feedback(self) -> None:
        self.tell()

    def watch_reading(self) -> None:
        super().watch_reading()
        self.tell()

    def watch_kept_found(self) -> None:
        self.tell()

    def watch_lost(self) -> None:
        self.tell()

    def watch_kept(self) -> None:
        self.tell()

    def watch_index_held(self) -> None:
        self.tell()

    def turn_page(self) -> None:
        """Show the page that fits, or the panes, and say so."""
        super().turn_page()
        self.tell()

    def lay_out(self) -> None:
        """Give every pane its place and its room, and every line its words."""
        super().lay_out()
        self.tell()

    def tell(self) -> None:
        """Say everything."""
        if not self.is_composed:
            return
        self._tell_header()
        self._tell_summary()
        self._tell_status()
        self.results_list.is_stale = bool(self.search_error)
        self.key_bar.show_moment(self.moment, self.feedback if self.zen else "")

    # What is said

    def _tell_header(self) -> None:
        line = self.query_one("#header", TextLine)
        name = self.library.places.root.resolve().name
        size = counted(self.library_size, "article") if self.library_size else ""
        about = " · ".join(part for part in (name, size, self._kept_shown, self._index_shown) if part)
        line.show([(" gossip-reader", line.style_of("strong"))], [(f"{about} ", line.style_of("dim"))])

    @property
    def _kept_shown(self) -> str:
        count = sum(self.kept.values())
        return f"★ {count:,}" if count else ""

    @property
    def _index_shown(self) -> str:
        if self.index_held:
            return "indexed by another reader"
        return "indexing" if self.indexing else "up to date" if self.library_size else ""

    def _tell_summary(self) -> None:
        line, results = self.summary, self.results
        dim = line.style_of("dim")
        if self.search_error:
            box = self.search_box
            column = box.content_region.x + cell_len(box.value[: self.error_at]) - round(box.scroll_x)
            words = caret_line(self.search_error, column, line.size.width)
            line.show([(words, line.style_of("strong"))])
            return
        left, order = (f" {self._found}", f" · {self._order}") if results and results.total else ("", "")
        is_usual = self.sort == SORTS[0] and self.typed.strip()
        progress = self.progress_shown(line.size.width - cell_len(left if is_usual else left + order) - 3)
        right: list[Piece] = [(f"{progress} ", line.style_of("key"))] if progress else []
        if not right and results and results.total and results.query.understood:
            right = [(f"understood as: {results.query.understood} ", dim)]
        elif not right and not has_header(self.frame, self.app.size.height):
            right = [(f"{self._kept_shown} ", dim)]
        taken = cell_len(left + order) + sum(cell_len(text) for text, _ in right)
        if is_usual and (progress or taken >= line.size.width):
            order = ""  # best match first goes without saying where something else has to be said
        line.show([(left + order, None)], right)

    @property
    def _found(self) -> str:
        assert self.results is not None
        results = self.results
        found = counted(results.total, "article")
        if not results.query.text.strip():
            return found
        some = "at least " if results.total_is == "at least" else ""
        yours = f" · {self.kept_count:,} in your bookmarks" if self.kept_count else ""
        if yours and self.results_list.has_focus:
            yours = keymap_of(self).with_hint(yours, "bookmarks", "lists them")
        return f"{some}{found} · {max(1, round(results.took_ms))} ms{yours}"

    @property
    def _order(self) -> str:
        is_search = self.results is not None and self.results.query.text.strip()
        return SORTED[self.sort if is_search else "newest"]

    def _tell_status(self) -> None:
        line = self.status
        mode: Piece = (f" {_SAID.get(self.mode, self.mode)} ", line.style_of("mode"))
        where: Piece = (f"  {self._place}", None)
        mending = self._mending_key and f"{self._mending_key} mends it: {self.mended}"
        if not self.at_front:
            self._news = ""
        feedback = self._news or self.feedback or mending or self.lost_shown or notice_of(self)
        said: Piece = (f" {feedback} ", line.style_of("strong"))
        has_room = sum(cell_len(text) for text, _ in (mode, where, said)) < line.size.width
        if has_room or not feedback:
            line.show([mode, where], [said] if feedback else [])
        else:
            line.show([mode, said])

    @property
    def _mending_key(self) -> str:
        """The key that mends what is typed, while one types it; empty if there is no mistake in it."""
        is_to_mend = self.search_error and self.mended and self.search_box.has_focus
        return keymap_of(self).shown("accept") if is_to_mend else ""

    @property
    def _place(self) -> str:
        """Which hit or mention the reader is at, and in which article."""
        if self.stage != "panes" or self.reading is None:
            return ""
        chosen = self.results_list.chosen_row
        is_result = chosen and self.results and chosen.article == self.reading.article.id
        total = self.results.total if self.results else 0
        article = f"article {self.results_list.ordinal:,} of {total:,}" if is_result else ""
        return " · ".join(part for part in (self.selection_measure or self.reading.place, article) if part)
