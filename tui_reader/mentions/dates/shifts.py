"""What words say that tell one date from another: "last week", "two days later", "the third quarter of last year".

The one rule: as `forms`, of which these are the second half: a value is as exact as the words are, and no more.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from tui_reader.mentions.dates.calendars import first_day, moved, shifted, unit_of, week_of
from tui_reader.mentions.dates.forms import Form, Moment


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from the day: last week (-1), two days ago (-2), this year (0)."""

    amount: int
    unit: str
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """As exact as the unit is."""
        return shifted(at.today, self.amount, self.unit) if at.today else None


@dataclass(frozen=True, slots=True)
class Since:
    """So many units from what the text named last: "two days later", "the following year", "that month"."""

    amount: int
    unit: str
    by_default: bool = False
    """Whether it is reckoned from the article's day when the paragraph named nothing."""
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """As exact as the unit is, if what was named is as exact."""
        if at.day is None:
            return None
        base = first_day(at.last)
        if base is None:
            return shifted(at.day, self.amount, self.unit) if self.by_default else None
        if self.unit == "D" and unit_of(at.last) != "D":
            return None
        return shifted(base, self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class YearAgo:
    """As in "a year ago", "year-earlier": where a quarter is spoken of, the same quarter of the year before."""

    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The year before this one, or its quarter."""
        if at.day is None:
            return None
        base = first_day(at.quarter)
        return shifted(base, -4, "Q") if base else shifted(at.today or at.day, -1, "Y")


@dataclass(frozen=True, slots=True)
class Quarter:
    """As in "the quarter", "the latest quarter": the one that the text named last, or else the one that ended last."""

    years: int = 0
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The quarter."""
        if at.day is None:
            return None
        base = first_day(at.quarter)
        return shifted(base, 4 * self.years, "Q") if base else shifted(at.day, 4 * self.years - 1, "Q")


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend at the end of the week so many weeks from this one; without that, the nearest one."""

    weeks: int | None = None
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The week with TimeML's mark of a weekend."""
        if at.day is None:
            return None
        weeks = self.weeks
        if weeks is None:
            weeks = 0 if at.ahead or at.day.isoweekday() >= 4 else -1
        return week_of(at.day + timedelta(weeks=weeks)) + "-WE"


@dataclass(frozen=True, slots=True)
class Within:
    """A month, day, season or quarter (`rest`, as it follows the year: "-08") of a year that words tell."""

    year: Form
    rest: str
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The year's value with the rest."""
        year = self.year.read(at)
        if not year or unit_of(year) != "Y":
            return "XXXX" + self.rest if at.day is None else None
        value = year + self.rest
        return value if first_day(value) else None


@dataclass(frozen=True, slots=True)
class Later:
    """So many days, weeks, months or years after (or before) another date; from the article's day without one."""

    amount: int
    unit: str
    base: Form | None = None
    weekday: int | None = None
    timex: ClassVar[str] = "DATE"
    stated: ClassVar[bool] = False

    def read(self, at: Moment) -> str | None:
        """The day, where the other date is one; else None."""
        base = at.day
        if self.base:
            value = self.base.read(at)
            base = first_day(value) if value and unit_of(value) in ("D", "Y") else None
        if base is None:
            return None
        day = moved(base, self.amount, self.unit)
        if self.weekday:
            day += timedelta(days=self.weekday - day.isoweekday())
        return day.isoformat()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, such as T22:00 or TEV, of a date; without one, of the article's day."""

    time: str
    base: Form | None = None
    timex: ClassVar[str] = "TIME"

    @property
    def stated(self) -> bool:
        """Whether its day is said."""
        return self.base is not None and self.base.stated

    def read(self, at: Moment) -> str | None:
        """The day with the time."""
        if self.base is None:
            if unit_of(at.last) == "D" and at.day:
                return at.last + self.time
            return at.day.isoformat() + self.time if at.day and not at.told else "XXXX-XX-XX" + self.time
        day = self.base.read(at)
        return day + self.time if day else None
