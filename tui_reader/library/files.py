"""The files of a library, as they are now and as the index knows them.

The one rule: to look is cheap: one look at each file, and none is opened.
"""

from collections.abc import Mapping
from datetime import date

from tui_reader.formats.walk import FoundFile, Skipped, walk
from tui_reader.library.memory import parse_day, read_dates
from tui_reader.library.places import Places
from tui_reader.search.engine.folder import Entry, Manifest


def find_files(places: Places) -> tuple[dict[str, FoundFile], list[Skipped]]:
    """Find the article files of a library, by the ids of their articles; and what else lies there, with the reason.

    Raises:
        LibraryError: The articles' folder cannot be listed.
    """
    prefix = "" if places.is_bare else f"{places.articles.name}/"
    found, skipped = {}, []
    for item in walk(places.articles):
        if isinstance(item, FoundFile):
            found[prefix + item.path] = item
        else:
            skipped.append(Skipped(prefix + item.path, item.reason))
    return found, skipped


def entry_of(file: FoundFile, day: date | None) -> Entry:
    """Return what is known of a file before it is read, with the day that was set by hand."""
    return Entry(file.size, file.mtime_ns, file.inode, "", dated=day.isoformat() if day else None)


def is_unchanged(entry: Entry, file: FoundFile, day: date | None) -> bool:
    """Whether the index knows a file as it is now, and the day that was set by hand for it."""
    return entry[:3] == file[1:] and (entry.problem is not None or entry.dated == (day.isoformat() if day else None))


def read_days(places: Places, manifest: Manifest) -> Mapping[str, date]:
    """Every day that was set by hand; if that cannot be known now, those with which articles are in the index."""
    dates = read_dates(places.store)
    if dates is None:
        days = ((path, parse_day(entry.dated)) for path, entry in manifest.items() if entry.dated)
        return {path: day for path, day in days if day}
    return dates
