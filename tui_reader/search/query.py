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
NEARBY = 8
"""Within so many words are words near one another, where no number is given."""
MAX_NEAR = 1000
"""Words that are further apart are not near, whatever number is given."""
STATES = ("read", "unread", "kept")
"""What `is:` asks for: articles marked as read, all others, those with a kept passage."""


class Field(StrEnum):
    """Where a word is looked for."""

    ANY = "any"
    """The whole readable text, the headline included."""
    TITLE = "title"
    NAME = "name"
    """The people that are named, by the words they are named with."""
    ORG = "org"
    """The organisations that are named."""
    PLACE = "place"
    SOURCE = "source"
    NOTE = "note"
    """The note to a kept passage: no article is asked this."""


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
class Fuzzy:
    """Articles with a term at most one edit away: a character more, less, other, or two neighbours swapped."""

    term: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Near:
    """Articles in which all these terms stand together, in any order, within so many words."""

    terms: tuple[str, ...]
    """At least two, each of them once."""
    within: int
    """Words from the first of them to the last, both included."""
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published from `first` to `last`, both included; None leaves that end open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Articles that mention a date within `first` to `last`, both included; None leaves that end open.

    What counts as a date within them says `values.value_within`.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """Articles with a kept passage that has this tag. An index is never asked this: see `Among`."""

    tag: str
    """As `terms.fold_tag` has it."""
    may_go_on: bool = False
    """Whether tags that only begin so are meant as well."""


@dataclass(frozen=True, slots=True)
class Is:
    """Articles in a state that the store knows: "read", "unread", "kept". An index is never asked this: see `Among`."""

    state: str


@dataclass(frozen=True, slots=True)
class Among:
    """These articles, by id: what the library makes of `Tagged` and `Is`, which no index knows of."""

    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """Articles that name anybody or anything with one of these ids, if by half of a pair.

    What the library makes of `name:`, `org:` and `place:` where the words of a name do not tell all: see `registry`.
    """

    ids: frozenset[str]


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


Textual = Word | Phrase | Prefix | Completion | Fuzzy | Near
Node = Textual | Published | Mentioned | Tagged | Is | Among | Naming | Not | And | Or | Everything


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
    elif isinstance(node, Textual) and node.field is not Field.SOURCE:
        yield node
