"""Queries for what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.library.asking import asking_for
from tui_reader.search.parse import parse_query
from tui_reader.search.query import Mentioned
from tui_reader.search.rewrite import excluded, narrowed
from tui_reader.search.values import days_of


@pytest.mark.parametrize(
    ("field", "value", "query"),
    [
        ("name", "Marla Vance", 'name:"Marla Vance"'),
        ("source", "TMZ", "source:TMZ"),
        ("org", 'The "Star" Wire', 'org:"The Star Wire"'),
        ("date", "2021", "date:2021"),
        ("mentions", "2021-06-14", "mentions:2021-06-14"),
        ("mentions", "2021-06-14TNI", "mentions:2021-06-14"),
        ("mentions", "2021-06", "mentions:2021-06"),
        ("mentions", "2021", "mentions:2021"),
        ("mentions", "199", "mentions:1990..1999"),
        ("mentions", "2021-SU", "mentions:2021-06..2021-08"),
        ("mentions", "2021-W23", "mentions:2021-06-07..2021-06-13"),
        ("mentions", "2021-WI", ""),
        ("mentions", "PRESENT_REF", ""),
        ("name", " ", ""),
        ("name", "!!!", ""),
        ("source", "OR", 'source:"OR"'),
    ],
)
def test_what_was_found_can_be_asked_for(field: str, value: str, query: str) -> None:
    assert asking_for(field, value) == query


@given(st.sampled_from("2005 2005-02 2005-02-14 199 2005-SU 2005-Q1 2005-W03 2005-H2".split()))
def test_what_is_asked_for_are_the_days_of_the_date(value: str) -> None:
    ((first, last),) = days_of(value)
    assert parse_query(asking_for("mentions", value)).root == Mentioned(first, last)


@given(st.sampled_from(["name", "org", "place", "source"]), st.text(min_size=1, max_size=30))
def test_whatever_something_is_called_it_can_be_added_and_taken_out_again(field: str, value: str) -> None:
    addition = asking_for(field, value)
    if addition:
        added = narrowed("vance", addition)
        assert narrowed(added, addition) == added
        assert parse_query(excluded(added, addition)).root != parse_query(added).root
