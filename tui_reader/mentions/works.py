"""Titles of works: shows, films, albums, songs and books, by cues around them, by quotation marks and by shape.

The one rule: a cue makes a title, and capitals alone do not. Whom the tagger takes for a person stays one.
"""

from collections.abc import Collection, Iterator, Sequence

from tui_reader.mentions import lexicon
from tui_reader.mentions.outlets import find_listed, plain
from tui_reader.mentions.runs import find_title_runs
from tui_reader.mentions.tagger import Tagged
from tui_reader.mentions.tokens import Sentence

LONGEST_TITLE = 12
"""Words. More between quotation marks are somebody's words, and no title."""
FAR = 8
"""Words before an opening quotation mark among which a cue is looked for."""

_AFTER_TITLE = frozenset(
    """
    premiere finale season seasons episode episodes trailer star stars co-star co-stars costar costars alum alumni actor
    actress creator showrunner director cast castmate castmates reunion screening listening lyrics fans fame crew
    contestant contestants soundtrack
    """.split()
)
_PARTS = frozenset(
    """
    season seasons episode episodes finale premiere cast set reboot remake adaptation star stars version soundtrack
    trailer
    screening recording filming sequel series chapter release
    """.split()
)
"""Season 5 of …, on the set of …, the sequel to …"""
_VERBS = frozenset(
    """
    starring starred stars appeared appears appearing featured featuring directed called titled entitled named
    dubbed wrote
    written released recorded performed performing sang singing watched watching
    """.split()
)
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'"}
_POSSESSIVES = ("'s", "'")
_ANY_NAME = ("ORG", "LOC", "WORK", "NORP", "PER")


def find_works(sentence: Sentence, names: Sequence[Tagged]) -> list[Tagged]:
    """Return the names of a sentence with the titles in it, and with the listed names that are hardly anything else.

    A title takes the place of the names within it; a name that only overlaps it stays.
    """
    words = [plain(token.text) for token in sentence]
    found = [piece for name in names for piece in _without_tail(sentence, words, name)]
    for start, end, label in find_listed(sentence):
        found = _put(found, start, end, label, over=_ANY_NAME if end - start > 1 else _ANY_NAME[:4])
    for start, end in _find_quoted(sentence):
        if _is_title(sentence, words, start, end):
            found = _put(found, start, end, "WORK", over=_ANY_NAME)
    for start, end, is_strong in _find_cued(sentence, words):
        is_place = any(" ".join(words[start:end]) in lexicon.listed(name) for name in ("places", "small_places"))
        found = _put(
            found, start, end, "WORK", over=("WORK", "LOC", "ORG") if is_strong and not is_place else ("WORK",)
        )
    return found


def _without_tail(sentence: Sentence, words: Sequence[str], name: Tagged) -> Iterator[Tagged]:
    """Split what the tagger took for a title at a small word before a listed name: "the Orrins on Twitter"."""
    _, end, label = name
    if (
        label == "WORK"
        and words[end - 2 : end - 1]
        and words[end - 2] in ("on", "in", "at", "to", "from", "for", "with")
    ):
        for first, last, kind in find_listed(sentence[end - 1 : end]):
            yield end - 1 + first, end - 1 + last, kind
            return
    yield name


def _put(names: list[Tagged], start: int, end: int, label: str, over: Collection[str]) -> list[Tagged]:
    """Add a name if all that it overlaps lies within it and is of such a kind."""
    within = [name for name in names if name[0] < end and start < name[1]]
    if any(name[0] < start or name[1] > end or name[2] not in over for name in within):
        return names
    if (start, end, "PER") in within:
        return names
    return sorted([*(name for name in names if name not in within), (start, end, label)])


def _find_quoted(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield what stands between quotation marks, without a comma or a stop at its end."""
    i = 0
    while i < len(sentence) - 1:
        closing = _QUOTES.get(sentence[i].text)
        if closing and sentence[i].end == sentence[i + 1].start:
            for k in range(i + 1, min(i + 3 + LONGEST_TITLE, len(sentence))):
                if sentence[k].text == closing:
                    end = k - 1 if sentence[k - 1].text in (",", ".") else k
                    if i + 1 < end:
                        yield i + 1, end
                    i = k
                    break
        i += 1


def _is_title(sentence: Sentence, words: Sequence[str], start: int, end: int) -> bool:
    """Whether words in quotation marks are the title of a work: title case, and a cue or length."""
    if not all(_has_title_case(sentence[i].text, words[i], i in (start, end - 1)) for i in range(start, end)):
        return False
    letters = [i for i in range(start, end) if sentence[i].text[0].isalnum()]
    if not any(sentence[i].text[0].isalpha() for i in letters) or (len(letters) == 1 and _is_no_title(words[start])):
        return False
    before, after = words[max(0, start - FAR) : start - 1], words[end + 1 : end + 4]
    is_cued = any(lexicon.cue_of(word) == "work" or word in _VERBS or word in _PARTS for word in before)
    return is_cued or any(_follows_title(word) for word in after) or len(letters) > 2


def _has_title_case(text: str, word: str, is_edge: bool) -> bool:
    return not text[0].islower() or (word in lexicon.SMALL_IN_TITLES and not is_edge)


def _follows_title(word: str) -> bool:
    return word in _AFTER_TITLE or lexicon.cue_of(word) == "work"


def _is_no_title(word: str) -> bool:
    return word in lexicon.NOT_NAMES or word in lexicon.NATIONALITIES or len(word) < 2


def _find_cued(sentence: Sentence, words: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield runs of capitalised words that what stands before or after them says to be titles, and whether surely."""
    for start, end in find_title_runs(words, [token.text[0].isupper() for token in sentence]):
        if start and not (end - start == 1 and _is_no_title(words[start])):
            if words[start] not in ("the", "a", "an"):
                end = _without_second_name(words, start, end)
            if strength := _cue_strength(sentence, words, start, end):
                yield start, end, strength > 1 and end - start > 1


def _without_second_name(words: Sequence[str], start: int, end: int) -> int:
    """Cut a run at "and", "in", "by" …: two names joined by them are more frequent than one title."""
    for i in range(start + 1, end - 1):
        if words[i] in ("and", "in", "at", "from", "by", "as", "but", "or", "for", "with", "on"):
            return end if words[i] in ("with", "on", "for") and i - start > 1 else i
    return end


def _cue_strength(sentence: Sentence, words: Sequence[str], start: int, end: int) -> int:
    """How surely what is around a run says that it is a title: 0 not at all, 1 if the tagger agrees, 2 in any case."""
    before, two_before = words[start - 1], words[start - 2] if start > 1 else ""
    if lexicon.cue_of(before) == "work" and sentence[start - 1].text.islower():
        return 1 if two_before not in ("by", "from", "reality") else 0
    if before in ("of", "on", "to", "for"):
        return 2 if two_before in _PARTS else 0
    if before == "in":
        return 2 if two_before in _VERBS else 0
    if before in _POSSESSIVES and words[start] in ("the", "a", "an") and end - start > 1:
        return 2  # Orrin's The Rope at Dawn
    if before in _POSSESSIVES:  # Orrin's Regret listening party
        after = words[end : end + 2]
        return 1 if any(lexicon.cue_of(word) == "work" or word in ("listening", "premiere") for word in after) else 0
    if sentence[start].text == "The" and before.islower() and before.isalpha() and end - start > 2:
        return 1  # a day off from The Rope of Regret
    has_small = any(token.text.islower() for token in sentence[start:end])
    return 1 if has_small and end < len(words) and _follows_title(words[end]) else 0
