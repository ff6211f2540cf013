"""No text makes the search for dates slow: its steps grow as the text does, however it is repeated."""

import random
import sys
from datetime import date
from types import FrameType

import pytest

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.mentions.dates import find_dates
from tui_reader.mentions.dates.grammar import find_spans

REPEATED = [
    "a", "1", "é", "-", "’", "\x00", "\ud800", "\U0001f600", "٣", "İ", "ß",
    " ", "\n", "\xa0", "1 ", "12 ", "2024 ", "1990s ", "2024-", "1/", "1.", "1:", "1-1-", "20240101",
    "the ", "of ", "of the end of the ", "early ", "late mid-", "mid-", "the early ", "last ", "last last week ",
    "next this past ", "a ", "a few ", "a couple of ", "two ", "twenty-", "twenty ", "hundred ", "nineteen ",
    "first ", "second of ", "1st ", "day ", "day before ", "days ", "year-", "year ago ", "years before May ",
    "May ", "May 1 ", "1 May ", "1 and ", "1 to 2 to ", "May 1-2-", "May-", "May, ", "May of ", "Monday ",
    "Monday, ", "Mon. ", "Monday the ", "Monday before last ", "every ", "every other ", "each May ", "every 1 ",
    "at 1 ", "1 p.m. ", "1 p.", "noon ", "noon on ", "12:30 ", "12:30:", "10:30 on ", "Easter ", "New Year's ",
    "three weeks after ", "three weeks after three weeks after ", "and a half ", "the year before ", "the past ",
    "not too long ", "spring of ", "the spring of the ", "Q1 ", "fiscal ", "' ", "'80", "'80s ", "will ", "was ",
    "Mr. ", "said. ", "2 1/2 ", "1,000 ", "1,000,", "1.5.", "½", "1½ ", "2021-07-17T", "2021-07-17T10:",
]  # fmt: skip


def steps(text: str) -> int:
    """How many functions are called to find the dates in a text."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        for _ in find_spans(text, Span(0, len(text))):
            pass
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", REPEATED, ids=repr)
def test_twice_the_text_is_twice_the_steps(part: str) -> None:
    short, long = part * (1_000 // len(part) + 1), part * (2 * (1_000 // len(part) + 1))
    assert steps(long) <= 2.02 * steps(short) + 100


@pytest.mark.parametrize("part", REPEATED, ids=repr)
def test_no_repeat_needs_more_than_some_steps_for_a_letter(part: str) -> None:
    text = part * (1_000 // len(part) + 1)
    assert steps(text) <= 60 * len(text)


@pytest.mark.parametrize("part", ["a", "1", " ", "\ud800", "the end of "], ids=repr)
def test_a_megabyte_of_it_is_read_to_its_end(part: str) -> None:
    text = part * (1_000_000 // len(part)) + " On 17 July 2021 it ended."
    last = list(find_spans(text, Span(0, len(text))))[-1]
    assert text[last.start : last.end] == "17 July 2021"


@pytest.mark.parametrize("seed", range(20))
def test_no_mixture_of_them_is_an_error(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(REPEATED, k=300))
    article = Article("x.txt", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), "x", "")
    for published in (None, date.min, date(2024, 2, 29), date.max):
        end = 0
        for mention in find_dates(article, published):
            assert end <= mention.start < mention.end
            assert mention.text == text[mention.start : mention.end]
            end = mention.end
