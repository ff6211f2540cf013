"""What a library remembers for its reader: where they were, what they have read, and what they set by hand.

The one rule: what is returned is on the disk already, and every change but those of a place or a setting, and what is
noted by the way of searches, can be undone.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tui_reader.article import Article
from tui_reader.bookmarks.cells import encodable, now
from tui_reader.errors import StoreError, UsageError
from tui_reader.library.searches import Searches, parse_time

LONGEST_TITLE = 500
"""Code points; a longer one is cut."""
LONGEST_NAME = 100
LONGEST_VALUE = 64 * 1024
"""Code points of a setting as JSON."""
MOST_TEXT = 2**53
"""More code points than any text has, and few enough for every program that reads JSON."""

_VISIT = "visit began"
"""The setting that says when the last visit began."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody was in an article."""

    article: str
    """Its id."""
    title: str
    offset: int
    """The code point of the first text that was seen."""
    share: float
    """How much of it has been read, 0 to 1."""
    opened: str
    """When it was last open, ISO 8601 in UTC."""


class Memory(Searches):
    """What one library remembers. Safe to use from several threads; every call touches the disk.

    Each method raises `StoreError` when the store cannot be read or written.
    """

    # Where one was

    def position(self, article: str) -> Position | None:
        """Return where one was in an article; None if it was never open."""
        return _as_position(self._rows.row("positions", article))

    def keep_position(self, article: str, title: str, offset: int, share: float) -> None:
        """Remember where one is in an article, and that it is open now. It cannot be undone.

        Args:
            article: Its id.
            title: Its headline, to be shown without reading it.
            offset: The code point of the first text that is seen.
            share: How much of it has been read, 0 to 1.
        """
        place = min(max(offset, 0), MOST_TEXT), min(1.0, max(0.0, share))
        self._rows.put("positions", article, encodable(title)[:LONGEST_TITLE], *place, now())

    def recent(self, limit: int = 20) -> list[Position]:
        """Return where one was in the articles that were open last, the last one first."""
        rows = self._rows.rows("positions", newest="opened", limit=limit)
        return [position for position in map(_as_position, rows) if position]

    def begin_visit(self) -> datetime | None:
        """Remember that a visit begins now, and return when the one before was last known to go on; None at the first.

        That is when the last article was open, or when the visit began if none was.
        """
        signs = [self.setting(_VISIT), *(position.opened for position in self.recent(1))]
        self.set_setting(_VISIT, now())
        return max((time for time in map(parse_time, signs) if time), default=None)

    # What was read

    def read_articles(self) -> frozenset[str]:
        """Return the ids of all articles that are marked as read."""
        rows = self._rows.rows("read_marks")
        return frozenset(os.fsdecode(article) for article, *_ in rows if isinstance(article, str | bytes))

    def note_read(self, article: str) -> None:
        """Mark an article as read whose end was seen: nobody asked for it, so there is nothing to undo."""
        if self._rows.row("read_marks", article) is None:
            self._rows.put("read_marks", article, now())

    def mark_read(self, article: str, *, is_read: bool) -> None:
        """Mark an article as read or as unread, as somebody says. It can be undone."""
        named = self._named(article)
        words = f"marked as read: {named}", f"marked as unread: {named}"
        with self._store.journal.change() as change:
            if not is_read:
                change.remove("read_marks", article)
            elif change.row("read_marks", article) is None:
                change.put("read_marks", article, now())
            change.says(*(words if is_read else words[::-1]))

    # Dates set by hand

    def date_of(self, article: str) -> date | None:
        """Return the day of publication that was set by hand for an article; None where none was."""
        row = self._rows.row("dates", article)
        return parse_day(row[1]) if row else None

    def dates(self) -> dict[str, date]:
        """Return every day that was set by hand, by the articles' ids."""
        days = ((article, parse_day(day)) for article, day in self._rows.rows("dates"))
        return {os.fsdecode(article): day for article, day in days if day and isinstance(article, str | bytes)}

    def set_date(self, article: str, day: date | None) -> None:
        """Set an article's day of publication by hand, or with None leave it to the article again. It can be undone.

        The search follows when the index is brought up to date next.
        """
        named = self._named(article)
        with self._store.journal.change() as change:
            row = change.row("dates", article)
            before = parse_day(row["day"]) if row else None
            if day is None:
                change.remove("dates", article)
            else:
                change.put("dates", article, day.isoformat())
            done = _dated(day) if day else f"no longer {_dated(before)}"
            undone = f"{_dated(before)} again" if before else f"no longer {_dated(day)}"
            change.says(f"{done}: {named}", f"{undone}: {named}")

    # Settings

    def setting(self, name: str) -> Any:
        """Return what was set under a name, a JSON value; None if nothing was."""
        row = self._rows.row("settings", encodable(name))
        with suppress(TypeError, ValueError, RecursionError):
            return json.loads(row[1]) if row else None
        return None

    def set_setting(self, name: str, value: Any) -> None:
        """Set something that lasts. It cannot be undone.

        Raises:
            UsageError: The name is longer than 100 characters, or the value than 64 k as JSON.
            TypeError, ValueError: The value is not one that JSON has.
        """
        packed = json.dumps(value, allow_nan=False)
        if len(name) > LONGEST_NAME or len(packed) > LONGEST_VALUE:
            raise UsageError(f"The setting {name[:LONGEST_NAME]} is too long to be kept")
        self._rows.put("settings", encodable(name), packed)

    # Undoing

    def undo(self) -> str | None:
        """Undo the newest change to the library that stands, whoever made it, passages included.

        Returns:
            What to say of it, such as "no longer kept: “They were…”"; None if there is nothing to undo. Where something
            was changed since that the journal does not know of, nothing is undone, and the words say so.
        """
        return self._store.journal.undo()

    def redo(self) -> str | None:
        """Do the change again that was undone last; otherwise as `undo`."""
        return self._store.journal.redo()

    def _named(self, article: str) -> str:
        position = self.position(article)
        return position.title if position and position.title else article


def read_dates(store: Path) -> dict[str, date] | None:
    """Return every day that was set by hand, by the articles' ids, without making or moving a file.

    Returns:
        None where there is a store that cannot be read now: then nothing is known of them.
    """
    if not os.path.lexists(store):
        return {}
    from tui_reader.bookmarks.store import Store

    try:
        if not Store.is_there(store):
            return {}
        opened = Store(store)
        try:
            return Memory(opened).dates()
        finally:
            opened.close()
    except StoreError:
        return None


def with_date(article: Article, day: date | None) -> Article:
    """Return an article with the day that was set by hand for it, if one was."""
    return replace(article, published=day, published_is="by hand") if day else article


def _dated(day: date | None) -> str:
    return f"dated {day.day} {day:%B} {day.year}" if day else "dated by hand"


def _as_position(row: tuple[Any, ...] | None) -> Position | None:
    """Return a row as a position, or nothing if it holds what this program never wrote."""
    if row is None:
        return None
    article, title, offset, share, opened = row
    is_whole = isinstance(article, str | bytes) and isinstance(title, str) and parse_time(opened)
    if not (is_whole and isinstance(offset, int) and isinstance(share, int | float)):
        return None
    if not (0 <= offset <= MOST_TEXT and 0 <= share <= 1):
        return None
    return Position(os.fsdecode(article), title, offset, float(share), opened)


def parse_day(text: Any) -> date | None:
    """Return an ISO 8601 day; None for anything else."""
    with suppress(TypeError, ValueError):
        return date.fromisoformat(text)
    return None
