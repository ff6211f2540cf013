"""Which words of an article are dates, and which day, month or time each of them means from the article's day."""

import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import AnnotatedArticle, Mention, MentionKind
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article
from tui_reader.mentions import find_mentions

SAMPLES = sorted(Path(__file__).parents[1].joinpath("articles").glob("*.txt"))

WEDNESDAY = date(2024, 7, 17)
SATURDAY = date(2024, 7, 20)
MONDAY = date(2024, 1, 1)
JANUARY = date(2024, 1, 16)
OCTOBER = date(2024, 10, 1)

Case = tuple[str, date | None, str | None, str, str]
"""A sentence with the words in brackets, the article's day, and what the words are then: value, timex and anchor."""


def dates_in(text: str, published: date | None = None) -> list[Mention]:
    """Of a text that is all body."""
    found = find_mentions(parse_article(text.encode(), "x.txt", body_only=True), published=published)
    return [mention for mention in found.mentions if mention.kind is MentionKind.DATE]


def words_in(text: str, published: date | None = WEDNESDAY) -> list[str]:
    return [mention.text for mention in dates_in(text, published)]


def check(case: Case) -> None:
    sentence, published, value, timex, anchor = case
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    (mention,) = dates_in(sentence.replace("[", "").replace("]", ""), published)
    assert (mention.text, mention.value, mention.timex, mention.anchor) == (words, value, timex, anchor)
    assert mention.entity is None


# Dates that say themselves what they are: the same whatever the article's day.

STATED: list[tuple[str, str]] = [
    ("She left on [17 July 2021].", "2021-07-17"),
    ("She left on [17 July, 2021].", "2021-07-17"),
    ("She left on the [17th of July 2021].", "2021-07-17"),
    ("She left on the [1st of May 2021].", "2021-05-01"),
    ("She left on [2nd May 2021].", "2021-05-02"),
    ("She left on [3 Sept 2021].", "2021-09-03"),
    ("She left on [03 September 2021].", "2021-09-03"),
    ("She left on [July 17, 2021].", "2021-07-17"),
    ("She left on [July 17 2021].", "2021-07-17"),
    ("She left on [July 17th, 2021].", "2021-07-17"),
    ("She left on [Jul. 17, 2021].", "2021-07-17"),
    ("She left on [Dec 3, 1999].", "1999-12-03"),
    ("She left on [2021-07-17].", "2021-07-17"),
    ("She left on [29 February 2024].", "2024-02-29"),
    ("She left in [July 2021].", "2021-07"),
    ("She left in [July, 2021].", "2021-07"),
    ("She left in [July of 2021].", "2021-07"),
    ("She left in [Feb. 2021].", "2021-02"),
    ("She left in [May 2021].", "2021-05"),
    ("She left in [2021].", "2021"),
    ("She left in [1871], they say.", "1871"),
    ("She stayed (until [2021]).", "2021"),
    ("She left in [the spring of 2021].", "2021-SP"),
    ("She left in [summer 2021].", "2021-SU"),
    ("She left in [Summer 2021].", "2021-SU"),
    ("She left in [autumn 2021].", "2021-FA"),
    ("She left in [the fall of 2021].", "2021-FA"),
    ("She left in [the winter of 2021].", "2021-WI"),
    ("She left in [the 1990s].", "199"),
    ("She left in [the late 1990s].", "199"),
    ("She left in [the 2010s].", "201"),
    ("She left in [the 1890s].", "189"),
    ("She left in [the ’80s].", "198"),
    ("She left in [the '80s].", "198"),
]

# Days and months without a year, and weekdays: the nearest that the sentence can mean.

INCOMPLETE: list[Case] = [
    ("She left on [3 June].", WEDNESDAY, "2024-06-03", "DATE", "inferred"),
    ("She left on [June 3].", WEDNESDAY, "2024-06-03", "DATE", "inferred"),
    ("She left on [June 3rd].", WEDNESDAY, "2024-06-03", "DATE", "inferred"),
    ("She left on the [3rd of June].", WEDNESDAY, "2024-06-03", "DATE", "inferred"),
    ("She left on [17 July].", WEDNESDAY, "2024-07-17", "DATE", "inferred"),
    ("She will leave on [3 August].", WEDNESDAY, "2024-08-03", "DATE", "inferred"),
    ("She will leave on [3 June].", WEDNESDAY, "2025-06-03", "DATE", "inferred"),
    ("She left on [29 December].", JANUARY, "2023-12-29", "DATE", "inferred"),
    ("She left on [3 June].", None, "XXXX-06-03", "DATE", "none"),
    ("She left on [June 3].", None, "XXXX-06-03", "DATE", "none"),
    ("She left on [29 February].", None, "XXXX-02-29", "DATE", "none"),
    ("She left in [February].", WEDNESDAY, "2024-02", "DATE", "inferred"),
    ("She left back in [February].", WEDNESDAY, "2024-02", "DATE", "inferred"),
    ("She has been away since [May].", WEDNESDAY, "2024-05", "DATE", "inferred"),
    ("She left in [July].", WEDNESDAY, "2024-07", "DATE", "inferred"),
    ("She left in [November].", JANUARY, "2023-11", "DATE", "inferred"),
    ("She will leave in [November].", WEDNESDAY, "2024-11", "DATE", "inferred"),
    ("She will leave in [February].", WEDNESDAY, "2025-02", "DATE", "inferred"),
    ("It rained in [mid-March].", WEDNESDAY, "2024-03", "DATE", "inferred"),
    ("It rained [the previous December].", WEDNESDAY, "2023-12", "DATE", "inferred"),
    ("She left in [February].", None, "XXXX-02", "DATE", "none"),
    ("She left on [Sunday].", WEDNESDAY, "2024-07-14", "DATE", "inferred"),
    ("She left on [Monday].", WEDNESDAY, "2024-07-15", "DATE", "inferred"),
    ("She left on [Thursday].", WEDNESDAY, "2024-07-11", "DATE", "inferred"),
    ("She left on [Friday].", MONDAY, "2023-12-29", "DATE", "inferred"),
    ("She will leave on [Sunday].", WEDNESDAY, "2024-07-21", "DATE", "inferred"),
    ("She'll leave on [Friday].", WEDNESDAY, "2024-07-19", "DATE", "inferred"),
    ("She is expected on [Friday].", WEDNESDAY, "2024-07-19", "DATE", "inferred"),
    ("She stays until [Friday].", WEDNESDAY, "2024-07-19", "DATE", "inferred"),
    ("She left on [Sunday].", None, "XXXX-WXX-7", "DATE", "none"),
    ("She left on [Monday].", None, "XXXX-WXX-1", "DATE", "none"),
    ("She left on [Monday evening].", WEDNESDAY, "2024-07-15TEV", "TIME", "inferred"),
    ("She left on [Sunday morning].", WEDNESDAY, "2024-07-14TMO", "TIME", "inferred"),
    ("She left on [Sunday afternoon].", WEDNESDAY, "2024-07-14TAF", "TIME", "inferred"),
    ("She left on [Sunday night].", WEDNESDAY, "2024-07-14TNI", "TIME", "inferred"),
]

# Words that mean nothing without the article's day.

RELATIVE: list[Case] = [
    ("She left [yesterday].", WEDNESDAY, "2024-07-16", "DATE", "inferred"),
    ("[Yesterday] she left.", WEDNESDAY, "2024-07-16", "DATE", "inferred"),
    ("She left [yesterday].", MONDAY, "2023-12-31", "DATE", "inferred"),
    ("She left [today].", WEDNESDAY, "2024-07-17", "DATE", "inferred"),
    ("She leaves [tomorrow].", WEDNESDAY, "2024-07-18", "DATE", "inferred"),
    ("She leaves [tonight].", WEDNESDAY, "2024-07-17TNI", "TIME", "inferred"),
    ("She left [yesterday afternoon].", WEDNESDAY, "2024-07-16TAF", "TIME", "inferred"),
    ("She leaves [tomorrow morning].", WEDNESDAY, "2024-07-18TMO", "TIME", "inferred"),
    ("She left [last night].", WEDNESDAY, "2024-07-16TNI", "TIME", "inferred"),
    ("She left [this morning].", WEDNESDAY, "2024-07-17TMO", "TIME", "inferred"),
    ("She left [last Friday].", WEDNESDAY, "2024-07-12", "DATE", "inferred"),
    ("[Last Friday] she left.", WEDNESDAY, "2024-07-12", "DATE", "inferred"),
    ("She left [last Wednesday].", WEDNESDAY, "2024-07-10", "DATE", "inferred"),
    ("She left [last Sunday morning].", WEDNESDAY, "2024-07-14TMO", "TIME", "inferred"),
    ("She left [this past Friday].", WEDNESDAY, "2024-07-12", "DATE", "inferred"),
    ("She leaves [this Friday].", WEDNESDAY, "2024-07-19", "DATE", "inferred"),
    ("She leaves [this coming Friday].", WEDNESDAY, "2024-07-19", "DATE", "inferred"),
    ("She leaves [next Friday].", SATURDAY, "2024-07-26", "DATE", "inferred"),
    ("She leaves [next Saturday].", SATURDAY, "2024-07-27", "DATE", "inferred"),
    ("She left [last week].", WEDNESDAY, "2024-W28", "DATE", "inferred"),
    ("She left [last week].", MONDAY, "2023-W52", "DATE", "inferred"),
    ("She leaves [this week].", WEDNESDAY, "2024-W29", "DATE", "inferred"),
    ("She leaves [next week].", WEDNESDAY, "2024-W30", "DATE", "inferred"),
    ("It rained [the following week]\xa0or not.", WEDNESDAY, "2024-W30", "DATE", "inferred"),
    ("It rained [the\xa0following week].", WEDNESDAY, "2024-W30", "DATE", "inferred"),
    ("It rains [this\xa0coming week].", WEDNESDAY, "2024-W30", "DATE", "inferred"),
    ("She left [last weekend].", WEDNESDAY, "2024-W28-WE", "DATE", "inferred"),
    ("She leaves [this weekend].", WEDNESDAY, "2024-W29-WE", "DATE", "inferred"),
    ("She left [last month].", WEDNESDAY, "2024-06", "DATE", "inferred"),
    ("She left [last month].", JANUARY, "2023-12", "DATE", "inferred"),
    ("She left [earlier this month].", WEDNESDAY, "2024-07", "DATE", "inferred"),
    ("She leaves [next month].", WEDNESDAY, "2024-08", "DATE", "inferred"),
    ("She leaves [next month].", date(2024, 12, 31), "2025-01", "DATE", "inferred"),
    ("She left [last year].", WEDNESDAY, "2023", "DATE", "inferred"),
    ("She leaves [later this year].", WEDNESDAY, "2024", "DATE", "inferred"),
    ("She leaves [next year].", WEDNESDAY, "2025", "DATE", "inferred"),
    ("She left [last summer].", WEDNESDAY, "2023-SU", "DATE", "inferred"),
    ("She left [last summer].", OCTOBER, "2024-SU", "DATE", "inferred"),
    ("She left [this past summer].", OCTOBER, "2024-SU", "DATE", "inferred"),
    ("She leaves [this summer].", WEDNESDAY, "2024-SU", "DATE", "inferred"),
    ("She leaves [next summer].", OCTOBER, "2025-SU", "DATE", "inferred"),
    ("She will leave [next summer].", WEDNESDAY, "2025-SU", "DATE", "inferred"),
    ("She left [last spring].", WEDNESDAY, "2024-SP", "DATE", "inferred"),
    ("She left [last autumn].", WEDNESDAY, "2023-FA", "DATE", "inferred"),
    ("She left [last May].", WEDNESDAY, "2024-05", "DATE", "inferred"),
    ("She left [last September].", WEDNESDAY, "2023-09", "DATE", "inferred"),
    ("She left [last July].", WEDNESDAY, "2023-07", "DATE", "inferred"),
    ("She leaves [next March].", WEDNESDAY, "2025-03", "DATE", "inferred"),
    ("She leaves [this August].", WEDNESDAY, "2024-08", "DATE", "inferred"),
    ("She left [two days ago].", WEDNESDAY, "2024-07-15", "DATE", "inferred"),
    ("She left [2 days ago].", WEDNESDAY, "2024-07-15", "DATE", "inferred"),
    ("She left [a day ago].", WEDNESDAY, "2024-07-16", "DATE", "inferred"),
    ("She left [three weeks ago].", WEDNESDAY, "2024-W26", "DATE", "inferred"),
    ("[Two weeks ago] it rained.", WEDNESDAY, "2024-W27", "DATE", "inferred"),
    ("She left [a week ago].", MONDAY, "2023-W52", "DATE", "inferred"),
    ("She left [four months ago].", WEDNESDAY, "2024-03", "DATE", "inferred"),
    ("She left [two months ago].", JANUARY, "2023-11", "DATE", "inferred"),
    ("She left [a year ago].", WEDNESDAY, "2023", "DATE", "inferred"),
    ("She left [twelve years ago].", WEDNESDAY, "2012", "DATE", "inferred"),
    ("She left [two decades ago].", WEDNESDAY, "200", "DATE", "inferred"),
    ("She left [150 decades ago].", WEDNESDAY, "052", "DATE", "inferred"),
    ("She left [several years ago].", WEDNESDAY, "PAST_REF", "DATE", "inferred"),
    ("[Several years ago] it rained.", WEDNESDAY, "PAST_REF", "DATE", "inferred"),
    ("It rained [a few days ago].", WEDNESDAY, "PAST_REF", "DATE", "inferred"),
]
UNDATED: list[Case] = [
    ("She left [yesterday].", None, None, "DATE", "none"),
    ("She leaves [tonight].", None, None, "TIME", "none"),
    ("She left [last Friday].", None, None, "DATE", "none"),
    ("She left [last Sunday morning].", None, None, "TIME", "none"),
    ("She left [last week].", None, None, "DATE", "none"),
    ("She left [last summer].", None, None, "DATE", "none"),
    ("She left [last May].", None, None, "DATE", "none"),
    ("She leaves [next year].", None, None, "DATE", "none"),
    ("She left [two days ago].", None, None, "DATE", "none"),
    ("She left [several years ago].", None, None, "DATE", "none"),
    ("She left [this morning].", None, None, "TIME", "none"),
]

DURATIONS: list[tuple[str, str]] = [
    ("She was away for [three weeks].", "P3W"),
    ("She was away for [12 years].", "P12Y"),
    ("She was away for [two days].", "P2D"),
    ("She was away for [two decades].", "P2DE"),
    ("She was away for [several months].", "PXM"),
    ("She was away for [the past three weeks].", "P3W"),
    ("She was away for [the last several months].", "PXM"),
    ("She was away for [the last 10 years].", "P10Y"),
    ("She was away for [this past year].", "P1Y"),
    ("She was away for [a couple of days].", "PXD"),
]


@pytest.mark.parametrize("published", [WEDNESDAY, None], ids=["dated", "undated"])
@pytest.mark.parametrize(("sentence", "value"), STATED)
def test_a_date_that_is_said_in_full_needs_no_article_date(sentence: str, value: str, published: date | None) -> None:
    check((sentence, published, value, "DATE", "stated"))


@pytest.mark.parametrize("case", INCOMPLETE, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_date_without_a_year_is_the_nearest_one(case: Case) -> None:
    check(case)


def test_the_29th_of_february_is_in_a_leap_year() -> None:
    (mention,) = dates_in("She left on 29 February.", date(2023, 6, 1))
    assert mention.text == "29 February"
    assert mention.value in ("2020-02-29", "2024-02-29")


@pytest.mark.parametrize("case", RELATIVE, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_relative_date_is_reckoned_from_the_article_date(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", UNDATED, ids=lambda case: case[0])
def test_without_an_article_date_a_relative_date_has_no_value(case: Case) -> None:
    check(case)


def test_what_is_later_than_something_else_has_no_value() -> None:
    check(("[Three weeks later] it rained.", WEDNESDAY, None, "DATE", "none"))


@pytest.mark.parametrize("published", [WEDNESDAY, None], ids=["dated", "undated"])
@pytest.mark.parametrize(("sentence", "value"), DURATIONS)
def test_a_duration_is_the_same_whatever_the_article_date(sentence: str, value: str, published: date | None) -> None:
    check((sentence, published, value, "DURATION", "stated"))


# What is no date.


@pytest.mark.parametrize(
    "text",
    [
        "She left on 31 February.",
        "She left on February 31.",
        "She left on 30 February 2024.",
        "She left on 31 April.",
        "She left on April 31st.",
        "She left on 29 February 2023.",
        "She left on 2024-02-30.",
        "She left on 2024-13-01.",
        "She left on 2024-00-10.",
        "She left 300 decades ago.",
    ],
)
def test_an_impossible_date_is_no_date(text: str) -> None:
    assert words_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She may leave, and they march at the fall of night.",
        "The Mayor of Juneau marched.",
        "It sold 2000 copies.",
        "It took 2,024 nails and 19 hammers.",
        "Call 02079460000 or 20241 again.",
        "It is version 3.2024beta of x2024.",
        "She will sit and wait.",
        "There is a sunday-best and a mon ami.",
        "It weighs 12 stone.",
        "She was in her early 30s then.",
        "It cost £1999 then.",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert words_in(text) == []


def test_a_number_with_an_impossible_month_is_no_year_either() -> None:
    assert words_in("The file is called 2024-99-99.") == []


@pytest.mark.parametrize("name", ["Ruby Tuesday", "Martha Friday", "Oliver May", "Martha Summer"])
def test_a_date_inside_a_name_of_several_words_is_no_date(name: str) -> None:
    text = f"Nobody had heard from {name} since the storm. The boat is {name}’s."
    found = find_mentions(parse_article(text.encode(), "x.txt", body_only=True), published=WEDNESDAY)
    assert [(mention.kind, mention.text) for mention in found.mentions] == [(MentionKind.PERSON, name)] * 2


def test_a_date_that_would_cut_a_name_of_several_words_is_no_date() -> None:
    found = find_mentions(parse_article(b"She missed last Summer Film Festival.", "x.txt", body_only=True))
    assert [mention.text for mention in found.mentions] == ["Summer Film Festival"]


def test_a_date_beside_a_name_is_a_date() -> None:
    text = "On Tuesday Martha Orrin left. Martha Orrin left on Friday."
    assert words_in(text) == ["Tuesday", "Friday"]


# Where dates are looked for.


@pytest.mark.parametrize(
    "text", ["She left on Saturday 27 September 2025.", "She left on Saturday, September 27, 2025."]
)
def test_a_weekday_beside_its_date_is_that_day(text: str) -> None:
    assert {mention.value for mention in dates_in(text, WEDNESDAY)} == {"2025-09-27"}


def test_the_longest_reading_is_the_one() -> None:
    assert words_in("She left on 17 July 2021 and 18 July.") == ["17 July 2021", "18 July"]


def test_dates_come_in_the_order_of_the_text() -> None:
    text = "Last week, two days ago, in May, in 2019 and on Friday it rained for three weeks."
    assert words_in(text) == ["Last week", "two days ago", "May", "2019", "Friday", "three weeks"]


def test_a_date_may_go_on_in_the_next_line() -> None:
    found = dates_in(textwrap.fill("The boats left on 17 July 2021, in the rain. " * 20, 60))
    assert any("\n" in mention.text for mention in found)
    assert [mention.value for mention in found] == ["2021-07-17"] * 20


def test_a_no_break_space_is_a_blank() -> None:
    (mention,) = dates_in("She left on 17\xa0July\xa02021.")
    assert mention.value == "2021-07-17"


def test_a_date_may_end_the_text_without_a_full_stop() -> None:
    assert words_in("She left in 2021") == ["2021"]


def test_a_date_may_be_a_possessive() -> None:
    assert words_in("She missed Friday’s programme and 2021's regatta.") == ["Friday", "2021"]


PAGE = """---
date: 2024-07-17
source: The 1999 Mail
---

Larkin Left in 2021

The boat on the quay in 2020
(Image credit: Harbour Mail, May 2019)

Martha Orrin came to the harbour on Monday with Oliver Prue, who had been asked to bring the rope and forgot it.

Zephra Quillow
Reporter since 2018

Zephra Quillow has worked at the Mail since 2017.
"""


def page(published: date | None = None) -> AnnotatedArticle:
    return find_mentions(parse_article(PAGE.encode(), "x.txt"), published=published)


def page_dates(published: date | None = None) -> list[tuple[str, str | None]]:
    return [(m.text, m.value) for m in page(published).mentions if m.kind is MentionKind.DATE]


def test_headline_caption_body_and_bio_hold_dates_and_the_rest_does_not() -> None:
    assert [words for words, _ in page_dates()] == ["2021", "2020", "Monday", "2017"]


def test_the_day_that_the_front_matter_states_is_what_dates_are_reckoned_from() -> None:
    assert ("Monday", "2024-07-15") in page_dates()


def test_a_day_that_the_caller_knows_better_goes_before_it() -> None:
    assert ("Monday", "2022-01-03") in page_dates(date(2022, 1, 5))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_without_an_article_date_no_date_of_a_sample_is_inferred(path: Path) -> None:
    article = parse_article(path.read_bytes(), path.name, body_only=True)
    assert article.published is None
    dates = [mention for mention in find_mentions(article).mentions if mention.kind is MentionKind.DATE]
    assert {mention.anchor for mention in dates} <= {"stated", "none"}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("03", {"1971": "1971", "November 2019": "2019-11", "the 1990s": "199", "August 29, 2025": "2025-08-29"}),
        ("04", {"last Thursday": "2024-07-11", "next month": "2024-08", "9 August": "2024-08-09"}),
        ("06", {"last Wednesday": "2024-11-13", "December 31": "2024-12-31", "October 8": "2024-10-08"}),
        ("07", {"next month": "2025-04", "last summer": "2024-SU", "April 12": "2025-04-12"}),
        ("09", {"12 April": "2025-04-12", "Friday evening": "2025-09-05TEV", "13 February 2026": "2026-02-13"}),
        ("12", {"last Tuesday": "2026-06-16", "last September": "2025-09", "earlier this year": "2026"}),
        ("13", {"Thursday, October 3": "2024-10-03"}),  # two accounts of one evening, which contradict each other
        ("14", {"3 October": "2024-10-03", "Thursday of last week": "2024-10-03"}),
        ("15", {"2 February 1934": "1934-02-02", "the summer of 1999": "1999-SU", "October 1973": "1973-10"}),
        ("20", {"3 October 2024": "2024-10-03", "Last Tuesday": "2026-06-23", "next Monday": "2026-07-06"}),
        ("22", {"1979": "1979", "Last week": None, "Friday 29 August": "XXXX-08-29"}),  # it has no date
        ("24", {"Last Wednesday": "2026-07-29", "last November": "2025-11", "July 14": "2026-07-14"}),
    ],
)
def test_dates_of_a_sample_have_their_values(number: str, expected: dict[str, str | None]) -> None:
    (path,) = (sample for sample in SAMPLES if sample.name.startswith(number))
    found = find_mentions(parse_article(path.read_bytes(), path.name))
    values = {mention.text: mention.value for mention in found.mentions if mention.kind is MentionKind.DATE}
    assert {words: values.get(words) for words in expected} == expected


# Properties.

WORDS = (
    "She left on in since until by will the The last Last next this This past coming previous following earlier later "
    "a an few several couple of two three 3 10 31 30 29 1 1st February May March Sept. Dec June day days week weeks "
    "month year years decade weekend summer fall winter morning night Monday Friday tonight yesterday Today ago 2024 "
    "1999 2023-02-29 2024-02-29 1990s ’80s 80s , . ' ’s - – \n \xa0 Ruby Tuesday"
).split(" ")
sentences = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=100)
days = st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29), WEDNESDAY])


def found_in(text: str, published: date | None) -> list[Mention]:
    try:
        return dates_in(text, published)
    except ArticleError:
        return []


@settings(deadline=None, max_examples=200)
@given(sentences, days)
def test_no_text_and_no_day_is_an_error(text: str, published: date | None) -> None:
    assert all(mention.start < mention.end for mention in found_in(text, published))


@settings(deadline=None, max_examples=200)
@given(sentences, days)
def test_a_date_says_what_it_is(text: str, published: date | None) -> None:
    for mention in found_in(text, published):
        assert mention.timex in ("DATE", "TIME", "DURATION", "SET")
        assert mention.anchor in ("stated", "inferred", "none")
        assert mention.value or mention.anchor == "none"


@settings(deadline=None, max_examples=200)
@given(sentences)
def test_without_an_article_date_nothing_is_inferred(text: str) -> None:
    for mention in found_in(text, None):
        assert mention.anchor != "inferred"
        assert mention.anchor == "stated" or not mention.value or "X" in mention.value


@settings(deadline=None, max_examples=200)
@given(sentences, days)
def test_what_is_stated_does_not_depend_on_the_article_date(text: str, published: date | None) -> None:
    def stated(day: date | None) -> list[Mention]:
        return [mention for mention in found_in(text, day) if mention.anchor == "stated"]

    assert stated(published) == stated(None)


@settings(deadline=None, max_examples=100)
@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_that_is_written_out_is_that_day(day: date) -> None:
    month = day.strftime("%B")
    for words in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()):
        assert [mention.value for mention in dates_in(f"She left on {words}.")] == [day.isoformat()]
