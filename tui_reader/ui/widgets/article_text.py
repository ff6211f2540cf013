"""How an article looks: its lines, with everything painted that is marked in it.

The one rule: a line is painted when it is seen, and remembered until something about it changes.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from tui_reader.ui.widgets.fitted_text import MARGIN, FittedText
from tui_reader.ui.widgets.layers import (
    MENTION_STYLES,
    Mark,
    count_overlapping,
    marks_within,
    paint,
    style_name,
    turned,
)
from tui_reader.ui.widgets.painting import clipped, filled, strip_of
from tui_reader.ui.widgets.parts import WithSteadyParts
from tui_reader.ui.widgets.wrapping import Line

BAR = "┃"
"""Stands in the margin of kept passages; where some overlap, how many do stands in its place."""

_WITH_BACKGROUND = ("hit", "current", "here", "selection")
_MAX_PAINTED = 1_000
"""Lines that are remembered as they were painted."""


class ArticleText(WithSteadyParts, FittedText, can_focus=True):
    """An article on the screen."""

    ALLOW_SELECT = False  # Textual's own selecting loses its way while it scrolls, and does not know which end moves
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"reader-view--{name}"
        for name in (
            *("headline", "subhead", "aside", "quote", "byline", "end", "lead"),
            *(*MENTION_STYLES, "hit", "current", "here", "bar", "selection"),
        )
    }
    DEFAULT_CSS = """
    ArticleText {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .reader-view--headline { text-style: bold; }
        & > .reader-view--subhead { text-style: bold italic; }
        & > .reader-view--quote { text-style: italic; }
        & > .reader-view--person { text-style: underline; }
        & > .reader-view--organisation { text-style: uu; }
        & > .reader-view--place { text-style: bold; }
        & > .reader-view--work { text-style: italic; }
        & > .reader-view--date { text-style: italic underline; }
        & > .reader-view--hit { text-style: bold underline; }
        & > .reader-view--here { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._placeholder: tuple[str, ...] = ()
        self._styles_by_name: dict[str, Style] = {}
        self._painted: dict[int, Strip] = {}
        """Lines as they look without a selection, by their numbers."""

    def show_instead(self, *lines: str) -> None:
        """Show these lines while there is no article."""
        self._placeholder = lines
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_by_name.clear()
        self.repaint_text()

    def repaint_text(self) -> None:
        self._painted.clear()
        super().repaint_text()

    def _style(self, name: str) -> Style:
        """The style of a component; those with a background bring their own colour of text to it."""
        if name not in self._styles_by_name:
            style = self.get_component_rich_style(f"reader-view--{name}", partial=name not in _WITH_BACKGROUND)
            self._styles_by_name[name] = style
        return self._styles_by_name[name]

    @property
    def _base(self) -> Style:
        """The style of plain text; to work it out takes as long as to paint a line."""
        if "" not in self._styles_by_name:
            self._styles_by_name[""] = self.visual_style.rich_style
        return self._styles_by_name[""]

    def render_line(self, y: int) -> Strip:
        width, number = self._width, y + self.scroll_offset.y
        if self._wrapped is None or self.reading is None:
            words = self._placeholder[y - 1] if 0 < y <= len(self._placeholder) else ""
            if not words:
                return Strip.blank(width, self._base)
            return strip_of([(" " * self.left, None), (clipped(words, width - self.left), None)], width, self._base)
        if number >= len(self._wrapped.lines):
            return Strip.blank(width, self._base)
        line = self._wrapped.lines[number]
        if above := self.marks_above(line):
            return self._paint(line, above)
        if number not in self._painted:
            if len(self._painted) >= _MAX_PAINTED:
                self._painted.clear()
            self._painted[number] = self._paint(line, ())
        return self._painted[number]

    def _mark(self, name: str, text: Style) -> Style:
        """How a mark looks in text of a style."""
        return turned(self._style(name), text) if name in MENTION_STYLES else self._style(name)

    def marks_above(self, line: Line) -> Iterable[Mark]:
        """Return what is painted over a line and its marks, and changes too often to be remembered."""
        return ()

    def _paint(self, line: Line, above: Iterable[Mark]) -> Strip:
        assert self.reading is not None
        reading, base = self.reading, self._base
        deepest = count_overlapping(reading.kept, line.start, line.end) if line.kind else 0
        bar = (bar_of(deepest).ljust(MARGIN), self._style("bar")) if deepest else (" " * MARGIN, None)
        lead = [(" " * (self.left - MARGIN), None), bar, (line.lead, self._style("lead"))]
        style = base + self._style(name) if (name := style_name(line)) else base
        marks = [
            (span, self._mark(name, style)) for span, name in (*marks_within(reading, line.start, line.end), *above)
        ]
        margin = strip_of(lead, self.left + line.indent, base)
        return filled([*margin, *paint(line, reading.article.text, style, marks)], self._width, base)


def bar_of(passages: int) -> str:
    """Return the bar of a line on which so many passages lie over one another: one column, told without colours."""
    return BAR if passages == 1 else str(passages) if passages < 10 else "+"
