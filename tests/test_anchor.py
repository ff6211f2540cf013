"""Where a kept passage is found again: in the same text, in a changed one, in one that does not hold it any more."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import LOST, Comparison, Place, Present, State, find_place, find_quote

TEXT = "The desk drawer stays open. Kimye has something to tell us. The article leaves both doors open, as it should."
QUOTE = "Kimye has something to tell us."
STORY = """\
Marlow Vance Leaves the Stage

The singer said “goodnight” to a full house on Friday, and nobody believed her. It was Marlow Vance's last concert.

Her manager, Tilda Grone, has never liked such evenings. “We shall see what Vance does next,” said Grone – and laughed.

Vance herself was seen at the harbour an hour later, with a suitcase and the café's dog. Nobody asked her anything.

By Monday the papers had found a dozen reasons. The harbour master, for one, keeps his counsel and the dog.
"""
SENTENCE = "“We shall see what Vance does next,” said Grone – and laughed."

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


def test_a_name_that_was_cut_is_not_found_where_the_same_name_stood_all_along() -> None:
    changed = STORY.replace("what Vance does next", "what happens next")
    assert find_place(kept(STORY, "Vance", occurrence=2), changed, STORY) == LOST


def test_a_passage_is_lost_with_its_paragraph_though_its_words_stand_elsewhere() -> None:
    paragraphs = STORY.split("\n\n")
    changed = "\n\n".join([*paragraphs[:3], *paragraphs[4:]])
    for words in ("Vance", "Nobody asked", "dog", "the café's dog. Nobody asked her anything."):
        assert find_place(kept(STORY, words, occurrence=3 if words == "Vance" else 0), changed, STORY) == LOST


def test_of_another_article_nothing_is_taken_for_the_passage() -> None:
    other = "The harbour was closed on Monday, said the harbour master. Nobody asked her anything much, or him. " * 3
    for words in ("said Grone", "on Friday", "Marlow Vance", SENTENCE):
        assert find_place(kept(STORY, words), other, STORY) == LOST


def test_a_lost_passage_is_found_again_when_its_words_come_back() -> None:
    bookmark = kept(STORY, SENTENCE)
    assert find_place(bookmark, STORY.replace(SENTENCE, ""), STORY) == LOST
    assert find_place(bookmark, STORY, STORY) == Place(State.EXACT, place_of(SENTENCE, STORY))


# Written in another way


def hard_wrapped(text: str) -> str:
    words, lines = text.replace("\n\n", " \n\n ").split(" "), [""]
    for word in words:
        lines[-1] = f"{lines[-1]} {word}".strip(" ")
        if len(lines[-1]) > 40:
            lines.append("")
    return "\n".join(lines)


WAYS: dict[str, Callable[[str], str]] = {
    "plain marks": lambda text: text.translate(str.maketrans("“”–", '""-')).replace("'", "’"),
    "no-break spaces": lambda text: text.replace(" a ", "\u00a0a\u00a0").replace(", ", ",  "),
    "hard-wrapped": hard_wrapped,
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: text.replace("Marlow", "Mar\u00adlow").replace("laughed", "laugh\u200bed"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("words", [SENTENCE, "the café's dog", "Marlow Vance's", "said Grone"])
def test_a_passage_that_is_only_written_in_another_way_has_not_been_edited(way: str, words: str) -> None:
    changed = WAYS[way](STORY)
    place = find_place(kept(STORY, words), changed, STORY)
    assert place.state in (State.EXACT, State.MOVED)
    assert place.span is not None
    assert flat(changed[slice(*place.span)]) == flat(words)


def flat(words: str) -> str:
    for mark in "\u00ad\u200b":
        words = words.replace(mark, "")
    words = words.translate(str.maketrans("“”–’", '""-\''))
    return unicodedata.normalize("NFC", " ".join(words.split()))


# Edited

EDITS = [
    (SENTENCE, "does next", "will do now", "“We shall see what Vance will do now,” said Grone – and laughed."),
    (SENTENCE, "We shall see", "Let us see", "“Let us see what Vance does next,” said Grone – and laughed."),
    (SENTENCE, " – and laughed", "", "“We shall see what Vance does next,” said Grone."),
    (
        SENTENCE,
        "said Grone – and",
        "said Grone.\n\nThen she",
        "“We shall see what Vance does next,” said Grone.\n\nThen she laughed.",
    ),
    (SENTENCE, "does", "has been told by her old friends that she does", None),
    ("Tilda Grone", "Tilda Grone", "Tilda Grohn", "Tilda Grohn"),
    ("Tilda Grone", "Tilda Grone", "Ms Grone", "Ms Grone"),
    ("Tilda Grone", "Tilda Grone", "Grone", "Grone"),
    ("Tilda Grone", "Tilda Grone", "Tilda", "Tilda"),
    ("with a suitcase and the café's dog", "suitcase", "hatbox", "with a hatbox and the café's dog"),
]


@pytest.mark.parametrize("edit", EDITS, ids=[edit[2] or "nothing" for edit in EDITS])
def test_what_has_become_of_an_edited_passage_is_found(edit: tuple[str, str, str, str | None]) -> None:
    quote, words, others, expected = edit
    changed = f"News.\n\n{STORY.replace(words, others)}"
    place = find_place(kept(STORY, quote), changed, STORY)
    assert place == Place(State.EDITED, place_of(expected or quote.replace(words, others), changed))


def test_an_edited_passage_is_found_in_a_paragraph_that_has_moved() -> None:
    one, *others = STORY.split("\n\n")
    moved = others[2].replace("an hour later", "soon after").replace("suitcase", "hatbox")
    changed = "\n\n".join([one, moved, others[0], others[1], others[3]])
    bookmark = kept(STORY, "with a suitcase and the café's dog")
    assert find_place(bookmark, changed, STORY) == Place(
        State.EDITED, place_of("with a hatbox and the café's dog", changed)
    )


def test_without_the_earlier_text_an_edited_passage_is_found_by_what_the_bookmark_remembers() -> None:
    changed = f"News.\n\n{STORY.replace('does next', 'will do now')}"
    expected = SENTENCE.replace("does next", "will do now")
    assert find_place(kept(STORY, SENTENCE), changed) == Place(State.EDITED, place_of(expected, changed))


def test_an_earlier_text_that_does_not_hold_the_passage_is_not_relied_on() -> None:
    changed = f"News.\n\n{STORY}"
    for snapshot in ("", "Another text altogether.", STORY[::-1]):
        place = find_place(kept(STORY, "Tilda Grone"), changed, snapshot)
        assert place == Place(State.MOVED, place_of("Tilda Grone", changed))


@pytest.mark.parametrize("occurrence", range(4))
def test_each_of_many_equal_names_is_found_where_it_went(occurrence: int) -> None:
    paragraphs = [
        "First came Vance, of course.",
        "Then Vance spoke of the sea and of Vance.",
        "At last they asked for Vance again, and she went home without a word to any of them.",
    ]
    text = "\n\n".join(paragraphs)
    changed = "\n\n".join([paragraphs[2], "Something new about Vance.", paragraphs[1], paragraphs[0]])
    place = find_place(kept(text, "Vance", occurrence=occurrence), changed, text)
    assert place == Place(State.MOVED, place_of("Vance", changed, occurrence=(4, 2, 3, 0)[occurrence]))


def test_a_paragraph_that_was_copied_elsewhere_leaves_the_passage_where_it_was() -> None:
    paragraphs = STORY.strip().split("\n\n")
    changed = "\n\n".join([*paragraphs[:4], paragraphs[2], paragraphs[4]])
    assert find_place(kept(STORY, "what Vance does"), changed, STORY) == Place(
        State.EXACT, place_of("what Vance does", STORY)
    )


@pytest.mark.parametrize("words", ["Grone", "what Vance does", SENTENCE])
def test_of_a_paragraph_and_its_copy_right_after_it_nobody_can_tell_which_is_which(words: str) -> None:
    paragraphs = STORY.strip().split("\n\n")
    changed = "\n\n".join([*paragraphs[:3], *paragraphs[2:]])
    bookmark = kept_at(STORY, *last_place_of(words, STORY))
    assert find_place(bookmark, changed, STORY) == Place(State.AMBIGUOUS, last_place_of(words, STORY))


def last_place_of(words: str, text: str) -> Span:
    """The last place in the paragraph about the manager, where there are several."""
    until = text.index("Vance herself")
    return find_quote(words, text[:until])[-1] if words in text[:until] else find_quote(words, text)[-1]


def test_all_passages_of_a_version_share_one_comparison() -> None:
    changed = f"News.\n\n{STORY.replace('does next', 'will do now')}"
    comparison = Comparison(Present(changed), STORY)
    for words in ("Tilda Grone", SENTENCE, "Marlow Vance's", "the dog"):
        bookmark = kept(STORY, words)
        assert comparison.place(bookmark) == find_place(bookmark, changed, STORY)


def test_what_was_kept_is_the_same_after_it_was_looked_for() -> None:
    bookmark = kept(STORY, SENTENCE)
    before = replace(bookmark)
    find_place(bookmark, STORY.replace("Vance", "Hollis"), STORY)
    assert bookmark == before


# Long and hostile texts

LONG = " ".join(f"word{number * number % 100_003}" for number in range(30_000))


@pytest.mark.parametrize("snapshot", [LONG, None], ids=["with the earlier text", "without"])
@pytest.mark.parametrize("at", [0, 10_000, 29_980])
def test_in_a_long_text_an_edited_passage_is_found_by_its_part_of_the_text(at: int, snapshot: str | None) -> None:
    words = LONG.split(" ")
    start = len(" ".join(words[:at])) + (at > 0)
    bookmark = kept_at(LONG, start, start + len(" ".join(words[at : at + 12])))
    words[at + 5] = "another"
    changed = " ".join(["Something", "before", *words])
    place = find_place(bookmark, changed, snapshot)
    assert place == Place(State.EDITED, place_of(" ".join(words[at : at + 12]), changed))


def test_a_passage_of_many_pages_is_found_by_its_ends() -> None:
    words = LONG.split(" ")
    words[15_000] = "another"
    changed = f"Something before {' '.join(words)}"
    bookmark = kept_at(LONG, 5_000, len(LONG) - 5_000)
    place = find_place(bookmark, changed, LONG)
    assert place.state is State.EDITED
    assert place.span is not None
    assert changed[slice(*place.span)][:50] == bookmark.quote[:50]
    assert changed[slice(*place.span)][-50:] == bookmark.quote[-50:]


HOSTILE = {
    "one letter": "a" * 300_000,
    "one word": "a " * 150_000,
    "two words": "a b a c " * 8_000,
    "marks": ".," * 30_000,
    "accents": "e" + "\u0301" * 60_000,
    "ligatures": "\ufdfa" * 20_000,
    "nothing": "\0" * 300_000,
    "blanks": "ab cd" + " " * 300_000,
    "halves": "ab\udce9" * 20_000,
    "other words": " ".join(str(number % 199) for number in range(16_000)),
}


@pytest.mark.parametrize("old", HOSTILE)
@pytest.mark.parametrize("new", ["one letter", "two words", "marks", "other words", "begun later", "ended later"])
def test_no_text_takes_long(old: str, new: str) -> None:
    was = HOSTILE[old]
    text = {**HOSTILE, "begun later": "b" + was[:-9], "ended later": was[7:] + "b"}[new]
    for snapshot in (was, None):
        place = find_place(kept_at(was, 5, 205), text, snapshot)
        assert (place.span is None) == (place.state is State.LOST)


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


words_of_texts = st.lists(st.sampled_from([*"abc.,“-", "the", "Vance", "\n\n", "\u0301", "\udce9"]), max_size=60)


@given(words_of_texts.filter(bool), spans, words_of_texts, st.booleans())
@settings(deadline=None)
def test_any_two_texts_of_the_same_words_have_a_place_or_none(
    words: list[str], span: tuple[int, int], others: list[str], with_snapshot: bool
) -> None:
    text, other = " ".join(words), " ".join(others)
    start = span[0] % len(text)
    bookmark = kept_at(text, start, min(len(text), start + span[1]))
    place = find_place(bookmark, other, text if with_snapshot else None)
    assert (place.span is None) == (place.state is State.LOST)
    if place.span:
        assert 0 <= place.span.start < place.span.end <= len(other)


@given(st.lists(st.integers(0, 400), min_size=30, max_size=120, unique=True), st.data())
@settings(deadline=None)
def test_whatever_is_put_between_the_words_around_it_an_unaltered_passage_is_found(
    numbers: list[int], data: st.DataObject
) -> None:
    words = [f"word{number}" for number in numbers]
    first = data.draw(st.integers(0, len(words) - 4))
    quote = " ".join(words[first : first + 4])
    text = " ".join(words)
    added = data.draw(st.lists(st.tuples(st.integers(0, len(words)), st.sampled_from(["new", "added"])), max_size=20))
    changed = list(words)
    for at, word in sorted(added, reverse=True):
        if not first < at < first + 4:
            changed.insert(at, word)
    place = find_place(kept(text, quote), " ".join(changed), text)
    assert place.state in (State.EXACT, State.MOVED)
    assert place.span == place_of(quote, " ".join(changed))


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
