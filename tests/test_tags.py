"""How tags are typed and completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.ui.tags import completed_tags, fitting_tags, parse_tags, tags_as_text

IN_USE = ("kimye", "kitchen", "red carpet", "thaw")


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        ("thaw", ("thaw",)),
        ("#thaw #kimye", ("thaw", "kimye")),
        ("thaw, kimye", ("thaw", "kimye")),
        ("red carpet, kimye", ("red carpet", "kimye")),
        ('"red carpet" kimye', ("red carpet", "kimye")),
        ('#"red carpet" #kimye', ("red carpet", "kimye")),
        ("thaw thaw", ("thaw",)),
        (" , ,, ", ()),
        ("# #", ()),
        ('"a, b" c', ("a, b", "c")),
        ("c++ naïve №1", ("c++", "naïve", "№1")),
    ],
)
def test_tags_are_typed_between_blanks_or_commas(typed: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(typed) == tags


@given(st.lists(st.text(min_size=1).filter(lambda tag: '"' not in tag), unique=True, max_size=6))
def test_what_stands_unchanged_in_the_line_is_the_tag_that_it_was(tags: list[str]) -> None:
    written = [tags_as_text([tag]) for tag in tags]
    if len(set(written)) == len(tags):  # two that are shown alike cannot be told apart by whoever edits them
        assert parse_tags(tags_as_text(tags), tags) == tuple(tags)


@given(st.lists(st.text("abc, ", min_size=1), unique=True, min_size=1, max_size=4))
def test_tags_that_are_added_behind_those_in_the_line_are_added_to_them(tags: list[str]) -> None:
    for added in ("new other", "new, other", '"new", other'):
        assert parse_tags(f"{tags_as_text(tags)} {added}", tags) == (*tags, "new", "other")


@given(st.text())
def test_whatever_is_typed_gives_tags_without_blanks_around_them(typed: str) -> None:
    for tag in parse_tags(typed):
        assert tag
        assert tag == tag.strip()


def test_the_last_word_becomes_a_tag_in_use() -> None:
    assert completed_tags("thaw ki", IN_USE) == "thaw kimye"
    assert completed_tags("#KI", IN_USE) == "kimye"
    assert completed_tags('"red', IN_USE) == '"red carpet"'
    assert completed_tags("red", IN_USE) == '"red carpet"'
    assert completed_tags("", IN_USE) == ""
    assert completed_tags("kimye ", IN_USE) == ""
    assert completed_tags("xyz", IN_USE) == ""


def test_what_is_in_the_line_already_is_not_offered_again() -> None:
    assert fitting_tags("", IN_USE) == list(IN_USE)
    assert fitting_tags("kimye ", IN_USE) == ["kitchen", "red carpet", "thaw"]
    assert fitting_tags("kimye ki", IN_USE) == ["kitchen"]


@given(st.text(alphabet="ab ,#"), st.lists(st.text(alphabet="ab"), unique=True))
def test_a_completed_line_has_one_tag_in_use_more(typed: str, in_use: list[str]) -> None:
    completed = completed_tags(typed, in_use)
    if completed:
        assert parse_tags(completed)[-1] in in_use
