"""Finds the dates in a stretch of text: where each begins and ends, and what its words say.

The one rule: every token is looked at once from the left, by the few readers that its word calls for, each of which looks no
further than some tokens ahead; so the time it takes grows with the text and with nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tui_reader.article import Span
from tui_reader.mentions.dates import clock, explicit, periods, relative, spans
from tui_reader.mentions.dates.cues import direction
from tui_reader.mentions.dates.explicit import Match
from tui_reader.mentions.dates.forms import Fixed, Form, MonthDay
from tui_reader.mentions.dates.lexicon import (
    DECADE,
    EVERY,
    MONTH,
    NUMBER,
    ORDINAL,
    PART,
    SEASON,
    SHORT_WEEKDAY,
    TENS,
    TIMEX_OF_PART,
    UNCERTAIN_MONTHS,
    UNIT,
    UNITS,
    VAGUE,
    WEEKDAY,
    WORD,
)  # fmt: skip
from tui_reader.mentions.dates.numbers import read_spelt_year
from tui_reader.mentions.dates.tokens import Tokens
from tui_reader.mentions.dates.widening import widened

Reader = Callable[[Tokens, int], Match | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a date: a half-open range of code points, what they say, and whether the sentence looks ahead (1) or back (-1)."""

    start: int
    end: int
    form: Form
    direction: int


def find_spans(text: str, span: Span) -> Iterator[Found]:
    """Find the dates in `text[span]`, in their order; no two overlap."""
    t = Tokens(text, span)
    i = 0
    while i < len(t):
        match = _read(t, i)
        if match is None or match.end <= i:
            i += 1
            continue
        begin, end = widened(t, i, match), match.end
        towards = direction(t, begin, end)
        for first, last, form in ((begin, end, match.form), *match.more):
            yield Found(t.starts[first], t.ends[last - 1], form, towards)
            i = t.floor = last


def _read(t: Tokens, i: int) -> Match | None:
    word = t.low[i]
    readers = _DIGITS if word.isdecimal() else _READERS.get(word, ())
    best: Match | None = None
    for read in readers:
        match = read(t, i)
        if match and (best is None or match.end > best.end):
            best = match
    return best


def _read_year(t: Tokens, i: int) -> Match | None:
    """A bare year, or a range of them, where the number is no count and no time of day."""
    match = explicit.read_year_range(t, i)
    if match is None or match.more:
        return match
    year = int(t.word(i))
    follows = t.word(match.end) if t.apart(match.end) else ""
    before = t.word(i - 1) if t.near(i) else ""
    if follows and _is_noun(t, match.end) and not (before in _YEAR_LEADS and follows not in _THINGS):
        return None
    is_likely = 1500 <= year <= 2100
    return match if (is_likely and before not in _NUMBERED) or before in _YEAR_LEADS else None


_YEAR_LEADS = frozenset(
    "in since of until by from early late mid and to through during before after - ( , year".split()
)
_NUMBERED = frozenset("no number page pages room flight highway route about some nearly over than".split())
_THINGS = frozenset(
    "people copies hours miles feet metres meters kilometres kilometers dollars pounds euros men women votes words pages"
    " articles points percent jobs workers employees troops soldiers shares tons tonnes cars homes houses units calories"
    " students children years days fans guests seats listeners followers viewers tickets visitors members acres".split()
)


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


_NO_PLURALS = frozenset(
    "was has is its this does as his plus versus towards besides afterwards thus across always".split()
)


def _read_month(t: Tokens, i: int) -> Match | None:
    match = explicit.read_month(t, i)
    if match is None or not isinstance(match.form, MonthDay) or match.form.number:
        return match
    word, before = t.word(i), t.word(i - 1) if t.near(i) else ""
    if not t.capital(i) and word not in (
        "january",
        "february",
        "september",
        "october",
        "november",
        "december",
        "july",
        "august",
        "june",
        "april",
    ):
        return None
    is_noun = t.apart(match.end) and t.word(match.end).isalpha() and not t.capital(match.end)
    if t.capital(i) and before in ("a", "the", "s", "its") and is_noun:
        return match
    if before in _MONTH_LEADS or (t.word(i - 1) == "-" and t.word(i - 2) == "mid"):
        return match
    if word in UNCERTAIN_MONTHS or len(word) < 4 or not t.capital(i):
        joint, nearby = t.word(match.end), t.word(match.end + 1)
        return match if joint in ("to", "and", "or", "through", "-") and nearby in MONTH and t.capital(i) else None
    if t.apart(match.end) and t.capital(match.end) and word == "august":
        return None
    return match


_MONTH_LEADS = frozenset(
    "in since until till by from of early late mid during through before after between for last next this every each to and or through".split()
)


def _read_spelt_year(t: Tokens, i: int) -> Match | None:
    year = read_spelt_year(t, i)
    if year is None or not t.opens(i) or not t.closes(year[0]):
        return None
    if year[1] == 2000 and t.word(i - 1) not in ("in", "year", "since", "until", "by", "of"):
        return None
    if t.apart(year[0]) and (t.word(year[0]) in UNITS or _is_noun(t, year[0])):
        return None
    return Match(year[0], Fixed(str(year[1])))


def _read_short_after_on(t: Tokens, i: int) -> Match | None:
    """ "22/04" after "on"."""
    return (
        explicit.read_short_numeric(t, i)
        if t.word(i - 1) == "on" and t.apart(i) and t.word(i + 1) in ("/", ".")
        else None
    )


def _of_day(t: Tokens, i: int) -> Match | None:
    match = explicit.read_day_of_month(t, i)
    return clock.with_time(t, match) if match and not match.more else match


def _of_month(t: Tokens, i: int) -> Match | None:
    match = _read_month(t, i)
    if match and not match.more and (not isinstance(match.form, MonthDay) or match.form.number):
        return clock.with_time(t, match)
    return match


_DIGITS: tuple[Reader, ...] = (
    explicit.read_numeric, _of_day, _read_short_after_on, clock.read_clock, periods.read_period_of_year,
    periods.read_decade, periods.read_ordinal_period, spans.read_counted, relative.read_numbered_day, _read_year,
)  # fmt: skip
_READERS: dict[str, tuple[Reader, ...]] = {}


def _call(words: object, *readers: Reader) -> None:
    for word in words:  # type: ignore[attr-defined]
        _READERS[word] = (*_READERS.get(word, ()), *(read for read in readers if read not in _READERS.get(word, ())))


_call([*NUMBER, *TENS], spans.read_counted, _read_spelt_year, _of_day, periods.read_period_of_year)
_call([*ORDINAL, *TENS], periods.read_ordinal_period, _of_day)
_call(["last"], periods.read_ordinal_period)
_call([*VAGUE, "a", "an", "half"], spans.read_counted)
_call(["a", "per"], spans.read_rate)
_call(["period"], periods.read_quarter)
_call(MONTH, _of_month)
_call([*WEEKDAY, *SHORT_WEEKDAY], relative.read_weekday_of, spans.read_adverb)
_call([name + "s" for name in WEEKDAY] + ["weekends", "weekdays", *EVERY], spans.read_adverb)
_call(SEASON, periods.read_season)
_call(DECADE, periods.read_decade)
_call([*relative.STEPS], relative.read_which)
_call(["this", "last", "next", "that", "fiscal"], periods.read_period_of_year)
_call(["that", "same"], relative.read_same)
_call(["recent"], relative.read_recent)
_call([*WORD, "tonight", "tonite"], relative.read_word)
_call(relative.REFERENCE_WORDS, relative.read_reference)
_call(relative.HOLIDAY_WORDS, relative.read_holiday)
_call([*TIMEX_OF_PART], clock.read_clock)
_call([*PART, "mid", "overnight"], clock.read_part)
_call(["every", "each"], spans.read_every)
_call([*UNITS], spans.read_bare_units)
_call([*UNIT], relative.read_day_word)
_call(["quarter"], periods.read_quarter)
_call(["the", "this"], relative.read_definite)
_call(["q"], periods.read_short_quarter)
_call(["fiscal", "year"], periods.read_fiscal)
