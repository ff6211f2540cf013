"""The part of the application that is called from everywhere: help, palette, presets of keys.

The one rule: what is chosen is done where it was called from, with the focus where it was.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ScreenStackError
from textual.dom import DOMNode

from tui_reader.ui import offering
from tui_reader.ui.appearance import ThemedApp
from tui_reader.ui.keys import Context, keys_by_id, keys_of
from tui_reader.ui.keys_file import keys_file
from tui_reader.ui.panes.results import ResultsList
from tui_reader.ui.panes.search import SearchBox
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.widgets.reader_view import ReaderView
from tui_reader.ui.work import Troubled

if TYPE_CHECKING:
    from tui_reader.ui.commands import Offer


class CallingApp(ThemedApp):
    """An app with a help and a palette."""

    @property
    def main(self) -> ReaderScreen:
        """The main screen."""
        screen = self.screen_stack[0]
        if not isinstance(screen, ReaderScreen):
            raise ScreenStackError("the main screen is not there yet")
        return screen

    # Help

    def action_help(self) -> None:
        """Show all keys, or hide them."""
        from tui_reader.ui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
        else:
            self.push_screen(HelpScreen(self._contexts()))
            self.mistakes_told = True

    def _contexts(self) -> tuple[Context, ...]:
        """Where one is: the nearest first."""
        focused = self.screen.focused
        if self.screen is not self.main:
            return Context.BOOKMARKS, Context.LISTS
        if isinstance(focused, SearchBox):
            return Context.SEARCH, Context.EVERYWHERE
        if isinstance(focused, ResultsList):
            return Context.RESULTS, Context.LISTS
        return (Context.ARTICLE, Context.LISTS) if isinstance(focused, ReaderView) else (Context.LISTS,)

    # Palette

    def action_command_palette(self) -> None:
        """Choose by name what is done; or do not."""
        from tui_reader.ui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(None)
            return
        nodes = self._at_hand()
        offers = tuple(self._offers({key_id: enabled for key_id, (_, enabled) in nodes.items()}))
        library = self.library if self.screen is self.main else None
        self.push_screen(PaletteScreen(offers, library, self.main.ask), partial(self._do, nodes))

    def _at_hand(self) -> dict[str, tuple[DOMNode, bool]]:
        """Return what has each action that can be called from here, by the action's id, and whether it makes sense."""
        active = self.screen.active_bindings.values()
        nodes = {each.binding.id: (each.node, each.enabled) for each in active if each.binding.id}
        if self.screen is self.main:  # results and article are seen wherever the focus is
            for key in keys_of(Context.RESULTS):
                nodes.setdefault(key.id, (self.main.results_list, bool(self.main.results_list.rows)))
            for key in keys_of(Context.ARTICLE, Context.LISTS):
                nodes.setdefault(key.id, (self.main.reader, True))
        return nodes

    def _offers(self, active: Mapping[str, bool]) -> "Iterator[Offer]":
        from tui_reader.ui.commands import articles_of, commands, people_of, settings

        yield from commands(self.keymap, active, is_reading=self.main.reading is not None)
        if self.screen is self.main:
            if self.main.reading:
                yield from people_of(self.main.reading)
            if self.main.results:
                yield from articles_of(self.main.results.hits)
        yield from settings(self.theme, self.theme_names, self.keymap.preset)

    async def _do(self, nodes: Mapping[str, tuple[DOMNode, bool]], offer: "Offer | None") -> None:
        from tui_reader.ui.commands import Kind

        if offer is None:
            return
        if offer.kind is Kind.COMMAND:
            (key,) = keys_by_id(offer.value)
            await self.run_action(key.action, nodes[key.id][0])
        elif offer.kind is Kind.SETTING:
            await self.run_action(offer.value)
        elif offer.kind is Kind.ARTICLE:
            self.main.open(offer.value)
            self.main.reader.focus()
        elif offer.kind is Kind.SEARCH:
            self.main.look_at(offer.value)
        else:
            self.main.search_for(offer.value)

    # Presets of keys

    def action_use_preset(self, name: str) -> None:
        """Choose a preset of keys, for good."""
        self._run_use_preset(name)

    @work(thread=True, group="preset")
    def _run_use_preset(self, name: str) -> None:
        offering.use_preset(self.post_message, keys_file(), name)

    @on(offering.PresetChosen)
    def _use_keys(self, message: offering.PresetChosen) -> None:
        self.keymap = message.keymap
        self.main.feedback = f"keys: {message.keymap.preset}, from now on"

    @on(Troubled)
    def _show_trouble(self, message: Troubled) -> None:
        self.main.post_message(message)
