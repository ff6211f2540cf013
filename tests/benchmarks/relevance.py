"""How often what one remembers of an article finds it: its rank for words of its headline, or of a quote in it.

    python tests/benchmarks/relevance.py [FOLDER...]

FOLDERS hold texts; without any, the news texts beside a development checkout are used if they are there. 200 queries
are made of the texts, half of them of up to four words of a headline, half of five words of a quote, typed without
quotation marks. Prints one JSON object: the share of queries (in percent) whose article is the first, and among the
first ten, for this program, for stock Whoosh's BM25F on the same index, and for tantivy where it is installed.
"""

import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.engines import Question, Row, StockWhoosh, Tantivy
from tui_reader.article import Article
from tui_reader.library import Library
from tui_reader.search.terms import find_terms

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "formats"
FOLDERS = (BESIDE / "bbc-text", BESIDE / "celebrity-corpus" / "text")
QUERIES = 200
HEADLINE_WORDS, QUOTE_WORDS = 4, 5
LIMIT = 10
_QUOTE = re.compile(r"[\"“]([^\"“”]{30,400})[\"”]")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?")
_SMALL = frozenset(
    "a an and are as at be by for from has in is it its of on or over s says t the to up was with".split()
)


def main() -> None:
    """Measure, and print."""
    folders = [Path(word) for word in sys.argv[1:]] or [folder for folder in FOLDERS if folder.is_dir()]
    if not folders:
        print(json.dumps({"absent": "the news texts beside a development checkout; name a folder of texts"}))
        return
    with tempfile.TemporaryDirectory() as scratch:
        for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = scratch
        articles = Path(scratch) / "library" / "articles"
        articles.mkdir(parents=True)
        for number, path in enumerate(sorted(path for folder in folders for path in folder.rglob("*.txt"))):
            shutil.copyfile(path, articles / f"{number:06}.txt")
        library = Library(articles.parent)
        for _ in library.update():
            pass
        read = [library.article(f"articles/{path.name}") for path in sorted(articles.iterdir())]
        queries = make_queries(read)
        figures: dict[str, Any] = {"articles": len(read), "queries": len(queries)}
        figures["gossip-reader"] = shares(queries, lambda words: find(library, words))
        stock = StockWhoosh(library.places.index)
        stock.open()
        figures["stock Whoosh"] = shares(queries, lambda words: stock.ask(Question("and", as_terms(words)))[1])
        if find_spec("tantivy"):
            tantivy = Tantivy(Path(scratch) / "tantivy")
            tantivy.write(as_row(library, article) for article in read)
            tantivy.open()
            figures["tantivy"] = shares(queries, lambda words: tantivy.ask(Question("and", as_tokens(words)))[1])
        library.close()
    print(json.dumps(figures, indent=2))


def find(library: Library, words: str) -> list[str]:
    """Return the ids of the best articles."""
    return [hit.article for hit in library.search(words, LIMIT).hits]


def as_row(library: Library, article: Article) -> Row:
    """Return an article as tantivy takes it."""
    names = {mention.text for mention in library.find_mentions(article).mentions if mention.kind == "person"}
    return Row(article.id, article.title, article.readable_text, " ".join(sorted(names)), 0)


def make_queries(articles: list[Article]) -> list[tuple[str, str]]:
    """Make the queries: pairs of words and the id of the article that they were taken from."""
    dice = random.Random(3)
    headlines, quotes = [], []
    for article in articles:
        words = [word for word in _WORD.findall(article.title) if word.lower() not in _SMALL]
        if article.headline and len(words) >= 2:
            headlines.append((" ".join(words[:HEADLINE_WORDS]), article.id))
        body = article.text[article.body_start :]
        spoken = [said for said in map(_WORD.findall, _QUOTE.findall(body)) if len(said) >= 2 * QUOTE_WORDS]
        if spoken:
            said = dice.choice(spoken)
            start = dice.randrange(len(said) - QUOTE_WORDS)
            quotes.append((" ".join(said[start : start + QUOTE_WORDS]), article.id))
    half = QUERIES // 2
    return dice.sample(headlines, min(half, len(headlines))) + dice.sample(quotes, min(half, len(quotes)))


def as_terms(words: str) -> tuple[str, ...]:
    """Return words as our index has them, which stock Whoosh reads."""
    return tuple(term.text for term in find_terms(words))


def as_tokens(words: str) -> tuple[str, ...]:
    """Return words as tantivy's usual tokenizer cuts them."""
    return tuple(re.findall(r"\w+", words.lower()))


def shares(queries: list[tuple[str, str]], search: Callable[[str], list[str]]) -> dict[str, float]:
    """Return for how many percent of the queries the article is first, and among the first ten."""
    ranks = []
    for words, wanted in queries:
        found = search(words)[:LIMIT]
        ranks.append(found.index(wanted) if wanted in found else LIMIT)
    first = sum(not rank for rank in ranks)
    return {
        "first": round(100 * first / len(queries), 1),
        "in_ten": round(100 * sum(rank < LIMIT for rank in ranks) / len(queries), 1),
    }


if __name__ == "__main__":
    main()
