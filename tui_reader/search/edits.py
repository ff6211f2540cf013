"""How many typing mistakes lie between two words.

The one rule: pure, and a mistake is a character more, less or other, or two neighbours swapped (optimal string
alignment: Damerau's distance, no stretch edited twice).
"""

from collections.abc import Iterable
from functools import lru_cache


def count_edits(one: str, other: str, limit: int) -> int:
    """Return how many edits lead from one word to the other, or `limit` + 1 where it takes more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _where_they_differ(one, other)
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, opposite in enumerate(other, 1):
            edits = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                edits = min(edits, before_last[j - 2] + 1)
            row.append(edits)
        if min(row) > limit and min(last) > limit:
            return limit + 1
        before_last, last = last, row
    return min(last[-1], limit + 1)


@lru_cache(maxsize=32768)  # the same words come again in every article
def is_one_edit_away(one: str, other: str) -> bool:
    """Whether one word can be had from the other by at most one edit."""
    return count_edits(one, other, 1) <= 1


def nearest(word: str, words: Iterable[str], limit: int = 2) -> str | None:
    """Return which of `words` is the fewest edits away, the first of equals; None if all take more than `limit`.

    Of a short word at least half must stay: nothing is near to a single letter.
    """
    limit = min(limit, len(word) // 2)
    found = min(words, key=lambda each: count_edits(word, each, limit), default="")
    return found if found and count_edits(word, found, limit) <= limit else None


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Both words without the beginning and the end that they share."""
    shorter = min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    rest = shorter - start
    end = next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)
    return one[start : len(one) - end], other[start : len(other) - end]
