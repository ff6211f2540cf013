"""How fast the screen is: its start, articles, lists, memory and bytes, beside Textual's own widgets.

    python tests/benchmarks/screen.py [--parts start,articles,lists,passages] [--rounds N]

Everything is measured on invented texts, each kind of widget in a process of its own and in turns, N times; what is in
SLOW once. Prints one JSON object: medians, of the start also the fastest, in milliseconds, bytes and megabytes; and
`bars`, what they are held against. What the figures mean is said where they are measured: in `parts/starts.py`,
`parts/articles.py`, `parts/lists.py` and `parts/passages.py`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START_ROUNDS = 4
"""Starts for each round: they are short, and vary most."""
SMALL, LARGE = 24, 5_000
"""Articles of the two libraries."""
WORDS = (1_500, 10_000, 100_000)
ROWS = (50, 1_000, 10_000)
READERS = ("reader", "ReaderView", "Static", "Markdown", "TextArea")
LISTS = ("ResultsList", "OptionList", "ListView")
SLOW = ("Markdown", "ListView")
"""So slow that once is enough to know it."""
PASSAGES = 10_000
LIST_VIEW_ROWS = 1_000
"""At most: with ten times as many a ListView takes minutes."""

Figures = dict[str, Any]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure how fast the screen is.")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    figures: Figures = {"machine": machine(), "rounds": arguments.rounds}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), arguments.rounds)
        for part in arguments.parts.split(","):
            figures[part] = PARTS[part](bench)
    figures["load_after"] = load()
    figures["bars"] = [bar for bar in map(held, BARS, [figures] * len(BARS)) if bar]
    print(json.dumps(figures, indent=2))


def machine() -> Figures:
    """Say on what is measured."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"python": python, "textual": version("textual"), "cores": os.cpu_count(), "load": load()}


def load() -> float:
    """How many processes have wanted a core in the last minute."""
    return round(os.getloadavg()[0], 2)


class Bench:
    """Where it is measured, and how often."""

    def __init__(self, scratch: Path, rounds: int) -> None:
        self.scratch = scratch
        self.rounds = rounds
        # Byte code is written to the scratch folder: that of Textual and ours are made in the same way.
        unwanted = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "GOSSIP_READER_LIBRARY")
        self.environ = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.environ |= {"PYTHONPYCACHEPREFIX": str(scratch / "bytecode"), "PYTHONPATH": str(ROOT)}
        self.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        self.environ |= {f"XDG_{name}_HOME": str(scratch / name) for name in ("CONFIG", "CACHE", "DATA", "STATE")}

    def library(self, articles: int) -> Path:
        """Return an indexed library of so many articles."""
        folder = self.scratch / str(articles)
        if not folder.exists():
            self.run("invented", str(folder), str(articles))
        return folder

    def run(self, module: str, *words: str) -> str:
        """Run one of the parts, and return what it prints."""
        command = [sys.executable, "-m", f"tests.benchmarks.parts.{module}", *words]
        return subprocess.run(command, cwd=ROOT, env=self.environ, check=True, stdout=subprocess.PIPE, text=True).stdout

    def in_turns(self, module: str, kinds: Sequence[str], sizes: Callable[[str], Sequence[int]]) -> Figures:
        """Run a part for each kind, and all of that several times; return the medians by kind and size."""
        found: dict[str, list[Figures]] = {kind: [] for kind in kinds}
        for number in range(self.rounds):
            for kind in kinds:
                if kind not in SLOW or number == 0:
                    found[kind].append(json.loads(self.run(module, kind, *map(str, sizes(kind)))))
        return {kind: medians(figures) for kind, figures in found.items()}


def medians(found: Sequence[Any]) -> Any:
    """Return nested figures as one, each the median of its own."""
    if isinstance(found[0], dict):
        return {name: medians([figures[name] for figures in found]) for name in found[0]}
    return round(statistics.median(found), 1)


def start(bench: Bench) -> Figures:
    """Start and memory of a blank app, and of the reader on two libraries."""
    libraries = {f"reader_{articles}": str(bench.library(articles)) for articles in (SMALL, LARGE)}
    found = json.loads(bench.run("starts", str(bench.rounds * START_ROUNDS), *libraries.values()))
    figures: Figures = {}
    for name, key in {"blank": "blank", **libraries}.items():
        figures[name] = {"memory_mb": round(found[key]["memory_mb"], 1)}
        for what in ("paint_ms", "cpu_ms"):
            times, blank = found[key][what], found["blank"][what]
            figures[name][what] = {
                "median": round(statistics.median(times), 1),
                "min": round(min(times), 1),
                "ratio_of_medians": round(statistics.median(times) / statistics.median(blank), 2),
                "ratio_of_mins": round(min(times) / min(blank), 2),
            }
    return figures


def articles(bench: Bench) -> Figures:
    """Articles, in our view alone, in the whole reader, and in Textual's widgets."""
    return bench.in_turns("articles", READERS, lambda _: WORDS)


def lists(bench: Bench) -> Figures:
    """Results, in our list and in Textual's."""
    figures = bench.in_turns("lists", LISTS, sizes_of_list)
    figures["ListView"]["10000"] = "left out: it takes minutes"
    return figures


def sizes_of_list(kind: str) -> Sequence[int]:
    """How many rows a list is given."""
    return [rows for rows in ROWS if kind != "ListView" or rows <= LIST_VIEW_ROWS]


def passages(bench: Bench) -> Figures:
    """The screen of kept passages."""
    folder = bench.scratch / "passages"
    bench.run("passages", "make", str(folder), str(PASSAGES))
    found = [json.loads(bench.run("passages", "measure", str(folder))) for _ in range(bench.rounds)]
    for figures in found:
        figures["keys"].pop("worst")
    return {str(PASSAGES): medians(found)}


PARTS: dict[str, Callable[[Bench], Figures]] = {
    "start": start,
    "articles": articles,
    "lists": lists,
    "passages": passages,
}

BARS = (
    ("start", "reader_24", "paint_ms", "ratio_of_medians", 1.6),
    ("start", "reader_5000", "paint_ms", "ratio_of_medians", 1.6),
    ("articles", "reader", "1500", "seen_ms", 30),
    ("articles", "reader", "100000", "open_ms", 250),
    ("articles", "reader", "100000", "page_cpu_ms", 10),
    ("articles", "reader", "100000", "page_bytes", 12_000),
    ("articles", "reader", "100000", "resize_ms", 250),
    ("articles", "ReaderView", "100000", "page_cpu_ms", 10),
    ("articles", "ReaderView", "100000", "page_bytes", 12_000),
    ("lists", "ResultsList", "10000", "seen_ms", 40),
    ("lists", "ResultsList", "10000", "resize_ms", 250),
    ("passages", "10000", "opened", "seen_ms", 150),
    ("passages", "10000", "again", "seen_ms", 150),
    ("passages", "10000", "keys", "seen_ms", "p95", 50),
)
"""A figure, and what it may be at most."""


def held(bar: tuple[Any, ...], figures: Figures) -> Figures | None:
    """Hold a figure against its bar; None if it was not measured."""
    *path, limit = bar
    figure: Any = figures
    for name in path:
        if name not in figure:
            return None
        figure = figure[name]
    return {"what": " ".join(path), "is": figure, "at_most": limit, "reached": figure <= limit}


if __name__ == "__main__":
    main()
