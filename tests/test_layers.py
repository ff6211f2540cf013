"""What lies over an article's text."""

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import Span
from tui_reader.ui.widgets.article_text import BAR, bar_of
from tui_reader.ui.widgets.layers import count_overlapping

spans = st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=6), st.integers(0, 30), st.integers(1, 20))
def test_passages_that_lie_over_one_another_are_counted_where_most_do(kept: list[Span], start: int, size: int) -> None:
    end = start + size
    deepest = max(sum(span.start <= at < span.end for span in kept) for at in range(start, end))
    assert count_overlapping(kept, start, end) == deepest


def test_a_bar_has_one_column_whatever_it_says() -> None:
    assert [bar_of(count) for count in (1, 2, 9, 10, 1_000)] == [BAR, "2", "9", "+", "+"]
