"""`gossip-reader bookmark`.

The one rule: a quote that stands in several places is not guessed at.
"""

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tui_reader.article import Article, Span
from tui_reader.cli.library import bring_up_to_date, open_library, read_text
from tui_reader.cli.output import print_json, say, tell, write_text
from tui_reader.cli.searching import with_place
from tui_reader.errors import NotFoundError, QueryError, UsageError
from tui_reader.library import KeptPassage, Library

if TYPE_CHECKING:
    from tui_reader.library.exchanged import Loaded

_PLACES_SHOWN = 20


def add(arguments: Namespace) -> int:
    """Keep a passage."""
    library = open_library(arguments)
    article = library.article(arguments.article)
    passage = _find_passage(library, article, arguments.quote, arguments.at)
    kept = library.bookmarks.add(article, passage, note=arguments.note, tags=arguments.tag)
    _print_one(kept, arguments)
    return 0


def _find_passage(library: Library, article: Article, quote: str, at: int | None) -> Span:
    places = library.bookmarks.find_quote(article, quote)
    if not places:
        raise NotFoundError(f"{article.id} does not hold this quote word by word")
    if at is None and len(places) > 1:
        raise UsageError(f"The quote stands in {len(places)} places; choose one with --at: {_starts(places)}")
    for place in places:
        if at in (None, place.start):
            return place
    raise UsageError(f"The quote does not begin at {at}, but at {_starts(places)}")


def _starts(places: list[Span]) -> str:
    shown = ", ".join(str(place.start) for place in places[:_PLACES_SHOWN])
    return f"{shown}, …" if len(places) > _PLACES_SHOWN else shown


def list_all(arguments: Namespace) -> int:
    """List every passage, or those that match a query."""
    library, query = _asked(arguments)
    kept = library.bookmarks.all(query)
    _tell_trouble(library)
    if arguments.json:
        print_json([_as_json(passage) for passage in kept])
    else:
        for passage in kept:
            _say(passage)
    return 0 if kept else 1


def show(arguments: Namespace) -> int:
    """Print one passage."""
    _print_one(open_library(arguments).bookmarks.find(arguments.id), arguments)
    return 0


def remove(arguments: Namespace) -> int:
    """Remove one passage."""
    bookmarks = open_library(arguments).bookmarks
    kept = bookmarks.find(arguments.id)
    bookmarks.remove(kept.bookmark.id)
    _print_one(kept, arguments)
    return 0


def edit(arguments: Namespace) -> int:
    """Change the note or the tags of one passage."""
    bookmarks = open_library(arguments).bookmarks
    bookmark = bookmarks.find(arguments.id).bookmark
    tags = [tag for tag in (*bookmark.tags, *arguments.tag) if tag not in arguments.untag]
    bookmarks.edit(bookmark.id, note=arguments.note, tags=tags if arguments.tag or arguments.untag else None)
    _print_one(bookmarks.find(bookmark.id), arguments)
    return 0


def export(arguments: Namespace) -> int:
    """Print passages in a format that others read."""
    format_ = "json" if arguments.json else arguments.format
    library, query = _asked(arguments)
    write_text(library.bookmarks.export(format_, query))
    _tell_trouble(library)
    return 0


def _tell_trouble(library: Library) -> None:
    if trouble := library.bookmarks.trouble:
        tell(trouble)


def _asked(arguments: Namespace) -> tuple[Library, str]:
    """The library, with its index up to date if that is needed for the query, and the query."""
    library, query = open_library(arguments), " ".join(arguments.query)
    try:
        if query and library.bookmarks.asks_for_articles(query):
            bring_up_to_date(library)
    except QueryError as error:
        raise with_place(error, query) from error
    return library, query


def load(arguments: Namespace) -> int:
    """Bring in passages that were written down elsewhere, or that are kept in another library."""
    from tui_reader.library.exchanging import find_store

    library = open_library(arguments)
    if store := None if arguments.format else find_store(arguments.file):
        return _say_loaded(library.bookmarks.load_store(store), arguments)
    text = read_text(arguments.file)
    if not text.lstrip().startswith(("{", "[")):  # highlights name no files: their articles are searched for
        bring_up_to_date(library)
    return _say_loaded(library.bookmarks.load(text, arguments.format), arguments)


def _say_loaded(loaded: "Loaded", arguments: Namespace) -> int:
    if arguments.json:
        print_json(asdict(loaded))
    else:
        also = {"known already": loaded.known, "in no certain place": loaded.unplaced, "left out": loaded.left_out}
        say(", ".join([f"{loaded.added} brought in", *(f"{count} {words}" for words, count in also.items() if count)]))
    return 0 if loaded.added or loaded.known else 1


def _print_one(kept: KeptPassage, arguments: Namespace) -> None:
    print_json(_as_json(kept)) if arguments.json else _say(kept)


def _as_json(kept: KeptPassage) -> dict[str, Any]:
    return {
        "id": kept.bookmark.id,
        "article": kept.article,
        "state": kept.state,
        "start": kept.span.start if kept.span else None,
        "end": kept.span.end if kept.span else None,
        "quote": kept.bookmark.quote,
        "note": kept.bookmark.note,
        "tags": list(kept.bookmark.tags),
        "created": kept.bookmark.created,
    }


def _say(kept: KeptPassage) -> None:
    tags = "".join(f" #{tag}" for tag in kept.bookmark.tags)
    state = "" if kept.state == "exact" else f" · {kept.state}"
    say(f"{kept.bookmark.id}  {kept.article} · {kept.bookmark.created[:10]}{state}{tags}")
    say("    " + " ".join(kept.bookmark.quote.split()))
    if kept.bookmark.note:
        say("    — " + kept.bookmark.note)
