"""What only the store knows: articles that are read, kept or tagged, in queries with everything else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tui_reader.article import Span
from tui_reader.errors import StoreError
from tui_reader.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"Story {name}\n\nThe gala of {name} was a gala.\n")
    with closing(Library(tmp_path)) as library:
        yield library


@pytest.fixture
def used(library: Library) -> Library:
    """A library in which a and b are read, and passages of b and c are kept, those of c tagged."""
    for name in ("a.txt", "b.txt"):
        library.memory.mark_read(name, is_read=True)
    library.bookmarks.add(library.article("b.txt"), Span(0, 5))
    article = library.article("c.txt")
    library.bookmarks.add(article, Span(0, 5), tags=["Cold Case", "Émigré"])
    library.bookmarks.add(article, Span(9, 17), tags=["★"])
    return library


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        *(("is:read", "ab"), ("is:unread", "cd"), ("is:kept", "bc"), ("-is:kept", "ad"), ("is:read is:kept", "b")),
        *(("is:read OR is:kept", "abc"), ("-(is:read OR is:kept)", "d"), ("NOT NOT is:unread", "cd")),
        *(('tag:"cold case"', "c"), ("tag:cold", ""), ("tag:cold*", "c"), ("tag:emigre", "c"), ('tag:"★"', "c")),
        *(("-tag:cold*", "abd"), ("title:b is:read", "b"), ("gala is:unread -tag:★", "d"), ("tag:(x OR emigre)", "c")),
    ],
)
def test_the_store_is_asked_with_everything_else(used: Library, query: str, articles: str) -> None:
    results = used.search(query)
    assert "".join(sorted(hit.article.removesuffix(".txt") for hit in results.hits)) == articles
    assert results.total == len(articles)


def test_the_answer_knows_the_query_as_it_was_typed(used: Library) -> None:
    results = used.search("gala is:kept", 1)
    assert (results.query.text, results.query.understood) == ("gala is:kept", "gala AND has a kept passage")
    used.bookmarks.remove(used.bookmarks.all()[-1].bookmark.id)
    assert used.search(results.query).total == 1


def test_a_tag_that_is_being_typed_is_any_that_begins_so(used: Library) -> None:
    assert used.search("tag:co", typing=True).total == 1
    assert used.search("tag:co").total == 0


def test_facets_are_those_of_what_the_store_knows(used: Library) -> None:
    assert used.facets(used.search("is:kept").query).sources == ()
    assert used.search("is:kept").total == 2


def test_no_store_is_made_for_a_question(library: Library) -> None:
    totals = [library.search(query).total for query in ("is:read", "is:unread", "is:kept", "tag:x")]
    assert totals == [0, 4, 0, 0]
    assert not library.places.store.exists()


def test_a_store_that_cannot_be_read_spoils_only_what_needs_it(used: Library) -> None:
    used.close()
    with closing(sqlite3.connect(used.places.store)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert used.search("gala").total == 4
    for query in ("gala is:read", "tag:x"):
        with pytest.raises(StoreError, match="newer version"):
            used.search(query)
