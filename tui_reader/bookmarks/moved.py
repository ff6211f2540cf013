"""Which article is the one that a passage was taken from, when there is none of its name any more.

The one rule: pure, and strict. The same text is the same article; another text only if it has the same headline and
nearly all of the words. Where several are as good, it is none.
"""

from collections.abc import Iterable

from tui_reader.article import Article
from tui_reader.bookmarks import Bookmark, hash_text
from tui_reader.bookmarks.anchor import Comparison, Present, reads_as

SAME = 0.8
"""How much of the earlier text, in letters, must be in the later one."""


def find_moved(bookmark: Bookmark, candidates: Iterable[Article], earlier: Article | None = None) -> Article | None:
    """Find the article that a passage was taken from.

    Args:
        bookmark: The passage.
        candidates: Articles that it may be, the likeliest first; no more are looked at than need be.
        earlier: The article as it was when the passage was kept, if its text is known.

    Returns:
        The first with the same text; else the one with the same headline and at least four fifths of the words, if
        there is one alone.
    """
    alike = []
    for candidate in candidates:
        if hash_text(candidate.text) == bookmark.text_hash:
            return candidate
        if earlier and reads_as(earlier.title.casefold(), candidate.title.casefold()):
            share = Comparison(Present(candidate.text), earlier.text).share
            if share >= SAME:
                alike.append((share, candidate))
    best = max((share for share, _ in alike), default=0.0)
    found = [candidate for share, candidate in alike if share == best]
    return found[0] if len(found) == 1 else None
