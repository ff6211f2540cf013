"""The application: it opens the main screen, and answers for how the program ends.

The one rule: nothing of an article's decides what the program does; what goes wrong inside ends it with the terminal
as it was, and is told to whoever started it.
"""

import asyncio
from functools import partial
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerFailed

from tui_reader.library import Library
from tui_reader.safe_text import safe_text
from tui_reader.ui import handling, strip_gate
from tui_reader.ui.bindings import bindings_by_id
from tui_reader.ui.calling import CallingApp
from tui_reader.ui.clipboard import MAX_FOR_TERMINAL
from tui_reader.ui.gathering import FolderChosen
from tui_reader.ui.keymap import Keymap
from tui_reader.ui.keys_file import keys_file, read_keymap
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.terminal import ended_by_signals
from tui_reader.ui.tidying import EVERY, Tidying, rare_collections
from tui_reader.ui.work import Post

strip_gate.install()


class ReaderApp(CallingApp):
    """Gossip Reader on a screen."""

    TITLE = "gossip-reader"
    CSS_PATH = ["reader.tcss", "colours.tcss"]
    ENABLE_COMMAND_PALETTE = False  # ours is another
    BINDINGS: ClassVar[list[BindingType]] = bindings_by_id("quit_typing")
    DEFAULT_MODE = "reading"

    def __init__(self, library: Library, keymap: Keymap | None = None) -> None:
        super().__init__(library)
        self.crash: Exception | None = None
        """What went wrong inside, if anything did."""
        self._tidying = Tidying()
        self._went_to: WeakKeyDictionary[events.Key, Widget] = WeakKeyDictionary()
        if keymap:
            self.keymap = keymap

    def get_default_screen(self) -> ReaderScreen:
        """Begin with the main screen."""
        return ReaderScreen(self.library)

    # Keys that are ahead

    async def on_event(self, event: events.Event) -> None:
        """Remember to whom a key went: over a slow line a whole word comes at once."""
        if isinstance(event, events.Key):
            self._tidying.note_key()
            if not event.is_forwarded and self.focused:
                self._went_to[event] = self.focused
        await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        # What is typed after the key that leads into a box is for the box, wherever it went before the box had focus.
        went_to, box = self._went_to.get(event), self.focused
        if went_to and isinstance(box, Input) and box is not went_to:
            event.prevent_default()
            again = events.Key(event.key, event.character)
            self._went_to[again] = box
            box._forward_event(again)

    @on(FolderChosen)
    async def _read_folder(self, message: FolderChosen) -> None:
        """Read another library in place of this one, on a screen that knows nothing of it."""
        before, mode = self.library, self.current_mode
        self.library = Library(message.folder)
        if mode == self.DEFAULT_MODE:  # a screen that is a mode's from the start is styled twice, and painted late
            self.add_mode(mode, self.get_default_screen)
        self.add_mode(f"{mode}'", self.get_default_screen)
        await self.switch_mode(f"{mode}'")
        await self.remove_mode(mode)
        self.run_worker(before.close, thread=True)

    @on(ReaderScreen.Started)
    def _settle_in(self) -> None:
        self.recall_theme()
        self.set_interval(EVERY, self._tidying.tidy)

    def end(self, status: int) -> None:
        """End with an exit status; may be called by a signal's handler."""
        asyncio.get_running_loop().call_soon_threadsafe(partial(self.exit, return_code=status))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text, made safe: what is pasted may go to a shell. The screen, or else the main one, is told how."""
        text = safe_text(text)
        is_sent = len(text.encode()) <= MAX_FOR_TERMINAL
        if is_sent:
            super().copy_to_clipboard(text)
        self._run_copy(self.screen.post_message, text, is_sent)

    @work(thread=True, group="copy")
    def _run_copy(self, post: Post, text: str, is_sent: bool) -> None:
        handling.copy(post, text, is_sent=is_sent)

    @on(handling.TextCopied)
    def _tell_main_screen(self, message: handling.TextCopied) -> None:
        self.screen_stack[0].post_message(handling.TextCopied(message.text, message.copied, message.is_sent))

    def _handle_exception(self, error: Exception) -> None:
        # Textual prints a traceback with the values of variables: text of articles. Ours goes to a file, without them.
        cause: BaseException = error.error if isinstance(error, WorkerFailed) else error
        self.crash = cause if isinstance(cause, Exception) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def run_reader(library: Library) -> tuple[int, Exception | None]:
    """Show the reader until it is quit.

    Returns:
        The exit status, and what went wrong inside if anything did.
    """
    app = ReaderApp(library, read_keymap(keys_file()))
    try:
        with ended_by_signals(app.end), rare_collections():
            app.run()
    finally:
        app.library.close()  # the loop has ended, and with it every thread that may still have been writing
    return app.return_code or 0, app.crash
