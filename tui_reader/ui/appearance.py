"""The part of the application that is about how it looks: its themes, and choosing one.

The one rule: a theme is applied before it is remembered, and remembered only when somebody chose it.
"""

import os

from tui_reader.ui.bindings import KeyedApp
from tui_reader.ui.terminal import has_colours
from tui_reader.ui.themes import DARK, THEMES, colours_of


class ThemedApp(KeyedApp):
    """An app with the reader's themes and colours."""

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name if has_colours(os.environ) else "ansi-dark"

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with the reader's own colours."""
        variables = super().get_css_variables()
        return {**variables, **colours_of(self.current_theme, variables)}

    @property
    def theme_names(self) -> tuple[str, ...]:
        """All themes: the reader's own first."""
        own = tuple(theme.name for theme in THEMES)
        return own + tuple(sorted(name for name in self.available_themes if name not in own))

    def action_choose_theme(self) -> None:
        """Choose a theme by looking at it."""
        from tui_reader.ui.screens.themes import ThemesScreen

        if not isinstance(self.screen, ThemesScreen):
            self.push_screen(ThemesScreen(self.theme_names, self.theme), self._keep_theme)

    def action_use_theme(self, name: str) -> None:
        """Choose a theme by its name."""
        self.theme = name
        self._keep_theme(name)

    def _keep_theme(self, name: str | None) -> None:
        if name is not None:
            self.remember("theme", name)

    def remember(self, name: str, value: str) -> None:
        """Remember a setting for the next time."""
        raise NotImplementedError
