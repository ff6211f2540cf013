"""Words and sentences of a text, with exact offsets.

The one rule: a token is the text where it stands, `text[start:end]`; tokens are in order and disjoint, and everything
visible is in one. Time is linear in the text, whatever is in it.

What belongs together stays together ("J.J.", "U.S.", "Mr.", "O’Hanlon", "Ashby-Voss", "E!", "20th"); what is only
written together comes apart ("Orrin’s", "relationship.There", "London-based").
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_SENTENCE = 300
"""Tokens. What goes on for longer is a list or no prose, and is cut: nothing in it depends on so distant a word."""


class Token(NamedTuple):
    """A word, a number, a mark of punctuation or another sign."""

    text: str
    start: int
    end: int


Sentence = list[Token]

_WORD = r"[\w\u0300-\u036f\u200c\u200d]"
_CLITIC = r"['’](?:[sS]|[dD]|[mM]|ll|LL|re|RE|ve|VE)(?![\w\u0300-\u036f'’])"
_ABBREVIATIONS = (
    "Mr Mrs Ms Mx Dr Prof Sen Rep Gov Gen Col Capt Cpt Lt Sgt Maj Cmdr Adm Rev Hon Fr St Ste Mt Ft Jr Sr Bros"
    " Inc Corp Ltd"
    " Co Cie Messrs Supt Det Esq Ave Blvd Rd vs feat ft No"
)
_TAILS = (
    "based born area style backed led owned bound trained educated raised inspired themed winning nominated"
    " starring era"
    " related like listed bred made produced directed penned created centric obsessed loving adjacent esque"
    " hosted branded"
    " approved only mad wide"
)
_TOKEN = re.compile(
    "|".join(
        (
            r"(?:https?://|www\.)[^\s<>\"”’)]+",
            r"[@#]\w+",
            r"(?<!\w)(?:E|OK|Hello|Yahoo|Jeopardy|Closer|Panic|Wham|Mamma Mia|Moulin Rouge|Oklahoma)!(?!\w)",
            r"(?<![\w.])(?:[^\W\d_]\.){2,}(?!\w\w)|(?<![\w.])(?:[A-Z]\.){2,}",  # U.S., J.J., a.m.; J.P.Tremlett
            r"(?<![\w.])[^\W\d_a-z]\.(?=\s?[^\W\d_a-z])",  # the initial of George W. Bush
            rf"(?<!\w)(?:{'|'.join(_ABBREVIATIONS.split())})\.(?!\w*\.\w)",
            r"\d+(?:[.,:/]\d+)*\w*",
            _CLITIC,
            rf"{_WORD}+(?:(?!{_CLITIC})['’‑-](?!(?:{'|'.join(_TAILS.split())})(?!\w)){_WORD}+)*",
            r"\.{2,}|…|-{2,}|!{2,}|\?{2,}",
            r"\S",
        )
    )
)

_ENDS = frozenset(".!?…。！？")
_CLOSERS = frozenset("'\"”’)]»")
_OPENERS = frozenset("'\"“‘([«-–—•*")
_STARTERS = frozenset(
    "the a an he she it they we you i his her its their our my this that these those there but and or so if"
    " when while as"
    " in on at after before for from by to with however meanwhile according then also yet still now what who why how"
    " not no one some many most both all last next during since although though because despite".split()
)
"""What follows an abbreviation with a capital only where a sentence begins."""
_NEVER_LAST = frozenset(
    "mr mrs ms mx dr prof sen rep gov gen col capt cpt lt sgt rev hon fr st ste mt messrs vs feat".split()
)


def find_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of `text[start:end]`, in order; their offsets are into `text`."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(match.group(), *match.span())


def find_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """Yield the sentences of `text[start:end]` as lists of tokens, none of them empty."""
    sentence: Sentence = []
    ended = False
    for token in find_tokens(text, start, end):
        if sentence and (len(sentence) >= LONGEST_SENTENCE or (ended and _begins(token, sentence[-1]))):
            yield sentence
            sentence, ended = [], False
        ended = _ends(token.text, sentence[-1].end == token.start if sentence else False, was_ended=ended)
        sentence.append(token)
    if sentence:
        yield sentence


def _ends(word: str, is_joined: bool, *, was_ended: bool) -> bool:
    """Whether a sentence may end after this word: at a full stop, an abbreviation's dot, and what closes after them."""
    if word[0] in _ENDS or (word[-1] == "." and len(word) > 1):
        return True
    return was_ended and is_joined and word in _CLOSERS


def _begins(token: Token, before: Token) -> bool:
    """Whether a sentence begins with this token, after one that may be a last one."""
    first = token.text[0]
    if before.text[-1] == "." and len(before.text) > 1 and before.text[0] != ".":  # an abbreviation or initials
        return token.text.lower() in _STARTERS and first.isupper() and before.text[:-1].lower() not in _NEVER_LAST
    if token.start == before.end and first in _CLOSERS:
        return False
    return not first.islower() and (first.isalnum() or first in _OPENERS or not first.isascii())
