"""Puts articles into the index and takes them out of it.

The one rule: a commit is a checkpoint. What was committed is on the disk, and is found from then on, whatever happens
to the process or the machine.
"""

import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC, clean_files

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import IndexBusyError, IndexDamagedError, IndexTroubleError, ReaderError
from tui_reader.search.engine.arrays import Arrays, Numbers, read_arrays
from tui_reader.search.engine.building import BuiltSegment, SegmentBuilder
from tui_reader.search.engine.durable import DurableStorage, sync
from tui_reader.search.engine.files import remove
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.folding import FOLDED, MAX_SEGMENTS, SETTLED, SETTLED_SEGMENTS, choose_folded
from tui_reader.search.engine.lexicon import Lexicon, make_lexicon
from tui_reader.search.engine.schema import SCHEMA, Document, key_of
from tui_reader.search.engine.segments import make_segment
from tui_reader.search.engine.texts import read_documents

_UNFINISHED = re.compile(r"_MAIN_[0-9]+\.toc\..+")
"""A table of contents whose writer was killed before it had its name."""
_FEW = 64
"""So few keys are looked for one by one."""


@dataclass(frozen=True)
class _Segment:
    """A segment of Whoosh's with our files of it."""

    whoosh: Any
    folder: Path

    @cached_property
    def arrays(self) -> Arrays:
        return read_arrays(self._path("arrays"))

    def _path(self, extension: str) -> Path:
        return self.folder / f"{self.whoosh.segment_id()}.{extension}"

    @property
    def alive(self) -> int:
        return int(self.whoosh.doc_count())

    @property
    def dead(self) -> int:
        return int(self.whoosh.deleted_count())

    def keys(self) -> Iterator[bytes]:
        """Yield all keys, of articles that were taken out as well, sorted."""
        terms, starts = self.arrays["key.terms"].tobytes(), self.arrays["key.starts"].tolist()
        return (terms[start:end] for start, end in pairwise(starts))

    def is_whole(self) -> bool:
        """Whether our files of it are there, and as long as they should be."""
        try:
            return self._path("texts").stat().st_size >= int(self.arrays["text.at"][-1])
        except FileNotFoundError:
            return False

    def holds(self, key: bytes) -> bool:
        """Whether the article with this key is here, and was not taken out."""
        number = self._lexicon.find(key)
        return number is not None and not self.whoosh.is_deleted(int(self._lexicon.first[number]))

    def take_out(self, keys: Collection[bytes]) -> None:
        """Take out the articles with these keys, as far as they are here."""
        if len(keys) > _FEW:
            found = [number for number, key in enumerate(self.keys()) if key in keys]
        else:
            found = [number for number in map(self._lexicon.find, keys) if number is not None]
        for number in found:
            self.whoosh.delete_document(int(self._lexicon.first[number]))

    @cached_property
    def _lexicon(self) -> Lexicon:
        return make_lexicon(self.arrays, "key")

    def alive_documents(self) -> Iterator[Document]:
        """Yield what is kept of each article that was not taken out."""
        documents = read_documents(self._path("texts"), self.arrays)
        return (each for number, each in enumerate(documents) if not self.whoosh.is_deleted(number))

    def alive_mask(self) -> Numbers:
        """Return of each article whether it was not taken out."""
        mask = np.ones(self.whoosh.doc_count_all(), np.bool_)
        mask[list(self.whoosh.deleted_docs())] = False
        return mask


class IndexWriter:
    """Collects changes and commits them together. The folder must be locked."""

    def __init__(self, folder: IndexFolder) -> None:
        """Open the index for writing, and remove what a writer or builder that was killed left behind.

        Raises:
            IndexDamagedError: It must be reset first.
        """
        _tidy(folder)
        self._folder = folder
        self._index = folder.open()
        self._storage = DurableStorage(str(folder.whoosh_path))
        self._pending: dict[bytes, Document] = {}
        with _translated():
            toc = self._index._read_toc()
            self._generation = toc.generation
            self._segments = [_Segment(each, folder.whoosh_path) for each in toc.segments]
            if not all(each.is_whole() for each in self._segments):
                raise IndexDamagedError("The index has lost a part of its texts")
        self._is_changed = False
        self._count = sum(each.alive for each in self._segments)

    def add(self, annotated: AnnotatedArticle) -> None:
        """Add an article, in place of the one with the same id if there is one."""
        document = Document.of(annotated)
        self._pending[_encoded_key(document.record.id)] = document

    def holds(self, article_id: str) -> bool:
        """Whether an article is in the index; of what waits for a commit nothing is told.

        Raises:
            IndexDamagedError: A part of the index that is needed is not whole.
        """
        with _translated():
            return any(each.holds(_encoded_key(article_id)) for each in self._segments)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Take articles out.

        Raises:
            IndexDamagedError: A part of the index that is needed is not whole.
        """
        keys = set(map(_encoded_key, article_ids))
        for key in keys:
            self._pending.pop(key, None)
        self._take_out(keys)

    def take(self, built: BuiltSegment, replaces: Iterable[str] = ()) -> None:
        """Add a segment that was built by a `SegmentBuilder`, in this process or another.

        Articles that were there before are replaced by those of the same id in it.

        Args:
            built: What the builder's `finish` returned.
            replaces: The ids of other articles that are taken out.

        Raises:
            IndexDamagedError: A part of the index that is needed is not whole.
            IndexTroubleError: The system refused.
        """
        with _translated():
            for path in self._folder.building_path.glob(f"MAIN_{built.segid}.*"):
                path.rename(self._folder.whoosh_path / path.name)
            segment = _Segment(make_segment(built.segid, built.count, built.lengths), self._folder.whoosh_path)
            keys = {*segment.keys(), *map(_encoded_key, replaces)}
        for key in keys & self._pending.keys():
            del self._pending[key]
        self._take_out(keys)
        self._segments.append(segment)
        self._is_changed = True

    def _take_out(self, keys: Collection[bytes]) -> None:
        with _translated():
            dead = sum(each.dead for each in self._segments)
            for segment in self._segments:
                segment.take_out(keys)
            self._is_changed |= dead != sum(each.dead for each in self._segments)

    def commit(self) -> None:
        """Make all changes since the last commit lasting; then fold segments, if there are too many small ones.

        Raises:
            IndexBusyError: A writer of Whoosh's own holds the index.
            IndexDamagedError: A part of the index that is needed is not whole.
            IndexTroubleError: The system refused; the index is as it was.
        """
        self._build(self._pending.values())
        self._pending.clear()
        if not self._is_changed:
            return
        self._write_toc()
        self._fold_some(MAX_SEGMENTS, FOLDED)

    def settle(self) -> None:
        """Fold segments into few large ones, now that all is committed.

        Raises:
            As `commit` does.
        """
        self._fold_some(SETTLED_SEGMENTS, SETTLED)
        with suppress(OSError):  # it is not there, or somebody is building something
            self._folder.building_path.rmdir()

    def _fold_some(self, most: int, largest: int) -> None:
        while folded := choose_folded([(each.alive, each.dead) for each in self._segments], most, largest):
            self._fold([self._segments[number] for number in folded])
            self._write_toc()

    def count(self) -> int:
        """Return how many articles were in the index after the last commit."""
        return self._count

    def _build(self, documents: Iterable[Document]) -> None:
        builder = SegmentBuilder(self._folder)
        try:
            for document in documents:
                builder.add_document(document)
            built = builder.finish()
        except BaseException:
            builder.discard()
            raise
        if built:
            self.take(built)

    def _fold(self, segments: list[_Segment]) -> None:
        """Index the articles of some segments anew, in one."""
        self._build(document for segment in segments for document in segment.alive_documents())

    def _write_toc(self) -> None:
        lock = self._index.lock("WRITELOCK")
        with _translated():
            if not lock.acquire():
                raise IndexBusyError("Another program is writing the index")
            try:
                self._segments = [each for each in self._segments if each.alive]
                segments = [each.whoosh for each in self._segments]
                sync([self._folder.whoosh_path])
                TOC(SCHEMA, segments, self._generation + 1).write(self._storage, "MAIN")
                self._generation += 1
                self._is_changed = False
                self._count = sum(each.alive for each in self._segments)
                clean_files(self._storage, "MAIN", self._generation, segments)
            finally:
                lock.release()


def _tidy(folder: IndexFolder) -> None:
    """Remove what was left by processes that were killed."""
    with suppress(OSError):
        remove(folder.building_path)
    if folder.whoosh_path.is_dir() and not folder.whoosh_path.is_symlink():
        shutil.rmtree(folder.whoosh_path / "MAIN.tmp", ignore_errors=True)
        for path in folder.whoosh_path.iterdir():
            if _UNFINISHED.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _encoded_key(article_id: str) -> bytes:
    return key_of(article_id).encode()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except ReaderError:
        raise
    except OSError as error:
        raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error
    except Exception as error:  # Whoosh has no error of its own for damage; anything may come
        raise IndexDamagedError(f"The index is damaged: {error!r}") from error
