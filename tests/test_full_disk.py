"""A disk without room, and a folder that may only be read: it is said, nothing is lost, and all works again afterwards.

A full disk is one of a megabyte in memory, in a namespace of its own; where the system does not let us have one, a
process that may write no file beyond some size stands in for it.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from tui_reader import Library
from tui_reader.article import Span
from tui_reader.errors import StoreError

ARTICLE = "articles/drawer.txt"
TEXT = "The Drawer\n\nNell Oakshott keeps a drawer of her own. She says where each piece came from.\n"
QUOTE = Span(TEXT.index("She"), TEXT.index("\n", 20))
ROOT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    (root / "articles").mkdir(parents=True)
    (root / ARTICLE).write_text(TEXT)
    os.utime(root / ARTICLE, (1_600_000_000, 1_600_000_000))
    return root


def notes(root: Path) -> list[str]:
    with closing(Library(root)) as library:
        return [kept.bookmark.note[:10] for kept in library.bookmarks.all()][::-1]


def test_where_a_file_may_not_grow_nothing_is_lost_and_all_goes_on_later(root: Path) -> None:
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(Library(root)) as library:
        article = library.article(ARTICLE)
        kept = library.bookmarks.add(article, QUOTE, note="first")
        before = (root / "reader.db").read_bytes()
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), hard))
        try:
            for _ in range(3):
                with pytest.raises(StoreError, match=r"reader\.db cannot be used: .*(no room|disk is full)"):
                    library.bookmarks.add(article, QUOTE, note="second" * 10_000)
                assert library.bookmarks.all() == [kept]
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        assert (root / "reader.db").read_bytes() == before
        assert library.memory.undo() is not None
        assert library.memory.redo() is not None
        library.bookmarks.add(article, QUOTE, note="third")
    assert notes(root) == ["first", "third"]


# On a disk that is full

SCRIPT = """
import os, shutil, sys
from contextlib import closing
from pathlib import Path
from tests.test_full_disk import ARTICLE, QUOTE, TEXT
from tui_reader import Library
from tui_reader.errors import IndexTroubleError, StoreError
from tui_reader.library import Correction
from tui_reader.library.update import update_index

root = Path(sys.argv[1]) / "library"
shutil.copytree(sys.argv[2], root)
ballast = root.parent / "ballast"
LATER = {f"articles/{number}.txt": TEXT.replace("Nell", f"Nell{number}") for number in range(40)}


def fill_up():
    with open(ballast, "wb", buffering=0) as file:
        for size in (65536, 512, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass


def refused(does, error=StoreError):
    try:
        does()
    except error as refusal:
        print(refusal)
    else:
        raise AssertionError("it was done all the same")


def update():
    for _ in update_index(library.places):
        pass


with closing(Library(root)) as library:
    article = library.article(ARTICLE)
    update()
    for name, text in LATER.items():
        (root / name).write_text(text)
        os.utime(root / name, (1_600_000_000, 1_600_000_000))  # what was just written is looked at again
    library.bookmarks.add(article, QUOTE, note="first")
    exported = library.bookmarks.export().replace("first", "brought").replace("bookmark:", "bookmark:00")
    fill_up()
    state = library.bookmarks.all()
    refused(lambda: library.bookmarks.add(article, QUOTE, note="second" * 1000))
    refused(lambda: library.bookmarks.load(exported))
    refused(lambda: library.bookmarks.edit(state[0].bookmark.id, note="other" * 1000))
    refused(lambda: library.corrections.add(Correction("person:nell-oakshott", "rename", "Nell" * 50)))
    refused(lambda: library.memory.keep_position(ARTICLE, "The Drawer", 3, 0.5))
    refused(update, IndexTroubleError)
    assert library.bookmarks.all() == state
    assert library.search("drawer").hits[0].article == ARTICLE
with closing(Library(root)) as library:
    assert library.bookmarks.all() == state
    assert library.search("drawer").total >= 1
    refused(lambda: library.bookmarks.remove(state[0].bookmark.id))
    ballast.unlink()
    library.bookmarks.add(article, QUOTE, note="third")
    library.bookmarks.load(exported)
    update()
    assert library.search("drawer").total == 1 + len(LATER)
    assert library.is_up_to_date()
    assert library.memory.undo() and library.memory.undo()
    assert library.bookmarks.all() == state
    assert library.bookmarks.set_aside is None
"""


def _on_a_small_disk(folder: Path, command: Sequence[str], prepare: str = "true") -> list[str]:
    mount = f'mount -t tmpfs -o size=1m none "{folder}" && {prepare} && exec "$@"'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", *command]


def _run_on_a_small_disk(
    disk: Path, script: str, *arguments: str, prepare: str = "true"
) -> "subprocess.CompletedProcess[str]":
    command = _on_a_small_disk(disk, [sys.executable, "-c", script, str(disk), *arguments], prepare)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)


@cache
def has_small_disks() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(_on_a_small_disk(ROOT / "tests", ["true"]), capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_small_disks(), reason="this system lets nobody mount a disk of their own")
def test_on_a_full_disk_nothing_is_lost_and_all_goes_on_when_there_is_room(root: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = _run_on_a_small_disk(disk, SCRIPT, str(root))
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.splitlines()
    assert len(said) == 7
    assert all("no room left on its disk" in line for line in said if "reader.db" in line)
    assert [line for line in said if "reader.db" not in line] == [
        "The index cannot be written: No space left on device"
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
@pytest.mark.parametrize("command", [["bookmark", "export"], ["show", ARTICLE, "--json"]])
def test_what_does_not_fit_where_it_was_to_go_is_said(root: Path, command: list[str]) -> None:
    with closing(Library(root)) as library:
        library.bookmarks.add(library.article(ARTICLE), QUOTE)
    with open("/dev/full", "wb") as full:
        call = [sys.executable, "-P", "-m", "tui_reader", "--library", str(root), *command]
        done = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    said = done.stderr.splitlines()[-1]
    assert said == "gossip-reader: Not everything could be written to the output: No space left on device"


# On a disk that may only be read

READ_ONLY = """
import sys
from contextlib import closing
from pathlib import Path
from tests.test_full_disk import ARTICLE, QUOTE, notes
from tui_reader import Library
from tui_reader.bookmarks.store import Store
from tui_reader.errors import StoreError
from tui_reader.library.update import update_index

root = Path(sys.argv[1]) / "library"
with closing(Library(root)) as library:
    for _ in update_index(library.places):
        pass
    library.bookmarks.add(library.article(ARTICLE), QUOTE, note="there")
    assert library.search("drawer").total == 1
assert notes(root) == ["before", "there"]
try:
    Store(root / "reader.db")
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(not has_small_disks(), reason="this system lets nobody mount a disk of their own")
def test_on_a_disk_that_may_only_be_read_its_passages_are_shown_and_others_kept_elsewhere(
    root: Path, tmp_path: Path
) -> None:
    with closing(Library(root)) as library:
        library.bookmarks.add(library.article(ARTICLE), QUOTE, note="before")
    disk = tmp_path / "disk"
    disk.mkdir()
    prepare = f'cp -a "{root}" "{disk}" && mount -o remount,ro "{disk}"'
    done = _run_on_a_small_disk(disk, READ_ONLY, prepare=prepare)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{disk}/library/reader.db cannot be used: Read-only file system\n"
    assert notes(root) == ["before"]
