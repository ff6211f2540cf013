"""Showing the results of a search, and resizing the terminal, in one kind of list.

    python -m tests.benchmarks.parts.lists KIND ROWS...

KIND is one of `KINDS`, each of which fills the screen; every row has two lines, the title and a passage. Prints one
JSON object; for each number of rows:

- `seen_ms` and `repaint_ms`: from the rows being given, in place of BEFORE others, until the first of them is written,
  and until the last byte is
- `resize_ms`: from the terminal being made 80×24, from 140×40, until the last byte of that is written
- `repaint_cpu_ms` and `resize_cpu_ms`: the processor time of the same, which a busy machine changes less
"""

import asyncio
import json
import sys
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.widgets import Label, ListItem, ListView, OptionList
from textual.widgets.option_list import Option

from tests.benchmarks.parts.articles import OneWidget
from tests.benchmarks.parts.invented import results_of, telling_word
from tests.benchmarks.parts.wire import SMALL, Stage, on_stage
from tui_reader.library import Hit, Results
from tui_reader.ui.panes.results import ResultsList

BEFORE = 50
Given = tuple[App[Any], Callable[[Results], object]]
"""An app, and what gives rows to its list."""


def results_list() -> Given:
    """Our own list."""
    widget = ResultsList()
    return OneWidget(widget), lambda results: setattr(widget, "results", results)


def option_list() -> Given:
    """Textual's list for many rows."""
    widget = OptionList(markup=False)

    def give(results: Results) -> object:
        widget.clear_options()
        return widget.add_options([Option(two_lines(hit)) for hit in results.hits])

    return OneWidget(widget), give


def list_view() -> Given:
    """Textual's list of widgets."""
    widget = ListView()

    async def replace(results: Results) -> None:
        await widget.clear()
        await widget.extend(ListItem(Label(two_lines(hit), markup=False)) for hit in results.hits)

    return OneWidget(widget), replace


def two_lines(hit: Hit) -> str:
    """What a list of Textual's shows of a result."""
    return f"{hit.title}\n {hit.snippet}"


KINDS = {"ResultsList": results_list, "OptionList": option_list, "ListView": list_view}


async def measure(app: App[Any], give: Callable[[Results], object], rows: int) -> dict[str, float]:
    """Give rows, and resize."""
    figures: dict[str, float] = {}
    before, after = results_of(BEFORE, seed=1), results_of(rows)

    async def act(stage: Stage) -> None:
        await stage.painted(lambda: give(before))
        sought = telling_word(after.hits[0].title)
        shown = await stage.painted(lambda: give(after), sought)
        figures.update({"seen_ms": shown.seen, "repaint_ms": shown.done, "repaint_cpu_ms": shown.cpu})
        resized = await stage.resized(SMALL)
        figures.update({"resize_ms": resized.done, "resize_cpu_ms": resized.cpu})

    await on_stage(app, act)
    return {name: round(figure, 1) for name, figure in figures.items()}


def main() -> None:
    """Measure one kind of list, and print."""
    kind, counts = sys.argv[1], [int(word) for word in sys.argv[2:]]
    print(json.dumps({str(rows): asyncio.run(measure(*KINDS[kind](), rows)) for rows in counts}))


if __name__ == "__main__":
    main()
