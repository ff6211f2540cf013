"""The lines of kept passages in their list, and how many there are: that is asked of all, and seen are some.

The one rule: pure, but for what is remembered of lines that were counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui_reader.safe_text import safe_line
from tui_reader.ui.shelf_rows import WHAT_IT_MEANS, Heading, Row
from tui_reader.ui.widgets.wrapping import broken

if TYPE_CHECKING:
    from tui_reader.library import KeptPassage

MOST_LINES = 200
"""Of one passage, in the list; beside the list and in its article there is all of it."""
PICKED = "◆ "
"""Stands before what is picked."""
NOTE = "✎ "
"""Stands before a note."""
AT_ONCE = 100
"""Passages whose lines are counted in one step."""


class Heights:
    """How many lines passages have. Safe to use from several threads: at worst something is counted twice."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counted: tuple[int, dict[str, int]] = 0, {}
        """A width, and the lines that quotes and notes have in it, by their words."""

    def of_each(self, rows: Iterable[Row], width: int) -> list[int]:
        """Return how many lines rows have in so many columns; of a passage with what is said of it and the gap."""
        if self._counted[0] != width:
            self._counted = width, {}
        known, room = self._counted[1], width - len(PICKED)
        heights = []
        for row in rows:
            if isinstance(row, Heading):
                heights.append(2)
                continue
            bookmark = row.bookmark
            lines = known.get(bookmark.quote) or _count(known, bookmark.quote, bookmark.quote, room)
            if (note := bookmark.note) and note.strip():
                key = f"{NOTE}{note}"  # it has less room than a quote of the same words
                lines += known.get(key) or _count(known, key, note, room - len(NOTE))
            heights.append(lines + (3 if row.place.state in WHAT_IT_MEANS else 2))
        return heights

    def count(self, passages: "Sequence[KeptPassage]", width: int) -> Iterator[None]:
        """Count the lines of passages in steps, to be known when they are listed."""
        for start in range(0, len(passages), AT_ONCE):
            self.of_each(passages[start : start + AT_ONCE], width)
            yield


def _count(known: dict[str, int], key: str, words: str, width: int) -> int:
    count = known[key] = len(wrapped(words, width))
    return count


def quote_lines(kept: "KeptPassage", width: int) -> list[str]:
    """Return the words of a passage in lines of so many columns."""
    return wrapped(kept.bookmark.quote, width)


def note_lines(kept: "KeptPassage", width: int) -> list[str]:
    """Return the note of a passage in lines; none where there is no note."""
    return wrapped(kept.bookmark.note, width) if kept.bookmark.note.strip() else []


def wrapped(text: str, width: int) -> list[str]:
    """Return text on one line broken into lines of so many columns; what is very long is cut off."""
    shown = " ".join(safe_line(text[: MOST_LINES * max(1, width) * 2]).split())
    lines = [shown[start:end] for start, end in broken(shown, max(1, width), max(1, width))] or [""]
    return [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES or len(text) > MOST_LINES * width * 2 else lines
