"""Stories of somebody who looks through what is kept."""

import json
from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tui_reader.article import Article, Span
from tui_reader.library import KeptPassage, Library
from tui_reader.ui.screens.bookmarks import BookmarksScreen
from tui_reader.ui.shelf_rows import Heading

TARTS = "articles/04-custard-tarts-at-dawn.txt"


def sentences(article: Article) -> list[Span]:
    """The sentences of an article."""
    return [span for block in article.readable_blocks for span in Library.find_sentences(article, block)]


@pytest.fixture
def kept(samples: Path) -> Path:
    """A library in which four passages are kept of two articles, one of them lost by now."""
    library = Library(samples)
    tarts, other = library.article(TARTS), library.article(other_article(samples))
    library.bookmarks.add(tarts, sentences(tarts)[3], note="who says so?", tags=["sweet", "to check"])
    library.bookmarks.add(tarts, sentences(tarts)[6])
    library.bookmarks.add(other, sentences(other)[2], tags=["sweet"])
    lost = library.bookmarks.add(other, sentences(other)[5])
    library.close()
    path = samples / other.id
    path.write_text(path.read_text("utf-8").replace(lost.bookmark.quote, ""), "utf-8")
    return bring_up_to_date(samples)


def other_article(samples: Path) -> str:
    """The id of an article besides that of the tarts."""
    return f"articles/{sorted(path.name for path in (samples / 'articles').iterdir())[2]}"


def screen_of(reader: Reader) -> BookmarksScreen:
    """The screen of kept passages, which must be there."""
    screen = reader.app.screen
    assert isinstance(screen, BookmarksScreen)
    return screen


def quotes(reader: Reader) -> list[str]:
    """The words of the passages that are listed."""
    return [row.bookmark.quote for row in screen_of(reader).passages.rows if isinstance(row, KeptPassage)]


def headings(reader: Reader) -> list[str]:
    """The headings of the list."""
    return [row.words for row in screen_of(reader).passages.rows if isinstance(row, Heading)]


async def test_every_passage_stands_there_in_full_with_note_tags_and_state(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept, 80, 24) as reader:
        await reader.press("escape", "B")
        assert "4 passages in 2 articles" in reader.text
        shown = " ".join(reader.text.replace("▌", " ").split())
        for quote in quotes(reader)[:2]:
            assert " ".join(quote.split()) in shown
        assert "lost: its article does not have it any more" in reader.text
        await reader.press("G")
        assert "✎ who says so?" in reader.text
        assert "#sweet #to check" in reader.text


async def test_the_filter_speaks_the_language_of_the_search(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B")
        everything = quotes(reader)
        await reader.press("/", *"tag:sweet")
        assert len(quotes(reader)) == 2
        assert "2 of 4 passages" in reader.text
        await reader.press("enter", "escape")
        assert quotes(reader) == everything
        await reader.press("/", *"is:lost")
        assert quotes(reader) == everything[:1]
        screen_of(reader).box.value = "note:says"
        await reader.settle()
        assert quotes(reader) == everything[-1:]
        screen_of(reader).box.value = "zeppelin"
        await reader.settle()
        assert "None matches this." in reader.text


async def test_a_mistake_in_the_filter_is_shown_and_enter_mends_it(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "/")
        before = quotes(reader)
        screen_of(reader).box.value = "is:losst"
        await reader.settle()
        assert "^" in reader.text
        assert quotes(reader) == before
        await reader.press("enter")
        assert screen_of(reader).box.value == "is:lost"


async def test_a_field_and_a_state_of_passages_are_completed(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "/", *"not", "right")
        assert screen_of(reader).box.value == "note:"
        screen_of(reader).box.value = "is:l"
        screen_of(reader).box.cursor_position = 4
        await reader.settle()
        await reader.press("right")
        assert screen_of(reader).box.value == "is:lost"


async def test_o_sorts_and_b_groups(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B")
        newest = quotes(reader)
        await reader.press("o")
        assert quotes(reader) == newest[::-1]
        assert "oldest first" in reader.text
        await reader.press("o", "b")
        assert len(headings(reader)) == 2
        assert "as in the articles · by article" in reader.text
        await reader.press("o", "b")
        assert headings(reader)
        await reader.press("b")
        assert headings(reader) == ["sweet", "to check", "(no tags)"]
        await reader.press("b")
        assert len(headings(reader)) == 1
        await reader.press("b")
        assert headings(reader) == []


async def test_several_are_picked_and_removed_as_one_change(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B")
        before = quotes(reader)
        await reader.press("*", "*")
        assert "2 passages picked" in reader.text
        await reader.press("delete")
        assert quotes(reader) == before[2:]
        await reader.press("u")
        assert quotes(reader) == before
        await reader.press("U")
        assert quotes(reader) == before[2:]


async def test_esc_goes_back_one_step_at_a_time(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "/", *"tag:sweet", "enter", "*", "escape")
        assert screen_of(reader).passages.picked == frozenset()
        assert len(quotes(reader)) == 2
        await reader.press("escape")
        assert len(quotes(reader)) == 4
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_a_note_and_the_tags_of_several_are_edited(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "G", "a", "ctrl+u", *"nobody", "enter")
        assert "✎ nobody" in reader.text
        await reader.press("b", "b", "b", "g", "*", "*", "number_sign")
        assert screen_of(reader).jot_bar.box.value == "sweet "
        await reader.press("ctrl+u", *"sour", "enter")
        assert headings(reader) == ["sour", "to check", "(no tags)"]
        await reader.press("u")
        assert headings(reader) == ["sweet", "to check", "(no tags)"]
        await reader.press("u")
        assert "who says so?" in reader.text


async def test_what_is_shown_is_exported_and_no_file_is_written_over_unasked(
    kept: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").write_text("precious")
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "/", *"tag:sweet", "enter", "e", "down")
        assert "passages.json" in reader.text
        await reader.press("enter")
        assert str(tmp_path)[:20] in reader.text
        exported = json.loads((tmp_path / "passages.json").read_text("utf-8"))
        assert len(exported["items"]) == 2
        await reader.press("e", "down")
        assert "passages-2.json" in reader.text
        await reader.press("ctrl+u", *"mine.json", "enter")
        assert "is there already" in reader.text
        assert (tmp_path / "mine.json").read_text() == "precious"
        await reader.press("enter")
        assert len(json.loads((tmp_path / "mine.json").read_text("utf-8"))["items"]) == 2
        await reader.press("*", "e", "ctrl+u", *"/nowhere/x.md", "enter")
        assert "cannot be written" in reader.text
        await reader.press("escape")
        assert isinstance(reader.app.screen, BookmarksScreen)


async def test_what_is_picked_is_copied_with_its_sources_and_nothing_is_said_of_it_afterwards(
    kept: Path, open_reader: OpenReader
) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B")
        lost, _, standing, _ = quotes(reader)
        await reader.press("y")
        assert "1 passage to the terminal" in reader.text
        await reader.press("*", "j", "*", "y")
        assert "2 passages to the terminal" in reader.text
        first, second = reader.app.clipboard.split("\n\n")
        assert first.startswith(f"“{' '.join(lost.split())}” — ")
        title = reader.app.library.article(TARTS).title
        assert second.startswith(f"“{' '.join(standing.split())}” — {title}, ")
        await reader.press("number_sign", *"later", "enter")
        assert "✓ tagged" in reader.text
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen
        assert "tagged" not in reader.status
        assert "terminal" not in reader.status


async def test_the_chosen_passage_is_shown_in_its_surroundings(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept, 140, 40) as reader:
        await reader.press("escape", "B")
        screen = screen_of(reader)
        await reader.until(lambda: screen.preview.reading is not None)
        reading = screen.preview.reading
        assert reading
        assert reading.current
        assert reading.article.text[slice(*reading.current)] == quotes(reader)[0]
        assert "as it was when this was kept" in reader.text
        await reader.press("G")
        assert "as it was when this was kept" not in reader.text


async def test_where_there_is_no_room_tab_shows_the_surroundings(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept, 80, 24) as reader:
        await reader.press("escape", "B", "tab")
        screen = screen_of(reader)
        assert screen.preview.reading
        assert not screen.passages.display
        await reader.press("j")
        await reader.press("escape")
        assert screen.passages.display


async def test_a_passage_longer_than_the_screen_is_read_to_its_end(samples: Path, open_reader: OpenReader) -> None:
    library = Library(samples)
    tarts = library.article(TARTS)
    library.bookmarks.add(tarts, sentences(tarts)[0])
    first, *_, last = sentences(tarts)[1:20]
    library.bookmarks.add(tarts, Span(first.start, last.end))
    library.close()
    async with open_reader(samples, 50, 15) as reader:
        await reader.press("escape", "B")
        end = tarts.text[slice(*last)].split()[-1]
        seen = []
        for _ in range(20):
            seen.append(end in reader.text)
            if screen_of(reader).passages.chosen:
                break
            await reader.press("down")
        assert any(seen)
        assert screen_of(reader).passages.chosen == 1


async def test_a_lost_passage_is_put_back_by_hand_and_keeps_its_words(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "P")
        assert "no lost passage is chosen" in reader.status  # which is out of date a moment later
        await reader.press("B")
        quote = quotes(reader)[0]
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert "P puts it back" in reader.status
        await reader.press("v", "v", "P")
        assert "✓ put back" in reader.status
        reading = reader.screen.reading
        assert reading
        (standing,) = [passage for passage in reading.passages if passage.bookmark.quote == quote]
        assert standing.state == "edited"
        await reader.press("B")
        assert quotes(reader)[0] == quote
        assert "edited: its words were changed" in reader.text
        await reader.press("u")
        assert "no longer put back" in reader.text
        assert "lost: its article" in reader.text


async def test_whoever_puts_nothing_back_says_so_with_esc(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.press("escape", "B", "enter", "escape")
        assert "nothing was put back" in reader.status
        await reader.press("P")
        assert "no lost passage is chosen" in reader.status


async def test_without_a_lost_passage_it_is_said_where_they_are(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.search("custard")
        await reader.press("enter", "P")
        assert "no lost passage is chosen · B shows them" in reader.status


async def test_a_search_says_how_many_kept_passages_match_and_b_lists_them(kept: Path, open_reader: OpenReader) -> None:
    async with open_reader(kept) as reader:
        await reader.search("custard says")
        await reader.until(lambda: reader.screen.kept_count == 1)
        await reader.settle()
        assert "1 in your bookmarks" in reader.text
        await reader.press("escape")
        assert "1 in your bookmarks · B lists them" in reader.text
        await reader.press("B")
        assert len(quotes(reader)) == 1
        assert screen_of(reader).box.value == "custard says"
        await reader.press("escape")
        assert len(quotes(reader)) == 4
        await reader.press("g", *"jjj", "delete", "escape")
        await reader.until(lambda: reader.screen.kept_found == ("custard says", 0))
