"""How others find a passage again, for comparison.

`nearest_copy` is what a reader does that knows the quote only. `hypothesis_match` is the published method of the
Hypothesis client (https://github.com/hypothesis/client, src/annotator/anchoring/match-quote.ts), written anew from
what it does: the place it stood at, if the quote is still there; else its exact copies, or
without any the places with fewest errors, at most half the quote's letters; of these the one that scores best, 50 for
the quote, 20 each for 32 letters before and after it, 2 for nearness. There is no score that is too low.
"""

from collections.abc import Iterator

from tui_reader.article import Span
from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.anchor import find_quote
from tui_reader.bookmarks.anchor.approximate import count_errors

CONTEXT = 32
MOST_ERRORS = 256


def nearest_copy(bookmark: Bookmark, text: str) -> Span | None:
    """Return the copy of the quote that is nearest to where it stood."""
    return min(find_quote(bookmark.quote, text), key=lambda place: abs(place.start - bookmark.start), default=None)


def hypothesis_match(bookmark: Bookmark, text: str) -> Span | None:
    """Return where the Hypothesis client would show the passage."""
    if text[bookmark.start : bookmark.end] == bookmark.quote:
        return Span(bookmark.start, bookmark.end)
    length = len(bookmark.quote)
    matches = list(_matches(bookmark.quote, text, min(MOST_ERRORS, length / 2)))
    if not matches:
        return None

    def score(match: tuple[Span, int]) -> float:
        place, errors = match
        before = _likeness(text[max(0, place.start - CONTEXT) : place.start], bookmark.prefix[-CONTEXT:])
        after = _likeness(text[place.end : place.end + CONTEXT], bookmark.suffix[:CONTEXT])
        near = 1 - abs(place.start - bookmark.start) / len(text)
        return 50 * (1 - errors / length) + 20 * before + 20 * after + 2 * near

    return max(matches, key=score)[0]


def _matches(quote: str, text: str, most: float) -> Iterator[tuple[Span, int]]:
    copies = find_quote(quote, text)
    if copies:
        yield from ((place, 0) for place in copies)
        return
    errors = list(count_errors(quote, text, anywhere=True))
    least = min(errors)
    if least > most:
        return
    for end, wrong in enumerate(errors):
        if wrong == least and end:
            before = text[max(0, end - len(quote) - least) : end][::-1]
            lengths = enumerate(count_errors(quote[::-1], before, anywhere=False))
            _, length = min((found, at) for at, found in lengths)
            yield Span(end - length, end), least


def _likeness(text: str, wanted: str) -> float:
    if not wanted:
        return 1.0
    return 1 - min(count_errors(wanted, text, anywhere=True)) / len(wanted) if text else 0.0
