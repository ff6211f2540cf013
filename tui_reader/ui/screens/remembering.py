"""The part of the main screen that remembers: where somebody was, what was read, which searches are worth keeping.

The one rule: only what was really read is remembered. An article that is shown while somebody types or goes through the
results has not been.
"""

from dataclasses import dataclass

from textual import on, work
from textual.reactive import reactive
from textual.timer import Timer

from tui_reader.article import Article
from tui_reader.library import Library
from tui_reader.ui import remembering
from tui_reader.ui import work as background
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.noting import Place
from tui_reader.ui.remembering import GivenDate
from tui_reader.ui.screens.opening import OpeningScreen

STILL = 1.0
"""Seconds without scrolling after which a place is written down."""
LONGEST_TRAIL = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What was searched for, and the place in an article where somebody was while it was, if they were reading."""

    query: str
    place: Place | None


class RememberingScreen(OpeningScreen):
    """A screen that knows where one was."""

    read_articles: reactive[frozenset[str]] = reactive(frozenset(), repaint=False)
    """The ids of the articles that are marked as read."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._behind: list[Place | Asked] = []
        self._ahead: list[Place | Asked] = []
        self._is_retracing = False
        self._is_visiting = False
        """Whether the open article is being read, and not only shown."""
        self._here: Place | None = None
        """Where the reader was last, in an article that is being read."""
        self._still: Timer | None = None

    def start(self) -> None:
        """Begin, and find out what was read."""
        super().start()
        self._load_marks()
        self.watch(self.reader, "scroll_y", self._note_scrolling, init=False)

    @work(thread=True, group="memory")
    def _load_marks(self) -> None:
        remembering.load_marks(self.post_message, self.library)

    @on(remembering.ReadMarksChanged)
    def _show_marks(self, message: remembering.ReadMarksChanged) -> None:
        self.read_articles = message.articles

    # Where one is

    @property
    def place(self) -> Place | None:
        """Where in the open article the reader is."""
        if self.reading is None:
            return None
        article = self.reading.article
        return Place(article.id, article.title, self.reader.top[0], self.reader.share_read)

    def on_descendant_focus(self) -> None:
        if self.reader.has_focus and self.reading:
            self._is_visiting = True
            self._note_place()

    def _note_scrolling(self) -> None:
        if self._is_visiting:
            self._here = self.place
            if self._still:
                self._still.stop()
            self._still = self.set_timer(STILL, self._note_place)

    def _note_place(self) -> None:
        self._here = self.place
        if self._is_visiting and self._here:
            self._keep_place(self._here)

    @work(thread=True, group="memory")
    def _keep_place(self, place: Place) -> None:
        remembering.keep_place(self.post_message, self.library, place)

    @on(background.ArticleOpened)
    def _leave(self, message: background.ArticleOpened) -> None:
        """Before another article is shown, write down where one was in this."""
        place = self.place
        if message.number != self._open_number:
            return
        if place and place.article == message.reading.article.id:
            self._is_retracing = False
            return
        if self._is_visiting and place:
            self._keep_place(place)
            if not self._is_retracing:
                self._behind = [*self._behind[-LONGEST_TRAIL:], place]
                self._ahead.clear()
        self._is_retracing = False
        self._is_visiting = False
        self.call_after_refresh(self.on_descendant_focus)

    def close(self) -> None:
        """Have no article open; where one was in it is written down."""
        if self._is_visiting and (place := self.place):
            self._note_place()
            if not self._is_retracing:
                self._behind = [*self._behind[-LONGEST_TRAIL:], place]
                self._ahead.clear()
        self._is_visiting = self._is_retracing = False
        super().close()

    def on_unmount(self) -> None:
        """Write down where one is: the last thing that is done, and the only one that is waited for."""
        if self._is_visiting and self._here:
            remembering.keep_place(lambda _: None, self.library, self._here)

    # Where one was

    def action_go_back(self) -> None:
        self._retrace(self._behind, self._ahead, "that is where you began")

    def action_go_forward(self) -> None:
        self._retrace(self._ahead, self._behind, "that is where you went back from")

    def change_query(self, query: str) -> None:
        """Search for something else because of a key; `H` leads back to what was searched for, and to the place."""
        self._behind = [*self._behind[-LONGEST_TRAIL:], self._asked_here()]
        self._ahead.clear()
        self._ask_at(self.place, query)

    def _asked_here(self) -> Asked:
        """What is searched for now, and where somebody reads."""
        return Asked(self.search_box.value, self.place if self._is_visiting else None)

    def _ask_at(self, place: Place | None, query: str) -> None:
        """Search for something, and be at a place of an article then, if that is found."""
        self._is_retracing = True  # the place that is left was noted with the query
        self.hold(place)
        self.search_box.value = query
        self.search_box.cursor_position = len(query)

    def _retrace(self, places: list[Place | Asked], others: list[Place | Asked], at_the_end: str) -> None:
        if not places:
            self.feedback = at_the_end
            return
        target = places.pop()
        if isinstance(target, Asked):
            others.append(self._asked_here())
            self._ask_at(target.place or self.place, target.query)
            return
        if here := self.place:
            others.append(here)
        self._is_retracing = True
        self.results_list.mark(target.article)
        self.open(target.article, target.offset)
        self.reader.focus()

    # What was read, and what is searched for again and again

    def action_toggle_read(self) -> None:
        if self.reading:
            self._toggle_read()

    @work(thread=True, group="memory")
    def _toggle_read(self) -> None:
        assert self.reading is not None
        remembering.toggle_read(self.post_message, self.library, self.reading.article)

    @on(remembering.ArticleMarked)
    def _show_marked(self, message: remembering.ArticleMarked) -> None:
        self._say_undoable(f"marked as {'read' if message.is_read else 'unread'}")

    def action_save_search(self) -> None:
        if self.results and self.results.query.text.strip():
            self._toggle_search(self.results.query.text.strip())
        else:
            self.feedback = "type a search first: there is nothing to save"

    @work(thread=True, group="memory")
    def _toggle_search(self, query: str) -> None:
        remembering.toggle_search(self.post_message, self.library, query)

    @on(remembering.SearchSaved)
    def _show_saved(self, message: remembering.SearchSaved) -> None:
        self._say_undoable("✓ search saved" if message.is_saved else "search no longer saved")

    def _say_undoable(self, words: str) -> None:
        self.feedback = keymap_of(self).with_hint(words, "undo", "undo")

    @on(background.UpdateProgressed)
    def _load_marks_again(self, message: background.UpdateProgressed) -> None:
        """Once the index is up to date, articles may be called otherwise."""
        if message.progress is None:
            self._load_marks()

    @on(background.MemoryChanged)
    def _look_again(self) -> None:
        """Something was undone or done again: it may have been anything."""
        self._load_marks()
        if self.reading:
            self._run_look_again(self.reading.article)
        self.update_index()

    @work(thread=True, exclusive=True, group="look")
    def _run_look_again(self, article: Article) -> None:
        remembering.look_again(self.post_message, self.library, article)

    # Details

    def action_details(self) -> None:
        from tui_reader.ui.screens.details import DetailsScreen

        if self.reading:
            is_read = self.reading.article.id in self.read_articles
            self.app.push_screen(DetailsScreen(self.reading, is_read=is_read), self._set_date)

    def _set_date(self, given: GivenDate | None) -> None:
        if given is not None:
            self._run_set_date(given)
            day = given.day
            self.feedback = f"published {day:%A} {day.day} {day:%B %Y}" if day else "its own date again"

    @work(thread=True, group="memory")
    def _run_set_date(self, given: GivenDate) -> None:
        remembering.set_date(self.post_message, self.library, given)

    @on(remembering.DateSet)
    def _show_date(self, message: remembering.DateSet) -> None:
        """Read the article anew, for its relative dates mean something else now; and let the index follow."""
        if (place := self.place) and place.article == message.given.article:
            self.open(place.article, place.offset)
        self.update_index(message.given.article)
