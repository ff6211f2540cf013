"""Makes the names of one document agree: what was found once is found everywhere, and the majority says of what kind.

The one rule: evidence of the document itself. A tagger sees a sentence; whoever reads the whole article knows that "West"
is somebody there, because "Kanye West" was.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tui_reader.mentions import lexicon
from tui_reader.mentions.outlets import known_outlets, sure_names
from tui_reader.mentions.people import KnownPeople, family_surnames, find_pair
from tui_reader.mentions.tagger import Tagged
from tui_reader.mentions.tokens import Sentence, find_tokens

Form = tuple[str, ...]
"""The words of a name, in lower case, without dots and with straight apostrophes."""

LONGEST_FORM = 10
"""Words. Longer names are not looked for again."""
_AFTER_PLACE = frozenset("in near at across outside from to around throughout".split())
_STUDIES = frozenset("degree degrees major majored minor minored masters diploma certificate course bachelor".split())
_TITLES = frozenset("mr mrs ms miss mx dr messrs".split())
"""What stands before nothing but people."""
_OF = frozenset("of the delle degli zu zur und af av ap do".split())
_WITHIN_PERSON = frozenset("'’\"“”‘().&-")
"""Nicknames stand in quotation marks or brackets; Al - Sabah is written so, too."""
_QUOTES = frozenset("\"“”‘’'")
_CLITICS = frozenset(("'s", "’s", "'", "’", "'d", "’d", "'ll", "’ll"))


def plain_word(word: str) -> str:
    """Return a word as names are compared by."""
    return word.lower().replace("’", "'").rstrip(".")


class KnownNames:
    """Every name that a document has taught, and of what kind it is."""

    def __init__(self, sentences: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]], source: str = "") -> None:
        """Count the votes of the tagger, whose names are to be tidy already; `source` is the outlet of the article."""
        votes: dict[Form, Counter[str]] = defaultdict(Counter)
        for sentence, names in zip(sentences, tagged, strict=True):
            for start, end, kind in names:
                votes[form_of(sentence, start, end)][kind] += 1
        self._alone = {form[0]: {_winner(counted)} for form, counted in votes.items() if len(form) == 1}
        self.kinds = {form: self._settle(form, counted) for form, counted in votes.items()}
        self.people = KnownPeople.of(form for form, kind in self.kinds.items() if len(form) > 1 and kind == "PER")
        self._small = frozenset(t.text for sentence in sentences for t in sentence if t.text[0].islower())
        if source:
            self.kinds[tuple(plain_word(token.text) for token in find_tokens(source))] = "ORG"
        self._acronyms = {acronym for form, kind in self._written(sentences, tagged) if kind == "ORG"
                          for acronym in _acronyms(form)}  # fmt: skip
        self._by_first: dict[str, list[Form]] = defaultdict(list)
        for form in sorted(self.kinds, key=len, reverse=True):
            if 1 < len(form) <= LONGEST_FORM and self.kinds[form] != "NORP":
                self._by_first[form[0]].append(form)
        self._singles: dict[str, str] = {}

    def _settle(self, form: Form, counted: Counter[str]) -> str:
        if listed := (known_outlets() if len(form) > 1 else sure_names()).get(form):
            return listed
        kind = _winner(counted)
        is_surname = 1 < len(form) < 4 and "PER" in self._alone.get(form[-1], ())
        return "PER" if kind in ("LOC", "WORK") and is_surname and not _ends_as_place(form) else kind

    @staticmethod
    def _written(
        sentences: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        for sentence, names in zip(sentences, tagged, strict=True):
            for start, end, kind in names:
                yield tuple(token.text for token in sentence[start:end]), kind

    def longest_at(self, words: Sequence[str], at: int) -> Form | None:
        """Return the longest known name of several words that stands there; `words` are plain ones."""
        for form in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(form)]) == form:
                return form
        return None

    def kind_of_word(self, text: str) -> str:
        """Return of what kind a word with a capital is by itself, as far as this document tells; or ""."""
        if text not in self._singles:
            self._singles[text] = self._find_kind(text)
        return self._singles[text]

    def _find_kind(self, text: str) -> str:
        word = plain_word(text)
        if word in lexicon.CALENDAR or len(word) < 2:
            return ""
        if word in self.people.parts:
            return "PER"
        if word.isalpha() and text.isupper() and text in self._acronyms:
            return "ORG"
        if family_surnames(word, self.people):
            return "PER"
        kind = self.kinds.get((word,), "")
        is_listed = any(word in lexicon.listed(name) for name in ("common_words", "places", "small_places"))
        is_free = kind != "PER" and not is_listed and word not in self._small and (word,) not in known_outlets()
        return "PER" if is_free and find_pair(word, self.people) else kind

    def is_sure(self, text: str) -> bool:
        """Whether a word may be a name even where any word has a capital: at the beginning of a sentence."""
        word = plain_word(text)
        return word not in self._small and not (
            word in lexicon.listed("common_words") and word not in self.people.parts
        )


def _winner(counted: Counter[str]) -> str:
    return max(counted, key=lambda kind: (counted[kind], kind == "PER", kind))


def _acronyms(words: tuple[str, ...]) -> set[str]:
    """Return the capitals by which an organisation may be called: CB for CinemaBlend, MoMA is not one."""
    initials = "".join(word[0] for word in words if word[0].isupper())
    capitals = "".join(char for word in words for char in word if char.isupper())
    return {each for each in (initials, capitals) if 2 <= len(each) <= 5 and (each,) != words}


def form_of(sentence: Sentence, start: int, end: int) -> Form:
    """Return how a name is compared with others."""
    words = tuple(plain_word(token.text) for token in sentence[start:end])
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def tidy(sentence: Sentence, names: Sequence[Tagged]) -> list[Tagged]:
    """Cut off what is no part of a name, and drop what is none."""
    kept = []
    for start, end, kind in names:
        is_split = kind == "PER" and any(token.text[0].isupper() for token in sentence[start:end])
        for piece_start, piece_end in _pieces(sentence, start, end) if is_split else ((start, end),):
            first, last = _trimmed(sentence, piece_start, piece_end, kind)
            if first < last and not _is_no_name(sentence, first, last, kind):
                kept.append((first, last, _of_kind(sentence, first, last, kind)))
    return _with_generations(sentence, sorted([*kept, *_overlooked(sentence, kept)]))


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
            first = start + 1 if plain_word(sentence[start].text) in _TITLES else start
            if is_whole and first < i and (first > start or is_like_person(sentence, first, i)):
                yield first, i, "PER"
        i = max(i, start + 1)


def _with_generations(sentence: Sentence, names: Sequence[Tagged]) -> list[Tagged]:
    """Let Jr. belong to the name before it."""
    grown = []
    for start, end, kind in names:
        is_followed = end < len(sentence) and sentence[end].text.rstrip(".") in ("Jr", "Sr", "II", "III", "IV")
        grown.append((start, end + 1 if kind == "PER" and is_followed and end - start > 1 else end, kind))
    return grown


def _of_kind(sentence: Sentence, start: int, end: int, kind: str) -> str:
    """The kind of a name, by its own words where they say more than the tagger can know."""
    if start and plain_word(sentence[start - 1].text) in _TITLES:
        return "PER"
    if kind not in ("WORK", "LOC") or end - start < 2:
        return kind
    before = sentence[start - 1].text if start else ""
    if kind == "WORK" and (before in _QUOTES or lexicon.cue_of(before.lower()) == "work"):
        return kind  # it is said to be a title, or set as one
    if is_like_person(sentence, start, end):
        return "PER"
    return "LOC" if plain_word(sentence[end - 1].text) in lexicon.PLACE_WORDS else kind


def is_like_person(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words could hardly be anything but a first name and a surname."""
    words = [plain_word(token.text) for token in sentence[start:end]]
    if not 1 < len(words) < 4 or not lexicon.is_first_name(words[0]) or words[0] in lexicon.CALENDAR:
        return False
    if any(
        not token.text[0].isupper() or token.text.isupper() and len(token.text) > 2 for token in sentence[start:end]
    ):
        return False
    last = words[-1]
    return not (
        any(last in words for words in (lexicon.NOT_NAMES, lexicon.NATIONALITIES, lexicon.ROLES))
        or _ends_as_place(words)
        or last in lexicon.listed("places")
        or last in lexicon.listed("common_words")
        or " ".join(words) in lexicon.listed("small_places")
    )


def _ends_as_place(words: Sequence[str]) -> bool:
    return words[-1] in lexicon.ORGANISATION_WORDS or words[-1] in lexicon.PLACE_WORDS


def _pieces(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a person at what no name holds: one span that swallowed a verb would merge two people."""
    at = start
    for i in range(start, end):
        if not _is_part_of_person(sentence[i].text):
            if at < i:
                yield at, i
            at = i + 1
    if at < end:
        yield at, end


def _is_part_of_person(text: str) -> bool:
    if text[0].islower():
        return text in lexicon.PARTICLES or text in _OF or text[:3] in ("al-", "el-", "d'", "d’") or text in _CLITICS
    return text[0].isalpha() or text in _WITHIN_PERSON


def _trimmed(sentence: Sentence, start: int, end: int, kind: str) -> tuple[int, int]:
    while start < end - 1 and plain_word(sentence[start].text) in (lexicon.HONORIFICS if kind == "PER" else _TITLES):
        start += 1
    while end > start and (sentence[end - 1].text in _CLITICS or not _is_visible_end(sentence[end - 1].text)):
        end -= 1
    while end > start + 1 and kind == "PER" and sentence[end - 1].text in lexicon.PARTICLES | _OF:
        end -= 1
    while start < end and not sentence[start].text[0].isalnum() and sentence[start].text[0] not in "@#":
        start += 1
    return start, end


def _is_visible_end(text: str) -> bool:
    return text[-1].isalnum() or text[-1] in ".!?)" or not text.isascii()


def _is_no_name(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    words = [plain_word(token.text) for token in sentence[start:end]]
    if all(word in lexicon.HONORIFICS or word in lexicon.ROLES for word in words) and kind != "WORK":
        return True
    if not any(char.isalpha() for word in words for char in word):
        return True
    if len(words) == 1 and words[0] in lexicon.NOT_NAMES:
        return True
    is_all_capitals = all(token.text[0].isupper() for token in sentence[start:end])
    if words[-1] in lexicon.ROLES and kind != "PER" and is_all_capitals and words[0] not in lexicon.first_names():
        return True  # Weekend Editor
    before = [plain_word(token.text) for token in sentence[max(0, start - 2) : start]]
    return len(before) == 2 and before[1] == "in" and before[0] in _STUDIES  # a degree in Broadcast Journalism


def agree(sentence: Sentence, names: Sequence[Tagged], known: KnownNames) -> list[Tagged]:
    """Return the names of one sentence as the whole document would have them."""
    words = [plain_word(token.text) for token in sentence]
    by_start = {start: (start, end, kind) for start, end, kind in names}
    covered = {i for start, end, _ in names for i in range(start, end)}
    settled: list[Tagged] = []
    i, count = 0, len(sentence)
    while i < count:
        here = by_start.get(i)
        is_capital = sentence[i].text[0].isupper() or not sentence[i].text[0].isalpha()
        form = known.longest_at(words, i) if is_capital else None
        if form and (here is None or i + len(form) > here[1]) and _is_free(i, i + len(form), by_start):
            settled.append((i, i + len(form), known.kinds[form]))
            i += len(form)
        elif here:
            settled.append((i, here[1], _settled_kind(sentence, words, here, known)))
            i = here[1]
        else:
            if i not in covered and sentence[i].text[0].isupper() and (kind := _alone(sentence, i, known)):
                settled.append((i, i + 1, kind))
            i += 1
    return settled


def _is_free(start: int, end: int, by_start: dict[int, Tagged]) -> bool:
    """Whether no tagged name begins inside these tokens and ends outside."""
    return all(by_start[i][1] <= end for i in range(start, end) if i in by_start)


def _settled_kind(sentence: Sentence, words: Sequence[str], name: Tagged, known: KnownNames) -> str:
    start, end, kind = name
    if end - start > 1 or kind == "PER":
        return known.kinds.get(form_of(sentence, start, end), kind) if end - start > 1 else kind
    word = words[start]
    by_document = known.kind_of_word(sentence[start].text) or kind
    if by_document == "PER" and kind != "PER":
        is_place = kind == "LOC" and start > 0 and words[start - 1] in _AFTER_PLACE
        is_only_first = word not in known.people.surnames and word in lexicon.listed("places")
        return kind if is_place or is_only_first else "PER"
    return by_document


def _alone(sentence: Sentence, at: int, known: KnownNames) -> str:
    """Of what kind an untagged word with a capital is, if it stands by itself and the document knows it."""
    text = sentence[at].text
    kind = known.kind_of_word(text)
    if not kind or kind == "NORP":
        return ""
    if not known.is_sure(text) and (at == 0 or not sentence[at - 1].text[0].isalnum()):
        return ""
    if not known.is_sure(text) and kind != "PER":
        return ""
    beside = [sentence[i].text for i in (at - 1, at + 1) if 0 <= i < len(sentence)]
    if at == 1:
        beside = beside[1:]
    return "" if any(text[0].isupper() and len(text) > 1 for text in beside) else kind
