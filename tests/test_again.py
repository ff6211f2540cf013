"""A place in an article that has changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Article
from tui_reader.formats import parse_article
from tui_reader.library.again import find_again

SENTENCES = [f"Sentence number {number} says something of its own." for number in range(12)]


def article(sentences: list[str]) -> Article:
    return parse_article(("The headline\n\n" + "\n\n".join(sentences) + "\n").encode(), "x.txt")


@given(st.integers(0, 11), st.lists(st.integers(0, 11), max_size=8), st.integers(0, 3))
@settings(deadline=None)
def test_the_words_that_were_seen_are_found_again(seen: int, gone: list[int], new: int) -> None:
    before = article(SENTENCES)
    kept = [sentence for number, sentence in enumerate(SENTENCES) if number == seen or number not in gone]
    now = article([f"News {number} has come in." for number in range(new)] + kept)
    place = find_again(before, now, before.text.index(SENTENCES[seen]))
    assert now.text[place:].startswith(SENTENCES[seen])


def test_where_the_words_are_gone_the_next_ones_are_found() -> None:
    before, now = article(SENTENCES), article(SENTENCES[:3] + SENTENCES[5:])
    place = find_again(before, now, before.text.index(SENTENCES[3]))
    assert now.text[place:].startswith(SENTENCES[5])


@given(st.integers(0, 1000))
@settings(deadline=None)
def test_a_place_lies_in_the_text_whatever_has_become_of_it(offset: int) -> None:
    before, now = article(SENTENCES), article(["Nothing is left of it all."])
    assert 0 <= find_again(before, now, min(offset, len(before.text))) <= len(now.text)
