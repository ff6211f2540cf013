"""The part of the application that is about how it looks: its themes, and choosing one.

The one rule: a theme is applied before it is remembered, and remembered only when somebody chose it.
"""

import os
from functools import cached_property

from textual import on, work
from textual.reactive import Reactive
from textual.theme import Theme

from tui_reader.library import Library
from tui_reader.ui import offering
from tui_reader.ui.bindings import KeyedApp
from tui_reader.ui.terminal import has_colours
from tui_reader.ui.themes import DARK, THEMES, colours_of


class ThemedApp(KeyedApp):
    """An app with the reader's themes and colours."""

    theme: Reactive[str] = Reactive(DARK.name)  # from the beginning: another one would have all styles made twice

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        if not has_colours(os.environ):
            self.theme = "ansi-dark"

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and the reader's own."""
        return self._themes  # it is asked for thousands of times while one searches

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {**super().available_themes, **{theme.name: theme for theme in THEMES}}

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with the reader's own colours."""
        variables = super().get_css_variables()
        self.theme_variables = {**variables, **colours_of(self.current_theme, variables)}
        return self.theme_variables

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
            self._run_keep_theme(name)

    # For the next time

    def recall_theme(self) -> None:
        """Use the theme that was chosen the last time, unless there are no colours to show it in."""
        if self.theme == DARK.name:
            self._run_recall_theme()

    @work(thread=True, group="theme")
    def _run_recall_theme(self) -> None:
        offering.recall_theme(self.post_message, self.library)

    @on(offering.ThemeRecalled)
    def _use_recalled(self, message: offering.ThemeRecalled) -> None:
        if message.name in self.available_themes:
            self.theme = message.name

    @work(thread=True, group="theme")
    def _run_keep_theme(self, name: str) -> None:
        offering.keep_theme(self.post_message, self.library, name)
