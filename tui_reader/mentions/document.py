"""What a document says about its words: who speaks, what is said to be a village, what is written small elsewhere.

The one rule: a few facts a word, however often it stands there, and gathered in one reading.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_reader.mentions import lexicon
from tui_reader.mentions.classes import class_of
from tui_reader.mentions.definitions import find_definition
from tui_reader.mentions.runs import LONGEST_RUN, LONGEST_WORD, find_runs, plain_case
from tui_reader.mentions.tokens import Sentence
from tui_reader.mentions.words import Word, describe_word

MOST_COUNTED = 4
"""How often a word stands in a document: so often is often."""

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
    defined: dict[str, str] = {}
    for sentence in sentences:
        known = [describe_word(word[:LONGEST_WORD]) for word in plain_case(sentence, small)]
        words = [word.lower for word in known]
        for start, end in find_runs(known):
            _learn(known, start, end, said, counts)
            if end - start <= LONGEST_RUN and (head := find_definition(words, end)):
                for word in words[start:end]:
                    defined.setdefault(word, head)
    for word, head in defined.items():
        said[word] |= _defined(head)
    facts = {}
    for word, features in said.items():
        features.add("d:small" if word in small else "d:never small")
        features.add(f"d:n{min(counts[word], MOST_COUNTED)}")
        facts[word] = tuple(sorted(features))
    return Document(small, facts)


def _defined(head: str) -> set[str]:
    """What is known of a word because somewhere it is said what it is."""
    used = class_of(head)
    return {"d:is", f"d:is {head}", f"d:is1 {used.wide}", f"d:is2 {used.middle}", f"d:cue {lexicon.cue_of(head)}"}


def _learn(known: list[Word], start: int, end: int, said: dict[str, set[str]], counts: Counter[str]) -> None:
    """Add what one run of capitalised words says about each of them."""
    first, last, length = known[start], known[end - 1], end - start
    before = known[start - 1].lower if start else ""
    after = known[end].lower if end < len(known) else ""
    before_class, after_class = class_of(before).middle, class_of(after).middle
    for i in range(start, end):
        word = known[i].lower
        counts[word] += 1
        features = said[word]
        if counts[word] <= MOST_COUNTED:
            features.add(f"d:before k {before_class}")
            features.add(f"d:after k {after_class}")
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
