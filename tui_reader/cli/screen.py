"""`gossip-reader [DIR]`: opens the reader, on a screen or, with `--plain`, in lines.

The one rule: the screen is loaded only when there is a terminal to show it in.
"""

import gc
import os
import sys
from argparse import Namespace
from pathlib import Path

from tui_reader.cli.output import say
from tui_reader.errors import UsageError
from tui_reader.library import Library, find_library


def read(arguments: Namespace) -> int:
    """Open the reader, or print the version."""
    if arguments.version:
        from importlib.metadata import version

        say(f"gossip-reader {version('gossip-reader')}")
        return 0
    explicit = arguments.folder or getattr(arguments, "library", None)
    folder = find_library(explicit, os.environ, Path.cwd())
    if not arguments.plain:
        _check_terminal()
    if not folder.is_dir():  # the user's own library, on the first day
        (folder / "articles").mkdir(parents=True)

    if arguments.plain:
        from tui_reader.cli.plain.conversation import converse

        return converse(Library(folder))

    gc.disable()
    from tui_reader.ui.app import run_reader

    gc.freeze()  # what was loaded stays: to look through it for garbage takes as long as to paint the first screen
    gc.enable()
    status, crash = run_reader(Library(folder))
    if crash is not None:
        raise crash
    return status


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("The reader needs a terminal; `gossip-reader --plain` and the other commands do not")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError("This terminal cannot show the reader (TERM is dumb or not set): try `gossip-reader --plain`")
