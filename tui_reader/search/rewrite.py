"""Writes a query as somebody would type it, and adds to one that was typed.

The one rule: pure, and what is written is understood again as what it was written from. What somebody typed stays as
they typed it, but for what has to change.
"""

import re
from datetime import date

from tui_reader.errors import QueryError
from tui_reader.search.parse import parse_query
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
from tui_reader.search.tokens import find_tokens, find_units

_ONE_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_QUOTES = re.compile(r'["“”\s]+')


def write_query(node: Node) -> str:
    """Return a query's text, such as `vance -gala date:2021-01-01..2021-12-31`; nothing at all for everything.

    Raises:
        ValueError: There is an `Among` in it, which nobody can type.
    """
    match node:
        case And(parts):
            return " ".join(_grouped(part) for part in parts)
        case Or(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case Not(part):
            return f"NOT {write_query(part)}" if isinstance(part, Not) else f"-{_grouped(part)}"
        case Published(first, last):
            return f"date:{_day(first)}..{_day(last)}"
        case Mentioned(first, last):
            return f"mentions:{_day(first)}..{_day(last)}"
        case Tagged(tag, may_go_on):
            return f"tag:{tag.replace(' ', '-')}*" if may_go_on else write_value("tag", tag)
        case Is(state):
            return f"is:{state}"
        case Everything():
            return ""
        case Among() | Naming():
            raise ValueError("articles and ids cannot be typed")
        case _:
            place = "" if node.field is Field.ANY else f"{node.field}:"
            return f"{place}{_words(node)}"


def write_value(field: str, value: str) -> str:
    """Return what asks for a value in a field, such as `name:"Kim Kardashian"` or `source:TMZ`."""
    words = _QUOTES.sub(" ", value).strip()
    is_one_word = _ONE_WORD.fullmatch(words) and words not in ("OR", "AND", "NOT")
    return f"{field}:{words}" if is_one_word else f'{field}:"{words}"'


def _grouped(node: Node) -> str:
    words = write_query(node)
    return f"({words})" if isinstance(node, And | Or) else words


def _words(node: Textual) -> str:
    match node:
        case Phrase(terms):
            return f'"{" ".join(terms)}"'
        case Near(terms, within):
            return f'"{" ".join(terms)}"~{within}'
        case Prefix(stem):
            return f"{stem}*"
        case Completion(stem):
            return stem
        case Fuzzy(term):
            return f"{term}~"
        case _:
            return node.term


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def narrowed(text: str, addition: str, *, today: date | None = None) -> str:
    """Return a query that also asks for `addition`, such as `name:"Kim Kardashian"` or `date:2021`.

    Args:
        text: As it was typed, finished or not; its mistakes are mended.
        addition: What the articles must have as well. It is not added twice, and where it was excluded it is no more.
        today: The day from which relative dates in `text` are reckoned.
    """
    wanted = parse_query(addition, today=today).root
    return _with(text, wanted, Not(wanted), f"({addition})" if isinstance(wanted, Or) else addition, today)


def excluded(text: str, addition: str, *, today: date | None = None) -> str:
    """Return a query that asks for no article with `addition`; otherwise as `narrowed`."""
    unwanted = parse_query(addition, today=today).root
    return _with(
        text, Not(unwanted), unwanted, f"-({addition})" if isinstance(unwanted, And | Or) else f"-{addition}", today
    )


def _with(text: str, wanted: Node, opposite: Node, addition: str, today: date | None) -> str:
    text = _mended(text.strip(), today)
    if opposite in _parts(text, today):
        text = _without(text, opposite, today)
    if wanted in _parts(text, today):
        return text
    root = parse_query(text, today=today).root
    if isinstance(root, Everything):
        return addition
    return f"({text}) {addition}" if isinstance(root, Or) else f"{text} {addition}"


def _mended(text: str, today: date | None) -> str:
    try:
        parse_query(text, today=today)
    except QueryError as mistake:
        return mistake.mended
    return text


def _parts(text: str, today: date | None) -> tuple[Node, ...]:
    root = parse_query(text, today=today).root
    return root.nodes if isinstance(root, And) else (root,)


def _without(text: str, unwanted: Node, today: date | None) -> str:
    """The query without a part that stands in it, as it was typed where that can be told."""
    left = text
    for start, end in reversed(find_units(find_tokens(text))):
        if parse_query(text[start:end], today=today).root == unwanted:
            left = f"{left[:start].rstrip()} {left[end:].lstrip()}".strip()
    left = _mended(left, today)  # an AND that stood beside it joins nothing any more
    rest = tuple(part for part in _parts(text, today) if part != unwanted)
    is_right = tuple(part for part in _parts(left, today) if not isinstance(part, Everything)) == rest
    return left if is_right else write_query(rest[0] if len(rest) == 1 else And(rest) if rest else Everything())
