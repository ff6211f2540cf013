"""Kept passages are found by the words of articles, and by some more of their own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.updating import bring_up_to_date
from tui_reader import AnnotatedArticle, Article, Library, Span
from tui_reader.errors import QueryError
from tui_reader.search.language import PASSAGES
from tui_reader.search.parse import parse_query
from tui_reader.search.passages import matcher, searched, words_of, words_of_each
from tui_reader.search.scan import ScanIndex

DRAWER = """\
---
title: The Drawer Stays Open
source: Marquee Weekly
date: 2024-11-19
---

Nell Oakshott keeps a drawer of her own, which is mostly string. She says where each piece came from.
"""
GATE = "The Side Gate\n\nKim Kardashian came in by the side gate on 4 May 2021, and nobody has seen the string since.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with three passages: from the drawer, from the gate, and one that is lost."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "articles").mkdir()
    for name, text in (("drawer", DRAWER), ("gate", GATE), ("gone", "A Headline\n\nThis will be gone, as all is.\n")):
        (folder / "articles" / f"{name}.txt").write_text(text)
    with closing(Library(folder)) as library:
        keep(library, "drawer", "which is mostly string", "mine too", "home", "Two Words")
        keep(library, "gate", "by the side gate", "whose string is it?", "gate")
        keep(library, "gone", "This will be gone")
        library.memory.mark_read("articles/gate.txt", is_read=True)
        (folder / "articles" / "gone.txt").unlink()
        bring_up_to_date(folder)
        yield library


def keep(library: Library, name: str, quote: str, note: str = "", *tags: str) -> None:
    article = library.article(f"articles/{name}.txt")
    start = article.text.index(quote)
    library.bookmarks.add(article, Span(start, start + len(quote)), note=note, tags=tags)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "gone gate drawer"),
        ("string", "gate drawer"),
        ("mostly", "drawer"),
        ("note:string", "gate"),
        ("note:(string mine)", ""),
        ("note:string OR note:mine", "gate drawer"),
        ("drawer", "drawer"),  # its headline
        ("title:gate", "gate"),
        ("two", "drawer"),  # its tag
        ("tag:home", "drawer"),
        ('tag:"two words"', "drawer"),
        ("tag:two", ""),
        ("tag:two*", "drawer"),
        ("-tag:home", "gone gate"),
        ("is:lost", "gone"),
        ("-is:lost string", "gate drawer"),
        ("is:exact", "gate drawer"),
        ("is:read", "gate"),
        ("is:unread", "drawer"),
        ('"side gate"', "gate"),
        ('"gate side"', ""),
        ('"gate side"~2', "gate"),
        ('"mostly mine"~8', ""),  # the one in the quote, the other in the note
        ("strng~", "gate drawer"),
        ("str*", "gate drawer"),
        ("name:kardashian", "gate"),
        ("source:marquee", "drawer"),
        ("-source:marquee", "gone gate"),
        ("date:2024", "drawer"),
        ("mentions:2021", "gate"),
        ("name:kardashian OR is:lost", "gone gate"),
        ("kardashian", ""),  # nobody kept that
    ],
)
def test_a_query_finds_passages(library: Library, query: str, found: str) -> None:
    names = [Path(kept.bookmark.article).stem for kept in library.bookmarks.all(query)]
    assert names == found.split()


@pytest.mark.parametrize(
    ("query", "said", "mended"),
    [
        ("is:lots", "is:lost, is:ambiguous, is:edited, is:moved, is:exact, is:read and is:unread", "is:lost"),
        ("is:kept", "“kept” is no state of a kept passage", '"kept"'),
        ("nte:mine", "There is no field nte: (there are note:, title:,", "note:mine"),
        ("string OR", "OR needs something after it", "string"),
    ],
)
def test_a_mistake_is_told_and_mended(library: Library, query: str, said: str, mended: str) -> None:
    with pytest.raises(QueryError) as caught:
        library.bookmarks.all(query)
    assert said in str(caught.value)
    assert caught.value.mended == mended


def test_only_what_is_asked_of_articles_needs_an_index(library: Library) -> None:
    assert not library.bookmarks.asks_for_articles("string tag:home -note:mine OR (title:gate is:lost)")
    for query in ("name:kim", "string -source:marquee", "(a OR date:2021)", "is:read", "mentions:2021", "org:tmz"):
        assert library.bookmarks.asks_for_articles(query)


def test_what_is_found_is_written_and_nothing_else(library: Library) -> None:
    written = library.bookmarks.export("markdown", "tag:gate")
    assert "by the side gate" in written
    assert "mostly string" not in written


def test_no_article_is_asked_for_a_note(library: Library) -> None:
    with pytest.raises(QueryError, match="There is no field note:"):
        library.search("note:string")


@given(
    quote=st.lists(st.sampled_from("ab ba abc b c".split()), min_size=1, max_size=6).map(" ".join),
    query=st.lists(
        st.sampled_from(["ab", "b*", "ba~", '"ab ba"', '"ab c"~3', "-c", '-"b c"', "OR", "(b OR c)"]),
        min_size=1,
        max_size=4,
    ).map(" ".join),
)
def test_words_mean_the_same_as_in_a_search(quote: str, query: str) -> None:
    try:
        asked = parse_query(query, language=PASSAGES)
    except QueryError:
        assume(False)
    found = ScanIndex([AnnotatedArticle(Article("x", quote, (), "", ""))]).search(asked, limit=1)
    (passage,) = searched([(quote, "", ())])
    assert matcher(asked.root, set(quote.split()))(passage) is bool(found.total)


@given(st.lists(st.text(st.characters() | st.sampled_from("abé'’s \n\0\u0301\u200dß_Ⅷ字")), max_size=5))
@example(["a" * 300, "it's", "\ud800 x", ""])
def test_the_words_of_texts_are_the_same_all_at_once(texts: list[str]) -> None:
    assert words_of_each(texts) == [words_of(text) for text in texts]
