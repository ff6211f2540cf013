"""Makes a bookmark of a passage that somebody else wrote down.

The one rule: a passage has a place only where its quote stands word by word, and where nothing else could be meant;
otherwise it is kept as it came, with its own words and surroundings for a text, to be looked for again later.
"""

import hashlib
import re
from dataclasses import dataclass

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, hash_text, make_bookmark
from tui_reader.bookmarks.anchor import State, find_place
from tui_reader.bookmarks.exchange import Incoming

_OWN_ID = re.compile(r"urn:gossip-reader:bookmark:([0-9a-f]{8,64})")
_IN_NO_ARTICLE = "\0"
"""Stands before words that are all that is known of a text, in what it is known by: an article may be just these."""
_ID_DIGITS = 16
"""Of the ids that are made of those that others gave; ours by chance have 8."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bookmark to be kept, and the text that it is taken from."""

    bookmark: Bookmark
    text: str
    is_certain: bool
    """Whether it has a place; if not, `text` is nothing but its words and their surroundings."""
    is_nameless: bool = False
    """Whether nobody gave it an id before."""


def bookmark_id(name: str) -> str:
    """Return the id here of what is called so elsewhere: always the same, so that it is not taken in twice."""
    own = _OWN_ID.fullmatch(name)
    return own[1] if own else hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def place_incoming(incoming: Incoming, article: Article | None, *, now: str, new_id: str = "") -> Placed | None:
    """Make the bookmark of a passage.

    Args:
        incoming: As it was read.
        article: What it is thought to be from, if that is known.
        now: The present time, for what does not say when it was kept.
        new_id: Its id, if not that which follows from what it is called there.

    Returns:
        None for one without a quote, if its place is in no text that is known either.
    """
    new_id = new_id or bookmark_id(incoming.id)
    span = _find_span(incoming, article) if article else None
    if article and span:
        bookmark = make_bookmark(
            new_id, article, span, created=incoming.created or now, note=incoming.note, tags=incoming.tags
        )
        return Placed(bookmark, article.text, is_certain=True)
    if not incoming.quote:
        return None
    bookmark = _unplaced(incoming, article.id if article else incoming.article, new_id, now)
    return Placed(bookmark, _surroundings(incoming), is_certain=False)


def _find_span(incoming: Incoming, article: Article) -> Span | None:
    span, text = incoming.span, article.text
    if span and span.end <= len(text) and incoming.quote in ("", text[span.start : span.end]):
        there = make_bookmark("", article, span, created="")
        is_ours = _OWN_ID.fullmatch(incoming.id) is not None
        if not is_ours or (there.prefix, there.suffix) == (incoming.prefix, incoming.suffix):
            return span  # others remember as much or as little of the surroundings as they like
    if not incoming.quote:
        return None
    place = find_place(_unplaced(incoming, article.id, "", ""), text, _surroundings(incoming))
    is_certain = place.state in (State.EXACT, State.MOVED)
    return place.span if is_certain and place.span and text[slice(*place.span)] == incoming.quote else None


def _unplaced(incoming: Incoming, article_id: str, new_id: str, now: str) -> Bookmark:
    """The bookmark of a passage that is in no known place; where it is said to stand is kept as a hint."""
    return Bookmark(
        id=new_id,
        article=article_id,
        text_hash=hash_text(f"{_IN_NO_ARTICLE}{_surroundings(incoming)}"),
        start=incoming.span.start if incoming.span else 0,
        end=incoming.span.end if incoming.span else 0,
        quote=incoming.quote,
        prefix=incoming.prefix,
        suffix=incoming.suffix,
        note=incoming.note,
        tags=incoming.tags,
        created=incoming.created or now,
    )


def _surroundings(incoming: Incoming) -> str:
    return incoming.prefix + incoming.quote + incoming.suffix
