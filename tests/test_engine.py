"""The engine's files: what is damaged is noticed and made anew, and what is hostile stays without effect.

An index may have come with a folder of articles from anywhere, so nothing in it is believed. What an index answers is
in `test_search_index.py`.
"""

import gc
import json
import os
import pickle
import pickletools
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec

from tui_reader.errors import IndexBusyError, IndexDamagedError, IndexTroubleError
from tui_reader.library import Library
from tui_reader.library.places import find_places
from tui_reader.library.progress import Progress
from tui_reader.library.update import is_up_to_date, open_folder, update_index
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.postings import parse_postings
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.index import Sort
from tui_reader.search.parse import parse_query

QUERIES = ["vance", '"the gala"', "kar*", "name:kim", "-gala", "date:2021", "title:title OR source:desk", ""]
LONG_AGO = 1_600_000_000


def put(root: Path, name: str, text: str) -> Path:
    """Write an article that was not changed lately: such a one is not read again without need."""
    path = root / "articles" / name
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def update(root: Path, *, rebuild: bool = False) -> Progress:
    return list(update_index(find_places(root), rebuild=rebuild))[-1]


def found(root: Path, query: str) -> list[str]:
    index = WhooshIndex(open_folder(find_places(root)))
    try:
        return sorted(hit.article for hit in index.search(parse_query(query), limit=100).hits)
    finally:
        index.close()


def whoosh_file(root: Path, ending: str) -> Path:
    """The one file of Whoosh's whose name ends like this."""
    (path,) = (root / "index" / "whoosh").glob(f"*{ending}")
    return path


def search_everything(folder: IndexFolder) -> None:
    """Open an index, and read all of it."""
    index = WhooshIndex(folder)
    try:
        index.count()
        for query in QUERIES:
            for sort in Sort:
                index.search(parse_query(query), limit=100, sort=sort)
        index.search(parse_query("k", typing=True), limit=100)
    finally:
        index.close()


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three articles, with an index of one segment."""
    root = tmp_path_factory.mktemp("built")
    (root / "articles").mkdir()
    for number in range(3):
        front = f"---\nsource: The Desk\ndate: 2021-02-0{number + 1}\n---\n"
        body = f"Kim Kardashian told Vance about the gala number{number}. Kim Kardashian then left for the gala.\n"
        put(root, f"{number}.txt", f"{front}\nTitle {number}\n\n{body}")
    update(root)
    return root


@pytest.fixture
def root(built_once: Path, tmp_path: Path) -> Path:
    """A library of three articles, with an index of one segment, of one's own."""
    return shutil.copytree(built_once, tmp_path, dirs_exist_ok=True)


THREE = ["articles/0.txt", "articles/1.txt", "articles/2.txt"]


def test_a_whole_index_is_searched_without_complaint(root: Path) -> None:
    search_everything(open_folder(find_places(root)))
    assert found(root, "vance") == THREE


# The stamp


@pytest.mark.parametrize(
    "stamp", ["", "{", "[]", "{}", "null", '{"schema": -1, "mentions": 1}', "[" * 100_000, "\udcff"], ids=repr
)
def test_an_index_with_another_stamp_is_not_opened_and_made_anew(root: Path, stamp: str) -> None:
    (root / "index" / "stamp.json").write_bytes(os.fsencode(stamp))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    update(root)
    assert found(root, "vance") == THREE


def test_an_index_of_another_extractor_of_names_is_not_opened(root: Path) -> None:
    current = json.loads((root / "index" / "stamp.json").read_text())
    with pytest.raises(IndexDamagedError):
        IndexFolder(root / "index", mentions_version=current["mentions"] + 1).open()


@pytest.mark.parametrize("kind", ["missing", "link", "pipe", "folder"])
def test_a_stamp_that_is_no_file_is_no_stamp(root: Path, tmp_path_factory: pytest.TempPathFactory, kind: str) -> None:
    stamp = root / "index" / "stamp.json"
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "stamp.json"
    stamp.rename(elsewhere)
    if kind == "link":
        stamp.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(stamp)
    elif kind == "folder":
        stamp.mkdir()
    assert not open_folder(find_places(root)).is_current()


def test_a_folder_without_an_index_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        WhooshIndex(IndexFolder(tmp_path / "index", mentions_version=1))
    assert not (tmp_path / "index").exists()


# Damage

Damage = Callable[[bytes], bytes]


def garbled(data: bytes) -> bytes:
    return random.Random(1).randbytes(len(data))


DAMAGES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "one byte": lambda data: data[:1],
    "half": lambda data: data[: len(data) // 2],
    "all but one byte": lambda data: data[:-1],
    "zeros": lambda data: bytes(len(data)),
    "garbage": garbled,
}
PARTS = [".toc", ".arrays", ".texts", ".pst", ".trm", "._stored.col", "._body_len.col"]

Test = TypeVar("Test", bound=Callable[..., None])


def may_leave_files_open(test: Test) -> Test:
    """Whoosh leaves open what it fails to read: let the garbage collector complain here, and not in a later test."""
    ignored = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
    return cast(Test, ignored(pytest.mark.usefixtures("_collected")(test)))


@pytest.fixture
def _collected() -> Iterator[None]:
    gc.freeze()  # so that only what the test leaves is looked through
    yield
    gc.collect()


@may_leave_files_open
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", PARTS)
def test_damage_is_told_as_damage_and_a_rebuild_heals_it(root: Path, part: str, damage: str) -> None:
    path = whoosh_file(root, part)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with suppress(IndexDamagedError):  # and nothing else; some damage is not noticed, or not met by any query
        search_everything(open_folder(find_places(root)))
    update(root, rebuild=True)
    search_everything(open_folder(find_places(root)))
    assert found(root, "vance") == THREE


@may_leave_files_open
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_toc_is_healed_by_the_next_update(root: Path, damage: str) -> None:
    path = whoosh_file(root, ".toc")
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    update(root)
    assert found(root, "vance") == THREE


@may_leave_files_open
@pytest.mark.parametrize("damage", ["empty", "half", "garbage"])
def test_a_damaged_list_of_terms_is_healed_by_the_next_update(root: Path, damage: str) -> None:
    path = whoosh_file(root, ".arrays")
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    update(root)
    assert found(root, "vance") == THREE


@may_leave_files_open
@pytest.mark.parametrize("part", [".toc", ".arrays", ".texts", ".pst"])
def test_a_missing_file_is_healed_by_the_next_update(root: Path, part: str) -> None:
    whoosh_file(root, part).unlink()
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    update(root)
    assert found(root, "vance") == THREE


@may_leave_files_open
def test_what_only_stock_whoosh_reads_is_not_missed_by_a_search_and_healed_all_the_same(root: Path) -> None:
    whoosh_file(root, ".trm").unlink()
    assert found(root, "vance") == THREE
    put(root, "3.txt", "Title 3\n\nVance again.\n")
    update(root)
    assert found(root, "vance") == [*THREE, "articles/3.txt"]
    assert len(list((root / "index" / "whoosh").glob("*.trm"))) == len(list((root / "index" / "whoosh").glob("*.pst")))


@may_leave_files_open
def test_a_missing_folder_is_healed_by_the_next_update(root: Path) -> None:
    (root / "index" / "whoosh").rename(root / "index" / "gone")
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    update(root)
    assert found(root, "vance") == THREE


@may_leave_files_open
def test_no_flipped_byte_is_told_as_anything_but_damage(root: Path) -> None:
    """A flipped byte may go unnoticed, since Whoosh has no checksums; but it is damage or nothing."""
    chance = random.Random(2021)
    folder = open_folder(find_places(root))
    noticed = 0
    for part in PARTS:
        path = whoosh_file(root, part)
        whole = path.read_bytes()
        for _ in range(12):
            flipped = bytearray(whole)
            for _ in range(chance.choice([1, 1, 8])):
                flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            try:
                search_everything(folder)
            except IndexDamagedError:
                noticed += 1
        path.write_bytes(whole)
    assert noticed
    search_everything(folder)


@may_leave_files_open
def test_damage_that_comes_while_the_index_is_open_is_told_as_damage(root: Path) -> None:
    index = WhooshIndex(open_folder(find_places(root)))
    assert index.search(parse_query("vance"), limit=10).total == 3
    whoosh_file(root, ".toc").with_name("_MAIN_999.toc").write_bytes(b"garbage")
    with pytest.raises(IndexDamagedError):
        index.search(parse_query("vance"), limit=10)
    with pytest.raises(IndexDamagedError):
        index.count()
    index.close()


# The lock

HOLD_LOCK = """
import sys
from pathlib import Path
from tui_reader.search.engine.folder import IndexFolder
with IndexFolder(Path(sys.argv[1]), mentions_version=1).locked():
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held_elsewhere(root: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that holds the lock of the library's index until its input ends."""
    command = [sys.executable, "-c", HOLD_LOCK, str(root / "index")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        yield holder
        holder.kill()


def test_only_one_process_writes_at_a_time(root: Path, held_elsewhere: "subprocess.Popen[bytes]") -> None:
    with pytest.raises(IndexBusyError), open_folder(find_places(root)).locked():
        pytest.fail("two processes held the lock")
    held_elsewhere.communicate(b"")
    with open_folder(find_places(root)).locked():
        pass


def test_an_index_that_is_being_written_can_be_read(root: Path, held_elsewhere: "subprocess.Popen[bytes]") -> None:
    assert found(root, "vance") == THREE
    assert held_elsewhere.poll() is None


def test_a_process_that_is_killed_holds_no_lock(root: Path, held_elsewhere: "subprocess.Popen[bytes]") -> None:
    held_elsewhere.kill()
    held_elsewhere.wait()
    put(root, "3.txt", "Title\n\nVance again.\n")
    assert update(root).added == 1


def test_the_lock_is_given_back_after_an_error(root: Path) -> None:
    folder = open_folder(find_places(root))
    with pytest.raises(ZeroDivisionError), folder.locked():
        raise ZeroDivisionError
    with folder.locked():
        pass


def test_a_folder_that_cannot_be_made_is_index_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexTroubleError), IndexFolder(tmp_path / "file" / "index", mentions_version=1).locked():
        pytest.fail("there is no such folder")


# Links


def test_a_lock_that_is_a_link_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").write_text("precious")
    lock = root / "index" / "lock"
    for target in (elsewhere / "file", elsewhere / "not there yet"):
        lock.unlink()
        lock.symlink_to(target)
        with pytest.raises(IndexTroubleError):
            update(root)
    assert [path.name for path in elsewhere.iterdir()] == ["file"]
    assert (elsewhere / "file").read_text() == "precious"


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_link_in_place_of_whooshs_folder_is_replaced(
    root: Path, tmp_path_factory: pytest.TempPathFactory, rebuild: bool
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").write_text("precious")
    whoosh = root / "index" / "whoosh"
    whoosh.rename(root / "index" / "old")
    whoosh.symlink_to(elsewhere)
    update(root, rebuild=rebuild)
    assert not whoosh.is_symlink()
    assert [path.name for path in elsewhere.iterdir()] == ["file"]
    assert found(root, "vance") == THREE


@pytest.mark.parametrize("name", ["stamp.json", "manifest.jsonl", "seen.jsonl"])
def test_a_file_that_is_a_link_is_replaced_and_not_written_through(
    root: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / name
    elsewhere.write_text("precious")
    (root / "index" / name).unlink()
    (root / "index" / name).symlink_to(elsewhere)
    put(root, "3.txt", "Title\n\nVance again.\n")
    update(root)
    assert elsewhere.read_text() == "precious"
    assert not (root / "index" / name).is_symlink()


def test_a_rebuild_follows_no_link_within_whooshs_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "file").write_text("precious")
    (root / "index" / "whoosh" / "MAIN.tmp").symlink_to(elsewhere)
    update(root, rebuild=True)
    assert (elsewhere / "file").read_text() == "precious"


def test_an_index_is_readable_by_its_owner_only(root: Path) -> None:
    assert (root / "index").stat().st_mode & 0o077 == 0


# Names


def test_names_that_are_not_utf8_work_from_end_to_end(root: Path) -> None:
    path = os.fsencode(root / "articles") + b"/caf\xe9 \xff.txt"
    Path(os.fsdecode(path)).write_text("Hollis\n\nHollis said nothing.\n")
    os.utime(path, (LONG_AGO, LONG_AGO))
    name = "articles/caf\udce9 \udcff.txt"
    assert update(root).added == 1
    assert found(root, "hollis") == [name]
    library = Library(root)
    assert library.article(library.search("hollis").hits[0].article).title == "Hollis"
    library.close()
    assert is_up_to_date(find_places(root))
    Path(os.fsdecode(path)).unlink()
    assert update(root).removed == 1
    assert found(root, "hollis") == []


# Hostile pickles


def text(words: str) -> bytes:
    return b"X" + struct.pack("<I", len(words.encode())) + words.encode()


def short_text(words: str) -> bytes:
    return b"\x8c" + bytes([len(words)]) + words.encode()


def values(*arguments: object) -> bytes:
    """The opcodes that put a tuple of arguments on the stack."""
    return pickle.dumps(arguments, 2)[2:-1]


def called(module: str, name: str, *arguments: object) -> bytes:
    return b"\x80\x02" + f"c{module}\n{name}\n".encode() + values(*arguments) + b"R."


def stack_global(module: str, name: str, *arguments: object) -> bytes:
    return b"\x80\x04" + short_text(module) + short_text(name) + b"\x93" + values(*arguments) + b"R."


def hostile_pickles(marker: str) -> dict[str, bytes]:
    """Pickles that would make the file `marker`, or reach for what could."""
    shell = f"touch {marker}"
    python = f"open({marker!r}, 'w')"
    segment = b"\x80\x02cwhoosh.codec.whoosh3\nW3Segment\n)\x81"
    return {
        "os.system": called("os", "system", shell),
        "posix.system": called("posix", "system", shell),
        "os.open": called("os", "open", marker, os.O_CREAT),
        "subprocess.Popen": called("subprocess", "Popen", ["touch", marker]),
        "eval": called("builtins", "eval", python),
        "exec": called("builtins", "exec", python),
        "eval of Python 2": called("__builtin__", "eval", python),
        "open": called("builtins", "open", marker, "w"),
        "__import__": called("builtins", "__import__", "os"),
        "getattr": called("builtins", "getattr", "", "__class__"),
        "attrgetter": called("operator", "attrgetter", "__class__"),
        "methodcaller": called("operator", "methodcaller", "upper"),
        "import_module": called("importlib", "import_module", "os"),
        "partial": called("functools", "partial", print),
        "runpy": called("runpy", "run_path", marker),
        "pathlib": called("pathlib", "Path.touch", Path(marker)),
        "pickle in a pickle": called("pickle", "loads", called("os", "system", shell)),
        "another codec": called("_codecs", "encode", "x", "rot13"),
        "decoding": called("_codecs", "decode", b"x", "unicode_escape"),
        "stack global": stack_global("os", "system", shell),
        "dotted name": stack_global("whoosh.codec.whoosh3", "W3Codec.__init__.__globals__"),
        "dotted name from an admitted module": stack_global("builtins", "int.from_bytes", b"1", "big"),
        "a module's own import": stack_global("whoosh.codec.whoosh3", "base.os.system", shell),
        "INST": b"(" + f"S{shell!r}\nios\nsystem\n.".encode(),
        "OBJ": b"(cos\nsystem\n" + f"S{shell!r}\no.".encode(),
        "NEWOBJ": b"\x80\x02csubprocess\nPopen\n" + values(["touch", marker]) + b"\x81.",
        "NEWOBJ_EX": b"\x80\x04csubprocess\nPopen\n" + values(["touch", marker]) + b"}\x92.",
        "in an admitted class": b"\x80\x02ccollections\ndefaultdict\ncos\nsystem\n\x85R.",
        "in the state of a segment": segment + b"}" + text("codec") + b"cos\nsystem\nsb.",
        "in a list of segments": b"\x80\x02]" + segment[2:] + b"acos\nsystem\n" + values(shell) + b"Ra.",
        "after harmless things": b"\x80\x02]K\x01a0cos\nsystem\n" + values(shell) + b"R.",
        "under a mark": b"\x80\x02((cos\nsystem\n" + values(shell) + b"R" + b"tt.",
    }


NAMES = list(hostile_pickles(""))


def spliced_toc(toc: bytes, *, schema: bytes | None = None, segments: bytes | None = None) -> bytes:
    """A table of contents with other pickles in it: after the head, a length, the schema, two numbers, the segments."""
    start, length = schema_in(toc)
    head = toc[: start - len(varint(length))]
    numbers = toc[start + length :][:8]
    schema = schema if schema is not None else toc[start : start + length]
    return head + varint(len(schema)) + schema + numbers + (segments if segments is not None else segments_of(toc))


def schema_in(toc: bytes) -> tuple[int, int]:
    """Where the pickle of the schema begins in a table of contents, and how long it is."""
    start = toc.index(b"\x80\x02")
    return start, max(at for _, _, at in pickletools.genops(toc[start:]) if at is not None) + 1


def segments_of(toc: bytes) -> bytes:
    """The pickle of the segments in a table of contents."""
    start, length = schema_in(toc)
    return toc[start + length + 8 :]


def varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= 0x80:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "executed"


def test_a_toc_can_be_taken_apart_and_put_together(root: Path) -> None:
    """Otherwise the tests below would prove nothing."""
    toc = whoosh_file(root, ".toc").read_bytes()
    assert spliced_toc(toc) == toc
    assert pickle.loads(spliced_toc(toc, segments=pickle.dumps("here"))[-len(pickle.dumps("here")) :]) == "here"


@pytest.mark.parametrize("name", ["os.system", "INST", "OBJ", "stack global", "under a mark"])
def test_a_hostile_pickle_would_run_if_it_were_let(marker: Path, name: str) -> None:
    """Otherwise the tests below would prove nothing."""
    pickle.loads(hostile_pickles(str(marker))[name])
    assert marker.exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_schema_is_never_read(root: Path, marker: Path, name: str) -> None:
    toc = whoosh_file(root, ".toc")
    toc.write_bytes(spliced_toc(toc.read_bytes(), schema=hostile_pickles(str(marker))[name]))
    assert found(root, "vance") == THREE
    assert not marker.exists()


@may_leave_files_open
@pytest.mark.parametrize("name", NAMES)
def test_hostile_segments_are_damage(root: Path, marker: Path, name: str) -> None:
    toc = whoosh_file(root, ".toc")
    toc.write_bytes(spliced_toc(toc.read_bytes(), segments=hostile_pickles(str(marker))[name]))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    assert not marker.exists()


LOADERS = [
    ("whoosh.codec.whoosh3", "loads"),
    ("whoosh.columns", "loads"),
    ("whoosh.formats", "loads"),
    ("whoosh.index", "pickle.loads"),
]


@pytest.mark.parametrize(("module", "name_of_loader"), LOADERS)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_postings_and_stored_fields_are_damage(
    marker: Path, module: str, name_of_loader: str, name: str
) -> None:
    load: Any = import_module(module)
    for part in name_of_loader.split("."):
        load = getattr(load, part)
    with pytest.raises(IndexDamagedError):
        load(hostile_pickles(str(marker))[name])
    assert not marker.exists()


@may_leave_files_open
@pytest.mark.parametrize(
    "segments",
    [b"\x80\x02\x82\x01.", b"Pos.system\n.", b"\x80\x02X\x01\x00\x00\x00xQ.", b"(" * 100_000, b"\x80\x02L1L\n.", b""],
    ids=["extension", "persistent name", "persistent id", "endless marks", "a number", "nothing"],
)
def test_segments_that_are_no_segments_are_damage(root: Path, segments: bytes) -> None:
    toc = whoosh_file(root, ".toc")
    toc.write_bytes(spliced_toc(toc.read_bytes(), segments=segments))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))


DEEP = b"\x80\x02}" + b")" + b"\x85" * 400_000 + b"Ns."
"""A dictionary whose key is a tuple in a tuple, and so on: to hash it would end the process."""


@may_leave_files_open
def test_segments_nested_too_deeply_are_damage(root: Path) -> None:
    toc = whoosh_file(root, ".toc")
    toc.write_bytes(spliced_toc(toc.read_bytes(), segments=DEEP))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))


@pytest.mark.parametrize(("module", "name_of_loader"), LOADERS)
def test_postings_nested_too_deeply_are_damage(module: str, name_of_loader: str) -> None:
    load: Any = import_module(module)
    for part in name_of_loader.split("."):
        load = getattr(load, part)
    with pytest.raises(IndexDamagedError):
        load(DEEP)


def _renamed(segment: Any) -> None:
    segment.segid = "../../elsewhere"


def _of_another_index(segment: Any) -> None:
    segment.indexname = "../x"


def _with_another_codec(segment: Any) -> None:
    segment._codec = None


def _with_more(segment: Any) -> None:
    segment.segment_filename = "x"


@may_leave_files_open
@pytest.mark.parametrize("change", [_renamed, _of_another_index, _with_another_codec, _with_more])
def test_a_segment_that_whoosh_did_not_make_is_damage(root: Path, change: Callable[[Any], None]) -> None:
    toc = whoosh_file(root, ".toc")
    content = toc.read_bytes()
    segments = pickle.loads(segments_of(content))
    change(segments[0])
    toc.write_bytes(spliced_toc(content, segments=pickle.dumps(segments, 2)))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))


@may_leave_files_open
def test_segments_that_change_a_class_of_whooshs_are_damage(root: Path) -> None:
    toc = whoosh_file(root, ".toc")
    change = b"\x80\x02cwhoosh.codec.whoosh3\nW3Codec\n}" + text("POSTS_EXT") + text("/../../x") + b"sb."
    toc.write_bytes(spliced_toc(toc.read_bytes(), segments=change))
    with pytest.raises(IndexDamagedError):
        WhooshIndex(open_folder(find_places(root)))
    assert W3Codec.POSTS_EXT == ".pst"


@may_leave_files_open
def test_an_update_replaces_a_hostile_index_without_running_it(root: Path, marker: Path) -> None:
    toc = whoosh_file(root, ".toc")
    toc.write_bytes(spliced_toc(toc.read_bytes(), segments=hostile_pickles(str(marker))["os.system"]))
    update(root)
    assert found(root, "vance") == THREE
    assert not marker.exists()


class Hostile:
    """Becomes a call of `os.system` when it is pickled by whoever makes a hostile index."""

    def __init__(self, command: str) -> None:
        self._command = command

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (self._command,)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["what describes a block", "the block"])
def test_hostile_postings_are_damage(marker: Path, name: str, place: str) -> None:
    hostile = hostile_pickles(str(marker))[name]
    block = hostile if place == "what describes a block" else pickle.dumps((1, 0, 1.0, 0, 1, 1), 2) + hostile
    with pytest.raises(IndexDamagedError):
        parse_postings(b"W3Bl" + struct.pack("!i", -len(block)) + block, 3)
    assert not marker.exists()


@given(st.binary(max_size=200))
def test_no_posting_list_is_told_as_anything_but_damage(data: bytes) -> None:
    with suppress(IndexDamagedError):
        parse_postings(b"W3Bl" + data, 3)


@may_leave_files_open
def test_a_segment_that_another_program_wrote_is_damage(root: Path, marker: Path) -> None:
    """Stock Whoosh can add to the index; what it adds has no files of ours, and the index is made anew."""
    folder = open_folder(find_places(root))
    with folder.locked():
        writer = folder.open().writer(compound=False)
        writer.add_document(key="articles/x.txt", body="vance", _stored_key=Hostile(f"touch {marker}"))
        writer.commit(merge=False)
    with pytest.raises(IndexDamagedError):
        WhooshIndex(folder)
    update(root)
    assert found(root, "vance") == THREE
    assert not marker.exists()
