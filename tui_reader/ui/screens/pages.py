"""The part of the main screen for when there is nothing in the panes: a page stands in their place.

It is the front page, the welcome to an empty library, or what to try when nothing matches.

The one rule: it turns the page and carries out what is chosen on it; what the pages say is made by pure functions.
"""

from typing import TYPE_CHECKING

from textual import on, work
from textual.getters import query_one
from textual.reactive import reactive

from tui_reader.ui import gathering, jotting, recalling
from tui_reader.ui import work as background
from tui_reader.ui.desk import Kind
from tui_reader.ui.noting import Place
from tui_reader.ui.page_rows import (
    AskForPath,
    BringSamples,
    Deed,
    LookAgain,
    OpenArticle,
    PageRow,
    RunSearch,
    ShowPassages,
)
from tui_reader.ui.panes.page import Page
from tui_reader.ui.panes.path import PathBox, PathPrompt
from tui_reader.ui.screens.framing import FramingScreen

if TYPE_CHECKING:
    from tui_reader.library import Query
    from tui_reader.library.easier import WaysOut
    from tui_reader.ui.panes.front import News

_QUESTIONS = {True: "Which folder? Tab completes, Esc goes back.", False: "Which file? Tab completes, Esc goes back."}


class PagesScreen(FramingScreen):
    """A screen that always offers something to do."""

    page_rows: reactive[tuple[PageRow, ...]] = reactive((), repaint=False)
    """What stands on the page; nothing while the panes are shown."""
    news: "reactive[News | None]" = reactive(None, repaint=False)
    """What the front page tells besides the newest articles; None while it is not known yet."""

    page = query_one("#page", Page)
    path_prompt = query_one("#path-prompt", PathPrompt)

    _since = None
    """When the library was last looked at."""
    _has_begun = False
    """Whether that is known."""
    _easier: "tuple[str, WaysOut | None]" = ("", None)
    """A query that nothing matches, and what could be asked instead."""
    _asked_for_folder = True

    def start(self) -> None:
        """Show the front page, and fetch what is remembered."""
        super().start()
        self._run_recall()
        self._run_count()

    # Turning the page

    @property
    def stage(self) -> str:
        """What is shown: the "panes", or a page: "front", "empty" or "nothing"."""
        results = self.results
        has_text = bool(self.typed.strip())
        is_answered = results is not None and not self.search_error and results.query.text == self.typed
        if is_answered and results and not results.total:
            return "nothing" if has_text else "empty" if self.indexing is None else "front"
        return "front" if self.at_front else "panes"

    def watch_at_front(self) -> None:
        self.turn_page()
        if self.at_front:
            self.close()
            if self.is_composed:
                self.results_list.let_go()
            if self._has_begun:
                self.gather_news(self._here)

    def watch_news(self) -> None:
        self.turn_page()

    def watch_search_error(self) -> None:
        self.turn_page()

    def watch_indexing(self) -> None:
        self.turn_page()

    def watch_results(self) -> None:
        super().watch_results()
        results = self.results
        if results and self.stage == "nothing" and self._easier[0] != results.query.text:
            self._easier = results.query.text, None
            self._run_easier(results.query)
        self.turn_page()

    def turn_page(self) -> None:
        """Show the page that fits, or the panes."""
        if not self.is_composed:
            return
        stage = self.stage
        if stage == "front":
            # Nothing is shown before everything is known: rows that move away under the hand are no help.
            self.page_rows = self._front_rows()
        elif stage == "empty":
            from tui_reader.library.bringing import find_samples
            from tui_reader.ui.panes.front import welcome_rows

            self.page_rows = welcome_rows(self.library.places, len(find_samples()))
        elif stage == "nothing" and self.results:
            from tui_reader.ui.panes.front import nothing_rows

            self.page_rows = nothing_rows(self.results, self._easier[1])
        is_page = stage != "panes"
        if is_page and self.focused in (self.results_list, self.reader, self.people):
            self.page.focus()
        elif not is_page and self.focused in (self.page, self.query_one(PathBox)):
            self.results_list.focus()
        elif stage == "empty" and self.focused is self.search_box:
            self.page.focus()  # there is nothing to search
        # By a class of the screen all that is on it would be styled anew, with the first letter of every search.
        self.query_one("#panes").display = not is_page
        self.query_one("#page-area").display = is_page
        self.set_class(self.has_class("-asking") and stage == "empty", "-asking")
        if is_page:
            self.zen = False

    def _front_rows(self) -> tuple[PageRow, ...]:
        if self.news is None:
            return ()
        from tui_reader.ui.panes.front import front_rows

        return front_rows(self.news, self.results)

    def go_to_front(self) -> None:
        """Close the article, and show the front page."""
        self.at_front = True
        self.go_to(self.page)

    # What is remembered

    @work(thread=True, group="recall")
    def _run_recall(self) -> None:
        gathering.recall(self.post_message, self.library)

    @on(gathering.Recalled)
    def _begin_visit(self, message: gathering.Recalled) -> None:
        self._since, self._has_begun = message.since, True
        self.gather_news()

    @on(background.UpdateProgressed)
    def _gather_again(self, message: background.UpdateProgressed) -> None:
        """Once the index is up to date there may be news, and articles may be called otherwise."""
        if message.progress is None:
            self._run_count()
            if self._has_begun and self.at_front:
                self.gather_news()

    def gather_news(self, left: Place | None = None) -> None:
        """Gather anew what the front page tells, with the place that was left just now."""
        self.ask(Kind.NEWS, gathering.gather_news(self.post_message, self.library, self._since, left))

    @on(gathering.NewsGathered)
    def _show_news(self, message: gathering.NewsGathered) -> None:
        self.news = message.news

    @work(thread=True, exclusive=True, group="kept")
    def _run_count(self) -> None:
        gathering.count_kept(self.post_message, self.library)

    @on(background.PassageKept)
    @on(jotting.PassageJotted)
    @on(background.MemoryChanged)
    def _count_again(self) -> None:
        self._run_count()

    # When nothing matches

    def _run_easier(self, query: "Query") -> None:
        self.ask(Kind.EASIER, gathering.look_for_easier(self.post_message, self.library, query))

    @on(gathering.EasierFound)
    def _show_easier(self, message: gathering.EasierFound) -> None:
        if message.text == self._easier[0]:
            self._easier = message.text, message.ways
            self.turn_page()

    # What is chosen on the page

    @on(Page.RowOpened, "#page")
    def _carry_out_chosen(self) -> None:
        row = self.page.chosen_row
        if row and row.deed:
            self._carry_out(row.deed)

    def _carry_out(self, deed: Deed) -> None:
        match deed:
            case OpenArticle(article):
                self.results_list.mark(article)
                self.open(article)
                self.go_to(self.reader)
            case RunSearch(query):
                self.look_at(query)
            case ShowPassages():
                self.show_passages(self._words_of_the_query())
            case BringSamples():
                self._run_bring_samples()
            case AskForPath(is_folder):
                self._asked_for_folder = is_folder
                self.add_class("-asking")
                self.path_prompt.ask(_QUESTIONS[is_folder])
            case LookAgain():
                self.action_reload()

    def _words_of_the_query(self) -> str:
        from tui_reader.library.easier import words_of

        return words_of(self.results.query) if self.results else ""

    def look_at(self, query: str) -> None:
        """Search for something, and be at what is found; if it is a saved search, it was looked at now."""
        self.search_box.value = query
        self.search_box.cursor_position = len(query)
        self.go_to(self.results_list if query else self.page)
        self._run_note_looked(query)

    @work(thread=True, group="memory")
    def _run_note_looked(self, query: str) -> None:
        recalling.note_looked(self.post_message, self.library, query)

    # A path

    def action_complete_path(self) -> None:
        """Complete the path that is being typed."""
        self._run_complete(self.query_one(PathBox).value)

    def action_accept_path(self) -> None:
        """Read the folder, or bring in the file, that was typed."""
        self._run_path(self.query_one(PathBox).value)

    def stop_asking(self) -> bool:
        """Ask for no path any more; return whether one was asked for."""
        was_asking = self.has_class("-asking")
        if was_asking:
            self.page.focus()
        self.remove_class("-asking")
        return was_asking

    @work(thread=True, exclusive=True, group="path")
    def _run_complete(self, path: str) -> None:
        gathering.complete(self.post_message, path, folders_only=self._asked_for_folder)

    @on(gathering.PathCompleted)
    def _show_completed(self, message: gathering.PathCompleted) -> None:
        box = self.query_one(PathBox)
        if box.value == message.before:  # else somebody typed on
            box.value = message.completed.text
            box.cursor_position = len(box.value)
            self.path_prompt.answer("  ".join(message.completed.choices))

    @work(thread=True, exclusive=True, group="path")
    def _run_path(self, path: str) -> None:
        if self._asked_for_folder:
            gathering.choose_folder(self.post_message, path)
        else:
            gathering.bring_file(self.post_message, self.library, path)

    @work(thread=True, exclusive=True, group="path")
    def _run_bring_samples(self) -> None:
        gathering.bring_samples(self.post_message, self.library)

    @on(gathering.PathRefused)
    def _show_refused(self, message: gathering.PathRefused) -> None:
        if self.has_class("-asking"):
            self.path_prompt.answer(message.reason, is_error=True)
        else:
            self.feedback = message.reason

    @on(gathering.ArticlesBrought)
    def _show_brought(self) -> None:
        self.stop_asking()
        self.action_reload()
