"""Finds in a text what was searched for, and the passage of it that is worth showing.

The one rule: hits are found in the source text, never in wrapped lines, and by the terms of `terms`: what an index
finds is what is highlighted.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from tui_reader.article import Span
from tui_reader.search.edits import is_one_edit_away
from tui_reader.search.query import Completion, Field, Fuzzy, Near, Phrase, Prefix, Textual, Word
from tui_reader.search.terms import MAX_TERM, WORD, fold, fold_word

SNIPPET_LENGTH = 180
"""Code points: two lines of a wide list, cut off by a narrow one."""
Place = tuple[int, int]
"""Where something stands: its first code point, and the one after it."""

_BLANKS = re.compile(r"\s+")
_FEW = 8
"""So many words are found one after the other; of more, all at once."""


def find_hits(wanted: tuple[Textual, ...], text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """Find every occurrence of what was searched for, in order and disjoint.

    Args:
        wanted: What a match has in it: `Query.wanted`.
        text: An article's readable text.
        headline: Where its headline stands: the only place where words looked for in the title count.
    """
    return tuple(map(Span._make, find_places(wanted, text, headline)))


def find_places(wanted: tuple[Textual, ...], text: str, headline: Span | None = None) -> list[Place]:
    """Find what `find_hits` finds, as plain pairs: of a list of results only a few are ever shown."""
    anywhere = tuple(node for node in wanted if node.field is not Field.TITLE)
    found = _find(anywhere, text, 0) if anywhere else []
    if len(anywhere) < len(wanted) and headline:
        in_title = tuple(node for node in wanted if node.field is Field.TITLE)
        there = _find(in_title, text[headline.start : headline.end], headline.start)
        found = sorted(found + [each for each in there if not any(_overlap(each, other) for other in found)])
    return found


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _find(wanted: tuple[Textual, ...], text: str, start: int) -> list[Place]:
    """Find every occurrence in a text that begins so far behind the beginning of the article's."""
    folded = fold(text)
    plain = tuple(dict.fromkeys(_as_words(wanted, folded.text)))
    found = _find_words(plain, folded.text)
    near = [span for node in wanted if isinstance(node, Near) for span in _find_near(node, folded.text)]
    if near:
        found = _disjoint([*found, *near])
    if folded.is_uneven:
        found = [folded.source_span(*place) for place in found]
    return [(first + start, last + start) for first, last in found] if start else found


def _find_words(wanted: tuple[Textual, ...], folded: str) -> list[Place]:
    """Find words and phrases, disjoint.

    Whole words are the same ones whichever of several patterns finds them, and one pattern for each is faster, since a
    text is searched for the letters that it begins with; only phrases must go before their words.
    """
    if len(wanted) > _FEW or any(isinstance(node, Phrase) for node in wanted):
        return [match.span() for match in _pattern(wanted).finditer(folded)]
    found = [[match.span() for match in _pattern((node,)).finditer(folded)] for node in wanted]
    return found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))


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


def make_snippet(text: str, hits: Sequence[Place], body_start: int = 0) -> tuple[str, tuple[Span, ...]]:
    """Cut the passage with the most different hits out of `text`; without any, the beginning of the story.

    A third of it stands before the first hit and two thirds after, words stay whole, white space becomes single blanks.

    Args:
        text: An article's readable text.
        hits: What `find_hits` found in it.
        body_start: Where the story begins; what stands before (headline, captions) is shown only for want of better.

    Returns:
        The snippet, on one line, and where the hits stand in it.
    """
    in_body = bisect_left(hits, (body_start, 0))
    if in_body == len(hits) and hits:
        in_body = body_start = 0
    start = body_start
    if hits:
        anchor = in_body + _best_anchor(text, hits[in_body:])
        start = max(body_start, hits[anchor][0] - SNIPPET_LENGTH // 3)
    start = _word_start(text, start, body_start)
    end = _word_end(text, start + SNIPPET_LENGTH)
    near = hits[max(0, bisect_left(hits, (start, 0)) - 1) : bisect_left(hits, (end, 0))]
    shown = [Span(max(hit[0], start), min(hit[1], end)) for hit in near if hit[1] > start]
    return _on_one_line(text, Span(start, end), shown, body_start)


def _best_anchor(text: str, hits: Sequence[Place]) -> int:
    """The number of the first hit from which on most different words stand within a snippet's length."""
    words = [fold_word(text[start:end]) for start, end in hits]
    different = len(set(words))
    if different == 1:
        return 0
    best, most, after = 0, 0, 0
    counts: dict[str, int] = {}
    for i, (start, _) in enumerate(hits):
        if most == different:
            break
        limit = start + SNIPPET_LENGTH * 2 // 3
        while after < len(hits) and (hits[after][1] <= limit or after == i):
            counts[words[after]] = counts.get(words[after], 0) + 1
            after += 1
        if len(counts) > most:
            best, most = i, len(counts)
        counts[words[i]] -= 1
        if not counts[words[i]]:
            del counts[words[i]]
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
    snippet, highlights = _without_breaks(text, window, hits)
    before = "…" if text[earliest : window.start].strip() else ""
    after = "…" if text[window.end :].strip() else ""
    shown = (Span(start + len(before), min(end, len(snippet)) + len(before)) for start, end in highlights)
    return before + snippet + after, tuple(shown)


def _without_breaks(text: str, window: Span, hits: Sequence[Span]) -> tuple[str, list[Place]]:
    """Return a stretch of a text with all white space in it as single blanks, and where some words stand in that."""
    snippet = text[window.start : window.end]
    if " ".join(snippet.split()) == snippet:
        return snippet, [(hit.start - window.start, hit.end - window.start) for hit in hits]
    parts, length, highlights, at = [], 0, [], window.start
    for hit in [*hits, Span(window.end, window.end)]:
        for piece, is_hit in ((text[at : hit.start], False), (text[hit.start : hit.end], True)):
            words = _BLANKS.sub(" ", piece)
            if not length:
                words = words.lstrip()
            if is_hit and words:
                highlights.append((length, length + len(words)))
            parts.append(words)
            length += len(words)
        at = hit.end
    return "".join(parts).rstrip(), highlights
