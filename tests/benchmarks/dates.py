"""How well and how fast dates are found, beside dateparser, parsedatetime and Recognizers-Text.

    python tests/benchmarks/dates.py [FOLDER] [--every N] [--alone]

FOLDER holds `timebank`, `wikiwars`, `tweets` and the like (TimeML) and `recognizers_text`; without it, the texts beside
a development checkout are used if they are there. Peers are slow: every system reads every Nth document of each set
(5), and this program all of them too; with `--alone` nobody else is asked. Prints one JSON object: for each set F1 in
per cent of ranges (strict: the same; relaxed: overlapping) and of values, over dates and times of day, with 95 %
intervals; for the cases of Recognizers-Text, which are single phrases, the share that was found and the share whose
value is right; and words a second of processor time. A peer that is not installed is said to be absent.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.parts.date_gold import Answer, Document, count, f1, interval, read_cases, read_timeml, recall
from tests.benchmarks.parts.date_peers import as_exact_as, peers
from tui_reader.article import Article, Block, BlockKind
from tui_reader.mentions.dates import find_dates

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "dates"
KINDS = ("DATE", "TIME")
PHRASES = "recognizers_text"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=BESIDE)
    parser.add_argument("--every", type=int, default=5, metavar="N")
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(json.dumps({"absent": "the texts beside a development checkout; name a folder of them"}))
        return
    asked = {} if options.alone else peers()
    figures: dict[str, Any] = {name: "absent" for name, find in asked.items() if find is None}
    for name, documents in read_sets(options.folder).items():
        few, are_phrases = documents[:: options.every], name == PHRASES
        figures[name] = {
            "documents": len(documents),
            "gossip-reader": measured(documents, ours, are_phrases=are_phrases),
        }
        if not options.alone:
            figures[name]["of every few"] = len(few)
            figures[name]["gossip-reader, few"] = measured(few, ours, are_phrases=are_phrases)
            for peer, find in asked.items():
                if find:
                    figures[name][peer] = measured(
                        few, find, are_phrases=are_phrases, is_moment=peer != "Recognizers-Text"
                    )
    print(json.dumps(figures, indent=2))


def read_sets(folder: Path) -> dict[str, list[Document]]:
    """The sets that are there, by name."""
    sets = {path.name: read_timeml(path) for path in sorted(folder.iterdir()) if any(path.glob("*.tml"))}
    cases = folder / PHRASES / "DateTimeModel.json"
    return sets | ({PHRASES: read_cases(cases)} if cases.is_file() else {})


def ours(text: str, day: date) -> list[Answer]:
    """What this program finds in a text, a block for each of its paragraphs."""
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    article = Article("x.txt", text, tuple(blocks), "", "")
    return [(mention.start, mention.end, mention.value or "") for mention in find_dates(article, day)]


def measured(
    documents: list[Document],
    find: Callable[[str, date], list[Answer]],
    *,
    are_phrases: bool,
    is_moment: bool = False,
) -> dict[str, Any]:
    """The figures of one system on some documents."""
    counts: list[Counter[str]] = []
    began, words = time.process_time(), sum(len(document.text.split()) for document in documents)
    answers = [find(document.text, document.day) for document in documents]
    took = time.process_time() - began
    for document, found in zip(documents, answers, strict=True):
        counts.append(count(document, cut(document, found) if is_moment else found, KINDS))
    figures: dict[str, Any] = {"gold": sum(each["gold"] for each in counts), "words_per_s": round(words / took)}
    of = recall if are_phrases else f1
    for measure in ("relaxed", "value") if are_phrases else ("strict", "relaxed", "value"):
        name = "found" if are_phrases and measure == "relaxed" else measure
        figures[name] = round(of(counts, measure), 1)
        figures[f"{name}_95"] = interval(counts, measure, of)
    return figures


def cut(document: Document, found: list[Answer]) -> list[Answer]:
    """A peer's moments, as exact as the gold that they overlap."""
    right = [(mark.start, mark.end, mark.values) for mark in document.marks]
    return [
        (start, end, next((as_exact_as(value, gold) for a, z, gold in right if start < z and a < end), value))
        for start, end, value in found
    ]


if __name__ == "__main__":
    main()
