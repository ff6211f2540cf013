"""Which files of a folder are articles, and how one is read, when links, pipes and hostile names lie about."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tui_reader.errors import ArticleError, LibraryError, NotFoundError
from tui_reader.formats.walk import MAX_DEPTH, MAX_FILE, FoundFile, Skipped, read_bytes, read_outside, walk

as_an_ordinary_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def write(path: Path, content: bytes = b"Ottoline Larkin left.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(root: Path) -> set[str]:
    return {entry.path for entry in walk(root) if isinstance(entry, FoundFile)}


def skipped(root: Path) -> dict[str, str]:
    return {entry.path: entry.reason for entry in walk(root) if isinstance(entry, Skipped)}


def write_sparse(path: Path, size: int) -> Path:
    write(path, b"")
    os.truncate(path, size)
    return path


def open_files() -> int:
    return len(os.listdir("/dev/fd"))


@contextmanager
def a_socket(path: Path) -> Iterator[Path]:
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        # Bound from within its folder: the path of a socket may have 107 bytes only.
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            listener.bind(path.name)
        finally:
            os.chdir(before)
        yield path


# What is found.


def test_files_in_folders_are_found_by_their_path_from_the_root(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "2024" / "07" / "b.md")
    assert found(tmp_path) == {"a.txt", "2024/07/b.md"}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert list(walk(tmp_path)) == []


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a.markdown", "A.TXT", "a.b.Md"])
def test_an_ending_that_can_be_read_is_recognised_in_any_case(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert found(tmp_path) == {name}


def test_a_found_file_tells_what_changes_when_it_is_edited(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"four")
    os.utime(path, ns=(1, 1_234_567_890_123_456_789))
    status = path.stat()
    assert list(walk(tmp_path)) == [FoundFile("a.txt", 4, 1_234_567_890_123_456_789, status.st_ino)]


def test_an_empty_file_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    assert found(tmp_path) == {"a.txt"}


def test_two_names_that_look_alike_are_two_files(tmp_path: Path) -> None:
    names = {"caf\u00e9.txt", "cafe\u0301.txt"}
    for name in names:
        write(tmp_path / name)
    if len(list(tmp_path.iterdir())) == 2:  # some file systems hold them to be the same name
        assert found(tmp_path) == names


@pytest.mark.parametrize(
    "name",
    [
        "\x1b]0;title\x07.txt",
        "two\nlines.txt",
        "-rf.txt",
        "--help.txt",
        "a b\t.txt",
        "$(touch x);`id`.txt",
        "\u202etxt.exe.txt",
        "%n%s.txt",
        "[bold]markup[/].txt",
        "…" * 80 + ".txt",
    ],
    ids=ascii,
)
def test_a_hostile_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    write(tmp_path / "sub" / name, b"hello")
    assert found(tmp_path) == {f"sub/{name}"}
    assert read_bytes(tmp_path, f"sub/{name}") == b"hello"


def test_bytes_that_are_not_utf_8_come_as_surrogates_and_can_be_read_back(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"hello")
    except OSError:  # macOS has no such names
        assert found(tmp_path) == set()
    else:
        assert found(tmp_path) == {"caf\udce9.txt"}
        assert read_bytes(tmp_path, "caf\udce9.txt") == b"hello"


def test_a_hostile_name_of_a_folder_is_only_a_name(tmp_path: Path) -> None:
    write(tmp_path / "-\x1b[2J\n" / "a.txt", b"hello")
    assert found(tmp_path) == {"-\x1b[2J\n/a.txt"}
    assert read_bytes(tmp_path, "-\x1b[2J\n/a.txt") == b"hello"


def test_the_folder_itself_may_have_a_name_with_a_leading_dot(tmp_path: Path) -> None:
    write(tmp_path / ".articles" / "a.txt")
    assert found(tmp_path / ".articles") == {"a.txt"}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to("real")
    assert found(tmp_path / "link") == {"a.txt"}


@pytest.mark.parametrize("name", ["nothing", "file.txt"])
def test_a_root_that_is_no_folder_is_trouble(tmp_path: Path, name: str) -> None:
    write(tmp_path / "file.txt")
    with pytest.raises(LibraryError, match=name):
        list(walk(tmp_path / name))


@as_an_ordinary_user
def test_a_root_that_may_not_be_listed_is_trouble(tmp_path: Path) -> None:
    root = tmp_path / "secret"
    root.mkdir(mode=0o000)
    with pytest.raises(LibraryError, match="you may not read it"):
        list(walk(root))
    root.chmod(0o700)


# What is passed over in silence.


@pytest.mark.parametrize(
    "path", [".a.txt", ".git/a.txt", "sub/.hidden/deep/a.txt", "node_modules/a.txt", "sub/__pycache__/a.txt", ".b"]
)
def test_hidden_files_and_folders_of_machines_are_passed_over_in_silence(tmp_path: Path, path: str) -> None:
    write(tmp_path / path)
    assert list(walk(tmp_path)) == []


def test_a_hidden_link_is_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / ".link").symlink_to("/")
    assert list(walk(tmp_path)) == []


# What is left out, with its reason.


@pytest.mark.parametrize("name", ["a.pdf", "a.txt~", "a", "txt", "a.txt.gz", "a.jpeg"])
def test_a_format_that_cannot_be_read_is_reported(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert skipped(tmp_path) == {name: "it is not in a format that can be read"}


def test_a_link_to_a_file_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside.txt")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "a.txt").symlink_to("../outside.txt")
    assert list(walk(tmp_path / "library")) == [Skipped("a.txt", "it is a symbolic link")]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "a.txt")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "more").symlink_to("../outside")
    assert list(walk(tmp_path / "library")) == [Skipped("more", "it is a symbolic link")]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub" / "loop").symlink_to("..")
    assert found(tmp_path) == {"sub/a.txt"}
    assert skipped(tmp_path) == {"sub/loop": "it is a symbolic link"}


@pytest.mark.parametrize("target", ["nowhere.txt", "a.txt"], ids=["dangling", "to itself"])
def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path, target: str) -> None:
    (tmp_path / "a.txt").symlink_to(target)
    assert list(walk(tmp_path)) == [Skipped("a.txt", "it is a symbolic link")]


def test_a_pipe_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert list(walk(tmp_path)) == [Skipped("a.txt", "it is a pipe")]


def test_a_socket_is_reported(tmp_path: Path) -> None:
    with a_socket(tmp_path / "a.txt"):
        assert list(walk(tmp_path)) == [Skipped("a.txt", "it is a socket")]


def test_a_device_is_reported_where_one_can_be_made(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "a.txt", 0o20666, os.makedev(1, 5))  # another /dev/zero
    except OSError:
        assert list(walk(tmp_path)) == []
    else:
        assert list(walk(tmp_path)) == [Skipped("a.txt", "it is a device")]


def test_a_folder_with_the_name_of_an_article_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt" / "b.txt")
    assert found(tmp_path) == {"a.txt/b.txt"}


def test_the_largest_file_is_found(tmp_path: Path) -> None:
    write_sparse(tmp_path / "a.txt", MAX_FILE)
    assert found(tmp_path) == {"a.txt"}


@pytest.mark.parametrize("size", [MAX_FILE + 1, 10 * 1024**3])
def test_a_larger_file_is_reported(tmp_path: Path, size: int) -> None:
    write_sparse(tmp_path / "a.txt", size)
    assert skipped(tmp_path) == {"a.txt": "it is larger than 8 MB"}


def test_the_deepest_folder_is_read(tmp_path: Path) -> None:
    path = "/".join(["d"] * MAX_DEPTH) + "/a.txt"
    write(tmp_path / path)
    assert found(tmp_path) == {path}


def test_a_deeper_folder_is_reported_and_not_entered(tmp_path: Path) -> None:
    deeper = "/".join(["d"] * (MAX_DEPTH + 1))
    write(tmp_path / deeper / "a.txt")
    assert list(walk(tmp_path)) == [Skipped(deeper, f"it lies more than {MAX_DEPTH} folders deep")]


@as_an_ordinary_user
def test_a_folder_that_may_not_be_listed_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "in" / "sub" / "a.txt")
    (tmp_path / "in" / "sub").chmod(0o000)
    assert list(walk(tmp_path)) == [Skipped("in/sub", "you may not read it")]
    (tmp_path / "in" / "sub").chmod(0o700)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.pdf")
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to("a.txt")
    write(tmp_path / "e" / "f.txt")
    assert found(tmp_path) == {"a.txt", "e/f.txt"}
    assert set(skipped(tmp_path)) == {"b.pdf", "c.txt", "d.txt"}


def test_a_walk_that_is_given_up_leaves_nothing_open(tmp_path: Path) -> None:
    for i in range(5):
        write(tmp_path / f"sub{i}" / "a.txt")
    before = open_files()
    entries = walk(tmp_path)
    next(entries)
    del entries
    assert open_files() == before


# Reading one file of a library.


def test_the_library_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt", b"hello")
    (tmp_path / "link").symlink_to("real")
    assert read_bytes(tmp_path / "link", "a.txt") == b"hello"


def test_a_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    content = bytes(range(256)) + b"\r\n"
    write(tmp_path / "sub" / "a.txt", content)
    assert read_bytes(tmp_path, "sub/a.txt") == content


def test_a_file_that_vanished_is_not_found(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert found(tmp_path) == {"a.txt"}
    path.unlink()
    with pytest.raises(NotFoundError, match=r"a\.txt"):
        read_bytes(tmp_path, "a.txt")


def test_a_file_whose_folder_vanished_is_not_found(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt")
    shutil.rmtree(tmp_path / "sub")
    with pytest.raises(NotFoundError):
        read_bytes(tmp_path, "sub/a.txt")


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "sub/../../secret.txt", "sub/../a.txt", "..", "", ".", "a.txt/b.txt", "a.txt\0.md", "\ud800.txt"],
)
def test_a_path_that_is_none_of_the_library_is_not_found(tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret.txt")
    write(tmp_path / "library" / "a.txt")
    (tmp_path / "library" / "sub").mkdir()
    with pytest.raises(NotFoundError):
        read_bytes(tmp_path / "library", path)


def test_an_absolute_path_is_not_found_even_within_the_library(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    with pytest.raises(NotFoundError):
        read_bytes(tmp_path, str(path))


def test_a_link_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "outside.txt")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "a.txt").symlink_to("../outside.txt")
    with pytest.raises(ArticleError, match="symbolic link"):
        read_bytes(tmp_path / "library", "a.txt")


@pytest.mark.parametrize("path", ["link/a.txt", "sub/link/a.txt", "link/deep/a.txt"])
def test_a_link_in_the_place_of_any_folder_is_refused(tmp_path: Path, path: str) -> None:
    write(tmp_path / "outside" / "a.txt")
    write(tmp_path / "outside" / "deep" / "a.txt")
    (tmp_path / "library" / "sub").mkdir(parents=True)
    (tmp_path / "library" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "library" / "sub" / "link").symlink_to(tmp_path / "outside")
    with pytest.raises((ArticleError, NotFoundError)):
        read_bytes(tmp_path / "library", path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="it is a pipe"):
        read_bytes(tmp_path, "a.txt")


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with a_socket(tmp_path / "a.txt"), pytest.raises(ArticleError):
        read_bytes(tmp_path, "a.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ArticleError, match="it is a folder"):
        read_bytes(tmp_path, "a.txt")


def test_a_file_that_grew_too_large_is_refused(tmp_path: Path) -> None:
    write_sparse(tmp_path / "a.txt", MAX_FILE + 1)
    with pytest.raises(ArticleError, match="larger than 8 MB"):
        read_bytes(tmp_path, "a.txt")


def test_a_name_that_is_too_long_for_the_system_is_an_article_error(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="too long"):
        read_bytes(tmp_path, "a" * 300 + ".txt")


@as_an_ordinary_user
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.txt").chmod(0o000)
    with pytest.raises(ArticleError, match="you may not read it"):
        read_bytes(tmp_path, "a.txt")


@as_an_ordinary_user
def test_a_file_in_a_folder_that_may_not_be_entered_says_so(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub").chmod(0o000)
    with pytest.raises(ArticleError, match="you may not read it"):
        read_bytes(tmp_path, "sub/a.txt")
    (tmp_path / "sub").chmod(0o700)


def test_reading_and_refusing_leave_nothing_open(tmp_path: Path) -> None:
    write(tmp_path / "sub" / "a.txt")
    os.mkfifo(tmp_path / "sub" / "pipe.txt")
    (tmp_path / "link").symlink_to("sub")
    before = open_files()
    for _ in range(20):
        assert read_bytes(tmp_path, "sub/a.txt")
        for path in ("sub/pipe.txt", "sub/nothing.txt", "nothing/a.txt", "link/a.txt", "sub/a.txt/b.txt"):
            with pytest.raises((ArticleError, NotFoundError)):
                read_bytes(tmp_path, path)
    assert open_files() == before


def test_refusing_a_folder_leaves_nothing_open(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    before = open_files()
    for _ in range(5):
        with pytest.raises(ArticleError):
            read_bytes(tmp_path, "sub")
        with pytest.raises(ArticleError):
            read_outside(tmp_path)
    assert open_files() == before


# Reading a file that the user named outright.


def test_a_file_outside_is_read(tmp_path: Path) -> None:
    assert read_outside(write(tmp_path / "notes.log", b"hello")) == b"hello"


def test_a_link_that_the_user_named_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real.txt", b"hello")
    (tmp_path / "link.txt").symlink_to("real.txt")
    assert read_outside(tmp_path / "link.txt") == b"hello"


def test_a_path_up_is_followed_outside(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"hello")
    (tmp_path / "sub").mkdir()
    assert read_outside(tmp_path / "sub" / ".." / "a.txt") == b"hello"


def test_a_folder_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="it is a folder"):
        read_outside(tmp_path)


def test_a_link_to_a_folder_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(".")
    with pytest.raises(ArticleError):
        read_outside(tmp_path / "link.txt")


def test_a_pipe_outside_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="it is a pipe"):
        read_outside(tmp_path / "a.txt")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_outside_is_refused(device: str) -> None:
    with pytest.raises(ArticleError, match="it is a device"):
        read_outside(Path(device))


@pytest.mark.parametrize("name", ["nothing.txt", "a.txt/b.txt", "a\0.txt"], ids=ascii)
def test_a_file_that_is_not_there_is_not_found(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(NotFoundError):
        read_outside(tmp_path / name)


def test_a_dangling_link_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nothing.txt")
    with pytest.raises(NotFoundError):
        read_outside(tmp_path / "a.txt")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    with pytest.raises(ArticleError):
        read_outside(tmp_path / "a.txt")


def test_a_file_outside_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="larger than 8 MB"):
        read_outside(write_sparse(tmp_path / "a.txt", MAX_FILE + 1))


@as_an_ordinary_user
def test_a_file_outside_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(0o000)
    with pytest.raises(ArticleError, match="you may not read it"):
        read_outside(path)
