"""What was searched for, found in a text: the hits, and the passage that is shown of an article.

A hit is right when its words fold into what was searched for; a snippet is right when it can be read on one line.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.search.edits import count_edits
from tui_reader.search.query import Completion, Field, Fuzzy, Near, Phrase, Prefix, Textual, Word
from tui_reader.search.snippets import SNIPPET_LENGTH, find_hits, make_snippet
from tui_reader.search.terms import MAX_TERM, find_terms

LOREM = "lorem ipsum dolor sit amet consectetur "
WORDS = [*"kim Kim’s kimye VANCE vance's gala Beyoncé Beyonce\u0301’s beyoncés ﬁnd co\xadop".split(" ")]
WORDS += ["side-gate", "side", "gate", "strasse", "Straße,", "“gala”", "e.g.", "…", "日本", "x"]


def terms_of(text: str) -> list[str]:
    return [term.text for term in find_terms(text)]


STEMS = sorted({term for word in WORDS for term in terms_of(word)})
BLANKS = [" ", " ", " ", " ", "  ", "\n", "\n\n"]

joined_words = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BLANKS)), max_size=120).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)
stems = st.sampled_from(STEMS)
single = st.one_of(
    st.builds(Word, stems),
    st.builds(Prefix, stems.flatmap(lambda stem: st.integers(1, len(stem)).map(lambda length: stem[:length]))),
    st.builds(Completion, stems),
    st.builds(Fuzzy, st.one_of(stems, st.text("kimga", min_size=1, max_size=5))),
)
phrases = st.builds(Phrase, st.lists(stems, min_size=2, max_size=3).map(tuple))


def is_what_was_searched(words: str, node: Textual) -> bool:
    """Whether `words` are, from the first to the last letter, an occurrence of `node`."""
    spans = list(find_terms(words))
    if not spans or spans[0].start != 0 or spans[-1].end != len(words):
        return False
    match node:
        case Phrase(terms):
            return tuple(span.text for span in spans) == terms
        case Prefix(stem) | Completion(stem):
            return len(spans) == 1 and spans[0].text.startswith(stem)
        case Fuzzy(term):
            return len(spans) == 1 and count_edits(term, spans[0].text, 1) <= 1
        case Near(terms):
            return len(spans) == 1 and spans[0].text in terms
        case _:
            return [span.text for span in spans] == [node.term]


def hits_in(text: str, *wanted: Textual, headline: Span | None = None) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_hits(wanted, text, headline)]


def snippet_of(text: str, *wanted: Textual, body_start: int = 0) -> tuple[str, list[str]]:
    snippet, highlights = make_snippet(text, find_hits(wanted, text), body_start)
    return snippet, [snippet[span.start : span.end] for span in highlights]


# Hits


def test_nothing_wanted_is_nothing_found() -> None:
    assert find_hits((), "vance gala") == ()


def test_hits_of_several_words_come_in_the_order_of_the_text() -> None:
    assert hits_in("gala, vance; GALA vances", Word("vance"), Word("gala")) == ["gala", "vance", "GALA"]


@pytest.mark.parametrize(
    "written", ["Beyoncé", "BEYONCÉ", "beyonce", "Beyonce\u0301", "Bey\u200bonce\xad", "ＢＥＹＯＮＣＥ"]
)
def test_a_word_is_found_however_it_is_written(written: str) -> None:
    assert hits_in(f"then {written}, then", Word("beyonce")) == [written]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_possessive_is_found_without_its_ending(mark: str) -> None:
    assert hits_in(f"Kim{mark}s and kims", Word("kim")) == ["Kim"]


def test_a_word_is_found_whole_only() -> None:
    assert hits_in("galas a gala_x regala", Word("gala")) == []


def test_a_prefix_is_found_with_the_whole_word() -> None:
    assert hits_in("Kar kardashian’s okar KARS", Prefix("kar")) == ["Kar", "kardashian", "KARS"]


@pytest.mark.parametrize("between", [" ", "\n", "\n\n  ", "-", ", ", "’s ", "'s\n", "  …  ", ". “", "\u200b "])
def test_a_phrase_is_found_across_whatever_separates_its_words(between: str) -> None:
    text = f"the Kanye{between}divorce"
    assert hits_in(text, Phrase(("kanye", "divorce"))) == [text[4:]]


@pytest.mark.parametrize("text", ["side the gate", "gate side", "sidegate", "sides gate", "side gates", "side 2 gate"])
def test_a_phrase_is_not_found_where_its_words_do_not_follow_one_another(text: str) -> None:
    assert hits_in(text, Phrase(("side", "gate"))) == []


def test_a_phrase_goes_before_its_words() -> None:
    text = "gate side gate side"
    assert hits_in(text, Word("side"), Word("gate"), Phrase(("side", "gate"))) == ["gate", "side gate", "side"]


def test_a_phrase_may_repeat_a_word() -> None:
    assert hits_in("no no no no", Phrase(("no", "no"))) == ["no no", "no no"]


def test_decomposed_text_has_its_hits_where_they_stand() -> None:
    text = "Ne\u0301e Beyonce\u0301’s re\u0301sume\u0301, beyonce\u0301 Knowles"
    hits = ["Beyonce\u0301", "beyonce\u0301 Knowles"]
    assert hits_in(text, Word("beyonce"), Phrase(("beyonce", "knowles"))) == hits


def test_an_endless_word_is_found_by_its_beginning() -> None:
    endless = "a" * (2 * MAX_TERM)
    assert hits_in(f"x {endless} y", Word("a" * MAX_TERM)) == [endless]


def test_what_is_wanted_is_no_pattern() -> None:
    assert hits_in("a_b axb", Word("a_b"), Prefix("_")) == ["a_b"]


def test_a_title_word_is_found_in_the_headline_only() -> None:
    text = "Gala night\n\nThe gala was a gala"
    assert find_hits((Word("gala", Field.TITLE),), text, Span(0, 10)) == (Span(0, 4),)


def test_a_title_word_is_not_found_without_a_headline() -> None:
    assert find_hits((Word("gala", Field.TITLE),), "Gala night", None) == ()


def test_a_headline_below_other_text_has_its_hits_where_they_stand() -> None:
    text = "gala\nCafe\u0301 gala\ngala"
    headline = Span(5, 15)
    assert find_hits((Word("gala", Field.TITLE), Word("cafe")), text, headline) == (Span(5, 10), Span(11, 15))


def test_a_title_word_within_another_hit_is_not_found_twice() -> None:
    text = "Side gate gala\n\nside gate"
    wanted = (Word("gate", Field.TITLE), Phrase(("side", "gate")), Word("gala", Field.TITLE))
    assert hits_in(text, *wanted, headline=Span(0, 14)) == ["Side gate", "gala", "side gate"]


def test_a_persons_name_is_found_anywhere() -> None:
    assert hits_in("Kim, kim", Word("kim", Field.NAME)) == ["Kim", "kim"]


@given(joined_words, st.lists(st.one_of(single, phrases), max_size=4), st.integers(0, 60))
@settings(deadline=None)
def test_hits_are_in_order_and_disjoint_and_what_was_searched_for(
    text: str, wanted: list[Textual], headline_length: int
) -> None:
    hits = find_hits(tuple(wanted), text, Span(0, min(len(text), headline_length)))
    assert all(before.end <= after.start for before, after in pairwise(hits))
    for hit in hits:
        assert any(is_what_was_searched(text[hit.start : hit.end], node) for node in wanted)


@given(joined_words, single)
@settings(deadline=None)
def test_every_occurrence_of_a_word_is_a_hit(text: str, node: Textual) -> None:
    spans = [Span(term.start, term.end) for term in find_terms(text)]
    occurrences = [span for span in spans if is_what_was_searched(text[span.start : span.end], node)]
    assert list(find_hits((node,), text)) == occurrences


@given(joined_words, phrases)
@settings(deadline=None)
def test_a_phrase_has_a_hit_wherever_its_words_follow_one_another(text: str, phrase: Phrase) -> None:
    terms = terms_of(text)
    length = len(phrase.terms)
    stands = any(tuple(terms[at : at + length]) == phrase.terms for at in range(len(terms)))
    assert bool(find_hits((phrase,), text)) == stands


@given(joined_words, st.lists(stems, min_size=2, max_size=3, unique=True).map(tuple), st.integers(3, 20))
@settings(deadline=None)
def test_near_words_are_hits_where_all_of_them_stand_together(text: str, terms: tuple[str, ...], within: int) -> None:
    words = list(find_terms(text))
    together = set[int]()
    for at in range(len(words)):
        window = range(at, min(at + within, len(words)))
        if {words[i].text for i in window} >= set(terms):
            together |= {i for i in window if words[i].text in terms}
    assert list(find_hits((Near(terms, within),), text)) == [
        Span(words[i].start, words[i].end) for i in sorted(together)
    ]


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        (Fuzzy("vance"), ["vance", "vanc", "Vánec", "avance"]),
        (Fuzzy("va"), ["va", "van"]),
        (Fuzzy("v"), ["va"]),
        (Fuzzy("zzz"), []),
    ],
)
def test_a_word_with_an_edit_is_found_wherever_the_edit_is(wanted: Fuzzy, hits: list[str]) -> None:
    assert hits_in("vance vanc, Vánec’s avance: canve va van-ce vnacee", wanted) == hits


def test_an_endless_word_may_have_an_edit_at_its_beginning() -> None:
    endless = "ab" * MAX_TERM
    assert hits_in(f"x {endless} y", Fuzzy("ba" + endless[2:MAX_TERM])) == [endless]


def test_near_words_do_not_hide_others() -> None:
    wanted = (Near(("side", "gate"), 3), Phrase(("the", "side")), Word("gate"))
    assert hits_in("gate and the side gate, side, x x x gate", *wanted) == ["gate", "the side", "gate", "side", "gate"]


# Snippets


def test_a_short_text_is_shown_whole() -> None:
    assert snippet_of("Vance  came.\n\nThe gala went on.\n", Word("gala")) == (
        "Vance came. The gala went on.",
        ["gala"],
    )


def test_an_empty_text_has_an_empty_snippet() -> None:
    assert make_snippet("", ()) == ("", ())


def test_a_text_without_hits_is_shown_from_where_the_story_begins() -> None:
    text = "Headline\n\nCaption\n\nThe story began " + LOREM * 10
    snippet, highlights = snippet_of(text, body_start=text.index("The story"))
    assert snippet.startswith("The story began lorem")
    assert snippet.endswith("…")
    assert highlights == []


def test_a_hit_in_the_story_goes_before_one_in_the_headline() -> None:
    text = "Gala\n\n" + LOREM * 10 + "the gala " + LOREM * 10
    snippet, highlights = snippet_of(text, Word("gala"), body_start=6)
    assert "the gala lorem" in snippet
    assert highlights == ["gala"]


def test_a_hit_in_the_headline_is_shown_for_want_of_another() -> None:
    snippet, highlights = snippet_of("The gala\n\n" + LOREM * 10, Word("gala"), body_start=10)
    assert snippet.startswith("The gala lorem")
    assert highlights == ["gala"]


def test_the_passage_with_the_most_different_words_is_shown() -> None:
    text = "gala gala gala " + LOREM * 20 + "vance was at the gala " + LOREM * 10
    assert snippet_of(text, Word("gala"), Word("vance"))[1] == ["vance", "gala"]


def test_the_best_passage_may_come_after_thousands_of_hits() -> None:
    text = "gala lorem " * 5000 + LOREM * 5 + "the gala vance left with hollis " + LOREM * 10
    wanted = (Word("gala"), Word("vance"), Word("hollis"))
    snippet, highlights = snippet_of(text, *wanted)
    assert highlights == ["gala", "vance", "hollis"]
    assert SNIPPET_LENGTH / 5 < snippet.index("gala") < SNIPPET_LENGTH / 2


def test_a_word_in_several_forms_is_one_word() -> None:
    text = "Gala, GALA: gala gála " + LOREM * 10 + "gala and vance " + LOREM * 10
    assert snippet_of(text, Word("gala"), Word("vance"))[1] == ["gala", "vance"]


def test_what_is_left_out_is_told_by_an_ellipsis() -> None:
    snippet, _ = snippet_of(LOREM * 10 + "gala " + LOREM * 10, Word("gala"))
    assert snippet.startswith("…")
    assert snippet.endswith("…")


def test_highlights_are_found_in_decomposed_text_with_many_blanks() -> None:
    text = "cafe\u0301 \n\n  cafe\u0301   Beyonce\u0301’s\n\n\nﬁnd"
    snippet, highlights = snippet_of(text, Word("beyonce"), Word("find"))
    assert snippet == "cafe\u0301 cafe\u0301 Beyonce\u0301’s ﬁnd"
    assert highlights == ["Beyonce\u0301", "ﬁnd"]


def test_a_phrase_over_two_lines_is_highlighted_on_one() -> None:
    assert snippet_of("a side\ngate b", Phrase(("side", "gate"))) == ("a side gate b", ["side gate"])


@pytest.mark.parametrize("text", ["日" * 1000, "日" * 500 + "。" + "本" * 500, "x" * 5000, "é" * 179, "\u0301" * 1000])
def test_a_text_without_blanks_has_a_snippet(text: str) -> None:
    snippet, _ = make_snippet(text, find_hits((Word("本" * MAX_TERM),), text))
    assert 0 < len(snippet) <= SNIPPET_LENGTH + 2


@given(joined_words, st.lists(single, max_size=3), st.integers(0, 20))
@settings(deadline=None)
def test_a_snippet_is_one_line_of_whole_words_with_whole_hits_highlighted(
    text: str, wanted: list[Textual], words_before_story: int
) -> None:
    words = text.split()
    body_start = len(text) - len(text.split(maxsplit=words_before_story)[-1]) if len(words) > words_before_story else 0
    hits = find_hits(tuple(wanted), text)
    snippet, highlights = make_snippet(text, hits, body_start)
    assert snippet == " ".join(snippet.split())
    assert len(snippet) <= SNIPPET_LENGTH + 2 * 40 + 2
    assert set(snippet.removeprefix("…").removesuffix("…").split()) <= set(words) | {""}
    assert all(before.end <= after.start for before, after in pairwise(highlights))
    for span in highlights:
        assert any(is_what_was_searched(snippet[span.start : span.end], node) for node in wanted)
    assert bool(highlights) == bool(hits)


@given(st.text(max_size=600), st.lists(st.integers(0, 600), max_size=12, unique=True))
@settings(deadline=None)
def test_any_text_with_hits_anywhere_has_a_snippet(text: str, edges: list[int]) -> None:
    """Even with hits that no search would find."""
    within = sorted(edge for edge in edges if edge <= len(text))
    hits = [Span(start, end) for start, end in zip(within[::2], within[1::2], strict=False)]
    snippet, highlights = make_snippet(text, hits)
    assert len(snippet.splitlines()) <= 1
    assert len(snippet) <= SNIPPET_LENGTH + 2 * 40 + 2
    assert all(before.end <= after.start for before, after in pairwise(highlights))
    assert all(0 <= span.start < span.end for span in highlights)
