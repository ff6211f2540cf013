"""Reads periods of the calendar: decades, centuries, seasons, quarters, halves and fiscal years.

The one rule: a period is read where its words can mean no other thing: the spring of a watch and the fall of a city
are none.
"""

from tui_reader.mentions.dates.explicit import YEARS
from tui_reader.mentions.dates.forms import Fixed, Form, Match, Part, Season
from tui_reader.mentions.dates.lexicon import DECADE, SEASON
from tui_reader.mentions.dates.numbers import read_ordinal, read_year
from tui_reader.mentions.dates.shifts import Quarter, Shift, Within
from tui_reader.mentions.dates.tokens import Tokens

_LEADS = frozenset(
    "the this last next early late mid - in by since until during of every each past coming previous".split()
)
_LEADS_TO_THE = frozenset("in by during until since through for".split())
_OWNERS = frozenset("his her their my our your its in".split())


def read_year_words(t: Tokens, i: int) -> tuple[int, Form] | None:
    """As in "1984", "nineteen eighty-four", "last year", "that year", "the year", "the same year", "fiscal 1984"."""
    if t.word(i) == "fiscal" and t.near(i + 1):
        i += 1
    if t.word(i) == "the" and t.word(i + 1) == "year" and t.apart(i + 1):
        return i + 2, Shift(0, "Y")
    if t.word(i) in YEARS and t.word(i + 1) == "year" and t.apart(i + 1):
        return i + 2, YEARS[t.word(i)]
    year = read_year(t, i)
    return (year[0], Fixed(f"{year[1]:04}")) if year and t.closes(year[0]) else None


def _read_of_year(t: Tokens, end: int) -> tuple[int, Form] | None:
    """The year after a season or quarter: "of 1984", "1984", ", 1984", "of last year", "a year ago"."""
    at = end + 1 if t.word(end) in ("of", "in", ",") and t.near(end) else end
    if t.says(at, "a", "year", "ago") or t.says(at, "a", "year", "earlier"):
        return at + 3, Shift(-1, "Y")
    if t.word(at) == "'" and len(t.word(at + 1)) == 2 and t.number(at + 1) is not None and t.glued(at + 1):
        number = int(t.word(at + 1))
        return (at + 2, Fixed(str(number + (2000 if number < 40 else 1900)))) if t.closes(at + 2) else None
    return read_year_words(t, at) if t.apart(at) and (at > end or t.word(at) != "the") else None


def _within(end: int, rest: str, year: tuple[int, Form] | None, alone: Form) -> Match | None:
    if year is None:
        return Match(end, alone)
    return Match(
        year[0], Fixed(f"{year[1].value}-{rest}") if isinstance(year[1], Fixed) else Within(year[1], "-" + rest)
    )


def read_season(t: Tokens, i: int) -> Match | None:
    """As in "summer 2021", "the fall of 1990" (from the season on), "spring" where a word before leads to it."""
    code = SEASON.get(t.word(i))
    if code is None or not (t.opens(i) or t.word(i - 1) == "-"):
        return None
    year = _read_of_year(t, i + 1)
    if year:
        return _within(i + 1, code, year, Season(code))
    before = t.word(i - 1)
    if before not in _LEADS or not t.near(i) or not t.closes(i + 1):
        return None
    is_led = t.word(i - 2) in _LEADS_TO_THE and t.word(i + 1) != "of"
    if t.word(i) in ("fall", "spring") and before == "the" and not is_led:
        return None
    if t.word(i) == "fall" and before not in ("the", "this", "last", "next", "every", "each", "early", "late", "past"):
        return None
    if t.word(i + 1).isalpha() and t.capital(i) and t.apart(i + 1) and t.capital(i + 1):
        return None
    return Match(i + 1, Season(code))


def read_decade(t: Tokens, i: int) -> Match | None:
    """As in "1990s", "1990's", "'90s", "90s" after "the", "nineties" after "the"."""
    word, before = t.word(i), t.word(i - 1)
    if word in DECADE:
        is_said = before == "the" or (before in ("early", "late", "mid", "-") and t.word(i - 2) in ("the", "mid"))
        return Match(i + 1, Fixed("19" + DECADE[word])) if is_said else None
    if not word.isdecimal() or word[-1] != "0" or len(word) not in (2, 4):
        return None
    end = i + 1
    if t.word(end) == "'" and t.glued(end) and before in ("the", "early", "late", "mid", "-", "'"):
        end += 1  # "the 1990's"; without such a word it is what belongs to 1990
    if t.word(end) != "s" or not t.glued(end) or not t.closes(end + 1):
        return None
    if len(word) == 4:
        return Match(end + 1, Fixed(word[:3])) if t.opens(i) and 1000 <= int(word) < 2200 else None
    century = "20" if word[0] in "012" else "19"
    if before == "'" and t.glued(i):
        return Match(end + 1, Fixed(century + word[0]))
    is_said = before == "the" or (before in ("early", "late", "mid", "-") and t.word(i - 2) not in _OWNERS)
    return Match(end + 1, Fixed(century + word[0])) if is_said and t.opens(i) and len(t.word(end)) == 1 else None


def read_ordinal_period(t: Tokens, i: int) -> Match | None:
    """As in "20th century", "third quarter of 1984", "fiscal second-quarter", "first half of 1990"."""
    found = read_ordinal(t, i)
    if found is None and t.word(i) == "last":
        found = i + 1, -1
    if found is None or not (t.opens(i) or t.word(i - 1) == "-"):
        return None
    end, number = found
    at = end + 1 if t.word(end) == "-" and t.near(end) else end
    word = t.word(at) if t.near(at) else ""
    if word in ("century", "centuries") and 0 < number < 22:
        return Match(at + 1, Fixed(f"{number - 1:02}")) if t.closes(at + 1) else None
    if word in ("quarter", "quarters", "half") and t.closes(at + 1):
        return _quarter_or_half(t, at, number, word)
    return None


def _quarter_or_half(t: Tokens, at: int, number: int, word: str) -> Match | None:
    if word.startswith("quarter"):
        if not 1 <= number <= 4:
            return None
        name = f"Q{number}"
    else:
        if number not in (1, 2, -1):
            return None
        name = f"H{2 if number == -1 else number}"
    year = _read_of_year(t, at + 1)
    if word == "half" and year is None:
        return None
    return _within(at + 1, name, year, Part(name))


def read_short_quarter(t: Tokens, i: int) -> Match | None:
    """As in "Q3 2021"."""
    if not (t.word(i) == "q" and t.capital(i) and t.glued(i + 1) and t.word(i + 1) in ("1", "2", "3", "4")):
        return None
    name = f"Q{t.word(i + 1)}"
    return _within(i + 2, name, _read_of_year(t, i + 2), Part(name)) if t.opens(i) and t.closes(i + 2) else None


def read_quarter(t: Tokens, i: int) -> Match | None:
    """As in "quarter" after "the" or "the latest": the one in question."""
    before = t.word(i - 1)
    if t.word(i) == "period" and before != "latest":
        return None
    if before in ("latest", "recent") or (
        before == "the" and t.word(i + 1) not in ("of", "mile", "final", "finals", "-")
    ):
        return Match(i + 1, Quarter()) if t.closes(i + 1) else None
    return None


def read_period_of_year(t: Tokens, i: int) -> Match | None:
    """As in "1988 third quarter", "1988 period", "this year's third quarter": a year that leads to a part of it."""
    year = read_year_words(t, i)
    if year is None or not t.opens(i):
        return None
    end, form = year
    if t.says(end, "'", "s"):
        end += 2
    elif not isinstance(form, Fixed):
        return None
    if not t.apart(end):
        return None
    found = read_ordinal(t, end)
    if found and t.word(found[0]) == "quarter" and t.near(found[0]) and 1 <= found[1] <= 4:
        return _within(found[0] + 1, f"Q{found[1]}", (found[0] + 1, form), form)
    if t.word(end) == "quarter" and not isinstance(form, Fixed):
        return Match(end + 1, Quarter(-1 if form == YEARS["last"] else 0))
    if t.word(end) in ("period", "quarter"):
        return Match(end + 1, form)
    return None


def read_fiscal(t: Tokens, i: int) -> Match | None:
    """As in "fiscal 1989", "fiscal year 1989", "fiscal third quarter", "the year 2000" (from "year" on)."""
    if t.word(i) == "fiscal":
        at = i + 2 if t.word(i + 1) in ("year", "-") else i + 1
        period = read_ordinal_period(t, at)
        if period:
            return period
    else:
        at = i + 1
        if t.word(i - 1) != "the":
            return None
    year = read_year(t, at) if t.near(at) else None
    return Match(year[0], Fixed(f"{year[1]:04}")) if year and t.closes(year[0]) else None
