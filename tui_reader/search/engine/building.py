"""Builds a segment of the index from articles: its files, which are found once a commit names them.

The one rule: a segment is built beside the index, in a folder of its own, by whichever process has the time; nothing
of it is seen before `IndexWriter.take` and a commit.

    index/building/MAIN_<segid>.*     Whoosh's files, and two of ours:
    MAIN_<segid>.texts                what is kept of each article, one after the other
    MAIN_<segid>.arrays               see `tables` and `entities`, and what `texts` and `inverting` tell of each article
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import IndexTroubleError
from tui_reader.search.engine.arrays import Numbers, write_arrays
from tui_reader.search.engine.durable import sync
from tui_reader.search.engine.entities import EntitiesWriter
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.inverting import Counted, Inverter
from tui_reader.search.engine.schema import Document, key_of
from tui_reader.search.engine.segments import make_segment, write_segment
from tui_reader.search.engine.stock import write_stock
from tui_reader.search.engine.tables import Inverted, describe
from tui_reader.search.engine.texts import TextsWriter, read_documents
from tui_reader.search.engine.verifying import is_readable

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
        """Begin an empty segment. The files appear in `folder.building_path`.

        Whoever opens an `IndexWriter` empties that folder: so it is opened first, and builders begin after it.
        """
        self._folder = folder.building_path
        self._segid = secrets.token_hex(8)
        self._texts = TextsWriter(self.path_of("texts"))
        self._inverter = Inverter()
        self._entities = EntitiesWriter()

    def path_of(self, extension: str) -> Path:
        """Return the path of one of the segment's files."""
        return self._folder / f"MAIN_{self._segid}.{extension}"

    @property
    def count(self) -> int:
        """How many articles were added."""
        return self._inverter.count

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
        self._inverter.add(document, encoded)
        self._entities.add(document.entities)
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
            own |= self._entities.finish()
            fields, own["sketch"], own["is_plain"] = self._inverter.finish()
            inverted = self._write(fields, own)
            write_arrays(self.path_of("arrays"), describe(inverted, self.count) | own, {"sources": sources})
            sync(self._folder.glob(f"MAIN_{self._segid}.*"))
        except OSError as error:
            raise _trouble(error) from error
        return BuiltSegment(self._segid, self.count, dict(inverted.lengths))

    def _write(self, fields: Iterable[tuple[str, Counted]], own: dict[str, Numbers]) -> Inverted:
        """Write Whoosh's files; with Whoosh's own writer, should ours be found to have erred."""
        keys = [key_of(article) for article in self._texts.ids]
        if not self._inverter.is_overfull:
            inverted = write_segment(self._folder, self._segid, fields, keys, own["published"])
            if is_readable(self._folder, make_segment(self._segid, self.count, dict(inverted.lengths)), inverted):
                return inverted
            self._remove(keep="texts")
        return write_stock(self._folder, self._segid, read_documents(self.path_of("texts"), own))

    def discard(self) -> None:
        """Remove all files."""
        self._texts.close()
        self._remove()

    def _remove(self, keep: str = "") -> None:
        for path in self._folder.glob(f"MAIN_{self._segid}.*"):
            if path != self.path_of(keep):
                path.unlink()


def _trouble(error: OSError) -> IndexTroubleError:
    return IndexTroubleError(f"The index cannot be written: {error.strerror or error}")
