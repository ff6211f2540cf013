"""Builds a segment of the index from articles: its files, which are found once a commit names them.

The one rule: a segment is built beside the index, in a folder of its own, by whichever process has the time; nothing
of it is seen before `IndexWriter.take` and a commit.

    index/building/MAIN_<segid>.*     Whoosh's files, and two of ours:
    MAIN_<segid>.texts                what is kept of each article, one after the other
    MAIN_<segid>.arrays               see `tables`, and below what is told of each article
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import IndexDamagedError, IndexTroubleError
from tui_reader.search.copies import BINS, hash_term, sketch_of
from tui_reader.search.engine.arrays import Arrays, Numbers, write_arrays
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.schema import Document
from tui_reader.search.engine.stock import write_stock
from tui_reader.search.engine.tables import describe, rank_titles
from tui_reader.search.engine.tokens import cut_encoded

SEGMENT = 20_000
"""Articles, at most, in a segment: some seconds of work, of which a kill loses the last."""


@dataclass(frozen=True, slots=True)
class BuiltSegment:
    """A segment whose files are on the disk and in no commit yet. It can be sent from one process to another."""

    segid: str
    count: int
    """Articles."""
    lengths: dict[str, int]
    """How many terms each field has."""


class SegmentBuilder:
    """Collects articles and makes one segment of them. Each article may be added once."""

    def __init__(self, folder: IndexFolder) -> None:
        """Begin an empty segment. The files appear in `folder.building_path`."""
        self._folder = folder.building_path
        self._segid = secrets.token_hex(8)
        self._texts = _TextsWriter(self.path_of("texts"))
        self._sketches: list[Numbers] = []
        self._is_plain = bytearray()

    def path_of(self, extension: str) -> Path:
        """Return the path of one of the segment's files."""
        return self._folder / f"MAIN_{self._segid}.{extension}"

    @property
    def count(self) -> int:
        """How many articles were added."""
        return len(self._texts.ids)

    def add(self, annotated: AnnotatedArticle) -> None:
        """Add an article.

        Raises:
            IndexTroubleError: The system refused.
        """
        self.add_document(Document.of(annotated))

    def add_document(self, document: Document) -> None:
        """Add what is kept of an article.

        Raises:
            IndexTroubleError: The system refused.
        """
        encoded = document.record.text.encode("utf-8", "surrogatepass")
        terms, is_plain = cut_encoded(document.record.text, encoded)
        self._sketches.append(sketch_of(np.fromiter(map(hash_term, terms), np.uint32, len(terms))))
        self._is_plain.append(is_plain)
        try:
            self._texts.add(document, encoded)
        except OSError as error:
            raise _trouble(error) from error

    def finish(self) -> BuiltSegment | None:
        """Write all files, and wait until they are on the disk.

        Returns:
            None if no article was added.

        Raises:
            IndexTroubleError: The system refused.
        """
        if not self.count:
            return None
        try:
            own, sources = self._texts.finish()
            inverted = write_stock(self._folder, self._segid, read_documents(self.path_of("texts"), own))
            own["is_plain"] = np.frombuffer(bytes(self._is_plain), np.uint8)
            own["sketch"] = np.concatenate(self._sketches) if self._sketches else np.empty(BINS, np.uint32)
            write_arrays(self.path_of("arrays"), describe(inverted, self.count) | own, {"sources": sources})
            for path in self._folder.glob(f"MAIN_{self._segid}.*"):
                _sync(path)
        except OSError as error:
            raise _trouble(error) from error
        return BuiltSegment(self._segid, self.count, dict(inverted.lengths))

    def discard(self) -> None:
        """Remove all files."""
        self._texts.close()
        for path in self._folder.glob(f"MAIN_{self._segid}.*"):
            path.unlink()


class _TextsWriter:
    """Writes what is kept of each article, and notes what is told of it in arrays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self.ids: list[str] = []
        self._titles: list[str] = []
        self._published: list[int] = []
        self._sources: dict[str, int] = {"": 0}
        self._source_numbers: list[int] = []
        self._heads: list[int] = []
        self._sizes: list[int] = []

    def add(self, document: Document, text: bytes) -> None:
        if self._file is None:
            self._path.parent.mkdir(exist_ok=True, mode=0o700)
            fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            self._file = open(fd, "wb", buffering=1 << 20)  # noqa: SIM115  closed by `close`
        record = document.record
        head = document.pack()
        self._file.write(head)
        self._file.write(text)
        self.ids.append(record.id)
        self._titles.append(record.title)
        self._published.append(record.published.toordinal() if record.published else 0)
        self._source_numbers.append(self._sources.setdefault(record.source, len(self._sources)))
        self._heads.append(len(head))
        self._sizes.append(len(head) + len(text))

    def finish(self) -> tuple[dict[str, Numbers], list[str]]:
        self.close()
        at = np.zeros(len(self._sizes) + 1, np.int64)
        np.cumsum(self._sizes, out=at[1:])
        arrays: dict[str, Numbers] = {
            "published": np.array(self._published, np.int32),
            "source.number": np.array(self._source_numbers, np.uint32),
            "title_rank": rank_titles(self._titles, self.ids),
            "text.at": at,
            "text.head": np.array(self._heads, np.uint32),
        }
        return arrays, list(self._sources)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def read_documents(path: Path, arrays: Arrays | dict[str, Numbers]) -> Iterator[Document]:
    """Yield what is kept of each article of a segment, in order.

    Args:
        path: The file of the texts.
        arrays: The segment's arrays; `text.at` and `text.head` are needed.

    Raises:
        IndexDamagedError: A document is not whole.
        OSError: The system refused.
    """
    with open(path, "rb") as file:
        for start, end, head in zip(arrays["text.at"][:-1], arrays["text.at"][1:], arrays["text.head"], strict=True):
            packed, text = file.read(int(head)), file.read(int(end - start - head))
            try:
                yield Document.unpack(packed, text)
            except (ValueError, TypeError, RecursionError) as error:
                raise IndexDamagedError(f"The index is damaged: {path.name}: {error}") from error


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _trouble(error: OSError) -> IndexTroubleError:
    return IndexTroubleError(f"The index cannot be written: {error.strerror or error}")
