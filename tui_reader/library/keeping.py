"""The kept passages of a library: the store, and where its passages stand in the articles as they are now.

The one rule: what is returned is on the disk already.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.anchor import LOST, Present, find_place, find_quote
from tui_reader.errors import ArticleError, NotFoundError
from tui_reader.library.anchoring import Anchors, KeptPassage, Whereabouts, in_groups, in_own_words, place_all
from tui_reader.library.exchanged import Exchanged

if TYPE_CHECKING:
    from tui_reader.bookmarks.store import Store
    from tui_reader.library.passages import FindArticles


class Bookmarks(Exchanged):
    """The passages of one library."""

    def __init__(
        self,
        store: "Store",
        read_article: Callable[[str], Article],
        find_articles: "FindArticles",
        whereabouts: Whereabouts,
        anchors: Anchors,
    ) -> None:
        """Take what belongs to the library.

        Args:
            store: The library's, and closed by it.
            read_article: `Library.article`.
            find_articles: Asks the library's index.
            whereabouts: Looks for articles that are gone.
            anchors: What was found out already.
        """
        super().__init__(store.passages, read_article, find_articles)
        self._whereabouts = whereabouts
        self._anchors = anchors
        self.set_aside: Path | None = store.set_aside
        """Where a foreign file was moved that stood in the store's place."""

    @property
    def trouble(self) -> str:
        """Why passages of a library that cannot be written are not shown, once they were asked for; mostly empty."""
        return self._store.trouble

    def add(self, article: Article, passage: Span, *, note: str = "", tags: Sequence[str] = ()) -> KeptPassage:
        """Keep a passage of an article. One that is kept already is not kept twice, but returned as it is.

        Raises:
            StoreError: It could not be written.
        """
        if not note and not tags:
            for kept in self.of(article):
                if kept.span == passage:
                    return kept
        bookmark = self._store.add(
            article.text,
            lambda new_id, now: make_bookmark(new_id, article, passage, created=now, note=note, tags=tuple(tags)),
        )
        return KeptPassage(bookmark, find_place(bookmark, article.text), article.title)

    def of(self, article: Article) -> list[KeptPassage]:
        """Return the passages of one article, in the order in which they stood in it.

        Those are among them that were taken from the same text in a file that has another name now.
        """
        present = Present(article.text)
        by_hand = self._store.places_by_hand()
        kept = [bookmark for bookmark in self._store.bookmarks(article.id) if bookmark.id not in by_hand]
        kept += self._store.with_ids(place.id for place in by_hand.values() if place.article == article.id)
        others = (bookmark for bookmark in self._store.taken_from(present.hash) if bookmark.article != article.id)
        kept += [each for each in others if each.id not in by_hand and self._is_gone(each.article)]
        kept.sort(key=lambda bookmark: by_hand.get(bookmark.id, bookmark).span)
        return list(in_own_words(kept, by_hand, lambda anchors: self._in_article(article, present, anchors)))

    def all(self, query: str = "") -> list[KeptPassage]:
        """Return every passage, the one kept last first, each where it stands in its article as it is now.

        Args:
            query: Those that match this, if it is given: `note:`, `tag:`, `is:lost` and words ask for what is in a
                passage; `name:`, `source:`, `date:` and the other fields for its article.

        Raises:
            QueryError: The query has a mistake.
            IndexTroubleError: It asks for what only the index knows, and that cannot be read.
        """
        passages = self._placed(self._store.bookmarks())
        if not query.strip():
            return passages
        from tui_reader.library.passages import Findable, parse_filter

        return Findable(passages, self.find_articles).find(parse_filter(query))

    def as_kept(self, limit: int | None = None) -> list[Bookmark]:
        """Return every bookmark, or so many of them, as it was kept, the newest first."""
        return self._store.bookmarks(limit=limit)

    def places_by_hand(self) -> dict[str, Bookmark]:
        """Return where passages stand that were put back by hand, by their ids."""
        return self._store.places_by_hand()

    def placed_by_article(self, bookmarks: Sequence[Bookmark]) -> Iterator[KeptPassage]:
        """Yield passages where they stand now, article by article."""
        yield from in_own_words(bookmarks, self._store.places_by_hand(), self._of_each)

    def put_back(self, bookmark_id: str, article: Article, passage: Span) -> None:
        """Say by hand where a passage stands now; its words stay as they were kept.

        Raises:
            NotFoundError: There is no such passage.
            StoreError: It could not be written.
        """
        place = make_bookmark(bookmark_id, article, passage, created="")
        self._store.put_back(bookmark_id, place, article.text)

    @staticmethod
    def asks_for_articles(query: str) -> bool:
        """Whether a query for passages asks for what only an index knows, which should be up to date then.

        Raises:
            QueryError: It has a mistake.
        """
        from tui_reader.library.passages import asks_for_articles, parse_filter

        return asks_for_articles(parse_filter(query))

    def count(self) -> int:
        """Return how many passages are kept."""
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """Return how many passages are kept of each article, by the id that it had then."""
        return self._store.counts()

    def find(self, bookmark_id: str) -> KeptPassage:
        """Return one passage, by its id or an unmistakable beginning of it.

        Raises:
            NotFoundError: There is none, or several.
        """
        return self._placed([self._store.find(bookmark_id)])[0]

    def remove(self, bookmark_id: str) -> None:
        """Remove a passage; `restore` brings it back, and so does undoing.

        Raises:
            NotFoundError: There never was one with this id.
        """
        self._store.remove(bookmark_id)

    def remove_all(self, bookmark_ids: Sequence[str]) -> None:
        """Remove passages, as one change that can be undone.

        Raises:
            NotFoundError: There never was one of them: then none is removed.
        """
        self._store.remove_all(bookmark_ids)

    def restore(self, bookmark_id: str) -> None:
        """Bring back a passage that was removed.

        Raises:
            NotFoundError: There never was one with this id.
        """
        self._store.restore(bookmark_id)

    def edit(self, bookmark_id: str, *, note: str | None = None, tags: Sequence[str] | None = None) -> None:
        """Give a passage another note, or other tags; None leaves them. It can be undone.

        Raises:
            NotFoundError: There is none with this id.
        """
        self._store.edit(bookmark_id, note=note, tags=tags)

    def retag(self, bookmark_ids: Sequence[str], *, without: Sequence[str], adding: Sequence[str]) -> None:
        """Take tags from passages and give them others, as one change that can be undone.

        Raises:
            NotFoundError: One of them is not there: then nothing is changed.
        """
        self._store.retag(bookmark_ids, without=without, adding=adding)

    def article_then(self, bookmark: Bookmark) -> Article:
        """Return the article that a passage was taken from, as it was then.

        Raises:
            NotFoundError: Nobody knows: the passage came from elsewhere.
        """
        from tui_reader.formats import parse_article

        text = self._store.text(bookmark.text_hash)
        if text is None or text[bookmark.start : bookmark.end] != bookmark.quote:
            raise NotFoundError("What stood around it is not known: it was brought in from elsewhere")
        return parse_article(text.encode("utf-8", "replace"), bookmark.article)

    def find_quote(self, article: Article, quote: str) -> list[Span]:
        """Find every place where a quote stands word by word in an article."""
        return find_quote(quote, article.text)

    def _is_gone(self, article_id: str) -> bool:
        try:
            self._read_article(article_id)
        except NotFoundError:
            return True
        except ArticleError:
            return False
        return False

    def _placed(self, bookmarks: Sequence[Bookmark]) -> list[KeptPassage]:
        """Passages where they stand now; the articles are read one after the other."""
        placed = {kept.bookmark.id: kept for kept in self.placed_by_article(bookmarks)}
        return [placed[bookmark.id] for bookmark in bookmarks]

    def _of_each(self, bookmarks: Sequence[Bookmark]) -> Iterator[KeptPassage]:
        for article_id, group in in_groups(bookmarks).items():
            yield from self._of_one(article_id, group)

    def _of_one(self, article_id: str, bookmarks: Sequence[Bookmark]) -> Iterator[KeptPassage]:
        try:
            article = self._read_article(article_id)
        except NotFoundError:
            for bookmark in bookmarks:
                moved = self._whereabouts.find(bookmark, self._store.text)
                yield from self._in_article(moved, Present(moved.text), [bookmark]) if moved else [_lost(bookmark)]
        except ArticleError:
            yield from map(_lost, bookmarks)
        else:
            yield from self._in_article(article, Present(article.text), bookmarks)

    def _in_article(self, article: Article, now: Present, bookmarks: Sequence[Bookmark]) -> Iterator[KeptPassage]:
        places = place_all(bookmarks, now, self._store.text, self._anchors)
        for bookmark, place in zip(bookmarks, places, strict=True):
            found_in = article.id if article.id != bookmark.article else ""
            yield KeptPassage(bookmark, place, article.title, found_in)


def _lost(bookmark: Bookmark) -> KeptPassage:
    return KeptPassage(bookmark, LOST)
