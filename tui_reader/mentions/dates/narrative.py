"""From which moment each date of a text is reckoned: the article's day, or, where history is told, the day told last.

The one rule: a text is a narrative only when the years it names lie far before its day, and it hardly ever speaks of
its own day; news is never reckoned as one.
"""

from datetime import date

from tui_reader.mentions.dates.calendars import first_day, unit_of
from tui_reader.mentions.dates.forms import Fixed, Form, Moment, Weekday
from tui_reader.mentions.dates.grammar import Found
from tui_reader.mentions.dates.shifts import Clock, Shift, Weekend, YearAgo


def is_narrative(published: date, found: list[Found]) -> bool:
    """Whether dates found in a text are those of a narrative."""
    years = [int(each.form.value[:4]) for each in found if isinstance(each.form, Fixed) and _has_year(each.form)]
    far = sum(year < published.year - 2 for year in years)
    days = sum(isinstance(each.form, Fixed) and unit_of(each.form.value) in ("D", "M") for each in found)
    own = sum(isinstance(each.form, Shift | Weekday | Weekend) for each in found)
    return (far >= 4 or (far == 3 and days >= 2)) and far >= 0.8 * len(years) and 5 * own <= far


def _has_year(form: Fixed) -> bool:
    return form.timex in ("DATE", "TIME") and unit_of(form.value.partition("T")[0]) != ""


class Story:
    """Reads the dates of a text one after the other, and remembers what was told."""

    def __init__(self, published: date | None, found: list[Found]) -> None:
        self.published = published
        self._is_narrative = published is not None and is_narrative(published, found)
        self._last = ""
        self._told = ""
        self._quarter = ""

    def new_block(self) -> None:
        """A paragraph begins: in news it does not go on from what another one told."""
        if not self._is_narrative:
            self._last = ""

    def read(self, found: Found) -> str | None:
        """The value of the next date of the text.

        Raises:
            ValueError: When there is no such date.
            OverflowError: When it lies beyond the calendar.
        """
        day = self.published
        if self._told:
            day = first_day(self._told) or day
        value = found.form.read(Moment(day, found.direction, self._last, self._told, self._quarter, self.published))
        if value and found.form.timex in ("DATE", "TIME"):
            self._remember(found, value.partition("T")[0])
        return value

    def _remember(self, found: Found, value: str) -> None:
        unit = unit_of(value)
        if not unit or not value[:4].isdecimal():
            return
        self._last = value
        if isinstance(found.form, YearAgo):
            return
        if unit == "Q":
            self._quarter = value
        elif unit == "Y" and isinstance(found.form, Fixed):
            self._quarter = ""
        if self._is_narrative and not _is_of_today(found.form):
            self._told = value


def _is_of_today(form: Form) -> bool:
    """Whether it is reckoned from the article's own day, whatever was told: "last year"."""
    return isinstance(form.base if isinstance(form, Clock) else form, Shift | Weekend | YearAgo)
