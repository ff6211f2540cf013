"""Whom and what the names in an article mean, where it is known which words are names.

Names stand in brackets: [Kate Larkin], [o:BBC], [p:London], [w:The Tide]. So nothing depends on which names are found.
"""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import AnnotatedArticle, Article, Entity, EntityKind, Mention, MentionKind, Role
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article
from tui_reader.mentions.grouping import group

_KINDS = {"o": MentionKind.ORGANISATION, "p": MentionKind.PLACE, "w": MentionKind.WORK}
_MARKED = re.compile(r"\[(?:([opw]):)?([^\]]+)\]")
FILLER = "The boats in the harbour went on as boats do, and nobody who was there thought any more about it. "


@dataclass(frozen=True)
class Story:
    """An article whose marked names were grouped."""

    found: AnnotatedArticle

    def names(self, form: str) -> list[str]:
        """What each mention of a form means."""
        called = {entity.id: entity.name for entity in self.found.entities}
        return [called[mention.entity or ""] for mention in self.found.mentions if mention.text == form]

    def entity(self, name: str) -> Entity:
        (entity,) = (entity for entity in self.found.entities if entity.name == name)
        return entity

    def members(self, name: str) -> set[str]:
        called = {entity.id: entity.name for entity in self.found.entities}
        return {called.get(member, member) for member in self.entity(name).members}

    def could_be(self, name: str) -> set[str]:
        called = {entity.id: entity.name for entity in self.found.entities}
        return {called[other] for other in self.entity(name).could_be}

    @property
    def people(self) -> list[set[str]]:
        """The forms of everybody."""
        forms: dict[str, set[str]] = {}
        for mention in self.found.mentions:
            forms.setdefault(mention.entity or "", set()).add(mention.text)
        return list(forms.values())


def story(marked: str, *, body_only: bool = True) -> Story:
    text, mentions, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        kind = _KINDS.get(match[1], MentionKind.PERSON)
        mentions.append(Mention(kind, len(text), len(text) + len(match[2]), match[2]))
        text, at = text + match[2], match.end()
    article = parse_article((text + marked[at:]).encode(), "x.txt", body_only=body_only)
    grouped, entities = group(article, mentions)
    return Story(AnnotatedArticle(article, tuple(grouped), entities))


# One person, written in several ways.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.K. Rowling", "J. K. Rowling"),
        ("J. K. Rowling", "JK Rowling"),
        ("J. K. Rowling", "Joanne Rowling"),
        ("Samuel L. Jackson", "Samuel Jackson"),
        ("Beyoncé", "Beyonce"),
        ("Robert Downey Jr.", "Robert Downey"),
        ("Robert Downey Jr.", "Downey"),
        ("Robert Downey Jr.", "Downey Jr."),
        ("Dr. Martha Orrin", "Martha Orrin"),
        ("Sir Elton John", "Elton"),
        ("Robert De Niro", "De Niro"),
        ("Leonardo DiCaprio", "Leo"),
        ("James van der Beek", "Van Der Beek"),
        ("Bill Clinton", "William Clinton"),
        ("Kate Middleton", "Catherine Middleton"),
        ("Robert Pattinson", "Rob Pattinson"),
        ("Benjamin Orrin", "Ben"),
        ("Kim Kardashian", "Kim Kardashian West"),
        ("Kim Kardashian West", "Kim West"),
        ("Angelina Jolie", "Angelina Jolie-Pitt"),
        ("Tamsin Quiller-Voss", "Quiller-Voss"),
        ("Dwayne “The Rock” Johnson", "Dwayne Johnson"),
        ("Dwayne Johnson", "The Rock"),
        ("Jennifer Lopez", "JLo"),
        ("Jennifer Lopez", "J.Lo"),
        ("Prince Harry", "Harry"),
        ("Prince Charles", "King Charles III"),
        ("Saint Jerome", "St. Jerome"),
        ("Ichiyō Higuchi", "Higuchi Ichiyō"),
        ("Tom Cruise", "Scientologist Tom Cruise"),
        ("Martha Orrin", "martha orrin"),
        ("Martha Orrin", "MARTHA ORRIN"),
        ("Martha O’Hanlon", "O'Hanlon"),
        ("Martha Orrin's", "Martha Orrin"),
        ("Kristin Wilkins", "Kristen Wilkins"),
        ("Lady Gaga", "Gaga"),
    ],
)
def test_two_ways_to_write_one_name_mean_one_person(one: str, other: str) -> None:
    assert story(f"[{one}] left. {FILLER}Everybody waved to [{other}].").people == [{one, other}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H. W. Bush"),
        ("Robert Downey Jr.", "Robert Downey Sr."),
        ("Samuel L. Jackson", "Samuel A. Jackson"),
        ("Prince Harry", "Princess Harry"),
        ("Prince Harry", "Harry Larkin"),
        ("Kate Larkin", "Owen Larkin"),
        ("Kate Larkin", "Kate Prue"),
        ("Jamie Lynn Spears", "Lynn Spears"),
        ("Martina Orrin", "Martino Orrin"),
        ("Kate Larkin", "Larkin-Prue"),
        ("Kate Ashby-Voss", "Ashby"),
        ("Kate Larkin", "Bill"),
        ("John Larkin", "Jack"),
    ],
)
def test_what_contradicts_itself_is_two_people(one: str, other: str) -> None:
    assert story(f"[{one}] left. {FILLER}Everybody waved to [{other}].").people == [{one}, {other}]


@pytest.mark.parametrize(
    "cue",
    [
        ", also known as ",
        ", known professionally as ",
        " (born ",
        " (née ",
        ", better known as ",
        ", aka ",
        " (formerly ",
    ],
)
def test_another_name_that_the_text_explains_is_the_same_person(cue: str) -> None:
    found = story(f"[Stella Quarle]{cue}[Vesper Dusk]) left. Nobody told [Dusk].")
    assert found.people == [{"Stella Quarle", "Vesper Dusk", "Dusk"}]


def test_what_is_the_pen_name_of_somebody_is_the_same_person() -> None:
    found = story("[Vesper Dusk] (born in May, 1872) was the pen name of the Wessex author [Stella Quarle].")
    assert found.people == [{"Vesper Dusk", "Stella Quarle"}]


def test_a_stage_name_that_the_text_explains_is_the_same_person() -> None:
    assert story("[Stella Quarle], known as [Vesper], left. [Vesper] laughed.").people == [{"Stella Quarle", "Vesper"}]


def test_a_name_beside_another_is_not_the_same_person() -> None:
    assert len(story("[Stella Quarle], born in May, met [Vesper Dusk].").people) == 2


def test_ye_is_kanye_where_there_is_a_kanye() -> None:
    assert story("[Kanye West] left. [Ye] laughed.").people == [{"Kanye West", "Ye"}]
    assert story("[Martha Orrin] left. [Ye] laughed.").people == [{"Martha Orrin"}, {"Ye"}]


def test_somebody_with_one_name_is_one_person() -> None:
    assert story("[Rihanna] left. It was [Rihanna]’s boat.").people == [{"Rihanna"}]


def test_a_crown_before_a_name_is_shown_with_it() -> None:
    found = story("Prince [Harry] left. Everybody waved to [Harry].")
    assert (found.entity("Prince Harry").id, found.entity("Prince Harry").count) == ("person:prince-harry", 2)


# Spans that are no names put nobody together.


@pytest.mark.parametrize(
    "span", ["Kim Kardashian told Kanye West", "Kanye West Kim Kardashian", "Kim Kardashian and Kanye West"]
)
def test_a_bad_span_never_makes_one_of_two_people(span: str) -> None:
    found = story(f"[{span}] it was over. [Kim Kardashian] left. [Kanye West] laughed. [West] and [Kardashian] did.")
    assert found.names("Kardashian") == found.names("Kim Kardashian") == ["Kim Kardashian"]
    assert found.names("West") == found.names("Kanye West") == ["Kanye West"]


def test_a_surname_and_a_thing_is_nobody_of_that_name() -> None:
    found = story("[Andy Warhol] left. [Andy Warhol] came back. The [Warhol Polaroids] were sold. [Warhol] laughed.")
    assert found.names("Warhol") == ["Andy Warhol"]


def test_what_stands_before_a_name_makes_nobody_else() -> None:
    found = story("[DJ Norman Cook] met [Scientologist Norman Cook]. [Norman Cook] left. Nobody saw [Cook].")
    assert [(entity.name, entity.count) for entity in found.found.entities] == [("Norman Cook", 4)]


@pytest.mark.parametrize("first", ["Bill", "Benicio"])
def test_a_surname_of_two_words_is_not_what_somebody_is_called(first: str) -> None:
    found = story(f"[{first} del Toro] left. Nobody saw [Del Toro]. [Del Toro] laughed.")
    assert [entity.name for entity in found.found.entities] == [f"{first} del Toro"]


def test_what_is_shouted_after_a_name_is_not_what_somebody_is_called() -> None:
    found = story("[Kate Larkin ROWER] left. Nobody saw [Kate Larkin]. [Larkin] laughed.")
    assert found.names("Larkin") == ["Kate Larkin"]


def test_somebody_is_called_what_the_article_calls_them() -> None:
    found = story("[Jay-Z], born [Shawn Carter], left. Nobody saw [Jay-Z]. [Jay-Z] laughed.")
    assert [entity.name for entity in found.found.entities] == ["Jay-Z"]


def test_a_name_that_is_a_word_means_somebody_only_beside_the_full_name() -> None:
    assert story("[Bill] passed. [Kanye Page] came. [Page] left.").people == [{"Bill"}, {"Kanye Page", "Page"}]


# What two people share.


def test_a_shared_surname_says_whom_it_could_be() -> None:
    found = story("[Kate Larkin] met [Owen Larkin]. Nobody knew what [Larkin] wanted.")
    assert found.could_be("Larkin") == {"Kate Larkin", "Owen Larkin"}
    assert found.entity("Kate Larkin").could_be == ()


def test_a_full_name_that_fits_two_says_whom_it_could_be() -> None:
    found = story("[George W. Bush] met [George H. W. Bush]. Nobody knew what [George Bush] wanted.")
    assert found.could_be("George Bush") == {"George W. Bush", "George H. W. Bush"}


def test_initials_that_fit_two_say_whom_they_could_be() -> None:
    found = story("[Kate Larkin] met [Kenneth Larkin]. Nobody knew what [K. Larkin] wanted.")
    assert found.could_be("K. Larkin") == {"Kate Larkin", "Kenneth Larkin"}


def test_a_headline_means_the_one_whom_the_story_is_about() -> None:
    body = "[Kate Larkin] came. " * 4
    assert story(f"Nobody knew what [Larkin] wanted. {body}[Owen Larkin] left.").names("Larkin") == ["Kate Larkin"]


def test_the_one_whom_the_article_names_first_needs_less_of_a_lead() -> None:
    first = "[Kate Larkin] and once more [Kate Larkin] came, and nobody minded. "
    other = "[Owen Larkin] was there. "
    asked = "Nobody knew what [Larkin] wanted."
    assert story(first + other + asked).names("Larkin") == ["Kate Larkin"]
    assert story("[Ann Prue] left. " + first + other + asked).names("Larkin") == ["Larkin"]


# Families and pairs.


@pytest.mark.parametrize(
    "family",
    ["the [Larkins]", "the [Larkin] family", "the [Larkin] sisters", "the [Larkin family]", "the [Larkin] clan,"],
)
def test_a_family_is_no_person_and_has_its_members(family: str) -> None:
    found = story(f"[Kate Larkin] met [Owen Larkin] and [Ann Prue]. Nobody minds {family} at all.")
    (one,) = (entity for entity in found.found.entities if entity.kind is EntityKind.FAMILY)
    assert (one.id, found.members(one.name)) == ("family:larkins", {"Kate Larkin", "Owen Larkin"})


@pytest.mark.parametrize(
    ("plural", "name"), [("Joneses", "Martha Jones"), ("Foxes", "Martha Fox"), ("Kennedies", "Martha Kennedy")]
)
def test_the_plural_of_a_surname_is_formed_as_english_does(plural: str, name: str) -> None:
    assert story(f"[{name}] left. The [{plural}] laughed.").members(plural) == {name}


@pytest.mark.parametrize("plural", ["Jolie-Pitts", "Kardashian-Jenners"])
def test_a_double_plural_has_the_members_of_both(plural: str) -> None:
    found = story(f"[Angelina Jolie], [Brad Pitt], [Kim Kardashian] and [Kris Jenner] met. The [{plural}] left.")
    assert len(found.members(plural)) == 2


def test_somebody_with_a_former_surname_is_of_both_families() -> None:
    found = story(
        "[Kim Kardashian West] met [Khloe Kardashian] and [Kanye West]. The [Kardashians] and the [Wests] left."
    )
    assert found.members("Kardashians") == {"Kim Kardashian West", "Khloe Kardashian"}
    assert found.members("Wests") == {"Kim Kardashian West", "Kanye West"}


def test_a_family_of_which_nobody_is_named_is_a_family() -> None:
    assert story("Everybody waved to the [Obamas].").entity("Obamas").kind is EntityKind.FAMILY


def test_a_famous_blend_is_the_pair_also_where_neither_is_named() -> None:
    found = story("Everybody likes [Kimye].")
    assert found.entity("Kimye").kind is EntityKind.PAIR
    assert found.entity("Kimye").members == ("person:kim-kardashian", "person:kanye-west")


def test_a_slip_in_a_name_is_no_pair() -> None:
    found = story("[Martha Maurer] met [Oliver Quer]. Nobody told [Mauer].")
    assert all(entity.kind is EntityKind.PERSON for entity in found.found.entities)


@pytest.mark.parametrize("word", ["Olitha", "Sting", "Johnson"])
def test_people_who_are_never_named_together_are_no_pair(word: str) -> None:
    found = story(
        f"[Martha Orrin] and [Johnny Quarle] left. {FILLER * 5}[Oliver Prue] met [Ann Robson]. Nobody saw [{word}]."
    )
    assert all(entity.kind is EntityKind.PERSON for entity in found.found.entities)


def test_a_first_name_is_no_pair() -> None:
    found = story("[Martin Orrin] met [Victoria Quarle]. Nobody told [Maria].")
    assert found.entity("Maria").kind is EntityKind.PERSON


# Organisations, places and works.


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("o:Federal Bureau of Investigation", "o:FBI"),
        ("o:Church of England", "o:CofE"),
        ("o:CinemaBlend", "o:CB"),
        ("o:The Wessex Herald", "o:Wessex Herald"),
        ("o:Wessex Steel Inc.", "o:Wessex Steel"),
        ("w:Keeping Up with the Kardashians", "w:KUWTK"),
        ("w:Sea Stories: The Last Tide", "w:The Last Tide"),
        ("p:Portland, Maine", "p:Portland"),
        ("p:the U.S.", "p:United States"),
        ("p:New York City", "p:NYC"),
        ("p:St Ives", "p:St. Ives"),
    ],
)
def test_a_short_form_means_the_long_one(long: str, short: str) -> None:
    assert story(f"[{long}] said no. {FILLER}[{short}] said yes.").people == [{long[2:], short[2:]}]


def test_an_abbreviation_in_brackets_means_what_stands_before_it() -> None:
    found = story(
        "The [o:Wessex Board of Boats] ([o:WeBo]) said no. [o:WeBo] laughed. The [o:BBC] ([o:Oddly]) did too."
    )
    assert found.entity("Wessex Board of Boats").aliases == ("WeBo",)
    assert found.entity("BBC").aliases == ()


def test_a_short_form_of_a_place_is_known_and_not_guessed() -> None:
    assert len(story("The [p:UK Stadium] is not in the [p:US].").people) == 2


def test_the_article_before_a_name_makes_no_alias() -> None:
    assert story("[w:The Aviator] is long. [w:Aviator] is it?").entity("The Aviator").aliases == ()


def test_an_abbreviation_that_fits_two_means_neither() -> None:
    found = story("[o:Wessex Boat Club] met [o:Wapping Bridge Company]. [o:WBC] said no.")
    assert len(found.people) == 3


def test_the_long_form_is_the_name_however_seldom_it_is_used() -> None:
    found = story("[o:FBI], [o:FBI], [o:FBI] and the [o:Federal Bureau of Investigation].")
    assert found.entity("Federal Bureau of Investigation").aliases == ("FBI",)


def test_an_organisation_and_a_place_of_one_name_are_two() -> None:
    assert len(story("[o:Paris] lost in [p:Paris].").found.entities) == 2


# Names and aliases.


def test_the_fullest_form_that_is_common_is_the_name() -> None:
    often = "[Samuel L. Jackson] met [Samuel L. Jackson]. [Samuel Jackson] met [Samuel Jackson]. [Samuel Jackson] left."
    seldom = "[Samuel L. Jackson] left. [Samuel Jackson] met [Samuel Jackson]."
    assert [entity.name for entity in story(often).found.entities] == ["Samuel L. Jackson"]
    assert [entity.name for entity in story(seldom).found.entities] == ["Samuel Jackson"]


def test_aliases_have_no_doubles_in_another_case_or_with_a_possessive() -> None:
    found = story(
        "[Kate Larkin] met [KATE LARKIN]. [Larkin’s] boat, [Larkin]'s boat, [LARKIN]! [Kate's] boat and [Kate]."
    )
    (person,) = found.found.entities
    assert (person.name, person.aliases) == ("Kate Larkin", ("Larkin", "Kate"))


# Parts in the article.

PAGE = f"""Lost at Sea

{FILLER}[Kate Larkin] met [Owen Prue] in [p:London], said the [o:Harbour Courier]. [Larkin] left.

{FILLER}

By [Martha Orrin]
Staff Writer

[Martha Orrin] writes for [o:Marquee Weekly] and lives in [p:London]. [Orrin] admires [Ann Quarle].
"""


def test_who_signed_is_the_author_wherever_they_are_named() -> None:
    found = story(PAGE, body_only=False)
    author = found.entity("Martha Orrin")
    assert (author.role, author.count) == (Role.AUTHOR, 3)


def test_who_signed_is_the_author_in_the_story_too() -> None:
    found = story(PAGE.replace("Larkin] left", "Larkin] told [Martha Orrin]"), body_only=False)
    assert (found.entity("Martha Orrin").role, found.entity("Martha Orrin").count) == (Role.AUTHOR, 4)


def test_what_only_the_bio_says_is_no_part_of_the_story() -> None:
    found = story(PAGE, body_only=False)
    roles = {entity.name: entity.role for entity in found.found.entities}
    assert roles.pop("Marquee Weekly") is roles.pop("Ann Quarle") is Role.BIO
    assert roles.pop("Martha Orrin") is Role.AUTHOR
    assert set(roles.values()) == {Role.STORY}


def test_an_author_of_the_same_surname_is_nobody_of_the_story() -> None:
    page = PAGE.replace("Martha Orrin", "Martha Larkin").replace("Orrin", "Larkin")
    found = story(page, body_only=False)
    assert found.names("Larkin") == ["Kate Larkin", "Martha Larkin"]


def test_a_lone_name_in_the_story_is_not_the_authors() -> None:
    found = story(PAGE.replace("Kate Larkin", "Kate Prue").replace("[Larkin]", "[Orrin]"), body_only=False)
    assert found.names("Orrin") == ["Orrin", "Martha Orrin"]


# Any mentions over any text.

WORDS = (
    "Kate, Larkin, Owen, Prue, Kate Larkin, Owen Larkin, Kate Prue, K. Larkin, J. P. Larkin, Kate Ann Larkin, Larkins, "
    "the Larkins, Larkin-Prues, Kateow, Kimye, Larkin family, Kate Larkin Owen Larkin, Kate Larkin told Owen Prue, KL, "
    "Prince Kate, King Kate II, Larkin Jr, Kate Larkin Jr., KATE LARKIN, kate larkin, The Rock, Ye, St. Kate, "
    "de Larkin, Ann de Larkin, Dr. Larkin, ', ’s, -, ., Larkin's, Kate Larkin-Prue, Larkin Kate, the"
).split(", ")
joints = st.sampled_from(
    [" ", " (", ") ", ", ", "’s ", " family ", ", known as ", ". ", "\n\n", "\nBy ", " the ", "Prince "]
)


@st.composite
def spoken(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """A text, and mentions that may be anything in it but do not overlap."""
    text, mentions = "", []
    for _ in range(draw(st.integers(0, 25))):
        text += draw(joints | st.text(max_size=6))
        word = draw(st.sampled_from(WORDS) | st.text(min_size=1, max_size=8))
        kind = draw(st.sampled_from([MentionKind.PERSON] * 4 + [*_KINDS.values()]))
        mentions.append(Mention(kind, len(text), len(text) + len(word), word))
        text += word
    return text, mentions


def grouped(text: str, mentions: list[Mention], body_only: bool = True) -> AnnotatedArticle:
    try:
        blocks = parse_article(text.encode(errors="replace"), "x.txt", body_only=body_only).blocks
    except ArticleError:
        blocks = ()
    article = Article("x.txt", text, blocks, "", "", byline="Kate Larkin, Ye")
    found, entities = group(article, mentions)
    return AnnotatedArticle(article, tuple(found), entities)


@settings(deadline=None)
@given(spoken(), st.booleans())
def test_every_mention_has_an_entity_and_the_counts_add_up(said: tuple[str, list[Mention]], body_only: bool) -> None:
    found = grouped(*said, body_only)
    assert len(found.mentions) == len(said[1])
    counts = {entity.id: len(found.mentions_of(entity.id)) for entity in found.entities}
    assert {entity.id: entity.count for entity in found.entities} == counts
    assert sum(counts.values()) == len(said[1])
    assert min(counts.values(), default=1) > 0


@settings(deadline=None)
@given(spoken())
def test_who_could_be_meant_is_somebody_else_and_in_the_article(said: tuple[str, list[Mention]]) -> None:
    found = grouped(*said)
    people = {entity.id for entity in found.entities if entity.kind is EntityKind.PERSON}
    for entity in found.entities:
        assert set(entity.could_be) <= people - {entity.id}
        assert len(set(entity.could_be)) == len(entity.could_be)
        assert entity.id not in entity.members


@settings(deadline=None)
@given(spoken())
def test_the_same_full_name_is_the_same_entity_everywhere(said: tuple[str, list[Mention]]) -> None:
    found = grouped(*said)
    meant: dict[tuple[str, str], set[str]] = {}
    for mention in found.mentions:
        if mention.text in ("Kate Larkin", "K. Larkin", "Kate Larkin Jr.", "Larkin Kate"):
            meant.setdefault((mention.kind, mention.text), set()).add(mention.entity or "")
    assert all(len(ids) == 1 for ids in meant.values())


@settings(deadline=None)
@given(spoken())
def test_the_order_in_which_mentions_are_given_makes_no_difference(said: tuple[str, list[Mention]]) -> None:
    text, mentions = said
    assert grouped(text, mentions[::-1]) == grouped(text, mentions)


def test_a_surname_of_nothing_but_a_hyphen_is_somebody_s_too() -> None:
    found = grouped("Prince -", [Mention(MentionKind.PERSON, 0, 8, "Prince -")])
    assert [mention.text for mention in found.mentions] == ["Prince -"]


# Large articles.


def test_everybody_of_two_thousand_people_is_told_apart() -> None:
    letters = "abcdefghijkl"
    people = [f"{a}{b}{c}a Q{c}{b}{a}".title() for a in letters for b in letters for c in letters]
    words = [form for name in people for form in (name, name.split()[1], name.split()[0])]
    found = story(" ".join(f"[{word}] said so." for word in words)).found
    assert {entity.name for entity in found.entities} == set(people)


@pytest.mark.parametrize(
    "word", ["Kate {}", "{} Larkin", "Kate {} Larkin", "K. {} Larkin", "{}-Larkins", "Kate Larkin {} II"]
)
def test_a_list_of_people_of_one_name_is_grouped(word: str) -> None:
    letters = "abcdefghijklmno"
    forms = [word.format(f"X{a}{b}{c}") for a in letters for b in letters for c in letters]
    found = story(" ".join(f"[{form}]" for form in [*forms, *["Larkin", "Kate"] * 1_000]))
    assert sum(entity.count for entity in found.found.entities) == len(forms) + 2_000
