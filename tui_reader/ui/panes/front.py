"""What the page says: the front page of a library, the welcome to an empty one, and what to do when nothing matches.

The one rule: pure, and never a blank page: every one of them offers something to do next. Sections that have nothing
are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_reader.library import Places
from tui_reader.ui.page_rows import (
    AskForPath,
    BringSamples,
    LookAgain,
    OpenArticle,
    PageRow,
    RunSearch,
    ShowPassages,
)
from tui_reader.ui.wording import counted

if TYPE_CHECKING:
    from tui_reader.library import Hit, Position, Results
    from tui_reader.library.easier import Easier, WaysOut
    from tui_reader.ui.noting import SavedCount

MOST = 5
"""Rows of a section; the newest articles, which come last, may be more."""
MOST_PEOPLE = 6
MOST_NEWEST = 10


@dataclass(frozen=True, slots=True)
class News:
    """What the front page tells besides the newest articles."""

    begun: "tuple[Position, ...]" = ()
    """Articles that somebody has begun to read, the last one first."""
    since: datetime | None = None
    """When the library was last looked at."""
    fresh: tuple[tuple[str, str], ...] = ()
    """The ids and titles of the newest of those that came since then."""
    fresh_total: int = 0
    saved: "tuple[SavedCount, ...]" = ()
    """The saved searches, with what they find."""
    people: tuple[tuple[str, int], ...] = ()
    """The names that are mentioned most, and in how many articles."""


def front_rows(news: News, results: "Results | None") -> tuple[PageRow, ...]:
    """Return the front page of a library."""
    shown = {position.article for position in news.begun} | {article for article, _ in news.fresh}
    newest = [hit for hit in results.hits if hit.article not in shown] if results else []
    since = f" SINCE {news.since.astimezone():%d %B}".upper() if news.since else ""
    more = f"{news.fresh_total} in all" if news.fresh_total > len(news.fresh) else ""
    sections = (
        _section("CONTINUE READING", map(_begun, news.begun)),
        _section(f"NEW{since}", (PageRow(title, "", OpenArticle(article)) for article, title in news.fresh), more),
        _section("SAVED SEARCHES", map(_search, news.saved)),
        _section("MOST MENTIONED", (_person(name, articles) for name, articles in news.people)),
        _section("NEWEST", map(_newest, newest[:MOST_NEWEST])),
    )
    rows = [row for section in sections for row in section]
    return tuple(rows[1:])  # each section begins with a blank line, the first one needs none


def _section(heading: str, rows: Iterable[PageRow], more: str = "") -> Iterator[PageRow]:
    for number, row in enumerate(rows):
        if number == 0:
            yield PageRow()
            yield PageRow(f"{heading} · {more}" if more else heading, is_heading=True)
        yield row


def _begun(position: "Position") -> PageRow:
    return PageRow(position.title, f"{position.share:.0%} read", OpenArticle(position.article))


def _search(search: "SavedCount") -> PageRow:
    return PageRow(search.text, search.words, RunSearch(search.text))


def _person(name: str, articles: int) -> PageRow:
    return PageRow(name, counted(articles, "article"), RunSearch(f'name:"{name}"'))


def _newest(hit: "Hit") -> PageRow:
    day = f"{hit.published:%d %b %y}" if hit.published else ""
    about = " · ".join(part for part in (hit.source, day) if part)
    return PageRow(hit.title, about, OpenArticle(hit.article), brief=day)


def welcome_rows(places: Places, samples: int) -> tuple[PageRow, ...]:
    """Return what is said in a library without articles, and what can be done about that."""
    home = str(places.articles.resolve())
    rows = [
        PageRow("No articles yet.", is_heading=True),
        PageRow(),
        PageRow("Text files (.txt, .md) are read here,"),
        PageRow("and searched, with everybody named in them."),
        PageRow(),
    ]
    if not places.is_bare and samples:
        rows.append(PageRow(f"Begin with {counted(samples, 'sample article')}", "copied into it", BringSamples()))
    rows.append(PageRow("Read a folder of your own …", "nothing is written in it", AskForPath(is_folder=True)))
    if not places.is_bare:
        rows.append(PageRow("Bring in a file …", "copied into it", AskForPath(is_folder=False)))
    rows.append(PageRow("Look again", "when files were put there", LookAgain()))
    return (*rows, PageRow(), PageRow("The folder of this library:"), PageRow(home))


def nothing_rows(results: "Results", ways: "WaysOut | None") -> tuple[PageRow, ...]:
    """Return what is said when nothing matches: what was understood, and what could be tried.

    `ways` is None while it is not known what could be.
    """
    rows = [
        PageRow("No article matches.", is_heading=True),
        PageRow(f"understood as: {results.query.understood}"),
        PageRow(),
    ]
    if ways is None:
        return tuple(rows)  # rows that move away under the hand are no help
    kept = counted(ways.kept, "passage")
    sections = (
        _section("DID YOU MEAN", map(_easier, ways.spelt)),
        _section("LEAVE SOMETHING OUT", map(_easier, ways.without)),
        _section(
            "AMONG WHAT YOU KEPT", [PageRow(kept, "with these words", ShowPassages(results.query.text))][: ways.kept]
        ),
    )
    rows += [row for section in sections for row in section][1:]
    rows += [PageRow()] if rows[-1].text else []
    return (*rows, PageRow("OR finds either of two words,"), PageRow("kar* every word that begins so."))


def _easier(easier: "Easier") -> PageRow:
    found = counted(easier.articles, "article")
    about = f"without {easier.left_out} · {found}" if easier.left_out else found
    return PageRow(easier.text, about, RunSearch(easier.text), brief=found)
