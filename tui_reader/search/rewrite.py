"""Writes a query as somebody would type it.

The one rule: pure, and what is written is understood again as what it was written from.
"""

from datetime import date

from tui_reader.search.query import (
    And,
    Completion,
    Everything,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Textual,
)


def write_query(node: Node) -> str:
    """Return a query's text, such as `vance -gala date:2021-01-01..2021-12-31`; nothing at all for everything."""
    match node:
        case And(parts):
            return " ".join(_grouped(part) for part in parts)
        case Or(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case Not(part):
            return f"NOT {write_query(part)}" if isinstance(part, Not) else f"-{_grouped(part)}"
        case Published(first, last):
            return f"date:{_day(first)}..{_day(last)}"
        case Everything():
            return ""
        case _:
            place = "" if node.field is Field.ANY else f"{node.field}:"
            return f"{place}{_words(node)}"


def _grouped(node: Node) -> str:
    words = write_query(node)
    return f"({words})" if isinstance(node, And | Or) else words


def _words(node: Textual) -> str:
    match node:
        case Phrase(terms):
            return f'"{" ".join(terms)}"'
        case Prefix(stem):
            return f"{stem}*"
        case Completion(stem):
            return stem
        case _:
            return node.term


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
