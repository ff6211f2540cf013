"""Stories of somebody who writes notes and tags, and walks what is kept."""

from pathlib import Path

from tests.ui.conftest import OpenReader
from tui_reader.library import KeptPassage, Library
from tui_reader.ui.widgets.article_text import BAR
from tui_reader.ui.widgets.fitted_text import MARGIN

STORY = "articles/01-could-the-divorce-papers-go-back-in-the-drawer.txt"


def all_kept(folder: Path) -> list[KeptPassage]:
    """What is kept, the last first, as another program would see it."""
    library = Library(folder)
    try:
        return library.bookmarks.all()
    finally:
        library.close()


async def test_a_note_is_written_to_the_sentence_of_the_hit_which_is_kept_with_it(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 80, 24) as reader:
        await reader.search("draughts")
        await reader.press("enter", "a")
        assert reader.screen.mode == "NOTE"
        assert all_kept(samples) == []
        await reader.press(*"so what?")
        await reader.press("enter")
        assert "✓ note kept · u undo" in reader.status
        assert reader.screen.mode == "ARTICLE"
        (kept,) = all_kept(samples)
        assert (kept.bookmark.quote, kept.bookmark.note) == ("Tamsin plays draughts.", "so what?")
        assert any(BAR in row for row in reader.rows)
        await reader.press("u")
        assert all_kept(samples) == []


async def test_m_a_and_number_sign_one_after_the_other_are_about_one_passage(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "v", "m")
        for hint in ("✓ kept “draughts”", "a note", "# tag", "u undo"):
            assert hint in reader.status
        await reader.press("a", *"no", "space", *"chess", "enter", "number_sign", *"games", "space", *"tv", "enter")
        assert "✓ tagged #games #tv" in reader.status
        (kept,) = all_kept(samples)
        bookmark = kept.bookmark
        assert (bookmark.quote, bookmark.note, bookmark.tags) == ("draughts", "no chess", ("games", "tv"))
        await reader.press("a")
        assert reader.screen.jot_bar.box.value == "no chess"
        await reader.press("escape", "number_sign")
        assert reader.screen.jot_bar.box.value == "games tv "


async def test_esc_writes_nothing_and_keeps_nothing(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "a", "x", "escape")
        assert reader.screen.mode == "ARTICLE"
        assert not reader.screen.jot_bar.is_open
        await reader.press("number_sign", "enter")
        assert all_kept(samples) == []


async def test_whoever_goes_elsewhere_while_typing_a_note_has_kept_it(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "a", *"mine", "shift+tab")
        assert not reader.screen.jot_bar.is_open
        assert [kept.bookmark.note for kept in all_kept(samples)] == ["mine"]
        await reader.press("B", "a", *"d", "shift+tab")
        assert [kept.bookmark.note for kept in all_kept(samples)] == ["mined"]


async def test_a_tag_in_use_completes_what_is_typed(samples: Path, open_reader: OpenReader) -> None:
    library = Library(samples)
    article = library.article("articles/04-custard-tarts-at-dawn.txt")
    first, second = (Library.find_sentences(article, block)[0] for block in article.readable_blocks[-4:-2])
    library.bookmarks.add(article, first, tags=["red carpet", "regatta"])
    library.bookmarks.add(article, second, tags=["red carpet"])
    library.close()
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "number_sign")
        assert "#red carpet" in reader.text
        await reader.press("r", "e", "tab", "r", "tab", "enter")
        assert all_kept(samples)[0].bookmark.tags == ("red carpet", "regatta")
        await reader.press("number_sign")
        assert reader.screen.jot_bar.box.value == '"red carpet" regatta '
        await reader.press("ctrl+u", "enter")
        assert "no tags any more" in reader.status
        assert all_kept(samples)[0].bookmark.tags == ()


async def test_a_note_of_several_lines_is_edited_on_one_and_keeps_its_lines(
    samples: Path, open_reader: OpenReader
) -> None:
    library = Library(samples)
    article = library.article("articles/04-custard-tarts-at-dawn.txt")
    library.bookmarks.add(article, Library.find_sentences(article, article.readable_blocks[-4])[0], note="one\ntwo")
    library.close()
    async with open_reader(samples) as reader:
        await reader.search("custard")
        await reader.press("enter", "apostrophe", "a", "!", "enter")
        assert all_kept(samples)[0].bookmark.note == "one\ntwo!"


async def test_the_kept_passages_of_an_article_are_walked_overlapping_or_not(
    samples: Path, open_reader: OpenReader
) -> None:
    library = Library(samples)
    article = library.article("articles/04-custard-tarts-at-dawn.txt")
    sentences = [s for block in article.readable_blocks for s in Library.find_sentences(article, block)]
    for number in (2, 3, 6):
        library.bookmarks.add(article, sentences[number], note=f"note {number}", tags=["sweet"])
    library.bookmarks.add(article, type(sentences[2])(sentences[2].start, sentences[3].end))
    library.close()
    async with open_reader(samples) as reader:
        await reader.search("custard")
        await reader.press("enter", "g", "apostrophe")
        seen = []
        left, top, _, height = reader.screen.reader.content_region
        margin = {row[left + reader.screen.reader.left - MARGIN] for row in reader.rows[top : top + height]}
        assert margin == {" ", BAR, "2"}
        for _ in range(4):
            seen.append(reader.here)
            assert f"kept passage {len(seen)} of 4" in reader.status
            await reader.press("apostrophe")
        assert "no more kept passage here" in reader.status
        text = article.text
        assert seen == [
            text[slice(*sentences[2])],
            text[sentences[2].start : sentences[3].end],
            text[slice(*sentences[3])],
            text[slice(*sentences[6])],
        ]
        await reader.press('"')
        assert reader.here == seen[2]
        assert "note 3 · #sweet" in reader.status


async def test_where_nothing_is_kept_it_is_said_how_to_keep(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "apostrophe")
        assert "nothing of this article is kept · m keeps a passage" in reader.status
        await reader.press("escape", "escape", "escape")


async def test_the_results_say_how_many_passages_are_kept_of_each(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("draughts")
        await reader.press("enter", "m", "v", "m", "escape")
        await reader.until(lambda: any("★2" in row[:44] for row in reader.rows))
        await reader.press("u")
        await reader.until(lambda: any("★1" in row[:44] for row in reader.rows))


async def test_what_is_typed_as_a_note_is_only_text(samples: Path, open_reader: OpenReader) -> None:
    async with open_reader(samples) as reader:
        await reader.search("draughts")
        await reader.press("enter", "a")
        reader.screen.jot_bar.box.value = "\x1b[2J[bold]q"
        await reader.press("enter")
        assert all_kept(samples)[0].bookmark.note == "␛[2J[bold]q"
        await reader.press('"')
        assert "␛[2J[bold]q" in reader.status
