"""Guesses which period was meant by words that name none.

The one rule: pure, and what is guessed is a period; of several guesses, the one that changes least.
"""

import re
from collections.abc import Iterator
from datetime import date

from tui_reader.search.edits import nearest
from tui_reader.search.periods import VOCABULARY, parse_period

_SINCE = re.compile(r"(?:>=?|since|after|from)[\s:=]*(.+)")
_UNTIL = re.compile(r"(?:<=?|before|until|till|to)[\s:=]*(.+)")
_BETWEEN = re.compile(r"(.*?\d{4}\S*)\s*(?:-|–|—|…|\.{3,}|\bto\b|\bthrough\b|\buntil\b|\band\b)\s*(\S*\d{4}.*)")
_SEPARATOR = re.compile(r"[/._–—:]")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_THREE = re.compile(r"(\d{1,4})-(\d{1,2})-(\d{1,4})")
_WORD = re.compile(r"[^\W\d_]+|\d\w*")
_YEAR = re.compile(r"\d{4}")


def nearest_period(words: str, today: date | None = None) -> str:
    """Return the period that was likely meant, as `parse_period` reads it; nothing where there is no telling."""
    words = " ".join(words.lower().split())
    return next((guess for guess in _guesses(words, today) if parse_period(guess, today)), "")


def _guesses(words: str, today: date | None) -> Iterator[str]:
    yield words
    for pattern, form in ((_SINCE, "{}.."), (_UNTIL, "..{}")):
        if match := pattern.fullmatch(words):
            yield form.format(next(_points(match[1], today), ""))
    if match := _BETWEEN.fullmatch(words.removeprefix("between ")):
        yield "..".join(next(_points(part, today), "") for part in match.groups())
    if ".." in words:
        before, _, after = words.partition("..")
        yield "..".join(next(_points(part, today), "") if part.strip(" .") else "" for part in (before, after))
    yield from _points(words, today)


def _points(words: str, today: date | None) -> Iterator[str]:
    """Those guesses at one date that are dates."""
    return (guess for guess in _point_guesses(words.strip(), today) if parse_period(guess, today))


def _point_guesses(words: str, today: date | None) -> Iterator[str]:
    yield words
    numbers = _SEPARATOR.sub("-", words)
    yield numbers
    if match := _COMPACT.fullmatch(words):
        yield "-".join(part for part in match.groups() if part)
    if match := _THREE.fullmatch(numbers):
        first, middle, last = match.groups()
        yield f"{last}-{middle}-{first}"  # the day first, as most of the world has it
        yield f"{last}-{first}-{middle}"
    yield from _nearest_days(numbers)
    yield (spelt := _spelt_right(numbers))
    if today:
        yield from _with_a_year(numbers, today)
        yield from _with_a_year(spelt, today)
    yield from (year.group() for year in _YEAR.finditer(words))
    if words.isascii() and words.isdigit() and len(words) == 3:
        yield f"{words}0"


def _spelt_right(words: str) -> str:
    """The words with every one that no date has in it replaced by the nearest that one has; nothing if one has none."""
    said = _WORD.findall(words)
    meant = [word if not word.isalpha() or word in VOCABULARY else nearest(word, VOCABULARY) for word in said]
    return "-".join(word for word in meant if word) if all(meant) else ""


def _with_a_year(words: str, today: date) -> Iterator[str]:
    """A month, or a day of a month, in the last year in which it has begun; the last year that ends like this."""
    for year in (today.year, today.year - 1):
        period = parse_period(f"{words}-{year}")
        if period and period[0] and period[0] <= today:
            yield f"{words}-{year}"
    if words.isascii() and words.isdigit() and len(words) == 2:
        yield str(today.year - (today.year - int(words)) % 100)


def _nearest_days(numbers: str) -> Iterator[str]:
    """The last month of the year, or the last day of the month, for one that is past it."""
    parts = numbers.split("-")
    if 2 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        year, month = parts[0], min(max(int(parts[1]), 1), 12)
        if len(parts) == 2:
            yield f"{year}-{month:02}"
        else:
            yield from (f"{year}-{month:02}-{day:02}" for day in range(min(max(int(parts[2]), 1), 31), 27, -1))
            yield f"{year}-{month:02}-01"
