"""The part of the main screen that makes the text of articles wider or narrower.

The one rule: the reader's eyes decide; what is on the screen stays there while the lines change, and the next time the
text is as wide as this time.
"""

import threading

from textual import on, work
from textual.reactive import reactive

from tui_reader.library import Library
from tui_reader.ui import gathering
from tui_reader.ui.screens.finding import FindingScreen
from tui_reader.ui.widgets.fitted_text import MEASURE

NARROWEST, WIDEST = 40, 120
"""Columns."""


class MeasuringScreen(FindingScreen):
    """A screen on which the text has as many columns as the reader likes."""

    measure: reactive[int] = reactive(MEASURE, repaint=False)
    """How many columns the text has, where there is room for them."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._measure_lock = threading.Lock()

    @property
    def text_room(self) -> int:
        """How many columns the text can have at most, as things stand."""
        return self.reader.room

    def action_text_width(self, delta: int) -> None:
        """Make the text wider by some columns, or narrower."""
        self.measure = max(NARROWEST, min(WIDEST, self.measure + delta))
        room = self.text_room
        limit = f", with room for {room} here" if room < self.measure else ""
        self.feedback = f"text {self.measure} columns wide{limit}"
        self._remember_measure()

    @work(thread=True, group="settings")
    def _remember_measure(self) -> None:
        with self._measure_lock:  # whichever comes last writes what holds last
            gathering.remember(self.post_message, self.library, "measure", self.measure)

    @on(gathering.Recalled)
    def _restore_measure(self, message: gathering.Recalled) -> None:
        if isinstance(message.measure, int) and NARROWEST <= message.measure <= WIDEST:
            self.measure = message.measure
