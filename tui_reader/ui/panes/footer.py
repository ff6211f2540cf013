"""The last line: the keys that matter now.

The one rule: every key shown works where it is shown.
"""

from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.keys import MOST_USEFUL, shown
from tui_reader.ui.widgets.painting import Piece
from tui_reader.ui.widgets.text_line import TextLine


class KeyBar(TextLine):
    """A few keys, with a word or two for each."""

    def show_mode(self, mode: str) -> None:
        """Show the keys of a mode: as many, from the left, as have room; help and quit always."""
        self._mode = mode
        self._show()

    def on_resize(self) -> None:
        self._show()

    _mode = "SEARCH"

    def _show(self) -> None:
        known = keymap_of(self).by_id(*MOST_USEFUL[self._mode])
        keys = [(shown(key.keys[0]), key.label or key.does.lower()) for key in known if key.keys]
        room = self.size.width - 1
        while len(keys) > 3 and sum(len(key) + len(label) + 3 for key, label in keys) > room:
            del keys[-3]
        pieces: list[Piece] = [(" ", None)]
        for key, label in keys:
            pieces += ((key, self.style_of("key")), (f" {label}  ", None))
        self.show(pieces)
