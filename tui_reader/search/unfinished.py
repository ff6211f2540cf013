"""Finds what is being typed in a query: the word that the cursor is in, and the field that it belongs to.

The one rule: pure; what it is completed with, and from where, is not decided here.
"""

from dataclasses import dataclass

from tui_reader.search.rewrite import write_value
from tui_reader.search.tokens import FIELDS, Token, find_tokens


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A word, or the words of a quote, before the cursor."""

    query: str
    start: int
    """Where it begins, its quote included."""
    end: int
    """Where what is replaced ends: behind the cursor, as far as the word goes on."""
    words: str
    """What of it stands before the cursor, without its quote."""
    field: str | None
    """The own name of its field; None outside of any."""

    def completed(self, value: str) -> str:
        """Return the whole query with `value` in its place, in quotes if need be."""
        assert self.field is not None
        written = write_value(self.field, value).removeprefix(f"{self.field}:")
        return self.query[: self.start] + written + self.query[self.end :]

    def named(self, field: str) -> str:
        """Return the whole query with the name of a field in its place."""
        return f"{self.query[: self.start]}{field}:{self.query[self.end :]}"


def find_unfinished(query: str, cursor: int) -> Unfinished | None:
    """Return what is being typed at the cursor, a code point of the query.

    Returns:
        None where nothing has begun, and after the name of a field that there is not.
    """
    outer: list[str | None] = [None]
    named: str | None = None
    """The field that the next word follows directly."""
    before: Token | None = None
    for token in find_tokens(query):
        if token.start >= cursor:
            break
        if token.kind in ("word", "phrase") and cursor <= token.end and not (token.closed and cursor == token.end):
            if before and before.kind == "field" and named is None:
                return None
            words = query[token.text_start : cursor]
            return Unfinished(query, token.start, token.end, words, named or outer[-1])
        if token.kind == "open":
            outer.append(named or outer[-1])
        elif token.kind == "close" and len(outer) > 1:
            outer.pop()
        named = FIELDS.get(token.text.lower()) if token.kind == "field" else None
        before = token
    begins_value = named and before is not None and before.end == cursor
    return Unfinished(query, cursor, cursor, "", named) if begins_value else None
