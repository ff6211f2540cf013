"""What could be asked instead of a query that nothing matches."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui_reader.article import Span
from tui_reader.library import Library, Results
from tui_reader.library.easier import MOST_PARTS, MOST_SPELLINGS, MOST_WORDS, Easier, WaysOut, find_easier
from tui_reader.search.parse import parse_query
from tui_reader.search.query import MAX_TERMS


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name, words in (("a", "gala harbour"), ("b", "gala premiere"), ("c", "harbour gossip")):
        (tmp_path / f"{name}.txt").write_text(f"Headline {name}\n\nThe story is about {words}, so they say.\n")
    with closing(Library(tmp_path)) as library:
        yield library


def easier(library: Library, query: str) -> list[tuple[str, int]]:
    return [(each.text, each.articles) for each in find_easier(library, parse_query(query))]


def test_a_query_without_one_of_its_words_is_offered_with_what_it_finds(library: Library) -> None:
    assert library.search("gala gossip").total == 0
    assert easier(library, "gala gossip") == [("gala", 2), ("gossip", 1)]


def test_only_what_has_results_is_offered(library: Library) -> None:
    assert easier(library, "harbour premiere zeppelin") == []
    assert easier(library, "gala zeppelin date:2021") == []
    assert easier(library, "zeppelin") == []


def test_parts_stay_what_they_were(library: Library) -> None:
    assert easier(library, '"gala harbour" (premiere OR gossip) -zeppelin') == [
        ("(premiere OR gossip) -zeppelin", 2),
        ('"gala harbour" -zeppelin', 1),
    ]


def ways_out(library: Library, query: str, *, typing: bool = False) -> WaysOut:
    return find_easier(library, parse_query(query, typing=typing))


@pytest.mark.parametrize(
    ("query", "spelt"),
    [
        ("premeire", [("premiere", 1)]),
        ("gala gosip", []),  # spelt right, no article has both
        ("gosip harbuor", [("gossip harbour", 1)]),
        ('"galla gossip" -zeppelin', []),  # nor this phrase
        ('"galla haarbour" -zeppelin', [('"gala harbour" -zeppelin', 1)]),
        ('"gosip harbour"~9', [('"gossip harbour"~9', 1)]),
        ("title:haedline", [("title:headline", 3)]),
        ("galla OR premeire", [("gala OR premiere", 2)]),
        ("zeppelin", []),
        ("-galla", []),
    ],
)
def test_unknown_words_are_spelt_as_the_articles_have_them(
    library: Library, query: str, spelt: list[tuple[str, int]]
) -> None:
    assert [(each.text, each.articles) for each in ways_out(library, query).spelt] == spelt


def test_the_word_that_is_being_typed_may_be_misspelt(library: Library) -> None:
    assert ways_out(library, "gala premeire", typing=True).spelt == (Easier("gala premiere", 1),)


def test_a_word_that_is_known_stays_as_it_is(library: Library) -> None:
    """Though another one, of more articles, is near."""
    assert ways_out(library, "gossip zeppelin").spelt == ()


def test_the_part_that_kills_a_query_is_named(library: Library) -> None:
    assert ways_out(library, "gala zeppelin").without == (Easier("gala", 2, left_out="zeppelin"),)
    assert ways_out(library, "gala -harbour -premiere").without == (
        Easier("gala -premiere", 1, left_out="-harbour"),
        Easier("gala -harbour", 1, left_out="-premiere"),
    )


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        *(("lighthouse gala", 1), ("gala", 2), ("zeppelin", 0), ("lighthouse OR harbour", 2), ("gala -lighthouse", 1)),
        *(("gala date:1999", 2), ("title:lighthouse", 1), ("source:gala", 0), ("date:1999", 0), ("-zeppelin", 0)),
        *(("galla~ source:x", 2), ("is:read lighthouse", 1)),
    ],
)
def test_kept_passages_are_counted_that_have_the_words(library: Library, query: str, kept: int) -> None:
    for name, note in (("a.txt", ""), ("b.txt", "The lighthouse again")):
        article = library.article(name)
        start = article.text.index("The story")
        library.bookmarks.add(article, Span(start, len(article.text)), note=note)
    assert ways_out(library, query).kept == kept


def test_nothing_is_made_where_nothing_is_kept(library: Library) -> None:
    assert ways_out(library, "gala zeppelin").kept == 0
    assert not library.places.store.exists()


class CountingLibrary(Library):
    """A library that counts its searches."""

    searches = 0

    def search(self, *arguments: Any, **options: Any) -> Results:
        self.searches += 1
        return super().search(*arguments, **options)


def test_a_paste_of_many_words_costs_no_more_than_a_few_dozen_searches(library: Library) -> None:
    counting = CountingLibrary(library.places.root)
    assert list(ways_out(counting, " ".join(f"galla{number}" for number in range(MAX_TERMS)))) == []
    assert 0 < counting.searches <= MOST_PARTS + MOST_WORDS + MOST_SPELLINGS
