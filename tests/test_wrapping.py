"""Breaking articles into lines: whatever the text and the width, nothing is lost and every place is known."""

from collections.abc import Sequence
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from tui_reader.article import Article, Block, BlockKind
from tui_reader.formats import parse_article
from tui_reader.safe_text import safe_line
from tui_reader.ui.widgets.clusters import may_cut
from tui_reader.ui.widgets.wrapping import RULE, Line, Wrapped, cluster_at, column_of

WORDS = st.text(alphabet="abcdefg ABC  ,.’“”é漢字한\u0301\u200b👩‍👧🏴\t", min_size=1, max_size=200)
KINDS: list[BlockKind] = [kind for kind in BlockKind if kind is not BlockKind.FRONT_MATTER]


def article_of(text: str, kinds: Sequence[BlockKind]) -> Article:
    """An article with a block for every line of a text that is not blank."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        words = line.strip()
        if words:
            start = at + line.index(words[0])
            blocks.append(Block(kinds[number % len(kinds)], start, start + len(words)))
        at += len(line) + 1
    return Article("x.txt", text, tuple(blocks), "x", "0")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    paragraphs = draw(st.lists(WORDS, min_size=1, max_size=6))
    kinds = draw(st.lists(st.sampled_from(KINDS[1:]), min_size=1, max_size=6))
    return article_of("\n".join(paragraphs), kinds)


def shown(article: Article, line: Line) -> str:
    return safe_line(article.text[line.start : line.end])


@settings(deadline=None)
@given(articles(), st.integers(1, 90))
def test_every_visible_character_stands_in_exactly_one_line(article: Article, width: int) -> None:
    seen = [offset for line in Wrapped(article, width).lines for offset in range(line.start, line.end)]
    assert len(set(seen)) == len(seen)
    visible = {
        offset
        for block in article.readable_blocks
        for offset in range(block.start, block.end)
        if safe_line(article.text[offset]) != " "
    }
    assert visible <= set(seen)


@settings(deadline=None)
@given(articles(), st.integers(12, 90))
def test_no_line_is_wider_than_the_width(article: Article, width: int) -> None:
    for line in Wrapped(article, width).lines:
        assert line.indent + cell_len(shown(article, line)) <= width


@settings(deadline=None)
@given(articles(), st.integers(4, 90))
def test_the_line_of_an_offset_holds_it(article: Article, width: int) -> None:
    wrapped = Wrapped(article, width)
    for number, line in enumerate(wrapped.lines):
        for offset in range(line.start, line.end):
            assert wrapped.line_of(offset) == number


@settings(deadline=None)
@given(st.text(alphabet="ab ", max_size=300), st.integers(1, 40))
def test_lines_break_at_blanks_where_there_are_any(text: str, width: int) -> None:
    article = article_of(text, [BlockKind.PARAGRAPH])
    for line in Wrapped(article, width).lines:
        after = article.text[line.end : line.end + 1]
        assert line.end - line.start == width or after in ("", " ")


@pytest.mark.parametrize("width", [20, 40, 72])
def test_words_are_whole_and_lines_are_full(width: int) -> None:
    words = ("every word of this paragraph is short enough for a line " * 5).strip()
    article = article_of(words, [BlockKind.PARAGRAPH])
    lines = [shown(article, line) for line in Wrapped(article, width).lines]
    assert " ".join(lines) == words
    for line, following in pairwise(lines):
        assert len(line) + 1 + len(following.split()[0]) > width


def test_a_wrapped_text_is_wrapped_anew() -> None:
    text = "A headline\n\n" + "\n".join(["this text was wrapped by hand at some forty columns"] * 6) + "\n"
    article = parse_article(text.encode(), "x.txt")
    body = [line for line in Wrapped(article, 72).lines if line.kind is BlockKind.PARAGRAPH]
    assert len(body) == 5
    assert all("\n" not in shown(article, line) for line in body)


def test_a_quote_is_set_in() -> None:
    article = article_of("They said:\n" + "long words " * 20, [BlockKind.PARAGRAPH, BlockKind.QUOTE])
    assert {line.indent for line in Wrapped(article, 40).lines if line.kind is BlockKind.QUOTE} == {4}


def test_the_items_of_a_list_hang_together() -> None:
    article = article_of("- one " * 12 + "\n- two", [BlockKind.LIST_ITEM])
    lines = Wrapped(article, 30).lines
    assert all(line.kind for line in lines)
    assert [line.indent for line in lines][:2] == [0, 2]


def test_a_headline_in_the_front_matter_stands_first() -> None:
    article = parse_article(b"---\ndate: 2024-01-02\ntitle: The headline\n---\n\nThe story.\n\nIt goes on.\n", "x.txt")
    lines = Wrapped(article, 40).lines
    assert shown(article, lines[0]) == "The headline"
    assert not any("date" in shown(article, line) for line in lines)


def test_a_long_word_is_broken_anywhere() -> None:
    article = article_of("a" * 2_000 + "漢" * 100, [BlockKind.PARAGRAPH])
    lines = Wrapped(article, 50).lines
    assert "".join(shown(article, line) for line in lines) == article.text
    assert max(cell_len(shown(article, line)) for line in lines) == 50


@settings(deadline=None)
@given(articles(), st.integers(12, 90), st.integers(0, 2_000))
def test_a_part_is_the_beginning_of_the_whole(article: Article, width: int, until: int) -> None:
    part, whole = Wrapped(article, width, until), Wrapped(article, width)
    assert whole.lines[: len(part.lines)] == part.lines
    assert part.is_whole == (len(part.lines) == len(whole.lines))
    assert part.is_whole or part.lines[-1].start > until


def test_of_a_long_article_only_the_part_that_is_wanted_is_made() -> None:
    article = article_of("\n".join(["a paragraph of some words " * 8] * 5_000), [BlockKind.PARAGRAPH])
    part = Wrapped(article, 40, until=50_000)
    assert not part.is_whole
    assert 50_000 < part.lines[-1].start < 150_000


@settings(deadline=None)
@given(articles(), st.integers(2, 90))
def test_no_line_ends_within_a_character(article: Article, width: int) -> None:
    for line in Wrapped(article, width).lines:
        is_dotted = "·" in shown(article, line)  # of a pile of marks some are shown as dots, each for itself
        assert is_dotted or may_cut(article.text, line.end) or line.end - line.start == 1


def test_chinese_is_broken_anywhere_but_before_what_closes() -> None:
    article = article_of("姉は言った。「何も言わない」と。" * 3 + " and then " + "漢" * 30, [BlockKind.PARAGRAPH])
    lines = [shown(article, line) for line in Wrapped(article, 20).lines]
    assert not any(line[0] in "。」" for line in lines)
    assert all(cell_len(line) >= 16 for line in lines[:4])


def test_who_wrote_it_stands_below_a_rule() -> None:
    kinds = [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.BYLINE, BlockKind.ROLE, BlockKind.BIO]
    article = article_of("A headline\nThe story.\nAnn Archer\nEditor\nShe edits.", kinds)
    assert [line.lead + shown(article, line) for line in Wrapped(article, 40).lines] == [
        *("A headline", "", "The story.", "", RULE, "Ann Archer", "Editor", "", "She edits."),
    ]


@given(st.text("ab漢e\u0301👩\u200d🇬🇧 ", min_size=1, max_size=60), st.integers(0, 130))
def test_a_column_and_what_stands_in_it_belong_together(text: str, column: int) -> None:
    article = article_of(text, [BlockKind.QUOTE])
    for line in Wrapped(article, 60).lines:
        at = cluster_at(line, text, column)
        assert line.start <= at.start <= at.end <= line.end
        if at.start < at.end:
            assert column_of(line, text, at.start) <= column < column_of(line, text, at.end)
