"""Whether anything is lost when readers are killed, at random moments, while they change the same library.

    python tests/benchmarks/kills.py [--kills N] [--seed N] [--folder FOLDER]

Two processes keep passages, bring some in, give them tags, remove them, correct names and save searches; a third one
changes an article and brings the index up to date, now and then from the beginning. Again and again one of them or
several are killed with SIGKILL; what each had said to be done must be there, what it was just doing done whole or not
at all, and it goes on. Prints one JSON object:

- `kills`: of processes that keep; `index_kills`: of the one that indexes
- `acknowledged`: changes that were said to be done; `lost`: what of them is not as it was said
- `refused`: what the library said when it did not do something (then it was asked again)
- `corrupt`: what SQLite's own check, or opening the store, complained of
- `unfinished`: after how many kills a transaction was left to be rolled back
- `index`: what is wrong with the index after one last update, beside one that is built from nothing
"""

import argparse
import json
import os
import random
import selectors
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # with one thread only, or a fork of it would be half a process
sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.doomed import (
    PATIENCE,
    Doomed,
    State,
    applied,
    differences,
    find_state,
    index_on,
    keep_on,
    nothing,
    write_article,
)
from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.library.places import find_places
from tui_reader.library.update import update_index

KEEPERS = ("one", "two")
INDEXER = "three"
LONGEST = 0.3
"""Seconds until the next kill, at most."""
QUERIES = ("nell", "string", '"for the time"', "name:ada", "three")


class Trial:
    """A library, and the processes that change it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.states: dict[str, State] = {who: nothing() for who in KEEPERS}
        self.steps = dict.fromkeys((*KEEPERS, INDEXER), 0)
        self.counts = {"kills": 0, "index_kills": 0, "acknowledged": 0, "unfinished": 0}
        self.lost: list[str] = []
        self.corrupt: list[str] = []
        self.refused: list[str] = []
        (root / "articles").mkdir(parents=True)
        for who in self.steps:
            write_article(root, who, 0)
        self.running = {who: self._started(who) for who in self.steps}

    def _started(self, who: str) -> Doomed:
        first = self.steps[who]
        if who == INDEXER:
            return Doomed(index_on(self.root, who, first))
        return Doomed(keep_on(self.root, who, self.states[who], first, self.chance.getrandbits(32)))

    def listen_until(self, moment: float) -> None:
        """Hear what the processes say."""
        with selectors.DefaultSelector() as selector:
            for process in self.running.values():
                selector.register(process.out, selectors.EVENT_READ, process)
            while (left := moment - time.monotonic()) > 0:
                for key, _ in selector.select(left):
                    if not key.data.listen():
                        selector.unregister(key.fd)

    def kill_some(self) -> None:
        """Kill one process or more, look what is there, and have them go on."""
        victims = self.chance.sample(KEEPERS, self.chance.choice((1, 1, 2)))
        if not self.chance.randrange(3):
            victims.append(INDEXER)
        for who in victims:
            if not self.running[who].kill():
                self.lost.append(f"{who} ended by itself")
        if (self.root / "reader.db-journal").exists() and len(victims) >= len(KEEPERS):
            self.counts["unfinished"] += 1
        for who in victims:
            self._judge(who)
            self.running[who] = self._started(who)

    def _judge(self, who: str) -> None:
        process = self.running[who]
        self.steps[who] += len(process.said) + 1
        if who == INDEXER:
            self.counts["index_kills"] += 1
            self.steps[who] += 1
            return
        self.counts["kills"] += 1
        self.counts["acknowledged"] += len(process.said)
        expected = self.states[who]
        for step in process.said:
            expected = applied(expected, step)
        self.refused += process.refused
        found = self._look(who)
        if found is None:
            return
        if found not in (expected, applied(expected, process.begun)):
            self.lost.append(f"{who}: {dict(list(differences(expected, found).items())[:3])}")
        self.states[who] = found

    def _look(self, who: str) -> State | None:
        """Return what a process has in the library now; None where that cannot be read again and again."""
        for _ in range(PATIENCE):
            try:
                with closing(Library(self.root)) as library:
                    found = find_state(library, who)
                    if library.bookmarks.set_aside:
                        self.corrupt.append(f"set aside: {library.bookmarks.set_aside}")
                    return found
            except ReaderError as error:
                self.refused.append(str(error))
        self.corrupt.append(self.refused[-1])
        return None

    def end(self) -> None:
        """Kill them all, and look at everything."""
        for who, process in self.running.items():
            if not process.kill():
                self.lost.append(f"{who} ended by itself")
            self._judge(who)
        with closing(sqlite3.connect(self.root / "reader.db")) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            said += [f"refers to nothing: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
            self.corrupt += [words for words in said if words != "ok"]


def answers_of(root: Path) -> dict[str, object]:
    """What an index says, once it is up to date."""
    for _ in update_index(find_places(root)):
        pass
    with closing(Library(root)) as library:
        found: dict[str, object] = {
            query: sorted(hit.article for hit in library.search(query).hits) for query in QUERIES
        }
        people = {known.id: (known.name, known.articles, known.mentions) for known in library.people()}
        return {**found, "people": people, "up to date": library.is_up_to_date()}


def run(root: Path, kills: int, seed: int) -> dict[str, Any]:
    """Kill so many processes that keep, in a new library."""
    trial = Trial(root / "library", seed)
    while trial.counts["kills"] < kills - len(KEEPERS):
        trial.listen_until(time.monotonic() + trial.chance.uniform(0, LONGEST))
        trial.kill_some()
    trial.listen_until(time.monotonic() + LONGEST)
    trial.end()
    fresh = root / "fresh"
    shutil.copytree(trial.root / "articles", fresh / "articles")
    # Whoever was corrected is called otherwise: the store belongs to what is compared.
    shutil.copy(trial.root / "reader.db", fresh / "reader.db")
    mended, expected = answers_of(trial.root), answers_of(fresh)
    wrong = [f"{what}: {mended[what]}, not {expected[what]}" for what in expected if mended[what] != expected[what]]
    return {**trial.counts, "refused": trial.refused, "lost": trial.lost, "corrupt": trial.corrupt, "index": wrong}


def main() -> None:
    """Run it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--folder", type=Path, help="where the library is made; a temporary folder otherwise")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        began = time.monotonic()
        result = run(Path(folder), arguments.kills, arguments.seed)
        print(json.dumps({**result, "seed": arguments.seed, "took_s": round(time.monotonic() - began, 1)}, indent=1))


if __name__ == "__main__":
    main()
