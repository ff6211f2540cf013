"""Reads months, years and pairs of numbers that stand alone, where the words around them say that they are dates.

The one rule: in doubt a number is a number, and a word that is a verb or a name too is no month.
"""

from tui_reader.mentions.dates.explicit import read_month, read_year_range
from tui_reader.mentions.dates.forms import Fixed, Form, Match, MonthDay
from tui_reader.mentions.dates.lexicon import MONTH, UNCERTAIN_MONTHS, UNITS
from tui_reader.mentions.dates.numbers import read_spelt_year
from tui_reader.mentions.dates.numeric import read_short_numeric
from tui_reader.mentions.dates.tokens import Tokens

_YEAR_LEADS = frozenset(
    "in since of until by from early late mid and to through during before after - ( , year".split()
)
_NUMBERED = frozenset("no number page pages room flight highway route about some nearly over than".split())
_THINGS = frozenset(
    "people copies hours miles feet metres meters kilometres kilometers dollars pounds euros men women votes words"
    " pages articles points percent jobs workers employees troops soldiers shares tons tonnes cars homes houses units"
    " calories students children years days fans guests seats listeners followers viewers tickets visitors members"
    " acres".split()
)
_NO_PLURALS = frozenset(
    "was has is its this does as his plus versus towards besides afterwards thus across always".split()
)
_MONTH_LEADS = frozenset(
    "in since until till by from of early late mid during through before after between for last next this every"
    " each".split()
)
_BESIDE_MONTH = frozenset((*MONTH, "mid"))


def read_bare_year(t: Tokens, i: int) -> Match | None:
    """A bare year, or a range of them, where the number is no count and no time of day."""
    match = read_year_range(t, i)
    if match is None or match.more:
        return match
    year = int(t.word(i))
    follows = t.word(match.end) if t.apart(match.end) else ""
    before = t.word(i - 1) if t.near(i) else ""
    if before == "." and t.word(i - 2) in ("no", "nos"):
        return None
    if before in MONTH or (before.isdecimal() and len(before) < 3 and t.word(i - 2) in MONTH):
        return None  # what is left of "30 February 2024"
    if follows and _is_noun(t, match.end) and not (before in _YEAR_LEADS and follows not in _THINGS):
        return None
    is_likely = 1500 <= year <= 2100
    return match if (is_likely and before not in _NUMBERED) or before in _YEAR_LEADS else None


def _is_noun(t: Tokens, i: int) -> bool:
    """Whether a number before a word seems to count what the word names: a plural."""
    word = t.word(i)
    return word in _THINGS or (
        word.endswith("s")
        and len(word) > 3
        and word not in _NO_PLURALS
        and not t.capital(i)
        and not word.endswith("ss")
    )


def read_bare_month(t: Tokens, i: int) -> Match | None:
    """A month, and a day or year beside it; alone only where no verb and nobody of that name can be meant."""
    match = read_month(t, i)
    word, before = t.word(i), t.word(i - 1) if t.near(i) else ""
    if match is None or (before.isdecimal() and t.apart(i) and len(before) < 3 and not _has_day(match.form)):
        return None  # the rest of "31 February"
    if not isinstance(match.form, MonthDay) or match.form.number:
        return match
    if not t.capital(i) and (len(word) < 4 or word in ("sept", "may", "march")):
        return None
    is_noun = t.apart(match.end) and t.word(match.end).isalpha() and not t.capital(match.end)
    if t.capital(i) and before in ("a", "the", "s", "its") and is_noun:
        return match
    if before in _MONTH_LEADS or (before in ("and", "or", "to", "-") and t.word(i - 2) in _BESIDE_MONTH):
        return match
    if word in UNCERTAIN_MONTHS or len(word) < 4 or not t.capital(i):
        joint, nearby = t.word(match.end), t.word(match.end + 1)
        return (
            match
            if joint in ("to", "and", "or", "through", "-")
            and nearby in MONTH
            and t.capital(match.end + 1)
            and t.capital(i)
            else None
        )
    if t.apart(match.end) and t.capital(match.end) and word == "august":
        return None
    return match


def _has_day(form: Form) -> bool:
    return form.number is not None if isinstance(form, MonthDay) else isinstance(form, Fixed) and len(form.value) > 7


def read_year_in_words(t: Tokens, i: int) -> Match | None:
    """As in "nineteen ninety-six"; "two thousand" is one only after a word that leads to a year."""
    year = read_spelt_year(t, i)
    if year is None or not t.opens(i) or not t.closes(year[0]):
        return None
    if year[1] == 2000 and t.word(i - 1) not in ("in", "year", "since", "until", "by", "of"):
        return None
    if t.apart(year[0]) and (t.word(year[0]) in UNITS or _is_noun(t, year[0])):
        return None
    return Match(year[0], Fixed(str(year[1])))


def read_day_after_on(t: Tokens, i: int) -> Match | None:
    """As in "22/04" after "on"."""
    return read_short_numeric(t, i) if t.word(i - 1) == "on" and t.apart(i) and t.word(i + 1) in ("/", ".") else None
