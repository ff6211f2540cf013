"""Where the moving end of a selection goes, whatever the text: to something visible, whole, and never nowhere."""

from collections.abc import Callable

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from tests.test_wrapping import article_of, articles
from tui_reader.article import Article, BlockKind
from tui_reader.ui.widgets import motions
from tui_reader.ui.widgets.clusters import may_cut
from tui_reader.ui.widgets.motions import Ends, Unit
from tui_reader.ui.widgets.wrapping import Wrapped

Motion = Callable[[Wrapped, Ends], int]

MOTIONS: dict[str, Motion] = {
    "right": lambda wrapped, ends: motions.moved_sideways(wrapped, ends, 1),
    "left": lambda wrapped, ends: motions.moved_sideways(wrapped, ends, -1),
    "down": lambda wrapped, ends: motions.moved_by_lines(wrapped, ends, 1, 7),
    "up": lambda wrapped, ends: motions.moved_by_lines(wrapped, ends, -1, 7),
    "page down": lambda wrapped, ends: motions.moved_by_lines(wrapped, ends, 9, 7),
    "page up": lambda wrapped, ends: motions.moved_by_lines(wrapped, ends, -9, 7),
    "line end": lambda wrapped, ends: motions.moved_in_line(wrapped, ends, 1),
    "line start": lambda wrapped, ends: motions.moved_in_line(wrapped, ends, -1),
    "bottom": lambda wrapped, ends: motions.moved_to_edge(wrapped, ends, 1),
    "top": lambda wrapped, ends: motions.moved_to_edge(wrapped, ends, -1),
    "sentence on": lambda wrapped, ends: motions.moved_by_units(wrapped.article, ends, 1, Unit.SENTENCE),
    "sentence back": lambda wrapped, ends: motions.moved_by_units(wrapped.article, ends, -1, Unit.SENTENCE),
    "paragraph on": lambda wrapped, ends: motions.moved_by_units(wrapped.article, ends, 1, Unit.PARAGRAPH),
    "paragraph back": lambda wrapped, ends: motions.moved_by_units(wrapped.article, ends, -1, Unit.PARAGRAPH),
}


@settings(deadline=None)
@given(articles(), st.integers(12, 60), st.lists(st.sampled_from(sorted(MOTIONS)), min_size=1, max_size=12), st.data())
def test_every_motion_ends_at_something_visible(
    article: Article, width: int, names: list[str], data: st.DataObject
) -> None:
    wrapped = Wrapped(article, width)
    lines = [line for line in wrapped.lines if line.kind and line.start < line.end]
    assume(lines)
    line = data.draw(st.sampled_from(lines))
    ends = Ends(line.start, line.end)
    places = {place for line in wrapped.lines for place in range(line.start, line.end + 1)}
    for name in names:
        head = MOTIONS[name](wrapped, ends)
        assert head in places, name
        is_edge = any(head in (line.start, line.end) for line in lines)
        assert may_cut(article.text, head) or is_edge, name
        assert head != ends.anchor, name
        ends = Ends(ends.anchor, head)


def test_a_page_counts_blank_lines_and_ends_in_text() -> None:
    article = article_of("\n".join(["words"] * 20), [BlockKind.PARAGRAPH])
    wrapped = Wrapped(article, 40)
    ends = Ends(0, 5)
    head = motions.moved_by_lines(wrapped, ends, 9, 3)
    assert wrapped.line_of(head) == 10
    assert motions.moved_by_lines(wrapped, ends, 900, 3) == len(article.text) - 2
    assert motions.moved_by_lines(wrapped, Ends(0, len(article.text)), 1, 3) == len(article.text)
    assert motions.moved_by_lines(wrapped, Ends(60, 65), -900, 3) == 3


def test_sentences_end_where_the_selection_grows_and_begin_where_it_goes_back() -> None:
    article = article_of("One is. Two is. Three is. Four is.", [BlockKind.PARAGRAPH])
    two, three = article.text.index("Two"), article.text.index("Three")

    def stops(ends: Ends, step: int) -> list[int]:
        found = []
        for _ in range(5):
            ends = Ends(ends.anchor, motions.moved_by_units(article, ends, step, Unit.SENTENCE))
            found.append(ends.head)
        return found

    assert stops(Ends(two, two + 3), 1) == [15, 25, 34, 34, 34]
    assert stops(Ends(three + 5, three), -1) == [two, 0, 0, 0, 0]
    assert stops(Ends(two, 34), -1) == [25, 15, 0, 0, 0]
