"""Has all that is remembered of an article follow it when its file is called otherwise.

The one rule: only names change, all of them at once, and whatever could be undone before can be undone after.
"""

from collections.abc import Mapping
from dataclasses import replace

from tui_reader.bookmarks.cells import Cell, as_cell
from tui_reader.bookmarks.store.file import Run, StoreFile
from tui_reader.bookmarks.store.journal import Patch, dump_patches, parse_patches

_BY_ARTICLE = ("positions", "read_marks", "dates")
"""The tables with a row for each article; what is remembered of one goes before what another left under its name."""
_OF_ARTICLES = ("bookmarks", "put_back")
"""Those with an article in any row."""

_Names = Mapping[Cell, Cell]


def rename_articles(file: StoreFile, names: Mapping[str, str]) -> None:
    """Give articles other names wherever they are named: the new names by the ones that they had.

    A name that is given up by one may be taken by another at the same time.

    Raises:
        StoreError: It could not be written: then nothing is.
    """
    there = _find_named(file)
    named: dict[Cell, Cell] = {
        cell: as_cell(now) for before, now in names.items() if (cell := as_cell(before)) in there
    }
    if not named:
        return
    with file.transaction() as run:
        for table in _BY_ARTICLE:
            _rekey(run, table, named)
        for table in _OF_ARTICLES:
            rows = run(f"SELECT rowid, article FROM {table}").fetchall()  # noqa: S608
            for row, article in rows:
                if article in named:
                    run(f"UPDATE {table} SET article = ? WHERE rowid = ?", named[article], row)  # noqa: S608
        _rename_in_journal(run, named)


def _find_named(file: StoreFile) -> frozenset[Cell]:
    """All names of articles that are in the file."""
    selects = (f"SELECT article FROM {table}" for table in (*_BY_ARTICLE, *_OF_ARTICLES))  # noqa: S608
    return frozenset(article for (article,) in file.rows(" UNION ".join(selects)))


def _rekey(run: Run, table: str, named: _Names) -> None:
    rows = run(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    moved = [(named[article], *cells) for article, *cells in rows if article in named]
    for article in named:
        run(f"DELETE FROM {table} WHERE article = ?", article)  # noqa: S608
    for row in moved:
        run(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' for _ in row)})", *row)  # noqa: S608


def _rename_in_journal(run: Run, named: _Names) -> None:
    for number, dumped in run("SELECT number, patches FROM changes").fetchall():
        patches = parse_patches(dumped)
        renamed = [_renamed(patch, named) for patch in patches]
        if renamed != patches:
            run("UPDATE changes SET patches = ? WHERE number = ?", dump_patches(renamed), number)


def _renamed(patch: Patch, named: _Names) -> Patch:
    if patch.table in _BY_ARTICLE:
        key = named.get(patch.key, patch.key)
        assert isinstance(key, str | bytes)
        return replace(patch, key=key)
    rows = [
        {**row, "article": named.get(row["article"], row["article"])} if row and "article" in row else row
        for row in (patch.before, patch.after)
    ]
    return replace(patch, before=rows[0], after=rows[1])
