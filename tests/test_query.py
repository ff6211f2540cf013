"""The query language: what is typed, what is understood, and what is said about mistakes.

The tables are the language, by example; the properties say that nothing that is typed is a surprise.
"""

import random
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import QueryError
from tui_reader.search.explain import explain
from tui_reader.search.nearest_date import nearest_period
from tui_reader.search.parse import parse_query
from tui_reader.search.periods import could_become_period, parse_period
from tui_reader.search.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NEAR,
    MAX_TERMS,
    NEARBY,
    Among,
    And,
    Completion,
    Everything,
    Field,
    Fuzzy,
    Is,
    Mentioned,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tagged,
    Word,
)

FINISHED = [
    ("", ""),
    (" \n\t ", ""),
    ("…", ""),
    ("*", ""),
    ("vance", "vance"),
    ("VANCE", "vance"),
    ("Beyoncé’s", "beyonce"),
    ("Kim's", "kim"),
    ("ﬁnd", "find"),
    ("vance gala", "vance AND gala"),
    ("vance AND gala", "vance AND gala"),
    ("vance, gala!", "vance AND gala"),
    ("vance & gala", "vance AND gala"),
    ('"side gate"', '"side gate"'),
    ("“side gate”", '"side gate"'),
    ('"side gate”', '"side gate"'),
    ('"Kanye\'s divorce"', '"kanye divorce"'),
    ('"gala"', "gala"),
    ('"kar*"', "kar"),
    ("e-mail", '"e mail"'),
    ("O’Neil", '"o neil"'),
    ("rock'n'roll", '"rock n roll"'),
    ("http://example.com", '"http example com"'),
    ("12:30", '"12 30"'),
    ("foo: bar", "foo AND bar"),
    ("kar*", "kar*"),
    ("Karda*", "karda*"),
    ("e-mail*", "e AND mail*"),
    ("vance’s*", "vance*"),
    ("vance OR gala", "vance OR gala"),
    ("vance\tOR\ngala", "vance OR gala"),
    ("vance or gala", "vance AND or AND gala"),
    ("ORvance", "orvance"),
    ("a OR b c OR d", "a OR (b AND c) OR d"),
    ("(a OR b) c", "(a OR b) AND c"),
    ("(a b) c", "a AND b AND c"),
    ("a (b OR (c d))", "a AND (b OR (c AND d))"),
    ("((a))", "a"),
    ("a ()", "a"),
    ("vance OR(gala)", "vance OR gala"),
    ("vance -gala", "vance AND NOT gala"),
    ("vance NOT gala", "vance AND NOT gala"),
    ("vance AND NOT gala", "vance AND NOT gala"),
    ("-gala", "NOT gala"),
    ("NOT NOT gala", "NOT NOT gala"),
    ("-NOT gala", "NOT NOT gala"),
    ("-side-gate", 'NOT "side gate"'),
    ('-"side gate"', 'NOT "side gate"'),
    ("-(a b)", "NOT (a AND b)"),
    ("-(a OR b)", "NOT (a OR b)"),
    ("-kar*", "NOT kar*"),
    ("vance - gala", "vance AND gala"),
    ("vance-gala", '"vance gala"'),
    ("a OR -b", "a OR NOT b"),
    ("title:gala", "title has gala"),
    ("TITLE:gala", "title has gala"),
    ("title: gala", "title has gala"),
    ('title:"side gate"', 'title has "side gate"'),
    ("title:kar*", "title has kar*"),
    ("title:(gala OR vance)", "title has gala OR title has vance"),
    ("title:gala vance", "title has gala AND vance"),
    ("-title:gala", "NOT title has gala"),
    ("name:kim", "a person named kim"),
    ('name:"kim kardashian"', 'a person named "kim kardashian"'),
    ("name:(title:gala kim)", "title has gala AND a person named kim"),
    ("source:tmz", "source tmz"),
    ('source:"The Sample Desk"', 'source "the sample desk"'),
    ("date:2021", "published in 2021"),
    ("date:2021-02", "published in February 2021"),
    ("date:2021-2", "published in February 2021"),
    ("date:2021-02-14", "published on 2021-02-14"),
    ("date:2019..2021", "published from 2019 to 2021"),
    ("date:2021..2019", "published from 2019 to 2021"),
    ("date:2019..2021-06", "published from 2019-01-01 to 2021-06-30"),
    ("date:2019..", "published since 2019-01-01"),
    ("date:..2019", "published until 2019-12-31"),
    ('date:"2019..2021"', "published from 2019 to 2021"),
    ("Date:2021 vance", "published in 2021 AND vance"),
    ("-date:2021", "NOT published in 2021"),
    ("date:2019 OR date:2021", "published in 2019 OR published in 2021"),
    ("date:(2019 OR 2021)", "published in 2019 OR published in 2021"),
    ("date:(2021)", "published in 2021"),
    ("published:2021", "published in 2021"),
    ("date:feb-2021", "published in February 2021"),
    ("date:14-feb-2021", "published on 2021-02-14"),
    ('date:"feb 2021"', "published in February 2021"),
    ('date:"last week"', "published from 2021-03-01 to 2021-03-07"),
    ("date:last-week", "published from 2021-03-01 to 2021-03-07"),
    ("date:today", "published on 2021-03-10"),
    ('date:"last 7 days"', "published from 2021-03-04 to 2021-03-10"),
    ("mentions:2005-01", "mentions a date in January 2005"),
    ("mentions:..1999", "mentions a date until 1999-12-31"),
    ("-mentions:today", "NOT mentions a date on 2021-03-10"),
    ("vance~", "vance~"),
    ("Vance’s~1", "vance~"),
    ("e-mail~", "e AND mail~"),
    ("title:vance~", "title has vance~"),
    ("vance ~ gala", "vance AND gala"),
    ("~5", "5"),
    ('"side gate"~8', '"side gate" within 8 words'),
    ('"side gate"~', f'"side gate" within {NEARBY} words'),
    ('"gate gate side"~3', '"gate side" within 3 words'),
    ('"gate gate"~3', "gate"),
    (f'"side gate"~{MAX_NEAR}0', f'"side gate" within {MAX_NEAR} words'),
    ('title:"side gate"~8', 'title has "side gate" within 8 words'),
    ("person:kim", "a person named kim"),
    ("People: kim", "a person named kim"),
    ('org:"star wire"', 'an organisation named "star wire"'),
    ("organization:nasa", "an organisation named nasa"),
    ("place:(london OR paris)", "a place named london OR a place named paris"),
    ("headline:gala", "title has gala"),
    ('tag:"Cold Case!"', 'a passage tagged "cold case"'),
    ("tag:cold-ca*", 'a passage tagged "cold ca"…'),
    ("tag:★", 'a passage tagged "★"'),
    ("tag:* vance", "vance"),
    ("tag:(a OR b)", 'a passage tagged "a" OR a passage tagged "b"'),
    ("is:read", "is read"),
    ("-IS:Unread", "NOT is unread"),
    ("is:kept is:bookmarked", "has a kept passage AND has a kept passage"),
    ("title:(is:read gala)", "is read AND title has gala"),
]

UNFINISHED = [
    ("v", "v…"),
    ("Beyonc", "beyonc…"),
    ("vance gal", "vance AND gal…"),
    ("vance gal ", "vance AND gal"),
    ("vance gal,", "vance AND gal"),
    ("vance OR", "vance"),
    ("vance OR ", "vance"),
    ("vance OR g", "vance OR g…"),
    ("vance AND", "vance"),
    ("vance NOT", "vance"),
    ("vance -", "vance"),
    ("NO", "no…"),
    ("OR", ""),
    ("(", ""),
    ("(vance", "vance…"),
    ("(vance OR gala) -(g", "(vance OR gala) AND NOT g"),
    ("vance -gal", "vance AND NOT gal"),
    ('vance NOT "side gat', 'vance AND NOT "side gat"'),
    ('"', ""),
    ('"side', "side…"),
    ('"side gat', "side AND gat…"),
    ('"the side gat', '"the side" AND gat…'),
    ('"side ', "side"),
    ('"side gate"', '"side gate"'),
    ("“side gate”", '"side gate"'),
    ("e-mai", "e AND mai…"),
    ("kar*", "kar*"),
    ("title:", ""),
    ("title:gal", "title has gal…"),
    ('title:"side gat', "title has side AND title has gat…"),
    ("vance name:", "vance"),
    ("name:(kim", "a person named kim…"),
    ("dat", "dat…"),
    ("date:", ""),
    ("date:2", ""),
    ("date:202", ""),
    ("date:2021", "published in 2021"),
    ("date:2021-", ""),
    ("date:2021.", ""),
    ("date:2021..", "published since 2021-01-01"),
    ("date:2021..20", ""),
    ("date:2021-02-1", "published on 2021-02-01"),
    ("date:..", ""),
    ('date:"2021', "published in 2021"),
    ("vance date:20", "vance"),
    ("date:feb", ""),
    ("date:feb-20", ""),
    ('date:"last', ""),
    ('date:"last we', ""),
    ('date:"last 7 d', ""),
    ("date:tod", ""),
    ("mentions:", ""),
    ("is:", ""),
    ("is:re", ""),
    ("tag:col", 'a passage tagged "col"…'),
    ('tag:"cold ca', 'a passage tagged "cold ca"…'),
    ("-tag:col", 'NOT a passage tagged "col"'),
    ("vance~", "vance~"),
    ('"side gate"~', f'"side gate" within {NEARBY} words'),
    ('"side gate"~1', '"side gate" within 2 words'),
    ('"side gate"~12', '"side gate" within 12 words'),
    ("org:nas", "an organisation named nas…"),
]

FIELD_NAMES = "title:, name:, org:, place:, source:, tag:, is:, date: and mentions:"
DATES = 'write 2021, feb-2021, 2021-02-14, 2019..2021 or "last week"'
STATES = "is:read, is:unread and is:kept"

UNFINISHED_MISTAKES = [
    ("vance OR", "OR needs something after it", 6, "vance"),
    ("vance OR …", "OR needs something after it", 6, "vance …"),
    ("vance AND", "AND needs something on both sides", 6, "vance"),
    ("NOT", "NOT needs something after it", 0, ""),
    ("vance NOT", "NOT needs something after it", 6, "vance"),
    ("NOT …", "NOT needs something after it", 0, "…"),
    ("(vance", "This parenthesis is not closed", 0, "(vance)"),
    ("vance (", "This parenthesis is not closed", 6, "vance"),
    ("gala ((vance)", "This parenthesis is not closed", 5, "gala ((vance))"),
    ('vance "side gate', "This quote is not closed", 6, 'vance "side gate"'),
    ('(vance "side gate)', "This quote is not closed", 7, '(vance "side gate")'),
    ('vance "', "This quote is not closed", 6, "vance"),
    ('("side gate', "This quote is not closed", 1, '("side gate")'),
    ("title:", "title: needs something after it", 0, ""),
    ("vance title:", "title: needs something after it", 6, "vance"),
    ("date:202", f"“202” is no date: {DATES}", 5, "date:2020"),
    ("date:febr", f"“febr” is no date: {DATES}", 5, "date:feb-2021"),
    ("is:re", f"“re” is no state of an article: there are {STATES}", 3, '"re"'),
    ('"a b c"~2', "3 words are never within 2: write ~3 or more", 7, '"a b c"~3'),
]
"""What is wrong only if nothing follows."""

ALWAYS_MISTAKES = [
    ("OR vance", "OR needs something before it", 0, "vance"),
    ("vance OR OR gala", "OR needs something after it", 6, "vance OR gala"),
    ("(OR)", "OR needs something before it", 1, ""),
    ("AND vance", "AND needs something on both sides", 0, "vance"),
    ("(vance AND) gala", "AND needs something on both sides", 7, "(vance) gala"),
    ("vance (NOT) gala", "NOT needs something after it", 7, "vance  gala"),
    ("title:-gala", "title: needs something after it", 0, "-title:gala"),
    ("title:NOT gala", "title: needs something after it", 0, "NOT title: gala"),
    ("title:name:kim", "title: needs something after it", 0, "name:kim"),
    ("vance)", "This parenthesis closes nothing", 5, "vance"),
    ("(vance)) gala", "This parenthesis closes nothing", 7, "(vance) gala"),
    ("titel:gala", f"There is no field titel: (there are {FIELD_NAMES})", 0, "title:gala"),
    ('gala fame:"vance', f"There is no field fame: (there are {FIELD_NAMES})", 5, 'gala name:"vance"'),
    ("author:vance gala", f"There is no field author: (there are {FIELD_NAMES})", 0, '"author vance" gala'),
    ("author:(vance)", f"There is no field author: (there are {FIELD_NAMES})", 0, "author (vance)"),
    ("date:2021-13", f"“2021-13” is no date: {DATES}", 5, "date:2021-12"),
    ("date:2021-02-30", f"“2021-02-30” is no date: {DATES}", 5, "date:2021-02-28"),
    ("vance date:20211", f"“20211” is no date: {DATES}", 11, "vance date:2021"),
    ("date:14/2/2021", f"“14/2/2021” is no date: {DATES}", 5, "date:2021-2-14"),
    ("date:febuary-2021", f"“febuary-2021” is no date: {DATES}", 5, "date:february-2021"),
    ("date:2019-2021", f"“2019-2021” is no date: {DATES}", 5, "date:2019..2021"),
    ("mentions:>2019", f"“>2019” is no date: {DATES}", 9, "mentions:2019.."),
    ("vance date:soon", f"“soon” is no date: {DATES}", 11, 'vance "soon"'),
    ("date:(2021 soon)", f"“soon” is no date: {DATES}", 11, "date:(2021)"),
    ("date:202 vance", f"“202” is no date: {DATES}", 5, "date:2020 vance"),
    ("is:unred gala", f"“unred” is no state of an article: there are {STATES}", 3, "is:unread gala"),
    ("-is:famous", f"“famous” is no state of an article: there are {STATES}", 4, '-"famous"'),
    ("vance~2", "~ after a word stands for one edit, and takes no number", 5, "vance~"),
    ('"a b c"~2 vance', "3 words are never within 2: write ~3 or more", 7, '"a b c"~3 vance'),
]
"""What is told at once, whatever may still be typed."""

PIECES = [
    *"()-*\"“”:.’'… \n",
    "OR",
    "AND",
    "NOT",
    "vance",
    "Beyoncé’s",
    "title:",
    "name:",
    "date:",
    "2021-02",
    "..",
    "x:y",
    "mentions:",
    "tag:",
    "is:",
    "~",
    "~8",
    "last week",
    "feb",
]
typed = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


TODAY = date(2021, 3, 10)
"""A Wednesday."""


def attempt(text: str, *, typing: bool, rested: bool = False) -> Query | QueryError:
    try:
        return parse_query(text, typing=typing, rested=rested, today=TODAY)
    except QueryError as mistake:
        return mistake


def mistake_in(text: str, *, typing: bool) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse_query(text, typing=typing, today=TODAY)
    return caught.value


# Understanding


@pytest.mark.parametrize(("text", "understood"), FINISHED)
def test_a_finished_query_is_understood(text: str, understood: str) -> None:
    assert parse_query(text, today=TODAY).understood == understood


@pytest.mark.parametrize(("text", "understood"), UNFINISHED)
def test_an_unfinished_query_is_understood_as_far_as_it_goes(text: str, understood: str) -> None:
    assert parse_query(text, typing=True, today=TODAY).understood == understood


@pytest.mark.parametrize(("text", "message", "position", "mended"), UNFINISHED_MISTAKES + ALWAYS_MISTAKES)
def test_a_mistake_is_named_with_its_place_and_what_mends_it(
    text: str, message: str, position: int, mended: str
) -> None:
    mistake = mistake_in(text, typing=False)
    assert (str(mistake), mistake.position, mistake.mended) == (message, position, mended)


@pytest.mark.parametrize(("text", "message", "position", "mended"), ALWAYS_MISTAKES)
def test_some_mistakes_are_told_while_typing(text: str, message: str, position: int, mended: str) -> None:
    mistake = mistake_in(text, typing=True)
    assert (str(mistake), mistake.position, mistake.mended) == (message, position, mended)


@pytest.mark.parametrize("text", [text for text, *_ in UNFINISHED_MISTAKES])
def test_what_may_become_right_is_no_mistake_while_typing(text: str) -> None:
    parse_query(text, typing=True, today=TODAY)


def test_without_a_day_to_reckon_from_there_is_no_last_week() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query('date:"last week"')
    assert caught.value.mended == '"last week"'


def test_the_empty_query_is_everything() -> None:
    assert parse_query("") == Query("", Everything(), "")


def test_a_query_knows_what_was_typed() -> None:
    assert parse_query("  VANCE ").text == "  VANCE "


def test_a_tree_says_everything_that_was_typed() -> None:
    root = parse_query('title:(gala "side gate") name:kar* -(x OR source:tmz) date:2021-02').root
    assert root == And(
        (
            Word("gala", Field.TITLE),
            Phrase(("side", "gate"), Field.TITLE),
            Prefix("kar", Field.NAME),
            Not(Or((Word("x"), Word("tmz", Field.SOURCE)))),
            Published(date(2021, 2, 1), date(2021, 2, 28)),
        )
    )


def test_a_field_ends_with_its_group() -> None:
    assert parse_query("title:(gala) vance").root == And((Word("gala", Field.TITLE), Word("vance")))


def test_the_word_being_typed_is_completed_by_likely_words_and_by_all_once_typing_rests() -> None:
    assert parse_query("vance gal", typing=True).root == And((Word("vance"), Completion("gal")))
    assert parse_query("vance gal", typing=True, rested=True).root == And((Word("vance"), Prefix("gal")))


def test_a_finished_word_is_never_completed() -> None:
    assert parse_query("gal", rested=True).root == Word("gal")


@pytest.mark.parametrize("text", ["-gal", "NOT gal", "-title:gal", "-(vance gal", "-(vance OR (gal", "NOT NOT gal"])
def test_what_is_excluded_is_never_completed(text: str) -> None:
    assert "…" not in parse_query(text, typing=True).understood
    assert "*" not in parse_query(text, typing=True, rested=True).understood


def test_what_is_wanted_is_every_word_that_a_match_has_in_it() -> None:
    query = parse_query('(vance OR "side gate") kar* -gala source:tmz date:2021 name:kim')
    assert query.wanted == (Word("vance"), Phrase(("side", "gate")), Prefix("kar"), Word("kim", Field.NAME))


# Limits


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("piece", ["a", "(", "-", "a ", '"', "date:", ")", "x:y "])
def test_too_long_a_query_is_refused_before_it_is_read(piece: str, typing: bool) -> None:
    mistake = mistake_in((piece * 2 * MAX_LENGTH)[: MAX_LENGTH + 1], typing=typing)
    assert (str(mistake), mistake.position) == (f"A query has at most {MAX_LENGTH} characters", MAX_LENGTH)


def test_the_longest_query_is_understood() -> None:
    assert parse_query("a" * MAX_LENGTH).root == Word("a" * 128)


@pytest.mark.parametrize("joined", [" ", " OR ", " -"])
def test_as_many_words_as_are_allowed_are_understood(joined: str) -> None:
    parse_query(joined.join(["a"] * MAX_TERMS))


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a " * MAX_TERMS + "bc", 2 * MAX_TERMS),
        ("a OR " * MAX_TERMS + "bc", 5 * MAX_TERMS),
        ('x "' + "a " * MAX_TERMS + '"', 2),
        ("x " + "-".join("a" * MAX_TERMS), 2),
    ],
)
def test_one_word_too_many_is_a_mistake_where_it_stands(text: str, position: int, typing: bool) -> None:
    mistake = mistake_in(text, typing=typing)
    assert (str(mistake), mistake.position) == (f"A query has at most {MAX_TERMS} words", position)


@pytest.mark.parametrize("opened", ["(", "NOT ", "title:("])
def test_the_deepest_query_is_understood(opened: str) -> None:
    parse_query(opened * MAX_DEPTH + "a" + ")" * (MAX_DEPTH * opened.count("(")))


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(" * (MAX_DEPTH + 1), MAX_DEPTH),
        ("NOT " * (MAX_DEPTH + 1), 4 * MAX_DEPTH),
        ("-(" * MAX_DEPTH, MAX_DEPTH),
        ("title:(" * (MAX_DEPTH + 1), 7 * MAX_DEPTH + 6),
        ("(" * 500, MAX_DEPTH),
    ],
)
def test_one_level_too_many_is_a_mistake_where_it_begins(text: str, position: int, typing: bool) -> None:
    mistake = mistake_in(text, typing=typing)
    message = f"A query goes at most {MAX_DEPTH} parentheses or negations deep"
    assert (str(mistake), mistake.position) == (message, position)


def test_a_query_that_is_too_long_is_cut_at_a_word() -> None:
    mended = mistake_in("vance gala " * 100, typing=False).mended
    assert len(mended.split()) == MAX_TERMS
    assert set(mended.split()) == {"vance", "gala"}


def test_a_phrase_of_too_many_words_is_cut_within_its_quotes() -> None:
    mended = mistake_in('x "' + "a " * MAX_TERMS + '"', typing=False).mended
    assert mended == 'x "' + " ".join("a" * (MAX_TERMS - 1)) + '"'


def test_a_query_with_no_end_of_mistakes_becomes_a_phrase() -> None:
    assert mistake_in("a) " * 30, typing=False).mended == f'"{" ".join("a" * 30)}"'


def test_levels_side_by_side_are_not_levels_within_one_another() -> None:
    parse_query("(a) (b) -c " * 10)


# Nothing is a surprise


@given(typed, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=400)
def test_whatever_is_typed_is_understood_or_a_mistake_with_a_place(text: str, typing: bool, rested: bool) -> None:
    answer = attempt(text, typing=typing, rested=rested)
    if isinstance(answer, QueryError):
        assert 0 <= answer.position <= len(text)
        assert str(answer)
        assert answer.mended != text
        parse_query(answer.mended, today=TODAY)
        parse_query(answer.mended, today=TODAY, typing=True)
    else:
        assert answer.text == text
        assert len(text) <= MAX_LENGTH


@given(typed)
@settings(deadline=None)
def test_what_is_right_when_finished_is_right_while_typing(text: str) -> None:
    if isinstance(attempt(text, typing=False), Query):
        parse_query(text, typing=True, today=TODAY)


@pytest.mark.parametrize(("text", "_understood"), FINISHED)
def test_no_beginning_of_a_query_is_a_mistake_while_it_is_typed(text: str, _understood: str) -> None:
    for length in range(len(text) + 1):
        parse_query(text[:length], typing=True, today=TODAY)


# Explaining


def flattened(node: Node) -> Node:
    """The same query with AND in AND, OR in OR and lists of one undone: these mean the same, and may read the same."""
    match node:
        case Not(part):
            return Not(flattened(part))
        case And(parts) | Or(parts):
            kind = type(node)
            flat: list[Node] = []
            for part in map(flattened, parts):
                flat.extend(part.nodes if isinstance(part, And | Or) and type(part) is kind else [part])
            return flat[0] if len(flat) == 1 else kind(tuple(flat))
        case _:
            return node


def assert_told_apart(nodes: Iterable[Node]) -> None:
    meanings: dict[str, Node] = {}
    for node in nodes:
        words = explain(node)
        assert meanings.setdefault(words, flattened(node)) == flattened(node), words


def grown(nodes: list[Node]) -> list[Node]:
    """Every tree that is one level larger."""
    pairs = list(product(nodes, nodes))
    return [*nodes, *map(Not, nodes), *(And(pair) for pair in pairs), *(Or(pair) for pair in pairs)]


# `Everything` stands only alone in a query, where it is explained by nothing at all, and `Published` has a known end:
# no query has any other, so no words are needed to tell them apart.
words = st.sampled_from(
    ["a", "and", "or", "not", "everything", "title", "has", "source", "published", "in", "2021", "on"]
)
fields = st.sampled_from([field for field in Field if field is not Field.NOTE])
edges = st.sampled_from(
    [date(year, month, 1) + timedelta(off) for year in (9, 2020, 2021) for month in (1, 2, 3, 12) for off in (-1, 0)]
)
days = st.one_of(edges, st.dates())
leaves = st.one_of(
    st.builds(Word, words, fields),
    st.builds(Phrase, st.lists(words, min_size=2, max_size=3).map(tuple), fields),
    st.builds(Prefix, words, fields),
    st.builds(Completion, words, fields),
    st.builds(Published, days, days),
    st.builds(Published, days, st.none()),
    st.builds(Published, st.none(), days),
    st.builds(Fuzzy, words, fields),
    st.builds(Near, st.lists(words, min_size=2, max_size=3, unique=True).map(tuple), st.integers(3, 12), fields),
    st.tuples(days, days).map(lambda pair: Mentioned(min(pair), max(pair))),
    st.builds(Mentioned, days, st.none()),
    st.builds(Mentioned, st.none(), days),
    st.builds(Tagged, st.sampled_from(["a", "not a", "★", "★…", "a b 2021"]), st.just(False)),
    st.builds(Tagged, st.sampled_from(["a", "not a", "★"]), st.just(True)),
    st.builds(Is, st.sampled_from(["read", "unread", "kept"])),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=6,
)


def test_all_small_queries_of_few_words_are_told_apart() -> None:
    few: list[Node] = [Word("a"), Word("not", Field.TITLE), Phrase(("a", "or")), Prefix("a")]
    larger = grown(few)
    assert_told_apart(grown(larger))
    sample = random.Random(1)
    largest = grown(larger)
    assert_told_apart(kind((sample.choice(largest), sample.choice(largest))) for kind in (And, Or) for _ in range(5000))


@given(st.lists(leaves, max_size=30))
@settings(deadline=None)
def test_different_words_and_periods_are_told_apart(nodes: list[Node]) -> None:
    assert_told_apart(nodes)


@given(st.lists(trees, max_size=10))
@settings(deadline=None)
def test_different_queries_are_told_apart(nodes: list[Node]) -> None:
    assert_told_apart(nodes)


def test_articles_that_were_put_in_the_place_of_a_tag_are_told_apart() -> None:
    names = ["a", "a, b", 'a", "b', "b\n"]
    assert_told_apart(Among(frozenset(some)) for some in ([], names[:1], names[1:2], names[2:3], names[:3], names))


@given(trees)
@settings(deadline=None)
def test_an_explanation_is_one_line_that_says_something(node: Node) -> None:
    words = explain(node)
    assert words
    assert words == " ".join(words.split())


# Periods


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        (" 2021 ", date(2021, 1, 1), date(2021, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2021-2", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2021-2-3", date(2021, 2, 3), date(2021, 2, 3)),
        ("2019..2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2021..2019", date(2019, 1, 1), date(2021, 12, 31)),
        ("2021..2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-03..2020-02", date(2020, 2, 1), date(2021, 3, 31)),
        ("2021-03-05..2021-03-04", date(2021, 3, 4), date(2021, 3, 5)),
        ("2021..2021-06", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021-06..2021", date(2021, 6, 1), date(2021, 12, 31)),
        ("2019..2020-02", date(2019, 1, 1), date(2020, 2, 29)),
        ("2019..", date(2019, 1, 1), None),
        ("..2019-02", None, date(2019, 2, 28)),
        ("2021 .. 2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("feb-2021", date(2021, 2, 1), date(2021, 2, 28)),
        ("February 2021", date(2021, 2, 1), date(2021, 2, 28)),
        ("Sept. 2021", date(2021, 9, 1), date(2021, 9, 30)),
        ("2021-feb", date(2021, 2, 1), date(2021, 2, 28)),
        ("14-feb-2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("14th Feb 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("February 14, 2021", date(2021, 2, 14), date(2021, 2, 14)),
        ("summer-2021", date(2021, 6, 1), date(2021, 8, 31)),
        ("1990s", date(1990, 1, 1), date(1999, 12, 31)),
        ("1990s..feb-2001", date(1990, 1, 1), date(2001, 2, 28)),
        ("today", TODAY, TODAY),
        ("yesterday", date(2021, 3, 9), date(2021, 3, 9)),
        ("tomorrow", date(2021, 3, 11), date(2021, 3, 11)),
        ("this week", date(2021, 3, 8), date(2021, 3, 14)),
        ("last week", date(2021, 3, 1), date(2021, 3, 7)),
        ("next week", date(2021, 3, 15), date(2021, 3, 21)),
        ("this month", date(2021, 3, 1), date(2021, 3, 31)),
        ("last-month", date(2021, 2, 1), date(2021, 2, 28)),
        ("this year", date(2021, 1, 1), date(2021, 12, 31)),
        ("Last Year", date(2020, 1, 1), date(2020, 12, 31)),
        ("last 7 days", date(2021, 3, 4), TODAY),
        ("last two weeks", date(2021, 2, 25), TODAY),
        ("past 1 month", date(2021, 2, 11), TODAY),
        ("last 2 years", date(2019, 3, 11), TODAY),
        ("next 2 days", TODAY, date(2021, 3, 11)),
        ("3 days ago", date(2021, 3, 7), date(2021, 3, 7)),
        ("one month ago", date(2021, 2, 1), date(2021, 2, 28)),
        ("wednesday", TODAY, TODAY),
        ("thursday", date(2021, 3, 4), date(2021, 3, 4)),
        ("last wednesday", date(2021, 3, 3), date(2021, 3, 3)),
        ("this friday", date(2021, 3, 12), date(2021, 3, 12)),
        ("next tuesday", date(2021, 3, 16), date(2021, 3, 16)),
        ("last month..today", date(2021, 2, 1), TODAY),
    ],
)
def test_a_period_is_its_first_and_last_day(words: str, first: date | None, last: date | None) -> None:
    assert parse_period(words, TODAY) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        *("", "..", "...", "21", "202", "20211", "0000", "2021-", "2021-13", "2021-02-30", "2021-02-29", "1900-02-29"),
        *("2021-04-31", "2021-001", "2021-02-014", "2021/02", "2021-02-14T10", "2021..x", "x..2021", "2021...2022"),
        *("2021..2022..2023", "-2021", "２０２１", "feb", "14 feb", "31 feb 2021", "feb 21"),
        *("last", "last 0 days", "last 9999 years", "9999 years ago", "banana", "last banana", "90s", "week"),
    ],
)
def test_other_words_are_no_period(words: str) -> None:
    assert parse_period(words, TODAY) is None


@pytest.mark.parametrize("words", ["today", "last week", "last 7 days", "3 days ago", "friday", "last friday"])
def test_what_is_relative_is_no_period_without_a_day(words: str) -> None:
    assert parse_period(words) is None


@given(st.dates(), st.sampled_from(["last", "this", "next"]), st.sampled_from(["day", "week", "month", "year"]))
@settings(deadline=None)
def test_relative_periods_follow_one_another(today: date, which: str, unit: str) -> None:
    period = parse_period(f"{which} {unit}", today)
    if period is None:
        assert today.year in (1, 9999)
        return
    first, last = period
    assert first is not None
    assert last is not None
    assert (first <= today <= last) == (which == "this")
    assert parse_period(f"this {unit}", first) == period


@given(st.text(max_size=30), st.none() | st.dates())
@settings(deadline=None)
def test_whatever_is_meant_by_a_date_is_one_or_nothing(words: str, today: date | None) -> None:
    guess = nearest_period(words, today)
    assert not guess or parse_period(guess, today)


@given(st.dates())
@settings(deadline=None)
def test_a_day_is_a_period_of_itself_and_lies_in_its_month_and_year(day: date) -> None:
    iso = day.isoformat()
    assert parse_period(iso) == (day, day)
    assert parse_period(iso[:7]) == (day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    assert parse_period(iso[:4]) == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]))
@settings(deadline=None)
def test_a_range_may_be_written_either_way_round(one: date, other: date, length: int) -> None:
    before, after = sorted((one.isoformat()[:length], other.isoformat()[:length]))
    period = parse_period(f"{before}..{after}")
    assert period is not None
    assert parse_period(f"{after}..{before}") == period
    first, last = period
    assert first is not None
    assert last is not None
    assert first <= min(one, other) <= max(one, other) <= last


@given(st.dates(), st.one_of(st.none(), st.dates()), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
@settings(deadline=None)
def test_every_beginning_of_a_period_is_one_or_could_become_one(
    first: date, last: date | None, first_length: int, last_length: int
) -> None:
    words = first.isoformat()[:first_length] + (f"..{last.isoformat()[:last_length]}" if last else "")
    for length in range(len(words) + 1):
        assert parse_period(words[:length]) or could_become_period(words[:length]), words[:length]


@pytest.mark.parametrize(
    "words",
    [
        *("14-february-2021", "february 14, 2021", "14th feb 2021", "summer 2021", "last 7 days", "last two weeks"),
        *("yesterday", "next friday", "12 months ago", "1990s", "last month..yesterday", "feb-2019..mar-2020"),
    ],
)
def test_every_beginning_of_a_period_in_words_could_become_one(words: str) -> None:
    assert parse_period(words, TODAY)
    for length in range(len(words) + 1):
        assert could_become_period(words[:length]), words[:length]


@pytest.mark.parametrize(
    "words", ["", "2", "2021-", "2021-1", "2021-02-", "2021-02-3", "2021.", "..", "..20", "2021..2021-0"]
)
def test_a_beginning_could_become_a_period(words: str) -> None:
    assert could_become_period(words)


@pytest.mark.parametrize(
    "words",
    ["x", "20211", "2021-2-x", "2021-13", "2021-9-9-", "2021/", "todays", "2021..x", "x..2", "２", "2021....", "-"],
)
def test_what_can_become_no_period_is_told(words: str) -> None:
    assert not could_become_period(words)
