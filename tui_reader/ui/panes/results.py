"""The results of a search: one to three lines each, as the layout has room; near-copies below their story, if wanted.

The one rule: what somebody chose stays chosen while the results grow, shrink and change around it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from tui_reader.ui.bindings import bindings_for
from tui_reader.ui.keys import Context
from tui_reader.ui.panes.search import SearchBox
from tui_reader.ui.widgets.painting import Piece, apart, around_first, clipped, clipped_pieces
from tui_reader.ui.widgets.virtual_list import VirtualList
from tui_reader.ui.wording import counted
from tui_reader.ui.words import copies_words

if TYPE_CHECKING:
    from tui_reader.library import Hit, Results

WIDE = 60
"""Columns from which on a line with the title has room for the source too."""
DAY = 11
"""Columns of a date before a title: "08 Oct 24  "."""
KEPT = "★"
"""Stands before the number of passages that are kept of an article."""
FOLDED, UNFOLDED, COPY = "▸ ", "▾ ", "└ "
"""Stand before what is said of near-copies, and before each of them where they are shown."""


class ResultsList(VirtualList["Hit"]):
    """The articles that were found. Near-copies of a story are rows only while the story is unfolded."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Context.RESULTS)

    class Listed(Message):
        """The rows are others now."""

    results: "reactive[Results | None]" = reactive(None, repaint=False)
    """What is listed."""
    kept: reactive[dict[str, int]] = reactive(dict[str, int])
    """How many passages are kept of each article, by its id."""
    is_stale: reactive[bool] = reactive(False)
    """Whether these are the results of what was typed before there was a mistake in it: then they are dimmed."""

    _day_width = 0
    _is_kept = False
    """Whether the chosen article was chosen by somebody, and not for being the best."""
    _held = ""
    """An article, by its id, to be chosen in the next results if it is among them."""
    _begins_anew = False
    """Whether the first of the next results is chosen, come what may."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id)
        self._unfolded: set[str] = set()
        """The stories, by their articles' ids, whose near-copies are shown."""
        self._story_of: dict[str, str] = {}
        """The near-copies, by id, each with the id of its story's article."""

    # What is listed

    def watch_results(self, before: "Results | None", results: "Results | None") -> None:
        is_same = bool(before and results and before.query.text == results.query.text)
        if is_same and before and results and not self._is_kept and isinstance(self.screen.focused, SearchBox):
            # The word that was typed is completed in full now: for whoever only types the best of these is chosen.
            is_same = before.total_is == results.total_is
        hits = results.hits if results else ()
        self._story_of = {copy.article: hit.article for hit in hits for copy in hit.variants}
        row = self.chosen_row if (is_same or self._is_kept) and not self._begins_anew else None
        wanted = self._held or (row.article if row else "")
        # Results that only grow or shrink do not move whoever reads.
        is_quiet = row is not None and is_same and not self._held
        self._is_kept = self._is_kept or bool(self._held)
        self._begins_anew, self._held = False, ""
        if not is_same:
            self._unfolded.clear()
        number = self._number_of(wanted) if wanted else None
        self._is_kept = self._is_kept and number is not None
        self._list(number if number is not None else self.chosen if is_quiet else 0)
        if self.rows and not is_quiet:
            self.post_message(self.RowChosen(self, self.chosen))

    def _number_of(self, article: str) -> int | None:
        """The number of the row that an article has, or will have: a near-copy has one once its story is unfolded."""
        if article in self._story_of:
            self._unfolded.add(self._story_of[article])
        ids = [hit.article for hit in self._flattened()]
        return ids.index(article) if article in ids else None

    def _flattened(self) -> "Sequence[Hit]":
        hits = self.results.hits if self.results else ()
        if not self._unfolded:
            return hits
        return [row for hit in hits for row in (hit, *(hit.variants if hit.article in self._unfolded else ()))]

    def _list(self, chosen: int) -> None:
        """Show the results, with one of them chosen; nothing is announced."""
        rows = self._flattened()
        self._day_width = DAY if any(hit.published for hit in rows) else 0
        self.show_rows(rows, chosen=min(chosen, max(0, len(rows) - 1)))
        self.post_message(self.Listed())

    # What is chosen

    def choose(self, number: int, *, step: int = 1) -> None:
        """Choose a row, and announce it: from now on its article stays chosen."""
        self._is_kept = True
        super().choose(number, step=step)

    def mark(self, article: str) -> None:
        """Choose an article that was opened from elsewhere, if it is here; nothing is announced."""
        number = self._number_of(article)
        if number is not None:
            self._is_kept = True
            self._list(number)

    def hold(self, article: str) -> None:
        """Have an article chosen in the next results, if it is among them."""
        self._held = article

    def let_go(self) -> None:
        """Have the best of the next results chosen, whatever was chosen before."""
        self._is_kept = False

    def begin_anew(self) -> None:
        """Have the first of the next results chosen, though they be the same in another order."""
        self._begins_anew = True

    @property
    def ordinal(self) -> int:
        """Which article of all that match is chosen, from 1: folded ones are counted too."""
        folded = (len(hit.variants) for hit in self.rows[: self.chosen] if hit.article not in self._unfolded)
        return self.chosen + 1 + sum(folded)

    # Near-copies

    @property
    def has_copies(self) -> bool:
        """Whether the chosen story has near-copies that are not shown."""
        row = self.chosen_row
        return bool(row and row.variants and row.article not in self._unfolded)

    @property
    def shows_copies(self) -> bool:
        """Whether the chosen row is a near-copy, or a story whose near-copies are shown."""
        row = self.chosen_row
        return bool(row and (row.article in self._unfolded or row.article in self._story_of))

    def action_show_copies(self) -> None:
        if self.has_copies and (row := self.chosen_row):
            self._unfolded.add(row.article)
            self._list(self.chosen)
            self.post_message(self.RowChosen(self, self.chosen))

    def action_hide_copies(self) -> None:
        """Fold a story; whoever is at one of its copies is at the story then."""
        row = self.chosen_row
        if row and self.shows_copies:
            story = self._story_of.get(row.article, row.article)
            self._unfolded.discard(story)
            self._list([hit.article for hit in self._flattened()].index(story))
            self.post_message(self.RowChosen(self, self.chosen))

    # Painting

    def paint_row(self, row: "Hit", width: int) -> Sequence[Sequence[Piece]]:
        dim = self.style_of("dim")
        is_copy = row.article in self._story_of
        title = dim if self.is_stale or is_copy else self.style_of("title") if self.row_height > 1 else None
        if self.row_height == 1:
            return [self._one_line(row, width, title, dim)]
        lead = COPY if is_copy else ""
        day = f"{row.published:%d %b %y}" if row.published else ""
        if self.row_height == 2:
            right = "  ".join(part for part in (self._kept(row), str(row.hits) if row.hits else "") if part)
            name = f"{row.source}: {row.title}" if is_copy and row.source else row.title
            head = lead + clipped(name, width - len(right) - 1 - len(lead))
            first = apart([(head, title)], [(right, dim)], width)
            about = " · ".join(part for part in (day, self._copies(row, width // 2)) if part)
            return first, self._snippet(row, width, dim, f"{about} · " if about else "")
        hits = counted(row.hits, "hit") if row.hits else ""
        known = " · ".join(part for part in (day, row.source, hits) if part)
        copies = self._copies(row, width - cell_len(known) - 2)
        about = clipped(known, width - cell_len(copies) - 2 if copies else width)
        kept = self._kept(row)
        head = lead + clipped(row.title, width - len(lead) - len(kept) - (2 if kept else 0))
        return (
            apart([(head, title)], [(kept, dim)], width),
            apart([(about, dim)], [(copies, dim)], width),
            self._snippet(row, width, dim, ""),
        )

    def _kept(self, row: "Hit") -> str:
        """How many passages are kept of an article; empty where none is."""
        count = self.kept.get(row.article)
        return f"{KEPT}{count:,}" if count else ""

    def _copies(self, row: "Hit", room: int) -> str:
        """What is said of the near-copies of a story, in so many columns; empty where there are none."""
        if not row.variants:
            return ""
        mark = UNFOLDED if row.article in self._unfolded else FOLDED
        return mark + copies_words([copy.source for copy in row.variants], row.source, room - len(mark))

    def _one_line(self, row: "Hit", width: int, title: Style | None, dim: Style) -> list[Piece]:
        day = f"{row.published:%d %b %y}" if row.published else ""
        lead = COPY if row.article in self._story_of else ""
        hits = counted(row.hits, "hit") if row.hits else ""
        about = (self._copies(row, width // 3), row.source if width >= WIDE else "", self._kept(row), hits)
        right = " · ".join(part for part in about if part)
        room = width - self._day_width - cell_len(right) - 2 - len(lead)
        head = lead + clipped(row.title, room)
        return apart([(f"{day:<{self._day_width}}", dim), (head, title)], [(right, dim)], width)

    def _snippet(self, row: "Hit", width: int, dim: Style, lead: str) -> list[Piece]:
        """The passage around the first hit, which has a style of its own."""
        hit = dim if self.is_stale else self.style_of("hit")
        room = width - 1 - cell_len(lead)
        pieces = clipped_pieces(*around_first(row.snippet, row.highlights, room), hit, room)
        return [(" " + lead, dim), *((text, style or dim) for text, style in pieces)]
