"""Edits as editors make them, under which it stays known where a passage is.

A text under edit is a list of letters with a flag each: whether the letter is, or stands in place of, one of the
passage. So after any edit the right place is known: from the first flagged letter to the last that is no white space.
"""

import random
import unicodedata
from collections.abc import Callable, Iterable

from tui_reader.article import Span

Letters = list[tuple[str, bool]]
Edit = Callable[["Editor", Letters], Letters]

_OTHER_MARKS = {"'": "’", '"': "”", "’": "'", "“": '"', "”": '"', "-": "–", "–": "-", " ": "\u00a0"}


def flagged(text: str, passage: Span) -> Letters:
    """Return a text with the letters of a passage flagged."""
    return [(letter, passage.start <= at < passage.end) for at, letter in enumerate(text)]


def text_of(letters: Letters) -> str:
    """Return the text."""
    return "".join(letter for letter, _ in letters)


def place_of(letters: Letters) -> Span | None:
    """Return where the passage is; None if nothing is left of it."""
    own = [at for at, (letter, flag) in enumerate(letters) if flag and not letter.isspace()]
    return Span(own[0], own[-1] + 1) if own else None


class Editor:
    """Somebody who edits, by dice; `others` are texts from which foreign words and paragraphs come."""

    def __init__(self, dice: random.Random, others: list[str]) -> None:
        self.dice = dice
        self.words = [word for text in others for word in text.split()]
        self.paragraphs = [part for text in others for part in text.split("\n\n") if len(part) > 60]
        self.texts = others

    # Words

    def other_words(self, letters: Letters, share: float) -> Letters:
        """Replace, drop or add a word, with the chance `share` for each."""
        edited: Letters = []
        for word in _words(letters):
            flag = any(mine for _, mine in word)
            if word[0][0].isspace() or self.dice.random() > share:
                edited += word
                continue
            what = self.dice.choice(["replace", "replace", "drop", "add"])
            if what == "add":
                edited += [*word, (" ", flag)]
            if what != "drop":
                edited += [(letter, flag) for letter in self.dice.choice(self.words)]
        return edited

    def other_marks(self, letters: Letters) -> Letters:
        """Write quotation marks, dashes and some blanks in another way."""
        chance = {" ": 0.1}
        return [
            (_OTHER_MARKS[letter], flag)
            if letter in _OTHER_MARKS and self.dice.random() < chance.get(letter, 0.8)
            else (letter, flag)
            for letter, flag in letters
        ]

    def wrapped(self, letters: Letters) -> Letters:
        """Break the lines after 70 letters."""
        edited, column = [], 0
        for letter, flag in letters:
            column = 0 if letter == "\n" else column + 1
            is_break = letter == " " and column > 70
            edited.append(("\n" if is_break else letter, flag))
            column = 0 if is_break else column
        return edited

    # Paragraphs

    def more_paragraphs(self, letters: Letters) -> Letters:
        """Put one to three foreign paragraphs in."""
        parts = _paragraphs(letters)
        for _ in range(self.dice.randint(1, 3)):
            new = [(letter, False) for letter in self.dice.choice(self.paragraphs)]
            parts.insert(self.dice.randint(0, len(parts)), new)
        return _joined(parts)

    def fewer_paragraphs(self, letters: Letters) -> Letters:
        """Cut one paragraph, not that of the passage."""
        parts = _paragraphs(letters)
        others = [at for at, part in enumerate(parts) if not _has_passage(part)]
        if others:
            del parts[self.dice.choice(others)]
        return _joined(parts)

    def shuffled(self, letters: Letters) -> Letters:
        """Put the paragraphs into another order."""
        parts = _paragraphs(letters)
        self.dice.shuffle(parts)
        return _joined(parts)

    def copied(self, letters: Letters) -> Letters:
        """Put the passage's paragraph in once more; the copy is not the passage."""
        parts = _paragraphs(letters)
        copy = [(letter, False) for letter, _ in next(filter(_has_passage, parts))]
        parts.insert(self.dice.randint(0, len(parts)), copy)
        return _joined(parts)

    # The passage

    def parted(self, letters: Letters) -> Letters:
        """Put words, or the end of a paragraph, into the passage."""
        blanks = [at for at, (letter, flag) in enumerate(letters) if flag and letter == " "]
        if not blanks:
            return letters
        at = self.dice.choice(blanks)
        words = " ".join(["", *self.dice.choices(self.words, k=self.dice.randint(2, 8)), ""])
        new = self.dice.choice(["\n\n", words])
        return [*letters[:at], *((letter, True) for letter in new), *letters[at + 1 :]]

    def shortened(self, letters: Letters) -> Letters:
        """Cut the passage's last third."""
        own = [at for at, (_, flag) in enumerate(letters) if flag]
        gone = set(own[len(own) - len(own) // 3 :])
        return [letter for at, letter in enumerate(letters) if at not in gone]

    def without_paragraph(self, letters: Letters) -> Letters:
        """Cut the passage with its paragraph."""
        return _joined(part for part in _paragraphs(letters) if not _has_passage(part)) or [("-", False)]

    def replaced(self, letters: Letters) -> Letters:
        """Put another article in the place of this one."""
        del letters
        return [(letter, False) for letter in self.dice.choice(self.texts)]


EDITS: dict[str, Edit] = {
    "nothing": lambda editor, letters: letters,
    "marks": Editor.other_marks,
    "lines": Editor.wrapped,
    "accents apart": lambda editor, letters: [
        (each, flag) for letter, flag in letters for each in unicodedata.normalize("NFD", letter)
    ],
    "one word in twenty": lambda editor, letters: editor.other_words(letters, 0.05),
    "one word in ten": lambda editor, letters: editor.other_words(letters, 0.1),
    "one word in five": lambda editor, letters: editor.other_words(letters, 0.2),
    "three words in ten": lambda editor, letters: editor.other_words(letters, 0.3),
    "paragraphs put in": Editor.more_paragraphs,
    "a paragraph cut": Editor.fewer_paragraphs,
    "paragraphs in another order": Editor.shuffled,
    "its paragraph copied": Editor.copied,
    "parted": Editor.parted,
    "its last third cut": Editor.shortened,
    "several of these": lambda editor, letters: editor.other_marks(
        editor.more_paragraphs(editor.shuffled(editor.other_words(letters, 0.1)))
    ),
}
"""What leaves the passage in the text."""
REMOVALS: dict[str, Edit] = {
    "the passage cut": lambda editor, letters: [letter for letter in letters if not letter[1]],
    "its paragraph cut": Editor.without_paragraph,
    "its paragraph cut, one word in ten": lambda editor, letters: editor.other_words(
        editor.without_paragraph(letters), 0.1
    ),
    "another article": Editor.replaced,
}
"""What leaves nothing of it."""


def _words(letters: Letters) -> list[Letters]:
    """Words, and white space letter by letter."""
    words: list[Letters] = []
    for letter in letters:
        if letter[0].isspace() or not words or words[-1][-1][0].isspace():
            words.append([])
        words[-1].append(letter)
    return words


def _paragraphs(letters: Letters) -> list[Letters]:
    text, parts, start = text_of(letters), [], 0
    while (end := text.find("\n\n", start)) >= 0:
        parts.append(letters[start:end])
        start = end + 2
    return [*parts, letters[start:]]


def _joined(parts: Iterable[Letters]) -> Letters:
    joined: Letters = []
    for number, part in enumerate(parts):
        joined += [("\n", False), ("\n", False), *part] if number else part
    return joined


def _has_passage(part: Letters) -> bool:
    return any(flag for _, flag in part)
