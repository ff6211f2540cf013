"""Makes the names of one document agree: what was found once is found everywhere, and the majority says of what kind.

The one rule: evidence of the document itself. A tagger sees a sentence; whoever reads the whole article knows that
"West" is somebody there, because "Kanye West" was.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui_reader.mentions import lexicon
from tui_reader.mentions.outlets import known_outlets, plain, sure_names
from tui_reader.mentions.people import KnownPeople, family_surnames, find_pair
from tui_reader.mentions.tagger import Tagged
from tui_reader.mentions.tidying import ends_as_place
from tui_reader.mentions.tokens import Sentence, find_tokens

Form = tuple[str, ...]
"""The words of a name, in lower case, without dots and with straight apostrophes."""

LONGEST_FORM = 10
"""Words. Longer names are not looked for again."""
MOST_BLENDS = 300
"""Of how many words of a document it is asked whether they are blends of two people in it."""
_AFTER_PLACE = frozenset("in near at across outside from to around throughout".split())


class KnownNames:
    """Every name that a document has taught, and of what kind it is."""

    def __init__(self, sentences: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]], source: str = "") -> None:
        """Count the votes of the tagger, whose names are to be tidy already; `source` is the outlet of the article."""
        votes: dict[Form, Counter[str]] = defaultdict(Counter)
        for sentence, names in zip(sentences, tagged, strict=True):
            for start, end, kind in names:
                votes[form_of(sentence, start, end)][kind] += 1
        self._small = frozenset(t.text for sentence in sentences for t in sentence if t.text[0].islower())
        self._alone = {form[0]: _winner(counted) for form, counted in votes.items() if len(form) == 1}
        self.kinds = {form: self._settle(form, counted) for form, counted in votes.items()}
        self.people = KnownPeople.of(form for form, kind in self.kinds.items() if len(form) > 1 and kind == "PER")
        if source:
            self.kinds[tuple(plain(token.text) for token in find_tokens(source))] = "ORG"
        organisations = {form for form, kind in self._written(sentences, tagged) if kind == "ORG"}
        self.short_forms = frozenset(
            form[0] for form, kind in self.kinds.items() if kind == "ORG" and _is_called_by_first(form)
        )
        self._acronyms = {acronym for form in organisations for acronym in _acronyms(form)}
        lengths: dict[str, set[int]] = defaultdict(set)
        for form, kind in self.kinds.items():
            if 1 < len(form) <= LONGEST_FORM and kind != "NORP":
                lengths[form[0]].add(len(form))
        self._lengths = {word: sorted(some, reverse=True) for word, some in lengths.items()}
        self._singles: dict[str, str] = {}
        self._blends_left = MOST_BLENDS

    def _settle(self, form: Form, counted: Counter[str]) -> str:
        if listed := (known_outlets() if len(form) > 1 else sure_names()).get(form):
            return listed
        kind = _winner(counted)
        is_surname = 1 < len(form) < 4 and self._alone.get(form[-1]) == "PER"
        is_phrase = any(word in lexicon.SMALL_IN_TITLES for word in form)  # the Battle of Orrin
        return "PER" if kind in ("LOC", "WORK") and is_surname and not (is_phrase or ends_as_place(form)) else kind

    @staticmethod
    def _written(
        sentences: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        for sentence, names in zip(sentences, tagged, strict=True):
            for start, end, kind in names:
                yield tuple(token.text for token in sentence[start:end]), kind

    def longest_at(self, words: Sequence[str], at: int) -> Form | None:
        """Return the longest known name of several words that stands there; `words` are plain ones."""
        for length in self._lengths.get(words[at], ()):
            form = tuple(words[at : at + length])
            if len(form) == length and self.kinds.get(form, "NORP") != "NORP":
                return form
        return None

    def kind_of_word(self, text: str) -> str:
        """Return of what kind a word with a capital is by itself, as far as this document tells; or ""."""
        if text not in self._singles:
            self._singles[text] = self._find_kind(text)
        return self._singles[text]

    def _find_kind(self, text: str) -> str:
        word = plain(text)
        if word in lexicon.CALENDAR or len(word) < 2:
            return ""
        if word in self.people.parts:
            return "PER"
        if word in self.short_forms:
            return "ORG"
        if word.isalpha() and text.isupper() and text in self._acronyms:
            return "ORG"
        if family_surnames(word, self.people):
            return "PER"
        kind = self.kinds.get((word,), "")
        is_listed = any(word in lexicon.listed(name) for name in ("common_words", "places", "small_places"))
        if not kind and _is_surely_place(word):
            return "LOC"
        if kind == "PER" or is_listed or word in self._small or (word,) in known_outlets() or not self._blends_left:
            return kind
        self._blends_left -= 1
        return "PER" if find_pair(word, self.people) else kind

    def is_sure(self, text: str) -> bool:
        """Whether a word may be a name even where any word has a capital: at the beginning of a sentence."""
        word = plain(text)
        is_usual = word in lexicon.listed("common_words") and word not in self.people.parts
        return word not in self._small and not is_usual


@lru_cache(maxsize=1 << 12)
def _is_surely_place(word: str) -> bool:
    """Whether a word is a country, a state or a large city, and neither somebody's name nor a usual word."""
    others = ("first_names", "rare_first_names", "surnames", "common_words")
    return word in lexicon.listed("places") and not any(word in lexicon.listed(name) for name in others)


def _is_called_by_first(form: Form) -> bool:
    """Whether the first word of an organisation may stand for it: Corvane Pictures, but no surname and no city."""
    if len(form) != 2 or form[1] not in lexicon.ORGANISATION_WORDS or form[0] in lexicon.NATIONALITIES:
        return False
    others = ("first_names", "rare_first_names", "surnames", "places", "small_places", "common_words")
    return not any(form[0] in lexicon.listed(name) for name in others)


def _winner(counted: Counter[str]) -> str:
    return max(counted, key=lambda kind: (counted[kind], kind == "PER", kind))


def _acronyms(words: tuple[str, ...]) -> set[str]:
    """Return the capitals by which an organisation may be called: CB for CinemaBlend, MoMA is not one."""
    initials = "".join(word[0] for word in words if word[0].isupper())
    capitals = "".join(char for word in words for char in word if char.isupper())
    return {each for each in (initials, capitals) if 2 <= len(each) <= 5 and (each,) != words}


def form_of(sentence: Sentence, start: int, end: int) -> Form:
    """Return how a name is compared with others."""
    words = tuple(plain(token.text) for token in sentence[start:end])
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def agree(sentence: Sentence, names: Sequence[Tagged], known: KnownNames) -> list[Tagged]:
    """Return the names of one sentence as the whole document would have them."""
    words = [plain(token.text) for token in sentence]
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
        elif here and _is_family(words, here, known):
            settled.append((i + 1, here[1], "PER"))
            i = here[1]
        elif here:
            settled.append((i, here[1], _settled_kind(sentence, words, here, known)))
            i = here[1]
        else:
            if i not in covered and sentence[i].text[0].isupper() and (kind := _alone(sentence, i, known)):
                settled.append((i, i + 1, kind))
            i += 1
    return settled


def _is_family(words: Sequence[str], name: Tagged, known: KnownNames) -> bool:
    """Whether a sentence begins with a family, "The Orrins", which only a listed show would have as its title."""
    start, end, kind = name
    is_short = kind == "WORK" and start == 0 and end == 2 and words[0] == "the"
    return is_short and bool(family_surnames(words[1], known.people))


def _is_free(start: int, end: int, by_start: dict[int, Tagged]) -> bool:
    """Whether no tagged name begins inside these tokens and ends outside."""
    return all(by_start[i][1] <= end for i in range(start, end) if i in by_start)


def _settled_kind(sentence: Sentence, words: Sequence[str], name: Tagged, known: KnownNames) -> str:
    start, end, kind = name
    if end - start > 1:
        return known.kinds.get(form_of(sentence, start, end), kind)
    word = words[start]
    if kind == "PER" and (word not in known.short_forms or word in known.people.parts):
        return "LOC" if _is_surely_place(word) and word not in known.people.parts else kind
    by_document = known.kind_of_word(sentence[start].text) or kind
    if by_document == "PER" and kind != "PER":
        is_called_so = word in known.people.parts or known.kinds.get((word,)) == "PER"  # and no blend or family
        is_place = is_called_so and kind == "LOC" and start > 0 and words[start - 1] in _AFTER_PLACE
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
