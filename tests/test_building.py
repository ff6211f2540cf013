"""Segments that are written here are Whoosh's: term by term, posting by posting, score by score.

The same articles are indexed by stock Whoosh and by ours, and everything that Whoosh tells of the two is compared.
"""

import gc
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import whoosh.index
import whoosh.query as wq
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from tui_reader.article import AnnotatedArticle, Article, Block, BlockKind, Entity, EntityKind, Mention, MentionKind
from tui_reader.errors import IndexBusyError, IndexDamagedError
from tui_reader.search.copies import BINS, EMPTY, are_copies, group_copies, hash_term, sketch_of
from tui_reader.search.engine import building, inverting, numbering, segments
from tui_reader.search.engine.arrays import Arrays, read_arrays, write_arrays
from tui_reader.search.engine.building import BuiltSegment, SegmentBuilder
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.folding import FOLDED, MAX_SEGMENTS, choose_folded
from tui_reader.search.engine.inverting import Inverter
from tui_reader.search.engine.schema import (
    FIELDS,
    SCHEMA,
    SCORED,
    SPELT,
    Document,
    fields_of,
    id_of,
    key_of,
    make_codec,
)
from tui_reader.search.engine.texts import read_documents
from tui_reader.search.engine.tokens import cut, cut_encoded
from tui_reader.search.engine.writing import IndexWriter
from tui_reader.search.named import term_of
from tui_reader.search.terms import MAX_TERM, find_terms

COUNT = 2_000
NAMES = ["Kim Kardashian", "Kanye West", "Hollis Vance", "Nell Oakshott", "Beyoncé", "Mia d’Arc", "李 小龙", "Kim"]


def make_article(
    name: str,
    body: str,
    *,
    title: str = "",
    people: Iterable[str] = (),
    orgs: Iterable[str] = (),
    published: date | None = None,
    source: str = "",
    stated_title: str | None = None,
) -> AnnotatedArticle:
    """An article of a headline and a body, of which some words are names."""
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    blocks = [Block(BlockKind.HEADLINE, 0, len(title))] if title else []
    blocks += [Block(BlockKind.PARAGRAPH, start, len(text))] if body else []
    shown = title or name if stated_title is None else stated_title
    article = Article(name, text, tuple(blocks), shown, "hash", published=published, source=source)
    mentions = [Mention(MentionKind.PERSON, 0, 0, person, f"person:{person}") for person in people]
    mentions += [Mention(MentionKind.ORGANISATION, 0, 0, org, "org") for org in orgs]
    if published:
        mentions.append(Mention(MentionKind.DATE, 0, 0, "then", value=published.isoformat()))
    entities = [Entity(f"person:{person}", person, EntityKind.PERSON) for person in people]
    return AnnotatedArticle(article, tuple(mentions), tuple(entities))


@cache  # as dear as a test: only who needs it makes it
def library() -> list[AnnotatedArticle]:
    """Articles of Zipf's words; the first are special ones."""
    dice = random.Random(2021)
    words = [f"w{number:x}" for number in range(6_000)] + ["café", "naïve", "Straße", "ﬁnd", "o’clock", "Ёлка", "日本"]
    odds = [1 / (rank + 3) for rank in range(len(words))]
    special = [
        make_article("empty.txt", ""),
        make_article("signs.txt", "… — ‘’ 🎉"),
        make_article("often.txt", "often " * 70_000 + "and " * 300),
        make_article("once\udcff.txt", "Once upon a time", title="A name of bytes"),
        make_article("long.txt", "x" * 500 + " " + "é" * 300 + " " + "日" * (MAX_TERM + 1), title="Long words"),
        make_article("stated.txt", "The body.", title="In the text", stated_title="Stated elsewhere"),
        make_article("people.txt", "Two.", people=["Kim\tKardashian", "\ud800", " "], orgs=["Acme & Co", ""]),
        make_article("old.txt", "Old.", published=date.min, source="…"),
    ]
    usual = []
    for number in range(COUNT - len(special)):
        chosen = dice.choices(words, odds, k=dice.randint(3, 90))
        usual.append(
            make_article(
                f"articles/{number}.txt",
                " ".join(chosen) + dice.choice(["", "’s hat", "'s", " \u200bzero\u200bwidth", " e\u0301te\u0301"]),
                title=" ".join(chosen[:6]) if number % 7 else "",
                people=dice.sample(NAMES, number % 4),
                orgs=["Acme"] if number % 9 == 0 else (),
                published=date.fromordinal(dice.randint(700_000, 740_000)) if number % 5 else None,
                source=dice.choice(["", "tmz", "The Sample Desk", "Café News"]),
            )
        )
    return special + usual


def begin(path: Path) -> IndexFolder:
    folder = IndexFolder(path / "index", mentions_version=1)
    with folder.locked():
        folder.reset()
    return folder


def build(folder: IndexFolder, articles: Iterable[AnnotatedArticle]) -> BuiltSegment:
    builder = SegmentBuilder(folder)
    for article in articles:
        builder.add(article)
    built = builder.finish()
    assert built is not None
    return built


def open_stock(folder: IndexFolder) -> Any:
    return whoosh.index.FileIndex(FileStorage(str(folder.whoosh_path)), schema=SCHEMA, indexname="MAIN")


def alive(folder: IndexFolder) -> list[str]:
    """The ids of the articles in an index, as stock Whoosh tells."""
    with open_stock(folder).reader() as reader:
        return sorted(id_of(fields["key"]) for _, fields in reader.iter_docs())


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> IndexFolder:
    folder = begin(tmp_path_factory.mktemp("ours"))
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, library()))
        writer.commit()
        assert writer.count() == COUNT
    return folder


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What stock Whoosh makes of the same articles."""
    path = tmp_path_factory.mktemp("stock")
    index = whoosh.index.FileIndex.create(FileStorage(str(path)), SCHEMA, "MAIN")
    writer = index.writer(limitmb=64, compound=False, codec=make_codec())
    for article in library():
        writer.add_document(**fields_of(Document.of(article)))
    writer.commit()
    return index


@pytest.fixture(scope="module")
def readers(ours: IndexFolder, stock: Any) -> Iterator[tuple[Any, Any]]:
    with closing(open_stock(ours).reader()) as own, closing(stock.reader()) as theirs:
        yield own, theirs


# The comparison


def test_no_segment_needed_the_stock_writer(ours: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests below would prove nothing."""
    monkeypatch.setattr(building, "write_stock", lambda *_: pytest.fail("it was needed"))
    build(begin(tmp_path), library())


def test_articles_are_the_same(readers: tuple[Any, Any]) -> None:
    own, theirs = readers
    assert own.doc_count_all() == theirs.doc_count_all() == COUNT
    assert [own.stored_fields(number) for number in range(COUNT)] == [
        theirs.stored_fields(number) for number in range(COUNT)
    ]


def test_terms_and_all_that_is_told_of_them_are_the_same(readers: tuple[Any, Any]) -> None:
    own, theirs = readers
    assert list(own.all_terms()) == list(theirs.all_terms())
    told = ("weight", "doc_frequency", "min_length", "max_length", "max_weight", "min_id", "max_id")
    for (term, info), (_, expected) in zip(own, theirs, strict=True):
        assert [getattr(info, each)() for each in told] == [getattr(expected, each)() for each in told], term


def test_postings_are_the_same(readers: tuple[Any, Any]) -> None:
    own, theirs = readers

    def postings(reader: Any, term: tuple[str, bytes]) -> list[tuple[int, float, bytes | None]]:
        matcher, found = reader.postings(*term), []
        while matcher.is_active():
            found.append((matcher.id(), float(matcher.weight()), matcher.value()))
            matcher.next()
        return found

    for term in theirs.all_terms():
        assert postings(own, term) == postings(theirs, term), term


def test_a_posting_is_skipped_to_as_in_whooshs_own(readers: tuple[Any, Any]) -> None:
    for target in (0, 9, 700, 1_500, 1_900):
        own, theirs = (reader.postings("body", b"w0") for reader in readers)
        own.skip_to(target)
        theirs.skip_to(target)
        assert (own.id(), own.weight()) == (theirs.id(), theirs.weight())


def test_lengths_are_the_same(readers: tuple[Any, Any]) -> None:
    own, theirs = readers
    for name in FIELDS:
        assert own.field_length(name) == theirs.field_length(name)
        for number in range(COUNT):
            assert own.doc_field_length(number, name) == theirs.doc_field_length(number, name), (name, number)


def test_days_are_the_same(readers: tuple[Any, Any]) -> None:
    own, theirs = (list(reader.column_reader("published")) for reader in readers)
    assert own == theirs
    assert len(set(own)) > 100


def _near(name: str, words: str) -> list[wq.Query]:
    return [wq.Term(name, word) for word in words.split()]


QUERIES: dict[str, wq.Query] = {
    "a frequent word": wq.Term("body", "w0"),
    "a rare word": wq.Term("body", "w1770"),
    "a word that is not there": wq.Term("body", "nosuchword"),
    "all of several words": wq.And(_near("body", "w1 w2 w10")),
    "any of several words": wq.Or(_near("body", "w5 w60 often cafe")),
    "in several fields": wq.Or([wq.Term(name, "kim") for name in ("body", "title", "names")]),
    "a beginning": wq.Prefix("body", "w1f"),
    "all but a word": wq.And([wq.Term("body", "w3"), wq.Not(wq.Term("body", "w0"))]),
    "a name": wq.And([wq.Term("names", "kim"), wq.Term("names", "kanye")]),
    "a source": wq.Term("source", "tmz"),
    "a beginning that is a term": wq.Term("grams", "kar"),
    "the best of several": wq.DisjunctionMax([wq.Term("body", "w7"), wq.Term("title", "w7")]),
}


@pytest.mark.parametrize("name", QUERIES)
def test_answers_and_scores_are_the_same(ours: IndexFolder, stock: Any, name: str) -> None:
    answers = []
    for index in (open_stock(ours), stock):
        with index.searcher() as searcher:
            results = searcher.search(QUERIES[name], limit=50)
            answers.append(([(number, score) for score, number in results.top_n], len(results)))
    assert answers[0] == answers[1]


def test_results_are_sorted_by_day_as_by_whoosh(ours: IndexFolder, stock: Any) -> None:
    orders = []
    for index in (open_stock(ours), stock):
        with index.searcher() as searcher:
            orders.append(searcher.search(wq.Term("body", "w1"), limit=50, sortedby="published").docs())
    assert orders[0] == orders[1]


# Stock Whoosh goes on with it


@pytest.fixture
def copied(ours: IndexFolder, tmp_path: Path) -> Any:
    shutil.copytree(ours.whoosh_path, tmp_path / "whoosh")
    return whoosh.index.FileIndex(FileStorage(str(tmp_path / "whoosh")), schema=SCHEMA, indexname="MAIN")


def test_stock_whoosh_updates_and_merges_it(copied: Any) -> None:
    writer = copied.writer()
    writer.delete_by_term("key", "articles/3.txt")
    writer.update_document(key="articles/4.txt", body="brandnew word")
    writer.add_document(key="more.txt", body="brandnew words", published=5)
    writer.commit(merge=False)
    copied.writer().commit(optimize=True)
    with copied.searcher() as searcher:
        assert searcher.doc_count_all() == COUNT
        assert {hit["key"] for hit in searcher.search(wq.Term("body", "brandnew"))} == {"articles/4.txt", "more.txt"}
        assert not searcher.search(wq.Term("key", "articles/3.txt"))
        assert searcher.search(wq.Term("body", "often"))[0]["key"] == "often.txt"
        assert searcher.frequency("body", "often") == 70_001  # and once in its title


def test_a_whoosh_that_knows_nothing_of_us_opens_and_searches_it(ours: IndexFolder) -> None:
    """In a process in which nothing of ours was imported."""
    program = (
        "import sys, warnings; warnings.simplefilter('ignore')\n"
        "import whoosh.index, whoosh.query\n"
        "index = whoosh.index.open_dir(sys.argv[1])\n"
        "with index.searcher() as searcher:\n"
        "    hits = searcher.search(whoosh.query.Term('body', 'w0'), limit=None)\n"
        "    print(len(hits), hits[0]['key'], sum(m.startswith('tui_reader') for m in sys.modules))\n"
    )
    command = [sys.executable, "-P", "-W", "ignore", "-c", program, str(ours.whoosh_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    with open_stock(ours).searcher() as searcher:
        hits = searcher.search(wq.Term("body", "w0"), limit=None)
        assert told == [str(len(hits)), hits[0]["key"], "0"]


# Our files


def term_lists(arrays: Arrays, name: str) -> list[bytes]:
    terms, starts = arrays[f"{name}.terms"].tobytes(), arrays[f"{name}.starts"].tolist()
    return [terms[starts[i] : starts[i + 1]] for i in range(len(starts) - 1)]


@pytest.fixture(scope="module")
def arrays(ours: IndexFolder) -> Arrays:
    (path,) = ours.whoosh_path.glob("*.arrays")
    return read_arrays(path)


def test_the_arrays_say_what_whoosh_says(arrays: Arrays, readers: tuple[Any, Any]) -> None:
    _, theirs = readers
    for name in FIELDS:
        infos = dict(theirs.iter_field(name))
        assert term_lists(arrays, name) == list(infos)
        expected = [(info.doc_frequency(), info.weight(), info.min_id()) for info in infos.values()]
        told = (arrays[f"{name}.{part}"].tolist() for part in ("df", "total", "first"))
        assert list(zip(*told, strict=True)) == expected
    for at, name in enumerate(SCORED):
        assert arrays["lengths"][at] == theirs.field_length(name)
    assert arrays["published"].tolist() == list(theirs.column_reader("published"))


def test_the_arrays_lead_to_the_postings(arrays: Arrays, readers: tuple[Any, Any]) -> None:
    own, _ = readers
    for name in FIELDS:
        extents = [
            (at, size) for at, (size,) in (info.extent() for _, info in own.iter_field(name))
        ]  # as Whoosh has it
        assert list(zip(arrays[f"{name}.at"].tolist(), arrays[f"{name}.size"].tolist(), strict=True)) == extents


def test_terms_are_ordered_backwards_too(arrays: Arrays) -> None:
    for name in SPELT:
        terms = term_lists(arrays, name)
        assert [terms[i][::-1] for i in arrays[f"{name}.backwards"].tolist()] == sorted(term[::-1] for term in terms)


def test_what_is_kept_of_the_articles_is_what_was_put_in(ours: IndexFolder, arrays: Arrays) -> None:
    (path,) = ours.whoosh_path.glob("*.texts")
    assert list(read_documents(path, arrays)) == [Document.of(article) for article in library()]


def test_each_article_is_told_of(arrays: Arrays) -> None:
    entities, mentioned = term_lists(arrays, "entity"), arrays["mentioned.entities"].tolist()
    starts = arrays["mentioned.starts"].tolist()
    sketches = arrays["sketch"].reshape(COUNT, BINS)
    for number, article in enumerate(library()):
        document = Document.of(article)
        here = slice(starts[number], starts[number + 1])
        assert [entities[term] for term in mentioned[here]] == [term_of(named) for named in document.entities]
        assert arrays["mentioned.counts"][here].tolist() == [named.times for named in document.entities]
        assert arrays.strings("sources")[arrays["source.number"][number]] == article.article.source
        terms = [hash_term(term) for term in cut(document.record.text)]
        assert sketches[number].tolist() == sketch_of(np.array(terms, np.uint32)).tolist()
        encoded = document.record.text.encode("utf-8", "surrogatepass")
        assert arrays["is_plain"][number] == cut_encoded(document.record.text, encoded)[1]
    order = sorted(range(COUNT), key=lambda i: (library()[i].article.title.casefold(), library()[i].article.id))
    assert np.argsort(arrays["title_rank"]).tolist() == order


# Terms

TELLING = (
    "aBsSeéÉñßẞ_09 \n\t-.'’‘“”—…🎉\ufe0f\0\ud800"
    "\u0301\u0345\xad\u200b\u200d\ufeffﬁŉ½²Ⅷａ𝐀İıςΩЁйאָहिन्दी가각\u1100\u1161\u11a8日カｶﾞ"
)
texts = st.text(st.one_of(st.sampled_from(TELLING), st.characters(max_codepoint=0x2FFF)), max_size=40)


def terms_of(text: str) -> list[bytes]:
    return [term.text.encode() for term in find_terms(text)]


@given(texts)
def test_a_text_is_cut_into_its_search_terms(text: str) -> None:
    assert cut(text) == terms_of(text)


@given(st.lists(texts, max_size=30).map(" ".join))
def test_a_text_of_many_characters_is_cut_into_its_search_terms(text: str) -> None:
    assert cut(text) == terms_of(text)


@given(texts)
def test_a_plain_text_needs_no_folding_but_of_ascii(text: str) -> None:
    encoded = text.encode("utf-8", "surrogatepass")
    terms, is_plain = cut_encoded(text, encoded)
    if is_plain:
        assert all(term.isascii() for term in terms)
        lowered = encoded.lower()
        assert all(term in lowered for term in terms)


@given(st.lists(texts | st.text("ab ", max_size=60), min_size=1, max_size=5))
@example([f"w{number}" for number in range(4)] * 3)
@example(["", "abcdefgh abcdefghi abcdefghijklmnop abcdefghijklmnopq", "abcdefgh " * 3 + "x" * 300])
def test_terms_are_counted_as_they_are_cut(bodies: list[str]) -> None:
    """Short terms and long ones, those that share a slot of the table too: it has two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "_SLOT_BITS", 1)
        patch.setattr(inverting, "BATCH", 20)
        inverter = Inverter()
        for number, text in enumerate(bodies):
            inverter.add(Document.of(make_article(f"{number}.txt", text)), text.encode("utf-8", "surrogatepass"))
        counted = dict(inverter.finish()[0])["body"]
    found = [Counter[bytes]() for _ in bodies]
    for at, term in enumerate(counted.terms):
        some = slice(counted.starts[at], counted.starts[at + 1])
        for number, count in zip(counted.docs[some].tolist(), counted.counts[some].tolist(), strict=True):
            found[number][term] += count
    titles = [cut(make_article(f"{number}.txt", text).article.title) for number, text in enumerate(bodies)]
    assert found == [Counter(cut(text) + title) for text, title in zip(bodies, titles, strict=True)]


@pytest.mark.exhaustive
def test_every_character_is_folded_alone_as_with_others() -> None:
    for code in range(0x110000):
        char = chr(code)
        text = f"x{char}x {char}y y{char} {char} x{char}'s x’{char}s a's{char} b{char}é"
        assert cut(text) == terms_of(text), hex(code)


# Near-copies


def sketch(text: str) -> Any:
    return sketch_of(np.array([hash_term(term) for term in cut(text)], np.uint32))


def test_an_edited_text_is_a_copy_and_another_is_not() -> None:
    dice = random.Random(5)
    story = [f"word{dice.randrange(900)}" for _ in range(300)]
    edited = [word if dice.random() > 0.04 else "changed" for word in story[:260]]
    other = [f"word{dice.randrange(900)}" for _ in range(300)]
    assert are_copies(sketch(" ".join(story)), sketch("Another headline " + " ".join(edited)))
    assert not are_copies(sketch(" ".join(story)), sketch(" ".join(other)))


def test_signatures_do_not_change_from_one_version_to_the_next() -> None:
    smallest = sorted(set(sketch("Kim came to the gala, and Vance left.").tolist()))
    assert smallest == [45936038, 111707542, 126930013, 144745450, 196019148, EMPTY]


@pytest.mark.parametrize("text", ["", "word", "two words", "only three words"])
def test_a_text_of_a_few_words_is_no_copy(text: str) -> None:
    assert not are_copies(sketch(text), sketch(text))


def test_copies_are_grouped_under_the_first_of_them() -> None:
    story, other = (" ".join(f"{name}{number}" for number in range(100)) for name in ("a", "b"))
    rows = [sketch(text) for text in (story, other, story + " end", "", other, story, "")]
    assert group_copies(rows) == [[0, 2, 5], [1, 4], [3], [6]]
    assert group_copies([]) == []
    assert (sketch("") == EMPTY).all()


# Containers of arrays


def test_arrays_are_read_back(tmp_path: Path) -> None:
    written: dict[str, Any] = {
        "a": np.arange(5, dtype=np.uint32),
        "empty": np.empty(0, np.uint8),
        "b": np.array([-1], np.int64),
    }
    write_arrays(tmp_path / "x", written, {"names": ["", "é\ud800"]})
    arrays = read_arrays(tmp_path / "x")
    assert all(arrays[name].tolist() == row.tolist() for name, row in written.items())
    assert arrays.strings("names") == ["", "é\ud800"]
    for missing in (arrays.__getitem__, arrays.strings):
        with pytest.raises(IndexDamagedError):
            missing("nothing")


def _header(arrays: str = "{}", strings: str = "{}") -> bytes:
    header = f'{{"arrays": {arrays}, "strings": {strings}}}'.encode()
    return b"GRA1" + len(header).to_bytes(4, "little") + header + bytes(200)


HOSTILE = {
    "nothing": b"",
    "another beginning": b"GRA2" + bytes(60),
    "an endless header": b"GRA1\xff\xff\xff\xff{}",
    "no header": b"GRA1\0\0\0\0",
    "a deep header": b"GRA1" + (100_000).to_bytes(4, "little") + b"[" * 100_000,
    "no arrays": b"GRA1\x02\0\0\0{}" + bytes(64),
    "past the end": _header('{"a": ["u4", 1000, 128]}'),
    "before the beginning": _header('{"a": ["u4", 1, -64]}'),
    "in the header": _header('{"a": ["u4", 1, 0]}'),
    "less than nothing": _header('{"a": ["u4", -1, 128]}'),
    "a number of numbers that is none": _header('{"a": ["u4", true, 128]}'),
    "half a number": _header('{"a": ["u4", 0.5, 128]}'),
    "out of line": _header('{"a": ["u4", 1, 130]}'),
    "of objects": _header('{"a": ["O", 1, 128]}'),
    "of an unknown type": _header('{"a": [[], 1, 128]}'),
    "a short entry": _header('{"a": ["u4"]}'),
    "strings that are numbers": _header(strings='{"a": [1]}'),
    "strings that are one": _header(strings='{"a": "x"}'),
    "strings that are a list": _header(strings="[]"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_container_is_damage(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(HOSTILE[name])
    with pytest.raises(IndexDamagedError):
        read_arrays(tmp_path / "x")


@given(st.binary(max_size=300), st.integers(0, 100))
@settings(max_examples=200)
def test_a_container_with_other_bytes_in_it_is_read_or_damage(scratch: Path, noise: bytes, at: int) -> None:
    path = scratch / "x"
    path.unlink(missing_ok=True)
    write_arrays(path, {"a": np.arange(5, dtype=np.uint32)}, {"names": ["x"]})
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    try:
        read_arrays(path)
    except IndexDamagedError:
        return


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def test_a_container_that_is_a_link_is_damage(tmp_path: Path) -> None:
    write_arrays(tmp_path / "x", {}, {})
    (tmp_path / "y").symlink_to(tmp_path / "x")
    with pytest.raises(IndexDamagedError):
        read_arrays(tmp_path / "y")


# The writer


def test_an_empty_segment_is_none(tmp_path: Path) -> None:
    assert SegmentBuilder(begin(tmp_path)).finish() is None


def test_a_segment_that_is_thrown_away_leaves_nothing(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    builder = SegmentBuilder(folder)
    builder.add(library()[20])
    builder.discard()
    assert not list(folder.building_path.iterdir())


def test_what_a_killed_builder_left_is_removed(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    build(folder, library()[:3])
    (folder.whoosh_path / "_MAIN_7.toc.123").write_bytes(b"half a table")
    with folder.locked():
        IndexWriter(folder)
    assert not folder.building_path.exists()
    assert [path.name for path in folder.whoosh_path.iterdir()] == ["_MAIN_0.toc"]


def test_a_link_in_place_of_the_builders_folder_is_not_followed(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_text("precious")
    folder.building_path.symlink_to(tmp_path / "elsewhere")
    with folder.locked():
        writer = IndexWriter(folder)
        writer.add(library()[20])
        writer.commit()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["file"]
    assert writer.count() == 1


def test_a_segment_replaces_what_it_holds_and_what_it_is_said_to(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    a, b, c, d = library()[20:24]
    with folder.locked():
        writer = IndexWriter(folder)
        for article in (a, b, c):
            writer.add(article)
        writer.commit()
        writer.add(a)
        writer.take(build(folder, [a, d]), replaces=[b.article.id, "nowhere.txt"])
        writer.commit()
    assert alive(folder) == sorted(each.article.id for each in (a, c, d))
    assert writer.count() == 3


def test_an_article_that_was_added_and_removed_before_a_commit_is_not_there(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    with folder.locked():
        writer = IndexWriter(folder)
        writer.add(library()[20])
        writer.take(build(folder, [library()[21]]))
        writer.remove([library()[20].article.id, library()[21].article.id])
        writer.commit()
        assert writer.count() == 0
        writer.add(library()[20])
        writer.add(replace(library()[20]))
        writer.commit()
    assert alive(folder) == [library()[20].article.id]


def test_a_segment_of_which_nothing_is_left_goes_with_its_files(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, library()[20:30]))
        writer.commit()
        writer.remove([article.article.id for article in library()[20:30]])
        writer.commit()
    assert not list(folder.whoosh_path.glob("MAIN_*.*"))
    assert open_stock(folder).is_empty()


def test_nothing_changed_is_no_commit(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    with folder.locked():
        writer = IndexWriter(folder)
        writer.commit()
        writer.remove(["nowhere.txt"])
        writer.commit()
    assert open_stock(folder).latest_generation() == 0


def test_a_writer_of_whooshs_own_is_respected(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    with folder.locked():
        writer = IndexWriter(folder)
        writer.add(library()[20])
        stock_writer = folder.open().writer()
        with pytest.raises(IndexBusyError):
            writer.commit()
        stock_writer.cancel()


def test_a_segment_that_whoosh_cannot_read_is_written_by_whoosh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "is_readable", lambda *_: False)
    folder = begin(tmp_path)
    some = [*library()[:2], *library()[3:40]]
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, some))
        writer.commit()
        writer.remove([some[5].article.id])
        writer.commit()
    assert alive(folder) == sorted(each.article.id for each in some if each is not some[5])
    assert [path.name for path in folder.building_path.iterdir()] == []


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("part", [".pst", ".trm"])
def test_a_segment_with_an_error_in_it_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    written: list[Path] = []

    def write_wrongly(folder: Path, segid: str, *rest: Any) -> Any:
        inverted = write(folder, segid, *rest)
        path = folder / f"MAIN_{segid}{part}"
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 3] + bytes(len(data) - len(data) // 3))
        written.append(path)
        return inverted

    write: Callable[..., Any] = segments.write_segment
    monkeypatch.setattr(building, "write_segment", write_wrongly)
    folder = begin(tmp_path)
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, library()[10:30]))
        writer.commit()
    assert written
    assert alive(folder) == sorted(each.article.id for each in library()[10:30])
    gc.collect()  # Whoosh leaves open what it fails to read


# Folding


def test_many_small_commits_keep_all_articles_in_few_segments(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    dice = random.Random(3)
    expected: dict[str, AnnotatedArticle] = {}
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, library()[100:300]))
        writer.commit()
        expected |= {each.article.id: each for each in library()[100:300]}
        for number in range(60):
            article = dice.choice(library()[100:400])
            if number % 4 == 0 and article.article.id in expected:
                writer.remove([article.article.id])
                del expected[article.article.id]
            else:
                writer.add(article)
                expected[article.article.id] = article
            writer.commit()
            assert writer.count() == len(expected)
    index = open_stock(folder)
    assert alive(folder) == sorted(expected)
    assert len(index._segments()) <= MAX_SEGMENTS
    with index.searcher() as searcher:
        for article in list(expected.values())[:30]:
            (hit,) = searcher.search(wq.Term("key", key_of(article.article.id)))
            stored = fields_of(Document.of(article))
            assert all(("body", term) in searcher.reader() for term in stored.get("body", "").split())
            assert hit["key"] == stored["key"]


sizes = st.tuples(st.integers(1, 30_000), st.integers(0, 30_000))


@given(st.lists(sizes, max_size=40))
def test_folding_comes_to_an_end_and_makes_no_segment_too_large(segments: list[tuple[int, int]]) -> None:
    for _ in range(60):
        folded = choose_folded(segments)
        if not folded:
            break
        total = sum(segments[number][0] for number in folded)
        assert total <= FOLDED
        segments = [each for number, each in enumerate(segments) if number not in folded] + [(total, 0)]
    assert not folded
    small = sorted(size for size, _ in segments)
    assert len(segments) <= MAX_SEGMENTS or small[0] + small[1] > FOLDED


def test_an_article_is_folded_few_times() -> None:
    segments, folded_articles = [(FOLDED, 0)] * 5, 0
    for _ in range(4_000):
        segments = [*segments, (1, 0)]
        while folded := choose_folded(segments):
            total = sum(segments[number][0] for number in folded)
            folded_articles += total
            segments = [each for number, each in enumerate(segments) if number not in folded] + [(total, 0)]
    assert folded_articles < 4_000 * 8
