"""Which words of an article are names, of what kind, and where each of them begins and ends."""

import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import AnnotatedArticle, Article, Mention, MentionKind
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article
from tui_reader.mentions import find_mentions
from tui_reader.mentions.tidying import tidy
from tui_reader.mentions.tokens import find_sentences

SAMPLES = sorted(Path(__file__).parents[1].joinpath("articles").glob("*.txt"))
BODY = (
    "Martha Orrin came to the harbour with Oliver Prue, who had been asked to bring the rope and had forgotten all of "
    "it. Orrin laughed, and Prue went back for the rope."
)


def annotated(text: str) -> AnnotatedArticle:
    """Of a text that is all body."""
    return find_mentions(parse_article(text.encode(), "x.txt", body_only=True))


def annotated_page(text: str) -> AnnotatedArticle:
    """Of a whole page: its first block is the headline."""
    return find_mentions(parse_article(text.encode(), "x.txt"))


def of_kind(found: AnnotatedArticle, kind: MentionKind) -> list[str]:
    return [mention.text for mention in found.mentions if mention.kind is kind]


def people(text: str) -> list[str]:
    return of_kind(annotated(text), MentionKind.PERSON)


def organisations(text: str) -> list[str]:
    return of_kind(annotated(text), MentionKind.ORGANISATION)


def places(text: str) -> list[str]:
    return of_kind(annotated(text), MentionKind.PLACE)


def names(text: str) -> list[str]:
    return [mention.text for mention in annotated(text).mentions if mention.kind is not MentionKind.DATE]


def in_block(found: AnnotatedArticle, part: str) -> list[Mention]:
    """The mentions in the first block that begins with `part`."""
    text = found.article.text
    block = next(block for block in found.article.blocks if text.startswith(part, block.start))
    return [mention for mention in found.mentions if block.start <= mention.start < block.end]


# People.


def test_a_full_name_is_found() -> None:
    assert people("The boat belongs to Martha Orrin, and the oars do not.") == ["Martha Orrin"]


def test_a_month_is_no_first_name_after_in() -> None:
    assert people("They met in June Johnny Cash and nobody else.") == ["Johnny Cash"]


def test_a_generation_is_part_of_the_name() -> None:
    assert people("The boat belongs to Oliver Prue Jr. and to Martha Orrin.") == ["Oliver Prue Jr.", "Martha Orrin"]


def test_a_family_is_a_person_s_mention() -> None:
    assert people("Martha Orrin came on foot. All the Orrins did.") == ["Martha Orrin", "Orrins"]


def test_the_letters_of_an_organisation_are_the_organisation() -> None:
    text = "She wrote for HarbourTimes, a magazine. Before she joined HarbourTimes she was asleep. She left HT in May."
    assert organisations(text)[-1] == "HT"


def test_a_surname_alone_is_found_once_the_full_name_is_known() -> None:
    assert people("Martha Orrin came on foot. Everybody waved to Orrin.") == ["Martha Orrin", "Orrin"]


def test_a_surname_at_the_start_of_a_sentence_is_found() -> None:
    assert people("Martha Orrin came on foot. Orrin was tired. She left.") == ["Martha Orrin", "Orrin"]


def test_a_surname_before_the_full_name_is_found() -> None:
    assert people("Nobody expected Orrin. Then Martha Orrin came.") == ["Orrin", "Martha Orrin"]


def test_a_first_name_alone_is_found_once_the_full_name_is_known() -> None:
    assert people("Martha Orrin came on foot. Everybody waved to Martha.") == ["Martha Orrin", "Martha"]


def test_a_name_of_unusual_words_is_found_by_its_surname_alone() -> None:
    assert people("Nobody minded Zephrin Quarle. The crew liked Quarle.") == ["Zephrin Quarle", "Quarle"]


def test_a_name_of_unusual_words_is_found_by_its_surname_with_an_honorific() -> None:
    text = "Nobody minded Zephrin Quarle, 33. Later Mr. Quarle left."
    assert people(text) == ["Zephrin Quarle", "Quarle"]


@pytest.mark.parametrize("name", ["April Larkin", "June Larkin", "May Larkin", "August Larkin"])
def test_a_month_can_be_a_first_name(name: str) -> None:
    text = f"The boat belongs to {name}. Nobody told {name}. Everybody waved to Larkin."
    assert people(text)[:2] == [name, name]


@pytest.mark.parametrize("verb", ["said", "wrote", "denied", "married"])
def test_what_people_do_makes_unusual_words_a_name(verb: str) -> None:
    assert people(f"Later on Zephrin Quarle {verb} it.") == ["Zephrin Quarle"]


def test_a_middle_name_is_part_of_the_name() -> None:
    assert people("The boat belongs to Martha Jane Orrin.") == ["Martha Jane Orrin"]


def test_two_people_joined_by_and_are_two() -> None:
    assert people("The boat belongs to Martha Orrin and Oliver Prue.") == ["Martha Orrin", "Oliver Prue"]


def test_people_in_a_list_are_one_each() -> None:
    text = "It was seen by Martha Orrin, Oliver Prue, Helen Marsh and a dog."
    assert people(text) == ["Martha Orrin", "Oliver Prue", "Helen Marsh"]


@pytest.mark.parametrize("possessive", ["'s", "’s"])
def test_a_possessive_is_cut_off(possessive: str) -> None:
    text = f"Martha Orrin{possessive} boat sank. The crew blamed Orrin{possessive} brother."
    assert people(text) == ["Martha Orrin", "Orrin"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_bare_apostrophe_after_an_s_is_cut_off(apostrophe: str) -> None:
    assert people(f"Martha Yates came. It was Martha Yates{apostrophe} boat.") == ["Martha Yates", "Martha Yates"]


@pytest.mark.parametrize("honorific", ["Mr", "Mr.", "Mrs", "Ms.", "Dr", "Dr.", "Sir", "Dame", "Professor", "Captain"])
def test_an_honorific_is_no_part_of_the_name(honorific: str) -> None:
    assert people(f"The prize went to {honorific} Martha Orrin of Wessex.") == ["Martha Orrin"]


@pytest.mark.parametrize("honorific", ["Mr", "Mrs.", "Ms", "Dr.", "Dame"])
def test_an_honorific_makes_one_word_a_person(honorific: str) -> None:
    assert people(f"The prize went to {honorific} Quarle, who was asleep.") == ["Quarle"]


def test_the_dot_of_an_honorific_ends_no_sentence() -> None:
    assert people("The boat is Dr. Helen Marsh's. It was Dr. Marsh's.") == ["Helen Marsh", "Marsh"]


def test_a_job_before_the_name_is_no_part_of_it() -> None:
    assert people("They met the actress Martha Orrin and producer Oliver Prue.") == ["Martha Orrin", "Oliver Prue"]


def test_initials_are_part_of_the_name() -> None:
    assert people("Then J. P. Marlowe bought the pier. Nobody told Marlowe.") == ["J. P. Marlowe", "Marlowe"]


def test_a_middle_initial_is_part_of_the_name() -> None:
    assert people("The boat belongs to Martha J. Orrin.") == ["Martha J. Orrin"]


def test_a_hyphenated_surname_is_one_word() -> None:
    text = "The boat belongs to Martha Ashby-Voss. Nobody told Ashby-Voss."
    assert people(text) == ["Martha Ashby-Voss", "Ashby-Voss"]


def test_a_hyphenated_first_name_is_one_word() -> None:
    assert people("The boat belongs to Anne-Marie Orrin. Nobody told Orrin.") == ["Anne-Marie Orrin", "Orrin"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_apostrophe_within_a_surname_is_no_possessive(apostrophe: str) -> None:
    surname = f"O{apostrophe}Hanlon"
    text = f"The boat belongs to Martha {surname}. It was {surname}{apostrophe}s pier."
    assert people(text) == [f"Martha {surname}", surname]


@pytest.mark.parametrize("name", ["Zoë Peña", "Ángela Ødegård", "Jürgen Żak", "André Šimić", "Zoe\u0308 Pen\u0303a"])
def test_accents_are_letters_of_a_name(name: str) -> None:
    surname = name.split()[1]
    assert names(f"The boat belongs to {name}. Nobody told {surname}.") == [name, surname]


def test_a_particle_stands_within_a_name() -> None:
    assert people("The boat belongs to Martha van Dorn. Nobody told Dorn.") == ["Martha van Dorn", "Dorn"]


@pytest.mark.parametrize("name", ["Martha de la Cruz", "Oliver van der Berg"])
def test_two_particles_stand_within_a_name(name: str) -> None:
    assert people(f"The boat belongs to {name}. Nobody minded.") == [name]


def test_a_name_in_quotation_marks_lacks_them() -> None:
    assert people("“Martha Orrin,” he said. “Orrin!”") == ["Martha Orrin", "Orrin"]


def test_a_name_may_go_on_in_the_next_line() -> None:
    text = textwrap.fill("The boat belongs to Martha Orrin and to nobody else. " * 20, 60)
    found = people(text)
    assert "Martha\nOrrin" in found
    assert [" ".join(name.split()) for name in found] == ["Martha Orrin"] * 20


def test_a_name_may_hold_a_no_break_space() -> None:
    assert people("The boat belongs to Martha\xa0Orrin.") == ["Martha\xa0Orrin"]


def test_a_name_with_a_date_in_it_may_go_on_in_the_next_line() -> None:
    found = annotated(textwrap.fill("She starred in Friday Night Lights and in nothing else. " * 20, 50))
    assert {" ".join(name.split()) for name in of_kind(found, MentionKind.WORK)} == {"Friday Night Lights"}
    assert any("\n" in name for name in of_kind(found, MentionKind.WORK))
    assert of_kind(found, MentionKind.DATE) == []


def test_a_name_with_a_date_in_it_may_hold_a_no_break_space() -> None:
    found = annotated("She starred in Friday\xa0Night\xa0Lights and in nothing else.")
    assert of_kind(found, MentionKind.WORK) == ["Friday\xa0Night\xa0Lights"]
    assert of_kind(found, MentionKind.DATE) == []


def test_a_name_ends_with_its_sentence() -> None:
    assert people("They met Martha Orrin. Oliver Prue left.") == ["Martha Orrin", "Oliver Prue"]


def test_a_name_after_a_sentence_without_a_blank_is_its_own() -> None:
    assert people("They met Martha Orrin.Oliver Prue left.") == ["Martha Orrin", "Oliver Prue"]


def test_a_name_does_not_go_on_in_the_next_paragraph() -> None:
    assert people("They met Martha Orrin\nOliver Prue left.") == ["Martha Orrin", "Oliver Prue"]


# Organisations and places.


@pytest.mark.parametrize(
    "name",
    [
        "Granite Arch Studios",
        "University of Wessex",
        "Wessex Rope Company",
        "Kittiwake Pictures",
    ],
)
def test_a_name_with_the_word_for_an_organisation_is_one(name: str) -> None:
    assert organisations(f"She had left the {name} for a boat.") == [name]


@pytest.mark.parametrize(
    "name", ["TMZ", "Twitter", "Netflix", "Page Six", "Us Weekly", "Vanity Fair", "Rolling Stone", "E!", "BBC"]
)
def test_a_well_known_outlet_is_an_organisation(name: str) -> None:
    assert organisations(f"She had told {name} about the boat.") == [name]


def test_capitals_throughout_are_an_organisation() -> None:
    assert organisations("She had told the RNQX about the boat.") == ["RNQX"]


def test_the_outlet_that_the_article_is_from_is_an_organisation() -> None:
    text = f"---\nsource: Tattler Quay\n---\nHead\n\n{BODY} Orrin has told Tattler Quay about the rope.\n"
    assert of_kind(annotated_page(text), MentionKind.ORGANISATION) == ["Tattler Quay"]


@pytest.mark.parametrize("name", ["London", "Portugal", "California", "Fore Street", "Mount Orrin", "New York"])
def test_a_place_is_found(name: str) -> None:
    assert places(f"She had seen him in {name} with a dog.") == [name]


def test_a_word_after_in_that_nobody_is_called_is_a_place() -> None:
    assert "Penquarle" in places("She had lived in Penquarle near Penquarle, outside Penquarle.")


def test_a_first_name_that_is_a_place_too_is_a_person_with_its_surname() -> None:
    assert people("The boat belongs to Paris Orrin. Nobody told Orrin.") == ["Paris Orrin", "Orrin"]


# Works.


def works(text: str) -> list[str]:
    return of_kind(annotated(text), MentionKind.WORK)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Everybody watched the film The Rope of Regret in silence.", "The Rope of Regret"),
        ("She sang it on her album Saltwater last year.", "Saltwater"),
        ("They met on the set of Harbour Nights and fell out.", "Harbour Nights"),
        ("It ended with the final season of Harbour Nights in May.", "Harbour Nights"),
        ("Martha Orrin, starring in Harbour Nights, was late.", "Harbour Nights"),
        ("Everybody came to Martha Orrin’s Saltwater listening party.", "Saltwater"),
        ("He had read Oliver Prue's The Rope Against the Sea twice.", "The Rope Against the Sea"),
        ("She recorded the song “Saltwater,” and left.", "Saltwater"),
        ("She recorded the song 'Saltwater' and left.", "Saltwater"),
        ("He likes “The Long Way Home” and nothing else.", "The Long Way Home"),
        ("They saw it play out on Keeping Up with the Kardashians in May.", "Keeping Up with the Kardashians"),
        ("Nobody has seen Dancing with the Stars since.", "Dancing with the Stars"),
    ],
)
def test_a_title_is_found_by_what_is_said_around_it(text: str, title: str) -> None:
    assert works(text) == [title]


@pytest.mark.parametrize(
    "text",
    [
        "“We are only friends,” she said.",
        "“No,” she said. “Never.”",
        "The two had been “living separate lives” for a year.",
        "She is a reality TV star.",
        "The film was on the Monday of that week.",
    ],
)
def test_what_is_only_quoted_or_capitalised_is_no_title(text: str) -> None:
    assert works(text) == []


def test_a_title_that_names_a_family_is_one_work_and_nobody_in_it() -> None:
    found = annotated("Kim Kardashian left Keeping Up with the Kardashians. The Kardashians were sad.")
    assert of_kind(found, MentionKind.WORK) == ["Keeping Up with the Kardashians"]
    assert of_kind(found, MentionKind.PERSON) == ["Kim Kardashian", "Kardashians"]


def test_a_title_in_a_lower_case_caption_is_found_once_the_body_names_it() -> None:
    caption = "screenshot martha orrin keeping up with the kardashians"
    body = f"{BODY} It was the best of Keeping Up with the Kardashians, they said."
    found = annotated_page(f"Lost at Sea\n\n{caption}\n(Image credit: E!)\n\n{body}")
    assert [mention.text for mention in in_block(found, caption)] == [
        "martha orrin",
        "keeping up with the kardashians",
    ]


@pytest.mark.parametrize("name", ["Emmy Award", "Golden Globes", "Met Gala", "MTV Video Music Awards"])
def test_an_award_or_an_event_that_everybody_knows_is_a_work(name: str) -> None:
    assert works(f"She had left the {name} for a boat.") == [name]


# Words that have a capital and are no names.


def _letters(number: int) -> str:
    """A word for a number: "Baaf"."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04}").capitalize()


@pytest.mark.parametrize(
    "text",
    [
        "He was hired as Weekend Editor of nothing.",
        "She received a degree in Broadcast Journalism and a rope.",
        "Her favourites are astronomy and French fries.",
    ],
)
def test_an_office_a_study_or_a_nation_is_nothing_that_is_listed(text: str) -> None:
    assert names(text) == []


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert names("However, the boat sank. Nobody minded. Yesterday it rained. Why? Because it was there.") == []


def test_a_common_word_that_begins_a_sentence_is_no_name() -> None:
    assert names("Boats sink. The boats were old. “Boats,” she said.") == []


def test_a_common_word_that_begins_many_sentences_is_no_name_either() -> None:
    assert names("Sailors said so. Sailors said no. Sailors said nothing. Then the sailors left.") == []


def test_what_begins_with_the_is_nobody() -> None:
    assert people("He keeps The Blue Lantern. She keeps The Blue Lantern.") == []


def test_words_that_are_only_repeated_are_nobody() -> None:
    assert people("He keeps the Blue Lantern. She keeps the Blue Lantern. It is the Blue Lantern.") == []


def test_the_first_word_of_a_sentence_does_not_join_the_name_after_it() -> None:
    assert people("Nobody told her. When Martha Orrin came, it rained.") == ["Martha Orrin"]


@pytest.mark.parametrize(
    "word", ["Monday", "September", "Christmas", "English", "French", "TV", "I", "CEO", "President", "Editor", "God"]
)
def test_other_words_with_a_capital_are_no_names(word: str) -> None:
    assert names(f"She thought of {word} and of the boat.") == []


def test_a_text_in_capitals_is_not_an_error() -> None:
    assert annotated("MARTHA ORRIN CAME TO THE HARBOUR. ORRIN LAUGHED.").article.text


@pytest.mark.parametrize(
    "text",
    [
        "Die Presse berichtete am Montag über das Boot von Frau Müller und den Hafen.",
        "La presse a parlé lundi du bateau de Mme Dupont et du port de Brest.",
        "八卦新聞：名人昨天離婚。",
        "تحدثت الصحافة يوم الاثنين عن القارب.",
        "Пресса писала в понедельник о лодке.",
    ],
)
def test_a_text_in_another_language_is_no_error(text: str) -> None:
    assert annotated(text).article.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Monday " * 4000,
        "A. " * 5000,
        "M" * 400_000,
        f"Martha Orrin met Oliver Prue. They saw M{'a' * 399_999}.",
        " ".join(f"Kim {_letters(n)} came." for n in range(4000)),
        " ".join(f"“Kim {_letters(n)}" for n in range(4000)),
        "the film The A of the A of the A of the " * 800,
        "Kim Orrin's " * 3000,
        "“A " * 20_000,
        "A,B." * 20_000,
    ],
    ids=[
        "weekdays",
        "initials",
        "a long word in capitals",
        "a long word that could be a pair",
        "many who share a first name",
        "quotations that never end",
        "titles that never end",
        "possessives",
        "quotation marks and letters",
        "letters and commas",
    ],
)
def test_a_text_that_is_made_to_be_slow_ends(text: str) -> None:
    assert annotated(text).article.text == text


def test_a_sentence_that_stands_there_often_is_read_as_the_first_of_them() -> None:
    text = "“Ulla Prewet met Oliver Prue in Dover,” said Prewet. She left. " * 50
    one, many = annotated(text[: len(text) // 50]), annotated(text)
    assert [m.text for m in many.mentions] == [m.text for m in one.mentions] * 50


# What belongs to a name.


def tidied(words: str, kind: str) -> list[tuple[str, str]]:
    """What is left of words that were all tagged as one name."""
    (sentence,) = find_sentences(words)
    return [
        (words[sentence[a].start : sentence[b - 1].end], k) for a, b, k in tidy(sentence, [(0, len(sentence), kind)])
    ]


@pytest.mark.parametrize(
    ("words", "kind", "left"),
    [
        ("2017 Wessex summit", "WORK", ("2017 Wessex summit", "WORK")),
        ("Saltwater film", "WORK", ("Saltwater", "WORK")),
        ("Oliver Prue, Jr", "PER", ("Oliver Prue, Jr", "PER")),
        ("Twenty Leagues Under the Sea", "WORK", ("Twenty Leagues Under the Sea", "WORK")),
        ("Salty Hills", "WORK", ("Salty Hills", "LOC")),
    ],
)
def test_a_name_keeps_what_belongs_to_it(words: str, kind: str, left: tuple[str, str]) -> None:
    assert tidied(words, kind) == [left]


# Headline, captions and byline.


def test_a_headline_teaches_nothing_by_itself() -> None:
    found = annotated_page(f"The Long Road Back to Broken Hearts\n\n{BODY}")
    assert in_block(found, "The Long Road") == []


@pytest.mark.parametrize("headline", ["Martha Orrin Forgets", "MARTHA ORRIN FORGETS", "martha orrin forgets"])
def test_a_full_name_that_the_body_taught_is_found_in_a_headline_in_any_case(headline: str) -> None:
    (mention,) = in_block(annotated_page(f"{headline}\n\n{BODY}"), headline)
    assert (mention.kind, mention.text.casefold()) == (MentionKind.PERSON, "martha orrin")


def test_a_dotless_i_in_a_headline_is_no_error() -> None:
    headline = "KıM LARKIN WINS"
    found = annotated_page(f"{headline}\n\n{BODY} Kim Larkin said so.")
    assert "Kim Larkin" in of_kind(found, MentionKind.PERSON)
    assert found.article.title == headline


def test_a_surname_that_the_body_taught_is_found_in_a_headline_as_it_is_written() -> None:
    (mention,) = in_block(annotated_page(f"Prue Goes Back for the Rope\n\n{BODY}"), "Prue Goes")
    assert mention.text == "Prue"


def test_a_lower_case_caption_holds_the_names_of_the_body() -> None:
    caption = "screenshot martha orrin oliver prue a boat called regret"
    found = annotated_page(f"Lost at Sea\n\n{caption}\n(Image credit: Channel Nine)\n\n{BODY}")
    assert [mention.text for mention in in_block(found, caption)] == ["martha orrin", "oliver prue"]


def test_a_caption_that_is_a_list_of_names_holds_the_names_of_the_body() -> None:
    caption = "Oliver Prue and Martha Orrin"
    found = annotated_page(f"Lost at Sea\n\n{caption}\n\n{BODY}")
    assert [mention.text for mention in in_block(found, caption)] == ["Oliver Prue", "Martha Orrin"]


def test_a_name_that_only_a_caption_in_sentence_case_holds_is_found() -> None:
    caption = "The harbour with Helen Marsh and a very small dog"
    found = annotated_page(f"Lost at Sea\n\n{caption}\n(Image credit: Channel Nine)\n\n{BODY}")
    assert [mention.text for mention in in_block(found, caption)] == ["Helen Marsh"]


def test_a_subhead_holds_the_names_of_the_body() -> None:
    found = annotated_page(f"Lost at Sea\n\n{BODY}\n\nOrrin and the Rope\n\n{BODY}")
    assert [mention.text for mention in in_block(found, "Orrin and the Rope")] == ["Orrin"]


def test_two_thousand_subheads_hold_the_names_of_the_body() -> None:
    found = annotated_page("Lost at Sea\n\n" + f"Orrin and the Rope\n\n{BODY}\n\n" * 2000)
    assert of_kind(found, MentionKind.PERSON).count("Orrin") == 4000


def test_a_part_of_a_word_is_no_name() -> None:
    headline = "Prueish Ways With Rope, and Unorrined Boats"
    assert in_block(annotated_page(f"{headline}\n\n{BODY}"), headline) == []


def test_a_credit_holds_the_names_of_the_body_and_the_outlets_that_everybody_knows() -> None:
    credit = "(Image credit: Martha Orrin / E! / Zephra Quillow)"
    found = in_block(annotated_page(f"Lost at Sea\n\n{credit}\n\n{BODY}"), credit)
    assert [mention.text for mention in found] == ["Martha Orrin", "E!"]


def test_the_front_matter_is_not_looked_at() -> None:
    found = annotated_page(f"---\ntags: Martha Orrin\nsource: Tattler Quay\n---\nLost at Sea\n\n{BODY}")
    assert in_block(found, "---") == []


def test_a_title_in_the_front_matter_is_a_headline() -> None:
    found = annotated_page(f"---\ntitle: Martha Orrin Forgets\n---\n\n{BODY}\n\n{BODY}")
    assert [mention.text for mention in in_block(found, "Martha Orrin Forgets")] == ["Martha Orrin"]


def test_the_author_is_a_person_where_the_byline_is() -> None:
    found = annotated_page(f"Lost at Sea\n\n{BODY}\n\nZephra Quillow\nStaff Writer\n\nZephra Quillow has a dog.")
    (mention,) = in_block(found, "Zephra Quillow")
    assert (mention.kind, mention.text) == (MentionKind.PERSON, "Zephra Quillow")


def test_by_is_no_part_of_the_author() -> None:
    found = annotated_page(f"Lost at Sea\n\nBy Zephra Quillow\n\n{BODY}")
    assert [mention.text for mention in in_block(found, "By")] == ["Zephra Quillow"]


def test_an_author_may_be_written_with_two_blanks() -> None:
    found = annotated_page(f"Lost at Sea\n\nBy Zephra  Quillow\n\n{BODY}")
    assert [mention.text for mention in in_block(found, "By")] == ["Zephra  Quillow"]


def test_the_author_that_the_front_matter_states_is_found_in_any_case() -> None:
    found = annotated_page(f"---\nauthor: Zephra Quillow\n---\nLost at Sea\n\nBY ZEPHRA QUILLOW\n\n{BODY}")
    (mention,) = in_block(found, "BY")
    assert (mention.kind, mention.text) == (MentionKind.PERSON, "ZEPHRA QUILLOW")
    assert in_block(found, "---") == []


def test_two_authors_are_two_people() -> None:
    found = annotated_page(f"Lost at Sea\n\nBy Zephra Quillow and Aldo Finch\n\n{BODY}")
    assert [mention.text for mention in in_block(found, "By")] == ["Zephra Quillow", "Aldo Finch"]


# The sample articles.


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            "01",
            {"Kim Kardashian", "Kanye West", "Khloe Kardashian", "Tristan Thompson", "Irina Shayk", "Nell Oakshott"},
        ),
        ("02", {"Kim Kardashian", "Kanye West", "Erik Swann", "Irina Shayk", "Ivo Prendergast"}),
        ("03", {"Cordelia Tremlett", "Imogen Tremlett", "Beatrix Tremlett", "Conrad Ashby-Voss", "J. P. Tremlett"}),
        ("04", {"Tamsin Summer", "Leander Quiñones", "Hattie Lorne", "Bix Tremlett", "Signe Bjørnstad"}),
        ("06", {"Odile Marchetti", "Ravi Sundaresh", "Conrad Ashby-Voss", "Alban Crisp", "Ngozi Fairbairn"}),
        ("12", {"Tamsin Summer", "Felix Tremlett", "Morwenna Tregear", "Jonty Pascoe", "Alban Crisp"}),
        ("14", {"Wendell Marsh Jr.", "Merryn Pascoe", "Lucasta Byng"}),
        ("15", {"Edwin Hocking", "Kerensa Hocking", "Toby Fenwick", "Ida Rowse"}),
        ("20", {"R. J. Quill", "Hattie Lorne", "Jasper Lorne", "Madame Ottoline", "Morwenna Tregear"}),
        ("24", {"Leander Quiñones", "Verity Fane-Mulholland", "Enid Polglaze", "Kerensa Hocking", "Conrad Ashby-Voss"}),
    ],
)
def test_the_people_of_a_sample_are_found(number: str, expected: set[str]) -> None:
    (path,) = (sample for sample in SAMPLES if sample.name.startswith(number))
    found = find_mentions(parse_article(path.read_bytes(), path.name))
    assert expected <= set(of_kind(found, MentionKind.PERSON))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_the_author_of_a_sample_is_found_in_its_byline(path: Path) -> None:
    article = parse_article(path.read_bytes(), path.name)
    found = find_mentions(article)
    assert set(article.byline.split(", ")) <= {
        mention.text for mention in in_block(found, article.byline.split(",")[0])
    }


# Properties.

PROSE_WORDS = (
    "Martha Orrin Oliver Prue Kate Owen Larkin Larkins Kateow Ashby-Voss O’Hanlon O'Hanlon J. P. van de Mr. Mrs Dr. "
    "Dame the The a of and & in In with said Nobody However boat boats E! TMZ Page Six London Fore Street University "
    "Studios yesterday Monday last next week 31 February 2024 two ago , . : ; ! ? … “ ” ‘ ’ ' ’s 's ( ) - – \n \xa0 "
    "martha orrin MARTHA Zoë Peña 名人 。 relationship.There U.S. 1990s tonight"
).split(" ")
SEASONS = ["Martha Summer", "last Summer"]
prose = st.lists(st.sampled_from([*PROSE_WORDS, *SEASONS]), max_size=60).map(" ".join)
pages = st.tuples(prose, prose, prose).map(
    lambda parts: f"{parts[0]}\n\n{parts[1]}\n\n{BODY}\n\n{parts[2]}\n\nBy Kate Larkin"
)
texts = prose | pages | st.text(max_size=150)


def read(text: str, body_only: bool) -> Article | None:
    try:
        return parse_article(text.encode(), "x.txt", body_only=body_only)
    except ArticleError:
        return None


def check(text: str, body_only: bool, holds: Callable[[AnnotatedArticle], bool]) -> None:
    if article := read(text, body_only):
        assert holds(find_mentions(article, published=date(2024, 7, 17)))


@settings(deadline=None, max_examples=150)
@given(texts, st.booleans())
def test_a_mention_is_the_text_where_it_stands(text: str, body_only: bool) -> None:
    check(text, body_only, lambda found: all(found.article.text[m.start : m.end] == m.text for m in found.mentions))


@settings(deadline=None, max_examples=150)
@given(texts, st.booleans())
def test_mentions_are_in_order_and_disjoint(text: str, body_only: bool) -> None:
    def holds(found: AnnotatedArticle) -> bool:
        ends = [0, *(mention.end for mention in found.mentions)]
        return all(end <= mention.start for end, mention in zip(ends, found.mentions, strict=False))

    check(text, body_only, holds)


@settings(deadline=None, max_examples=150)
@given(texts, st.booleans())
def test_a_mention_begins_and_ends_with_something_visible(text: str, body_only: bool) -> None:
    check(text, body_only, lambda found: all(m.text and m.text == m.text.strip() for m in found.mentions))


@settings(deadline=None, max_examples=150)
@given(texts, st.booleans())
def test_a_mention_lies_within_one_block(text: str, body_only: bool) -> None:
    def holds(found: AnnotatedArticle) -> bool:
        spans = [block.span for block in found.article.blocks]
        return all(any(start <= m.start and m.end <= end for start, end in spans) for m in found.mentions)

    check(text, body_only, holds)


@settings(deadline=None, max_examples=100)
@given(texts)
def test_the_same_article_has_the_same_mentions_every_time(text: str) -> None:
    check(text, True, lambda found: find_mentions(found.article, published=date(2024, 7, 17)) == found)
