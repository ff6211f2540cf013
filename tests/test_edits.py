"""How many typing mistakes lie between two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.search.edits import count_edits, is_one_edit_away, nearest

some_words = st.text("abc", max_size=7)


def plainly(one: str, other: str) -> int:
    """The whole table, as the textbook has it."""
    edits = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            is_other = one[i - 1] != other[j - 1]
            edits[i, j] = min(edits[i - 1, j] + 1, edits[i, j - 1] + 1, edits[i - 1, j - 1] + is_other)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                edits[i, j] = min(edits[i, j], edits[i - 2, j - 2] + 1)
    return edits[len(one), len(other)]


@pytest.mark.parametrize("other", ["vance", "vanc", "ance", "vannce", "vancey", "avance", "vbnce", "vnace", "vanec"])
def test_one_edit_is_a_letter_more_less_or_other_or_two_swapped(other: str) -> None:
    assert is_one_edit_away("vance", other)


@pytest.mark.parametrize("other", ["", "van", "vanccee", "vecna", "canve", "nvaec", "hollis"])
def test_more_is_more_than_one_edit(other: str) -> None:
    assert not is_one_edit_away("vance", other)


@given(some_words, some_words, st.integers(0, 4))
def test_edits_are_counted_up_to_a_limit(one: str, other: str, limit: int) -> None:
    assert count_edits(one, other, limit) == min(plainly(one, other), limit + 1)


def test_the_nearest_word_is_the_one_with_the_fewest_edits() -> None:
    assert nearest("titel", ["source", "tile", "title"]) == "title"
    assert nearest("names", ["name", "named"]) == "name"
    assert nearest("banana", ["source", "title"]) is None
    assert nearest("x", ["y"]) is None
    assert nearest("", ["y"]) is None
    assert nearest("title", []) is None
