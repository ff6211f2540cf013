"""The part of the main screen that hands things on: a passage to the clipboard, an article to the reader's editor.

The one rule: what was done is said, and by which way; the reader is afterwards where they were before.
"""

import os

from textual import on
from textual.app import SuspendNotSupported

from tui_reader.errors import ReaderError
from tui_reader.ui import handling
from tui_reader.ui.citing import cited, count_words, measured, words_of
from tui_reader.ui.clipboard import describe
from tui_reader.ui.screens.indexing import IndexingScreen
from tui_reader.ui.wording import counted


class CopyingScreen(IndexingScreen):
    """A screen from which passages are copied, and articles opened elsewhere."""

    _cited = ("", 0)
    """The passage that was copied last, with its source, and how many words of it are the article's own."""

    @property
    def selection_measure(self) -> str:
        """How much is selected; empty while nothing is."""
        selected = self.reader.selected
        return measured(self.reading.article, selected) if self.reading and selected else ""

    # To the clipboard

    def action_copy(self) -> None:
        if self.reading and (passage := self.passage):
            article = self.reading.article
            text = cited(article, passage)
            self._cited = text, count_words(words_of(article, passage))
            self.app.copy_to_clipboard(text)
        else:
            self.feedback = "nothing to copy"

    @on(handling.TextCopied)
    def _say_how(self, message: handling.TextCopied) -> None:
        message.stop()
        text, count = self._cited
        count = count if message.text == text else count_words(message.text)
        self.feedback = describe(message.copied, counted(count, "word"), is_sent=message.is_sent)

    # To the editor

    def action_editor(self) -> None:
        if self.reading is None:
            self.feedback = "no article is open"
            return
        from tui_reader.ui.editor import edit, editor_command

        try:
            command, file = editor_command(os.environ), self.library.file_of(self.reading.article.id)
            with self.app.suspend():
                status = edit(command, file)
        except SuspendNotSupported:
            self.feedback = "this terminal cannot be lent to another program"
        except ReaderError as error:
            self.feedback = str(error)
        else:
            self.feedback = f"{os.path.basename(command[0])} ended with status {status}" if status else ""
            self.see_whether_edited()
