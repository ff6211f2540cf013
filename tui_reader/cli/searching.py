"""`gossip-reader index`, `search` and `keys`.

The one rule: a search answers from the files as they are now; if the index is behind, it is brought up to date first.
"""

import sys
from argparse import Namespace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tui_reader.cli.library import bring_up_to_date, open_library
from tui_reader.cli.output import emphasised, print_json, say, tell
from tui_reader.cli.progress import follow
from tui_reader.errors import QueryError

if TYPE_CHECKING:
    from tui_reader.library import Hit, Library, Query

_SKIPPED_SHOWN = 10


def index(arguments: Namespace) -> int:
    """Bring the index up to date."""
    library = open_library(arguments)
    began = perf_counter()
    last = follow(library.update(rebuild=arguments.rebuild), quiet=arguments.json or not sys.stderr.isatty())
    took = perf_counter() - began
    counts = {name: getattr(last, name) for name in ("articles", "added", "changed", "removed", "renamed", "skipped")}
    if arguments.json:
        print_json({**counts, "named": last.named, "took_s": round(took, 3)})
        return 0
    changes = ", ".join(f"{counts[name]} {name}" for name in ("added", "changed", "removed", "renamed") if counts[name])
    say(f"{last.articles} articles ({changes or 'no changes'}) in {took:.1f} s")
    _tell_skipped(library)
    return 0


def _tell_skipped(library: "Library") -> None:
    skipped = library.skipped()
    for item in skipped[:_SKIPPED_SHOWN]:
        tell(f"left out {item.path}: {item.reason}")
    if len(skipped) > _SKIPPED_SHOWN:
        tell(f"left out {len(skipped) - _SKIPPED_SHOWN} more")


def search(arguments: Namespace) -> int:
    """Search, and print what was found."""
    library = open_library(arguments)
    query = " ".join(arguments.query)
    bring_up_to_date(library)
    try:
        results = library.search(query, arguments.limit, sort=arguments.sort)
    except QueryError as error:
        raise with_place(error, query) from error
    if arguments.json:
        print_json(
            {
                "query": results.query.text,
                "understood": results.query.understood,
                "total": results.total,
                "total_is": results.total_is,
                "took_ms": round(results.took_ms, 3),
                "hits": [_as_json(hit) for hit in results.hits],
            }
        )
    else:
        tell(f"{results.total} articles: {results.query.understood or 'everything'}")
        for hit in results.hits:
            _say_hit(hit)
        if not results.total:
            _tell_easier(library, results.query)
    return 0 if results.total else 1


def with_place(error: QueryError, query: str) -> QueryError:
    """Return a mistake in a query with the query, the place of the mistake under it, and what was meant."""
    from rich.cells import cell_len

    indent = " " * cell_len(query[: error.position])
    mended = f"\nDid you mean: {error.mended}" if error.mended else ""
    return QueryError(f"{error}\n  {query}\n  {indent}^{mended}", error.position, error.mended)


def _as_json(hit: "Hit") -> dict[str, Any]:
    return {
        "article": hit.article,
        "title": hit.title,
        "published": hit.published.isoformat() if hit.published else None,
        "source": hit.source,
        "score": hit.score,
        "hits": hit.hits,
        "snippet": hit.snippet,
        "highlights": [list(span) for span in hit.highlights],
    }


def _tell_easier(library: "Library", query: "Query") -> None:
    """Tell what has results where a query has none."""
    from tui_reader.library.easier import find_easier

    easier = find_easier(library, query)
    for each in easier:
        left_out = f", without {each.left_out}" if each.left_out else ""
        tell(f"try {each.text}: {_counted(each.articles, 'article')}{left_out}")
    if easier.kept:
        tell(f"{_counted(easier.kept, 'kept passage')} with these words")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _say_hit(hit: "Hit") -> None:
    day = f"{hit.published:%d %b %Y}".lstrip("0") if hit.published else ""
    about = " · ".join(part for part in (hit.article, hit.source, day, f"{hit.hits} hits") if part)
    say(f"\n{hit.title}\n  {about}\n  {emphasised(hit.snippet, hit.highlights)}")


def keys(arguments: Namespace) -> int:
    """Print the keys of the reader, as the user has them; and what is wrong in keys.toml."""
    from tui_reader.ui.key_names import shown
    from tui_reader.ui.keys_file import keys_file, read_keymap

    path = keys_file()
    keymap = read_keymap(path)
    for mistake in keymap.mistakes:
        tell(f"{path}: {mistake}")
    if arguments.json:
        print_json(
            [{"id": key.id, "keys": list(key.keys), "context": key.context, "does": key.does} for key in keymap.keys]
        )
        return 0
    written = [" or ".join(map(shown, key.keys)) for key in keymap.keys]
    width = max(map(len, written))
    for keys_of_it, key in zip(written, keymap.keys, strict=True):
        say(f"{keys_of_it:<{width}}  {key.does} ({key.context})")
    return 0
