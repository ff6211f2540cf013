"""Mends a query that has mistakes: the whole of it as it would be with them put right.

The one rule: pure, and what comes out is always understood. Every mistake knows the one edit that mends it; where many
edits do not help, the words of the query are searched for as a phrase.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from tui_reader.search.query import MAX_LENGTH, MAX_TERMS
from tui_reader.search.terms import find_terms

MOST_EDITS = 24
"""A query with more mistakes than this is no query but words."""

_NOTHING_INSIDE = re.compile(r"\(\s*\)")


class Edit(NamedTuple):
    """What mends one mistake: from `start` to `end` the query is `text` instead."""

    start: int
    end: int
    text: str = ""


class Mistake(Exception):  # noqa: N818  it becomes a QueryError once it is mended
    """What is wrong with a query, where, and what mends it."""

    def __init__(self, message: str, position: int, edit: Edit) -> None:
        super().__init__(message)
        self.position = position
        self.edit = edit


def mend(query: str, edit: Edit, find_mistake: Callable[[str], Mistake | None]) -> str:
    """Return a query as it is after an edit, and after every edit that is needed then.

    Args:
        query: As it was typed.
        edit: What mends its first mistake.
        find_mistake: Finds the first mistake of a query.
    """
    mended = query
    for _ in range(MOST_EDITS):
        mended = _edited(mended, edit)
        mistake = find_mistake(mended)
        if mistake is None:
            return mended
        edit = mistake.edit
    return as_phrase(query)


def as_phrase(words: str) -> str:
    """Return a query for words that stand together; nothing at all where there are none."""
    terms: list[str] = []
    for term in find_terms(words):
        if len(terms) == MAX_TERMS or sum(map(len, terms)) + len(terms) + len(term.text) + 2 > MAX_LENGTH:
            break
        terms.append(term.text)
    return f'"{" ".join(terms)}"' if terms else ""


def cut(query: str) -> Edit:
    """Return the edit that makes a query no longer than is allowed, at a blank if there is one near."""
    blank = query.rfind(" ", MAX_LENGTH - 40, MAX_LENGTH)
    return Edit(blank if blank >= 0 else MAX_LENGTH, len(query))


def close_quote(query: str, start: int, depth: int) -> Edit:
    """Return the edit that closes the quote at `start`, before what closes the parentheses that are open."""
    end = len(query.rstrip())
    if not query[start + 1 : end].strip():
        return Edit(start, end)
    while depth and query[end - 1] in ") ":
        depth -= query[end - 1] == ")"
        end -= 1
    return Edit(end, end, '"') if end > start + 1 else Edit(start, start + 1)


def _edited(query: str, edit: Edit) -> str:
    before, after = query[: edit.start], query[edit.end :]
    if edit.text:
        return before + edit.text + after
    before, after = before.rstrip().rstrip("-"), after.lstrip()
    gap = " " if before and after and not before.endswith("(") and not after.startswith(")") else ""
    return _NOTHING_INSIDE.sub("", before + gap + after).strip()
