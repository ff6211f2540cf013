"""Opening an article, paging through it and resizing the terminal, in one kind of widget.

    python -m tests.benchmarks.parts.articles KIND WORDS...

KIND is one of `KINDS`, each of which fills the screen, or "reader" for the whole reader. Prints one JSON object; for
each number of words:

- `seen_ms` and `open_ms`: from the article being given, in place of another, until its beginning is written, and until
  the last byte is
- `page_cpu_ms` and `page_bytes`: of one page down, the average over up to PAGES of them
- `resize_ms`: from the terminal being made 80×24, from 140×40, until the last byte of that is written
- `open_cpu_ms` and `resize_cpu_ms`: the processor time of the same, which a busy machine changes less
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Markdown, Static, TextArea

from tests.benchmarks.parts.invented import reading_of, telling_word, write_library
from tests.benchmarks.parts.wire import SMALL, Stage, on_stage
from tui_reader.library import Library
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.reading import Reading
from tui_reader.ui.screens.reader import ReaderScreen
from tui_reader.ui.widgets.reader_view import ReaderView

ANY = "articles/000000.txt"
"""An article of the library."""
BEFORE = 1_500
"""Words of the article that is open before."""
PAGES = 20
PAGE = 900
"""Words, as many as a widget of 140×40 may show: so that every page down finds another page."""

Give = Callable[[Reading], object]
Turn = Callable[[], object]


class OneWidget(App[None]):
    """An app with one widget, and nothing in it yet."""

    CSS = "Static, Markdown { height: auto; }"

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        if isinstance(self.widget, Static | Markdown):
            with VerticalScroll():
                yield self.widget
        else:
            yield self.widget


def reader_view() -> tuple[App[Any], Give, Turn]:
    """Our view: the app, what gives an article to it, what turns a page."""
    view = ReaderView()
    return OneWidget(view), lambda reading: setattr(view, "reading", reading), view.action_page_down


def static() -> tuple[App[Any], Give, Turn]:
    """Textual's plainest widget, in a container that scrolls."""
    widget = Static(markup=False)
    return OneWidget(widget), lambda reading: widget.update(reading.article.text), lambda: page_down(widget)


def markdown() -> tuple[App[Any], Give, Turn]:
    """Textual's Markdown, in a container that scrolls."""
    widget = Markdown()
    return OneWidget(widget), lambda reading: widget.update(reading.article.text), lambda: page_down(widget)


def text_area() -> tuple[App[Any], Give, Turn]:
    """Textual's editor, made a reader."""
    widget = TextArea(read_only=True, soft_wrap=True)
    widget.cursor_blink = False
    return OneWidget(widget), lambda reading: widget.load_text(reading.article.text), widget.action_cursor_page_down


def page_down(widget: Widget) -> None:
    """Turn a page at once, as our own view does."""
    assert isinstance(widget.parent, Widget)
    widget.parent.scroll_page_down(animate=False)


KINDS = {"ReaderView": reader_view, "Static": static, "Markdown": markdown, "TextArea": text_area}


async def measure(kind: str, before: Reading, reading: Reading, pages: int) -> dict[str, float]:
    """Open, turn pages and resize in one widget."""
    app, give, turn = KINDS[kind]()
    figures: dict[str, float] = {}

    async def act(stage: Stage) -> None:
        figures.update(await gone_through(stage, give, turn, before, reading, pages))

    await on_stage(app, act)
    return figures


async def measure_reader(library: Path, before: Reading, reading: Reading, pages: int) -> dict[str, float]:
    """Open, turn pages and resize in the whole reader, with results, people and lines around the article."""
    app = ReaderApp(Library(library))
    figures: dict[str, float] = {}

    async def act(stage: Stage) -> None:
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        await stage.painted(lambda: screen.open(ANY))  # from the front page to the panes, as somebody would
        await stage.painted(screen.reader.focus)

        def give(reading: Reading) -> None:
            screen.reading = reading

        figures.update(await gone_through(stage, give, screen.reader.action_page_down, before, reading, pages))

    await on_stage(app, act)
    return figures


async def gone_through(
    stage: Stage, give: Give, turn: Turn, before: Reading, reading: Reading, pages: int
) -> dict[str, float]:
    """Open, turn pages, resize."""
    await stage.painted(lambda: give(before))
    opened = await stage.painted(lambda: give(reading), sought=telling_word(reading.article.title))
    cpu, size = await stage.repeated(turn, pages)
    resized = await stage.resized(SMALL)
    figures = {
        "seen_ms": opened.seen,
        "open_ms": opened.done,
        "open_cpu_ms": opened.cpu,
        "page_cpu_ms": cpu,
        "page_bytes": size,
        "resize_ms": resized.done,
        "resize_cpu_ms": resized.cpu,
    }
    return {name: round(figure, 1) for name, figure in figures.items()}


def main() -> None:
    """Measure one kind of widget, and print."""
    kind, counts = sys.argv[1], [int(word) for word in sys.argv[2:]]
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if kind == "reader":
            write_library(scratch / "library", 24)
        before = reading_of(BEFORE, scratch, number=1)
        for words in counts:
            reading, pages = reading_of(words, scratch), min(PAGES, words // PAGE)
            if kind == "reader":
                figures[str(words)] = asyncio.run(measure_reader(scratch / "library", before, reading, pages))
            else:
                figures[str(words)] = asyncio.run(measure(kind, before, reading, pages))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
