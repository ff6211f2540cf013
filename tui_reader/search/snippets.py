"""Finds in a text what was searched for, and the passage of it that is worth showing.

The one rule: hits are found in the source text, never in wrapped lines, and by the terms of `terms`: what an index
finds is what is highlighted.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from tui_reader.article import Span
from tui_reader.search.query import Completion, Field, Phrase, Prefix, Textual
from tui_reader.search.terms import MAX_TERM, fold

SNIPPET_LENGTH = 180
"""Code points: two lines of a wide list, cut off by a narrow one."""
MAX_ANCHORS = 200
"""How many hits are tried as the place around which the snippet is cut."""

_BLANKS = re.compile(r"\s+")


def find_hits(wanted: tuple[Textual, ...], text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """Find every occurrence of what was searched for, in order and disjoint.

    Args:
        wanted: Words, phrases and prefixes: `Query.wanted`.
        text: An article's readable text.
        headline: Where its headline stands: the only place where words looked for in the title count.
    """
    anywhere = tuple(node for node in wanted if node.field is not Field.TITLE)
    in_title = tuple(node for node in wanted if node.field is Field.TITLE)
    found = _find(anywhere, text, Span(0, len(text))) if anywhere else []
    if in_title and headline:
        found += [hit for hit in _find(in_title, text, headline) if not any(hit.overlaps(other) for other in found)]
    return tuple(sorted(found))


def _find(wanted: tuple[Textual, ...], text: str, within: Span) -> list[Span]:
    folded = fold(text[within.start : within.end])
    spans = (folded.source_span(*match.span()) for match in _pattern(wanted).finditer(folded.text))
    return [Span(start + within.start, end + within.start) for start, end in spans]


@lru_cache(maxsize=64)
def _pattern(wanted: tuple[Textual, ...]) -> re.Pattern[str]:
    """What finds all of `wanted` in folded text; the longest first, so that a phrase goes before its words."""
    sources = sorted({_source(node) for node in wanted}, key=lambda source: (-len(source), source))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sources)})(?!\w)")


def _source(node: Textual) -> str:
    if isinstance(node, Phrase):
        return r"\W+".join(_term_source(term) for term in node.terms)
    if isinstance(node, Prefix | Completion):
        return re.escape(node.stem) + r"\w*"
    return _term_source(node.term)


def _term_source(term: str) -> str:
    return re.escape(term) + (r"\w*" if len(term) == MAX_TERM else "")


def make_snippet(text: str, hits: Sequence[Span], body_start: int = 0) -> tuple[str, tuple[Span, ...]]:
    """Cut the passage with the most different hits out of `text`; without any, the beginning of the story.

    A third of it stands before the first hit and two thirds after, words stay whole, white space becomes single blanks.

    Args:
        text: An article's readable text.
        hits: What `find_hits` found in it.
        body_start: Where the story begins; what stands before (headline, captions) is shown only for want of better.

    Returns:
        The snippet, on one line, and where the hits stand in it.
    """
    in_body = [hit for hit in hits if hit.start >= body_start]
    earliest = body_start if in_body or not hits else 0
    anchor = _best_anchor(text, in_body or hits)
    start = max(earliest, anchor.start - SNIPPET_LENGTH // 3) if anchor else earliest
    start = _word_start(text, start, earliest)
    end = _word_end(text, start + SNIPPET_LENGTH)
    shown = [Span(max(hit.start, start), min(hit.end, end)) for hit in hits if hit.start < end and hit.end > start]
    return _on_one_line(text, Span(start, end), shown, earliest)


def _best_anchor(text: str, hits: Sequence[Span]) -> Span | None:
    """The hit after which most different hits follow within a snippet's length; the first of them."""
    best, most = None, 0
    hits = hits[:MAX_ANCHORS]
    words = [text[hit.start : hit.end].casefold() for hit in hits]
    for i, hit in enumerate(hits):
        limit = hit.start + SNIPPET_LENGTH * 2 // 3
        after = {words[k] for k in range(i, min(len(hits), i + 12)) if hits[k].end <= limit}
        if len(after) > most or best is None:
            best, most = hit, len(after)
    return best


def _word_start(text: str, at: int, earliest: int) -> int:
    """The nearest place at or after `at` where a word begins; `at` itself in a text without blanks."""
    if at <= earliest:
        return earliest
    blank = _BLANKS.search(text, at - 1, at + 40)
    return blank.end() if blank else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blanks = list(_BLANKS.finditer(text, at - 40, at + 1))
    return blanks[-1].start() if blanks else at


def _on_one_line(text: str, window: Span, hits: Sequence[Span], earliest: int) -> tuple[str, tuple[Span, ...]]:
    parts, length, highlights, at = [], 0, [], window.start
    for hit in [*hits, Span(window.end, window.end)]:
        for piece, is_hit in ((text[at : hit.start], False), (text[hit.start : hit.end], True)):
            words = _BLANKS.sub(" ", piece)
            if not length:
                words = words.lstrip()
            if is_hit and words:
                highlights.append(Span(length, length + len(words)))
            parts.append(words)
            length += len(words)
        at = hit.end
    snippet = "".join(parts).rstrip()
    before = "…" if text[earliest : window.start].strip() else ""
    after = "…" if text[window.end :].strip() else ""
    shown = (Span(hit.start, min(hit.end, len(snippet))) for hit in highlights)
    moved = (Span(hit.start + len(before), hit.end + len(before)) for hit in shown)
    return before + snippet + after, tuple(moved)
