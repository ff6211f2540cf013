"""Phrases from the specifications of Recognizers-Text, whose readings this program shares (see NOTICE)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tui_reader.formats import parse_article
from tui_reader.mentions.dates import find_dates

CASES = json.loads(Path(__file__).with_name("data").joinpath("recognizers_dates.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["input"])
def test_a_phrase_has_one_of_the_values_that_others_give_it(case: dict[str, Any]) -> None:
    article = parse_article(case["input"].encode(), "x.txt", body_only=True)
    (mention,) = find_dates(article, date.fromisoformat(case["reference"]))
    assert mention.text == case["text"]
    assert mention.value in case["values"]
