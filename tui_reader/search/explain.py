"""Says in words what a query was understood to mean.

The one rule: pure, and complete: two queries that mean different things are never described alike.
"""

import json
from calendar import monthrange
from datetime import date

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

_PLACES = {
    Field.TITLE: "title has {}",
    Field.NAME: "a person named {}",
    Field.ORG: "an organisation named {}",
    Field.PLACE: "a place named {}",
    Field.SOURCE: "source {}",
    Field.NOTE: "note has {}",
}
_STATES = {"kept": "has a kept passage"}


def explain(node: Node) -> str:
    """Describe a query, such as `vance AND NOT gala AND published in 2021`; the empty query by nothing at all."""
    return "" if isinstance(node, Everything) else _explain(node)


def _explain(node: Node) -> str:
    match node:
        case Not(part):
            return f"NOT {_grouped(part)}"
        case And(parts):
            return " AND ".join(_grouped(part) for part in parts)
        case Or(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case _:
            return _explain_leaf(node)


def _grouped(node: Node) -> str:
    words = _explain(node)
    return f"({words})" if isinstance(node, And | Or) else words


def _explain_leaf(node: Textual | Published | Mentioned | Tagged | Is | Among | Naming | Everything) -> str:
    match node:
        case Everything():
            return "everything"
        case Published(first, last):
            return f"published {_explain_period(first, last)}"
        case Mentioned(first, last):
            return f"mentions a date {_explain_period(first, last)}"
        case Tagged(tag, may_go_on):
            return f'a passage tagged "{tag}"{"…" if may_go_on else ""}'
        case Is(state):
            return _STATES.get(state, f"is {state}")
        case Among(articles):
            return f"one of {json.dumps(sorted(articles))}"
        case Naming(ids):
            return f"names one of {json.dumps(sorted(ids))}"
        case _:
            return _PLACES.get(node.field, "{}").format(_explain_words(node))


def _explain_words(node: Textual) -> str:
    match node:
        case Phrase(terms):
            return f'"{" ".join(terms)}"'
        case Near(terms, within):
            return f'"{" ".join(terms)}" within {within} words'
        case Prefix(stem):
            return f"{stem}*"
        case Completion(stem):
            return f"{stem}…"
        case Fuzzy(term):
            return f"{term}~"
        case _:
            return node.term


def _explain_period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"since {first}" if first else f"until {last}" if last else "at any time"
    if first == last:
        return f"on {first}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"from {first.year} to {last.year}"
    if first == last.replace(day=1) and last.day == monthrange(last.year, last.month)[1]:
        return f"in {first:%B %Y}"
    return f"from {first} to {last}"
