"""The commands that tell who is who: `people`, `timeline` and `correct`, run as their users run them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import Shell, assert_one_line, new_shell, with_article

KNOWN_KEYS = {"id", "name", "kind", "aliases", "articles", "mentions"}
MOMENT_KEYS = {"date", "anchor", "article", "title", "start", "end", "snippet", "highlights"}
BRAD, TAYLOR, NELL = "person:brad-pitt", "person:taylor-swift", "person:nell-harper"


def in_library(shell: Shell) -> Shell:
    with_article(shell, "Gala\n\nBrad Pitt came on 4 May 2014. Taylor Swift sang in 2009.\n", "gala.txt")
    with_article(shell, "Harbour\n\nTaylor Swift and Nell Harper met in June 2012.\n", "harbour.txt")
    with_article(
        shell, "Quiet\n\nNobody came. Mary Smith said so, and John Smith agreed with Mary Smith.\n", "quiet.txt"
    )
    assert shell.run("index").status == 0
    return shell


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a small library, which is only read."""
    return in_library(new_shell(tmp_path_factory.mktemp("people")))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in a small library."""
    return in_library(new_shell(tmp_path))


def names(rows: Any) -> dict[str, int]:
    return {row["name"]: row["articles"] for row in rows}


# People


def test_people_are_printed_those_in_most_articles_first(read_only: Shell) -> None:
    answer = read_only.run("people", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert all(row.keys() == KNOWN_KEYS for row in answer.json)
    assert answer.json[0] == {
        "id": TAYLOR,
        "name": "Taylor Swift",
        "kind": "person",
        "aliases": [],
        "articles": 2,
        "mentions": 2,
    }
    printed = read_only.run("people").text.splitlines()
    assert [line.split()[-1] for line in printed] == [row["id"] for row in answer.json]
    assert printed[0].split() == ["2", "Taylor", "Swift", TAYLOR]
    assert len(read_only.run("people", "--limit", "1", "--json").json) == 1


def test_the_people_of_a_result_are_printed(read_only: Shell) -> None:
    assert names(read_only.run("people", "gala", "--json").json) == {"Brad Pitt": 1, "Taylor Swift": 1}
    assert "Nell Harper" in names(read_only.run("people", "name:taylor", "harbour", "--json").json)


def test_where_nobody_is_that_is_a_status_of_its_own(read_only: Shell) -> None:
    answer = read_only.run("people", "nosuchword", "--json")
    assert (answer.status, answer.json) == (1, [])


def test_a_mistake_in_the_query_is_said(read_only: Shell) -> None:
    answer = read_only.run("people", "nosuch:kim")
    assert (answer.status, answer.out) == (2, b"")
    assert_one_line(answer.err, "There is no field nosuch:")


# A timeline


@pytest.mark.parametrize("who", [["Taylor Swift"], ["taylor", "swift"], ["swift"], [TAYLOR]], ids=" ".join)
def test_a_timeline_has_every_date_told_of_somebody_the_oldest_first(read_only: Shell, who: list[str]) -> None:
    answer = read_only.run("timeline", *who, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert all(row.keys() == MOMENT_KEYS for row in answer.json)
    assert [(row["date"], row["article"]) for row in answer.json] == [
        ("2009", "articles/gala.txt"),
        ("2012-06", "articles/harbour.txt"),
    ]
    for row in answer.json:
        ((start, end),) = row["highlights"]
        text = read_only.run("show", row["article"], "--json").json["text"]
        assert row["snippet"][start:end] == text[row["start"] : row["end"]]
    printed = read_only.run("timeline", *who)
    assert [line.split()[0] for line in printed.text.splitlines()[::2]] == ["2009", "2012-06"]
    assert "*2009*" in printed.text


def test_somebody_of_whom_no_date_is_told_has_an_empty_timeline(read_only: Shell) -> None:
    answer = read_only.run("timeline", "Mary Smith", "--json")
    assert (answer.status, answer.json) == (1, [])


def test_nobody_is_guessed_at_where_several_are_called_so(read_only: Shell) -> None:
    answer = read_only.run("timeline", "smith")
    assert (answer.status, answer.out) == (2, b"")
    assert {"person:mary-smith", "person:john-smith"} <= set(answer.err.split())
    assert "Traceback" not in answer.err
    nobody = read_only.run("timeline", "nosuchname")
    assert (nobody.status, nobody.out) == (1, b"")
    assert_one_line(nobody.err, "Nobody in the library is called nosuchname")


# Corrections


def test_a_correction_holds_for_the_whole_library_and_can_be_undone(shell: Shell) -> None:
    answer = shell.run("correct", "Taylor Swift", "--not-a-name", "--json")
    assert (answer.status, answer.json) == (0, [{"entity": TAYLOR, "does": "not a name", "value": ""}])
    assert "Taylor Swift" not in names(shell.run("people", "--json").json)
    assert shell.run("search", "name:taylor").status == 1
    assert shell.run("timeline", TAYLOR).status == 1
    (line,) = shell.run("mentions", "articles/gala.txt", "--json").json_lines
    assert TAYLOR not in {mention["entity"] for mention in line["mentions"]}
    (alone,) = shell.run("mentions", "./articles/gala.txt", "--json").json_lines
    assert TAYLOR in {mention["entity"] for mention in alone["mentions"]}
    undone = shell.run("correct", "--undo")
    assert (undone.status, undone.out) == (0, b"")
    assert "taken back: Taylor Swift is not a name" in undone.err
    assert "Taylor Swift" in names(shell.run("people", "--json").json)
    assert shell.run("correct", "--undo").status == 1


def test_every_kind_of_correction_is_made(shell: Shell) -> None:
    assert shell.run("correct", "Nell Harper", "--same-as", "Brad Pitt").text == f"{NELL} same as {BRAD}\n"
    assert shell.run("correct", BRAD, "--rename", "Bradley").text == f"{BRAD} rename Bradley\n"
    assert shell.run("correct", "Taylor", "Swift", "--is", "organisation").text == f"{TAYLOR} is organisation\n"
    people = {row["id"]: row for row in shell.run("people", "--json").json}
    assert TAYLOR not in people
    assert (people[BRAD]["name"], people[BRAD]["articles"]) == ("Bradley", 2)
    assert shell.run("search", "name:bradley", "--json").json["total"] == 2
    assert shell.run("search", "org:taylor", "--json").json["total"] == 2
    listed = shell.run("correct", "--json").json
    assert [row["does"] for row in listed] == ["same as", "rename", "is"]
    assert shell.run("correct", "--list", "--json").json == listed
    assert shell.run("correct", "organisation:taylor-swift", "--take-back").text == f"{TAYLOR} is organisation\n"
    assert "Taylor Swift" in names(shell.run("people", "--json").json)


def test_corrections_are_taken_to_another_library(shell: Shell, tmp_path: Path) -> None:
    shell.run("correct", "Nell Harper", "--same-as", "Brad Pitt")
    shell.run("correct", "Taylor Swift", "--not-a-name")
    exported = tmp_path / "corrections.json"
    exported.write_bytes(shell.run("correct", "--export").out)
    assert len(json.loads(exported.read_bytes())) == 2
    other = tmp_path / "other"
    (other / "articles").mkdir(parents=True)
    first, second = (shell.run("correct", "--import", exported, "--json", "--library", other) for _ in range(2))
    assert (first.status, first.json) == (0, {"added": 2})
    assert (second.status, second.json) == (0, {"added": 0})
    assert shell.run("correct", "--export", "--library", other).json == json.loads(exported.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Taylor Swift"], "What of Taylor Swift is to be corrected?"),
        (["--rename", "Somebody"], "Who is corrected?"),
        (["smith", "--not-a-name"], "smith may be several"),
        (["Taylor Swift", "--same-as", "Taylor Swift"], "cannot be the same"),
        (["Taylor Swift", "--rename", " "], "A name has 1 to 300 characters"),
        (["--import", "nosuch.json"], "nosuch.json cannot be read"),
        (["--import", "articles/gala.txt"], "no list of corrections"),
        (["Taylor Swift", "--not-a-name", "--is", "work"], "not allowed with"),
        (["Taylor Swift", "--is", "family"], "invalid choice"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_corrected_is_said(read_only: Shell, arguments: list[str], said: str) -> None:
    answer = read_only.run("correct", *arguments)
    assert (answer.status, answer.out) == (2, b"")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_asking_for_corrections_where_none_were_made_makes_no_store(read_only: Shell) -> None:
    assert read_only.run("correct").status == read_only.run("correct", "--undo").status == 1
    assert read_only.run("correct", "--json").json == read_only.run("correct", "--export").json == []
    assert read_only.run("correct", "Nobody", "--take-back").status == 1
    assert not (read_only.here / "reader.db").exists()
