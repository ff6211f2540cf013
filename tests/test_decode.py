"""How the bytes of a file become text: encodings, line ends, damage, and what is no text at all."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import ArticleError
from tui_reader.formats.decode import decode

STORY = (
    "Ottoline Brée “never” asked for the café — she said so\n"
    "\n"
    "“Mr Quill’s soufflé cost £4,” wrote Zoë Larkin. “It wasn’t a soufflé.”\n"
    "The café’s owner, Renée Åström, declined to comment… and laughed.\n"
)
"""Written in letters that Windows-1252 has too, and with more accents than one damaged byte."""

MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
LINE_ENDS = {
    "LF": "\n",
    "CRLF": "\r\n",
    "CR": "\r",
    "NEL": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
}
BINARIES = {
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x90\x00\x00\x01,\x08\x06\x00\x00\x00",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\xc8\xe4\x02\x00\xac*\x93\xd8\x02\x00\x00\x00",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xf1\x9aWX\x86\xa6\x106\x05\x00\x00\x00\x05\x00\x00\x00",
    "ELF": b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00",
    "pickle": b"\x80\x04\x95\x1e\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
    "one NUL in a text": b"Ottoline Larkin said\x00 that she would go.\n",
    "controls without a NUL": b"\x01\x02\x03\x04 ab",
    "UTF-32 without a mark": STORY.encode("utf-32-le"),
}

accented = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\u2028\u2029"))
pieces = st.sampled_from(
    [
        *MARKS.values(),
        *[b"\r", b"\n", b"\r\n", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\x00", b"\x1b[2J", b"\xff", b"\xed\xa0\x80"],
        *[b"Larkin said ", "é".encode(), "é".encode("cp1252"), "“Go.”".encode("utf-16-le"), b"a\x00b\x00"],
    ]
)
some_bytes = st.binary(max_size=200) | st.lists(pieces, max_size=40).map(b"".join)


# Encodings.


@pytest.mark.parametrize("encoding", MARKS)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(encoding: str) -> None:
    assert decode(MARKS[encoding] + STORY.encode(encoding)) == STORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_encoding_is_recognised_without_a_mark(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == STORY


def test_windows_1252_has_quotes_where_latin_1_has_controls() -> None:
    assert decode(b"\x93I know,\x94 she said \x96 it\x92s \x804\x85") == "“I know,” she said – it’s €4…"


def test_a_byte_that_windows_1252_does_not_have_is_marked() -> None:
    assert decode(b"caf\xe9 \x81 no\xebl") == "café \ufffd noël"


@pytest.mark.parametrize("text", ["八卦新聞：名人離婚。", "Сплетни о звёздах", "شائعات المشاهير", "Ψίθυροι", "👑💔"])
def test_text_in_any_script_is_read_as_utf_8(text: str) -> None:
    assert decode(text.encode()) == text


def test_one_mark_is_taken_off_and_a_second_one_kept() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"Larkin") == "\ufeffLarkin"


def test_a_short_word_in_utf_16_is_recognised() -> None:
    assert decode("Hi".encode("utf-16-le")) == "Hi"


def test_the_first_byte_of_a_text_may_be_any_letter() -> None:
    assert decode(b"a") == "a"


@pytest.mark.parametrize("content", [b"", *MARKS.values()], ids=["nothing", *MARKS])
def test_an_empty_file_is_an_empty_text(content: bytes) -> None:
    assert decode(content) == ""


def test_nothing_but_the_line_ends_is_altered() -> None:
    unusual = "caf\u0065\u0301 &amp; co\xad-op\xa0\tﬁn \x0c\x1b[1m\u200d\ufeff"
    assert decode(unusual.encode()) == unusual


# Line ends.


@pytest.mark.parametrize("kind", LINE_ENDS)
def test_every_kind_of_line_end_is_one_newline(kind: str) -> None:
    assert decode(STORY.replace("\n", LINE_ENDS[kind]).encode()) == STORY


@pytest.mark.parametrize("kind", LINE_ENDS)
def test_line_ends_are_found_in_utf_16_too(kind: str) -> None:
    assert decode(STORY.replace("\n", LINE_ENDS[kind]).encode("utf-16")) == STORY


@pytest.mark.parametrize("kind", ["LF", "CRLF", "CR"])
def test_line_ends_are_found_in_windows_1252_too(kind: str) -> None:
    assert decode(STORY.replace("\n", LINE_ENDS[kind]).encode("cp1252")) == STORY


def test_kinds_may_be_mixed() -> None:
    assert decode("a\r\nb\rc\nd\x85e\u2028f\u2029g".encode()) == "a\nb\nc\nd\ne\nf\ng"


def test_empty_lines_are_kept_whatever_ends_them() -> None:
    assert decode(b"a\r\n\r\nb\r\rc\n\nd") == "a\n\nb\n\nc\n\nd"


def test_a_carriage_return_after_a_newline_is_a_line_end_of_its_own() -> None:
    assert decode(b"a\n\rb") == "a\n\nb"


def test_form_feeds_and_vertical_tabs_end_no_line() -> None:
    assert decode(b"a long first page\x0cand the next") == "a long first page\x0cand the next"


# Damage.


def test_a_letter_cut_in_two_at_the_end_costs_only_that_letter() -> None:
    whole = STORY.encode() + "é".encode()
    assert decode(whole[:-1]) == STORY + "\ufffd"


def test_a_letter_cut_in_two_costs_only_that_letter_where_accents_are_few() -> None:
    assert decode("Zoë Larkin’s café".encode()[:-1]) == "Zoë Larkin’s caf\ufffd"


def test_a_bad_byte_costs_only_itself() -> None:
    before, after = STORY[:40], STORY[40:]
    assert decode(before.encode() + b"\xff" + after.encode()) == before + "\ufffd" + after


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_encoding_cut_within_a_letter_keeps_the_rest(encoding: str) -> None:
    assert decode(STORY.encode(encoding)[:-1]) == STORY[:-1] + "\ufffd"


def test_surrogates_hidden_in_utf_8_do_not_come_through() -> None:
    assert decode(STORY.encode() + b"\xed\xa0\x80") == STORY + "\ufffd" * 3


# What is no text.


@pytest.mark.parametrize("kind", BINARIES)
def test_what_is_no_text_is_refused(kind: str) -> None:
    with pytest.raises(ArticleError, match="not a text"):
        decode(BINARIES[kind])


def test_a_text_with_colours_for_a_terminal_is_a_text() -> None:
    assert decode(b"\x1b[1mHeadline\x1b[0m\n") == "\x1b[1mHeadline\x1b[0m\n"


def test_a_few_stray_controls_do_not_make_a_text_binary() -> None:
    assert decode(b"Ottoline Larkin left. " * 50 + b"\x07") == "Ottoline Larkin left. " * 50 + "\x07"


# Properties.


@settings(deadline=None, max_examples=200)
@given(some_bytes)
def test_any_bytes_give_a_text_or_an_article_error(content: bytes) -> None:
    try:
        text = decode(content)
    except ArticleError:
        return
    assert not set(text) & set("\r\x85\u2028\u2029")
    text.encode()  # which would be an error with a surrogate in it


@settings(deadline=None, max_examples=150)
@given(accented)
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


@settings(deadline=None, max_examples=150)
@given(accented, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_mark_comes_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text
