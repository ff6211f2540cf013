"""What the lines around the panes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.library import Progress
from tui_reader.ui.wording import counted
from tui_reader.ui.words import caret_line, change_words, progress_words, seconds_left, time_left


@given(
    st.text("abcdef ", min_size=1, max_size=30).map(str.strip).filter(bool), st.integers(0, 200), st.integers(40, 200)
)
def test_the_caret_is_under_the_mistake_and_the_message_can_be_read(message: str, column: int, width: int) -> None:
    line = caret_line(message, column, width)
    assert line.index("^") == min(column, width - 1)
    assert message in line
    assert len(line.rstrip()) <= width


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress("done", added=3), "3 articles new"),
        (Progress("done", changed=1), "1 article changed"),
        (
            Progress("done", added=1, changed=2, renamed=3, removed=1_000),
            "1 article new, 2 changed, 3 renamed, 1,000 gone",
        ),
        (Progress("done"), ""),
    ],
)
def test_what_an_update_has_found_is_told(progress: Progress, words: str) -> None:
    assert change_words(progress) == words


@given(st.integers(0, 9_000), st.integers(1, 9_000), st.none() | st.floats(0, 1e5), st.integers(30, 120))
def test_how_far_the_index_has_come_is_told_in_as_many_columns_as_there_are(
    done: int, more: int, left: float | None, room: int
) -> None:
    for phase in ("looking", "reading", "naming"):
        assert 0 < len(progress_words(Progress(phase, done, done + more, articles=done + more), left, room)) <= room


def test_progress_is_told_with_a_bar_and_the_time_that_is_left() -> None:
    reading = Progress("reading", 1_240, 8_214)
    assert progress_words(reading, 18.2, 80) == "indexing 1,240 of 8,214 ▇▁▁▁▁▁▁▁▁▁▁▁ 18 s left"
    naming = Progress("naming", 240, 7_214, articles=8_214)
    assert progress_words(naming, None, 80) == "people known for 1,240 of 8,214 articles ▇▁▁▁▁▁▁▁▁▁▁▁"


def test_the_time_left_is_an_estimate_once_there_is_something_to_go_by() -> None:
    assert seconds_left(0, 100, 5.0) is None
    assert seconds_left(10, 100, 0.2) is None
    assert seconds_left(10, 100, 2.0) == pytest.approx(18.0)
    assert (time_left(0.2), time_left(89), time_left(200)) == ("1 s left", "89 s left", "3 min left")


def test_numbers_agree_with_what_they_count() -> None:
    assert (counted(1, "article"), counted(1_204, "article")) == ("1 article", "1,204 articles")
