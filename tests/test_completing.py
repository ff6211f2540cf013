"""Completing a query: what is offered for what is typed before the cursor, and what the query is once it is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_query import typed
from tests.updating import bring_up_to_date
from tui_reader.article import Span
from tui_reader.library import Library
from tui_reader.search.unfinished import find_unfinished

STORIES = {
    "a": ("The Sample Desk", "Kim Kardashian came. Later, Kanye West said why."),
    "b": ("The Sample Desk", "Kim Kardashian left."),
    "c": ("Star Wire", "Hollis Vance said nothing."),
    "d": ("Tmz", "Nobody came."),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library") / "articles"
    folder.mkdir()
    for name, (source, words) in STORIES.items():
        (folder / f"{name}.txt").write_text(f"---\nsource: {source}\n---\n\nStory {name}\n\n{words}\n")
    library = Library(bring_up_to_date(folder.parent))
    for name, tags in (("a", ["Cold case", "cousin"]), ("b", ["cold  Case"]), ("c", ["★"])):
        article = library.article(f"articles/{name}.txt")
        library.bookmarks.add(article, Span(len(article.text) - 6, len(article.text)), tags=tags)
    library.memory.mark_read("articles/d.txt", is_read=True)
    yield library
    library.close()


def offered(library: Library, text: str, cursor: int | None = None) -> list[tuple[str, str, int]]:
    found = library.complete(text, len(text) if cursor is None else cursor)
    return [(each.text, each.label, each.count) for each in found]


def test_what_stands_behind_the_cursor_stays(library: Library) -> None:
    assert offered(library, "vance name:ka gala", 13)[0][0] == 'vance name:"Kim Kardashian" gala'
    assert offered(library, "name:kanyx gala", 7)[1][0] == 'name:"Kanye West" gala'


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("so", ["source:"]),
        ("vance ti", ["vance title:"]),
        ("-SO", ["-source:"]),
        ("(na", ["(name:"]),
        ("mention", ["mentions:"]),
        ("s", []),
        ("", []),
        ("vance ", []),
        ("xyz", []),
    ],
)
def test_the_name_of_a_field_is_completed(library: Library, text: str, completed: list[str]) -> None:
    assert [text for text, _, _ in offered(library, text)] == completed


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("name:", [('name:"Kim Kardashian"', 2), ('name:"Hollis Vance"', 1), ('name:"Kanye West"', 1)]),
        ("name:k", [('name:"Kim Kardashian"', 2), ('name:"Kanye West"', 1)]),
        ("later person:west", [('later person:"Kanye West"', 1)]),
        ('name:"kim kar', [('name:"Kim Kardashian"', 2)]),
        ('name:"kim ', [('name:"Kim Kardashian"', 2)]),
        ('name:"kim wes', []),
        ("name:(hollis OR ka", [('name:(hollis OR "Kim Kardashian"', 2), ('name:(hollis OR "Kanye West"', 1)]),
        ("-source:st", [('-source:"Star Wire"', 1)]),
        ("source:", [('source:"The Sample Desk"', 2), ('source:"Star Wire"', 1), ("source:Tmz", 1)]),
        ("tag:", [('tag:"Cold case"', 2), ("tag:cousin", 1), ('tag:"★"', 1)]),
        ("tag:co", [('tag:"Cold case"', 2), ("tag:cousin", 1)]),
        ('tag:"cold c', [('tag:"Cold case"', 2)]),
        ("is:", [("is:read", 1), ("is:unread", 3), ("is:kept", 3)]),
        ("is:u", [("is:unread", 3)]),
        ("title:k", []),
        ("nofield:k", []),
        ("nofield:na", []),
        ("name:kim ", []),
        ('name:"kim"', []),
    ],
)
def test_values_are_completed_with_the_number_of_articles(
    library: Library, text: str, completed: list[tuple[str, int]]
) -> None:
    assert [(text, count) for text, _, count in offered(library, text)] == completed
    for accepted, _ in completed:
        assert library.search(accepted, typing=True).total >= 1


def test_nothing_is_made_to_complete_a_tag(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gala\n\nKim came.\n")
    library = Library(tmp_path)
    assert library.complete("tag:", 4) == ()
    assert [each.count for each in library.complete("is:", 3)] == [0, 1, 0]
    assert not library.places.store.exists()


@given(typed, st.integers(0, 600))
def test_any_query_has_something_unfinished_or_nothing_at_any_place(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    unfinished = find_unfinished(text, cursor)
    if unfinished:
        assert 0 <= unfinished.start <= cursor <= unfinished.end <= len(text)
        assert text[unfinished.start : cursor].endswith(unfinished.words)
        if unfinished.field:
            assert unfinished.completed("Kim K") == f'{text[: unfinished.start]}"Kim K"{text[unfinished.end :]}'
