"""What the tagger knows of words besides their letters: which are used alike, and what a sentence says a name is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_tagger import load_tool
from tui_reader.mentions.classes import CLASSES, UNKNOWN, class_of, find_class
from tui_reader.mentions.definitions import find_definition
from tui_reader.mentions.tokens import find_tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("guitarist", "drummer"),
        ("mumbai", "karachi"),
        ("said", "told"),
        ("mumbái", "mumbai"),
        ("co-guitarist", "guitarist"),
    ],
)
def test_words_that_are_used_alike_are_of_one_class(one: str, other: str) -> None:
    assert class_of(one).middle == class_of(other).middle != ""


@pytest.mark.parametrize(("one", "other"), [("guitarist", "mumbai"), ("khloe", "monday"), ("orrin", "river")])
def test_words_that_are_not_are_of_two(one: str, other: str) -> None:
    assert class_of(one).wide != class_of(other).wide


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_word_is_looked_up(word: str) -> None:
    found = class_of(word)
    assert found == UNKNOWN or 0 <= int(found.narrow) < CLASSES


@settings(deadline=None, max_examples=20)
@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), st.integers(0, CLASSES - 1)))
def test_a_table_gives_back_what_was_put_into_it(numbered: dict[str, int]) -> None:
    table = load_tool("make_word_classes").pack(numbered.items(), [0] * CLASSES, [0] * CLASSES)
    assert {word: find_class(table, word) for word in numbered} == numbered
    assert find_class(table, "not in it, nor would it be") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orrinby is a small village in Wessex", "village"),
        ("Orrinby ( born 1980 ) is an Irish singer-songwriter from Cork", "singer-songwriter"),
        ("Orrinby , a chain of bakeries ,", "chain"),
        ("Orrinby was a private , Catholic school", "school"),
        ("Orrinby is one of the oldest bridges in", "bridges"),
        ("Orrinby is the name of a lake in", "lake"),
        ("Orrinby is a language spoken by", "language"),
        ("Orrinby is late", ""),
        ("Orrinby , who is a singer", ""),
        ("Orrinby (", ""),
        ("Orrinby is a", ""),
        ("Orrinby", ""),
    ],
)
def test_a_sentence_says_what_a_name_is(text: str, expected: str) -> None:
    assert find_definition([token.text.lower() for token in find_tokens(text)], 1) == expected


@settings(deadline=None)
@given(st.lists(st.sampled_from(["is", "a", "of", "the", ",", "(", ")", "name", "village", "one"]), max_size=30))
def test_whatever_follows_a_name_is_read(words: list[str]) -> None:
    assert find_definition(words, 0) in {*words, ""}
