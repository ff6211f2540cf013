"""Whether kept passages are found again in edited articles, and how long it takes; beside other ways of finding them.

    python tests/benchmarks/anchors.py [--seed N] [--rounds N] [FOLDER...]

FOLDERS hold texts; without any, the news texts beside a development checkout are used, and the sample articles. In a
round each text has one passage (a sentence, a paragraph, three to eight words, or a name, in turn) and one edit of
`parts/edits.py`, in turn; every way is asked about the same. Prints one JSON object. For each way:

- of passages that are still there, percent: `right` (at least four fifths of what is marked, or of what should be),
  `flagged` (the same, said to be uncertain), `partial`, `lost`, `wrong` (elsewhere), `wrong_flagged`
- of passages that are gone, percent: `false` (found nevertheless, and not said to be uncertain)
- `ms_median`, `ms_95`: for one passage in one article, with nothing prepared; `cpu_ms_…`: the processor time of it,
  which a busy machine changes less

`by_edit` and `by_kind` have right and flagged together (of those that are gone: not found). `one_of_12_kB` and
`one_of_2_MB` are times for one edited passage in such a text; `unchanged_10000` is the time for 10,000 passages of
articles that have not changed, these being read already.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.edits import EDITS, REMOVALS, Editor, flagged, place_of, text_of
from tests.benchmarks.parts.other_anchors import hypothesis_match, nearest_copy
from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import Place, Present, State, find_place
from tui_reader.library.anchoring import Anchors, place_all

BESIDE = Path(__file__).parents[3] / "shared"
FOLDERS = (BESIDE / "data" / "formats" / "bbc-text", BESIDE / "seeds", Path(__file__).parents[2] / "articles")
KINDS = ("sentence", "paragraph", "phrase", "name")
LONG, MANY = 2_000_000, 10_000


@dataclass(frozen=True)
class Case:
    """A passage, and its article after an edit."""

    bookmark: Bookmark
    kind: str
    edit: str
    before: str
    after: str
    truth: Span | None


Times = tuple[float, float]
Way = Callable[[Case], Place]

WAYS: dict[str, Way] = {
    "gossip-reader": lambda case: find_place(case.bookmark, case.after, case.before),
    "gossip-reader, without the earlier text": lambda case: find_place(case.bookmark, case.after),
    "Hypothesis' method": lambda case: as_place(hypothesis_match(case.bookmark, case.after)),
    "exact quote, nearest": lambda case: as_place(nearest_copy(case.bookmark, case.after)),
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--rounds", type=int, default=4)
    arguments = parser.parse_args()
    folders = arguments.folders or [folder for folder in FOLDERS if folder.is_dir()]
    texts = [text for folder in folders for text in read_texts(folder)]
    dice = random.Random(arguments.seed)
    cases = [case for number in range(arguments.rounds) for case in make_cases(dice, texts, number)]
    figures: dict[str, Any] = {"seed": arguments.seed, "texts": len(texts), "cases": len(cases)}
    figures |= {name: measure(way, cases) for name, way in WAYS.items()}
    figures["one_of_12_kB"] = time_one(dice, texts, 12_000, 60)
    figures["one_of_2_MB"] = time_one(dice, texts, LONG, 20)
    figures["unchanged_10000"] = time_unchanged(texts)
    print(json.dumps(figures, indent=2))


def read_texts(folder: Path) -> Iterator[str]:
    """Yield the texts of a folder that have two paragraphs at least."""
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").strip() + "\n"
        if 600 < len(text) < 14_000 and "\n\n" in text:
            yield text


def make_cases(dice: random.Random, texts: list[str], number: int) -> Iterator[Case]:
    """Make a round of cases; the last of the shuffled texts lend their words to the edits."""
    texts = dice.sample(texts, len(texts))
    editor = Editor(dice, texts[-10:])
    edits = list((EDITS | REMOVALS).items())
    for at, text in enumerate(texts[:-10]):
        turn = number * len(texts) + at
        name, edit = edits[turn % len(edits)]
        kind = KINDS[turn // len(edits) % len(KINDS)]
        span = pick(dice, text, kind)
        letters = edit(editor, flagged(text, span))
        truth = None if name in REMOVALS else place_of(letters)
        yield Case(keep(text, span), kind, name, text, text_of(letters), truth)


def pick(dice: random.Random, text: str, kind: str) -> Span:
    """Choose a passage."""
    paragraph = dice.choice([match.span() for match in re.finditer(r"[^\n]{40,}", text)])
    patterns = {
        "sentence": r"[^.!?\s][^.!?]{25,}[.!?]+[”\"]?",
        "phrase": r"\S+" + r"\s\S+" * dice.randint(2, 7),
        "name": r"\b[A-Z][a-z]+ [A-Z][a-z]+\b",
    }
    if kind in patterns:
        found = [match.span() for match in re.compile(patterns[kind]).finditer(text, *paragraph)]
        paragraph = dice.choice(found) if found else paragraph
    words = text[slice(*paragraph)]
    start = paragraph[0] + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def keep(text: str, span: Span) -> Bookmark:
    """Return the bookmark of a passage."""
    return make_bookmark("c0ffee00", Article("articles/a.txt", text, (), "", ""), span, created="")


def as_place(span: Span | None) -> Place:
    """Return the answer of one that knows no doubt."""
    return Place(State.MOVED if span else State.LOST, span)


def measure(way: Way, cases: list[Case]) -> dict[str, Any]:
    """Ask one way about all cases."""
    verdicts: Counter[str] = Counter()
    good: dict[str, dict[str, list[bool]]] = {"by_edit": defaultdict(list), "by_kind": defaultdict(list)}
    times: list[Times] = []
    for case in cases:
        with timed(times):
            place = way(case)
        found = verdict(case, place)
        verdicts[found] += 1
        good["by_edit"][case.edit].append(found in ("right", "flagged", "gone"))
        if case.truth:
            good["by_kind"][case.kind].append(found in ("right", "flagged"))
    live = sum(case.truth is not None for case in cases)
    names = ("right", "flagged", "partial", "lost", "wrong", "wrong_flagged")
    figures: dict[str, Any] = {name: percent(verdicts[name], live) for name in names}
    figures["false"] = percent(verdicts["false"], len(cases) - live)
    figures |= spread(times)
    return figures | {
        key: {name: percent(sum(all_), len(all_)) for name, all_ in of.items()} for key, of in good.items()
    }


def verdict(case: Case, place: Place) -> str:
    """Say how right an answer is."""
    is_flagged = place.state is State.AMBIGUOUS
    if case.truth is None:
        return "gone" if place.span is None else "gone_flagged" if is_flagged else "false"
    if place.span is None:
        return "lost"
    shared = min(place.span.end, case.truth.end) - max(place.span.start, case.truth.start)
    covered = max(place.span.end, case.truth.end) - min(place.span.start, case.truth.start)
    overlap = max(0, shared) / covered
    if overlap >= 0.8:
        return "flagged" if is_flagged else "right"
    return "partial" if overlap >= 0.3 else "wrong_flagged" if is_flagged else "wrong"


def time_one(dice: random.Random, texts: list[str], length: int, count: int) -> dict[str, float]:
    """Time single passages in edited texts of a length, with nothing prepared."""
    words = " ".join(texts).split()
    text = " ".join(dice.choices(words, k=length // 4))[:length]
    editor = Editor(dice, texts[:10])
    times: list[Times] = []
    for _ in range(count):
        start = dice.randrange(length - 300)
        span = Span(start, start + dice.choice([15, 80, 250]))
        around = Span(max(0, start - 6_000), start + 6_000)
        edited = text_of(editor.other_words(flagged(text[slice(*around)], Span(0, 0)), 0.15))
        changed = text[: around.start] + edited + text[around.end :] + " and more"
        bookmark = keep(text, span)
        with timed(times):
            find_place(bookmark, changed, text)
    return spread(times)


def time_unchanged(texts: list[str]) -> dict[str, float]:
    """Time 10,000 passages of articles that have not changed."""
    kept: dict[str, list[Bookmark]] = defaultdict(list)
    for number in range(MANY):
        text = texts[number % len(texts)]
        start = number * 37 % (len(text) - 100)
        kept[text].append(keep(text, Span(start, start + 60)))
    times: list[Times] = []
    for _ in range(5):
        with timed(times):
            for text, bookmarks in kept.items():
                found = place_all(bookmarks, Present(text), lambda text_hash: None, Anchors())
                assert all(place.state is State.EXACT for place in found)
    return spread(times)


@contextmanager
def timed(times: list[Times]) -> Iterator[None]:
    """Add how long a block takes, in ms, by the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    times.append(((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000))


def spread(times: list[Times]) -> dict[str, float]:
    """Return the middle of some times, and what 95 % of them are below."""
    figures = {}
    for name, each in zip(("ms", "cpu_ms"), map(sorted, zip(*times, strict=True)), strict=True):
        figures[f"{name}_median"] = round(each[len(each) // 2], 2)
        figures[f"{name}_95"] = round(each[int(len(each) * 0.95)], 2)
    return figures


def percent(part: int, whole: int) -> float:
    """Return a share."""
    return round(100 * part / whole, 1) if whole else 0.0


if __name__ == "__main__":
    main()
