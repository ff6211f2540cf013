"""Brings the index up to date, and says how far it is.

The one rule: an update may be stopped at any moment, in any way; the next one completes it.
"""

from collections.abc import Generator, Iterable
from datetime import datetime

from tui_reader.errors import IndexDamagedError, NotFoundError, StoreError
from tui_reader.formats.walk import Skipped, look_at
from tui_reader.library.files import entry_of, find_files, is_unchanged, read_days
from tui_reader.library.memory import read_dates
from tui_reader.library.places import Places
from tui_reader.library.progress import Progress
from tui_reader.library.run import UpdateRun
from tui_reader.library.tasks import Wanted, do_task
from tui_reader.mentions import MENTIONS_VERSION
from tui_reader.search.engine.folder import IndexFolder
from tui_reader.search.engine.writing import IndexWriter


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
    days = read_days(places, manifest)
    return (
        manifest.keys() == found.keys()
        and all(is_unchanged(manifest[path], file, days.get(path)) for path, file in found.items())
        and all(entry.named or entry.problem is not None for entry in manifest.values())
        and folder.has_merged()  # of what was changed since by `update_articles` it may not tell yet
    )


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


def update_index(places: Places, *, rebuild: bool = False) -> Generator[Progress, None, None]:
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
            yield from UpdateRun(places, folder).run()
        except IndexDamagedError:
            folder.reset()
            yield from UpdateRun(places, folder).run()


def update_articles(places: Places, article_ids: Iterable[str]) -> None:
    """Bring the index up to date with a few articles that are in it, without looking at any other file.

    Raises:
        IndexBusyError: Another process is bringing it up to date.
        IndexTroubleError: This cannot be done with this index; bringing all of it up to date may help.
        NotFoundError, ArticleError: One of them is not in the index, or no article any more.
        StoreError: The days that were set by hand cannot be read now.
    """
    folder = open_folder(places)
    with folder.locked():
        writer = IndexWriter(folder)
        days = read_dates(places.store)
        if days is None:
            raise StoreError("The dates that were set by hand cannot be read")
        known = {}
        for article in article_ids:
            if not writer.holds(article):
                raise NotFoundError(f"There is no article {article} in the index")
            entry = entry_of(look_at(places.root, article), days.get(article))
            done = do_task("both", places.root, Wanted(article, entry))
            if done is None or done.annotated is None:
                raise NotFoundError(f"There is no article {article} any more")
            writer.add(done.annotated)
            known[article] = done.entry
        folder.note({article: entry._replace(mtime_ns=-1, content_hash="") for article, entry in known.items()})
        writer.commit()
        folder.note(known)
