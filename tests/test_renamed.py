"""Files that are called otherwise, or lie elsewhere in their library: what is kept and remembered of them follows."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Article, Span
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.store import Store
from tui_reader.library import Library
from tui_reader.library.places import find_places
from tui_reader.library.update import update_index

NAMES = ("a.txt", "b.txt", "c.txt")
LONG_AGO = 1_600_000_000


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))


def text_of(name: str) -> str:
    return (
        f"The Story of {name}\n\nNobody has opened {name} since, she says. It is mostly string, and it is hers.\n\n"
        f"Where each piece of {name} came from is written on it. He left at ten, and has not been seen again.\n"
    )


def index(folder: Path) -> None:
    for _ in update_index(find_places(folder)):
        pass


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three articles, of the first of which all is remembered that can be."""
    for name in NAMES:
        write(tmp_path, name, text_of(name))
    index(tmp_path)
    with closing(Library(tmp_path)) as library:
        library.memory.keep_position("a.txt", "The Story of a.txt", 40, 0.5)
        library.memory.mark_read("a.txt", is_read=True)
        library.memory.set_date("a.txt", date(2024, 5, 1))
        library.bookmarks.add(library.article("a.txt"), Span(0, 9), tags=["mine"])
        yield library


def follow(library: Library) -> None:
    index(library.places.root)
    library._index.forget()


def remembered(library: Library, name: str) -> tuple[object, ...]:
    """All that is remembered of an article, however it is asked for."""
    memory, position = library.memory, library.memory.position(name)
    found = [{hit.article for hit in library.search(query).hits} for query in ("tag:mine", "is:kept", "is:read")]
    return (
        position.offset if position else None,
        name in memory.read_articles(),
        memory.date_of(name),
        library.bookmarks.counts().get(name, 0),
        *(name in each for each in found),
        [kept.state for kept in library.bookmarks.of(library.article(name))],
    )


ALL = (40, True, date(2024, 5, 1), 1, True, True, True, ["exact"])
NOTHING: tuple[object, ...] = (None, False, None, 0, False, False, False, [])


@pytest.mark.parametrize("name", ["z.txt", "deep/er/a.txt", os.fsdecode(b"caf\xe9.txt")])
def test_all_that_is_remembered_follows_a_file_to_its_new_name(library: Library, name: str) -> None:
    root = library.places.root
    assert remembered(library, "a.txt") == ALL
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "a.txt").rename(root / name)
    follow(library)
    assert remembered(library, name) == ALL
    assert [each.article for each in library.bookmarks.all()] == [name]
    assert library.article(name).published == date(2024, 5, 1)
    assert [hit.article for hit in library.search("date:2024").hits] == [name]
    write(root, "a.txt", "A New Story\n\nNobody has read it yet.\n")
    follow(library)
    assert remembered(library, "a.txt") == NOTHING
    assert remembered(library, name) == ALL


def test_all_that_is_remembered_follows_what_is_told_only_by_its_content(library: Library) -> None:
    root = library.places.root
    (root / "a.txt").unlink()
    write(root, "copied.txt", text_of("a.txt"))
    os.utime(root / "copied.txt", (LONG_AGO + 9, LONG_AGO + 9))
    follow(library)
    assert remembered(library, "copied.txt") == ALL


def test_all_that_is_remembered_follows_a_file_that_was_edited_as_well(library: Library) -> None:
    root = library.places.root
    (root / "a.txt").unlink()
    write(root, "edited.txt", text_of("a.txt").replace("mostly string", "string, mostly"))
    follow(library)
    assert remembered(library, "edited.txt") == ALL


def test_what_could_be_undone_can_be_undone_under_the_new_name_too(library: Library) -> None:
    root = library.places.root
    (root / "a.txt").rename(root / "z.txt")
    follow(library)
    said = [library.memory.undo() for _ in range(4)]
    assert said == [
        "no longer kept: “The Story”",
        "no longer dated 1 May 2024: The Story of a.txt",
        "marked as unread: The Story of a.txt",
        None,
    ]
    follow(library)
    assert remembered(library, "z.txt") == (40, *NOTHING[1:])
    for _ in said:
        library.memory.redo()
    follow(library)
    assert remembered(library, "z.txt") == ALL


def test_a_place_by_hand_follows_its_file_and_can_be_undone(library: Library) -> None:
    root = library.places.root
    (kept,) = library.bookmarks.all()
    library.bookmarks.put_back(kept.bookmark.id, library.article("b.txt"), Span(0, 9))
    (root / "b.txt").rename(root / "z.txt")
    follow(library)
    (kept,) = library.bookmarks.all()
    assert (kept.article, kept.state) == ("z.txt", "exact")
    assert library.memory.undo() == "no longer put back: “The Story”"
    (kept,) = library.bookmarks.all()
    assert (kept.article, kept.state) == ("a.txt", "exact")


def test_files_that_change_places_are_each_followed(library: Library) -> None:
    root = library.places.root
    for offset, name in enumerate(("b.txt", "c.txt"), 7):
        library.memory.keep_position(name, "", offset, 0.5)
    (root / "a.txt").rename(root / "aside")
    (root / "c.txt").rename(root / "last.txt")
    (root / "b.txt").rename(root / "c.txt")
    (root / "aside").rename(root / "b.txt")
    follow(library)
    assert remembered(library, "b.txt") == ALL
    assert [(at := library.memory.position(name)) and at.offset for name in ("a.txt", "c.txt", "last.txt")] == [
        None,
        7,
        8,
    ]


def test_a_file_that_was_put_aside_by_who_wrote_it_anew_is_not_followed(library: Library) -> None:
    root = library.places.root
    (root / "a.txt").rename(root / "a-before.txt")
    write(root, "a.txt", text_of("a.txt").replace("She", "Nell"))
    follow(library)
    assert remembered(library, "a.txt") == ALL
    assert remembered(library, "a-before.txt")[:4] == NOTHING[:4]


def test_of_copies_in_two_folders_each_is_followed_by_its_name(tmp_path: Path) -> None:
    for name in ("old/1.txt", "old/2.txt"):
        write(tmp_path, name, text_of("both"))
        os.utime(tmp_path / name, (LONG_AGO + 1, LONG_AGO + 1))
    index(tmp_path)
    with closing(Library(tmp_path)) as library:
        for offset in (1, 2):
            library.memory.keep_position(f"old/{offset}.txt", "", offset, 0.5)
        for name in ("1.txt", "2.txt"):
            (tmp_path / "old" / name).unlink()
            write(tmp_path, f"new/{name}", text_of("both"))
        follow(library)
        positions = [library.memory.position(f"new/{offset}.txt") for offset in (1, 2)]
        assert [place.offset for place in positions if place] == [1, 2]


def test_a_copy_is_not_followed_while_the_file_is_there(library: Library) -> None:
    root = library.places.root
    write(root, "copy.txt", text_of("a.txt"))
    follow(library)
    assert remembered(library, "a.txt") == ALL
    assert remembered(library, "copy.txt")[:4] == NOTHING[:4]


def test_another_version_of_the_story_that_was_there_before_is_not_taken_for_a_file_that_is_gone(
    library: Library,
) -> None:
    root = library.places.root
    write(root, "version.txt", text_of("a.txt").replace("mostly string", "string, mostly"))
    follow(library)
    content = (root / "a.txt").read_bytes()
    (root / "a.txt").unlink()
    follow(library)
    assert library.bookmarks.counts() == {"a.txt": 1}
    (kept,) = library.bookmarks.all()
    assert kept.article == "version.txt"  # where it stands as long as its own article is gone
    (root / "a.txt").write_bytes(content)
    follow(library)
    assert remembered(library, "a.txt") == ALL


def test_what_is_kept_follows_a_file_that_was_renamed_while_there_was_no_index(library: Library) -> None:
    root = library.places.root
    (root / "a.txt").rename(root / "z.txt")
    (library.places.index / "manifest.jsonl").unlink()
    follow(library)
    assert remembered(library, "z.txt") == ALL


def test_an_update_that_ends_at_any_moment_leaves_nothing_behind_under_the_old_names(tmp_path: Path) -> None:
    names = [f"{number:03}.txt" for number in range(120)]
    for name in names:
        write(tmp_path, f"old/{name}", text_of(name))
    index(tmp_path)
    with closing(Library(tmp_path)) as library:
        for name in names[::10]:
            library.memory.note_read(f"old/{name}")
        (tmp_path / "old").rename(tmp_path / "new")
        for step in update_index(find_places(tmp_path)):
            if step.grown:
                break  # the first of its commits, in which all that are gone are forgotten
        assert library.memory.read_articles() == {f"new/{name}" for name in names[::10]}
        index(tmp_path)
        assert library.search("is:read").total == 12


def test_no_store_is_made_because_a_file_was_renamed(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", text_of("a.txt"))
    index(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "z.txt")
    index(tmp_path)
    assert not find_places(tmp_path).store.exists()


names_of_articles = st.sampled_from(["a", "b", "c", "d", os.fsdecode(b"\xe9")])


@settings(max_examples=15, deadline=None)
@given(
    names=st.dictionaries(names_of_articles, names_of_articles).filter(lambda it: len({*it.values()}) == len(it)),
    marked=st.sets(names_of_articles),
)
def test_only_names_change_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, names: dict[str, str], marked: set[str]
) -> None:
    with closing(Store(tmp_path_factory.mktemp("store") / "reader.db")) as store:
        for name in marked:
            store.memory.put("read_marks", name, ascii(name))
            for offset in range(2):
                make = partial(
                    make_bookmark, article=Article(name, "All of it.", (), "", ""), passage=Span(0, 3 + offset)
                )
                store.passages.add("All of it.", lambda new, now, make=make: make(new, created=now))  # type: ignore[misc]
        before = {bookmark.id: bookmark.article for bookmark in store.passages.bookmarks()}
        store.rename_articles(names)
        now = {bookmark.id: bookmark.article for bookmark in store.passages.bookmarks()}
        assert now == {each: names.get(article, article) for each, article in before.items()}
        # Of two that come to have the same name, one of which was called so and stays, that goes before which comes.
        wanted = {name: ascii(name) for name in marked - names.keys()}
        wanted |= {names[name]: ascii(name) for name in marked & names.keys()}
        assert {os.fsdecode(name): mark for name, mark in store.memory.rows("read_marks")} == wanted


def test_a_journal_that_was_tampered_with_is_left_as_it_is(library: Library) -> None:
    root = library.places.root
    with closing(sqlite3.connect(library.places.store)) as connection, connection:
        connection.execute("UPDATE changes SET patches = '[[[' WHERE number = 1")
    (root / "a.txt").rename(root / "z.txt")
    follow(library)
    assert remembered(library, "z.txt") == ALL
    assert library.memory.undo() == "no longer kept: “The Story”"
