"""Where kept passages stand in the articles as they are now.

The one rule: an article is read once for all of its passages, and compared once with each version that they were taken
from; one that has not changed is not compared with anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.anchor import PENDING, Comparison, Place, Present, State, reads_as
from tui_reader.bookmarks.moved import find_moved
from tui_reader.errors import ReaderError
from tui_reader.library.places import Places

if TYPE_CHECKING:
    from tui_reader.search.query import Query

MOST_KNOWN = 50_000
"""Places that are remembered, at most, of passages whose articles have changed."""
MOST_CANDIDATES = 8
"""Articles that are read, at most, because one of them may be the one that is gone."""


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A bookmark, and where its passage stands now."""

    bookmark: Bookmark
    place: Place
    title: str = ""
    """The headline of its article; empty when the article cannot be read."""
    found_in: str = ""
    """The id of the article in which it was found, where that is another one now; empty otherwise."""

    @property
    def article(self) -> str:
        """The id that its article has now: another one than when it was kept, if the file was moved since."""
        return self.found_in or self.bookmark.article

    @property
    def state(self) -> State:
        """How certain the place is."""
        return self.place.state

    @property
    def span(self) -> Span | None:
        """The passage in the present text; None when it is lost."""
        return self.place.span


def as_kept(bookmark: Bookmark) -> KeptPassage:
    """Return a passage that nobody has looked for yet."""
    return KeptPassage(bookmark, PENDING)


@dataclass(slots=True)
class Anchors:
    """What was found out about a library's passages while it is open."""

    known: dict[tuple[Bookmark, str], Place] = field(default_factory=dict)
    """By passage, and the hash of the text that it was looked for in."""

    def place(self, comparison: Comparison, bookmark: Bookmark) -> Place:
        """Find a passage, unless it was looked for in this text before."""
        present = comparison.present
        if present.hash == bookmark.text_hash:
            return comparison.place(bookmark)
        key = bookmark, present.hash
        place = self.known.get(key)
        if place is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            place = self.known[key] = comparison.place(bookmark)
        return place


def place_all(
    bookmarks: Iterable[Bookmark], present: Present, snapshot_of: Callable[[str], str | None], anchors: Anchors
) -> Iterator[Place]:
    """Find several passages of one article.

    Args:
        bookmarks: The passages.
        present: The article's text as it is now.
        snapshot_of: Gives the text that passages were taken from, by its hash.
        anchors: What is known already.
    """
    comparisons: dict[str, Comparison] = {}
    for bookmark in bookmarks:
        version = bookmark.text_hash
        if version not in comparisons:
            comparisons[version] = Comparison(present, None if version == present.hash else snapshot_of(version))
        yield anchors.place(comparisons[version], bookmark)


class Whereabouts:
    """Looks for articles that are not where they were; which files there are is found out when the first is missed."""

    def __init__(
        self, places: Places, find_articles: "Callable[[Query, int], list[str]]", read: Callable[[str], Article]
    ) -> None:
        """Take what is needed; nothing is read yet.

        Args:
            places: Of the library.
            find_articles: Asks the library's index for the ids of articles, so many at most.
            read: `Library.article`.
        """
        self._places = places
        self._find_articles = find_articles
        self._read = read
        self._by_content: dict[str, list[str]] = defaultdict(list)
        self._unknown: dict[int, list[str]] = defaultdict(list)
        """Files that the index does not know, by their size."""
        self._has_looked = False
        self._found: dict[tuple[str, str], Article | None] = {}

    def find(self, bookmark: Bookmark, snapshot_of: Callable[[str], str | None]) -> Article | None:
        """Return the article that a passage was taken from, under whatever name it is there now."""
        key = bookmark.article, bookmark.text_hash
        if key not in self._found:
            self._found[key] = self._look(bookmark, snapshot_of(bookmark.text_hash))
        return self._found[key]

    def _look(self, bookmark: Bookmark, snapshot: str | None) -> Article | None:
        earlier = _as_article(snapshot, bookmark.article) if snapshot else None
        return find_moved(bookmark, self._read_each(self._candidates(bookmark, earlier)), earlier)

    def _read_each(self, article_ids: Iterable[str]) -> Iterator[Article]:
        for article_id in article_ids:
            with suppress(ReaderError):
                yield self._read(article_id)

    def _candidates(self, bookmark: Bookmark, earlier: Article | None) -> Iterator[str]:
        if not self._has_looked:
            self._look_around()
        # The hash of a UTF-8 file is that of its text.
        yield from self._by_content.get(bookmark.text_hash, [])[:MOST_CANDIDATES]
        if earlier is None:
            return
        yield from self._unknown.get(len(earlier.text.encode()), [])[:MOST_CANDIDATES]
        is_whole = len(earlier.text) > len(bookmark.prefix + bookmark.quote + bookmark.suffix)
        if self._by_content and earlier.headline and is_whole:
            from tui_reader.search.parse import parse_query

            words = " ".join(earlier.title.replace('"', " ").split())
            with suppress(ReaderError):
                yield from self._find_articles(parse_query(f'title:"{words}"', today=date.today()), MOST_CANDIDATES)

    def _look_around(self) -> None:
        """Find out what the index knows of the files, and which ones there are that it does not know yet."""
        from tui_reader.library.files import find_files
        from tui_reader.library.update import open_folder

        self._has_looked = True
        known: Mapping[str, object] = {}
        with suppress(ReaderError):
            known = manifest = open_folder(self._places).read_manifest()
            for article_id, entry in manifest.items():
                if entry.problem is None:
                    self._by_content[entry.content_hash].append(article_id)
        with suppress(ReaderError):
            for article_id, file in find_files(self._places)[0].items():
                if article_id not in known:
                    self._unknown[file.size].append(article_id)


def _as_article(text: str, article_id: str) -> Article | None:
    from tui_reader.formats import parse_article

    with suppress(ReaderError, UnicodeEncodeError):
        return parse_article(text.encode(), article_id)
    return None


def in_groups(bookmarks: Sequence[Bookmark]) -> dict[str, list[Bookmark]]:
    """Return bookmarks by the articles that they were taken from."""
    groups: dict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        groups[bookmark.article].append(bookmark)
    return groups


def in_own_words(
    bookmarks: Sequence[Bookmark],
    by_hand: Mapping[str, Bookmark],
    placed: Callable[[Sequence[Bookmark]], Iterator[KeptPassage]],
) -> Iterator[KeptPassage]:
    """Look for passages; for those that were put back by hand, look for what stood there, and tell what was kept."""
    own = {bookmark.id: bookmark for bookmark in bookmarks}
    for found in placed([by_hand.get(bookmark.id, bookmark) for bookmark in bookmarks]):
        bookmark = own[found.bookmark.id]
        if bookmark is found.bookmark:
            yield found
            continue
        is_same = reads_as(bookmark.quote, found.bookmark.quote)
        is_certain = found.state in (State.EXACT, State.MOVED)
        place = found.place if is_same or not is_certain else Place(State.EDITED, found.span)
        yield KeptPassage(bookmark, place, found.title, found.article if found.article != bookmark.article else "")
