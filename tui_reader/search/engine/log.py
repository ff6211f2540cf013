"""A file that says what is known under each name, and grows only by what changes.

The one rule: the last line of a name says all that is known of it, and of a line that was cut off while it was written
nothing is believed. A line is a JSON list: the name and what is known; the name alone once nothing is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.files import append_to_file, read_file, replace_file

READ_AT_ONCE = 1_000
"""Lines. JSON is read without a pause in which another thread could go on; this many take 2 ms."""
SPARE = 1_000
"""So many lines are never too many."""

_as_line = json.JSONEncoder(separators=(",", ":")).encode


class Log:
    """What is known under each name, on disk. Creating the object touches nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = 0
        """In the file, as far as it was read and written by this object."""

    def read(self) -> dict[str, list[Any]] | None:
        """Return what is known under each name; None where there is no file.

        Raises:
            IndexDamagedError: It is not such a file.
        """
        content = read_file(self._path)
        if content is None:
            return None
        known: dict[str, list[Any]] = {}
        self._lines = 0
        try:
            for name, *values in _rows(content[: content.rfind(b"\n") + 1]):
                self._lines += 1
                if values:
                    known[name] = values
                else:
                    known.pop(name, None)
        except (TypeError, ValueError, RecursionError) as error:
            raise IndexDamagedError(f"The index's {self._path.name} is damaged") from error
        return known

    def note(self, known: Mapping[str, Sequence[Any]], gone: Iterable[str] = ()) -> None:
        """Note what is known now under some names, and under which ones nothing is any more.

        Raises:
            IndexDamagedError: It is not a file that belongs to the index alone.
            IndexTroubleError: The system refused.
        """
        lines = [_as_line((name, *values)) for name, values in known.items()]
        lines += (_as_line((name,)) for name in gone)
        if lines:
            append_to_file(self._path, lines)
            self._lines += len(lines)

    def replace(self, known: Mapping[str, Sequence[Any]]) -> None:
        """Begin anew with what is known now, in one step.

        Raises:
            IndexTroubleError: The system refused; what was known is known still.
        """
        replace_file(self._path, (_as_line((name, *values)) for name, values in known.items()))
        self._lines = len(known)

    def is_overgrown(self, names: int) -> bool:
        """Whether most of its lines say nothing any more, if so many names are known."""
        return self._lines > 2 * names + SPARE


def _rows(content: bytes) -> Iterator[list[Any]]:
    lines = content.decode("utf-8").split("\n")[:-1]
    chunks = (lines[start : start + READ_AT_ONCE] for start in range(0, len(lines), READ_AT_ONCE))
    return chain.from_iterable(json.loads(f"[{','.join(chunk)}]") for chunk in chunks)
