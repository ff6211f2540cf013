"""An article broken into lines that fit, and which of them are on the screen.

The one rule: every place is an offset into the article's text. Lines know their offsets, and the mouse is told offsets;
so a place survives a resize, and is what a bookmark needs.
"""

from dataclasses import dataclass

from textual import on, work
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tui_reader.article import Article, Span
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.scrolled import Scrolled
from tui_reader.ui.widgets.wrapping import Wrapped, cluster_at

MEASURE = 72
"""Columns of text, unless the reader wants more or fewer: longer lines tire the eye."""
MARGIN = 2
"""Columns before the text, in which kept passages have their bar."""
LONG = 100_000
"""Code points: of longer articles the first screens are wrapped at once, and the rest in a thread."""


class FittedText(Scrolled):
    """The lines of an article; what they look like, its subclass says."""

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

    # What is shown

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
        self.repaint_text()

    def article_changed(self) -> None:
        """Forget what belonged to the article before."""

    def repaint_text(self) -> None:
        """Have every line painted anew."""
        self.refresh()

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
            self._anchor = self.top
        self._wrap(until=max(self._anchor[0], before.end))
        self._settle()
        if self._to_show:
            self.show_span(self._to_show)
        elif current and current.overlaps(before):
            self.show_span(current)
        self._settled = self._top = self.scroll_offset.y
        self.repaint_text()

    def _settle(self) -> None:
        """Scroll to the anchor."""
        offset, above = self._anchor
        if wrapped := self.wrapped_to(offset):
            y = max(0, wrapped.line_of(offset) - above) if offset else 0
            self.scroll_to(y=y, animate=False, force=True)
            self._settled = self._top = self.scroll_offset.y  # nobody has scrolled, though it be seen only later

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
        self._to_show = None if height else span
        if not height:
            return  # it is shown once there is room to say where
        first, last = wrapped.line_of(span.start), wrapped.line_of(max(span.start, span.end - 1))
        top = self.scroll_offset.y
        if first < top or last >= top + height:
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True)

    @property
    def top(self) -> tuple[int, int]:
        """The first offset of text on the screen, and how many blank lines are above it there."""
        return self._wrapped.text_from(self._top) if self._wrapped and self._top else (0, 0)

    def show_at_top(self, offset: int, blank: int = 0) -> None:
        """Scroll so that the line of an offset, with blank lines above it, is the first, if enough text follows."""
        self._anchor = offset, blank
        self._settle()

    def cell_at(self, x: int, y: int) -> Span | None:
        """Return what stands in a cell of the view; beside the text, the empty span at the line's nearer end."""
        number = min(y + self.scroll_offset.y, len(self._wrapped.lines) - 1) if self._wrapped else -1
        if self._wrapped is None or number < 0:
            return None
        line = self._wrapped.lines[number]
        return cluster_at(line, self._wrapped.article.text, x - self.left)
