"""The logs of an index: what was noted last is known, what was cut off is not, and nobody else's file is written."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import IndexDamagedError, IndexTroubleError
from tui_reader.library import Library
from tui_reader.library.places import find_places
from tui_reader.library.progress import Progress
from tui_reader.library.update import is_up_to_date, open_folder, update_index
from tui_reader.search.engine.folder import Entry
from tui_reader.search.engine.log import SPARE, Log
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.parse import parse_query

LONG_AGO = 1_600_000_000
THREE = ["articles/0.txt", "articles/1.txt", "articles/2.txt"]
EVER = datetime(2001, 1, 1, tzinfo=UTC)


def put(root: Path, name: str, text: str) -> None:
    """Write an article that was not changed lately: such a one is not read again without need."""
    path = root / "articles" / name
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))


def update(root: Path) -> Progress:
    return list(update_index(find_places(root)))[-1]


def found(root: Path, query: str) -> list[str]:
    index = WhooshIndex(open_folder(find_places(root)))
    try:
        return sorted(hit.article for hit in index.search(parse_query(query), limit=100).hits)
    finally:
        index.close()


def lines_of(path: Path) -> list[list[object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log with nothing in it."""
    log = Log(tmp_path / "log")
    log.replace({})
    return log


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of three articles, with an index."""
    (tmp_path / "articles").mkdir()
    for number in range(3):
        put(tmp_path, f"{number}.txt", f"Title {number}\n\nVance came to the gala.\n")
    update(tmp_path)
    return tmp_path


# What is noted


def test_what_was_noted_last_is_known(log: Log) -> None:
    log.note({"a": (1,), "b": (2, "x")})
    log.note({"a": (3,)}, ["b"])
    log.note({"c": (None,)})
    assert log.read() == {"a": [3], "c": [None]}


NAMES = st.text(min_size=1, max_size=5)
KNOWN = st.dictionaries(NAMES, st.tuples(st.integers() | st.none()))


@given(changes=st.lists(st.tuples(KNOWN, st.lists(NAMES))))
def test_a_log_knows_what_a_dictionary_would(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[dict[str, tuple[int | None]], list[str]]]
) -> None:
    log = Log(tmp_path_factory.mktemp("any") / "log")
    log.replace({})
    known: dict[str, tuple[int | None]] = {}
    for noted, gone in changes:
        log.note(noted, gone)
        known = {name: value for name, value in (known | noted).items() if name not in gone}
    assert log.read() == {name: list(value) for name, value in known.items()}


def test_names_that_are_not_utf8_are_known(log: Log) -> None:
    log.note({"caf\udce9\n\u2028": (1,)})
    assert log.read() == {"caf\udce9\n\u2028": [1]}


def test_nothing_to_note_writes_nothing(log: Log, tmp_path: Path) -> None:
    before = (tmp_path / "log").stat().st_mtime_ns
    log.note({}, [])
    assert (tmp_path / "log").stat().st_mtime_ns == before


def test_of_a_line_that_was_cut_off_nothing_is_believed_and_the_next_takes_its_place(tmp_path: Path, log: Log) -> None:
    log.note({"a": (1,)})
    whole = (tmp_path / "log").read_bytes()
    log.note({"b": (2,)})
    two = (tmp_path / "log").read_bytes()
    for end in range(len(whole), len(two)):
        (tmp_path / "log").write_bytes(two[:end])
        assert log.read() == {"a": [1]}
        log.note({"c": (3,)})
        assert log.read() == {"a": [1], "c": [3]}


def test_a_cut_off_line_may_be_long_and_the_only_one(tmp_path: Path, log: Log) -> None:
    (tmp_path / "log").write_bytes(b"\0" * 200_000)
    assert log.read() == {}
    log.note({"a": (1,)})
    assert log.read() == {"a": [1]}


def test_a_log_in_which_most_is_out_of_date_is_overgrown_until_it_is_replaced(log: Log) -> None:
    for number in range(3):
        log.note({str(name): (number,) for name in range(SPARE)})
    assert not log.is_overgrown(SPARE)
    log.note({"x": (0,)})
    assert log.is_overgrown(SPARE)
    assert Log(Path("nowhere")).is_overgrown(0) is False
    known = log.read()
    assert known is not None
    log.replace(known)
    assert not log.is_overgrown(SPARE)
    assert log.read() == known


def test_a_log_that_is_not_there_is_neither_read_nor_written(tmp_path: Path) -> None:
    assert Log(tmp_path / "log").read() is None
    with pytest.raises(IndexDamagedError):
        Log(tmp_path / "log").note({"a": (1,)})
    assert not (tmp_path / "log").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_log_that_may_not_be_written_is_trouble_and_no_damage(tmp_path: Path, log: Log) -> None:
    (tmp_path / "log").chmod(0o400)
    with pytest.raises(IndexTroubleError) as caught:
        log.note({"a": (1,)})
    assert not isinstance(caught.value, IndexDamagedError)


@pytest.mark.parametrize("kind", ["link", "second name", "pipe", "folder"])
def test_what_is_not_a_file_of_the_logs_own_is_never_written(tmp_path: Path, log: Log, kind: str) -> None:
    """Somebody may have made an index in which a log is another name of one of the reader's files."""
    precious, path = tmp_path / "precious", tmp_path / "log"
    precious.write_text("precious")
    path.unlink()
    if kind == "link":
        path.symlink_to(precious)
    elif kind == "second name":
        path.hardlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(IndexDamagedError):
        log.note({"a": (1,)})
    log.replace({"b": (2,)})
    assert precious.read_text() == "precious"
    assert log.read() == {"b": [2]}


# The manifest


def test_one_changed_article_adds_a_few_lines_to_the_manifest(root: Path) -> None:
    manifest = root / "index" / "manifest.jsonl"
    before = manifest.read_bytes()
    put(root, "1.txt", "Another title\n\nHollis came to the gala.\n")
    update(root)
    after = manifest.read_bytes()
    assert after.startswith(before)
    assert {line[0] for line in lines_of(manifest)[len(before.splitlines()) :]} == {"articles/1.txt"}


def test_a_manifest_that_says_everything_many_times_is_written_anew(root: Path) -> None:
    folder = open_folder(find_places(root))
    known = folder.read_manifest()
    for _ in range(SPARE):
        folder.note(known)
    put(root, "3.txt", "Title\n\nHollis.\n")
    update(root)
    assert len(lines_of(root / "index" / "manifest.jsonl")) == 4
    assert is_up_to_date(find_places(root))


def test_what_was_in_doubt_when_an_update_was_killed_is_read_again(root: Path) -> None:
    folder = open_folder(find_places(root))
    known = folder.read_manifest()
    folder.note({path: entry._replace(mtime_ns=-1, content_hash="") for path, entry in known.items()})
    assert not is_up_to_date(find_places(root))
    (root / "articles" / "0.txt").unlink()
    update(root)
    assert found(root, "vance") == THREE[1:]
    assert open_folder(find_places(root)).read_manifest() == {path: known[path] for path in THREE[1:]}


@pytest.mark.parametrize(
    "line",
    [
        *("", "{", "[" * 100_000, "null", "[]", "5", '"x"', "{}", '{"articles/0.txt": []}', "[null]", "[[]]", "[5]"),
        *('["articles/0.txt", null]', '["articles/0.txt", 1]', '["articles/0.txt", 1, 2, 3, "", false, null, null, 1]'),
        '["articles/0.txt", "x", null, [], ""]',
        '["articles/0.txt", 1, 1, 1, "", 0]',
        '["articles/0.txt", 1, 1, 1, "", false, 5, 5]',
        '["\\ud800", 1, 1, 1, ""]',
        '["../../etc/passwd", 1, 1, 1, ""]',
        "\udcff",
    ],
    ids=lambda text: text[:60],
)
def test_a_damaged_manifest_is_healed_by_the_next_update(root: Path, line: str) -> None:
    with (root / "index" / "manifest.jsonl").open("ab") as manifest:
        manifest.write(os.fsencode(line) + b"\n")
    update(root)
    assert found(root, "vance") == THREE
    assert is_up_to_date(find_places(root))


@pytest.mark.parametrize("kind", ["missing", "link", "pipe", "second name"])
def test_a_manifest_that_is_no_file_is_made_anew(
    root: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    manifest = root / "index" / "manifest.jsonl"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "manifest.jsonl"
    manifest.unlink()
    elsewhere.write_text("")
    if kind == "link":
        manifest.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(manifest)
    elif kind == "second name":
        manifest.hardlink_to(elsewhere)
    update(root)
    assert is_up_to_date(find_places(root))
    assert not manifest.is_symlink()
    assert elsewhere.read_text() == ""


def test_an_entry_says_the_same_after_it_was_written(root: Path) -> None:
    folder = open_folder(find_places(root))
    entry = Entry(1, -1, 2**64, "ab", named=True, dated="2021-01-01", problem="it is empty")
    folder.note({"x": entry})
    assert open_folder(find_places(root)).read_manifest()["x"] == entry


# When articles were seen first


def test_one_new_article_adds_one_line_to_what_was_seen(root: Path) -> None:
    before = lines_of(root / "index" / "seen.jsonl")
    put(root, "3.txt", "Title\n\nHollis.\n")
    update(root)
    (root / "articles" / "1.txt").unlink()
    update(root)
    after = lines_of(root / "index" / "seen.jsonl")
    assert after[:3] == before == [[path, 0.0] for path in THREE]
    assert [line[0] for line in after[3:]] == ["articles/3.txt", "articles/1.txt"]
    assert set(open_folder(find_places(root)).read_seen() or {}) == {*THREE, "articles/3.txt"} - {"articles/1.txt"}


@pytest.mark.parametrize(
    "content",
    [
        *("{", "[" * 100_000, "null", "[]", "5", "{}", '["articles/0.txt", "x"]', '["\\ud800", 1]', '["a", 1e999]'),
        *('["articles/0.txt", 1, 2]', '["articles/0.txt", null]', "[[1], 2]", "folder", "second name"),
    ],
    ids=lambda text: text[:60],
)
def test_what_somebody_tampered_with_is_healed_by_the_next_update(root: Path, content: str) -> None:
    seen, precious = root / "index" / "seen.jsonl", root / "precious"
    precious.write_text("")
    if content == "second name":
        seen.unlink()
        seen.hardlink_to(precious)
    elif content == "folder":
        seen.unlink()
        (seen / "deep").mkdir(parents=True)
    else:
        with seen.open("a") as file:
            file.write(content + "\n")
    library = Library(root)
    library.added_since(EVER)
    for name in ("3.txt", "4.txt"):
        put(root, name, "Title\n\nHollis came.\n")
        update(root)
    new = library.added_since(EVER)
    assert set(new) <= {f"articles/{n}.txt" for n in range(5)} | {"a"}
    assert new[0] == "articles/4.txt"
    assert is_up_to_date(find_places(root))
    assert precious.read_text() == ""
