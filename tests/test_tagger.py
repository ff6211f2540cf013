"""The trained tagger, its features and its lists: small, loaded when asked, the same every time they are made."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.mentions import lexicon
from tui_reader.mentions.document import read_document
from tui_reader.mentions.features import describe_sentence
from tui_reader.mentions.outlets import find_listed, known_outlets, sure_names
from tui_reader.mentions.runs import LONGEST_WORD, plain_case
from tui_reader.mentions.tagger import read_labels, tag
from tui_reader.mentions.tokens import Sentence, find_sentences
from tui_reader.mentions.words import describe_word

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tui_reader" / "mentions" / "data"


def sentence(text: str) -> Sentence:
    (only,) = find_sentences(text)
    return only


def listed(text: str) -> list[str]:
    words = sentence(text)
    return [" ".join(token.text for token in words[start:end]) for start, end, _ in find_listed(words)]


def test_model_and_lists_are_under_5_megabytes_together() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 5_000_000


def test_the_tagger_s_library_is_loaded_only_when_names_are_looked_for() -> None:
    code = "import sys, tui_reader.mentions; sys.exit('pycrfsuite' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_labels_are_read_as_ranges() -> None:
    labels = ["B-PER", "I-PER", "B-PER", "O", "I-ORG", "I-LOC", "O"]
    assert list(read_labels(labels)) == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "ORG"), (5, 6, "LOC")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MARTHA ORRIN CAME TO THE HARBOUR", ["Martha", "Orrin", "came", "to", "the", "Harbour"]),
        ("Martha Orrin Came To The Harbour", ["Martha", "Orrin", "came", "to", "the", "Harbour"]),
        ("Martha Orrin came to the Harbour", ["Martha", "Orrin", "came", "to", "the", "Harbour"]),
        ("TMZ told Martha", ["TMZ", "told", "Martha"]),
    ],
)
def test_capitals_that_say_nothing_are_read_as_prose(text: str, expected: list[str]) -> None:
    assert plain_case(sentence(text), frozenset({"came"})) == expected


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_is_described_and_tagged_a_row_of_features_a_token(text: str) -> None:
    sentences = list(find_sentences(text))
    document = read_document(sentences)
    for each, names in zip(sentences, tag(sentences, document), strict=True):
        assert len(describe_sentence(each, document)) == len(each)
        assert all(0 <= start < end <= len(each) for start, end, _ in names)


@pytest.mark.parametrize("word", ["\ud800", "M\udfffa", "a\x00b", "\U0010ffff", "ẞ" * LONGEST_WORD])
def test_a_word_of_odd_characters_is_described(word: str) -> None:
    assert all(feature.encode() for feature in describe_word(word).here)


@pytest.mark.parametrize(
    "name", ["first_names", "rare_first_names", "surnames", "rare_surnames", "places", "small_places"]
)
def test_a_list_is_in_lower_case_and_holds_no_blank_line(name: str) -> None:
    names = lexicon.listed(name)
    assert len(names) > 1000
    assert all(each == each.lower() == each.strip() != "" for each in names)


def test_several_hundred_outlets_and_works_are_known() -> None:
    labels = list(known_outlets().values())
    assert labels.count("ORG") > 1000
    assert labels.count("WORK") > 800
    assert sure_names().items() <= known_outlets().items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She told Us Weekly and E! News about it", ["Us Weekly", "E! News"]),
        ("She told us weekly about the rope", []),
        ("It was on Instagram", ["Instagram"]),
        ("It was on her instagram", []),
        ("The People of the town told People about it", []),
        ("She watched Dancing with the Stars", ["Dancing with the Stars"]),
        ("The Queen laughed", []),
        ("Mamma Mia! was on", ["Mamma Mia!"]),
        ("People’s Choice Awards and People's Choice Awards", ["People ’s Choice Awards", "People 's Choice Awards"]),
    ],
)
def test_a_listed_name_counts_as_it_is_written(text: str, expected: list[str]) -> None:
    assert listed(text) == expected


# What makes the model.

SMALL_GOLD = """-DOCSTART- O

Martha I-PER
Orrin I-PER
left O
London I-LOC
. O

The O
French I-MISC
saw O
Harbour I-MISC
Nights I-MISC
on O
TMZ I-ORG
. O

"""


def load_tool(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    sys.modules[name] = tool  # dataclasses look themselves up there
    spec.loader.exec_module(tool)
    return tool


def test_gold_becomes_text_with_exact_names_and_our_labels(tmp_path: Path) -> None:
    gold, tool = load_tool("gold_names"), load_tool("train_names")
    (tmp_path / "gold").write_text(SMALL_GOLD, "utf-8")
    corpus = gold.Corpus("small", ("gold",), 0, -1, gold.CORPORA[0].labels, is_single=False)
    (document,) = gold.read_corpus(tmp_path, corpus)
    assert document.text == "Martha Orrin left London.\n\nThe French saw Harbour Nights on TMZ.\n\n"
    assert [(document.text[start:end], label) for start, end, label in document.names] == [
        ("Martha Orrin", "PER"),
        ("London", "LOC"),
        ("French", "MISC"),
        ("Harbour Nights", "MISC"),
        ("TMZ", "ORG"),
    ]
    second = list(find_sentences(document.text))[1]
    assert tool.label_sentence(document, second) == ["O", "B-NORP", "O", "B-WORK", "I-WORK", "O", "B-ORG", "O"]


def test_training_gives_the_same_bytes_every_time(tmp_path: Path) -> None:
    gold, tool = load_tool("gold_names"), load_tool("train_names")
    (tmp_path / "gold").write_text(SMALL_GOLD * 20, "utf-8")
    corpus = gold.Corpus("small", ("gold",), 0, -1, gold.CORPORA[0].labels, is_single=False)
    documents = list(gold.read_corpus(tmp_path, corpus))
    for name in ("one", "two"):
        tool.train([tool.prepare(document) for document in documents], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
