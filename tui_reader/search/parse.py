"""Reads a query: words, "phrases", OR, NOT, parentheses, `kar*`, `word~`, `"near words"~8` and fields.

The one rule: pure, and nothing that is typed is a surprise. With `typing=True` an unfinished query is understood as
far as it goes; what is wrong in any case, and what is wrong once the query is finished, is a `QueryError` that knows
its place and how it is mended.

The grammar, OR binding loosest:

    either   = all ("OR" all)*
    all      = (["AND"] negated)+
    negated  = ("NOT" | "-") negated | unit
    unit     = "(" either ")" | [field ":"] unit | words
    words    = word ["*" | "~"] | quote ["~" [number]]

A field holds for everything in the group after it. What words mean in it is its own affair: see `words`.
"""

from datetime import date

from tui_reader.errors import QueryError
from tui_reader.search.edits import nearest
from tui_reader.search.explain import explain
from tui_reader.search.language import ARTICLES, Language
from tui_reader.search.mending import Edit, Mistake, as_phrase, cut, mend
from tui_reader.search.query import MAX_DEPTH, MAX_LENGTH, And, Everything, Node, Not, Or, Query
from tui_reader.search.tokens import Token
from tui_reader.search.words import WordReader, without


def parse_query(
    text: str,
    *,
    typing: bool = False,
    rested: bool = False,
    today: date | None = None,
    language: Language = ARTICLES,
) -> Query:
    """Understand a query.

    Args:
        text: As it was typed.
        typing: Whether it is still being typed: then the last word may go on, a quote or a parenthesis may still be
            open, and an operator or a field may still wait for its word.
        rested: Whether typing has paused: then there is time for every completion of the last word.
        today: The day from which "last week" is reckoned; without it there are no relative dates.
        language: The fields and states that may be asked for.

    Raises:
        QueryError: It has a mistake, or is longer than is allowed.
    """
    try:
        root = _read(text, typing=typing, rested=rested, today=today, language=language)
    except Mistake as mistake:
        mended = mend(text, mistake.edit, lambda query: _find_mistake(query, today, language))
        raise QueryError(str(mistake), mistake.position, mended) from None
    return Query(text, root, explain(root))


def _find_mistake(text: str, today: date | None, language: Language) -> Mistake | None:
    try:
        _read(text, typing=False, rested=False, today=today, language=language)
    except Mistake as mistake:
        return mistake
    return None


def _read(text: str, *, typing: bool, rested: bool, today: date | None, language: Language) -> Node:
    if len(text) > MAX_LENGTH:
        raise Mistake(f"A query has at most {MAX_LENGTH} characters", MAX_LENGTH, cut(text))
    return _Parser(text, typing=typing, rested=rested, today=today, language=language).parse()


class _Parser(WordReader):
    """One pass over the tokens, held to the limits while it reads."""

    _depth = 0

    def parse(self) -> Node:
        node = self._either()
        if token := self._peek():
            raise Mistake("This parenthesis closes nothing", token.start, without(token))
        return node or Everything()

    def _take_operator(self, word: str) -> Token | None:
        token = self._peek("operator")
        return self._take() if token and token.text == word else None

    # How words are joined

    def _either(self) -> Node | None:
        parts = [self._all()]
        while operator := self._take_operator("OR"):
            if parts[-1] is None:
                self._complain("OR needs something before it", operator)
            parts.append(self._all())
            if parts[-1] is None:
                self._complain("OR needs something after it", operator)
        found = [part for part in parts if part is not None]
        return Or(tuple(found)) if len(found) > 1 else found[0] if found else None

    def _all(self) -> Node | None:
        found: list[Node] = []
        while (token := self._peek()) and token.kind != "close" and (token.kind, token.text) != ("operator", "OR"):
            if self._take_operator("AND"):
                following = self._peek()
                ends = following is None or following.kind == "close"
                if not found or ends or (following and following.kind == "operator" and following.text != "NOT"):
                    self._complain("AND needs something on both sides", token)
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
            self._complain("NOT needs something after it", token)
        return Not(node) if node else None

    def _unit(self) -> Node | None:
        if token := self._take("open"):
            return self._group(token)
        if token := self._take("field"):
            return self._in_field(token)
        if token := self._take("word", "phrase"):
            return self._read_words(token)
        return None

    def _group(self, token: Token) -> Node | None:
        self._go_deeper(token)
        self._open_groups += 1
        node = self._either()
        self._open_groups -= 1
        self._depth -= 1
        if self._take("close") is None:
            end = len(self._text.rstrip())
            self._complain("This parenthesis is not closed", token, Edit(end, end, ")") if end > token.end else None)
        return node

    def _in_field(self, token: Token) -> Node | None:
        name = self._language.fields.get(token.text.lower())
        if name is None:
            *names, last = self._language.own_names
            listed = f"{', '.join(f'{each}:' for each in names)} and {last}:"
            raise Mistake(f"There is no field {token.text.lower()}: (there are {listed})", token.start,
                          self._nearest_field(token))  # fmt: skip
        following = self._peek("word", "phrase", "open")
        if following is None:
            self._complain(f"{token.text.lower()}: needs something after it", token, self._field_moved(token))
            return None
        outer, self._field = self._field, name
        self._named = token if following.kind != "open" else None
        node = self._unit()
        self._field, self._named = outer, None
        return node

    def _go_deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"A query goes at most {MAX_DEPTH} parentheses or negations deep"
            raise Mistake(message, token.start, without(token))

    # Mistakes

    def _nearest_field(self, token: Token) -> Edit:
        """The name that was likely meant; without one, the words as they are."""
        if name := nearest(token.text.lower(), self._language.fields):
            return Edit(token.start, token.end, f"{name}:")
        following = self._peek("word")
        return Edit(token.start, following.end, as_phrase(self._text[token.start : following.end])) if following else (
            Edit(token.end - 1, token.end, " ")
        )  # fmt: skip

    def _field_moved(self, token: Token) -> Edit:
        """A field before a negation is moved behind it; before anything else it is left out."""
        following = self._peek("minus", "operator")
        if following and following.text in ("-", "NOT"):
            return Edit(
                token.start, following.end, f"-{token.text}:" if following.text == "-" else f"NOT {token.text}:"
            )
        return without(token)
