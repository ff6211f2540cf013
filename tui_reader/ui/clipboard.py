"""Brings text to the clipboard by whichever way works here, and says by which.

The one rule: whoever copied is never left without the text. The terminal does not say whether it understood; so the
text lies in a file too, and that is told.
"""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui_reader.ui.programs import feed, find_program

PATIENCE = 1.0
"""Seconds that a tool has for taking the text."""
MAX_FOR_TERMINAL = 74_994
"""Bytes: what fits into the longest order (100,000 bytes) that terminals take."""
CLIP_FILE = "clip.txt"


@dataclass(frozen=True, slots=True)
class Copied:
    """How text was copied."""

    tool: str = ""
    """The program that took it; empty where none did."""
    file: Path | None = None
    """Where it was written too; None where it could not be."""
    silent: tuple[str, ...] = ()
    """Programs that were there and did not take it."""


def copy(text: str, environ: Mapping[str, str]) -> Copied:
    """Give text to the clipboard's own tool, and write it to a file."""
    data, silent, tool = text.encode("utf-8", "replace"), [], ""
    for command in _tools(environ):
        program = find_program(command[0])
        if program is None:
            continue
        if feed([program, *command[1:]], data, PATIENCE):
            tool = command[0]
            break
        silent.append(command[0])
    return Copied(tool, _write(data), tuple(silent))


def _tools(environ: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The tools that could work here, the likeliest first."""
    if environ.get("TMUX"):
        yield "tmux", "load-buffer", "-w", "-"
    if environ.get("WAYLAND_DISPLAY"):
        yield ("wl-copy",)
    if environ.get("DISPLAY"):
        yield "xclip", "-selection", "clipboard", "-in"
        yield "xsel", "--clipboard", "--input"
    if sys.platform == "darwin":
        yield ("pbcopy",)


def _write(data: bytes) -> Path | None:
    """Write the clip file, which nobody else may read; what stands in its place is not followed or waited for."""
    import platformdirs

    path = Path(platformdirs.user_state_dir("gossip-reader", appauthor=False)) / CLIP_FILE
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, flags, 0o600), "wb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            os.fchmod(file.fileno(), 0o600)
            file.truncate()
            file.write(data)
    except OSError:
        return None
    return path


def describe(copied: Copied, what: str, *, is_sent: bool) -> str:
    """Say how something was copied, such as "41 words"; `is_sent` tells whether it was sent to the terminal as well."""
    silent = f" ({' and '.join(copied.silent)} did not take it)" if copied.silent else ""
    if copied.tool:
        return f"copied {what} by {copied.tool}{silent}"
    also = f"; also in {_short(copied.file)}" if copied.file else ""
    if is_sent:
        return f"sent {what} to the terminal (OSC 52){silent}{also}"
    where = f"wrote {what} to {_short(copied.file)}" if copied.file else f"{what} could not be copied"
    return f"{where}: too long for the terminal{silent}"


def _short(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
