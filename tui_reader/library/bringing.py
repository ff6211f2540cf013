"""Brings articles into a library: a file from elsewhere, and the samples that come with the program.

The one rule: nothing that is there is overwritten, and nothing is written into a folder that is not a library of ours.
What was brought in is on the disk, whole, or not there.
"""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path, PurePosixPath

from tui_reader.errors import ArticleError, LibraryError, NotFoundError
from tui_reader.library.places import Places
from tui_reader.safe_text import safe_line

_MOST_NAMES = 100
"""How many names of folders and files are looked at to complete a path."""


def find_samples() -> list[Traversable]:
    """Return the sample articles: those in the package, or those of the checkout that the program runs from."""
    package = files("tui_reader")
    shipped = package / "samples"
    if shipped.is_dir():
        return sorted((item for item in shipped.iterdir() if item.is_file()), key=lambda item: item.name)
    checkout = Path(str(package)).parent
    if not (checkout / "pyproject.toml").is_file():
        return []
    return sorted((path for path in (checkout / "articles").glob("*") if path.is_file()), key=lambda path: path.name)


def add_samples(places: Places) -> list[str]:
    """Copy the sample articles into a library, and return their ids.

    Raises:
        LibraryError: It is no library of ours, or cannot be written.
    """
    return [_put(places, sample.name, sample.read_bytes()) for sample in find_samples()]


def add_file(places: Places, path: Path) -> str:
    """Copy a file into a library, and return the id of the article that it is there.

    Raises:
        NotFoundError: There is no such file.
        ArticleError: It cannot be read as an article.
        LibraryError: It is no library of ours, or cannot be written.
    """
    from tui_reader.formats import is_article_name, parse_article
    from tui_reader.formats.walk import read_outside

    path = Path(os.path.expanduser(path))
    content = read_outside(path)
    if not is_article_name(path.name):
        raise ArticleError("it is not in a format that can be read")
    parse_article(content, path.name)
    return _put(places, path.name, content)


def _put(places: Places, name: str, content: bytes) -> str:
    """Write a file into `articles/`, under its name or, where that is taken, one with a number."""
    if places.is_bare:
        raise LibraryError(f"{places.root} is a folder of articles and no library: nothing is ever written in it")
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    try:
        for number in count(1):
            target = places.articles / (name if number == 1 else f"{stem} ({number}){suffix}")
            if _is_there(target, content) or _is_new(target, content):
                break
        return f"{places.articles.name}/{target.name}"
    except OSError as error:
        raise LibraryError(f"{places.articles} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _is_there(target: Path, content: bytes) -> bool:
    with suppress(FileNotFoundError, IsADirectoryError):
        return target.read_bytes() == content
    return False


def _is_new(target: Path, content: bytes) -> bool:
    """Write a file whole, unless there is one with its name; return whether it was written."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))  # the name is ours from here on
    except FileExistsError:
        return False
    descriptor, scratch = tempfile.mkstemp(dir=target.parent, prefix=".")  # the walk passes over such names
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(scratch, target)
    except OSError:
        for path in (scratch, target):
            with suppress(OSError):
                os.unlink(path)
        raise
    return True


def check_folder(path: str) -> Path:
    """Return a folder that was named, if it can be read as a library.

    Raises:
        NotFoundError: There is no such folder.
        LibraryError: It cannot be listed.
    """
    folder = Path(os.path.expanduser(path))
    try:
        if not folder.is_dir():
            raise NotFoundError(f"There is no folder {folder}")
        next(folder.iterdir(), None)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise LibraryError(f"The folder {folder} cannot be read") from error
    return folder


@dataclass(frozen=True, slots=True)
class Completed:
    """A path as far as it can be completed, and what it could become."""

    text: str
    choices: tuple[str, ...] = ()
    """The names that fit, folders with a slash at their end; empty when there is only one."""


def complete_path(text: str, *, folders_only: bool) -> Completed:
    """Complete a path that is being typed by what is on the disk; `~` stays as it is."""
    head, slash, begun = text.rpartition("/")
    folder = Path(os.path.expanduser(head + slash) or ".")
    try:
        names = sorted(_names(os.scandir(folder), begun, folders_only=folders_only))
    except (OSError, ValueError):
        return Completed(text)
    if not names:
        return Completed(text)
    common = os.path.commonprefix(names)  # noqa: RUF071  the beginning that names share
    choices = tuple(names[:_MOST_NAMES]) if len(names) > 1 else ()
    return Completed(head + slash + common, choices)


def _names(entries: Iterable[os.DirEntry[str]], begun: str, *, folders_only: bool) -> Iterable[str]:
    from tui_reader.formats import is_article_name

    for entry in entries:
        is_hidden = entry.name.startswith(".") and not begun.startswith(".")
        if not entry.name.startswith(begun) or is_hidden or safe_line(entry.name) != entry.name:
            continue  # a name that cannot be shown as it is could not be typed either
        if entry.is_dir():
            yield f"{entry.name}/"
        elif not folders_only and is_article_name(entry.name):
            yield entry.name
