"""The trained tagger: which words of a sentence are a name, and of what kind.

The one rule: the only module that knows the CRF's library, and it is loaded with the model when first asked, never
before.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from tui_reader.mentions.document import Document
from tui_reader.mentions.features import describe_sentence
from tui_reader.mentions.tokens import Sentence

MODEL = "names.crfsuite"

Tagged = tuple[int, int, str]
"""First token, last + 1, and a label: PER, ORG, LOC, WORK, or NORP for what is no name but of a nation or a faith."""


@cache
def load_model() -> Any:
    """Return the shipped model, opened. Read once."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("tui_reader.mentions").joinpath("data", MODEL)) as path:
        tagger.open(str(path))
    return tagger


def tag(sentences: Sequence[Sentence], document: Document, model: Any = None) -> list[list[Tagged]]:
    """Return the names in each sentence, as ranges of its tokens."""
    model = model or load_model()
    found = []
    for sentence in sentences:
        if any(token.text[0].isupper() for token in sentence):
            found.append(list(read_labels(model.tag(describe_sentence(sentence, document)))))
        else:
            found.append([])
    return found


def read_labels(labels: Sequence[str]) -> Iterator[Tagged]:
    """Yield the names that a row of labels (`B-PER I-PER O …`) stands for."""
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        begins, _, of = label.partition("-")
        if kind and (of != kind or begins == "B"):
            yield start, i, kind
            kind = ""
        if of and not kind:
            start, kind = i, of
