"""Tells which kept passages match a query.

The one rule: pure, and quick enough for thousands of passages at every key: the words of a passage are one string in
which words are looked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

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
from tui_reader.search.terms import find_terms, fold_tag

_BREAK = "\n"
"""Between texts: no phrase reaches from one into another."""
_OF_ARTICLES = (Field.NAME, Field.ORG, Field.PLACE, Field.SOURCE)


@dataclass(frozen=True, slots=True)
class Searched:
    """A kept passage as it is searched."""

    article: str
    state: str
    words: str
    """Of its quote, its note, its tags and the headline of its article."""
    note: str
    title: str
    tags: tuple[str, ...]


def searched(article: str, state: str, quote: str, note: str, tags: Sequence[str], title: str) -> Searched:
    """Make a passage ready to be searched."""
    words_of_note, words_of_title = _words(note), _words(title)
    words = _BREAK.join([_words(quote), words_of_note, *map(_words, tags), words_of_title])
    return Searched(article, state, words, words_of_note, words_of_title, tuple(map(fold_tag, tags)))


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


def matcher(node: Node) -> Matcher:
    """Return what tells whether a passage matches; it is asked thousands of times, so that nothing is left to find out.

    What asks something of a passage's article must have been replaced with `Among` before.
    """
    match node:
        case Everything():
            return lambda passage: True
        case Not(part):
            inner = matcher(part)
            return lambda passage: not inner(passage)
        case And(parts):
            each = [matcher(part) for part in parts]
            return lambda passage: all(part(passage) for part in each)
        case Or(parts):
            some = [matcher(part) for part in parts]
            return lambda passage: any(part(passage) for part in some)
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
            return _words_matcher(node)


def _words_matcher(node: Textual) -> Matcher:
    holds = _holds(node)
    match node.field:
        case Field.ANY:
            return lambda passage: holds(passage.words)
        case Field.NOTE:
            return lambda passage: holds(passage.note)
        case Field.TITLE:
            return lambda passage: holds(passage.title)
        case _:
            return lambda passage: False


def _holds(node: Textual) -> Callable[[str], bool]:
    match node:
        case Phrase(terms):
            phrase = f" {' '.join(terms)} "
            return lambda words: phrase in words
        case Prefix(stem) | Completion(stem):
            begins = f" {stem}"
            return lambda words: begins in words
        case Fuzzy(term):
            is_near = cache(lambda word: is_one_edit_away(term, word))
            return lambda words: any(map(is_near, words.split()))
        case Near(terms, within):
            apart = [f" {term} " for term in terms]
            return lambda words: (
                all(term in words for term in apart)
                and any(_are_near(terms, within, text.split()) for text in words.split(_BREAK))
            )
        case _:
            word = f" {node.term} "
            return lambda words: word in words


def _are_near(terms: Iterable[str], within: int, words: Sequence[str]) -> bool:
    last = dict.fromkeys(terms, -within - 1)
    for at, word in enumerate(words):
        if word in last:
            last[word] = at
            if at - min(last.values()) < within:
                return True
    return False


def _words(text: str) -> str:
    return f" {' '.join(term.text for term in find_terms(text))} "
