"""How fast the search is, beside stock Whoosh, SQLite's FTS5 and tantivy, on the same invented articles in one run.

    python tests/benchmarks/search.py [--sizes 1000,10000] [--engines …] [--rounds N] [--keep FOLDER]

Prints one JSON object, and with --table the tables of README.md as well. Times are in milliseconds, p50 and p95 of all
questions of a kind in all rounds, the first with cold caches; each answer has a total and 50 hits with snippets (stock
Whoosh: without snippets). tantivy is measured where it is installed (`pip install tantivy`).

Stock Whoosh answers from the index that ours has written. How fast it writes is measured with STOCK_ARTICLES articles,
for it takes a quarter of an hour for 100,000.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.engines import Engine, Fts5, Question, Row, StockWhoosh, Tantivy, size_of
from tests.benchmarks.parts.library import Invented, as_article, make_names, make_words, read_library, write_library
from tests.benchmarks.parts.ours import Ours
from tui_reader.search.engine.schema import SCHEMA, Document, fields_of

from whoosh.index import create_in  # isort: skip

STOCK_ARTICLES = 2_000
EACH = 20
"""Questions of each kind."""
TOLD = (
    "build_without_mentions_per_s build_per_s changed_ms open_ms first_result_ms anonymous_mb size size_without_texts"
)
LONGEST = 10_000
"""Milliseconds: an engine that has taken so long for the questions of a kind is asked no more of them."""
CHANGES = 10

Figures = dict[str, Any]


def make_questions(count: int) -> list[Question]:
    """Make questions of every kind; the words' ranks tell how frequent they are."""
    dice = random.Random(7)
    words, names = make_words(120_000, 1), make_names()
    common, middling = words[5:40], words[100:2_000]
    rare = words[max(3_000, count // 4) : max(3_000, count // 4) + 4_000]
    made: list[Question] = []
    for _ in range(EACH):
        pair = tuple(dice.sample(common, 2))
        made += [
            Question("rare", (dice.choice(rare),)),
            Question("common", (dice.choice(common),)),
            Question("and", pair),
            Question("or", tuple(dice.sample(middling, 2))),
            Question("phrase", tuple(names[dice.randrange(200)].lower().split()) if dice.random() < 0.5 else pair),
            *(Question(f"typed{length}", (dice.choice(middling[500:])[:length],)) for length in (1, 2, 3, 4)),
            Question("word+typed", (dice.choice(middling), dice.choice(middling)[: dice.choice((1, 2, 3))])),
            Question("fuzzy", (misspelled(dice.choice(words[2_000:20_000]), dice),)),
            Question("name", tuple(names[dice.randrange(2_000)].lower().split())),
            Question("date", (dice.choice(middling),), since=date(dice.randrange(2005, 2024), 6, 1)),
        ]
    return sorted(made, key=lambda question: question.kind)


def misspelled(word: str, dice: random.Random) -> str:
    """Return a word with two neighbouring letters swapped."""
    at = dice.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure how fast the search is.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--engines", default="", help="names of engines, separated by commas; all, if none is given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for texts and indexes, to be used again")
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    figures: Figures = {"python": sys.version.split()[0], "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(exist_ok=True, parents=True)
        chosen = set(arguments.engines.split(",")) - {""}
        for count in map(int, arguments.sizes.split(",")):
            figures[str(count)] = measure(folder, count, chosen, arguments.rounds)
    figures["load_after"] = round(os.getloadavg()[0], 2)
    print(json.dumps(figures, indent=2))
    if arguments.table:
        print(as_table(figures), file=sys.stderr)


def measure(folder: Path, count: int, chosen: set[str], rounds: int) -> Figures:
    """Measure all engines with so many articles."""
    library = folder / f"articles-{count}.jsonl"
    if not library.exists():
        write_library(library, count)
    text = sum(len(each.text.encode()) for each in read_library(library))
    bench = Bench(folder, library, count, text, make_questions(count), rounds)
    measures = {"gossip-reader": bench.ours, "FTS5": bench.fts5, "FTS5 prefix": bench.fts5_prefix}
    measures |= {"tantivy": bench.tantivy, "stock Whoosh": bench.stock}
    figures: Figures = {"text_mb": round(text / 1e6, 1)}
    for name, measure_one in measures.items():
        if not chosen or name in chosen:
            figures[name] = measure_one()
            print(count, name, json.dumps(figures[name]), file=sys.stderr, flush=True)
    return figures


@dataclass(frozen=True)
class Bench:
    """One library, and what it is asked."""

    folder: Path
    library: Path
    count: int
    text: int
    """Bytes."""
    questions: list[Question]
    rounds: int

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}-{self.count}"

    def ours(self) -> Figures:
        """Measure this program."""
        place = self._place("ours")
        engine = Ours(place)
        figures = self._written(place, lambda: engine.write(self.library, self.count))
        if "build_per_s" in figures:
            figures |= self._built_unnamed()
            began = time.perf_counter()
            engine.settle()
            figures |= {"settle_s": round(time.perf_counter() - began, 1), "size": round(size_of(place) / self.text, 2)}
        texts = sum(path.stat().st_size for path in place.rglob("*.texts"))
        figures["size_without_texts"] = round((size_of(place) - texts) / self.text, 2)
        figures |= start_up(place, self.count)
        figures |= self._asked(engine)
        return figures | self._changed(engine.change, lambda article: article)

    def _built_unnamed(self) -> Figures:
        """Measure the first pass alone: titles and bodies."""
        with tempfile.TemporaryDirectory() as place:
            began = time.perf_counter()
            Ours(Path(place) / "index").write(self.library, self.count, are_named=False)
            return {"build_without_mentions_per_s": round(self.count / (time.perf_counter() - began))}

    def stock(self) -> Figures:
        """Measure stock Whoosh on the index that ours has written, and how fast it writes some of the articles."""
        return self._asked(StockWhoosh(self._place("ours"))) | stock_build(
            self.library, min(self.count, STOCK_ARTICLES)
        )

    def fts5(self) -> Figures:
        """Measure FTS5."""
        return self._peer(Fts5(self._place("fts5"), has_prefixes=False), self._place("fts5"))

    def fts5_prefix(self) -> Figures:
        """Measure FTS5 with an index of beginnings."""
        return self._peer(Fts5(self._place("fts5-prefix"), has_prefixes=True), self._place("fts5-prefix"))

    def tantivy(self) -> Figures:
        """Measure tantivy, if it is there."""
        if not find_spec("tantivy"):
            return {"absent": "pip install tantivy"}
        return self._peer(Tantivy(self._place("tantivy")), self._place("tantivy"))

    def _peer(self, engine: Fts5 | Tantivy, place: Path) -> Figures:
        figures = self._written(place, lambda: engine.write(map(as_row, read_library(self.library))))
        figures |= self._asked(engine)
        return figures | self._changed(engine.change, as_row)

    def _written(self, place: Path, write: Callable[[], None]) -> Figures:
        figures: Figures = {}
        if not place.exists():
            began = time.perf_counter()
            write()
            figures["build_per_s"] = round(self.count / (time.perf_counter() - began))
        return figures | {"size": round(size_of(place) / self.text, 2)}

    def _asked(self, engine: Engine) -> Figures:
        began = time.perf_counter()
        engine.open()
        opened = round(1000 * (time.perf_counter() - began), 1)
        return {"open_ms": opened, "questions": ask_everything(engine, self.questions, self.rounds)}

    def _changed(self, change: Callable[[Any], None], as_taken: Callable[[Invented], Any]) -> Figures:
        """Change some articles, and measure after how many milliseconds each is found: the median, and the slowest."""
        times = []
        for article in read_library(self.library, 7, 7 + CHANGES):
            taken = as_taken(replace(article, text=f"{article.text}\n\nAnd then it changed."))
            began = time.perf_counter()
            change(taken)
            times.append(1000 * (time.perf_counter() - began))
        return {"changed_ms": [round(statistics.median(times), 1), round(max(times), 1)]}


def as_row(article: Invented) -> Row:
    """Return an article as the peers take it."""
    names = " ".join(who for *_, who in article.people)
    return Row(article.id, article.title, article.text, names, article.day.toordinal())


def ask_everything(engine: Engine, questions: Iterable[Question], rounds: int) -> Figures:
    """Ask every question as often as there are rounds, kind by kind."""
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for question in questions:
            if engine.kinds is not None and question.kind not in engine.kinds:
                continue
            taken = times.setdefault(question.kind, [])
            if len(taken) >= 2 and sum(taken) > LONGEST:
                continue
            began = time.perf_counter()
            engine.ask(question)
            taken.append(1000 * (time.perf_counter() - began))
    return {kind: [percentile(taken, 50), percentile(taken, 95)] for kind, taken in times.items()}


def percentile(values: list[float], share: int) -> float:
    """Return the value that so many of a hundred values do not exceed."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, -(-len(ordered) * share // 100) - 1)], 1)


_FIRST = """
import json, sys, time
from pathlib import Path
from tests.benchmarks.parts.engines import Question
from tests.benchmarks.parts.ours import Ours
from tests.benchmarks.search import make_questions

def anonymous():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Anonymous")) / 1024

questions = make_questions(int(sys.argv[2]))
before = anonymous()
began = time.perf_counter()
ours = Ours(Path(sys.argv[1]))
ours.open()
ours.ask(questions[0])
first = time.perf_counter() - began
for question in questions:
    ours.ask(question)
print(json.dumps([first * 1000, anonymous() - before]))
"""


def start_up(place: Path, count: int) -> Figures:
    """Measure how long a fresh process takes to its first result, and how much memory all questions take."""
    figures: dict[str, list[float]] = {"first_result_ms": [], "anonymous_mb": []}
    for _ in range(3):
        command = [sys.executable, "-c", _FIRST, str(place), str(count)]
        done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
        for taken, value in zip(figures.values(), json.loads(done.stdout), strict=True):
            taken.append(value)
    return {name: round(statistics.median(taken), 1) for name, taken in figures.items()}


def stock_build(library: Path, count: int) -> Figures:
    """Measure how fast Whoosh writes the same documents."""
    documents = [fields_of(Document.of(as_article(each))) for each in read_library(library, 0, count)]
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        writer = create_in(place, SCHEMA).writer(limitmb=128)
        for document in documents:
            writer.add_document(**document)
        writer.commit()
        return {"build_per_s": round(count / (time.perf_counter() - began)), "build_articles": count}


def as_table(figures: Figures) -> str:
    """Return the figures as tables in Markdown."""
    lines = []
    for count in (key for key in figures if key.isdigit()):
        engines = {name: each for name, each in figures[count].items() if name != "text_mb" and "questions" in each}
        lines += [
            f"| {int(count):,} articles: p50 / p95, ms | {' | '.join(engines)} |",
            "|---" * (len(engines) + 1) + "|",
        ]
        kinds = dict.fromkeys(kind for each in engines.values() for kind in each["questions"])
        for kind in kinds:
            cells = (each["questions"].get(kind) for each in engines.values())
            lines.append(
                f"| {kind} | " + " | ".join(f"{cell[0]} / {cell[1]}" if cell else "–" for cell in cells) + " |"
            )
        for name in TOLD.split():
            lines.append(f"| {name} | " + " | ".join(str(each.get(name, "–")) for each in engines.values()) + " |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
