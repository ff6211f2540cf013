"""Which days the value of a date covers: what `mentions:` finds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.search.values import days_of, value_within


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2005", date(2005, 1, 1), date(2005, 12, 31)),
        ("2005-02", date(2005, 2, 1), date(2005, 2, 28)),
        ("2005-01-14", date(2005, 1, 14), date(2005, 1, 14)),
        ("2005-01-14TNI", date(2005, 1, 14), date(2005, 1, 14)),
        ("2005-01-14T10:30", date(2005, 1, 14), date(2005, 1, 14)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("19", date(1900, 1, 1), date(1999, 12, 31)),
        ("000", date(1, 1, 1), date(9, 12, 31)),
        ("2021-W28", date(2021, 7, 12), date(2021, 7, 18)),
        ("2021-W28-WE", date(2021, 7, 17), date(2021, 7, 18)),
        ("2021-W28-3", date(2021, 7, 14), date(2021, 7, 14)),
        ("2005-SP", date(2005, 3, 1), date(2005, 5, 31)),
        ("2005-SU", date(2005, 6, 1), date(2005, 8, 31)),
        ("2005-FA", date(2005, 9, 1), date(2005, 11, 30)),
        ("2005-Q4", date(2005, 10, 1), date(2005, 12, 31)),
        ("2005-H1", date(2005, 1, 1), date(2005, 6, 30)),
        ("2005-XX", date(2005, 1, 1), date(2005, 12, 31)),
        ("2005-02-XX", date(2005, 2, 1), date(2005, 2, 28)),
        ("2005-WXX", date(2005, 1, 1), date(2005, 12, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_value_covers_its_days(value: str, first: date, last: date) -> None:
    assert days_of(value) == ((first, last),)


def test_a_winter_is_the_winter_months_of_its_year() -> None:
    assert days_of("2005-WI") == (
        (date(2005, 1, 1), date(2005, 2, 28)),
        (date(2005, 12, 1), date(2005, 12, 31)),
    )
    assert not value_within("2005-WI", date(2005, 3, 1), date(2005, 11, 30))


@pytest.mark.parametrize(
    "value",
    [
        *("", "P3M", "PXM", "P1D", "PT1H", "PRESENT_REF", "PAST_REF", "FUTURE_REF", "XXXX", "XXXX-02", "XXXX-02-14"),
        *(
            "XXXX-WXX-5",
            "XXXX-SU",
            "2005-XX-14",
            "2005-13",
            "2005-02-30",
            "2005-W54",
            "0000",
            "BC0044",
            "20050",
            "T10:30",
        ),
        *("9999-W53", "２００５", "2005/2006", "x", "2005-"),
    ],
)
def test_other_values_cover_no_day(value: str) -> None:
    assert days_of(value) == ()
    assert not value_within(value, None, None)


@pytest.mark.parametrize(
    ("value", "is_within"),
    [
        *(("2005-01", True), ("2005-01-14", True), ("2005", True), ("200", True), ("2005-WI", True)),
        *(("2005-W01", True), ("2004-W53", True), ("2005-SU", False), ("199", False), ("2005-02", False)),
    ],
)
def test_a_value_counts_when_its_days_reach_into_the_period(value: str, is_within: bool) -> None:
    assert value_within(value, date(2005, 1, 1), date(2005, 1, 31)) == is_within


@given(st.dates(), st.none() | st.dates(), st.none() | st.dates())
def test_a_day_is_within_a_period_that_it_lies_in(day: date, first: date | None, last: date | None) -> None:
    is_within = (first is None or first <= day) and (last is None or day <= last)
    assert value_within(day.isoformat(), first, last) == is_within


@given(st.dates(min_value=date(200, 1, 1), max_value=date(9799, 12, 31)))
def test_a_day_lies_in_its_week_month_year_decade_and_century(day: date) -> None:
    year, week, weekday = day.isocalendar()
    iso = day.isoformat()
    values = [iso, iso[:7], iso[:4], iso[:3], iso[:2], f"{year:04}-W{week:02}", f"{year:04}-W{week:02}-{weekday}"]
    for value in values:
        ((first, last),) = days_of(value)
        assert first <= day <= last
        assert not value_within(value, last + timedelta(days=1), None)
        assert not value_within(value, None, first - timedelta(days=1))


@given(st.text("0123456789-WXSUFAQHTPE", max_size=12) | st.text(max_size=12))
def test_any_text_may_stand_where_a_value_is_expected(value: str) -> None:
    for first, last in days_of(value):
        assert first <= last
