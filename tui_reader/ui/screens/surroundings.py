"""The part of the screen of kept passages that shows the chosen one in its article, and leads there.

The one rule: a passage is shown where it stands now; one that is lost, in the text that it was taken from.
"""

from dataclasses import replace

from textual import on, work
from textual.getters import query_one

from tui_reader.errors import NotFoundError
from tui_reader.library import KeptPassage
from tui_reader.ui import shelving
from tui_reader.ui.panes.shelf import PassageList
from tui_reader.ui.screens.shelf import ShelfScreen
from tui_reader.ui.widgets.article_text import ArticleText
from tui_reader.ui.widgets.text_line import TextLine


class SurroundingsScreen(ShelfScreen):
    """A screen on which the chosen passage is seen in its article."""

    preview = query_one("#preview", ArticleText)
    about = query_one("#preview-about", TextLine)

    _preview_number = 0
    _previewed: KeptPassage | None = None
    """The passage that is shown, or is about to be."""

    @on(PassageList.RowChosen)
    def follow_chosen(self) -> None:
        kept = self.passages.chosen_passage
        if kept is None:
            self.preview.reading = None
            self.about.show([])
        elif self.shows_preview and kept != self._previewed:
            self._preview_number += 1
            self.call_after_refresh(self._run_preview, self._preview_number, kept)  # the list is seen first
        self._previewed = kept if self.shows_preview else None

    @property
    def shows_preview(self) -> bool:
        """Whether a passage is shown in its surroundings."""
        return bool(self.query_one("#surroundings").display)

    @work(thread=True, exclusive=True, group="preview")
    def _run_preview(self, number: int, kept: KeptPassage) -> None:
        if number == self._preview_number:
            shelving.preview(self.post_message, self.library, number, kept)

    @on(shelving.PreviewMade)
    def _show_preview(self, message: shelving.PreviewMade) -> None:
        if message.number != self._preview_number:
            return
        kept, reading = self.passages.chosen_passage, message.reading
        if reading and kept:
            place = kept if kept.span else self._as_it_stood(kept)
            reading = replace(reading, passages=(place,))
        self.preview.show_instead(message.words)
        self.preview.reading = reading
        if reading and reading.current:
            self.preview.show_span(reading.current)
        self.about.show([(f" {message.words}", self.about.style_of("dim"))])

    def _as_it_stood(self, kept: KeptPassage) -> KeptPassage:
        return replace(kept, place=type(kept.place)(kept.state, kept.bookmark.span))

    def action_next_pane(self) -> None:
        """Show the passage in its surroundings where there is no room for both; else go from list to filter."""
        if self.has_class("-narrow"):
            self.toggle_class("-surroundings")
            self.call_after_refresh(self.follow_chosen)
        else:
            self.set_focus(self.passages if self.box.has_focus else self.box)

    def action_previous_pane(self) -> None:
        self.action_next_pane()

    # Going there

    @on(PassageList.RowOpened)
    def _open(self) -> None:
        chosen = self.passages.chosen_passage
        kept = self.looked_for(chosen) if chosen else None
        if kept and kept.span:
            self.dismiss(kept)
        elif kept:
            self._put_back(kept)

    def action_put_back(self) -> None:
        """Open the article of the chosen passage, to say by hand where it stands."""
        if kept := self.passages.chosen_passage:
            self._put_back(kept)

    def _put_back(self, kept: KeptPassage) -> None:
        try:
            self.library.file_of(kept.article)
        except NotFoundError:
            self.say("its article does not hold this passage any more: it is gone")
        else:
            self.dismiss(as_lost(kept))


def as_lost(kept: KeptPassage) -> KeptPassage:
    """Return a passage without its place, for somebody is to say where it stands."""
    return replace(kept, place=type(kept.place)(type(kept.state)("lost"), None))
