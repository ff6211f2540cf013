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
from tui_reader.ui.widgets.parts import WithSteadyParts

_STAND_INS = {name: Style.from_meta({"text-line": name}) for name in ("strong", "dim", "key", "mode")}
_NAMES = {style: name for name, style in _STAND_INS.items()}


class TextLine(WithSteadyParts, Widget):
    """A line that shows what it is given."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"text-line--{name}" for name in _STAND_INS}
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
        """Return what stands for the style of one of the component classes, by what follows `text-line--`.

        It is looked up when the line is painted: another theme is seen at once in what was shown before.
        """
        return _STAND_INS[name]

    def _looked_up(self, style: Style | None) -> Style | None:
        name = _NAMES.get(style) if style else None
        return self.get_component_rich_style(f"text-line--{name}", partial=name != "mode") if name else style

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        pieces = apart(self._left, self._right, width) if y == 0 else []
        room, fitting = width, []
        for text, style in pieces:
            shown = clipped(text, room)
            fitting.append((shown, self._looked_up(style)))
            room -= cell_len(shown)
        return strip_of(fitting, width, self.visual_style.rich_style)
