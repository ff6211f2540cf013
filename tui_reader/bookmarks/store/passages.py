"""The passages that were kept, and the texts that they were taken from.

The one rule: no passage is ever deleted. A removed one is marked so, and undoing that it was kept is to mark it.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.cells import Cell, as_cell, encodable, now
from tui_reader.bookmarks.store.file import StoreFile
from tui_reader.bookmarks.store.journal import Change, Journal, Row, quoted
from tui_reader.bookmarks.store.rows import as_bookmark, as_row, parse_tags
from tui_reader.errors import NotFoundError

if TYPE_CHECKING:
    from tui_reader.bookmarks.store.beneath import Beneath

_INSERT = "INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
_SELECT = "SELECT id, article, text_hash, start, end, quote, prefix, suffix, note, tags, created FROM bookmarks"
_ALL = f"{_SELECT} WHERE removed IS NULL ORDER BY created DESC, rowid DESC LIMIT ?"
_OF_ARTICLE = f"{_SELECT} WHERE removed IS NULL AND article = ? ORDER BY start, end"

_COUNTS = "SELECT article, COUNT(*) FROM bookmarks WHERE removed IS NULL GROUP BY article"
_ORIGINS = "SELECT DISTINCT article, text_hash FROM bookmarks ORDER BY article"
_WITH_ID = f"{_SELECT} WHERE removed IS NULL AND id = ?"
_PUT_BACK = "SELECT id, article, text_hash, start, end, quote, prefix, suffix, '', '[]', made FROM put_back"
_OF_TEXT = f"{_SELECT} WHERE removed IS NULL AND text_hash = ?"


class Passages:
    """The bookmarks in a store."""

    def __init__(self, file: StoreFile, journal: Journal, beneath: "Beneath | None" = None) -> None:
        """Take the file, and what is to be shown of another store besides: what this one has goes before it."""
        self._file = file
        self._journal = journal
        self._beneath = beneath

    def add(self, text: str, make: Callable[[str, str], Bookmark]) -> Bookmark:
        """Keep a passage.

        Args:
            text: The whole text that it was taken from; kept once for each version.
            make: Makes the bookmark, of its id and the present time.
        """
        with self._journal.change() as change:
            new_id = secrets.token_hex(4)
            while change.run("SELECT 1 FROM bookmarks WHERE id = ?", new_id).fetchone():
                new_id = secrets.token_hex(4)
            bookmark = _written(make(new_id, _now()))
            change.run("INSERT OR IGNORE INTO texts VALUES (?, ?)", bookmark.text_hash, text)
            change.run(_INSERT, *as_row(bookmark))
            change.note("bookmarks", new_id, before={"removed": bookmark.created}, after={"removed": None})
            change.says(f"kept: {quoted(bookmark.quote)}", f"no longer kept: {quoted(bookmark.quote)}")
        return bookmark

    def take_in(self, bookmarks: Iterable[Bookmark], texts: Mapping[str, str]) -> frozenset[str]:
        """Keep passages that come from elsewhere: all or none of them, as one change.

        One whose id is there already, with the same quote, is left as it is; if it was removed, it comes back as it
        comes in. If that id has another quote here, another id is made of both.

        Args:
            bookmarks: The passages, with their ids.
            texts: The texts that they are taken from, by their hashes.

        Returns:
            The ids of those that were added.
        """
        added: dict[str, None] = {}
        with self._journal.change() as change:
            for bookmark in map(_written, bookmarks):
                row = self._row(change, bookmark.id)
                if row is not None and row["quote"] != bookmark.quote:
                    bookmark = replace(bookmark, id=_other_id(bookmark))
                    row = self._row(change, bookmark.id)
                if row is None:
                    text = texts[bookmark.text_hash]
                    change.run("INSERT OR IGNORE INTO texts VALUES (?, ?)", bookmark.text_hash, text)
                    change.run(_INSERT, *as_row(bookmark))
                    change.note("bookmarks", bookmark.id, before={"removed": _now()}, after={"removed": None})
                elif row["removed"] is not None:
                    back = {"note": bookmark.note, "tags": json.dumps(bookmark.tags), "removed": None}
                    change.update("bookmarks", bookmark.id, **back)
                else:
                    continue
                added[bookmark.id] = None
            words = f"{len(added):,} passage{'' if len(added) == 1 else 's'} brought in"
            change.says(words, f"no longer kept: {words}")
        return frozenset(added)

    def edit(self, bookmark_id: str, *, note: str | None = None, tags: Sequence[str] | None = None) -> None:
        """Give a bookmark another note, or other tags; None leaves them.

        Raises:
            NotFoundError: There is none, or it was removed.
        """
        with self._journal.change() as change:
            row = self._row(change, bookmark_id)
            if row is None or row["removed"] is not None:
                raise NotFoundError(f"There is no bookmark {bookmark_id}")
            cells: dict[str, Cell] = {}
            if note is not None:
                cells["note"] = encodable(note)
            if tags is not None:
                cells["tags"] = json.dumps(list(map(encodable, dict.fromkeys(tags))))
            if cells:
                change.update("bookmarks", bookmark_id, **cells)
            what, named = " and ".join(cells), quoted(str(row["quote"]))
            change.says(f"{what} changed: {named}", f"{what} as before: {named}")

    def retag(self, bookmark_ids: Sequence[str], *, without: Sequence[str], adding: Sequence[str]) -> None:
        """Take tags from bookmarks and give them others, as one change.

        Raises:
            NotFoundError: One of them is not there: then nothing is changed.
        """
        with self._journal.change() as change:
            for bookmark_id in bookmark_ids:
                row = self._row(change, bookmark_id)
                if row is None or row["removed"] is not None:
                    raise NotFoundError(f"There is no bookmark {bookmark_id}")
                kept = [tag for tag in parse_tags(row["tags"]) if tag not in without]
                tags = list(dict.fromkeys([*kept, *map(encodable, adding)]))
                change.update("bookmarks", bookmark_id, tags=json.dumps(tags))
            count = len(bookmark_ids)
            named = quoted(str(row["quote"])) if count == 1 and row else f"{count:,} passages"
            change.says(f"tags changed: {named}", f"tags as before: {named}")

    def remove(self, bookmark_id: str) -> None:
        """Remove a bookmark; `restore` brings it back. One that is removed already stays as it is.

        Raises:
            NotFoundError: There never was one.
        """
        self._set_removed(bookmark_id, _now())

    def remove_all(self, bookmark_ids: Sequence[str]) -> None:
        """Remove bookmarks, as one change.

        Raises:
            NotFoundError: There never was one of them: then none is removed.
        """
        when, quotes = _now(), []
        with self._journal.change() as change:
            for bookmark_id in bookmark_ids:
                row = self._row(change, bookmark_id)
                if row is None:
                    raise NotFoundError(f"There is no bookmark {bookmark_id}")
                if row["removed"] is None:
                    change.update("bookmarks", bookmark_id, removed=when)
                    quotes.append(str(row["quote"]))
            named = quoted(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} passages"
            change.says(f"no longer kept: {named}", f"kept again: {named}")

    def restore(self, bookmark_id: str) -> None:
        """Bring back a bookmark that was removed.

        Raises:
            NotFoundError: There never was one.
        """
        self._set_removed(bookmark_id, None)

    def _set_removed(self, bookmark_id: str, when: str | None) -> None:
        with self._journal.change() as change:
            row = self._row(change, bookmark_id)
            if row is None:
                raise NotFoundError(f"There is no bookmark {bookmark_id}")
            quote, removed = row["quote"], row["removed"]
            if (removed is None) != (when is None):
                change.update("bookmarks", bookmark_id, removed=when)
                named = quoted(str(quote))
                said = f"no longer kept: {named}", f"kept again: {named}"
                change.says(*(said if when else said[::-1]))

    def bookmarks(self, article: str | None = None, *, limit: int | None = None) -> list[Bookmark]:
        """Return the bookmarks of one article in the order of its text; or all, or so many, the newest first."""
        most = -1 if limit is None else limit
        rows = self._file.rows(_ALL, most) if article is None else self._file.rows(_OF_ARTICLE, as_cell(article))
        own = [bookmark for bookmark in map(as_bookmark, rows) if bookmark is not None]
        others = [each for each in self._others() if article in (None, each.article)]
        if not others:
            return own
        if article is None:
            return sorted((*own, *others), key=lambda each: each.created, reverse=True)[:limit]
        return sorted((*own, *others), key=lambda each: each.span)

    def put_back(self, bookmark_id: str, place: Bookmark, text: str) -> None:
        """Say by hand where a bookmark stands, in place of what was said before; what was kept is not touched.

        Args:
            bookmark_id: Of the bookmark.
            place: The passage that stands there, as a bookmark of its own.
            text: The whole text in which it stands.

        Raises:
            NotFoundError: There is no such bookmark.
        """
        with self._journal.change() as change:
            row = self._row(change, bookmark_id)
            if row is None or row["removed"] is not None:
                raise NotFoundError(f"There is no bookmark {bookmark_id}")
            change.run("INSERT OR IGNORE INTO texts VALUES (?, ?)", place.text_hash, text)
            cells = as_cell(place.article), place.text_hash, place.start, place.end
            change.put("put_back", bookmark_id, *cells, place.quote, place.prefix, place.suffix, _now())
            named = quoted(str(row["quote"]))
            change.says(f"put back: {named}", f"no longer put back: {named}")

    def places_by_hand(self) -> dict[str, Bookmark]:
        """Return what `put_back` was told, by the ids of the bookmarks."""
        rows = self._file.rows(_PUT_BACK)
        own = {place.id: place for place in map(as_bookmark, rows) if place is not None}
        return {**self._beneath.by_hand(), **own} if self._beneath else own

    def with_ids(self, bookmark_ids: Iterable[str]) -> list[Bookmark]:
        """Return some bookmarks, as far as they are there."""
        ids = list(bookmark_ids)
        found = (self._file.rows(_WITH_ID, bookmark_id) for bookmark_id in ids)
        own = [bookmark for rows in found for bookmark in map(as_bookmark, rows) if bookmark is not None]
        return [*own, *(each for each in self._others() if each.id in ids)]

    def counts(self) -> dict[str, int]:
        """Return how many bookmarks each article has, by the name that it had when they were made."""
        own = {os.fsdecode(article): count for article, count in self._file.rows(_COUNTS) if _is_name(article)}
        return dict(Counter(own) + Counter(each.article for each in self._others()))

    def origins(self, limit: int) -> dict[str, frozenset[str]]:
        """Return the articles that passages were taken from, so many at most: the hashes of their texts, by their ids.

        Removed passages count as well.
        """
        found: dict[str, set[str]] = {}
        for article, text_hash in self._file.rows(_ORIGINS):
            if _is_name(article) and isinstance(text_hash, str):
                found.setdefault(os.fsdecode(article), set()).add(text_hash)
                if len(found) > limit:
                    break
        return {article: frozenset(found[article]) for article in list(found)[:limit]}

    def taken_from(self, text_hash: str) -> list[Bookmark]:
        """Return the bookmarks that were taken from one version of a text, whatever its article is called."""
        rows = self._file.rows(_OF_TEXT, text_hash)
        own = [bookmark for bookmark in map(as_bookmark, rows) if bookmark is not None]
        return [*own, *(each for each in self._others() if each.text_hash == text_hash)]

    def find(self, bookmark_id: str) -> Bookmark:
        """Return the bookmark with this id, or the only one whose id begins so.

        Raises:
            NotFoundError: There is none, or several.
        """
        if not bookmark_id:  # every id begins so; a script whose variable is empty must not remove the only one
            raise NotFoundError("There is no bookmark without an id")
        found = [bookmark for bookmark in self.bookmarks() if bookmark.id.startswith(bookmark_id)]
        exact = [bookmark for bookmark in found if bookmark.id == bookmark_id]
        if len(found) != 1 and not exact:
            many = f"{len(found)} bookmarks begin with" if found else "There is no bookmark"
            raise NotFoundError(f"{many} {bookmark_id}")
        return (exact or found)[0]

    def text(self, text_hash: str) -> str | None:
        """Return the version of a text that a bookmark was taken from."""
        rows = self._file.rows("SELECT text FROM texts WHERE hash = ?", text_hash)
        if rows and isinstance(rows[0][0], str):
            return rows[0][0]
        return self._beneath.text(text_hash) if self._beneath else None

    @property
    def trouble(self) -> str:
        """Why the passages of the store beneath are not there, once they were asked for; mostly empty."""
        return self._beneath.trouble if self._beneath else ""

    def _others(self) -> list[Bookmark]:
        """The passages of the store beneath of which nothing is in this one."""
        if not (self._beneath and self._beneath.by_id()):
            return []
        own = {bookmark_id for (bookmark_id,) in self._file.rows("SELECT id FROM bookmarks")}
        return [bookmark for bookmark in self._beneath.by_id().values() if bookmark.id not in own]

    def _row(self, change: Change, bookmark_id: str) -> Row | None:
        """What there is of a bookmark; one of the store beneath is had in this one from now on."""
        row = change.row("bookmarks", bookmark_id)
        if row is None and self._beneath and (bookmark := self._beneath.by_id().get(bookmark_id)):
            text = self._beneath.text(bookmark.text_hash) or ""
            change.run("INSERT OR IGNORE INTO texts VALUES (?, ?)", bookmark.text_hash, text)
            change.run(_INSERT, *as_row(bookmark))
            row = change.row("bookmarks", bookmark_id)
        return row


def _written(bookmark: Bookmark) -> Bookmark:
    """A bookmark with its note and tags as they can be written."""
    return replace(bookmark, note=encodable(bookmark.note), tags=tuple(map(encodable, bookmark.tags)))


def _other_id(bookmark: Bookmark) -> str:
    """An id for a passage whose own id is that of another one here: the same whenever it is brought in."""
    return hashlib.sha256(f"{bookmark.id}\n{bookmark.quote}".encode()).hexdigest()[:16]


def _is_name(cell: object) -> bool:
    return isinstance(cell, str | bytes)


def _now() -> str:
    return now("milliseconds")
