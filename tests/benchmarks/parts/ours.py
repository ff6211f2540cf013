"""Our index in the benchmark of the search: built by two processes, asked as the reader asks it.

    python -m tests.benchmarks.parts.ours FOLDER LIBRARY START END NAMED

builds a segment of some articles, and prints what was built.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.parts.engines import LIMIT, Question
from tests.benchmarks.parts.library import Invented, as_article, read_library
from tui_reader.mentions import MENTIONS_VERSION
from tui_reader.search.engine.building import SEGMENT, BuiltSegment, SegmentBuilder
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.engine.writing import IndexWriter
from tui_reader.search.index import in_a_hurry
from tui_reader.search.parse import parse_query

PROCESSES = 2


def folder_of(path: Path) -> IndexFolder:
    """Return the index in a folder."""
    return IndexFolder(path, mentions_version=MENTIONS_VERSION)


class Ours:
    """What this program does."""

    name = "gossip-reader"
    kinds: frozenset[str] | None = None

    def __init__(self, folder: Path) -> None:
        self._path = folder
        self._folder = folder_of(folder)

    def write(self, library: Path, count: int, *, are_named: bool = True) -> None:
        """Build segments side by side, and commit each as soon as it is there; with the people, or without."""
        with self._folder.locked(), ThreadPoolExecutor(PROCESSES) as pool:
            self._folder.reset()
            writer = IndexWriter(self._folder)
            segments = max(PROCESSES, -(-count // SEGMENT))
            segments += -segments % PROCESSES
            edges = [count * number // segments for number in range(segments + 1)]
            spans = ((self._path, library, start, end, are_named) for start, end in pairwise(edges))
            for built in pool.map(lambda span: _build_beside(*span), spans):
                writer.take(built)
                writer.commit()

    def settle(self) -> None:
        """Make few large segments of them, as an update does in the end."""
        with self._folder.locked():
            IndexWriter(self._folder).settle()

    def open(self) -> None:
        """Open the index."""
        self.index = WhooshIndex(self._folder)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Ask as somebody who types: what is typed still is not finished."""
        query = parse_query(text_of(question), typing=question.is_typed)
        found = self.index.search(query, limit=LIMIT, go_on=in_a_hurry())
        return found.total, [hit.article for hit in found.hits]

    def change(self, article: Invented) -> None:
        """Commit one article, and find it."""
        with self._folder.locked():
            writer = IndexWriter(self._folder)
            writer.add(as_article(article))
            writer.commit()
        self.index.count()


def text_of(question: Question) -> str:
    """Return a question as it is typed."""
    words = " OR ".join(question.words) if question.kind == "or" else " ".join(question.words)
    if question.kind == "phrase":
        words = f'"{words}"'
    elif question.kind == "fuzzy":
        words += "~"
    elif question.kind == "name":
        words = f"name:({words})"
    return f"{words} date:{question.since}.." if question.since else words


def _build_beside(folder: Path, library: Path, start: int, end: int, are_named: bool) -> BuiltSegment:
    command = [sys.executable, "-m", __name__, str(folder), str(library), str(start), str(end), str(int(are_named))]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, check=True, capture_output=True, cwd=root)
    return BuiltSegment(**json.loads(done.stdout))


def main() -> None:
    """Build one segment."""
    builder = SegmentBuilder(folder_of(Path(sys.argv[1])))
    for invented in read_library(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])):
        builder.add(as_article(invented, are_named=sys.argv[5] == "1"))
    built = builder.finish()
    assert built is not None
    print(json.dumps(asdict(built)))


if __name__ == "__main__":
    main()
