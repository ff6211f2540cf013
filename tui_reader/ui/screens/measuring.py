"""The part of the main screen that makes the text of articles wider or narrower.

The one rule: the reader's eyes decide; what is on the screen stays there while the lines change.
"""

from textual.reactive import reactive

from tui_reader.ui.screens.finding import FindingScreen
from tui_reader.ui.widgets.article_text import MEASURE

NARROWEST, WIDEST = 40, 120
"""Columns."""


class MeasuringScreen(FindingScreen):
    """A screen on which the text has as many columns as the reader likes."""

    measure: reactive[int] = reactive(MEASURE)
    """How many columns the text has, where there is room for them."""

    def action_text_width(self, delta: int) -> None:
        """Make the text wider by some columns, or narrower."""
        self.measure = max(NARROWEST, min(WIDEST, self.measure + delta))
        room = self.reader.room
        limit = f", {room} have room here" if room < self.measure else ""
        self.feedback = f"text {self.measure} columns wide{limit}"
