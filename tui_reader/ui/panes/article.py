"""The open article, below a line that says where it is from.

The one rule: it shows what is bound to it; nothing is decided here.
"""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.wording import describe


class ArticlePane(Vertical):
    """Where one reads."""

    reading: reactive[Reading | None] = reactive(None, repaint=False)
    """What is read."""

    def compose(self) -> ComposeResult:
        yield TextLine(id="about")
        yield ReaderView(id="reader").data_bind(ArticlePane.reading)

    def watch_reading(self) -> None:
        self._show_about()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_about)

    def _show_about(self) -> None:
        line, reader = self.query_one("#about", TextLine), self.query_one("#reader", ReaderView)
        about = describe(self.reading.article) if self.reading else ""
        line.show([(" " * reader.left + about, line.style_of("dim"))])
