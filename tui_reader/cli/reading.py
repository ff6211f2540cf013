"""`gossip-reader show` and `mentions`.

The one rule: one answer for every file that was named, in their order; a file that cannot be read does not stop the
others.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_reader.article import AnnotatedArticle, Article, Entity, EntityKind, MentionKind, Role
from tui_reader.cli.library import read_named
from tui_reader.cli.output import print_json, say, tell
from tui_reader.errors import ArticleError, NotFoundError, UsageError
from tui_reader.library import Library

_SECTIONS = {
    (Role.STORY, EntityKind.PERSON): "people",
    (Role.STORY, EntityKind.FAMILY): "families",
    (Role.STORY, EntityKind.PAIR): "pairs",
    (Role.STORY, EntityKind.ORGANISATION): "organisations",
    (Role.STORY, EntityKind.PLACE): "places",
    (Role.STORY, EntityKind.WORK): "works",
    (Role.AUTHOR, None): "author",
    (Role.BIO, None): "from the author's bio and the credits",
}
"""Under which heading entities are printed, by what part they have in the article, and what they are."""


@dataclass(frozen=True, slots=True)
class _Failure:
    name: str
    error: Exception


def show(arguments: Namespace) -> int:
    """Print articles."""
    read = [_read(arguments, name) for name in arguments.names]
    for article in read:
        if isinstance(article, Article):
            print_json(_article_as_json(article)) if arguments.json else _say_article(article)
    return _status(read)


def mentions(arguments: Namespace) -> int:
    """Print what articles mention."""
    read: list[Article | _Failure] = []
    for name, published in _requests(arguments):
        article, library = _find(arguments, name, body_only=arguments.body_only)
        read.append(article)
        if isinstance(article, _Failure):
            if arguments.json:
                print_json({"article": name, "error": str(article.error)})
            continue
        annotated = Library.find_mentions(article, published=published)
        if library:
            annotated = library.registered(annotated)
        if arguments.json:
            print_json(_mentions_as_json(annotated, published))
        else:
            _say_mentions(annotated)
    return _status(read)


def _requests(arguments: Namespace) -> Iterator[tuple[str, date | None]]:
    """The files to look at, each with the day from which its relative dates are reckoned."""
    for name in arguments.names:
        if name != "-":
            yield name, arguments.published
            continue
        for line in sys.stdin.buffer:
            if line.strip():
                yield _parse_request(line, arguments.published)


def _parse_request(line: bytes, published: date | None) -> tuple[str, date | None]:
    try:
        request = json.loads(line)
        day = request.get("published")
        return str(request["file"]), date.fromisoformat(day) if day else published
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        shown = line.strip()[:80].decode(errors="replace")
        raise UsageError(f"This line of standard input names no file: {shown}") from error


def _read(arguments: Namespace, name: str) -> Article | _Failure:
    return _find(arguments, name)[0]


def _find(arguments: Namespace, name: str, *, body_only: bool = False) -> tuple[Article | _Failure, Library | None]:
    """Read an article, and return the library in which it is, if it is in one."""
    try:
        return read_named(arguments, name, body_only=body_only)
    except (ArticleError, NotFoundError) as error:
        message = f"{name} cannot be read: {error}" if isinstance(error, ArticleError) else error
        tell(f"gossip-reader: {message}")
        return _Failure(name, error), None


def _status(read: list[Article | _Failure]) -> int:
    """Fine if anything was read; else trouble if anything was there."""
    if any(isinstance(article, Article) for article in read):
        return 0
    there = any(isinstance(failure, _Failure) and isinstance(failure.error, ArticleError) for failure in read)
    return 3 if there else 1


def _article_as_json(article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "title": article.title,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "published_is": article.published_is,
        "source": article.source,
        "url": article.url,
        "text": article.text,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in article.blocks],
    }


def _say_article(article: Article) -> None:
    day = f"{article.published:%A %d %B %Y}".replace(" 0", " ") if article.published else ""
    about = " · ".join(part for part in (article.source, day, article.byline) if part)
    say("\n".join([article.title, *([about] if about else [])]))
    for block in article.readable_blocks:
        if block is not article.headline:
            say("\n" + article.text[block.start : block.end])
    say()


def _explained(entity: Entity, names: Mapping[str, str]) -> str:
    """Say what else an entity is called, who is in it, or who it could be."""
    members = [names[member] for member in entity.members if member in names]
    others = [names[other] for other in entity.could_be if other in names]
    told = (("also", entity.aliases), ("that is", members), ("one of", others))
    return "".join(f" ({word} {', '.join(listed)})" for word, listed in told if listed)


def _mentions_as_json(annotated: AnnotatedArticle, published: date | None) -> dict[str, Any]:
    article = annotated.article
    day = published or article.published
    return {
        "article": article.id,
        "author": article.byline or None,
        "published": day.isoformat() if day else None,
        "text": article.text,
        "mentions": [
            {
                "kind": mention.kind,
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "entity": mention.entity,
                "value": mention.value,
                "timex": mention.timex,
                "anchor": mention.anchor,
            }
            for mention in annotated.mentions
        ],
        "entities": [
            {
                "id": entity.id,
                "name": entity.name,
                "kind": entity.kind,
                "aliases": list(entity.aliases),
                "members": list(entity.members),
                "count": entity.count,
                "role": entity.role,
                "could_be": list(entity.could_be),
            }
            for entity in annotated.entities
        ],
    }


def _say_mentions(annotated: AnnotatedArticle) -> None:
    say(annotated.article.title)
    names = {entity.id: entity.name for entity in annotated.entities}
    for (role, kind), heading in _SECTIONS.items():
        entities = [entity for entity in annotated.entities if entity.role is role and kind in (None, entity.kind)]
        if entities:
            say(f"\n{heading}")
        for entity in entities:
            say(f"  {entity.count:>3}  {entity.name}{_explained(entity, names)}")
    dates = [mention for mention in annotated.mentions if mention.kind is MentionKind.DATE]
    if dates:
        say("\ndates")
    for mention in dates:
        inferred = "~" if mention.anchor == "inferred" else " "
        say(f"  {inferred}{mention.value or '?':<12} {' '.join(mention.text.split())}")
    say()
