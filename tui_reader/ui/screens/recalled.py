"""Lists of what was before: queries, articles, saved searches.

The one rule: they open at once, whatever the disk and the index take; what is found later is filled in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from tui_reader.article import Span
from tui_reader.library import Library, Position
from tui_reader.ui import recalling
from tui_reader.ui import work as background
from tui_reader.ui.bindings import bindings_by_id, keymap_of
from tui_reader.ui.desk import Kind, Question
from tui_reader.ui.matching import find_words
from tui_reader.ui.noting import SavedCount
from tui_reader.ui.screens.choosing import ChoosingScreen, FilterLine
from tui_reader.ui.widgets.painting import Piece, apart, clipped, clipped_pieces
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList


@dataclass(frozen=True, slots=True)
class Recalled:
    """A line of a list: a query, or an article by its title."""

    text: str
    about: str = ""
    """Stands at the right end."""
    position: Position | None = None
    is_gone: bool = False
    """Whether it was forgotten just now."""
    spans: tuple[Span, ...] = ()
    """Where in `text` that stands which was typed."""


class RecalledList(VirtualList[Recalled]):
    """What was before, one a line."""

    def paint_row(self, row: Recalled, width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        about = clipped(row.about, width // 2)
        text = clipped_pieces(row.text, row.spans, self.style_of("hit"), width - len(about) - 2)
        pieces = [(words, dim) for words, _ in text] if row.is_gone else text
        return [apart(pieces, [(about, dim)], width)]


class RecalledScreen(ChoosingScreen[Recalled, Recalled]):
    """A list of what was before."""

    WHILE_EMPTY: ClassVar[str] = "\nreading …"
    NOTHING: ClassVar[str] = ""
    """What is said when there is nothing to list."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._recalled: tuple[Recalled, ...] | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self._run_recall()

    @work(thread=True, group="recall")
    def _run_recall(self) -> None:
        self.recall()

    def recall(self) -> None:
        """Read what is to be listed, in a thread."""
        raise NotImplementedError

    def make_list(self) -> RecalledList:
        return RecalledList(id="recalled")

    def rows_for(self, words: str) -> Sequence[Recalled]:
        matches = ((row, find_words(words, row.text)) for row in self._recalled or ())
        return tuple(replace(row, spans=match.spans) for row, match in matches if match)

    @property
    def placeholder(self) -> str:
        """What stands in place of the rows where there are none."""
        if self._recalled is None:
            return self.WHILE_EMPTY
        return self.EMPTY if self._recalled else f"\n{self.NOTHING}"

    def fill(self, rows: tuple[Recalled, ...]) -> None:
        """List rows; what is chosen stays chosen."""
        self._recalled = rows
        chosen, shown = self.rows.chosen_row, self.rows_for(self.line.value.strip())
        texts = [row.text for row in shown]
        number = texts.index(chosen.text) if chosen and chosen.text in texts else 0
        self.rows.show_rows(shown, chosen=number, placeholder=self.placeholder)

    def say(self, words: str) -> None:
        """Say something in the last line."""
        note = self.query_one("#chooser-note", TextLine)
        note.show([(f" {words}", note.style_of("strong"))])

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self.fill(self._recalled or ())
        self.say(str(message.error))

    def choose(self, row: Recalled) -> None:
        self.dismiss(row)


class HistoryScreen(RecalledScreen):
    """What was searched for before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("history")
    HEADING = "What you searched for"
    PLACEHOLDER = "type to find a search"
    NOTHING = "Nothing yet: a search is remembered when a result of it is opened."

    def recall(self) -> None:
        recalling.recall_queries(self.post_message, self._library)

    @on(recalling.QueriesRecalled)
    def _show_recalled(self, message: recalling.QueriesRecalled) -> None:
        self.fill(tuple(Recalled(query) for query in message.queries))

    def action_history(self) -> None:
        """Go to an older one, as in a shell."""
        self.rows.action_down()

    def note(self) -> str:
        key = keymap_of(self).shown("history")
        return f"Enter searches for it again{f' · {key} goes to an older one' if key else ''}"


class RecentScreen(RecalledScreen):
    """The articles that were read last."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("recent")
    HEADING = "What you read last"
    PLACEHOLDER = "type to find an article"
    NOTHING = "Nothing yet: articles that you read are listed here."

    def recall(self) -> None:
        recalling.recall_articles(self.post_message, self._library)

    @on(recalling.ArticlesRecalled)
    def _show_recalled(self, message: recalling.ArticlesRecalled) -> None:
        self.fill(tuple(_as_row(position) for position in message.positions))

    def note(self) -> str:
        return "Enter opens it where you left it"


def _as_row(position: Position) -> Recalled:
    day = datetime.fromisoformat(position.opened).astimezone()
    return Recalled(position.title or position.article, f"{position.share:.0%} read · {day:%d %b %y}", position)


class RemovingScreen(RecalledScreen):
    """A list from which Del removes what is chosen; and Del again brings it back."""

    def make_line(self) -> FilterLine:
        return RemovingLine(self.PLACEHOLDER)

    def action_remove(self) -> None:
        """Remove what is chosen; or if that was done just now, bring it back."""
        raise NotImplementedError


class RemovingLine(FilterLine):
    """A line in which Del, behind the last word, removes what is chosen in the list."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("remove")

    def action_remove(self) -> None:
        if self.cursor_at_end and isinstance(self.screen, RemovingScreen):
            self.screen.action_remove()
        else:
            self.action_delete_right()


class SavedScreen(RemovingScreen):
    """The saved searches, with what each finds."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("saved_searches")
    HEADING = "Saved searches"
    PLACEHOLDER = "type to find a saved search"

    def __init__(self, library: Library, ask: Callable[[Kind, Question], object]) -> None:
        """`ask` asks the index something, in its turn."""
        super().__init__(library)
        self._ask = ask
        self._counts: dict[str, SavedCount] = {}
        self._forgotten: set[str] = set()

    def recall(self) -> None:
        recalling.recall_saved(self.post_message, self._library)

    @on(recalling.QueriesRecalled)
    def _show_recalled(self, message: recalling.QueriesRecalled) -> None:
        self.fill(tuple(Recalled(query) for query in message.queries))
        self._ask(Kind.SAVED, recalling.count_saved(self.post_message, self._library))

    @on(recalling.SavedCounted)
    def _add_count(self, message: recalling.SavedCounted) -> None:
        self._counts[message.count.text] = message.count
        self._show_counts()

    def _show_counts(self) -> None:
        self.fill(tuple(self._as_row(row.text) for row in self._recalled or ()))

    def _as_row(self, query: str) -> Recalled:
        if query in self._forgotten:
            return Recalled(query, "forgotten", is_gone=True)
        count = self._counts.get(query)
        return Recalled(query, count.words if count else "…")

    @property
    def placeholder(self) -> str:
        key = keymap_of(self).shown("save_search")
        if self._recalled == ():
            return f"\nNothing is saved yet{f': {key} saves a search, once it is typed' if key else ''}."
        return super().placeholder

    def note(self) -> str:
        return "Enter runs it · Del forgets it"

    def choose(self, row: Recalled) -> None:
        if not row.is_gone:
            self.dismiss(row)

    def action_remove(self) -> None:
        """Forget what is chosen; or if that was done just now, save it again."""
        row = self.rows.chosen_row
        if row is None:
            return
        is_saved = row.text in self._forgotten
        self._forgotten ^= {row.text}
        self._run_keep(row.text, is_saved)
        self._show_counts()
        self.say("saved again" if is_saved else "forgotten · Del again saves it")

    @work(thread=True, group="memory")
    def _run_keep(self, query: str, is_saved: bool) -> None:
        recalling.keep_search(self.post_message, self._library, query, is_saved=is_saved)
