"""The store of the user's own data: what it promises to keep, and what it does with a file that is not its own."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.bookmarks import Bookmark, hash_text, make_bookmark
from tui_reader.bookmarks.ownership import journal_of
from tui_reader.bookmarks.store import APPLICATION_ID, SCHEMA_VERSION, Store
from tui_reader.bookmarks.store.passages import Passages
from tui_reader.errors import NotFoundError, StoreError

TEXT = "Nell Oakshott keeps a drawer of her own, mostly string. She says where it came from."
QUOTE = Span(0, 13)
SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
NOBODY = 65534
"""A user without any rights, on every system there is."""

# What another process runs: it keeps passages until it is killed, and says of each one when it is kept.
KEEPER = """
import sys
from pathlib import Path
from tui_reader.article import Article
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.store import Store

path, count, padding = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = Store(path)
for number in range(count):
    text = f"{number} is what was kept. " + "x" * padding
    article = Article(f"articles/{number}.txt", text, (), "", "")
    kept = store.passages.add(text, lambda new_id, now: make_bookmark(new_id, article, (0, 10), created=now))
    print(kept.id, flush=True)
"""


def article(text: str = TEXT, article_id: str = "articles/drawer.txt") -> Article:
    return Article(article_id, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "A drawer", "")


def keep(
    store: Store,
    of: Article | None = None,
    passage: Span = QUOTE,
    *,
    note: str = "",
    tags: tuple[str, ...] = (),
) -> Bookmark:
    of = of or article()
    return store.passages.add(
        of.text, lambda new_id, now: make_bookmark(new_id, of, passage, created=now, note=note, tags=tags)
    )


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as store:
        yield store


def listed(path: Path) -> list[Bookmark]:
    """What somebody sees who opens the file only now."""
    with opened(path) as store:
        assert store.set_aside is None
        return store.passages.bookmarks()


def changed_by(path: Path, *statements: str) -> None:
    """Do to a file, with SQLite itself, what the program would never do."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def keeper(path: Path, *, count: int, padding: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", KEEPER, str(path), str(count), str(padding)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment(path.parent))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _environment(folder: Path) -> Mapping[str, str]:
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "DATA", "STATE")}
    return {**os.environ, **homes}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reader.db"


# Keeping


def test_what_was_added_is_listed_by_whoever_opens_the_file_next(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store, note="mostly string", tags=("drawers", "string"))
        assert listed(path) == [kept]
        assert store.passages.bookmarks() == [kept]


def test_a_bookmark_holds_the_quote_and_what_stands_around_it(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store, passage=Span(5, 13))
    assert (kept.quote, kept.prefix) == ("Oakshott", "Nell ")
    assert kept.suffix == TEXT[13 : 13 + 64]
    assert kept.text_hash == hash_text(TEXT)


def test_all_bookmarks_are_listed_with_the_newest_first(path: Path) -> None:
    with opened(path) as store:
        kept = [keep(store, passage=Span(start, start + 5)) for start in (20, 0, 10)]
        assert store.passages.bookmarks() == kept[::-1]


def test_the_bookmarks_of_one_article_are_listed_in_the_order_of_its_text(path: Path) -> None:
    with opened(path) as store:
        kept = [keep(store, passage=Span(start, start + 5)) for start in (20, 0, 10)]
        keep(store, article("Another text altogether.", "articles/other.txt"))
        assert store.passages.bookmarks("articles/drawer.txt") == [kept[1], kept[2], kept[0]]


def test_a_bookmark_is_found_by_the_beginning_of_its_id(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store)
        assert store.passages.find(kept.id) == kept
        assert store.passages.find(kept.id[:3]) == kept


def test_the_beginning_of_several_ids_finds_none(path: Path) -> None:
    with opened(path) as store:
        # An id is hexadecimal: of seventeen, two begin with the same digit.
        firsts = [keep(store).id[0] for _ in range(17)]
        shared = max(firsts, key=firsts.count)
        with pytest.raises(NotFoundError, match=f"{firsts.count(shared)} bookmarks begin with {shared}"):
            store.passages.find(shared)


def test_no_id_at_all_finds_nothing(path: Path) -> None:
    with opened(path) as store:
        keep(store)
        with pytest.raises(NotFoundError):
            store.passages.find("")


def test_an_id_that_nobody_has_is_not_found(path: Path) -> None:
    with opened(path) as store:
        keep(store)
        with pytest.raises(NotFoundError, match="There is no bookmark nonsense"):
            store.passages.find("nonsense")


def test_a_removed_bookmark_is_neither_listed_nor_found(path: Path) -> None:
    with opened(path) as store:
        kept, other = keep(store), keep(store, passage=Span(20, 30))
        store.passages.remove(kept.id)
        assert store.passages.bookmarks() == store.passages.bookmarks(kept.article) == [other]
        with pytest.raises(NotFoundError):
            store.passages.find(kept.id)
    assert listed(path) == [other]


def test_a_removed_bookmark_comes_back_as_it_was(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store, note="keep this", tags=("a", "b"))
        store.passages.remove(kept.id)
        store.passages.restore(kept.id)
        assert store.passages.find(kept.id) == kept
    assert listed(path) == [kept]


@pytest.mark.parametrize("change", [Passages.remove, Passages.restore])
def test_what_never_was_cannot_be_removed_or_brought_back(path: Path, change: Callable[[Passages, str], None]) -> None:
    with opened(path) as store:
        keep(store)
        with pytest.raises(NotFoundError, match="There is no bookmark 0"):
            change(store.passages, "0")


def test_a_text_is_kept_once_for_each_version(path: Path) -> None:
    changed = TEXT.replace("string", "ribbon")
    with opened(path) as store:
        for of in (article(), article(), article(changed), article(TEXT, "articles/copy.txt")):
            keep(store, of)
        assert store.passages.text(hash_text(TEXT)) == TEXT
        assert store.passages.text(hash_text(changed)) == changed
        assert store.passages.text(hash_text("never kept")) is None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (2,)


def test_an_article_whose_name_is_not_utf8_keeps_its_bookmarks(path: Path) -> None:
    name = os.fsdecode(b"articles/caf\xe9.txt")
    with opened(path) as store:
        kept = keep(store, article(article_id=name))
        keep(store, article(article_id="articles/café.txt"))
        assert kept.article == name
        assert store.passages.bookmarks(name) == [kept]
    assert [bookmark.article for bookmark in listed(path)] == ["articles/café.txt", name]


def test_a_note_with_bytes_that_are_not_utf8_is_kept_without_them(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store, note=os.fsdecode(b"caf\xe9!"), tags=("caf\udce9", "plain"))
    assert (kept.note, kept.tags) == ("caf?!", ("caf?", "plain"))
    assert listed(path) == [kept]


def test_any_passage_note_and_tags_come_back_as_they_were(path: Path) -> None:
    words = st.text(st.characters(exclude_categories=["Cs"]))
    passages = words.filter(bool).flatmap(lambda text: st.tuples(st.just(text), st.integers(0, len(text) - 1)))

    with opened(path) as store, opened(path) as reader:

        @settings(max_examples=60, deadline=None)
        @given(passages, st.integers(1, 80), words, st.lists(words, max_size=3).map(tuple))
        def check(passage: tuple[str, int], length: int, note: str, tags: tuple[str, ...]) -> None:
            text, start = passage
            span = Span(start, min(len(text), start + length))
            kept = keep(store, article(text), span, note=note, tags=tags)
            assert (kept.quote, kept.note, kept.tags) == (text[span.start : span.end], note, tags)
            assert reader.passages.find(kept.id) == kept
            assert reader.passages.text(kept.text_hash) == text

        check()


# Several at once, and ends that come without warning


def test_threads_that_share_two_stores_on_one_file_lose_nothing(path: Path) -> None:
    with opened(path) as one, opened(path) as other, ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(keep, store, passage=Span(n, n + 5)) for n in range(20) for store in (one, other)]
        ids = {future.result().id for future in futures}
        assert len(ids) == 40
        assert (
            {bookmark.id for bookmark in one.passages.bookmarks()}
            == {bookmark.id for bookmark in other.passages.bookmarks()}
            == ids
        )


def test_processes_that_write_the_same_file_lose_nothing(path: Path) -> None:
    keepers = [keeper(path, count=15) for _ in range(3)]
    said = [new_id for process in keepers for new_id in process.communicate()[0].split()]
    assert [process.returncode for process in keepers] == [0, 0, 0]
    assert sorted(bookmark.id for bookmark in listed(path)) == sorted(said)
    assert len(said) == 45


def test_processes_that_create_the_same_store_at_once_all_get_it(path: Path) -> None:
    keepers = [keeper(path, count=1) for _ in range(4)]
    ids = {process.communicate()[0].strip() for process in keepers}
    assert {bookmark.id for bookmark in listed(path)} == ids
    assert len(ids) == 4


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 9, 14])
def test_a_process_killed_right_after_it_said_what_it_kept_loses_nothing(path: Path, acknowledged: int) -> None:
    with keeper(path, count=1000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(acknowledged)]
        process.kill()
        said += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    assert set(said) <= {bookmark.id for bookmark in listed(path)}


@pytest.mark.parametrize("transaction", [1, 2, 3])
def test_a_process_killed_in_the_middle_of_writing_loses_nothing_that_it_said_was_kept(
    path: Path, transaction: int
) -> None:
    journal = path.with_name("reader.db-journal")
    # Texts so large that SQLite writes to the file before it commits.
    with keeper(path, count=20, padding=6_000_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(transaction - 1)]
        while process.poll() is None and _size(journal) <= 512:
            pass
        process.kill()
        said += process.stdout.read().split()
    assert set(said) <= {bookmark.id for bookmark in listed(path)}


def test_a_process_killed_while_it_creates_the_store_leaves_one_that_can_be_used(path: Path) -> None:
    with keeper(path, count=1) as process:
        while process.poll() is None and not path.exists():
            pass
        process.kill()
    with opened(path) as store:
        assert store.set_aside is None
        kept = keep(store)
    assert kept in listed(path)


# The file


def test_the_store_and_the_folders_above_it_are_created(tmp_path: Path) -> None:
    path = tmp_path / "libraries" / "key" / "reader.db"
    with opened(path) as store:
        kept = keep(store)
    assert listed(path) == [kept]


def test_the_store_is_created_for_the_user_only(path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(path) as store:
            keep(store)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["what?mode=memory", "#1", "100%41", "two words", os.fsdecode(b"caf\xe9")])
def test_a_folder_of_any_name_can_hold_the_store(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "reader.db"
    with opened(path) as store:
        kept = keep(store)
    assert path.is_file()
    assert listed(path) == [kept]


def test_the_file_says_whose_it_is_and_of_which_version(path: Path) -> None:
    with opened(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 3),  # EXTRA
        ("journal_mode", "delete"),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("foreign_keys", 1),
    ],
)
def test_what_makes_the_store_safe_is_in_force(path: Path, pragma: str, value: int | str) -> None:
    with opened(path) as store:
        assert store._connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


# Files of earlier versions


@pytest.fixture
def first(path: Path) -> Path:
    """A store as version 1 of the schema left it, made by the program of that time."""
    shutil.copyfile(FIRST, path)
    return path


FIRST = Path(__file__).parent / "data" / "reader-1.db"
SECOND = FIRST.with_name("reader-2.db")
"""A store as version 2 of the schema left it: a passage, a place, searches, a date, and an undone change."""
THIRD = FIRST.with_name("reader-3.db")
"""A store as version 3 of the schema left it: a passage, a saved search, a past query, and an undone change."""
FIRST_QUOTES = ["She says where it came from.", "Nell Oakshott"]
"""What is kept in it, the newest first; one passage more was removed."""


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_store_of_the_first_version_keeps_everything_and_can_remember_more(first: Path) -> None:
    assert _tables(first) == {"texts", "bookmarks"}
    with opened(first) as store:
        assert store.set_aside is None
        newest, oldest = kept = store.passages.bookmarks()
        assert [bookmark.quote for bookmark in kept] == FIRST_QUOTES
        assert (newest.article, oldest.article) == (os.fsdecode(b"articles/caf\xe9.txt"), "articles/drawer.txt")
        assert (oldest.note, oldest.tags) == ("mostly string", ("drawers", "string"))
        assert store.passages.text(oldest.text_hash) == TEXT
        assert store.journal.undo() is None
        store.passages.remove(oldest.id)
        assert store.journal.undo() == "kept again: “Nell Oakshott”"
        store.memory.put("positions", newest.article, "A title", 1, 0.5, "2021-05-06")
    assert listed(first) == kept
    with closing(sqlite3.connect(first)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_store_of_the_second_version_keeps_everything_and_can_remember_more(path: Path) -> None:
    shutil.copyfile(SECOND, path)
    assert "asked" not in _tables(path)
    with opened(path) as store:
        assert store.set_aside is None
        (kept,) = store.passages.bookmarks()
        assert (kept.quote, kept.note, kept.tags) == ("It was opened on Tuesday", "mostly string", ("drawers",))
        assert [row[0] for row in store.memory.rows("searches", newest="created")] == ["drawer OR string", "kim"]
        assert store.memory.row("positions", "articles/drawer.txt") is not None
        assert store.memory.row("read_marks", "articles/drawer.txt") is not None
        assert store.journal.redo() == "marked as unread: The Drawer"
        store.memory.put_newest("asked", "kim", "2021-05-06", instead_of="", most=10)
        store.memory.put("looks", "kim", "2021-05-06")
    with opened(path) as store:
        assert store.memory.rows("asked") == store.memory.rows("looks") == [("kim", "2021-05-06")]


def test_a_store_of_the_third_version_keeps_everything_and_can_remember_more(path: Path) -> None:
    shutil.copyfile(THIRD, path)
    assert "corrections" not in _tables(path)
    with opened(path) as store:
        assert store.set_aside is None
        (kept,) = store.passages.bookmarks()
        assert (kept.quote, kept.note, kept.tags) == ("It was opened on Tuesday", "mostly string", ("drawers",))
        assert [row[0] for row in store.memory.rows("looks")] == ["drawer OR string"]
        assert [row[0] for row in store.memory.rows("asked")] == ["kim"]
        assert store.journal.redo() == "marked as read: articles/drawer.txt"
        with store.journal.change() as change:
            change.put("corrections", "is person:kim", "person:kim", "not a name", "", "2021-05-06")
            change.says("done", "undone")
    with opened(path) as store:
        assert store.memory.rows("corrections") == [("is person:kim", "person:kim", "not a name", "", "2021-05-06")]
        assert store.journal.undo() == "undone"
        assert store.memory.rows("corrections") == []


@pytest.mark.parametrize("earlier", ["reader-1.db", "reader-2.db", "reader-3.db"])
def test_a_store_that_was_brought_to_this_version_is_made_of_the_same_statements_as_a_new_one(
    path: Path, tmp_path: Path, earlier: str
) -> None:
    shutil.copyfile(FIRST.with_name(earlier), path)
    made = []
    for made_by in (path, tmp_path / "new.db"):
        with opened(made_by):
            pass
        with closing(sqlite3.connect(made_by)) as connection:
            made.append(set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")))
    assert made[0] == made[1]


def test_processes_that_open_a_store_of_the_first_version_at_once_lose_nothing(first: Path) -> None:
    keepers = [keeper(first, count=2) for _ in range(4)]
    said = [new_id for process in keepers for new_id in process.communicate()[0].split()]
    bookmarks = listed(first)
    assert sorted(bookmark.id for bookmark in bookmarks[:-2]) == sorted(said)
    assert len(said) == 8
    assert [bookmark.quote for bookmark in bookmarks[-2:]] == FIRST_QUOTES


def test_a_process_killed_while_it_opens_a_store_of_the_first_version_loses_nothing(first: Path) -> None:
    journal = journal_of(first)
    with keeper(first, count=1) as process:
        while process.poll() is None and not journal.exists():
            pass
        process.kill()
    assert [bookmark.quote for bookmark in listed(first)][-2:] == FIRST_QUOTES


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE positions (article NOT NULL PRIMARY KEY)",
        "CREATE TRIGGER t AFTER INSERT ON bookmarks BEGIN DELETE FROM bookmarks; END",
        "PRAGMA user_version = 2",
    ],
)
def test_a_store_of_the_first_version_that_was_tampered_with_is_set_aside(first: Path, statement: str) -> None:
    changed_by(first, statement)
    before = first.read_bytes()
    with opened(first) as store:
        assert store.set_aside is not None
        assert store.passages.bookmarks() == []
        assert store.set_aside.read_bytes() == before


def test_looking_whether_a_store_is_there_changes_nothing(first: Path) -> None:
    assert Store.is_there(first)
    assert first.read_bytes() == FIRST.read_bytes()
    assert not Store.is_there(first.with_name("nowhere.db"))
    changed_by(first, "CREATE VIEW v AS SELECT 1")
    assert not Store.is_there(first)
    assert [entry.name for entry in first.parent.iterdir()] == ["reader.db"]


# Files that are not ours


def _doctored(*statements: str) -> Callable[[Path], None]:
    """A store of ours with a passage in it, to which somebody did something."""

    def make(path: Path) -> None:
        with opened(path) as store:
            keep(store)
        changed_by(path, *statements)

    return make


def _foreign(*statements: str) -> Callable[[Path], None]:
    return lambda path: changed_by(path, *statements)


def _bytes(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def _truncated(path: Path) -> None:
    _doctored()(path)
    path.write_bytes(path.read_bytes()[:5000])


def _with_format(path: Path) -> None:
    _doctored()(path)
    content = bytearray(path.read_bytes())
    content[44:48] = (9).to_bytes(4)  # https://www.sqlite.org/fileformat.html#the_database_header
    path.write_bytes(content)


NOT_OURS: dict[str, Callable[[Path], None]] = {
    "a trigger": _doctored("CREATE TRIGGER t AFTER INSERT ON bookmarks BEGIN DELETE FROM bookmarks; END"),
    "a view": _doctored("CREATE VIEW v AS SELECT load_extension('evil')"),
    "another table": _doctored("CREATE TABLE t (x)"),
    "a virtual table": _doctored("CREATE VIRTUAL TABLE t USING fts5(x)"),
    "another index": _doctored("CREATE INDEX i ON bookmarks (abs(start))"),
    "a trigger on the journal": _doctored("CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM texts; END"),
    "a table of memory that is missing": _doctored("DROP TABLE settings"),
    "another table of memory": _doctored("DROP TABLE dates", "CREATE TABLE dates (article, day)"),
    "the version before": _doctored("PRAGMA user_version = 1"),
    "another column": _doctored("ALTER TABLE bookmarks ADD COLUMN more TEXT"),
    "a generated column": _doctored("ALTER TABLE texts ADD COLUMN more GENERATED ALWAYS AS (abs(-1))"),
    "a missing index": _doctored("DROP INDEX bookmarks_by_article"),
    "a view in a table's place": _doctored("DROP TABLE texts", "CREATE VIEW texts AS SELECT 1 AS hash, 2 AS text"),
    "another program's id": _doctored("PRAGMA application_id = 1"),
    "no program's id": _doctored("PRAGMA application_id = 0"),
    "no version": _doctored("PRAGMA user_version = 0"),
    "another program's database": _foreign("CREATE TABLE t (x)"),
    "another program's database with a version": _foreign("CREATE TABLE t (x)", "PRAGMA user_version = 1"),
    "our id on another program's database": _foreign("CREATE TABLE t (x)", f"PRAGMA application_id = {APPLICATION_ID}"),
    "a text": _bytes(b"This is not a database at all.\n" * 200),
    "a few words": _bytes(b"hello"),
    "the beginning of a database": _bytes(b"SQLite format 3\0"),
    "half a store": _truncated,
    "a version below the first": _doctored("PRAGMA user_version = -1"),
    "another program's newer version": _doctored(
        f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "PRAGMA application_id = 1"
    ),
    "a schema that is no text": _doctored(
        "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = CAST(sql AS BLOB) || x'ff'"
    ),
    "a schema of another format": _with_format,
    "a store in WAL mode": _doctored("PRAGMA journal_mode = WAL"),
}


@pytest.mark.parametrize("make", NOT_OURS.values(), ids=NOT_OURS)
def test_a_file_that_is_not_ours_is_set_aside_as_it_is(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = path.read_bytes()
    with opened(path) as store:
        assert store.set_aside == path.with_name("reader.db.not-ours-1")
        assert store.passages.bookmarks() == []
        kept = keep(store)
    assert store.set_aside.read_bytes() == before
    assert listed(path) == [kept]
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["reader.db", "reader.db.not-ours-1"]


def _interrupted(path: Path, statement: str, super_journal: Path | None = None) -> None:
    """Leave a file as a crash in the middle of a transaction does, with a journal that may name another file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # so that pages are written before the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement)
        content, journal = path.read_bytes(), journal_of(path).read_bytes()
        connection.execute("ROLLBACK")
    if super_journal is not None:
        name = bytes(super_journal)
        # As https://www.sqlite.org/fileformat.html does not tell, but pager.c: no page, the name, its length and sum.
        journal += b"\xff" * 4 + name + len(name).to_bytes(4) + sum(name).to_bytes(4) + SUPER_JOURNAL
    path.write_bytes(content)
    journal_of(path).write_bytes(journal)


FILL = "INSERT INTO texts SELECT value, zeroblob(20000) FROM (SELECT 1 AS value UNION SELECT 2 UNION SELECT 3)"


def test_a_transaction_that_a_crash_left_unfinished_is_undone(path: Path) -> None:
    with opened(path) as store:
        kept = keep(store)
    _interrupted(path, FILL)
    with opened(path) as store:
        assert store.set_aside is None
        assert store.passages.bookmarks() == [kept]
        assert store._connection.execute("SELECT count(*) FROM texts").fetchone() == (1,)


def test_a_journal_that_would_have_another_file_deleted_is_set_aside_with_its_store(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "diary.txt"
    victim.write_text("precious")
    _doctored()(path)
    _interrupted(path, FILL, victim)
    before = path.read_bytes(), journal_of(path).read_bytes()
    with opened(path) as store:
        assert store.passages.bookmarks() == []
        assert store.set_aside is not None
        assert (store.set_aside.read_bytes(), journal_of(store.set_aside).read_bytes()) == before
    assert victim.read_text() == "precious"


def test_a_journal_that_is_a_link_is_set_aside_with_its_store(path: Path, tmp_path: Path) -> None:
    _doctored()(path)
    _interrupted(path, FILL)
    elsewhere = journal_of(path).rename(tmp_path / "elsewhere")
    journal_of(path).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with opened(path) as store:
        assert store.set_aside is not None
        assert journal_of(store.set_aside).is_symlink()
    assert elsewhere.read_bytes() == before


def test_an_unfinished_transaction_of_another_program_is_left_to_it(path: Path) -> None:
    changed_by(path, "CREATE TABLE texts (hash, text)")
    _interrupted(path, FILL)
    before = path.read_bytes(), journal_of(path).read_bytes()
    with opened(path) as store:
        assert store.set_aside is not None
        assert (store.set_aside.read_bytes(), journal_of(store.set_aside).read_bytes()) == before


def test_opening_a_store_does_not_write_to_it(path: Path) -> None:
    _doctored()(path)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    with opened(path) as store:
        assert len(store.passages.bookmarks()) == 1
    assert path.stat().st_mtime == 1_000_000_000


@pytest.mark.parametrize(
    "change",
    [
        "tags = 'nonsense'",
        "tags = '[1]'",
        "tags = 7",
        f"tags = '{'[' * 200_000}'",
        "start = 'abc'",
        "start = -1",
        "end = 1.5",
        "end = 0, start = 1",
        "quote = x'00ff'",
        "article = 7",
        "created = x'00'",
    ],
    ids=lambda change: change[:20],
)
def test_a_passage_that_somebody_tampered_with_is_not_shown(path: Path, change: str) -> None:
    with opened(path) as store:
        keep(store)
    changed_by(path, f"UPDATE bookmarks SET {change}")
    with opened(path) as store:
        kept = keep(store)
        assert store.passages.bookmarks() == [kept]


def test_a_note_that_is_not_utf8_is_shown_without_what_is_not(path: Path) -> None:
    _doctored("UPDATE bookmarks SET note = CAST(x'61ff62' AS TEXT)")(path)
    assert [bookmark.note for bookmark in listed(path)] == ["a\ufffdb"]


def test_what_was_set_aside_before_is_never_overwritten(path: Path) -> None:
    for number in (1, 2, 3):
        path.write_text(f"not a database, number {number}")
        with opened(path) as store:
            assert store.set_aside == path.with_name(f"reader.db.not-ours-{number}")
    for number in (1, 2, 3):
        assert path.with_name(f"reader.db.not-ours-{number}").read_text() == f"not a database, number {number}"


def test_an_empty_file_is_taken_for_a_new_store(path: Path) -> None:
    path.touch()
    with opened(path) as store:
        assert store.set_aside is None
        kept = keep(store)
    assert listed(path) == [kept]


def test_an_empty_database_is_taken_for_a_new_store(path: Path) -> None:
    changed_by(path, "CREATE TABLE t (x)", "DROP TABLE t")
    with opened(path) as store:
        assert store.set_aside is None
        kept = keep(store)
    assert listed(path) == [kept]


def test_a_folder_in_the_place_of_the_store_is_set_aside(path: Path) -> None:
    path.mkdir()
    (path / "precious.txt").write_text("precious")
    with opened(path) as store:
        keep(store)
        assert store.set_aside is not None
        assert (store.set_aside / "precious.txt").read_text() == "precious"
    assert path.is_file()


def test_a_link_in_the_place_of_the_store_is_set_aside_and_what_it_leads_to_is_not_written(path: Path) -> None:
    elsewhere = path.with_name("elsewhere.db")
    with opened(elsewhere) as store:
        keep(store)
    before = elsewhere.read_bytes()
    path.symlink_to(elsewhere)
    with opened(path) as store:
        keep(store)
        assert store.set_aside is not None
        assert store.set_aside.is_symlink()
    assert elsewhere.read_bytes() == before
    assert not path.is_symlink()


def test_a_link_to_nowhere_never_makes_a_file_there(path: Path) -> None:
    nowhere = path.with_name("nowhere.db")
    path.symlink_to(nowhere)
    with suppress(StoreError), opened(path):
        pass
    assert not nowhere.exists()


def test_a_pipe_in_the_place_of_the_store_is_set_aside_without_waiting_for_its_other_end(path: Path) -> None:
    os.mkfifo(path)
    with opened(path) as store:
        keep(store)
        assert store.set_aside is not None
        assert store.set_aside.is_fifo()


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(path: Path) -> None:
    make = _doctored("CREATE TABLE more (x)", f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="was written by a newer version of gossip-reader"), opened(path):
        pass
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["reader.db"]


def test_a_store_that_cannot_be_written_is_said_to_be_so_and_left_as_it_is() -> None:
    with _in_a_folder_that_may_only_be_read() as path:
        before = path.read_bytes()
        with pytest.raises(StoreError, match="cannot be used"), opened(path):
            pass
        with pytest.raises(StoreError, match="cannot be used"), opened(path.with_name("new.db")):
            pass
        assert path.read_bytes() == before
        assert [entry.name for entry in path.parent.iterdir()] == ["reader.db"]


@contextmanager
def _in_a_folder_that_may_only_be_read() -> Iterator[Path]:
    """A store in a folder without the right to write, for somebody whom that holds back: root it does not."""
    # Not below tmp_path, the way to which is closed to others.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reader.db"
        with opened(path) as store:
            keep(store)
        os.chmod(path, 0o444)
        os.chmod(folder, 0o555)
        if os.getuid() == 0:
            os.seteuid(NOBODY)
        try:
            yield path
        finally:
            os.seteuid(os.getuid())
            os.chmod(folder, 0o755)
