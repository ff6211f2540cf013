"""Shows an article: its text wrapped once, with everything painted that is marked in it.

The one rule: every place is an offset into the article's text. Lines know their offsets, and the mouse is told offsets;
so a place survives a resize, and is what a bookmark needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import on, work
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_reader.article import Article, Span
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.layers import Mark, marks_within, paint, style_name
from tui_reader.ui.widgets.painting import clipped, filled, strip_of
from tui_reader.ui.widgets.wrapping import Line, Wrapped, cluster_at

MEASURE = 72
"""Columns of text, unless the reader wants more or fewer: longer lines tire the eye."""
MARGIN = 2
"""Columns before the text, in which kept passages have their bar."""
BAR = "┃"
LONG = 100_000
"""Code points: of longer articles the first screens are wrapped at once, and the rest in a thread."""

_WITH_BACKGROUND = ("hit", "current", "place", "selection")
_MAX_PAINTED = 1_000
"""Lines that are remembered as they were painted."""


class ArticleText(ScrollView, can_focus=True):
    """An article on the screen."""

    ALLOW_SELECT = False  # Textual's own selecting loses its way while it scrolls, and does not know which end moves
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"reader-view--{name}"
        for name in (
            *("headline", "subhead", "aside", "quote", "byline", "end", "lead"),
            *("person", "name", "date", "hit", "current", "place", "bar", "selection"),
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
        & > .reader-view--name { text-style: italic underline; }
        & > .reader-view--date { text-style: italic; }
        & > .reader-view--hit { text-style: bold underline; }
        & > .reader-view--place { text-style: bold; }
    }
    """

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is shown."""
    measure: reactive[int] = reactive(MEASURE, repaint=False)
    """How many columns the text has, where there is room for them."""

    @dataclass
    class WrappedInFull(Message):
        """The rest of a long article was wrapped."""

        wrapped: Wrapped

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._placeholder: tuple[str, ...] = ()
        self._wrapped: Wrapped | None = None
        self._height = 0
        self._anchor = 0, 0
        """The text that keeps its place through a resize: its offset, and how many lines are above it."""
        self._settled = 0
        """The first line on the screen that came of that: while it is the first one, nobody has scrolled."""
        self._top = 0
        """The first line on the screen, whatever a window that is just becoming another makes of it."""
        self._to_show: Span | None = None
        """What is to be seen as soon as the view is."""
        self._room = Size(0, 0), 0
        """The width of what is painted, and for which size of the view that was worked out."""
        self._styles_by_name: dict[str, Style] = {}
        self._painted: dict[int, Strip] = {}
        """Lines as they look without a selection, by their numbers."""

    # What is shown

    def show_instead(self, *lines: str) -> None:
        """Show these lines while there is no article."""
        self._placeholder = lines
        self.refresh()

    def watch_reading(self, before: Reading | None, reading: Reading | None) -> None:
        is_other = before is None or reading is None or before.article != reading.article
        if reading is None:
            self._wrapped = None
            self.virtual_size = Size(0, 0)
        elif is_other:
            self._wrap(until=max(reading.top, reading.current.end if reading.current else 0))
            self.show_at_top(reading.top)
        if is_other:
            self.article_changed()
        if reading and reading.current and (is_other or (before and before.current != reading.current)):
            self.show_span(reading.current)
        self._repaint()

    def article_changed(self) -> None:
        """Forget what belonged to the article before."""

    def _wrap(self, until: int) -> None:
        """Break the text into lines, as far as an offset at least; of a long text the rest will follow."""
        article = self.reading.article if self.reading else None
        width = min(self.measure, self.room)
        if article is None or (self._wrapped and (self._wrapped.article, self._wrapped.width) == (article, width)):
            return
        is_long = len(article.text) > LONG
        self._take(Wrapped(article, width, until=until if is_long else None))
        if is_long:
            self._run_wrap(article, width)

    def _take(self, wrapped: Wrapped) -> None:
        self._wrapped = wrapped
        self.virtual_size = Size(0, len(wrapped.lines) + 1)

    @work(thread=True, exclusive=True, group="wrap")
    def _run_wrap(self, article: Article, width: int) -> None:
        self.post_message(self.WrappedInFull(Wrapped(article, width)))

    @on(WrappedInFull)
    def _show_all_lines(self, message: WrappedInFull) -> None:
        message.stop()
        has, whole = self._wrapped, message.wrapped
        if has and not has.is_whole and (has.article, has.width) == (whole.article, whole.width):
            self._take(whole)  # its first lines are those that were there: nothing moves

    def wrapped_to(self, offset: int) -> Wrapped | None:
        """Return the lines of the article, those of an offset among them; None while there is no article."""
        has = self._wrapped
        if has and not has.is_whole and has.lines[-1].start <= offset:
            self._take(Wrapped(has.article, has.width))
        return self._wrapped

    # Room

    @property
    def _width(self) -> int:
        if self._room[0] != self.size:
            self._room = self.size, max(MARGIN * 2 + 1, self.scrollable_content_region.width)
        return self._room[1]

    @property
    def room(self) -> int:
        """How many columns the text can have here."""
        return self._width - 2 * MARGIN

    @property
    def left(self) -> int:
        """The column in which the text begins: it stands in the middle of a wide pane."""
        return MARGIN + max(0, (self.room - self.measure) // 2)

    def watch_measure(self) -> None:
        self._fit()

    def on_resize(self) -> None:
        self._fit()

    def watch_scroll_y(self, before: float, after: float) -> None:
        super().watch_scroll_y(before, after)
        if self.scrollable_content_region.height == self._height:  # else the window moves it, and nobody scrolls
            self._top = round(after)

    def _fit(self) -> None:
        """Wrap the text for another width; the first line on the screen stays the first, and the place in sight."""
        if not self.scrollable_content_region.area:
            return  # it is not seen now, and once it is again, it is as it was
        height, self._height = self._height, self.scrollable_content_region.height
        if self.reading is None or self._wrapped is None:
            return
        top, current = self._top, self.reading.current
        before = self._wrapped.span_of(top, top + height)
        if top != self._settled:  # somebody has scrolled since
            self._anchor = self._wrapped.text_from(top) if top else (0, 0)
        self._wrap(until=max(self._anchor[0], before.end))
        self._settle()
        if self._to_show:
            self.show_span(self._to_show)
        elif current and current.overlaps(before):
            self.show_span(current)
        self._settled = self._top = self.scroll_offset.y
        self._repaint()

    def _settle(self) -> None:
        """Scroll to the anchor."""
        offset, above = self._anchor
        if wrapped := self.wrapped_to(offset):
            y = max(0, wrapped.line_of(offset) - above) if offset else 0
            self.scroll_to(y=y, animate=False, force=True)
            self._settled = self.scroll_offset.y

    # Painting

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_by_name.clear()
        self._repaint()

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()

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

    def marks_above(self, line: Line) -> Iterable[Mark]:
        """Return what is painted over a line and its marks, and changes too often to be remembered."""
        return ()

    def _paint(self, line: Line, above: Iterable[Mark]) -> Strip:
        assert self.reading is not None
        reading, base = self.reading, self._base
        is_kept = line.kind and any(span.start < line.end and line.start < span.end for span in reading.kept)
        bar = (BAR.ljust(MARGIN), self._style("bar")) if is_kept else (" " * MARGIN, None)
        lead = [(" " * (self.left - MARGIN), None), bar, (line.lead, self._style("lead"))]
        style = base + self._style(name) if (name := style_name(line)) else base
        marks = ((span, self._style(name)) for span, name in (*marks_within(reading, line.start, line.end), *above))
        margin = strip_of(lead, self.left + line.indent, base)
        return filled([*margin, *paint(line, reading.article.text, style, marks)], self._width, base)

    # Places

    @property
    def visible_span(self) -> Span:
        """What of the text is on the screen."""
        if self._wrapped is None:
            return Span(0, 0)
        top = self.scroll_offset.y
        return self._wrapped.span_of(top, top + self.scrollable_content_region.height)

    @property
    def share_read(self) -> float:
        """How much of the article lies above the bottom of the screen, from 0 to 1."""
        lines, bottom = self.virtual_size.height - 1, self.scroll_offset.y + self.scrollable_content_region.height
        if self._wrapped is None or self._wrapped.is_whole:
            return min(1.0, bottom / max(1, lines))
        return min(1.0, self.visible_span.end / max(1, len(self._wrapped.article.text)))

    def show_span(self, span: Span) -> None:
        """Scroll so that a span is seen, with more after it than before it."""
        wrapped = self.wrapped_to(span.end)
        if wrapped is None:
            return
        height = self.scrollable_content_region.height
        self._to_show = None if height else span  # what cannot be seen now is shown once there is room
        first, last = wrapped.line_of(span.start), wrapped.line_of(max(span.start, span.end - 1))
        top = self.scroll_offset.y
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True)

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one, if there is enough text after it."""
        self._anchor = offset, 0
        self._settle()

    def cell_at(self, x: int, y: int) -> Span | None:
        """Return what stands in a cell of the view; beside the text, the empty span at the line's nearer end."""
        number = min(y + self.scroll_offset.y, len(self._wrapped.lines) - 1) if self._wrapped else -1
        if self._wrapped is None or number < 0:
            return None
        line = self._wrapped.lines[number]
        return cluster_at(line, self._wrapped.article.text, x - self.left)
