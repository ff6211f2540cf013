"""The part of the screen of kept passages from which they are taken along: picked, copied, written to a file.

The one rule: what is picked is meant, if nothing is what is chosen; and what is taken along has its source with it.
"""

from collections.abc import Sequence

from textual import on, work

from tui_reader.library import KeptPassage
from tui_reader.ui import handling, shelving
from tui_reader.ui.citing import count_words
from tui_reader.ui.clipboard import describe
from tui_reader.ui.screens.surroundings import SurroundingsScreen
from tui_reader.ui.wording import counted


class TakingScreen(SurroundingsScreen):
    """A screen from which passages are copied and exported."""

    _cited = ("", 0)
    """What was copied last, and how many passages that is."""

    # What a command is about

    def meant(self) -> list[KeptPassage]:
        """The passages that are picked, in the order of the list; if none is, the one that is chosen."""
        kept = self.passages.chosen_passage
        return self._picked() or ([kept] if kept else [])

    def _picked(self) -> list[KeptPassage]:
        ids = self.passages.picked
        return [kept for kept in self.passages.passages if kept.bookmark.id in ids] if ids else []

    def action_pick(self) -> None:
        """Pick the chosen passage, or let it go; and go on to the next one."""
        if kept := self.passages.chosen_passage:
            self.pick(self.passages.picked ^ {kept.bookmark.id})
            self.passages.choose(self.passages.chosen + 1)

    def pick(self, ids: frozenset[str]) -> None:
        """Pick these passages and no others."""
        self.passages.picked = ids
        self.say(f"{counted(len(ids), 'passage')} picked" if ids else "")

    # Copying, exporting

    def action_copy(self) -> None:
        """Copy what is picked, or the chosen passage, with its source."""
        if chosen := self.meant():
            self._run_cite(chosen)
        else:
            self.say("nothing to copy")

    @work(thread=True, exclusive=True, group="copy")
    def _run_cite(self, passages: Sequence[KeptPassage]) -> None:
        shelving.cite(self.post_message, self.library, passages)

    @on(shelving.PassagesCited)
    def _copy_cited(self, message: shelving.PassagesCited) -> None:
        self._cited = message.text, message.count
        self.app.copy_to_clipboard(message.text)

    @on(handling.TextCopied)
    def _say_how(self, message: handling.TextCopied) -> None:
        message.stop()
        text, count = self._cited
        what = counted(count, "passage") if message.text == text else counted(count_words(message.text), "word")
        self.say(describe(message.copied, what, is_sent=message.is_sent))

    def action_export(self) -> None:
        """Write what is picked, or all that is listed, to a file."""
        from tui_reader.ui.screens.exporting import ExportScreen

        ids = [kept.bookmark.id for kept in self._picked() or self.passages.passages]
        if ids:
            self.app.push_screen(ExportScreen(self.library, ids), self._say_exported)
        else:
            self.say("there is nothing to export")

    def _say_exported(self, words: str | None) -> None:
        if words:
            self.say(words)
