"""Stories of somebody who keeps passages."""

from pathlib import Path

from tests.ui.conftest import OpenReader
from tui_reader.library import Library
from tui_reader.ui.screens.bookmarks import BookmarksScreen
from tui_reader.ui.widgets.article_text import BAR


def kept_in(folder: Path) -> list[str]:
    """The quotes that are kept, as another program would see them."""
    library = Library(folder)
    quotes = [kept.bookmark.quote for kept in library.bookmarks.all()]
    library.close()
    return quotes


async def test_search_open_walk_keep_quit_and_it_is_still_there(pair: Path, open_reader: OpenReader) -> None:
    before = sorted(path.name for path in pair.iterdir())
    async with open_reader(pair, 80, 24) as reader:
        await reader.search('"getting along great"')
        await reader.press("enter", "m")
        assert "✓ kept" in reader.status
        await reader.until(lambda: any(BAR in row for row in reader.rows))
        await reader.press("q")
    (quote,) = kept_in(pair)
    assert "getting along great" in quote
    async with open_reader(pair, 80, 24) as reader:
        await reader.press("escape", "B")
        assert "getting along great" in " ".join(reader.text.split())
        await reader.press("enter")
        assert reader.here == quote
        assert any(BAR in row for row in reader.rows)
    assert sorted(path.name for path in pair.iterdir()) == before


async def test_what_was_kept_follows_a_folder_and_a_file_in_it_to_their_new_names(
    pair: Path, open_reader: OpenReader
) -> None:
    async with open_reader(pair) as reader:
        await reader.search("museum")
        await reader.press("enter", "m", "r")
        (name,) = reader.screen.kept
        assert reader.screen.read_articles == {name}
    other = pair.rename(pair.with_name("renamed"))
    (other / name).rename(other / "elsewhere.txt")
    async with open_reader(other) as reader:
        assert "what you kept came along from" in reader.status
        await reader.until(lambda: reader.screen.kept == {"elsewhere.txt": 1})
        await reader.until(lambda: reader.screen.read_articles == {"elsewhere.txt"})
        await reader.search("is:kept")
        assert any("★" in row for row in reader.rows)
        assert "came along" not in reader.status


async def test_m_keeps_the_sentence_of_the_hit(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m")
        assert kept_in(samples) == ["Tamsin plays draughts."]


async def test_m_keeps_what_is_selected(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "v")
        assert reader.screen.mode == "SELECT"
        await reader.press("m")
        assert kept_in(samples) == ["draughts"]
        assert reader.screen.mode == "ARTICLE"


async def test_v_selects_word_sentence_and_paragraph_and_capital_v_goes_back(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter")
        view, reading = reader.screen.reader, reader.screen.reading
        assert reading is not None
        selections = []
        for _ in range(3):
            await reader.press("v")
            assert view.selected is not None
            selections.append(reading.article.text[slice(*view.selected)])
        word, sentence, paragraph = selections
        assert (word, sentence) == ("draughts", "Tamsin plays draughts.")
        assert sentence in paragraph
        await reader.press("V", "V")
        assert view.selected is not None
        assert reading.article.text[slice(*view.selected)] == word
        await reader.press("V")
        assert view.selected is None


async def test_the_mouse_selects_the_same_as_the_keys(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter")
        column, row = reader.find("draughts")
        await reader.pilot.mouse_down("#reader", offset=(column, row))
        await reader.pilot.hover("#reader", offset=(column + 4, row))
        await reader.pilot.hover("#reader", offset=(column + 7, row))
        await reader.pilot.mouse_up("#reader", offset=(column + 7, row))
        await reader.settle()
        by_mouse = reader.screen.reader.selected
        await reader.press("escape", "v")
        assert by_mouse == reader.screen.reader.selected
        assert reader.screen.get_selected_text() == "draughts"


async def test_a_double_click_selects_a_word_and_a_triple_one_a_paragraph(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter")
        column, row = reader.find("raughts")
        await reader.pilot.double_click("#reader", offset=(column, row))
        await reader.settle()
        assert reader.screen.get_selected_text() == "draughts"
        await reader.pilot.triple_click("#reader", offset=(column, row))
        await reader.settle()
        selected = reader.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("Is there an ex in the story?")
        assert "\n" not in selected


async def test_the_same_passage_is_not_kept_twice(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m", "m")
        assert "kept already" in reader.status
        assert len(kept_in(samples)) == 1


async def test_u_undoes_a_keep(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m", "u")
        assert "no longer kept" in reader.status
        assert kept_in(samples) == []
        assert not any(BAR in row for row in reader.rows)
        await reader.press("u")
        assert "nothing to undo" in reader.status


async def test_capital_u_does_again_what_u_undid_after_a_restart_too(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m", "u", "U")
        assert "kept: “Tamsin plays draughts.”" in reader.status
        assert kept_in(samples) == ["Tamsin plays draughts."]
        assert any(BAR in row for row in reader.rows)
        await reader.press("U")
        assert "nothing to redo" in reader.status
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "u")
        assert "no longer kept: “Tamsin plays draughts.”" in reader.status
        assert not any(BAR in row for row in reader.rows)
        await reader.press("B", "U")
        assert kept_in(samples) == ["Tamsin plays draughts."]
        assert "kept: “Tamsin plays draughts.”" in reader.text


async def test_what_another_program_marked_as_read_is_undone_here_and_named(
    samples: Path, open_reader: OpenReader
) -> None:
    library = Library(samples)
    library.memory.keep_position("articles/04-custard-tarts-at-dawn.txt", "Custard\x1b[2J", 0, 0.5)
    library.memory.mark_read("articles/04-custard-tarts-at-dawn.txt", is_read=True)
    async with open_reader(samples) as reader:
        await reader.press("escape", "u")
        assert "marked as unread: Custard␛[2J" in reader.text
        assert library.memory.read_articles() == frozenset()
    library.close()


async def test_a_passage_is_removed_and_brought_back(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m", "B")
        assert isinstance(reader.app.screen, BookmarksScreen)
        await reader.press("delete")
        assert kept_in(samples) == []
        assert "Nothing is kept yet." in reader.text
        await reader.press("u")
        assert kept_in(samples) == ["Tamsin plays draughts."]
        await reader.press("escape")
        assert any(BAR in row for row in reader.rows)


async def test_a_passage_whose_article_is_gone_is_still_listed(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m")
        (samples / reader.screen.results_list.rows[0].article).unlink()
        await reader.press("B")
        assert "Tamsin plays draughts." in reader.text
        assert "lost" in reader.text
        await reader.press("enter")
        assert "does not hold this passage any more" in reader.text


async def test_a_copied_passage_is_safe_and_without_the_screen_s_line_ends(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("draughts")
        await reader.press("enter", "v", "v", "v", "ctrl+c")
        assert reader.app.clipboard.startswith("Is there an ex in the story?")
        assert "\n" not in reader.app.clipboard
