"""What the user says about people and things: kept, undone, taken to another library."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import UsageError
from tui_reader.library import Correction, Library
from tui_reader.library.corrections import Corrections, followed, target_of
from tui_reader.library.store import OpenStore

KIM, KANYE, ACME = "person:kim-kardashian", "person:kanye-west", "person:acme"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "articles").mkdir()
    opened = Library(tmp_path)
    yield opened
    opened.close()


def test_asking_for_corrections_makes_no_store(library: Library) -> None:
    assert library.corrections.all() == ()
    assert library.corrections.export() == "[]\n"
    assert library.corrections.undo() is None
    library.corrections.remove(Correction(KIM, "not a name"))
    assert not library.places.store.exists()


def test_a_correction_is_kept_and_can_be_undone_and_done_again(library: Library) -> None:
    correction = Correction(KIM, "rename", "Kim K.")
    library.corrections.add(correction)
    library.corrections.add(correction)
    library.close()
    assert Library(library.places.root).corrections.all() == (correction,)
    assert library.memory.undo() == "taken back: Kim Kardashian is called Kim K."
    assert library.corrections.all() == ()
    assert library.memory.undo() is None
    assert library.memory.redo() == "Kim Kardashian is called Kim K."
    assert library.corrections.all() == (correction,)


def test_an_id_is_kept_as_an_index_has_it(library: Library) -> None:
    library.corrections.add(Correction(" person:Shaquille-O’Neal ", "same as", "PERSON:shaq"))
    assert library.corrections.all() == (Correction("person:shaquille-o'neal", "same as", "person:shaq"),)
    library.corrections.remove(Correction("person:Shaquille-O'Neal", "same as", "person:Shaq"))
    assert library.corrections.all() == ()


def test_taking_a_correction_back_can_be_undone(library: Library) -> None:
    correction = Correction(ACME, "is", "organisation")
    library.corrections.add(correction)
    library.corrections.remove(Correction(ACME, "is", "place"))
    assert library.corrections.all() == (correction,)
    library.corrections.remove(correction)
    assert library.corrections.all() == ()
    assert library.corrections.undo() == "Acme is an organisation"
    assert library.corrections.all() == (correction,)


def test_a_correction_takes_the_place_of_what_was_said_of_the_same(library: Library) -> None:
    said = [Correction(KIM, "not a name"), Correction(KIM, "rename", "Kim"), Correction(KIM, "same as", KANYE)]
    for correction in said:
        library.corrections.add(correction)
    assert library.corrections.all() == tuple(said[1:])
    library.corrections.add(Correction(KIM, "is", "work"))
    assert library.corrections.all() == (said[1], Correction(KIM, "is", "work"))
    library.memory.undo()
    assert library.corrections.all() == tuple(said[1:])


def test_who_is_said_last_to_stand_for_both_does_so(library: Library) -> None:
    library.corrections.add(Correction(KIM, "same as", KANYE))
    library.corrections.add(Correction(KANYE, "same as", KIM))
    assert library.corrections.all() == (Correction(KANYE, "same as", KIM),)
    library.memory.undo()
    assert library.corrections.all() == (Correction(KIM, "same as", KANYE),)
    library.corrections.add(Correction(ACME, "is", "organisation"))
    library.corrections.add(Correction("organisation:acme", "is", "person"))
    assert Correction(ACME, "is", "organisation") not in library.corrections.all()


@pytest.mark.parametrize(
    "correction",
    [
        Correction("", "not a name"),
        Correction("kim", "not a name"),
        Correction("person:", "not a name"),
        Correction("nobody:kim", "not a name"),
        Correction(KIM, "is a name"),
        Correction(KIM, "same as", ""),
        Correction(KIM, "same as", KIM),
        Correction(KIM, "same as", "Kanye West"),
        Correction(KIM, "rename", " "),
        Correction(KIM, "rename", "K" * 301),
        Correction(KIM, "is", "family"),
        Correction(KIM, "is", "nobody"),
        Correction(f"person:{'k' * 300}", "not a name"),
    ],
)
def test_what_cannot_be_done_is_no_correction(library: Library, correction: Correction) -> None:
    with pytest.raises(UsageError):
        library.corrections.add(correction)
    assert library.corrections.all() == ()


@pytest.mark.parametrize(
    "exported",
    [
        "",
        "nonsense",
        "{}",
        "[1]",
        "[" * 100_000,
        '[{"entity": "person:a"}]',
        '[{"entity": "person:a", "does": "rename", "value": 1}]',
        '[{"entity": "person:a", "does": "explode"}]',
    ],
)
def test_what_was_not_exported_is_not_taken_in(library: Library, exported: str) -> None:
    with pytest.raises(UsageError):
        library.corrections.load(exported)
    assert library.corrections.all() == ()


def test_corrections_are_taken_to_another_library_in_one_change(library: Library, tmp_path: Path) -> None:
    said = [Correction(KIM, "same as", KANYE), Correction(KANYE, "rename", "Ye\udcff"), Correction(ACME, "not a name")]
    for correction in said:
        library.corrections.add(correction)
    exported = library.corrections.export()
    assert [row["does"] for row in json.loads(exported)] == ["same as", "rename", "not a name"]
    (other := tmp_path / "other" / "articles").mkdir(parents=True)
    elsewhere = Library(other.parent)
    assert elsewhere.corrections.load(exported) == 3
    assert elsewhere.corrections.load(exported) == 0
    assert set(elsewhere.corrections.all()) == set(library.corrections.all())
    assert elsewhere.memory.undo() == "taken back: 3 corrections"
    assert elsewhere.corrections.all() == ()


def test_rows_that_nobody_made_are_passed_over(library: Library) -> None:
    library.corrections.add(Correction(KIM, "not a name"))
    library.close()
    rows = [("a", b"x", "is", "work", ""), ("b", KIM, "is", "nonsense", ""), ("c", "kim", "rename", "x", "")]
    with closing(sqlite3.connect(library.places.store)) as connection, connection:
        connection.executemany("INSERT INTO corrections VALUES (?, ?, ?, ?, ?)", rows)
    assert library.corrections.all() == (Correction(KIM, "not a name"),)
    library.corrections.add(Correction(KANYE, "same as", KIM))
    assert library.people() == ()


ids = st.sampled_from([KIM, KANYE, ACME, "organisation:acme", "person:beyonce"])
made = st.one_of(
    st.builds(Correction, ids, st.just("same as"), ids),
    st.builds(Correction, ids, st.just("is"), st.sampled_from(["person", "organisation"])),
    st.builds(Correction, ids, st.just("not a name")),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(made.filter(lambda each: each.value != each.entity), max_size=8))
def test_no_corrections_go_in_a_circle_and_all_can_be_undone(
    tmp_path_factory: pytest.TempPathFactory, said: list[Correction]
) -> None:
    store = OpenStore(tmp_path_factory.mktemp("store") / "reader.db")
    corrections = Corrections(store)
    states = [corrections.all()]
    for correction in said:
        corrections.add(correction)
        if corrections.all() != states[-1]:
            states.append(corrections.all())
        leads_to = {each.entity: target for each in corrections.all() if (target := target_of(each))}
        for entity_id in leads_to:
            assert leads_to.get(list(followed(entity_id, leads_to))[-1]) is None
    for before in reversed(states[:-1]):
        assert corrections.undo() is not None
        assert set(corrections.all()) == set(before)
    store.close()
