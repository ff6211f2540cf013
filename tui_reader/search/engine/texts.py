"""What is kept of the articles of a segment, and the file that it is in.

The one rule: it is enough to index the articles again without reading or understanding them again.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tui_reader.errors import IndexDamagedError
from tui_reader.search.engine.arrays import Arrays, Numbers
from tui_reader.search.engine.schema import Document
from tui_reader.search.engine.tables import rank_titles


class TextsWriter:
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
        """Write what is kept of an article; `text` is its text in UTF-8.

        Raises:
            OSError: The system refused.
        """
        if self._file is None:
            self._path.parent.mkdir(exist_ok=True, mode=0o700)
            fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            self._file = open(fd, "wb", buffering=1 << 20)  # noqa: SIM115  closed by `close`
        record = document.record
        head = document.pack(text)
        self._file.write(head)
        self._file.write(text)
        self.ids.append(record.id)
        self._titles.append(record.title)
        self._published.append(record.published.toordinal() if record.published else 0)
        self._source_numbers.append(self._sources.setdefault(record.source, len(self._sources)))
        self._heads.append(len(head))
        self._sizes.append(len(head) + len(text))

    def finish(self) -> tuple[dict[str, Numbers], list[str]]:
        """Finish the file, and return what is told of each article in arrays, and the sources that they number.

        Raises:
            OSError: The system refused.
        """
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
        """Close the file, whole or not."""
        if self._file is not None:
            self._file.close()
            self._file = None


def read_documents(path: Path, arrays: Arrays | Mapping[str, Numbers]) -> Iterator[Document]:
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
            except (ValueError, TypeError, IndexError, RecursionError) as error:
                raise IndexDamagedError(f"The index is damaged: {path.name}: {error}") from error
