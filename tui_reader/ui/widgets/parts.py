"""Widgets whose parts (Textual's component classes) look the same wherever the widget stands, and whatever it does.

The one rule: a style sheet gives a part its style by the type of the widget alone, never by an id, a class or a state
of it or of what is around it. So parts are styled once for a theme, and not whenever a class changes on the screen:
that took more than half of the time of styling it anew.
"""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from textual.css.model import RuleSet

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object  # of several widgets that a class is derived from, Textual heeds the style sheet of the first only


class WithSteadyParts(Widget):
    """A widget, or what makes it one whose parts are styled anew only when there are other style sheets."""

    _parts_styled_by: Sequence[RuleSet] | None = None

    def _get_component_classes(self) -> Set[str]:  # type: ignore[override]  # Textual asks the widget that it styles
        rules = self.app.stylesheet.rules
        if self._component_styles and self._parts_styled_by is rules:
            return frozenset()  # nothing to be done: they stay as they are
        self._parts_styled_by = rules
        return super()._get_component_classes()
