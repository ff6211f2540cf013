"""How long it takes from a key to the results on the screen.

    python tests/benchmarks/keystroke.py [--invented N] [FOLDER...]

FOLDERS hold texts; without any, the folders of news texts that lie beside a development checkout are used if they are
there, and the sample articles else. The texts are copied into a scratch library and indexed by the program itself;
then the real app, without a terminal, is typed into key by key. With --invented, N articles are invented instead, and
their people given: to find them would take half an hour for 100,000. Prints one JSON object; times are in milliseconds.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.library import make_names, make_words, read_library, write_library
from tests.benchmarks.parts.ours import Ours, folder_of
from tui_reader.library import Library
from tui_reader.library.files import entry_of, find_files
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.reader import ReaderScreen

ROOT = Path(__file__).parents[2]
BESIDE = ROOT.parent / "shared" / "data" / "formats"
LONG_AGO = 1_600_000_000
QUERIES = (
    "music award",
    "the prime minister",
    '"said the"',
    "film OR album -award",
    "name:blair",
    "title:tv date:2004..",
    "kim kardashian",
    "government policy on the economy",
)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure from a key to the screen.")
    parser.add_argument("--invented", type=int, default=0)
    parser.add_argument("folders", nargs="*", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = scratch
        articles = Path(scratch) / "library" / "articles"
        articles.mkdir(parents=True)
        library = Library(articles.parent)
        if arguments.invented:
            figures = invent(library, Path(scratch), arguments.invented)
            queries = invented_queries()
        else:
            figures = copy(library, articles, arguments.folders or default_folders())
            queries = QUERIES
        figures |= asyncio.run(typed(library, queries))
        library.close()
    print(json.dumps(figures, indent=2))


def copy(library: Library, articles: Path, folders: Sequence[Path]) -> dict[str, Any]:
    """Fill the library with the texts of some folders."""
    for number, path in enumerate(sorted(path for folder in folders for path in folder.rglob("*.txt"))):
        shutil.copyfile(path, articles / f"{number:06}.txt")
    return {"articles": len(list(articles.iterdir())), "index": index(library)}


def invent(library: Library, scratch: Path, count: int) -> dict[str, Any]:
    """Fill the library with invented texts, and its index with the people in them."""
    texts = scratch / "articles.jsonl"
    write_library(texts, count)
    for invented in read_library(texts):
        path = library.places.root / invented.id
        path.write_text(invented.text)
        os.utime(path, (LONG_AGO, LONG_AGO))
    ours = Ours(library.places.index)
    ours.write(texts, count)
    ours.settle()
    found, _ = find_files(library.places)
    entries = {path: entry_of(file, None)._replace(content_hash="known", named=True) for path, file in found.items()}
    folder = folder_of(library.places.index)
    with folder.locked():
        folder.note(entries, ())
        folder.note_seen(dict.fromkeys(entries, 0.0), None)
    return {"articles": count}


def invented_queries() -> tuple[str, ...]:
    """Queries that find something among the invented texts."""
    words, names = make_words(120_000, 1), make_names()
    return (
        f"{words[8]} {words[300]}",
        names[3].lower(),
        f'"{names[20].lower()}"',
        f"name:{names[5].split()[1].lower()}",
        f"{words[700]} OR {words[30]} -{words[12]}",
        f"{words[900]} date:2012..",
        f"{words[30_000]} {words[5]}",
        f"{words[2_500]}~",
    )


def default_folders() -> list[Path]:
    """The texts beside the checkout, or the samples."""
    folders = [BESIDE / "bbc-text", BESIDE / "celebrity-corpus" / "text"]
    if all(folder.is_dir() for folder in folders):
        return folders
    print("the news texts are absent; measuring with the sample articles", file=sys.stderr)
    return [ROOT / "articles"]


def index(library: Library) -> dict[str, float]:
    """Build the index: seconds until something, everything, and every person can be found."""
    began = perf_counter()
    first = searchable = 0.0
    for progress in library.update():
        took = perf_counter() - began
        first = first or (took if progress.grown else 0.0)
        searchable = searchable or (took if progress.phase != "reading" and progress.articles else 0.0)
    return {
        "first_s": round(first, 2),
        "searchable_s": round(searchable, 2),
        "whole_s": round(perf_counter() - began, 2),
    }


async def typed(library: Library, queries: Sequence[str]) -> dict[str, Any]:
    """Type every query, key by key."""
    app = ReaderApp(library)
    results: list[float] = []
    opened: list[float] = []
    searches: list[float] = []
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        await pilot.pause(1.0)
        for query in queries:
            screen.search_box.value = ""
            await pilot.pause(0.6)
            for key in query:
                await one_key(screen, key, results, opened, searches)
    return {
        "keys": len(results),
        "key_to_results_painted": spread(results),
        "key_to_article_painted": spread(opened),
        "search_alone": spread(searches),
    }


async def one_key(
    screen: ReaderScreen, key: str, results: list[float], opened: list[float], searches: list[float]
) -> None:
    """Press one key, and wait until its results, and the article they open, are painted."""
    painted = asyncio.Event()
    before = screen._open_number
    began = perf_counter()
    screen.search_box.insert_text_at_cursor(key)
    typed_now = screen.search_box.value
    while screen.results is None or screen.results.query.text != typed_now:
        await asyncio.sleep(0.001)
    screen.call_after_refresh(painted.set)
    await painted.wait()
    results.append((perf_counter() - began) * 1000)
    searches.append(screen.results.took_ms)
    if screen.results.hits:
        while screen._open_number == before or screen.reading is None or screen.app.workers:
            await asyncio.sleep(0.001)
        painted.clear()
        screen.call_after_refresh(painted.set)
        await painted.wait()
        opened.append((perf_counter() - began) * 1000)
    await asyncio.sleep(0.02)


def spread(times: Sequence[float]) -> dict[str, float]:
    """The median and what 95 % and all of the times stay under."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return {"median": round(statistics.median(ordered), 1), "p95": round(p95, 1), "max": round(ordered[-1], 1)}


if __name__ == "__main__":
    main()
