"""The last look at what goes to the terminal.

The one rule: whatever a widget was given, no line that is painted has an order to the terminal in it. Text is made safe
where it is shown; this gate catches what was forgotten, and counts it, so that a test can fail on it.
"""

from rich.console import Console
from textual.strip import Strip

from tui_reader.safe_text import is_safe, safe_line

caught: list[str] = []
"""What the gate has caught: empty, if text is made safe wherever it is shown."""

_render = Strip.render


def _gated_render(self: Strip, console: Console) -> str:
    if self._render_cache is None and not (is_safe(self.text) and "\n" not in self.text):
        caught.append(self.text)
        self._segments = [segment._replace(text=safe_line(segment.text)) for segment in self._segments]
    return _render(self, console)


def install() -> None:
    """Put the gate before the terminal. Textual 8's compositor writes every line through `Strip.render`."""
    Strip.render = _gated_render  # type: ignore[method-assign]  # there is no other place that every line passes
