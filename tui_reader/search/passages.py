"""Tells which kept passages match a query.

The one rule: pure, and quick enough for thousands of passages at every key: the words of a passage are one string in
which words are looked for.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tui_reader.search.edits import is_one_edit_away
from tui_reader.search.query import (
    Among,
    And,
    Completion,
    Everything,
    Field,
    Fuzzy,
    Is,
    Mentioned,
    Naming,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Tagged,
    Textual,
)
from tui_reader.search.terms import MAX_TERM, find_terms, fold, fold_tag

_BREAK = "\n"
"""Between texts: no phrase reaches from one into another."""
_OF_ARTICLES = (Field.NAME, Field.ORG, Field.PLACE, Field.SOURCE)


_MOST_SPELLINGS = 8
"""Above that it is quicker to look at the words of a passage than to look for each spelling in them."""
_SIGNS = re.compile(r"[^\w\n]{2,}|[^\w\n ]")
"""What stands between words; a single blank may stay."""
_TOO_LONG = re.compile(rf"\w{{{MAX_TERM + 1}}}")


class Searched(NamedTuple):
    """A kept passage as it is searched."""

    article: str
    state: str
    words: str
    """Of its quote, its note and its tags."""
    note: str
    tags: tuple[str, ...]
    title: str
    """Words of the headline of its article."""


def searched(kept: Sequence[tuple[str, str, Sequence[str]]]) -> list[Searched]:
    """Return passages as they are searched, in no article yet; each is given as its quote, its note and its tags."""
    quotes = words_of_each([quote for quote, _, _ in kept])
    notes = words_of_each([note for _, note, _ in kept])
    return [
        Searched("", "", _BREAK.join([quote, note, *map(words_of, tags)]), note, tuple(map(_folded_tag, tags)), "")
        for quote, note, (_, _, tags) in zip(quotes, notes, kept, strict=True)
    ]


def is_of_articles(node: Node) -> bool:
    """Whether a part of a query asks something of a passage's article that only an index, or the store, knows."""
    match node:
        case Published() | Mentioned() | Naming():
            return True
        case Is(state):
            return state in ("read", "unread")
        case Not() | And() | Or() | Everything() | Among() | Tagged():
            return False
        case _:
            return node.field in _OF_ARTICLES


Matcher = Callable[[Searched], bool]


def matcher(node: Node, vocabulary: Collection[str]) -> Matcher:
    """Return what tells whether a passage matches; it is asked thousands of times, so that nothing is left to find out.

    Args:
        node: The query. What asks something of a passage's article must have been replaced with `Among` before.
        vocabulary: All words of the passages, among which those are found that are meant by a misspelt one.
    """
    match node:
        case Everything():
            return lambda passage: True
        case Not(part):
            inner = matcher(part, vocabulary)
            return lambda passage: not inner(passage)
        case And(parts):
            return _all_of([matcher(part, vocabulary) for part in parts])
        case Or(parts):
            return _any_of([matcher(part, vocabulary) for part in parts])
        case Among(articles):
            return lambda passage: passage.article in articles
        case Tagged(wanted, may_go_on):
            if may_go_on:
                return lambda passage: any(tag.startswith(wanted) for tag in passage.tags)
            return lambda passage: wanted in passage.tags
        case Is(state):
            return lambda passage: passage.state == state
        case Published() | Mentioned() | Naming():
            return lambda passage: False
        case _:
            return _words_matcher(node, vocabulary)


def _all_of(parts: Sequence[Matcher]) -> Matcher:
    def matches(passage: Searched) -> bool:
        for part in parts:  # noqa: SIM110  a generator takes four times as long
            if not part(passage):
                return False
        return True

    return matches


def _any_of(parts: Sequence[Matcher]) -> Matcher:
    def matches(passage: Searched) -> bool:
        for part in parts:  # noqa: SIM110  as above
            if part(passage):
                return True
        return False

    return matches


def _words_matcher(node: Textual, vocabulary: Collection[str]) -> Matcher:
    holds = _holds(node, vocabulary)
    match node.field:
        case Field.ANY:
            return lambda passage: holds(passage.words) or holds(passage.title)
        case Field.NOTE:
            return lambda passage: holds(passage.note)
        case Field.TITLE:
            return lambda passage: holds(passage.title)
        case _:
            return lambda passage: False


def _holds(node: Textual, vocabulary: Collection[str]) -> Callable[[str], bool]:
    match node:
        case Phrase(terms):
            phrase = f" {' '.join(terms)} "
            return lambda words: phrase in words
        case Prefix(stem) | Completion(stem):
            begins = f" {stem}"
            return lambda words: begins in words
        case Fuzzy(term):
            return _holds_one_of(_spellings(term, vocabulary))
        case Near(terms, within):
            apart = [f" {term} " for term in terms]
            return lambda words: (
                all(term in words for term in apart)
                and any(_are_near(terms, within, text.split()) for text in words.split(_BREAK))
            )
        case _:
            word = f" {node.term} "
            return lambda words: word in words


def _spellings(term: str, vocabulary: Collection[str]) -> list[str]:
    length = len(term)
    return [word for word in vocabulary if -2 < len(word) - length < 2 and is_one_edit_away(term, word)]


def _holds_one_of(terms: Collection[str]) -> Callable[[str], bool]:
    if len(terms) > _MOST_SPELLINGS:
        wanted = frozenset(terms)
        return lambda words: not wanted.isdisjoint(words.split())
    apart = [f" {term} " for term in terms]

    def holds(words: str) -> bool:
        for term in apart:  # noqa: SIM110  as above
            if term in words:
                return True
        return False

    return holds


def _are_near(terms: Iterable[str], within: int, words: Sequence[str]) -> bool:
    last = dict.fromkeys(terms, -within - 1)
    for at, word in enumerate(words):
        if word in last:
            last[word] = at
            if at - min(last.values()) < within:
                return True
    return False


def words_of_each(texts: Sequence[str]) -> list[str]:
    """Return the words of texts as `words_of` does, all at once: that takes a third of the time."""
    folded = fold.__wrapped__("\n".join(text.replace("\n", " ") for text in texts)).text
    if not texts or _TOO_LONG.search(folded):
        return [words_of.__wrapped__(text) for text in texts]
    return [f" {line.strip(' ')} " for line in _SIGNS.sub(" ", folded).split("\n")]


@lru_cache(maxsize=4096)  # tags and headlines come again and again
def words_of(text: str) -> str:
    """Return the words of a text as they are searched, a blank before and behind each."""
    return f" {' '.join(term.text for term in find_terms(text))} "


_folded_tag = lru_cache(maxsize=4096)(fold_tag)
