"""The part of the main screen that keeps the index up to date, and the open article with it.

The one rule: nobody is disturbed. Looking for changes costs a thread, what was found is shown where it stands, and
whoever reads keeps their place by the words they see.
"""

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from textual import on, work
from textual.reactive import reactive

from tui_reader.article import Article
from tui_reader.ui import gathering
from tui_reader.ui import work as background
from tui_reader.ui.screens.jotting import JottingScreen
from tui_reader.ui.words import change_words, progress_words, seconds_left

if TYPE_CHECKING:
    from tui_reader.library import Progress

LOOK_EVERY = 300.0
"""Seconds between two looks for changes, when nothing else gives cause."""
LOOK_AGAIN = 10.0
"""Seconds before the next look while another reader holds the index."""
LEAST_PAUSE = 3.0
"""Seconds between two looks that nobody asked for."""


class IndexingScreen(JottingScreen):
    """A screen that notices what happens to the files."""

    indexing: "reactive[Progress | None]" = reactive(None, repaint=False)
    """How far the index has come, while it is brought up to date."""
    index_held: reactive[bool] = reactive(False, repaint=False)
    """Whether another reader is bringing the index up to date."""

    _is_looking = False
    _is_told = False
    """Whether somebody asked, and is told of it if nothing has changed too."""
    _looked_at = 0.0
    _changes_found = ""
    _edited = ""
    """The article that was just open in an editor."""
    _phase = ("", 0.0)
    """What the index is at, and since when."""

    def start(self) -> None:
        """Show all articles, bring the index up to date meanwhile, and look for changes from now on."""
        super().start()
        self._look()
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.watch(self.app, "app_focus", self._look_on_return, init=False)

    def action_reload(self) -> None:
        """Look for new and changed articles, and say so."""
        self._is_told = True
        if self._is_looking:
            self.feedback = "looking for changes …"
        else:
            self._look()

    def look_for_changes(self) -> None:
        """Look for new and changed articles, quietly."""
        if not self._is_looking and monotonic() - self._looked_at > LEAST_PAUSE:
            self._look()

    def _look_on_return(self, has_focus: bool) -> None:
        if has_focus:
            self.look_for_changes()

    def _look(self) -> None:
        self._is_looking, self._changes_found = True, ""
        self.update_index()

    @on(background.UpdateProgressed)
    def _show_progress(self, message: background.UpdateProgressed) -> None:
        progress = message.progress
        if progress is None:
            self._end_looking()
            return
        self.index_held = False
        if progress.phase != self._phase[0]:
            self._phase = progress.phase, monotonic()
        is_done = progress.phase == "done"
        if progress.grown:
            if not is_done or progress.has_changes:
                self.search_again()
            self.library_size = progress.articles
        if is_done and progress.added < progress.articles:  # else the library is new, and so is everything in it
            self._changes_found = change_words(progress)
        self.indexing = None if is_done else progress

    def _end_looking(self) -> None:
        self.indexing = None
        if self._is_told or (self._is_looking and self._changes_found):
            self.feedback = self._changes_found or "nothing has changed"
        self._is_looking = self._is_told = False
        self._looked_at, self._phase = monotonic(), ("", 0.0)
        if self.reading:
            self._run_reread(self.reading.article)

    @on(background.ArticleIndexed)
    def _find_it_anew(self) -> None:
        self.search_again()

    @on(background.IndexHeld)
    def _show_held(self) -> None:
        self.index_held = True
        self.set_timer(LOOK_AGAIN, self.look_for_changes)

    def on_unmount(self) -> None:
        """Stop the update, so that nothing waits for it."""
        self.library.stop_update()

    def progress_shown(self, room: int) -> str:
        """How far the index has come, in words for so many columns; empty when nothing is going on."""
        if self.index_held:
            words = "another reader is indexing: what it finds is found here too"
            return words if len(words) <= room else "another reader is indexing"
        if self.indexing is None:
            return ""
        progress = self.indexing
        left = seconds_left(progress.done, progress.total, monotonic() - self._phase[1])
        return progress_words(progress, left, room)

    # The open article

    def see_whether_edited(self) -> None:
        """Read the open article again if its file has changed, and have the index follow."""
        if self.reading:
            self._edited = self.reading.article.id
            self._run_reread(self.reading.article)

    @work(thread=True, exclusive=True, group="reread")
    def _run_reread(self, article: Article) -> None:
        query = self.results.query if self.results else None
        gathering.reread(self.post_message, self.library, article, query)

    @on(gathering.ArticleReread)
    def _show_reread(self, message: gathering.ArticleReread) -> None:
        before, now = self.reading, message.reading
        if before is None or before.article != message.before:
            return
        top = message.find_again(self.reader.visible_span.start)
        at = message.find_again(before.current.start) if before.current else -1
        self.reading = replace(now, current=next((hit for hit in now.hits if hit.start == at), None))
        if self._edited == now.article.id:
            self.update_index(self._edited)
        self._edited = ""
        self.reader.show_at_top(top)
        if not self.feedback:
            self.feedback = "this article has changed: it was read again"

    @on(gathering.ArticleGone)
    def _say_it_is_gone(self, message: gathering.ArticleGone) -> None:
        if self.reading and self.reading.article.id == message.article:
            self.feedback = "this article is gone from the disk: you read it as it was"
            self.look_for_changes()
