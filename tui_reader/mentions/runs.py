"""Words with a capital that follow one another, in text whose capitals are read as prose would have them.

The one rule: in a line of capitals, or of Words With Capitals, a word that is small elsewhere counts as small.
"""

from collections.abc import Iterable, Sequence

from tui_reader.mentions import lexicon
from tui_reader.mentions.tokens import Sentence
from tui_reader.mentions.words import Word

LONGEST_WORD = 30
"""Letters. What is longer is no word, and is read as its first letters."""
LONGEST_RUN = 12
"""Words with a capital in a row; more of them are a heading or a table, and no evidence of anything."""


def find_runs(known: list[Word]) -> Iterable[tuple[int, int]]:
    """Yield where words with a capital follow one another."""
    start = -1
    for i, word in enumerate(known):
        if word.is_capitalised:
            start = i if start < 0 else start
        elif start >= 0:
            yield start, i
            start = -1
    if start >= 0:
        yield start, len(known)


def find_title_runs(words: Sequence[str], is_capitalised: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Yield capitalised words that follow one another, with up to three small words of a title between two of them."""
    i, count = 0, len(words)
    while i < count:
        if not is_capitalised[i]:
            i += 1
            continue
        end = i + 1
        while end < count:
            k = end
            while k < count and k - end < 3 and not is_capitalised[k] and words[k] in lexicon.SMALL_IN_TITLES:
                k += 1
            if k >= count or not is_capitalised[k]:
                break
            end = k + 1
        yield i, end
        i = end


def plain_case(sentence: Sentence, small: frozenset[str]) -> list[str]:
    """Return the words of a sentence as prose would write them."""
    words = [token.text for token in sentence]
    letters = [word for word in words if len(word) > 1 and word[0].isalpha()]
    if len(letters) < 3:
        return words
    loud = sum(word.isupper() for word in letters)
    if loud >= 0.7 * len(letters):
        return [_quiet(word, small) if word.isupper() and len(word) > 1 else word for word in words]
    raised = sum(word[0].isupper() for word in letters)
    if len(letters) > 3 and raised >= 0.75 * len(letters):
        return [word.lower() if word[0].isupper() and _is_small(word.lower(), small) else word for word in words]
    return words


def _quiet(word: str, small: frozenset[str]) -> str:
    lower = word.lower()
    return lower if _is_small(lower, small) else word[:1] + lower[1:]


def _is_small(lower: str, small: frozenset[str]) -> bool:
    return lower in small or (lower in lexicon.listed("common_words") and lower not in lexicon.first_names())
