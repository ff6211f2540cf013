"""Which word of a text is which word of an earlier version of it, wherever it has been moved to.

The one rule: linear but for small gaps, whose work is bounded. Words that stand in both texts in rows of three, once in
each, hold them together; their neighbours follow; between two of them the rest is fitted in order.

This is P. Heckel's way of comparing files ("A technique for isolating differences between files", Communications of the
ACM 21/4, 1978), with rows of words in place of lines.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_reader.bookmarks.anchor.tokens import Tokens

NONE = -1
"""In place of an index: there is no such word."""
ROW = 3
"""Words in a row that are looked for."""
SUPPORT = 6
"""Words that must be together in both texts before they say anything: rows such as "one of the" are in every text."""
NEAR = (25, 40)
"""How many words of the earlier and of the later text may stand between two rows that support one another."""
GAP = 2_500
"""Pairs of words that are compared each with each in one gap; larger ones are divided first."""
WORK = 300_000
"""Such pairs in all gaps of two texts."""
RUN = 400
"""Words of a gap, at most, where its two ends have come apart."""


@dataclass(slots=True)
class _Row:
    """Words that are the same in both texts."""

    old: int
    new: int
    length: int


class Alignment:
    """Two versions of a text, word by word."""

    def __init__(self, old: Tokens, new: Tokens, *, is_whole: bool = False) -> None:
        """Align them.

        Args:
            old: The earlier version, or a part of it.
            new: The later one.
            is_whole: Whether both are whole texts: then their ends are one another's.
        """
        self.old, self.new, self.is_whole = old, new, is_whole
        self.to_new = [NONE] * len(old)
        """For each word of the earlier version, its index in the later one."""
        self.to_old = [NONE] * len(new)
        self._work = 0
        for row in _find_rows(old.words, new.words):
            self._take(row)
        self._fill_gaps()

    @cached_property
    def share(self) -> float:
        """How much of the earlier version is in the later one, in letters: 0 to 1."""
        whole = sum(map(len, self.old.words))
        kept = sum(len(word) for word, at in zip(self.old.words, self.to_new, strict=True) if at != NONE)
        return kept / whole if whole else 0.0

    def _pair(self, old: int, new: int) -> None:
        self.to_new[old], self.to_old[new] = new, old

    def _take(self, row: _Row) -> None:
        """Pair the words of a row, and those before and after it as long as they are the same."""
        for shift in range(row.length):
            if self.to_new[row.old + shift] == NONE and self.to_old[row.new + shift] == NONE:
                self._pair(row.old + shift, row.new + shift)
        for old, new, step in ((row.old - 1, row.new - 1, -1), (row.old + row.length, row.new + row.length, 1)):
            while self._may_pair(old, new) and self.old.words[old] == self.new.words[new]:
                self._pair(old, new)
                old, new = old + step, new + step

    def _may_pair(self, old: int, new: int) -> bool:
        inside = 0 <= old < len(self.to_new) and 0 <= new < len(self.to_old)
        return inside and self.to_new[old] == NONE and self.to_old[new] == NONE

    def _fill_gaps(self) -> None:
        """Fit what is not paired yet, between what is."""
        first, end = 0, len(self.to_new)
        while first < end:
            if self.to_new[first] != NONE:
                first += 1
                continue
            last = first
            while last < end and self.to_new[last] == NONE:
                last += 1
            self._fit(first, last)
            first = last

    def _fit(self, first: int, last: int) -> None:
        """Fit one gap of the earlier text: into what follows the word before it, and what precedes the one after it."""
        before = self.to_new[first - 1] if first else -1
        after = self.to_new[last] if last < len(self.to_new) else len(self.to_old)
        if first == 0 and last == len(self.to_new):
            return  # nothing holds the two texts together
        left = self._free(before + 1, 1)
        right = [] if left and left[-1] == after - 1 else self._free(after - 1, -1)[::-1]
        if left and right and left[-1] >= right[0] and left[0] <= right[-1]:
            right = []
        fitted = self._fitted(range(first, last), [*left, *right], 2)
        if len(fitted) and min(last - first, len(left) + len(right)) > 2 * ROW * ROW:
            # Of two long passages that have nothing to do with one another, small words fit all the same.
            weight = sum(len(self.old.words[old]) for old, _ in fitted)
            less = min(
                sum(map(len, self.old.words[first:last])), sum(len(self.new.words[at]) for at in (*left, *right))
            )
            if weight < less * 0.3:
                return
        for old, new in fitted:
            self._pair(old, new)

    def _free(self, start: int, step: int) -> list[int]:
        run: list[int] = []
        at = start
        while 0 <= at < len(self.to_old) and self.to_old[at] == NONE and len(run) < RUN:
            run.append(at)
            at += step
        return run

    def _fitted(self, olds: Sequence[int], news: Sequence[int], depth: int) -> list[tuple[int, int]]:
        """Pair words of two runs, in order."""
        pairs = len(olds) * len(news)
        if not pairs:
            return []
        if pairs <= GAP:
            self._work += pairs
            return self._compared(olds, news) if self._work <= WORK else []
        if not depth:
            return []
        held = _in_order(self._once_in_both(olds, news))
        if not held:
            return []
        fitted: list[tuple[int, int]] = []
        old_from = new_from = 0
        for old, new in [*held, (len(olds), len(news))]:
            fitted += self._fitted(olds[old_from:old], news[new_from:new], depth - 1)
            if old < len(olds):
                fitted.append((olds[old], news[new]))
            old_from, new_from = old + 1, new + 1
        return fitted

    def _once_in_both(self, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        ours = _once([self.old.words[at] for at in olds])
        theirs = _once([self.new.words[at] for at in news])
        return [(at, theirs[word]) for word, at in ours.items() if at != NONE and theirs.get(word, NONE) != NONE]

    def _compared(self, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        """The heaviest common subsequence of two runs: a word weighs as many letters as it has."""
        new_words = [self.new.words[at] for at in news]
        table = [[0] * (len(news) + 1)]
        for old in olds:
            word, above, row, best = self.old.words[old], table[-1], [0], 0
            weight = len(word)
            for column, other in enumerate(new_words):
                best = max(best, above[column + 1])
                if other == word and above[column] + weight > best:
                    best = above[column] + weight
                row.append(best)
            table.append(row)
        pairs = []
        i, j = len(olds), len(news)
        while i and j:
            if table[i][j] == table[i - 1][j]:
                i -= 1
            elif table[i][j] == table[i][j - 1]:
                j -= 1
            else:
                i, j = i - 1, j - 1
                pairs.append((olds[i], news[j]))
        return pairs[::-1]


def _find_rows(old: Sequence[str], new: Sequence[str]) -> list[_Row]:
    """The rows that hold two texts together, those with most support first."""
    theirs = _once(list(zip(new, new[1:], new[2:], strict=False)))
    rows: list[_Row] = []
    by_shift: dict[int, _Row] = {}
    for words, at in _once(list(zip(old, old[1:], old[2:], strict=False))).items():
        there = theirs.get(words, NONE)
        if at == NONE or there == NONE:
            continue
        row = by_shift.get(there - at)
        if row and at <= row.old + row.length:
            row.length = at + ROW - row.old
        else:
            by_shift[there - at] = row = _Row(at, there, ROW)
            rows.append(row)
    groups = sorted(_grouped(rows), key=lambda group: -sum(row.length for row in group))
    return [row for group in groups if _is_supported(group, old) for row in group]


def _is_supported(group: Sequence[_Row], old: Sequence[str]) -> bool:
    words = sum(old[at].isalnum() for row in group for at in range(row.old, row.old + row.length))
    return words >= SUPPORT or words * 4 >= len(old)


def _grouped(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows that stand near one another in both texts, in the same order."""
    groups: list[list[_Row]] = []
    for row in rows:
        for group in reversed(groups[-4:]):
            last = group[-1]
            apart = row.old - last.old - last.length, row.new - last.new - last.length
            if -ROW < apart[0] <= NEAR[0] and -ROW < apart[1] <= NEAR[1]:
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _once(words: Sequence[object]) -> dict[object, int]:
    """Where each word stands, or NONE for one that stands in several places."""
    places: dict[object, int] = {}
    for at, word in enumerate(words):
        places[word] = NONE if word in places else at
    return places


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which ascend in the first, that ascends in the second too."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        place = bisect_left(tails, new)
        tails[place : place + 1] = [new]
        tail_at[place : place + 1] = [index]
        before.append(tail_at[place - 1] if place else NONE)
    chain = []
    at = tail_at[-1] if tail_at else NONE
    while at != NONE:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
