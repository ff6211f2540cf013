"""Whether a sentence speaks of what was or of what is to come, by the words nearest to its date.

The one rule: no more than a dozen words on either side are looked at, and none beyond the sentence.
"""

from tui_reader.mentions.dates.tokens import Tokens

_REACH = 12
_AHEAD = frozenset(
    "will won shall ll due upcoming coming expected scheduled slated may should must might going begins starts opens"
    " please schedule arrange tomorrow payable effective deadline would could can".split()
)
_AHEAD_BEFORE_TO = frozenset(
    "plan plans planned planning set expects expect hopes hope intends wants want is are am agreed".split()
)
"""Verbs that look ahead when "to" follows: "plans to", "is to be"."""
_BACK = frozenset(
    "was were had did been came went took gave got made left fell rose held met won began became saw found since ago"
    " past yesterday died sold sent bought wrote spent lost hit ran led paid put cut spoke struck drew flew sat stood"
    " broke brought caught chose drove fought grew kept knew taught threw wore shot sank slid shut hurt let quit lay"
    " sought overtook filed swept sang swam rang read heard felt thought split wed".split()
)
_REPORTING = frozenset("said told has have".split())
"""Who says or has something may say or have it of what is to come; only right beside the date does it look back."""
_LEADS = frozenset(("until", "till", "by", "through", "starting", "before", "beginning"))
"""Words that look ahead right before a date, if no verb says otherwise."""
_SMALL = frozenset("on in the late early a at of during".split())
"""Words between a verb and its date."""
_ENDS = frozenset(".!?;:")


def direction(t: Tokens, start: int, end: int) -> int:
    """What the verbs nearest to a date, which is the tokens from `start` to `end`, speak of.

    Returns:
        1 for what is to come, -1 for what was, 0 where nothing tells.
    """
    before, said_before = _nearest(t, range(start - 1, max(start - 1 - _REACH, -1), -1))
    if before:
        return before
    after, said_after = _nearest(t, range(end, min(end + _REACH, t.count)))
    if after:
        return after
    if t.word(start - 1) in _LEADS:
        return 1
    return -1 if said_before or said_after else 0


def _nearest(t: Tokens, indices: range) -> tuple[int, bool]:
    """What the first telling word says, and whether somebody only reports something before it."""
    is_reported, is_beside = False, True
    for index in indices:
        word = t.word(index)
        if word in _ENDS:
            if not t.glued(index + 1) and (word != "." or not _is_short(t, index)):
                break
        elif word in _REPORTING:
            if is_beside:
                return -1, True
            is_reported = True
        elif word in _AHEAD:
            if word != "may" or not t.capital(index):
                return 1, is_reported
        elif word in _AHEAD_BEFORE_TO and t.word(index + 1) == "to":
            return 1, is_reported
        elif (word in _BACK or (len(word) > 4 and word.endswith("ed"))) and t.word(index - 1) not in ("be", "being"):
            return -1, is_reported
        is_beside = is_beside and word in _SMALL
    return 0, is_reported


def _is_short(t: Tokens, index: int) -> bool:
    """Whether a full stop ends an abbreviation: a short word before it, and no capital after it."""
    return t.glued(index) and len(t.word(index - 1)) <= 4 and not t.capital(index + 1)
