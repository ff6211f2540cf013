"""A text that tells history carries its year along; news does not."""

import textwrap
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.formats import parse_article
from tui_reader.mentions.dates import find_dates

TODAY = date(2009, 12, 19)

HISTORY = """\
The war of the two harbours began on 3 March 1871, when the boats of the one burned the nets of the other. In April the
women of both went to the bishop, who died on June 2. By December nobody spoke.

In January 1872 a peace was signed. It held until May; three days later it was forgotten. The following year, the quay
fell into the sea. On 4 July 1874 a new one was begun, and that autumn it was finished.
"""

NEWS = """\
The harbour was closed on Friday. It had been built in 1871, rebuilt in 1902, in 1931 and in 1968, said the mayor, who
will speak again on Monday. In November the last boat left it. Last week a wall fell.
"""


def values_in(text: str, published: date | None = TODAY) -> dict[str, str | None]:
    article = parse_article(text.encode(), "x.txt", body_only=True)
    return {" ".join(mention.text.split()): mention.value for mention in find_dates(article, published)}


def test_in_history_what_has_no_year_is_of_the_year_told() -> None:
    assert values_in(HISTORY) == {
        "3 March 1871": "1871-03-03",
        "April": "1871-04",
        "June 2": "1871-06-02",
        "December": "1871-12",
        "January 1872": "1872-01",
        "May": "1872-05",
        "three days later": None,  # than some day in May
        "The following year": "1873",
        "4 July 1874": "1874-07-04",
        "that autumn": "1874-FA",
    }


def test_the_year_turns_when_the_months_do() -> None:
    text = HISTORY + "\n\nOn 7 December 1875 snow fell. In January it melted."
    assert values_in(text)["January"] == "1876-01"


def test_news_that_tells_what_was_once_stays_news() -> None:
    values = values_in(NEWS)
    assert (values["Friday"], values["Monday"], values["November"], values["Last week"]) == (
        "2009-12-18",
        "2009-12-21",
        "2009-11",
        "2009-W50",
    )


def test_what_is_told_from_the_articles_own_day_is_reckoned_from_it() -> None:
    told = " ".join(f"In {year} it rained." for year in (1871, 1872, 1873, 1874))
    values = values_in(f"{told} {HISTORY} It was all written down last year. In March it snowed.")
    assert (values["last year"], values["March"]) == ("2008", "1874-03")


def test_without_the_articles_day_history_is_not_made_up_either() -> None:
    values = values_in(HISTORY, None)
    assert values["3 March 1871"] == "1871-03-03"
    assert values["April"] == "XXXX-04"
    assert values["The following year"] is None


def test_a_few_years_of_the_past_make_no_history() -> None:
    assert values_in("They met in 1990, in 1991 and in 1992. They met in April.")["April"] == "2009-04"


@settings(deadline=None, max_examples=50)
@given(st.integers(1500, 2000), st.sampled_from(["March", "April", "July", "October"]))
def test_whatever_the_year_told_its_months_are_of_it(year: int, month: str) -> None:
    told = " ".join(f"On {day} {month} {year} it rained." for day in range(2, 8))
    text = textwrap.fill(f"{told} In {month} it also snowed, and on {month} 9 it stopped.")
    values = values_in(text)
    assert values[month] == f"{year}-{values[f'2 {month} {year}'][5:7]}"  # type: ignore[index]
    assert values[f"{month} 9"] == f"{values[month]}-09"
