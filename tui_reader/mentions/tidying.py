"""Makes names of what the tagger has marked: cuts off what is no part of one, and sees whom it has passed over.

The one rule: only the sentence and the lists are asked; what the rest of the article says comes after.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from tui_reader.mentions import lexicon
from tui_reader.mentions.outlets import plain
from tui_reader.mentions.short_names import BLENDS
from tui_reader.mentions.tagger import Tagged
from tui_reader.mentions.tokens import Sentence

_STUDIES = frozenset("degree degrees major majored minor minored masters diploma certificate course bachelor".split())
_TITLES = frozenset("mr mrs ms miss mx dr messrs sir dame".split())
"""What stands before nothing but people."""
_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
_SMALL_ENDS = frozenset(
    "election elections referendum primary primaries award awards prize summit earthquake riots".split()
)
"""With what the names of events and awards end though it is written small: the 1983 Wessex heads of state summit."""
_BEFORE_MONTHS = frozenset("in since until last next this early late on by mid from to of before after during".split())
_OF = frozenset("of the delle degli zu zur und af av ap do".split())
_WITHIN_PERSON = frozenset("'’\"“”‘().&-")
"""Nicknames stand in quotation marks or brackets; Al - Sabah is written so, too."""
_QUOTES = frozenset("\"“”‘’'")
_MARKS = frozenset("“”‘’«»…–—")
_PRESS = frozenset("news times post magazine weekly tribune herald telegraph gazette courier wire".split())
"""With these the names of papers end, where they do not begin with a first name."""
_COMPANIES = frozenset(
    """
    company corporation corp inc ltd plc llc pictures studios productions entertainment university institute foundation
    association federation committee commission ministry regiment brigade battalion squadron orchestra
    """.split()
)
"""With these the names of organisations end, where no title is meant."""
_BEFORE_PLACE = frozenset("near outside throughout".split())
_LIVING = frozenset("born live lives lived living based raised died dies buried settled arrived".split())
_OPENERS = frozenset("there as but and so when while if for with after before since although though then yet".split())
"""Have a capital from the sentence alone, whatever name comes after them."""
_CLITICS = frozenset(("'s", "’s", "'", "’", "'d", "’d", "'ll", "’ll"))


def tidy(sentence: Sentence, names: Sequence[Tagged]) -> list[Tagged]:
    """Cut off what is no part of a name, and drop what is none."""
    kept = []
    for start, end, tagged_kind in names:
        kind = "PER" if _is_titled(sentence, start, end) else tagged_kind
        for i in range(start + 1, end - 2):
            if kind == "WORK" and sentence[i].text in ("'s", "’s") and is_like_person(sentence, i + 1, end):
                kept.append((i + 1, end, "PER"))  # The Rope's Martha Orrin
                end = i
                break
        is_split = any(token.text[0].isupper() for token in sentence[start:end])
        for piece_start, piece_end in _pieces(sentence, start, end, kind) if is_split else ((start, end),):
            first, last = _trimmed(sentence, piece_start, piece_end, kind)
            if first < last and not _is_no_name(sentence, first, last, kind):
                kept.append((first, last, _of_kind(sentence, first, last, kind)))
    return _grown(sentence, sorted([*kept, *_overlooked(sentence, kept)]))


def _is_titled(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name begins with what stands before people only, or with a rank and a first name."""
    words = [plain(token.text) for token in sentence[start:end]]
    if len(words) < 2 or not sentence[start + 1].text[0].isupper():
        return False
    has_rank = words[0] in lexicon.HONORIFICS and lexicon.is_first_name(words[1]) and not ends_as_place(words)
    return words[0] in _TITLES or has_rank


def _overlooked(sentence: Sentence, names: Sequence[Tagged]) -> Iterator[Tagged]:
    """Yield people the tagger has passed over: after Mrs., or with a usual first name and a surname."""
    taken = {i for start, end, _ in names for i in range(start, end)}
    i, count = 0, len(sentence)
    while i < count:
        start = i
        while i < count and i not in taken and sentence[i].text[0].isupper():
            i += 1
        if start < i:
            is_whole = start not in taken and (start - 1 not in taken) and i not in taken
            first = start + 1 if plain(sentence[start].text) in _TITLES else start
            is_person = first > start or is_like_person(sentence, first, i) or _has_age(sentence, first, i)
            is_person = is_person or (i - first == 1 and plain(sentence[first].text) in BLENDS)
            if is_whole and first < i and is_person:
                yield first, i, "PER"
        i = max(i, start + 1)


def _grown(sentence: Sentence, names: Sequence[Tagged]) -> list[Tagged]:
    """Give people the words of their names that the tagger has left beside them: Jr., June, a first name, a surname."""
    grown: list[Tagged] = []
    for start, end, kind in names:
        last_end = grown[-1][1] if grown else 0
        if kind != "PER":
            grown.append((start, end, kind))
        elif grown and grown[-1][2] == "PER" and last_end == start and end - grown[-1][0] < 5:
            grown[-1] = (grown[-1][0], end, kind)  # two that nothing divides are one
        else:
            if start > last_end and (_is_june(sentence, start - 1) or _is_left_first_name(sentence, start - 1)):
                start -= 1
            grown.append((start, end, kind))
    taken = {start for start, _, _ in grown}
    return [
        (start, end + _more(sentence, start, end, taken) if kind == "PER" else end, kind) for start, end, kind in grown
    ]


def _is_left_first_name(sentence: Sentence, at: int) -> bool:
    """Whether a word just before a person is the first name, and not a usual word where a sentence begins."""
    text, word = sentence[at].text, plain(sentence[at].text)
    is_usual = word in lexicon.CALENDAR or word in lexicon.NOT_NAMES or word in lexicon.listed("common_words")
    return text[0].isupper() and not is_usual and lexicon.is_first_name(word)


def _more(sentence: Sentence, start: int, end: int, taken: Collection[int]) -> int:
    """How many words after a person belong to the name: Jr., or the surname after a first name alone."""
    if end >= len(sentence) or end in taken or not sentence[end].text[0].isupper():
        return 0
    text, word = sentence[end].text, plain(sentence[end].text)
    if end - start > 1:
        return 1 if text.rstrip(".") in _GENERATIONS else 0
    is_other = any(word in listed for listed in (lexicon.CALENDAR, lexicon.NOT_NAMES, lexicon.NATIONALITIES))
    is_other = is_other or any(word in lexicon.listed(name) for name in ("common_words", "places"))
    is_first = lexicon.is_first_name(plain(sentence[start].text)) and word in lexicon.listed("surnames")
    return 1 if is_first and not is_other and not ends_as_place((word,)) else 0


def _is_june(sentence: Sentence, at: int) -> bool:
    word = plain(sentence[at].text)
    is_name = word in lexicon.CALENDAR and word in lexicon.first_names() and sentence[at].text[0].isupper()
    return is_name and not (at and plain(sentence[at - 1].text) in _BEFORE_MONTHS)


def _of_kind(sentence: Sentence, start: int, end: int, kind: str) -> str:
    """The kind of a name, by its own words where they say more than the tagger can know."""
    if start and plain(sentence[start - 1].text) in _TITLES:
        return "PER"
    if _has_age(sentence, start, end) or (end - start > 1 and sentence[end - 1].text.rstrip(".") in ("Jr", "Sr")):
        return "PER"
    if kind == "WORK" and _is_where_one_is(sentence, start, end):
        return "LOC"
    if kind in ("PER", "LOC") and _is_paper(sentence, start, end):
        return "ORG"
    if kind not in ("WORK", "LOC") or end - start < 2:
        return kind
    if _is_whom_a_role_names(sentence, start, end):
        return "PER"
    before = sentence[start - 1].text if start else ""
    if kind == "WORK" and (before in _QUOTES or lexicon.cue_of(before.lower()) == "work"):
        return kind  # it is said to be a title, or set as one
    if kind == "WORK" and is_like_person(sentence, start, end):
        return "PER"
    words = [plain(token.text) for token in sentence[start:end]]
    if words[-1] in _COMPANIES:
        return "ORG"
    is_phrase = any(word in lexicon.SMALL_IN_TITLES or word == "the" for word in words)
    return "LOC" if words[-1] in lexicon.PLACE_WORDS and not is_phrase else kind


def _is_where_one_is(sentence: Sentence, start: int, end: int) -> bool:
    """Whether one word stands after "near" or "lived in"."""
    before = [token.text for token in sentence[max(0, start - 2) : start]]
    return (
        end - start == 1
        and bool(before)
        and (before[-1] in _BEFORE_PLACE or (before[-1] in ("in", "at") and before[0] in _LIVING))
    )


def _is_whom_a_role_names(sentence: Sentence, start: int, end: int) -> bool:
    """Whether two or three words stand as "her sister, Zephrin Quarle," has them."""
    before = [token.text for token in sentence[max(0, start - 2) : start]]
    is_between = before[1:] == [","] and sentence[end : end + 1] and sentence[end].text in (",", ".")
    return end - start < 4 and bool(is_between) and before[0] in lexicon.ROLES


def _is_paper(sentence: Sentence, start: int, end: int) -> bool:
    first, last = plain(sentence[start].text), plain(sentence[end - 1].text)
    return end - start > 1 and last in _PRESS and not lexicon.is_first_name(first)


def _has_age(sentence: Sentence, start: int, end: int) -> bool:
    """Whether two or three words are followed by an age: "Zephrin Quarle, 33, …"."""
    after = [token.text for token in sentence[end : end + 3]]
    is_age = len(after) == 3 and after[0] == "," and after[1].isdecimal() and len(after[1]) == 2
    return is_age and after[2] in (",", ".", ")") and 1 < end - start < 4


def is_like_person(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words could hardly be anything but a first name and a surname."""
    words = [plain(token.text) for token in sentence[start:end]]
    if not 1 < len(words) < 4 or not lexicon.is_first_name(words[0]):
        return False
    if words[0] in lexicon.CALENDAR or words[0] in lexicon.NATIONALITIES:
        return False
    if not all(_is_raised(token.text) for token in sentence[start:end]):
        return False
    last = words[-1]
    return not (
        any(last in listed for listed in (lexicon.NOT_NAMES, lexicon.NATIONALITIES, lexicon.ROLES))
        or ends_as_place(words)
        or last in lexicon.listed("places")
        or last in lexicon.listed("common_words")
        or " ".join(words) in lexicon.listed("small_places")
    )


def _is_raised(text: str) -> bool:
    """Whether a word has a capital, and not only capitals: an initial may."""
    return text[0].isupper() and (len(text) < 3 or not text.isupper())


def ends_as_place(words: Sequence[str]) -> bool:
    """Whether a name ends with a word such as "Museum" or "Hills"."""
    return words[-1] in lexicon.ORGANISATION_WORDS or words[-1] in lexicon.PLACE_WORDS


def _pieces(sentence: Sentence, start: int, end: int, kind: str) -> Iterator[tuple[int, int]]:
    """Split a name at what no name holds: one span that swallowed a verb would merge two people.

    Of other names than people's only what stands before a usual word is kept: "Pirates of the Caribbean film took …".
    """
    is_event = any(token.text in _SMALL_ENDS for token in sentence[start:end])
    usual = frozenset() if is_event else _usual_words()
    at = start
    for i in range(start, end):
        text = sentence[i].text
        if kind == "PER" and text == "," and i + 1 < end and sentence[i + 1].text.rstrip(".") in _GENERATIONS:
            continue  # Oliver Prue, Jr.
        if kind == "PER" and text in ("'s", "’s") and i - at > 1 and i + 1 < end:  # Martha Orrin’s Saltwater
            yield at, i
            return
        if kind == "PER" and (not _is_part_of_person(text) or (text == "of" and i - at > 1)):
            if at < i:
                yield at, i
            if text == "of":  # Martha Orrin of Wessex
                return
            at = i + 1
        elif kind != "PER" and i > start and text in usual:
            yield at, i
            return
    if at < end:
        yield at, end


@cache
def _usual_words() -> frozenset[str]:
    return lexicon.listed("common_words") - lexicon.SMALL_IN_TITLES - lexicon.PARTICLES


def _is_part_of_person(text: str) -> bool:
    if text[0].islower():
        return text in lexicon.PARTICLES or text in _OF or text[:3] in ("al-", "el-", "d'", "d’") or text in _CLITICS
    return text[0].isalpha() or text in _WITHIN_PERSON


def _trimmed(sentence: Sentence, start: int, end: int, kind: str) -> tuple[int, int]:
    if start == 0 and end > 1 and kind == "PER" and plain(sentence[0].text) in _OPENERS:
        start = 1  # There Dame Martha was
    while start < end - 1 and plain(sentence[start].text) in (lexicon.HONORIFICS if kind == "PER" else _TITLES):
        start += 1
    while end > start and (sentence[end - 1].text in _CLITICS or not _is_visible_end(sentence[end - 1].text)):
        end -= 1
    while end > start + 1 and kind == "PER" and sentence[end - 1].text in lexicon.PARTICLES | _OF:
        end -= 1
    if (
        start == 0
        and kind != "PER"
        and plain(sentence[0].text) == "all"
        and plain(sentence[1].text) == "the"
        and end > 2
    ):
        start = 2  # All the Orrins
    while start < end - 1 and _is_small_beginning(sentence, start, end, kind):
        start += 1
    while start < end and not sentence[start].text[0].isalnum() and sentence[start].text[0] not in "@#":
        start += 1
    return start, end


def _is_small_beginning(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    """Whether a name with a capital begins with a small word that is no part of it: "billed Granite Arch"."""
    text = sentence[start].text
    if kind != "PER" and text in lexicon.SMALL_IN_TITLES:
        return True
    is_small = text[0].isalpha() and text.islower() and text not in lexicon.PARTICLES
    return is_small and any(token.text[0].isupper() for token in sentence[start:end])


def _is_visible_end(text: str) -> bool:
    return text[-1].isalnum() or text[-1] in ".!?)" or (not text.isascii() and text[-1] not in _MARKS)


def _is_no_name(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    words = [plain(token.text) for token in sentence[start:end]]
    if all(word in lexicon.HONORIFICS or word in lexicon.ROLES for word in words) and kind != "WORK":
        return True
    if kind == "PER" and all(len(word) == 1 or word in ("jr", "sr") for word in words):
        return True  # what is left of J. P. Orrin, or of Owen Orrin Jr.
    if not any(char.isalpha() for word in words for char in word):
        return True
    if len(words) == 1 and (words[0] in lexicon.NOT_NAMES or sentence[start].text in lexicon.listed("common_words")):
        return True
    is_all_capitals = all(token.text[0].isupper() for token in sentence[start:end])
    if words[-1] in lexicon.ROLES and kind != "PER" and is_all_capitals and words[0] not in lexicon.first_names():
        return True  # Weekend Editor
    before = [plain(token.text) for token in sentence[max(0, start - 2) : start]]
    return len(before) == 2 and before[1] == "in" and before[0] in _STUDIES  # a degree in Broadcast Journalism
