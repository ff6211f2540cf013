"""Texts that nobody wrote: words, people and articles, the same every time.

    python -m tests.benchmarks.parts.invented FOLDER ARTICLES

writes a library, and indexes it. The one rule: everything comes out of a seed, so two runs, and two machines, measure
the same texts.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from tui_reader.article import AnnotatedArticle, Article, Entity, EntityKind, Mention, MentionKind, Span
from tui_reader.library import Hit, Library, Results
from tui_reader.search.query import Everything, Query
from tui_reader.ui.reading import Reading

SEED = 20260721
VOCABULARY = 4_000
PEOPLE = 120
PARAGRAPH = 80
"""Words."""
SOUGHT = "vesomi"
"""A word that is put in about twice in a thousand words: what was searched for."""
_ONSETS = "b c d f g h l m n p r s t v br cl dr gr pl st tr".split()
_VOWELS = "a e i o u ai ea ou é".split()


def _word(dice: Random, syllables: int) -> str:
    return "".join(dice.choice(_ONSETS) + dice.choice(_VOWELS) for _ in range(syllables)) + dice.choice(["", "n", "r"])


@dataclass(frozen=True)
class _Language:
    words: tuple[str, ...]
    weights: tuple[float, ...]
    """Of each word and all before it: the first are said most, as in any language."""
    people: tuple[str, ...]


@cache
def _language() -> _Language:
    dice = Random(SEED)
    words = tuple(_word(dice, dice.choice((1, 2, 2, 3))) for _ in range(VOCABULARY))
    people = tuple(f"{_word(dice, 2).title()} {_word(dice, 2).title()}" for _ in range(PEOPLE))
    return _Language(words, tuple(accumulate(1 / (rank + 3) for rank in range(VOCABULARY))), people)


def text_of(words: int, number: int = 0) -> str:
    """Return the text of an article of about so many words: a headline, paragraphs, a byline. Each `number` differs."""
    dice, language = Random(SEED * 1_000_003 + number), _language()
    headline = " ".join(dice.choices(language.words, cum_weights=language.weights, k=8)).capitalize()
    paragraphs = []
    while words > 0:
        paragraphs.append(_paragraph(dice, min(PARAGRAPH, words)))
        words -= PARAGRAPH
    return "\n\n".join([headline, *paragraphs, f"By {dice.choice(language.people)}"]) + "\n"


def _paragraph(dice: Random, count: int) -> str:
    language = _language()
    words = dice.choices(language.words, cum_weights=language.weights, k=count)
    for at in range(0, count, 40):  # somebody is named twice in a paragraph
        words[at] = dice.choice(language.people)
    if dice.random() < 2 * count / 1_000:
        words[dice.randrange(count)] = SOUGHT
    sentences = [" ".join(words[at : at + 16]) for at in range(0, count, 16)]
    return " ".join(sentence[:1].upper() + sentence[1:] + "." for sentence in sentences)


def write_library(folder: Path, articles: int, words: int = 40) -> None:
    """Write a library of so many articles, and index it."""
    (folder / "articles").mkdir(parents=True)
    for number in range(articles):
        (folder / "articles" / f"{number:06}.txt").write_text(text_of(words, number), encoding="utf-8")
    library = Library(folder)
    for _ in library.update():
        pass
    library.close()


def reading_of(words: int, scratch: Path, number: int = 0) -> Reading:
    """Return an article of so many words as it is when it is open, with its people and hits."""
    file = scratch / f"{words}.txt"
    file.write_text(text_of(words, number), encoding="utf-8")
    article = Library.read_file(file)
    hits = tuple(Span(*hit.span()) for hit in re.finditer(SOUGHT, article.text, re.IGNORECASE))
    return Reading(_annotated(article), hits, mentions_known=True)


def _annotated(article: Article) -> AnnotatedArticle:
    """Mark the invented people, whom no model of names knows."""
    found = re.finditer("|".join(_language().people), article.text)
    mentions = tuple(Mention(MentionKind.PERSON, *name.span(), name.group(), name.group()) for name in found)
    counts = Counter(mention.text for mention in mentions).most_common()
    entities = tuple(Entity(name, name, EntityKind.PERSON, count=count) for name, count in counts)
    return AnnotatedArticle(article, mentions, entities)


def results_of(count: int, seed: int = SEED) -> Results:
    """Return so many results of a search."""
    dice, language = Random(seed), _language()

    def hit(number: int) -> Hit:
        title = " ".join(dice.choices(language.words, k=7)).capitalize()
        snippet = " ".join([*dice.choices(language.words, k=9), SOUGHT, *dice.choices(language.words, k=9)])
        at = snippet.index(SOUGHT)
        day = date(2026, 1, 1) - timedelta(days=number % 4_000)
        span = Span(at, at + len(SOUGHT))
        return Hit(f"articles/{number:06}.txt", title, day, "Invented Gazette", 1.0, 1 + number % 9, snippet, (span,))

    return Results(Query(SOUGHT, Everything(), ""), count, "exact", 1.0, tuple(hit(number) for number in range(count)))


def telling_word(title: str) -> str:
    """Return a word by which a title is known when it is painted: not the first, on which a cursor may stand."""
    return max(title.split()[1:], key=len)


if __name__ == "__main__":
    write_library(Path(sys.argv[1]), int(sys.argv[2]))
