"""Which names of a whole library mean the same."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import EntityKind
from tui_reader.mentions.naming import entity_id, may_be_same, parse_name
from tui_reader.mentions.registry import merge_names


def merged(*names: str | tuple[str, int]) -> list[set[str]]:
    """The names of people that are one, as sets; who stays alone is left out."""
    counted = [name if isinstance(name, tuple) else (name, 1) for name in names]
    mapping = merge_names((name, EntityKind.PERSON, count) for name, count in counted)
    groups: dict[str, set[str]] = {}
    for name, _ in counted:
        id_ = entity_id(name, EntityKind.PERSON)
        groups.setdefault(mapping.get(id_, id_), set()).add(name)
    return [group for group in groups.values() if len(group) > 1]


# Ids.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Beyoncé", "BEYONCE"),
        ("Martha O’Hanlon", "Martha O'Hanlon"),
        ("Dr. Martha Orrin", "Martha Orrin"),
        ("Martha Orrin's", "Martha Orrin"),
        ("J.K. Rowling", "J. K. Rowling"),
        ("JK Rowling", "J. K. Rowling"),
        ("Robert Downey Jr.", "Robert Downey, Jr"),
        ("Zoë Ødegård", "Zoe Odegard"),
        ("Dwayne “The Rock” Johnson", "Dwayne Johnson"),
        ("Queen Elizabeth II", "queen elizabeth ii"),
        ("Sir Elton John", "Elton John"),
        ("Martha Orrin of Wessex", "Martha Orrin"),
        ("Princess Diana Spencer", "Diana Spencer"),
    ],
)
def test_what_makes_no_difference_makes_no_other_id(one: str, other: str) -> None:
    assert entity_id(one, EntityKind.PERSON) == entity_id(other, EntityKind.PERSON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Downey Jr.", "Robert Downey Sr."),
        ("Prince Harry", "Harry"),
        ("Martha Orrin", "Martha Prue"),
        ("The Rock", "Rock"),
        ("the Duke of Sussex", "Sussex"),
    ],
)
def test_what_makes_a_difference_makes_another_id(one: str, other: str) -> None:
    assert entity_id(one, EntityKind.PERSON) != entity_id(other, EntityKind.PERSON)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (EntityKind.ORGANISATION, "The Wessex Herald", "Wessex Herald"),
        (EntityKind.ORGANISATION, "Wessex Steel Inc.", "Wessex Steel"),
        (EntityKind.PLACE, "the U.S.", "United States"),
        (EntityKind.PLACE, "St. Ives", "Saint Ives"),
        (EntityKind.FAMILY, "the Larkins", "Larkin family"),
        (EntityKind.FAMILY, "the Joneses", "Jones family"),
        (EntityKind.WORK, "The Tide", "“Tide”"),
    ],
)
def test_other_names_have_an_id_that_says_what_is_meant(kind: EntityKind, one: str, other: str) -> None:
    assert entity_id(one, kind) == entity_id(other, kind)


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Robert De Niro", ("robert",), "de niro"),
        ("Al Pacino", ("al",), "pacino"),
        ("James van der Beek", ("james",), "van der beek"),
        ("Samuel L. Jackson", ("samuel", "l"), "jackson"),
        ("Martin Luther King Jr.", ("martin", "luther"), "king"),
        ("Orrin", (), "orrin"),
        ("Mr. Orrin", (), "orrin"),
        ("Pope Francis", ("pope",), "francis"),
    ],
)
def test_a_name_is_taken_apart(text: str, given: tuple[str, ...], surname: str) -> None:
    name = parse_name(text)
    assert (name.given, name.surname) == (given, surname)


# People.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Samuel L. Jackson", "Samuel Jackson"),
        ("J. K. Rowling", "Joanne Rowling"),
        ("J. Rowling", "J. K. Rowling"),
        ("Robert Downey Jr.", "Robert Downey"),
        ("Kim Kardashian West", "Kim Kardashian"),
        ("Tamsin Quiller-Voss", "Tamsin Quiller"),
        ("George W. Bush", "George Walker Bush"),
        ("JLo", "Jennifer Lopez"),
        ("Diddy", "Sean Combs"),
        ("Jay-Z", "Shawn Carter"),
    ],
)
def test_two_ways_to_write_one_name_are_one_person(one: str, other: str) -> None:
    assert merged(one, other) == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Martha Orrin", "Oliver Orrin"),
        ("Martha Orrin", "Martha Prue"),
        ("George W. Bush", "George H. W. Bush"),
        ("Robert Downey Jr.", "Robert Downey Sr."),
        ("J. Rowling", "Kathleen Rowling"),
        ("Samuel L. Jackson", "Samuel A. Jackson"),
        ("John Paul Jones", "John Paul"),
    ],
)
def test_two_names_that_contradict_each_other_are_two_people(one: str, other: str) -> None:
    assert merged(one, other) == []


@pytest.mark.parametrize(
    ("open_name", "one", "other"),
    [
        ("George Bush", "George W. Bush", "George H. W. Bush"),
        ("K. Larkin", "Kate Larkin", "Kenneth Larkin"),
        ("Larkin", "Kate Larkin", "Owen Larkin"),
        ("Martha", "Martha Orrin", "Martha Prue"),
        ("Robert Downey", "Robert Downey Jr.", "Robert Downey Sr."),
    ],
)
def test_what_fits_two_people_goes_to_neither(open_name: str, one: str, other: str) -> None:
    assert merged(open_name, one, other) == []


def test_a_lone_name_goes_to_the_only_one_who_bears_it() -> None:
    assert merged("Orrin", "Martha Orrin", "Kate Larkin") == [{"Orrin", "Martha Orrin"}]


def test_a_lone_name_goes_to_one_person_however_that_one_is_written() -> None:
    assert merged("Rowling", "J. K. Rowling", "Joanne Rowling") == [{"Rowling", "J. K. Rowling", "Joanne Rowling"}]


@pytest.mark.parametrize(("word", "name"), [("West", "Kanye West"), ("Will", "Will Orrin"), ("Page", "Elliot Page")])
def test_an_ordinary_word_goes_to_nobody(word: str, name: str) -> None:
    assert merged(word, name) == []


def test_somebody_with_one_name_is_not_somebody_else_who_has_it_too() -> None:
    assert merged(("Drake", 3), ("Drake Orrin", 9)) == []
    assert merged(("Quarle", 90), ("Quarle Orrin", 2)) == []


def test_a_lone_name_that_a_place_has_too_goes_to_nobody() -> None:
    names = [("Denver", EntityKind.PERSON, 1), ("Denver", EntityKind.PLACE, 4), ("Bob Denver", EntityKind.PERSON, 2)]
    assert merge_names(names) == {}


def test_the_most_common_name_stands_for_the_others() -> None:
    names = [("Samuel Jackson", EntityKind.PERSON, 2), ("Samuel L. Jackson", EntityKind.PERSON, 7)]
    assert merge_names(names) == {"person:samuel-jackson": "person:samuel-l-jackson"}


@pytest.mark.parametrize(
    ("name", "kind"), [("Kimye", EntityKind.PAIR), ("Tamander", EntityKind.PAIR), ("Larkins", EntityKind.FAMILY)]
)
def test_a_name_that_one_article_explains_means_the_same_where_none_does(name: str, kind: EntityKind) -> None:
    assert merge_names([(name, EntityKind.PERSON, 1), (name, kind, 2)]) == {
        entity_id(name, EntityKind.PERSON): entity_id(name, kind)
    }


# Properties.

FIRST = [
    "Kate",
    "K.",
    "Kenneth",
    "Kate Ann",
    "Kate A.",
    "George W.",
    "George H. W.",
    "J. K.",
    "JK",
    "Zoë",
    "Dr Kate",
    "Prince",
]
LAST = [
    "Larkin",
    "Larkin Prue",
    "Larkin-Prue",
    "Prue",
    "de Niro",
    "O’Hanlon",
    "Larkin Jr",
    "Larkin III",
    "Drake",
    "Kate",
]
NAMES = [*(f"{first} {last}" for first, last in product(FIRST, LAST)), *LAST, *FIRST, "Kimye", "Larkins", "JLo"]
libraries = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), st.sampled_from(EntityKind), st.integers(0, 5)),
    max_size=40,
)


def ids(names: list[tuple[str, EntityKind, int]]) -> set[str]:
    return {entity_id(name, kind) for name, kind, _ in names}


@given(libraries)
def test_an_id_goes_to_one_that_is_there_and_goes_nowhere_else(names: list[tuple[str, EntityKind, int]]) -> None:
    mapping = merge_names(names)
    assert mapping.keys() <= ids(names)
    assert set(mapping.values()) <= ids(names)
    assert not mapping.keys() & set(mapping.values())


@given(libraries, st.randoms())
def test_the_order_of_the_names_makes_no_difference(names: list[tuple[str, EntityKind, int]], order: object) -> None:
    shuffled = list(names)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_names(shuffled) == merge_names(names)


@given(libraries)
def test_full_names_of_one_person_never_contradict_each_other(names: list[tuple[str, EntityKind, int]]) -> None:
    mapping: Mapping[str, str] = merge_names(names)
    for name, kind, _ in names:
        id_ = entity_id(name, kind)
        one, other = (
            parse_name(name),
            next((parse_name(n) for n, k, _ in names if entity_id(n, k) == mapping.get(id_)), None),
        )
        if kind is EntityKind.PERSON and one.is_full and other and one.surname == other.surname:
            assert may_be_same(one, other)


@given(libraries)
def test_only_people_are_merged(names: list[tuple[str, EntityKind, int]]) -> None:
    for id_, target in merge_names(names).items():
        assert id_.startswith("person:")
        assert target.partition(":")[0] in ("person", "pair", "family")


@given(st.text(max_size=60), st.sampled_from(EntityKind))
def test_every_text_has_an_id_of_its_kind(text: str, kind: EntityKind) -> None:
    assert entity_id(text, kind).startswith(f"{kind}:")


def test_a_library_of_one_surname_is_no_slower_than_others() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    firsts = ["".join(word).title() for word in product(letters, repeat=3)]
    names = [(f"{first} {middle}. Larkin", EntityKind.PERSON, 1) for first in firsts for middle in "AB"]
    names += [(f"{first} Larkin", EntityKind.PERSON, 1) for first in firsts] + [("K. Larkin", EntityKind.PERSON, 1)]
    assert merge_names(names) == {}
