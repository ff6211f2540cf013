"""Takes a query apart into words, "phrases", operators, parentheses and the names of fields.

The one rule: pure, and every character is in a token or is white space: nothing that is typed is refused here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tui_reader.article import Span

FIELDS = {
    "title": "title",
    "name": "name",
    "org": "org",
    "place": "place",
    "source": "source",
    "tag": "tag",
    "is": "is",
    "date": "date",
    "mentions": "mentions",
    "headline": "title",
    "person": "name",
    "people": "name",
    "organisation": "org",
    "organization": "org",
    "location": "place",
    "outlet": "source",
    "tags": "tag",
    "published": "date",
    "mention": "mentions",
}
"""Every name that a field goes by → the field's own name. The own names come first."""
OWN_NAMES = tuple(dict.fromkeys(FIELDS.values()))

_PIECES = r"""(?P<open>\()
    | (?P<close>\))
    | (?P<minus>-)(?=["“”(]|[^\s()"“”]*\w)
    | (?P<operator>(?:OR|AND|NOT)(?=[\s()"“]|\Z))
    | (?P<field>(?i:FIELDS)|[A-Za-z]+(?=:["“(\w])):
    | (?P<phrase>["“”](?P<quoted>[^"“”]*)(?:(?P<unquote>["“”])(?P<near>~[0-9]*)?)?)
    | (?P<word>[^\s()"“”]+)
    """


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query."""

    kind: str
    """open, close, minus, operator, field, phrase or word."""
    text: str
    """Without the quotes of a phrase, the colon of a field."""
    start: int
    end: int
    closed: bool = False
    """Whether a phrase has its second quote."""
    near: str | None = None
    """What follows the second quote of a phrase: `~8`, or `~` alone."""

    @property
    def text_start(self) -> int:
        """Where in the query `text` begins."""
        return self.start + (self.kind == "phrase")


@lru_cache(maxsize=4)
def _pieces(fields: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_PIECES.replace("FIELDS", "|".join(fields)), re.VERBOSE)


def find_tokens(query: str, fields: Iterable[str] = FIELDS) -> list[Token]:
    """Return the tokens of a query, in order; `fields` are the names of fields."""
    tokens = []
    for match in _pieces(tuple(fields)).finditer(query):
        kind = match.lastgroup or ""
        words = match["quoted"] if kind == "phrase" else match[kind]
        tokens.append(Token(kind, words, *match.span(), match["unquote"] is not None, match["near"]))
    return tokens


def find_units(tokens: Iterable[Token]) -> list[Span]:
    """Return where the parts stand that a query is made of: words, phrases and groups with what belongs to them.

    A group is one unit, whatever is in it; AND and OR are in none.
    """
    units: list[Span] = []
    begun: int | None = None
    depth = 0
    for token in tokens:
        joins = token.kind == "operator" and token.text != "NOT"
        if depth == 0 and joins:
            begun = None
            continue
        begun = token.start if begun is None else begun
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind in ("word", "phrase", "close"):
            units.append(Span(begun, token.end))
            begun = None
    return units
