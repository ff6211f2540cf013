"""The open article, below a line that says where it is from.

The one rule: it shows what is bound to it; nothing is decided here.
"""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive

from tui_reader.article import Article
from tui_reader.ui.panes.finding import FindBar
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.fitted_text import MEASURE
from tui_reader.ui.widgets.painting import clipped
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.wording import describe


class ArticlePane(Vertical):
    """Where one reads."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is read."""
    measure: reactive[int] = reactive(MEASURE, repaint=False)
    """How many columns the text has, where there is room for them."""

    about = query_one("#about", TextLine)
    reader = query_one("#reader", ReaderView)

    _described: tuple[Article | None, str] = (None, "")
    """The article that was described last, and how: for that its words are counted."""

    def compose(self) -> ComposeResult:
        yield TextLine(id="about")
        yield ReaderView(id="reader").data_bind(ArticlePane.reading, ArticlePane.measure)
        yield FindBar(id="find-bar")

    def on_mount(self) -> None:
        self.watch(self.reader, "scroll_y", self._show_about, init=False)
        self.watch(self.reader, "virtual_size", self._show_about, init=False)

    def watch_reading(self) -> None:
        self._show_about()

    def watch_measure(self) -> None:
        self._show_about()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_about)

    def _show_about(self) -> None:
        """Say where the article is from, and how much of it has been read: what is above the end of the screen."""
        if self.reading is None:
            self.about.show([])
            return
        article = self.reading.article
        if self._described[0] is not article:
            self._described = article, describe(article)
        share = f" · {self.reader.share_read:.0%}"
        about = clipped(self._described[1], self.about.size.width - self.reader.left - len(share))
        self.about.show([(" " * self.reader.left + about + share, self.about.style_of("dim"))])
