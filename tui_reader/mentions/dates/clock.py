"""Reads times of day: "10:30 p.m.", "7pm", "noon", "this morning", "Monday evening", and the day they belong to.

The one rule: a number is a time of day only with its colon, its a.m. or p.m., or its o'clock.
"""

from tui_reader.mentions.dates.explicit import read_day_of_month, read_month
from tui_reader.mentions.dates.forms import Fixed, Match, MonthDay, Weekday
from tui_reader.mentions.dates.lexicon import PART, SHORT_WEEKDAY, TIMEX_OF_PART, WORD
from tui_reader.mentions.dates.numeric import read_numeric
from tui_reader.mentions.dates.shifts import Clock, Shift, Since
from tui_reader.mentions.dates.tokens import Tokens
from tui_reader.mentions.dates.weekdays import read_weekday

_ZONES = frozenset("est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist sgt aest jst".split())


def read_clock(t: Tokens, i: int) -> Match | None:
    """A time of day, with its time zone, and its day where that follows."""
    found = _read_hour(t, i)
    if found is None:
        return None
    end, time = found
    if t.apart(end) and t.word(end) in _ZONES and t.raw(end).isupper():
        end += 1
    day = _read_day_after(t, end)
    return Match(day.end, Clock(time, day.form)) if day else Match(end, Clock(time))


def _read_hour(t: Tokens, i: int) -> tuple[int, str] | None:
    if t.word(i) in TIMEX_OF_PART:
        return (i + 1, TIMEX_OF_PART[t.word(i)]) if t.opens(i) and t.closes(i + 1) else None
    hour = t.number(i)
    if hour is None or not t.opens(i) or len(t.word(i)) > 4:
        return None
    end, minute, has_minute = i + 1, 0, False
    if len(t.word(i)) > 2:  # "430pm"
        hour, minute = divmod(hour, 100)
    elif t.word(end) in (":", ".") and t.glued(end) and t.glued(end + 1) and len(t.word(end + 1)) == 2:
        has_minute = t.word(end) == ":"
        minute, end = t.number(end + 1) if t.number(end + 1) is not None else 99, end + 2  # type: ignore[assignment]
    half = _read_half(t, end)
    if half:
        if not 1 <= hour <= 12 or minute > 59:
            return None
        end, is_late = half
        return end, f"T{hour % 12 + 12 * is_late:02}:{minute:02}"
    if t.apart(end) and t.word(end) == "noon" and hour == 12:
        return end + 1, "T12:00"
    if t.says(end, "o", "'", "clock") and 0 < hour <= 24:
        return end + 3, f"T{hour:02}:00"
    if not has_minute or hour > 24 or minute > 59 or not t.closes(end) or (t.word(end) == ":" and t.glued(end)):
        return None
    return end, f"T{hour:02}:{minute:02}"


def _read_half(t: Tokens, end: int) -> tuple[int, bool] | None:
    """As in "a.m.", "pm": where it ends, and whether it is the second half of the day."""
    word = t.word(end) if t.near(end) else ""
    if word in ("am", "pm"):
        return (
            (end + 1, word == "pm")
            if t.closes(end + 1) and not (word == "am" and not t.glued(end) and t.word(end + 1) == "i")
            else None
        )
    if word in ("a", "p") and t.word(end + 1) == "." and t.word(end + 2) == "m" and t.glued(end + 2):
        return (end + 4 if t.word(end + 3) == "." and t.glued(end + 3) else end + 3), word == "p"
    return None


def _read_day_after(t: Tokens, end: int) -> Match | None:
    """The day that a time belongs to: "Wednesday", "on Nov. 9", ", Nov. 9", "today", "this morning" not."""
    at = end
    if t.word(at) == "," and t.near(at):
        at += 1
    if t.word(at) in ("on", "of") and t.apart(at):
        at += 1
    if not t.apart(at):
        return None
    word = t.word(at)
    if word in WORD or word == "tonight":
        return Match(at + 1, Shift(WORD.get(word, 0), "D"))
    if word in SHORT_WEEKDAY and t.capital(at):
        return read_weekday(t, at) or Match(at + 1, Weekday(SHORT_WEEKDAY[word]))
    day = read_weekday(t, at) or read_numeric(t, at) or read_day_of_month(t, at) or read_month(t, at)
    if day is None or day.more or (isinstance(day.form, MonthDay) and day.form.number is None):
        return None
    return None if isinstance(day.form, Fixed) and len(day.form.value) < 10 else day


def with_time(t: Tokens, match: Match) -> Match:
    """A day with the part of the day or the time that follows it: "Monday evening", "this Sat, 7pm"."""
    end = match.end
    word = t.word(end) if t.apart(end) else ""
    if word in PART and t.closes(end + 1) and not word.endswith("s"):
        return Match(end + 1, Clock("T" + PART[word], match.form))
    if word in TIMEX_OF_PART:
        return Match(end + 1, Clock(TIMEX_OF_PART[word], match.form))
    at = end + 1 if t.word(end) == "," and t.near(end) else end + 1 if word == "at" else end
    found = _read_hour(t, at) if t.near(at) else None
    if found is None:
        return match
    end = found[0] + 1 if t.apart(found[0]) and t.word(found[0]) in _ZONES and t.raw(found[0]).isupper() else found[0]
    return Match(end, Clock(found[1], match.form))


def read_part(t: Tokens, i: int) -> Match | None:
    """As in "overnight", "the morning" after "in", "the night of July 4"."""
    word = t.word(i)
    if word in PART and t.word(i + 1) == "of" and t.apart(i + 1) and t.opens(i):
        day = _read_day_after(t, i + 1)
        return Match(day.end, Clock("T" + PART[word], day.form)) if day else None
    if word in PART and t.word(i - 1) == "the" and t.word(i - 2) == "in" and t.apart(i) and t.closes(i + 1):
        return Match(i + 1, Clock("T" + PART[word], Since(0, "D", True))) if t.word(i + 1) != "of" else None
    if word == "overnight":
        return Match(i + 1, Clock("TNI", Shift(0, "D"))) if t.closes(i + 1) else None
    if word == "mid" and t.word(i + 1 + (t.word(i + 1) == "-")) in PART:
        at = i + 1 + (t.word(i + 1) == "-")
        return Match(at + 1, Clock("T" + PART[t.word(at)], Shift(0, "D"))) if t.closes(at + 1) else None
    return None
