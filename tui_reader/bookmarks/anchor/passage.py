"""Finds one passage in the later of two aligned texts.

The one rule: honest. A passage is where its words are, or where the words on both sides of it leave room for what has
become of it; a place whose words are known to be those of another passage is never taken for it.
"""

from collections.abc import Iterator
from heapq import nsmallest
from typing import NamedTuple

from tui_reader.bookmarks.anchor.aligning import NONE, Alignment
from tui_reader.bookmarks.anchor.approximate import find_alike
from tui_reader.bookmarks.anchor.surroundings import likeness, paired_around, same_around

KEPT = 0.5
"""How much of a passage, in letters, must be left of it."""
SHORT, LONG = 16, 24
"""Letters: fewer and a passage needs what surrounds it, more and its own words are enough."""
SHORT_KEPT = 0.75
LITTLE_KEPT = 0.3
"""And how much where the words on both sides of it still stand there."""
STRAY = 14
"""More new words than this before the last small word of a passage, and it is another one."""
SURROUNDED, HALF_SURROUNDED = 0.6, 0.3
"""How much of its surroundings a passage needs where its own words are not enough: a short one, and a middling one."""
MARGIN = 0.1
"""How much better the surroundings of one place must be than those of another."""
ALIKE = ((0.8, 0.0, 0.0), (0.65, 0.6, 0.0), (0.55, 0.8, 0.8))
"""How alike an edited passage must be where the alignment does not show it, with how much of its surroundings on the
better side and on the other."""
REACH = 12
"""Words next to a passage among which one is looked for whose place is known."""
BESIDE = 3
"""So near it must be to say where the passage was, if little of that is left."""
MAX_COPIES = 200
MAX_RANKED = 30
MOST_COMPARED = 1_000
"""Letters of a passage that is compared letter by letter; of longer ones enough words can be paired."""
MOST_SEARCHED = 6_000
"""Words among which it is then looked for."""


class Found(NamedTuple):
    """A place: words of the later text."""

    start: int
    end: int
    """The one after its last."""
    is_sure: bool = True


class Passage:
    """One passage of the earlier text, by its words."""

    def __init__(self, alignment: Alignment, first: int, last: int, near: int) -> None:
        """Name a passage.

        Args:
            alignment: Of both texts.
            first: Its first word.
            last: The word after its last; there is at least one word between.
            near: The word of the later text at its old offset: of equal places, the one nearest to it is named.
        """
        self._alignment = alignment
        self._first, self._last, self._near = first, last, near
        self._words = alignment.old.words[first:last]
        self._letters = sum(map(len, self._words))

    def find(self) -> Found | None:
        """Find it, or what has become of it."""
        found = self._where_its_words_went() or self._between_its_neighbours()
        copies = list(self._copies())
        if found:
            return self._unless_doubtful(found, copies)
        return self._best_copy(copies) or self._most_alike()

    def _where_its_words_went(self) -> Found | None:
        """Most of its words, near one another and in order; or some, where its neighbours still hold them."""
        groups: list[list[tuple[int, int]]] = []
        far = max(40, self._last - self._first)
        for old in range(self._first, self._last):
            new = self._alignment.to_new[old]
            if new == NONE:
                continue
            for group in reversed(groups[-4:]):
                if 0 < new - group[-1][1] <= far:
                    group.append((old, new))
                    break
            else:
                groups.append([(old, new)])
        if not groups:
            return None
        group = max(groups, key=self._weight)
        while len(group) > 1 and self._strays(group[0], group[1]):
            group = group[1:]
        while len(group) > 1 and self._strays(group[-1], group[-2]):
            group = group[:-1]
        kept = self._weight(group) / self._letters
        if kept < (SHORT_KEPT if self._letters < SHORT else KEPT):
            room = self._room()
            if room is None or kept < LITTLE_KEPT or group[0][1] < room[0] or room[1] <= group[-1][1]:
                return None
        found = Found(self._widened(*group[0], -1), self._widened(*group[-1], 1) + 1)
        if self._letters < SHORT and not self._room() and self._surrounded(found) < HALF_SURROUNDED:
            return None  # another sentence with the same name, put in the place of this one
        return found

    def _weight(self, group: list[tuple[int, int]]) -> int:
        return sum(len(self._alignment.old.words[old]) for old, _ in group)

    def _strays(self, end: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether a small word at the end of a passage was found where there is no good reason to look for it."""
        far = abs(end[1] - other[1]) - abs(end[0] - other[0])
        return far > STRAY and self._weight([end]) < self._letters * (1 - KEPT) / 5

    def _widened(self, old: int, new: int, step: int) -> int:
        """The end of a place that stands for the whole passage, of which one end may have been replaced."""
        lost = old - self._first if step < 0 else self._last - 1 - old
        if not lost:
            return new
        edge = self._first - 1 if step < 0 else self._last
        neighbour = self._paired_near(edge, step, REACH)
        there = None if neighbour is None else self._place_of(neighbour)
        limit = lost
        if there is not None:
            room = (there - new) * step - 1
            if room < 0:
                return new
            is_next = neighbour == edge
            limit = room if is_next and room <= 2 * lost + 3 else min(room, lost)
        while limit and 0 <= new + step < len(self._alignment.new) and self._alignment.to_old[new + step] == NONE:
            new, limit = new + step, limit - 1
        return new

    def _paired_near(self, index: int, step: int, reach: int) -> int | None:
        """The nearest word from `index` on whose place is known."""
        return next((at for at in range(index, index + step * reach, step) if self._place_of(at) is not None), None)

    def _place_of(self, index: int) -> int | None:
        """Where a word is now; before the first word of a whole text is what is before its first word now."""
        if 0 <= index < len(self._alignment.old):
            new = self._alignment.to_new[index]
            return None if new == NONE else new
        if not self._alignment.is_whole or not -1 <= index <= len(self._alignment.old):
            return None
        return -1 if index < 0 else len(self._alignment.new)

    def _room(self) -> tuple[int, int] | None:
        """The words between the neighbours of the passage, where these are still together."""
        before = self._paired_near(self._first - 1, -1, BESIDE)
        after = self._paired_near(self._last, 1, BESIDE)
        if before is None or after is None:
            return None
        left, end = self._place_of(before), self._place_of(after)
        assert left is not None
        assert end is not None
        start = left + 1
        return (start, end) if 0 < end - start <= 2 * (after - before) + 6 else None

    def _between_its_neighbours(self) -> Found | None:
        """What stands in its place, if that is like it."""
        room = self._room()
        if room is None or self._letters > MOST_COMPARED:
            return None
        found, alike = self._alike_among(range(*room))
        if alike < KEPT:
            return None
        beside = self._place_of(self._first - 1) is not None and self._place_of(self._last) is not None
        return Found(*room) if beside else found

    def _alike_among(self, indexes: "range | list[int]") -> tuple[Found, float]:
        """The part of some words, taken together, that is most like the passage, and how much."""
        words = [self._alignment.new.words[at] for at in indexes]
        span, alike = find_alike("".join(self._words), "".join(words))
        letters, touched = 0, []
        for at, word in zip(indexes, words, strict=True):
            overlap = min(span.end, letters + len(word)) - max(span.start, letters)
            if overlap * 2 >= len(word):
                touched.append(at)
            letters += len(word)
        if not touched or touched[-1] - touched[0] >= 2 * len(touched) + 20:
            return Found(0, 0), 0.0
        return Found(touched[0], touched[-1] + 1), alike

    def _copies(self) -> Iterator[Found]:
        """Every place with the same words that is not known to be another passage."""
        telling = max(range(len(self._words)), key=lambda at: len(self._words[at]))
        found = [at - telling for at, word in enumerate(self._alignment.new.words) if word == self._words[telling]]
        if len(found) > MAX_COPIES:
            found = sorted(nsmallest(MAX_COPIES, found, key=lambda at: abs(at - self._near)))
        length = len(self._words)
        for start in found:
            if start >= 0 and self._alignment.new.words[start : start + length] == self._words:
                taken = sum(self._is_another(at) for at in range(start, start + length))
                if taken * 5 <= length:
                    yield Found(start, start + length)

    def _is_another(self, new: int) -> bool:
        old = self._alignment.to_old[new]
        return old != NONE and not self._first <= old < self._last

    def _unless_doubtful(self, found: Found, copies: list[Found]) -> Found:
        """The place that was found, unless one that reads the same is as likely."""
        alignment, passage = self._alignment, (self._first, self._last)
        others = [copy for copy in copies if copy.end <= found.start or found.end <= copy.start]
        if not others:
            return found
        likest = max(others, key=self._surrounded)
        if self._surrounded(found) < HALF_SURROUNDED and self._surrounded(likest) >= SURROUNDED:
            return likest
        ours = map(max, same_around(alignment, *passage, *found[:2]), paired_around(alignment, *passage, *found[:2]))
        before, after = ours
        rivals = [found] if alignment.new.words[found.start : found.end] == self._words else []
        for other in others:
            theirs = same_around(alignment, *passage, *other[:2])
            if theirs.before >= max(BESIDE, before) or theirs.after >= max(BESIDE, after):
                rivals.append(other)
        if not rivals or rivals == [found]:
            return found
        return min(rivals, key=self._distance)._replace(is_sure=False)

    def _distance(self, place: Found) -> int:
        return abs(place.start - self._near)

    def _best_copy(self, copies: list[Found]) -> Found | None:
        """The copy whose surroundings are those of the passage."""
        if len(copies) > MAX_RANKED:
            alignment, passage = self._alignment, (self._first, self._last)
            copies = sorted(copies, key=lambda copy: -sum(same_around(alignment, *passage, *copy[:2])))[:MAX_RANKED]
        if not copies:
            return None
        scores = [self._surrounded(copy) for copy in copies]
        best = max(scores)
        needed = SURROUNDED if self._letters < SHORT else HALF_SURROUNDED if self._letters < LONG else 0.0
        if best < needed:
            return None
        rivals = [copy for copy, score in zip(copies, scores, strict=True) if score > best - MARGIN]
        return min(rivals, key=self._distance)._replace(is_sure=len(rivals) == 1)

    def _surrounded(self, place: Found) -> float:
        return sum(likeness(self._alignment, self._first, self._last, *place[:2])) / 2

    def _most_alike(self) -> Found | None:
        """A place that is like the passage, letter by letter, among the words that are not known to be others."""
        if not SHORT <= self._letters <= MOST_COMPARED:
            return None
        free = [at for at in range(len(self._alignment.new)) if not self._is_another(at)]
        if len(free) > MOST_SEARCHED:
            free = sorted(nsmallest(MOST_SEARCHED, free, key=lambda at: abs(at - self._near)))
        if not free:
            return None
        found, alike = self._alike_among(free)
        if alike < ALIKE[-1][0]:
            return None
        weaker, better = sorted(likeness(self._alignment, self._first, self._last, *found[:2]))
        return found if any(alike >= a and better >= b and weaker >= c for a, b, c in ALIKE) else None
