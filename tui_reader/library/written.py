"""How a kept passage is written down, so that it comes back as it went.

The one rule: where its place is certain it is written with the place and the surroundings of now, else as it is known
to whoever brings it in: its words are never rewritten.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.article import Article
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import State
from tui_reader.bookmarks.exchange import Format, Passage
from tui_reader.bookmarks.exchange.placing import place_incoming
from tui_reader.library.exchanging import parse_passages, write_passages

if TYPE_CHECKING:
    from tui_reader.library.anchoring import KeptPassage
    from tui_reader.library.recognising import Recogniser

READABLE = (Format.JSON, Format.CSV, Format.READWISE)
_MOST_TIMES = 3
"""How often a passage is brought in and written, at most, to see what is left of it."""


def as_passage(kept: "KeptPassage", article: Article | None) -> Passage:
    """Return a passage as it is written: where its place is certain, with the place and the surroundings of now."""
    bookmark = replace(kept.bookmark, article=kept.article)
    if article is None:
        return Passage(bookmark, kept.state)
    if settled := _settled(kept, article):
        return _described(settled, State.EXACT, article)
    return _described(bookmark, kept.state, article)


def _settled(kept: "KeptPassage", article: Article) -> Bookmark | None:
    """A bookmark with the place of now, if that is certain."""
    bookmark, span = kept.bookmark, kept.span
    if span is None or kept.state not in (State.EXACT, State.MOVED) or article.text[slice(*span)] != bookmark.quote:
        return None
    present = make_bookmark(bookmark.id, article, span, created=bookmark.created)
    return replace(present, note=bookmark.note, tags=bookmark.tags)


def _described(bookmark: Bookmark, state: str, article: Article) -> Passage:
    return Passage(bookmark, state, article.title, article.byline, article.source, article.url, article.published)


def as_it_comes_back(kept: "KeptPassage", article: Article | None, format_: Format, articles: "Recogniser") -> Passage:
    """Return a passage as somebody writes it who has brought it in from this format, and has the same articles.

    Where its place is not certain, less is known there than here: what is written is what is left of it then, so that
    it stays the same from the first time on.
    """
    passage = as_passage(kept, article)
    if format_ not in READABLE or (article and _settled(kept, article)):
        return passage
    for _ in range(_MOST_TIMES):
        before, passage = passage, _brought_in(passage, format_, articles)
        if passage == before:
            break
    return passage


def _brought_in(passage: Passage, format_: Format, articles: "Recogniser") -> Passage:
    kept = passage.bookmark
    for incoming in parse_passages(write_passages([passage], format_), format_).passages:
        article = articles.find(incoming)
        placed = place_incoming(incoming, article, now=kept.created, new_id=kept.id)
        if article and placed:
            same = replace(placed.bookmark, note=kept.note, tags=kept.tags, created=kept.created)
            return _described(same, passage.state, article)
    return passage
