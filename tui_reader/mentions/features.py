"""What the tagger is told of each word: its letters, its neighbours, the lists it is on, and what the document says.

The one rule: the same for training and for reading, and a function of the document alone.

A feature is a string; those that depend on a word only are made once for each distinct word. Case is read as if the
text were prose: in a line of capitals, or of Words With Capitals, a word that is small elsewhere counts as small.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_reader.mentions import lexicon
from tui_reader.mentions.phrases import find_phrases
from tui_reader.mentions.tokens import Sentence
from tui_reader.mentions.words import Word, describe_word

LONGEST_WORD = 30
"""Letters. What is longer is no word, and is read as its first letters."""
LONGEST_RUN = 12
"""Words with a capital in a row; more of them are a heading or a table, and no evidence of anything."""
MOST_COUNTED = 4
"""How often a word stands in a document: so often is often."""

_QUOTES = frozenset("\"“”‘’'")
_AFTER_IN = frozenset("in near at across outside throughout around".split())


@dataclass(slots=True)
class Document:
    """What the whole of a document says about its words."""

    small: frozenset[str] = frozenset()
    """Words that are written small somewhere."""
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Lower-case word → features that hold wherever it stands with a capital."""


def read_document(sentences: Sequence[Sentence]) -> Document:
    """Gather what a document says about its words, from the sentences in which capitals say something."""
    small = frozenset(token.text for sentence in sentences for token in sentence if token.text[:1].islower())
    said: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for sentence in sentences:
        words = [word[:LONGEST_WORD] for word in plain_case(sentence, small)]
        known = [describe_word(word) for word in words]
        for start, end in _find_runs(known):
            _learn(known, start, end, said, counts)
    facts = {}
    for word, features in said.items():
        features.add("d:small" if word in small else "d:never small")
        features.add(f"d:n{min(counts[word], MOST_COUNTED)}")
        facts[word] = tuple(sorted(features))
    return Document(small, facts)


def _learn(known: list[Word], start: int, end: int, said: dict[str, set[str]], counts: Counter[str]) -> None:
    """Add what one run of capitalised words says about each of them."""
    first, last, length = known[start], known[end - 1], end - start
    before = known[start - 1].lower if start else ""
    after = known[end].lower if end < len(known) else ""
    for i in range(start, end):
        word = known[i].lower
        counts[word] += 1
        features = said[word]
        if i > 0 and i == start and before not in "“\"'‘.:-–—(":
            features.add("d:mid")
        if 1 < length <= LONGEST_RUN:
            place = "f" if i == start else "l" if i == end - 1 else "m"
            features.add(f"d:run {place} {first.lists}")
            features.add(f"d:run {place} ends {last.lists}")
        else:
            features.add("d:alone")
    if length > LONGEST_RUN:
        return
    tail, head = said[last.lower], said[first.lower]
    if "H" in first.lists and length > 1:
        tail.add("d:titled")
    if before in lexicon.ROLES:
        head.add("d:role")
    if before in _AFTER_IN:
        head.add(f"d:in {length > 1}")
    elif before in ("the", "by", "from", "to"):
        head.add(f"d:{before}")
    if after in lexicon.SPEECH:
        tail.add("d:speaks")
    elif after in ("'s", "’s"):
        tail.add("d:owns")
    elif after == "(":
        tail.add("d:(")


def describe_sentence(sentence: Sentence, document: Document) -> list[list[str]]:
    """Return the features of every token of a sentence."""
    words = [word[:LONGEST_WORD] for word in plain_case(sentence, document.small)]
    known = [describe_word(word) for word in words]
    count = len(known)
    rows: list[list[str]] = []
    for i, word in enumerate(known):
        row = list(word.here)
        if i:
            row += known[i - 1].before
            row.append(f"ll-{known[i - 1].lists}|{word.lists}")
            if i > 1:
                row += known[i - 2].two_before
        else:
            row.append("first")
        if i + 1 < count:
            following = known[i + 1]
            row += following.after
            row.append(f"ll+{word.lists}|{following.lists}")
            if i + 2 < count:
                row += known[i + 2].two_after
        else:
            row.append("last")
        if word.is_capitalised:
            if i:
                row.append(f"b-{known[i - 1].lower}|{word.lower}")
            if i + 1 < count:
                row.append(f"b+{word.lower}|{known[i + 1].lower}")
            row += document.facts.get(word.lower, ())
        rows.append(row)
    _describe_runs(known, rows)
    _describe_titles(known, rows)
    _describe_quotes(sentence, known, rows)
    _describe_cues(known, rows)
    _describe_phrases(known, rows)
    return rows


def _describe_runs(known: list[Word], rows: list[list[str]]) -> None:
    """Say of each word of a run of capitalised words how long the run is, and what begins and ends it."""
    for start, end in _find_runs(known):
        length = min(end - start, 6)
        first, last = known[start], known[end - 1]
        before = known[start - 1].lower if start else "^"
        after = _what_follows(known, end)
        shared = (
            f"r:{length}",
            f"r:{length} {first.lists} {last.lists}",
            f"r:first {first.lists}",
            f"r:last {last.lists}",
            f"r:last {last.lower}",
            f"r:before {before}",
            f"r:after {after}",
        )
        for i in range(start, end):
            rows[i] += shared
            rows[i].append(f"r:at {min(i - start, 3)} {min(end - i, 3)}")


def _what_follows(known: list[Word], at: int) -> str:
    """The word there; within a bracket, what kind of thing is in it."""
    if at >= len(known):
        return "$"
    if known[at].lower != "(" or at + 1 >= len(known):
        return known[at].lower
    within = known[at + 1]
    if within.lower.isdigit():
        return "(year" if len(within.lower) == 4 else "(number"
    return "(place" if "P" in within.lists else "(Name" if within.is_capitalised else "("


def _describe_titles(known: list[Word], rows: list[list[str]]) -> None:
    """Say of each word of a run with small words in it, as titles have them, what it is like and what is around it."""
    for start, end in find_title_runs([word.lower for word in known], [word.is_capitalised for word in known]):
        small = min(sum(not word.is_capitalised for word in known[start:end]), 3)
        before = known[start - 1].lower if start else "^"
        shared = (
            f"x:{small} {min(end - start, 6)}",
            f"x:first {known[start].lower}",
            f"x:before {before}",
            f"x:after {_what_follows(known, end)}",
        )
        if small:
            for i in range(start, end):
                rows[i] += shared
                rows[i].append(f"x:at {min(i - start, 2)} {min(end - i, 2)}")


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


def _describe_quotes(sentence: Sentence, known: list[Word], rows: list[list[str]]) -> None:
    """Say of each word between quotation marks whether what they hold is written as a title is."""
    opened = -1
    for i, token in enumerate(sentence):
        if token.text not in _QUOTES:
            continue
        if opened >= 0 and i - opened > 1:
            within = [word for word in known[opened + 1 : i] if word.lower[0].isalnum()]
            raised = sum(word.is_capitalised or word.lower in lexicon.SMALL_IN_TITLES for word in within)
            is_title = bool(within) and raised == len(within) and within[0].is_capitalised
            if i - opened <= LONGEST_RUN + 2:
                for k in range(opened + 1, i):
                    rows[k].append(f"q:{is_title} {min(len(within), 5)}")
                    rows[k].append(f"q:at {is_title} {k == opened + 1} {k == i - 1}")
        opened = i if i - opened > 1 else -1


def _describe_cues(known: list[Word], rows: list[list[str]]) -> None:
    """Say of each word with a capital what the sentence was speaking of before: albums, actors, bands, cities."""
    cue, distance, word_of = "", 0, ""
    for word, row in zip(known, rows, strict=True):
        distance += 1
        if cue and distance < 25:
            near = 0 if distance < 2 else 1 if distance < 6 else 2
            row.append(f"c:{cue} {near} {word.is_capitalised}")
            if word.is_capitalised:
                row.append(f"c:{word_of}")
        if not word.is_capitalised and (kind := lexicon.cue_of(word.lower)):
            cue, distance, word_of = kind, 0, word.lower


def _describe_phrases(known: list[Word], rows: list[list[str]]) -> None:
    for start, end, kind in find_phrases([word.lower for word in known], [word.is_capitalised for word in known]):
        for i in range(start, end):
            rows[i].append(f"p:{kind} {'B' if i == start else 'I'} {min(end - start, 2)}")


def _find_runs(known: list[Word]) -> Iterable[tuple[int, int]]:
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
