"""Articles that are brought into a library."""

import os
from pathlib import Path

import pytest

from tui_reader.errors import ArticleError, LibraryError, NotFoundError
from tui_reader.library.bringing import add_file, add_samples, check_folder, complete_path, find_samples
from tui_reader.library.places import find_places

STORY = "A headline\n\nSomething happened, and then somebody said so.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty library."""
    (tmp_path / "library" / "articles").mkdir(parents=True)
    return tmp_path / "library"


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "articles").iterdir())


def test_the_samples_are_there_and_are_copied_as_they_are(root: Path) -> None:
    ids = add_samples(find_places(root))
    assert len(ids) == len(find_samples()) >= 12
    for sample in find_samples():
        assert (root / "articles" / sample.name).read_bytes() == sample.read_bytes()
    assert add_samples(find_places(root)) == ids
    assert len(names(root)) == len(ids)


def test_a_file_is_copied_and_never_over_another(root: Path, tmp_path: Path) -> None:
    places = find_places(root)
    for number, text in enumerate((STORY, STORY + "More.\n", STORY)):
        source = tmp_path / str(number) / "story.txt"
        source.parent.mkdir()
        source.write_text(text)
        add_file(places, source)
    assert names(root) == ["story (2).txt", "story.txt"]
    assert (root / "articles" / "story.txt").read_text() == STORY
    assert (root / "articles" / "story (2).txt").read_text() == STORY + "More.\n"


def test_what_is_no_article_is_refused_and_nothing_is_left_behind(root: Path, tmp_path: Path) -> None:
    places = find_places(root)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("empty.txt", "picture.png", "pipe.txt"):
        with pytest.raises(ArticleError):
            add_file(places, tmp_path / name)
    with pytest.raises(NotFoundError):
        add_file(places, tmp_path / "missing.txt")
    assert names(root) == []


def test_nothing_is_written_into_a_bare_folder(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "bare").mkdir()
    with pytest.raises(LibraryError, match="nothing is ever written"):
        add_file(find_places(tmp_path / "bare"), tmp_path / "story.txt")
    assert list((tmp_path / "bare").iterdir()) == []


def test_a_folder_that_is_named_is_looked_at_first(tmp_path: Path) -> None:
    assert check_folder(str(tmp_path)) == tmp_path
    with pytest.raises(NotFoundError):
        check_folder(str(tmp_path / "missing"))
    with pytest.raises((NotFoundError, LibraryError)):
        check_folder("/nowhere\0")


def test_a_path_is_completed_as_far_as_it_is_certain(tmp_path: Path) -> None:
    for name in ("press", "pressing", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "press" / "story.txt").write_text(STORY)
    (tmp_path / "prose.md").write_text(STORY)
    (tmp_path / "picture.png").touch()
    start = f"{tmp_path}/"
    assert complete_path(f"{start}pre", folders_only=True).text == f"{start}press"
    assert complete_path(f"{start}pre", folders_only=True).choices == ("press/", "pressing/")
    assert complete_path(f"{start}p", folders_only=False).choices == ("press/", "pressing/", "prose.md")
    assert complete_path(f"{start}press/s", folders_only=False).text == f"{start}press/story.txt"
    assert complete_path(f"{start}press/s", folders_only=True).text == f"{start}press/s"
    assert complete_path(f"{start}.h", folders_only=True).text == f"{start}.hidden/"
    assert complete_path(f"{start}missing/x", folders_only=True).text == f"{start}missing/x"
    assert complete_path("\0", folders_only=True).text == "\0"
