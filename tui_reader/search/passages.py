"""Tells which kept passages match a query.

The one rule: pure, and quick enough for thousands of passages at every key: the words of a passage are one string in
which words are looked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def matches(node: Node, passage: Searched) -> bool:
    """Whether a passage matches; what asks something of its article must have been replaced with `Among` before."""
    match node:
        case Everything():
            return True
        case Not(part):
            return not matches(part, passage)
        case And(parts):
            return all(matches(part, passage) for part in parts)
        case Or(parts):
            return any(matches(part, passage) for part in parts)
        case Among(articles):
            return passage.article in articles
        case Tagged(wanted, may_go_on):
            return any(tag.startswith(wanted) if may_go_on else tag == wanted for tag in passage.tags)
        case Is(state):
            return passage.state == state
        case Published() | Mentioned() | Naming():
            return False
        case _:
            return _holds(node, passage)


def _holds(node: Textual, passage: Searched) -> bool:
    if node.field in _OF_ARTICLES:
        return False
    words = {Field.NOTE: passage.note, Field.TITLE: passage.title}.get(node.field, passage.words)
    match node:
        case Phrase(terms):
            return f" {' '.join(terms)} " in words
        case Prefix(stem) | Completion(stem):
            return f" {stem}" in words
        case Fuzzy(term):
            return any(is_one_edit_away(term, word) for word in words.split())
        case Near(terms, within):
            return any(_are_near(terms, within, text.split()) for text in words.split(_BREAK))
        case _:
            return f" {node.term} " in words


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
