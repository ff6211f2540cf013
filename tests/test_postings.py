"""Posting lists are read as they were written, by us or by Whoosh, and score alike however they are kept."""

import pickle
import struct
import zlib
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.blocks import BLOCK, ListWriter
from tui_reader.search.engine.inverting import Counted
from tui_reader.search.engine.postings import parse_postings
from tui_reader.search.scored import InFew, InMany, at_rank

DOCUMENTS = 1 << 20
Rows = list[tuple[int, int]]
"""A gap between articles' numbers, and how often the word is in the second of them."""


def rows() -> st.SearchStrategy[Rows]:
    """Lists of small numbers and of large ones, repeated until some are worth compressing."""
    gaps = st.sampled_from([1, 2, 255, 256, 5_000]) | st.integers(1, 300)
    counts = st.sampled_from([1, 2, 255, 256, 70_000]) | st.integers(1, 4)
    some = st.lists(st.tuples(gaps, counts), min_size=2, max_size=40)
    return st.builds(lambda rows, times: rows * times, some, st.integers(1, 5))


def written(rows: Rows) -> tuple[bytes, list[int], list[int]]:
    """The list as it is written here, and the numbers and counts that are in it."""
    numbers = np.cumsum([gap for gap, _ in rows]) - 1
    counts = np.array([count for _, count in rows], np.uint32)
    counted = Counted([b"word"], np.array([0, len(rows)]), numbers.astype(np.uint32), counts)
    pieces: list[bytes] = []

    def write(data: bytes) -> int:
        pieces.append(data)
        return len(data)

    at, size = ListWriter(write).write_field(counted, np.zeros(numbers[-1] + 1, np.uint8), has_values=True)
    data = b"".join(pieces)
    return data[int(at[0]) : int(at[0]) + int(size[0])], numbers.tolist(), counts.tolist()


@given(rows())
@example([(1, 1)] * (BLOCK + 9))
@example([(1, 1), (300, 2)] * 400)
@example([(70_000, 3)] * 12)
def test_a_list_is_read_as_it_was_written(rows: Rows) -> None:
    data, numbers, counts = written(rows)
    found = parse_postings(data, DOCUMENTS)
    assert (found.numbers.tolist(), found.weights.tolist()) == (numbers, counts)


@pytest.mark.parametrize("are_packed", [False, True])
@pytest.mark.parametrize(
    ("kind", "protocol"), [(tuple, 2), (tuple, 3), (bytes, 2), (bytes, 3), (partial(array, "H"), 2), (list, 2)]
)
def test_a_list_that_is_pickled_in_any_other_way_is_read_too(
    kind: Callable[[list[int]], object], protocol: int, are_packed: bool
) -> None:
    gaps, weights = [7, *[3] * 499], [1.0, 2.5] * 250
    data = pickle.dumps((kind(gaps), tuple(weights), b"\0" * 2_000), protocol)
    head = pickle.dumps((len(gaps), sum(gaps), 2.5, int(are_packed), 1, 1), 2)
    block = head + (zlib.compress(data, 1) if are_packed else data)
    found = parse_postings(b"W3Bl" + struct.pack("!i", -len(block)) + block, DOCUMENTS)
    assert found.numbers.tolist() == np.cumsum(gaps).tolist()
    assert found.weights.tolist() == weights


@given(rows(), st.integers(0), st.integers(1, 255))
def test_a_list_with_another_byte_in_it_is_a_list_or_damage(rows: Rows, at: int, noise: int) -> None:
    data = bytearray(written(rows)[0])
    data[at % len(data)] ^= noise
    with suppress(IndexDamagedError):
        found = parse_postings(bytes(data), DOCUMENTS)
        assert len(found.numbers) == len(found.weights)
        assert found.numbers.max(initial=0) < DOCUMENTS


@given(st.dictionaries(st.integers(0, 59), st.floats(0.125, 9, width=32), min_size=1), st.sampled_from([1, 3, 1.5]))
def test_a_word_of_few_articles_scores_as_one_of_many(scores: dict[int, float], weight: float) -> None:
    numbers = sorted(scores)
    row = np.zeros(60, np.float32)
    row[numbers] = [scores[number] for number in numbers]
    few, many = InFew(np.array(numbers, np.uint32), row[numbers]), InMany(row)
    assert few.mask(60).tolist() == many.mask(60).tolist() == [number in scores for number in range(60)]
    assert [few.has(number) for number in range(60)] == [many.has(number) for number in range(60)]
    sums = np.full(60, 0.5, np.float32), np.full(60, 0.5, np.float32)
    few.add_to(sums[0], weight)
    many.add_to(sums[1], weight)
    assert sums[0].tolist() == sums[1].tolist()


@given(st.lists(st.integers(-3, 3) | st.integers(-100, 100), min_size=1), st.integers(1, 5), st.integers(1, 40))
def test_the_value_at_a_rank_is_the_one_that_sorting_gives(some: list[int], rank: int, times: int) -> None:
    values = np.array((some * times)[: max(len(some), 400)], np.float32)
    rank = min(rank, len(values))
    assert at_rank(values, rank) == sorted(values.tolist(), reverse=True)[rank - 1]
