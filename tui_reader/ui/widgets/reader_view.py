"""Shows an article: its text wrapped once, with everything painted that is marked in it.

The one rule: every place is an offset into the article's text. Lines know their offsets, the mouse is told offsets,
and a selection is a pair of them, whether it was made by mouse or by keys; so it survives a resize, and is what a
bookmark needs.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui_reader.article import Article, Span
from tui_reader.library import Library
from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.layers import Layer, at_offset, layers_of, paint, style_name
from tui_reader.ui.widgets.painting import clipped, strip_of
from tui_reader.ui.widgets.wrapping import Line, Wrapped

MEASURE = 72
"""Columns of text at most: longer lines tire the eye."""
MARGIN = 2
"""Columns before the text, in which kept passages have their bar."""
BAR = "┃"

_WITH_BACKGROUND = ("hit", "current", "selection")
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")


class ReaderView(ScrollView, can_focus=True, inherit_bindings=False):
    """An article to read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.LISTS, Context.ARTICLE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"reader-view--{name}"
        for name in (
            "headline",
            "aside",
            "quote",
            "byline",
            "person",
            "name",
            "date",
            "hit",
            "current",
            "bar",
            "selection",
        )
    }
    DEFAULT_CSS = """
    ReaderView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .reader-view--headline { text-style: bold; }
        & > .reader-view--quote { text-style: italic; }
        & > .reader-view--person { text-style: underline; }
        & > .reader-view--name { text-style: italic underline; }
        & > .reader-view--date { text-style: italic; }
        & > .reader-view--hit { text-style: bold underline; }
    }
    """

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is shown."""

    @dataclass
    class SelectionChanged(Message):
        """Another passage is selected; None when there is no selection any more."""

        view: "ReaderView"
        span: Span | None

        @property
        def control(self) -> "ReaderView":
            """The view."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._placeholder: tuple[str, ...] = ()
        self._wrapped: Wrapped | None = None
        self._layers: tuple[Layer, ...] = ()
        self._held = 0, 0
        """The offset that was brought to the top, and the line there: so long as this is the first line it is meant."""
        self._to_show: Span | None = None
        """What is to be seen as soon as the view is."""
        self._grown: list[Span] = []
        """The selections that `grow` went through, for `shrink` to go back."""

    # What is shown

    def show_instead(self, *lines: str) -> None:
        """Show these lines while there is no article."""
        self._placeholder = lines
        self.refresh()

    def watch_reading(self, before: Reading | None, reading: Reading | None) -> None:
        if reading is None:
            self._wrapped, self._layers = None, ()
            self.virtual_size = Size(0, 0)
        elif before is None or before.article != reading.article:
            self._clear_selection()
            self._wrap(reading.article)
            self.show_at_top(reading.top)
        self._lay_out()
        if (
            reading
            and reading.current
            and (before is None or before.current != reading.current or before.article != reading.article)
        ):
            self.show_span(reading.current)
        self.refresh()

    def _wrap(self, article: Article) -> None:
        self._wrapped = Wrapped(article, min(MEASURE, self._width - 2 * MARGIN))
        self.virtual_size = Size(0, len(self._wrapped.lines) + 1)

    @property
    def _width(self) -> int:
        return max(MARGIN * 2 + 1, self.scrollable_content_region.width)

    @property
    def left(self) -> int:
        """The column in which the text begins: it stands in the middle of a wide pane."""
        return MARGIN + max(0, (self._width - 2 * MARGIN - MEASURE) // 2)

    def on_resize(self) -> None:
        if self.reading and self._wrapped:
            offset, line = self._held
            if line != self.scroll_offset.y:  # somebody has scrolled since
                offset = self.visible_span.start if self.scroll_offset.y else 0
            self._wrap(self.reading.article)
            self.show_at_top(offset)
            if self._to_show:
                self.show_span(self._to_show)
            self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lay_out()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, self._repaint)

    def _repaint(self, _theme: object) -> None:
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Collect everything that is painted over the text."""
        if self.reading is not None and self.is_attached:
            self._layers = layers_of(self.reading, self._style)

    def _style(self, name: str) -> Style:
        """The style of a component; those with a background bring their own colour of text to it."""
        return self.get_component_rich_style(f"reader-view--{name}", partial=name not in _WITH_BACKGROUND)

    # Painting

    def render_line(self, y: int) -> Strip:
        width, base = self._width, self.visual_style.rich_style
        number = y + self.scroll_offset.y
        if self._wrapped is None or self.reading is None:
            words = self._placeholder[y - 1] if 0 < y <= len(self._placeholder) else ""
            if not words:
                return Strip.blank(width, base)
            return strip_of([(" " * self.left, None), (clipped(words, width - self.left), None)], width, base)
        if number >= len(self._wrapped.lines):
            return Strip.blank(width, base)
        line = self._wrapped.lines[number]
        margin = strip_of([(" " * (self.left - MARGIN), None), self._bar(line)], self.left + line.indent, base)
        style = base + self._style(name) if (name := style_name(line)) else base
        selection = Layer((selected,) if (selected := self.selected) else (), self._style("selection"))
        painted = paint(line, self.reading.article.text, style, (*self._layers, selection))
        return Strip([*at_offset(margin, line.start), *painted]).adjust_cell_length(width, base)

    def _bar(self, line: Line) -> tuple[str, Style | None]:
        kept = self.reading.kept if self.reading else ()
        is_kept = line.kind and any(span.start < line.end and line.start < span.end for span in kept)
        return (BAR if is_kept else " ", self._style("bar"))

    # Places

    @property
    def visible_span(self) -> Span:
        """What of the text is on the screen."""
        if self._wrapped is None:
            return Span(0, 0)
        top = self.scroll_offset.y
        return self._wrapped.span_of(top, top + self.scrollable_content_region.height)

    def show_span(self, span: Span) -> None:
        """Scroll so that a span is seen, with more after it than before it."""
        if self._wrapped is None:
            return
        height = self.scrollable_content_region.height
        self._to_show = None if height else span  # what cannot be seen now is shown once there is room
        first, last = self._wrapped.line_of(span.start), self._wrapped.line_of(max(span.start, span.end - 1))
        top = self.scroll_offset.y
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True)

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one, if there is enough text after it."""
        if self._wrapped is not None:
            self.scroll_to(y=self._wrapped.line_of(offset) if offset else 0, animate=False, force=True)
            self._held = offset, self.scroll_offset.y

    # Selecting

    @property
    def selected(self) -> Span | None:
        """The selected passage."""
        selection = self.text_selection if self.is_attached else None
        if selection is None or self.reading is None:
            return None
        length = len(self.reading.article.text)
        ends = (selection.start.x if selection.start else 0, selection.end.x if selection.end else length)
        span = Span(max(0, min(ends)), min(length, max(ends)))
        return span if span.start < span.end else None

    def select(self, span: Span) -> None:
        """Select a passage, as the mouse would."""
        self.screen.selections = {self: Selection(Offset(span.start, 0), Offset(span.end, 0))}
        self.show_span(Span(span.end - 1, span.end))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text as it is in the article, with the line ends of wrapped texts removed."""
        span = self.selected
        if span is None or self.reading is None:
            return None
        return _LINE_END.sub(" ", self.reading.article.text[span.start : span.end]), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint, and tell."""
        if selection is None:
            self._grown.clear()
        self.refresh()
        self.post_message(self.SelectionChanged(self, self.selected))

    def _clear_selection(self) -> None:
        if self.is_attached and self in self.screen.selections:
            self.screen.clear_selection()

    def action_grow(self) -> None:
        if self.reading is None:
            return
        before = self.selected
        start = before or Span(self._cursor, self._cursor)
        if before:
            self._grown.append(before)
        self.select(Library.grown_passage(self.reading.article, start))

    def action_shrink(self) -> None:
        if self._grown:
            self.select(self._grown.pop())
        else:
            self._clear_selection()

    @property
    def _cursor(self) -> int:
        """Where a selection begins: at the current hit if it is seen, else at the top of the screen."""
        assert self.reading is not None
        visible, current = self.visible_span, self.reading.current
        return current.start if current and visible.overlaps(current) else visible.start

    def on_click(self, event: events.Click) -> None:
        """Select a word by a double click, a paragraph by a triple one."""
        if event.chain < 2 or self.reading is None:
            return
        event.prevent_default()
        offset = self._offset_at(event.x, event.y)
        if offset is not None:
            span = Library.grown_passage(self.reading.article, Span(offset, offset))
            for _ in range(2 if event.chain > 2 else 0):
                span = Library.grown_passage(self.reading.article, span)
            self.select(span)

    def _offset_at(self, x: int, y: int) -> int | None:
        at = self.content_region.offset
        _, offset = self.screen.get_widget_and_offset_at(at.x + x, at.y + y)
        return offset.x if offset else None

    # Moving

    def action_down(self) -> None:
        self.scroll_down(animate=False)

    def action_up(self) -> None:
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        self.scroll_relative(y=self.scrollable_content_region.height - 1, animate=False)

    def action_page_up(self) -> None:
        self.scroll_relative(y=1 - self.scrollable_content_region.height, animate=False)

    def action_half_page_down(self) -> None:
        self.scroll_relative(y=self.scrollable_content_region.height // 2, animate=False)

    def action_half_page_up(self) -> None:
        self.scroll_relative(y=-(self.scrollable_content_region.height // 2), animate=False)

    def action_top(self) -> None:
        self.scroll_home(animate=False)

    def action_bottom(self) -> None:
        self.scroll_end(animate=False)

    def action_open(self) -> None:
        """Do nothing: the article is open."""
