"""Reads a query: words, "phrases", OR, NOT, parentheses, `kar*`, `title:` `name:` `source:` `date:`.

The one rule: pure, and nothing that is typed is a surprise. With `typing=True` an unfinished query is understood as
far as it goes; what is wrong in any case, and what is wrong once the query is finished, is a `QueryError` that knows
its place.

The grammar, OR binding loosest:

    either   = all ("OR" all)*
    all      = (["AND"] negated)+
    negated  = ("NOT" | "-") negated | unit
    unit     = "(" either ")" | [field ":"] (word | prefix | phrase) | "date:" period
"""

import re
import unicodedata
from dataclasses import dataclass

from tui_reader.errors import QueryError
from tui_reader.search.explain import explain
from tui_reader.search.periods import could_become_period, parse_period
from tui_reader.search.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
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
    Query,
    Word,
)
from tui_reader.search.terms import find_terms

_FIELDS = {"title": Field.TITLE, "name": Field.NAME, "source": Field.SOURCE}
_DATE = "date"
_FIELD_NAMES = "title:, name:, source: and date:"

_TOKEN = re.compile(
    r"""(?P<open>\()
    | (?P<close>\))
    | (?P<minus>-)(?=["“”(]|[^\s()"“”]*\w)
    | (?P<operator>(?:OR|AND|NOT)(?=[\s()"“]|\Z))
    | (?P<field>(?i:title|name|source|date)|[A-Za-z]+(?=:["“(\w])):
    | (?P<phrase>["“”](?P<quoted>[^"“”]*)(?P<unquote>["“”])?)
    | (?P<word>[^\s()"“”]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    """Without the quotes of a phrase, the colon of a field."""
    start: int
    closed: bool
    """Whether a phrase has its second quote."""


def parse_query(text: str, *, typing: bool = False, rested: bool = False) -> Query:
    """Understand a query.

    Args:
        text: As it was typed.
        typing: Whether it is still being typed: then the last word may go on, a quote or a parenthesis may still be
            open, and an operator or a field may still wait for its word.
        rested: Whether typing has paused: then there is time for every completion of the last word.

    Raises:
        QueryError: It has a mistake, or is longer than is allowed.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"A query has at most {MAX_LENGTH} characters", MAX_LENGTH)
    root = _Parser(text, typing=typing, rested=rested).parse()
    return Query(text, root, explain(root))


def _find_tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        words = match["quoted"] if kind == "phrase" else match[kind]
        tokens.append(_Token(kind, words, match.start(), match["unquote"] is not None))
    return tokens


class _Parser:
    """One pass over the tokens, held to the limits while it reads."""

    def __init__(self, text: str, *, typing: bool, rested: bool) -> None:
        self._text = text
        self._typing = typing
        self._completed: type[Prefix] | type[Completion] = Prefix if rested else Completion
        self._tokens = _find_tokens(text)
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._field = Field.ANY
        self._negated_now = False

    def parse(self) -> Node:
        node = self._either()
        if token := self._peek():
            raise QueryError("This parenthesis closes nothing", token.start)
        return node or Everything()

    def _peek(self, *kinds: str) -> _Token | None:
        """The next token, when it is of one of these kinds (of any, when none is given)."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: str) -> _Token | None:
        token = self._peek(*kinds)
        self._at += token is not None
        return token

    def _take_operator(self, word: str) -> _Token | None:
        token = self._peek("operator")
        return self._take() if token and token.text == word else None

    def _either(self) -> Node | None:
        parts, operator = [self._all()], None
        while operator := self._take_operator("OR"):
            if parts[-1] is None:
                self._complain("OR needs something before it", operator.start)
            parts.append(self._all())
            if parts[-1] is None:
                self._complain("OR needs something after it", operator.start)
        found = [part for part in parts if part is not None]
        return Or(tuple(found)) if len(found) > 1 else found[0] if found else None

    def _all(self) -> Node | None:
        found: list[Node] = []
        while (token := self._peek()) and token.kind != "close" and (token.kind, token.text) != ("operator", "OR"):
            if self._take_operator("AND"):
                following = self._peek()
                ends = following is None or following.kind == "close"
                if not found or ends or (following and following.kind == "operator" and following.text != "NOT"):
                    self._complain("AND needs something on both sides", token.start)
                continue
            node = self._negated()
            if isinstance(node, And):
                found.extend(node.nodes)
            elif node is not None:
                found.append(node)
        return And(tuple(found)) if len(found) > 1 else found[0] if found else None

    def _negated(self) -> Node | None:
        token = self._take("minus") or self._take_operator("NOT")
        if token is None:
            return self._unit()
        self._go_deeper(token)
        outer, self._negated_now = self._negated_now, True
        node = self._negated() if self._peek() and not self._peek("close") else None
        self._negated_now = outer
        self._depth -= 1
        if node is None:
            self._complain("NOT needs something after it", token.start)
        return Not(node) if node else None

    def _unit(self) -> Node | None:
        if token := self._take("open"):
            return self._group(token)
        if token := self._take("field"):
            return self._in_field(token)
        if token := self._take("word", "phrase"):
            return self._words(token)
        return None

    def _group(self, token: _Token) -> Node | None:
        self._go_deeper(token)
        node = self._either()
        self._depth -= 1
        if self._take("close") is None:
            self._complain("This parenthesis is not closed", token.start)
        return node

    def _in_field(self, token: _Token) -> Node | None:
        name = token.text.lower()
        if name != _DATE and name not in _FIELDS:
            raise QueryError(f"There is no field {name}: (there are {_FIELD_NAMES})", token.start)
        if self._peek("word", "phrase", "open") is None:
            self._complain(f"{name}: needs something after it", token.start)
            return None
        if name == _DATE:
            return self._period()
        outer, self._field = self._field, _FIELDS[name]
        node = self._unit()
        self._field = outer
        return node

    def _period(self) -> Node | None:
        token = self._take()
        assert token is not None
        if period := parse_period(token.text):
            return Published(*period)
        if not (self._is_last(token) and could_become_period(token.text)):
            message = f"“{token.text}” is no date: write 2021, 2021-02, 2021-02-14 or 2019..2021"
            raise QueryError(message, token.start)
        return None

    def _words(self, token: _Token) -> Node | None:
        """One word, or several that stand together: `"side gate"`, but `e-mail` as well.

        What a negation excludes is never completed: `-gal` on its way to `-gala` must not take away the Gallaghers.
        """
        if token.kind == "phrase" and not token.closed:
            self._complain("This quote is not closed", token.start)
        terms = [term.text for term in find_terms(token.text)]
        self._terms += len(terms)
        if self._terms > MAX_TERMS:
            raise QueryError(f"A query has at most {MAX_TERMS} words", token.start)
        if not terms:
            return None
        *before, last = terms
        if token.kind == "word" and token.text.endswith("*"):
            return self._ending_in(before, Prefix(last, self._field))
        may_go_on = unicodedata.category(self._text[-1])[0] in "LNM"  # letters, digits, and marks upon them
        if self._is_last(token) and not token.closed and may_go_on and not self._negated_now:
            return self._ending_in(before, self._completed(last, self._field))
        return Phrase(tuple(terms), self._field) if before else Word(last, self._field)

    def _ending_in(self, before: list[str], last: Node) -> Node:
        if not before:
            return last
        first = Phrase(tuple(before), self._field) if len(before) > 1 else Word(before[0], self._field)
        return And((first, last))

    def _is_last(self, token: _Token) -> bool:
        """Whether the cursor may still stand in this token."""
        return self._typing and self._at == len(self._tokens) and not self._text[-1:].isspace()

    def _go_deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QueryError(f"A query goes at most {MAX_DEPTH} parentheses or negations deep", token.start)

    def _complain(self, message: str, position: int) -> None:
        """Raise an error about something unfinished, unless it is still being typed: what something follows is not."""
        if not self._typing or self._peek():
            raise QueryError(message, position)
