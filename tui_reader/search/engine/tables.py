"""The arrays of a segment, beside Whoosh's files: its words and its articles as the evaluator wants them.

The one rule: whoever wrote Whoosh's files, this program or stock Whoosh, the arrays are made here of the same values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.schema import FIELDS, SCORED, SPELT


@dataclass(frozen=True, slots=True)
class TermTable:
    """The terms of one field, sorted by their bytes, and a number for each term."""

    terms: Sequence[bytes]
    df: Numbers
    """In how many documents it is."""
    total: Numbers
    """How often in all of them."""
    first: Numbers
    """The first document that it is in."""
    at: Numbers
    """Where its posting list begins."""
    size: Numbers
    """Bytes of its posting list."""


_NONE = np.empty(0, np.uint32)
_EMPTY = TermTable((), df=_NONE, total=_NONE, first=_NONE, at=_NONE.astype(np.int64), size=_NONE)


@dataclass(frozen=True, slots=True)
class Inverted:
    """What Whoosh's files of a segment hold."""

    lexicons: Mapping[str, TermTable]
    length_bytes: Mapping[str, Numbers]
    """Whoosh's approximate length of each document, by field."""
    lengths: Mapping[str, int] = field(default_factory=dict)
    """The exact sums of the lengths, by field."""


def describe(inverted: Inverted, count: int) -> dict[str, Numbers]:
    """Return all arrays that follow from the terms of `count` documents."""
    arrays: dict[str, Numbers] = {}
    for name in FIELDS:
        lexicon = inverted.lexicons.get(name, _EMPTY)
        arrays |= {f"{name}.{part}": array for part, array in _describe_terms(lexicon).items()}
        if name in SPELT:
            backwards = [term[::-1] for term in lexicon.terms]
            order = sorted(range(len(backwards)), key=backwards.__getitem__)
            arrays[f"{name}.backwards"] = np.array(order, np.uint32)
    for name in SCORED:
        arrays[f"{name}.length"] = inverted.length_bytes.get(name, np.zeros(count, np.uint8))
    arrays["lengths"] = np.array([inverted.lengths.get(name, 0) for name in SCORED], np.int64)
    return arrays


def _describe_terms(lexicon: TermTable) -> dict[str, Numbers]:
    lengths = np.fromiter(map(len, lexicon.terms), np.uint32, len(lexicon.terms))
    return {
        "terms": np.frombuffer(b"".join(lexicon.terms), np.uint8),
        "starts": starts_of(lengths),
        "df": lexicon.df,
        "total": lexicon.total,
        "first": lexicon.first,
        "at": lexicon.at.astype(np.uint32) if lexicon.at.max(initial=0) < 1 << 32 else lexicon.at,
        "size": lexicon.size,
    }


def starts_of(lengths: Numbers) -> Numbers:
    """Return where each of many things of these lengths begins, and the end of the last one."""
    starts = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=starts[1:])
    return starts


def rank_titles(titles: Sequence[str], ids: Sequence[str]) -> Numbers:
    """Return the place of each document in the order of titles, then ids."""
    order = sorted(range(len(ids)), key=lambda number: (titles[number].casefold(), ids[number]))
    ranks = np.empty(len(ids), np.uint32)
    ranks[order] = np.arange(len(ids), dtype=np.uint32)
    return ranks
