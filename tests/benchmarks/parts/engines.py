"""Search engines to be held against one another: ours, stock Whoosh, SQLite's FTS5 and tantivy, on the same articles.

The one rule: each answers the same question in its own best way: the number of articles, and the best 50 with a snippet
each. What an engine cannot do (FTS5 knows no fuzzy words) it is not asked.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from tests.benchmarks.parts.library import Invented, read_library
from tui_reader.search.engine.folder import IndexFolder

LIMIT = 50


@dataclass(frozen=True)
class Question:
    """What is asked, in a form that each engine translates."""

    kind: str
    words: tuple[str, ...]
    """What must occur; the last one is a beginning where the kind says "typed"."""
    since: date | None = None


class Engine(Protocol):
    """One search engine with an index on disk."""

    name: str
    kinds: frozenset[str] | None
    """What it can be asked; None for everything."""

    def build(self, library: Path, count: int, folder: Path) -> None:
        """Index the first articles of a library."""
        ...

    def open(self, folder: Path) -> None:
        """Open the index."""
        ...

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Answer: how many articles, and the ids of the best ones; their snippets are made and dropped."""
        ...

    def change(self, article: Invented) -> None:
        """Put an article in the place of the one with its id, and make it findable."""
        ...


class Fts5:
    """SQLite's full-text search, with an index of beginnings or without."""

    kinds = frozenset("rare common and or phrase typed1 typed2 typed3 typed4 word+typed name date".split())

    def __init__(self, *, has_prefixes: bool) -> None:
        self.name = "FTS5 prefix" if has_prefixes else "FTS5"
        self._prefix = ", prefix='1 2 3'" if has_prefixes else ""

    def build(self, library: Path, count: int, folder: Path) -> None:
        folder.mkdir()
        connection = sqlite3.connect(folder / "fts.db")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        columns = "id UNINDEXED, day UNINDEXED, title, body, names"
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns}, tokenize='unicode61'{self._prefix})")
        rows = (
            (each.id, each.day.toordinal(), each.title, each.text, " ".join(who for *_, who in each.people))
            for each in read_library(library, 0, count)
        )
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()
        connection.close()

    def open(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts.db")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA mmap_size=1000000000")

    def ask(self, question: Question) -> tuple[int, list[str]]:
        words = [f'"{word}"' for word in question.words]
        if question.kind.endswith("typed") or question.kind.startswith("typed"):
            words[-1] += "*"
        text = f'"{" ".join(question.words)}"' if question.kind == "phrase" else " AND ".join(words)
        if question.kind == "or":
            text = " OR ".join(words)
        if question.kind == "name":
            text = f"names : ({text})"
        where, values = "t MATCH ?", [text]
        if question.since:
            where, values = f"{where} AND day >= ?", [text, question.since.toordinal()]  # type: ignore[list-item]
        (total,) = self._connection.execute(f"SELECT count(*) FROM t WHERE {where}", values).fetchone()
        best = self._connection.execute(
            f"SELECT id, snippet(t, 3, '[', ']', '…', 30) FROM t WHERE {where} "
            "AND rank MATCH 'bm25(0, 0, 3.0, 1.0, 1.5)' ORDER BY rank LIMIT ?",
            [*values, LIMIT],
        ).fetchall()
        return total, [row[0] for row in best]

    def change(self, article: Invented) -> None:
        (row,) = self._connection.execute("SELECT rowid FROM t WHERE id = ? LIMIT 1", (article.id,)).fetchone() or (
            None,
        )
        names = " ".join(who for *_, who in article.people)
        new = (row, article.id, article.day.toordinal(), article.title, article.text, names)
        self._connection.execute("DELETE FROM t WHERE rowid = ?", (row,))
        self._connection.execute("INSERT INTO t (rowid, id, day, title, body, names) VALUES (?, ?, ?, ?, ?, ?)", new)
        self._connection.commit()


class Tantivy:
    """The search library in Rust, by its Python binding (one thread for indexing)."""

    name = "tantivy"
    kinds = None

    def build(self, library: Path, count: int, folder: Path) -> None:
        import tantivy

        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True)
        builder.add_text_field("body", stored=True)
        builder.add_text_field("names")
        builder.add_integer_field("day", indexed=True, fast=True)
        index = tantivy.Index(builder.build(), path=str(folder))
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for each in read_library(library, 0, count):
            names = " ".join(who for *_, who in each.people)
            writer.add_document(
                tantivy.Document(
                    id=[each.id], title=[each.title], body=[each.text], names=[names], day=each.day.toordinal()
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def _any(
        self, word: str, make: Callable[[str, str], Any], fields: Iterable[str] = ("title", "body", "names")
    ) -> Any:
        should, query = self._tantivy.Occur.Should, self._tantivy.Query
        weights = {"title": 3.0, "names": 1.5}
        parts = [(should, query.boost_query(make(field, word), weights.get(field, 1.0))) for field in fields]
        return query.boolean_query(parts)

    def _query(self, question: Question) -> Any:
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._index.schema

        def term(field: str, word: str) -> Any:
            return query.term_query(schema, field, word)

        def beginning(field: str, word: str) -> Any:
            return query.regex_query(schema, field, re.escape(word) + ".*")

        if question.kind == "phrase":
            return query.phrase_query(schema, "body", list(question.words))
        if question.kind == "fuzzy":
            return self._any(
                question.words[0], lambda field, word: query.fuzzy_term_query(schema, field, word, 1, True)
            )
        fields = ("names",) if question.kind == "name" else ("title", "body", "names")
        parts = [self._any(word, term, fields) for word in question.words]
        if "typed" in question.kind:
            parts[-1] = self._any(question.words[-1], beginning)
        must = occur.Should if question.kind == "or" else occur.Must
        clauses = [(must, part) for part in parts]
        if question.since:
            days = query.range_query(schema, "day", self._tantivy.FieldType.Integer, question.since.toordinal(), 10**7)
            clauses.append((occur.Must, days))
        return query.boolean_query(clauses)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        query = self._query(question)
        found = self._searcher.search(query, LIMIT)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        snippets = self._tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        for document in documents:
            snippets.snippet_from_doc(document).highlighted()
        return found.count or 0, [document["id"][0] for document in documents]

    def change(self, article: Invented) -> None:
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        writer.delete_documents("id", article.id)
        names = " ".join(who for *_, who in article.people)
        document = self._tantivy.Document(
            id=[article.id], title=[article.title], body=[article.text], names=[names], day=article.day.toordinal()
        )
        writer.add_document(document)
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()


class StockWhoosh:
    """Whoosh with its own matchers and scorers, on the index that ours has written: it reads it as one of its own."""

    name = "stock Whoosh"
    kinds = None

    def build(self, library: Path, count: int, folder: Path) -> None:
        raise NotImplementedError("it is given our index; how fast it writes one is measured with fewer articles")

    def open(self, folder: Path) -> None:
        index = IndexFolder(folder, mentions_version=1).open()
        self._searcher = index.searcher()

    def _query(self, question: Question) -> Any:
        import whoosh.query as wq

        def anywhere(word: str, make: Callable[..., Any], fields: Iterable[str] = ("body", "title", "names")) -> Any:
            weights = {"title": 3.0, "names": 1.5}
            return wq.Or([make(field, word, boost=weights.get(field, 1.0)) for field in fields])

        fields = ("names",) if question.kind == "name" else ("body", "title", "names")
        if question.kind == "fuzzy":
            return anywhere(question.words[0], lambda field, word, boost: wq.FuzzyTerm(field, word, boost=boost))
        parts = [anywhere(word, wq.Term, fields) for word in question.words]
        if "typed" in question.kind:
            parts[-1] = anywhere(question.words[-1], wq.Prefix)
        return wq.Or(parts) if question.kind == "or" else wq.And(parts)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        found = self._searcher.search(self._query(question), limit=LIMIT)
        return len(found), [hit["key"] for hit in found]

    def change(self, article: Invented) -> None:
        raise NotImplementedError


def peers() -> list[Engine]:
    """Return the engines that are there besides ours."""
    found: list[Engine] = [Fts5(has_prefixes=False), Fts5(has_prefixes=True)]
    if find_spec("tantivy"):
        found.append(Tantivy())
    return found


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def remove(folder: Path) -> None:
    """Remove a folder, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
