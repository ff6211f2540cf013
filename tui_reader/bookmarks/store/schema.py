"""The tables of `reader.db`, version by version.

The one rule: a statement that was released is never altered. A file is ours if its tables were made with exactly the
statements of its version, so a new version adds statements, and nothing else.
"""

from collections.abc import Collection

APPLICATION_ID = 0x60551B00
"""Marks the file as ours, for `file` and for ourselves."""

_FIRST = (
    "CREATE TABLE texts (hash TEXT PRIMARY KEY, text TEXT NOT NULL)",
    "CREATE TABLE bookmarks (id TEXT PRIMARY KEY, article NOT NULL, text_hash TEXT NOT NULL REFERENCES texts (hash), "
    "start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, "
    "note TEXT NOT NULL, tags TEXT NOT NULL, created TEXT NOT NULL, removed TEXT)",
    "CREATE INDEX bookmarks_by_article ON bookmarks (article)",
)
"""`article`, here and everywhere, is TEXT, or a BLOB where a file's name is not UTF-8; `tags` is a JSON list; `removed`
is the time of removal, for a removed bookmark can be brought back."""

_SECOND = (
    "CREATE TABLE positions (article NOT NULL PRIMARY KEY, title TEXT NOT NULL, start INTEGER NOT NULL, "
    "share REAL NOT NULL, opened TEXT NOT NULL)",
    "CREATE TABLE read_marks (article NOT NULL PRIMARY KEY, marked TEXT NOT NULL)",
    "CREATE TABLE searches (query TEXT NOT NULL PRIMARY KEY, created TEXT NOT NULL)",
    "CREATE TABLE dates (article NOT NULL PRIMARY KEY, day TEXT NOT NULL)",
    "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE changes (number INTEGER PRIMARY KEY, state INTEGER NOT NULL, done TEXT NOT NULL, "
    "undone TEXT NOT NULL, patches TEXT NOT NULL, made TEXT NOT NULL)",
)
"""`start` is a code point, `share` 0 to 1, `day` an ISO 8601 day, `value` JSON. Of a change, `done` and `undone` are
what is said when it is done and when it is undone, and `patches` is what `journal` makes of the rows."""

_THIRD = (
    "CREATE TABLE asked (query TEXT NOT NULL PRIMARY KEY, asked TEXT NOT NULL)",
    "CREATE TABLE looks (query TEXT NOT NULL PRIMARY KEY, looked TEXT NOT NULL)",
)
"""Queries, and when each was asked last; and when a saved search was looked at last."""

_FOURTH = (
    "CREATE TABLE corrections (place TEXT NOT NULL PRIMARY KEY, entity TEXT NOT NULL, does TEXT NOT NULL, "
    "value TEXT NOT NULL, made TEXT NOT NULL)",
)
"""What the user says about somebody or something that is named; `place` is the entity with what of it is corrected, for
a new correction of the same goes in place of the old one."""

_FIFTH = (
    "CREATE TABLE put_back (id TEXT NOT NULL PRIMARY KEY, article NOT NULL, text_hash TEXT NOT NULL, "
    "start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, "
    "made TEXT NOT NULL)",
)
"""Where somebody put a bookmark by hand: the words that stood there then, and what was around them. What was kept stays
as it is in `bookmarks`, with the same `id`."""

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)
"""From each version, beginning with an empty file's, what leads to the next one."""
SCHEMA_VERSION = len(STEPS)
SCHEMAS: list[Collection[str]] = [sum(STEPS[:version], ()) for version in range(SCHEMA_VERSION + 1)]
"""What the tables of each version were made with."""

COLUMNS = {
    "bookmarks": (
        *("id", "article", "text_hash", "start", "end", "quote", "prefix", "suffix"),
        *("note", "tags", "created", "removed"),
    ),
    "positions": ("article", "title", "start", "share", "opened"),
    "read_marks": ("article", "marked"),
    "searches": ("query", "created"),
    "dates": ("article", "day"),
    "settings": ("name", "value"),
    "asked": ("query", "asked"),
    "looks": ("query", "looked"),
    "put_back": ("id", "article", "text_hash", "start", "end", "quote", "prefix", "suffix", "made"),
    "corrections": ("place", "entity", "does", "value", "made"),
}
"""The columns of the tables, in their order; the first is the key."""
UNDOABLE = frozenset({"bookmarks", "read_marks", "searches", "dates", "corrections", "put_back"})
"""The tables whose rows the journal of changes may write. `texts` only ever grows."""
