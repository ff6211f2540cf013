"""Stories of somebody who follows a person through the library, and says what is wrong with a name."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.conftest import OpenReader, Reader, bring_up_to_date
from tests.ui.test_narrowing import to_row
from tui_reader.article import AnnotatedArticle, Entity, EntityKind, Mention, MentionKind
from tui_reader.library import Correction, Library
from tui_reader.ui.reading import Reading
from tui_reader.ui.screens.amending import AmendingScreen
from tui_reader.ui.screens.choosing import ChoosingScreen
from tui_reader.ui.screens.corrections import CorrectionsScreen
from tui_reader.ui.screens.timeline import CompanyScreen, TimelineScreen

ARTICLES = {
    "gala.txt": """
A Gala on the Pier

Published 14 June 2024

Marla Vance opened the gala on 1 March 2024 with Dexter Hollis. Vance had sung there in January 2005. Everybody
clapped for Marla Vance, and for Hollis, who waved.

In the end Dexter Hollis went home with Rupert Crane, who had come from Paris.
""",
    "house.txt": """
The House on the Hill

Published 20 June 2024

Marla Vance bought a house on 3 May 2019. It had belonged to Rupert Crane. Marla Vance said that she was happy.
""",
    "boat.txt": """
A Boat Called Vance

Published 2 July 2024

Mary Vance was seen on a boat with Rupert Crane. Mary Vance waved, and on 4 July 2024 Rupert Crane waved back.
""",
}


@pytest.fixture(scope="module")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "press"
    (folder / "articles").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text.lstrip(), encoding="utf-8")
    return bring_up_to_date(folder)


@pytest.fixture
def press(told_once: Path, tmp_path: Path) -> Path:
    """A library of three articles in which the same people are named."""
    return bring_up_to_date(shutil.copytree(told_once, tmp_path / "press"))


def listed(reader: Reader) -> list[str]:
    """The rows of the list that is open, as they are seen."""
    screen = reader.app.screen
    assert isinstance(screen, ChoosingScreen)
    left, top, width, height = screen.rows.region
    rows = [row[left : left + width].strip(" ▌") for row in reader.rows[top : top + height]]
    return [row for row in rows if row]


def names(reader: Reader) -> list[str]:
    return [row.text for row in reader.panel if not row.is_heading and not row.under and not row.value]


async def at_somebody(reader: Reader, query: str, name: str) -> None:
    """Open the first article that a query finds, and choose somebody in the panel."""
    await reader.search(query)
    await reader.press("enter", "p")
    await to_row(reader, name)


@pytest.mark.parametrize(("width", "height"), [(140, 40), (50, 15)])
async def test_a_timeline_lists_every_date_oldest_first_and_opens_the_article_there(
    press: Path, open_reader: OpenReader, width: int, height: int
) -> None:
    async with open_reader(press, width, height) as reader:
        await at_somebody(reader, "gala", "Marla Vance")
        await reader.press("M")
        screen = reader.app.screen
        assert isinstance(screen, TimelineScreen)
        dates = [moment.date for moment in screen.rows.rows]
        assert dates == sorted(dates)
        assert {"2005-01", "2019-05-03", "2024-03-01"} <= set(dates)
        assert "Marla Vance · timeline" in reader.text
        await reader.press(*"house", "enter")
        assert reader.app.screen is reader.screen
        assert reader.screen.reading is not None
        assert reader.screen.reading.article.id == "articles/house.txt"
        assert reader.here == "3 May 2019"
        assert reader.screen.reader.has_focus
        await reader.press("M")
        back = reader.app.screen
        assert isinstance(back, TimelineScreen)
        assert back.rows.chosen_row
        assert back.rows.chosen_row.date == "2019-05-03"
        await reader.press("escape", "H")
        assert reader.screen.reading.article.id == "articles/gala.txt"


async def test_escape_leaves_a_timeline_with_everything_as_it_was(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 100, 30) as reader:
        await at_somebody(reader, "gala", "Marla Vance")
        before = reader.screen.reading
        await reader.press("M", *"zebra")
        assert listed(reader) == ["Nothing here is called so."]
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen
        assert reader.screen.reading == before
        assert reader.screen.people.has_focus


async def test_who_is_named_together_is_listed_and_both_are_searched_for(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 140, 40) as reader:
        await at_somebody(reader, "gala", "Marla Vance")
        await reader.press("c")
        assert isinstance(reader.app.screen, CompanyScreen)
        first, *others = listed(reader)
        assert first.startswith("Rupert Crane")
        assert first.endswith("2 articles")
        assert any(row.startswith("Dexter Hollis") and row.endswith("1 article") for row in others)
        await reader.press("enter")
        assert reader.screen.search_box.value == 'name:"Marla Vance" name:"Rupert Crane"'
        await reader.press("H")
        assert reader.screen.search_box.value == "gala"


async def test_whom_a_command_is_about_is_told_where_nobody_is_chosen(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 100, 30) as reader:
        await reader.press("escape", "M")
        assert "open an article first" in reader.status
        await reader.search("gala")
        await reader.press("escape", "M")
        assert "choose somebody · M shows" in reader.status
        assert reader.screen.people.has_focus
        row = next(row for row in reader.panel if row.value)
        await to_row(reader, row.text)
        for key in ("equals_sign", "exclamation_mark", "c"):
            await reader.press(key)
            assert "not the name of somebody" in reader.status
        assert reader.app.screen is reader.screen


async def test_a_name_that_is_none_is_gone_at_once_and_comes_back(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 140, 40) as reader:
        await at_somebody(reader, "gala", "Rupert Crane")
        assert reader.style_of("Rupert").underline
        await reader.press("exclamation_mark")
        assert "✓ Rupert Crane is not a name · u undo" in reader.status
        assert "Rupert Crane" not in names(reader)
        assert not reader.style_of("Rupert").underline
        assert reader.screen.people.has_focus
        await reader.press("u")
        assert "Rupert Crane" in names(reader)
        assert reader.style_of("Rupert").underline
        await reader.press("U")
        assert "Rupert Crane" not in names(reader)


async def test_two_who_are_one_are_walked_and_found_as_one(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 140, 40) as reader:
        await at_somebody(reader, "boat", "Mary Vance")
        await reader.press("equals_sign")
        assert isinstance(reader.app.screen, AmendingScreen)
        assert "Is an organisation" in listed(reader)
        assert "Is a person" not in listed(reader)
        await reader.press(*"same", "enter")
        assert "Mary Vance is the same as …" in reader.text
        await reader.press(*"marl")
        assert listed(reader)[0].startswith("Marla Vance")
        assert not any(row.startswith("Mary") for row in listed(reader))
        await reader.press("enter")
        assert "✓ Mary Vance is the same as Marla Vance · u undo" in reader.status
        assert "Marla Vance" in names(reader)
        assert "Mary Vance" in [row.text for row in reader.panel if row.under]
        await to_row(reader, "Marla Vance")
        await reader.press("enter")
        assert reader.here == "Mary Vance"
        await reader.press("n")
        assert "Marla Vance 2 of 2" in reader.text
        await reader.search('name:"Marla Vance"')
        assert len(reader.titles) == 3
        await reader.press("escape", "u")
        assert len(reader.titles) == 2


async def test_somebody_is_called_otherwise_and_something_is_something_else(
    press: Path, open_reader: OpenReader
) -> None:
    async with open_reader(press, 140, 40) as reader:
        await at_somebody(reader, "gala", "Dexter Hollis")
        await reader.press("equals_sign", *"rename", "enter")
        screen = reader.app.screen
        assert isinstance(screen, AmendingScreen)
        assert screen.line.value == "Dexter Hollis"
        await reader.press(*"Dex Hollis", "enter")
        assert "✓ Dexter Hollis is called Dex Hollis · u undo" in reader.status
        assert "Dex Hollis" in names(reader)
        await to_row(reader, "Rupert Crane")
        await reader.press("equals_sign", *"organ", "enter")
        assert "✓ Rupert Crane is an organisation · u undo" in reader.status
        headings = [row.text for row in reader.panel if row.is_heading or row.text == "Rupert Crane"]
        assert headings.index("Rupert Crane") == headings.index("ORGANISATIONS") + 1


def with_a_pair(reading: Reading | None) -> Reading:
    """What is open, with two people and their pair mentioned in it, whatever else is."""
    assert reading
    article, ids = (
        reading.article,
        {"Kim Kardashian": "person:kim", "Kanye West": "person:kanye", "Kimye": "pair:kimye"},
    )
    mentions = tuple(
        Mention(MentionKind.PERSON, found.start(), found.end(), found[0], ids[found[0]])
        for found in re.finditer("|".join(ids), article.text)
    )
    entities = (
        Entity("person:kim", "Kim Kardashian", EntityKind.PERSON),
        Entity("person:kanye", "Kanye West", EntityKind.PERSON),
        Entity("pair:kimye", "Kimye", EntityKind.PAIR, members=("person:kim", "person:kanye")),
    )
    return replace(reading, annotated=AnnotatedArticle(article, mentions, entities))


async def test_half_a_pair_is_walked_from_either_side(tmp_path: Path, open_reader: OpenReader) -> None:
    text = "Lunch for Two\n\nKim Kardashian had lunch with Kanye West.\n\nSo Kimye is back. Kanye West paid for it.\n"
    (tmp_path / "lunch.txt").write_text(text, encoding="utf-8")
    async with open_reader(tmp_path, 140, 40) as reader:
        await reader.search("lunch")
        await reader.press("enter")
        reader.screen.reading = with_a_pair(reader.screen.reading)
        await reader.press("p")
        rows = [row.text for row in reader.panel]
        pair = rows.index("FAMILIES AND PAIRS")
        assert rows[pair + 1 :] == ["Kimye", "Kim Kardashian", "Kanye West"]
        walked = []
        for number in (rows.index("Kanye West"), pair + 3):
            reader.screen.people.choose(number)
            await reader.press("enter")
            walked.append([reader.here])
            for _ in range(2):
                await reader.press("n")
                walked[-1].append(reader.here)
            assert "Kanye West 3 of 3" in reader.text
        assert walked == [["Kanye West", "Kimye", "Kanye West"]] * 2


async def test_whoever_stands_where_one_reads_is_corrected(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 100, 30) as reader:
        await reader.search("gala")
        await reader.press("enter", "w", "exclamation_mark")
        assert "✓ Marla Vance is not a name" in reader.status


async def test_the_dialog_goes_back_step_by_step(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 80, 24) as reader:
        await at_somebody(reader, "gala", "Marla Vance")
        await reader.press("equals_sign", "down", "enter")
        assert "Marla Vance is the same as …" in reader.text
        await reader.press(*"ru", "escape")
        assert "Marla Vance is the same as …" in reader.text
        await reader.press("escape")
        assert "Not a name" in listed(reader)[0]
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.screen.library.corrections.all() == ()


async def test_corrections_are_listed_and_taken_back(press: Path, open_reader: OpenReader) -> None:
    async with open_reader(press, 100, 30) as reader:
        await reader.press("escape", "C")
        assert "Nothing is corrected: = corrects the name that is chosen." in reader.text
        await reader.press("escape")
        await at_somebody(reader, "gala", "Rupert Crane")
        await reader.press("exclamation_mark", ":", *"corrections of", "enter")
        assert isinstance(reader.app.screen, CorrectionsScreen)
        assert listed(reader) == ["Rupert Crane is not a name"]
        await reader.press("delete")
        assert listed(reader)[0].endswith("taken back")
        assert reader.screen.library.corrections.all() == ()
        await reader.press("delete")
        assert len(reader.screen.library.corrections.all()) == 1
        await reader.press("delete", "escape")
        assert reader.text.startswith(" gossip-reader")
        assert "Rupert Crane" in names(reader)


async def test_what_is_hostile_in_a_correction_is_only_text(press: Path, open_reader: OpenReader) -> None:
    library = Library(press)
    hostile = "\x1b]0;owned\x07[/nope] \u202eDex"
    library.corrections.add(Correction("person:dexter-hollis", "rename", hostile))
    library.close()
    async with open_reader(press, 140, 40) as reader:
        await reader.search("gala")
        assert "[/nope]" in reader.text
        await reader.press("escape", "C")
        assert "is called ␛]0;owned␇[/nope]" in listed(reader)[0]
        await reader.press("escape", "p")
        panel = reader.screen.people
        panel.choose(next(number for number, row in enumerate(panel.rows) if "[/nope]" in row.text))
        for key in ("M", "c", "equals_sign"):
            await reader.press(key)
            assert "␛]0;owned␇[/nope]" in reader.text
            await reader.press("escape")
        await reader.press("exclamation_mark")
        assert "✓ ␛]0;owned␇[/nope]" in reader.rows[-2]
