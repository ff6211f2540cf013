"""Whether a sentence speaks of what is to come, by the words nearest to its date.

The one rule: no more than a dozen words on either side are looked at, and none beyond the sentence.
"""

from tui_reader.mentions.dates.tokens import Tokens

_REACH = 12
_AHEAD = frozenset(
    "will won shall ll due upcoming coming expected expects expect planned plans plan planning scheduled set slated ahead"
    " tomorrow until by starting may should would must can could might going begins starts ends opens meets let please"
    " schedule arrange hopes hope intends intend aims wants want next".split()
)
_BACK = frozenset(
    "was were had did has have been said told came went took gave got made left fell rose held met won began became"
    " saw found since ago last past yesterday earlier previously after died sold sent".split()
)
_WEAK = frozenset(("said", "told", "has", "have"))
"""Who says or has something may say or have it of what is to come: the verb nearest after them decides."""
_ENDS = frozenset(".!?;:")


def looks_ahead(t: Tokens, start: int, end: int | None = None) -> bool:
    """Whether the verbs nearest to a date, which is the tokens from `start` to `end`, speak of what is to come."""
    before = _nearest(t, range(start - 1, max(start - 1 - _REACH, -1), -1))
    after = _nearest(t, range(end if end is not None else start + 1, min((end or start) + _REACH, len(t))))
    if before == 0:
        return after > 0
    return before > 0


def _nearest(t: Tokens, indices: range) -> int:
    """1 where the first telling word looks ahead, -1 where it looks back, 0 where there is none in the sentence."""
    weak = 0
    for index in indices:
        word = t.low[index]
        if word in _ENDS and not (t.glued(index + 1) and word == "."):
            if word != "." or not _is_short(t, index):
                break
        elif word in _AHEAD:
            if word == "may" and t.capital(index):
                continue
            return 1
        elif word in _WEAK:
            weak = weak or -1
        elif word in _BACK or (len(word) > 4 and word.endswith("ed")):
            return -1
    return weak


def _is_short(t: Tokens, index: int) -> bool:
    """Whether a full stop ends an abbreviation: a short word before it, and no capital after it."""
    return t.glued(index) and len(t.word(index - 1)) <= 4 and not t.capital(index + 1)
