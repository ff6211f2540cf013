"""Finds a kept passage again in the text as it is now.

The one rule: pure, and honest. A place is exact, or it says what it is; where nothing is certain the passage is lost,
and never put somewhere else. What was kept is compared and never rewritten.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from tui_reader.article import Span
from tui_reader.bookmarks import Bookmark, hash_text
from tui_reader.bookmarks.anchor.aligning import NONE, Alignment
from tui_reader.bookmarks.anchor.passage import LONG, SURROUNDED, Passage
from tui_reader.bookmarks.anchor.places import LOST, PENDING, Place, State
from tui_reader.bookmarks.anchor.tokens import Tokens, find_tokens, reads_as
from tui_reader.bookmarks.anchor.windows import REACH, find_windows

__all__ = ["LOST", "PENDING", "Comparison", "Place", "Present", "State", "find_place", "find_quote", "reads_as"]

MAX_PLACES = 1_000
"""How many places of a quote are compared, those nearest to where it was; a quote of a letter has a million."""
LARGE = 64_000
"""Code points of a text from which on only parts of it are compared word by word."""
LARGE_PASSAGE = 8_000
"""Code points of a passage in such a text from which on its two ends are looked for, each for itself."""


def find_place(bookmark: Bookmark, text: str, snapshot: str | None = None) -> Place:
    """Find a passage in the present text of its article.

    Args:
        bookmark: The passage.
        text: The article's text as it is now.
        snapshot: The text that the passage was taken from; without it, what the bookmark remembers of it must do.
    """
    return Comparison(Present(text), snapshot).place(bookmark)


class Present:
    """An article's text as it is now; what is known of it is found out once."""

    def __init__(self, text: str) -> None:
        """Take the text; nothing is done with it yet."""
        self.text = text

    @cached_property
    def hash(self) -> str:
        """What bookmarks know a version of a text by."""
        return hash_text(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        """Its words."""
        return find_tokens(self.text)


class Comparison:
    """An article's text as it is now beside an earlier one; compared once for all passages of that one."""

    def __init__(self, present: Present, snapshot: str | None) -> None:
        """Take both; they are compared when the first passage asks for it.

        Args:
            present: The text as it is now.
            snapshot: The earlier one; None where it is not known.
        """
        self.present = present
        """The text as it is now."""
        self._snapshot = snapshot if snapshot != present.text else None

    def place(self, bookmark: Bookmark) -> Place:
        """Find a passage of the earlier text."""
        text, quote = self.present.text, bookmark.quote
        was = Span(bookmark.start, bookmark.end)
        if text[was.start : was.end] == quote and self.present.hash == bookmark.text_hash:
            return Place(State.EXACT, was)
        if not quote:
            return LOST
        once = self._only_place(quote)
        if once is not None:
            return _sure(bookmark, text, Span(once, once + len(quote)))
        if len(text) > LARGE and len(quote) > LARGE_PASSAGE:
            return self._between_its_ends(bookmark)
        earlier, passage = self._earlier(bookmark)
        alignment = self._alignment(earlier, passage)
        words = range(*alignment.old.covering(passage))
        if not words or alignment.old.span(words[0], words[-1]) != passage:
            place = self._by_surroundings(bookmark, alignment, words)
            return place if place.span or not words else self._by_words(bookmark, alignment, passage, words)
        place = self._by_words(bookmark, alignment, passage, words)
        if place.span is None or (place.state is not State.MOVED and text[slice(*place.span)] != quote):
            unaltered = self._by_surroundings(bookmark, alignment, words)
            return unaltered if unaltered.span else place
        return place

    def _by_words(self, bookmark: Bookmark, alignment: Alignment, passage: Span, words: range) -> Place:
        """The place of a passage, which is these words of the earlier text, by its words and those around it."""
        old, new, text = alignment.old, alignment.new, self.present.text
        near = bisect_left(new.starts, bookmark.start)
        found = Passage(alignment, words.start, words.stop, near).find()
        if found is None:
            return LOST
        span = _snapped(bookmark.quote, text, passage.start - old.starts[words.start], new, found.start, found.end)
        return _sure(bookmark, text, span) if found.is_sure else Place(State.AMBIGUOUS, span)

    @property
    def share(self) -> float:
        """How much of the earlier text is in the present one, in letters: 0 to 1."""
        return self._whole.share

    def _only_place(self, quote: str) -> int | None:
        """Where a quote stands that is long enough, if it stands once now, and stood once."""
        if len(quote) < LONG:
            return None
        at = self.present.text.find(quote)
        if at < 0 or self.present.text.find(quote, at + 1) >= 0:
            return None
        if self._snapshot and self._snapshot.find(quote, self._snapshot.find(quote) + 1) >= 0:
            return None
        return at

    def _earlier(self, bookmark: Bookmark) -> tuple[str, Span]:
        """The earlier text, as far as it is known, and where the passage is in it."""
        was, start = Span(bookmark.start, bookmark.end), len(bookmark.prefix)
        surroundings = f"{bookmark.prefix}{bookmark.quote}{bookmark.suffix}"
        is_where_it_was = self._snapshot != surroundings or was.start == start  # of those alone, the place is a hint
        if self._snapshot and is_where_it_was and self._snapshot[was.start : was.end] == bookmark.quote:
            return self._snapshot, was
        return surroundings, Span(start, start + len(bookmark.quote))

    def _alignment(self, earlier: str, passage: Span) -> Alignment:
        if len(self.present.text) > LARGE or len(earlier) > LARGE:
            start, end = max(0, passage.start - REACH), passage.end + REACH
            windows = find_windows(earlier, passage, self.present.text)
            return Alignment(
                find_tokens(earlier, start, min(len(earlier), end)), _tokens_of(self.present.text, windows)
            )
        if earlier is self._snapshot:
            return self._whole
        return Alignment(find_tokens(earlier), self.present.tokens)

    @cached_property
    def _whole(self) -> Alignment:
        return Alignment(find_tokens(self._snapshot or ""), self.present.tokens, is_whole=True)

    def _between_its_ends(self, bookmark: Bookmark) -> Place:
        """The place of a passage of many pages, by its first and its last page."""
        page = LARGE_PASSAGE // 4
        quote = bookmark.quote
        head = replace(
            bookmark, end=bookmark.start + page, quote=quote[:page], suffix=quote[page : page + len(bookmark.suffix)]
        )
        tail_prefix = quote[: len(quote) - page][-64:]
        tail = replace(bookmark, start=bookmark.end - page, quote=quote[-page:], prefix=tail_prefix)
        begins, ends = self.place(head), self.place(tail)
        if begins.span is None or ends.span is None:
            return LOST
        span = Span(begins.span.start, ends.span.end)
        if not len(quote) <= 2 * (span.end - span.start) <= 4 * len(quote):
            return LOST
        if State.AMBIGUOUS in (begins.state, ends.state):
            return Place(State.AMBIGUOUS, span)
        return _sure(bookmark, self.present.text, span)

    def _by_surroundings(self, bookmark: Bookmark, alignment: Alignment, words: range) -> Place:
        """A place with the same letters, parts of words too, that has the same letters on both sides."""
        text = self.present.text
        places = list(_nearest(bookmark.quote, text, bookmark.start))
        places = [place for place in places if not _is_another(alignment, words, place)]
        if not places:
            return LOST
        known = len(bookmark.prefix) + len(bookmark.suffix)
        ranked = [(_shared_context(bookmark, text, place), -abs(place.start - bookmark.start)) for place in places]
        (score, _), best = max(zip(ranked, places, strict=True))
        if score < known * SURROUNDED:
            return LOST
        if len(places) < MAX_PLACES and sum(other == score for other, _ in ranked) == 1:
            return _sure(bookmark, text, best)
        return Place(State.AMBIGUOUS, best)


def find_quote(quote: str, text: str) -> list[Span]:
    """Find every place where a quote stands word by word, in the order of the text."""
    places = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        places.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return places


def _sure(bookmark: Bookmark, text: str, span: Span) -> Place:
    if span.start == bookmark.start and text.startswith(bookmark.quote, span.start):
        return Place(State.EXACT, Span(span.start, span.start + len(bookmark.quote)))
    found = text[span.start : span.end]
    is_same = found == bookmark.quote or (len(found) <= LARGE and reads_as(bookmark.quote, found))
    return Place(State.MOVED if is_same else State.EDITED, span)


def _snapped(quote: str, text: str, inside: int, tokens: Tokens, first: int, last: int) -> Span:
    """The letters of a place: those of its words, or exactly the quote, which may begin and end between words."""
    start = tokens.starts[first] + inside
    if start >= 0 and text.startswith(quote, start):
        return Span(start, start + len(quote))
    span = tokens.span(first, last - 1)
    inside = text.find(quote, *span)
    return span if inside < 0 else Span(inside, inside + len(quote))


def _tokens_of(text: str, windows: list[Span]) -> Tokens:
    """The words of parts of a text, with what is no word between the parts."""
    parts = Tokens([], [], [])
    for window in windows:
        if parts.words:
            parts.words.append("\n")
            parts.starts.append(window.start)
            parts.ends.append(window.start)
        part = find_tokens(text, *window)
        parts.words.extend(part.words)
        parts.starts.extend(part.starts)
        parts.ends.extend(part.ends)
    return parts


def _is_another(alignment: Alignment, words: range, place: Span) -> bool:
    """Whether a word of a place is known to be one that is not of the passage."""
    olds = (alignment.to_old[at] for at in range(*alignment.new.covering(place)))
    return any(old != NONE and old not in words for old in olds)


def _nearest(quote: str, text: str, near: int) -> Iterator[Span]:
    """The places of a quote that are nearest to an offset, at most a thousand."""
    before, after = text.rfind(quote, 0, near + len(quote)), text.find(quote, near + 1)
    for _ in range(MAX_PLACES):
        if before < 0 and after < 0:
            return
        if before >= 0 and (after < 0 or near - before <= after - near):
            yield Span(before, before + len(quote))
            before = text.rfind(quote, 0, before + len(quote) - 1)
        else:
            yield Span(after, after + len(quote))
            after = text.find(quote, after + 1)


def _shared_context(bookmark: Bookmark, text: str, place: Span) -> int:
    """How many code points before and after a place are those that the bookmark remembers."""
    before = text[max(0, place.start - len(bookmark.prefix)) : place.start]
    after = text[place.end : place.end + len(bookmark.suffix)]
    return _shared(before[::-1], bookmark.prefix[::-1]) + _shared(after, bookmark.suffix)


def _shared(one: str, other: str) -> int:
    """The length of the common beginning."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
