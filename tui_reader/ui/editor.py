"""Opens an article's file in the reader's own editor.

The one rule: the file's path is absolute, so that no name is an option; what the editor is called with are arguments,
never a line for a shell. The terminal is the editor's while it runs: whoever calls this has let go of it.
"""

import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tui_reader.errors import UsageError
from tui_reader.ui.programs import find_program


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return the program that shall open files, with its arguments: `$EDITOR`, `$VISUAL`, `$PAGER`, else less.

    Raises:
        UsageError: What is named cannot be understood, or is not there.
    """
    for variable in ("EDITOR", "VISUAL", "PAGER"):
        if environ.get(variable, "").strip():
            try:
                words = shlex.split(environ[variable])
            except ValueError as error:
                raise UsageError(f"${variable} cannot be understood: {environ[variable]}") from error
            return _found(words, f" (${variable})")
    return _found(["less"], "; set $EDITOR")


def _found(words: list[str], origin: str) -> list[str]:
    program = find_program(os.path.expanduser(words[0]))
    if program is None:
        raise UsageError(f"there is no program {words[0]}{origin}")
    return [program, *words[1:]]


def edit(command: list[str], file: Path) -> int:
    """Run the editor on a file, in the terminal, until it ends; return its exit status.

    Raises:
        UsageError: It could not be started.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)  # Ctrl+C is for the editor
    try:
        return subprocess.run([*command, os.path.abspath(file)], check=False).returncode  # noqa: S603  no shell
    except OSError as error:
        raise UsageError(f"{command[0]} could not be started: {error.strerror}") from error
    finally:
        signal.signal(signal.SIGINT, before)
