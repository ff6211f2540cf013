"""A library that cannot be written and has a store of its own: its passages are shown, and nothing in it is touched."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tui_reader.article import Span
from tui_reader.bookmarks.exchange import Loaded
from tui_reader.library import Library

TEXT = "The Gala\n\nIt was ten when he left. Nobody has seen him since.\n"
ARTICLE = "articles/gala.txt"


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with closing(Library(folder)) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library in which two passages are kept."""
    folder = tmp_path / "library"
    (folder / "articles").mkdir(parents=True)
    (folder / ARTICLE).write_text(TEXT)
    with opened(folder) as library:
        article = library.article(ARTICLE)
        library.bookmarks.add(article, Span(0, 8), note="theirs", tags=["shared"])
        library.bookmarks.add(article, Span(10, 33), note="theirs too")
    return folder


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], Path]]:
    """Have a folder that cannot be written, also by one who may write everywhere."""
    really, locked = os.access, set[Path]()

    def access(path: Path, mode: int) -> bool:
        return not (mode & os.W_OK and path in locked) and really(path, mode)

    def lock(folder: Path) -> Path:
        locked.add(folder)
        folder.chmod(0o500)
        monkeypatch.setattr(os, "access", access)
        return folder

    yield lock
    for folder in filter(Path.exists, locked):
        folder.chmod(0o700)


@pytest.fixture
def read_only(folder: Path, lock: Callable[[Path], Path]) -> Path:
    return lock(folder)


def listing(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in (folder, *folder.rglob("*"))
    }


def notes(library: Library) -> list[str]:
    return [kept.bookmark.note for kept in library.bookmarks.all()]


def test_the_passages_of_a_library_that_cannot_be_written_are_there_in_every_way(read_only: Path) -> None:
    before = listing(read_only)
    with opened(read_only) as library:
        assert library.search("tag:shared").total == library.search("is:kept").total == 1
        assert notes(library) == ["theirs too", "theirs"]
        assert library.tags() == ("shared",)
        assert [kept.span for kept in library.bookmarks.of(library.article(ARTICLE))] == [(0, 8), (10, 33)]
        assert library.bookmarks.counts() == {ARTICLE: 2}
        kept = library.bookmarks.all("note:too")
        assert library.bookmarks.find(kept[0].bookmark.id) == kept[0]
        assert library.bookmarks.article_then(kept[0].bookmark).text == TEXT
        assert library.bookmarks.trouble == ""
    assert listing(read_only) == before


def test_what_is_kept_anew_is_the_users_own(read_only: Path, user_folders: Path) -> None:
    before = listing(read_only)
    with opened(read_only) as library:
        article = library.article(ARTICLE)
        assert library.bookmarks.add(article, Span(10, 33)).bookmark.note == "theirs too"  # kept already
        library.bookmarks.add(article, Span(34, 40), note="mine")
        assert user_folders in library.places.store.parents
    with opened(read_only) as library:
        assert notes(library) == ["mine", "theirs too", "theirs"]
    assert listing(read_only) == before


def test_what_is_changed_or_removed_is_so_for_the_user_and_can_be_undone(read_only: Path) -> None:
    before = listing(read_only)
    with opened(read_only) as library:
        one, other = (kept.bookmark.id for kept in library.bookmarks.all())
        library.bookmarks.edit(one, note="mine now")
        library.bookmarks.retag([one, other], without=["shared"], adding=["own"])
        library.bookmarks.remove(other)
        library.bookmarks.put_back(one, library.article(ARTICLE), Span(34, 40))
    with opened(read_only) as library:
        (kept,) = library.bookmarks.all()
        assert (kept.bookmark.id, kept.bookmark.note, kept.bookmark.tags, kept.span) == (
            one,
            "mine now",
            ("own",),
            (34, 40),
        )
        for _ in range(4):
            library.memory.undo()
        assert library.memory.undo() is None
        assert notes(library) == ["theirs too", "theirs"]
        assert [kept.bookmark.tags for kept in library.bookmarks.all()] == [(), ("shared",)]
    assert listing(read_only) == before


def test_what_the_user_kept_comes_along_where_such_a_library_is_moved(
    folder: Path, lock: Callable[[Path], Path]
) -> None:
    with opened(lock(folder)) as library:
        library.bookmarks.add(library.article(ARTICLE), Span(34, 40), note="mine")
    moved = lock(folder.rename(folder.with_name("moved")))
    with opened(moved) as library:
        assert notes(library) == ["mine", "theirs too", "theirs"]
        assert library.tell_news() == f"what you kept came along from {folder}"


def test_what_is_brought_in_and_is_there_beneath_is_there_already(read_only: Path) -> None:
    with opened(read_only) as library:
        for format_ in ("json", "csv", "readwise"):
            assert library.bookmarks.load(library.bookmarks.export(format_)) == Loaded(known=2)
        assert len(notes(library)) == 2


def test_what_the_owner_of_the_library_changes_later_is_seen_the_next_time(read_only: Path) -> None:
    with opened(read_only) as library:
        assert len(notes(library)) == 2
    read_only.chmod(0o700)
    with closing(sqlite3.connect(read_only / "reader.db")) as connection, connection:
        connection.execute("UPDATE bookmarks SET note = 'theirs anew' WHERE note = 'theirs too'")
    with opened(read_only) as library:
        assert notes(library) == ["theirs anew", "theirs"]


def test_a_transaction_that_was_not_ended_is_not_seen(folder: Path, lock: Callable[[Path], Path]) -> None:
    path = folder / "reader.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE bookmarks SET note = 'torn'")
        connection.execute("INSERT INTO texts VALUES ('x', ?)", ("much " * 100_000,))
        torn = shutil.copytree(folder, folder.parent / "torn")
        connection.execute("ROLLBACK")
    assert (torn / "reader.db-journal").stat().st_size
    before = listing(lock(torn))
    with opened(torn) as library:
        assert notes(library) == ["theirs too", "theirs"]
    assert listing(torn) == before


def trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON bookmarks BEGIN DELETE FROM bookmarks; END")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def link(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))
    path.symlink_to("elsewhere.db")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def enormous(path: Path) -> None:
    os.truncate(path, 2 * 1024**3)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        *((trigger, "is not ours"), (newer, "newer version"), (link, "is no file"), (pipe, "is no file")),
        *((enormous, "too large"), (cut, "reader.db")),
        *((lambda path: path.write_text("no store"), "is not ours"),),
        *((lambda path: (path.unlink(), path.mkdir()), "is no file"),),
    ],
    ids=["a trigger", "a newer version", "a link", "a pipe", "two gigabytes", "half of it", "a text", "a folder"],
)
def test_what_was_tampered_with_is_refused_and_left_alone_and_ones_own_is_there(
    folder: Path, lock: Callable[[Path], Path], spoil: Callable[[Path], object], said: str
) -> None:
    spoil(folder / "reader.db")
    before = sorted(path.name for path in lock(folder).iterdir())
    with opened(folder) as library:
        library.bookmarks.add(library.article(ARTICLE), Span(34, 40), note="mine")
        assert notes(library) == ["mine"]
        assert said in library.bookmarks.trouble
        assert str(folder / "reader.db") in library.bookmarks.trouble
    assert sorted(path.name for path in folder.iterdir()) == before


def test_an_empty_store_has_no_passages(folder: Path, lock: Callable[[Path], Path]) -> None:
    (folder / "reader.db").write_bytes(b"")
    with opened(lock(folder)) as library:
        assert notes(library) == []
        assert library.bookmarks.trouble == ""


def test_a_file_in_a_bare_folder_is_no_store(tmp_path: Path, folder: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(folder / "articles", bare / "stories")
    shutil.copy(folder / "reader.db", bare)
    with opened(bare) as library:
        assert notes(library) == []
