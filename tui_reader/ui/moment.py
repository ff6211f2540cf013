"""Which keys matter now.

The one rule: pure, and no key is shown that does nothing in this moment.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tui_reader.ui.keys import MOST_USEFUL

MOST, MOST_TINY = 9, 4
"""How many keys are shown at most; the second where there is little room."""
_ALWAYS = ("help", "quit", "quit_typing")


@dataclass(frozen=True, slots=True)
class Moment:
    """What the reader is doing, and what there is to do it with."""

    mode: str
    has_article: bool = False
    """Whether an article is open."""
    has_hits: bool = False
    """Whether there is a hit or a mention to go to."""
    has_rows: bool = False
    """Whether there is something to choose from."""
    has_completion: bool = False
    """Whether there is a completion to accept."""
    has_mistake: bool = False
    """Whether what is typed cannot be understood."""
    has_others: bool = False
    """Whether there is another result than the open one."""
    has_query: bool = False
    has_copies: bool = False
    """Whether the chosen result has near-copies that are not shown."""
    shows_copies: bool = False
    """Whether the near-copies of the chosen result are shown."""
    can_narrow: bool = False
    """Whether what is chosen in the panel can be asked for."""
    can_correct: bool = False
    """Whether what is chosen in the panel is a name."""
    can_undo: bool = False
    can_go_back: bool = True
    """Whether Esc does something."""
    is_tiny: bool = False
    """Whether one pane is seen at a time."""


_NEEDS: dict[str, Callable[[Moment], bool]] = {
    "open": lambda moment: moment.has_rows,
    "accept": lambda moment: moment.has_rows and not moment.has_mistake,
    "complete": lambda moment: moment.has_completion,
    "result_down": lambda moment: moment.has_rows,
    "remove": lambda moment: moment.has_rows,
    "pick": lambda moment: moment.has_rows,
    "group": lambda moment: moment.has_rows,
    "export": lambda moment: moment.has_rows,
    "note": lambda moment: moment.has_rows,
    "tags": lambda moment: moment.has_rows,
    "next_hit": lambda moment: moment.has_hits,
    "next_article": lambda moment: moment.has_others,
    "grow": lambda moment: moment.has_article,
    "bookmark": lambda moment: moment.has_article,
    "copy": lambda moment: moment.has_article,
    "find": lambda moment: moment.has_article,
    "people": lambda moment: moment.has_article,
    "zen": lambda moment: moment.has_article,
    "sort": lambda moment: moment.has_rows if moment.mode == "BOOKMARKS" else moment.has_query and moment.has_others,
    "show_copies": lambda moment: moment.has_copies,
    "hide_copies": lambda moment: moment.shows_copies,
    "narrow": lambda moment: moment.can_narrow,
    "exclude": lambda moment: moment.can_narrow,
    "timeline": lambda moment: moment.can_correct,
    "together": lambda moment: moment.can_correct,
    "correct": lambda moment: moment.can_correct,
    "save_search": lambda moment: moment.has_query,
    "undo": lambda moment: moment.can_undo,
    "back": lambda moment: moment.can_go_back,
}


def useful_keys(moment: Moment) -> tuple[str, ...]:
    """Return the ids of the keys to show, the most useful first; help and the way out are always among them."""
    ids = [key for key in MOST_USEFUL[moment.mode] if key not in _NEEDS or _NEEDS[key](moment)]
    if not moment.is_tiny:
        return shortened(ids, MOST)
    last = [key for key in ids if key == "back"] + [key for key in ids if key in _ALWAYS][:1]
    first = [key for key in ids if key not in (*_ALWAYS, "back")]
    return tuple(first[: MOST_TINY - len(last)] + last)


def shortened(ids: list[str], most: int) -> tuple[str, ...]:
    """Return at most so many of the keys: the first, and those that are always shown."""
    always = [key for key in ids if key in _ALWAYS]
    others = [key for key in ids if key not in _ALWAYS]
    kept = others[: max(0, most - len(always))]
    return (*kept, *always)
