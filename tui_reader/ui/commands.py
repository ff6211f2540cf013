"""What the palette offers: actions with their keys, people, articles, saved searches, settings.

The one rule: an offer is a plain value. What came from an article is in it as text to show and as a query or an id, and
never as a part of an action.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tui_reader.article import EntityKind, Span
from tui_reader.ui.key_names import shown
from tui_reader.ui.keymap import Keymap
from tui_reader.ui.keys import Context
from tui_reader.ui.matching import find_words
from tui_reader.ui.presets import PRESETS
from tui_reader.ui.reading import Reading

if TYPE_CHECKING:
    from tui_reader.library import Hit

_NOT_OFFERED = ("palette", "back", "quit_typing", "open")
_ORDER = (
    *(Context.COMMANDING, Context.RESULTS, Context.ARTICLE, Context.BOOKMARKS, Context.EVERYWHERE, Context.LISTS),
)
"""Contexts whose actions are offered: those that every finger knows come last, those of fields never."""
_OF_AN_ARTICLE = frozenset(
    (
        *("next_hit", "previous_hit", "find", "next_person", "previous_person", "next_date", "people", "zen"),
        *("bookmark", "note", "tags", "next_kept", "previous_kept", "put_back"),
        *("copy", "details", "toggle_read", "editor"),
    )
)
"""Actions that make no sense while no article is open, besides those of the context ARTICLE."""
_PEOPLE = (EntityKind.PERSON, EntityKind.FAMILY, EntityKind.PAIR)


class Kind(StrEnum):
    """What an offer is; where several fit as well as each other, in this order."""

    COMMAND = "command"
    PERSON = "person"
    SEARCH = "search"
    ARTICLE = "article"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen."""

    kind: Kind
    text: str
    value: str
    """Of a command its id, of a setting an action, of a search and a person a query, of an article its id."""
    note: str = ""
    """A key, a number, a source: what is said at the right end."""
    is_enabled: bool = True
    """Whether it makes sense now."""
    spans: tuple[Span, ...] = ()
    """Where in `text` that stands which was typed."""


def commands(keymap: Keymap, active: Mapping[str, bool], *, is_reading: bool) -> Iterator[Offer]:
    """Yield every action that is there now.

    Args:
        keymap: The user's keys.
        active: The ids of the actions that can be called from where one is, and whether they are enabled.
        is_reading: Whether an article is open.
    """
    for key in sorted(keymap.of(*_ORDER), key=lambda key: _ORDER.index(key.context)):
        if key.id in active and key.id not in _NOT_OFFERED:
            needs_article = key.context is Context.ARTICLE or key.id in _OF_AN_ARTICLE
            is_enabled = active[key.id] and (is_reading or not needs_article)
            yield Offer(Kind.COMMAND, key.does, key.id, "  ".join(map(shown, key.keys[:2])), is_enabled=is_enabled)


def settings(theme: str, themes: Iterable[str], preset: str) -> Iterator[Offer]:
    """Yield the settings that can be chosen at once."""
    for name in PRESETS:
        yield Offer(Kind.SETTING, f"Keys: {name}", f"app.use_preset('{name}')", "in use" if name == preset else "")
    for name in themes:
        yield Offer(Kind.SETTING, f"Theme: {name}", f"app.use_theme('{name}')", "in use" if name == theme else "")


def people_of(reading: Reading) -> Iterator[Offer]:
    """Yield the people of the open article, most mentioned first."""
    for entity in sorted(reading.annotated.entities, key=lambda entity: -entity.count):
        if entity.kind in _PEOPLE:
            yield person(entity.name, f"{entity.count} here")


def person(name: str, note: str = "") -> Offer:
    """Offer to search for somebody."""
    return Offer(Kind.PERSON, name, name_query(name), note)


def name_query(name: str) -> str:
    """Return the query that finds the articles in which somebody is named."""
    return f'name:"{" ".join(name.replace(chr(34), " ").split())}"'


def articles_of(hits: "Iterable[Hit]") -> Iterator[Offer]:
    """Yield articles by their titles."""
    for hit in hits:
        day = f"{hit.published:%d %b %y}" if hit.published else ""
        yield Offer(Kind.ARTICLE, hit.title, hit.article, " · ".join(part for part in (hit.source, day) if part))


def saved_search(query: str) -> Offer:
    """Offer a search that was saved."""
    return Offer(Kind.SEARCH, query, query)


def fitting(offers: Iterable[Offer], words: str) -> Sequence[Offer]:
    """Return the offers in which what is typed stands, the best first, each of them once; all if nothing is typed.

    The name of a kind may be typed as well: "person imo".
    """
    found: dict[tuple[Kind, str], tuple[int, Offer]] = {}
    for offer in offers:
        in_text = find_words(words, offer.text)
        match = in_text or find_words(words, f"{offer.text} {offer.kind} {offer.note}")
        if match and (offer.kind, offer.text.casefold()) not in found:
            score = 2 * match.score if in_text else match.score
            found[offer.kind, offer.text.casefold()] = score, replace(offer, spans=in_text.spans if in_text else ())
    kinds = tuple(Kind)
    return tuple(offer for _, offer in sorted(found.values(), key=lambda it: (-it[0], kinds.index(it[1].kind))))
