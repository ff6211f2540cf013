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

A field holds for everything in the group after it. What words mean in it is its own affair: see `_Parser._words`.
"""

import re
import unicodedata
from datetime import date

from tui_reader.errors import QueryError
from tui_reader.search.edits import nearest
from tui_reader.search.explain import explain
from tui_reader.search.mending import Edit, Mistake, as_phrase, close_quote, cut, mend
from tui_reader.search.nearest_date import nearest_period
from tui_reader.search.periods import could_become_period, parse_period
from tui_reader.search.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NEAR,
    MAX_TERMS,
    NEARBY,
    STATES,
    And,
    Completion,
    Everything,
    Field,
    Fuzzy,
    Is,
    Mentioned,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tagged,
    Word,
)
from tui_reader.search.terms import find_terms, fold_tag
from tui_reader.search.tokens import FIELDS, OWN_NAMES, Token, find_tokens

_FIELD_NAMES = f"{', '.join(f'{name}:' for name in OWN_NAMES[:-1])} and {OWN_NAMES[-1]}:"
_DATES = 'write 2021, feb-2021, 2021-02-14, 2019..2021 or "last week"'
_KEPT = {"bookmarked": "kept"}
_FUZZY = re.compile(r"(?<=\w)~([0-9]*)\Z")


def parse_query(text: str, *, typing: bool = False, rested: bool = False, today: date | None = None) -> Query:
    """Understand a query.

    Args:
        text: As it was typed.
        typing: Whether it is still being typed: then the last word may go on, a quote or a parenthesis may still be
            open, and an operator or a field may still wait for its word.
        rested: Whether typing has paused: then there is time for every completion of the last word.
        today: The day from which "last week" is reckoned; without it there are no relative dates.

    Raises:
        QueryError: It has a mistake, or is longer than is allowed.
    """
    try:
        root = _read(text, typing=typing, rested=rested, today=today)
    except Mistake as mistake:
        mended = mend(text, mistake.edit, lambda query: _find_mistake(query, today))
        raise QueryError(str(mistake), mistake.position, mended) from None
    return Query(text, root, explain(root))


def _find_mistake(text: str, today: date | None) -> Mistake | None:
    try:
        _read(text, typing=False, rested=False, today=today)
    except Mistake as mistake:
        return mistake
    return None


def _read(text: str, *, typing: bool, rested: bool, today: date | None) -> Node:
    if len(text) > MAX_LENGTH:
        raise Mistake(f"A query has at most {MAX_LENGTH} characters", MAX_LENGTH, cut(text))
    return _Parser(text, typing=typing, rested=rested, today=today).parse()


class _Parser:
    """One pass over the tokens, held to the limits while it reads."""

    def __init__(self, text: str, *, typing: bool, rested: bool, today: date | None) -> None:
        self._text = text
        self._typing = typing
        self._today = today
        self._completed: type[Prefix] | type[Completion] = Prefix if rested else Completion
        self._tokens = find_tokens(text)
        self._at = 0
        self._depth = 0
        self._open_groups = 0
        self._terms = 0
        self._field: str = Field.ANY
        self._named: Token | None = None
        """The name of the field that the next word follows directly."""
        self._negated_now = False

    def parse(self) -> Node:
        node = self._either()
        if token := self._peek():
            raise Mistake("This parenthesis closes nothing", token.start, _without(token))
        return node or Everything()

    def _peek(self, *kinds: str) -> Token | None:
        """The next token, when it is of one of these kinds (of any, when none is given)."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: str) -> Token | None:
        token = self._peek(*kinds)
        self._at += token is not None
        return token

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
            return self._words(token)
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
        name = FIELDS.get(token.text.lower())
        if name is None:
            raise Mistake(f"There is no field {token.text.lower()}: (there are {_FIELD_NAMES})", token.start,
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

    # What words mean

    def _words(self, token: Token) -> Node | None:
        """One word, or several that stand together, in the field that holds here."""
        if token.kind == "phrase" and not token.closed:
            self._complain("This quote is not closed", token, close_quote(self._text, token.start, self._open_groups))
        match self._field:
            case "date" | "mentions":
                return self._period(token)
            case "tag":
                return self._tag(token)
            case "is":
                return self._state(token)
            case _:
                return self._text_words(token, Field(self._field))

    def _period(self, token: Token) -> Node | None:
        self._find_terms(token, token.text, is_value=True)
        if period := parse_period(token.text, self._today):
            return Mentioned(*period) if self._field == "mentions" else Published(*period)
        if not (self._is_last(token) and could_become_period(token.text)):
            period_meant = nearest_period(token.text, self._today)
            raise Mistake(f"“{token.text}” is no date: {_DATES}", token.start, self._instead(token, period_meant))
        return None

    def _tag(self, token: Token) -> Node | None:
        self._find_terms(token, token.text, is_value=True)
        has_star = token.kind == "word" and token.text.endswith("*")
        tag = fold_tag(token.text.rstrip("*") if has_star else token.text)
        return Tagged(tag, may_go_on=has_star or self._may_go_on(token)) if tag else None

    def _state(self, token: Token) -> Node | None:
        self._find_terms(token, token.text, is_value=True)
        said = token.text.strip().lower()
        state = _KEPT.get(said, said)
        if state in STATES:
            return Is(state)
        if not (self._is_last(token) and any(known.startswith(said) for known in STATES)):
            states = f"is:{STATES[0]}, is:{STATES[1]} and is:{STATES[2]}"
            meant = self._instead(token, nearest(said, STATES) or "")
            raise Mistake(f"“{token.text}” is no state of an article: there are {states}", token.start, meant)
        return None

    def _text_words(self, token: Token, field: Field) -> Node | None:
        """Words of the text: `"side gate"`, but `e-mail` as well.

        What a negation excludes is never completed: `-gal` on its way to `-gala` must not take away the Gallaghers.
        """
        fuzzy = _FUZZY.search(token.text) if token.kind == "word" else None
        terms = self._find_terms(token, token.text[: fuzzy.start()] if fuzzy else token.text)
        if not terms:
            return None
        *before, last = terms
        if fuzzy:
            if fuzzy[1] not in ("", "1"):
                tilde = token.text_start + fuzzy.start()
                raise Mistake("~ after a word stands for one edit, and takes no number", tilde,
                              Edit(tilde, token.end, "~"))  # fmt: skip
            return _ending_in(before, Fuzzy(last, field), field)
        if token.near is not None:
            return self._near(token, tuple(dict.fromkeys(terms)), field)
        if token.kind == "word" and token.text.endswith("*"):
            return _ending_in(before, Prefix(last, field), field)
        if self._may_go_on(token):
            return _ending_in(before, self._completed(last, field), field)
        return Phrase(tuple(terms), field) if before else Word(last, field)

    def _near(self, token: Token, terms: tuple[str, ...], field: Field) -> Node:
        if len(terms) == 1:
            return Word(terms[0], field)
        assert token.near is not None
        within = min(int(token.near[1:] or max(NEARBY, len(terms))), MAX_NEAR)
        if within < len(terms):
            tilde = token.end - len(token.near)
            if not self._is_last(token):
                message = f"{len(terms)} words are never within {within}: write ~{len(terms)} or more"
                raise Mistake(message, tilde, Edit(tilde, token.end, f"~{len(terms)}"))
            within = len(terms)
        return Near(terms, within, field)

    # Limits, and what is still being typed

    def _find_terms(self, token: Token, words: str, *, is_value: bool = False) -> list[str]:
        """Return the terms of a token's words, counted; a value (a date, a tag) counts as one word."""
        terms = list(find_terms(words))
        room = MAX_TERMS - self._terms
        self._terms += min(len(terms), 1) if is_value else len(terms)
        if self._terms > MAX_TERMS:
            fits = token.text_start + terms[room - 1].end if room and not is_value else token.start
            raise Mistake(f"A query has at most {MAX_TERMS} words", token.start, Edit(fits, len(self._text)))
        return [term.text for term in terms]

    def _go_deeper(self, token: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"A query goes at most {MAX_DEPTH} parentheses or negations deep"
            raise Mistake(message, token.start, _without(token))

    def _is_last(self, token: Token) -> bool:
        """Whether the cursor may still stand in this token."""
        return self._typing and self._at == len(self._tokens) and not self._text[-1:].isspace()

    def _may_go_on(self, token: Token) -> bool:
        """Whether more letters may follow, and what they would make of the last word is wanted."""
        ends_in_word = unicodedata.category(self._text[-1])[0] in "LNM"  # letters, digits, and marks upon them
        return ends_in_word and self._is_last(token) and not token.closed and not self._negated_now

    # Mistakes

    def _complain(self, message: str, token: Token, edit: Edit | None = None) -> None:
        """Raise a mistake about something unfinished, unless it is still being typed: what something follows is not."""
        if not self._typing or self._peek():
            raise Mistake(message, token.start, edit or _without(token))

    def _instead(self, token: Token, value: str) -> Edit:
        """Another value for a field; without one, the words that were typed, anywhere."""
        if value:
            return Edit(token.start, token.end, f'"{value}"' if " " in value else value)
        return Edit(self._named.start, token.end, as_phrase(token.text)) if self._named else _without(token)

    def _nearest_field(self, token: Token) -> Edit:
        """The name that was likely meant; without one, the words as they are."""
        if name := nearest(token.text.lower(), FIELDS):
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
        return _without(token)


def _without(token: Token) -> Edit:
    return Edit(token.start, token.end)


def _ending_in(before: list[str], last: Node, field: Field) -> Node:
    if not before:
        return last
    first = Phrase(tuple(before), field) if len(before) > 1 else Word(before[0], field)
    return And((first, last))
