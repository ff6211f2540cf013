"""A passage as it is taken along."""

from datetime import date

import pytest

from tui_reader.article import Article, Span
from tui_reader.formats import parse_article
from tui_reader.ui.citing import cited, measured, words_of

PAGE = b"""---
title: A Thaw
source: Star Wire
date: 2020-06-14
---

They were civil. They were even warm, said one.

The rest is silence.
"""


def article(content: bytes = PAGE) -> Article:
    return parse_article(content, "articles/x.txt")


def span_of(words: str, within: Article) -> Span:
    start = within.text.index(words)
    return Span(start, start + len(words))


def test_a_passage_is_cited_with_all_that_is_known() -> None:
    page = article()
    assert cited(page, span_of("They were civil.", page)) == (
        "“They were civil.” — A Thaw, Star Wire, 14 June 2020, articles/x.txt"
    )


def test_what_is_not_known_is_left_out() -> None:
    page = article(b"A Thaw\n\nThey were civil.\n")
    assert page.published is None
    assert cited(page, span_of("They were civil.", page)) == "“They were civil.” — A Thaw, articles/x.txt"


def test_an_address_goes_before_a_file() -> None:
    page = article(PAGE.replace(b"date: 2020-06-14", b"url: https://example.org/x"))
    assert cited(page, span_of("They", page)).endswith("— A Thaw, Star Wire, https://example.org/x")


def test_line_ends_of_wrapped_text_are_blanks_and_several_paragraphs_stay_apart() -> None:
    wrapped = article(b"A Thaw\n\n" + b"this text was wrapped by hand at some forty columns\n" * 6)
    assert "\n" in wrapped.text[slice(*wrapped.blocks[1].span)]
    assert "\n" not in words_of(wrapped, wrapped.blocks[1].span)
    page = article()
    several = span_of(page.text[page.text.index("They were civil") : page.text.index("is silence")], page)
    assert cited(page, several).startswith("“They were civil. They were even warm, said one.\n\nThe rest”\n— A Thaw")


@pytest.mark.parametrize(
    ("words", "quoted"), [("“We are happy.”", "“We are happy.”"), ("“We,” “they”", "““We,” “they””"), ("We", "“We”")]
)
def test_words_in_quotation_marks_get_no_others(words: str, quoted: str) -> None:
    page = article(f"A Thaw\n\n{words} and so on.\n".encode())
    assert cited(page, span_of(words, page)).startswith(f"{quoted} — ")


def test_what_is_not_shown_is_not_taken_along() -> None:
    page = article()
    assert page.published == date(2020, 6, 14)
    everything = words_of(page, Span(page.text.index("A Thaw"), len(page.text)))
    assert everything.startswith("A Thaw")
    assert "Star Wire" not in everything
    assert "silence" in everything


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("civil", "1 word"),
        ("They were civil", "3 words"),
        ("They were civil.", "1 sentence · 3 words"),
        ("They were civil. They", "2 sentences · 4 words"),
        ("They were civil. They were even warm, said one.\n\nThe rest is silence.", "3 sentences · 13 words"),
    ],
)
def test_a_passage_is_measured(words: str, measure: str) -> None:
    page = article()
    assert measured(page, span_of(words, page)) == measure


def test_of_a_very_long_passage_only_the_words_are_counted() -> None:
    page = article(b"A Thaw\n\n" + b"It is so. " * 10_000)
    assert measured(page, Span(0, len(page.text))) == "30,002 words"
