"""Writes the files of a segment as Whoosh's codec has them, from what was counted.

The one rule: the format is Whoosh 2.7.4's, of `whoosh/codec/whoosh3.py` and `whoosh/columns.py`: stock Whoosh opens,
searches, updates and merges what is written here, and `verifying` looks whether it does.
"""

import zlib
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import byte_to_length

from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.blocks import CHUNK, ListWriter
from tui_reader.search.engine.inverting import Counted
from tui_reader.search.engine.schema import SCHEMA, make_codec
from tui_reader.search.engine.tables import Inverted, TermTable
from tui_reader.search.engine.terms_file import INFO, TermsFile

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)])
"""The longest field that each of Whoosh's bytes stands for; the last stands for all longer ones as well."""
_STORED_HEAD = b"\x80\x02}X\x03\x00\x00\x00keyX"
"""A pickle of `{"key": …`."""


def make_segment(segid: str, count: int, lengths: dict[str, int]) -> W3Segment:
    """Return a segment for Whoosh's table of contents."""
    segment = W3Segment(make_codec(), "MAIN", doccount=count, segid=segid)
    segment._fieldlengths = dict(lengths)
    return segment


def write_segment(
    folder: Path, segid: str, fields: Iterable[tuple[str, Counted]], keys: Sequence[str], published: Numbers
) -> Inverted:
    """Write the files `MAIN_<segid>.*` of Whoosh into a folder, and return what is in them.

    Args:
        folder: Where to.
        segid: Letters and digits, 16 of them.
        fields: What was counted, in the order of the fields' names.
        keys: Of each article.
        published: Of each article the ordinal of the day, or 0.

    Raises:
        OSError: The system refused.
    """
    storage = FileStorage(str(folder))
    segment = make_segment(segid, len(keys), {})
    lexicons: dict[str, TermTable] = {}
    length_bytes: dict[str, Numbers] = {}
    lengths: dict[str, int] = {}
    with (
        closing(segment.create_file(storage, W3Codec.POSTS_EXT)) as lists_file,
        closing(TermsFile(segment.create_file(storage, W3Codec.TERMS_EXT))) as terms_file,
    ):
        lists = ListWriter(lists_file.raw_file().write)
        for name, counted in fields:
            exact = _sum_lengths(counted, len(keys))
            has_lengths = SCHEMA[name].scorable
            of_article = _as_bytes(exact) if has_lengths else np.zeros(len(keys), np.uint8)
            at, size = lists.write_field(counted, of_article, has_values=SCHEMA[name].format.posting_size > 0)
            infos = _describe(counted, of_article, at, size)
            terms_file.add_field(name, counted.terms, infos)
            lexicons[name] = TermTable(
                counted.terms,
                df=counted.df.astype(np.uint32),
                total=infos["total"].astype(np.uint32),
                first=counted.docs[counted.starts[:-1]],
                at=at,
                size=size,
            )
            if has_lengths:
                length_bytes[name], lengths[name] = of_article, int(exact.sum())
                _write_column(storage, segment, f"_{name}_len", of_article)
    _write_column(storage, segment, "published", published.astype(">i4"))
    _write_stored(storage, segment, keys)
    return Inverted(lexicons, length_bytes, lengths)


def _sum_lengths(counted: Counted, count: int) -> Numbers:
    """Return how many terms a field has in each of `count` articles."""
    lengths = np.zeros(count)
    for at in range(0, len(counted.docs), CHUNK):
        lengths += np.bincount(counted.docs[at : at + CHUNK], counted.counts[at : at + CHUNK], minlength=count)
    return lengths.astype(np.int64)


def _as_bytes(lengths: Numbers) -> Numbers:
    """Return lengths as Whoosh's `length_to_byte` has them."""
    return np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)


def _describe(counted: Counted, length_bytes: Numbers, at: Numbers, size: Numbers) -> Numbers:
    """Return what the term file tells of the terms of a field."""
    starts, ends = counted.starts[:-1], counted.starts[1:]
    lengths = length_bytes[counted.docs]
    infos = np.zeros(len(starts), INFO)
    infos["df"] = counted.df
    infos["total"] = np.add.reduceat(counted.counts, starts, dtype=np.float64)
    infos["first"], infos["last"] = counted.docs[starts], counted.docs[ends - 1]
    infos["shortest"] = np.minimum.reduceat(lengths, starts)
    infos["longest"] = np.maximum.reduceat(lengths, starts)
    infos["most"] = np.maximum.reduceat(counted.counts, starts)
    infos["at"], infos["size"] = at, size
    return infos


def _write_column(storage: Any, segment: Any, name: str, values: Numbers) -> None:
    """Write a column of numbers, up to the last one that is not 0; of zeros alone, none."""
    filled = np.flatnonzero(values)
    if len(filled):
        with closing(storage.create_file(W3Codec.column_filename(segment, name))) as file:
            file.write(values[: filled[-1] + 1].tobytes())


def _write_stored(storage: Any, segment: Any, keys: Sequence[str]) -> None:
    """Write what Whoosh shows of each article: `{"key": key}`, pickled and, as it wants it, compressed."""
    with closing(storage.create_file(W3Codec.column_filename(segment, "_stored"))) as file:
        column = VarBytesColumn().writer(file)
        for number, key in enumerate(keys):
            encoded = key.encode()
            pickled = _STORED_HEAD + len(encoded).to_bytes(4, "little") + encoded + b"s."
            column.add(number, _packed(pickled))
        column.finish(len(keys))


def _packed(data: bytes) -> bytes:
    """Return data as a stream of zlib's without compressing it, which would not make it smaller."""
    if len(data) > 0xFFFF:
        return zlib.compress(data)
    size = len(data).to_bytes(2, "little")
    inverse = (len(data) ^ 0xFFFF).to_bytes(2, "little")
    return b"\x78\x01\x01" + size + inverse + data + zlib.adler32(data).to_bytes(4, "big")
