"""What a library remembers for its reader: where they were, what they have read, searches, dates and settings.

That all of it can be undone is in `test_journal.py`.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader import Library
from tui_reader.errors import StoreError, UsageError
from tui_reader.library.memory import LONGEST_NAME, LONGEST_VALUE, Memory, Position, read_dates
from tui_reader.library.searches import MOST_PAST

ARTICLE = "articles/drawer.txt"
OTHER = "articles/other.txt"
ODD_NAME = os.fsdecode(b"articles/caf\xe9.txt")
DAY = date(2021, 5, 6)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / ARTICLE).write_text("The Drawer\n\nIt was opened on Tuesday, and closed again the next day.\n")
    return tmp_path


@contextmanager
def opened(root: Path) -> Iterator[Memory]:
    with closing(Library(root)) as library:
        yield library.memory


@pytest.fixture
def memory(root: Path) -> Iterator[Memory]:
    with opened(root) as memory:
        yield memory


def changed_by(root: Path, statement: str) -> None:
    """Do to a store, with SQLite itself, what the program would never do."""
    with closing(sqlite3.connect(root / "reader.db")) as connection:
        connection.execute(statement)
        connection.commit()


# Places


def test_a_place_in_an_article_is_there_after_a_restart(root: Path) -> None:
    with opened(root) as memory:
        memory.keep_position(ARTICLE, "The Drawer", 120, 0.25)
        kept = memory.position(ARTICLE)
        assert kept == Position(ARTICLE, "The Drawer", 120, 0.25, kept.opened if kept else "")
    with opened(root) as memory:
        assert memory.position(ARTICLE) == kept
        assert memory.position(OTHER) is None


def test_an_article_has_one_place_the_last_one(memory: Memory) -> None:
    for offset in (10, 300, 20):
        memory.keep_position(ARTICLE, "The Drawer", offset, offset / 1000)
    assert [(place.offset, place.share) for place in memory.recent()] == [(20, 0.02)]


def test_the_articles_open_last_come_first(memory: Memory) -> None:
    for article in (ARTICLE, OTHER, ODD_NAME, ARTICLE):
        memory.keep_position(article, article.upper(), 0, 0.0)
    assert [place.article for place in memory.recent()] == [ARTICLE, ODD_NAME, OTHER]
    assert [place.article for place in memory.recent(2)] == [ARTICLE, ODD_NAME]
    assert memory.recent(0) == []


def test_a_place_is_within_what_there_can_be(memory: Memory) -> None:
    memory.keep_position(ARTICLE, "half \ud800 a character" + "x" * 10_000, -5, 1.5)
    place = memory.position(ARTICLE)
    assert place is not None
    assert (place.offset, place.share) == (0, 1.0)
    assert place.title.startswith("half ? a character")
    assert len(place.title) == 500
    memory.keep_position(ARTICLE, "", 10**30, float("nan"))
    place = memory.position(ARTICLE)
    assert place is not None
    assert (place.offset, place.share) == (2**53, 0.0)


def test_when_an_article_was_open_is_told_in_utc(memory: Memory) -> None:
    before = datetime.now(UTC)
    memory.keep_position(ARTICLE, "The Drawer", 0, 0.0)
    place = memory.position(ARTICLE)
    assert place is not None
    assert before <= datetime.fromisoformat(place.opened) <= datetime.now(UTC)


# Visits


def test_the_first_visit_has_none_before_it(root: Path) -> None:
    with opened(root) as memory:
        assert memory.begin_visit() is None


def test_a_visit_tells_when_the_one_before_began(root: Path) -> None:
    with opened(root) as memory:
        before = datetime.now(UTC)
        memory.begin_visit()
        after = datetime.now(UTC)
    with opened(root) as memory:
        last = memory.begin_visit()
        assert last is not None
        assert before <= last <= after


def test_a_visit_lasted_until_its_last_article_was_open(root: Path) -> None:
    with opened(root) as memory:
        memory.begin_visit()
        memory.keep_position(ARTICLE, "The Drawer", 0, 0.0)
        (place,) = memory.recent()
    with opened(root) as memory:
        assert memory.begin_visit() == datetime.fromisoformat(place.opened)


# Read marks, searches, dates


def test_articles_are_marked_as_read_and_as_unread(root: Path) -> None:
    with opened(root) as memory:
        assert memory.read_articles() == frozenset()
        for article in (ARTICLE, OTHER, ODD_NAME):
            memory.mark_read(article, is_read=True)
        memory.mark_read(OTHER, is_read=False)
    with opened(root) as memory:
        assert memory.read_articles() == {ARTICLE, ODD_NAME}


def test_searches_are_saved_once_the_newest_first(root: Path) -> None:
    with opened(root) as memory:
        for query in ("kim", '"getting along"', "  date:2021 \n", "kim", "déjà vu"):
            memory.save_search(query)
        memory.forget_search('"getting along" ')
    with opened(root) as memory:
        assert [search.query for search in memory.saved_searches()] == ["déjà vu", "date:2021", "kim"]
        assert all(datetime.fromisoformat(search.created).tzinfo for search in memory.saved_searches())


@pytest.mark.parametrize(("query", "reason"), [(" \n", "no search"), ("x" * 513, "at most 512")])
def test_what_cannot_be_searched_for_is_not_saved(memory: Memory, query: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        memory.save_search(query)
    assert memory.saved_searches() == []
    assert memory.undo() is None


def test_a_search_with_half_a_character_is_saved_without_it(memory: Memory) -> None:
    memory.save_search("caf\udce9")
    assert [search.query for search in memory.saved_searches()] == ["caf?"]
    memory.forget_search("caf\udce9")
    assert memory.saved_searches() == []


def test_a_date_is_set_by_hand_and_taken_back(root: Path) -> None:
    with opened(root) as memory:
        memory.set_date(ARTICLE, date(1, 1, 1))
        memory.set_date(ARTICLE, DAY)
        memory.set_date(ODD_NAME, date(9999, 12, 31))
        memory.set_date(OTHER, DAY)
        memory.set_date(OTHER, None)
    with opened(root) as memory:
        assert memory.date_of(ARTICLE) == DAY
        assert memory.date_of(OTHER) is None
        assert memory.dates() == {ARTICLE: DAY, ODD_NAME: date(9999, 12, 31)}


# When a saved search was looked at


def test_a_saved_search_is_new_since_it_was_saved_or_looked_at(root: Path) -> None:
    with opened(root) as memory:
        memory.save_search("kim")
        (saved,) = memory.saved_searches()
        assert saved.looked == ""
        assert saved.since == datetime.fromisoformat(saved.created)
        memory.note_looked(" kim ")
    with opened(root) as memory:
        (looked,) = memory.saved_searches()
        assert looked.since == datetime.fromisoformat(looked.looked) > datetime.fromisoformat(looked.created)
        assert memory.undo() == "no longer saved: kim"
        memory.note_looked("kim")
        assert memory.redo() == "saved: kim"
        assert memory.saved_searches() == [looked]


def test_a_search_that_is_saved_anew_is_new_since_then(memory: Memory) -> None:
    memory.save_search("kim")
    memory.note_looked("kim")
    memory.forget_search("kim")
    memory.save_search("kim")
    (saved,) = memory.saved_searches()
    assert saved.since == datetime.fromisoformat(saved.created)


# What was asked


def test_what_was_asked_is_there_after_a_restart_each_once_and_the_last_first(root: Path) -> None:
    with opened(root) as memory:
        for query in ("kim", "date:2021", " kim ", "déjà vu"):
            memory.note_query(query)
    with opened(root) as memory:
        assert memory.past_queries() == ["déjà vu", "kim", "date:2021"]
        assert memory.past_queries(1) == ["déjà vu"]
        assert memory.undo() is None


def test_a_query_that_was_only_begun_gives_way_to_the_whole_one(memory: Memory) -> None:
    for query, begun in (("gala", ""), ("im", ""), ("imogen", "im"), ("imogen", "imogen")):
        memory.note_query(query, instead_of=begun)
    assert memory.past_queries() == ["imogen", "gala"]


def test_the_last_five_hundred_queries_are_remembered(memory: Memory) -> None:
    for number in range(MOST_PAST + 3):
        memory.note_query(f"query {number}")
    queries = memory.past_queries()
    assert len(queries) == MOST_PAST == 500
    assert (queries[0], queries[-1]) == ("query 502", "query 3")


def test_what_nobody_could_search_for_is_not_remembered(memory: Memory) -> None:
    for query in ("", "  ", "x" * 513):
        memory.note_query(query)
    memory.note_query("half \ud800 a character")
    assert memory.past_queries() == ["half ? a character"]


# Settings


def test_any_json_value_is_a_setting(memory: Memory) -> None:
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    )

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=LONGEST_NAME), values)
    def check(name: str, value: Any) -> None:
        memory.set_setting(name, value)
        assert memory.setting(name) == value

    check()


def test_a_setting_that_was_never_set_is_none(memory: Memory) -> None:
    assert memory.setting("width") is None


def test_a_setting_is_not_undone(memory: Memory) -> None:
    memory.save_search("kim")
    memory.set_setting("width", 60)
    assert memory.undo() == "no longer saved: kim"
    assert memory.setting("width") == 60


@pytest.mark.parametrize(("name", "value"), [("x" * (LONGEST_NAME + 1), 1), ("x", "y" * LONGEST_VALUE)])
def test_a_setting_that_is_too_long_is_refused(memory: Memory, name: str, value: str | int) -> None:
    with pytest.raises(UsageError, match="too long"):
        memory.set_setting(name, value)
    assert memory.setting(name) is None


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}])
def test_what_is_no_json_value_is_refused(memory: Memory, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        memory.set_setting("x", value)


# Stores that somebody tampered with


def _filled(root: Path) -> None:
    with opened(root) as memory:
        memory.begin_visit()
        memory.keep_position(ARTICLE, "The Drawer", 5, 0.5)
        memory.mark_read(ARTICLE, is_read=True)
        memory.save_search("kim")
        memory.note_looked("kim")
        memory.note_query("kim")
        memory.set_date(ARTICLE, DAY)
        memory.set_setting("width", 60)


@pytest.mark.parametrize(
    ("statement", "asked", "left"),
    [
        ("UPDATE positions SET start = 'abc'", Memory.recent, []),
        ("UPDATE positions SET start = -1", Memory.recent, []),
        ("UPDATE positions SET start = 9e300", Memory.recent, []),
        ("UPDATE positions SET start = 9007199254740993", Memory.recent, []),
        ("UPDATE positions SET share = 1.01", Memory.recent, []),
        ("UPDATE positions SET share = -9e999", Memory.recent, []),
        ("UPDATE positions SET share = x'00'", Memory.recent, []),
        ("UPDATE positions SET title = x'ff'", Memory.recent, []),
        ("UPDATE positions SET article = 7", Memory.recent, []),
        ("UPDATE positions SET opened = 'yesterday'", Memory.recent, []),
        ("UPDATE positions SET opened = x'00'", Memory.recent, []),
        ("UPDATE read_marks SET article = 7", Memory.read_articles, frozenset()),
        ("UPDATE read_marks SET article = x'ff'", Memory.read_articles, frozenset({"\udcff"})),
        ("UPDATE searches SET query = x'ff'", Memory.saved_searches, []),
        ("UPDATE searches SET created = x'ff'", Memory.saved_searches, []),
        ("UPDATE searches SET query = CAST(x'ff' AS TEXT)", lambda m: m.saved_searches()[0].query, "\ufffd"),
        ("UPDATE looks SET looked = 'soon'", lambda m: m.saved_searches()[0].looked, "soon"),
        ("UPDATE looks SET looked = 'soon'", lambda m: m.saved_searches()[0].since is None, False),
        ("UPDATE looks SET looked = x'00'", lambda m: m.saved_searches()[0].looked, ""),
        ("UPDATE asked SET query = x'ff'", Memory.past_queries, []),
        ("UPDATE asked SET query = ''", Memory.past_queries, []),
        ("UPDATE dates SET day = '2021-02-30'", Memory.dates, {}),
        ("UPDATE dates SET day = x'00'", Memory.dates, {}),
        ("UPDATE dates SET day = ''", Memory.dates, {}),
        ("UPDATE dates SET article = 7.5", Memory.dates, {}),
    ],
)  # fmt: skip
def test_a_row_that_somebody_tampered_with_is_not_shown(
    root: Path, statement: str, asked: Callable[[Memory], object], left: object
) -> None:
    _filled(root)
    changed_by(root, statement)
    with opened(root) as memory:
        assert asked(memory) == left
        assert memory.position(ARTICLE) is None or "positions" not in statement
        assert memory.begin_visit() is not None
        memory.set_date(ARTICLE, DAY)
        assert memory.date_of(ARTICLE) == DAY
        assert memory.undo()


@pytest.mark.parametrize("value", ["nonsense", "", "[" * 100_000, "9" * 10_000])
def test_a_setting_that_somebody_tampered_with_is_none(root: Path, value: str) -> None:
    _filled(root)
    changed_by(root, f"UPDATE settings SET value = '{value}'")
    with opened(root) as memory:
        assert memory.setting("width") is None
        memory.set_setting("width", 72)
        assert memory.setting("width") == 72
        assert memory.begin_visit() is not None  # an article was open, whatever the setting says


# The date by hand, in the article


def test_an_article_has_the_date_that_was_set_by_hand(root: Path) -> None:
    with closing(Library(root)) as library:
        assert library.article(ARTICLE).published is None
        library.memory.set_date(ARTICLE, DAY)
        article = library.article(ARTICLE)
        assert (article.published, article.published_is) == (DAY, "by hand")
    with closing(Library(root)) as library:
        assert library.article(ARTICLE) == article
        library.memory.undo()
        assert library.article(ARTICLE) == replace(article, published=None, published_is=None)


def test_a_date_by_hand_goes_before_a_stated_one(root: Path) -> None:
    (root / ARTICLE).write_text("---\ndate: 2019-03-04\n---\n\nThe Drawer\n\nIt was opened on Tuesday.\n")
    with closing(Library(root)) as library:
        before = library.article(ARTICLE)
        assert (before.published, before.published_is) == (date(2019, 3, 4), "stated")
        library.memory.set_date(ARTICLE, DAY)
        assert library.article(ARTICLE).published == DAY
        library.memory.set_date(ARTICLE, None)
        assert library.article(ARTICLE) == before


def test_relative_dates_are_reckoned_from_a_date_by_hand(root: Path) -> None:
    def values() -> list[tuple[str, str | None, str | None]]:
        mentions = library.mentions(ARTICLE).mentions
        return [(mention.text, mention.value, mention.anchor) for mention in mentions if mention.timex]

    with closing(Library(root)) as library:
        assert ("Tuesday", "2021-05-04", "inferred") not in values()
        library.memory.set_date(ARTICLE, DAY)
        assert ("Tuesday", "2021-05-04", "inferred") in values()


def test_reading_an_article_makes_no_store(root: Path) -> None:
    with closing(Library(root)) as library:
        library.article(ARTICLE)
        library.search("drawer")
        assert read_dates(library.places.store) == {}
    assert [path.name for path in root.iterdir()] == ["articles"]


def test_reading_an_article_leaves_a_file_alone_that_is_not_ours(root: Path) -> None:
    (root / "reader.db").write_text("This is not a database.")
    with closing(Library(root)) as library:
        assert library.article(ARTICLE).published is None
        assert read_dates(library.places.store) == {}
    assert (root / "reader.db").read_text() == "This is not a database."


def test_an_article_can_be_read_whatever_has_happened_to_the_store(root: Path) -> None:
    _filled(root)
    changed_by(root, "PRAGMA user_version = 99")
    with closing(Library(root)) as library:
        assert library.article(ARTICLE).published is None
        assert read_dates(library.places.store) is None
        with pytest.raises(StoreError, match="newer version"):
            library.memory.recent()
