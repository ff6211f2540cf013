"""What one takes for a character: examples that a short rule must get right, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.ui.widgets.clusters import may_cut, next_cut, previous_cut, whole

CHARACTERS = "ae漢\u0301\u0308\u200d\ufe0f👩👧❤🏽🇬🇧🇫🇷ᄒ\u1161\u11abहि\n "
texts = st.text(st.one_of(st.sampled_from(CHARACTERS), st.characters()), max_size=30)


def clusters(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        end = next_cut(text, at, len(text))
        found.append(text[at:end])
        at = end
    return found


@pytest.mark.parametrize(
    "expected",
    [
        ["c", "a", "f", "e\u0301", "!"],
        ["👩\u200d👩\u200d👧", "👍🏽", "❤\ufe0f"],
        ["🇬🇧", "🇫🇷", "🇬"],
        ["🏴\U000e0067\U000e0062\U000e007f", "x"],
        ["\u1112\u1161\u11ab", "국"],
        ["हि", "न्", "दी"],
        ["a\u200d", "b"],
        ["e" + "\u0301" * 20, " ", "e"],
    ],
)
def test_characters_stay_whole(expected: list[str]) -> None:
    assert clusters("".join(expected)) == expected


@given(texts)
def test_steps_forth_and_back_meet_the_same_places(text: str) -> None:
    forth = [0]
    while forth[-1] < len(text):
        forth.append(next_cut(text, forth[-1], len(text)))
    back = [len(text)]
    while back[-1] > 0:
        back.append(previous_cut(text, back[-1], 0))
    assert forth == back[::-1]
    assert all(may_cut(text, place) for place in forth)


@given(texts, st.integers(0, 30), st.integers(0, 30))
def test_a_span_becomes_whole_and_no_larger_than_needed(text: str, one: int, other: int) -> None:
    span = Span(min(one, other, len(text)), min(max(one, other), len(text)))
    larger = whole(text, span, Span(0, len(text)))
    assert larger.start <= span.start <= span.end <= larger.end
    assert may_cut(text, larger.start)
    assert may_cut(text, larger.end)
    assert not any(may_cut(text, place) for place in range(larger.start + 1, span.start + 1) if place > larger.start)
