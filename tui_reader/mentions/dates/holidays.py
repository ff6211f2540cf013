"""Reads holidays: "Christmas", "Easter 2018", "Thanksgiving of last year".

The one rule: a holiday is a date unless it names a thing: a Christmas party is at Christmas, a Christmas carol is not.
"""

from tui_reader.mentions.dates.forms import Holiday, Match
from tui_reader.mentions.dates.lexicon import HOLIDAY
from tui_reader.mentions.dates.numbers import read_year
from tui_reader.mentions.dates.tokens import Tokens

_THINGS = frozenset(
    "tree trees card cards carol carols song songs movie movies film films special album single sweater jumper"
    " pudding cookies decorations lights ornament ornaments present presents costume costumes candy egg eggs bunny"
    " stocking".split()
)
"""What is called after a holiday, and may be there on any other day."""
_HOLIDAYS: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _value in sorted(HOLIDAY.items(), key=lambda item: -len(item[0])):
    _HOLIDAYS.setdefault(_words[0], []).append((_words, _value))
HOLIDAY_WORDS = frozenset(_HOLIDAYS)
"""What a holiday may begin with."""


def read_holiday(t: Tokens, i: int) -> Match | None:
    """A holiday, with its year where that is said: "Christmas", "Easter 2018", "Thanksgiving of last year"."""
    found = next(((words, rule) for words, rule in _HOLIDAYS.get(t.word(i), ()) if t.says(i, *words)), None)
    if found is None or not t.opens(i):
        return None
    words, rule = found
    end = i + len(words)
    if not t.closes(end) or t.word(end) == "-":
        return None
    at = end + 1 if t.word(end) in (",", "of", "in") and t.near(end) else end
    year = read_year(t, at) if t.near(at) else None
    if year and t.closes(year[0]):
        return Match(year[0], Holiday(rule, year[1]))
    for which, years in (("this", 0), ("last", -1), ("next", 1)):
        if t.says(at, which, "year"):
            return Match(at + 2, Holiday(rule, years=years))
    is_thing = t.apart(end) and len(words) == 1 and (t.capital(end) or t.word(end) in _THINGS)
    return None if is_thing else Match(end, Holiday(rule))
