"""Words and sentences: what belongs together, what comes apart, and exact offsets whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.mentions.tokens import LONGEST_SENTENCE, find_sentences, find_tokens


def words(text: str) -> list[str]:
    return [token.text for token in find_tokens(text)]


def sentences(text: str) -> list[str]:
    return [text[sentence[0].start : sentence[-1].end] for sentence in find_sentences(text)]


@pytest.mark.parametrize(
    "word",
    [
        "O'Hanlon", "O’Hanlon", "Ashby-Voss", "don't", "J.J.", "U.S.", "p.m.", "Mr.", "Bros.", "E!", "20th",
        "1990s", "3:45", "110,000", "2.5", "Zoe\u0308", "Peña", "@orrin", "#lostatsea",
        "https://orrin.example/rope?x=1", "co-star", "...",
    ],
)  # fmt: skip
def test_what_belongs_together_stays_together(word: str) -> None:
    assert words(f"so {word} it") == ["so", word, "it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orrin's rope", ["Orrin", "'s", "rope"]),
        ("Orrin’s rope", ["Orrin", "’s", "rope"]),
        ("Yates' rope", ["Yates", "'", "rope"]),
        ("O’Hanlon’s rope", ["O’Hanlon", "’s", "rope"]),
        ("she'll see", ["she", "'ll", "see"]),
        ("relationship.There", ["relationship", ".", "There"]),
        ("London-based Orrin", ["London", "-", "based", "Orrin"]),
        ("J.P.Tremlett", ["J.P.", "Tremlett"]),
        ("J. P. Tremlett", ["J.", "P.", "Tremlett"]),
        ("Kim/Kanye", ["Kim", "/", "Kanye"]),
        ("Kim\xa0Kardashian", ["Kim", "Kardashian"]),
        ("rope😀🎣", ["rope", "😀", "🎣"]),
        ("“Martha,” he said", ["“", "Martha", ",", "”", "he", "said"]),
        ("GREAT!E! News", ["GREAT", "!", "E!", "News"]),
    ],
)
def test_what_is_only_written_together_comes_apart(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Prue and Dr. Marsh met Sen. Orrin on St. Mary's.",
        "They left the U.S. for good and came back at 3 p.m. sharp.",
        "J. P. Tremlett met George W. Marsh and J.J. Orrin.",
        "Warner Bros. has no rope, and Smith Inc. sells none.",
        "It costs 2.5 million, or more.",
        "See orrin.example for the rope.",
        "“Is it you?” he asked.",
    ],
)
def test_a_dot_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She came. He left.", ["She came.", "He left."]),
        ("She came.He left.", ["She came.", "He left."]),
        ("“She came.” He left.", ["“She came.”", "He left."]),
        ("She came (at last). He left.", ["She came (at last).", "He left."]),
        ("She left the U.S. He stayed.", ["She left the U.S.", "He stayed."]),
        ("So did I. Then he left.", ["So did I.", "Then he left."]),
        ("Why? Because! “No.”", ["Why?", "Because!", "“No.”"]),
        ("It ended… 20 people left.", ["It ended…", "20 people left."]),
    ],
)
def test_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_what_never_ends_is_cut() -> None:
    assert max(len(sentence) for sentence in find_sentences("rope " * 5000)) == LONGEST_SENTENCE


PIECES = (
    "Martha Mr. Mrs O’Hanlon O'Hanlon 's ’s ' ’ Ashby-Voss -based - – — J. P. U.S. E! ! ? . … , ; : “ ” \" ( ) 1990s"
    " 3:45 2.5 https://x.y www. @a #b 😀 \u0301 \u200d \xa0 \u2028 \ud800 \x00 \n \t _ 名人。 İ ß"
).split(" ")
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=100)


@settings(deadline=None, max_examples=300)
@given(texts)
def test_tokens_are_the_text_where_they_stand_in_order_and_cover_all_that_is_visible(text: str) -> None:
    end = 0
    for token in find_tokens(text):
        assert token.text == text[token.start : token.end]
        assert token.start < token.end
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@settings(deadline=None, max_examples=200)
@given(texts)
def test_sentences_are_the_tokens_none_lost_and_none_twice(text: str) -> None:
    found = list(find_sentences(text))
    assert all(found)
    assert [token for sentence in found for token in sentence] == list(find_tokens(text))


@settings(deadline=None, max_examples=100)
@given(texts, st.integers(0, 20), st.integers(0, 60))
def test_a_part_of_a_text_has_its_own_tokens_with_the_offsets_of_the_whole(text: str, start: int, length: int) -> None:
    for token in find_tokens(text, start, min(len(text), start + length)):
        assert start <= token.start < token.end <= start + length
        assert token.text == text[token.start : token.end]


@pytest.mark.parametrize("piece", ["M", "A. ", "a'", "http://", "\x00"])
def test_a_megabyte_of_one_thing_ends(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert sum(len(sentence) for sentence in find_sentences(text)) > 0
