"""What Textual does for whoever waits and looks, and a story can do without: on the way, nobody does either.

The one rule: what the reader does is the same, in the same order. Nothing sleeps until the processor seems to be idle,
for the loop tells when it is; nothing is painted before somebody looks; and no style sheet is parsed twice.
"""

import pytest
import textual.app
import textual.pilot
import textual.screen
from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from tests.idling import idle

FRAME = 0.2
"""Seconds from a frame to the next, unless somebody looks: of sixty a second, stories took most of their time to lay
out some that nobody saw. Whoever presses a key or waits has the screen laid out."""

_render_update = Compositor.render_update
_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def make_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Textual do nothing for nobody, until the end of a test."""
    monkeypatch.setattr(textual.app, "wait_for_idle", idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", idle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", idle)
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", FRAME)
    monkeypatch.setattr(Compositor, "render_update", _leave_for_later)
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_rules_once)


def paint(app: App[None]) -> None:
    """Paint what has changed since the last time, as a terminal would have it."""
    update = _render_update(app.screen._compositor, screen_stack=app._background_screens)
    if isinstance(update, CompositorUpdate):
        update.render_segments(app.console)


def _leave_for_later(
    _: Compositor, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
) -> None:
    # What is dirty stays so, until it is painted with whatever is dirty then.
    visible_screen_stack.set(screen_stack or [])


def _parse_rules_once(
    self: Stylesheet,
    css: str,
    read_from: tuple[str, str],
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    key = css, read_from, is_default_rules, tie_breaker, scope, *self._variables.items()
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]
