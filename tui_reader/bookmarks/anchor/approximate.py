"""Where a text comes nearest to a quote, in insertions, deletions and replacements of letters.

The one rule: one step for each letter of the text, whatever the letters are. A quote is one number, a bit for each of
its letters, and Python's numbers are as long as need be.

G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", Journal of the
ACM 46/3, 1999; the distance of two whole texts as H. Hyyrö's "A bit-vector algorithm for computing Levenshtein and
Damerau edit distances", Nordic Journal of Computing 10, 2003.
"""

from collections.abc import Iterator

from tui_reader.article import Span


def similarity(one: str, other: str) -> float:
    """Return how much two texts are alike: 1 less the errors a letter of the longer one, so 0 to 1."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    *_, errors = count_errors(one, other, anywhere=False)
    return 1 - errors / max(len(one), len(other))


def find_alike(quote: str, text: str) -> tuple[Span, float]:
    """Find the part of a text that is most like a quote, and how much: 1 less the errors a letter of the quote.

    Both must hold something. Takes about a microsecond for each letter of `text`, more for quotes of hundreds.
    """
    end, errors = _best(quote, text)
    if end == 0:
        return Span(0, 0), 0.0
    # From its end backwards, the same search finds where it begins.
    before = text[max(0, end - len(quote) - errors) : end][::-1]
    least, length = min((wrong, at) for at, wrong in enumerate(count_errors(quote[::-1], before, anywhere=False)))
    return Span(end - length, end), 1 - least / len(quote)


def _best(quote: str, text: str) -> tuple[int, int]:
    best_end, least = 0, len(quote)
    for end, errors in enumerate(count_errors(quote, text, anywhere=True)):
        if errors < least:
            best_end, least = end, errors
    return best_end, least


def count_errors(quote: str, text: str, *, anywhere: bool) -> Iterator[int]:
    """The errors of `quote` against what ends at each place of `text`: its whole beginning, or what begins anywhere."""
    bits: dict[str, int] = {}
    for at, letter in enumerate(quote):
        bits[letter] = bits.get(letter, 0) | 1 << at
    mask = (1 << len(quote)) - 1
    high = 1 << len(quote) - 1
    more, less, errors = mask, 0, len(quote)
    first = 0 if anywhere else 1
    yield errors
    for letter in text:
        equal = bits.get(letter, 0)
        vertical = equal | less
        equal |= less  # what may stay as it is without an error
        diagonal = (((equal & more) + more) ^ more) | equal
        up = less | ~(diagonal | more) & mask
        down = more & diagonal
        if up & high:
            errors += 1
        elif down & high:
            errors -= 1
        up = (up << 1 | first) & mask
        down = down << 1 & mask
        more = down | ~(vertical | up) & mask
        less = up & vertical
        yield errors
