"""Well-known outlets, platforms, studios, brands, awards and works, from two lists that were written by hand.

The one rule: knowledge that a reader of the news has, and nothing taken from a text that is measured on. A name that is
also a word or a person is only suggested; it counts where the tagger has found a name there.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from tui_reader.mentions.tokens import Sentence, Token, find_tokens

LONGEST = 10
"""Words of the longest listed name."""
_LABELS = {"organisation": "ORG", "work": "WORK"}
_FILES = ("outlets.txt", "clubs.txt", "works.txt")


@cache
def _listed() -> tuple[dict[tuple[str, ...], str], frozenset[tuple[str, ...]], frozenset[str]]:
    """Every listed name as lower-case tokens → its label; those that are sure; the exact forms of sure single words."""
    labels: dict[tuple[str, ...], str] = {}
    sure, exact = set(), set()
    for file in _FILES:
        label = ""
        for line in files("tui_reader.mentions").joinpath("data", file).read_text("utf-8").splitlines():
            if line.startswith("["):
                label = _LABELS[line.strip("[]")]
            elif line and not line.startswith("#"):
                for name in (part.strip() for part in line.split(" | ")):
                    words = tuple(token.text for token in find_tokens(name.lstrip("?")))
                    lower = tuple(map(plain, words))
                    labels.setdefault(lower, label)
                    if not name.startswith("?") and (len(words) > 1 or _is_sure(words[0], label)):
                        sure.add(lower)
                        exact |= {words[0]} if len(words) == 1 else set()
    return labels, frozenset(sure), frozenset(exact)


def _is_sure(word: str, label: str) -> bool:
    """Whether a listed name of one word is hardly anything else: many a title is a usual word, and KUWTK is not."""
    return label == "ORG" or sum(char.isupper() for char in word) > 1


def plain(word: str) -> str:
    """Return a token as listed names are compared by."""
    return word.lower().replace("’", "'").rstrip(".") or word


@cache
def known_outlets() -> dict[tuple[str, ...], str]:
    """Return every listed name, as plain tokens, with its label: ORG or WORK."""
    return _listed()[0]


@cache
def sure_names() -> dict[tuple[str, ...], str]:
    """Return the listed names that are hardly anything else, as plain tokens, with their labels."""
    labels, sure, _ = _listed()
    return {name: labels[name] for name in sure}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[0] for name in _listed()[0])


def find_listed(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last + 1, label) of the names that are listed and sure, none in another.

    They count as written: with their capitals, the small words in them aside.
    """
    labels, sure, exact = _listed()
    words = [plain(token.text) for token in sentence]
    i, count = 0, len(words)
    while i < count:
        if words[i] in _beginnings():
            for length in range(min(LONGEST, count - i), 0, -1):
                name = tuple(words[i : i + length])
                if name in sure and _is_written_so(sentence, i, i + length, exact):
                    yield i, i + length, labels[name]
                    i += length - 1
                    break
        i += 1


def _is_written_so(sentence: Sentence, start: int, end: int, exact: frozenset[str]) -> bool:
    first = sentence[start].text
    if end - start == 1:
        return first in exact
    if end - start == 2 and first in ("The", "A") and (start == 0 or not sentence[start - 1].text[0].isalnum()):
        return False  # where a sentence begins, "The Queen" is somebody
    return not first[0].islower() and _capitals(sentence[start:end]) > 1


def _capitals(tokens: Sequence[Token]) -> int:
    return sum(token.text[0].isalnum() and not token.text[0].islower() for token in tokens)
