"""The list of everything that somebody said of names; each can be taken back.

The one rule: what is taken back stays in its place until the list is closed, so that it can be said again.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from tui_reader.library import Correction, Library
from tui_reader.ui import correcting
from tui_reader.ui.bindings import bindings_by_id, keymap_of
from tui_reader.ui.screens.recalled import Recalled, RemovingScreen
from tui_reader.ui.subject import in_words


class CorrectionsScreen(RemovingScreen):
    """The corrections of names, the last that was made first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("corrections")
    HEADING = "Corrections"
    PLACEHOLDER = "type to find a correction"

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._by_words: Mapping[str, Correction] = {}
        self._taken_back: frozenset[str] = frozenset()

    def recall(self) -> None:
        correcting.read_corrections(self.post_message, self._library)

    @on(correcting.CorrectionsRead)
    def _show_corrections(self, message: correcting.CorrectionsRead) -> None:
        self._by_words = {in_words(each, message.names): each for each in reversed(message.corrections)}
        self._show()

    def _show(self) -> None:
        self.fill(tuple(map(self._as_row, self._by_words)))

    def _as_row(self, words: str) -> Recalled:
        is_gone = words in self._taken_back
        return Recalled(words, "taken back" if is_gone else "", is_gone=is_gone)

    @property
    def placeholder(self) -> str:
        key = keymap_of(self).shown("correct")
        if self._recalled == ():
            return f"\nNothing is corrected{f': {key} corrects the name that is chosen' if key else ''}."
        return super().placeholder

    def note(self) -> str:
        return "Del takes it back"

    def choose(self, row: Recalled) -> None:
        self.action_remove()

    def action_remove(self) -> None:
        """Take back what is chosen; or if that was done just now, say it again."""
        row = self.rows.chosen_row
        if row is None:
            return
        is_made = row.text in self._taken_back
        self._taken_back ^= {row.text}
        self._run_set(self._by_words[row.text], is_made)
        self._show()
        self.say("corrected again" if is_made else "taken back · Del again corrects it")

    @work(thread=True, group="memory")
    def _run_set(self, correction: Correction, is_made: bool) -> None:
        correcting.set_correction(self.post_message, self._library, correction, is_made=is_made)

    def action_corrections(self) -> None:
        self.dismiss(None)
