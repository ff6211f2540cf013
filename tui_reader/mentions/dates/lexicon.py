"""The words that dates are made of, and what they stand for.

The one rule: this module holds tables only; what may stand beside what is the grammar's business.

Sources: a dictionary of English, the calendar, and TimeML 1.2.1 for how values are spelt.
"""

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SHORT_WEEKDAYS = (
    ("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",), ("sun",),
)  # fmt: skip

MONTH: dict[str, int] = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH |= {name: number for number, name in enumerate(_SHORT_MONTHS, 1)} | {"sept": 9}
UNCERTAIN_MONTHS = frozenset(("march", "april", "may", "june", "mar", "jan", "jun", "dec", "apr"))
"""Verbs, first names and abbreviations too: alone they are months only after a word that leads to one."""
WEEKDAY: dict[str, int] = {name: number for number, name in enumerate(WEEKDAYS, 1)}
SHORT_WEEKDAY: dict[str, int] = {name: number for number, names in enumerate(_SHORT_WEEKDAYS, 1) for name in names}
SEASON = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PART = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV",
    "night": "NI", "nights": "NI", "nite": "NI", "daytime": "DT",
}  # fmt: skip

UNIT: dict[str, str] = {
    "second": "S", "sec": "S", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D", "night": "D",
    "week": "W", "wk": "W", "fortnight": "F", "weekend": "E", "month": "M", "quarter": "Q", "year": "Y", "yr": "Y",
    "decade": "DE", "century": "CE", "season": "N",
}  # fmt: skip
"""What is counted: seconds, minutes (TM), hours (TH), days, weeks, two weeks (F), weekends (E), and so on."""
CALENDAR = frozenset(("D", "W", "M", "Q", "Y", "DE", "CE"))
"""Units that last, this and next ones are told apart of."""
UNITS = {word + "s": unit for word, unit in UNIT.items() if word not in ("century", "season", "night")}
UNITS["centuries"] = "CE"

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
NUMBER: dict[str, int] = {name: number for number, name in enumerate([*ONES, "seventeen", "eighteen", "nineteen"])}
TENS: dict[str, int] = {
    name: 10 * number for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL: dict[str, int] = {name: number for number, name in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
ENDINGS = frozenset(("st", "nd", "rd", "th"))
"""Of ordinals in digits."""
VAGUE = frozenset("several few many couple some".split())
DECADE = {
    name: str(number)
    for number, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}

WORD = {
    "today": 0, "tdy": 0, "otd": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomo": 1, "tmw": 1,
}  # fmt: skip
"""Days from the article's."""
REFERENCES: dict[tuple[str, ...], str] = {
    ("now",): "PRESENT_REF",
    ("right", "now"): "PRESENT_REF",
    ("currently",): "PRESENT_REF",
    ("nowadays",): "PRESENT_REF",
    ("at", "present"): "PRESENT_REF",
    ("these", "days"): "PRESENT_REF",
    ("present", "day"): "PRESENT_REF",
    ("recently",): "PAST_REF",
    ("more", "recently"): "PAST_REF",
    ("not", "long", "ago"): "PAST_REF",
    ("not", "too", "long", "ago"): "PAST_REF",
    ("not", "so", "long", "ago"): "PAST_REF",
    ("long", "ago"): "PAST_REF",
    ("a", "long", "time", "ago"): "PAST_REF",
    ("a", "while", "ago"): "PAST_REF",
    ("a", "while", "back"): "PAST_REF",
    ("some", "time", "ago"): "PAST_REF",
    ("the", "other", "day"): "PAST_REF",
    ("the", "past"): "PAST_REF",
    ("the", "recent", "past"): "PAST_REF",
    ("the", "future"): "FUTURE_REF",
    ("the", "near", "future"): "FUTURE_REF",
    ("in", "future"): "FUTURE_REF",
}
"""Words for some time past, present or to come: values of TimeML."""

EVERY = {"daily": "P1D", "everyday": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
         "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H", "fortnightly": "P2W"}  # fmt: skip

HOLIDAY: dict[tuple[str, ...], str] = {
    ("new", "year", "'", "s", "day"): "01-01",
    ("new", "years", "day"): "01-01",
    ("new", "year", "day"): "01-01",
    ("new", "year", "'", "s", "eve"): "12-31",
    ("new", "year", "'", "s"): "01-01",
    ("new", "years", "eve"): "12-31",
    ("valentine", "'", "s", "day"): "02-14",
    ("valentines", "day"): "02-14",
    ("st", ".", "patrick", "'", "s", "day"): "03-17",
    ("st", "patrick", "'", "s", "day"): "03-17",
    ("saint", "patrick", "'", "s", "day"): "03-17",
    ("saint", "patrick"): "03-17",
    ("april", "fools", "'", "day"): "04-01",
    ("april", "fool", "'", "s", "day"): "04-01",
    ("april", "fools"): "04-01",
    ("earth", "day"): "04-22",
    ("may", "day"): "05-01",
    ("international", "workers", "'", "day"): "05-01",
    ("cinco", "de", "mayo"): "05-05",
    ("juneteenth",): "06-19",
    ("independence", "day"): "07-04",
    ("halloween",): "10-31",
    ("veterans", "day"): "11-11",
    ("armistice", "day"): "11-11",
    ("christmas", "eve"): "12-24",
    ("christmas", "day"): "12-25",
    ("christmas",): "12-25",
    ("xmas",): "12-25",
    ("boxing", "day"): "12-26",
    ("easter",): "easter",
    ("easter", "sunday"): "easter",
    ("good", "friday"): "easter-2",
    ("easter", "monday"): "easter+1",
    ("ash", "wednesday"): "easter-46",
    ("palm", "sunday"): "easter-7",
    ("martin", "luther", "king", "day"): "3 monday 1",
    ("martin", "luther", "king", "jr", ".", "day"): "3 monday 1",
    ("presidents", "'", "day"): "3 monday 2",
    ("mother", "'", "s", "day"): "2 sunday 5",
    ("mothers", "day"): "2 sunday 5",
    ("memorial", "day"): "-1 monday 5",
    ("father", "'", "s", "day"): "3 sunday 6",
    ("fathers", "day"): "3 sunday 6",
    ("labor", "day"): "1 monday 9",
    ("labour", "day"): "1 monday 9",
    ("columbus", "day"): "2 monday 10",
    ("thanksgiving", "day"): "4 thursday 11",
    ("thanksgiving",): "4 thursday 11",
    ("black", "friday"): "4 thursday 11+1",
}
"""A holiday's day: month and day; a distance from Easter; or which weekday of which month (-1 is the last)."""

TIMEX_OF_PART = {"noon": "T12:00", "midday": "T12:00", "midnight": "T00:00"}

NOUNLESS = frozenset(
    "and or in at with when for is was the to this last by but as on after before because if since until while he she"
    " they i we it with without morning eve will would has had from that weekend are were".split()
)
"""Words that begin no noun: what stands before them is not its adjective."""
