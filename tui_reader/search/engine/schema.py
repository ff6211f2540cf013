"""The fields of the index, and what of an article goes into them.

The one rule: Whoosh gets terms, never text. They are made by `search.terms`, joined with blanks, and cut apart again by
Whoosh's own tokenizer, so that any stock Whoosh can open the index and finds the same terms in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from tui_reader.article import AnnotatedArticle, MentionKind, Span
from tui_reader.search.engine.packing import pack, pack_dated, pack_entities, unpack, unpack_dated, unpack_entities
from tui_reader.search.engine.tokens import cut
from tui_reader.search.evaluate import LONGEST_GRAM
from tui_reader.search.named import Dated, Named, find_dated, find_named
from tui_reader.search.records import Record, dates_of, forms_of, record_of

SCHEMA_VERSION = 6
"""Raised whenever fields, terms or files change: an index with another number is built anew."""
BLOCK = 1024
"""Postings in one block, where Whoosh writes: half the time to read of its usual 128, and a little smaller."""

_WORDS = ("body", "dates", "grams", "names", "orgs", "places", "source", "title")
FIELDS = tuple(sorted((*_WORDS, "key")))
"""Every field that is looked up by term."""
SCORED = ("body", "title", "names", "orgs", "places", "source")
"""The fields whose lengths count for the ranking, in the order of a segment's array `lengths`."""
SPELT = ("body", "title", "names")
"""The fields whose words are proposed where one is misspelt: they are looked for by their ends as well."""

SCHEMA = Schema(
    key=ID(unique=True, stored=True),
    published=COLUMN(NumericColumn("i", default=0)),
    **{name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for name in _WORDS},
)
"""
key             the article's id, as `key_of` writes it
body            the terms of the readable text; and of the title, if that is not the headline in it
title           the terms of the title
names           the terms of the surface forms of the people that are named, each form once
orgs, places    the same of organisations and places
dates           the values of the dates in the text, each once
grams           the beginnings of the words of title and names, for what is being typed
source          the terms of the source
published       the proleptic Gregorian ordinal of the day, 0 for none; not looked up by term

Who is who is not Whoosh's: see `entities`.
"""


def make_codec() -> W3Codec:
    """Return the codec of the segments that are written here."""
    return W3Codec(blocklimit=BLOCK, compression=1)


def key_of(article_id: str) -> str:
    """Return an article's id as an index key: one that can be encoded, whatever bytes its file's name has."""
    return article_id.encode("utf-8", "surrogateescape").decode("latin-1")


def id_of(key: str) -> str:
    """Return the id that `key_of` made a key.

    Raises:
        ValueError: It is no key.
    """
    return key.encode("latin-1").decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Document:
    """What the index keeps of an article: enough to index it again without reading or understanding it again."""

    record: Record
    title_is_headline: bool
    """Whether the title's words stand in the text as its headline."""
    names: tuple[str, ...] = ()
    """The surface forms of the people that are named, each once, sorted; and so on."""
    orgs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    entities: tuple[Named, ...] = ()
    """Who and what is named."""
    dated: tuple[Dated, ...] = ()
    """On which dates; each names some of `entities` by their numbers."""

    @classmethod
    def of(cls, annotated: AnnotatedArticle) -> "Document":
        """Return what is kept of an article."""
        article = annotated.article
        headline = article.headline
        words = article.text[headline.start : headline.end] if headline else ""
        entities = find_named(annotated)
        return cls(
            record_of(article),
            bool(headline) and (words == article.title or cut(words) == cut(article.title)),
            names=tuple(forms_of(annotated, MentionKind.PERSON)),
            orgs=tuple(forms_of(annotated, MentionKind.ORGANISATION)),
            places=tuple(forms_of(annotated, MentionKind.PLACE)),
            dates=tuple(dates_of(annotated)),
            entities=entities,
            dated=find_dated(annotated, entities),
        )

    def pack(self, text: bytes) -> bytes:
        """Return all but the text, which is given in UTF-8; `packing` tells how."""
        record = self.record
        published = record.published.isoformat() if record.published else None
        is_in_text = record.headline is not None and record.text[slice(*record.headline)] == record.title
        title = None if is_in_text else record.title
        forms = (self.names, self.orgs, self.places)
        return pack(
            [
                *(key_of(record.id), title, published, record.source, record.headline, record.body_start),
                *(self.title_is_headline, *forms, self.dates),
                *(pack_entities(self.entities, forms), pack_dated(self.dated, self.dates)),
            ],
            text,
        )

    @classmethod
    def unpack(cls, packed: bytes, text: bytes, *, is_whole: bool = True) -> "Document":
        """Return the document that `pack` wrote, with its text in UTF-8.

        Args:
            packed: What `pack` wrote.
            text: The article's text.
            is_whole: Whether it is to be indexed; to be shown, it need not tell who is named in it.

        Raises:
            ValueError, TypeError, IndexError, RecursionError: It is not one.
        """
        key, title, published, source, headline, body_start, title_is_headline, *found = unpack(packed, text)
        names, orgs, places, dates = map(_strings, found[:4])
        packed_entities, packed_dated = found[4:]
        span = Span(int(headline[0]), int(headline[1])) if headline else None
        decoded = text.decode("utf-8", "surrogatepass")
        record = Record(
            id=id_of(key),
            title=str(title) if title is not None else decoded[slice(*span)] if span else "",
            published=date.fromisoformat(published) if published else None,
            source=str(source),
            text=decoded,
            headline=span,
            body_start=int(body_start),
        )
        entities = unpack_entities(packed_entities, (names, orgs, places)) if is_whole else ()
        dated = unpack_dated(packed_dated, dates, len(entities)) if is_whole else ()
        return cls(record, title_is_headline is True, names, orgs, places, dates, entities, dated)


def unpack_moments(packed: bytes, text: bytes, entities: int) -> tuple[str, tuple[Dated, ...]]:
    """Return the id and the dates of a document with so many entities that `Document.pack` wrote, and nothing else.

    Raises:
        ValueError, TypeError, IndexError, RecursionError: It is not one.
    """
    key, *_, dates, _, packed_dated = unpack(packed, text)
    return id_of(key), unpack_dated(packed_dated, _strings(dates), entities)


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, values))


def fields_of(document: Document) -> dict[str, Any]:
    """Return the fields of a document, for Whoosh's own writer."""
    record = document.record
    title = cut(record.title)
    body = cut(record.text) + ([] if document.title_is_headline else title)
    names = _terms(document.names)
    fields: dict[str, Any] = {
        "key": key_of(record.id),
        "body": _joined(body),
        "title": _joined(title),
        "names": _joined(names),
        "orgs": _joined(_terms(document.orgs)),
        "places": _joined(_terms(document.places)),
        "dates": " ".join(sorted(terms_of(document.dates))),
        "grams": " ".join(sorted({gram for word in (*title, *names) for gram in grams_of(word)})),
        "source": _joined(cut(record.source)),
        "published": record.published.toordinal() if record.published else 0,
    }
    return {name: value for name, value in fields.items() if value}


def terms_of(values: Iterable[str]) -> set[str]:
    """Return the values of dates as terms, each one once, leaving out those with nothing in them."""
    # With no-break spaces, at which Whoosh's tokenizer does not cut.
    terms = ("\xa0".join(value.split()).encode("utf-8", "replace").decode() for value in values)
    return {term for term in terms if term}


def grams_of(word: bytes) -> list[str]:
    """Return the beginnings of a word."""
    beginning = word[: 4 * LONGEST_GRAM].decode("utf-8", "ignore")
    return [beginning[:length] for length in range(1, min(LONGEST_GRAM, len(beginning)) + 1)]


def _terms(forms: Iterable[str]) -> list[bytes]:
    return [term for form in forms for term in cut(form)]


def _joined(terms: Iterable[bytes]) -> str:
    return b" ".join(terms).decode()
