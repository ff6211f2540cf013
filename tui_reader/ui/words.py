"""What the lines around the panes say: numbers, how far the index has come, what has changed, where a mistake is.

The one rule: pure; a value goes in, words come out.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Progress

BAR = 12
"""Columns of the bar that shows how far the index has come."""


def progress_words(progress: "Progress", seconds_left: float | None, room: int) -> str:
    """Say how far an update has come: in numbers, and with a bar and the time it still takes if there is room."""
    if progress.phase == "looking":
        return "looking for articles …"
    if progress.phase == "naming":
        known = progress.articles - (progress.total - progress.done)
        words = f"people known for {known:,} of {progress.articles:,} articles"
        share = known / progress.articles if progress.articles else 0.0
    else:
        words = f"indexing {progress.done:,} of {progress.total:,}"
        share = progress.done / progress.total if progress.total else 0.0
    filled = min(BAR, int(BAR * share))
    bar = f"{words} {'▇' * filled}{'▁' * (BAR - filled)}"
    timed = f"{bar} {time_left(seconds_left)}" if seconds_left is not None else bar
    forms = (timed, bar, words, f"indexing {share:.0%}")
    return next((form for form in forms if len(form) <= room), forms[-1])


def time_left(seconds: float) -> str:
    """Return a time that is an estimate: seconds below a minute and a half, minutes above."""
    return f"{max(1, round(seconds))} s left" if seconds < 90 else f"{round(seconds / 60)} min left"


def seconds_left(done: int, total: int, elapsed: float) -> float | None:
    """Estimate how long the rest takes, when `done` of `total` took `elapsed` seconds; None while nobody could say."""
    if done <= 0 or elapsed < 1.0:
        return None
    return elapsed / done * (total - done)


def change_words(progress: "Progress") -> str:
    """Say what an update has found: "2 articles new, 1 changed"; nothing where nothing has changed."""
    counts = {
        "new": progress.added,
        "changed": progress.changed,
        "renamed": progress.renamed,
        "gone": progress.removed,
    }
    parts = [(number, what) for what, number in counts.items() if number]
    if not parts:
        return ""
    (number, what), *others = parts
    return ", ".join([f"{counted(number, 'article')} {what}", *(f"{number:,} {what}" for number, what in others)])


SORTED = {
    "relevance": "best match first",
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
}
"""How the orders of the results are said."""


def copies_words(sources: Sequence[str], own: str, room: int) -> str:
    """Say that a story has near-copies: in which other sources, if there is room for their names, else how many.

    Args:
        sources: Those of the near-copies, one each; empty where none is known.
        own: The source of the story itself.
        room: Columns.
    """
    others = [source for source in dict.fromkeys(sources) if source and source != own]
    more = len(sources) - len(others)
    named = f"also in {', '.join(others)}{f' +{more}' if more else ''}" if others else ""
    return named if named and cell_len(named) <= room else f"+{len(sources)} like it"


def caret_line(message: str, column: int, width: int) -> str:
    """Return a line with a caret in a column, and the message beside it, where there is more room for it."""
    column = max(0, min(column, width - 1))
    needed = cell_len(message) + 1
    if column + 1 + needed <= width or needed > column:
        return f"{' ' * column}^ {message}"
    return f"{' ' * (column - needed)}{message} ^"
