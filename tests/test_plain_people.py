"""Somebody follows people through a library, and corrects their names, line by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.updating import bring_up_to_date
from tui_reader.cli.plain.session import Session
from tui_reader.errors import UsageError
from tui_reader.library import Library
from tui_reader.ui.subject import CORRECTION_HELP, IS, KINDS, NOT_A_NAME, RENAME, SAME_AS, parse_correction

ARTICLES = {
    "gala.txt": """\
A Gala on the Pier

Marla Vance opened the gala on 1 March 2024 with Dexter Hollis. Vance had sung there in January 2005. Everybody
clapped for Marla Vance, and for Hollis, who waved.
""",
    "house.txt": """\
The House on the Hill

Marla Vance bought a house on 3 May 2019. It had belonged to Rupert Crane, and before that to Rupert Lane. Marla
Vance said that she was happy.
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "press"
    (folder / "articles").mkdir(parents=True)
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    return bring_up_to_date(folder)


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    session = Session(Library(folder))
    yield session
    while session.answer("u") != ["Nothing to undo"]:
        pass
    session.library.close()


def test_a_timeline_is_read_out_oldest_first_and_a_number_reads_what_was_said(session: Session) -> None:
    said = session.answer(":timeline Marla Vance")
    assert said[0] == "Marla Vance, 3 dates"
    assert [line.split(",")[0] for line in said[1:]] == ["1. January 2005", "2. 3 May 2019", "3. 1 March 2024"]
    assert session.answer("2") == ["The House on the Hill", "Marla Vance bought a house on 3 May 2019."]


def test_whoever_is_walked_is_followed_by_a_letter(session: Session) -> None:
    session.answer("gala")
    session.answer("1")
    people = session.answer("p")
    number = next(line.split(".")[0] for line in people if "Marla Vance" in line)
    assert session.answer(f":together {number}")[:3] == [
        "Named together with Marla Vance",
        "1. Dexter Hollis, 1 article",
        "2. Rupert Crane, 1 article",
    ]
    session.answer("p")
    session.answer(number)
    assert session.answer("M")[0] == "Marla Vance, 3 dates"
    session.answer("c")
    assert session.answer("2")[0].startswith("1 article")


def test_a_correction_is_made_listed_and_taken_back(session: Session) -> None:
    assert session.answer("C") == ["Nothing is corrected: :correct says how"]
    made = session.answer(":correct rupert crane is a place")
    assert made == ["Rupert Crane is a place, everywhere; u undoes it"]
    assert session.answer("C")[1:] == ["1. Rupert Crane is a place"]
    assert session.answer(":remove 1") == ["Taken back: Rupert Crane is a place"]
    assert session.library.corrections.all() == ()
    assert session.answer("u") == ["Rupert Crane is a place"]
    assert len(session.library.corrections.all()) == 1


def test_nobody_is_nobody(session: Session) -> None:
    assert session.answer(":timeline Zebedee Quux") == ["nobody is known as Zebedee Quux"]
    assert session.answer(":correct Rupert not a name") == ["several are called Rupert: Rupert Crane, Rupert Lane"]
    assert session.answer(":timeline") == ["Say who: a name, or the number of one in the list of people"]
    assert session.answer(":correct") == [CORRECTION_HELP]
    assert session.answer(":correct 9 not a name")[0].startswith("There is no 9")
    assert session.library.corrections.all() == ()


@pytest.mark.parametrize(
    ("words", "who", "does", "value"),
    [
        ("2 not a name", "2", NOT_A_NAME, ""),
        ("Page Six is not a name", "Page Six", NOT_A_NAME, ""),
        ("Kimmy  same as Kim Kardashian", "Kimmy", SAME_AS, "Kim Kardashian"),
        ("Kimmy is same as 3", "Kimmy", SAME_AS, "3"),
        ("Dexter Hollis rename Dex", "Dexter Hollis", RENAME, "Dex"),
        ("TMZ is an organisation", "TMZ", IS, "organisation"),
        ("4 is place", "4", IS, "place"),
    ],
)
def test_a_correction_is_read_as_it_is_typed(words: str, who: str, does: str, value: str) -> None:
    assert parse_correction(words) == (who, does, value)


@given(st.text() | st.from_regex(r"\w+ (is|same as|rename|not a name)( a?n? ?\w+)?", fullmatch=True))
def test_whatever_is_typed_is_a_correction_or_a_mistake(words: str) -> None:
    try:
        who, does, value = parse_correction(words)
    except UsageError:
        return
    assert who
    assert bool(value) is (does != NOT_A_NAME)
    assert does != IS or value in KINDS
