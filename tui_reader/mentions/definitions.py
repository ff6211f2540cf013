"""What a sentence says that something is: "Aisling Bay is a small village in …", "Corvane, an Irish band, …".

The one rule: only the words right after a name are asked, and the answer is one word: village, band.
"""

from collections.abc import Sequence

FARTHEST = 9
"""Words after "is a" among which it is said what something is."""
LONGEST_ASIDE = 20
"""Words in brackets between a name and "is a": when somebody was born, what a place is called at home."""

_IS = frozenset("is was are were be became remains".split())
_ARTICLES = frozenset("a an the one another".split())
_AFTER_HEAD = frozenset(
    """
    of in at on by for from to that who which whose where with and or but near between within located based situated
    known called named born founded released published written directed made set under during since until as about
    spoken written held won made built run owned is was has had are were , . ; : ( ) - – — “ ” " ! ?
    """.split()
)
"""With these what something is has been said."""
_EMPTY = frozenset("name part one member type kind form title series set group number pair variety".split())
"""Of what follows them something is: the name of a village, one of the bands."""


def find_definition(words: Sequence[str], at: int) -> str:
    """Return what is said of a name that ends before the lower-case word `at`: "village", or "" where nothing is."""
    count = len(words)
    if at < count and words[at] == "(":
        closing = next((i for i in range(at + 1, min(count, at + LONGEST_ASIDE)) if words[i] == ")"), count)
        at = closing + 1
    if at + 2 >= count:
        return ""
    if words[at] in _IS:
        at += 1
    elif words[at] != "," or words[at + 1] not in ("a", "an", "the"):
        return ""
    else:
        at += 1
    if words[at] not in _ARTICLES:
        return ""
    return _head(words, at + 1)


def _head(words: Sequence[str], at: int) -> str:
    """The last word of a phrase: "village" of "small coastal village in"."""
    if words[at + 1 : at + 2] == [","] and words[at] not in _AFTER_HEAD:
        at += 2  # a private, Catholic school
    end = at
    while end < len(words) and end - at < FARTHEST and not _is_after_head(words[end], end > at):
        end += 1
    if end == at:
        return _head(words, at + 2) if words[at : at + 2] == ["of", "the"] else ""
    if end - at >= FARTHEST:
        return ""
    head = words[end - 1]
    if head in _EMPTY and list(words[end : end + 1]) == ["of"]:
        start = end + 2 if words[end + 1 : end + 2] and words[end + 1] in ("the", "a", "an") else end + 1
        of = next((i for i in range(start, min(len(words), start + FARTHEST)) if words[i] in _AFTER_HEAD), start)
        return words[of - 1] if of > start else head
    return head


def _is_after_head(word: str, is_later: bool) -> bool:
    return word in _AFTER_HEAD or (is_later and word.endswith("ed"))
