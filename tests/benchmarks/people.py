"""How fast a library knows who is who: its people, their timelines, and the queries for them.

    python tests/benchmarks/people.py [--size N] [--keep FOLDER]

Prints one JSON object. The articles are those of `search.py`, with a date beside every other name, so that an article
has six dates or so. Times are in milliseconds of this process, however busy the machine is, p50 and p95, without the
first one of each kind, which reads cold files.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.engines import size_of
from tests.benchmarks.parts.library import as_article, make_names, read_library, write_library
from tests.benchmarks.parts.ours import folder_of
from tests.benchmarks.search import percentile
from tui_reader.article import EntityKind
from tui_reader.library.naming import merge
from tui_reader.library.resolving import resolve
from tui_reader.search.engine.building import SEGMENT, SegmentBuilder
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.engine.writing import IndexWriter
from tui_reader.search.parse import parse_query
from tui_reader.search.query import Everything, Naming, Query
from tui_reader.search.registry import Registry, make_registry

EACH = 40
"""Questions of each kind."""
PEOPLE = {EntityKind.PERSON}


class _Known:
    """A registry that is at hand, in place of one that is read when it is needed."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def read(self) -> Registry:
        return self._registry


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="Measure how fast a library knows who is who.")
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="a folder for texts and indexes, to be used again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(exist_ok=True, parents=True)
        print(json.dumps(measure(folder, arguments.size), indent=2))


def measure(folder: Path, count: int) -> dict[str, Any]:
    """Measure a library of so many articles."""
    library = folder / f"articles-{count}.jsonl"
    if not library.exists():
        write_library(library, count)
    place = folder / f"people-{count}"
    figures: dict[str, Any] = {"articles": count}
    if not place.exists():
        figures["build_per_s"] = round(count / timed(lambda: build(place, library, count))[1])
    text = sum(len(each.text.encode()) for each in read_library(library))
    figures["size"] = round(size_of(place) / text, 3)
    index = WhooshIndex(folder_of(place))
    names, figures["names_s"] = timed(index.all_names)
    merged, figures["merge_s"] = timed(lambda: merge(names))
    figures["names"], figures["merged"] = len(names), len(merged.ids)
    return figures | ask(index, make_registry(merged, ()))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Do something, and return what came of it and the seconds of this process that it took."""
    began = time.process_time()
    done = work()
    return done, round(time.process_time() - began, 3)


def build(place: Path, library: Path, count: int) -> None:
    """Build the index, in this process alone."""
    folder = folder_of(place)
    with folder.locked():
        folder.reset()
        writer = IndexWriter(folder)
        for start in range(0, count, SEGMENT):
            builder = SegmentBuilder(folder)
            for article in read_library(library, start, min(count, start + SEGMENT)):
                builder.add(as_article(article, are_dated=True))
            if built := builder.finish():
                writer.take(built)
                writer.commit()
        writer.settle()


def ask(index: WhooshIndex, registry: Registry) -> dict[str, Any]:
    """Ask for everything, and return how long each took."""
    known = _Known(registry)
    everything = Query("", Everything(), "")
    frequent, rare = make_names()[:EACH], make_names()[5_000 : 5_000 + EACH]
    figures: dict[str, Any] = {}

    def note(kind: str, questions: list[Any], answer: Callable[[Any], Any]) -> None:
        taken = [1000 * timed(lambda asked=asked: answer(asked))[1] for asked in questions]  # type: ignore[misc]
        figures[kind] = [percentile(taken[1:], 50), percentile(taken[1:], 95)]

    def ids_of(name: str) -> frozenset[str]:
        return registry.ids_of(registry.standing(f"person:{name.lower().replace(' ', '-')}"))

    note("people, best 50", [50] * EACH, lambda most: index.known(everything, PEOPLE, limit=most, registry=registry))
    note("people, all", [None] * 4, lambda most: index.known(everything, PEOPLE, limit=most, registry=registry))
    for kind, names in (("frequent", frequent), ("rare", rare)):
        note(f"timeline, {kind}: whole", names, lambda name: list(index.moments(ids_of(name))))
        note(f"timeline, {kind}: first 20", names, lambda name: list(islice(index.moments(ids_of(name)), 20)))
        beside = [Query("", Naming(ids_of(name)), "") for name in names]
        note(f"together, {kind}", beside, lambda query: index.known(query, PEOPLE, limit=21, registry=registry))
        queries = [f'name:"{name}"' for name in names] + [f"name:{name.split()[1]}" for name in names]
        note(f"name:, {kind}", queries, lambda text: search(index, text, known))
    figures["moments of the most frequent"] = len(list(index.moments(ids_of(frequent[0]))))
    return figures


def search(index: WhooshIndex, text: str, known: _Known) -> None:
    """Answer a query as a library does."""
    index.search(resolve(parse_query(text), None, known), limit=50)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
