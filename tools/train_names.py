"""Trains the model of names that ships, `tui_reader/mentions/data/names.crfsuite`, from freely licensed annotated text.

    python tools/train_names.py --data ../shared/data
    python tools/train_names.py --data ../shared/data --cross-validate [--judge ../shared/judge] [--folds 5]

It reads these sets below DATA/names (their licences are in NOTICE), says how many documents, words and names of each
it used, and writes the same bytes every time:
- wikigold (WikiGold, CC BY 4.0), crossner/{music,literature,politics} (CrossNER, MIT; text of Wikipedia, CC BY-SA),
  uner_ewt (Universal NER's English EWT, CC BY-SA 4.0): what the model is meant to read like;
- wnut17 (WNUT-17, CC BY 4.0) and btc (Broad Twitter Corpus, CC BY 4.0): tweets. They name people as nothing else here
  does, and write as no article does; many of their features are there twice, once as their own, so that what is only
  true of tweets is learnt of them alone (Daumé 2007, "Frustratingly easy domain adaptation").
It also writes common_words.txt: the words that these texts write small at least four times. What the sets look like is
in gold_names.py. The lists of make_gazetteers.py and the classes of make_word_classes.py are to be there before.

Labels are PER, ORG, LOC, WORK (titles, awards, events, products) and NORP (nations, faiths, parties: learnt in order
to be told apart, and not listed by the program). Sets without works are labelled for these by a first model, trained
on the others: otherwise every title in them would teach that titles are nothing.

Cross-validation leaves out every fifth document of wikigold and crossner, trains on all the rest, reads what was left
out with `find_names`, and scores it with the judge's own measures; five times, counts added up. The judge's MISC is
works, awards, events, elections and products, and nationalities as well: a second line lists these, too.
"""

import argparse
import collections
import dataclasses
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import pycrfsuite

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from gold_names import CORPORA, Document, read_corpus

from tui_reader.article import MentionKind
from tui_reader.formats import parse_article
from tui_reader.mentions import lexicon, names, tagger
from tui_reader.mentions.document import read_document
from tui_reader.mentions.features import describe_sentence
from tui_reader.mentions.tokens import Sentence, find_sentences

DATA = Path(__file__).parents[1] / "tui_reader" / "mentions" / "data"
PARAMETERS = {"c1": 0.6, "c2": 0.05, "feature.minfreq": 3, "feature.possible_transitions": False}
"""c1 and c2 weigh the sum of the weights, and of their squares, against the likelihood: c1 keeps the model small.

What is met fewer than three times is left out: it would explain the few names that it comes with, and what can be
learnt from them of others, their classes and neighbours, would count for less."""
ROUNDS = 70
"""Iterations of the optimiser."""
COMMON = 4
"""How often a word must be written small to be common."""
OWN_FEATURES = ("bias", "w=", "z=", "l=", "w-", "w+", "r:")
"""Of which features tweets have a second copy."""

OWN_KINDS = dict(names.KINDS)


def main() -> None:
    """Train, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds names/")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--judge", type=Path, help="the folder of the judge; beside DATA by default")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    documents = [document for corpus in CORPORA for document in read_corpus(args.data / "names", corpus)]
    if args.cross_validate:
        sys.path.insert(0, str(args.judge or args.data.parent / "judge"))
        cross_validate(documents, args.folds)
        return
    write_common_words(documents)
    for corpus in CORPORA:
        own = [document for document in documents if document.corpus is corpus]
        words, count = sum(len(document.text.split()) for document in own), sum(len(document.names) for document in own)
        say(f"{corpus.name}: {len(own):,} documents, {words:,} words, {count:,} names")
    train([prepare(document) for document in documents], DATA / tagger.MODEL)
    say(f"{tagger.MODEL}: {(DATA / tagger.MODEL).stat().st_size:,} bytes")


def say(words: str) -> None:
    """Print a line at once."""
    print(words, flush=True)


# Training.


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A document as the trainer wants it: the features of its sentences, and their labels."""

    document: Document
    sentences: tuple[tuple[Any, list[str]], ...]


def prepare(document: Document) -> Prepared:
    """Describe every word of a document."""
    sentences = _sentences(document.text)
    whole = read_document(sentences)
    prepared = []
    for sentence in sentences:
        rows = describe_sentence(sentence, whole)
        if document.corpus.is_tweets:
            for row in rows:
                row += [f"tweet {feature}" for feature in row if feature.startswith(OWN_FEATURES)]
        prepared.append((pycrfsuite.ItemSequence(rows), label_sentence(document, sentence)))
    return Prepared(document, tuple(prepared))


def train(prepared: list[Prepared], path: Path) -> None:
    """Train on the documents: first without the sets that do not know works, then on all."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first"
        _train([each for each in prepared if each.document.corpus.has_works], first, None)
        _train(prepared, path, open_model(first))


def open_model(path: Path) -> Any:
    """Return a trained model, ready to tag."""
    model = pycrfsuite.Tagger()
    model.open(str(path))
    return model


def _train(prepared: list[Prepared], path: Path, first: Any) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS | {"max_iterations": ROUNDS}, verbose=False)
    for each in prepared:
        for items, labels in each.sentences:
            is_complete = each.document.corpus.has_works or first is None
            trainer.append(items, labels if is_complete else _with_works(labels, first.tag(items)))
    trainer.train(str(path))


def _sentences(text: str) -> list[Sentence]:
    paragraphs = re.finditer(r"(?:.+\n?)+", text)
    return [sentence for part in paragraphs for sentence in find_sentences(text, part.start(), part.end())]


def label_sentence(document: Document, sentence: Sentence) -> list[str]:
    """Return the labels of our tokens, by our conventions: no honorifics, no articles, no possessives in a name."""
    labels = ["O"] * len(sentence)
    for start, end, label in document.names:
        within = [i for i, token in enumerate(sentence) if token.start < end and start < token.end]
        if label == "MISC":
            label = "NORP" if _is_norp(document.text[start:end]) else "WORK"
        while len(within) > 1 and _is_outside(sentence[within[0]].text, label):
            del within[0]
        while len(within) > 1 and sentence[within[-1]].text in ("'s", "’s"):
            del within[-1]
        if within and labels[within[0]] == "O":
            labels[within[0] : within[-1] + 1] = [f"B-{label}", *[f"I-{label}"] * (within[-1] - within[0])]
    return labels


def _is_norp(words: str) -> bool:
    parts = words.lower().replace("-", " ").split()
    return all(part in lexicon.NATIONALITIES or part in ("of", "and") for part in parts)


def _is_outside(word: str, label: str) -> bool:
    if label == "PER":
        return word.lower().rstrip(".") in lexicon.HONORIFICS
    return label in ("ORG", "LOC") and word.lower() == "the"


def _with_works(labels: list[str], guessed: list[str]) -> list[str]:
    """Add the works that a model has found to labels that know none."""
    merged = [
        guess if label == "O" and guess.endswith(("WORK", "NORP")) else label
        for label, guess in zip(labels, guessed, strict=True)
    ]
    for i, label in enumerate(merged):
        if label.startswith("I-") and (i == 0 or merged[i - 1][2:] != label[2:]):
            merged[i] = f"B-{label[2:]}"
    return merged


def write_common_words(documents: list[Document]) -> None:
    """Write the list of words that the texts write small often."""
    tokens = (token.text for document in documents for sentence in _sentences(document.text) for token in sentence)
    counts = collections.Counter(word for word in tokens if word.isalpha() and word.islower() and len(word) > 1)
    common = sorted(word for word, count in counts.items() if count >= COMMON)
    (DATA / "common_words.txt").write_text("\n".join(common) + "\n", "utf-8")
    say(f"common_words: {len(common):,}")


# Measuring.


def cross_validate(documents: list[Document], folds: int) -> None:
    """Print F1 of every set that is left out in turn, with the judge's normalisation and with nothing memorised."""
    import scoring  # the judge's

    scores: dict[str, Any] = collections.defaultdict(scoring.NameScore)
    measured = [document for document in documents if document.corpus.name in ("wikigold", "crossner")]
    prepared = [prepare(document) for document in documents]
    for fold in range(folds):
        out = measured[fold::folds]
        left_out = {id(document) for document in out}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            train([each for each in prepared if id(each.document) not in left_out], path)
            model = open_model(path)
            tagger.load_model = lambda model=model: model  # type: ignore[assignment,misc]
            for document in out:
                article = parse_article(document.text.encode(), document.file, body_only=True)
                gold = [scoring.Name(*name) for name in document.names]
                row = document.file.rpartition("/")[0]
                for kinds, note in ((OWN_KINDS, ""), (OWN_KINDS | {"NORP": MentionKind.WORK}, ", nationalities too")):
                    names.KINDS = kinds
                    found = [
                        (each.start, each.end, scoring.KIND[each.kind.value]) for each in names.find_names(article)
                    ]
                    scores[row + note].add(document.text, gold, found)
        say(f"fold {fold + 1} of {folds}")
    for row, score in sorted(scores.items()):
        figures = " ".join(f"{kind} {f1:.1f}" for kind, (_, _, f1) in score.figures().items() if f1 is not None)
        say(f"{row}: {figures} ({score.gold_count():,} names)")


if __name__ == "__main__":
    main()
