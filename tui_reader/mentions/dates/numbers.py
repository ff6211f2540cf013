"""Reads numbers: counts, ordinals and years, in digits and spelt out.

The one rule: `read_*` looks at no more than a handful of tokens from an index on, and answers with the index after
what it has read, and its value; or None.
"""

from dataclasses import dataclass

from tui_reader.mentions.dates.lexicon import ENDINGS, NUMBER, ORDINAL, TENS, VAGUE
from tui_reader.mentions.dates.tokens import Tokens

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""What a bare number of four digits must lie between to be a year."""
PIVOT = 40
"""Years of two digits below it are of this century."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number, or no definite one (`number` None: "several")."""

    number: float | None

    def __str__(self) -> str:
        if self.number is None:
            return "X"
        return str(int(self.number)) if self.number == int(self.number) else str(self.number)


def read_count(t: Tokens, i: int) -> tuple[int, Count] | None:
    """A number of things: "12", "2 1/2", "twenty-four", "a", "a few", "several", "two or three", "12 to 18"."""
    found = _read_single(t, i)
    if found is None:
        return None
    end, count = found
    if t.word(end) in ("to", "or", "-") and t.near(end) and t.near(end + 1) and count.number is not None:
        second = _read_single(t, end + 1)
        if (
            second
            and second[1].number is not None
            and t.word(end + 1) not in ("a", "an")
            and second[1].number > count.number
        ):
            return second[0], Count(count.number if second[1].number - count.number == 1 else None)
    return end, count


def _read_single(t: Tokens, i: int) -> tuple[int, Count] | None:
    word = t.word(i)
    if word in ("a", "an"):
        return _read_after_article(t, i)
    if word.isdecimal():
        return _read_digits(t, i)
    if word == "half" and t.word(i + 1) in ("a", "an") and t.apart(i + 1):
        return i + 2, Count(0.5)
    if word in VAGUE:
        end = i + 2 if word in ("couple", "many") and t.word(i + 1) == "of" and t.apart(i + 1) else i + 1
        return end, Count(None)
    return _read_spelt(t, i)


def _read_after_article(t: Tokens, i: int) -> tuple[int, Count]:
    following = t.word(i + 1) if t.apart(i + 1) else ""
    if following in ("few", "couple"):
        return (i + 3 if t.word(i + 2) == "of" and t.apart(i + 2) else i + 2), Count(None)
    if following in ("hundred", "thousand", "dozen"):
        return i + 2, Count({"hundred": 100, "thousand": 1000, "dozen": 12}[following])
    if following == "half" and t.word(i + 2) == "-":
        return i + 3, Count(0.5)
    return i + 1, Count(1)


def _read_digits(t: Tokens, i: int) -> tuple[int, Count] | None:
    number = float(t.word(i))
    if t.glued(i + 1) and t.word(i + 1) in (".", ",") and t.glued(i + 2) and t.word(i + 2).isdecimal():
        digits = t.word(i + 2)
        if t.word(i + 1) == ".":
            return i + 3, Count(float(f"{t.word(i)}.{digits}"))
        return (i + 3, Count(number * 1000 + float(digits))) if len(digits) == 3 else None
    if t.apart(i + 1) and t.word(i + 1) == "1" and t.word(i + 2) == "/" and t.word(i + 3) == "2" and t.glued(i + 3):
        return i + 4, Count(number + 0.5)
    if t.near(i + 1) and t.word(i + 1) in _FRACTIONS:
        return i + 2, Count(number + _FRACTIONS[t.word(i + 1)])
    return i + 1, Count(number)


def _read_spelt(t: Tokens, i: int) -> tuple[int, Count] | None:
    """As in "twenty-four", "two hundred", "a thousand": as far as numbers of this kind of text go."""
    found = _read_small(t, i)
    if found is None:
        return None
    end, number = found
    scale = {"hundred": 100, "thousand": 1000, "dozen": 12}.get(t.word(end)) if t.apart(end) else None
    if scale is None:
        return end, Count(number)
    return end + 1, Count(number * scale)


def _read_small(t: Tokens, i: int) -> tuple[int, int] | None:
    """A spelt number below a hundred."""
    word = t.word(i)
    if word in TENS:
        ones = i + 2 if t.word(i + 1) == "-" and t.near(i + 1) else i + 1
        if t.near(ones) and 0 < NUMBER.get(t.word(ones), 0) < 10:
            return ones + 1, TENS[word] + NUMBER[t.word(ones)]
        return i + 1, TENS[word]
    return (i + 1, NUMBER[word]) if word in NUMBER else None


def read_ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """As in "3rd", "third", "twenty-first"; not "3"."""
    word = t.word(i)
    if word.isdecimal():
        if t.glued(i + 1) and t.word(i + 1) in ENDINGS and len(word) < 4:
            return i + 2, int(word)
        return None
    if word in TENS:
        ones = i + 2 if t.word(i + 1) == "-" and t.near(i + 1) else i + 1
        if t.near(ones) and 0 < ORDINAL.get(t.word(ones), 0) < 10:
            return ones + 1, TENS[word] + ORDINAL[t.word(ones)]
        return None
    return (i + 1, ORDINAL[word]) if word in ORDINAL else None


def read_day(t: Tokens, i: int) -> tuple[int, int] | None:
    """The number of a day of a month: "17", "17th", "seventeenth", "twenty nine"."""
    number = t.number(i)
    if number is not None and not (t.glued(i + 1) and t.word(i + 1) in ENDINGS):
        found: tuple[int, int] | None = (i + 1, number) if len(t.word(i)) < 3 else None
    else:
        found = read_ordinal(t, i) or _read_small(t, i)
    return found if found and 1 <= found[1] <= 31 else None


def read_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """As in "1996", or "nineteen ninety-six", "two thousand and four", "nineteen oh five"."""
    number = t.number(i)
    if number is not None:
        if len(t.word(i)) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return i + 1, number
        return None
    return read_spelt_year(t, i)


def read_spelt_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year in words."""
    word = t.word(i)
    if word == "two" and t.word(i + 1) == "thousand" and t.apart(i + 1):
        more = i + 3 if t.word(i + 2) == "and" and t.apart(i + 2) else i + 2
        found = _read_small(t, more) if t.apart(more) else None
        return (found[0], 2000 + found[1]) if found else (i + 2, 2000)
    century = NUMBER.get(word, 0) if word != "twenty" else 20
    if not 11 <= century <= 20 or not t.near(i + 1):
        return None
    rest = i + 2 if t.word(i + 1) == "-" else i + 1
    if t.word(rest) == "hundred":
        more = rest + 2 if t.word(rest + 1) == "and" else rest + 1
        found = _read_small(t, more) if t.near(more) else None
        return (found[0], century * 100 + found[1]) if found else None
    if t.word(rest) in ("oh", "o") and 0 < NUMBER.get(t.word(rest + 1), 0) < 10:
        return rest + 2, century * 100 + NUMBER[t.word(rest + 1)]
    found = _read_small(t, rest) if t.near(rest) else None
    return (found[0], century * 100 + found[1]) if found and found[1] >= 10 else None
