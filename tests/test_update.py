"""Bringing an index up to date: what is found afterwards, what is left alone, and what survives being killed.

An update may be stopped at any moment, in any way; the next one completes it, and its index is that of a fresh build.
"""

import gc
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast

import pytest

from tui_reader.errors import IndexBusyError, IndexTroubleError, LibraryError, ReaderError, StoreError
from tui_reader.library import Library
from tui_reader.library.child import UpdateProcess
from tui_reader.library.places import find_places
from tui_reader.library.progress import Progress
from tui_reader.library.run import AT_ONCE, FIRST_BATCH
from tui_reader.library.update import find_skipped, is_up_to_date, open_folder, update_index
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.parse import parse_query

LONG_AGO = 1_600_000_000
QUERIES = ["", "vance", '"the gala"', "kim OR number7", "number1*", "name:kim", "-kim", "title:title", "number3"]
MANY = FIRST_BATCH + 50
"""So many articles are committed in several batches."""


def put(path: Path, text: str | bytes, *, when: float = LONG_AGO) -> None:
    """Write an article that was last changed then; the same file in the same place, if it is there already."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (when, when))


def fill(folder: Path, count: int) -> None:
    """Write so many short articles, some with a person in them."""
    for number in range(count):
        who = "Kim Kardashian" if number % 3 else "Nobody"
        put(folder / f"{number:03}.txt", f"Title {number}\n\n{who} met Vance at the gala, said number{number}.\n")


def update(root: Path, *, rebuild: bool = False) -> Progress:
    return list(update_index(find_places(root), rebuild=rebuild))[-1]


def found(root: Path, query: str) -> list[str]:
    index = WhooshIndex(open_folder(find_places(root)))
    try:
        results = index.search(parse_query(query), limit=1000)
    finally:
        index.close()
    assert results.total == len(results.hits)
    return sorted(hit.article for hit in results.hits)


def answers(root: Path) -> dict[str, list[str]]:
    return {query: found(root, query) for query in QUERIES}


def changes_of(progress: Progress) -> dict[str, int]:
    counts = {name: getattr(progress, name) for name in ("added", "changed", "removed", "renamed")}
    return {name: count for name, count in counts.items() if count}


def phases_of(steps: list[Progress]) -> list[str]:
    """The phases in their order, each once."""
    return list(dict.fromkeys(step.phase for step in steps))


Test = TypeVar("Test", bound=Callable[..., None])


def may_leave_files_open(test: Test) -> Test:
    """Whoosh leaves open what it fails to read: let the garbage collector complain here, and not in a later test."""
    ignored = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
    return cast(Test, ignored(pytest.mark.usefixtures("_collected")(test)))


@pytest.fixture
def _collected() -> Iterator[None]:
    gc.freeze()  # so that only what the test leaves is looked through
    yield
    gc.collect()


def contents(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with nothing in it yet."""
    (tmp_path / "articles").mkdir()
    return tmp_path


@pytest.fixture
def three(root: Path) -> Path:
    """A library of three articles, up to date."""
    put(root / "articles" / "a.txt", "Apples\n\nVance likes apples.\n")
    put(root / "articles" / "b.txt", "Bananas\n\nVance likes bananas.\n")
    put(root / "articles" / "c.md", "Cherries\n\nNobody likes cherries.\n")
    update(root)
    return root


@pytest.fixture
def many(root: Path) -> Path:
    fill(root / "articles", MANY)
    return root


@pytest.fixture(scope="module")
def freshly_built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What an undisturbed index of the articles of `many` answers."""
    root = tmp_path_factory.mktemp("fresh")
    (root / "articles").mkdir()
    fill(root / "articles", MANY)
    update(root)
    return answers(root)


# What is found


def test_a_new_library_is_searchable(root: Path) -> None:
    put(root / "articles" / "a.txt", "Gala\n\nKim Kardashian came.\n")
    progress = update(root)
    assert changes_of(progress) == {"added": 1}
    assert (progress.articles, progress.named, progress.skipped) == (1, 1, 0)
    assert found(root, "title:gala name:kardashian came") == ["articles/a.txt"]


def test_an_added_article_is_found(three: Path) -> None:
    (three / "articles" / "deep" / "er").mkdir(parents=True)
    put(three / "articles" / "deep" / "er" / "d.txt", "Dates\n\nVance likes dates.\n")
    assert changes_of(update(three)) == {"added": 1}
    assert found(three, "vance") == ["articles/a.txt", "articles/b.txt", "articles/deep/er/d.txt"]


def test_a_changed_article_is_found_as_it_is_now(three: Path) -> None:
    put(three / "articles" / "a.txt", "Apples\n\nHollis hates apples.\n", when=LONG_AGO + 1)
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "vance") == ["articles/b.txt"]
    assert found(three, "hollis") == ["articles/a.txt"]


def test_a_removed_article_is_found_no_more(three: Path) -> None:
    (three / "articles" / "a.txt").unlink()
    progress = update(three)
    assert changes_of(progress) == {"removed": 1}
    assert progress.articles == 2
    assert found(three, "vance") == ["articles/b.txt"]


def test_a_renamed_article_is_found_under_its_new_name(three: Path) -> None:
    (three / "articles" / "a.txt").rename(three / "articles" / "z.txt")
    progress = update(three)
    assert changes_of(progress) == {"renamed": 1}
    assert progress.articles == 3
    assert found(three, "vance") == ["articles/b.txt", "articles/z.txt"]


def test_everything_at_once_is_counted(three: Path) -> None:
    articles = three / "articles"
    (articles / "a.txt").rename(articles / "z.txt")
    put(articles / "b.txt", "Bananas\n\nHollis.\n", when=LONG_AGO + 1)
    (articles / "c.md").unlink()
    put(articles / "d.txt", "Dates\n\nHollis.\n")
    assert changes_of(update(three)) == {"added": 1, "changed": 1, "removed": 1, "renamed": 1}
    assert found(three, "") == ["articles/b.txt", "articles/d.txt", "articles/z.txt"]


def test_copies_of_a_removed_article_are_one_renamed_and_the_rest_added(three: Path) -> None:
    content = (three / "articles" / "a.txt").read_bytes()
    (three / "articles" / "a.txt").unlink()
    put(three / "articles" / "x.txt", content)
    put(three / "articles" / "y.txt", content)
    assert changes_of(update(three)) == {"renamed": 1, "added": 1}


def test_an_article_that_changes_back_is_found_as_it_was(three: Path) -> None:
    path = three / "articles" / "a.txt"
    before = path.read_bytes()
    put(path, "Apples\n\nHollis hates apples.\n", when=LONG_AGO + 1)
    update(three)
    put(path, before, when=LONG_AGO + 2)
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "vance") == ["articles/a.txt", "articles/b.txt"]
    assert found(three, "hollis") == []


def test_an_article_that_was_removed_and_comes_back_is_found(three: Path) -> None:
    path = three / "articles" / "a.txt"
    before = path.read_bytes()
    path.unlink()
    update(three)
    put(path, before)
    assert changes_of(update(three)) == {"added": 1}
    assert found(three, "vance") == ["articles/a.txt", "articles/b.txt"]


def test_an_article_that_was_only_touched_is_not_changed(three: Path) -> None:
    os.utime(three / "articles" / "a.txt", (LONG_AGO + 1, LONG_AGO + 1))
    assert not is_up_to_date(find_places(three))
    assert not update(three).has_changes
    assert is_up_to_date(find_places(three))


def test_a_rebuild_finds_the_same(three: Path) -> None:
    before = answers(three)
    assert changes_of(update(three, rebuild=True)) == {"added": 3}
    assert answers(three) == before


def test_a_library_that_loses_everything_is_empty(three: Path) -> None:
    for path in (three / "articles").iterdir():
        path.unlink()
    progress = update(three)
    assert (progress.removed, progress.articles) == (3, 0)
    assert found(three, "") == []


# What is left alone


def test_an_unchanged_file_is_not_read_again(three: Path) -> None:
    """Its content is exchanged in a way that neither size nor time nor inode tells."""
    path = three / "articles" / "a.txt"
    put(path, path.read_text().replace("Vance", "Vince"))
    assert not update(three).has_changes
    assert found(three, "vance") == ["articles/a.txt", "articles/b.txt"]


def test_a_file_that_was_put_in_place_of_another_is_read(three: Path) -> None:
    """Size and time are the same, but it is another file."""
    path = three / "articles" / "a.txt"
    scratch = three / "scratch"
    put(scratch, path.read_text().replace("Vance", "Vince"))
    scratch.replace(path)
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "vince") == ["articles/a.txt"]


def test_a_file_that_was_just_written_is_read_again_next_time(root: Path) -> None:
    """It may change once more within what the file system's clock can tell apart."""
    path = root / "articles" / "a.txt"
    path.write_text("Apples\n\nVance.\n")
    written = path.stat().st_mtime_ns
    update(root)
    path.write_text("Apples\n\nVince.\n")
    os.utime(path, ns=(written, written))
    assert not is_up_to_date(find_places(root))
    assert changes_of(update(root)) == {"changed": 1}
    assert found(root, "vince") == ["articles/a.txt"]


def test_nothing_to_do_writes_nothing_but_says_that_it_is_done(three: Path) -> None:
    before = contents(three)
    steps = list(update_index(find_places(three)))
    assert phases_of(steps) == ["looking", "done"]
    assert (steps[-1].articles, steps[-1].has_changes) == (3, False)
    assert contents(three) == before


def test_articles_are_never_written(many: Path) -> None:
    before = contents(many / "articles")
    update(many)
    assert contents(many / "articles") == before


def test_nothing_is_ever_written_in_a_bare_folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    fill(tmp_path, 3)
    before = contents(tmp_path)
    update(tmp_path)
    assert found(tmp_path, "number1") == ["001.txt"]
    assert contents(tmp_path) == before
    assert tmp_path_factory.getbasetemp() in find_places(tmp_path).index.parents


def test_a_librarys_index_lies_in_it(three: Path) -> None:
    assert (three / "index" / "stamp.json").is_file()
    assert sorted(path.name for path in three.iterdir()) == ["articles", "index"]


# What cannot be read


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "it is empty"), (b" \n\n ", "it is empty"), (b"text\0" * 20, "it is not a text")]
)
def test_what_is_no_article_is_skipped_with_its_reason(three: Path, content: bytes, reason: str) -> None:
    put(three / "articles" / "x.txt", content)
    put(three / "articles" / "picture.png", b"")
    progress = update(three)
    assert (progress.articles, progress.added, progress.skipped) == (3, 0, 2)
    skipped = {item.path: item.reason for item in find_skipped(find_places(three))}
    assert skipped["articles/x.txt"] == reason
    assert set(skipped) == {"articles/x.txt", "articles/picture.png"}
    assert is_up_to_date(find_places(three))


def test_what_could_not_be_read_is_not_tried_again_until_it_changes(three: Path) -> None:
    path = three / "articles" / "x.txt"
    put(path, b"\n" * 30)
    update(three)
    put(path, "Xylophones\n\nVance and more.\n".ljust(30))
    assert not update(three).has_changes
    assert found(three, "xylophones") == []
    os.utime(path, (LONG_AGO + 1, LONG_AGO + 1))
    assert changes_of(update(three)) == {"added": 1}
    assert found(three, "xylophones") == ["articles/x.txt"]
    assert find_skipped(find_places(three)) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_tried_again(three: Path) -> None:
    path = three / "articles" / "a.txt"
    path.chmod(0)
    assert update(three).skipped == 1
    path.chmod(0o600)
    assert changes_of(update(three)) == {"added": 1}


def test_an_article_that_becomes_unreadable_is_found_no_more(three: Path) -> None:
    put(three / "articles" / "a.txt", b"", when=LONG_AGO + 1)
    progress = update(three)
    assert (progress.articles, progress.skipped) == (2, 1)
    assert found(three, "vance") == ["articles/b.txt"]


def test_an_unreadable_file_that_goes_away_is_forgotten(three: Path) -> None:
    put(three / "articles" / "x.txt", b"")
    update(three)
    (three / "articles" / "x.txt").unlink()
    progress = update(three)
    assert not progress.has_changes
    assert progress.skipped == 0


def test_links_are_skipped(three: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    put(elsewhere, "Secret\n\nVance knows.\n")
    (three / "articles" / "link.txt").symlink_to(elsewhere)
    (three / "articles" / "folder").symlink_to(elsewhere.parent)
    assert update(three).skipped == 2
    assert found(three, "secret") == []


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nowhere"):
        update(tmp_path / "nowhere")


# Two passes


def test_a_few_new_articles_have_their_names_at_once(root: Path) -> None:
    fill(root / "articles", AT_ONCE)
    steps = list(update_index(find_places(root)))
    assert phases_of(steps) == ["looking", "reading", "done"]
    assert steps[-1].named == steps[-1].articles == AT_ONCE
    assert len(found(root, "name:kim")) == len([number for number in range(AT_ONCE) if number % 3])


def test_many_new_articles_are_searchable_before_their_names_are_known(many: Path) -> None:
    steps = []
    named_before = None
    for step in update_index(find_places(many)):
        steps.append(step)
        if step.phase == "naming" and named_before is None:
            named_before = (len(found(many, "vance")), len(found(many, "name:kim")))
    assert phases_of(steps) == ["looking", "reading", "naming", "done"]
    assert named_before == (MANY, 0)
    assert steps[-1].named == steps[-1].articles == MANY
    assert len(found(many, "name:kim")) == len([number for number in range(MANY) if number % 3])


def test_each_batch_is_searchable_once_it_is_told(many: Path) -> None:
    for step in update_index(find_places(many)):
        if step.grown and step.phase == "reading":
            assert len(found(many, "vance")) == step.articles == step.done
            assert step.articles < MANY
            return
    pytest.fail("nothing was searchable before the end")


def test_progress_counts_up_to_its_total(many: Path) -> None:
    steps = list(update_index(find_places(many)))
    for phase in ("reading", "naming"):
        counted = [(step.done, step.total) for step in steps if step.phase == phase]
        assert counted == [(number, MANY) for number in range(1, MANY + 1)]


def test_what_was_read_last_is_searchable_before_the_people_are_counted(three: Path) -> None:
    put(three / "articles" / "d.txt", "Dates\n\nHollis likes dates.\n")
    for step in update_index(find_places(three)):
        if step.phase == "reading":
            assert step.grown
            assert found(three, "hollis") == ["articles/d.txt"]
            return
    pytest.fail("nothing was read")


# Dates set by hand


def set_date(root: Path, article: str, day: date | None) -> None:
    with closing(Library(root)) as library:
        library.memory.set_date(article, day)


def test_an_article_dated_by_hand_is_found_by_that_date_after_the_next_update(three: Path) -> None:
    assert found(three, "date:2021") == []
    set_date(three, "articles/b.txt", date(2021, 5, 6))
    assert not is_up_to_date(find_places(three))
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "date:2021-05-06") == ["articles/b.txt"]
    assert is_up_to_date(find_places(three))
    set_date(three, "articles/b.txt", date(1999, 1, 1))
    update(three)
    assert found(three, "date:2021") == []
    assert found(three, "date:1999") == ["articles/b.txt"]
    with closing(Library(three)) as library:
        library.memory.undo()
        library.memory.undo()
        assert update(three).changed == 1
        assert library.search("date:1990..").total == 0
    assert is_up_to_date(find_places(three))


def test_results_are_sorted_by_dates_set_by_hand(three: Path) -> None:
    put(three / "articles" / "a.txt", "---\ndate: 2020-01-01\n---\n\nApples\n\nVance likes apples.\n")
    with closing(Library(three)) as library:
        library.memory.set_date("articles/c.md", date(2021, 1, 1))
        library.memory.set_date("articles/b.txt", date(2019, 1, 1))
        update(three)
        hits = library.search("likes", sort="newest").hits
    assert [(hit.article[9:], hit.published) for hit in hits] == [
        ("c.md", date(2021, 1, 1)),
        ("a.txt", date(2020, 1, 1)),
        ("b.txt", date(2019, 1, 1)),
    ]


@pytest.mark.parametrize("count", [3, MANY])
def test_relative_dates_in_the_index_follow_a_date_set_by_hand(root: Path, count: int) -> None:
    """In one pass, and in two."""
    for number in range(count):
        put(root / "articles" / f"{number:03}.txt", f"Title {number}\n\nVance came on Tuesday, it was said.\n")
    set_date(root, "articles/001.txt", date(2021, 5, 6))
    update(root)
    reader = open_folder(find_places(root)).open().reader()
    assert ("dates", "2021-05-04") in reader
    assert reader.doc_frequency("dates", "2021-05-04") == 1
    reader.close()


def test_only_the_article_whose_date_was_set_is_read_again(three: Path) -> None:
    put(three / "articles" / "a.txt", (three / "articles" / "a.txt").read_text().replace("Vance", "Vince"))
    set_date(three, "articles/b.txt", date(2021, 5, 6))
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "vance") == ["articles/a.txt", "articles/b.txt"]


def test_a_date_for_what_is_no_article_or_not_there_is_no_change(three: Path) -> None:
    put(three / "articles" / "x.txt", b"")
    update(three)
    for name in ("articles/x.txt", "articles/nowhere.txt"):
        set_date(three, name, date(2021, 5, 6))
    assert is_up_to_date(find_places(three))
    put(three / "articles" / "x.txt", "Xylophones\n\nVance plays.\n", when=LONG_AGO + 1)
    update(three)
    assert found(three, "date:2021") == ["articles/x.txt"]


def test_while_the_store_cannot_be_read_the_index_keeps_the_dates_that_it_has(three: Path) -> None:
    set_date(three, "articles/b.txt", date(2021, 5, 6))
    update(three)
    with closing(sqlite3.connect(three / "reader.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert is_up_to_date(find_places(three))
    put(three / "articles" / "b.txt", "Bananas\n\nHollis likes bananas.\n", when=LONG_AGO + 1)
    assert changes_of(update(three)) == {"changed": 1}
    assert found(three, "hollis date:2021") == ["articles/b.txt"]
    (three / "reader.db").unlink()
    assert not is_up_to_date(find_places(three))
    update(three)
    assert found(three, "date:2021") == []


def test_an_update_makes_no_store_and_leaves_a_file_alone_that_is_not_ours(three: Path) -> None:
    (three / "reader.db").write_text("This is not a database.")
    put(three / "articles" / "d.txt", "Dates\n\nHollis.\n")
    assert update(three).added == 1
    assert (three / "reader.db").read_text() == "This is not a database."
    assert sorted(path.name for path in three.iterdir()) == ["articles", "index", "reader.db"]


# What is new


def added(root: Path, since: datetime = datetime(1970, 1, 2, tzinfo=UTC)) -> list[str]:
    with closing(Library(root)) as library:
        return library.added_since(since)


def test_nothing_is_new_in_a_library_that_was_just_built(three: Path) -> None:
    assert added(three) == []


def test_articles_that_come_later_are_new_the_last_one_first(three: Path) -> None:
    put(three / "articles" / "z.txt", "Zebras\n\nVance.\n")
    update(three)
    between = datetime.now(UTC)
    put(three / "articles" / "d.txt", "Dates\n\nVance.\n")
    put(three / "articles" / "a.txt", "Apples\n\nChanged.\n", when=LONG_AGO + 1)
    update(three)
    assert added(three) == ["articles/d.txt", "articles/z.txt"]
    assert added(three, between) == ["articles/d.txt"]
    assert added(three, datetime.now(UTC)) == []


def test_a_rebuild_makes_nothing_new_and_nothing_old(three: Path) -> None:
    put(three / "articles" / "d.txt", "Dates\n\nVance.\n")
    update(three)
    put(three / "articles" / "e.txt", "Eels\n\nVance.\n")
    update(three, rebuild=True)
    assert sorted(added(three)) == ["articles/d.txt", "articles/e.txt"]
    open_folder(find_places(three)).distrust()
    update(three)
    assert sorted(added(three)) == ["articles/d.txt", "articles/e.txt"]


def test_nothing_is_new_in_an_index_that_was_deleted_and_built_again(three: Path) -> None:
    put(three / "articles" / "d.txt", "Dates\n\nVance.\n")
    update(three)
    shutil.rmtree(three / "index")
    assert added(three) == []
    update(three)
    assert added(three) == []


@pytest.mark.parametrize("steps", [1, FIRST_BATCH + 1, MANY])
def test_a_first_build_that_is_stopped_and_completed_later_makes_nothing_new(many: Path, steps: int) -> None:
    stopped = update_index(find_places(many))
    assert isinstance(stopped, Generator)
    for _ in range(steps):
        next(stopped)
    stopped.close()
    update(many)
    assert added(many) == []
    put(many / "articles" / "x.txt", "Title\n\nVance.\n")
    update(many)
    assert added(many) == ["articles/x.txt"]


def test_a_renamed_article_is_as_new_as_it_was(three: Path) -> None:
    (three / "articles" / "a.txt").rename(three / "articles" / "z.txt")
    put(three / "articles" / "d.txt", "Dates\n\nVance.\n")
    update(three)
    assert added(three) == ["articles/d.txt"]
    between = datetime.now(UTC)
    (three / "articles" / "d.txt").rename(three / "articles" / "e.txt")
    update(three)
    assert added(three) == ["articles/e.txt"]
    assert added(three, between) == []


def test_an_article_that_could_not_be_read_for_a_while_is_not_new(three: Path) -> None:
    put(three / "articles" / "a.txt", b"", when=LONG_AGO + 1)
    put(three / "articles" / "d.txt", b"")
    update(three)
    assert added(three) == []
    put(three / "articles" / "a.txt", "Apples\n\nVance.\n", when=LONG_AGO + 2)
    put(three / "articles" / "d.txt", "Dates\n\nVance.\n", when=LONG_AGO + 2)
    update(three)
    assert added(three) == ["articles/d.txt"]


# Who is mentioned most


def most_mentioned(root: Path, limit: int = 10) -> list[tuple[str, int]]:
    with closing(Library(root)) as library:
        return library.most_mentioned(limit)


def test_people_are_counted_by_the_articles_that_mention_them(root: Path) -> None:
    assert most_mentioned(root) == []
    fill(root / "articles", 9)
    put(root / "articles" / "x.txt", "Title\n\nKim Kardashian met Nell Oakshott. Then Kardashian left, said Kim.\n")
    assert most_mentioned(root) == []
    update(root)
    assert most_mentioned(root)[:2] == [("Vance", 9), ("Kim Kardashian", 7)]
    assert ("Nell Oakshott", 1) in most_mentioned(root)
    assert most_mentioned(root, 1) == [("Vance", 9)]
    put(root / "articles" / "x.txt", "Title\n\nNell Oakshott came alone.\n", when=LONG_AGO + 1)
    (root / "articles" / "001.txt").unlink()
    update(root)
    assert dict(most_mentioned(root)).items() >= {("Kim Kardashian", 5), ("Nell Oakshott", 1)}


def test_people_are_counted_after_two_passes_as_after_one(many: Path) -> None:
    update(many)
    kim = ("Kim Kardashian", len([number for number in range(MANY) if number % 3]))
    assert most_mentioned(many)[:2] == [("Vance", MANY), kim]


def test_who_wrote_an_article_is_not_mentioned_in_it(root: Path) -> None:
    text = "Gala\n\nBy Sam Signer\n\nKim Kardashian met Vance at the gala. It was a long evening for both of them.\n"
    put(root / "articles" / "a.txt", text)
    update(root)
    assert [name for name, _ in most_mentioned(root)] == ["Kim Kardashian", "Vance"]


# Being up to date


def test_a_library_without_an_index_is_not_up_to_date(root: Path) -> None:
    assert not is_up_to_date(find_places(root))


def test_an_update_brings_up_to_date(three: Path) -> None:
    assert is_up_to_date(find_places(three))


def test_every_change_is_noticed(three: Path) -> None:
    articles = three / "articles"
    put(articles / "d.txt", "Dates\n\nHollis.\n")
    assert not is_up_to_date(find_places(three))
    update(three)
    put(articles / "d.txt", "Dates\n\nAnother.\n", when=LONG_AGO + 1)
    assert not is_up_to_date(find_places(three))
    update(three)
    (articles / "d.txt").unlink()
    assert not is_up_to_date(find_places(three))


def test_an_index_without_all_names_is_not_up_to_date(many: Path) -> None:
    for step in update_index(find_places(many)):
        if step.phase == "naming":
            break
    assert len(found(many, "vance")) == MANY
    assert not is_up_to_date(find_places(many))


# Being stopped


@pytest.mark.parametrize("steps", [0, 1, FIRST_BATCH, FIRST_BATCH + 1, MANY, MANY + FIRST_BATCH + 10, 2 * MANY + 1])
def test_an_update_that_is_stopped_is_completed_by_the_next(
    many: Path, freshly_built: dict[str, list[str]], steps: int
) -> None:
    stopped = update_index(find_places(many))
    assert isinstance(stopped, Generator)
    for _ in range(steps):
        next(stopped)
    stopped.close()
    progress = update(many)
    assert progress.named == progress.articles == MANY
    assert answers(many) == freshly_built
    assert is_up_to_date(find_places(many))


def test_what_was_committed_before_the_stop_is_not_done_again(many: Path) -> None:
    for step in update_index(find_places(many)):
        if step.grown:
            break
    assert update(many).added == MANY - FIRST_BATCH


def test_a_stopped_update_of_changed_articles_is_completed_by_the_next(three: Path) -> None:
    fill(three / "articles", MANY)
    put(three / "articles" / "a.txt", "Apples\n\nHollis.\n", when=LONG_AGO + 1)
    (three / "articles" / "b.txt").rename(three / "articles" / "z.txt")
    (three / "articles" / "c.md").unlink()
    for step in update_index(find_places(three)):
        if step.grown:
            break
    update(three)
    assert len(found(three, "vance")) == MANY + 1
    assert found(three, "hollis OR bananas OR cherries") == ["articles/a.txt", "articles/z.txt"]


def test_an_update_that_is_killed_again_and_again_is_completed_by_the_next(
    many: Path, freshly_built: dict[str, list[str]]
) -> None:
    """Each one is killed at its first report of another kind than the ones before were."""
    command = [sys.executable, "-P", "-m", "tui_reader.library.child", str(many)]
    for wanted in (b'"looking"', b'"reading"', b'"grown": true', b'"naming"', b'"done"'):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            next((line for line in child.stdout if wanted in line), None)
            child.send_signal(signal.SIGKILL)
        assert set(found(many, "vance")) <= set(freshly_built["vance"])
    update(many)
    assert answers(many) == freshly_built
    assert is_up_to_date(find_places(many))


# In a process of its own


@pytest.fixture
def library(three: Path) -> Iterator[Library]:
    opened = Library(three)
    yield opened
    opened.close()


def test_a_child_process_reports_phases_in_order_and_ends_with_done(many: Path) -> None:
    library = Library(many)
    steps = list(library.update())
    assert phases_of(steps) == ["looking", "reading", "naming", "done"]
    assert [step.phase for step in steps].count("done") == 1
    assert (steps[-1].added, steps[-1].articles, steps[-1].named) == (MANY, MANY, MANY)
    assert library.search("vance").total == MANY
    library.close()


def test_a_rebuild_in_a_child_process_adds_everything_anew(library: Library) -> None:
    assert [step.added for step in library.update(rebuild=True)][-1] == 3


def test_what_an_update_finds_is_searched_at_once(library: Library) -> None:
    assert library.search("hollis").total == 0
    put(library.places.articles / "d.txt", "Dates\n\nHollis.\n")
    list(library.update())
    assert library.search("hollis").total == 1
    assert library.count() == 4


def test_who_stops_listening_stops_the_child(many: Path) -> None:
    process = UpdateProcess(many)
    for progress in process:
        if progress.phase == "reading":
            break
    with open_folder(find_places(many)).locked():
        pass  # nobody else holds the lock any more


def test_a_child_that_is_stopped_at_once_ends_early_and_without_an_error(many: Path) -> None:
    process = UpdateProcess(many)
    process.stop()
    assert "done" not in phases_of(list(process))
    with open_folder(find_places(many)).locked():
        pass


def test_an_update_of_a_library_can_be_stopped(many: Path) -> None:
    library = Library(many)
    for _ in library.update():
        library.stop_update()
    update(many)
    assert library.search("vance").total == MANY
    library.close()


def test_a_library_that_is_being_updated_elsewhere_says_so(library: Library) -> None:
    with open_folder(library.places).locked(), pytest.raises(IndexBusyError):
        list(library.update())


def test_a_folder_that_cannot_be_listed_is_told_by_the_child(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="nowhere"):
        list(Library(tmp_path / "nowhere").update())


def test_an_index_that_cannot_be_written_is_told_by_the_child(library: Library) -> None:
    (library.places.index / "lock").unlink()
    (library.places.index / "lock").mkdir()
    with pytest.raises(IndexTroubleError, match="cannot be written"):
        list(library.update())


def test_a_child_that_is_killed_is_index_trouble(many: Path) -> None:
    process = UpdateProcess(many)
    steps = iter(process)
    next(steps)
    process._child.kill()
    with pytest.raises(IndexTroubleError):
        list(steps)
    with open_folder(find_places(many)).locked():
        pass


def test_a_file_in_the_current_folder_is_not_run_by_the_child(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of articles may hold files that are named like what a program imports."""
    for name in ("whoosh.py", "json.py", "platformdirs.py", "sitecustomize.py"):
        (three / name).write_text(f"open({str(three / 'executed')!r}, 'w')")
    monkeypatch.chdir(three)
    assert [step.phase for step in UpdateProcess(three)][-1] == "done"
    assert not (three / "executed").exists()


# While there is no index


def test_articles_are_scanned_before_there_is_an_index(root: Path) -> None:
    fill(root / "articles", 3)
    library = Library(root)
    assert library.search('"met vance"').total == 3
    assert library.count() == 3
    assert not (root / "index").exists()
    list(library.update())
    assert library.search("name:kim").total == 2
    library.close()


def test_unreadable_files_are_left_out_of_the_scan(root: Path) -> None:
    fill(root / "articles", 3)
    put(root / "articles" / "x.txt", b"")
    assert Library(root).count() == 3


@may_leave_files_open
def test_articles_are_scanned_after_the_index_was_damaged_until_it_is_healed(library: Library) -> None:
    assert library.search("vance").total == 2
    (library.places.index / "whoosh" / "_MAIN_999.toc").write_bytes(b"garbage")
    assert library.search("vance").total == 2
    assert library.search("name:vance OR apples").total == 1
    assert update(library.places.root).added == 3
    assert library.search("vance").total == 2
    assert is_up_to_date(library.places)


@may_leave_files_open
def test_an_index_that_was_damaged_before_is_not_in_the_way(library: Library) -> None:
    for path in (library.places.index / "whoosh").iterdir():
        path.write_bytes(b"garbage")
    assert library.search("vance").total == 2
    assert library.count() == 3
    assert update(library.places.root).added == 3
    assert library.search("vance").total == 2


@may_leave_files_open
def test_an_index_that_is_damaged_where_only_a_search_sees_it_is_healed(library: Library) -> None:
    """It opens, but what it knows of the articles cannot be read."""
    (stored,) = (library.places.index / "whoosh").glob("*.texts")
    stored.write_bytes(bytes(stored.stat().st_size))
    assert library.search("vance").total == 2
    assert update(library.places.root).added == 3
    assert library.search("vance").hits[0].snippet.startswith("Vance likes")


# One article


def test_a_changed_article_is_found_as_it_is_without_a_look_at_any_other(library: Library) -> None:
    articles = library.places.articles
    assert library.search("vance").total == 2
    put(articles / "a.txt", "Apples\n\nKim Kardashian hates apples.\n", when=LONG_AGO + 1)
    put(articles / "b.txt", "Bananas\n\nNobody likes bananas.\n", when=LONG_AGO + 1)
    library.update_articles(["articles/a.txt"])
    assert [hit.article for hit in library.search("name:kardashian").hits] == ["articles/a.txt"]
    assert [hit.article for hit in library.search("vance").hits] == ["articles/b.txt"]
    assert not is_up_to_date(library.places)
    assert update(library.places.root).changed == 1
    assert library.search("vance").total == 0


def test_an_article_that_was_updated_alone_is_up_to_date(library: Library) -> None:
    put(library.places.articles / "a.txt", "Apples\n\nHollis hates apples.\n", when=LONG_AGO + 1)
    library.memory.set_date("articles/b.txt", date(2021, 5, 6))
    library.update_articles(["articles/a.txt", "articles/b.txt"])
    assert is_up_to_date(library.places)
    assert library.search("date:2021-05").hits[0].article == "articles/b.txt"
    assert library.count() == 3
    assert added(library.places.root) == []
    library.memory.set_date("articles/b.txt", None)
    library.update_articles(["articles/b.txt"])
    assert library.search("date:2021").total == 0


def test_an_article_that_is_updated_alone_again_and_again_is_there_once(library: Library) -> None:
    for number in range(40):
        put(library.places.articles / "a.txt", f"Apples\n\nHollis has {number} apples.\n", when=LONG_AGO + number)
        library.update_articles(["articles/a.txt"])
    assert library.search("hollis").total == 1
    assert library.search("39").total == 1
    assert library.count() == 3
    assert is_up_to_date(library.places)


@pytest.mark.parametrize("name", ["articles/new.txt", "articles/nowhere.txt", "articles/x.txt", "../a.txt", "", "\0"])
def test_what_is_no_article_of_the_index_is_not_updated_alone(library: Library, name: str) -> None:
    put(library.places.articles / "new.txt", "New\n\nHollis.\n")
    with pytest.raises(ReaderError):
        library.update_articles([name])
    assert library.search("hollis").total == 0


@pytest.mark.parametrize("now", ["", None], ids=["empty", "gone"])
def test_what_is_no_article_any_more_is_left_to_an_update_of_everything(library: Library, now: str | None) -> None:
    path = library.places.articles / "a.txt"
    path.unlink()
    if now is not None:
        put(path, now, when=LONG_AGO + 1)
    with pytest.raises(ReaderError):
        library.update_articles(["articles/a.txt"])
    update(library.places.root)
    assert library.search("vance").total == 1
    assert is_up_to_date(library.places)


def test_one_article_is_not_updated_while_another_reader_is_at_it(library: Library) -> None:
    with open_folder(library.places).locked(), pytest.raises(IndexBusyError):
        library.update_articles(["articles/a.txt"])


def test_one_article_is_not_updated_while_there_is_no_index_or_no_knowing_its_date(
    root: Path, library: Library
) -> None:
    library.memory.set_date("articles/a.txt", date(2021, 5, 6))
    library.close()
    with closing(sqlite3.connect(library.places.store)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError):
        library.update_articles(["articles/a.txt"])
    library.places.store.unlink()
    shutil.rmtree(library.places.index)
    with pytest.raises(IndexTroubleError):
        library.update_articles(["articles/a.txt"])
    assert update(library.places.root).added == 3


def test_after_a_kill_between_index_and_manifest_the_next_update_looks_at_the_article_again(three: Path) -> None:
    folder = open_folder(find_places(three))
    known = folder.read_manifest()["articles/a.txt"]
    folder.note({"articles/a.txt": known._replace(mtime_ns=-1, content_hash="")})
    assert not is_up_to_date(find_places(three))
    assert changes_of(update(three)) == {"changed": 1}
    assert is_up_to_date(find_places(three))
