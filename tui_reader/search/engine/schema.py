"""The fields of the index, and how an article is put into them.

The one rule: Whoosh gets terms, never text. They are made by `search.terms`, joined with blanks, and cut apart again by
Whoosh's own tokenizer, so that any stock Whoosh can open the index and finds the same terms in it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, NUMERIC, STORED, TEXT, Schema

from tui_reader.article import AnnotatedArticle, MentionKind, Span
from tui_reader.search.records import Record, people_of, record_of
from tui_reader.search.terms import find_terms

SCHEMA_VERSION = 3
"""Raised whenever fields or terms change: an index with another number is built anew."""
LONGEST_GRAM = 5
"""Code points. Longer beginnings have few completions, which the lexicon gives."""

_BETWEEN_FORMS = " ¦ "
"""Keeps a phrase from matching across two surface forms; never part of a term."""


def _words(*, phrases: bool = True, weight: float = 1.0) -> TEXT:
    return TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=phrases, field_boost=weight)


SCHEMA = Schema(
    key=ID(unique=True),
    title=_words(weight=3.0),
    body=_words(),
    names=_words(weight=1.5),
    people=_words(phrases=False),
    grams=_words(phrases=False),
    dates=_words(phrases=False),
    source=_words(),
    published=NUMERIC(int),
    order=COLUMN(VarBytesColumn()),
    record=STORED,
)
"""
key             the article's id, as `key_of` writes it
title, body     the terms of the headline, and of the whole readable text with the headline in it
names           the terms of the surface forms of the people that are named
people          the canonical names of these people, each one term, as `term_of` writes it
grams           the beginnings of the words of title and names, for what is being typed
dates           the values of the dates in the text
source          the terms of the source
published       the proleptic Gregorian ordinal of the day
order           day, folded title and key, for sorting: what `pack_order` makes
record          a `Record`, as a plain tuple
"""


def key_of(article_id: str) -> str:
    """Return an article's id as an index key: one that can be encoded, whatever bytes its file's name has."""
    return article_id.encode("utf-8", "surrogateescape").decode("latin-1")


def term_of(name: str) -> str:
    """Return a name as one term: with no-break spaces, at which Whoosh's tokenizer does not cut."""
    return "\xa0".join(name.split())


def name_of(term: bytes) -> str:
    """Return the name that `term_of` made a term."""
    return term.decode("utf-8", "replace").replace("\xa0", " ")


def as_document(annotated: AnnotatedArticle) -> dict[str, Any]:
    """Return the fields of an article, for Whoosh's writer."""
    article = annotated.article
    people = sorted({mention.text for mention in annotated.mentions if mention.kind is MentionKind.PERSON})
    values = sorted({m.value for m in annotated.mentions if m.kind is MentionKind.DATE and m.value})
    title = _terms(article.title)
    names = [_terms(form) for form in people]
    record = record_of(article)
    document: dict[str, Any] = {
        "key": key_of(article.id),
        "title": " ".join(title),
        "body": " ".join(_terms(record.text)),
        "people": " ".join(map(term_of, people_of(annotated))),
        "names": _BETWEEN_FORMS.join(" ".join(form) for form in names),
        "grams": " ".join(_grams(title, *names)),
        "dates": " ".join(values),
        "source": " ".join(_terms(article.source)),
        "order": pack_order(record),
        "record": _pack(record),
    }
    if article.published:
        document["published"] = article.published.toordinal()
    return {name: value for name, value in document.items() if value != ""}


def _terms(text: str) -> list[str]:
    return [term.text for term in find_terms(text)]


def _grams(*rows: Iterable[str]) -> list[str]:
    """Every beginning of every word, each once."""
    words = {word for row in rows for word in row}
    return sorted({word[:length] for word in words for length in range(1, LONGEST_GRAM + 1)})


def pack_order(record: Record) -> bytes:
    """Return what articles are sorted by, in a form that Whoosh's columns keep."""
    day = record.published.toordinal() if record.published else 0
    title = record.title.replace("\0", " ")
    return f"{day}\0{title}\0{key_of(record.id)}".encode("utf-8", "surrogatepass")


def unpack_order(packed: bytes) -> tuple[str, date | None, str]:
    """Return title, day and key, as `search.records.sort_key` takes them."""
    day, title, key = packed.decode("utf-8", "surrogatepass").split("\0", 2)
    return title, date.fromordinal(int(day)) if day != "0" else None, key


def _pack(record: Record) -> tuple[Any, ...]:
    published = record.published.isoformat() if record.published else None
    headline = tuple(record.headline) if record.headline else None
    return record.id, record.title, published, record.source, record.text, headline, record.body_start


def unpack(packed: tuple[Any, ...]) -> Record:
    """Return the record that `as_document` stored.

    Raises:
        ValueError, TypeError: It is not one.
    """
    id_, title, published, source, text, headline, body_start = packed
    return Record(
        id=str(id_),
        title=str(title),
        published=date.fromisoformat(published) if published else None,
        source=str(source),
        text=str(text),
        headline=Span(int(headline[0]), int(headline[1])) if headline else None,
        body_start=int(body_start),
    )
