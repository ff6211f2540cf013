"""What `safe_text` makes of hostile and of harmless text: every code point of Unicode, and piles of them."""

import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_reader.safe_text import PILE, is_safe, safe_line, safe_text

EVERY_CODE = range(0x110000)
C0 = [code for code in range(0x20) if chr(code) not in "\n\t"]
C1 = range(0x80, 0xA0)
SURROGATES = range(0xD800, 0xE000)
DIRECTION_CONTROLS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
SEPARATORS = [0x2028, 0x2029]

REPLACED = frozenset({0x09, 0x7F, 0xAD, *C0, *C1, *SURROGATES, *DIRECTION_CONTROLS, *SEPARATORS})

anything = st.text(st.characters(exclude_categories=[]))  # surrogates as well: they come out of file names
hostile = st.text(
    st.sampled_from("ab\n\t\r\x1b\x07\x7f\x9b\xad\u0301\u0338\u200b\u200d\u202e\u2066\u2028\ud800\ufe0f\U000e0067é字😀")
)


@cache
def every_code_alone() -> str:
    """Every code point, each followed by a letter so that none of them can pile up."""
    return "".join(chr(code) + "a" for code in EVERY_CODE)


@cache
def every_code_made_safe() -> str:
    return safe_text(every_code_alone())


def longest_run(text: str, characters: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character in characters else 0
        longest = max(longest, run)
    return longest


# Every code point.


def test_every_code_point_becomes_exactly_one() -> None:
    assert len(every_code_made_safe()) == len(every_code_alone())


def test_of_all_code_points_none_that_is_refused_is_left() -> None:
    assert is_safe(every_code_made_safe())


def test_is_safe_refuses_exactly_the_code_points_that_are_replaced() -> None:
    assert {code for code in EVERY_CODE if not is_safe(chr(code))} == REPLACED


def test_a_code_point_that_no_terminal_obeys_stays_as_it_is() -> None:
    before, after = every_code_alone(), every_code_made_safe()
    changed = {code for code in EVERY_CODE if before[2 * code] != after[2 * code]}
    assert changed == REPLACED


def test_no_control_but_the_line_end_is_left() -> None:
    controls = {character for character in every_code_made_safe() if unicodedata.category(character) == "Cc"}
    assert controls == {"\n"}


def test_no_surrogate_is_left_so_that_everything_can_be_encoded() -> None:
    assert every_code_made_safe().encode("utf-8")


def test_making_every_code_point_safe_twice_changes_nothing_more() -> None:
    assert safe_text(every_code_made_safe()) == every_code_made_safe()


def test_all_code_points_in_one_row_keep_their_number() -> None:
    row = "".join(map(chr, EVERY_CODE))
    safe = safe_text(row)
    assert len(safe) == len(row)
    assert is_safe(safe)


# What each kind of unsafe character becomes.


@pytest.mark.parametrize("code", C0)
def test_a_control_of_ascii_becomes_its_picture(code: int) -> None:
    assert safe_text(f"a{chr(code)}b") == f"a{chr(0x2400 + code)}b"


def test_escape_becomes_the_picture_that_readers_know() -> None:
    assert safe_text("\x1b[31mred\x1b[0m") == "␛[31mred␛[0m"


def test_a_tab_becomes_a_blank() -> None:
    assert safe_text("a\tb") == "a b"


def test_delete_becomes_its_picture() -> None:
    assert safe_text("a\x7fb") == "a␡b"


def test_a_carriage_return_cannot_overwrite_a_line() -> None:
    assert safe_text("innocent\rguilty") == "innocent␍guilty"


def test_a_line_end_stays() -> None:
    assert safe_text("one\ntwo\x1b") == "one\ntwo␛"


@pytest.mark.parametrize(
    "codes",
    [C1, SURROGATES, DIRECTION_CONTROLS, SEPARATORS],
    ids=["controls of latin-1", "surrogates", "direction controls", "separators"],
)
def test_what_has_no_picture_becomes_the_replacement_character(codes: list[int]) -> None:
    assert safe_text("".join(map(chr, codes))) == "\ufffd" * len(codes)


def test_a_soft_hyphen_takes_no_room() -> None:
    assert safe_text("gos\xadsip") == "gos\u200bsip"


def test_a_text_written_backwards_is_shown_as_it_is_stored() -> None:
    assert safe_text("invoice\u202etxt.exe") == "invoice\ufffdtxt.exe"


def test_a_title_that_would_set_the_clipboard_is_only_text() -> None:
    assert safe_text("\x1b]52;c;cm0gLXJmIH4=\x07") == "␛]52;c;cm0gLXJmIH4=␇"


# Harmless text.


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain text, with digits 0-9 and signs: ~!@#$%^&*()_+{}|<>?",
        "“Curly” quotes, an apostrophe’s tail, a dash — and an ellipsis…",
        "Two lines\nand a third\n",
        "Café, naïve, Ångström, Quiñones, Bjørnstad, O’Hanrahan",
        "Decomposed: cafe\u0301, nai\u0308ve",
        "Vie\u0302\u0323t Nam",
        "£5 · €6 · ¥7 · 50\xa0% · ½",
        "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 1️⃣",
        "🇬🇧🇵🇹🇨🇦",
        "क्षत्रिय, हिन्दी में समाचार, श्री",
        "שָׁלוֹם עֲלֵיכֶם, בְּרֵאשִׁית",
        "مُحَمَّد، خبرٌ عاجلٌ",
        "می‌خواهم",
        "ข่าวบันเทิง น้ำตก",
        "名人八卦、新聞。カーダシアン、한국",
    ],
)
def test_harmless_text_is_unchanged(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize("country", ["gbeng", "gbsct", "gbwls"])
def test_a_flag_spelt_in_tags_is_unchanged(country: str) -> None:
    flag = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in country) + "\U000e007f"
    assert safe_text(f"{flag}{flag} won") == f"{flag}{flag} won"


# Piles.


@pytest.mark.parametrize(
    "mark",
    ["\u0301", "\u0489", "\u05b0", "\u0e49", "\u1ab0", "\u20d2", "\u3099", "\ufe0f", "\U0001d167", "\U000e0100"],
    ids=ascii,
)
def test_marks_pile_up_to_a_bound(mark: str) -> None:
    pile = "a" + mark * 100_000
    safe = safe_text(pile)
    assert len(safe) == len(pile)
    assert longest_run(safe, mark) == PILE


@pytest.mark.parametrize(
    "character",
    [
        *["\u200b", "\u200c", "\u200d", "\u2060", "\u2063", "\ufeff", "\U000e0041", "\xad"],
        *["\u180e", "\u206a", "\u206f", "\ufff9", "\U0001d173", "\u115f", "\u1160", "\u3164"],
    ],
    ids=ascii,
)
def test_characters_without_a_width_pile_up_to_a_bound(character: str) -> None:
    safe = safe_text("a" + character * 1000 + "b")
    assert len(safe) == 1002
    assert longest_run(safe, f"{character}\u200b") == PILE


def test_every_mark_of_unicode_is_known_to_pile_up() -> None:
    marks = [chr(code) for code in EVERY_CODE if unicodedata.category(chr(code)) in ("Mn", "Me")]
    piles = safe_text("a".join(mark * (PILE + 1) for mark in marks))
    assert piles == "a".join(mark * PILE + "·" for mark in marks)


def test_a_pile_of_many_kinds_is_bounded_too() -> None:
    safe = safe_text("a" + "\u0301\u200d\ufe0f\u0338" * 1000)
    assert longest_run(safe, "\u0301\u200d\ufe0f\u0338") == PILE


def test_what_is_cut_off_a_pile_stays_visible() -> None:
    assert safe_text("a" + "\u0301" * (PILE + 2) + "b") == "a" + "\u0301" * PILE + "··b"


def test_as_many_marks_as_are_allowed_are_left_alone() -> None:
    assert safe_text("a" + "\u0301" * PILE) == "a" + "\u0301" * PILE


# One line.


def test_a_safe_line_has_no_line_end() -> None:
    assert safe_line("one\ntwo\r\nthree") == "one two␍ three"


# Properties.


@settings(deadline=None, max_examples=200)
@given(anything | hostile)
def test_the_length_never_changes(text: str) -> None:
    assert len(safe_text(text)) == len(safe_line(text)) == len(text)


@settings(deadline=None, max_examples=200)
@given(anything | hostile)
def test_what_comes_out_is_safe(text: str) -> None:
    assert is_safe(safe_text(text))
    assert is_safe(safe_line(text))


@settings(deadline=None, max_examples=200)
@given(anything | hostile)
def test_what_is_safe_already_stays_as_it_is(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


@settings(deadline=None, max_examples=200)
@given(anything | hostile)
def test_line_ends_stay_where_they_are(text: str) -> None:
    safe = safe_text(text)
    assert [i for i, character in enumerate(safe) if character == "\n"] == [
        i for i, character in enumerate(text) if character == "\n"
    ]


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_is_unchanged(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a\u200db\u200dc", 3),
        ("\u200da", 1),
        ("\u0dc1\u0dca\u200d\u0dbb\u0dd2", 2),
        ("👩\u200d👧", 2),
        ("❤\ufe0f\u200d🔥", 2),
    ],
)
def test_a_joiner_hides_nothing_from_who_measures_a_line(text: str, columns: int) -> None:
    assert cell_len(safe_line(text)) == columns
    assert safe_text(text) == text


@given(st.text("ab \u200d👩❤\ufe0f漢\u0301\n", max_size=30))
def test_a_line_is_as_wide_as_its_characters(text: str) -> None:
    line = safe_line(text)
    assert len(line) == len(text)
    letters = [char for char in line if char in "ab 漢"]
    assert cell_len(line) >= sum(cell_len(char) for char in letters)
