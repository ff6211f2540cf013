"""What could be asked instead of a query that nothing matches."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.test_query import flattened, trees
from tui_reader.library import Library
from tui_reader.library.easier import find_easier
from tui_reader.search.parse import parse_query
from tui_reader.search.query import And, Completion, Node, Not, Or, Published
from tui_reader.search.rewrite import write_query


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name, words in (("a", "gala harbour"), ("b", "gala premiere"), ("c", "harbour gossip")):
        (tmp_path / f"{name}.txt").write_text(f"Headline {name}\n\nThe story is about {words}, so they say.\n")
    return Library(tmp_path)


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


@given(trees.filter(lambda node: is_plain(node)))
@settings(deadline=None)
def test_a_written_query_is_understood_as_what_it_was_written_from(node: Node) -> None:
    assert flattened(parse_query(write_query(node)).root) == flattened(node)


def is_plain(node: Node, depth: int = 0) -> bool:
    """Whether a query can be typed and finished: nothing in it is being typed still, or reaches too deep."""
    match node:
        case Completion():
            return False
        case Published(first, last):
            return first is None or last is None or first <= last
        case Not(part):
            return depth < 4 and is_plain(part, depth + 1)
        case And(parts) | Or(parts):
            return depth < 4 and all(is_plain(part, depth + 1) for part in parts)
        case _:
            return True
