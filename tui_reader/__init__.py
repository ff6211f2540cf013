"""Gossip Reader: a terminal reader for your own collection of articles.

The names below are all that scripts and notebooks need; each is loaded when it is first used.

    from tui_reader import Library

    library = Library("~/articles")
    for progress in library.update():
        print(progress.phase, progress.done, progress.total)
    for hit in library.search("vance hollis").hits:
        print(hit.title, hit.snippet)

Articles, their mentions, hits and bookmarks are frozen values; every offset in them is a code point into
`Article.text`. Whatever goes wrong is a `ReaderError`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_reader.article import AnnotatedArticle as AnnotatedArticle
    from tui_reader.article import Article as Article
    from tui_reader.article import Block as Block
    from tui_reader.article import Entity as Entity
    from tui_reader.article import Mention as Mention
    from tui_reader.article import Span as Span
    from tui_reader.bookmarks import Bookmark as Bookmark
    from tui_reader.errors import ReaderError as ReaderError
    from tui_reader.library import Library as Library
    from tui_reader.library.corrections import Correction as Correction
    from tui_reader.library.keeping import KeptPassage as KeptPassage
    from tui_reader.library.progress import Progress as Progress
    from tui_reader.search.index import Hit as Hit
    from tui_reader.search.index import Results as Results
    from tui_reader.search.known import Known as Known
    from tui_reader.search.known import Moment as Moment

_HOMES = {
    "AnnotatedArticle": "article",
    "Article": "article",
    "Block": "article",
    "Bookmark": "bookmarks",
    "Correction": "library.corrections",
    "Entity": "article",
    "Hit": "search.index",
    "KeptPassage": "library.keeping",
    "Known": "search.known",
    "Library": "library",
    "Mention": "article",
    "Moment": "search.known",
    "Progress": "library.progress",
    "ReaderError": "errors",
    "Results": "search.index",
    "Span": "article",
}

__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gossip-reader")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"tui_reader.{_HOMES[name]}"), name)
