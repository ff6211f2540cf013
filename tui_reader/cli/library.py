"""Which library a command works on, and which article or file a word of the command line means.

The one rule: `./x` is always a file; another word is an article of the library if there is such a one, and else a file.
"""

import os
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from tui_reader.article import Article
from tui_reader.cli.output import tell
from tui_reader.errors import IndexBusyError, LibraryError, NotFoundError
from tui_reader.library import Library, find_library


def open_library(arguments: Namespace) -> Library:
    """Return the library that the arguments and the surroundings name.

    Raises:
        LibraryError: A folder was named that is not there, or there is no library at all.
    """
    folder = find_library(getattr(arguments, "library", None), os.environ, Path.cwd())
    if not folder.is_dir():
        raise LibraryError("There is no library here: name a folder of articles with --library DIR")
    library = Library(folder)
    if news := library.tell_news():
        tell(news)
    return library


def read_named(arguments: Namespace, name: str, *, body_only: bool = False) -> tuple[Article, Library | None]:
    """Read the article or file that a word of the command line means.

    Returns:
        The article, and the library in which it is; None for a file.

    Raises:
        NotFoundError: There is neither.
        ArticleError: It cannot be read as an article.
        LibraryError: The library that was named is not there.
    """
    if not name.startswith((".", "/", "~")):
        try:
            library = open_library(arguments)
            return library.article(name, body_only=body_only), library
        except NotFoundError:
            pass
        except LibraryError:
            if hasattr(arguments, "library"):
                raise
    try:
        return Library.read_file(name, body_only=body_only), None
    except NotFoundError:
        raise NotFoundError(f"There is no article and no file {name}") from None


def read_text(name: str) -> str:
    """Read a file that passages are to be brought in from, or with `-` what comes in on standard input.

    Raises:
        NotFoundError: There is no such file.
        UsageError: It cannot be read, or is too large, or no text.
    """
    from tui_reader.library.exchanging import decode_passages, read_passages

    return decode_passages(sys.stdin.buffer.read()) if name == "-" else read_passages(name)


def bring_up_to_date(library: Library) -> None:
    """Update the index before it is searched, with a word about it when that takes a while."""
    from tui_reader.cli.progress import follow

    if not library.is_up_to_date():
        with suppress(IndexBusyError):  # another reader does it; what is there is searched meanwhile
            follow(library.update(), quiet=not sys.stderr.isatty())
