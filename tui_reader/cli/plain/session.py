"""A session of plain mode: a line that was typed goes in, lines to be heard come out.

The one rule: it knows no terminal, and whatever is typed, lines come out. The letters are those of the table of keys.
"""

import re
from collections.abc import Callable, Iterator

from tui_reader.article import MentionKind
from tui_reader.cli.plain.commands import help_here, help_with_all, is_for_the_screen, letters_of
from tui_reader.cli.plain.knowing import KnowingSession
from tui_reader.cli.plain.listing import FRONT
from tui_reader.cli.plain.searching import Where
from tui_reader.cli.plain.spoken import joined
from tui_reader.errors import ReaderError, UsageError
from tui_reader.library import Correction, Hit, KeptPassage, Known, Moment
from tui_reader.safe_text import safe_line
from tui_reader.ui.page_rows import BringSamples, LookAgain, OpenArticle, RunSearch
from tui_reader.ui.panel_rows import PanelRow
from tui_reader.ui.wording import counted

MOST_PARAGRAPHS = 99

_NUMBER = re.compile(r"[0-9]{1,6}")


class Session(KnowingSession):
    """Somebody who reads by typing lines."""

    is_over = False
    """Whether nothing more is to be asked."""

    @property
    def prompt(self) -> str:
        """Where one is; what is typed stands after it."""
        return safe_line(f"{self.place}: ")

    def begin(self) -> list[str]:
        """Return what is said first."""
        return self._safe(self._greeting())

    def answer(self, line: str) -> list[str]:
        """Return what is said to a line; each a line, safe to print."""
        return self._safe(self._answer(line.strip()))

    def _safe(self, lines: Iterator[str]) -> list[str]:
        said = []
        try:
            for line in lines:
                said.append(safe_line(line))
        except ReaderError as error:
            said.append(safe_line(str(error)))
        return said

    def _greeting(self) -> Iterator[str]:
        count = self.library.count()
        if not count:
            yield from self.welcome()
            return
        yield f"Gossip Reader, {counted(count, 'article')}"
        yield "Type words to search, / for all articles, ? for help, q to quit"
        yield from self.list_front()

    def _answer(self, line: str) -> Iterator[str]:
        if line == "?":
            yield from help_here(self._here)
        elif line == "??":
            yield from help_with_all(LETTERS)
        elif line.startswith("/"):
            words = line[1:].strip()
            yield from self.search(words) if words else self.list_results()
        elif line.startswith(":"):
            name, _, rest = line[1:].strip().partition(" ")
            yield from self._run(name, rest.strip())
        elif _NUMBER.fullmatch(line):
            yield from self._choose(int(line))
        elif line in LETTERS:
            yield from self._run(LETTERS[line])
        elif len(line) == 1 and line.isascii():
            yield from self._refuse(line)
        else:
            yield from self.search(line)

    @property
    def _here(self) -> str:
        return self.listing.name if self.where is Where.LIST else str(self.where)

    def _refuse(self, letter: str) -> Iterator[str]:
        what = "works on the screen only" if is_for_the_screen(letter) else "is no command"
        yield f"{letter} {what}; / {letter} searches for it, ? says what can be typed"

    def _run(self, name: str, words: str = "") -> Iterator[str]:
        """Do what a command says; `words` is what was typed after its name."""
        if name in _COMMANDS and not words:
            return _COMMANDS[name](self)
        if run := _WITH_WORDS.get(name):
            return run(self, words)
        raise UsageError(f"There is no command {joined(name, words) or 'without a name'}; ?? lists all")

    # Numbers

    def _choose(self, number: int) -> Iterator[str]:
        choice = self.entry(number).choice
        if isinstance(choice, PanelRow):
            yield from self.walk_row(choice)
        elif isinstance(choice, KeptPassage):
            yield from self.open_kept(choice)
        elif isinstance(choice, Moment):
            yield from self.open_moment(choice)
        elif isinstance(choice, Known):
            yield from self.search_for_both(choice)
        elif isinstance(choice, Correction):
            yield ":remove, with its number, takes a correction back"
        elif isinstance(choice, Hit):
            yield from self.open_result(number - 1)
        elif isinstance(choice, OpenArticle):
            yield from self.go_on_with(choice.article)
        elif isinstance(choice, RunSearch):
            yield from self.search(choice.query)
        elif isinstance(choice, BringSamples):
            yield from self.bring_samples()
        elif isinstance(choice, LookAgain):
            yield from self.look_again()

    # Commands

    def go_on(self) -> Iterator[str]:
        """Go on with what one is at: reading, or a list."""
        if self.where is Where.ARTICLE:
            return self.read_on()
        is_front = self.listing.name == FRONT and self.listing.last == self.listing.total
        return self.turn(1) if self.where is Where.LIST and not is_front else self.list_results()

    def go_up(self) -> Iterator[str]:
        """Hear again what came before."""
        return self.read_back() if self.where is Where.ARTICLE else self.turn(-1)

    def set_page(self, words: str) -> Iterator[str]:
        """Say how many paragraphs are read at once."""
        if not _NUMBER.fullmatch(words) or not 1 <= int(words) <= MOST_PARAGRAPHS:
            raise UsageError(f":page takes a number of paragraphs, from 1 to {MOST_PARAGRAPHS}")
        self.page = int(words)
        yield f"Enter reads {counted(self.page, 'paragraph')}"

    def remove_numbered(self, words: str) -> Iterator[str]:
        """Keep a passage of the list no longer."""
        if not _NUMBER.fullmatch(words):
            raise UsageError(":remove takes the number of a kept passage, or of a correction")
        return self.remove(int(words))

    def quit(self) -> Iterator[str]:
        """End the session."""
        self.is_over = True
        yield "Goodbye"


_COMMANDS: dict[str, Callable[[Session], Iterator[str]]] = {
    "page_down": Session.go_on,
    "page_up": Session.go_up,
    "top": Session.read_top,
    "bottom": Session.read_bottom,
    "next_paragraph": Session.next_paragraph,
    "previous_paragraph": lambda session: session.read_back(1),
    "next_sentence": Session.next_sentence,
    "previous_sentence": Session.previous_sentence,
    "next_hit": lambda session: session.walk(1),
    "previous_hit": lambda session: session.walk(-1),
    "next_article": lambda session: session.step(1),
    "previous_article": lambda session: session.step(-1),
    "people": Session.list_people,
    "next_person": lambda session: session.walk_mentions(MentionKind.PERSON, 1),
    "previous_person": lambda session: session.walk_mentions(MentionKind.PERSON, -1),
    "next_date": lambda session: session.walk_mentions(MentionKind.DATE, 1),
    "bookmark": Session.keep,
    "bookmarks": Session.list_kept,
    "timeline": Session.tell_timeline,
    "together": Session.tell_company,
    "corrections": Session.list_corrections,
    "toggle_read": Session.toggle_read,
    "save_search": Session.toggle_search,
    "go_back": lambda session: session.go_where_one_was(-1),
    "go_forward": lambda session: session.go_where_one_was(1),
    "undo": Session.undo,
    "redo": Session.redo,
    "reload": Session.look_again,
    "details": Session.tell_details,
    "back": Session.go_back,
    "quit": Session.quit,
}
"""What is typed as a letter, or as a name after a colon; the names are those of the table of keys."""

_WITH_WORDS: dict[str, Callable[[Session, str], Iterator[str]]] = {
    "page": Session.set_page,
    "date": Session.set_date,
    "remove": Session.remove_numbered,
    "note": Session.note,
    "tags": Session.tag,
    "bookmarks": Session.list_kept,
    "timeline": Session.tell_timeline,
    "together": Session.tell_company,
    "correct": Session.correct,
}
"""What is typed after a colon, with something behind it."""

LETTERS = letters_of(_COMMANDS)
"""What can be typed as a letter, and the name of the command."""
