"""Takes in the words before a date that belong to it: "the", "early", "the end of", "nearly".

The one rule: a date grows to the left only, by words that say which part of it is meant or how much of it; its value
stays what it is.
"""

from tui_reader.mentions.dates.forms import MarkedDay, Match, Reference, Weekday
from tui_reader.mentions.dates.lexicon import MONTH, PART, SHORT_WEEKDAY, UNITS, WEEKDAY
from tui_reader.mentions.dates.shifts import Clock
from tui_reader.mentions.dates.tokens import Tokens

_LIMITS = (
    ("no", "more", "than"), ("more", "than"), ("less", "than"), ("at", "least"), ("at", "most"), ("up", "to"),
    ("about",), ("around",), ("nearly",), ("almost",), ("approximately",), ("roughly",), ("some",),
)  # fmt: skip
_STAGES = ("end", "beginning", "start", "middle")
_TIMES = ("early", "late", "earlier", "later", "mid", "sometime")
_COMPARED = ("latest", "comparable", "same", "corresponding")


def widened(t: Tokens, i: int, match: Match) -> int:
    """The token at which a date begins that was read from a token on, with the words before that belong to it."""
    if match.form.timex == "SET" or (isinstance(match.form, Reference) and t.word(match.end - 1) not in _AGO):
        return i
    if match.form.timex == "DURATION" or t.word(match.end - 1) == "ago":
        begin = _with_limit(t, i, match)
    else:
        begin = _with_stage(t, _with_article(t, i, match))
    return max(begin, t.floor)


_AGO = ("ago", "later", "earlier")


def _with_limit(t: Tokens, begin: int, match: Match) -> int:
    """As in "nearly", "at least"; or "the", "the first" before what is counted."""
    if t.word(match.end - 1) in UNITS and t.word(match.end - 2) != "-":
        at = begin - 1 if t.word(begin - 1) in ("first", "latest", "final") and t.apart(begin) else begin
        with_article = _before(t, at, "the")
        if with_article < at:
            return with_article
    for words in _LIMITS:
        at = begin - len(words)
        if at >= 0 and t.apart(begin) and t.says(at, *words):
            return at
    return _before(t, begin, "the") if match.end - begin > 1 and t.word(begin) in ("last", "past", "next") else begin


def _with_article(t: Tokens, begin: int, match: Match) -> int:
    """As in "the" before what is not the name of a day, a month or a year; "fiscal", "the comparable"."""
    if t.word(begin - 1) == "fiscal" and t.near(begin):
        begin -= 1
    if t.word(begin - 1) == "'" and t.word(begin).isdecimal() and t.glued(begin):
        begin -= 1
    if t.word(begin - 1) in _COMPARED and t.apart(begin):
        begin -= 1
    word = t.word(begin)
    is_name = word in MONTH or word in WEEKDAY or word in SHORT_WEEKDAY
    is_number = word.isdecimal() and t.word(match.end - 1) not in ("s", "century", "period", "quarter")
    if is_name and not isinstance(match.form, Weekday):
        return begin
    if isinstance(match.form, Clock):
        return _before(t, begin, "the") if word in PART else begin
    if (is_number and not isinstance(match.form, MarkedDay)) or (
        is_name and t.word(match.end - 1) not in ("last", "next")
    ):
        return begin
    is_adjective = t.word(match.end - 2) == "-" and t.word(match.end - 1) in ("quarter", "ago", "earlier", "half")
    return begin if is_adjective else _before(t, begin, "the")


def _with_stage(t: Tokens, begin: int) -> int:
    """As in "early", "mid-", "the end of", "later" before a date."""
    if t.word(begin - 1) == "-" and t.word(begin - 2) == "mid" and t.glued(begin):
        return _before(t, begin - 2, "the")
    if t.word(begin - 1) in _TIMES and t.apart(begin):
        return _before(t, begin - 1, "the")
    if t.word(begin - 1) == "of" and t.word(begin - 2) in _STAGES and t.apart(begin):
        return _before(t, begin - 2, "the")
    if t.word(begin - 2) in ("earlier", "later") and t.word(begin - 1) == "in" and t.word(begin) == "the":
        return begin - 2
    return begin


def _before(t: Tokens, begin: int, word: str) -> int:
    return begin - 1 if begin and t.word(begin - 1) == word and t.apart(begin) else begin
