"""Who and what a whole library knows: the engine against the scan, the registry, and what is kept of an article."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_search_index import ALL, EngineOnDisk, found, whole_query
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
)
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.packing import pack, unpack
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.engine.schema import Document
from tui_reader.search.entity_ids import id_of, kind_of, name_of, settled
from tui_reader.search.index import SearchIndex
from tui_reader.search.known import Known
from tui_reader.search.named import find_named, parse_term, term_of
from tui_reader.search.query import Everything, Field, Naming, Query, Word
from tui_reader.search.registry import PLAIN, Merged, Registry, make_registry
from tui_reader.search.scan import ScanIndex

KIM, WEST, KANYE = "person:kim-kardashian", "person:kim-kardashian-west", "person:kanye-west"
KIMYE, LONE = "pair:kimye", "person:kimye"
POOL = {
    KIM: ("Kim Kardashian", "Kim", "Kardashian"),
    WEST: ("Kim Kardashian West", "Mrs West"),
    KANYE: ("Kanye West", "Ye", "KANYE WEST"),
    KIMYE: ("Kimye",),
    LONE: ("Kimye",),
    "person:acme": ("Acme",),
    "organisation:acme": ("Acme", "Acme Inc."),
    "place:paris": ("Paris",),
    "work:paris": ("Paris", "Paris, the Film"),
    "family:kardashians": ("the Kardashians",),
    "person:beyonce": ("Beyoncé",),
}
"""Whom articles name, and how."""
MENTIONED_AS = {"organisation": MentionKind.ORGANISATION, "place": MentionKind.PLACE, "work": MentionKind.WORK}
Sentence = tuple[tuple[tuple[str, str], ...], str]
"""Names (an id and its words), and the value of a date, or nothing."""


def write(name: str, sentences: Iterable[Sentence], signed: str = "", unclear: str = "") -> AnnotatedArticle:
    """An article of some sentences, with one of its people as its author, and one name that may be several's."""
    text, mentions, forms = "", [], dict[str, list[str]]()
    for names, value in sentences:
        for entity_id, words in names:
            kind = MENTIONED_AS.get(entity_id.partition(":")[0], MentionKind.PERSON)
            mentions.append(Mention(kind, len(text), len(text) + len(words), words, entity_id))
            text += f"{words} and "
            forms.setdefault(entity_id, []).append(words)
        if value:
            kind, anchor = MentionKind.DATE, "inferred" if value.endswith("1") else "stated"
            mentions.append(Mention(kind, len(text), len(text) + 4, "then", value=value, timex="DATE", anchor=anchor))
            text += "then "
        text += "so on.\n\n" if len(names) > 1 else "so on. "
    entities = []
    for entity_id, used in forms.items():
        others = tuple(form for form in dict.fromkeys(used) if form != used[0])
        members = (KIM, KANYE) if entity_id == KIMYE else ()
        role = Role.AUTHOR if entity_id == signed else Role.STORY
        could_be = (KIM, WEST) if entity_id == unclear else ()
        kind_of_it = EntityKind(entity_id.partition(":")[0])
        entities.append(Entity(entity_id, used[0], kind_of_it, others, members, len(used), role, could_be))
    blocks = [Block(BlockKind.PARAGRAPH, 0, len(text.rstrip()))] if text else []
    return AnnotatedArticle(Article(name, text, tuple(blocks), name, ""), tuple(mentions), tuple(entities))


ids = st.sampled_from(sorted(POOL))
names_in_text = ids.flatmap(lambda entity_id: st.tuples(st.just(entity_id), st.sampled_from(POOL[entity_id])))
values = st.sampled_from(["", "", "2021", "2020-02-29", "2021-06", "199", "2020-WI", "XXXX-05", "PAST_REF"])
sentences = st.lists(st.tuples(st.lists(names_in_text, max_size=3).map(tuple), values), max_size=4)
corrections = st.lists(
    st.one_of(
        st.tuples(ids, st.just("same as"), ids),
        st.tuples(ids, st.just("is"), st.sampled_from(["person", "organisation", "place", "work"])),
        st.tuples(ids, st.just("not a name"), st.just("")),
        st.tuples(ids, st.just("rename"), st.sampled_from(["Somebody Else", "Beyoncé", "Kim"])),
    ),
    max_size=4,
)
registries = st.builds(
    make_registry,
    st.builds(
        Merged,
        st.sampled_from([{}, {WEST: KIM}, {LONE: KIMYE}, {WEST: KIM, LONE: KIMYE}, {KIM: WEST}]),
        st.sampled_from([{}, {KIMYE: (KANYE, KIM)}]),
        st.just({KIM: "Kim Kardashian"}),
    ),
    corrections,
)
kinds = st.frozensets(st.sampled_from(EntityKind), min_size=1)
roots = st.one_of(
    st.just(Everything()), st.builds(Naming, st.frozensets(ids, max_size=2)), st.just(Word("kim", Field.NAME))
)


def assert_same_knowledge(
    index: SearchIndex,
    oracle: SearchIndex,
    query: Query,
    registry: Registry,
    wanted: frozenset[EntityKind],
    *,
    whole: bool,
) -> None:
    """Other names in use are those of removed articles as well, until these are folded away."""
    known = index.known(query, wanted, limit=None, registry=registry)
    expected = oracle.known(query, wanted, limit=None, registry=registry)
    assert known == expected if whole else without_aliases(known) == without_aliases(expected)
    standing = [*[each.id for each in known][::2], "person:nobody"]
    counted = index.counted(standing, registry=registry)
    assert without_aliases(counted) == without_aliases(oracle.counted(standing, registry=registry))
    assert known[:2] == index.known(query, wanted, limit=2, registry=registry)
    assert index.facets(query, limit=3, registry=registry) == oracle.facets(query, limit=3, registry=registry)
    for field in (Field.NAME, Field.ORG, Field.PLACE, Field.TITLE):
        completed = index.complete("k", field, limit=ALL, registry=registry)
        # Of words that begin with one letter only the likeliest are looked at.
        assert set(completed) <= set(oracle.complete("k", field, limit=ALL, registry=registry))


def without_aliases(known: Iterable[Known]) -> list[Known]:
    return [replace(each, aliases=()) for each in known]


@settings(deadline=None, max_examples=40)
@given(
    commits=st.lists(
        st.dictionaries(st.sampled_from("abcd"), st.none() | st.tuples(sentences, ids, ids), min_size=1, max_size=4),
        min_size=1,
        max_size=3,
    ),
    asked=st.lists(st.tuples(roots, registries, kinds), min_size=2, max_size=4),
    who=st.frozensets(ids, max_size=3),
)
def test_the_engine_and_the_scan_know_the_same(
    commits: list[dict[str, tuple[list[Sentence], str, str] | None]],
    asked: list[tuple[Everything | Naming | Word, Registry, frozenset[EntityKind]]],
    who: frozenset[str],
) -> None:
    library: dict[str, AnnotatedArticle] = {}
    was_replaced = False
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        engine = EngineOnDisk.begin(Path(folder))
        opened.callback(engine.close)
        for commit in commits:
            was_replaced |= not library.keys().isdisjoint(commit)
            changed = {name: write(name, *written) if written else None for name, written in commit.items()}
            engine.commit(changed)
            library = {name: article for name, article in (library | changed).items() if article}
        index, oracle = engine.open(), ScanIndex(library.values())
        for root, registry, wanted in asked:
            assert_same_knowledge(index, oracle, whole_query(root), registry, wanted, whole=not was_replaced)
            assert sorted(found(index, root)) == sorted(found(oracle, root))
        assert list(index.moments(who)) == list(oracle.moments(who))
        assert index.names(who) == oracle.names(who)


def known_in(
    index: SearchIndex, registry: Registry = PLAIN, kind: EntityKind = EntityKind.PERSON
) -> dict[str, tuple[int, int]]:
    found = index.known(whole_query(Everything()), {kind}, limit=None, registry=registry)
    return {known.id: (known.articles, known.mentions) for known in found}


ARTICLES = [
    write("a", [(((KIM, "Kim Kardashian"), (KANYE, "Kanye West")), "2014-05-24"), (((KIM, "Kim"),), "")]),
    write("b", [(((KIMYE, "Kimye"),), "2013"), (((KIMYE, "Kimye"),), "")]),
    write("c", [(((WEST, "Kim Kardashian West"),), "2020-01"), (((KIM, "Kim Kardashian"),), "")]),
]


def test_half_of_a_pair_is_named_with_it() -> None:
    assert known_in(ScanIndex(ARTICLES)) == {KIM: (3, 5), KANYE: (2, 3), WEST: (1, 1)}
    assert found(ScanIndex(ARTICLES), Naming(frozenset({KANYE}))) == ["a", "b"]


def test_an_article_that_names_somebody_in_two_ways_is_counted_once() -> None:
    registry = make_registry(Merged({WEST: KIM}), ())
    assert known_in(ScanIndex(ARTICLES), registry) == {KIM: (3, 6), KANYE: (2, 3)}


def test_who_only_signed_and_whose_name_is_unclear_is_not_among_the_people() -> None:
    article = write("a", [(((KIM, "Kim"), (KANYE, "Ye"), (WEST, "Mrs West")), "2020")], signed=KANYE, unclear=WEST)
    assert [named.id for named in find_named(article)] == [KIM]
    assert [moment.date for moment in ScanIndex([article]).moments(frozenset({KANYE, WEST}))] == []


def test_a_timeline_begins_with_the_oldest_and_the_widest() -> None:
    dates = ["2021-03", "2021", "199", "XXXX-05", "2021-01-01", "2020-WI", ""]
    article = write("a", [(((KIM, "Kim"),), value) for value in dates])
    (moments,) = [list(ScanIndex([article]).moments(frozenset({KIM})))]
    assert [moment.date for moment in moments] == ["199", "2020-WI", "2021", "2021-01-01", "2021-03"]
    assert {article.article.text[moment.start : moment.end] for moment in moments} == {"then"}
    assert all(moment.snippet[slice(*moment.highlights[0])] == "then" for moment in moments)


# The registry


@given(registries, ids)
def test_who_stands_for_somebody_stands_for_themselves(registry: Registry, entity_id: str) -> None:
    standing = registry.standing(entity_id)
    if standing:
        assert registry.standing(standing) == standing
        assert entity_id in registry.ids_of(standing)
    else:
        assert registry.ids_of(standing) == frozenset()


@given(registries)
def test_everybody_is_one(registry: Registry) -> None:
    groups: dict[str, set[str]] = {}
    for entity_id in POOL:
        groups.setdefault(registry.standing(entity_id), set()).add(entity_id)
    pairs = registry.ids_of(registry.standing(KIMYE)) | {KIMYE}
    for standing, group in groups.items():
        if standing:
            assert registry.ids_of(standing) & POOL.keys() - pairs == group - pairs


@pytest.mark.parametrize("first", [KIM, WEST, KANYE])
def test_a_circle_has_an_end(first: str) -> None:
    circle = [(KIM, "same as", WEST), (WEST, "same as", KANYE), (KANYE, "same as", KIM)]
    assert make_registry(Merged(), circle).standing(first) == KANYE


def test_what_is_said_of_one_who_is_merged_is_said_of_who_stands_for_them() -> None:
    registry = make_registry(Merged({WEST: KIM}), [(WEST, "rename", "Kim West"), (WEST, "same as", KANYE)])
    assert registry.renamed == {KIM: "Kim West"}
    assert registry.standing(KIM) == registry.standing(WEST) == KANYE


def test_what_is_of_another_kind_is_called_as_it_was() -> None:
    registry = make_registry(Merged(), [(KANYE, "rename", "Ye"), (KANYE, "is", "organisation")])
    assert registry.renamed[registry.standing(KANYE)] == "Ye"


def test_words_mean_whom_they_mean_in_the_library() -> None:
    merged = Merged({WEST: KIM, LONE: KIMYE}, {KIMYE: (KANYE, KIM)})
    people = (EntityKind.PERSON, EntityKind.PAIR)
    assert make_registry(merged, ()).called(["kim", "kardashian"], people) == (
        frozenset({KIM, WEST, KIMYE, LONE}),
        frozenset(),
    )
    assert make_registry(merged, ()).called(["kardashian", "kim"], people) == (frozenset(), frozenset())
    rejected = make_registry(merged, [(KIM, "not a name", "")])
    assert rejected.called(["kardashian"], people) == (frozenset(), frozenset({KIM, WEST}))
    moved = make_registry(merged, [(KANYE, "is", "organisation")])
    assert moved.called(["kanye"], people) == (frozenset(), frozenset({KANYE}))
    assert KANYE in moved.called(["kanye"], [EntityKind.ORGANISATION])[0]
    renamed = make_registry(merged, [(KANYE, "rename", "Ye")])
    assert KANYE in renamed.called(["ye"], people)[0]


# Ids and terms


@given(st.sampled_from(EntityKind), st.text(max_size=30))
def test_an_id_tells_its_kind_and_a_name_that_has_it_again(kind: EntityKind, name: str) -> None:
    made = settled(id_of(kind, name))
    assert kind_of(made) in (kind, None)
    assert settled(made) == made
    if kind_of(made):
        assert settled(id_of(kind, name_of(made))).casefold() == made.casefold() or "-" in made


@given(st.text(max_size=20), st.text(max_size=20), st.lists(st.text(max_size=9), max_size=3))
def test_a_term_is_what_it_was_made_of(name: str, slug: str, forms: list[str]) -> None:
    entity = Entity(f"pair:{slug}", name, EntityKind.PAIR, tuple(forms), members=(KIM, KANYE))
    article = Article("a", "x", (), "a", "")
    mentions = (Mention(MentionKind.PERSON, 0, 1, "x", entity.id),)
    for named in find_named(AnnotatedArticle(article, mentions, (entity,))):
        assert parse_term(term_of(named)) == (named.id, named.name, named.members)


# What is kept of an article


@given(st.text(max_size=4_000), st.lists(st.text(max_size=300), max_size=9))
def test_what_is_packed_is_unpacked(text: str, packed: list[str]) -> None:
    beside = text.encode("utf-8", "surrogatepass")
    assert unpack(pack(packed, beside), beside) == packed


@given(sentences, ids)
def test_a_document_is_unpacked_as_it_was(written: list[Sentence], signed: str) -> None:
    document = Document.of(write("a", written, signed))
    text = document.record.text.encode()
    assert Document.unpack(document.pack(text), text) == document


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda rest: b"z" + rest))
def test_what_is_no_document_is_refused(packed: bytes) -> None:
    with pytest.raises((ValueError, TypeError, IndexError, RecursionError)):
        Document.unpack(packed, b"text")


def test_a_packed_bomb_is_refused() -> None:
    bomb = pack(["0" * (65 << 20)], b"")
    assert len(bomb) < 100_000
    with pytest.raises(ValueError, match="too long"):
        unpack(bomb, b"")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "nonsense",
        '{"ids": {"person:a": 1}, "pairs": {}, "names": {}}',
        '{"ids": {"a": "person:b"}, "pairs": {}, "names": {}}',
        '{"ids": {"person:a": "person:b", "person:b": "person:a"}, "pairs": {}, "names": {}}',
        '{"ids": {}, "pairs": {"pair:a": 1}, "names": {}}',
        '{"ids": {}, "pairs": {"pair:a": [1]}, "names": {}}',
        '{"ids": {}, "pairs": {}, "names": {"person:a": null}}',
    ],
)
def test_a_file_that_does_not_say_who_is_who_is_passed_over(tmp_path: Path, written: str) -> None:
    folder = IndexFolder(tmp_path, mentions_version=1)
    folder.reset()
    (tmp_path / "merged.json").write_text(written)
    assert folder.read_merged() == Merged()
    assert not folder.is_merged()
    merged = Merged({WEST: KIM}, {KIMYE: (KANYE, KIM)}, {KIM: "Kim"})
    folder.write_merged(merged)
    assert folder.read_merged() == merged
    assert folder.is_merged()


def test_whoever_stops_a_timeline_lets_others_ask(tmp_path: Path) -> None:
    engine = EngineOnDisk.begin(tmp_path)
    engine.commit({name: write(name, [(((KIM, "Kim"),), "2020")]) for name in "abc"})
    index: WhooshIndex = engine.open()
    moments = index.moments(frozenset({KIM}))
    assert next(moments).article == "a"
    engine.commit({"b": None})
    assert index.count() == 2
    assert [moment.article for moment in chain(moments)] == ["b", "c"]
    assert [moment.article for moment in index.moments(frozenset({KIM}))] == ["a", "c"]
