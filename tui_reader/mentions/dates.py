"""Finds dates by rule, and works out their values.

The one rule: a value is what the words say, reckoned from the article's day where they are relative to it; without that
day nothing is made up.

Values are ISO 8601, or TIMEX3's where ISO has no word: 2021-SU (a summer), 199 (the 1990s), P3M (three months),
2021-W28-WE (a weekend), 2021-07-17TNI (a night), and X for what is not said (XXXX-02, PXM). See TimeML 1.2.1.
This is the first grammar, and kept small; a fuller one takes its place behind the same function.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tui_reader.article import Article, BlockKind, Mention, MentionKind

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE"}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_VAGUE = ("several", "few", "a few", "many", "couple", "a couple", "a couple of", "couple of")

_GAP = r"\s{1,3}"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ON = rf"(?:{_WEEKDAY},?{_GAP})?"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_PART = r"(?:morning|afternoon|evening|night)"
_NUMBER = (
    r"(?:\d{1,3}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many"
    r"|(?:a\s)?few|(?:a\s)?couple(?:\sof)?))"
)
_UNIT = "(?:day|week|month|year|decade)"
_CUES = ("[Ii]n", "[Ss]ince", "[Uu]ntil", "[Bb]y", "[Ff]rom", "to", "[Oo]f", "[Ee]arly", "[Ll]ate")
_MONTH_CUE = "|".join([*(rf"(?<=\b{cue}\s)" for cue in _CUES), "(?<=[Mm]id-)"])
_WHICH = r"(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:past|coming))?|(?:[Tt]he\s)?(?:[Pp]ast|[Pp]revious|[Ff]ollowing))"
_BOUND = r"(?:(?<![\w£$€-])|(?<=\b[Mm]id-)){}(?![\w]|-\d)"

_FORMS: dict[str, str] = {
    "iso": r"(?P<iso_date>\d{4}-[01]\d-[0-3]\d)",
    "dmy": rf"{_ON}(?P<dmy_d>{_DAY}){_GAP}(?:of\s)?(?P<dmy_m>{_MONTH})(?:,?{_GAP}(?P<dmy_y>{_YEAR}))?",
    "mdy": rf"{_ON}(?P<mdy_m>{_MONTH}){_GAP}(?P<mdy_d>{_DAY})(?!\d|:)(?:,?{_GAP}(?P<mdy_y>{_YEAR}))?",
    "my": rf"(?P<my_m>{_MONTH})(?:,?{_GAP}(?:of\s)?)(?P<my_y>{_YEAR})",
    "season": rf"(?P<season_s>{_SEASON})(?:{_GAP}of)?{_GAP}(?P<season_y>{_YEAR})",
    "decade": r"(?:(?:[Tt]he\s)?(?:(?P<decade_c>1[6-9]|20)|['’])|[Tt]he\s)(?P<decade_d>\d)0s",
    "which_day": rf"(?P<which_day_w>{_WHICH}){_GAP}(?P<which_day_d>{_WEEKDAY})(?:{_GAP}(?P<which_day_p>{_PART}))?",
    "which_month": rf"(?P<which_month_w>{_WHICH}){_GAP}(?P<which_month_m>{_MONTH})",
    "lasting": (
        rf"(?:[Tt]h(?:e|ese)\s)?(?:[Ll]ast|[Pp]ast|[Nn]ext){_GAP}(?P<lasting_n>{_NUMBER}){_GAP}(?P<lasting_u>{_UNIT})s"
    ),
    "past_year": rf"[Tt]his{_GAP}past{_GAP}(?P<past_year_u>week|month|year|decade)",
    "which": (
        rf"(?:(?:[Ee]arlier|[Ll]ater){_GAP})?(?P<which_w>{_WHICH}){_GAP}"
        rf"(?P<which_u>week(?:end)?|month|year|decade|{_SEASON}|{_PART})"
    ),
    "ago": rf"(?P<ago_n>{_NUMBER}|[Aa]n?){_GAP}(?P<ago_u>{_UNIT})s?{_GAP}(?P<ago_d>ago|earlier|later)",
    "duration": rf"(?P<duration_n>{_NUMBER}){_GAP}(?P<duration_u>{_UNIT})s",
    "word": rf"(?P<word_w>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?:{_GAP}(?P<word_p>{_PART}))?",
    "weekday": rf"(?P<weekday_d>{_WEEKDAY})(?:{_GAP}(?P<weekday_p>{_PART}))?",
    "month": rf"(?:{_MONTH_CUE})(?P<month_m>{_MONTH})",
    "year": rf"(?P<year_y>{_YEAR})(?=[\s,.;:)!?’'–-]|\Z)(?!\s(?:people|articles|hours|miles|copies|votes))",
}
_PATTERN = re.compile("|".join(f"(?P<{name}>{_BOUND.format(form)})" for name, form in _FORMS.items()))
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|due|upcoming|coming|expected|planned|plans)\b|['’]ll\b|\b(?:until|by)\s+$"
)
_UNREAD = (BlockKind.FRONT_MATTER, BlockKind.BYLINE, BlockKind.ROLE, BlockKind.CREDIT)


@dataclass(frozen=True, slots=True)
class _Reading:
    timex: str
    value: str | None
    anchor: str


def find_dates(article: Article, published: date | None) -> list[Mention]:
    """Find the dates in an article, in the order of the text; relative ones are reckoned from `published`."""
    return [
        mention
        for block in article.blocks
        if block.kind not in _UNREAD
        for mention in _find(article.text, block.start, block.end, published)
    ]


def _find(text: str, start: int, end: int, published: date | None) -> Iterator[Mention]:
    for match in _PATTERN.finditer(text, start, end):
        name = next(form for form in _FORMS if match[form] is not None)
        lead = text[max(start, match.start() - 60) : match.start()]
        read = _READERS[name]
        found = {key: words for key, words in match.groupdict().items() if words and key != name}
        groups = {key.removeprefix(f"{name}_"): " ".join(words.split()) for key, words in found.items()}
        try:
            reading = read(groups, published, _FUTURE.search(lead.rpartition(".")[2]) is not None)
        except (ValueError, OverflowError):  # 31 February, or a day before the year 1
            continue
        yield Mention(
            MentionKind.DATE,
            match.start(),
            match.end(),
            match.group(),
            value=reading.value,
            timex=reading.timex,
            anchor=reading.anchor,
        )


# Readings of each form: its groups, the article's day, and whether the sentence looks ahead.


def _stated(value: str) -> _Reading:
    return _Reading("DATE", value, "stated")


def _inferred(value: str | None, timex: str = "DATE") -> _Reading:
    return _Reading(timex, value, "inferred" if value else "none")


def _month(words: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(words.lower().rstrip(".")[:3]))


def _read_iso(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    return _stated(date.fromisoformat(groups["date"]).isoformat())


def _read_day(groups: dict[str, str], day: date | None, ahead: bool) -> _Reading:
    month, number = _month(groups["m"]), int(re.match(r"\d+", groups["d"]).group())  # type: ignore[union-attr]  # _DAY
    if "y" in groups:
        return _stated(date(int(groups["y"]), month, number).isoformat())
    date(2000, month, number)  # 31 February is no date in any year
    if day is None:
        return _Reading("DATE", f"XXXX-{month:02}-{number:02}", "none")
    return _inferred(_nearest(day, month, number, ahead=ahead).isoformat())


def _nearest(day: date, month: int, number: int, *, ahead: bool) -> date:
    """The next such day when the sentence looks ahead, or when it is much nearer than the last one; else the last."""
    years = (year for year in range(day.year - 8, day.year + 9) if number <= monthrange(year, month)[1])
    days = [date(year, month, number) for year in years]  # eight years either way: 29 February may be so far
    last = max(each for each in days if each <= day)
    following = min(each for each in days if each > day)
    return following if ahead or 2 * (following - day) < day - last else last


def _read_month_of_year(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    return _stated(f"{groups['y']}-{_month(groups['m']):02}")


def _read_season_of_year(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    return _stated(f"{groups['y']}-{_SEASONS[groups['s'].lower()]}")


def _read_decade(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    digit = groups["d"]
    return _stated((groups.get("c") or ("20" if digit in "012" else "19")) + digit)


def _read_month(groups: dict[str, str], day: date | None, ahead: bool) -> _Reading:
    month, which = _month(groups["m"]), groups.get("w", "").lower()
    if day is None:
        return _Reading("DATE", None if which else f"XXXX-{month:02}", "none")
    if which == "next" or "coming" in which or "following" in which:
        year = day.year if month > day.month else day.year + 1
    elif which == "last" or "past" in which or "previous" in which:
        year = day.year if month < day.month else day.year - 1
    elif which:
        year = day.year
    else:
        year = _nearest(day, month, 1, ahead=ahead).year
    return _inferred(f"{year}-{month:02}")


def _read_weekday(groups: dict[str, str], day: date | None, ahead: bool) -> _Reading:
    number, which = _WEEKDAYS.index(groups["d"].lower()), groups.get("w", "").lower()
    timex = "TIME" if "p" in groups else "DATE"
    if day is None:
        return _Reading(timex, None if which else f"XXXX-WXX-{number + 1}", "none")
    back = (day.weekday() - number) % 7
    if which == "next" or "coming" in which or which.endswith("following") or (not which and ahead):
        found = day + timedelta(days=7 - back)
    elif which == "last" or "past" in which or "previous" in which:
        found = day - timedelta(days=back or 7)
    elif which == "this":
        found = day - timedelta(days=day.weekday() - number)
    else:
        found = day - timedelta(days=back)
    return _inferred(_at(found, groups.get("p")), timex)


def _at(day: date, part: str | None) -> str:
    return day.isoformat() + (f"T{_PARTS_OF_DAY[part]}" if part else "")


def _read_word(groups: dict[str, str], day: date | None, _ahead: bool) -> _Reading:
    word = groups["w"].lower()
    part = "night" if word == "tonight" else groups.get("p")
    timex = "TIME" if part else "DATE"
    if day is None:
        return _inferred(None, timex)
    offset = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return _inferred(_at(day + timedelta(days=offset), part), timex)


def _read_which(groups: dict[str, str], day: date | None, _ahead: bool) -> _Reading:
    which, unit = groups["w"].lower(), groups["u"].lower()
    timex = "TIME" if unit in _PARTS_OF_DAY else "DATE"
    if day is None:
        return _inferred(None, timex)
    step = 1 if which in ("next", "this coming", "the following", "following") else 0 if which == "this" else -1
    if unit in _PARTS_OF_DAY:
        return _inferred(_at(day + timedelta(days=step), unit), timex)
    if unit in _SEASONS:
        return _inferred(_season(unit, step, day))
    return _inferred(_shifted(day, step, unit))


def _season(season: str, step: int, day: date) -> str:
    """The last, this or next season of that name: the last one is the one that ended last."""
    ends = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}[season]
    begins = (ends - 3) % 12 + 1
    year = day.year + (step if step > 0 and day.month >= begins else 0)
    if step < 0:
        year = day.year if day.month > ends else day.year - 1
    return f"{year}-{_SEASONS[season]}"


def _shifted(day: date, amount: int, unit: str) -> str:
    """The day, week, month, year or decade so many of them from the article's."""
    if unit == "day":
        return (day + timedelta(days=amount)).isoformat()
    if unit in ("week", "weekend"):
        year, week, _ = (day + timedelta(weeks=amount)).isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
        return f"{year:04}-{month + 1:02}"
    if unit == "decade":
        return f"{_year(day.year + amount * 10) // 10:03}"
    return f"{_year(day.year + amount):04}"


def _year(number: int) -> int:
    if number < 1:
        raise ValueError(number)
    return number


def _read_ago(groups: dict[str, str], day: date | None, _ahead: bool) -> _Reading:
    number = _number(groups["n"])
    if day is None or groups["d"] != "ago":  # "earlier" and "later" are reckoned from something else in the text
        return _inferred(None)
    return _inferred(_shifted(day, -int(number), groups["u"]) if number != "X" else "PAST_REF")


def _read_duration(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    number, unit = _number(groups.get("n", "one")), _UNITS[groups["u"].lower()]
    return _Reading("DURATION", f"P{number}{unit}", "stated")


def _number(words: str) -> str:
    words = " ".join(words.lower().split())
    if words in ("a", "an"):
        return "1"
    if words in _VAGUE:
        return "X"
    return words if words.isdigit() else str(_NUMBERS.index(words))


def _read_year(groups: dict[str, str], _day: date | None, _ahead: bool) -> _Reading:
    return _stated(groups["y"])


_READERS: dict[str, Callable[[dict[str, str], date | None, bool], _Reading]] = {
    "iso": _read_iso,
    "dmy": _read_day,
    "mdy": _read_day,
    "my": _read_month_of_year,
    "season": _read_season_of_year,
    "decade": _read_decade,
    "which_day": _read_weekday,
    "which_month": _read_month,
    "lasting": _read_duration,
    "past_year": _read_duration,
    "which": _read_which,
    "ago": _read_ago,
    "duration": _read_duration,
    "word": _read_word,
    "weekday": _read_weekday,
    "month": _read_month,
    "year": _read_year,
}
