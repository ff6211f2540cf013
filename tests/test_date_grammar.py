"""The kinds of dates that the grammar knows, and the words that only look like them."""

from datetime import date

import pytest

from tui_reader.article import Mention
from tui_reader.formats import parse_article
from tui_reader.mentions.dates import find_dates

TUESDAY = date(2021, 8, 31)

Case = tuple[str, str | None]
"""A sentence with the words of its one date in brackets, and their value from 31 August 2021 on."""


def dates_in(text: str, published: date | None = TUESDAY) -> list[Mention]:
    """Of a text that is all body, whatever names it holds."""
    return find_dates(parse_article(text.encode(), "x.txt", body_only=True), published)


def values_in(text: str, published: date | None = TUESDAY) -> dict[str, str | None]:
    return {mention.text: mention.value for mention in dates_in(text, published)}


def check(sentence: str, value: str | None, timex: str = "DATE") -> None:
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    (mention,) = dates_in(sentence.replace("[", "").replace("]", ""))
    assert (mention.text, mention.value, mention.timex) == (words, value, timex)


DAYS: list[Case] = [
    ("They split [the Sunday before last].", "2021-08-22"),
    ("They split on [Thursday of last week].", "2021-08-26"),
    ("They split [the day before yesterday].", "2021-08-29"),
    ("They meet [the day after tomorrow].", "2021-09-02"),
    ("They meet [next week on Tuesday].", "2021-09-07"),
    ("They met on [Saturday, August 28].", "2021-08-28"),
    ("They met on [Friday the 13th].", "2021-08-13"),
    ("They met on [the 20th].", "2021-08-20"),
    ("They meet on [the 15th of next month].", "2021-09-15"),
    ("They met on [the fourth of July, 1995].", "1995-07-04"),
    ("They met on [July the 4th].", "2021-07-04"),
    ("They met on [March eighth].", "2021-03-08"),
    ("They met on [3/14/2021].", "2021-03-14"),
    ("They met on [14.3.2021].", "2021-03-14"),
    ("They met on [2020/Sep/23].", "2020-09-23"),
    ("The file is of [20170302].", "2017-03-02"),
    ("They met on [22/04].", "2021-04-22"),
    ("They met [two days before yesterday].", "2021-08-28"),
    ("They meet [2 weeks from September 3].", "2021-09-17"),
    ("It will be over [3 days after September 12th].", "2021-09-15"),
    ("They married on [28 June in 2020].", "2020-06-28"),
    ("They married in [June last year].", "2020-06"),
    ("They married on [July 4,1982].", "1982-07-04"),
]


@pytest.mark.parametrize(("sentence", "value"), DAYS)
def test_a_day_may_be_told_in_many_ways(sentence: str, value: str) -> None:
    check(sentence, value)


PERIODS: list[Case] = [
    ("She was born in [nineteen ninety-six].", "1996"),
    ("She was born in [two thousand and four].", "2004"),
    ("She was born in [nineteen oh five].", "1905"),
    ("It was the style of [the early 2000s].", "200"),
    ("It was the style of [the late nineties].", "199"),
    ("It was the style of [the mid-’80s].", "198"),
    ("It was built in [the 19th century].", "18"),
    ("It was built in [the twenty-first century].", "20"),
    ("Sales fell in [the third quarter of 2020].", "2020-Q3"),
    ("Sales fell in [last year’s third quarter].", "2020-Q3"),
    ("Sales fell in [Q3 2020].", "2020-Q3"),
    ("Sales fell in [fiscal 2020].", "2020"),
    ("Sales fell in [the first half of 2020].", "2020-H1"),
    ("They met [earlier this week].", "2021-W35"),
    ("They met [late last year].", "2020"),
    ("They met [earlier in the year].", "2021"),
    ("They part at [the end of the month].", "2021-08"),
    ("They part by [the end of 2022].", "2022"),
    ("They met in [mid-2020].", "2020"),
    ("They met [the week before last].", "2021-W33"),
    ("They met [last spring].", "2021-SP"),
    ("They met back in [February].", "2021-02"),
]


@pytest.mark.parametrize(("sentence", "value"), PERIODS)
def test_a_period_has_a_value_as_exact_as_its_words(sentence: str, value: str) -> None:
    check(sentence, value)


HOLIDAYS: list[Case] = [
    ("They wed on [Christmas Eve 2019].", "2019-12-24"),
    ("They wed on [Christmas Day].", "2020-12-25"),
    ("They wed at [Easter 2018].", "2018-04-01"),
    ("They wed on [Good Friday 2024].", "2024-03-29"),
    ("They wed at [Easter last year].", "2020-04-12"),
    ("They wed on [Thanksgiving 2020].", "2020-11-26"),
    ("They wed on [Memorial Day].", "2021-05-31"),
    ("They will wed on [Labor Day].", "2021-09-06"),
    ("They wed on [New Year’s Eve].", "2020-12-31"),
    ("They wed on [Valentine’s Day].", "2021-02-14"),
    ("They wed on [last Halloween].", "2020-10-31"),
]


@pytest.mark.parametrize(("sentence", "value"), HOLIDAYS)
def test_a_holiday_is_its_day(sentence: str, value: str) -> None:
    check(sentence, value)


@pytest.mark.parametrize(
    ("year", "value"), [(1961, "04-02"), (1990, "04-15"), (2000, "04-23"), (2008, "03-23"), (2038, "04-25")]
)
def test_easter_is_when_the_almanac_says(year: int, value: str) -> None:
    assert values_in(f"They wed at Easter {year}.") == {f"Easter {year}": f"{year}-{value}"}


TIMES: list[Case] = [
    ("It opens at [10:30 p.m. on Wednesday].", "2021-09-01T22:30"),
    ("It opened at [7pm].", "2021-08-31T19:00"),
    ("It opened at [noon Saturday].", "2021-08-28T12:00"),
    ("It opened at [19:30 GMT on 5 May 2020].", "2020-05-05T19:30"),
    ("It opened at [8 o’clock].", "2021-08-31T08:00"),
    ("It was posted at [2021-03-14T10:05:00Z].", "2021-03-14T10:05"),
    ("It opens [tomorrow at noon].", "2021-09-01T12:00"),
    ("She left [overnight].", "2021-08-31TNI"),
    ("She left on [the evening of Oct. 30, 1975].", "1975-10-30TEV"),
]


@pytest.mark.parametrize(("sentence", "value"), TIMES)
def test_a_time_of_day_belongs_to_its_day(sentence: str, value: str) -> None:
    check(sentence, value, "TIME")


def test_a_time_alone_is_of_the_day_that_its_paragraph_named_last() -> None:
    assert values_in("They met on 5 May 2020 and left at 7:15.")["7:15"] == "2020-05-05T07:15"


DURATIONS: list[Case] = [
    ("It was a [two-year] affair.", "P2Y"),
    ("It took [the last several months].", "PXM"),
    ("It took [a year and a half].", "P1Y6M"),
    ("It took [two and a half years].", "P2Y6M"),
    ("It took [2 1/2 years].", "P2Y6M"),
    ("It took [nearly forty years].", "P40Y"),
    ("It took [more than four hours].", "PT4H"),
    ("It took [at least 20 more years].", "P20Y"),
    ("It took [ten minutes].", "PT10M"),
    ("It went on for [centuries].", "PXCE"),
    ("It went on for [a week].", "P1W"),
    ("It was so in [recent weeks].", "PXW"),
    ("It was so for [the first nine months].", "P9M"),
]


@pytest.mark.parametrize(("sentence", "value"), DURATIONS)
def test_a_duration_is_what_is_counted(sentence: str, value: str) -> None:
    check(sentence, value, "DURATION")


SETS: list[Case] = [
    ("She calls [every Monday].", "XXXX-WXX-1"),
    ("She calls [each July].", "XXXX-07"),
    ("She calls [every other week].", "P2W"),
    ("She calls [every three days].", "P3D"),
    ("She calls [daily].", "P1D"),
    ("It comes out [weekly].", "P1W"),
    ("She calls twice [a year].", "P1Y"),
    ("She calls on [Sundays].", "XXXX-WXX-7"),
    ("She calls on [Tuesday nights].", "XXXX-WXX-2TNI"),
    ("She works on [weekdays].", "XXXX-WXX"),
]


@pytest.mark.parametrize(("sentence", "value"), SETS)
def test_a_set_is_how_often(sentence: str, value: str) -> None:
    check(sentence, value, "SET")


def test_the_two_ends_of_a_range_are_two_dates() -> None:
    assert values_in("From May to June, in 1994-96 and on July 3-5, 2020.") == {
        "May": "2021-05",
        "June": "2021-06",
        "1994": "1994",
        "96": "1996",
        "July 3": "2020-07-03",
        "5, 2020": "2020-07-05",
    }
    assert values_in("From December to March 2019, or June 5 to July 8, 2020.") == {
        "December": "2018-12",
        "March 2019": "2019-03",
        "June 5": "2020-06-05",
        "July 8, 2020": "2020-07-08",
    }
    assert values_in("On 18 and 19 June 2020.") == {"18": "2020-06-18", "19 June 2020": "2020-06-19"}


@pytest.mark.parametrize("words", ["now", "currently", "these days", "recently", "not too long ago", "in the future"])
def test_some_time_past_present_or_to_come_has_no_day(words: str) -> None:
    (mention,) = dates_in(f"They are friends {words}.")
    assert (mention.value or "").endswith("_REF")
    assert [each.value for each in dates_in(f"They are friends {words}.", None)] == [None]


# Which way a sentence looks.


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("They will meet on Friday.", "2021-09-03"),
        ("They met on Friday.", "2021-08-27"),
        ("The wedding, planned long before, is to be held on Friday.", "2021-09-03"),
        ("She said on Friday that he would come.", "2021-08-27"),
        ("By Friday the work is done.", "2021-09-03"),
        ("They were married by Friday.", "2021-08-27"),
        ("She was born on May 30.", "2021-05-30"),
        ("The film will open on May 30.", "2022-05-30"),
        ("It was said that the film, payable in advance, opens September 3.", "2021-09-03"),
        ("They met in December.", "2020-12"),
        ("They will meet in December.", "2021-12"),
    ],
)
def test_the_nearest_verb_says_whether_a_date_lies_ahead(sentence: str, value: str) -> None:
    assert list(values_in(sentence).values()) == [value]


def test_what_the_paragraph_named_last_is_what_later_and_that_mean() -> None:
    assert values_in("They met on 3 May 2019, parted three days later and wed the following year.") == {
        "3 May 2019": "2019-05-03",
        "three days later": "2019-05-06",
        "the following year": "2020",
    }
    assert values_in("They wed in 1995. That year she sang.") == {"1995": "1995", "That year": "1995"}


def test_what_a_paragraph_of_news_named_is_not_carried_into_the_next() -> None:
    assert values_in("They met on 3 May 2019.\n\nThree days later it rained.")["Three days later"] is None


# What is no date.


@pytest.mark.parametrize(
    "text",
    [
        "It sold 1984 copies to 2,000 people.",
        "The 17-year-old works 24/7 for a 50-50 split.",
        "She lives at 90210 and danced at Studio 54.",
        "She turned 40 in her 40s, like his 30s.",
        "The fall of Rome came like spring water in a winter coat.",
        "They may march; some may fall.",
        "Call 555-2020 about Route 1999 for £2019.",
        "It was three-quarters full, and a quarter was empty.",
        "As soon as they sat, the soon-to-be-ex left.",
        "They have the Christmas tree and the Halloween costumes.",
        "It is 5.12 percent, 22/04% and 1.5 of 3.",
        "They were here at the time, this time, any time.",
        "Some day one will know the day.",
        "It happened at 25:61 and 13:99 and 45pm.",
        "It is no. 1984 of them.",
        "He was on the Today programme, and sang the single One Night.",
        "May or may not, that is all.",
        "It is a second tour.",
    ],
)
def test_numbers_and_words_of_another_use_are_no_dates(text: str) -> None:
    assert values_in(text) == {}


@pytest.mark.parametrize("text", ["She left on feb 30 2019.", "On 2/29/2019.", "On 99/99/2020.", "On 32.1.2020."])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert values_in(text) == {}


@pytest.mark.parametrize("text", ["They met in 2020’s spring.", "It is 2020's best."])
def test_what_belongs_to_a_year_is_no_decade(text: str) -> None:
    assert values_in(text).get("2020") == "2020"
