"""The dialog in which somebody says as what, and where to, passages are written.

The one rule: no file is written over that nobody said may be.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.widgets import Input

from tui_reader.library import Library
from tui_reader.ui import shelving
from tui_reader.ui.screens.choosing import ChoosingScreen, FilterLine
from tui_reader.ui.widgets.painting import Piece, apart
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted

LONGEST_PATH = 1_000


@dataclass(frozen=True, slots=True)
class FormatRow:
    """Something that passages can be written as."""

    format: str
    does: str
    file: str
    """How the file is called if nobody says otherwise."""


FORMATS = (
    FormatRow("markdown", "Markdown, for Obsidian, Logseq and people", "passages.md"),
    FormatRow("json", "Web Annotations: all that is kept", "passages.json"),
    FormatRow("csv", "A table, for spreadsheets", "passages.csv"),
    FormatRow("readwise", "A table for Readwise", "readwise.csv"),
    FormatRow("html", "A page, to print or give away", "passages.html"),
)


class FormatList(VirtualList[FormatRow]):
    """The formats, one a line."""

    def paint_row(self, row: FormatRow, width: int) -> Sequence[Sequence[Piece]]:
        return [apart([(row.does, None)], [(row.format, self.style_of("dim"))], width)]


class ExportScreen(ChoosingScreen[FormatRow, str]):
    """As what, and where to? Dismissed with what was done."""

    PLACEHOLDER: ClassVar[str] = "a file"

    def __init__(self, library: Library, ids: Sequence[str]) -> None:
        """Ask for the passages with these ids, in this order."""
        super().__init__()
        self._library = library
        self._ids = ids
        self._confirmed = ""
        """A file that may be written over."""
        self._proposed = ""
        self._said = ""

    @property
    def heading(self) -> str:
        return f"Export {counted(len(self._ids), 'passage')}"

    def make_line(self) -> FilterLine:
        line = FilterLine(self.PLACEHOLDER)
        line.max_length = LONGEST_PATH
        return line

    def make_list(self) -> FormatList:
        return FormatList(id="formats")

    def rows_for(self, words: str) -> Sequence[FormatRow]:
        return FORMATS

    def first_row(self, rows: Sequence[FormatRow]) -> int:
        """The one that is chosen: typing a path chooses nothing."""
        return self.rows.chosen if self.rows.rows else 0

    def note(self) -> str:
        return self._said or f"Enter writes it · ↑ ↓ choose the format · into {os.getcwd()}"

    def on_mount(self) -> None:
        super().on_mount()
        self._propose(FORMATS[0])

    @on(VirtualList.RowChosen)
    def _follow_format(self, message: VirtualList.RowChosen) -> None:
        if self.line.value in ("", self._proposed):
            self._propose(FORMATS[message.number])

    def _propose(self, row: FormatRow) -> None:
        self._proposed = free_name(row.file)
        self.line.value = self._proposed
        self.line.cursor_position = len(self._proposed)

    @on(Input.Changed, "#filter")
    def _forget_what_was_said(self) -> None:
        self._said = ""

    def choose(self, row: FormatRow) -> None:
        path = self.line.value.strip()
        if path:
            self._run_export(row.format, path, path == self._confirmed)

    @work(thread=True, exclusive=True, group="export")
    def _run_export(self, format_: str, path: str, replace: bool) -> None:
        shelving.export(self.post_message, self._library, self._ids, format_, path, replace=replace)

    @on(shelving.Exported)
    def _end(self, message: shelving.Exported) -> None:
        self.dismiss(message.words)

    @on(shelving.NotExported)
    def _say_why_not(self, message: shelving.NotExported) -> None:
        self._confirmed = self.line.value.strip() if message.is_there else ""
        self._said = message.reason
        note = self.query_one("#chooser-note", TextLine)
        note.show([(f" {message.reason}", note.style_of("strong"))])

    def action_export(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        self.dismiss(None)


def free_name(name: str) -> str:
    """Return a name that no file in the current folder has: this one, or the same with a number."""
    stem, suffix = os.path.splitext(name)
    number, free = 1, name
    while os.path.lexists(free):
        number += 1
        free = f"{stem}-{number}{suffix}"
    return free
