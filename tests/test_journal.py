"""The journal of changes: whatever the user changes can be undone and done again, by whoever opens the library next.

What is remembered is in `test_memory.py`; what the file itself promises is in `test_store.py`.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tui_reader import Article, Library, Span
from tui_reader.article import Block, BlockKind
from tui_reader.bookmarks.store.journal import KEPT
from tui_reader.bookmarks.store.schema import COLUMNS
from tui_reader.errors import StoreError

TEXT = "Nell Oakshott keeps a drawer of her own, mostly string. She says where each piece came from."
DRAWER = Article("articles/drawer.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),), "A drawer", "")
ODD_NAME = os.fsdecode(b"articles/caf\xe9.txt")
ARTICLES = [DRAWER.id, "articles/other.txt", ODD_NAME]
DAY = date(2021, 5, 6)

# What another process runs: it makes changes until it is killed, and says after each one how many it has made.
CHANGER = """
import random, sys
from tests.test_journal import make_some_change
from tui_reader import Library

library, chance = Library(sys.argv[1]), random.Random(int(sys.argv[2]))
for number in range(1, 1000):
    make_some_change(library, chance)
    print(number, flush=True)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path


@pytest.fixture
def library(root: Path) -> Iterator[Library]:
    with opened(root) as library:
        yield library


@contextmanager
def opened(root: Path) -> Iterator[Library]:
    with closing(Library(root)) as library:
        yield library


def changed_by(root: Path, *statements: str) -> None:
    """Change a store past its journal, as an older version of the program would, or somebody with SQLite."""
    with closing(sqlite3.connect(root / "reader.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def changes(root: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(root / "reader.db")) as connection:
        return connection.execute("SELECT number, done FROM changes ORDER BY number").fetchall()


@dataclass(frozen=True)
class State:
    """Everything that can be undone."""

    read: frozenset[str] = frozenset()
    searches: tuple[str, ...] = ()
    """The newest first."""
    dates: frozenset[tuple[str, date]] = frozenset()
    kept: frozenset[Span] = frozenset()


def state_of(library: Library) -> State:
    memory = library.memory
    return State(
        memory.read_articles(),
        tuple(search.query for search in memory.saved_searches()),
        frozenset(memory.dates().items()),
        frozenset(kept.span for kept in library.bookmarks.of(DRAWER) if kept.span),
    )


def make_some_change(library: Library, chance: random.Random) -> None:
    memory, article = library.memory, chance.choice(ARTICLES)
    start = chance.randrange(3) * 5
    match chance.randrange(9):
        case 0 | 1:
            memory.mark_read(article, is_read=chance.random() < 0.6)
        case 2:
            memory.save_search(chance.choice(["kim", "vance OR hollis"]))
        case 3:
            memory.forget_search("kim")
        case 4:
            memory.set_date(article, chance.choice([DAY, date(1999, 1, 1), None]))
        case 5:
            library.bookmarks.add(DRAWER, Span(start, start + 5))
        case 6:
            for kept in library.bookmarks.of(DRAWER)[:1]:
                library.bookmarks.remove(kept.bookmark.id)
        case 7:
            memory.undo()
        case _:
            memory.redo()


# A list of states


class AListOfStates(RuleBasedStateMachine):
    """Two readers of one library, who come and go: what they see is always the state that a plain list says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        (Path(self.folder.name) / "articles").mkdir()
        self.readers = [Library(self.folder.name), Library(self.folder.name)]
        self.states = [State()]
        self.at = 0

    def teardown(self) -> None:
        for reader in self.readers:
            reader.close()
        self.folder.cleanup()

    who = st.integers(0, 1)

    def becomes(self, state: State) -> None:
        """Something was asked for, after which this is to be the state; if it is another, that was a change."""
        if state != self.states[self.at]:
            self.states[self.at + 1 :] = [state]
            self.at += 1

    @property
    def now(self) -> State:
        return self.states[self.at]

    @rule(who=who, article=st.sampled_from(ARTICLES), is_read=st.booleans())
    def mark(self, who: int, article: str, is_read: bool) -> None:
        self.readers[who].memory.mark_read(article, is_read=is_read)
        self.becomes(replace(self.now, read=self.now.read | {article} if is_read else self.now.read - {article}))

    @rule(who=who, query=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5).filter(str.strip))
    def save(self, who: int, query: str) -> None:
        self.readers[who].memory.save_search(query)
        query = query.strip()
        if query not in self.now.searches:
            self.becomes(replace(self.now, searches=(query, *self.now.searches)))

    @rule(who=who, data=st.data())
    def forget(self, who: int, data: st.DataObject) -> None:
        query = data.draw(st.sampled_from([*self.now.searches, "never saved"]))
        self.readers[who].memory.forget_search(query)
        self.becomes(replace(self.now, searches=tuple(each for each in self.now.searches if each != query)))

    @rule(who=who, article=st.sampled_from(ARTICLES), day=st.none() | st.dates())
    def set_date(self, who: int, article: str, day: date | None) -> None:
        self.readers[who].memory.set_date(article, day)
        others = {(each, set_) for each, set_ in self.now.dates if each != article}
        self.becomes(replace(self.now, dates=frozenset(others | ({(article, day)} if day else set()))))

    @rule(who=who, start=st.integers(0, 80), length=st.integers(1, 9))
    def keep(self, who: int, start: int, length: int) -> None:
        passage = Span(start, start + length)
        self.readers[who].bookmarks.add(DRAWER, passage)
        self.becomes(replace(self.now, kept=self.now.kept | {passage}))

    @rule(who=who, data=st.data())
    def remove(self, who: int, data: st.DataObject) -> None:
        if passages := self.readers[who].bookmarks.of(DRAWER):
            kept = data.draw(st.sampled_from(passages))
            self.readers[who].bookmarks.remove(kept.bookmark.id)
            self.becomes(replace(self.now, kept=self.now.kept - {kept.span}))

    @rule(who=who, times=st.integers(1, 4))
    def undo(self, who: int, times: int) -> None:
        for _ in range(times):
            assert (self.readers[who].memory.undo() is None) == (self.at == 0)
            self.at = max(0, self.at - 1)

    @rule(who=who, times=st.integers(1, 4))
    def redo(self, who: int, times: int) -> None:
        for _ in range(times):
            assert (self.readers[who].memory.redo() is None) == (self.at == len(self.states) - 1)
            self.at = min(len(self.states) - 1, self.at + 1)

    @rule(who=who)
    def reopen(self, who: int) -> None:
        self.readers[who].close()

    @rule(who=who, article=st.sampled_from(ARTICLES))
    def do_what_is_no_change(self, who: int, article: str) -> None:
        memory = self.readers[who].memory
        memory.keep_position(article, "A title", 5, 0.5)
        memory.set_setting("width", 72)
        memory.begin_visit()

    @invariant()
    def both_see_the_same_state(self) -> None:
        assert [state_of(reader) for reader in self.readers] == [self.now, self.now]


TestAnySequenceBehavesLikeAListOfStates = AListOfStates.TestCase
TestAnySequenceBehavesLikeAListOfStates.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


# What is said


def test_undoing_and_redoing_say_what_they_did(library: Library) -> None:
    memory = library.memory
    memory.keep_position(ODD_NAME, "The Café at Night", 0, 0.0)
    kept = library.bookmarks.add(DRAWER, Span(0, 13))
    library.bookmarks.remove(kept.bookmark.id)
    memory.mark_read(ODD_NAME, is_read=True)
    memory.mark_read(DRAWER.id, is_read=True)
    memory.mark_read(DRAWER.id, is_read=False)
    memory.save_search("kim OR kanye")
    memory.forget_search("kim OR kanye")
    memory.set_date(DRAWER.id, DAY)
    memory.set_date(DRAWER.id, date(2022, 1, 30))
    memory.set_date(DRAWER.id, None)
    undone = [memory.undo() for _ in range(11)]
    assert undone == [
        "dated 30 January 2022 again: articles/drawer.txt",
        "dated 6 May 2021 again: articles/drawer.txt",
        "no longer dated 6 May 2021: articles/drawer.txt",
        "saved again: kim OR kanye",
        "no longer saved: kim OR kanye",
        "marked as read: articles/drawer.txt",
        "marked as unread: articles/drawer.txt",
        "marked as unread: The Café at Night",
        "kept again: “Nell Oakshott”",
        "no longer kept: “Nell Oakshott”",
        None,
    ]
    redone = [memory.redo() for _ in range(11)]
    assert redone == [
        "kept: “Nell Oakshott”",
        "no longer kept: “Nell Oakshott”",
        "marked as read: The Café at Night",
        "marked as read: articles/drawer.txt",
        "marked as unread: articles/drawer.txt",
        "saved: kim OR kanye",
        "no longer saved: kim OR kanye",
        "dated 6 May 2021: articles/drawer.txt",
        "dated 30 January 2022: articles/drawer.txt",
        "no longer dated 30 January 2022: articles/drawer.txt",
        None,
    ]


def test_what_is_said_is_short_and_on_one_line(library: Library) -> None:
    text = "They were \n\n " + "civil to each other, " * 400
    article = replace(DRAWER, text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),))
    library.bookmarks.add(article, Span(0, len(text)))
    said = library.memory.undo()
    assert said is not None
    assert said.startswith("no longer kept: “They were civil to each other, civil")
    assert said.endswith("…”")
    assert len(said) < 100
    assert library.memory.redo() is not None
    assert library.bookmarks.of(article)[0].bookmark.quote == text


def test_a_new_change_ends_what_could_be_done_again(library: Library) -> None:
    memory = library.memory
    for query in ("one", "two", "three"):
        memory.save_search(query)
    memory.undo()
    memory.undo()
    memory.save_search("four")
    assert memory.redo() is None
    assert [memory.undo() for _ in range(3)] == ["no longer saved: four", "no longer saved: one", None]


def test_what_changes_nothing_is_no_change(library: Library) -> None:
    memory = library.memory
    memory.mark_read(DRAWER.id, is_read=True)
    memory.mark_read("articles/other.txt", is_read=True)
    memory.undo()
    for _ in range(2):
        memory.mark_read(DRAWER.id, is_read=True)
        memory.mark_read("articles/other.txt", is_read=False)
        memory.forget_search("never saved")
        memory.set_date(DRAWER.id, None)
    assert memory.redo() == "marked as read: articles/other.txt"


# How much, and by whom


def test_the_last_thousand_changes_are_remembered(root: Path) -> None:
    with opened(root) as library:
        library.memory.save_search("the first")
        changed_by(
            root,
            f"WITH RECURSIVE n(value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM n LIMIT {KEPT + 50}) "
            "INSERT INTO changes SELECT value, 0, done, undone, patches, made FROM changes, n",
        )
        library.memory.save_search("the last")
        numbers = [number for number, _ in changes(root)]
        assert len(numbers) == KEPT
        assert numbers == list(range(numbers[-1] - KEPT + 1, numbers[-1] + 1))
        assert library.memory.undo() == "no longer saved: the last"


def test_a_passage_kept_by_another_process_is_undone_here(root: Path) -> None:
    (root / DRAWER.id).write_text(TEXT)
    command = ["bookmark", "add", DRAWER.id, "--quote", "mostly string", "--library", str(root)]
    with opened(root) as library:
        assert library.memory.undo() is None
        subprocess.run([sys.executable, "-m", "tui_reader", *command], check=True, stdout=subprocess.DEVNULL)
        assert library.bookmarks.count() == 1
        assert library.memory.undo() == "no longer kept: “mostly string”"
        assert library.bookmarks.count() == 0
    with opened(root) as library:
        assert library.memory.redo() == "kept: “mostly string”"
        assert library.bookmarks.count() == 1


def test_changes_of_many_threads_and_readers_are_all_undone(root: Path) -> None:
    with opened(root) as one, opened(root) as other, ThreadPoolExecutor(8) as pool:
        for number in range(20):
            for library in (one, other):
                pool.submit(library.memory.save_search, f"{number} {library is one}")
        pool.shutdown()
        assert len(one.memory.saved_searches()) == 40
        with ThreadPoolExecutor(8) as undoing:
            said = [undoing.submit(library.memory.undo) for _ in range(20) for library in (one, other)]
        assert len({future.result() for future in said}) == 40
        assert other.memory.saved_searches() == []
        assert one.memory.undo() is None


@pytest.mark.parametrize("acknowledged", [1, 3, 8, 20, 40])
def test_a_process_that_is_killed_leaves_the_state_that_it_said_or_the_next(root: Path, acknowledged: int) -> None:
    seed = 100 + acknowledged
    changer = subprocess.Popen(
        [sys.executable, "-c", CHANGER, str(root), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with changer:
        assert changer.stdout is not None
        said = [changer.stdout.readline() for _ in range(acknowledged)]
        changer.kill()
        said += changer.stdout.read().split()
    assert changer.returncode == -signal.SIGKILL
    possible, chance = [], random.Random(seed)
    (root / "model" / "articles").mkdir(parents=True)
    with opened(root / "model") as model, opened(root) as library:
        for _ in said:
            make_some_change(model, chance)
        possible.append(state_of(model))
        make_some_change(model, chance)
        possible.append(state_of(model))
        assert state_of(library) in possible
        # And what is in the journal still fits the rows: all of it can be undone, down to nothing.
        while (words := library.memory.undo()) is not None:
            assert "cannot be undone" not in words
        assert state_of(library) == State()


# What was changed past the journal


def test_a_row_that_was_changed_since_is_left_alone_and_that_is_said(root: Path) -> None:
    with opened(root) as library:
        memory = library.memory
        memory.mark_read(DRAWER.id, is_read=True)
        memory.set_date(DRAWER.id, DAY)
        changed_by(root, "UPDATE dates SET day = '1999-12-31'")
        assert memory.undo() == "cannot be undone, for it has changed since: dated 6 May 2021: articles/drawer.txt"
        assert memory.date_of(DRAWER.id) == date(1999, 12, 31)
        assert memory.undo() == "marked as unread: articles/drawer.txt"
        assert memory.redo() == "marked as read: articles/drawer.txt"
        assert memory.redo() is None
        assert memory.date_of(DRAWER.id) == date(1999, 12, 31)


def test_a_row_that_came_since_is_not_written_over_by_redoing(root: Path) -> None:
    with opened(root) as library:
        memory = library.memory
        memory.set_date(DRAWER.id, DAY)
        memory.undo()
        changed_by(root, f"INSERT INTO dates VALUES ('{DRAWER.id}', '1999-12-31')")
        assert memory.redo() == "cannot be done again, for it has changed since: dated 6 May 2021: articles/drawer.txt"
        assert memory.date_of(DRAWER.id) == date(1999, 12, 31)
        assert memory.redo() is None


def test_what_else_was_changed_of_a_passage_stays_when_it_is_removed_and_brought_back(root: Path) -> None:
    with opened(root) as library:
        library.bookmarks.add(DRAWER, Span(0, 13))
        changed_by(root, "UPDATE bookmarks SET note = 'written by somebody else'")
        assert library.memory.undo() == "no longer kept: “Nell Oakshott”"
        assert library.memory.redo() == "kept: “Nell Oakshott”"
        (kept,) = library.bookmarks.of(DRAWER)
        assert kept.bookmark.note == "written by somebody else"


def test_a_change_of_several_rows_is_undone_whole_or_not_at_all(root: Path) -> None:
    with opened(root) as library:
        with library._store.open().journal.change() as change:
            for article in ARTICLES:
                change.put("dates", article, DAY.isoformat())
            change.says("dated three", "no longer dated three")
        before = state_of(library)
        changed_by(root, "UPDATE dates SET day = '1999-12-31' WHERE article = 'articles/other.txt'")
        assert library.memory.undo() == "cannot be undone, for it has changed since: dated three"
        assert len(state_of(library).dates) == 3
        assert state_of(library).dates - before.dates == {("articles/other.txt", date(1999, 12, 31))}


def test_several_changes_of_one_row_in_one_change_are_undone_in_turn(library: Library) -> None:
    with library._store.open().journal.change() as change:
        change.put("dates", ODD_NAME, "2001-01-01")
        change.put("dates", ODD_NAME, "2002-02-02")
        change.remove("dates", ODD_NAME)
        change.put("dates", ODD_NAME, "2003-03-03")
        change.says("done", "undone")
    for words, day in (("undone", None), ("done", date(2003, 3, 3))):
        assert (library.memory.undo() if day is None else library.memory.redo()) == words
        assert library.memory.date_of(ODD_NAME) == day


def test_a_change_that_fails_halfway_is_no_change(library: Library) -> None:
    def fail() -> None:
        with library._store.open().journal.change() as change:
            change.put("dates", DRAWER.id, "2001-01-01")
            change.put("dates", ODD_NAME, [])  # type: ignore[arg-type]

    with pytest.raises(StoreError):
        fail()
    assert library.memory.date_of(DRAWER.id) is None
    assert library.memory.undo() is None


# Journals that somebody tampered with


def _patches(*patches: list[Any]) -> Callable[[], str]:
    return lambda: json.dumps(patches)


BOOKMARK = dict.fromkeys(COLUMNS["bookmarks"][1:], "")
ROW = {"created": "2021-05-06T00:00:00Z"}
TAMPERED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no JSON": lambda: "nonsense",
    "no list": lambda: "7",
    "no patches": _patches(),
    "too deep": lambda: "[" * 100_000,
    "too few parts": _patches(["searches", "kim", None]),
    "a table that is none": _patches(["sqlite_master", "kim", None, ROW]),
    "a table that cannot be undone": _patches(["settings", "kim", None, {"value": "1"}]),
    "a table of another kind": _patches([["searches"], "kim", None, ROW]),
    "SQL in a column": _patches(["searches", "kim", {"created = ''; DROP TABLE texts; --": ""}, ROW]),
    "a column that is none": _patches(["searches", "kim", {"rowid": 1}, {"rowid": 2}]),
    "the key as a column": _patches(["searches", "kim", {"query": "a"}, {"query": "b"}]),
    "no row before and after": _patches(["searches", "kim", None, None]),
    "half a row": _patches(["bookmarks", "1", None, {"note": ""}]),
    "other columns after": _patches(["bookmarks", "1", {"tags": ""}, {"note": ""}]),
    "a row of no columns": _patches(["searches", "kim", {}, {}]),
    "a row that is a list": _patches(["searches", "kim", [1], [2]]),
    "a key that is a number": _patches(["searches", 7, None, ROW]),
    "a key that is nothing": _patches(["searches", None, None, ROW]),
    "a cell that is a list": _patches(["searches", "kim", {"created": [1]}, ROW]),
    "half a character": lambda: '[["searches", "\\ud800", null, {"created": "2021"}]]',
    "a number too large": _patches(["searches", "kim", {"created": 2**63}, ROW]),
    "no bytes": _patches(["searches", {"bytes": "xyz"}, None, ROW]),
    "what may not be nothing": _patches(["searches", "kim", {"created": None}, ROW]),
    "a text that is not there": _patches(["searches", "kim", ROW, ROW], ["bookmarks", "1", BOOKMARK, None]),
}


@pytest.mark.parametrize("make", TAMPERED.values(), ids=TAMPERED)
def test_a_change_that_somebody_tampered_with_is_left_alone(root: Path, make: Callable[[], str]) -> None:
    with opened(root) as library:
        memory = library.memory
        memory.mark_read(DRAWER.id, is_read=True)
        memory.save_search("kim")
    with closing(sqlite3.connect(root / "reader.db")) as connection:
        connection.execute(f"UPDATE searches SET created = '{ROW['created']}'")
        connection.execute("UPDATE changes SET patches = ? WHERE number = 2", (make(),))
        connection.commit()
    with opened(root) as library:
        memory = library.memory
        before = state_of(library)
        assert memory.undo() == "cannot be undone, for it has changed since: saved: kim"
        assert state_of(library) == before
        assert memory.undo() == "marked as unread: articles/drawer.txt"
        assert library.bookmarks.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET done = x'ff00', undone = 7",
        "UPDATE changes SET done = CAST(x'ff' AS TEXT), undone = CAST(x'ff' AS TEXT)",
        "UPDATE changes SET undone = printf('%.*c', 100000, 'x')",
        "UPDATE changes SET patches = x'ff00'",
        "UPDATE changes SET state = 'nonsense'",
        "UPDATE changes SET number = 9223372036854775807",
        "UPDATE changes SET number = -9223372036854775808",
        "DELETE FROM searches",
        "UPDATE searches SET query = x'ff'",
    ],
)
def test_nothing_that_somebody_did_to_the_file_breaks_undoing(root: Path, statement: str) -> None:
    with opened(root) as library:
        library.memory.save_search("kim")
    changed_by(root, statement)
    with opened(root) as library:
        memory = library.memory
        said = [memory.undo(), memory.redo(), memory.undo()]
        assert all(words is None or len(words) < 300 for words in said)
        memory.mark_read(DRAWER.id, is_read=True)
        assert memory.read_articles() == {DRAWER.id}
        memory.mark_read(DRAWER.id, is_read=False)
        assert memory.read_articles() == frozenset()
