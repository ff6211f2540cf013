"""Which mentions of an article mean the same person, family, pair, organisation or place, and what these are called."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import AnnotatedArticle, Entity, EntityKind, MentionKind, Role
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article
from tui_reader.mentions import find_mentions

SAMPLES = sorted(Path(__file__).parents[1].joinpath("articles").glob("*.txt"))
FILLER = "The boats in the harbour went on as boats do, and nobody who was there thought any more about it. "


def annotated(text: str) -> AnnotatedArticle:
    """Of a text that is all body."""
    return find_mentions(parse_article(text.encode(), "x.txt", body_only=True))


def annotated_page(text: str) -> AnnotatedArticle:
    """Of a whole page: its first block is the headline."""
    return find_mentions(parse_article(text.encode(), "x.txt"))


def sample(number: str) -> AnnotatedArticle:
    (path,) = (path for path in SAMPLES if path.name.startswith(number))
    return find_mentions(parse_article(path.read_bytes(), path.name))


def entity(found: AnnotatedArticle, name: str) -> Entity:
    """The only entity of that name."""
    (entity,) = (entity for entity in found.entities if entity.name == name)
    return entity


def named(found: AnnotatedArticle, surface: str) -> list[str]:
    """The names of the entities that a surface form means, one a mention."""
    names = {entity.id: entity.name for entity in found.entities}
    return [names[mention.entity or ""] for mention in found.mentions if mention.text == surface]


def members(found: AnnotatedArticle, name: str) -> set[str]:
    """The names of the people in a family or a pair."""
    names = {entity.id: entity.name for entity in found.entities}
    return {names[member] for member in entity(found, name).members}


# One person.


def test_full_name_and_surname_are_one_person() -> None:
    found = annotated("Martha Orrin came on foot. Everybody waved to Orrin.")
    (person,) = found.entities
    assert (person.name, person.kind, person.count) == ("Martha Orrin", EntityKind.PERSON, 2)


@pytest.mark.parametrize("generation", ["Jr", "Jr.", "III"])
def test_a_surname_before_a_generation_is_the_same_person(generation: str) -> None:
    found = annotated(f"Wendell Marsh {generation} of Ohio came on foot. Everybody waved to Mr. Marsh.")
    (person,) = (entity for entity in found.entities if entity.kind is EntityKind.PERSON)
    assert person.count == 2


def test_full_name_and_first_name_are_one_person() -> None:
    found = annotated("Martha Orrin came on foot. Everybody waved to Martha.")
    assert named(found, "Martha") == ["Martha Orrin"]


def test_a_surname_before_the_full_name_is_the_same_person() -> None:
    found = annotated("Nobody expected Orrin. Then Martha Orrin came.")
    assert named(found, "Orrin") == ["Martha Orrin"]


def test_the_mentions_of_a_person_come_in_the_order_of_the_text() -> None:
    found = annotated("Martha Orrin left. Oliver Prue saw Orrin. It was Martha Orrin’s boat.")
    mentions = found.mentions_of(entity(found, "Martha Orrin").id)
    assert [mention.text for mention in mentions] == ["Martha Orrin", "Orrin", "Martha Orrin"]


def test_an_honorific_makes_nobody_somebody_else() -> None:
    found = annotated("Dr. Martha Orrin left. Everybody waved to Dr Orrin. It was Martha Orrin’s boat.")
    assert [person.name for person in found.entities] == ["Martha Orrin"]


def test_a_middle_name_makes_nobody_somebody_else() -> None:
    found = annotated("Martha Jane Orrin left. It was Martha Orrin’s boat, and Martha Orrin’s oar.")
    (person,) = found.entities
    assert (person.name, person.aliases) == ("Martha Orrin", ("Martha Jane Orrin",))


def test_case_makes_nobody_somebody_else() -> None:
    found = annotated_page(f"MARTHA ORRIN LEAVES\n\n{FILLER}Martha Orrin left. Everybody waved to Orrin.")
    (person,) = found.entities
    assert (person.name, person.count) == ("Martha Orrin", 3)


def test_initials_and_surname_are_one_person() -> None:
    found = annotated("Then J. P. Marlowe bought the pier. Nobody told Marlowe.")
    assert named(found, "Marlowe") == ["J. P. Marlowe"]


def test_blanks_between_initials_make_nobody_somebody_else() -> None:
    found = annotated("J. P. Marlowe left. Nobody told J.P. Marlowe. It was Marlowe's.")
    (person,) = found.entities
    assert person.count == 3


@pytest.mark.parametrize("name", ["Martha O'Hanlon", "O'Hanlon"])
def test_the_shape_of_an_apostrophe_makes_nobody_somebody_else(name: str) -> None:
    found = annotated(f"Martha O’Hanlon left. Nobody told {name}.")
    (person,) = found.entities
    assert person.count == 2


def test_a_hyphenated_surname_alone_is_the_same_person() -> None:
    found = annotated("The boat belongs to Martha Ashby-Voss. Nobody told Ashby-Voss.")
    assert named(found, "Ashby-Voss") == ["Martha Ashby-Voss"]


def test_a_half_of_a_hyphenated_surname_is_not() -> None:
    found = annotated("The boat belongs to Martha Ashby-Voss. Nobody told Mr Ashby.")
    assert named(found, "Ashby") == ["Ashby"]


@pytest.mark.parametrize("surname", ["Peña", "Ødegård", "O’Hanlon", "O'Hanlon", "Žak"])
def test_a_surname_with_unusual_letters_is_the_same_person(surname: str) -> None:
    found = annotated(f"The boat belongs to Martha {surname}. Nobody told {surname}.")
    assert named(found, surname) == [f"Martha {surname}"]


def test_a_name_that_no_full_name_licenses_stands_for_itself() -> None:
    found = annotated("The prize went to Mr Quarle. Martha Orrin saw it.")
    assert named(found, "Quarle") == ["Quarle"]
    assert entity(found, "Quarle").kind is EntityKind.PERSON


def test_people_of_different_names_are_different_people() -> None:
    found = annotated("Martha Orrin met Oliver Prue. Orrin and Prue left. Everybody waved to Prue.")
    assert named(found, "Orrin") == ["Martha Orrin"]
    assert named(found, "Prue") == ["Oliver Prue"] * 2


def test_the_author_is_one_person_in_byline_and_bio_and_nobody_of_the_story() -> None:
    found = annotated_page(f"Lost at Sea\n\n{FILLER}\n\nMartha Orrin\nStaff Writer\n\nMartha Orrin has a dog.")
    assert (entity(found, "Martha Orrin").count, entity(found, "Martha Orrin").role) == (2, Role.AUTHOR)


# One surname, several people.


def test_a_surname_that_two_share_is_not_guessed() -> None:
    found = annotated("Kate Larkin met Owen Larkin. Nobody knew what Larkin wanted.")
    assert named(found, "Larkin") == ["Larkin"]
    assert entity(found, "Kate Larkin").count == entity(found, "Owen Larkin").count == 1


def test_a_surname_that_two_share_and_nobody_has_yet_introduced_is_not_guessed() -> None:
    found = annotated("Nobody knew what Larkin wanted. Kate Larkin met Owen Larkin.")
    assert named(found, "Larkin") == ["Larkin"]


def test_a_surname_that_two_share_means_the_one_who_was_introduced() -> None:
    found = annotated(f"Kate Larkin came on foot. Nobody knew what Larkin wanted. {FILLER}Then Owen Larkin came.")
    assert named(found, "Larkin") == ["Kate Larkin"]


def test_a_surname_that_two_share_means_the_one_who_is_spoken_of() -> None:
    found = annotated(
        f"Owen Larkin was away. {FILLER * 5}Kate Larkin came. Everybody waved to Kate. The boat was Kate’s. "
        "Nobody knew what Larkin wanted."
    )
    assert named(found, "Larkin") == ["Kate Larkin"]


def test_a_surname_that_two_share_means_the_one_who_was_spoken_of_last() -> None:
    found = annotated(
        f"Kate Larkin came. Everybody waved to Kate. {FILLER * 8}Owen Larkin came. Everybody waved to Owen. "
        "Nobody knew what Larkin wanted."
    )
    assert named(found, "Larkin") == ["Owen Larkin"]


def test_a_first_name_tells_two_of_a_surname_apart() -> None:
    found = annotated("Kate Larkin met Owen Larkin. Everybody waved to Kate, and the dog barked at Owen.")
    assert named(found, "Kate") == ["Kate Larkin"]
    assert named(found, "Owen") == ["Owen Larkin"]


def test_a_first_name_that_two_share_is_not_guessed() -> None:
    found = annotated("Kate Larkin met Kate Prue. Everybody waved to Kate.")
    assert named(found, "Kate") == ["Kate"]


# Families.


def test_the_plural_of_a_surname_is_the_family() -> None:
    found = annotated("Kate Larkin met Owen Larkin. The Larkins are loud. Nobody minds the Larkins.")
    family = entity(found, "Larkins")
    assert (family.kind, family.count) == (EntityKind.FAMILY, 2)
    assert members(found, "Larkins") == {"Kate Larkin", "Owen Larkin"}


def test_a_family_is_mentioned_as_a_person_is() -> None:
    found = annotated("Kate Larkin left. Nobody minds the Larkins.")
    assert [mention.kind for mention in found.mentions] == [MentionKind.PERSON] * 2


def test_a_family_holds_nobody_of_another_surname() -> None:
    found = annotated("Kate Larkin met Owen Prue. Nobody minds the Larkins.")
    assert members(found, "Larkins") == {"Kate Larkin"}


def test_the_plural_of_a_surname_that_ends_in_s_is_the_family() -> None:
    found = annotated("Martha Jones left. Nobody minds the Joneses.")
    assert entity(found, "Joneses").kind is EntityKind.FAMILY
    assert members(found, "Joneses") == {"Martha Jones"}


def test_a_surname_that_ends_in_s_is_no_family() -> None:
    found = annotated("Martha Yates met Oliver Yate. Nobody told Yates.")
    assert named(found, "Yates") == ["Martha Yates"]


def test_the_plural_of_two_surnames_is_one_family_of_both() -> None:
    found = annotated("Kate Larkin met Owen Prue. Nobody minds the Larkin-Prues.")
    assert entity(found, "Larkin-Prues").kind is EntityKind.FAMILY
    assert members(found, "Larkin-Prues") == {"Kate Larkin", "Owen Prue"}


def test_the_possessive_of_a_surname_is_the_person_and_no_family() -> None:
    found = annotated("Kate Larkin left. Nobody saw Larkin's boat, or Larkin’s oar.")
    assert named(found, "Larkin") == ["Kate Larkin"] * 2


def test_the_possessive_of_a_family_is_the_family() -> None:
    found = annotated("Kate Larkin left. Nobody saw the Larkins’ boat.")
    assert entity(found, "Larkins").kind is EntityKind.FAMILY


# Pairs.


@pytest.mark.parametrize(
    ("blend", "pair"),
    [
        ("Tamander", "Tamsin Orrin met Leander Prue."),
        ("Tamander", "Leander Prue met Tamsin Orrin."),
        ("Martiver", "Martha Orrin met Oliver Prue."),
        ("Orrue", "Martha Orrin met Oliver Prue."),
        ("Olitha", "Martha Orrin met Oliver Prue."),
        ("Kimye", "Kim Orrin met Kanye Prue."),
    ],
)
def test_a_blend_of_two_names_is_the_pair(blend: str, pair: str) -> None:
    found = annotated(f"{pair} Nobody had heard of Orrin, or of Prue. Everybody likes {blend}.")
    assert entity(found, blend).kind is EntityKind.PAIR
    assert members(found, blend) == set(pair.rstrip(".").split(" met "))


def test_a_pair_is_mentioned_as_a_person_is() -> None:
    found = annotated("Martha Orrin met Oliver Prue. Everybody likes Martiver.")
    (mention,) = found.mentions_of(entity(found, "Martiver").id)
    assert (mention.kind, mention.text) == (MentionKind.PERSON, "Martiver")


def test_a_blend_counts_for_neither_of_the_two() -> None:
    found = annotated("Martha Orrin met Oliver Prue. Everybody likes Martiver. Nobody minds Martiver.")
    assert entity(found, "Martha Orrin").count == entity(found, "Oliver Prue").count == 1
    assert entity(found, "Martiver").count == 2


def test_the_members_of_a_pair_are_in_the_order_of_their_parts() -> None:
    found = annotated("Oliver Prue met Martha Orrin. Everybody likes Martiver.")
    first, second = entity(found, "Martiver").members
    assert (first, second) == (entity(found, "Martha Orrin").id, entity(found, "Oliver Prue").id)


@pytest.mark.parametrize("third", ["Marabella Dell", "Marvinetta Zack"])
def test_a_blend_that_could_be_of_three_is_of_the_two_it_keeps_most_of(third: str) -> None:
    found = annotated(f"Martha Orrin met Oliver Prue and {third}, as {third} said. Everybody likes Mariver.")
    assert members(found, "Mariver") == {"Martha Orrin", "Oliver Prue"}


@pytest.mark.parametrize("word", ["Moliver", "Marthap", "Mollusc", "Martha", "Oliver"])
def test_a_word_that_takes_too_little_of_either_is_no_pair(word: str) -> None:
    found = annotated(f"Martha Orrin met Oliver Prue. Nobody mentioned {word} to them.")
    assert all(entity.kind is not EntityKind.PAIR for entity in found.entities)


def test_a_headline_holds_the_pair_of_the_body() -> None:
    found = annotated_page(f"Martiver Overboard\n\n{FILLER}Martha Orrin met Oliver Prue. Everybody likes Martiver.")
    assert named(found, "Martiver") == ["Martiver"] * 2


# Organisations and places.


def test_the_same_organisation_is_one_with_and_without_its_article() -> None:
    found = annotated("He had told The Wessex Herald. It was in the Wessex Herald.")
    (entity,) = found.entities
    assert (entity.kind, entity.count) == (EntityKind.ORGANISATION, 2)


def test_the_same_place_is_one_however_often_it_is_named() -> None:
    found = annotated("She had seen him in London. She had seen him in London.")
    (entity,) = found.entities
    assert (entity.name, entity.kind, entity.count) == ("London", EntityKind.PLACE, 2)


def test_a_person_and_a_place_of_one_name_are_two() -> None:
    found = annotated("The boat of Paris Orrin is in London. Orrin lives in London.")
    assert entity(found, "Paris Orrin").kind is EntityKind.PERSON
    assert entity(found, "London").kind is EntityKind.PLACE


def test_a_date_means_nobody() -> None:
    found = annotated("Martha Orrin left on Friday in 2021.")
    assert [mention.entity for mention in found.mentions if mention.kind is MentionKind.DATE] == [None, None]
    assert len(found.entities) == 1


def test_a_name_that_a_date_wins_over_is_not_counted() -> None:
    found = annotated("Tamsin Summer left last Summer. Nobody told Tamsin Summer, or Summer.")
    names = [mention for mention in found.mentions if mention.kind is not MentionKind.DATE]
    assert "last Summer" in [mention.text for mention in found.mentions if mention.kind is MentionKind.DATE]
    assert sum(entity.count for entity in found.entities) == len(names)


# What an entity is called.


def test_the_canonical_name_is_the_full_one_however_seldom_it_is_used() -> None:
    found = annotated("Nobody told Orrin. Orrin laughed. Then Orrin left. It was Martha Orrin’s boat.")
    assert [person.name for person in found.entities] == ["Martha Orrin"]


def test_aliases_are_the_other_forms_and_the_most_used_one_comes_first() -> None:
    found = annotated("Martha Orrin left. Nobody told Martha. Nobody saw Orrin. Nobody minded Orrin.")
    assert entity(found, "Martha Orrin").aliases == ("Orrin", "Martha")


def test_a_form_that_differs_in_case_only_is_no_alias() -> None:
    found = annotated_page(f"MARTHA ORRIN LEAVES\n\n{FILLER}Martha Orrin left. Nobody saw Martha Orrin.")
    assert entity(found, "Martha Orrin").aliases == ()


def test_a_form_that_is_broken_over_two_lines_is_no_alias() -> None:
    found = annotated("The boat is Martha\xa0Orrin’s. Martha Orrin left. Nobody saw Martha Orrin.")
    (person,) = found.entities
    assert (person.name, person.aliases) == ("Martha Orrin", ())


def test_a_lower_case_caption_does_not_say_how_a_name_is_written() -> None:
    page = f"Lost at Sea\n\nscreenshot martha orrin\n(Image credit: Channel Nine)\n\n{FILLER}Martha Orrin left."
    assert entity(annotated_page(page), "Martha Orrin").count == 2


def test_the_most_mentioned_come_first() -> None:
    found = annotated("Oliver Prue met Martha Orrin. Nobody told Orrin. Nobody saw Orrin. Nobody minded Prue.")
    assert [person.name for person in found.entities] == ["Martha Orrin", "Oliver Prue"]


# The sample articles.


def test_kimye_is_the_pair_of_the_two() -> None:
    assert members(sample("01"), "Kimye") == {"Kim Kardashian", "Kanye West"}


def test_the_kardashians_are_the_family() -> None:
    found = sample("01")
    assert entity(found, "Kardashians").kind is EntityKind.FAMILY
    assert members(found, "Kardashians") == {"Kim Kardashian", "Khloe Kardashian"}


def test_every_kardashian_of_the_second_sample_is_the_same_one() -> None:
    found = sample("02")
    assert set(named(found, "Kardashian")) == {"Kim Kardashian"}
    assert set(named(found, "West")) == {"Kanye West"}
    assert set(named(found, "Swann")) == {"Erik Swann"}


@pytest.mark.parametrize("number", ["04", "09"])
def test_tamander_has_two_members(number: str) -> None:
    found = sample(number)
    assert entity(found, "Tamander").kind is EntityKind.PAIR
    assert members(found, "Tamander") == {"Tamsin Summer", "Leander Quiñones"}


def test_the_blends_that_a_sample_makes_fun_of_have_no_wrong_members() -> None:
    pairs = [
        entity.name for number in ("04", "09") for entity in sample(number).entities if entity.kind is EntityKind.PAIR
    ]
    assert set(pairs) <= {"Tamander", "Fergatrix", "Zephlix"}


def test_tremlett_alone_is_given_to_nobody_where_several_are_meant() -> None:
    found = sample("06")
    mentions = [mention.entity for mention in found.mentions if mention.text == "Tremlett"]
    names = {entity.name for entity in found.entities if entity.id in mentions}
    assert names <= {"Tremlett"}


def test_felix_and_his_mother_are_not_one() -> None:
    found = sample("03")
    assert entity(found, "Felix Tremlett").id != entity(found, "Imogen Tremlett").id
    assert named(found, "Felix")[0] == "Felix Tremlett"


@pytest.mark.parametrize("number", ["08", "12"])
def test_the_tremletts_are_those_of_that_name(number: str) -> None:
    found = sample(number)
    assert members(found, "Tremletts") >= {"Cordelia Tremlett", "Felix Tremlett", "Imogen Tremlett"}
    assert all(name.endswith(" Tremlett") for name in members(found, "Tremletts"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_nobody_in_a_sample_has_the_surname_of_another(path: Path) -> None:
    found = find_mentions(parse_article(path.read_bytes(), path.name))
    for person in found.entities:
        if person.kind is EntityKind.PERSON and " " in person.name:
            words = {word for form in (person.name, *person.aliases) if " " in form for word in form.casefold().split()}
            assert all(set(alias.casefold().split()) & words for alias in person.aliases)


# Properties.

NAMES = (
    "Martha Orrin, Oliver Prue, Kate Larkin, Owen Larkin, Kate Prue, Orrin, Prue, Larkin, Martha, Kate, Larkins, "
    "Prues, Larkin-Prues, Martiver, Kateow, Owate, Mr Larkin, Dr. Kate Larkin, J. P. Larkin, O’Hanlon, Zoë O’Hanlon, "
    "Joneses, Zoë Jones, The Wessex Herald, the Wessex Herald, London, TMZ, Fore Street, KATE LARKIN, kate larkin, "
    "Kate\xa0Larkin, Martha Summer, last Summer"
).split(", ")
FRAMES = [
    "Nobody saw {}.",
    "{} left.",
    "It was {}’s boat.",
    "Then {} and {} met in May.",
    "“{}!” she said to {}.",
    "{}",
]


@st.composite
def stories(draw: st.DrawFn) -> str:
    story = []
    for _ in range(draw(st.integers(0, 25))):
        frame = draw(st.sampled_from(FRAMES))
        story.append(frame.format(*draw(st.tuples(*[st.sampled_from(NAMES)] * 2))))
        story.append(draw(st.sampled_from([" ", " ", "\n", "\n\n", f" {FILLER}", "\nBy Kate Larkin\n"])))
    return "".join(story)


texts = stories() | st.text(max_size=150)


def annotate(text: str, body_only: bool) -> AnnotatedArticle:
    try:
        return find_mentions(parse_article(text.encode(), "x.txt", body_only=body_only), published=date(2024, 7, 17))
    except ArticleError:
        return annotated("")


def every_name_has_an_entity_and_no_date_has_one(found: AnnotatedArticle) -> None:
    known = {entity.id for entity in found.entities}
    for mention in found.mentions:
        assert (mention.entity in known) == (mention.kind is not MentionKind.DATE)


def an_entity_is_counted_as_often_as_it_is_mentioned(found: AnnotatedArticle) -> None:
    counts = Counter(mention.entity for mention in found.mentions if mention.kind is not MentionKind.DATE)
    assert {entity.id: entity.count for entity in found.entities} == counts


def an_entity_is_of_the_kind_of_its_mentions(found: AnnotatedArticle) -> None:
    kinds = {entity.id: entity.kind for entity in found.entities}
    for mention in found.mentions:
        if mention.entity:
            kind = kinds[mention.entity]
            together = kind in (EntityKind.FAMILY, EntityKind.PAIR)
            assert mention.kind.value == ("person" if together else kind.value)


def only_families_and_pairs_have_members_and_these_are_people(found: AnnotatedArticle) -> None:
    for entity in found.entities:
        assert all(member.startswith("person:") for member in entity.members)
        assert len(set(entity.members)) == len(entity.members)
        if entity.kind is EntityKind.PAIR:
            assert len(entity.members) == 2
        elif entity.kind is not EntityKind.FAMILY:
            assert not entity.members


def an_entity_has_every_form_once_as_name_or_as_alias(found: AnnotatedArticle) -> None:
    for entity in found.entities:
        forms = [form.casefold().removeprefix("the ") for form in (entity.name, *entity.aliases)]
        assert len(set(forms)) == len(forms)
        used = {" ".join(mention.text.split()) for mention in found.mentions_of(entity.id)}
        assert {form.casefold().removeprefix("the ") for form in used} == set(forms)


def ids_are_unique_and_the_most_mentioned_come_first(found: AnnotatedArticle) -> None:
    entities = found.entities
    assert len({entity.id for entity in entities}) == len(entities)
    assert [entity.count for entity in entities] == sorted((entity.count for entity in entities), reverse=True)


@settings(deadline=None, max_examples=200)
@given(texts, st.booleans())
def test_in_any_text_the_entities_fit_the_mentions(text: str, body_only: bool) -> None:
    found = annotate(text, body_only)  # takes far longer than to look at it in every way
    every_name_has_an_entity_and_no_date_has_one(found)
    an_entity_is_counted_as_often_as_it_is_mentioned(found)
    an_entity_is_of_the_kind_of_its_mentions(found)
    only_families_and_pairs_have_members_and_these_are_people(found)
    an_entity_has_every_form_once_as_name_or_as_alias(found)
    ids_are_unique_and_the_most_mentioned_come_first(found)
