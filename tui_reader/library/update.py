"""Brings the index up to date: a plain generator of `Progress`.

The one rule: to stop iterating is to stop, and nothing that was committed is lost by it. Two passes go over new
articles: the first makes them searchable, the second, which takes longer, knows the people and dates in them.
"""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from tui_reader.article import AnnotatedArticle
from tui_reader.errors import ArticleError, IndexDamagedError, NotFoundError
from tui_reader.formats import parse_article
from tui_reader.formats.walk import FoundFile, Skipped, read_bytes, walk
from tui_reader.library.memory import parse_day, read_dates, with_date
from tui_reader.library.places import Places
from tui_reader.library.progress import Progress
from tui_reader.mentions import MENTIONS_VERSION, find_mentions
from tui_reader.search.engine.folder import Entry, IndexFolder, Manifest, People
from tui_reader.search.engine.writing import IndexWriter

AT_ONCE = 40
"""So few new articles go through both passes in one go."""
FIRST_BATCH = 100
"""Articles before the first commit; each batch after it is half as large again, so that segments stay few."""
LARGEST_BATCH = 5000
MOST_PEOPLE = 200
"""Of so many people it is told how many articles mention them."""
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
    dates = _read_dates(places, manifest)
    entries = manifest.values()
    return (
        manifest.keys() == found.keys()
        and all(_is_unchanged(manifest[path], file, dates.get(path)) for path, file in found.items())
        and all(entry.named or entry.problem is not None for entry in entries)
        and folder.read_people().is_whole
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


def find_added(places: Places, when: datetime) -> list[str]:
    """Return the articles that were seen first after a moment, the last one first."""
    seen = open_folder(places).read_seen() or {}
    added = (article for article, seconds in seen.items() if seconds > when.timestamp())
    return sorted(added, key=lambda article: (-seen[article], article))


def find_most_mentioned(places: Places, limit: int) -> list[tuple[str, int]]:
    """Return who is in most articles, and in how many, as far as the index knows; nobody while there is none."""
    folder = open_folder(places)
    return list(folder.read_people().counts[:limit]) if folder.is_current() else []


def _is_unchanged(entry: Entry, file: FoundFile, day: date | None) -> bool:
    is_same_file = (entry.size, entry.mtime_ns, entry.inode) == (file.size, file.mtime_ns, file.inode)
    return is_same_file and (entry.problem is not None or entry.dated == _as_text(day))


def _read_dates(places: Places, manifest: Manifest) -> Mapping[str, date]:
    """Every day that was set by hand; if that cannot be known now, those with which articles are in the index."""
    dates = read_dates(places.store)
    if dates is None:
        days = ((path, parse_day(entry.dated)) for path, entry in manifest.items())
        return {path: day for path, day in days if day}
    return dates


def _as_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


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
        self._dates = _read_dates(places, self._manifest)
        self._seen = folder.read_seen()
        self._seen_as: dict[str, float] = {}
        """When articles were seen first that were renamed."""
        self._people = folder.read_people()
        self._pending: Manifest = {}
        """What is known of files whose articles wait for the next commit."""
        self._known_anew: Manifest = {}
        """What is known of files by now whose articles are in the index as they were."""
        self._forgotten: list[str] = []
        """Files that are gone, whose articles wait to be taken out of the index."""
        self._left_out = 0
        """Files that are no articles by their kind or name."""
        self._counts: Counter[str] = Counter()
        self._gone: dict[str, list[str]] = defaultdict(list)
        """The articles of files that are gone, by content: found under another name, they were renamed."""

    def run(self) -> Iterator[Progress]:
        """Do it all."""
        yield Progress("looking")
        found, skipped = find_files(self._places)
        self._left_out = len(skipped)
        self._forget(path for path in list(self._manifest) if path not in found)
        fresh = sorted(path for path, file in found.items() if not self._is_known(path, file))
        at_once = len(fresh) <= AT_ONCE
        yield from self._go_over("reading", fresh, lambda path: self._read(path, found[path], at_once=at_once))
        self._note_seen()
        unnamed = [path for path, entry in self._manifest.items() if not entry.named and entry.problem is None]
        yield from self._go_over("naming", unnamed, self._name)
        self._count_people()
        self._folder.tidy(self._manifest)
        yield self._report("done", 0, 0, grown=True)

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            entry = self._manifest[path]
            self._forgotten.append(path)
            if entry.problem is None:
                self._writer.remove([path])
                self._gone[entry.content_hash].append(path)
                self._counts["removed"] += 1

    def _is_known(self, path: str, file: FoundFile) -> bool:
        return path in self._manifest and _is_unchanged(self._manifest[path], file, self._dates.get(path))

    def _go_over(self, phase: str, paths: Sequence[str], act: Callable[[str], None]) -> Iterator[Progress]:
        """Do the same for many files, committing in growing batches."""
        batch = FIRST_BATCH
        for number, path in enumerate(paths, 1):
            act(path)
            if grown := len(self._pending) >= batch or number == len(paths):
                self._commit()
                batch = min(LARGEST_BATCH, batch * 3 // 2)
            yield self._report(phase, number, len(paths), grown=grown)
        self._commit()  # what was only taken out

    def _read(self, path: str, file: FoundFile, *, at_once: bool) -> None:
        """First pass: make a new or changed article searchable."""
        before = self._manifest.get(path)
        is_young = file.mtime_ns > time.time_ns() - YOUNG_NS
        day = self._dates.get(path)
        entry = Entry(file.size, -1 if is_young else file.mtime_ns, file.inode, "", dated=_as_text(day))
        try:
            content = read_bytes(self._places.root, path)
            entry = entry._replace(content_hash=hashlib.sha256(content).hexdigest())
            same = before and (before.content_hash, before.dated) == (entry.content_hash, entry.dated)
            if before and before.problem is None and same:
                if before != (now := entry._replace(named=before.named)):
                    self._known_anew[path] = now
                return
            article = with_date(parse_article(content, path), day)
        except NotFoundError:
            return  # it went between the walk and now; the next update sees that
        except ArticleError as error:
            self._writer.remove([path])
            # What may not be read now may be next time, without any change to the file.
            seen = entry.mtime_ns if entry.content_hash else -1
            self._pending[path] = entry._replace(mtime_ns=seen, problem=str(error))
            return
        self._writer.add(find_mentions(article) if at_once else AnnotatedArticle(article))
        self._pending[path] = entry._replace(named=at_once)
        if before and before.problem is None:
            self._counts["changed"] += 1
        elif self._gone[entry.content_hash]:
            self._keep_seen(self._gone[entry.content_hash].pop(), path)
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
            self._writer.add(find_mentions(with_date(parse_article(content, path), self._dates.get(path))))
        except (ArticleError, NotFoundError):
            return
        self._pending[path] = entry._replace(named=True)

    def _keep_seen(self, before: str, now: str) -> None:
        """An article that is only called otherwise was seen when it was seen before."""
        if self._seen is not None and before in self._seen:
            self._seen_as[now] = self._seen[before]

    def _note_seen(self) -> None:
        """Note which articles are new: not those of the first build, whenever it came to its end."""
        known = self._seen
        if known is None:
            seen = {path: 0.0 for path, entry in self._manifest.items() if entry.problem is None}
        else:
            there = (path for path, entry in self._manifest.items() if entry.problem is None or path in known)
            now = time.time()
            seen = {path: known.get(path, self._seen_as.get(path, now)) for path in there}
        if seen != known:
            self._folder.note_seen(seen, known)
            self._seen = seen

    def _count_people(self) -> None:
        if not self._people.is_whole:
            self._people = People(tuple(self._writer.count_people(MOST_PEOPLE)), is_whole=True)
            self._folder.write_people(self._people)

    def _commit(self) -> None:
        if self._people.is_whole and (self._pending or self._forgotten):
            self._people = replace(self._people, is_whole=False)
            self._folder.write_people(self._people)
        # Should this process end in between, they may be in the index or not: what is known of them is nothing.
        in_doubt = self._pending | {path: self._manifest[path] for path in self._forgotten}
        self._folder.note({path: entry._replace(mtime_ns=-1, content_hash="") for path, entry in in_doubt.items()})
        self._writer.commit()
        known = self._known_anew | self._pending
        self._folder.note(known, self._forgotten)
        self._manifest.update(known)
        for path in self._forgotten:
            del self._manifest[path]
        self._pending, self._known_anew, self._forgotten = {}, {}, []

    def _report(self, phase: str, done: int, total: int, *, grown: bool) -> Progress:
        if grown:
            entries = self._manifest.values()
            problems = sum(entry.problem is not None for entry in entries)
            self._counts["articles"] = len(entries) - problems
            self._counts["named"] = sum(entry.named for entry in entries)
            self._counts["skipped"] = self._left_out + problems
        return Progress(phase, done, total, grown, **self._counts)
