"""What a query is once it is understood: a small tree of frozen values.

The one rule: the tree says everything. No index looks at the words that were typed, and none decides what they mean.
`parse` makes the tree, `explain` says it in words, the engine and the scan answer it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_LENGTH = 512
"""Code points in a query."""
MAX_TERMS = 32
MAX_DEPTH = 8
"""Parentheses within parentheses, negations included."""


class Field(StrEnum):
    """Where a word is looked for."""

    ANY = "any"
    """The whole readable text, the headline included."""
    TITLE = "title"
    NAME = "name"
    """The people that are named, by the words they are named with."""
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Word:
    """Articles in which this term occurs."""

    term: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles in which these terms follow one another."""

    terms: tuple[str, ...]
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a term that begins like this: exactly what `kar*` says."""

    stem: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Completion:
    """The word that is still being typed: an index may answer with its likeliest completions only, and say so."""

    stem: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published from `first` to `last`, both included; None leaves that end open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Articles that match every node."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that match at least one node."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


Node = Word | Phrase | Prefix | Completion | Published | Not | And | Or | Everything
Textual = Word | Phrase | Prefix | Completion


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood."""

    text: str
    """As it was typed."""
    root: Node
    understood: str
    """What was understood, in words; empty for the empty query."""

    @property
    def wanted(self) -> tuple[Textual, ...]:
        """The words, phrases and prefixes that a match has in it: those that are worth highlighting."""
        return tuple(_wanted(self.root))


def _wanted(node: Node) -> Iterator[Textual]:
    if isinstance(node, And | Or):
        for part in node.nodes:
            yield from _wanted(part)
    elif isinstance(node, Word | Phrase | Prefix | Completion) and node.field is not Field.SOURCE:
        yield node
