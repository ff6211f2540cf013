"""W3C Web Annotations: what annotation tools give one another (https://www.w3.org/TR/annotation-model/).

The one rule: all that is kept of a passage is in what is written. What is read may be anything that the model allows,
and much that it does not.

Written is an `AnnotationPage`, an annotation a line. Read are a page, a collection with its first pages in it, a list,
or one annotation. Of an annotation with several targets each is a passage; a target without quote and place is none.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui_reader.article import Span
from tui_reader.bookmarks import CONTEXT, Bookmark
from tui_reader.bookmarks.cells import encodable, encodable_name, parse_time
from tui_reader.bookmarks.exchange import Incoming, Parsed, Passage, check_size
from tui_reader.errors import UsageError

CONTEXT_IRI = "http://www.w3.org/ns/anno.jsonld"
OWN_ID = "urn:gossip-reader:bookmark:"
"""Begins the ids of annotations that are bookmarks of ours; the bookmark's id follows."""

_DEEPEST = 8
"""Pages in collections, selectors in selectors."""
_MOST_OFFSET = 2**53
"""More code points than any text has."""
_PAGES = ("first", "items", "next", "@graph")
_COMMENTS = ("commenting", "describing", "replying", "")


def write_annotations(passages: Iterable[Passage]) -> str:
    """Write passages as an `AnnotationPage`, in the order in which they were kept. It is ASCII, ending in a newline."""
    ordered = sorted(passages, key=lambda passage: (passage.bookmark.created, passage.bookmark.id))
    items = ",\n".join(json.dumps(_annotation_of(passage.bookmark)) for passage in ordered)
    head = {"@context": CONTEXT_IRI, "id": "urn:gossip-reader:bookmarks", "type": "AnnotationPage"}
    return f'{json.dumps(head)[:-1]}, "items": [\n{items}\n]}}\n'


def _annotation_of(bookmark: Bookmark) -> dict[str, Any]:
    note = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": bookmark.note}
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in bookmark.tags]
    body = [*([note] if bookmark.note else []), *tags]
    quote = {"type": "TextQuoteSelector"} | {
        "exact": bookmark.quote,
        "prefix": bookmark.prefix,
        "suffix": bookmark.suffix,
    }
    position = {"type": "TextPositionSelector", "start": bookmark.start, "end": bookmark.end}
    selectors = [quote, position] if bookmark.start < bookmark.end else [quote]
    return {
        "id": OWN_ID + bookmark.id,
        "type": "Annotation",
        "motivation": "bookmarking",
        "created": bookmark.created,
        **({"body": body} if body else {}),
        "target": {"source": bookmark.article, "selector": selectors},
    }


def parse_annotations(text: str) -> Parsed:
    """Read what annotations say.

    Raises:
        UsageError: It is no JSON, or there are no annotations in it, or too many.
    """
    check_size(text)
    try:
        value = json.loads(text)
    except RecursionError:
        raise UsageError("These are no Web Annotations: lists lie in lists without an end") from None
    except ValueError as error:
        raise UsageError(f"This is no JSON ({str(error)[:100]})") from None
    annotations, others = _find_annotations(value)
    check_size(text, len(annotations))
    passages: list[Incoming] = []
    for annotation in annotations:
        found = list(_parse_annotation(annotation))
        passages += found
        others += not found
        check_size(text, len(passages))
    return Parsed(passages, others)


def _find_annotations(value: Any) -> tuple[list[dict[str, Any]], int]:
    """All annotations, in order, and how many things lie among them that are none."""
    found: list[dict[str, Any]] = []
    others = 0
    waiting = [(value, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list) and depth <= _DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(value)]
        elif isinstance(value, dict) and "target" in value:
            found.append(value)
        elif (
            isinstance(value, dict) and depth <= _DEEPEST and any(isinstance(value.get(k), list | dict) for k in _PAGES)
        ):
            waiting += [(value[k], depth + 1) for k in reversed(_PAGES) if isinstance(value.get(k), list | dict)]
        elif depth:
            others += 1
        else:
            raise UsageError("There are no Web Annotations in this")
    return found, others


def _parse_annotation(annotation: dict[str, Any]) -> Iterator[Incoming]:
    """The passages of an annotation: one for each target that has a quote or a place."""
    note, tags = _parse_bodies(annotation)
    name = _text(annotation.get("id") or annotation.get("@id"))
    created = parse_time(annotation.get("created")) or parse_time(annotation.get("modified"))
    for number, target in enumerate(_listed(annotation["target"])):
        if not isinstance(target, dict):
            continue
        quote, prefix, suffix, span = _parse_selectors(_listed(target.get("selector")))
        if quote or span:
            yield Incoming(
                quote=quote,
                id=f"{name}#{number}" if name and number else name,
                article=_source(target.get("source")),
                prefix=prefix[-CONTEXT:],
                suffix=suffix[:CONTEXT],
                span=span,
                note=note,
                tags=tags,
                created=created,
            )


def _parse_bodies(annotation: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The note and the tags."""
    notes, tags = [_text(annotation.get("bodyValue"))], []
    for body in _listed(annotation.get("body")):
        if not isinstance(body, dict):
            continue
        purposes = [_text(each) for each in _listed(body.get("purpose"))] or [""]
        value = _text(body.get("value"))
        if "tagging" in purposes:
            tags.append(value.strip() and value)
        elif any(purpose in _COMMENTS for purpose in purposes):
            notes.append(value)
    return "\n\n".join(note for note in notes if note), tuple(dict.fromkeys(tag for tag in tags if tag))


def _parse_selectors(selectors: Sequence[Any]) -> tuple[str, str, str, Span | None]:
    """Quote, prefix, suffix and place: what the first selectors of each kind say."""
    quote = prefix = suffix = ""
    span = None
    waiting = [(selector, 0) for selector in reversed(selectors)]
    while waiting:
        selector, depth = waiting.pop()
        if not isinstance(selector, dict):
            continue
        kinds = _listed(selector.get("type") or selector.get("@type"))
        if "TextQuoteSelector" in kinds and not quote:
            quote, prefix, suffix = (_text(selector.get(name)) for name in ("exact", "prefix", "suffix"))
        elif "TextPositionSelector" in kinds and span is None:
            span = _parse_span(selector.get("start"), selector.get("end"))
        if depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(_listed(selector.get("refinedBy")))]
    return quote, prefix, suffix, span


def _parse_span(start: Any, end: Any) -> Span | None:
    is_whole = all(isinstance(offset, int) and not isinstance(offset, bool) for offset in (start, end))
    return Span(start, end) if is_whole and 0 <= start < end <= _MOST_OFFSET else None


def _source(source: Any) -> str:
    """What a target names: an id of ours may have bytes in it that are not UTF-8, as files' names have."""
    if isinstance(source, dict):
        source = source.get("id") or source.get("@id")
    return encodable_name(source) if isinstance(source, str) else ""


def _text(value: Any) -> str:
    return encodable(value) if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    """A list, whatever stands in the place of one: JSON-LD leaves the brackets away around one thing."""
    return value if isinstance(value, list) else [] if value is None else [value]
