"""What finding a passage again is made of: words, which of them is which, and how alike two texts are."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.bookmarks.anchor.aligning import NONE, Alignment
from tui_reader.bookmarks.anchor.approximate import find_alike, similarity
from tui_reader.bookmarks.anchor.tokens import Tokens, find_tokens, reads_as
from tui_reader.bookmarks.anchor.windows import PARTS, find_windows

few_letters = st.text("ab ", max_size=12)
any_text = st.text(max_size=80)
few_words = st.lists(st.sampled_from("one two three four five six seven".split()), max_size=60)


def tokens_of(words: list[str]) -> Tokens:
    return find_tokens(" ".join(words))


def aligned(old: str, new: str) -> list[str]:
    """The words of the later text that are in the earlier one too, in the order of the earlier one."""
    alignment = Alignment(find_tokens(old), find_tokens(new), is_whole=True)
    return [alignment.new.words[at] for at in alignment.to_new if at != NONE]


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim’s “no”", ["kim", "'", "s", '"', "no", '"']),
        ("well—known -- and…", ["well", "-", "known", "-", "and", "..."]),
        ("A\u00adpril\u200b!", ["april", "!"]),
        ("ﬁne café cafe\u0301", ["fine", "café", "café"]),
        ("金田です", ["金", "田", "で", "す"]),
        ("か\u3099 が", ["が", "が"]),
        ("snake_case", ["snake", "_", "case"]),
        ("\0 \udce9", ["\0", "\udce9"]),
        (" \n\u00a0", []),
        ("", []),
        ("x" * 90, ["x" * 40, "x" * 40, "x" * 10]),
    ],
)
def test_the_words_of_a_text_are_compared_as_they_read(text: str, words: list[str]) -> None:
    assert find_tokens(text).words == words


@given(any_text)
def test_every_word_has_its_place_and_nothing_visible_is_left_out(text: str) -> None:
    tokens = find_tokens(text)
    assert len(tokens.words) == len(tokens.starts) == len(tokens.ends)
    covered: set[int] = set()
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert start < end
        assert not covered & set(range(start, end))
        covered |= set(range(start, end))
    left_out = {text[at] for at in range(len(text)) if at not in covered}
    assert all(
        letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc", "Mn", "Lo", "So") for letter in left_out
    )


@given(any_text, st.integers(0, 80), st.integers(1, 20))
def test_the_words_that_cover_a_part_of_a_text_are_those_that_overlap_it(text: str, start: int, length: int) -> None:
    tokens, span = find_tokens(text), Span(start, start + length)
    first, last = tokens.covering(span)
    overlapping = [at for at in range(len(tokens)) if span.overlaps(tokens.span(at, at))]
    assert list(range(first, last)) == overlapping


def test_marks_and_white_space_make_no_other_reading_but_case_and_accents_do() -> None:
    assert reads_as("“It’s  over” – she\nsaid…", '"It\'s over" - she said...')
    assert not reads_as("It is over", "it is over")
    assert not reads_as("cafe", "café")


# Which word is which


@given(few_words, few_words)
@settings(deadline=None)
def test_paired_words_are_the_same_word_and_each_has_one_partner(old: list[str], new: list[str]) -> None:
    alignment = Alignment(tokens_of(old), tokens_of(new))
    for index, at in enumerate(alignment.to_new):
        if at != NONE:
            assert alignment.old.words[index] == alignment.new.words[at]
            assert alignment.to_old[at] == index
    assert sum(at != NONE for at in alignment.to_new) == sum(at != NONE for at in alignment.to_old)


@given(st.lists(st.integers(0, 300), min_size=8, max_size=80, unique=True), st.data())
@settings(deadline=None)
def test_words_that_stay_are_paired_whatever_single_words_are_put_between(
    numbers: list[int], data: st.DataObject
) -> None:
    old = [f"word{number}" for number in numbers]
    at = data.draw(st.integers(0, len(old)))
    alignment = Alignment(tokens_of(old), tokens_of([*old[:at], "new", *old[at:]]))
    assert alignment.share == 1


def test_a_paragraph_that_moved_is_paired_where_it_went() -> None:
    first, second = "She left the town on Friday night, it was said.", "He stayed and wrote nine letters to the paper."
    assert aligned(f"{first}\n\n{second}", f"{second}\n\n{first}") == find_tokens(f"{first} {second}").words


def test_texts_that_share_nothing_but_small_words_have_no_pairs() -> None:
    old = "It was one of the best evenings of the year, and the singer said that she had never been so happy."
    new = "One of the ministers resigned in the morning, and that was the end of it, so the papers had it at noon."
    assert aligned(old, new) == []


# How alike


@given(few_letters, few_letters)
def test_similarity_is_the_share_of_letters_that_need_no_mending(one: str, other: str) -> None:
    longer = max(len(one), len(other))
    expected = 1 - errors_between(one, other)[-1][-1] / longer if longer else 1.0
    assert similarity(one, other) == pytest.approx(expected)


@given(few_letters.filter(bool), few_letters)
def test_the_part_of_a_text_that_is_most_like_a_quote_is_found(quote: str, text: str) -> None:
    span, alike = find_alike(quote, text)
    assert 0 <= span.start <= span.end <= len(text)
    least = min(
        errors_between(quote, text[start:end])[-1][-1]
        for start in range(len(text) + 1)
        for end in range(start, len(text) + 1)
    )
    assert alike == pytest.approx(1 - least / len(quote))
    assert errors_between(quote, text[slice(*span)])[-1][-1] == least


def errors_between(one: str, other: str) -> list[list[int]]:
    """The table of Levenshtein's distances, as every textbook has it."""
    table = [list(range(len(other) + 1))]
    for row, letter in enumerate(one, 1):
        table.append([row])
        for column, another in enumerate(other, 1):
            above, left, diagonal = table[row - 1][column], table[row][-1], table[row - 1][column - 1]
            table[row].append(min(above + 1, left + 1, diagonal + (letter != another)))
    return table


# Parts of a long text


@given(any_text, any_text, st.integers(0, 80), st.integers(1, 20))
def test_the_parts_of_a_text_that_are_looked_at_are_few_and_lie_in_it(
    old: str, new: str, start: int, length: int
) -> None:
    windows = find_windows(old, Span(start, start + length), new)
    assert len(windows) <= PARTS
    assert all(0 <= window.start < window.end <= len(new) for window in windows)
    assert all(one.end < other.start for one, other in pairwise(windows))
