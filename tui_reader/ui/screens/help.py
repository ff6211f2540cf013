"""The list of all keys.

The one rule: it is made from the user's own keys, so it cannot be wrong about them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from tui_reader.article import Span
from tui_reader.ui.bindings import bindings_by_id, keymap_of
from tui_reader.ui.key_names import shown
from tui_reader.ui.keymap import Keymap
from tui_reader.ui.keys import Context
from tui_reader.ui.keys_file import keys_file
from tui_reader.ui.matching import find_words
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.widgets.painting import Piece, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList

_HEADINGS = {
    Context.COMMANDING: "Anywhere but where one types",
    Context.EVERYWHERE: "Anywhere",
    Context.SEARCH: "In the search box",
    Context.LISTS: "In results, people, kept passages, and the article",
    Context.RESULTS: "In the results",
    Context.ARTICLE: "In the article",
    Context.BOOKMARKS: "In the kept passages, and the saved searches",
    Context.FIND: "Where one types what to find in the article",
    Context.JOT: "Where a note or tags are typed",
    Context.PATH: "Where a path is typed",
}
KEYS_WIDTH = 20
"""Columns for the keys of an action: as many as "Shift+Tab" and another need."""


LONGEST_PATH = 50
"""Columns of the line below the keys."""


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A line of the help."""

    does: str
    keys: str = ""
    spans: tuple[Span, ...] = ()
    """Where in `does` that stands which was typed."""
    is_key: bool = True
    """Whether it is about a key; headings and mistakes are not."""


def help_rows(keymap: Keymap, here: Sequence[Context], words: str = "") -> Iterator[HelpRow]:
    """Yield the lines of the help: mistakes in keys.toml, then every key, those of the contexts `here` first.

    Args:
        keymap: The user's keys.
        here: Contexts, the nearest first.
        words: What must stand in a line: in what a key does, or in how it is written.
    """
    if keymap.mistakes and not words:
        yield HelpRow("Left out of keys.toml", is_key=False)
        for mistake in keymap.mistakes:
            yield HelpRow(mistake, "!", is_key=False)
    gap = bool(keymap.mistakes and not words)
    for context in dict.fromkeys((*here, *_HEADINGS)):
        found = list(_rows_of(keymap, context, words))
        if found:
            if gap:
                yield HelpRow("", is_key=False)
            yield HelpRow(_HEADINGS[context], is_key=False)
            yield from found
            gap = True


def _rows_of(keymap: Keymap, context: Context, words: str) -> Iterator[HelpRow]:
    for key in keymap.of(context):
        keys = " ".join(shown(name) for name in key.keys) or "—"
        if match := find_words(words, key.does):
            yield HelpRow(key.does, keys, match.spans)
        elif words in keys.split() or find_words(words, f"{key.does} {key.id} {keys}"):
            yield HelpRow(key.does, keys)


class KeyList(VirtualList[HelpRow]):
    """All keys, one a line."""

    def is_choosable(self, row: HelpRow) -> bool:
        """Only keys."""
        return row.is_key

    def paint_row(self, row: HelpRow, width: int) -> Sequence[Sequence[Piece]]:
        heading = self.style_of("heading")
        if not row.keys:
            return [[(row.does, heading)] if row.does else []]
        if not row.is_key:
            return [[(f"{row.keys} ", heading), (row.does, None)]]
        column = min(KEYS_WIDTH, width // 3)
        keys = f" {row.keys:<{column}} "
        return [[(keys, heading), *clipped_pieces(row.does, row.spans, self.style_of("hit"), width - len(keys))]]


class HelpScreen(ChoosingScreen[HelpRow, None]):
    """What can be done, and with which key."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("help")
    HEADING = "Keys"
    PLACEHOLDER = "type to find a key or what it does"

    def __init__(self, here: Sequence[Context]) -> None:
        """`here` are the contexts of the place from which the help was called."""
        super().__init__()
        self._here = here

    def make_list(self) -> KeyList:
        return KeyList(id="help-keys")

    def rows_for(self, words: str) -> Sequence[HelpRow]:
        return tuple(help_rows(keymap_of(self), self._here, words))

    def note(self) -> str:
        return f"{keymap_of(self).preset} keys · {_from_home(keys_file())}"


def _from_home(path: Path) -> str:
    """A path as it is known to whoever looks for it: its end, where it is too long for a line."""
    home = Path.home()
    shown = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
    return shown if len(shown) <= LONGEST_PATH else f"…{shown[1 - LONGEST_PATH :]}"
