"""Where a kept passage is found again: in the same text, in a changed one, in one that does not hold it any more."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import Place, State, find_place, find_quote

TEXT = "The desk drawer stays open. Kimye has something to tell us. The article leaves both doors open, as it should."
QUOTE = "Kimye has something to tell us."

any_text = st.text(max_size=200)
spans = st.tuples(st.integers(0, 200), st.integers(1, 40))


def kept(text: str, quote: str, *, occurrence: int = 0) -> Bookmark:
    """The bookmark of a quote in a text, or of one of several that read alike."""
    start = find_quote(quote, text)[occurrence].start
    return kept_at(text, start, start + len(quote))


def kept_at(text: str, start: int, end: int) -> Bookmark:
    article = Article("articles/drawer.txt", text, (), "A drawer", "")
    return make_bookmark("c0ffee00", article, Span(start, end), created="2026-11-20T10:00:00.000Z")


def place_of(quote: str, text: str, *, occurrence: int = 0) -> Span:
    return find_quote(quote, text)[occurrence]


# Exact


def test_a_passage_of_an_unchanged_text_is_where_it_was() -> None:
    assert find_place(kept(TEXT, QUOTE), TEXT) == Place(State.EXACT, place_of(QUOTE, TEXT))


def test_a_passage_stays_exact_when_only_what_follows_it_changes() -> None:
    changed = TEXT.replace("as it should", "and rightly so")
    assert find_place(kept(TEXT, QUOTE), changed) == Place(State.EXACT, place_of(QUOTE, TEXT))


def test_a_passage_stays_exact_when_what_precedes_it_changes_without_changing_length() -> None:
    changed = TEXT.replace("desk", "DESK")
    assert find_place(kept(TEXT, QUOTE), changed) == Place(State.EXACT, place_of(QUOTE, TEXT))


@pytest.mark.parametrize("occurrence", [0, 1, 2])
def test_of_equal_passages_in_an_unchanged_text_the_one_that_was_kept_is_exact(occurrence: int) -> None:
    text = "Open. Open. Open."
    bookmark = kept(text, "Open.", occurrence=occurrence)
    assert find_place(bookmark, text) == Place(State.EXACT, place_of("Open.", text, occurrence=occurrence))


def test_the_whole_text_can_be_a_passage() -> None:
    assert find_place(kept(TEXT, TEXT), TEXT) == Place(State.EXACT, Span(0, len(TEXT)))


# Moved


@pytest.mark.parametrize("added", ["A new lead. ", "x", "\n\n", "“王”\U0001f6c1 ", "Kimye has something to tell. "])
def test_a_passage_moves_with_text_that_is_put_before_it(added: str) -> None:
    start = TEXT.index(QUOTE) + len(added)
    assert find_place(kept(TEXT, QUOTE), added + TEXT) == Place(State.MOVED, Span(start, start + len(QUOTE)))


def test_a_passage_moves_back_when_text_before_it_is_cut() -> None:
    changed = TEXT.removeprefix("The desk drawer stays open. ")
    assert find_place(kept(TEXT, QUOTE), changed) == Place(State.MOVED, Span(0, len(QUOTE)))


def test_a_passage_that_stands_once_is_found_without_anything_of_what_was_around_it() -> None:
    changed = f"Nothing else is left: {QUOTE}"
    assert find_place(kept(TEXT, QUOTE), changed) == Place(State.MOVED, place_of(QUOTE, changed))


@pytest.mark.parametrize("occurrence", [0, 1, 2])
def test_of_equal_passages_the_one_with_the_same_surroundings_is_found(occurrence: int) -> None:
    text = "First, she left. Second, she left. Third, she left."
    bookmark = kept(text, "she left.", occurrence=occurrence)
    changed = f"Zeroth, she laughed. {text}"
    assert find_place(bookmark, changed) == Place(State.MOVED, place_of("she left.", changed, occurrence=occurrence))


def test_surroundings_count_for_more_than_nearness() -> None:
    text = "In the morning she wept bitterly. In the evening she slept."
    bookmark = kept(text, "she")
    changed = "At first she laughed. At last, long after, in the morning she wept bitterly."
    assert find_place(bookmark, changed) == Place(State.MOVED, place_of("she", changed, occurrence=1))


def test_a_passage_whose_paragraphs_changed_places_is_found() -> None:
    one, other = "She said that it was over, for good.", "He said that it was over, for now."
    bookmark = kept(f"{one}\n\n{other}", "it was over", occurrence=1)
    changed = f"{other}\n\n{one}"
    assert find_place(bookmark, changed) == Place(State.MOVED, place_of("it was over", changed))


# Ambiguous


def test_equal_passages_with_equal_surroundings_are_ambiguous() -> None:
    paragraph = f"{'a' * 64}{QUOTE}{'z' * 64}"
    bookmark = kept(paragraph, QUOTE)
    assert find_place(bookmark, f"{paragraph}\n\n{paragraph}").state is State.AMBIGUOUS


@pytest.mark.parametrize("nearest", [0, 1])
def test_of_ambiguous_places_the_one_nearest_to_the_old_is_named(nearest: int) -> None:
    paragraph = f"{'a' * 64}{QUOTE}{'z' * 64}"
    before = "\n" * (0 if nearest == 0 else len(paragraph))
    bookmark = kept(before + paragraph, QUOTE)
    changed = f"{paragraph}{paragraph}"
    assert find_place(bookmark, changed) == Place(State.AMBIGUOUS, place_of(QUOTE, changed, occurrence=nearest))


def test_a_passage_is_not_ambiguous_only_because_it_stands_elsewhere_too() -> None:
    changed = f"{TEXT} So, in short: {QUOTE}"
    assert find_place(kept(TEXT, QUOTE), changed) == Place(State.EXACT, place_of(QUOTE, TEXT))


# Lost


@pytest.mark.parametrize("text", ["", " ", "Another article, of which no word was kept."])
def test_a_passage_is_lost_in_a_text_that_holds_nothing_like_it(text: str) -> None:
    assert find_place(kept(TEXT, QUOTE), text) == Place(State.LOST, None)


def test_what_stood_around_a_passage_is_not_taken_for_it() -> None:
    assert find_place(kept(TEXT, QUOTE), TEXT.replace(QUOTE, "")) == Place(State.LOST, None)


# Quotes


def test_a_quote_of_a_letter_is_looked_for_in_a_long_text_with_patience_for_a_thousand_places() -> None:
    text = "b a " * 250_000
    bookmark = kept(text, "b a")
    place = find_place(bookmark, "c" + text)
    assert (place.state, place.span) == (State.AMBIGUOUS, Span(1, 4))


def test_a_quote_is_found_everywhere_it_stands() -> None:
    assert find_quote("open", TEXT) == [Span(22, 26), Span(90, 94)]


def test_places_of_a_quote_may_overlap() -> None:
    assert find_quote("aba", "ababa") == [Span(0, 3), Span(2, 5)]


@pytest.mark.parametrize(("quote", "text"), [("", TEXT), ("", ""), ("open", ""), ("OPEN", TEXT), ("closed", TEXT)])
def test_a_quote_that_does_not_stand_there_word_by_word_is_found_nowhere(quote: str, text: str) -> None:
    assert find_quote(quote, text) == []


# Properties


@given(any_text.filter(bool), spans)
def test_in_an_unchanged_text_any_passage_is_exact(text: str, span: tuple[int, int]) -> None:
    start = span[0] % len(text)
    end = min(len(text), start + span[1])
    assert find_place(kept_at(text, start, end), text) == Place(State.EXACT, Span(start, end))


@given(st.text("abcdefgh ", min_size=1, max_size=200), spans, st.text("abcdefgh 012", min_size=1, max_size=200))
def test_text_put_before_a_passage_that_stands_once_moves_it(text: str, span: tuple[int, int], added: str) -> None:
    start = span[0] % len(text)
    bookmark = kept_at(text, start, min(len(text), start + span[1]))
    assume(len(find_quote(bookmark.quote, added + text)) == 1)
    moved = Span(bookmark.start + len(added), bookmark.end + len(added))
    assert find_place(bookmark, added + text) == Place(State.MOVED, moved)


@given(st.text("ab", min_size=1, max_size=60), spans, st.text("ab", max_size=80))
def test_a_place_that_is_said_to_be_sure_holds_the_quote(text: str, span: tuple[int, int], other: str) -> None:
    start = span[0] % len(text)
    bookmark = kept_at(text, start, min(len(text), start + span[1]))
    place = find_place(bookmark, other)
    if place.state is State.LOST:
        assert place.span is None
    elif place.state is not State.EDITED:
        assert place.span is not None
        assert other[place.span.start : place.span.end] == bookmark.quote


@given(any_text.filter(bool), spans, any_text)
def test_no_pair_of_texts_is_an_error(text: str, span: tuple[int, int], other: str) -> None:
    start = span[0] % len(text)
    place = find_place(kept_at(text, start, min(len(text), start + span[1])), other)
    assert (place.span is None) == (place.state is State.LOST)
    if place.span:
        assert 0 <= place.span.start < place.span.end <= len(other)


@given(st.lists(st.sampled_from("ab\U0001f6c1\udce9\n"), min_size=1, max_size=40), st.data())
def test_no_code_point_is_an_error_not_even_half_of_one(characters: list[str], data: st.DataObject) -> None:
    text = "".join(characters)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    changed = "\udce9" + text
    place = find_place(kept_at(text, start, end), changed)
    assert place.span is not None
    assert changed[place.span.start : place.span.end] == text[start:end]
