"""One line of text, with something at its left end and something at its right.

The one rule: text is given in pieces with styles, never as markup.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui_reader.ui.widgets.painting import Piece, apart, clipped, strip_of


class TextLine(Widget):
    """A line that shows what it is given."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text-line--strong", "text-line--dim", "text-line--key", "text-line--mode"}
    DEFAULT_CSS = """
    TextLine {
        height: 1;
        & > .text-line--strong { text-style: bold; }
        & > .text-line--key { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._left: Sequence[Piece] = ()
        self._right: Sequence[Piece] = ()

    def show(self, left: Sequence[Piece], right: Sequence[Piece] = ()) -> None:
        """Show other text; the right part only if there is room for both."""
        if (self._left, self._right) != (left, right):
            self._left, self._right = left, right
            self.refresh()

    @property
    def text(self) -> str:
        """What is shown, without styles and blanks between the parts."""
        return "".join(text for text, _ in self._left) + " | " + "".join(text for text, _ in self._right)

    def style_of(self, name: str) -> Style:
        """Return the style of one of the component classes, by what follows `text-line--`."""
        return self.get_component_rich_style(f"text-line--{name}", partial=name != "mode")

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        pieces = apart(self._left, self._right, width) if y == 0 else []
        room, fitting = width, []
        for text, style in pieces:
            shown = clipped(text, room)
            fitting.append((shown, style))
            room -= cell_len(shown)
        return strip_of(fitting, width, self.visual_style.rich_style)
