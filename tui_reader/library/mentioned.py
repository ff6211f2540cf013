"""Who is in most articles of a library, counted after every update.

The one rule: what was counted before something changed is not taken for what is so now.
"""

from tui_reader.search.engine.folder import IndexFolder, People
from tui_reader.search.engine.writing import IndexWriter

MOST_PEOPLE = 200
"""Of so many people it is told how many articles mention them."""


def find_most_mentioned(folder: IndexFolder, limit: int) -> list[tuple[str, int]]:
    """Return who is in most articles, and in how many, as far as the index knows; nobody while there is none."""
    return list(folder.read_people().counts[:limit]) if folder.is_current() else []


class CountedPeople:
    """Who is in most articles, while the index is brought up to date."""

    def __init__(self, folder: IndexFolder, writer: IndexWriter) -> None:
        """The folder must be locked, and `writer` be the one that writes."""
        self._folder, self._writer = folder, writer
        self._people = folder.read_people()

    def distrust(self) -> None:
        """Note that something changes."""
        if self._people.is_whole:
            self._people = People(self._people.counts)
            self._folder.write_people(self._people)

    def count(self) -> None:
        """Count them anew, if that is needed."""
        if not self._people.is_whole:
            self._people = People(tuple(self._writer.count_people(MOST_PEOPLE)), is_whole=True)
            self._folder.write_people(self._people)
