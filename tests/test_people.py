"""Who is named in a library, when, and beside whom: small stories through the real thing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.updating import bring_up_to_date
from tui_reader.article import EntityKind, MentionKind
from tui_reader.library import Correction, Known, Library

BRAD, ANGELINA, TAYLOR = "person:brad-pitt", "person:angelina-jolie", "person:taylor-swift"
WEDDING = """A wedding by the sea

Brad Pitt married Angelina Jolie on 24 May 2014. Taylor Swift sang.

"We are happy," said Brad Pitt in March 2015. Brangelina left early, and Angelina Jolie waved.
"""
HARBOUR = """Seen in the harbour

Brangelina were back on 3 June 2013. Nobody else came, and Taylor Swift stayed at home.
"""
LATE = """Late again

Brad Pitt was late in 2020, as Taylor Swift had been in 2009. Nobody minded.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with its index."""
    root = tmp_path_factory.mktemp("built")
    (root / "articles").mkdir()
    for name, text in {"wedding.txt": WEDDING, "harbour.txt": HARBOUR, "late.txt": LATE}.items():
        (root / "articles" / name).write_text(text)
    return bring_up_to_date(root)


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    opened = Library(shutil.copytree(built, tmp_path / "library"))
    yield opened
    opened.close()


Correct = Callable[[str, str, str], None]


@pytest.fixture
def correct(library: Library) -> Correct:
    return lambda entity, does, value: library.corrections.add(Correction(entity, does, value))


def found(library: Library, query: str) -> list[str]:
    return sorted(Path(hit.article).stem for hit in library.search(query).hits)


def counted(people: tuple[Known, ...]) -> dict[str, int]:
    return {known.name: known.articles for known in people}


def test_people_are_counted_over_the_library_and_over_a_result(library: Library) -> None:
    people = library.people()
    assert [known.id for known in people[:2]] == [BRAD, TAYLOR]  # whose half of "Brangelina" counts as a mention
    assert [(known.articles, known.mentions) for known in people[:2]] == [(3, 5), (3, 3)]
    assert [known.articles for known in people] == sorted((known.articles for known in people), reverse=True)
    assert {BRAD, ANGELINA} <= {known.id for known in people}
    assert library.people(limit=1) == people[:1]
    assert counted(library.people("late"))["Taylor Swift"] == 1
    assert dict(library.most_mentioned(50)) == counted(people)


def test_who_is_asked_for_is_found_where_only_the_blend_of_a_couple_is_named(library: Library) -> None:
    assert "harbour" in found(library, 'name:"Brad Pitt"')
    assert "harbour" in found(library, "name:angelina")
    assert "harbour" not in found(library, '-name:"Angelina Jolie"')
    assert "harbour" not in found(library, "name:nobody")


def test_a_timeline_has_the_dates_told_of_somebody_the_oldest_first(library: Library) -> None:
    moments = list(library.timeline(BRAD))
    assert [moment.date for moment in moments if moment.article.endswith("wedding.txt")] == ["2014-05-24", "2015-03"]
    assert moments == sorted(moments, key=lambda moment: moment.date)
    for moment in moments:
        words = library.article(moment.article).text[moment.start : moment.end]
        assert [moment.snippet[slice(*span)] for span in moment.highlights] == [words]
        assert moment.anchor == "stated"
    assert list(library.timeline("person:nobody")) == []
    assert next(library.timeline(TAYLOR)).article.endswith("late.txt")


def test_who_is_named_beside_somebody_is_counted_by_the_articles_they_share(library: Library) -> None:
    beside = counted(library.together(ANGELINA))
    assert beside["Taylor Swift"] >= 1
    assert "Angelina Jolie" not in beside
    assert library.together("person:nobody") == ()
    assert len(library.together(TAYLOR, 1)) == 1


@pytest.mark.parametrize("name", ["taylor", "Taylor Sw", "swift", "swift taylor", TAYLOR, "PERSON:taylor-swift"])
def test_people_are_found_by_words_of_their_names_and_by_their_ids(library: Library, name: str) -> None:
    assert [known.id for known in library.find_people(name)] == [TAYLOR]


def test_who_is_found_is_counted_over_the_whole_library(library: Library) -> None:
    people = {known.id: known for known in library.people()}
    assert library.find_people("brad") == (people[BRAD],)
    assert library.find_people(ANGELINA) == (people[ANGELINA],)


@pytest.mark.parametrize("name", ["", "…", "nobody", "person:nobody", "taylor nobody", "Taylor Swiftly"])
def test_who_is_not_there_is_not_found(library: Library, name: str) -> None:
    assert library.find_people(name) == ()


def test_what_is_no_name_is_nowhere(library: Library, correct: Correct) -> None:
    correct(TAYLOR, "not a name", "")
    assert "Taylor Swift" not in counted(library.people())
    assert found(library, "name:taylor") == found(library, "name:tayl*") == []
    assert library.search("name:tay", typing=True).total == 0
    assert found(library, "taylor") == ["harbour", "late", "wedding"]
    assert list(library.timeline(TAYLOR)) == []
    assert library.find_people("taylor") == ()
    assert library.complete("name:tay", 8) == ()
    annotated = library.mentions("articles/late.txt")
    assert TAYLOR not in {entity.id for entity in annotated.entities}
    assert "Taylor Swift" not in {mention.text for mention in annotated.mentions}
    library.memory.undo()
    assert found(library, "name:taylor") == ["harbour", "late", "wedding"]
    assert library.find_people("taylor")[0].id == TAYLOR


def test_two_who_are_the_same_are_counted_once(library: Library, correct: Correct) -> None:
    both = set(found(library, "name:jolie")) | set(found(library, "name:swift"))
    correct(ANGELINA, "same as", TAYLOR)
    (known,) = [known for known in library.people() if known.id in (ANGELINA, TAYLOR)]
    assert (known.id, known.name, known.articles) == (TAYLOR, "Taylor Swift", 3)
    assert "Angelina Jolie" in known.aliases
    assert set(found(library, "name:jolie")) == set(found(library, 'name:"Taylor Swift"')) == both
    assert "2014-05-24" in {moment.date for moment in library.timeline(TAYLOR)}
    assert [each.id for each in library.find_people("jolie")] == [TAYLOR]
    annotated = library.mentions("articles/wedding.txt")
    assert ANGELINA not in {entity.id for entity in annotated.entities}
    assert {"Angelina Jolie", "Taylor Swift"} <= {mention.text for mention in annotated.mentions_of(TAYLOR)}


def test_somebody_is_called_as_the_user_says(library: Library, correct: Correct) -> None:
    correct(TAYLOR, "rename", "Tay-Tay")
    assert counted(library.people())["Tay-Tay"] == 3
    assert dict(library.most_mentioned(9))["Tay-Tay"] == 3
    assert found(library, "name:tay-tay") == found(library, 'name:"Taylor Swift"') == ["harbour", "late", "wedding"]
    assert library.find_people("tay-tay")[0].aliases == ("Taylor Swift",)
    assert [suggestion.label for suggestion in library.complete("name:tay", 8)] == ["Tay-Tay"]
    (entity,) = [entity for entity in library.mentions("articles/late.txt").entities if entity.id == TAYLOR]
    assert (entity.name, entity.aliases) == ("Tay-Tay", ("Taylor Swift",))


def test_what_is_an_organisation_is_looked_for_as_one(library: Library, correct: Correct) -> None:
    correct(TAYLOR, "is", "organisation")
    moved = "organisation:taylor-swift"
    assert "Taylor Swift" not in counted(library.people())
    assert found(library, "name:taylor") == []
    assert found(library, 'org:"Taylor Swift"') == found(library, "org:taylor") == ["harbour", "late", "wedding"]
    assert [(known.id, known.kind) for known in library.find_people("taylor")] == [(moved, EntityKind.ORGANISATION)]
    assert list(library.timeline(moved)) == list(library.timeline(TAYLOR))
    assert [suggestion.label for suggestion in library.complete("org:tay", 7)] == ["Taylor Swift"]
    (mention,) = library.mentions("articles/late.txt").mentions_of(moved)
    assert mention.kind is MentionKind.ORGANISATION
    assert [each.does for each in library.corrections_of(moved)] == ["is"]


def test_corrections_hold_in_another_window_at_once(library: Library, correct: Correct) -> None:
    elsewhere = Library(library.places.root)
    assert "Taylor Swift" in counted(elsewhere.people())
    correct(TAYLOR, "not a name", "")
    assert "Taylor Swift" not in counted(elsewhere.people())
    elsewhere.close()


def test_an_article_alone_is_read_as_it_stands(library: Library, correct: Correct) -> None:
    correct(TAYLOR, "not a name", "")
    alone = library.find_mentions(library.article("articles/late.txt"))
    assert TAYLOR in {entity.id for entity in alone.entities}


def test_who_is_who_is_worked_out_anew_when_the_articles_change(library: Library) -> None:
    merged = library.places.index / "merged.json"
    bring_up_to_date(library.places.root)
    before = merged.read_bytes()
    assert b"pair:brangelina" in before
    bring_up_to_date(library.places.root)
    assert merged.read_bytes() == before
    for name in ("wedding.txt", "harbour.txt"):
        (library.places.root / "articles" / name).unlink()
    bring_up_to_date(library.places.root)
    assert b"pair:brangelina" not in merged.read_bytes()
    assert found(library, 'name:"Angelina Jolie"') == []


def test_a_damaged_file_of_who_is_who_is_passed_over(library: Library) -> None:
    (library.places.index / "merged.json").write_bytes(b"\xff{")
    assert counted(library.people())["Taylor Swift"] == 3
    bring_up_to_date(library.places.root)
    assert "harbour" in found(library, 'name:"Brad Pitt"')


def test_a_library_without_an_index_knows_nobody(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(WEDDING)
    library = Library(tmp_path)
    assert library.people() == library.find_people("brad") == library.together(BRAD) == ()
    assert list(library.timeline(BRAD)) == []
    assert "Brad Pitt" in {entity.name for entity in library.mentions("articles/a.txt").entities}
    library.close()
