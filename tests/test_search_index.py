"""The contract of a search index, which the plain scan and the engine on disk both meet.

Its second half holds them against each other on random libraries and random queries: same articles, same order, same
hits. What is particular to the engine's files is in `test_engine.py`.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
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
)
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.folding import MAX_SEGMENTS
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.engine.writing import IndexWriter
from tui_reader.search.entity_ids import settled
from tui_reader.search.evaluate import COMPLETIONS
from tui_reader.search.explain import explain
from tui_reader.search.index import Hit, SearchIndex, Sort
from tui_reader.search.parse import parse_query
from tui_reader.search.query import (
    Among,
    And,
    Completion,
    Everything,
    Field,
    Fuzzy,
    Mentioned,
    Naming,
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
from tui_reader.search.scan import ScanIndex
from tui_reader.search.terms import find_terms

ALL = 1000
"""More than any library here holds."""
PLACES = [field for field in Field if field is not Field.NOTE]
"""Where in an article words are looked for."""

BuildIndex = Callable[[Iterable[AnnotatedArticle]], SearchIndex]


def make_article(
    name: str,
    *,
    title: str = "",
    body: str = "",
    people: Iterable[str] = (),
    orgs: Iterable[str] = (),
    places: Iterable[str] = (),
    dates: Mapping[str, str] | None = None,
    published: date | None = None,
    source: str = "",
) -> AnnotatedArticle:
    """An article of a headline and a body in which the named people, organisations, places and dates stand.

    `dates` are values by their words; a value that begins with P is that of a duration.
    """
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    blocks = [Block(BlockKind.HEADLINE, 0, len(title))] if title else []
    blocks += [Block(BlockKind.PARAGRAPH, start, len(text))] if body else []
    article = Article(name, text, tuple(blocks), title or name, "hash", published=published, source=source)
    kinds = ((MentionKind.PERSON, people), (MentionKind.ORGANISATION, orgs), (MentionKind.PLACE, places))
    mentions = [
        Mention(kind, text.index(name), text.index(name) + len(name), name, f"{kind}:{name}")
        for kind, names in kinds
        for name in names
    ]
    for words, value in (dates or {}).items():
        timex = "DURATION" if value.startswith("P") else "DATE"
        at = text.index(words)
        mentions.append(Mention(MentionKind.DATE, at, at + len(words), words, value=value, timex=timex))
    entities = [
        Entity(f"{kind}:{name}", name, EntityKind(kind)) for kind, names in kinds for name in dict.fromkeys(names)
    ]
    return AnnotatedArticle(article, tuple(mentions), tuple(entities))


def whole_query(root: Node) -> Query:
    return Query("", root, explain(root))


def found(index: SearchIndex, query: str | Node, sort: Sort = Sort.RELEVANCE, limit: int = ALL) -> list[str]:
    understood = parse_query(query) if isinstance(query, str) else whole_query(query)
    return [hit.article for hit in index.search(understood, limit=limit, sort=sort).hits]


def names_of(hits: Iterable[Hit]) -> list[str]:
    return [hit.article for hit in hits]


@dataclass
class EngineOnDisk:
    """An index folder that takes commits, one segment each, and is read by one reader all the while."""

    folder: IndexFolder
    readers: list[WhooshIndex] = field(default_factory=list)

    @classmethod
    def begin(cls, path: Path) -> "EngineOnDisk":
        folder = IndexFolder(path / "index", mentions_version=1)
        with folder.locked():
            folder.reset()
        return cls(folder)

    def commit(self, changes: Mapping[str, AnnotatedArticle | None]) -> None:
        """Add or replace articles, and remove those that are None, in one step."""
        with self.folder.locked():
            writer = IndexWriter(self.folder)
            for name, article in changes.items():
                if article is None:
                    writer.remove([name])
                else:
                    writer.add(article)
            writer.commit()

    def open(self) -> WhooshIndex:
        self.readers.append(WhooshIndex(self.folder))
        return self.readers[-1]

    def close(self) -> None:
        for reader in self.readers:
            reader.close()


@pytest.fixture(scope="module", params=["scan", "engine in one segment", "engine in many segments"])
def build_index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildIndex]:
    with ExitStack() as opened:

        def build(articles: Iterable[AnnotatedArticle]) -> SearchIndex:
            if request.param == "scan":
                return ScanIndex(articles)
            engine = EngineOnDisk.begin(tmp_path_factory.mktemp("engine"))
            opened.callback(engine.close)
            named = {article.article.id: article for article in articles}
            if request.param == "engine in one segment":
                engine.commit(named)
            else:
                for name, article in named.items():
                    engine.commit({name: article})
            return engine.open()

        yield build


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EngineOnDisk]:
    begun = EngineOnDisk.begin(tmp_path)
    yield begun
    begun.close()


LIBRARY = [
    make_article(
        "articles/gala.txt",
        title="Vance at the side gate",
        body="Kim Kardashian came to the gala. Vance’s hat, and Beyoncé’s, were seen at the gate.",
        people=["Kim Kardashian", "Beyoncé"],
        orgs=["the gala"],
        published=date(2021, 2, 14),
        source="The Sample Desk",
    ),
    make_article(
        "articles/karate.txt",
        title="Karate for beginners",
        body="Nobody famous. A gate on the side of the hall\nleads to a karaoke bar.",
        places=["the hall"],
        dates={"Nobody": "2005-01-14", "famous": "199"},
        published=date(2019, 12, 31),
        source="Desk of Samples",
    ),
    make_article(
        "articles/kimye.txt",
        title="gala GALA gala",
        body="Kanye West said: Kim. Kim said: Kanye. Kanye West’s gala.",
        people=["Kanye West", "Kim"],
        published=date(2021, 2, 28),
    ),
    make_article(
        "articles/undated.txt",
        title="After the gala",
        body="Beyonce\u0301 and Hollis Vance left early. The West wing burned.",
        people=["Hollis Vance", "Beyonce\u0301"],
        orgs=["West"],
        places=["The West wing"],
        dates={"early": "2005-SU", "left": "P3M", "burned": "PAST_REF"},
        source="tmz",
    ),
    make_article("articles/empty.txt", body="…", published=date(2020, 2, 29)),
]


@pytest.fixture(scope="module")
def index(build_index: BuildIndex) -> SearchIndex:
    return build_index(LIBRARY)


# What is found


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("", "empty gala karate kimye undated"),
        ("vance", "gala undated"),
        ("VANCE’S", "gala undated"),
        ("beyonce", "gala undated"),
        ("Beyonce\u0301", "gala undated"),
        ("kim", "gala kimye"),
        ("nosuchword", ""),
        ("vance gala", "gala undated"),
        ("vance kim", "gala"),
        ("vance nosuchword", ""),
        ('"side gate"', "gala"),
        ('"the gala"', "gala undated"),
        ('"gala the"', ""),
        ('"hall leads"', "karate"),
        ('"vance hat"', "gala"),
        ('"gala gala"', "kimye"),
        ('"gate kim"', "gala"),
        ('"gala gala gala kanye"', "kimye"),
        ("karaoke OR vance", "gala karate undated"),
        ("kim OR nosuchword", "gala kimye"),
        ("karate OR karaoke", "karate"),
        ("-gala", "empty karate"),
        ("NOT nosuchword", "empty gala karate kimye undated"),
        ("vance -kim", "undated"),
        ("vance OR -gala", "empty gala karate undated"),
        ("NOT NOT vance", "gala undated"),
        ("-(vance OR kim)", "empty karate"),
        ("-vance -kim", "empty karate"),
        ("-vance OR -kim", "empty karate kimye undated"),
        ("(karaoke OR kim) gate", "gala karate"),
        ("karaoke OR (kim vance)", "gala karate"),
        ("kar*", "gala karate"),
        ("kara*", "karate"),
        ("kard*", "gala"),
        ("nosuch*", ""),
        ("-kar*", "empty kimye undated"),
        ("title:vance", "gala"),
        ("title:gala", "kimye undated"),
        ('title:"the gala"', "undated"),
        ('title:"the side"', "gala"),
        ("title:kar*", "karate"),
        ("title:kim", ""),
        ("title:(side OR after)", "gala undated"),
        ("-title:gala", "empty gala karate"),
        ("name:kim", "gala kimye"),
        ("name:kardashian", "gala"),
        ("name:west", "kimye"),
        ("name:vance", "undated"),
        ("name:beyonce", "gala undated"),
        ('name:"kim kardashian"', "gala"),
        ('name:"kanye west"', "kimye"),
        ('name:"west kim"', ""),
        ("name:gala", ""),
        ("name:k*", "gala kimye"),
        ("name:(kim OR hollis) vance", "gala undated"),
        ("source:tmz", "undated"),
        ("source:desk", "gala karate"),
        ('source:"sample desk"', "gala"),
        ("source:sampl*", "gala karate"),
        ("source:vance", ""),
        ("-source:desk", "empty kimye undated"),
        ("tmz", ""),
        ("date:2021", "gala kimye"),
        ("date:2021-02", "gala kimye"),
        ("date:2021-02-14", "gala"),
        ("date:2020-02-29", "empty"),
        ("date:2020-02", "empty"),
        ("date:2022", ""),
        ("date:2021-02-15..2021-02-27", ""),
        ("date:2021-02-14..2021-02-28", "gala kimye"),
        ("date:..2020", "empty karate"),
        ("date:..2019-12-30", ""),
        ("date:..2019-12-31", "karate"),
        ("date:2021-02-28..", "kimye"),
        ("date:0001..", "empty gala karate kimye"),
        ("date:..9999", "empty gala karate kimye"),
        ("-date:0001..", "undated"),
        ("gala -date:2021", "undated"),
        ("date:2019 OR name:kim", "gala karate kimye"),
        ("karfte~", "karate"),
        ("karate~", "karate"),
        ("karae~", "karate"),
        ("karatte~", "karate"),
        ("akrate~", "karate"),
        ("kafte~", ""),
        ("gaal~", "gala kimye undated"),
        ("wets~", "kimye undated"),
        ("title:vnce~", "gala"),
        ("name:kanyw~", "kimye"),
        ("source:desl~", "gala karate"),
        ("-gaal~", "empty karate"),
        ('"gate hat"~9', "gala"),
        ('"gate hat"~8', "gala"),
        ('"gate hat"~7', ""),
        ('"hat vance"~2', "gala"),
        ('"bar gate karaoke"~12', "karate"),
        ('"bar gate karaoke"~10', ""),
        ('"gala vance"~20', "gala undated"),
        ('title:"gala after"~3', "undated"),
        ('title:"gala after"~2', ""),
        ('name:"west kanye"~2', "kimye"),
        ('name:"kanye kim"~9', ""),
        ("org:gala", "gala"),
        ("org:west", "undated"),
        ("org:vance", ""),
        ('place:"west wing"', "undated"),
        ("place:hall OR place:gala", "karate"),
        ("place:h*", "karate"),
        ("mentions:2005", "karate undated"),
        ("mentions:2005-01", "karate"),
        ("mentions:2005-07-04", "undated"),
        ("mentions:2005-09..", ""),
        ("mentions:1995-06", "karate"),
        ("mentions:..1989", ""),
        ("mentions:0001..", "karate undated"),
        ("-mentions:2005", "empty gala kimye"),
    ],
)
def test_a_query_finds_what_it_says(index: SearchIndex, query: str, articles: str) -> None:
    results = index.search(parse_query(query), limit=ALL)
    assert sorted(names_of(results.hits)) == [f"articles/{name}.txt" for name in articles.split()]
    assert (results.total, results.total_is) == (len(results.hits), "exact")


def test_some_articles_are_asked_for_by_their_ids(index: SearchIndex) -> None:
    some = Among(frozenset({"articles/gala.txt", "articles/kimye.txt", "articles/nosuch.txt"}))
    assert sorted(found(index, some)) == ["articles/gala.txt", "articles/kimye.txt"]
    assert found(index, And((Word("kanye"), some))) == ["articles/kimye.txt"]
    assert found(index, And((Word("gala"), Not(some)))) == ["articles/undated.txt"]
    assert found(index, Among(frozenset())) == []


def test_terms_within_two_edits_are_suggested_the_nearest_first(build_index: BuildIndex) -> None:
    bodies = ["vance", "vance", "vanse", "fange", "vnace vance", "advance", "hollis"]
    index = build_index([make_article(str(i), body=body) for i, body in enumerate(bodies)])
    assert index.suggest("vanze", limit=9) == ("vance", "vanse", "fange", "vnace")
    assert index.suggest("vanze", limit=1) == ("vance",)
    assert index.suggest("cvance", limit=9) == ("vance", "advance", "vanse", "vnace")
    assert index.suggest("zzzzz") == ()


def test_nothing_is_suggested_for_a_term_that_is_there(build_index: BuildIndex) -> None:
    index = build_index([make_article("a", title="Vanze", body="vance", people=["vance"])])
    assert index.suggest("vance") == ()
    assert index.suggest("vance", Field.TITLE) == ("vanze",)
    assert index.suggest("vanze", Field.NAME) == ("vance",)
    assert index.suggest("vanze", Field.SOURCE) == ()


def test_the_number_of_articles_is_known(index: SearchIndex) -> None:
    assert index.count() == len(LIBRARY)


def test_the_answer_knows_its_query(index: SearchIndex) -> None:
    query = parse_query("vance")
    assert index.search(query, limit=ALL).query is query


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("query", ["", "gala", "-gala", "date:2021", "kar*"])
def test_a_limit_shortens_the_list_and_not_the_total(index: SearchIndex, query: str, sort: Sort) -> None:
    everything = index.search(parse_query(query), limit=ALL, sort=sort)
    for limit in range(1, everything.total + 2):
        shortened = index.search(parse_query(query), limit=limit, sort=sort)
        assert shortened.total == everything.total
        assert names_of(shortened.hits) == names_of(everything.hits)[:limit]


def test_no_article_is_found_where_there_is_none(build_index: BuildIndex) -> None:
    empty = build_index([])
    assert empty.count() == 0
    for query in ("", "vance", '"side gate"', "kar*", "-vance", "date:2021", "name:kim OR title:gala", "source:x"):
        assert empty.search(parse_query(query), limit=ALL).total == 0


# In which order


def test_the_newest_come_first_and_the_undated_last(index: SearchIndex) -> None:
    assert found(index, "", Sort.NEWEST) == [
        *("articles/kimye.txt", "articles/gala.txt", "articles/empty.txt", "articles/karate.txt"),
        "articles/undated.txt",
    ]


def test_the_oldest_come_first_and_the_undated_last(index: SearchIndex) -> None:
    assert found(index, "", Sort.OLDEST) == [
        *("articles/karate.txt", "articles/empty.txt", "articles/gala.txt", "articles/kimye.txt"),
        "articles/undated.txt",
    ]


def test_titles_are_sorted_whatever_their_case(index: SearchIndex) -> None:
    assert found(index, "", Sort.TITLE) == [
        "articles/undated.txt",  # After the gala
        "articles/empty.txt",  # articles/empty.txt
        "articles/kimye.txt",  # gala GALA gala
        "articles/karate.txt",  # Karate for beginners
        "articles/gala.txt",  # Vance at the side gate
    ]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE])
def test_what_is_equal_is_sorted_by_title_and_then_by_id(build_index: BuildIndex, sort: Sort) -> None:
    day = date(2021, 1, 1)
    titles = {"d": "Same", "b": "same", "c": "SAME", "a": "Same", "x": "A", "y": "É", "z": "Z"}
    index = build_index([make_article(name, title=title, published=day) for name, title in titles.items()])
    assert found(index, "", sort) == ["x", "a", "b", "c", "d", "z", "y"]


def test_an_article_that_is_about_it_comes_before_one_that_mentions_it(build_index: BuildIndex) -> None:
    lorem = "lorem ipsum dolor sit amet " * 5
    once = make_article("once", title="Something else", body=f"{lorem} vance {lorem}")
    about = make_article("about", title="Vance", body=f"vance {lorem} vance {lorem}")
    assert found(build_index([once, about]), "vance") == ["about", "once"]


def test_scores_fall_from_hit_to_hit(index: SearchIndex) -> None:
    scores = [hit.score for hit in index.search(parse_query("gala OR vance"), limit=ALL).hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


# What is shown


def test_a_hit_says_what_its_article_is(index: SearchIndex) -> None:
    (hit,) = index.search(parse_query("hat"), limit=ALL).hits
    assert (hit.article, hit.title) == ("articles/gala.txt", "Vance at the side gate")
    assert (hit.published, hit.source) == (date(2021, 2, 14), "The Sample Desk")


def test_a_hit_shows_the_passage_with_what_was_searched_for(index: SearchIndex) -> None:
    (hit,) = index.search(parse_query("vance kim"), limit=ALL).hits
    assert hit.snippet == "Kim Kardashian came to the gala. Vance’s hat, and Beyoncé’s, were seen at the gate."
    assert [hit.snippet[span.start : span.end] for span in hit.highlights] == ["Kim", "Vance"]
    assert hit.hits == 3


def test_a_hit_counts_phrases_and_completed_words(index: SearchIndex) -> None:
    (hit,) = index.search(parse_query('"kanye west" ki*'), limit=ALL).hits
    assert [hit.snippet[span.start : span.end] for span in hit.highlights] == ["Kanye West", "Kim", "Kim", "Kanye West"]
    assert hit.hits == 4


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("beyonec~", ["Beyoncé"]),
        ("vane~ gala", ["gala", "Vance"]),
        ('"hat gate vance"~9', ["Vance", "hat", "gate"]),
        ('"hat beyonce"~3 gate', ["hat", "Beyoncé", "gate"]),
    ],
)
def test_what_matches_is_what_is_marked(index: SearchIndex, query: str, marked: list[str]) -> None:
    hit = next(hit for hit in index.search(parse_query(query), limit=ALL).hits if hit.article == "articles/gala.txt")
    assert [hit.snippet[span.start : span.end] for span in hit.highlights] == marked


def test_a_hit_counts_title_words_in_the_headline_only(index: SearchIndex) -> None:
    hits = index.search(parse_query("title:gala"), limit=ALL, sort=Sort.TITLE).hits
    assert [(hit.article, hit.hits) for hit in hits] == [("articles/undated.txt", 1), ("articles/kimye.txt", 3)]


@pytest.mark.parametrize("query", ["date:2019", "source:samples", "-gala date:2019"])
def test_a_hit_without_words_shows_the_beginning_of_the_story(index: SearchIndex, query: str) -> None:
    (hit,) = index.search(parse_query(query), limit=ALL).hits
    assert hit.snippet.startswith("Nobody famous.")
    assert (hit.hits, hit.highlights) == (0, ())


def test_a_title_may_have_anything_in_it(build_index: BuildIndex) -> None:
    title = "nul \0 lone \udcff esc \x1b[31m"
    index = build_index([make_article("articles/odd.txt", title=title, body="vance")])
    (hit,) = index.search(parse_query("vance"), limit=ALL, sort=Sort.TITLE).hits
    assert hit.title == title


def test_an_id_may_have_anything_in_it(build_index: BuildIndex) -> None:
    ids = ["articles/caf\udce9.txt", "articles/café.txt", "articles/a b\n\x1b.txt", "articles/日本.txt"]
    index = build_index([make_article(name, body="vance") for name in ids])
    assert sorted(found(index, "vance")) == sorted(ids)


# The word that is still being typed


@pytest.mark.parametrize("stem", ["k", "ka", "kar", "kard", "karda", "v", "g", "w", "beyo", "nosuch"])
@pytest.mark.parametrize("place", PLACES)
def test_a_completion_finds_what_the_prefix_finds_or_says_that_there_is_more(
    index: SearchIndex, stem: str, place: Field
) -> None:
    completed = index.search(whole_query(Completion(stem, place)), limit=ALL)
    everything = index.search(whole_query(Prefix(stem, place)), limit=ALL)
    assert set(names_of(completed.hits)) <= set(names_of(everything.hits))
    assert completed.total == everything.total if completed.total_is == "exact" else completed.total <= everything.total
    assert everything.total_is == "exact"


def test_the_likeliest_completions_are_found(build_index: BuildIndex) -> None:
    """Many words begin with `kam`: those of several articles are found, and the rest is at least counted as such."""
    frequent = [make_article(f"f{i}", body=f"kamfrequent{i % COMPLETIONS}") for i in range(3 * COMPLETIONS)]
    rare = [make_article(f"r{i}", body=f"kamrare{i}") for i in range(COMPLETIONS)]
    index = build_index([*rare, *frequent])
    completed = index.search(whole_query(Completion("kam")), limit=ALL)
    assert {name for name in names_of(completed.hits) if name.startswith("f")} == {
        f"f{i}" for i in range(len(frequent))
    }
    assert completed.total_is == ("exact" if completed.total == len(frequent) + len(rare) else "at least")


def test_the_word_itself_is_among_its_completions(build_index: BuildIndex) -> None:
    """However rare it is: who has typed the whole word must find it."""
    longer = [make_article(f"l{i}", body=f"kar{chr(ord('a') + i % 12)}") for i in range(24)]
    index = build_index([*longer, make_article("itself", body="kar")])
    assert "itself" in found(index, Completion("kar"))


def test_a_rare_name_is_found_from_its_first_letter(build_index: BuildIndex) -> None:
    """Words of titles and names count among the likeliest, wherever they stand by frequency."""
    others = [make_article(f"o{i}", body=f"k{chr(ord('a') + i % 12)}") for i in range(24)]
    kim = make_article("kim", body="Then Kzara spoke", people=["Kzara"])
    titled = make_article("titled", title="Kzorro rides", body="again")
    index = build_index([*others, kim, titled])
    assert {"kim", "titled"} <= set(found(index, Completion("k")))


# The engine over time


def test_a_reader_sees_what_was_committed_since_it_was_opened(engine: EngineOnDisk) -> None:
    engine.commit({"a": make_article("a", body="vance")})
    index = engine.open()
    assert found(index, "vance") == ["a"]
    engine.commit({"b": make_article("b", body="vance")})
    assert sorted(found(index, "vance")) == ["a", "b"]
    assert index.count() == 2


def test_an_article_that_is_added_again_takes_its_own_place(engine: EngineOnDisk) -> None:
    engine.commit({"a": make_article("a", body="old vance"), "b": make_article("b", body="vance")})
    index = engine.open()
    assert sorted(found(index, "vance")) == ["a", "b"]
    engine.commit({"a": make_article("a", body="new hollis")})
    assert found(index, "old OR vance") == ["b"]
    assert found(index, "hollis") == ["a"]
    assert index.search(parse_query("hollis"), limit=ALL).hits[0].snippet == "new hollis"
    assert index.count() == 2


def test_an_article_that_is_removed_is_not_found(engine: EngineOnDisk) -> None:
    engine.commit({name: make_article(name, body="vance") for name in "abc"})
    engine.commit({"b": None, "nosuch": None})
    index = engine.open()
    assert found(index, "vance", Sort.TITLE) == ["a", "c"]
    assert found(index, "NOT nosuchword", Sort.TITLE) == ["a", "c"]
    assert index.count() == 2


def test_an_article_that_was_removed_can_come_back(engine: EngineOnDisk) -> None:
    engine.commit({"a": make_article("a", body="vance")})
    engine.commit({"a": None})
    engine.commit({"a": make_article("a", body="vance")})
    assert found(engine.open(), "vance") == ["a"]


def test_a_commit_of_nothing_changes_nothing(engine: EngineOnDisk) -> None:
    engine.commit({"a": make_article("a", body="vance")})
    before = sorted(path.name for path in engine.folder.whoosh_path.iterdir())
    engine.commit({})
    assert sorted(path.name for path in engine.folder.whoosh_path.iterdir()) == before


def test_what_was_added_and_not_committed_is_not_found(engine: EngineOnDisk) -> None:
    with engine.folder.locked():
        IndexWriter(engine.folder).add(make_article("a", body="vance"))
    assert found(engine.open(), "vance") == []


def test_a_closed_reader_opens_its_files_again_when_asked(engine: EngineOnDisk) -> None:
    engine.commit({"a": make_article("a", body="vance")})
    index = engine.open()
    index.close()
    assert found(index, "vance") == ["a"]


def people_in(*names: str) -> AnnotatedArticle:
    """An article that mentions these people by their surnames only, and is signed by somebody."""
    text = "Signed by Sam Signer\n\n" + ", ".join(name.split()[-1] for name in names)
    blocks = (Block(BlockKind.BYLINE, 0, 20), Block(BlockKind.PARAGRAPH, 22, len(text)))
    people = [(name, 22 + text[22:].index(name.split()[-1]), name.split()[-1]) for name in names]
    people.append(("Sam Signer", 10, "Sam Signer"))
    mentions = [Mention(MentionKind.PERSON, at, at + len(form), form, f"person:{name}") for name, at, form in people]
    entities = [Entity(f"person:{name}", name, EntityKind.PERSON) for name, _, _ in people]
    family = Entity("family:x", "The Xs", EntityKind.FAMILY)
    return AnnotatedArticle(Article("", text, blocks, "", ""), tuple(mentions), (*entities, family))


NAMES = ["Kim Kardashian", "KIM KARDASHIAN", "Beyoncé", "Nell O’Hara-Voss", "李小龍", "Zoë Wu"]
CHANGES = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sets(st.sampled_from(NAMES))), max_size=6)


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.integers(1, 5))
def test_people_are_counted_by_the_articles_that_mention_them_now(
    commits: list[dict[str, set[str] | None]], limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = EngineOnDisk.begin(Path(folder))
        present: dict[str, set[str]] = {}
        for commit in commits:
            articles = {
                name: replace(annotated := people_in(*people), article=replace(annotated.article, id=name))
                for name, people in commit.items()
                if people is not None
            }
            engine.commit({name: articles.get(name) for name in commit})
            present |= {name: {who.casefold() for who in people or ()} for name, people in commit.items()}
        expected = Counter(name for people in present.values() for name in people)
        counted = engine.open().facets(whole_query(Everything()), limit=limit).people
        assert [count for _, count in counted] == [count for _, count in expected.most_common(limit)]
        assert all(expected[name.casefold()] == count and name in NAMES for name, count in counted)
        assert len({name for name, _ in counted}) == len(counted)


def test_many_small_commits_are_merged_and_find_the_same(engine: EngineOnDisk) -> None:
    articles = {f"a{i}": make_article(f"a{i}", title=f"Title {i}", body=f"vance number{i}") for i in range(40)}
    for name, article in articles.items():
        engine.commit({name: article})
    engine.commit({"a3": None, "a30": make_article("a30", body="other")})
    segments = {path.name.split(".")[0] for path in engine.folder.whoosh_path.glob("MAIN_*.trm")}
    assert len(segments) <= MAX_SEGMENTS + 1
    index = engine.open()
    kept = sorted(name for name in articles if name not in ("a3", "a30"))
    assert sorted(found(index, "vance")) == kept
    assert sorted(found(index, "title:title")) == kept
    assert found(index, '"vance number7"') == ["a7"]
    assert found(index, "number3 OR number30") == []
    assert sorted(found(index, "", Sort.TITLE)) == sorted([*kept, "a30"])
    assert index.count() == 39


# The engine against the scan


@pytest.mark.parametrize(
    "query", ["common", '"common word"', "third -seventh", "third OR seventh", "wor*", "name:third"]
)
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.TITLE])
def test_words_of_hundreds_of_articles_are_found_in_all_of_them(engine: EngineOnDisk, query: str, sort: Sort) -> None:
    """Whoosh keeps the articles of a word in blocks of 128."""
    library = {}
    for i in range(300):
        body = " ".join(["common word", *["third"] * (i % 3 == 0), *["seventh"] * (i % 7 == 0)])
        people = ["third"] if i % 21 == 0 else []
        library[f"a{i}"] = make_article(f"a{i}", body=body, people=people, published=date(2021, 1, 1 + i % 28))
    engine.commit(library)
    assert found(engine.open(), query, sort) == found(ScanIndex(library.values()), query, sort)


WRITTEN = [
    "kim",
    "Kim’s",
    "KARDASHIAN",
    "kanye",
    "karma",
    "Beyoncé",
    "Beyonce\u0301's",
    "vance",
    "gala",
    "Galas",
    "é",
    "a-b",
]
TERMS = sorted({term.text for word in WRITTEN for term in find_terms(word)} | {"nosuch"})
DAYS = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2021, 6, 15), date(1, 1, 1), date(9999, 12, 31)]

VALUES = ["2019", "2020-01", "2020-02-29", "199X", "2019-12-31T20:00", "2021-SU", "201", "0001-01-01", "2020-W01"]
VALUES += ["XXXX-02", "P3M", "PAST_REF"]

some_words = st.lists(st.sampled_from(WRITTEN), max_size=9)


@st.composite
def articles(draw: st.DrawFn, name: str) -> AnnotatedArticle:
    words = draw(some_words)
    names = [" ".join(words[at : at + 2]) for at in draw(st.lists(st.integers(0, 8), max_size=3)) if at < len(words)]
    return make_article(
        name,
        title=" ".join(draw(some_words)[:3]),
        body=" ".join(words),
        people=names[:2],
        orgs=names[1:],
        places=names[2:],
        dates={word: draw(st.sampled_from(VALUES)) for word in words[:2]},
        published=draw(st.one_of(st.none(), st.sampled_from(DAYS))),
        source=" ".join(draw(some_words)[:2]),
    )


changes = st.dictionaries(st.sampled_from("abcdefgh"), st.booleans(), min_size=1, max_size=5).flatmap(
    lambda kept: st.fixed_dictionaries({name: articles(name) if keep else st.none() for name, keep in kept.items()})
)
"""One commit: by name an article to add or to put in the place of the one there, or None to remove it."""

terms, places = st.sampled_from(TERMS), st.sampled_from(PLACES)


def misspelled(term: str) -> st.SearchStrategy[str]:
    """A term with an edit, or as it is."""
    at = st.integers(0, len(term) - 1)
    return st.one_of(
        st.just(term),
        at.map(lambda i: term[:i] + term[i + 1 :] or "x"),
        at.map(lambda i: term[:i] + "x" + term[i:]),
        at.map(lambda i: term[:i] + "a" + term[i + 1 :]),
        at.map(lambda i: term[:i] + term[i + 1 : i + 2] + term[i] + term[i + 2 :]),
    )


def called(kind_and_name: tuple[str, str]) -> str:
    kind, name = kind_and_name
    return settled(f"{kind}:{name}")


stems = terms.flatmap(lambda term: st.integers(1, len(term)).map(lambda length: term[:length]))
leaves = st.one_of(
    st.builds(Word, terms, places),
    st.builds(Phrase, st.lists(terms, min_size=2, max_size=3).map(tuple), places),
    st.builds(Prefix, stems, places),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda days: Published(min(days), max(days))),
    st.builds(Published, st.sampled_from(DAYS), st.none()),
    st.builds(Published, st.none(), st.sampled_from(DAYS)),
    st.just(Everything()),
    st.builds(Fuzzy, terms.flatmap(misspelled), places),
    st.builds(Near, st.lists(terms, min_size=2, max_size=3).map(tuple), st.integers(2, 6), places),
    st.builds(Mentioned, st.sampled_from(DAYS), st.none()),
    st.builds(Mentioned, st.none(), st.sampled_from(DAYS)),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda days: Mentioned(min(days), max(days))),
    st.builds(Among, st.frozensets(st.sampled_from(["a", "b", "c", "nosuch"]))),
    st.builds(Tagged, terms),
    st.builds(
        Naming, st.frozensets(st.tuples(st.sampled_from(["person", "place"]), st.sampled_from(WRITTEN)).map(called))
    ),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: Or(tuple(nodes))),
    ),
    max_leaves=6,
)


def assert_same_answers(index: SearchIndex, oracle: SearchIndex, root: Node, limit: int) -> None:
    query = whole_query(root)
    expected = oracle.search(query, limit=ALL)
    answer = index.search(query, limit=ALL)
    assert set(names_of(answer.hits)) == set(names_of(expected.hits))
    assert len(answer.hits) == answer.total == expected.total
    assert answer.total_is == "exact"
    for sort in (Sort.NEWEST, Sort.OLDEST, Sort.TITLE):
        for folded in (False, True):
            hits = index.search(query, limit=limit, sort=sort, folded=folded).hits
            same = oracle.search(query, limit=limit, sort=sort, folded=folded).hits
            assert list(map(unscored, hits)) == list(map(unscored, same))
    assert index.facets(query, limit=ALL) == oracle.facets(query, limit=ALL)


def unscored(hit: Hit) -> Hit:
    return replace(hit, score=0, variants=tuple(map(unscored, hit.variants)))


def assert_completes(index: SearchIndex, stem: Completion) -> None:
    completed = index.search(whole_query(stem), limit=ALL)
    everything = index.search(whole_query(Prefix(stem.stem, stem.field)), limit=ALL)
    assert set(names_of(completed.hits)) <= set(names_of(everything.hits))
    assert completed.total_is == "at least" or completed.total == everything.total


def assert_helps(index: SearchIndex, oracle: SearchIndex, stem: Completion) -> None:
    assert set(index.suggest(stem.stem, stem.field, limit=ALL)) <= set(oracle.suggest(stem.stem, stem.field, limit=ALL))
    assert index.complete(stem.stem, stem.field, limit=ALL) == oracle.complete(stem.stem, stem.field, limit=ALL)


@given(
    commits=st.lists(changes, min_size=1, max_size=4),
    asked=st.lists(queries, min_size=4, max_size=8),
    typed=st.lists(st.builds(Completion, stems, places), max_size=3),
    limit=st.integers(1, 9),
    is_reopened=st.booleans(),
)
@settings(deadline=None, max_examples=40)
def test_the_engine_and_the_scan_give_the_same_answers(
    commits: list[dict[str, AnnotatedArticle | None]],
    asked: list[Node],
    typed: list[Completion],
    limit: int,
    is_reopened: bool,
) -> None:
    library: dict[str, AnnotatedArticle] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        engine = EngineOnDisk.begin(Path(folder))
        opened.callback(engine.close)
        index = engine.open()
        for changed in commits:
            engine.commit(changed)
            library |= {name: article for name, article in changed.items() if article is not None}
            library = {name: article for name, article in library.items() if changed.get(name, article) is not None}
            assert index.count() == len(library)
            assert sorted(found(index, "")) == sorted(library)
        if is_reopened:
            index = engine.open()
        assume(library)
        oracle = ScanIndex(library.values())
        for root in asked:
            assert_same_answers(index, oracle, root, limit)
        for stem in typed:
            assert_completes(index, stem)
            assert_helps(index, oracle, stem)
