"""What a reader takes for one character, though it be several code points: a letter with its marks, a flag, a family.

The one rule: no line end, style, key or mouse cuts such a cluster. Whether a text may be cut at a place is seen from
the characters around it (a short form of Unicode's UAX #29).
"""

from unicodedata import category

from tui_reader.article import Span

_ZERO_WIDTH_JOINER = "\u200d"
_FIRST = "\u0300"
"""No character before this one joins another."""


def may_cut(text: str, offset: int) -> bool:
    """Whether a cluster ends at an offset: so it does at both ends of the text, and before any plain character."""
    if not 0 < offset < len(text) or text[offset] < _FIRST:
        return True
    char, before = text[offset], text[offset - 1]
    if _is_flag_letter(char) and _is_flag_letter(before):
        return not _is_second_letter(text, offset)
    return not (_extends(char) or (before == _ZERO_WIDTH_JOINER and _joins_pictures(text, offset - 1)))


def next_cut(text: str, offset: int, end: int) -> int:
    """Return where the cluster at an offset ends, `end` at the latest."""
    offset += 1
    while offset < end and not may_cut(text, offset):
        offset += 1
    return min(offset, end)


def previous_cut(text: str, offset: int, start: int) -> int:
    """Return where the cluster before an offset begins, `start` at the earliest."""
    offset -= 1
    while offset > start and not may_cut(text, offset):
        offset -= 1
    return max(offset, start)


def whole(text: str, span: Span, within: Span) -> Span:
    """Return a span, as far as it lies in another one, with the clusters that it cuts."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    while start > within.start and not may_cut(text, start):
        start -= 1
    while end < within.end and not may_cut(text, end):
        end += 1
    return Span(start, end)


def _extends(char: str) -> bool:
    """Whether a character is part of the one before it: marks, joiners, tags, skin tones, the later parts of Hangul."""
    return (
        category(char) in ("Mn", "Mc", "Me", "Cf")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\u1160" <= char <= "\u11ff"
    )


def _joins_pictures(text: str, joiner: int) -> bool:
    """Whether a joiner stands between two pictures; else it joins nothing."""
    before, after = text[joiner - 1 : joiner], text[joiner + 1]
    return _is_picture(after) and (before == "\ufe0f" or _is_picture(before))


def _is_picture(char: str) -> bool:
    return "\u2190" <= char <= "\u2bff" or "\U0001f000" <= char <= "\U0001faff"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_second_letter(text: str, offset: int) -> bool:
    """Whether an odd number of flag letters stands right before an offset."""
    start = offset
    while start and _is_flag_letter(text[start - 1]):
        start -= 1
    return (offset - start) % 2 == 1
