"""The last line: the keys that matter now.

The one rule: every key shown works where it is shown.
"""

from rich.cells import cell_len

from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.keys import shown
from tui_reader.ui.moment import MOST, Moment, shortened, useful_keys
from tui_reader.ui.widgets.painting import Piece, clipped
from tui_reader.ui.widgets.text_line import TextLine


class KeyBar(TextLine):
    """A few keys, with a word or two for each."""

    _moment = Moment("SEARCH")
    _said = ""

    def show_moment(self, moment: Moment, said: str = "") -> None:
        """Show the keys of a moment: as many, from the left, as have room; help and the way out always.

        `said` is put at the right end, where there is no status line to say it.
        """
        self._moment, self._said = moment, said
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        ids = useful_keys(self._moment)
        room = self.size.width - cell_len(self._said) - 2
        most = MOST
        while most > 2 and _width(self._labelled(ids)) > room:
            most -= 1
            ids = shortened(list(ids), most)
        pieces: list[Piece] = [(" ", None)]
        for key, label in self._labelled(ids):
            pieces += ((key, self.style_of("key")), (f" {label}  ", None))
        left = self.size.width - sum(cell_len(words) for words, _ in pieces) - 2
        self.show(pieces, [(f"{clipped(self._said, left)} ", self.style_of("strong"))] if self._said else [])

    def _labelled(self, ids: tuple[str, ...]) -> list[tuple[str, str]]:
        """The keys as they are for this user, with a word or two for each; what has no key is left out."""
        known = keymap_of(self).by_id(*ids)
        return [(shown(key.keys[0]), key.label or key.does.lower()) for key in known if key.keys]


def _width(labelled: list[tuple[str, str]]) -> int:
    return sum(cell_len(key) + cell_len(label) + 3 for key, label in labelled)
