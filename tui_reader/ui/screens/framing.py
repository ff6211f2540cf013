"""The part of the main screen that divides it: the layouts, the sizes of the panes, the article alone.

The one rule: what is shown, where the reader is and what has the focus are the same after a resize as before it.
"""

import threading
from typing import ClassVar

from textual import events, on, work
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from tui_reader.library import Library
from tui_reader.ui import gathering
from tui_reader.ui.layout import Layout, as_json, fitted, has_header, layout_for, parse_sizes, resized, row_height
from tui_reader.ui.screens.copying import CopyingScreen
from tui_reader.ui.widgets.fitted_text import MARGIN

_BESIDE_TEXT = 2 * MARGIN + 1
"""Columns of the article's pane that are not text: margins and scrollbar."""


class FramingScreen(CopyingScreen):
    """A screen that is divided into panes."""

    panel_shown: reactive[bool | None] = reactive(None, repaint=False)
    """Whether the people are shown; None leaves it to the layout, which shows them where there is room."""
    zen: reactive[bool] = reactive(False, repaint=False)
    """Whether the article is shown alone."""
    pane: reactive[str] = reactive("results", repaint=False)
    """The pane where the reader is, or was last: "results", "article" or "people"."""

    is_composed = False
    """Whether all panes are there to be laid out."""

    _PANES: ClassVar[dict[str, str]] = {
        "search": "results",
        "page": "results",
        "results": "results",
        "reader": "article",
        "people": "people",
    }
    """The pane that belongs to a focused widget."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._sizes = parse_sizes(None)
        self._sizes_lock = threading.Lock()

    @property
    def frame(self) -> Layout:
        """The layout that fits the window."""
        return layout_for(*self.app.size)

    @property
    def has_people(self) -> bool:
        """Whether the panel is to be seen."""
        if self.frame is Layout.TINY:
            return self.pane == "people"
        return self.frame is Layout.WIDE if self.panel_shown is None else self.panel_shown

    # Laying out

    def on_resize(self, _event: events.Resize) -> None:
        self.lay_out()

    def watch_panel_shown(self) -> None:
        self.lay_out()

    def watch_zen(self) -> None:
        self.lay_out()

    def watch_pane(self) -> None:
        self.lay_out()

    def watch_measure(self) -> None:
        self.lay_out()

    @property
    def layout_classes(self) -> dict[str, bool]:
        """The classes that the style sheet lays the panes out by. To change any of them styles every widget anew."""
        frame, height = self.frame, self.app.size.height
        return {
            **{f"-{layout}": layout is frame for layout in Layout if layout is not Layout.TOO_SMALL},
            **{f"-at-{pane}": pane == self.pane and frame is Layout.TINY for pane in ("results", "article", "people")},
            "-with-header": has_header(frame, height),
            "-with-people": self.has_people,
            "-zen": self.zen,
        }

    def lay_out(self) -> None:
        """Give every pane its place and its room."""
        if not self.is_composed:
            return
        frame, (width, height) = self.frame, self.app.size
        self.set_class(frame is Layout.TOO_SMALL, "-too-small")
        if frame is Layout.TOO_SMALL:
            return  # nothing is seen of the panes: they wait as they are
        self.update_classes(self.layout_classes)
        self.results_list.row_height = row_height(frame, height)
        # Alone, the article's pane is as wide as its text: what is beside it need not be painted with every page.
        self.query_one("#article").styles.max_width = self.measure + _BESIDE_TEXT if self.zen else None
        sizes = self._sizes.get(frame)
        if sizes is None:
            self.results_list.styles.width = self.results_list.styles.height = self.people.styles.width = None
            return
        room = fitted(frame, sizes, width, height, with_people=self.has_people)
        is_strip = frame is Layout.NARROW
        self.results_list.styles.width = None if is_strip else room.results
        self.results_list.styles.height = room.results + 1 if is_strip else None  # and the line below the strip
        self.people.styles.width = room.people

    @property
    def text_room(self) -> int:
        """How many columns the text can have at most, as things stand."""
        return self.app.size.width - _BESIDE_TEXT if self.zen else super().text_room

    # The sizes of the panes

    def action_pane_size(self, step: int) -> None:
        """Give the focused pane a step more room, or less, and remember that."""
        frame, pane = self.frame, self._PANES.get(self.focused.id or "") if self.focused else None
        if frame not in self._sizes or self.zen or not pane or not self.query_one("#panes").display:
            self.feedback = "there is only one pane here"
            return
        room = fitted(frame, self._sizes[frame], *self.app.size, with_people=self.has_people)
        self._sizes[frame] = resized(frame, room, pane, step)
        self.lay_out()
        self._remember_sizes()

    @work(thread=True, group="settings")
    def _remember_sizes(self) -> None:
        with self._sizes_lock:  # whichever comes last writes what holds last
            gathering.remember(self.post_message, self.library, "panes", as_json(self._sizes))

    @on(gathering.Recalled)
    def _restore_sizes(self, message: gathering.Recalled) -> None:
        self._sizes = parse_sizes(message.panes)
        self.lay_out()

    # One pane

    def action_zen(self) -> None:
        """Show the article alone, or everything again."""
        if self.reading is None and not self.zen:
            self.feedback = "no article is open"
            return
        self.zen = not self.zen
        if self.zen:
            self.reader.focus()

    def go_to(self, pane: Widget) -> None:
        """Focus a pane, and leave what hides it."""
        if pane is not self.reader:
            self.zen = False
        if pane is self.people and self.frame is not Layout.TINY:
            self.panel_shown = True
        self.pane = self._PANES.get(pane.id or "", self.pane)
        if isinstance(pane, Input) and pane.is_on_screen:
            self.set_focus(pane)  # at once: what is typed next may be here already
        else:
            pane.focus()

    def on_descendant_focus(self) -> None:
        """Know the pane where the reader is."""
        super().on_descendant_focus()
        if self.focused is not None:
            self.pane = self._PANES.get(self.focused.id or "", self.pane)
