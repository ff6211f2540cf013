"""The timeline of somebody: every date beside their name in the whole library, the oldest first; and their company.

The one rule: the list is there at once, and what is found later is added at its end; nothing moves under the hand.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.reactive import reactive

from tui_reader.article import EntityKind
from tui_reader.library import Library
from tui_reader.ui import following
from tui_reader.ui import work as background
from tui_reader.ui.bindings import bindings_by_id, keymap_of
from tui_reader.ui.desk import Kind, Question, once
from tui_reader.ui.matching import find_words
from tui_reader.ui.mentioned import shown_value
from tui_reader.ui.panes.people import VALUE_WIDTH
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.subject import Subject
from tui_reader.ui.widgets.painting import Piece, apart, around_first, clipped, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Known, Moment

Ask = Callable[[Kind, Question], object]
"""Asks the index something, in its turn."""


class MomentList(VirtualList["Moment"]):
    """Dates: when and in which article, and below that the words around it."""

    row_height = reactive(2, repaint=False)

    def paint_row(self, row: "Moment", width: int) -> Sequence[Sequence[Piece]]:
        value = f"{shown_value(row.date)}{'~' if row.anchor == 'inferred' else ''}"
        room = width - VALUE_WIDTH
        text, spans = around_first(row.snippet, row.highlights, room)
        return [
            [(f"{value:<{VALUE_WIDTH}}", self.style_of("title")), (clipped(row.title, room), self.style_of("dim"))],
            [(" " * VALUE_WIDTH, None), *clipped_pieces(text, spans, self.style_of("hit"), room)],
        ]


class TimelineScreen(ChoosingScreen["Moment", "Moment"]):
    """Every dated mention of somebody, the oldest first. Dismissed with the one to be opened."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("timeline")
    PLACEHOLDER = "type to find a date, a title or a word"

    def __init__(self, subject: Subject, library: Library, ask: Ask, chosen: "Moment | None" = None) -> None:
        """List the dates of somebody; `ask` asks the index, and `chosen` is chosen once it is there."""
        super().__init__()
        self._subject = subject
        self._library = library
        self._ask = ask
        self._wanted = chosen
        self._moments: list[Moment] = []
        self._is_complete = False
        self._is_wanted = True
        self._trouble = ""

    def on_mount(self) -> None:
        super().on_mount()
        find = following.find_moments(self.post_message, self._library, self._subject, lambda: self._is_wanted)
        self._ask(Kind.TIMELINE, find)

    def on_unmount(self) -> None:
        """Look for nothing more."""
        self._is_wanted = False

    @property
    def heading(self) -> str:
        return f"{self._subject.name} · timeline"

    def make_list(self) -> MomentList:
        return MomentList(id="moments")

    def rows_for(self, words: str) -> "Sequence[Moment]":
        return [moment for moment in self._moments if _fits(moment, words)] if words else list(self._moments)

    @on(following.MomentsFound)
    def _add_moments(self, message: following.MomentsFound) -> None:
        self._moments += message.moments
        self._is_complete = message.is_last
        words, has_rows = self.line.value.strip(), bool(self.rows.rows)
        fitting = [moment for moment in message.moments if _fits(moment, words)]
        if has_rows:
            self.rows.add_rows(fitting)
            self.tell()
        else:
            self.show_rows()
        if self._wanted in fitting:
            self.rows.choose(self.rows.rows.index(self._wanted))

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self._trouble, self._is_complete = str(message.error), True
        self.show_rows()

    @property
    def placeholder(self) -> str:
        """What stands in place of the rows where there are none."""
        if self._moments:
            return self.EMPTY
        if not self._is_complete:
            return "\nreading …"
        reckoned = "“Last Friday” needs the day of its article"
        hint = keymap_of(self).with_hint(reckoned, "details", "there sets it")
        return f"\nNo date stands beside this name.\n\n{hint}"

    def note(self) -> str:
        if self._trouble:
            return self._trouble
        articles = len({moment.article for moment in self._moments})
        found = f"{counted(len(self._moments), 'date')} in {counted(articles, 'article')}"
        if not self._is_complete:
            return f"{found} so far …"
        return f"{found} · Enter opens it there" if self._moments else ""

    def choose(self, row: "Moment") -> None:
        self.dismiss(row)

    def action_timeline(self) -> None:
        self.dismiss(None)


def _fits(moment: "Moment", words: str) -> bool:
    return bool(find_words(words, f"{moment.date} {moment.title} {moment.snippet}"))


class CompanyList(VirtualList["Known"]):
    """People and other names, and how many articles they share with somebody."""

    def paint_row(self, row: "Known", width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        count = f"{counted(row.articles, 'article'):>14}"
        what = "" if row.kind is EntityKind.PERSON else f"  {row.kind}"
        return [
            apart([(clipped(row.name, width - len(count) - len(what) - 1), None), (what, dim)], [(count, dim)], width)
        ]


class CompanyScreen(ChoosingScreen["Known", "Known"]):
    """Who is named in the same articles as somebody, those first who are so most often. Dismissed with one of them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("together")
    PLACEHOLDER = "type to find somebody"

    def __init__(self, subject: Subject, library: Library, ask: Ask) -> None:
        super().__init__()
        self._subject = subject
        self._library = library
        self._ask = ask
        self._people: tuple[Known, ...] | None = None
        self._trouble = ""

    def on_mount(self) -> None:
        super().on_mount()
        find = partial(following.find_company, self.post_message, self._library, self._subject)
        self._ask(Kind.COMPANY, once(find))

    @property
    def heading(self) -> str:
        return f"Named together with {self._subject.name}"

    def make_list(self) -> CompanyList:
        return CompanyList(id="company")

    def rows_for(self, words: str) -> "Sequence[Known]":
        return [known for known in self._people or () if find_words(words, " ".join((known.name, *known.aliases)))]

    @property
    def placeholder(self) -> str:
        """What stands in place of the rows where there are none."""
        if self._people is None:
            return "\nreading …"
        return self.EMPTY if self._people else "\nNobody else is named in the same articles."

    @on(following.CompanyFound)
    def _show_company(self, message: following.CompanyFound) -> None:
        self._people = message.people
        self.show_rows()

    @on(background.Troubled)
    def _show_trouble(self, message: background.Troubled) -> None:
        self._people, self._trouble = (), str(message.error)
        self.show_rows()

    def note(self) -> str:
        return self._trouble or ("Enter searches for both" if self._people else "")

    def choose(self, row: "Known") -> None:
        self.dismiss(row)

    def action_together(self) -> None:
        self.dismiss(None)
