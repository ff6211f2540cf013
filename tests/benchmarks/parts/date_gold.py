"""Reads texts whose dates were marked by hand, and scores what was found in them as TempEval-3 does.

The one rule: a score is a sum over documents, so that an interval can be had by drawing documents again.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_TAG = re.compile(r"<[^>]+>")
_TYPE, _VALUE = re.compile(r'\btype="([^"]+)"'), re.compile(r'\b(?:value|val|VAL)="([^"]*)"')
_CREATED = re.compile(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', re.S)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """A date in a text: its range, its type, and the values that are right for it."""

    start: int
    end: int
    kind: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the day it was written on and its dates."""

    text: str
    day: date
    marks: tuple[Mark, ...]


Answer = tuple[int, int, str]
"""A date that was found: its range and its value."""


def read_timeml(folder: Path) -> list[Document]:
    """The documents of a folder; those that do not say their day are left out."""
    return [document for path in sorted(folder.glob("*.tml")) if (document := parse_timeml(path.read_text("utf-8")))]


def parse_timeml(source: str) -> Document | None:
    """A document of TimeML: only outermost expressions of its text, not the day it was written on."""
    created, found = _CREATED.search(source), re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    if not created or not found:
        return None
    body, text, at = found[1].strip("\n"), "", 0
    marks: list[Mark] = []
    opened: list[tuple[int, str, str]] = []
    for tag in _TAG.finditer(body):
        text, at = text + _unescaped(body[at : tag.start()]), tag.end()
        words = tag.group()
        if words.startswith("<TIMEX") and not words.endswith("/>"):
            kind, value = _TYPE.search(words), _VALUE.search(words)
            opened.append((len(text), kind[1] if kind else "", value[1] if value else ""))
        elif words.startswith("</TIMEX") and opened:
            start, kind_of, value_of = opened.pop()
            if not opened:
                marks.append(Mark(start, len(text), kind_of, frozenset((value_of,))))
    text += _unescaped(body[at:])
    return Document(text + "\n", date.fromisoformat(created[1]), tuple(marks))


def _unescaped(text: str) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


def read_cases(path: Path) -> list[Document]:
    """The cases of Recognizers-Text whose answer is a day: a phrase, and the readings that count as right."""
    documents = []
    for case in json.loads(path.read_text("utf-8")):
        day = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10]
        marks = tuple(_marks(case.get("Results") or []))
        if day and marks:
            documents.append(Document(case["Input"] + "\n", date.fromisoformat(day), marks))
    return documents


def _marks(results: list[dict]) -> Iterable[Mark]:  # type: ignore[type-arg]  # as JSON gives it
    for result in results:
        if (result.get("TypeName") or result.get("Typename") or "").endswith(".date"):
            readings = (result.get("Resolution") or {}).get("values", [])
            values = {reading.get("timex", "") for reading in readings} | {each.get("value", "") for each in readings}
            yield Mark(result["Start"], result["End"] + 1, "DATE", frozenset(values - {"", "not resolved"}))


def count(document: Document, found: Sequence[Answer], kinds: tuple[str, ...]) -> Counter[str]:
    """What of one document is right; what overlaps gold of another kind does not count.

    Returns:
        Counts: gold, found, relaxed (overlapping, one to one), strict (the same range), value (relaxed, and right).
    """
    marks = [mark for mark in document.marks if mark.kind in kinds]
    others = [mark for mark in document.marks if mark.kind not in kinds]
    found = [one for one in found if not any(one[0] < other.end and other.start < one[1] for other in others)]
    pairs = _pairs(marks, found)
    return Counter(
        gold=len(marks),
        found=len(found),
        relaxed=len(pairs),
        strict=sum((mark.start, mark.end) == one[:2] for mark, one in pairs),
        value=sum(one[2] in mark.values for mark, one in pairs),
    )


def _pairs(marks: Sequence[Mark], found: Sequence[Answer]) -> list[tuple[Mark, Answer]]:
    exact = {(mark.start, mark.end): mark for mark in marks}
    pairs = [(exact[one[:2]], one) for one in found if one[:2] in exact]
    free = [mark for mark in marks if not any(mark is pair[0] for pair in pairs)]
    for one in found:
        if one[:2] not in exact:
            mark = next((mark for mark in free if one[0] < mark.end and mark.start < one[1]), None)
            if mark:
                free.remove(mark)
                pairs.append((mark, one))
    return pairs


def f1(counts: Iterable[Counter[str]], measure: str) -> float:
    """F1 in per cent of a measure over documents."""
    total: Counter[str] = sum(counts, Counter())
    return 200 * total[measure] / max(total["gold"] + total["found"], 1)


def recall(counts: Iterable[Counter[str]], measure: str) -> float:
    """The share in per cent of the gold."""
    total: Counter[str] = sum(counts, Counter())
    return 100 * total[measure] / max(total["gold"], 1)


def interval(counts: Sequence[Counter[str]], measure: str, of=f1) -> list[float]:  # type: ignore[no-untyped-def]
    """The 95 % interval of a figure, by drawing documents with replacement, the same draws every time."""
    chance = random.Random(20)
    figures = sorted(of(chance.choices(counts, k=len(counts)), measure) for _ in range(DRAWS))
    return [round(figures[int(DRAWS * 0.025)], 1), round(figures[int(DRAWS * 0.975)], 1)]
