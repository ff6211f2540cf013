"""The open article, below a line that says where it is from.

The one rule: it shows what is bound to it; nothing is decided here.
"""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from tui_reader.article import Article
from tui_reader.ui.reading import Reading
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.widgets.text_line import TextLine

WORDS_A_MINUTE = 238
"""How fast adults read English prose silently (Brysbaert 2019, a review of 190 studies)."""


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


def describe(article: Article) -> str:
    """Say where an article is from, when, and how long it takes to read."""
    day = (
        f"{article.published:%A} {article.published.day} {article.published:%B %Y}" if article.published else "no date"
    )
    title = "" if article.headline else article.title
    return " · ".join(part for part in (title, article.source, day, f"{reading_minutes(article)} min") if part)


def reading_minutes(article: Article) -> int:
    """Return how many minutes an article takes to read."""
    return max(1, round(len(article.readable_text.split()) / WORDS_A_MINUTE))
