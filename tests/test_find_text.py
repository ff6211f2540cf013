"""Finding words in one text: whatever they are written with, every place is found, and is where they stand."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.search.finding import find_text

TELLING = (
    "aAbBeéÉßſ .,'’\"“”-–…\n\t\u00a0\u3000"
    "\u0301\u0308\u0323\u0e38\u3099\u094d"  # accents, and marks that are no accents
    "\xad\u200b\u200d\ufe0f\ufeff"  # without a width
    "ﬁﬀĳ①ａ𝐀İıΣςйカガｶﾞहि한\u1112\u1161\u11ab日\ufdfa´¨"
    "👩👧🇬🇧🏽\0\x1b"
)
texts = st.text(st.one_of(st.sampled_from(TELLING), st.characters(max_codepoint=0x2FFF)), max_size=40)


def found(text: str, words: str) -> list[str]:
    return [text[slice(*span)] for span in find_text(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("They were CIVIL.", "civil", "CIVIL"),
        ("They were civil.", "civ", "civ"),
        ("Beyoncé sang", "beyonce s", "Beyoncé s"),
        ("Beyonce\u0301 sang", "beyonce", "Beyonce\u0301"),
        ("Beyonce\u0301 sang", "beyoncé", "Beyonce\u0301"),
        ("Beyonce sang", "Beyoncé", "Beyonce"),
        ("the side\ngate", "side gate", "side\ngate"),
        ("the side \n\n \u00a0gate", "side  gate ", "side \n\n \u00a0gate"),
        ("an o\xadver\xadsight", "oversight", "o\xadver\xadsight"),
        ("the ﬁnal oﬃce", "final", "ﬁnal"),
        ("the oﬃce", "f", "ﬃ"),
        ("“They’re civil”", "\"they're", "“They’re"),
        ('"They\'re civil"', "“they’re", "\"They're"),
        ("2019–20", "2019-20", "2019–20"),
        ("wait… what", "wait...", "wait…"),
        ("STRASSE", "straße", "STRASSE"),
        ("I ❤️ it", "❤", "❤️"),
        ("a family 👩\u200d👧 here", "👩\u200d👧 h", "👩\u200d👧 h"),
        ("한국", "하", "한"),
        ("Ｆｕｌｌ", "full", "Ｆｕｌｌ"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, words: str, place: str) -> None:
    assert found(text, words) == [place]


def test_what_is_another_letter_is_not_found() -> None:
    assert found("हि हु", "हु") == ["हु"]
    assert found("は", "ば") == []


@pytest.mark.parametrize("words", ["", " ", "\n\t ", "\u0301", "\xad\u200b"])
def test_nothing_is_found_where_nothing_is_looked_for(words: str) -> None:
    assert find_text("Something is said here.", words) == ()


def plainly(text: str) -> str:
    """What two texts have in common if one is found in the other, worked out at leisure."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.replace("\0", "\ufffd")).casefold())
    text = "".join(char for char in text if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    return re.sub(r"\s+", "", re.sub("[‘’‚‛′´]", "'", re.sub("[“”„‟″«»]", '"', re.sub("[‐‒–—―−]", "-", text))))


@settings(deadline=None)
@given(texts, st.data())
def test_what_is_found_reads_as_what_was_looked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : start + data.draw(st.integers(0, 6))]
    for span in find_text(text, words):
        assert plainly(words).strip("\ufe0f") in plainly(text[slice(*span)]) + "\ufe0f"


@settings(deadline=None)
@given(texts, texts)
def test_places_are_in_order_and_no_mark_is_cut_off(text: str, words: str) -> None:
    places = find_text(text, words[:2])
    assert all(one.end <= other.start for one, other in pairwise(places))
    for start, end in places:
        assert start < end <= len(text)
        assert end == len(text) or not unicodedata.category(text[end]).startswith("M")


@st.composite
def spellings(draw: st.DrawFn, words: str) -> str:
    """The same words as another hand, or another program, would write them."""
    written = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), words)
    parts = []
    for char in written:
        if char == " ":
            char = draw(st.sampled_from([" ", "\n", "\n\n", " \t", "\u00a0"]))
        elif draw(st.booleans()):
            char = char.upper()
        parts.append(char + draw(st.sampled_from(["", "", "\xad", "\u200b"])))
    return "".join(parts)


@settings(deadline=None)
@given(st.text("abcéñçü ô", min_size=1, max_size=12).map(str.strip).filter(bool), texts, texts, st.data())
def test_words_are_found_in_any_spelling_anywhere(words: str, before: str, after: str, data: st.DataObject) -> None:
    written = data.draw(spellings(words))
    place = Span(len(before), len(before) + len(written))
    assert any(span.overlaps(place) for span in find_text(before + written + after, " ".join(words.split())))


def test_a_million_characters_are_searched_whatever_they_are() -> None:
    for text, words in (
        ("\u0301" * 1_000_000, "a"),
        ("a " + " \n" * 500_000, "a b"),
        ("a b " * 250_000, "a b " * 60 + "c"),
        ("a" * 1_000_000, "a" * 255 + "b"),
    ):
        assert find_text(text, words) == ()
    assert len(find_text("ﬀ" * 100_000, "f")) == 100_000
