"""How much of what stood around a passage stands around a place in the later text.

The one rule: pure; the passage itself counts for nothing here. Passages of a word or two are told from others that read
alike by nothing else.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tui_reader.bookmarks.anchor.aligning import NONE, Alignment
from tui_reader.bookmarks.anchor.tokens import end_of_sentence

FAR = 1_000
"""Words on either side that are looked at for what is the same without a gap."""
AROUND = 12
"""Words on either side that are compared where the sentence says little."""
NEAR = 60
"""Words on either side whose pairs are looked for where something has changed."""
LITTLE = 3
"""Words of a sentence, besides the passage, that say enough."""


class Support(NamedTuple):
    """How many words before and after a place are as they were."""

    before: int
    after: int


def same_around(alignment: Alignment, first: int, last: int, start: int, end: int) -> Support:
    """Count the words next to a passage that stand next to a place too, without a gap.

    Where they go on to an end of both texts, that counts for as many words as are looked at.

    Args:
        alignment: Of both texts.
        first: The first word of the passage; `last` is the one after its last.
        last: See above.
        start: The first word of the place; `end` is the one after its last.
        end: See above.
    """
    old, new = alignment.old.words, alignment.new.words
    before = _common(old[max(0, first - FAR) : first][::-1], new[max(0, start - FAR) : start][::-1])
    after = _common(old[last : last + FAR], new[end : end + FAR])
    if alignment.is_whole:
        before = FAR if before == first == start else before
        after = FAR if after == len(old) - last == len(new) - end else after
    return Support(before, after)


def paired_around(alignment: Alignment, first: int, last: int, start: int, end: int) -> Support:
    """Count the words near a passage whose pairs stand as near to a place, edits or not."""

    def count(olds: range, old_at: int, new_at: int) -> int:
        pairs = ((abs(old - old_at), alignment.to_new[old]) for old in olds)
        return sum(new != NONE and abs(abs(new - new_at) - far) <= 4 + far // 3 for far, new in pairs)

    before = count(range(max(0, first - NEAR), first), first, start)
    return Support(before, count(range(last, min(len(alignment.old), last + NEAR)), last, end))


def likeness(alignment: Alignment, first: int, last: int, start: int, end: int) -> tuple[float, float]:
    """Return how much of what precedes and what follows a passage is around a place: 0 to 1, in letters and in order.

    That is the rest of its sentence; where that is little, a dozen words on either side. A side on which there is
    nothing counts as the other.
    """
    old, new = alignment.old, alignment.new
    begins, ends = end_of_sentence(old, first - 1, -1), end_of_sentence(old, last, 1)
    if first - begins + ends - last < LITTLE:
        begins, ends = max(0, first - AROUND), min(len(old), last + AROUND)
    before, after = old.words[begins:first], old.words[last:ends]
    left = _shared(before, new.words[max(0, start - len(before) - 4) : start])
    right = _shared(after, new.words[end : end + len(after) + 4])
    if not before or not after:
        return (right, right) if after else (left, left)
    return left, right


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _shared(wanted: Sequence[str], found: Sequence[str]) -> float:
    """How much of `wanted` stands in `found` in the same order, in letters."""
    best = [0] * (len(found) + 1)
    for word in wanted:
        diagonal = 0
        for column, other in enumerate(found, 1):
            above = best[column]
            best[column] = max(above, best[column - 1], diagonal + len(word) if word == other else 0)
            diagonal = above
    return best[-1] / (sum(map(len, wanted)) or 1)
