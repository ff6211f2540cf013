"""The part of the screen of kept passages that lists them: their filter, their order, and what is said of them.

The one rule: the list is there before anything is looked for; what is found later changes rows, and moves nothing.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on, work
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from tui_reader.errors import QueryError, ReaderError
from tui_reader.library import KeptPassage, Library
from tui_reader.ui import shelving
from tui_reader.ui import work as background
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.panes.search import SearchBox
from tui_reader.ui.panes.shelf import PassageList
from tui_reader.ui.shelf_lines import Heights
from tui_reader.ui.shelf_rows import Grouping, Heading, Order, Row, arranged, summary_words
from tui_reader.ui.widgets.text_line import TextLine
from tui_reader.ui.words import caret_line

if TYPE_CHECKING:
    from tui_reader.library import Shelf


class ShelfScreen(Screen[KeptPassage | None]):
    """A screen that lists kept passages."""

    heading = query_one("#header", TextLine)
    box = query_one("#search", SearchBox)
    summary = query_one("#summary", TextLine)
    passages = query_one("#passages", PassageList)
    status = query_one("#status", TextLine)

    def __init__(self, library: Library, words: str = "") -> None:
        """List all passages, or those that match `words`, which stand in the filter then."""
        super().__init__()
        self.library = library
        self._words = words
        self._shelf: Shelf | None = None
        self._all: Sequence[KeptPassage] = ()
        self._is_read = False
        """Whether all passages are known, and not only the last ones."""
        self._found: Sequence[KeptPassage] | None = None
        """What matches the filter; None while there is none."""
        self._understood = ""
        self._mistake: tuple[str, int, str] = "", 0, ""
        """What is wrong with the filter, at which of its code points, and what could stand there instead."""
        self._number = 0
        self._people: Mapping[str, tuple[str, ...]] = {}
        self.order = Order.NEWEST
        self.grouping = Grouping.NONE

    @property
    def shelf(self) -> "Shelf":
        """The passages; the store is opened when they are first asked for."""
        if self._shelf is None:
            self._shelf = self.library.shelf()
        return self._shelf

    # Reading

    @work(thread=True, exclusive=True, group="passages")
    def load_newest(self) -> None:
        """Read the passages that were kept last, then all."""
        try:
            shelf = self.shelf
        except ReaderError as error:
            self.post_message(background.Troubled(error))
            return
        shelving.load_newest(self.post_message, shelf)

    def load(self) -> None:
        """Read the passages, which may be others now."""
        self._run_load(self.passages.heights, self.passages.text_width, is_first=not self._is_read)

    @work(thread=True, exclusive=True, group="passages")
    def _run_load(self, heights: Heights, width: int, *, is_first: bool) -> None:
        worker = get_current_worker()
        shelving.load(self.post_message, self.shelf, lambda: not worker.is_cancelled, heights, width, is_first=is_first)

    @on(shelving.PassagesListed)
    def _show_listed(self, message: shelving.PassagesListed) -> None:
        self._all, self._is_read = message.passages, message.is_all
        self.refilter()
        if not message.is_all:
            self.call_after_refresh(self.load)

    @on(shelving.PassagesPlaced)
    def _show_placed(self, message: shelving.PassagesPlaced) -> None:
        self._all = message.passages
        self.refilter()

    # Filtering

    @on(Input.Changed, "#search")
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        self.refilter()

    def refilter(self) -> None:
        """Show what matches the filter now."""
        text = self.box.value if self.box.is_attached else self._words
        self._number += 1
        if text.strip():
            self._run_find(self._number, text)
        else:
            self._found, self._understood, self._mistake = None, "", ("", 0, "")
            self.show_passages()

    @work(thread=True, exclusive=True, group="filter")
    def _run_find(self, number: int, text: str) -> None:
        if number == self._number:
            shelving.find(self.post_message, self.shelf, number, text)

    @work(thread=True, exclusive=True, group="complete")
    def _run_complete(self, typed: str) -> None:
        background.complete(self.post_message, self.library, typed, of_passages=True)

    @on(background.CompletionFound)
    def _offer_completion(self, message: background.CompletionFound) -> None:
        self.box.offer(message.typed, message.completed, message.label)

    @on(shelving.PassagesFound)
    def _show_found(self, message: shelving.PassagesFound) -> None:
        if message.number == self._number:
            self._found, self._understood, self._mistake = message.passages, message.understood, ("", 0, "")
            self.show_passages()
            self.call_after_refresh(self._run_complete, self.box.value)  # what was found is seen first

    @on(shelving.FilterFailed)
    def _show_mistake(self, message: shelving.FilterFailed) -> None:
        if message.number == self._number:
            error = message.error
            at, mended = (error.position, error.mended) if isinstance(error, QueryError) else (0, "")
            self._mistake = str(error), at, mended
            self.tell()
            self.call_after_refresh(self._run_complete, self.box.value)  # what was found is seen first

    @property
    def mended(self) -> str:
        """What could be asked instead of what is typed; empty if there is no mistake, or nobody knows."""
        return self._mistake[2]

    def looked_for(self, kept: KeptPassage) -> KeptPassage:
        """Return a passage where it stands now, if nobody has looked for it yet."""
        return self.shelf.placed(kept)

    # The list

    @property
    def shown(self) -> Sequence[KeptPassage]:
        """The passages that are listed, the one kept last first."""
        return self._all if self._found is None else self._found

    def show_passages(self) -> None:
        """Show the passages in their order; the one that is chosen stays so, or else its place."""
        if self.grouping is Grouping.PERSON and self._is_read and not self._people:
            self._run_people()
        rows = arranged(self.shown, self.order, self.grouping, self._people)
        before, chosen = self.passages.chosen_passage, self.passages.chosen
        if before and (chosen >= len(rows) or not _is_of(rows[chosen], before.bookmark.id)):
            chosen = next((number for number, row in enumerate(rows) if _is_of(row, before.bookmark.id)), chosen)
        self.passages.show_rows(rows, chosen=chosen, placeholder=self._placeholder)
        self.follow_chosen()
        self.tell()

    @property
    def _placeholder(self) -> str:
        if self._all:
            return "None matches this."
        if not self._is_read:
            return "reading …"
        key = keymap_of(self).shown("bookmark")
        how = f"In an article, {key or 'a command'} keeps the sentence of the hit, or what is selected."
        return f"Nothing is kept yet.\n\n{how}"

    @work(thread=True, exclusive=True, group="people")
    def _run_people(self) -> None:
        shelving.find_people(self.post_message, self.library, self._all)

    @on(shelving.PeopleFound)
    def _show_people(self, message: shelving.PeopleFound) -> None:
        self._people = message.people
        self.show_passages()

    def follow_chosen(self) -> None:
        """Show what belongs to the chosen passage."""

    def action_sort(self) -> None:
        """List the passages in the next order."""
        orders = tuple(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.show_passages()

    def action_group(self) -> None:
        """Divide the list by the next thing."""
        groupings = tuple(Grouping)
        self.grouping = groupings[(groupings.index(self.grouping) + 1) % len(groupings)]
        self.show_passages()

    # What is said

    def tell(self) -> None:
        """Say what is listed, in which order, and what is wrong with the filter."""
        if not self.is_attached:
            return
        heading, summary = self.heading, self.summary
        words = summary_words(self.shown, len(self._all), is_filtered=self._found is not None)
        grouped = f" · by {self.grouping}" if self.grouping else ""
        order = f"{self.order}{grouped} "
        heading.show([(" Kept passages", heading.style_of("strong"))], [(order, heading.style_of("dim"))])
        said, at, _ = self._mistake
        if said:
            box = self.box
            column = box.content_region.x + cell_len(box.value[:at]) - round(box.scroll_x)
            summary.show([(caret_line(said, column, summary.size.width), summary.style_of("strong"))])
        else:
            known = f"understood as: {self._understood} " if self._understood else ""
            counts = f" {words}" if self._is_read else " reading …"
            summary.show([(counts, None)], [(known, summary.style_of("dim"))] if known else [])

    def say(self, words: str) -> None:
        """Say something in the status line."""
        self.status.show([(f" {words}", None)])
        self.tell()


def _is_of(row: Row, bookmark_id: str) -> bool:
    return not isinstance(row, Heading) and row.bookmark.id == bookmark_id
