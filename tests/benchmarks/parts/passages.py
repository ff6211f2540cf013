"""The screen of kept passages, with thousands of them: opened, opened again, and filtered key by key.

    python -m tests.benchmarks.parts.passages make FOLDER PASSAGES
    python -m tests.benchmarks.parts.passages measure FOLDER

`make` writes a library of invented articles and keeps so many passages of them; `measure` runs the real reader on it,
without a terminal, and prints one JSON object:

- `opened`, `again` and `resting`: the screen is opened for the first time; a second time at once, while passages are
  still being looked for; and once nothing is any more. `seen_ms` is from the key until the passage kept last is written
- `keys`: every key of the queries in `TYPED`; `seen_ms` is from the key until what it finds is written, `seen_cpu_ms`
  the processor time of all threads until then, `cpu_ms` that until nothing is done any more; `worst` names the slowest
- `held_ms`: the longest for which the thread that paints was held by one thing, in processor time of that thread alone
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from textual import events
from textual.app import App

from tests.benchmarks.parts.invented import SEED, write_library
from tests.benchmarks.parts.wire import Stage, on_stage
from tui_reader.article import Span
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.exchange import Passage
from tui_reader.bookmarks.exchange.annotations import write_annotations
from tui_reader.library import Library
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.bookmarks import BookmarksScreen
from tui_reader.ui.tidying import rare_collections

ARTICLES, WORDS = 500, 600
TAGS = ("red carpet", "to check", "sweet", "Kim", "divorce", "voicemail")
NOTES = ("who says so?", "ask the desk before this is used again", "compare with what was said in March 2021")
FIRST_KEPT = datetime(2021, 5, 6)
LAST = "this was kept last"
"""The note of the passage that was kept last."""
TYPED = ("says", "desk~", '"says so"', "-sweet ask", "tag:kim", "is:lost", "note:march OR tag:check", "vesomi~")
PATIENCE = 120.0


def make(folder: Path, count: int) -> None:
    """Keep so many passages, one in each article before there is a second in any; each in one or two sentences."""
    dice = Random(SEED)
    write_library(folder, ARTICLES, WORDS)
    library = Library(folder)
    articles = [library.article(path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.txt"))]
    sentences = [
        [span for block in article.readable_blocks for span in Library.find_sentences(article, block)]
        for article in articles
    ]
    passages = []
    for number in range(count):
        which = number % len(articles)
        here = sentences[which]
        first = dice.randrange(len(here))
        span = Span(here[first].start, here[min(first + dice.randrange(2), len(here) - 1)].end)
        note = LAST if number == count - 1 else dice.choice(NOTES) if dice.random() < 0.3 else ""
        tags = tuple(dice.sample(TAGS, dice.randrange(3)))
        created = f"{FIRST_KEPT + number * timedelta(hours=1):%Y-%m-%dT%H:%M:%S.000Z}"
        made = make_bookmark(f"{number:08x}", articles[which], span, created=created, note=note, tags=tags)
        passages.append(Passage(made))
    library.bookmarks.load(write_annotations(passages), "json")
    library.close()


class Watch:
    """Looks, as often as it can, how long the thread that paints was held."""

    def __init__(self) -> None:
        self.held = 0.0
        """Milliseconds of processor time, the longest since it was set to 0."""

    async def look(self) -> None:
        """Look until it is cancelled."""
        before = time.thread_time()
        while True:
            await asyncio.sleep(0.0005)
            now = time.thread_time()
            self.held = max(self.held, (now - before) * 1000)
            before = now


@contextmanager
def watching() -> Iterator[Watch]:
    """Look within a block."""
    watch = Watch()
    task = asyncio.get_running_loop().create_task(watch.look())
    try:
        yield watch
    finally:
        task.cancel()


async def measure(folder: Path) -> dict[str, Any]:
    """Open, open again, filter."""
    app = ReaderApp(Library(folder))
    figures: dict[str, Any] = {}

    async def act(stage: Stage) -> None:
        await stage.painted(lambda: press(stage, "escape"))
        for name in ("opened", "again", "resting"):
            if name == "resting":
                await rested(app)
            with watching() as watch:
                shown = await until_seen(stage, "B", LAST)
                figures[name] = {"seen_ms": round(shown, 1), "held_ms": round(watch.held, 1)}
                if name == "opened":
                    await asyncio.sleep(0.3)
            if name == "again":
                await rested(app)
            if name != "resting":
                app.screen.dismiss(None)
                await asyncio.sleep(0.1)
        await rested(app)
        figures["keys"] = await typed(stage)

    with rare_collections():  # as `run_reader` does
        await on_stage(app, act)
    app.library.close()
    return figures


def press(stage: Stage, key: str) -> object:
    """Press a key."""
    return stage.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def until_seen(stage: Stage, key: str, sought: str) -> float:
    """Press a key; return how long it takes until a text is written, whatever is written after that."""
    stage.driver.writes.clear()
    began = time.perf_counter()
    press(stage, key)
    while True:
        for at, data in stage.driver.writes:
            if sought in data:
                return (at - began) * 1000
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"{sought!r} was not painted")
        await asyncio.sleep(0.002)


async def rested(app: App[Any]) -> None:
    """Wait until nothing is read or looked for any more."""
    quiet = 0
    while quiet < 20:
        await asyncio.sleep(0.01)
        quiet = 0 if app.workers else quiet + 1


async def typed(stage: Stage) -> dict[str, Any]:
    """Type every query, key by key."""
    screen = stage.app.screen
    assert isinstance(screen, BookmarksScreen)
    screen.set_focus(screen.box)
    answered, tell = asyncio.Event(), screen.tell

    def tell_and_note() -> None:
        tell()
        answered.set()

    screen.tell = tell_and_note  # type: ignore[method-assign]  # it is called once a filter is answered
    keys: dict[str, dict[str, float]] = {}
    for query in TYPED:
        screen.box.value = ""
        await rested(stage.app)
        for end in range(1, len(query) + 1):
            with watching() as watch:
                answered.clear()
                began, cpu = time.perf_counter(), time.process_time()
                press(stage, query[end - 1])
                await answered.wait()
                painted = asyncio.Event()
                screen.call_after_refresh(painted.set)
                await painted.wait()
                seen, cpu_seen = time.perf_counter() - began, time.process_time() - cpu
                await rested(stage.app)
                keys[query[:end]] = {
                    "seen_ms": seen * 1000,
                    "seen_cpu_ms": cpu_seen * 1000,
                    "cpu_ms": (time.process_time() - cpu) * 1000,
                    "held_ms": watch.held,
                }
    figures: dict[str, Any] = {"count": len(keys)}
    for name in next(iter(keys.values())):
        figures[name] = of([key[name] for key in keys.values()])
    worst = sorted(keys, key=lambda text: keys[text]["seen_cpu_ms"], reverse=True)[:5]
    return figures | {"worst": {text: round(keys[text]["seen_cpu_ms"], 1) for text in worst}}


def of(times: Sequence[float]) -> dict[str, float]:
    """Return the median, what 95 % stay under, and the longest of some times."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return {"median": round(statistics.median(ordered), 1), "p95": round(p95, 1), "max": round(ordered[-1], 1)}


def main() -> None:
    """Make, or measure and print."""
    what, folder, *rest = sys.argv[1:]
    if what == "make":
        make(Path(folder), int(rest[0]))
    else:
        print(json.dumps(asyncio.run(measure(Path(folder))), indent=1))


if __name__ == "__main__":
    main()
