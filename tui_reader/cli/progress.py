"""Shows how far an update of the index has come.

The one rule: a bar for people at a terminal, nothing for programs.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.library import Progress

PHASES = {
    "looking": "looking for articles",
    "reading": "reading articles",
    "naming": "finding people and dates",
    "done": "done",
}


def follow(steps: "Iterable[Progress]", *, quiet: bool) -> "Progress":
    """Go through an update to its end, and return its last report."""
    last = None
    if quiet:
        *_, last = steps
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task(PHASES["looking"], total=None)
            for last in steps:
                bars.update(task, description=PHASES[last.phase], completed=last.done, total=last.total or None)
    assert last is not None  # an update that cannot begin raises
    return last
