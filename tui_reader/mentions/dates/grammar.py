"""Finds the dates in a stretch of text: where each begins and ends, and what its words say.

The one rule: every token is looked at once, from the left, by the few readers that its word calls for, and each of
these looks no further than some tokens ahead; so the time it takes grows with the text and with nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tui_reader.article import Span
from tui_reader.mentions.dates import (
    bare,
    clock,
    explicit,
    holidays,
    numeric,
    periods,
    relative,
    spans,
    weekdays,
    words,
)
from tui_reader.mentions.dates import lexicon as lex
from tui_reader.mentions.dates.cues import direction
from tui_reader.mentions.dates.forms import Form, Match, MonthDay
from tui_reader.mentions.dates.tokens import Tokens
from tui_reader.mentions.dates.widening import widened

Reader = Callable[[Tokens, int], Match | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The words of one date."""

    start: int
    end: int
    """A half-open range of code points."""
    form: Form
    direction: int
    """1 where the sentence speaks of what is to come, -1 where of what was, 0 where nothing tells."""


def find_spans(text: str, span: Span) -> Iterator[Found]:
    """Find the dates in `text[span]`, in their order; no two overlap."""
    t = Tokens(text, span)
    i = 0
    while i < t.count:
        match = _read(t, i)
        if match is None:
            i += 1
            continue
        begin = widened(t, i, match)
        towards = 0 if match.form.stated else direction(t, begin, match.reach)
        for first, last, form in ((begin, match.end, match.form), *match.more):
            yield Found(t.starts[first], t.ends[last - 1], form, towards)
        i = t.floor = match.reach


def _read(t: Tokens, i: int) -> Match | None:
    """What the longest reading of the tokens from an index on says; the first of those that are as long."""
    word = t.word(i)
    best: Match | None = None
    for read in _called_by_digits(t, i, len(word)) if word.isdecimal() else _CALLED_BY_WORD.get(word, ()):
        match = read(t, i)
        if match and (best is None or match.reach > best.reach):
            best = match
    return best


def _called_by_digits(t: Tokens, i: int, length: int) -> tuple[Reader, ...]:
    """The readers that a number calls for, by how long it is and what follows."""
    following = t.word(i + 1) if t.near(i + 1) else ""
    if following in lex.ENDINGS:
        return _OF_ORDINALS
    if length <= 2:
        return _OF_SHORT.get(following, _OF_DAYS)
    return _OF_LONG.get(following, _OF_YEARS) if length == 4 else _OF_OTHER_NUMBERS


def _read_day(t: Tokens, i: int) -> Match | None:
    match = explicit.read_day_of_month(t, i)
    return clock.with_time(t, match) if match and not match.more else match


def _read_month(t: Tokens, i: int) -> Match | None:
    match = bare.read_bare_month(t, i)
    if match is None or match.more or (isinstance(match.form, MonthDay) and not match.form.number):
        return match
    return clock.with_time(t, match)


_OF_ORDINALS: tuple[Reader, ...] = (_read_day, periods.read_ordinal_period, weekdays.read_numbered_day)
_OF_DAYS: tuple[Reader, ...] = (_read_day, spans.read_counted)
_OF_YEARS: tuple[Reader, ...] = (periods.read_period_of_year, spans.read_counted, bare.read_bare_year)
_OF_OTHER_NUMBERS: tuple[Reader, ...] = (numeric.read_numeric, clock.read_clock, spans.read_counted)
_OF_SHORT: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys((":", "am", "pm", "a", "p", "noon", "o"), (clock.read_clock, spans.read_counted)),
    **dict.fromkeys(("/", "-"), (numeric.read_numeric, *_OF_DAYS, bare.read_day_after_on)),
    ".": (numeric.read_numeric, clock.read_clock, spans.read_counted, bare.read_day_after_on),
    **dict.fromkeys(("s", "'"), (periods.read_decade, *_OF_DAYS)),
}
_OF_LONG: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys(("am", "pm", "a", "p"), (clock.read_clock, *_OF_YEARS)),
    **dict.fromkeys(("-", "/"), (numeric.read_numeric, spans.read_counted, bare.read_bare_year)),
    **dict.fromkeys(("s", "'"), (periods.read_decade, *_OF_YEARS)),
}
"""The readers that a number of one or two digits calls for, and one of four, by the token after it."""
_READERS: tuple[tuple[Iterable[str], tuple[Reader, ...]], ...] = (
    ((*lex.NUMBER, *lex.TENS), (spans.read_counted, bare.read_year_in_words, _read_day, periods.read_period_of_year)),
    ((*lex.ORDINAL, *lex.TENS), (periods.read_ordinal_period, _read_day)),
    ((*lex.VAGUE, "a", "an", "half"), (spans.read_counted,)),
    (("a", "per"), (spans.read_rate,)),
    (lex.MONTH, (_read_month,)),
    ((*lex.WEEKDAY, *lex.SHORT_WEEKDAY), (relative.read_weekday_of, spans.read_adverb)),
    ((*(name + "s" for name in lex.WEEKDAY), "weekends", "weekdays", *lex.EVERY), (spans.read_adverb,)),
    (lex.SEASON, (periods.read_season,)),
    (lex.DECADE, (periods.read_decade,)),
    (relative.STEPS, (relative.read_which,)),
    (("last",), (periods.read_ordinal_period,)),
    (("this", "last", "next", "that", "fiscal"), (periods.read_period_of_year,)),
    (("that", "same"), (relative.read_same,)),
    (("recent",), (relative.read_recent,)),
    ((*lex.WORD, "tonight", "tonite"), (words.read_word,)),
    (words.REFERENCE_WORDS, (words.read_reference,)),
    (holidays.HOLIDAY_WORDS, (holidays.read_holiday,)),
    (lex.TIMEX_OF_PART, (clock.read_clock,)),
    ((*lex.PART, "mid", "overnight"), (clock.read_part,)),
    (("every", "each"), (spans.read_every,)),
    (lex.UNITS, (spans.read_bare_units,)),
    (lex.UNIT, (words.read_day_word,)),
    (("quarter", "period"), (periods.read_quarter,)),
    (("the", "this"), (words.read_definite,)),
    (("q",), (periods.read_short_quarter,)),
    (("fiscal", "year"), (periods.read_fiscal,)),
)
"""Which words a reader may begin at."""
_CALLED_BY_WORD: dict[str, tuple[Reader, ...]] = {}
for _words, _readers in _READERS:
    for _word in _words:
        _CALLED_BY_WORD[_word] = (*_CALLED_BY_WORD.get(_word, ()), *_readers)
