"""Finds the words of an index that are spelled much like a given one.

The one rule: what can be told from the lengths and the ends of words is told from arrays; letters are compared last.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tui_reader.search.edits import is_one_edit_away
from tui_reader.search.engine.lexicon import Lexicon

FEW_WORDS = 5_000
"""So many words of a segment are all looked at."""


def find_spelled_like(lexicons: Iterable[Lexicon], term: bytes) -> set[bytes]:
    """Return the words at most one edit away from this one, itself included if it is one.

    Whichever place an edit is at, either half of the word stays as it is; only a swap in the very middle touches
    both, and that is one word.
    """
    letters = term.decode()
    half = len(letters) // 2
    head, tail = letters[:half].encode(), letters[half:].encode()
    swapped = letters[: half - 1] + letters[half : half + 1] + letters[half - 1 : half] + letters[half + 1 :]
    found = set()
    for lexicon in lexicons:
        for number in lexicon.about_as_long(_either(lexicon, head, tail), term, 1):
            if is_one_edit_away((word := lexicon[number]).decode(), letters):
                found.add(word)
        if half and lexicon.find(swapped.encode()) is not None:
            found.add(swapped.encode())
    return found


def count_alike(lexicons: Iterable[Lexicon], term: bytes) -> dict[bytes, int]:
    """Return words of which two edits may make this one, and in how many articles they are.

    Where there are more than a few words, only those are looked at that share a third of its letters with it, at
    the beginning or at the end: most of what goes wrong in typing a word leaves one of them as it is.
    """
    letters = term.decode()
    third = -(-len(letters) // 3)
    counts: dict[bytes, int] = {}
    for lexicon in lexicons:
        sharing = np.arange(len(lexicon))
        if len(lexicon) > FEW_WORDS:
            sharing = _either(lexicon, letters[:third].encode(), letters[-third:].encode())
        for number in lexicon.about_as_long(sharing, term, 2):
            word = lexicon[number]
            counts[word] = counts.get(word, 0) + int(lexicon.df[number])
    return counts


def _either(lexicon: Lexicon, head: bytes, tail: bytes) -> NDArray[np.int64]:
    """The numbers of the terms that begin or end in a certain way, each once."""
    beginning = lexicon.beginning_with(head)
    ending = lexicon.ending_with(tail).astype(np.int64)
    is_new = (ending < beginning.start) | (ending >= beginning.stop)
    return np.concatenate([np.arange(beginning.start, beginning.stop), ending[is_new]])
