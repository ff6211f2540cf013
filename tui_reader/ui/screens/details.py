"""What is known of the open article, and a field for the day on which it was published.

The one rule: a date is taken only if it is one beyond doubt; what is typed is never guessed at.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_reader.article import EntityKind, MentionKind
from tui_reader.safe_text import safe_line
from tui_reader.ui.bindings import bindings_by_id
from tui_reader.ui.panes.article import reading_minutes
from tui_reader.ui.reading import Reading
from tui_reader.ui.remembering import GivenDate
from tui_reader.ui.widgets.painting import Piece, clipped
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList

_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%b %d, %Y", "%b %d %Y")
_KNOWN_FROM = {"stated": "as it says itself", "guessed": "guessed", "by hand": "set by you"}
_HELP = "2021-06-14 or 14 June 2021; empty for what the article says itself"

_Fact = tuple[str, str]


def parse_day(text: str) -> date:
    """Return the day that somebody typed.

    Raises:
        ValueError: It is no day, or might be one of two.
    """
    words = " ".join(text.split())
    for form in _FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(f"“{words}” is no day")


def facts_of(reading: Reading, *, is_read: bool) -> Iterator[_Fact]:
    """Yield what is known of an article: what it is called, and what it is."""
    article = reading.article
    yield "title", article.title
    yield "author", article.byline or "not named"
    yield "source", article.source or "not named"
    if article.published:
        day = article.published
        yield "published", f"{day:%A} {day.day} {day:%B %Y} ({_KNOWN_FROM.get(article.published_is or '', '')})"
    else:
        yield "published", "no date: “last Friday” cannot be reckoned"
    if article.url:
        yield "address", article.url
    yield "file", article.id
    words = len(article.readable_text.split())
    yield "length", f"{words:,} words · {reading_minutes(article)} min · {len(article.blocks)} blocks"
    if reading.mentions_known:
        people = sum(entity.kind is EntityKind.PERSON for entity in reading.annotated.entities)
        dates = sum(mention.kind is MentionKind.DATE for mention in reading.annotated.mentions)
        yield "mentions", f"{people} people · {dates} dates"
    yield "kept", f"{len(reading.passages)} passages"
    yield "read", "yes" if is_read else "not to the end yet"


class FactList(VirtualList[_Fact]):
    """Facts, one a line."""

    can_focus = False
    MARK = " "

    def is_choosable(self, _row: _Fact) -> bool:
        """None of them: they are to be read."""
        return False

    def paint_row(self, row: _Fact, width: int) -> Sequence[Sequence[Piece]]:
        name, value = row
        return [[(f"{name:<11}", self.style_of("dim")), (clipped(value, width - 11), None)]]


class DetailsScreen(ModalScreen[GivenDate | None]):
    """An article's details. Dismissed with the date that was given, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("back", "quit_typing")

    problem = query_one("#details-problem", TextLine)
    day_box = query_one("#details-day", Input)

    def __init__(self, reading: Reading, *, is_read: bool) -> None:
        super().__init__()
        self._article = reading.article
        self._facts = tuple(facts_of(reading, is_read=is_read))

    def compose(self) -> ComposeResult:
        with Vertical(id="details"):
            yield TextLine(id="details-header")
            yield FactList(id="details-facts")
            with Horizontal(id="details-date"):
                yield TextLine(id="details-prompt")
                yield Input(compact=True, max_length=40, id="details-day")
            yield TextLine(id="details-problem")

    def on_mount(self) -> None:
        header, prompt = self.query_one("#details-header", TextLine), self.query_one("#details-prompt", TextLine)
        header.show([(" Details", header.style_of("strong"))], [("Enter sets the date · Esc closes ", None)])
        prompt.show([(" published on", prompt.style_of("key"))])
        facts = self.query_one(FactList)
        facts.show_rows(self._facts)
        facts.styles.height = len(self._facts)
        self.day_box.cursor_blink = False
        if self._article.published_is == "by hand" and self._article.published:
            self.day_box.value = self._article.published.isoformat()
        self.problem.show([(f" {_HELP}", self.problem.style_of("dim"))])
        self.day_box.focus()

    @on(Input.Submitted, "#details-day")
    def _give(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            day = parse_day(event.value) if event.value.strip() else None
        except ValueError as error:
            self.problem.show([(f" {safe_line(str(error))}: {_HELP}", self.problem.style_of("strong"))])
            return
        is_other = day != (self._article.published if self._article.published_is == "by hand" else None)
        self.dismiss(GivenDate(self._article.id, day) if is_other else None)

    def action_back(self) -> None:
        self.dismiss(None)
