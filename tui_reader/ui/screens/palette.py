"""The palette: everything that can be done, or gone to, by its name.

The one rule: it only chooses. What is chosen is given back to whoever called it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from tui_reader.library import Library
from tui_reader.ui import desk, offering
from tui_reader.ui.bindings import bindings_by_id
from tui_reader.ui.commands import Kind, Offer, fitting
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.widgets.painting import Piece, apart, clipped, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList

_KIND_WIDTH = max(map(len, Kind)) + 1


class OfferList(VirtualList[Offer]):
    """Offers, one a line: what it is, its name, its key or where it is from."""

    def is_choosable(self, row: Offer) -> bool:
        """What makes no sense now is only shown."""
        return row.is_enabled

    def paint_row(self, row: Offer, width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        note = clipped(row.note, width // 3)
        room = width - _KIND_WIDTH - len(note) - 2
        name = clipped_pieces(row.text, row.spans, self.style_of("hit"), room)
        if not row.is_enabled:
            name = [(text, dim) for text, _ in name]
        return [apart([(f"{row.kind:<{_KIND_WIDTH}}", dim), *name], [(note, dim)], width)]


class PaletteScreen(ChoosingScreen[Offer, Offer]):
    """What can be done, by name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("palette")
    HEADING = "Commands, people, articles"
    PLACEHOLDER = "type what to do, or whom or what to find"

    def __init__(
        self, offers: Sequence[Offer], library: Library | None, ask: Callable[[desk.Kind, desk.Question], object]
    ) -> None:
        """Offer things.

        Args:
            offers: What is known already, in the order in which it is shown while nothing is typed.
            library: In which articles are looked for by their titles; None for none.
            ask: Asks the index something, in its turn.
        """
        super().__init__()
        self._offers = offers
        self._library = library
        self._ask = ask
        self._recalled: Sequence[Offer] = ()
        self._titles: Sequence[Offer] = ()
        self._number = 0

    def on_mount(self) -> None:
        super().on_mount()
        if self._library:
            self._run_recall(self._library)

    def make_list(self) -> OfferList:
        return OfferList(id="offers")

    def rows_for(self, words: str) -> Sequence[Offer]:
        return fitting((*self._offers, *self._recalled, *self._titles), words)

    def show_rows(self) -> None:
        self._number += 1
        super().show_rows()
        if self._library:
            find = partial(offering.find_titles, self.post_message, self._library, self._number, self.line.value)
            self._ask(desk.Kind.TITLES, desk.once(find))

    @on(offering.OffersFound)
    def _add_titles(self, message: offering.OffersFound) -> None:
        if message.number == self._number and self._titles != message.offers:
            self._titles = message.offers
            self._show_more()

    @work(thread=True, group="recall")
    def _run_recall(self, library: Library) -> None:
        offering.recall_offers(self.post_message, library)

    @on(offering.MemoryRecalled)
    def _add_recalled(self, message: offering.MemoryRecalled) -> None:
        self._recalled = message.offers
        self._show_more()

    def _show_more(self) -> None:
        """Show what was found meanwhile; what is chosen stays chosen."""
        chosen, rows = self.rows.chosen_row, self.rows_for(self.line.value.strip())
        self.rows.show_rows(rows, chosen=rows.index(chosen) if chosen in rows else 0, placeholder=self.EMPTY)

    def note(self) -> str:
        return "Enter does it, or goes there"

    def choose(self, row: Offer) -> None:
        self.dismiss(row)
