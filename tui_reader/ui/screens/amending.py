"""The dialog in which somebody says what is wrong with a name.

The one rule: it only asks. What is said is given back to whoever called it, with the names of those it is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from tui_reader.library import Correction, Library
from tui_reader.safe_text import safe_line
from tui_reader.ui import correcting
from tui_reader.ui.desk import Kind, Question, once
from tui_reader.ui.matching import find_words
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.subject import IS, KINDS, NOT_A_NAME, RENAME, SAME_AS, Subject, kind_in_words
from tui_reader.ui.widgets.painting import Piece, apart, clipped
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Known


class Stage(Enum):
    """What is asked."""

    WHAT = auto()
    """What is wrong."""
    WHO = auto()
    """Who it is the same as."""
    HOW = auto()
    """How it is called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be said: at once, or once more is known."""

    text: str
    about: str = ""
    """Stands at the right end."""
    correction: Correction | None = None
    leads_to: Stage | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction, and the names by which it is told."""

    correction: Correction
    names: Mapping[str, str]


class ChoiceList(VirtualList[Choice]):
    """What can be said, one a line."""

    def paint_row(self, row: Choice, width: int) -> Sequence[Sequence[Piece]]:
        about = clipped(row.about, width // 2)
        text = clipped(row.text, width - len(about) - 1)
        return [apart([(text, None)], [(about, self.style_of("dim"))], width)]


class AmendingScreen(ChoosingScreen[Choice, Amendment]):
    """What is wrong with a name? Dismissed with what somebody says."""

    _HEADINGS = (
        (Stage.WHAT, "{}"),
        (Stage.WHO, "{} is the same as …"),
        (Stage.HOW, "{} is called …"),
    )

    def __init__(self, subject: Subject, library: Library, ask: Callable[[Kind, Question], object]) -> None:
        """Ask about somebody or something whose id is known; `ask` asks the index something, in its turn."""
        super().__init__()
        self._subject = subject
        self._library = library
        self._ask = ask
        self._stage = Stage.WHAT
        self._number = 0
        self._candidates: Sequence[Known] | None = None

    @property
    def heading(self) -> str:
        return dict(self._HEADINGS)[self._stage].format(safe_line(self._subject.name))

    @property
    def way_out(self) -> str:
        return "Esc closes" if self._stage is Stage.WHAT else "Esc goes back"

    def make_list(self) -> ChoiceList:
        return ChoiceList(id="choices")

    # What is asked

    def rows_for(self, words: str) -> Sequence[Choice]:
        if self._stage is Stage.WHO:
            return [self._same_as(known) for known in self._candidates or ()]
        if self._stage is Stage.HOW:
            is_other = words and words != self._subject.name
            return [Choice(f"Call it “{words}”", correction=self._say(RENAME, words))] if is_other else []
        return [choice for choice in self._choices() if find_words(words, choice.text)]

    def _choices(self) -> Sequence[Choice]:
        others = [kind for kind in KINDS if kind is not self._subject.kind]
        return (
            Choice("Not a name", "nowhere in the library", self._say(NOT_A_NAME)),
            Choice("Same as …", "somebody else", leads_to=Stage.WHO),
            Choice("Rename …", "called otherwise", leads_to=Stage.HOW),
            *(Choice(f"Is {kind_in_words(kind)}", correction=self._say(IS, kind)) for kind in others),
        )

    def _say(self, does: str, value: str = "") -> Correction:
        return Correction(self._subject.id, does, value)

    def _same_as(self, known: "Known") -> Choice:
        about = counted(known.articles, "article")
        if known.aliases:
            about = f"{', '.join(known.aliases[:3])} · {about}"
        return Choice(known.name, about, self._say(SAME_AS, known.id))

    @property
    def placeholder(self) -> str:
        """What stands in place of the rows where there are none."""
        if self._stage is Stage.HOW:
            return "\nType how it is called everywhere."
        return "\nlooking …" if self._stage is Stage.WHO and self._candidates is None else self.EMPTY

    def note(self) -> str:
        return "Enter says so, for the whole library"

    def show_rows(self) -> None:
        self._number += 1
        super().show_rows()
        if self._stage is Stage.WHO:
            words, besides = self.line.value, self._subject.id
            find = partial(correcting.find_candidates, self.post_message, self._library, self._number, words, besides)
            self._ask(Kind.PEOPLE, once(find))

    @on(correcting.CandidatesFound)
    def _show_candidates(self, message: correcting.CandidatesFound) -> None:
        if message.number == self._number and self._candidates != message.people:
            self._candidates = message.people
            self.rows.show_rows(self.rows_for(self.line.value.strip()), placeholder=self.placeholder)

    # What is said

    def choose(self, row: Choice) -> None:
        if row.leads_to:
            self._go_to(row.leads_to)
        elif row.correction:
            names = {self._subject.id: self._subject.name}
            if row.correction.does == SAME_AS:
                names[row.correction.value] = row.text
            self.dismiss(Amendment(row.correction, names))

    def _go_to(self, stage: Stage) -> None:
        self._stage, self._candidates = stage, None
        self.line.placeholder = {
            Stage.WHAT: self.PLACEHOLDER,
            Stage.WHO: "type whose name it is",
            Stage.HOW: "type how it is called",
        }[stage]
        before, self.line.value = self.line.value, self._subject.name if stage is Stage.HOW else ""
        self.line.select_all()  # what is typed goes in place of the name, and an arrow keeps it to be changed
        if before == self.line.value:
            self.show_rows()

    def action_back(self) -> None:
        if self._stage is not Stage.WHAT and self.line.value in ("", self._subject.name):
            self._go_to(Stage.WHAT)
        else:
            super().action_back()
