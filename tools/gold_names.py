"""Annotated text that what ships may be trained on, as a reader would see it: plain text, and where the names are.

The one rule: only sets whose licence allows it, and only the parts of them that are for training. Their licences are
in NOTICE.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_PLAIN = {label: label for label in ("PER", "LOC", "ORG", "MISC")}
_WNUT = {
    "person": "PER",
    "location": "LOC",
    "group": "ORG",
    "corporation": "ORG",
    "creative-work": "MISC",
    "product": "MISC",
}
_TOPICS = ("literature", "music", "politics")
_CROSSNER = (
    dict.fromkeys("person musicalartist writer politician scientist researcher".split(), "PER")
    | dict.fromkeys("band organisation politicalparty university magazine academicjournal".split(), "ORG")
    | dict.fromkeys("country location".split(), "LOC")
    | dict.fromkeys("song album book poem event award misc election".split(), "MISC")
)


@dataclasses.dataclass(frozen=True)
class Corpus:
    """Where a set is and how to read it; columns count from 0."""

    name: str
    files: tuple[str, ...]
    word: int
    tag: int
    labels: dict[str, str]
    is_single: bool
    """Whether every sentence is a document of its own."""
    has_works: bool = True
    is_tweets: bool = False


CORPORA = (
    Corpus("wikigold", ("wikigold/wikigold.docs001-100.conll",), 0, -1, _PLAIN, is_single=False),
    Corpus("wnut17", tuple(f"wnut17/{part}.conll" for part in ("emerging.dev", "wnut17train")), 0, -1, _WNUT,
           is_single=True, is_tweets=True),
    Corpus("uner_ewt", ("uner_ewt/en_ewt-ud-dev.iob2",), 1, 2, _PLAIN, is_single=False, has_works=False),
    Corpus(
        "crossner",
        tuple(f"crossner/{topic}/{part}.txt" for topic in _TOPICS for part in ("dev", "train")),
        0, -1, _CROSSNER, is_single=True,
    ),
    Corpus("btc", ("btc/btc.dev", "btc/btc.train"), 0, -1, _PLAIN, is_single=True, has_works=False, is_tweets=True),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Document:
    """A text as a reader would see it, its sentences being paragraphs, and the names in it."""

    corpus: Corpus
    file: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    """(start, end, PER | LOC | ORG | MISC), offsets into `text`."""


def read_corpus(folder: Path, corpus: Corpus) -> Iterator[Document]:
    """Yield the documents of a set."""
    for file in corpus.files:
        for sentences in _read_columns((folder / file).read_text("utf-8", "replace"), corpus):
            for group in [[sentence] for sentence in sentences] if corpus.is_single else [sentences]:
                yield _assemble(corpus, file, group)


Row = tuple[str, str]


def _read_columns(content: str, corpus: Corpus) -> Iterator[list[list[Row]]]:
    """Yield documents of sentences of (token, tag)."""
    document: list[list[Row]] = []
    sentence: list[Row] = []
    for line in [*content.split("\n"), "", "# newdoc"]:
        cells = line.split("\t") if "\t" in line else line.split()
        is_new = line.startswith(("-DOCSTART-", "# newdoc"))
        if sentence and (is_new or not line.strip()):
            document.append(sentence)
            sentence = []
        if is_new and document:
            yield document
            document = []
        if not is_new and not re.match(r"# (?:sent_id|text|newpar|global|meta)", line) and len(cells) > 1:
            sentence.append((cells[corpus.word].strip(), cells[corpus.tag].strip()))


_CLOSE = frozenset([*",.;:!?)]}%…”", "...", "''", "-RRB-", "-RSB-"])
_OPEN = frozenset([*"([{$£€“‘", "``", "-LRB-", "-LSB-"])
_SPELT = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
_ENCLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m|em))", re.IGNORECASE)


def _assemble(corpus: Corpus, file: str, sentences: Iterable[list[Row]]) -> Document:
    text, found = "", []
    for sentence in sentences:
        part, spans = _as_text([token for token, _ in sentence])
        for first, last, label in _chunks([tag for _, tag in sentence], corpus.labels):
            found.append((len(text) + spans[first][0], len(text) + spans[last - 1][1], label))
        text += part + "\n\n"
    return Document(corpus, file, text, tuple(found))


def _as_text(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return tokens as print has them, and where each of them stands."""
    text, spans, is_glued, quotes = "", [], True, 0
    for i, word in enumerate(tokens):
        blank_before = word not in _CLOSE and not _ENCLITIC.fullmatch(word)
        blank_after = word not in _OPEN
        if word == '"':
            quotes += 1
            blank_before, blank_after = quotes % 2 == 1, quotes % 2 == 0
        elif word in ("'", "’") and i and tokens[i - 1].endswith(("s", "S")):
            blank_before = False
        spelt = _SPELT.get(word, word)
        text += "" if is_glued or not blank_before else " "
        spans.append((len(text), len(text) + len(spelt)))
        text, is_glued = text + spelt, not blank_after
    return text, spans


def _chunks(tags: list[str], labels: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last + 1, label) of tags in IOB1 or IOB2."""
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, name = tag.partition("-")
        label = labels.get(name, "")
        if kind and (label != kind or prefix == "B"):
            yield start, i, kind
            kind = ""
        if label and not kind:
            start, kind = i, label
