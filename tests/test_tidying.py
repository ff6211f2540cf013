"""What is made of the words that the tagger has marked, whatever it has marked: a table of sentences."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.mentions.agreement import KnownNames, agree
from tui_reader.mentions.tidying import tidy
from tui_reader.mentions.tokens import Sentence, find_sentences


def read(text: str) -> tuple[Sentence, int, int]:
    """A sentence in which [these words] are marked, and where they are."""
    (sentence,) = find_sentences(text.replace("[", "").replace("]", ""))
    start, end = text.index("["), text.index("]") - 1
    within = [i for i, token in enumerate(sentence) if start <= token.start < end]
    return sentence, within[0], within[-1] + 1


def tidied(text: str, kind: str) -> list[tuple[str, str]]:
    sentence, start, end = read(text)
    names = tidy(sentence, [(start, end, kind)])
    return [(" ".join(token.text for token in sentence[first:last]), label) for first, last, label in names]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("It was sold to [Zephrin Quarle Jr.] of Wessex.", "LOC", ("Zephrin Quarle Jr.", "PER")),
        ("Her sister, [Zephrin Quarle], was late.", "WORK", ("Zephrin Quarle", "PER")),
        ("She had lived in [Penquarle] for years.", "WORK", ("Penquarle", "LOC")),
        ("She kept a boat near [Penquarle].", "WORK", ("Penquarle", "LOC")),
        ("She starred in [Penquarle] for years.", "WORK", ("Penquarle", "WORK")),
        ("She left the [Quarle Rope Company] for a boat.", "LOC", ("Quarle Rope Company", "ORG")),
        ("The film [Quarle Rope Company] was late.", "WORK", ("Quarle Rope Company", "WORK")),
        ("He worked there and [billed Quarle Pictures] for it.", "ORG", ("Quarle Pictures", "ORG")),
        ("They stood at the [Quarle town hall] in the rain.", "LOC", ("Quarle", "LOC")),
        ("They stood in [Isle of Quarle] in the rain.", "LOC", ("Isle of Quarle", "LOC")),
        ("It was [Orrin Vane’s Saltwater] again.", "PER", ("Orrin Vane", "PER")),
        ("It was [van Quarle] who left.", "PER", ("van Quarle", "PER")),
    ],
)
def test_a_name_is_what_its_words_and_its_neighbours_say(text: str, kind: str, expected: tuple[str, str]) -> None:
    assert tidied(text, kind) == [expected]


def test_a_usual_word_is_no_name() -> None:
    assert tidied("The colour of [tea] was wrong for Martha.", "LOC") == []


def test_a_family_with_which_a_sentence_begins_is_no_title() -> None:
    (first,), (second,) = find_sentences("Martha Orrin left."), find_sentences("The Orrins were sad.")
    known = KnownNames([first, second], [[(0, 2, "PER")], [(0, 2, "WORK")]])
    assert agree(second, [(0, 2, "WORK")], known) == [(1, 2, "PER")]


def test_the_first_word_of_a_company_is_the_company() -> None:
    first, second = find_sentences("Corvane Pictures was sold. She gave up the chair of Corvane.")
    known = KnownNames([first, second], [[(0, 2, "ORG")], [(6, 7, "PER")]])
    assert agree(second, [(6, 7, "PER")], known) == [(6, 7, "ORG")]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("Orrin of the lived in near , . “ ” Jr. Company sister's - 40 a".split()), min_size=1),
    st.sampled_from(["PER", "ORG", "LOC", "WORK"]),
    st.data(),
)
def test_whatever_is_marked_names_stay_within_the_sentence(words: list[str], kind: str, data: st.DataObject) -> None:
    for sentence in find_sentences(" ".join(words)):
        start = data.draw(st.integers(0, len(sentence) - 1))
        end = data.draw(st.integers(start + 1, len(sentence)))
        names = tidy(sentence, [(start, end, kind)])
        assert all(0 <= first < last <= len(sentence) for first, last, _ in names)
        assert all(one[1] <= other[0] for one, other in pairwise(names))
