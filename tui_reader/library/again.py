"""Finds a place in an article again after the article has changed.

The one rule: pure; the words that stood there decide, and where none of them is left, what stands nearest.
"""

from tui_reader.article import Article
from tui_reader.bookmarks import make_bookmark
from tui_reader.bookmarks.anchor import Comparison, Present
from tui_reader.bookmarks.sentences import sentence_at

TRIES = 12
"""How many sentences from the place on are looked for."""


def find_again(before: Article, now: Article, offset: int) -> int:
    """Return where in `now` the words are that stand at an offset of `before`."""
    if before.text == now.text:
        return offset
    comparison = Comparison(Present(now.text), before.text)
    at = offset
    for _ in range(TRIES):
        sentence = sentence_at(before, at)
        if sentence is None:
            break
        place = comparison.place(make_bookmark("", before, sentence, created=""))
        if place.span:
            inside = max(0, offset - sentence.start)
            return place.span.start + (inside if inside < sentence.end - sentence.start else 0)
        at = sentence.end
    return min(offset, len(now.text))
