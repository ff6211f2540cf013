"""What an index keeps of an article in order to show it as a result, and the result that is made of that.

The one rule: every index makes its results here, so that they look the same whoever found them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_reader.article import AnnotatedArticle, Article, MentionKind, Span
from tui_reader.search.index import Hit, Sort
from tui_reader.search.query import Query
from tui_reader.search.snippets import find_places, make_snippet


@dataclass(frozen=True, slots=True)
class Record:
    """What an index keeps of an article in order to show it as a result."""

    id: str
    title: str
    published: date | None
    source: str
    text: str
    """The readable text; offsets are those of the article."""
    headline: Span | None
    body_start: int
    """Where the story begins, after headline and captions."""


def record_of(article: Article) -> Record:
    """Return what an index keeps of `article`."""
    return Record(
        id=article.id,
        title=article.title,
        published=article.published,
        source=article.source,
        text=article.readable_text,
        headline=article.headline.span if article.headline else None,
        body_start=article.body_start,
    )


def forms_of(annotated: AnnotatedArticle, kind: MentionKind) -> list[str]:
    """Return the words with which those of one kind are mentioned, each once, sorted."""
    return sorted({mention.text for mention in annotated.mentions if mention.kind is kind})


def dates_of(annotated: AnnotatedArticle) -> list[str]:
    """Return the values of the dates in an article, each once, sorted: not of what only lasts or comes again."""
    return sorted(
        {mention.value for mention in annotated.mentions if mention.timex in ("DATE", "TIME") and mention.value}
    )


def make_hit(record: Record, query: Query, score: float, variants: tuple[Hit, ...] = ()) -> Hit:
    """Make the result that is shown for a record which matches `query`, with the near-copies folded into it."""
    found = find_places(query.wanted, record.text, record.headline)
    snippet, highlights = make_snippet(record.text, found, record.body_start)
    return Hit(
        article=record.id,
        title=record.title,
        published=record.published,
        source=record.source,
        score=round(score, 4),
        hits=len(found),
        snippet=snippet,
        highlights=highlights,
        variants=variants,
    )


def sort_key(sort: Sort) -> Callable[[str, date | None, str], tuple[Any, ...]]:
    """Return the key `(title, published, id) -> …` that puts articles into an order; undated ones come last."""
    if sort is Sort.NEWEST:
        return lambda title, day, id_: (day is None, -(day or date.min).toordinal(), title.casefold(), id_)
    if sort is Sort.OLDEST:
        return lambda title, day, id_: (day is None, (day or date.min).toordinal(), title.casefold(), id_)
    return lambda title, _, id_: (title.casefold(), id_)
