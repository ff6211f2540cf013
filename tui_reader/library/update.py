"""Brings the index up to date: a plain generator of `Progress`.

The one rule: to stop iterating is to stop, and nothing that was committed is lost by it. Two passes go over new
articles: the first makes them searchable, the second, which takes longer, knows the people and dates in them.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import ArticleError, IndexDamagedError, NotFoundError
from tui_reader.formats import parse_article
from tui_reader.formats.walk import FoundFile, Skipped, read_bytes, walk
from tui_reader.library.places import Places
from tui_reader.library.progress import Progress
from tui_reader.mentions import MENTIONS_VERSION, find_mentions
from tui_reader.search.engine.folder import Entry, IndexFolder, Manifest
from tui_reader.search.engine.writing import IndexWriter

AT_ONCE = 40
"""So few new articles go through both passes in one go."""
FIRST_BATCH = 100
"""Articles before the first commit; each batch after it is half as large again, so that segments stay few."""
LARGEST_BATCH = 5000
YOUNG_NS = 2_000_000_000
"""A file changed so shortly ago may change again without its time or size telling: it is read again next time."""


def open_folder(places: Places) -> IndexFolder:
    """Return the index's folder of a library."""
    return IndexFolder(places.index, mentions_version=MENTIONS_VERSION)


def is_up_to_date(places: Places) -> bool:
    """Whether the index is complete and knows every file as it is now.

    Raises:
        LibraryError: The articles' folder cannot be listed.
    """
    folder = open_folder(places)
    if not folder.is_current():
        return False
    try:
        manifest = folder.read_manifest()
    except IndexDamagedError:
        return False
    found, _ = find_files(places)
    entries = manifest.values()
    return (
        manifest.keys() == found.keys()
        and all(_is_unchanged(manifest[path], file) for path, file in found.items())
        and all(entry.named or entry.problem is not None for entry in entries)
    )


def find_files(places: Places) -> tuple[dict[str, FoundFile], list[Skipped]]:
    """Find the article files of a library, by the ids of their articles; and what else lies there, with the reason."""
    prefix = "" if places.is_bare else f"{places.articles.name}/"
    found, skipped = {}, []
    for item in walk(places.articles):
        if isinstance(item, FoundFile):
            found[prefix + item.path] = item
        else:
            skipped.append(Skipped(prefix + item.path, item.reason))
    return found, skipped


def find_skipped(places: Places) -> list[Skipped]:
    """Return every file that is not in the index: those that no reader reads, and those that could not be read."""
    manifest = open_folder(places).read_manifest()
    problems = [Skipped(path, entry.problem) for path, entry in manifest.items() if entry.problem is not None]
    return sorted([*find_files(places)[1], *problems], key=lambda skipped: skipped.path)


def _is_unchanged(entry: Entry, file: FoundFile) -> bool:
    return (entry.size, entry.mtime_ns, entry.inode) == (file.size, file.mtime_ns, file.inode)


def update_index(places: Places, *, rebuild: bool = False) -> Iterator[Progress]:
    """Bring the index of a library up to date.

    Raises:
        LibraryError: The articles' folder cannot be listed.
        IndexBusyError: Another process is at it.
        IndexTroubleError: The index cannot be written.
    """
    folder = open_folder(places)
    with folder.locked():
        if rebuild or not folder.is_current():
            folder.reset()
        try:
            yield from _Update(places, folder).run()
        except IndexDamagedError:
            folder.reset()
            yield from _Update(places, folder).run()


class _Update:
    """One run. The manifest says what the index holds, and is written after every commit."""

    def __init__(self, places: Places, folder: IndexFolder) -> None:
        self._places = places
        self._folder = folder
        self._manifest: Manifest = folder.read_manifest()
        self._writer = IndexWriter(folder)
        self._pending: Manifest = {}
        """What is known of files whose articles wait for the next commit."""
        self._is_dirty = False
        """Whether the manifest differs from the one on disk."""
        self._left_out = 0
        """Files that are no articles by their kind or name."""
        self._counts: Counter[str] = Counter()
        self._gone: Counter[str] = Counter()
        """The contents of files that are gone: found under another name, they were renamed."""

    def run(self) -> Iterator[Progress]:
        """Do it all."""
        yield Progress("looking")
        found, skipped = find_files(self._places)
        self._left_out = len(skipped)
        self._forget(path for path in list(self._manifest) if path not in found)
        fresh = sorted(path for path, file in found.items() if not self._is_known(path, file))
        at_once = len(fresh) <= AT_ONCE
        yield from self._go_over("reading", fresh, lambda path: self._read(path, found[path], at_once=at_once))
        unnamed = [path for path, entry in self._manifest.items() if not entry.named and entry.problem is None]
        yield from self._go_over("naming", unnamed, self._name)
        yield self._report("done", 0, 0, grown=True)

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            entry = self._manifest.pop(path)
            self._is_dirty = True
            if entry.problem is None:
                self._writer.remove([path])
                self._gone[entry.content_hash] += 1
                self._counts["removed"] += 1

    def _is_known(self, path: str, file: FoundFile) -> bool:
        return path in self._manifest and _is_unchanged(self._manifest[path], file)

    def _go_over(self, phase: str, paths: Sequence[str], act: Callable[[str], None]) -> Iterator[Progress]:
        """Do the same for many files, committing in growing batches."""
        batch = FIRST_BATCH
        for number, path in enumerate(paths, 1):
            act(path)
            if grown := len(self._pending) >= batch:
                self._commit()
                batch = min(LARGEST_BATCH, batch * 3 // 2)
            yield self._report(phase, number, len(paths), grown=grown)
        self._commit()

    def _read(self, path: str, file: FoundFile, *, at_once: bool) -> None:
        """First pass: make a new or changed article searchable."""
        before = self._manifest.get(path)
        is_young = file.mtime_ns > time.time_ns() - YOUNG_NS
        entry = Entry(file.size, -1 if is_young else file.mtime_ns, file.inode, "")
        try:
            content = read_bytes(self._places.root, path)
            entry = replace(entry, content_hash=hashlib.sha256(content).hexdigest())
            if before and before.problem is None and before.content_hash == entry.content_hash:
                self._manifest[path] = replace(entry, named=before.named)
                self._is_dirty |= self._manifest[path] != before
                return
            article = parse_article(content, path)
        except NotFoundError:
            return  # it went between the walk and now; the next update sees that
        except ArticleError as error:
            self._writer.remove([path])
            # What may not be read now may be next time, without any change to the file.
            seen = entry.mtime_ns if entry.content_hash else -1
            self._pending[path] = replace(entry, mtime_ns=seen, problem=str(error))
            return
        self._writer.add(find_mentions(article) if at_once else AnnotatedArticle(article))
        self._pending[path] = replace(entry, named=at_once)
        if before and before.problem is None:
            self._counts["changed"] += 1
        elif self._gone[entry.content_hash]:
            self._gone[entry.content_hash] -= 1
            self._counts["removed"] -= 1
            self._counts["renamed"] += 1
        else:
            self._counts["added"] += 1

    def _name(self, path: str) -> None:
        """Second pass: find the people and dates of an article."""
        entry = self._manifest[path]
        try:
            content = read_bytes(self._places.root, path)
            if hashlib.sha256(content).hexdigest() != entry.content_hash:
                return  # changed meanwhile; the next update reads it
            self._writer.add(find_mentions(parse_article(content, path)))
        except (ArticleError, NotFoundError):
            return
        self._pending[path] = replace(entry, named=True)

    def _commit(self) -> None:
        if self._pending:
            # Should this process end in between, they may be in the index or not: what is known of them is nothing.
            doubtful = {path: replace(entry, mtime_ns=-1, content_hash="") for path, entry in self._pending.items()}
            self._folder.write_manifest(self._manifest | doubtful)
        self._writer.commit()
        if self._pending or self._is_dirty:
            self._manifest.update(self._pending)
            self._folder.write_manifest(self._manifest)
        self._pending.clear()
        self._is_dirty = False

    def _report(self, phase: str, done: int, total: int, *, grown: bool) -> Progress:
        if grown:
            entries = self._manifest.values()
            problems = sum(entry.problem is not None for entry in entries)
            self._counts["articles"] = len(entries) - problems
            self._counts["named"] = sum(entry.named for entry in entries)
            self._counts["skipped"] = self._left_out + problems
        return Progress(phase, done, total, grown, **self._counts)
