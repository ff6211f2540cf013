"""An invented library of any size: Zipf's words and names, about 500 words an article, the same every time.

The one rule: an article is a line of JSON in a file, so that every engine reads the same texts in the same way.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from tui_reader.article import AnnotatedArticle, Article, Block, BlockKind, Entity, EntityKind, Mention, MentionKind

WORDS, NAMES, SOURCES = 120_000, 30_000, 40
MEAN_WORDS, SPREAD = 495, 0.45
"""Words of an article: a log-normal distribution, as in a collection of 30,000 pieces of news."""
ZIPF, SHIFT = 1.07, 2.7
"""The n-th word is as frequent as 1 / (n + SHIFT) ** ZIPF (Mandelbrot)."""
FIRST_DAY, DAYS = date(2000, 1, 1), 9_500
BATCH = 500

_HEADS = "b br c ch cl d dr f fl g gr h j k kl l m n p pl pr qu r s sch sh sl sp st t th tr v w y z".split()
_HEARTS = "a e i o u ai ea ee ie oo ou".split()
_TAILS = ["", "", "", "l", "n", "r", "s", "t", "nd", "rt", "st", "ck", "m"]


@dataclass(frozen=True, slots=True)
class Invented:
    """One article."""

    id: str
    title: str
    text: str
    """The title, an empty line, and paragraphs with an empty line between them."""
    people: tuple[tuple[int, int, str], ...]
    """Where people are named, and whom the words mean."""
    day: date
    source: str


def make_words(count: int, seed: int) -> list[str]:
    """Make words that do not exist, short ones first: as in any language, the frequent words are the short ones."""
    dice = Random(seed)
    words: dict[str, None] = {}
    while len(words) < count:
        longest = 1 if len(words) < 2_500 else 2 if len(words) < 60_000 else 3
        parts = (dice.choice(_HEADS) + dice.choice(_HEARTS) + dice.choice(_TAILS) for _ in range(longest))
        words.setdefault("".join(parts))
    return list(words)


def make_names() -> list[str]:
    """Make the names of people who do not exist."""
    dice = Random(2)
    first = [word.title() for word in make_words(900, 3)[300:]]
    last = [word.title() for word in make_words(9_000, 4)[1_000:]]
    names = dict.fromkeys(f"{dice.choice(first)} {dice.choice(last)}" for _ in range(NAMES * 2))
    return list(names)[:NAMES]


def _odds(count: int) -> "np.ndarray[Any, np.dtype[np.float64]]":
    odds = 1 / (np.arange(count) + SHIFT) ** ZIPF
    return np.cumsum(odds / odds.sum())


def write_library(path: Path, count: int) -> None:
    """Write so many articles into a file, one to a line."""
    words, names = make_words(WORDS, 1), make_names()
    word_odds, name_odds = _odds(len(words)), _odds(len(names))
    rng = np.random.default_rng(5)
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, count, BATCH):
            some = min(BATCH, count - start)
            lengths = np.maximum(60, rng.lognormal(np.log(MEAN_WORDS) - SPREAD**2 / 2, SPREAD, some)).astype(int)
            chosen = np.searchsorted(word_odds, rng.random(int(lengths.sum()) + 12 * some))
            named = np.searchsorted(name_odds, rng.random(8 * some))
            at = 0
            for number, length in enumerate(lengths.tolist()):
                mine = [words[i] for i in chosen[at : at + length + 9].tolist()]
                people = [names[i] for i in named[8 * number : 8 * number + 8].tolist()]
                at += length + 9
                day = FIRST_DAY + timedelta(days=int(rng.integers(DAYS)))
                source = f"The {words[200 + int(rng.integers(SOURCES))].title()} Post"
                line = _compose(start + number, mine, people, rng) | {"day": day.isoformat(), "source": source}
                file.write(json.dumps(line) + "\n")


def _compose(number: int, words: list[str], people: list[str], rng: np.random.Generator) -> dict[str, Any]:
    title = " ".join([people[0], *words[:7]]) if number % 2 else " ".join(words[:9])
    parts = [title, "\n\n"]
    length = len(title) + 2
    found = [(0, len(people[0]), people[0])] if number % 2 else []
    at, sentences = 9, 0
    while at < len(words):
        size = int(rng.integers(7, 22))
        sentence = words[at : at + size]
        at += size
        if sentences % 3 == 0:
            who = people[sentences // 3 % len(people)]
            form = who if sentences < 24 else who.split()[1]
            found.append((length, length + len(form), who))
            lead = form + " said that "
        else:
            lead, sentence[0] = "", sentence[0].title()
        sentences += 1
        text = lead + " ".join(sentence) + (".\n\n" if sentences % 4 == 0 else "’s. " if sentences % 7 == 0 else ". ")
        parts.append(text)
        length += len(text)
    return {"id": f"articles/{number:06}.txt", "title": title, "text": "".join(parts).rstrip(), "people": found}


def read_library(path: Path, start: int = 0, end: int | None = None) -> Iterator[Invented]:
    """Yield the articles of a file that `write_library` wrote, from one number to another."""
    with path.open("rb") as file:  # lines that are only passed over need not be decoded
        for number, line in enumerate(file):
            if end is not None and number >= end:
                return
            if number >= start:
                fields = json.loads(line)
                people = tuple((first, last, who) for first, last, who in fields.pop("people"))
                yield Invented(**fields | {"people": people, "day": date.fromisoformat(fields["day"])})


def as_article(invented: Invented, *, are_named: bool = True, are_dated: bool = False) -> AnnotatedArticle:
    """Return an invented article as the reader knows it: with its people (and dates) found, or before that."""
    blocks = [Block(BlockKind.HEADLINE, 0, len(invented.title))]
    at = len(invented.title) + 2
    for paragraph in invented.text[at:].split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    article = Article(
        invented.id, invented.text, tuple(blocks), invented.title, "", published=invented.day, source=invented.source
    )
    if not are_named:
        return AnnotatedArticle(article)
    mentions = [
        Mention(MentionKind.PERSON, start, end, invented.text[start:end], _id_of(who))
        for start, end, who in invented.people
        if end <= len(invented.text)
    ]
    entities = [
        Entity(_id_of(who), who, EntityKind.PERSON, (who.split()[1],))
        for who in dict.fromkeys(who for *_, who in invented.people)
    ]
    if are_dated:
        mentions = sorted([*mentions, *_dates(invented)], key=lambda mention: mention.start)
    return AnnotatedArticle(article, tuple(mentions), tuple(entities))


def _id_of(name: str) -> str:
    return f"person:{name.lower().replace(' ', '-')}"


def _dates(invented: Invented) -> Iterator[Mention]:
    """Yield a date for every other name: the "said" behind it, with a day of the three years before."""
    for number, (_, end, _) in enumerate(invented.people):
        start = end + 1
        if number % 2 and invented.text.startswith("said ", start):
            day = invented.day - timedelta(days=37 * number + len(invented.text) % 1_000)
            yield Mention(
                MentionKind.DATE, start, start + 4, "said", value=day.isoformat(), timex="DATE", anchor="stated"
            )
