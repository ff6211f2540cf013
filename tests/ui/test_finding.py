"""Stories of somebody who looks for something in the open article."""

from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tui_reader.article import MentionKind, Span
from tui_reader.ui.mentioned import has_day, shown_value
from tui_reader.ui.reading import Reading

ARTICLE = """The Harbour at Night

First comes the harbour wall, then the long
wall behind it. Nobody calls the café a CAFE\u0301 here.

{filler}

At the end there is one more wall, and the ﬁnal one at that.
"""


def reading_of(reader: Reader) -> Reading:
    assert reader.screen.reading is not None
    return reader.screen.reading


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A bare folder with one article, too long for a screen."""
    filler = "\n\n".join(f"Paragraph {number} says nothing of it, at some length." for number in range(40))
    (tmp_path / "harbour.txt").write_text(ARTICLE.format(filler=filler))
    return bring_up_to_date(tmp_path)


async def find(reader: Reader, words: str) -> None:
    """Type into the find box, from wherever one is."""
    if not reader.screen.is_finding:
        await reader.press("f")
    await reader.press(*words)


async def test_words_are_found_while_they_are_typed_and_walked_afterwards(
    harbour: Path, open_reader: OpenReader
) -> None:
    async with open_reader(harbour, 80, 24) as reader:
        await reader.search("nobody")
        await reader.press("enter")
        await find(reader, "wal")
        assert reader.screen.mode == "FIND"
        assert "1 of 3" in reader.text
        assert reader.here == "wal"
        await find(reader, "l")
        assert reader.here == "wall"
        await reader.press("down", "down")
        assert "3 of 3" in reader.text
        assert reading_of(reader).current is not None
        await reader.press("up")
        assert "2 of 3" in reader.text
        await reader.press("enter")
        assert reader.screen.mode == "ARTICLE"
        assert not reader.screen.find_bar.display
        await reader.press("n")
        assert "“wall” 3 of 3" in reader.status
        assert reader.find("one more wall")
        await reader.press("n")
        assert "no more" in reader.status
        await reader.press("escape", "N")
        assert reader.here == "Nobody"


async def test_escape_gives_back_the_hits_and_the_place(harbour: Path, open_reader: OpenReader) -> None:
    async with open_reader(harbour, 80, 24) as reader:
        await reader.search("paragraph")
        await reader.press("enter", "pagedown")
        before, top = reading_of(reader), reader.screen.reader.scroll_offset.y
        await find(reader, "final")
        assert reader.here == "ﬁnal"
        await reader.press("escape")
        after = reading_of(reader)
        assert (after.current, after.walked) == (before.current, before.hits)
        assert reader.screen.reader.scroll_offset.y == top
        assert reader.screen.reader.has_focus


async def test_words_are_found_across_lines_and_accents_do_not_count(harbour: Path, open_reader: OpenReader) -> None:
    async with open_reader(harbour, 80, 24) as reader:
        await reader.press("/", "escape", "enter")
        await find(reader, "long wall")
        assert reader.here == "long\nwall"
        await reader.press("escape")
        await find(reader, "cafe")
        assert [reading_of(reader).article.text[slice(*span)] for span in reading_of(reader).walked] == [
            "café",
            "CAFE\u0301",
        ]


async def test_what_is_not_there_is_said_and_nothing_is_nothing(harbour: Path, open_reader: OpenReader) -> None:
    async with open_reader(harbour, 80, 24) as reader:
        await reader.search("nobody")
        await reader.press("enter")
        await find(reader, "wallx")
        assert "not found" in reader.text
        assert reader.here == "Nobody"
        await reader.press("enter")
        assert "“wallx” is not in this article" in reader.status
        assert reader.screen.is_finding
        await reader.press(*["backspace"] * 5)
        assert "not found" not in reader.text
        await reader.press("enter")
        assert reader.screen.reader.has_focus
        assert reading_of(reader).walked == reading_of(reader).hits


async def test_the_box_can_be_left_by_going_elsewhere(harbour: Path, open_reader: OpenReader) -> None:
    async with open_reader(harbour, 50, 15) as reader:
        await reader.press("escape", "enter")
        await find(reader, "wall")
        await reader.press("tab")
        assert reader.screen.reader.has_focus
        assert not reader.screen.find_bar.display
        await find(reader, "wall")
        reader.screen.search_box.focus()
        await reader.settle()
        assert not reader.screen.find_bar.display
        assert all(strip.cell_length == 50 for strip in reader.strips)


async def test_w_and_t_walk_people_and_dates_from_where_one_is(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("draughts")
        await reader.press("enter", "g")
        annotated = reading_of(reader).annotated
        people = [mention.span for mention in annotated.mentions if mention.kind is MentionKind.PERSON]
        authors = [mention.span for mention in annotated.mentions if mention.text == annotated.article.byline]
        walked: list[Span | None] = []
        for _ in people:
            await reader.press("w")
            walked.append(reading_of(reader).current)
            assert walked[-1] is not None
            assert walked[-1].overlaps(reader.screen.reader.visible_span)
        assert walked[: len(people) - len(authors)] == [span for span in people if span not in authors]
        assert "no more person is named here" in reader.status
        await reader.press("W")
        assert reading_of(reader).current == walked[len(people) - len(authors) - 2]
        await reader.press("g", "w")
        name = next(entity.name for entity in annotated.entities if entity.id == annotated.mentions[0].entity)
        assert f"{name} · 1 of " in reader.status
        dates = [mention for mention in annotated.mentions if has_day(mention)]
        expected = next(date for date in dates if date.start > annotated.mentions[0].start)
        await reader.press("t")
        assert reader.here == expected.text
        value = f"{shown_value(expected.value or '')}{'~' if expected.anchor == 'inferred' else ''}"
        assert f"{value} · date {dates.index(expected) + 1} of {len(dates)}" in reader.status
        assert reading_of(reader).walked == reading_of(reader).hits
