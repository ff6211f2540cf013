"""Puts articles into the index and takes them out of it.

The one rule: a commit is a checkpoint. What was committed is found from then on, whatever happens to the process.
"""

import shutil
from collections.abc import Iterable
from typing import Any

from whoosh.reading import SegmentReader

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import IndexDamagedError, IndexTroubleError
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.people import count_people
from tui_reader.search.engine.schema import as_document, key_of

MAX_SEGMENTS = 24
"""With more, the smallest are merged: every segment makes every search a little slower."""
MERGED_AT_ONCE = 16
MEMORY_MB = 128
"""For postings on their way to disk; more brought nothing in measurements."""


class IndexWriter:
    """Collects changes and commits them together. The folder must be locked."""

    def __init__(self, folder: IndexFolder) -> None:
        """Open the index for writing.

        Raises:
            IndexDamagedError: It must be reset first.
        """
        if not folder.whoosh_path.is_symlink():
            shutil.rmtree(folder.whoosh_path / "MAIN.tmp", ignore_errors=True)  # of a process that was killed
        self._index = folder.open()
        self._documents: dict[str, dict[str, Any]] = {}
        self._removed: set[str] = set()

    def add(self, annotated: AnnotatedArticle) -> None:
        """Add an article, in place of the one with the same id if there is one."""
        document = as_document(annotated)
        self._removed.add(document["key"])
        self._documents[document["key"]] = document

    def remove(self, article_ids: Iterable[str]) -> None:
        """Take articles out."""
        for key in map(key_of, article_ids):
            self._documents.pop(key, None)
            self._removed.add(key)

    def commit(self) -> None:
        """Make all changes since the last commit lasting.

        Raises:
            IndexTroubleError: The system refused; the index is as it was.
        """
        if not self._documents and not self._removed:
            return
        try:
            with self._index.reader() as reader:
                matchers = (reader.postings("key", key) for key in self._removed if ("key", key) in reader)
                gone = [number for matcher in matchers for number in matcher.all_ids()]
            writer = self._index.writer(limitmb=MEMORY_MB, compound=False)
            for number in gone:
                writer.delete_document(number)
            for document in self._documents.values():
                writer.add_document(**document)
            writer.commit(mergetype=_merge)
        except OSError as error:
            raise IndexTroubleError(f"The index cannot be written: {error.strerror or error}") from error
        except Exception as error:  # Whoosh has no error of its own for damage; anything may come
            raise IndexDamagedError(f"The index is damaged: {error!r}") from error
        self._documents.clear()
        self._removed.clear()

    def count_people(self, limit: int) -> list[tuple[str, int]]:
        """Return the people of most articles, by canonical name, and the number of these articles.

        Raises:
            IndexDamagedError: A part of the index that is needed is not whole.
        """
        try:
            with self._index.reader() as reader:
                return count_people(reader, limit)
        except Exception as error:  # Whoosh has no error of its own for damage; anything may come
            raise IndexDamagedError(f"The index is damaged: {error!r}") from error


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy for one commit: drop segments with nothing in them, merge the smallest of many."""
    alive = sorted((segment for segment in segments if segment.doc_count() > 0), key=lambda each: each.doc_count())
    if len(alive) <= MAX_SEGMENTS:
        return alive
    for segment in alive[:MERGED_AT_ONCE]:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return alive[MERGED_AT_ONCE:]
