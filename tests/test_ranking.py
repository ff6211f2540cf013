"""The ranking, held against stock Whoosh's BM25F, and what goes beyond it: words that stand together come first."""

import random
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import whoosh.query as wq

from tests.test_building import COUNT, begin, build, library, make_article, open_stock
from tui_reader.search.engine import segment
from tui_reader.search.engine.reading import WhooshIndex
from tui_reader.search.engine.schema import id_of
from tui_reader.search.engine.writing import IndexWriter
from tui_reader.search.evaluate import WEIGHTS
from tui_reader.search.index import Sort
from tui_reader.search.parse import parse_query

BEST = 50


@pytest.fixture(scope="module", params=[pytest.param(1, marks=pytest.mark.exhaustive), 3])
def indexes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """The same files, read by us and by stock Whoosh, in one segment and in several."""
    folder = begin(tmp_path_factory.mktemp("ranking"))
    with folder.locked():
        writer = IndexWriter(folder)
        for part in range(request.param):
            writer.take(build(folder, library()[part :: request.param]))
            writer.commit()
    ours = WhooshIndex(folder)
    with open_stock(folder).searcher() as searcher:
        yield ours, searcher
    ours.close()


def anywhere(word: str) -> wq.Query:
    return wq.Or([wq.Term(field, word, boost=WEIGHTS[field]) for field in ("body", "title", "names")])


def agreement(indexes: tuple[Any, Any], text: str, query: wq.Query) -> float:
    """Which share of our best articles is among the best of stock Whoosh, which may be tied for the last place."""
    ours, searcher = indexes
    theirs = searcher.search(query, limit=None)
    assert len(theirs), text
    last = theirs.score(min(BEST, len(theirs)) - 1)
    best = {id_of(hit["key"]) for hit in theirs if hit.score >= last - 0.001}
    found = [hit.article for hit in ours.search(parse_query(text), limit=BEST).hits]
    assert len(found) == min(BEST, len(theirs))
    return sum(article in best for article in found) / len(found)


def test_the_best_articles_are_those_of_stock_whoosh(indexes: tuple[Any, Any]) -> None:
    dice = random.Random(5)
    words = [f"w{number:x}" for number in (*range(40), *range(100, 900, 40))]
    pairs = [dice.sample(words[:20], 2) for _ in range(30)]
    agreements = [agreement(indexes, word, anywhere(word)) for word in words]
    agreements += [agreement(indexes, " ".join(pair), wq.And([*map(anywhere, pair)])) for pair in pairs]
    agreements += [agreement(indexes, " OR ".join(pair), wq.Or([*map(anywhere, pair)])) for pair in pairs]
    assert mean(agreements) >= 0.99
    assert min(agreements) >= 0.9


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", ["w0", "w1 w2", "w3 OR w4", "nosuchword", "", "w5 w6 w7"])
def test_the_best_few_are_the_first_of_the_best_many(indexes: tuple[Any, Any], text: str, sort: Sort) -> None:
    ours, _ = indexes
    everything = [hit.article for hit in ours.search(parse_query(text), limit=COUNT, sort=sort).hits]
    for limit in (1, 3, BEST):
        ours.search(parse_query("w8"), limit=1)  # so that nothing is known of the last answer
        assert [hit.article for hit in ours.search(parse_query(text), limit=limit, sort=sort).hits] == everything[
            :limit
        ]


@pytest.mark.parametrize("stem", ["w", "w1", "wf", "s", "é", "title:w", "nosuch"])
def test_a_beginning_of_many_words_is_found_in_every_article(
    indexes: tuple[Any, Any], stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _ = indexes
    by_words = {hit.article for hit in ours.search(parse_query(f"{stem}*"), limit=COUNT).hits}
    ours.search(parse_query("w8"), limit=1)  # so that nothing is known of the last answer
    monkeypatch.setattr(segment, "FIRST", 8)
    monkeypatch.setattr(segment, "TEXTS_COST", 0.1)
    assert {hit.article for hit in ours.search(parse_query(f"{stem}*"), limit=COUNT).hits} == by_words


def test_words_that_stand_together_as_they_were_typed_come_first(tmp_path: Path) -> None:
    folder = begin(tmp_path)
    apart = [article for article in library() if article.article.text.count(" ") > 30][:60]
    together = "They said that the game is up for good"
    scattered = "is the game up? for the good of the game it is: up and up, for good, game for a game"
    articles = [make_article("together", f"{'filler ' * 200}{together}."), *apart]
    articles += [make_article(f"scattered{number}", f"{scattered} word{number}") for number in range(9)]
    with folder.locked():
        writer = IndexWriter(folder)
        writer.take(build(folder, articles))
        writer.commit()
    index = WhooshIndex(folder)
    results = index.search(parse_query("game is up for good"), limit=5)
    assert (results.hits[0].article, results.total) == ("together", 10)
    assert index.search(parse_query("the game is up", typing=True), limit=5).hits[0].article == "together"
    assert index.search(parse_query('"game is up for good"'), limit=5).total == 1
    index.close()


def test_a_phrase_is_looked_for_as_long_as_it_is_wanted(indexes: tuple[Any, Any]) -> None:
    ours, _ = indexes
    query = parse_query('"w0 w1"')
    everything = ours.search(query, limit=BEST)
    assert (everything.total_is, everything.total > 5) == ("exact", True)
    other = parse_query('"w1 w0"')
    stopped = ours.search(other, limit=BEST, go_on=lambda: False)
    assert (stopped.total_is, stopped.total) == ("at least", 0)
    answers = iter([True, True])
    begun = ours.search(other, limit=BEST, go_on=lambda: next(answers, False))
    shared = ours.facets(other, limit=BEST)
    whole = ours.search(other, limit=BEST)
    assert (begun.total_is, whole.total_is) == ("at least", "exact")
    assert 0 < begun.total < whole.total
    assert {hit.article for hit in begun.hits} < {hit.article for hit in ours.search(other, limit=COUNT).hits}
    assert sum(count for _, count in shared.years) == sum(hit.published is not None for hit in begun.hits)
    assert sum(count for _, count in ours.facets(other, limit=COUNT).years) > len(begun.hits)
