"""The formats in which passages are written: what is written means what it said, to whoever reads it, and no more."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.exchange import Parsed, Passage
from tui_reader.bookmarks.exchange.annotations import parse_annotations, write_annotations
from tui_reader.bookmarks.exchange.markdown import escape_markdown, write_markdown
from tui_reader.bookmarks.exchange.page import write_page
from tui_reader.bookmarks.exchange.placing import place_incoming
from tui_reader.bookmarks.exchange.readwise import note_with_tags, parse_readwise, split_note, write_readwise
from tui_reader.bookmarks.exchange.spreadsheet import parse_spreadsheet, write_spreadsheet
from tui_reader.bookmarks.exchange.tables import (
    parse_list,
    parse_table,
    plain_cell,
    safe_cell,
    write_list,
    write_table,
)
from tui_reader.errors import UsageError
from tui_reader.safe_text import safe_text

MARKUP = (
    *("a", "Kim", " ", "\n", "\n\n", "  ", "\t", "\r", "1.", "2)", "-", "+", "*", "#", "##", ">", "`", "```", "~~~"),
    *("[x](y)", "![[z]]", "<b>", "<script>alert(1)</script>", "&amp;", "&#60;", "\\", "|", "|-|", "---", "===", "_"),
    *("$", "$$", "%%", "==", "^", "((", "{{query}}", "key:: value", "http://e.org", "www.e.org", "a@e.org", ":-:"),
    *("=1+1", "@SUM", "'", '"', ",", ";", ".", ".tag", "é", "日", "\u202e", "\0", "\x1b", "\x85", "\u2028", "👩"),
)
words = st.lists(st.one_of(st.sampled_from(MARKUP), st.characters(exclude_categories=["Cs"])), max_size=8).map("".join)
texts = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=20).map("".join)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Article, list[Passage]]:
    """Passages of one article, each with another id."""
    text = draw(texts)
    article = Article(
        "articles/a.txt", text, (), draw(words), "", byline=draw(words), source=draw(words), url=draw(words)
    )
    found = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(text))))
        tags = tuple(dict.fromkeys(tag for tag in draw(st.lists(words, max_size=3)) if tag.strip()))
        created = f"2026-01-0{draw(st.integers(1, 3))}T00:00:00Z"
        bookmark = make_bookmark(f"{number:08x}", article, span, created=created, note=draw(words), tags=tags)
        found.append(_written(bookmark, article))
    return article, found


def _written(bookmark: Bookmark, article: Article) -> Passage:
    about = (article.title, article.byline, article.source, article.url)
    return Passage(bookmark, "exact", *about, published=date(2026, 1, 1))


def taken_in(parsed: Parsed, article: Article) -> list[Passage]:
    """What was read, as it would be written again."""
    placed = [
        place_incoming(incoming, article, now="", new_id="" if incoming.id else f"{number:08x}")
        for number, incoming in enumerate(parsed.passages)
    ]
    assert parsed.left_out == 0
    return [_written(each.bookmark, article) for each in placed if each is not None]


def one(quote: str = "Nobody will.", note: str = "", *, tags: Sequence[str] = (), title: str = "One Story") -> Passage:
    article = Article("articles/a.txt", quote, (), title, "")
    created = "2026-01-01T00:00:00Z"
    span = Span(0, len(quote))
    bookmark = make_bookmark("c0ffee00", article, span, created=created, note=note, tags=tuple(tags))
    return Passage(bookmark, "exact", title)


# Web Annotations


@given(passages())
def test_annotations_come_back_as_they_were(made: tuple[Article, list[Passage]]) -> None:
    article, found = made
    written = write_annotations(found)
    assert written.isascii()
    back = taken_in(parse_annotations(written), article)
    assert {each.bookmark.id: each for each in back} == {each.bookmark.id: each for each in found}
    assert write_annotations(back) == written


def test_an_annotation_is_written_as_the_model_has_it() -> None:
    found = json.loads(write_annotations([one(note="mine", tags=["home"])]))
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert found["items"] == [
        {
            "id": "urn:gossip-reader:bookmark:c0ffee00",
            "type": "Annotation",
            "motivation": "bookmarking",
            "created": "2026-01-01T00:00:00Z",
            "body": [
                {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": "mine"},
                {"type": "TextualBody", "purpose": "tagging", "value": "home"},
            ],
            "target": {
                "source": "articles/a.txt",
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "Nobody will.", "prefix": "", "suffix": ""},
                    {"type": "TextPositionSelector", "start": 0, "end": 12},
                ],
            },
        }
    ]


def test_no_passages_are_a_page_of_none() -> None:
    assert json.loads(write_annotations([]))["items"] == []
    assert parse_annotations(write_annotations([])) == Parsed([])


# Tables


@given(words)
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert plain_cell(safe_cell(cell)) == cell


@given(words)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert not safe_cell(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("'tis", "'tis"), ("-", "'-"), ("1-2", "1-2"), ("", ""), ("'", "'")],
)
def test_what_a_spreadsheet_would_run_has_an_apostrophe_before_it(cell: str, written: str) -> None:
    assert safe_cell(cell) == written


@given(st.lists(st.lists(words, min_size=2, max_size=4), max_size=4))
def test_a_table_is_read_as_it_was_written_here_and_by_others(rows: list[list[str]]) -> None:
    written = write_table([["a", "b", "c", "d"], *rows])
    assert parse_table(written) == [dict.fromkeys("abcd", "") | dict(zip("abcd", row, strict=False)) for row in rows]
    by_others = list(csv.reader(io.StringIO(written, newline="")))[1:]
    assert [[plain_cell(cell) for cell in row] for row in by_others] == rows


@given(st.text(st.sampled_from('",;\t\r\na='), max_size=40))
def test_any_text_is_a_table_or_is_said_to_be_none(text: str) -> None:
    try:
        rows = parse_table(text)
    except UsageError as error:
        assert "not closed" in str(error)  # noqa: PT017  either is right
    else:
        assert all(isinstance(cell, str) for row in rows for cell in row.values())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_signs_may_stand_between_cells(delimiter: str) -> None:
    assert parse_table(f'A{delimiter}B\n1{delimiter}"2{delimiter}3"\n') == [{"a": "1", "b": f"2{delimiter}3"}]


@given(st.lists(words.filter(str.strip), unique=True))
def test_a_list_in_a_cell_comes_back_as_it_was(listed: list[str]) -> None:
    assert parse_list(write_list(listed)) == tuple(listed)


@given(passages())
def test_a_spreadsheet_comes_back_as_it_was(made: tuple[Article, list[Passage]]) -> None:
    article, found = made
    written = write_spreadsheet(found)
    back = taken_in(parse_spreadsheet(written), article)
    assert {each.bookmark.id: each for each in back} == {each.bookmark.id: each for each in found}
    assert write_spreadsheet(back) == written


# Readwise


@given(passages())
def test_highlights_for_readwise_come_back_as_they_were(made: tuple[Article, list[Passage]]) -> None:
    article, found = made
    written = write_readwise(found)
    assert write_readwise(taken_in(parse_readwise(written), article)) == written


@given(words, st.lists(words, max_size=3))
def test_a_note_with_tags_is_read_as_it_was_written(note: str, tags: list[str]) -> None:
    cell = note_with_tags(note, tags)
    assert note_with_tags(*split_note(cell)) == cell


def test_readwise_finds_the_tags_before_the_note() -> None:
    written = write_readwise([one(note="mine too", tags=["home", "two words"])])
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row == {
        "Highlight": "Nobody will.",
        "Title": "One Story",
        "Author": "",
        "URL": "",
        "Note": ".home .two_words mine too",
        "Location": "0",
        "Date": "2026-01-01T00:00:00Z",
    }


def test_what_readwise_gives_out_itself_is_read() -> None:
    (found,) = parse_readwise(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
        '"So ""he"" says",The Desk,Nell,,mine,,"home, desk",order,7,2024-05-01 10:30:00+02:00\n'
    ).passages
    assert (found.quote, found.title, found.byline, found.note) == ('So "he" says', "The Desk", "Nell", "mine")
    assert (found.tags, found.created) == (("home", "desk"), "2024-05-01T08:30:00Z")


# Markdown


def _shown(markdown: str) -> list[tuple[str, str]]:
    """The blocks of a document with the text in each; a kind of markup that is not plain text has its own name."""
    found = []
    kind = ""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        if token.type == "inline":
            parts = [
                child.content if child.type in ("text", "text_special") else f"<{child.type}>"
                for child in token.children or ()
            ]
            found.append((kind, "".join(parts)))
        elif token.type.endswith("_open") and token.type != "paragraph_open":
            kind = token.type.removesuffix("_open")
        elif token.type.endswith("_close") and token.type != "paragraph_close":
            kind = ""
        elif not token.type.startswith("paragraph"):
            found.append((token.type, token.content))
    return found


@given(words)
def test_nothing_in_a_line_of_markdown_is_markup(text: str) -> None:
    shown = " ".join(safe_text(text).split())
    assert _shown(escape_markdown(text)) == ([("", shown)] if shown else [])
    assert not shown or _shown(f"> {escape_markdown(text)}") == [("blockquote", shown)]


@given(passages())
def test_a_document_has_quotes_and_notes_and_nothing_else(made: tuple[Article, list[Passage]]) -> None:
    _, found = made
    head, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", write_markdown(found), re.DOTALL).groups()  # type: ignore[union-attr]
    front = yaml.safe_load(head)
    assert front["passages"] == len(found)
    assert front["title"] == (found[0].title or "articles/a.txt")
    kinds = {kind for kind, _ in _shown(body)}
    assert kinds <= {"heading", "blockquote", ""}
    quotes = "".join(shown for kind, shown in _shown(body) if kind == "blockquote")
    expected = "".join("".join(each.bookmark.quote for each in sorted(found, key=lambda each: each.bookmark.span)))
    assert "".join(quotes.replace("<softbreak>", "").split()) == "".join(safe_text(expected).split())


def test_markdown_is_what_notes_are_kept_in() -> None:
    story = replace(one("They were *civil*.\n\nSo far.", "1. who?", tags=["two words", "2026"]), byline="Nell")
    assert write_markdown(
        [replace(story, source="Marquee", url="https://m.example/a", published=date(2026, 1, 1))]
    ) == (
        '---\ntitle: "One Story"\nauthor: "Nell"\nsource: "Marquee"\nurl: "https://m.example/a"\n'
        'published: 2026-01-01\narticle: "articles/a.txt"\npassages: 1\ntags:\n  - "2026-"\n  - "two-words"\n'
        "---\n\n## One Story\n\n"
        "Nell · Marquee · 2026-01-01 · <https://m.example/a>\n\n"
        "> They were \\*civil\\*.\n>\n> So far.\n\n1\\. who?\n\n#two-words #2026-\n"
    )


# HTML


class _Reader(HTMLParser):
    """Which elements a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.quotes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "blockquote":
            self.quotes.append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "blockquote":
            self.quotes[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.lasttag = ""


@given(passages())
def test_a_page_shows_the_quotes_and_runs_nothing(made: tuple[Article, list[Passage]]) -> None:
    _, found = made
    page = write_page(found)
    reader = _Reader()
    reader.feed(page)
    assert reader.elements <= set("html head meta title style body h1 h2 section p blockquote a".split())
    assert not {name for name in reader.attributes if name.startswith("on")}
    ordered = sorted(found, key=lambda each: (each.bookmark.span, each.bookmark.id))
    assert reader.quotes == [safe_text(each.bookmark.quote) for each in ordered]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://e.org/' onclick='x", "data:text/html,x", "http://e.org/\n"]
)
def test_what_leads_anywhere_but_to_the_web_is_no_link(url: str) -> None:
    assert "<a " not in write_page([replace(one(), url=url)])
    assert "<http" not in write_markdown([replace(one(), url=url)])


def test_an_address_is_a_link() -> None:
    page = write_page([replace(one(), url="https://m.example/a?b=1&c=2")])
    assert '<a href="https://m.example/a?b=1&amp;c=2" rel="noreferrer noopener">One Story</a>' in page
