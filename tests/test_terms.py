"""What a search term is: words folded, and where they stand in the text they came from.

The examples say what folding means; the properties hold for any text, whatever it is made of.
"""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.search.terms import MAX_TERM, MOST_KINDS, find_terms, fold, fold_word

TELLING = (
    "aBsSeéÉeñßẞ_09 \n\t-.,;'’‘“”\"()*"
    "\u0301\u0308\u0323\u0327\u0345"  # marks above and below, and the one that folds into a letter
    "\xad\u200b\u200c\u200d\u2060\ufeff"  # without a width
    "ﬁﬃŉǆĳ½²ª①Ⅷ㎏ａＡ𝐀𝒷"  # for compatibility
    "İıſK\u212a\u212bΣσςΩЁёйЙѐאָבּيّहिन्दी가각\u1100\u1161\u11a8日本語カガｶﾞ"
    "🎉👩\u200d👩\ufe0f\u0000\u001b\u202e"
)
texts = st.text(st.one_of(st.sampled_from(TELLING), st.characters(max_codepoint=0x2FFF)), max_size=40)


def terms_of(text: str) -> list[str]:
    return [term.text for term in find_terms(text)]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("VANCE", "vance"),
        ("Beyoncé", "beyonce"),
        ("Beyonce\u0301", "beyonce"),
        ("Ñandú", "nandu"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("ẞ", "ss"),
        ("ﬁnd", "find"),
        ("oﬃce", "office"),
        ("ｆｕｌｌ", "full"),
        ("Ⅷ", "viii"),
        ("m²", "m2"),
        ("𝐁𝐨𝐥𝐝", "bold"),
        ("İstanbul", "istanbul"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ёлка", "елка"),
        ("co\xadoperate", "cooperate"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("\u200bword", "word"),
        ("한국", "한국"),
        ("\u1112\u1161\u11ab국", "한국"),
        ("snake_case", "snake_case"),
        ("2021", "2021"),
    ],
)
def test_a_word_is_folded(written: str, term: str) -> None:
    assert terms_of(written) == [term]


@pytest.mark.parametrize("written", ["Kim's", "Kim’s", "KIM’S", "kim's", "Kim\u200b’s"])
def test_a_possessive_is_cut_off(written: str) -> None:
    assert terms_of(f"{written} divorce") == ["kim", "divorce"]


def test_a_possessive_is_not_part_of_the_span() -> None:
    text = "Then Beyoncé’s gala"
    assert [text[term.start : term.end] for term in find_terms(text)] == ["Then", "Beyoncé", "gala"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("…—!? 🎉", []),
        ("'s", ["s"]),
        ("the Kims’ house", ["the", "kims", "house"]),
        ("it's so 'so'", ["it", "so", "so"]),
        ("rock'n'roll", ["rock", "n", "roll"]),
        ("O’Neil", ["o", "neil"]),
        ("Kim'som", ["kim", "som"]),
        ("e-mail, side-gate", ["e", "mail", "side", "gate"]),
        ("one\ntwo\tthree\xa0four", ["one", "two", "three", "four"]),
        ("null\0byte", ["null", "byte"]),
        ("&amp;", ["amp"]),
        ("\u0301", []),
        ("日本 語", ["日本", "語"]),
    ],
)
def test_a_text_is_cut_into_terms(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_an_endless_word_is_known_by_its_beginning() -> None:
    (term,) = find_terms("ab" * MAX_TERM)
    assert term.text == "ab" * (MAX_TERM // 2)
    assert (term.start, term.end) == (0, 2 * MAX_TERM)


def test_spans_count_the_source_when_it_is_longer_or_shorter_than_what_it_folds_to() -> None:
    text = "Ce\u0301line ﬃne straße x"
    assert [text[term.start : term.end] for term in find_terms(text)] == text.split()


def test_a_span_over_several_words_maps_back() -> None:
    text = "then ﬁne Beyonce\u0301’s\nﬁnale"
    folded = fold(text)
    start = folded.text.index("fine")
    end = folded.text.index("finale") + len("finale")
    assert folded.source_span(start, end) == Span(text.index("ﬁne"), len(text))


@pytest.mark.parametrize(
    "codes", [range(0x20000), pytest.param(range(0x20000, 0x110000), marks=pytest.mark.exhaustive)], ids=str
)
def test_no_code_point_is_too_strange_inside_a_word(codes: range) -> None:
    """All of Unicode, lone surrogates included: each yields terms that fold into themselves."""
    for first in codes[::4096]:
        terms = terms_of(" ".join(f"a{chr(code)}b" for code in range(first, first + 4096)))
        assert len(terms) >= 4096
        different = sorted(set(terms))  # most code points are no letters, and leave "a" and "b" behind
        assert terms_of(" ".join(different)) == different


@given(texts)
@settings(deadline=None)
def test_a_term_is_never_empty_and_has_no_blank_in_it(text: str) -> None:
    assert all(term and not any(char.isspace() for char in term) for term in terms_of(text))


@given(texts)
@settings(deadline=None)
def test_folding_a_term_again_gives_itself(text: str) -> None:
    terms = terms_of(text)
    assert [terms_of(term) for term in terms] == [[term] for term in terms]
    assert [fold_word(term) for term in terms] == terms


@given(texts)
@settings(deadline=None)
def test_spans_are_in_order_and_disjoint_and_within_the_text(text: str) -> None:
    spans = [(term.start, term.end) for term in find_terms(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(texts)
@settings(deadline=None)
def test_what_stands_in_a_terms_span_is_that_term(text: str) -> None:
    assert [terms_of(text[term.start : term.end]) for term in find_terms(text)] == [[term] for term in terms_of(text)]


@given(texts)
@settings(deadline=None)
def test_composed_and_decomposed_texts_have_the_same_terms(text: str) -> None:
    terms = terms_of(text)
    assert terms_of(unicodedata.normalize("NFC", text)) == terms
    assert terms_of(unicodedata.normalize("NFD", text)) == terms


@given(texts, texts)
@settings(deadline=None)
def test_words_on_two_lines_do_not_touch_one_another(first: str, second: str) -> None:
    assert terms_of(f"{first}\n{second}") == terms_of(first) + terms_of(second)


@given(texts)
def test_a_text_is_folded_alike_whatever_else_is_in_it(text: str) -> None:
    """Texts with few kinds of characters beyond ASCII are folded in another way than those with many."""
    many = "".join(map(chr, range(0x430, 0x430 + 2 * MOST_KINDS)))
    assert terms_of(f"{text} {many}") == [*terms_of(text), *terms_of(many)]
