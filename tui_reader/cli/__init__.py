"""The command line.

The one rule: each command is a function from its arguments to an exit status; what goes wrong is a `ReaderError`, and
becomes one line on standard error and a status here and nowhere else.

    0 found or done · 1 nothing found · 2 wrong usage or query · 3 library or index trouble · 70 internal error
    130 interrupted
"""

import errno
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from tui_reader.cli.arguments import COMMANDS, parse_arguments
from tui_reader.cli.output import tell
from tui_reader.errors import NotFoundError, ReaderError, UsageError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Errors that everything but printing translates into those of our own."""

FOUND, NOTHING, USAGE, TROUBLE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130

__all__ = ["COMMANDS", "ArgumentParser", "Namespace", "main", "run"]


def run() -> None:
    """Do what the command line says, and exit."""
    _open_closed_streams()
    status = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
    except OSError as error:
        status = _failed_to_print(error)
    sys.exit(status)


def _open_closed_streams() -> None:
    """Stand in for the streams that whoever started us has closed (`2>&-`): what goes there is not wanted."""
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open()
    sys.stdout = sys.stdout or nothing.open("w")
    sys.stderr = sys.stderr or nothing.open("w")


def main(argv: Sequence[str]) -> int:
    """Do what these arguments say, and return the exit status."""
    try:
        arguments = parse_arguments(argv)
        status: int = arguments.command(arguments)
    except UsageError as error:
        return _failed(error, USAGE)
    except NotFoundError as error:
        return _failed(error, NOTHING)
    except ReaderError as error:
        return _failed(error, TROUBLE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has had enough, as `head` does
        _forget_output()
        return FOUND
    except OSError as error:
        if error.errno in _NO_ROOM:
            return _failed_to_print(error)
        return _crashed(error)
    except Exception as error:  # noqa: BLE001  the last resort: no user is shown a traceback
        return _crashed(error)
    return status


def _crashed(error: Exception) -> int:
    from tui_reader.cli.crash import write_report

    return _failed(write_report(error), INTERNAL)


def _failed_to_print(error: OSError) -> int:
    """Tell that what was asked for is not in the file it was to go to: with libraries and stores all is well."""
    _forget_output()
    return _failed(f"Not everything could be written to the output: {error.strerror or error}", TROUBLE)


def _forget_output() -> None:
    """Let what is still to be printed go nowhere, or Python would try it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(reason: object, status: int) -> int:
    tell(f"gossip-reader: {reason}")
    return status
