"""One run of an update, as a plain generator of `Progress`.

The one rule: to stop iterating is to stop, and nothing that was committed is lost by it. Two passes go over new
articles: the first makes them searchable, the second, which takes longer, knows the people and dates in them.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Sequence

from tui_reader.library.files import entry_of, find_files, is_unchanged, read_days
from tui_reader.library.folders import hashes_in, note_articles
from tui_reader.library.following import find_renamed, follow, follow_kept, likeliest
from tui_reader.library.naming import work_out
from tui_reader.library.places import Places
from tui_reader.library.progress import Progress
from tui_reader.library.sharing import Crew, UselessWorkersError
from tui_reader.library.tasks import Wanted, do_task
from tui_reader.library.worker import PROGRAM, Batch
from tui_reader.search.engine.folder import Entry, IndexFolder, Manifest
from tui_reader.search.engine.writing import IndexWriter

AT_ONCE = 40
"""So few new articles go through both passes in one go."""
FEW = 200
"""So many are done in this process: others would take longer to begin."""
FIRST_BATCH = 100
"""Articles before the first commit; each batch after it is half as large again, so that segments stay few."""
LARGEST_BATCH = 5000


class UpdateRun:
    """One run. What was committed is in the manifest, which says what the index holds."""

    def __init__(self, places: Places, folder: IndexFolder, program: Sequence[str] = PROGRAM) -> None:
        """Read what is known.

        Args:
            places: Of the library.
            folder: The index's; it must be locked.
            program: What each worker runs.

        Raises:
            IndexDamagedError: It must be reset first.
        """
        self._places = places
        self._folder = folder
        self._manifest: Manifest = folder.read_manifest()
        self._known_before = frozenset(self._manifest)
        self._writer = IndexWriter(folder)
        self._dates = read_days(places, self._manifest)
        self._program = program
        self._crew: Crew | None = None
        self._pending: Manifest = {}
        """What is known of files whose articles wait for the next commit."""
        self._known_anew: Manifest = {}
        """What is known of files by now whose articles are in the index as they were."""
        self._unreadable: list[str] = []
        self._forgotten: list[str] = []
        """Files that are gone, whose articles wait to be taken out of the index."""
        self._left_out = 0
        """Files that are no articles by their kind or name."""
        self._counts: Counter[str] = Counter()
        self._gone: dict[str, list[str]] = defaultdict(list)
        """The articles of files that are gone, by content: found under another name, they were renamed."""
        self._renamed: dict[str, str] = {}
        """The names that they had before, by those that they have now."""
        self._to_follow: dict[str, str] = {}
        """The names that they have now, by the former ones, as long as the store is to be told."""

    def run(self) -> Generator[Progress, None, None]:
        """Do it all."""
        yield Progress("looking")
        try:
            yield from self._read_files()
            self._note_seen()
            yield from self._name_articles()
        finally:
            if self._crew:
                self._crew.close()
        self._writer.settle()
        self._folder.tidy(self._manifest)
        work_out(self._folder)
        self._folder.end_merging()
        if new := self._manifest.keys() - self._known_before:
            follow_kept(self._places, self._folder, self._manifest, new)
        note_articles(self._places, hashes_in(self._manifest))
        yield self._report("done", 0, 0, grown=True)

    def _read_files(self) -> Iterator[Progress]:
        """First pass: make new and changed articles searchable, and take out those that are gone."""
        found, skipped = find_files(self._places)
        self._left_out = len(skipped)
        gone = sorted(self._manifest.keys() - found.keys())
        renamed = find_renamed(self._manifest, found)
        if renamed:
            follow(self._places, renamed)  # before the index forgets the names that they had
            self._dates = read_days(self._places, self._manifest)
        self._renamed = {path: before for before, path in renamed.items()}
        for path in gone:
            self._forget(path)
        fresh = []
        for path, file in found.items():
            before, day = self._manifest.get(path), self._dates.get(path)
            if before is None or not is_unchanged(before, file, day):
                fresh.append(Wanted(path, entry_of(file, day), before))
        fresh.sort()
        yield from self._go_over("reading", fresh)

    def _name_articles(self) -> Iterator[Progress]:
        """Second pass: find the people and dates in the articles."""
        entries = self._manifest.items()
        yield from self._go_over(
            "naming", [Wanted(path, entry) for path, entry in entries if not entry.named and entry.problem is None]
        )

    def _forget(self, path: str) -> None:
        entry = self._manifest[path]
        self._forgotten.append(path)
        if entry.problem is None:
            self._gone[entry.content_hash].append(path)
            self._counts["removed"] += 1

    def _go_over(self, phase: str, wanted: Sequence[Wanted]) -> Iterator[Progress]:
        """Do the same for many files: a few here, many by workers."""
        here = wanted
        if len(wanted) > FEW:
            # While workers come to life, the first articles become searchable here.
            here = [] if self._crew else wanted[:FIRST_BATCH]
            self._crew = self._crew or Crew(self._places.root, self._folder, self._program)
        yield from self._do_here(phase, here, 0, len(wanted))
        done = len(here)
        if self._crew and done < len(wanted):
            try:
                for step in self._crew.share_out(phase, wanted[done:]):
                    if step.batch:
                        self._take_in(phase, step.batch)
                    yield self._report(phase, done + step.done, len(wanted), grown=step.batch is not None)
            except UselessWorkersError as end:
                yield from self._do_here(phase, end.left, len(wanted) - len(end.left), len(wanted))
        self._commit()  # what was only taken out

    def _do_here(self, phase: str, wanted: Sequence[Wanted], done: int, total: int) -> Iterator[Progress]:
        """Do it in this process, committing in growing batches; so many of all are done already."""
        task = "both" if phase == "reading" and total <= AT_ONCE else phase
        batch = FIRST_BATCH
        for number, each in enumerate(wanted, 1):
            if known := do_task(task, self._places.root, each):
                if known.annotated:
                    self._writer.add(known.annotated)
                self._settle(phase, known.path, known.entry, is_added=known.annotated is not None)
            if grown := len(self._pending) >= batch or number == len(wanted):
                self._commit()
                batch = min(LARGEST_BATCH, batch * 3 // 2)
            yield self._report(phase, done + number, total, grown=grown)

    def _take_in(self, phase: str, batch: Batch) -> None:
        """Commit what a worker has done."""
        if batch.built:
            self._writer.take(batch.built)
        for path, entry, is_added in batch.known:
            self._settle(phase, path, entry, is_added=is_added)
        self._commit()

    def _settle(self, phase: str, path: str, entry: Entry, *, is_added: bool) -> None:
        """Note what is known of a file now, and what has happened to its article."""
        before = self._manifest.get(path)
        if entry.problem is not None:
            self._unreadable.append(path)
            self._pending[path] = entry
        elif not is_added:
            if entry != before:
                self._known_anew[path] = entry
        else:
            self._pending[path] = entry
            if phase == "reading":
                self._counts[self._change(path, before, entry)] += 1

    def _change(self, path: str, before: Entry | None, entry: Entry) -> str:
        if before and before.problem is None:
            return "changed"
        gone = self._gone[entry.content_hash]
        if not gone:
            return "added"
        if self._renamed.get(path) not in gone:
            self._renamed[path] = likeliest(gone, path)
            self._to_follow[self._renamed[path]] = path
        gone.remove(self._renamed[path])
        self._counts["removed"] -= 1
        return "renamed"

    def _commit(self) -> None:
        follow(self._places, self._to_follow)
        self._to_follow = {}
        # Should this process end in between, they may be in the index or not: what is known of them is nothing. (Of
        # those that are only named now, what was known stays true.)
        in_doubt = {path: entry for path, entry in self._pending.items() if not self._is_only_named(path, entry)}
        in_doubt |= {path: self._manifest[path] for path in self._forgotten}
        if self._pending or self._forgotten:
            self._folder.begin_merging()
        self._folder.note({path: entry._replace(mtime_ns=-1, content_hash="") for path, entry in in_doubt.items()})
        self._writer.remove([*self._forgotten, *self._unreadable])
        self._writer.commit()
        known = self._known_anew | self._pending
        self._folder.note(known, self._forgotten)
        self._manifest.update(known)
        for path in self._forgotten:
            del self._manifest[path]
        self._pending, self._known_anew, self._forgotten, self._unreadable = {}, {}, [], []

    def _is_only_named(self, path: str, entry: Entry) -> bool:
        before = self._manifest.get(path)
        return before is not None and before._replace(named=True) == entry

    def _note_seen(self) -> None:
        """Note which articles are new: not those of the first build, whenever it came to its end."""
        known = self._folder.read_seen()
        if known is None:
            seen = {path: 0.0 for path, entry in self._manifest.items() if entry.problem is None}
        else:
            now = time.time()
            there = (path for path, entry in self._manifest.items() if entry.problem is None or path in known)
            # One that is only called otherwise was seen when it was seen before.
            seen = {path: known.get(path, known.get(self._renamed.get(path, path), now)) for path in there}
        if seen != known:
            self._folder.note_seen(seen, known)

    def _report(self, phase: str, done: int, total: int, *, grown: bool) -> Progress:
        if grown:
            entries = self._manifest.values()
            problems = sum(entry.problem is not None for entry in entries)
            self._counts["articles"] = len(entries) - problems
            self._counts["named"] = sum(entry.named for entry in entries)
            self._counts["skipped"] = self._left_out + problems
        return Progress(phase, done, total, grown, **self._counts)
