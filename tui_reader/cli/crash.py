"""Writes down what went wrong inside the program, for a report to its developers.

The one rule: the user sees one line, and nothing of an article or of their own data is in the file.
"""

import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from tui_reader.safe_text import safe_text


def write_report(error: BaseException) -> str:
    """Write the traceback to a file of the user's own, and return the line that says so."""
    import platformdirs

    folder = Path(platformdirs.user_state_dir("gossip-reader", appauthor=False))
    path = folder / "crash.log"
    what = f"internal error ({type(error).__name__})"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(fd, "w", encoding="utf-8", errors="replace") as file:
            file.write(safe_text("".join(_describe(error))))
    except OSError:
        return what
    return f"{what}; what happened is written in {path}"


def _describe(error: BaseException) -> Iterator[str]:
    """Yield the places in the code, and the names of the errors; not their messages, which may quote an article."""
    if cause := error.__cause__ or error.__context__:
        yield from _describe(cause)
        yield "\nwhich led to\n\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__qualname__}\n"
