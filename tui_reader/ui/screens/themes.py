"""Choosing the theme: every theme is seen while it is chosen.

The one rule: Enter keeps the theme that is seen, Esc brings back the one before.
"""

from collections.abc import Sequence

from textual import on

from tui_reader.ui.matching import find_words
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.widgets.painting import Piece, apart
from tui_reader.ui.widgets.virtual_list import VirtualList


class ThemeList(VirtualList[str]):
    """Themes by their names."""

    def paint_row(self, row: str, width: int) -> Sequence[Sequence[Piece]]:
        theme = self.app.get_theme(row)
        about = "" if theme is None else "the terminal’s" if theme.ansi else "dark" if theme.dark else "light"
        return [apart([(row, None)], [(about, self.style_of("dim"))], width)]


class ThemesScreen(ChoosingScreen[str, str]):
    """All themes."""

    HEADING = "Theme"
    PLACEHOLDER = "type to find a theme"

    def __init__(self, names: Sequence[str], current: str) -> None:
        super().__init__()
        self._names = names
        self._before = current

    def make_list(self) -> ThemeList:
        return ThemeList(id="themes")

    def rows_for(self, words: str) -> Sequence[str]:
        return tuple(name for name in self._names if find_words(words, name))

    def note(self) -> str:
        return "Enter keeps it"

    def first_row(self, rows: Sequence[str]) -> int:
        return rows.index(self.app.theme) if self.app.theme in rows else 0

    def show_rows(self) -> None:
        super().show_rows()
        self._preview()

    @on(VirtualList.RowChosen)
    def _preview(self) -> None:
        if self.rows.chosen_row:
            self.app.theme = self.rows.chosen_row

    def choose(self, row: str) -> None:
        self.dismiss(row)

    def action_back(self) -> None:
        if not self.line.value:
            self.app.theme = self._before
        super().action_back()
