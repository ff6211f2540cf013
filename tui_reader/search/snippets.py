"""Finds in a text what was searched for, and the passage of it that is worth showing.

The one rule: hits are found in the source text, never in wrapped lines, and by the terms of `terms`: what an index
finds is what is highlighted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui_reader.article import Span
from tui_reader.search.edits import is_one_edit_away
from tui_reader.search.query import Completion, Field, Fuzzy, Near, Phrase, Prefix, Textual, Word
from tui_reader.search.terms import MAX_TERM, WORD, fold, fold_word

SNIPPET_LENGTH = 180
"""Code points: two lines of a wide list, cut off by a narrow one."""
_BLANKS = re.compile(r"\s+")


def find_hits(wanted: tuple[Textual, ...], text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """Find every occurrence of what was searched for, in order and disjoint.

    Args:
        wanted: What a match has in it: `Query.wanted`.
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
    plain = tuple(dict.fromkeys(_as_words(wanted, folded.text)))
    found = [match.span() for match in _pattern(plain).finditer(folded.text)] if plain else []
    near = [span for node in wanted if isinstance(node, Near) for span in _find_near(node, folded.text)]
    if near:
        found = _disjoint([*found, *near])
    if not within.start and not folded.is_uneven:
        return [Span(start, end) for start, end in found]
    spans = (folded.source_span(*span) for span in found)
    return [Span(start + within.start, end + within.start) for start, end in spans]


def _as_words(wanted: tuple[Textual, ...], folded: str) -> Iterator[Textual]:
    """Yield what can be found by a pattern: for a word that may have an edit, every word in the text that has it."""
    for node in wanted:
        if isinstance(node, Fuzzy):
            yield from (Word(term) for term in sorted(_terms_like(node.term, folded)))
        elif not isinstance(node, Near):
            yield node


def _terms_like(term: str, folded: str) -> set[str]:
    """The terms of a text that are at most one edit away."""
    words = _words_around(_halves(term), folded) if len(term) >= 4 else WORD.findall(folded)
    return {word for word in {word[:MAX_TERM] for word in words} if is_one_edit_away(term, word)}


@lru_cache(maxsize=256)
def _halves(term: str) -> re.Pattern[str]:
    """What finds a part of every word that is one edit away: it leaves one half as it was, or swaps where they meet."""
    half = len(term) // 2
    swapped = term[: half - 1] + term[half] + term[half - 1]
    return re.compile("|".join(map(re.escape, (term[:half], term[half:], swapped))))


def _words_around(pieces: re.Pattern[str], folded: str) -> Iterator[str]:
    end = 0
    for piece in pieces.finditer(folded):
        start = piece.start()
        if start >= end:
            while start > end and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
                start -= 1
            word = WORD.match(folded, start)
            assert word is not None
            end = word.end()
            yield word.group()


def _find_near(node: Near, folded: str) -> Iterator[tuple[int, int]]:
    """Yield those of the words that stand together with all others."""
    if any(term not in folded for term in node.terms):
        return
    found: list[re.Match[str]] = []
    places: list[int] = []
    end = place = 0
    for word in _pattern(tuple(map(Word, node.terms))).finditer(folded):
        place += len(WORD.findall(folded, end, word.start()))
        found.append(word)
        places.append(place)
        end, place = word.end(), place + 1
    near = find_near(node, [(word.group()[:MAX_TERM], place) for word, place in zip(found, places, strict=True)])
    yield from (found[i].span() for i in near)


def find_near(node: Near, words: Sequence[tuple[str, int]]) -> list[int]:
    """Return which of some words are near one another: those in a stretch of the text that has all of `node`'s.

    Args:
        node: Which terms, and how many words long such a stretch is at most.
        words: Every occurrence of one of its terms, and how many words of the text stand before it, in order.
    """
    counts: Counter[str] = Counter()
    near: list[int] = []
    first = done = 0
    for last, (term, place) in enumerate(words):
        counts[term] += 1
        while place - words[first][1] >= node.within:
            counts[words[first][0]] -= 1
            first += 1
        if all(counts[each] for each in node.terms):
            near += range(max(first, done), last + 1)
            done = last + 1
    return near


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those in which another stands that begins earlier or is longer."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@lru_cache(maxsize=256)
def _pattern(wanted: tuple[Textual, ...]) -> re.Pattern[str]:
    """What finds all of `wanted` in folded text; the longest first, so that a phrase goes before its words.

    Each begins with its letters, and looks back only after them: for letters a text is searched much faster.
    """
    sources = sorted({_source(node) for node in wanted}, key=lambda source: (-len(source), source))
    return re.compile(rf"(?:{'|'.join(sources)})(?!\w)")


def _source(node: Textual) -> str:
    match node:
        case Phrase(terms) | Near(terms):
            return r"\W+".join((_first_source(terms[0]), *map(_term_source, terms[1:])))
        case Prefix(stem) | Completion(stem):
            return _whole_from(stem) + r"\w*"
        case _:
            return _first_source(node.term)


def _first_source(term: str) -> str:
    return _whole_from(term) + _more(term)


def _whole_from(letters: str) -> str:
    """The letters, where no word goes on into them."""
    return rf"{re.escape(letters)}(?<!\w{re.escape(letters)})"


def _term_source(term: str) -> str:
    return re.escape(term) + _more(term)


def _more(term: str) -> str:
    return r"\w*" if len(term) == MAX_TERM else ""


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
    """The hit from which on most different words stand within a snippet's length; the first of them."""
    if not hits:
        return None
    words = [fold_word(text[start:end]) for start, end in hits]
    best, most, counts, after = 0, 0, Counter[str](), 0
    for i, hit in enumerate(hits):
        limit = hit.start + SNIPPET_LENGTH * 2 // 3
        while after < len(hits) and (hits[after].end <= limit or after == i):
            counts[words[after]] += 1
            after += 1
        if len(counts) > most:
            best, most = i, len(counts)
        counts[words[i]] -= 1
        if not counts[words[i]]:
            del counts[words[i]]
    return hits[best]


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
