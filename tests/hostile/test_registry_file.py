"""The file that says who is who in the whole library: whatever becomes of it, nothing breaks and it is made anew."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader import Library
from tui_reader.library import Correction
from tui_reader.library.places import find_places
from tui_reader.library.update import is_up_to_date, update_index

LONG_AGO = 1_600_000_000
NAMES = (("Kim Kardashian", "Samuel Jackson"), ("Kim Kardashian West",), ("Samuel L. Jackson", "Kim Kardashian"))
"""By article. Only over the whole library are these two people."""


def write(root: Path, number: int) -> None:
    path = root / "articles" / f"{number}.txt"
    told = " ".join(f"In March 2021 {name} was seen at the gala." for name in NAMES[number])
    path.write_text(f"A Gala\n\n{told} Nobody says more about it, or would.\n")
    os.utime(path, (LONG_AGO, LONG_AGO))


def update(root: Path) -> None:
    for _ in update_index(find_places(root)):
        pass


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    (root / "articles").mkdir()
    for number in range(len(NAMES)):
        write(root, number)
    update(root)
    return root


@pytest.fixture
def merged(root: Path) -> Iterator[Path]:
    """The file; whatever a test does to it, the next one finds it whole."""
    path = root / "index" / "merged.json"
    yield path
    update(root)


def look_at_everything(root: Path) -> None:
    with closing(Library(root)) as library:
        assert library.people()
        assert library.search("gala").total == 3
        library.search("name:kim")
        for known in (*library.people(), *library.find_people("kim")):
            list(library.timeline(known.id))
            library.together(known.id)
        assert library.mentions("articles/0.txt").entities
        library.complete("name:k", 6)


def people(root: Path) -> list[object]:
    with closing(Library(root)) as library:
        return [(known.id, known.name, known.aliases, known.articles, known.mentions) for known in library.people()]


def _linked(path: Path) -> None:
    path.with_name("elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to("elsewhere")


def _piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _sparse(path: Path) -> None:
    os.truncate(path, 100 * 1024**3)


def _with(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        content = path.read_text()
        assert old in content
        path.write_text(content.replace(old, new, 1))

    return change


DAMAGE: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "zeros": lambda path: path.write_bytes(bytes(1_000_000)),
    "lists in lists": lambda path: path.write_bytes(b"[" * 1_000_000),
    "one letter": lambda path: path.write_bytes(b'{"ids": "' + b"x" * 1_000_000 + b'"}'),
    "a huge number": lambda path: path.write_bytes(b'{"commit": ' + b"9" * 100_000 + b"}"),
    "larger than memory": _sparse,
    "a link": _linked,
    "a pipe": _piped,
    "a folder": _foldered,
    "no ids": _with('"ids": {', '"ids": 7, "more": {'),
    "half a character": _with('"person:', '"person:\\ud800'),
    "a name that is none": _with('"names": {', '"names": {"person:x": null, '),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_breaks_nothing_and_is_made_anew(
    root: Path, merged: Path, damage: Callable[[Path], object]
) -> None:
    whole, before = merged.read_bytes(), people(root)
    assert is_up_to_date(find_places(root))
    damage(merged)
    look_at_everything(root)
    assert not is_up_to_date(find_places(root))
    update(root)
    assert is_up_to_date(find_places(root))
    assert (merged.read_bytes(), people(root)) == (whole, before)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_other_bytes_in_it_breaks_nothing(root: Path, merged: Path, data: st.DataObject) -> None:
    whole = merged.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    try:
        merged.write_bytes(whole[:start] + data.draw(st.binary(max_size=10)) + whole[end:])
        look_at_everything(root)
    finally:
        merged.write_bytes(whole)


UPDATE = """
import os, signal, sys
from pathlib import Path
from tui_reader.library.places import find_places
from tui_reader.library.update import update_index

for step in update_index(find_places(Path(sys.argv[1]))):
    if step.grown:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_before_the_people_are_known_they_are_known_after_the_next_update(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    write(tmp_path, 0)
    update(tmp_path)
    with closing(Library(tmp_path)) as library:
        library.corrections.add(Correction("person:samuel-jackson", "rename", "Sam"))
    write(tmp_path, 1)
    killed = subprocess.run([sys.executable, "-c", UPDATE, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with closing(Library(tmp_path)) as library:
        assert library.search("gala").total == 2
        assert len(library.people()) == 3
    assert not is_up_to_date(find_places(tmp_path))
    update(tmp_path)
    assert is_up_to_date(find_places(tmp_path))
    with closing(Library(tmp_path)) as library:
        assert {(known.name, known.articles) for known in library.people()} == {("Kim Kardashian", 2), ("Sam", 1)}
        assert library.corrections.all() == (Correction("person:samuel-jackson", "rename", "Sam"),)
