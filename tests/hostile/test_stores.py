"""What a folder may hold in the place of the store, and beside it: nothing of it is obeyed, nothing of it is lost."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from tui_reader import Library
from tui_reader.article import Span
from tui_reader.bookmarks.ownership import journal_of
from tui_reader.bookmarks.store import SCHEMA_VERSION, Store
from tui_reader.errors import ReaderError, StoreError
from tui_reader.library import Correction
from tui_reader.library.places import find_places
from tui_reader.library.update import update_index

ARTICLE = "articles/drawer.txt"
TEXT = "The Drawer\n\nNell Oakshott keeps a drawer of her own. She says where each piece came from.\n"
QUOTE = Span(TEXT.index("She"), TEXT.index("\n", 20))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with something of every kind in its store."""
    root = tmp_path_factory.mktemp("filled")
    (root / "articles").mkdir()
    (root / ARTICLE).write_text(TEXT)
    with opened(root) as library:
        fill(library)
    return root


@pytest.fixture
def root(filled: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(filled, tmp_path / "library"))


@pytest.fixture
def path(root: Path) -> Path:
    return root / "reader.db"


@contextmanager
def opened(root: Path) -> Iterator[Library]:
    with closing(Library(root)) as library:
        yield library


def fill(library: Library) -> None:
    """Put a row into every table."""
    article = library.article(ARTICLE)
    kept = library.bookmarks.add(article, QUOTE, note="mostly string", tags=("drawers",))
    library.bookmarks.put_back(kept.bookmark.id, article, QUOTE)
    memory = library.memory
    memory.save_search("drawer")
    memory.note_looked("drawer")
    memory.note_query("nell")
    memory.keep_position(ARTICLE, "The Drawer", 3, 0.5)
    memory.mark_read(ARTICLE, is_read=True)
    memory.set_date(ARTICLE, date(2021, 5, 6))
    memory.set_setting("theme", "dark")
    library.corrections.add(Correction("person:nell-oakshott", "rename", "Nell"))


def quotes(root: Path) -> list[str]:
    with opened(root) as library:
        return [kept.bookmark.quote for kept in library.bookmarks.all()]


def look_at_everything(root: Path) -> None:
    """Call all that reads the store. An error that the program explains is an answer; any other one is not."""
    with opened(root) as library:
        looks: list[Callable[[], object]] = [
            lambda: library.article(ARTICLE),
            lambda: library.bookmarks.all(),
            lambda: library.bookmarks.all("note:string tag:drawers is:lost"),
            lambda: library.bookmarks.of(library.article(ARTICLE)),
            lambda: library.kept_bookmarks(),
            *(
                lambda name=name: library.bookmarks.export(name)
                for name in ("json", "csv", "readwise", "markdown", "html")
            ),
            lambda: library.memory.position(ARTICLE),
            lambda: library.memory.recent(),
            lambda: library.memory.begin_visit(),
            lambda: library.memory.read_articles(),
            lambda: library.memory.dates(),
            lambda: library.memory.saved_searches(),
            lambda: library.memory.past_queries(),
            lambda: library.memory.setting("theme"),
            lambda: library.corrections.all(),
            lambda: library.corrections.export(),
            lambda: library.mentions(ARTICLE),
            lambda: library.people(),
            lambda: library.search("drawer is:read is:kept tag:drawers"),
            lambda: library.memory.undo(),
            lambda: library.memory.redo(),
            lambda: library.memory.save_search("something new"),
        ]
        for look in looks:
            with suppress(ReaderError):
                look()


def listing(folder: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


# What lies beside the store


def _write_ahead(folder: Path, store: Path, *statements: str) -> bytes:
    """The `-wal` of a copy of a store in which these statements were run, and which was not closed."""
    folder.mkdir()
    copy = folder / "copy.db"
    shutil.copy(store, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in statements:
            connection.execute(statement)
        return copy.with_name("copy.db-wal").read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM bookmarks; END",
        "UPDATE bookmarks SET quote = 'something else'",
        "PRAGMA user_version = 99",
        "PRAGMA user_version = -1",
    ],
)
def test_newer_pages_that_lie_beside_the_store_are_put_aside_unread(path: Path, tmp_path: Path, statement: str) -> None:
    expected, pages = path.read_bytes(), _write_ahead(tmp_path / "copy", path, statement)
    stray = path.with_name("reader.db-wal")
    stray.write_bytes(pages)
    assert Store.is_there(path)
    assert (stray.read_bytes(), path.read_bytes()) == (pages, expected)
    with opened(path.parent) as library:
        assert library.bookmarks.set_aside == path.with_name("reader.db.not-ours-1-wal")
        assert [kept.bookmark.quote for kept in library.bookmarks.all()] == [TEXT[slice(*QUOTE)]]
    assert path.read_bytes() == expected
    assert path.with_name("reader.db.not-ours-1-wal").read_bytes() == pages
    assert not stray.exists()


def test_a_database_of_another_program_is_put_aside_with_what_it_has_not_merged_yet(path: Path, tmp_path: Path) -> None:
    path.unlink()
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE diary (words)")
        connection.execute("INSERT INTO diary VALUES ('precious')")
        for end in ("", "-wal", "-shm"):
            shutil.copy(f"{other}{end}", f"{path}{end}")
    assert quotes(path.parent) == []
    with closing(sqlite3.connect(path.with_name("reader.db.not-ours-1"))) as connection:
        assert connection.execute("SELECT words FROM diary").fetchall() == [("precious",)]


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_what_lies_there_without_a_store_is_put_aside_and_not_deleted(path: Path, end: str) -> None:
    path.unlink()
    path.with_name(f"reader.db{end}").write_bytes(b"precious")
    assert quotes(path.parent) == []
    assert path.with_name(f"reader.db.not-ours-1{end}").read_bytes() == b"precious"


@pytest.mark.parametrize("seed", range(6))
def test_a_journal_full_of_anything_changes_no_passage(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    magic = bytes.fromhex("d9d505f920a163d7")
    begins = (b"", magic, magic + chance.randbytes(20), b"\0" * 28, magic + b"\xff" * 4, b"x" * 600)[seed]
    journal_of(path).write_bytes(begins + chance.randbytes(chance.choice((0, 1, 4000, 100_000))))
    assert quotes(path.parent) in ([TEXT[slice(*QUOTE)]], [])
    kept = [path, *path.parent.glob("reader.db.not-ours-1")]
    # Where it is not there any more, it is in what was put aside.
    assert any(_holds_the_passage(each) for each in kept)


def _holds_the_passage(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.Error):
        return connection.execute("SELECT quote FROM bookmarks").fetchall() == [(TEXT[slice(*QUOTE)],)]
    return False


def test_a_journal_that_would_put_a_trigger_into_the_store_never_does(path: Path) -> None:
    clean = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM bookmarks; END")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TRIGGER t")
        connection.execute("INSERT INTO texts SELECT value, zeroblob(20000) FROM (SELECT 1 AS value UNION SELECT 2)")
        journal = journal_of(path).read_bytes()
        connection.execute("ROLLBACK")
    path.write_bytes(clean)
    journal_of(path).write_bytes(journal)
    with opened(path.parent) as library:
        library.memory.save_search("kim")
        library.bookmarks.add(library.article(ARTICLE), QUOTE)
        assert library.bookmarks.count() >= 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


def test_readers_that_find_the_same_foreign_file_at_once_make_one_store(path: Path) -> None:
    for number in range(1, 6):
        path.write_text(f"This is not a database, number {number}.")
        with ThreadPoolExecutor(4) as pool:
            counts = list(pool.map(_keep_in_a_store_of_its_own, [path.parent] * 4))
        assert max(counts) == 4
        assert len(list(path.parent.glob("reader.db.not-ours-*"))) == number
        assert len(quotes(path.parent)) == 4


def _keep_in_a_store_of_its_own(root: Path) -> int:
    with opened(root) as library:
        library.bookmarks.add(library.article(ARTICLE), QUOTE, note="another")
        return library.bookmarks.count()


def test_whoever_looks_at_the_store_while_it_is_written_lets_nobody_else_write(path: Path) -> None:
    """The system takes all locks on a file from a process that closes it once."""
    write = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with closing(Store(path)) as store:
        with store.transaction() as run:
            run("UPDATE bookmarks SET note = 'being written'")
            looking = threading.Thread(target=lambda: Store.is_there(path))
            looking.start()
            looking.join(0.3)
            other = subprocess.run([sys.executable, "-c", write], capture_output=True, text=True, check=False)
        looking.join()
    assert "database is locked" in other.stderr


# What is in the store


VALUES = {
    "nothing": "''",
    "bytes": "x'00ff'",
    "a zero": "'a' || char(0) || 'b'",
    "no UTF-8": "CAST(x'61ff62' AS TEXT)",
    "an escape": "char(27) || ']0;x' || char(7)",
    "a huge number": "9223372036854775807",
    "a negative number": "-9223372036854775808",
    "a fraction": "1e308 * 10",
    "a long word": "printf('%.*c', 1000000, 'x')",
    "lists in lists": "printf('%.*c', 100000, '[')",
    "JSON of another kind": """'{"a": [1, null, {"b": "\\ud800"}]}'""",
    "another article": "'../../etc/passwd'",
}
COLUMNS = {
    "texts": ("text",),
    "bookmarks": ("article", "start", "end", "quote", "prefix", "suffix", "note", "tags", "created", "removed"),
    "positions": ("article", "title", "start", "share", "opened"),
    "read_marks": ("article", "marked"),
    "searches": ("query", "created"),
    "dates": ("article", "day"),
    "settings": ("name", "value"),
    "changes": ("number", "state", "done", "undone", "patches", "made"),
    "asked": ("query", "asked"),
    "looks": ("query", "looked"),
    "corrections": ("place", "entity", "does", "value", "made"),
    "put_back": ("article", "text_hash", "start", "end", "quote", "prefix", "suffix", "made"),
}


def doctor(path: Path, table: str, columns: tuple[str, ...], value: str) -> None:
    """Write a value into columns of the newest row of a table, as far as SQLite lets it be written."""
    setting = ", ".join(f'"{column}" = {value}' for column in columns)
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.IntegrityError):
        connection.execute(f"UPDATE {table} SET {setting} WHERE rowid = (SELECT max(rowid) FROM {table})")
        connection.commit()


@pytest.mark.parametrize("value", ["bytes", "a zero", "a huge number"])
def test_whatever_stands_in_the_store_is_answered(root: Path, path: Path, value: str) -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            doctor(path, table, (column,), VALUES[value])
    look_at_everything(root)


@pytest.mark.exhaustive
@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("value", VALUES)
def test_whatever_stands_in_one_column_is_answered(root: Path, path: Path, table: str, value: str) -> None:
    clean = path.read_bytes()
    for column in COLUMNS[table]:
        path.write_bytes(clean)
        doctor(path, table, (column,), VALUES[value])
        look_at_everything(root)


def test_every_column_of_the_store_is_doctored(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables == COLUMNS.keys()
        assert all(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.mark.exhaustive
def test_a_cell_larger_than_any_of_ours_is_refused_and_left_as_it_is(root: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE bookmarks SET note = zeroblob(70000000)")
        connection.commit()
    before = path.stat().st_mtime_ns
    with opened(root) as library, pytest.raises(StoreError, match="too big"):
        library.bookmarks.all()
    look_at_everything(root)
    assert path.stat().st_mtime_ns >= before
    assert not list(root.glob("reader.db.not-ours-*"))


@pytest.mark.parametrize("seed", range(4))
def test_damaged_pages_are_told_as_such_and_never_lead_to_another_error(root: Path, path: Path, seed: int) -> None:
    _damage(path, seed)
    look_at_everything(root)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(4, 100))
def test_damaged_pages_of_all_kinds_never_lead_to_another_error(root: Path, path: Path, seed: int) -> None:
    _damage(path, seed)
    look_at_everything(root)


def _damage(path: Path, seed: int) -> None:
    """Write noise over a page, or over a few bytes, or exchange two pages; after the first, which says whose it is."""
    chance, content, page = random.Random(seed), bytearray(path.read_bytes()), 4096
    pages = len(content) // page
    at = page * chance.randrange(1, pages)
    match seed % 4:
        case 0:
            content[at : at + page] = chance.randbytes(page)
        case 1:
            other = page * chance.randrange(1, pages)
            content[at : at + page], content[other : other + page] = (
                content[other : other + page],
                content[at : at + page],
            )
        case 2:
            for _ in range(20):
                content[at + chance.randrange(16)] = chance.randrange(256)
        case _:
            del content[at:]
    path.write_bytes(content)


def test_a_damaged_store_is_refused_with_a_word_for_it_and_stays_where_it_is(root: Path, path: Path) -> None:
    content = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bookmarks'").fetchone()
    content[4096 * (number - 1) : 4096 * number] = b"\xff" * 4096
    path.write_bytes(content)
    with opened(root) as library, pytest.raises(StoreError, match=r"reader\.db cannot be used: it is damaged"):
        library.bookmarks.all()
    assert listing(root)["reader.db"] == bytes(content)


def test_a_newer_store_stops_nothing_but_what_needs_it(root: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = listing(root)
    with opened(root) as library:
        list(update_index(library.places))
        assert library.search("drawer").total == 1
        assert library.article(ARTICLE).title == "The Drawer"
        assert [person.id for person in library.people()] == ["person:nell-oakshott"]
        with pytest.raises(StoreError, match="newer version"):
            library.bookmarks.all()
    look_at_everything(root)
    assert listing(root) == before


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "text"])
def test_what_only_stands_in_the_stores_place_is_in_nobodys_way(
    root: Path, path: Path, tmp_path: Path, kind: str
) -> None:
    path.unlink()
    match kind:
        case "link":
            path.symlink_to(tmp_path / "nowhere")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path.write_text("This is not a database.")
    look_at_everything(root)
    assert not (tmp_path / "nowhere").exists()
    assert os.path.lexists(root / "reader.db.not-ours-1")
    assert path.is_file()
    assert find_places(root).store == path
