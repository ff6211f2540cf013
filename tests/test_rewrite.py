"""Queries written back, and added to: what `+` and `-` do to what was typed."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.test_query import TODAY, attempt, flattened, trees, typed
from tui_reader.search.parse import parse_query
from tui_reader.search.query import MAX_TERMS, Among, And, Completion, Node, Not, Or, Phrase, Published, Query, Word
from tui_reader.search.rewrite import excluded, narrowed, write_query, write_value
from tui_reader.search.terms import find_terms

KIM = 'name:"Kim Kardashian"'


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


@given(trees.filter(is_plain))
@settings(deadline=None)
def test_a_written_query_is_understood_as_what_it_was_written_from(node: Node) -> None:
    assert flattened(parse_query(write_query(node)).root) == flattened(node)


@given(typed)
@settings(deadline=None)
def test_whatever_was_understood_is_written_as_it_was_understood(text: str) -> None:
    query = attempt(text, typing=False)
    assume(isinstance(query, Query))
    assert isinstance(query, Query)
    written = write_query(query.root)
    assume(len(written) <= 512)
    assert parse_query(written, today=TODAY).root == query.root


def test_articles_cannot_be_typed() -> None:
    with pytest.raises(ValueError, match="cannot be typed"):
        write_query(Among(frozenset("a")))


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("name", "Kim Kardashian", KIM),
        ("name", "Beyoncé", "name:Beyoncé"),
        ("name", 'Dwayne "The Rock" Johnson', 'name:"Dwayne The Rock Johnson"'),
        ("source", "E! News", 'source:"E! News"'),
        ("source", "a\nb", 'source:"a b"'),
        ("date", "2021", "date:2021"),
        ("date", "2021-02-14", "date:2021-02-14"),
        ("name", "Jean-Luc", "name:Jean-Luc"),
        ("name", "kar*", 'name:"kar*"'),
        ("source", "OR", 'source:"OR"'),
    ],
)
def test_a_value_is_written_as_one_types_it(field: str, value: str, written: str) -> None:
    assert write_value(field, value) == written


@pytest.mark.parametrize(
    ("text", "addition", "added"),
    [
        ("", KIM, KIM),
        ("  ", KIM, KIM),
        ("vance gala", KIM, f"vance gala {KIM}"),
        ("vance OR gala", KIM, f"(vance OR gala) {KIM}"),
        ("(vance OR gala) x", "date:2021", "(vance OR gala) x date:2021"),
        ("vance OR gala x", "date:2021", "(vance OR gala x) date:2021"),
        (f"vance {KIM}", KIM, f"vance {KIM}"),
        ('vance name:"kim  KARDASHIAN"', KIM, 'vance name:"kim  KARDASHIAN"'),
        (f"vance -{KIM} gala", KIM, f"vance gala {KIM}"),
        (f"NOT {KIM} gala", KIM, f"gala {KIM}"),
        (f"vance AND -{KIM} AND gala", KIM, f"vance AND gala {KIM}"),
        (f"-{KIM}", KIM, KIM),
        (f"vance -{KIM} {KIM}", KIM, f"vance {KIM}"),
        (f"(vance (-{KIM} gala))", KIM, f"vance gala {KIM}"),
        ('vance "side ga', KIM, f'vance "side ga" {KIM}'),
        ("vance OR", KIM, f"vance {KIM}"),
        ('date:"last week"', KIM, f'date:"last week" {KIM}'),
        ("vance", "a OR b", "vance (a OR b)"),
    ],
)
def test_a_query_is_narrowed(text: str, addition: str, added: str) -> None:
    assert narrowed(text, addition, today=TODAY) == added


@pytest.mark.parametrize(
    ("text", "addition", "added"),
    [
        ("", 'source:"star wire"', '-source:"star wire"'),
        ("vance", 'source:"star wire"', 'vance -source:"star wire"'),
        ("vance OR gala", "date:2021", "(vance OR gala) -date:2021"),
        ("vance source:tmz gala", "source:TMZ", "vance gala -source:TMZ"),
        ("vance NOT source:tmz", "source:tmz", "vance NOT source:tmz"),
        ("source:tmz", "source:tmz", "-source:tmz"),
        ("vance", "a b", "vance -(a b)"),
    ],
)
def test_a_query_excludes(text: str, addition: str, added: str) -> None:
    assert excluded(text, addition, today=TODAY) == added


@given(typed.filter(lambda text: len(text) < 200), st.sampled_from([KIM, "date:2021", "source:x", "vance"]))
@settings(deadline=None)
def test_what_is_added_is_there_once_and_its_opposite_is_not(text: str, addition: str) -> None:
    wanted = parse_query(addition).root
    for change, asked, opposite in ((narrowed, wanted, Not(wanted)), (excluded, Not(wanted), wanted)):
        added = change(text, addition, today=TODAY)
        answer = attempt(added, typing=False)
        assume(isinstance(answer, Query))  # not too long, and no word too many
        assert isinstance(answer, Query)
        parts = answer.root.nodes if isinstance(answer.root, And) else (answer.root,)
        assert asked in parts
        assert opposite not in parts
        assert change(added, addition, today=TODAY) == added


@given(st.sampled_from(["name", "source", "org", "title"]), st.text(max_size=40))
@settings(deadline=None)
def test_a_value_is_asked_for_whatever_it_is(field: str, value: str) -> None:
    terms = tuple(term.text for term in find_terms(" ".join(value.replace('"', " ").split())))
    assume(0 < len(terms) <= MAX_TERMS)
    root = parse_query(write_value(field, value)).root
    assert isinstance(root, Word | Phrase)
    assert root.field == field


def test_relative_dates_stay_as_they_were_typed() -> None:
    assert narrowed("date:last-week", "vance", today=date(2021, 3, 10)) == "date:last-week vance"
