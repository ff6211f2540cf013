"""Completes what is being typed in a query: names of fields, people, organisations, places, sources, tags and states.

The one rule: what is offered has articles, and how many is told.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.bookmarks import Bookmark
    from tui_reader.library import Library
    from tui_reader.search.language import Language
    from tui_reader.search.query import Field
    from tui_reader.search.unfinished import Unfinished

MOST = 8
"""How much is offered at once."""
SHORTEST_NAME = 2
"""Letters of a field's name: what begins like a single one of them is nearly every word."""
ASKED = 200
"""Of how many people or sources with one word that fits those are sought in which all the others stand as well."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way in which a query may go on."""

    text: str
    """The whole query once this is accepted."""
    label: str
    """What is offered: "Kim Kardashian", or "source:"."""
    count: int
    """In how many articles it is; 0 for the name of a field."""


def find_completions(
    library: "Library", text: str, cursor: int, *, of_passages: bool = False
) -> tuple[Suggestion, ...]:
    """Return what may be meant by what is typed before the cursor, the likeliest first; nothing where that is open.

    Raises:
        IndexTroubleError: The index cannot be read.
        StoreError: The store cannot be read.
    """
    from tui_reader.search.language import ARTICLES, PASSAGES
    from tui_reader.search.unfinished import find_unfinished

    unfinished = find_unfinished(text, cursor)
    if unfinished is None:
        return ()
    if unfinished.field is None:
        return _find_fields(unfinished, PASSAGES if of_passages else ARTICLES)
    if of_passages and unfinished.field == "is":
        values = [(state, 0) for state in PASSAGES.states if state.startswith(unfinished.words.lower())]
    elif of_passages and unfinished.field == "tag":
        values = find_tags((kept.bookmark for kept in library.shelf().all()), unfinished.words)
    else:
        values = _find_values(library, unfinished)
    return tuple(Suggestion(unfinished.completed(value), value, count) for value, count in values[:MOST])


def _find_fields(unfinished: "Unfinished", language: "Language") -> tuple[Suggestion, ...]:
    begun = unfinished.words.lower()
    fitting = (name for name in language.own_names if len(begun) >= SHORTEST_NAME and name.startswith(begun))
    return tuple(Suggestion(unfinished.named(name), f"{name}:", 0) for name in fitting)


def _find_values(library: "Library", unfinished: "Unfinished") -> list[tuple[str, int]]:
    from tui_reader.search.query import STATES, Field

    match unfinished.field:
        case "name" | "org" | "place" | "source":
            return _find_in_index(library, unfinished.words, Field(unfinished.field))
        case "tag":
            return find_tags(library.kept_bookmarks(), unfinished.words)
        case "is":
            begun = unfinished.words.lower()
            return [(state, library.search(f"is:{state}", 1).total) for state in STATES if state.startswith(begun)]
        case _:
            return []


def _find_in_index(library: "Library", words: str, field: "Field") -> list[tuple[str, int]]:
    *whole, stem = _terms(words) or [""]
    if stem and words[-1:].isspace():
        whole, stem = [*whole, stem], ""
    asked = stem or (whole[-1] if whole else "")
    found = library.complete_name(asked, field, ASKED if whole else MOST)
    return [(value, count) for value, count in found if set(whole) <= set(_terms(value))]


def find_tags(bookmarks: "Iterable[Bookmark]", words: str = "") -> list[tuple[str, int]]:
    """Return the tags that begin so, those in most articles first, each with the number of its articles.

    Tags that mean the same are one, written as it is most often.
    """
    from tui_reader.search.terms import fold_tag

    begun = fold_tag(words)
    tagged: dict[str, list[str]] = {}
    for bookmark in bookmarks:
        for tag in bookmark.tags:
            tagged.setdefault(tag, []).append(bookmark.article)
    articles: dict[str, set[str]] = {}
    forms: dict[str, Counter[str]] = {}
    for tag, of_articles in tagged.items():
        articles.setdefault(fold_tag(tag), set()).update(of_articles)
        forms.setdefault(fold_tag(tag), Counter())[tag] += len(of_articles)
    found = [(_usual(forms[folded]), len(ids)) for folded, ids in articles.items() if folded.startswith(begun)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _terms(words: str) -> list[str]:
    from tui_reader.search.terms import find_terms

    return [term.text for term in find_terms(words)]
