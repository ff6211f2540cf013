"""What the tagger is told of each word: its letters, its neighbours, the lists it is on, and what the document says.

The one rule: the same for training and for reading, and a function of the document alone.

A feature is a string; those that depend on a word only are made once for each distinct word.
"""

from tui_reader.mentions import lexicon
from tui_reader.mentions.classes import class_of
from tui_reader.mentions.definitions import find_definition
from tui_reader.mentions.document import Document
from tui_reader.mentions.phrases import find_phrases
from tui_reader.mentions.runs import LONGEST_RUN, LONGEST_WORD, find_runs, find_title_runs, plain_case
from tui_reader.mentions.tokens import Sentence
from tui_reader.mentions.words import Word, describe_word

_QUOTES = frozenset("\"“”‘’'")


def describe_sentence(sentence: Sentence, document: Document) -> list[list[str]]:
    """Return the features of every token of a sentence."""
    known = [describe_word(word[:LONGEST_WORD]) for word in plain_case(sentence, document.small)]
    rows = [_describe_place(known, i) for i in range(len(known))]
    for i, word in enumerate(known):
        if word.is_capitalised:
            rows[i] += _describe_capitalised(known, i)
            rows[i] += document.facts.get(word.lower, ())
    _describe_runs(known, rows)
    _describe_titles(known, rows)
    _describe_quotes(sentence, known, rows)
    _describe_cues(known, rows)
    _describe_phrases(known, rows)
    return rows


def _describe_place(known: list[Word], at: int) -> list[str]:
    """The features of a word and of the two words before and after it."""
    word, row = known[at], list(known[at].here)
    if at:
        before = known[at - 1]
        row += before.before
        row.append(f"ll-{before.lists}|{word.lists}")
        row.append(f"kk-{before.used.wide}|{word.used.wide}")
        if at > 1:
            row += known[at - 2].two_before
    else:
        row.append("first")
    if at + 1 < len(known):
        after = known[at + 1]
        row += after.after
        row.append(f"ll+{word.lists}|{after.lists}")
        row.append(f"kk+{word.used.wide}|{after.used.wide}")
        if at + 2 < len(known):
            row += known[at + 2].two_after
    else:
        row.append("last")
    return row


def _describe_capitalised(known: list[Word], at: int) -> list[str]:
    """Pairs of words and of classes, of which there are too many to ask them of every word."""
    word = known[at]
    row = [f"lk {word.lists}|{word.used.wide}"]
    if at:
        row.append(f"b-{known[at - 1].lower}|{word.lower}")
    if at > 1:
        row.append(f"kk-- {known[at - 2].used.middle}|{known[at - 1].used.middle}")
    if at + 1 < len(known):
        row.append(f"b+{word.lower}|{known[at + 1].lower}")
    if at + 2 < len(known):
        row.append(f"kk++ {known[at + 1].used.middle}|{known[at + 2].used.middle}")
    return row


def _describe_runs(known: list[Word], rows: list[list[str]]) -> None:
    """Say of each word of a run of capitalised words how long the run is, and what begins and ends it."""
    for start, end in find_runs(known):
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
            f"r:first k {first.used.middle}",
            f"r:last k {last.used.middle}",
            f"r:last k3 {last.used.narrow}",
            f"r:around {class_of(before).wide} {class_of(after).wide}",
            f"r:two before {known[start - 2].used.middle if start > 1 else ''}",
            f"r:k {first.used.wide} {last.used.wide}",
            f"r:before {before}",
            f"r:after {after}",
            f"r:before k {class_of(before).middle}",
            f"r:after k {class_of(after).middle}",
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
    words = [word.lower for word in known]
    for start, end in find_title_runs(words, [word.is_capitalised for word in known]):
        small = min(sum(not word.is_capitalised for word in known[start:end]), 3)
        before = known[start - 1].lower if start else "^"
        if small:
            after = _what_follows(known, end)
            shared = (
                f"x:{small} {min(end - start, 6)}",
                f"x:first {known[start].lower}",
                f"x:before {before}",
                f"x:after {after}",
                f"x:before k {class_of(before).middle}",
                f"x:after k {class_of(after).middle}",
                f"x:first k {known[start].used.wide}",
                f"x:is {class_of(find_definition(words, end)).middle}",
            )
            for i in range(start, end):
                rows[i] += shared
                rows[i].append(f"x:at {min(i - start, 2)} {min(end - i, 2)}")
                if not known[i].is_capitalised:
                    link = f"x:link {words[i]}"
                    rows[i].append(f"{link} {known[i - 1].used.wide} {known[i + 1].used.wide}")
                    rows[i].append(f"{link} {known[i - 1].lower}")


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
