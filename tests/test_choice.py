"""Where a name and a date lay claim to the same words, and which of the two readings survives."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Mention, MentionKind
from tui_reader.mentions.choice import choose

PERSON, PLACE, DATE = MentionKind.PERSON, MentionKind.PLACE, MentionKind.DATE
ORGANISATION, WORK = MentionKind.ORGANISATION, MentionKind.WORK


def span(text: str, words: str, kind: MentionKind) -> Mention:
    start = text.index(words)
    return Mention(kind, start, start + len(words), words)


def survivors(text: str, names: list[tuple[str, MentionKind]], dates: list[str]) -> list[tuple[str, MentionKind]]:
    """What is left of names and dates, each given by its words, which stand in the text once."""
    chosen = choose(text, [span(text, *name) for name in names], [span(text, date, DATE) for date in dates])
    assert all(mention.text == text[mention.start : mention.end] for mention in chosen)
    return [(mention.text, mention.kind) for mention in chosen]


@pytest.mark.parametrize(
    ("text", "name", "kind", "date"),
    [
        ("It was in Page Six first.", "Page Six", ORGANISATION, "Six"),
        ("He was in Friday Night Lights.", "Friday Night Lights", WORK, "Friday Night"),
        ("He reads The Sunday Times.", "The Sunday Times", ORGANISATION, "Sunday"),
        ("They told August Wilson.", "August Wilson", PERSON, "August"),
        ("They told Theresa May so.", "Theresa May", PERSON, "May"),
        ("She sang at the Summer Film Festival.", "Summer Film Festival", ORGANISATION, "Summer"),
        ("She liked 1917 most.", "1917", WORK, "1917"),
        ("She liked Summer of ’69 most.", "Summer of ’69", WORK, "Summer"),
    ],
)
def test_a_date_in_a_name_is_no_date(text: str, name: str, kind: MentionKind, date: str) -> None:
    assert survivors(text, [(name, kind)], [date]) == [(name, kind)]


@pytest.mark.parametrize(
    ("text", "name", "kind", "date"),
    [
        ("She left on April 3.", "April", PERSON, "April 3"),
        ("She left on Christmas Eve.", "Eve", PERSON, "Christmas Eve"),
        ("She left in May.", "May", PERSON, "May"),
        ("She left last Summer.", "Summer", PERSON, "last Summer"),
        ("It is Martin Luther King Jr. Day.", "Martin Luther King Jr.", PERSON, "Martin Luther King Jr. Day"),
        ("She left in March 2020.", "March", PLACE, "March 2020"),
    ],
)
def test_a_name_in_a_date_is_no_name(text: str, name: str, kind: MentionKind, date: str) -> None:
    assert survivors(text, [(name, kind)], [date]) == [(date, DATE)]


def test_a_month_is_somebody_who_was_named_in_full() -> None:
    text = "Theresa May left. Then May said no."
    (first, second) = (match.span() for match in re.finditer("May", text))
    names = [span(text, "Theresa May", PERSON), Mention(PERSON, *second, "May")]
    dates = [Mention(DATE, *first, "May"), Mention(DATE, *second, "May")]
    assert choose(text, names, dates) == names


@pytest.mark.parametrize("word", ["in", "since", "last", "next", "early", "Until"])
def test_a_month_after_a_word_of_time_is_the_month_whoever_is_named_so(word: str) -> None:
    text = f"Theresa May left {word} May."
    name, at = span(text, "Theresa May", PERSON), text.rindex("May")
    both = [Mention(kind, at, at + 3, "May") for kind in (PERSON, DATE)]
    assert choose(text, [name, both[0]], [both[1]]) == [name, both[1]]


@pytest.mark.parametrize(
    ("text", "name", "date", "rest"),
    [
        ("On 3 April Kate Larkin left.", "April Kate Larkin", "3 April", "Kate Larkin"),
        ("On May 3, 2020 Kate Larkin left.", "2020 Kate Larkin", "May 3, 2020", "Kate Larkin"),
    ],
)
def test_a_dated_day_takes_its_words_from_a_name_and_leaves_the_rest(
    text: str, name: str, date: str, rest: str
) -> None:
    assert survivors(text, [(name, PERSON)], [date]) == [(date, DATE), (rest, PERSON)]


def test_a_surname_is_not_taken_from_somebody() -> None:
    text = "They told Theresa May 3 times."
    assert survivors(text, [("Theresa May", PERSON)], ["May 3"]) == [("Theresa May", PERSON)]


def test_a_name_that_only_shares_a_word_with_a_vague_date_keeps_it() -> None:
    text = "She missed last Summer Film Festival."
    assert survivors(text, [("Summer Film Festival", ORGANISATION)], ["last Summer"]) == [
        ("Summer Film Festival", ORGANISATION)
    ]


def test_a_place_in_a_longer_name_is_part_of_it() -> None:
    text = "She went to the University of Maryland."
    names = [("Maryland", PLACE), ("University of Maryland", ORGANISATION)]
    assert survivors(text, names, []) == [("University of Maryland", ORGANISATION)]


TEXT = "On May 3 Theresa May and April Summer saw Friday Night Lights in May Street, 1917."
_edges = [match.start() for match in re.finditer(r"\b", TEXT)]


@st.composite
def claims(draw: st.DrawFn, kinds: tuple[MentionKind, ...]) -> list[Mention]:
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted(draw(st.tuples(*[st.sampled_from(_edges)] * 2)))
        found.append(Mention(draw(st.sampled_from(kinds)), start, end, TEXT[start:end]))
    return found


@settings(deadline=None)
@given(claims((PERSON, PLACE, ORGANISATION, WORK)), claims((DATE,)))
def test_what_survives_is_in_order_and_shares_no_word(names: list[Mention], dates: list[Mention]) -> None:
    chosen = choose(TEXT, names, dates)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    assert all(mention.text == TEXT[mention.start : mention.end] != "" for mention in chosen)
    assert {mention for mention in chosen if mention.kind is DATE} <= set(dates)


@settings(deadline=None)
@given(claims((PERSON, PLACE, ORGANISATION, WORK)), claims((DATE,)))
def test_what_nothing_else_claims_survives(names: list[Mention], dates: list[Mention]) -> None:
    chosen = choose(TEXT, names, dates)
    claimed = [*names, *dates]
    for one in claimed:
        others = [other for other in claimed if other is not one]
        if one.start < one.end and not any(other.span.overlaps(one.span) for other in others):
            assert one in chosen


@settings(deadline=None)
@given(claims((PERSON, PLACE, ORGANISATION, WORK)), claims((DATE,)))
def test_what_was_chosen_stays_chosen(names: list[Mention], dates: list[Mention]) -> None:
    chosen = choose(TEXT, names, dates)
    again = choose(TEXT, [m for m in chosen if m.kind is not DATE], [m for m in chosen if m.kind is DATE])
    assert again == chosen


def test_a_hundred_thousand_claims_are_settled() -> None:
    text = "May 3 " * 50_000
    names = [Mention(PERSON, at * 6, at * 6 + 3, "May") for at in range(50_000)]
    dates = [Mention(DATE, at * 6, at * 6 + 5, "May 3") for at in range(50_000)]
    assert choose(text, names, dates) == dates
