"""Passages come into a library and go out of it: what is written is read again as it was, and nothing is ever lost."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.updating import bring_up_to_date
from tui_reader import Article, Bookmark, KeptPassage, Library, Span
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.anchor import State
from tui_reader.bookmarks.exchange import Loaded
from tui_reader.bookmarks.exchange.tables import write_table
from tui_reader.errors import NotFoundError, UsageError

ARTICLE = "articles/drawer.txt"
TEXT = """\
The Drawer Stays Open

Nell Oakshott keeps a drawer of her own, which is mostly string. She says where each piece came from.

The article leaves both doors open. Nobody has said which of them is the right one, and nobody will.
"""
QUOTE = "She says where each piece came from."
START = TEXT.index(QUOTE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with one article."""
    folder = tmp_path / "library"
    write(folder / ARTICLE, TEXT)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with closing(Library(folder)) as library:
        yield library


def only(library: Library) -> KeptPassage:
    (kept,) = library.bookmarks.all()
    return kept


def quoted(exact: str = QUOTE, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def positioned(start: object, end: object) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def annotation(name: str = "urn:somebody:1", source: object = ARTICLE, selector: object = None, **more: Any) -> Any:
    target = {"source": source, "selector": quoted() if selector is None else selector}
    return {"id": name, "type": "Annotation", "target": target, **more}


def page(*items: Any) -> str:
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    return json.dumps({**head, "items": list(items)})


# Web Annotations that others wrote


def test_an_annotation_becomes_a_passage_with_its_note_and_tags(folder: Path) -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "commenting", "value": "mine too"},
        {"type": "TextualBody", "purpose": "tagging", "value": "string"},
        {"type": "TextualBody", "purpose": "tagging", "value": "home"},
    ]
    selectors = [quoted(), positioned(START, START + len(QUOTE))]
    text = page(annotation(selector=selectors, body=bodies, created="2026-01-01T00:00:00Z"))
    with opened(folder) as library:
        assert library.bookmarks.load(text) == Loaded(added=1)
        kept = only(library)
        assert (kept.state, kept.span) == (State.EXACT, Span(START, START + len(QUOTE)))
        assert (kept.bookmark.quote, kept.bookmark.note, kept.bookmark.tags) == (QUOTE, "mine too", ("string", "home"))
        assert kept.bookmark.created == "2026-01-01T00:00:00Z"
        assert kept.bookmark.prefix.endswith("mostly string. ")


@pytest.mark.parametrize(
    "text",
    [
        page(annotation()),
        json.dumps([annotation()]),
        json.dumps(annotation()),
        json.dumps({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [annotation()]}}),
        json.dumps({"@graph": [annotation()]}),
        json.dumps(annotation(selector=[quoted()])),
        json.dumps({"id": "urn:somebody:1", "target": [{"source": {"id": ARTICLE}, "selector": quoted()}]}),
        json.dumps(annotation(selector={"type": "XPathSelector", "value": "/p", "refinedBy": quoted()})),
        json.dumps(annotation(selector=[positioned(3, 8), quoted()])),
        json.dumps(annotation(selector=[positioned(START, START + len(QUOTE))])),
        json.dumps(annotation(source=f"./{ARTICLE}")),
    ],
    ids=[
        *(
            "a page",
            "a list",
            "one annotation",
            "a collection",
            "a graph",
            "a list of selectors",
            "a source with an id",
        ),
        *("a refined selector", "another place", "a place only", "a path from here"),
    ],
)
def test_an_annotation_is_found_in_whatever_it_comes_and_placed_by_its_quote(folder: Path, text: str) -> None:
    with opened(folder) as library:
        assert library.bookmarks.load(text) == Loaded(added=1)
        kept = only(library)
        assert (kept.bookmark.article, kept.bookmark.quote, kept.span) == (
            ARTICLE,
            QUOTE,
            Span(START, START + len(QUOTE)),
        )
        assert library.bookmarks.load(text) == Loaded(known=1)
        assert only(library) == kept


def test_of_a_quote_that_stands_twice_its_surroundings_tell_the_place(folder: Path) -> None:
    with opened(folder) as library:
        library.bookmarks.load(page(annotation(selector=quoted("nobody", prefix="right one, and "))))
        kept = only(library)
        assert kept.span == Span(TEXT.index("nobody will"), TEXT.index(" will.\n"))
        assert kept.state is State.EXACT


def test_a_quote_that_an_article_does_not_hold_is_kept_as_lost(folder: Path) -> None:
    with opened(folder) as library:
        assert library.bookmarks.load(page(annotation(selector=quoted("Nobody ever wrote this.")))) == Loaded(1, 0, 1)
        kept = only(library)
        assert (kept.state, kept.span, kept.bookmark.quote) == (State.LOST, None, "Nobody ever wrote this.")
        assert kept.title == "The Drawer Stays Open"


def test_a_passage_of_an_article_that_is_not_there_is_kept_and_found_once_it_is(folder: Path) -> None:
    with opened(folder) as library:
        assert library.bookmarks.load(page(annotation(source="articles/later.txt"))) == Loaded(1, 0, 1)
        assert only(library).state is State.LOST
        write(folder / "articles" / "later.txt", TEXT)
        kept = only(library)
        assert (kept.state, kept.span) == (State.MOVED, Span(START, START + len(QUOTE)))


def test_what_stands_in_two_places_alike_is_said_to(folder: Path) -> None:
    write(folder / "articles" / "twice.txt", f"One Headline\n\n{'So it is. ' * 30}\n")
    with opened(folder) as library:
        loaded = library.bookmarks.load(page(annotation(source="articles/twice.txt", selector=quoted("So it is."))))
        assert loaded == Loaded(1, 0, 1)
        assert only(library).state is State.AMBIGUOUS


def test_nothing_in_a_file_is_a_passage_without_a_quote_or_a_place(folder: Path) -> None:
    others = [
        "http://example.org/anno",
        annotation(selector=[]),
        annotation(selector=positioned(5, 5)),
        annotation(selector=positioned(0, 10**6)),
        annotation(selector=positioned(True, 7)),
        {"id": "urn:x", "target": "http://example.org/"},
    ]
    with opened(folder) as library:
        assert library.bookmarks.load(page(*others)) == Loaded(left_out=len(others))
        assert library.bookmarks.all() == []


@pytest.mark.parametrize("text", ["", "{", "no JSON", "{}", "17", '{"items": 3}', "[" * 100_000, '{"items": [' * 9_000])
def test_what_is_no_annotation_at_all_is_said_to_be_none(folder: Path, text: str) -> None:
    with opened(folder) as library, pytest.raises(UsageError):
        library.bookmarks.load(text)


def test_bringing_in_is_one_change_that_can_be_undone_and_done_again(folder: Path) -> None:
    text = page(*(annotation(f"urn:somebody:{n}", selector=quoted(q)) for n, q in enumerate(("Nell", "string"))))
    with opened(folder) as library:
        assert library.bookmarks.load(text) == Loaded(added=2)
        kept = library.bookmarks.all()
        assert library.memory.undo() == "no longer kept: 2 passages brought in"
        assert library.bookmarks.all() == []
        assert library.bookmarks.load(text) == Loaded(added=2)
        assert library.memory.undo() == "no longer kept: 2 passages brought in"
        assert library.memory.redo() == "2 passages brought in"
        assert library.bookmarks.all() == kept


def test_what_is_kept_already_is_not_changed_by_what_is_brought_in(folder: Path) -> None:
    with opened(folder) as library:
        article = library.article(ARTICLE)
        kept = library.bookmarks.add(article, Span(START, START + len(QUOTE)), note="mine", tags=["string"])
        name = f"urn:gossip-reader:bookmark:{kept.bookmark.id}"
        assert library.bookmarks.load(page(annotation(name, bodyValue="not mine"))) == Loaded(known=1)
        assert only(library) == kept
        other = annotation(name, selector=quoted("mostly string"))
        assert library.bookmarks.load(page(other, other)) == Loaded(added=1, known=1)
        assert {each.bookmark.quote for each in library.bookmarks.all()} == {QUOTE, "mostly string"}


@pytest.mark.parametrize("source", ["../secret.txt", "articles/../../secret.txt", "/etc/passwd", "articles/\0", "", 7])
def test_no_source_leads_out_of_the_library(folder: Path, source: object) -> None:
    secret = "Nobody in the library knows what is written in here."
    write(folder.parent / "secret.txt", secret)
    with opened(folder) as library:
        assert library.bookmarks.load(page(annotation(source=source, selector=quoted(secret)))) == Loaded(1, 0, 1)
        kept = only(library)
        assert (kept.state, kept.title, kept.bookmark.quote) == (State.LOST, "", secret)


# There and back

TELLING = "ab AB'’\"“,;.:=+-@\t\n\r#*_<>&[](){}|\\`~!^%é日\u202e\u200d\0\x1b\x85\u2028👩'"
words = st.text(st.one_of(st.sampled_from(TELLING), st.characters(exclude_categories=["Cs"])), max_size=12)
articles_texts = st.text(st.sampled_from("ab é日.\n“'=@"), min_size=1, max_size=60)
FORMATS = ("json", "csv", "readwise")
CERTAIN = (State.EXACT, State.MOVED)


@st.composite
def kept_bookmarks(draw: st.DrawFn) -> list[tuple[str, Bookmark, str]]:
    """Bookmarks with their ids' articles and the texts that they were taken from, which may be there no more."""
    kept = []
    for number in range(draw(st.integers(1, 4))):
        name = draw(
            st.sampled_from(["articles/a.txt", "articles/b.txt", "http://example.org/gone", "articles/gone.txt"])
        )
        text = draw(articles_texts)
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        day = f"2026-01-0{draw(st.integers(1, 3))}T00:00:00.000Z"
        article = Article(name, text, (), "", "")
        note, tags = draw(words), tuple(dict.fromkeys(tag for tag in draw(st.lists(words, max_size=3)) if tag.strip()))
        kept.append(
            (
                f"{number:08x}",
                make_bookmark(f"{number:08x}", article, Span(start, end), created=day, note=note, tags=tags),
                text,
            )
        )
    return kept


def kept_at(name: str, text: str, span: Span) -> Bookmark:
    return make_bookmark("00000000", Article(name, text, (), "", ""), span, created="2026-01-01T00:00:00.000Z")


def without_states(written: str) -> list[list[str]]:
    """The rows of a table without the states: those are of what is known where it is written."""
    rows = list(csv.reader(io.StringIO(written)))
    at = rows[0].index("state")
    return [row[:at] + row[at + 1 :] for row in rows]


@example(articles=("=b\n\nb", "."), kept=[("00000000", kept_at("articles/a.txt", ".a", Span(0, 2)), ".a")])
@example(articles=("b\n=", "="), kept=[("00000000", kept_at("articles/a.txt", "=", Span(0, 1)), "=")])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles=st.tuples(articles_texts, articles_texts), kept=kept_bookmarks())
def test_what_is_written_and_read_and_written_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, articles: tuple[str, str], kept: list[tuple[str, Bookmark, str]]
) -> None:
    root = tmp_path_factory.mktemp("there_and_back")
    for name in ("here", *FORMATS, *(f"{format_} again" for format_ in FORMATS)):
        for article, text in zip("ab", articles, strict=True):
            write(root / name / "articles" / f"{article}.txt", text)
    with opened(root / "here") as here:
        store = here.bookmarks._store
        store.take_in([bookmark for _, bookmark, _ in kept], {bookmark.text_hash: text for _, bookmark, text in kept})
        for format_ in FORMATS:
            written = here.bookmarks.export(format_)
            with opened(root / format_) as there, opened(root / f"{format_} again") as further:
                loaded = there.bookmarks.load(written, format_)
                assert (loaded.added, loaded.known, loaded.left_out) == (len(kept), 0, 0)
                again = there.bookmarks.export(format_)
                if format_ == "csv":
                    assert without_states(again) == without_states(written)
                else:
                    assert again == written
                assert there.bookmarks.load(written, format_) == Loaded(known=len(kept))
                assert there.bookmarks.load(written) == Loaded(known=len(kept))
                assert further.bookmarks.load(again).added == len(kept)
                assert further.bookmarks.export(format_) == again
                assert {each.bookmark.quote for each in there.bookmarks.all()} == {each.quote for _, each, _ in kept}
            assert here.bookmarks.load(written, format_) == Loaded(known=len(kept))
            assert here.bookmarks.count() == len(kept)


BOTH = "Nobody asks, and nobody will. "
STATES = {
    "stands still": State.EXACT,
    "was somewhere else": State.MOVED,
    "had seven other words before somebody wrote it anew": State.EDITED,
    "both doors": State.AMBIGUOUS,
    "It is not said any more why the drawer was ever shut.": State.LOST,
    "mostly hers": State.LOST,  # and who does not know what the article was like would take another for it
}
THEN = f"""\
One Headline

This stands still. It is mostly hers now. {BOTH * 3}It is not said any more why the drawer was ever shut.

There are both doors here. And this had seven other words before somebody wrote it anew, as she says.

At the end is what was somewhere else, and it is mostly string. Nobody asks. It is mostly hers now.
"""
DOORS = f"{'So it is. ' * 9}There are both doors here. {'So it will be. ' * 9}"
NOW = f"""\
One Headline

This stands still. {BOTH * 3}

There it was somewhere else, and it is mostly string. Nobody asks. It is mostly hers now.

{DOORS}

And this had seven quite other words before somebody wrote it, as she says.

{DOORS}
"""


def test_passages_in_every_state_go_out_and_come_in_as_they_are(tmp_path: Path) -> None:
    for name in ("here", *FORMATS):
        write(tmp_path / name / ARTICLE, THEN if name == "here" else NOW)
    with opened(tmp_path / "here") as here:
        article = here.article(ARTICLE)
        for number, quote in enumerate(STATES):
            at = THEN.index(quote)
            here.bookmarks.add(article, Span(at, at + len(quote)), note=f"note {number}", tags=["string", "a b"])
        write(tmp_path / "here" / ARTICLE, NOW)
        assert {each.bookmark.quote: each.state for each in here.bookmarks.all()} == STATES
        for format_ in FORMATS:
            written = here.bookmarks.export(format_)
            with opened(tmp_path / format_) as there:
                assert there.bookmarks.load(written).added == len(STATES)
                assert {each.bookmark.quote for each in there.bookmarks.all()} == set(STATES)
                again = there.bookmarks.export(format_)
                if format_ == "csv":
                    assert without_states(again) == without_states(written)
                else:
                    assert again == written
                assert there.bookmarks.load(written) == Loaded(known=len(STATES))
            assert here.bookmarks.load(written) == Loaded(known=len(STATES))
            assert here.bookmarks.count() == len(STATES)


# Highlights, and articles that are recognised

OTHER = """\
---
title: The Other Drawer
url: https://www.marquee.example/other-drawer/
---

She says where each piece came from. Nobody asks, and it is mostly string all the same, as everybody knows.
"""


def readwise(**row: str) -> str:
    columns = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
    return write_table([columns, [row.get(name.lower(), "") for name in columns]])


@pytest.mark.parametrize(
    ("row", "article"),
    [
        ({"highlight": QUOTE, "title": "The Drawer Stays Open"}, "drawer"),
        ({"highlight": QUOTE, "title": "the drawer stays open"}, "drawer"),
        ({"highlight": QUOTE, "url": "http://marquee.example/other-drawer?utm_source=x"}, "other"),
        ({"highlight": QUOTE, "url": "https://elsewhere.example/", "title": "The Other Drawer"}, "other"),
        ({"highlight": "Nobody has said which of them is the right one, and nobody will."}, "drawer"),
        ({"highlight": "Nobody asks, and it is mostly string", "title": "Some Book"}, "other"),
        ({"highlight": QUOTE, "title": ARTICLE}, "drawer"),
    ],
    ids=["its headline", "in small letters", "its address", "both", "the quote", "the quote in a book", "its id"],
)
def test_a_highlight_is_of_the_article_that_has_its_headline_its_address_or_its_words(
    folder: Path, row: dict[str, str], article: str
) -> None:
    write(folder / "articles" / "other.txt", OTHER)
    with opened(folder) as library:
        bring_up_to_date(folder)
        assert library.bookmarks.load(readwise(**row)) == Loaded(added=1)
        kept = only(library)
        assert kept.bookmark.article == f"articles/{article}.txt"
        assert kept.state is State.EXACT
        assert library.bookmarks.load(readwise(**row)) == Loaded(known=1)


def test_a_passage_of_a_file_that_was_renamed_is_known_again(folder: Path) -> None:
    with opened(folder) as library:
        bring_up_to_date(folder)
        article = library.article(ARTICLE)
        library.bookmarks.add(article, Span(START, START + len(QUOTE)), note="mine")
        (folder / ARTICLE).rename(folder / "articles" / "renamed.txt")
        bring_up_to_date(folder)
        for format_ in FORMATS:
            written = library.bookmarks.export(format_)
            assert "renamed.txt" in written or format_ == "readwise"
            assert library.bookmarks.load(written) == Loaded(known=1)


def test_a_highlight_of_what_is_not_in_the_library_is_kept_with_all_that_is_said_of_it(folder: Path) -> None:
    text = readwise(highlight="Nobody.", url="https://e.example/x", note=".tag and so on", date="2024-05-01 10:00:00")
    with opened(folder) as library:
        assert library.bookmarks.load(text) == Loaded(added=1, unplaced=1)
        kept = only(library)
        assert kept.state is State.LOST
        bookmark = kept.bookmark
        assert (bookmark.article, bookmark.quote, bookmark.note) == ("https://e.example/x", "Nobody.", "and so on")
        assert (bookmark.tags, bookmark.created) == (("tag",), "2024-05-01T10:00:00Z")


def test_words_that_stand_anywhere_are_no_sign_of_an_article(folder: Path) -> None:
    with opened(folder) as library:
        assert library.bookmarks.load(readwise(highlight="mostly string", title="Some Book")) == Loaded(1, 0, 1)
        assert only(library).bookmark.article == "Some Book"


def test_an_annotation_of_a_page_on_the_web_is_of_the_article_that_was_there(folder: Path) -> None:
    write(folder / "articles" / "other.txt", OTHER)
    with opened(folder) as library:
        bring_up_to_date(folder)
        library.bookmarks.load(page(annotation(source="https://marquee.example/other-drawer#more")))
        assert only(library).bookmark.article == "articles/other.txt"


def test_the_same_highlight_with_two_notes_is_two_passages(folder: Path) -> None:
    rows = [["Highlight", "Title", "Note"], [QUOTE, "", "one"], [QUOTE, "", "two"], [QUOTE, "", "two"]]
    with opened(folder) as library:
        assert library.bookmarks.load(write_table(rows)) == Loaded(added=3)
        assert library.bookmarks.load(write_table(rows)) == Loaded(known=3)


@pytest.mark.parametrize("text", ["a,b\r\n1,2\r\n", "Highlight\r\n", "just words", '"'])
def test_what_is_no_table_of_highlights_brings_nothing_in(folder: Path, text: str) -> None:
    with opened(folder) as library:
        if text.startswith("Highlight"):
            assert library.bookmarks.load(text) == Loaded()
        else:
            with pytest.raises(UsageError, match="nothing can be brought in"):
                library.bookmarks.load(text)


@pytest.mark.parametrize(("format_", "said"), [("markdown", "for writing only"), ("word", "There is no format word")])
def test_from_other_formats_nothing_is_brought_in(folder: Path, format_: str, said: str) -> None:
    with opened(folder) as library, pytest.raises(UsageError, match=said):
        library.bookmarks.load("---", format_)


# Notes and tags


def test_notes_and_tags_can_be_changed_and_that_can_be_undone(folder: Path) -> None:
    with opened(folder) as library:
        library.bookmarks.load(page(annotation(bodyValue="mine")))
        kept = only(library)
        library.bookmarks.edit(kept.bookmark.id, tags=["home", "string", "home"])
        assert (only(library).bookmark.note, only(library).bookmark.tags) == ("mine", ("home", "string"))
        library.bookmarks.edit(kept.bookmark.id, note="")
        assert (only(library).bookmark.note, only(library).bookmark.tags) == ("", ("home", "string"))
        assert library.memory.undo() == f"note as before: “{QUOTE}”"
        assert library.memory.undo() == f"tags as before: “{QUOTE}”"
        assert only(library) == kept
        assert library.memory.redo() == f"tags changed: “{QUOTE}”"
        assert only(library).bookmark.tags == ("home", "string")


def test_to_change_nothing_is_no_change(folder: Path) -> None:
    with opened(folder) as library:
        library.bookmarks.load(page(annotation(bodyValue="mine")))
        library.bookmarks.edit(only(library).bookmark.id, note="mine")
        library.bookmarks.edit(only(library).bookmark.id)
        assert library.memory.undo() == "no longer kept: 1 passage brought in"


def test_a_passage_that_is_not_kept_has_no_note(folder: Path) -> None:
    with opened(folder) as library:
        library.bookmarks.load(page(annotation()))
        kept = only(library)
        library.bookmarks.remove(kept.bookmark.id)
        for name in (kept.bookmark.id, "nonsense"):
            with pytest.raises(NotFoundError):
                library.bookmarks.edit(name, note="mine")
