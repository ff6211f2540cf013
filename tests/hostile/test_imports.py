"""Files that passages are brought in from: made to break whoever reads them, and read all the same, or refused."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader import Library, ReaderError
from tui_reader.bookmarks import exchange
from tui_reader.bookmarks.exchange import Format
from tui_reader.errors import NotFoundError, UsageError
from tui_reader.library.exchanging import decode_passages, parse_passages, read_passages

TEXT = "One Headline\n\nThis is a story, in which somebody says something, and that is all that happens in it.\n"
ARTICLE = "articles/a.txt"
MILLION = 1_000_000


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "library" / "articles").mkdir(parents=True)
    (tmp_path / "library" / ARTICLE).write_text(TEXT)
    with closing(Library(tmp_path / "library")) as library:
        yield library


def annotated(source: object = ARTICLE, exact: object = "a story", **body: object) -> str:
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": "\ud800", "suffix": "\0" * 99}
    return json.dumps({"id": "\ud800", "target": {"source": source, "selector": selector}, "body": body})


HOSTILE = {
    "halves of characters": annotated("articles/\ud800\udcff.txt", "\udfff\ud800", purpose="tagging", value="\ud800"),
    "a control": annotated(exact="a story\0\x1b]0;owned\x07", value="\x1b[2J"),
    "a letter a million times": annotated(exact="a" * MILLION),
    "a note of a million letters": annotated(value="n" * MILLION),
    "a path of a million letters": annotated("articles/" + "a" * MILLION),
    "a path of a million steps": annotated("articles/" + "a/" * (MILLION // 2)),
    "lists in lists": "[" * MILLION,
    "objects in objects": '{"items":' * (MILLION // 10),
    "pages in pages": '{"items":[' * 900 + "]}" * 900,
    "selectors in selectors": json.dumps({"target": {"selector": {}}}).replace(
        "{}", '{"refinedBy":' * 500 + "1" + "}" * 500
    ),
    "a number of a million digits": '{"target":{"selector":{"type":"TextPositionSelector","start":0,"end":'
    + "9" * MILLION
    + "}}}",
    "numbers that are none": '{"target":[{"selector":{"type":"TextPositionSelector","start":-1e999,"end":NaN}}]}',
    "a million targets": '{"target":[' + "1," * MILLION + "1]}",
    "a million things": "[" + "1," * MILLION + "1]",
    "other types": '[{"target":{"source":[],"selector":[7,null,{"type":{},"exact":[]}]},"body":7,"id":{}}]',
    "a million commas": "highlight" + "," * MILLION + "\r\n" + "," * MILLION,
    "a million quotes": "highlight\r\n" + '"' * MILLION,
    "an odd number of quotes": "highlight\r\n" + '"' * (MILLION + 1),
    "a million rows": "highlight\r\n" + "\r\n" * MILLION,
    "a cell of a million letters": f'highlight,note\r\n"{"a" * MILLION}",=1+1\r\n',
    "tags of a million dots": "highlight,note\r\na story," + ".a " * (MILLION // 3) + "\r\n",
    "a million tags": 'highlight,tags\r\na story,"' + "a," * (MILLION // 2) + '"\r\n',
    "a number for a place": "highlight,location\r\na story," + "9" * MILLION + "\r\n",
    "nothing": "",
    "a mark": "\ufeff",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_brought_in_is_kept_or_refused_as_a_whole(library: Library, text: str) -> None:
    before = library.bookmarks.count()
    try:
        loaded = library.bookmarks.load(text)
    except ReaderError:
        assert library.bookmarks.count() == before
        assert library.memory.undo() is None
    else:
        assert library.bookmarks.count() == before + loaded.added
        assert len(library.bookmarks.all()) == before + loaded.added
        for format_ in Format:
            library.bookmarks.export(format_).encode()
        assert library.bookmarks.load(text).added == 0


def test_too_much_is_refused_and_nothing_of_it_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST_PASSAGES", 2)
    items = [json.loads(annotated(exact=word)) | {"id": word} for word in ("One", "story", "says")]
    for text in (json.dumps(items), "highlight\nOne\nstory\nsays\n"):
        with pytest.raises(UsageError, match="At most 2 passages"):
            library.bookmarks.load(text)
    monkeypatch.setattr(exchange, "MOST_TEXT", 10)
    with pytest.raises(UsageError, match="million characters"):
        library.bookmarks.load(json.dumps(items))
    assert library.bookmarks.all() == []


@given(st.sampled_from([Format.JSON, Format.CSV, Format.READWISE]), st.text(max_size=60))
def test_any_text_is_read_or_refused(format_: Format, text: str) -> None:
    try:
        parsed = parse_passages(text, format_)
    except UsageError:
        return
    assert len(parsed.passages) <= len(text)


NAMES = st.sampled_from("target selector source type exact start end body value purpose items first id created".split())
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(NAMES, values, max_size=5))
def test_any_json_is_read_or_refused(value: dict[str, object]) -> None:
    try:
        parsed = parse_passages(json.dumps(value), Format.JSON)
    except UsageError:
        return
    for each in parsed.passages:
        assert each.quote or each.span
        assert (each.quote + each.article + each.note + "".join(each.tags)).encode("utf-8", "surrogateescape")


@given(st.binary(max_size=60))
def test_any_bytes_are_a_text(content: bytes) -> None:
    assert isinstance(decode_passages(content), str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "highlights.csv"
    path.write_bytes("highlight\r\n“Beyoncé”\r\n".encode(encoding))
    assert read_passages(str(path)) == "highlight\r\n“Beyoncé”\r\n"


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(UsageError):
            read_passages(str(tmp_path / name))
    for name in ("nothing", "no\0thing", "pipe/x"):
        with pytest.raises(NotFoundError):
            read_passages(str(tmp_path / name))
