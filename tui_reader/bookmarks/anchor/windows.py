"""Which parts of a long text are worth comparing with a passage and what surrounds it.

The one rule: a few looks through the text, whatever is in it.
"""

from collections import Counter
from collections.abc import Iterator

from tui_reader.article import Span

REACH = 4_000
"""Code points on either side of a passage that are compared with as many and some more of the later text."""
SLACK = 1_500
"""How far apart what stood around a passage may be now to speak for the same part of the text."""
SAMPLE, STEP, SAMPLES = 24, 160, 24
"""Short samples of the text in and around the passage are looked for: so many code points each, and so far apart where
so much of the earlier text is known."""
ENOUGH = 6
"""Samples that agree on one part of the text, before any speaks for another."""
PARTS = 3


def find_windows(old: str, passage: Span, new: str) -> list[Span]:
    """Find the parts of `new` in which a passage of `old` may stand: at most three, in order, disjoint."""
    votes: Counter[int] = Counter()
    for sample_at in _samples(passage, len(old)):
        sample = old[sample_at : sample_at + SAMPLE]
        there = new.find(sample)
        if there < 0 or new.find(sample, there + 1) >= 0:
            continue
        shift = next((known for known in votes if abs(known - (there - sample_at)) <= SLACK), there - sample_at)
        votes[shift] += 1
        if len(votes) == 1 and votes[shift] == ENOUGH:
            break
    windows: list[Span] = []
    for shift in sorted(shift for shift, _ in votes.most_common(PARTS)):
        start = max(0, passage.start + shift - REACH - SLACK)
        end = min(len(new), passage.end + shift + REACH + SLACK)
        if windows and start < windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(end, windows[-1].end))
        elif start < end:
            windows.append(Span(start, end))
    return windows


def _samples(passage: Span, length: int) -> Iterator[int]:
    """Where the samples begin: inside the passage first, then farther and farther from it."""
    step = max(SAMPLE // 2, min(STEP, length // SAMPLES))
    inside = range(passage.start, max(passage.start + 1, passage.end - SAMPLE), step)
    yield from inside[: SAMPLES // 3]
    for number in range(SAMPLES // 2):
        before, after = passage.start - SAMPLE - number * step, passage.end + number * step
        if before >= 0:
            yield before
        if after + SAMPLE <= length:
            yield after
