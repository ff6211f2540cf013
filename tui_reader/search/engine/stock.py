"""Writes a segment with Whoosh's own writer, thirty times slower: where ours is found to have erred.

The one rule: nothing here knows Whoosh's formats; what is written is read back through Whoosh.
"""

import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import whoosh.index
from whoosh.filedb.filestore import FileStorage

from tui_reader.search.engine.arrays import Numbers
from tui_reader.search.engine.schema import SCHEMA, SCORED, Document, fields_of, make_codec
from tui_reader.search.engine.tables import Inverted, TermTable

_FOLDER = "stock"
_MEMORY_MB = 64


def write_stock(folder: Path, segid: str, documents: Iterable[Document]) -> Inverted:
    """Write the files `MAIN_<segid>.*` of Whoosh into a folder, and return what is in them.

    Raises:
        OSError: The system refused.
    """
    scratch = folder / f"{_FOLDER}_{segid}"
    scratch.mkdir(mode=0o700)
    try:
        index = whoosh.index.FileIndex.create(FileStorage(str(scratch)), SCHEMA, "MAIN")
        writer = index.writer(limitmb=_MEMORY_MB, compound=False, codec=make_codec())
        for document in documents:
            writer.add_document(**fields_of(document))
        writer.commit(merge=False)
        (segment,) = index._segments()
        with closing(index.reader()) as reader:
            inverted = _read_back(reader, dict(segment._fieldlengths))
        for path in scratch.glob(f"{segment.segment_id()}.*"):
            path.rename(folder / path.name.replace(segment.segment_id(), f"MAIN_{segid}", 1))
    finally:
        shutil.rmtree(scratch)
    return inverted


def _read_back(reader: Any, lengths: dict[str, int]) -> Inverted:
    lexicons = {name: _read_lexicon(reader, name) for name in reader.indexed_field_names()}
    length_bytes = {name: _read_column(reader._perdoc, f"_{name}_len") for name in SCORED}
    return Inverted(lexicons, length_bytes, lengths)


def _infos(reader: Any, name: str) -> list[tuple[bytes, Any]]:
    return list(reader.iter_field(name)) if name in reader.indexed_field_names() else []


def _read_lexicon(reader: Any, name: str) -> TermTable:
    infos = _infos(reader, name)
    extents = [info.extent() for _, info in infos]
    return TermTable(
        [term for term, _ in infos],
        df=np.array([info.doc_frequency() for _, info in infos], np.uint32),
        total=np.array([info.weight() for _, info in infos], np.uint32),
        first=np.array([info.min_id() for _, info in infos], np.uint32),
        at=np.array([at for at, _ in extents], np.int64),
        size=np.array([size for _, size in extents], np.uint32).ravel(),  # Whoosh has each size in a tuple of its own
    )


def _read_column(documents: Any, name: str) -> Numbers:
    column = np.zeros(documents.doc_count_all(), np.uint8)
    if documents.has_column(name):
        file, at, size = documents._get_column_file(name)
        column[:size] = np.frombuffer(file.get(at, size), np.uint8)
        file.close()
    return column
