"""The rows of the panel: who is listed where, what counts for whom, and what stands below a name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import (
    AnnotatedArticle,
    Article,
    Block,
    BlockKind,
    Entity,
    EntityKind,
    Mention,
    MentionKind,
    Role,
    Span,
)
from tui_reader.cli.plain.spoken import row_entries
from tui_reader.ui.mentioned import asked_at, entity_at, mention_at, mentions_in_story, place_in_calendar, shown_value
from tui_reader.ui.panel_rows import PanelRow, Under, panel_rows
from tui_reader.ui.panes.people import VALUE_WIDTH

KIM, KANYE, KHLOE = "person:kim-kardashian", "person:kanye-west", "person:khloé-kardashian"


def told(
    *parts: str | tuple[str, str | None] | tuple[str, str, str], entities: tuple[Entity, ...] = (), byline: str = ""
) -> AnnotatedArticle:
    """An article of words: some with the id of whom they mean, or of a date with its value and anchor."""
    text, mentions = "", []
    for part in parts:
        words = part if isinstance(part, str) else part[0]
        start = len(text)
        text += f"{words} "
        span = (start, start + len(words))
        if isinstance(part, tuple) and len(part) == 3:
            mentions.append(Mention(MentionKind.DATE, *span, words, value=part[1], timex="DATE", anchor=part[2]))
        elif isinstance(part, tuple):
            kind = {"family": "person", "pair": "person"}.get(str(part[1]).partition(":")[0])
            mentions.append(Mention(MentionKind(kind or str(part[1]).partition(":")[0]), *span, words, part[1]))
    article = Article("x.txt", text, (), "A Title", "", byline=byline)
    return AnnotatedArticle(article, tuple(mentions), entities)


def somebody(
    entity_id: str,
    name: str,
    *aliases: str,
    role: Role = Role.STORY,
    members: tuple[str, ...] = (),
    could_be: tuple[str, ...] = (),
) -> Entity:
    kind = EntityKind(entity_id.partition(":")[0])
    return Entity(entity_id, name, kind, aliases, members, role=role, could_be=could_be)


def lines(annotated: AnnotatedArticle) -> list[str]:
    """The rows as somebody reads them."""
    return [shown(row) for row in panel_rows(annotated)]


def shown(row: PanelRow) -> str:
    lead = {None: "", Under.FORM: "  ", Under.MEMBER: "  of ", Under.MEMBERS: "  ", Under.PERHAPS: "  "}[row.under]
    name = f"{row.text} ?" if row.is_ambiguous else row.text
    return lead + " ".join(part for part in (row.value.strip(), name, row.count) if part)


def test_the_story_comes_first_and_who_wrote_it_last() -> None:
    annotated = told(
        *(("Ivo Prendergast", "person:ivo"), ("TMZ", "organisation:tmz"), ("Paris", "place:paris")),
        *(("Selfish", "work:selfish"), ("Kim Kardashian", KIM), ("Friday", "2021-03-05", "inferred"), ("Kim", KIM)),
        *(("1999", "1999", "stated"), ("Bath University", "organisation:bath"), ("Friday", "2021-03-05", "inferred")),
        entities=(
            *(somebody("person:ivo", "Ivo Prendergast", role=Role.AUTHOR), somebody("organisation:tmz", "TMZ")),
            *(somebody("place:paris", "Paris"), somebody("work:selfish", "Selfish")),
            *(somebody(KIM, "Kim Kardashian", "Kim"), somebody("organisation:bath", "Bath University", role=Role.BIO)),
        ),
    )
    assert lines(annotated) == [
        *("PEOPLE 1", "Kim Kardashian 2", "  Kim 1", "ORGANISATIONS 1", "TMZ 1", "PLACES 1", "Paris 1"),
        *("WORKS 1", "Selfish 1", "DATES 2", "1999 1999", "2021-03-05~ Friday 2"),
        *("AUTHOR 1", "Ivo Prendergast 1", "FROM THE BIO 1", "Bath University 1"),
    ]
    assert [mention.text for mention in mentions_in_story(annotated, MentionKind.PERSON)] == ["Kim Kardashian", "Kim"]


def test_whoever_the_byline_names_is_the_author() -> None:
    annotated = told(("Ivo Bell", "person:ivo"), entities=(somebody("person:ivo", "Ivo Bell"),), byline="A B, Ivo Bell")
    assert lines(annotated) == ["AUTHOR 1", "Ivo Bell 1"]


def test_a_pair_counts_for_both_and_both_can_be_walked_from_it() -> None:
    annotated = told(
        *(("Kim Kardashian", KIM), ("Kimye", "pair:kimye"), ("Kanye", KANYE), ("Kimye", "pair:kimye"), ("Kim", KIM)),
        entities=(
            somebody(KIM, "Kim Kardashian", "Kim"),
            somebody(KANYE, "Kanye", "Kanye West"),
            somebody("pair:kimye", "Kimye", members=(KIM, KANYE)),
        ),
    )
    rows = panel_rows(annotated)
    words = [row.text for row in rows]
    assert words == [
        *("PEOPLE", "Kim Kardashian", "Kim", "Kimye", "Kanye", "Kimye"),
        *("FAMILIES AND PAIRS", "Kimye", "Kim Kardashian", "Kanye"),
    ]
    kim, pair, member = rows[1], rows[7], rows[8]
    assert [annotated.article.text[slice(*span)] for span in kim.spans] == ["Kim Kardashian", "Kimye", "Kimye", "Kim"]
    assert (kim.count, pair.count) == ("4", "2")
    assert (member.under, member.entity, member.spans) == (Under.MEMBER, KIM, kim.spans)
    said = [entry.text for entry in row_entries(rows)]
    assert said == [
        "Kim Kardashian, 4 mentions, also Kim, Kimye",
        "Kanye, 3 mentions, also Kimye",
        "Kimye, 2 mentions, that is Kim Kardashian and Kanye",
    ]


def test_who_is_named_only_as_half_of_a_pair_can_be_gone_to() -> None:
    annotated = told(("Kimye", "pair:kimye"), entities=(somebody("pair:kimye", "Kimye", members=(KIM, KANYE)),))
    _, pair, kim, kanye = panel_rows(annotated)
    assert [row.text for row in (kim, kanye)] == ["Kim Kardashian", "Kanye West"]
    assert kim.spans == kanye.spans == pair.spans
    assert kim.asked == ("name", "Kim Kardashian")


def test_a_family_is_not_a_mention_of_each_of_them() -> None:
    family = somebody("family:kardashians", "Kardashians", members=(KIM, KHLOE))
    entities = (somebody(KIM, "Kim Kardashian"), family)
    annotated = told(("the Kardashians", "family:kardashians"), ("Kim Kardashian", KIM), entities=entities)
    assert lines(annotated) == [
        *("PEOPLE 1", "Kim Kardashian 1", "FAMILIES AND PAIRS 1", "Kardashians 1"),
        "  Kim, Khloé",
    ]
    assert [entry.text for entry in row_entries(panel_rows(annotated))][
        1
    ] == "Kardashians, 1 mention, that is Kim, Khloé"


def test_a_large_family_is_told_in_few_lines() -> None:
    members = ("person:kim-kardashian", "person:khloé-kardashian", "person:kylie-jenner", "person:kris-jenner")
    annotated = told(
        ("Kardashian-Jenners", "family:kj"), entities=(somebody("family:kj", "Kardashian-Jenners", members=members),)
    )
    assert lines(annotated)[2:] == ["  Kim Kardashian,", "  Khloé Kardashian,", "  Kylie Jenner,", "  Kris Jenner"]


def test_a_name_of_several_people_is_shown_with_a_question_mark_and_who_it_could_be() -> None:
    shared = somebody("person:kardashian", "Kardashian", could_be=(KIM, KHLOE))
    entities = (somebody(KIM, "Kim Kardashian"), somebody(KHLOE, "Khloé Kardashian"), shared)
    annotated = told(
        *(("Kardashian", "person:kardashian"), ("Kim Kardashian", KIM), ("Khloé Kardashian", KHLOE)),
        *(("Kardashian", "person:kardashian"),),
        entities=entities,
    )
    assert lines(annotated)[1:3] == ["Kardashian ? 2", "  Kim or Khloé"]
    assert next(row_entries(panel_rows(annotated))).text == ("Kardashian, 2 mentions, perhaps Kim or Khloé")


def test_a_name_that_strangers_share_is_told_by_their_full_names() -> None:
    strangers = ("person:kim-kardashian", "person:kim-cattrall", "person:kim-wilde")
    annotated = told(("Kim", "person:kim"), entities=(somebody("person:kim", "Kim", could_be=strangers),))
    assert lines(annotated)[1:] == ["Kim ? 1", "  Kim Kardashian or", "  Kim Cattrall or", "  Kim Wilde"]


def test_what_only_a_picture_s_credit_names_is_not_from_the_bio() -> None:
    annotated = told(
        *(("E!", "organisation:e"), ("Bath University", "organisation:bath"), ("Getty", "organisation:getty")),
        *("and", ("Getty", "organisation:getty")),
        entities=tuple(
            somebody(f"organisation:{each}", name, role=Role.BIO)
            for each, name in (("e", "E!"), ("bath", "Bath University"), ("getty", "Getty"))
        ),
    )
    mentions = annotated.mentions
    credit, bio = Block(BlockKind.CREDIT, 0, mentions[0].end), Block(BlockKind.BIO, mentions[1].start, mentions[3].end)
    annotated = replace(annotated, article=replace(annotated.article, blocks=(credit, bio)))
    assert lines(annotated) == [
        *("FROM THE BIO 2", "Getty 2", "Bath University 1"),
        *("FROM THE PICTURE CREDIT 1", "E! 1"),
    ]


def test_a_place_in_the_text_is_whatever_is_mentioned_there() -> None:
    entities = (somebody(KIM, "Kim Kardashian"), somebody("work:selfish", "Selfish"))
    annotated = told(
        *("Then", ("Kim Kardashian", KIM), "wrote", ("Selfish", "work:selfish"), "in", ("2015", "2015", "stated")),
        entities=entities,
    )
    kim, work, day = (mention.span for mention in annotated.mentions)
    hit = Span(kim.start + 4, kim.end)
    assert entity_at(annotated, hit) == entities[0]
    assert asked_at(annotated, hit) == ("name", "Kim Kardashian")
    assert asked_at(annotated, day) == ("mentions", "2015")
    assert entity_at(annotated, day) is None
    assert entity_at(annotated, work) == entities[1]
    assert mention_at(annotated, Span(0, 4)) is None
    assert mention_at(annotated, Span(day.end, day.end + 1)) is None


@pytest.mark.parametrize(
    "values",
    [
        ("1990", "1990-05", "1990-SU", "1990-06-01", "1990-08", "1990-FA", "1990-WI", "1990-12-31", "1991"),
        ("2020", "2020-Q1", "2020-03-01", "2020-Q3", "2020-07-02", "2020-W52", "2021-H1"),
        ("196", "1961", "197", "1975-02"),
    ],
)
def test_dates_are_in_the_order_of_the_calendar(values: tuple[str, ...]) -> None:
    shuffled = [*values[1::2], *values[::2]]
    assert sorted(shuffled, key=place_in_calendar) == list(values)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *(("199", "1990s"), ("1996", "1996"), ("2021-SU", "summer 2021"), ("2021-WI", "winter 2021")),
        *(("2024-W46", "wk 46 2024"), ("2024-W02", "wk 2 2024"), ("2021-Q3", "Q3 2021"), ("2021-H1", "H1 2021")),
        *(("2021-03-05", "2021-03-05"), ("2021-03-05T09:30", "2021-03-05"), ("2021-03-05TMO", "2021-03-05")),
    ],
)
def test_a_date_is_shown_as_people_write_it(value: str, shown: str) -> None:
    assert shown_value(value) == shown
    assert len(f"{shown}~ ") <= VALUE_WIDTH


dates = st.from_regex(r"[12]\d{2}(\d(-(\d\d(-\d\d)?|SU|FA|WI|SP|Q\d|W\d\d|H\d))?)?(T\d\d|TMO)?", fullmatch=True)


@given(st.lists(dates | st.text(max_size=8), max_size=12))
def test_whatever_its_value_a_date_is_listed_once_and_in_order(values: list[str]) -> None:
    annotated = told(*((f"day {number}", value, "stated") for number, value in enumerate(values)))
    dated = [row for row in panel_rows(annotated) if row.value]
    assert sum(len(row.spans) for row in dated) == sum(value[:1].isdigit() for value in values)
    assert len({row.value for row in dated}) == len(dated)
    places = [place_in_calendar(row.asked[1]) for row in dated]
    assert places == sorted(places)
    assert all(shown_value(row.asked[1]) == row.value.rstrip("~ ") or not row.value.strip() for row in dated)
