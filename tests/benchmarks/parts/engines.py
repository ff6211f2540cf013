"""Search engines to be held against one another: ours, stock Whoosh, SQLite's FTS5 and tantivy, on the same articles.

The one rule: each answers the same question in its own best way: the number of articles, and the best 50 with a snippet
each. What an engine cannot do (FTS5 knows no fuzzy words) it is not asked.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tui_reader.search.engine.schema import SCHEMA, id_of  # before Whoosh: it makes Whoosh safe to import

import whoosh.query as wq  # isort: skip
from whoosh.filedb.filestore import FileStorage  # isort: skip
from whoosh.index import FileIndex  # isort: skip

LIMIT = 50


@dataclass(frozen=True)
class Question:
    """What is asked, in a form that each engine translates."""

    kind: str
    words: tuple[str, ...]
    """What must occur; the last one is a beginning where the kind says "typed"."""
    since: date | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the last word is still being typed."""
        return "typed" in self.kind


class Engine(Protocol):
    """One search engine with an index in a folder. Making the object touches nothing."""

    name: str
    kinds: frozenset[str] | None
    """What it can be asked; None for everything."""

    def open(self) -> None:
        """Open the index."""
        ...

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Answer: how many articles, and the ids of the best ones; their snippets are made and dropped."""
        ...


class Row(NamedTuple):
    """An article, as engines take it that know nothing of articles."""

    id: str
    title: str
    body: str
    names: str
    day: int


class Fts5:
    """SQLite's full-text search, with an index of beginnings or without."""

    kinds = frozenset("rare common and or phrase typed1 typed2 typed3 typed4 word+typed name date".split())
    columns = "id, title, body, names, day"

    def __init__(self, folder: Path, *, has_prefixes: bool) -> None:
        self._file = folder / "fts.db"
        self.name = "FTS5 prefix" if has_prefixes else "FTS5"
        self._prefix = ", prefix='1 2 3'" if has_prefixes else ""

    def write(self, rows: Iterable[Row]) -> None:
        """Index articles."""
        self._file.parent.mkdir()
        connection = sqlite3.connect(self._file)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        columns = "id UNINDEXED, title, body, names, day UNINDEXED"
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns}, tokenize='unicode61'{self._prefix})")
        connection.executemany(f"INSERT INTO t ({self.columns}) VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()
        connection.close()

    def open(self) -> None:
        """Open the index."""
        self._connection = sqlite3.connect(self._file)
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA mmap_size=1000000000")

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Answer a question."""
        where, values = "t MATCH ?", [self._match(question)]
        if question.since:
            where += f" AND day >= {question.since.toordinal()}"
        (total,) = self._connection.execute(f"SELECT count(*) FROM t WHERE {where}", values).fetchone()
        best = self._connection.execute(
            f"SELECT id, snippet(t, 2, '[', ']', '…', 30) FROM t WHERE {where} "
            f"AND rank MATCH 'bm25(0, 3.0, 1.0, 1.5)' ORDER BY rank LIMIT {LIMIT}",
            values,
        ).fetchall()
        return total, [row[0] for row in best]

    @staticmethod
    def _match(question: Question) -> str:
        if question.kind == "phrase":
            return f'"{" ".join(question.words)}"'
        words = [f'"{word}"' for word in question.words]
        if question.is_typed:
            words[-1] += "*"
        text = (" OR " if question.kind == "or" else " AND ").join(words)
        return f"names : ({text})" if question.kind == "name" else text

    def change(self, row: Row) -> None:
        """Put an article in the place of the one with its id."""
        self._connection.execute("DELETE FROM t WHERE rowid = (SELECT rowid FROM t WHERE id = ?)", (row.id,))
        self._connection.execute(f"INSERT INTO t ({self.columns}) VALUES (?, ?, ?, ?, ?)", row)
        self._connection.commit()


class Tantivy:
    """The search library in Rust, by its Python binding; one thread indexes."""

    name = "tantivy"
    kinds = None
    weights = {"title": 3.0, "body": 1.0, "names": 1.5}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, rows: Iterable[Row]) -> None:
        """Index articles."""
        import tantivy

        self._folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True)
        builder.add_text_field("body", stored=True)
        builder.add_text_field("names")
        builder.add_integer_field("day", indexed=True, fast=True)
        index = tantivy.Index(builder.build(), path=str(self._folder))
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for row in rows:
            writer.add_document(tantivy.Document(**_as_fields(row)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open the index."""
        import tantivy

        self._tantivy = tantivy
        self._index = tantivy.Index.open(str(self._folder))
        self._reload()

    def _reload(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _anywhere(self, word: str, make: Callable[[str, str], Any], fields: Iterable[str] = weights) -> Any:
        should, query = self._tantivy.Occur.Should, self._tantivy.Query
        parts = [(should, query.boost_query(make(field, word), self.weights[field])) for field in fields]
        return query.boolean_query(parts)

    def _query(self, question: Question) -> Any:
        query, occur, schema = self._tantivy.Query, self._tantivy.Occur, self._index.schema

        def term(field: str, word: str) -> Any:
            return query.term_query(schema, field, word)

        def beginning(field: str, word: str) -> Any:
            return query.regex_query(schema, field, re.escape(word) + ".*")

        def fuzzy(field: str, word: str) -> Any:
            return query.fuzzy_term_query(schema, field, word, 1, True)

        if question.kind == "phrase":
            return query.phrase_query(schema, "body", list(question.words))
        fields = ("names",) if question.kind == "name" else tuple(self.weights)
        makers = [fuzzy if question.kind == "fuzzy" else term for _ in question.words]
        if question.is_typed:
            makers[-1] = beginning
        must = occur.Should if question.kind == "or" else occur.Must
        pairs = zip(question.words, makers, strict=True)
        clauses = [(must, self._anywhere(word, make, fields)) for word, make in pairs]
        if question.since:
            day = question.since.toordinal()
            clauses.append((occur.Must, query.range_query(schema, "day", self._tantivy.FieldType.Integer, day, 10**7)))
        return query.boolean_query(clauses)

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Answer a question."""
        query = self._query(question)
        found = self._searcher.search(query, LIMIT)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        snippets = self._tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        for document in documents:
            snippets.snippet_from_doc(document).highlighted()
        return found.count or 0, [document["id"][0] for document in documents]

    def change(self, row: Row) -> None:
        """Put an article in the place of the one with its id."""
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        writer.delete_documents("id", row.id)
        writer.add_document(self._tantivy.Document(**_as_fields(row)))
        writer.commit()
        self._reload()


def _as_fields(row: Row) -> dict[str, Any]:
    fields: dict[str, Any] = {name: [value] for name, value in row._asdict().items()}
    return fields | {"day": row.day}


class StockWhoosh:
    """Whoosh with its own matchers and scorers, on the index that ours has written: it reads it as one of its own."""

    name = "stock Whoosh"
    kinds = None
    weights = {"body": 1.0, "title": 3.0, "names": 1.5}

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Open the index."""
        self._searcher = FileIndex(
            FileStorage(str(self._folder / "whoosh")), schema=SCHEMA, indexname="MAIN"
        ).searcher()

    def ask(self, question: Question) -> tuple[int, list[str]]:
        """Answer a question; a phrase, for which this index keeps no positions, as words, and dates not at all."""
        found = self._searcher.search(self._query(question), limit=LIMIT)
        return len(found), [id_of(hit["key"]) for hit in found]

    def _query(self, question: Question) -> Any:
        fields = ("names",) if question.kind == "name" else tuple(self.weights)
        makers = [wq.FuzzyTerm if question.kind == "fuzzy" else wq.Term for _ in question.words]
        if question.is_typed:
            makers[-1] = wq.Prefix
        parts = [
            wq.Or([make(field, word, boost=self.weights[field]) for field in fields])
            for word, make in zip(question.words, makers, strict=True)
        ]
        return wq.Or(parts) if question.kind == "or" else wq.And(parts)


def size_of(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
