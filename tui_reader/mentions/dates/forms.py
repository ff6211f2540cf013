"""What the words of a date say, before it is known from which day they are reckoned.

The one rule: a form is read by `read(at)` from the moment it is reckoned from, and from nothing else; None means that
the words do not say. A form that is `stated` is the same from every moment.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, NamedTuple, Protocol

from tui_reader.mentions.dates.calendars import holiday, nearest, season_of, shifted, unit_of


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a date is reckoned."""

    day: date | None
    """The article's day; in a narrative the last day that was told."""
    direction: int = 0
    """1 where the sentence speaks of what is to come, -1 where of what was, 0 where nothing tells."""
    last: str = ""
    """The value that the text named last, if it is one of the calendar."""
    told: str = ""
    """The same, in a narrative: what is incomplete is reckoned from it."""
    quarter: str = ""
    """The quarter that the text named last."""
    today: date | None = None
    """The article's own day, in a narrative too."""

    @property
    def ahead(self) -> bool:
        """Whether the sentence speaks of what is to come."""
        return self.direction > 0


class Form(Protocol):
    """What the words of one date say."""

    @property
    def timex(self) -> str:
        """DATE, TIME, DURATION or SET."""

    @property
    def stated(self) -> bool:
        """Whether the words say it all."""

    def read(self, at: Moment) -> str | None:
        """The value, reckoned from a moment.

        Raises:
            ValueError: When there is no such date.
            OverflowError: When it lies beyond the calendar.
        """


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is all in the words."""

    value: str
    timex: str = "DATE"
    stated: ClassVar[bool] = True

    def read(self, at: Moment) -> str | None:
        """The value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Reference:
    """Some time past, present or to come."""

    value: str
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """TimeML's word for it, when there is a day before or after which it is."""
        return self.value if at.day else None


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, or a day of one, without its year; `step` is -1, 0 or 1 for the last, this or next one."""

    month: int
    number: int | None = None
    step: int | None = None
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """Of the nearest year that the sentence can mean."""
        if self.number:
            date(2000, self.month, self.number)  # 31 February is no date in any year
        if at.day is None:
            value = f"XXXX-{self.month:02}" + (f"-{self.number:02}" if self.number else "")
            return value if self.step is None else None
        if self.step is not None:
            year = self._year(at.day)
        elif at.told:
            year = told_year(at.told, at.day, self.month)
        else:
            year = nearest(at.day, self.month, self.number or 1, at.direction).year
        return date(year, self.month, self.number).isoformat() if self.number else f"{year:04}-{self.month:02}"

    def _year(self, day: date) -> int:
        then, now = (self.month, self.number or 0), (day.month, day.day if self.number else 0)
        if self.step == 1:
            return day.year + (then <= now)
        return day.year - (then >= now) if self.step == -1 else day.year


def told_year(told: str, day: date, month: int) -> int:
    """In a narrative: the year told; the next one for a January told after a December, and the reverse."""
    if unit_of(told) == "Y":
        return day.year
    if month - day.month < -8:
        return day.year + 1
    return day.year - 1 if month - day.month > 9 else day.year


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 to 7; `which` is last, past, previous, this, next, coming or following, or nothing."""

    number: int
    which: str = ""
    weeks: int | None = None
    """Of which week it is, in weeks from this one."""
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The nearest that the sentence can mean."""
        if at.day is None:
            return None if self.which or self.weeks is not None else f"XXXX-WXX-{self.number}"
        return self._day(at.day, ahead=at.ahead).isoformat()

    def _day(self, day: date, *, ahead: bool) -> date:
        back = (day.isoweekday() - self.number) % 7
        if self.weeks is not None:
            return day + timedelta(days=self.number - day.isoweekday() + 7 * self.weeks)
        match self.which:
            case "next" | "coming" | "following":
                return day + timedelta(days=7 - back)
            case "last" | "past" | "previous":
                return day - timedelta(days=back or 7)
            case "this":
                return day + timedelta(days=self.number - day.isoweekday())
            case "before last":
                return day - timedelta(days=(back or 7) + 7)
            case "after next":
                return day + timedelta(days=14 - back)
        return day + timedelta(days=7 - back) if ahead and back else day - timedelta(days=back)


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A weekday with the number of its day ("Wednesday the 13th"), or a number alone ("the 20th"), of some month."""

    number: int
    weekday: int | None = None
    months: int | None = None
    """Of which month it is, in months from this one."""
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The nearest such day; in a narrative the one of the month told."""
        if at.day is None:
            return None
        if self.months is not None:
            return f"{shifted(at.day, self.months, 'M')}-{self.number:02}" if self.number <= 31 else None
        if self.weekday:
            return self._on_weekday(at.day, self.weekday)
        if at.told:
            return date(at.day.year, at.day.month, self.number).isoformat()
        for months in (0, 1) if at.ahead else (0, -1):
            month = shifted(at.day, months, "M")
            day = date.fromisoformat(f"{month}-{self.number:02}")
            if (day >= at.day) if at.ahead else (day <= at.day):
                return day.isoformat()
        return None

    def _on_weekday(self, day: date, weekday: int) -> str | None:
        for distance in range(-62, 190):
            each = day + timedelta(days=distance)
            if each.day == self.number and each.isoweekday() == weekday:
                return each.isoformat()
        return None


@dataclass(frozen=True, slots=True)
class Season:
    """A season without its year; `step` is -1, 0 or 1 for the last, this or next one."""

    code: str
    step: int | None = None
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The year's own, or the one that ended last, or comes next."""
        if at.day is None:
            return None if self.step is not None else f"XXXX-{self.code}"
        return season_of(at.day, self.code, self.step or 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A quarter or half of a year: `name` is Q1 to Q4, H1 or H2; `step` counts years from this one."""

    name: str
    step: int | None = None
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """Of this year, or of the last one while the year is young."""
        if at.day is None:
            return f"XXXX-{self.name}" if self.step is None else None
        early = self.step is None and not at.told and self.name in ("Q3", "Q4", "H2") and at.day.month <= 3
        return f"{at.day.year + (self.step or 0) - (early and not at.ahead):04}-{self.name}"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday, by the lexicon's rule; `step` is -1, 0 or 1 for the last, this or next one."""

    rule: str
    year: int | None = None
    step: int | None = None
    years: int | None = None
    """Of which year it is, in years from this one."""
    timex: ClassVar[str] = "DATE"

    @property
    def stated(self) -> bool:
        """Whether its year is said."""
        return self.year is not None

    def read(self, at: Moment) -> str | None:
        """Its day in the year that is said, or else in the nearest that the sentence can mean."""
        if self.year is not None:
            return holiday(self.rule, self.year).isoformat()
        if at.day is None:
            is_bare = self.step is None and self.years is None
            return f"XXXX-{self.rule}" if is_bare and self.rule[0] in "01" else None
        if at.told or self.years is not None:
            return holiday(self.rule, at.day.year + (self.years or 0)).isoformat()
        days = [holiday(self.rule, year) for year in range(max(at.day.year - 1, 1), min(at.day.year + 2, 10_000))]
        before, after = [day for day in days if day < at.day], [day for day in days if day >= at.day]
        if self.step == 0:
            return holiday(self.rule, at.day.year).isoformat()
        if not before or not after:  # at either end of the calendar
            return None
        if self.step is not None:
            return (after[0] if self.step > 0 else before[-1]).isoformat()
        is_next = at.ahead or (12 if at.direction else 3) * (after[0] - at.day) < at.day - before[-1]
        return (after[0] if is_next else before[-1]).isoformat()


class Match(NamedTuple):
    """What was read from some token on: before which it ends, what it says, and further dates (begin, end, form)."""

    end: int
    form: Form
    more: tuple[tuple[int, int, Form], ...] = ()

    @property
    def reach(self) -> int:
        """Where the last date in it ends."""
        return self.more[-1][1] if self.more else self.end
