"""Reads the words of a query: what they mean in the field in which they stand.

The one rule: that of `parse`, whose other half this is: how words are joined is read there, what they are here.
"""

import re
import unicodedata
from datetime import date

from tui_reader.search.edits import nearest
from tui_reader.search.language import Language
from tui_reader.search.mending import Edit, Mistake, as_phrase, close_quote
from tui_reader.search.nearest_date import nearest_period
from tui_reader.search.periods import could_become_period, parse_period
from tui_reader.search.query import (
    MAX_NEAR,
    MAX_TERMS,
    NEARBY,
    And,
    Completion,
    Field,
    Fuzzy,
    Is,
    Mentioned,
    Near,
    Node,
    Phrase,
    Prefix,
    Published,
    Tagged,
    Word,
)
from tui_reader.search.terms import find_terms, fold_tag
from tui_reader.search.tokens import Token, find_tokens

_DATES = 'write 2021, feb-2021, 2021-02-14, 2019..2021 or "last week"'
_FUZZY = re.compile(r"(?<=\w)~([0-9]*)\Z")


class WordReader:
    """Goes through the tokens of a query, and reads those that are words."""

    def __init__(self, text: str, *, typing: bool, rested: bool, today: date | None, language: Language) -> None:
        """Begin; the arguments are those of `parse_query`."""
        self._text = text
        self._language = language
        self._typing = typing
        self._today = today
        self._completed: type[Prefix] | type[Completion] = Prefix if rested else Completion
        self._tokens = find_tokens(text, language.fields)
        self._at = 0
        self._open_groups = 0
        self._terms = 0
        self._field: str = Field.ANY
        self._named: Token | None = None
        """The name of the field that the next word follows directly."""
        self._negated_now = False

    def _peek(self, *kinds: str) -> Token | None:
        """The next token, when it is of one of these kinds (of any, when none is given)."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: str) -> Token | None:
        token = self._peek(*kinds)
        self._at += token is not None
        return token

    def _read_words(self, token: Token) -> Node | None:
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
        states, others = self._language.states, self._language.other_states
        state = others.get(said, said)
        if state in states:
            return Is(state)
        if not (self._is_last(token) and any(known.startswith(said) for known in (*states, *others))):
            listed = f"{', '.join(f'is:{known}' for known in states[:-1])} and is:{states[-1]}"
            meant = self._instead(token, nearest(said, states) or "")
            raise Mistake(f"“{token.text}” is no state of {self._language.of}: there are {listed}", token.start, meant)
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

    def _is_last(self, token: Token) -> bool:
        """Whether the cursor may still stand in this token."""
        has_ended = self._text[-1:].isspace() and (token.kind != "phrase" or token.closed)
        return self._typing and self._at == len(self._tokens) and not has_ended

    def _may_go_on(self, token: Token) -> bool:
        """Whether more letters may follow, and what they would make of the last word is wanted."""
        ends_in_word = unicodedata.category(self._text[-1])[0] in "LNM"  # letters, digits, and marks upon them
        return ends_in_word and self._is_last(token) and not token.closed and not self._negated_now

    def _complain(self, message: str, token: Token, edit: Edit | None = None) -> None:
        """Raise a mistake about something unfinished, unless it is still being typed: what something follows is not."""
        if not self._typing or self._peek():
            raise Mistake(message, token.start, edit or without(token))

    def _instead(self, token: Token, value: str) -> Edit:
        """Another value for a field; without one, the words that were typed, anywhere."""
        if value:
            return Edit(token.start, token.end, f'"{value}"' if " " in value else value)
        return Edit(self._named.start, token.end, as_phrase(token.text)) if self._named else without(token)


def without(token: Token) -> Edit:
    """Return the edit that leaves a token out."""
    return Edit(token.start, token.end)


def _ending_in(before: list[str], last: Node, field: Field) -> Node:
    if not before:
        return last
    first = Phrase(tuple(before), field) if len(before) > 1 else Word(before[0], field)
    return And((first, last))
