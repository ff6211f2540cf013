"""Which keys the footer shows, and when."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui.keys import MOST_USEFUL
from tui_reader.ui.moment import MOST, MOST_TINY, Moment, useful_keys

FULL = Moment("ARTICLE", has_article=True, has_hits=True, has_rows=True, has_others=True, has_query=True, can_undo=True)
moments = st.builds(Moment, st.sampled_from(sorted(MOST_USEFUL)), *[st.booleans()] * 13)


@given(moments)
def test_there_are_few_keys_and_always_a_way_out(moment: Moment) -> None:
    ids = useful_keys(moment)
    assert len(set(ids)) == len(ids)
    assert len(ids) <= (MOST_TINY if moment.is_tiny else MOST)
    assert {"quit", "quit_typing", "help"} & set(ids)
    assert not moment.is_tiny or not moment.can_go_back or moment.mode in ("FRONT", "NOTHING", "EMPTY") or "back" in ids


@pytest.mark.parametrize(
    ("missing", "key_id"),
    [
        ("has_article", "bookmark"),
        ("has_article", "grow"),
        ("has_article", "find"),
        ("has_hits", "next_hit"),
        ("has_others", "next_article"),
    ],
)
def test_a_key_that_would_do_nothing_is_not_shown(missing: str, key_id: str) -> None:
    without: dict[str, Any] = {missing: False}
    assert key_id in useful_keys(FULL)
    assert key_id not in useful_keys(replace(FULL, **without))


def test_what_leads_nowhere_is_not_shown() -> None:
    assert "open" not in useful_keys(Moment("RESULTS"))
    assert "back" not in useful_keys(Moment("RESULTS", can_go_back=False))
    assert "remove" not in useful_keys(Moment("BOOKMARKS"))
    assert "undo" not in useful_keys(Moment("BOOKMARKS"))
    assert "accept" not in useful_keys(Moment("SEARCH"))


@pytest.mark.parametrize("mode", ["ARTICLE", "RESULTS", "PEOPLE", "FRONT", "SEARCH"])
def test_where_there_is_much_to_do_five_keys_or_more_are_shown(mode: str) -> None:
    assert len(useful_keys(replace(FULL, mode=mode))) >= 5
