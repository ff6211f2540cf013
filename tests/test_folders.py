"""Bare folders that are moved and renamed: what was kept comes along, and never to a folder that it is not of."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.bookmarks.exchange import Loaded
from tui_reader.errors import StoreError
from tui_reader.library import Library
from tui_reader.library.exchanging import find_store
from tui_reader.library.folder_note import Note, parse_note
from tui_reader.library.folders import SAMPLE
from tui_reader.library.places import find_places
from tui_reader.library.update import is_up_to_date, update_index

NAMES = ("gala.txt", "more/drawer.txt", "more/string.txt")


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with closing(Library(folder)) as library:
        yield library


def make(folder: Path, names: Sequence[str] = NAMES, text: str = "It was ten when he left.") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The Story of {name}\n\n{text} This is {name}.\n")
    return folder


def keep(folder: Path, name: str = NAMES[0], note: str = "mine") -> None:
    """Keep the first words of an article."""
    with opened(folder) as library:
        library.bookmarks.add(library.article(name), Span(0, 9), note=note)


def index(folder: Path) -> dict[str, int]:
    *_, last = update_index(find_places(folder))
    return {"added": last.added, "changed": last.changed, "removed": last.removed}


def notes(folder: Path) -> list[str]:
    """The notes of what is kept in a folder."""
    with opened(folder) as library:
        return sorted(bookmark.note for bookmark in library.kept_bookmarks())


def news(folder: Path) -> str:
    with opened(folder) as library:
        return library.tell_news()


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A bare folder in which a passage is kept, and which was indexed."""
    folder = make(tmp_path / "used")
    keep(folder)
    index(folder)
    return folder


def test_what_was_kept_comes_along_to_wherever_a_folder_is_moved_and_that_is_said_once(
    used: Path, tmp_path: Path
) -> None:
    other = used.rename(tmp_path / "renamed")
    with opened(other) as library:
        (kept,) = library.bookmarks.all()
        assert (kept.state, kept.bookmark.note) == ("exact", "mine")
        assert library.tell_news() == f"what you kept came along from {used}"
        assert library.tell_news() == ""
    assert news(other) == ""


def test_all_that_is_remembered_comes_along_too(used: Path, tmp_path: Path) -> None:
    with opened(used) as library:
        library.memory.mark_read(NAMES[1], is_read=True)
        library.memory.save_search("gala")
    with opened(used.rename(tmp_path / "renamed")) as library:
        assert library.memory.read_articles() == {NAMES[1]}
        assert [saved.query for saved in library.memory.saved_searches()] == ["gala"]
        assert library.memory.undo() == "no longer saved: gala"


def test_the_index_comes_along_and_nothing_is_read_again(used: Path, tmp_path: Path) -> None:
    for name in NAMES:
        os.utime(used / name, (1_600_000_000, 1_600_000_000))
    index(used)
    other = used.rename(tmp_path / "renamed")
    with opened(other) as library:
        assert is_up_to_date(library.places)
        assert library.search("drawer").total == 1


def test_a_folder_that_goes_there_and_back_and_on_has_all_that_was_kept_on_the_way(used: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for number, (before, now) in enumerate(((used, one), (one, used), (used, other), (other, one))):
        before.rename(now)
        keep(now, NAMES[1], f"{number}")
        assert notes(now) == sorted(["mine", *map(str, range(number + 1))])
        assert news(now) == f"what you kept came along from {before}"


def test_a_folder_is_known_again_on_another_disk_by_its_articles_though_some_have_changed(
    tmp_path: Path,
) -> None:
    used = make(tmp_path / "used", [f"{number}.txt" for number in range(20)])
    keep(used, "3.txt")
    index(used)
    other = tmp_path / "copied"
    shutil.copytree(used, other)  # another inode, other times
    shutil.rmtree(used)
    for number in range(2):
        (other / f"{number}.txt").write_text("Another story altogether.\n")
        (other / f"{number + 2}.md").write_text("One more.\n")
    assert notes(other) == ["mine"]


def test_a_folder_that_was_indexed_before_anything_was_kept_is_known_by_all_of_its_articles(tmp_path: Path) -> None:
    used = make(tmp_path / "used")
    index(used)
    keep(used)
    other = used.rename(tmp_path / "renamed")
    (other / NAMES[0]).rename(other / "elsewhere.txt")
    assert notes(other) == ["mine"]


def test_a_folder_that_was_never_indexed_is_known_by_the_texts_of_its_passages(tmp_path: Path) -> None:
    used = make(tmp_path / "used")
    for name in NAMES:
        keep(used, name, name)
    (used / NAMES[1]).write_text("It was edited since.\n")
    other = tmp_path / "copied"
    shutil.copytree(used, other)
    shutil.rmtree(used)
    assert notes(other) == sorted(NAMES)


def test_a_copy_beside_the_folder_is_another_folder(used: Path, tmp_path: Path) -> None:
    other = shutil.copytree(used, tmp_path / "copy")
    assert (notes(other), news(other), notes(used)) == ([], "", ["mine"])
    keep(other, note="of the copy")
    assert (notes(other), notes(used)) == (["of the copy"], ["mine"])


def test_what_was_kept_of_another_folder_does_not_come_along(used: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", text="Nobody left.")
    few = make(tmp_path / "few", NAMES[1:], text="It was ten when he left.")
    shutil.rmtree(used)
    for folder in (other, few):
        assert (notes(folder), news(folder)) == ([], "")


def test_of_two_that_are_gone_and_were_alike_it_is_neither_and_both_are_named_once(used: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(used, tmp_path / "twin")
    keep(twin, note="of the twin")
    index(twin)
    other = shutil.copytree(used, tmp_path / "other")
    shutil.rmtree(used)
    shutil.rmtree(twin)
    with opened(other) as library:
        said = library.tell_news()
        assert str(used) in said
        assert str(twin) in said
        assert library.bookmarks.all() == []
        assert library.tell_news() == ""
    shutil.copytree(other, used)
    shutil.copytree(other, twin)
    assert (notes(used), notes(twin), news(other)) == (["mine"], ["of the twin"], "")


def test_what_was_kept_of_a_folder_that_is_gone_can_be_brought_in_by_hand(used: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", NAMES[:2])
    keep(other, NAMES[1], "of the other")
    (used / NAMES[0]).write_text("It was edited before it went.\n")
    shutil.rmtree(used)
    store = find_store(str(used))
    assert store is not None
    before = store.read_bytes()
    with opened(other) as library:
        assert library.bookmarks.load_store(store) == Loaded(added=1)
        assert library.bookmarks.load_store(store) == Loaded(known=1)
        kept = {each.bookmark.note: each.state for each in library.bookmarks.all()}
        assert kept == {"mine": "exact", "of the other": "exact"}
        assert library.memory.undo() == "no longer kept: 1 passage brought in"
        assert library.bookmarks.load_store(store) == Loaded(added=1)
    assert store.read_bytes() == before


def test_a_store_is_meant_by_its_folder_its_library_or_itself(used: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    make(library / "articles")
    keep(library, f"articles/{NAMES[0]}")
    assert find_store(str(used)) == find_places(used).store
    assert find_store(str(library)) == find_store(str(library / "reader.db")) == library / "reader.db"
    for name in (used / NAMES[0], tmp_path / "nowhere", tmp_path, "\0", "-", ""):
        assert find_store(str(name)) is None


def test_of_two_alike_the_one_that_is_only_called_otherwise_is_it(used: Path, tmp_path: Path) -> None:
    twin = shutil.copytree(used, tmp_path / "twin")
    keep(twin, note="of the twin")
    index(twin)
    shutil.rmtree(used)
    assert notes(twin.rename(tmp_path / "other")) == ["of the twin"]


def test_a_drive_that_comes_back_has_what_was_kept_before_and_while_it_was_away(used: Path, tmp_path: Path) -> None:
    drive, backup = tmp_path / "away", shutil.copytree(used, tmp_path / "backup")
    used.rename(drive)
    keep(backup, note="of the backup")
    assert notes(backup) == ["mine", "of the backup"]
    drive.rename(used)
    assert notes(used) == ["mine", "of the backup"]
    keep(used, note="back")
    assert notes(backup) == ["mine", "of the backup"]
    assert news(used) == f"what you kept came along from {backup}"


def test_the_empty_place_of_a_drive_is_not_the_folder(used: Path, tmp_path: Path) -> None:
    other = used.rename(tmp_path / "renamed")
    used.mkdir()
    assert notes(other) == ["mine"]
    make(used, ["new.txt"])
    assert (notes(used), news(used)) == ([], "")


def test_a_link_in_place_of_the_folder_leads_to_it(used: Path, tmp_path: Path) -> None:
    other = used.rename(tmp_path / "renamed")
    used.symlink_to(other)
    assert notes(used) == ["mine"]
    assert notes(other) == ["mine"]


def test_a_folder_that_has_something_of_its_own_keeps_that_and_nothing_else(used: Path, tmp_path: Path) -> None:
    other = shutil.copytree(used, tmp_path / "copy")
    keep(other, note="of the copy")
    shutil.rmtree(used)
    assert notes(other) == ["of the copy"]


def test_who_has_the_folder_open_while_it_is_moved_cannot_keep_anything_unseen(used: Path, tmp_path: Path) -> None:
    with opened(used) as library:
        article = library.article(NAMES[0])
        library.bookmarks.add(article, Span(0, 3), note="before")
        other = used.rename(tmp_path / "renamed")
        assert notes(other) == ["before", "mine"]
        with pytest.raises(StoreError, match="it was moved meanwhile"):
            library.bookmarks.add(article, Span(4, 7), note="after")
    assert notes(other) == ["before", "mine"]


def test_two_readers_that_open_a_moved_folder_have_the_same_store(used: Path, tmp_path: Path) -> None:
    other = used.rename(tmp_path / "renamed")
    with opened(other) as library, opened(other) as second:
        assert len(library.bookmarks.all()) == len(second.bookmarks.all()) == 1
        assert sorted((library.tell_news(), second.tell_news())) == ["", f"what you kept came along from {used}"]


def test_a_store_that_was_tampered_with_does_not_come_along_as_ours(used: Path, tmp_path: Path) -> None:
    path = find_places(used).store
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON bookmarks BEGIN DELETE FROM bookmarks; END")
    other = used.rename(tmp_path / "renamed")
    with opened(other) as library:
        assert library.bookmarks.all() == []
        assert library.bookmarks.set_aside is not None


def test_only_a_few_files_are_read_of_a_folder_that_is_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = make(tmp_path / "used", [f"{number}.txt" for number in range(SAMPLE * 3)])
    keep(used, "3.txt")
    index(used)
    other = used.rename(tmp_path / "renamed")
    read: list[str] = []
    really = os.open

    def noted(path: str, *more: int, **named: int) -> int:
        read.append(str(path))
        return really(path, *more, **named)

    monkeypatch.setattr(os, "open", noted)
    Library(other).close()
    assert len({path for path in read if path.endswith(".txt")}) == SAMPLE
    read.clear()
    Library(other).close()
    assert read == []


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@given(path=anything, identity=anything, was=anything, articles=anything)
def test_no_note_is_an_error(path: object, identity: object, was: object, articles: object) -> None:
    said = {"path": path, "identity": identity, "was": was, "articles": articles}
    note = parse_note(json.dumps(said).encode())
    assert note is None or (note.path, list(note.was), note.articles) == (path, was, articles)
    assert parse_note(json.dumps(path).encode()) is None


@given(st.binary(max_size=30))
def test_what_is_no_note_says_nothing(content: bytes) -> None:
    assert parse_note(content) is None


def test_a_note_says_what_it_was_given(used: Path) -> None:
    with opened(used) as library:
        note = parse_note((library.places.store.parent / "folder.json").read_bytes())
    assert isinstance(note, Note)
    found = used.stat()
    assert (note.path, note.identity, note.was) == (str(used), (found.st_dev, found.st_ino), ())
    assert note.articles.keys() == set(NAMES)
