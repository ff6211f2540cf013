"""Who and what a whole library knows: people and other entities across articles, and the moments of their stories.

The one rule: values only, which know nothing of how they were found.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_reader.article import EntityKind, Span
from tui_reader.search.entity_ids import kind_of, name_of, tail_of

MOST_ALIASES = 12
"""Of each person or thing so many other names are told, those in most use."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or something that is named in a library, counted over all its articles or some of them."""

    id: str
    """The same in every article, such as `person:kim-kardashian`."""
    name: str
    """The canonical name, as it is written most often, or as it was renamed by hand."""
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    """Other names in use, most frequent first."""
    articles: int = 0
    """In how many articles it is named."""
    mentions: int = 0
    """How often in all of them, the halves of pairs ("Kimye") included."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in an article that stands in one sentence with somebody's name."""

    date: str
    """Its value, ISO 8601 or TIMEX3's, such as `2021-02-14` or `2021-SU`."""
    anchor: str
    """How that is known: "stated", or "inferred" from the article's own date."""
    article: str
    """Its id."""
    title: str
    start: int
    """Where the words of the date stand in the article's text, as code points, half open."""
    end: int
    snippet: str
    """The words around it, on one line."""
    highlights: tuple[Span, ...]
    """What in the snippet are the words of the date."""


def make_known(
    entity_id: str,
    names: Mapping[tuple[str, str], int],
    forms: Mapping[str, int],
    articles: int,
    mentions: int,
    renamed: str = "",
) -> Known:
    """Return what is known of somebody or something.

    Args:
        entity_id: The id that stands for all others.
        names: The canonical names that articles have, each with its id there, by the number of articles.
        forms: Other names in use, by the number of articles.
        articles: In how many articles all of these are.
        mentions: How often.
        renamed: What the user calls it.
    """
    tail = tail_of(entity_id)
    own = {pair: count for pair, count in names.items() if tail_of(pair[0]) == tail}
    best = max(own, key=lambda pair: (own[pair], pair[1]))[1] if own else name_of(entity_id)
    name = renamed or best
    counts = dict(forms)
    for (_, other), count in names.items():
        counts[other] = counts.get(other, 0) + count
    aliases: dict[str, str] = {}
    for form in sorted(counts, key=lambda form: (-counts[form], form)):
        if form.casefold() != name.casefold():
            aliases.setdefault(form.casefold(), form)
    kind = kind_of(entity_id) or EntityKind.PERSON
    return Known(entity_id, name, kind, tuple(aliases.values())[:MOST_ALIASES], articles, mentions)


def order_of(known: Known) -> tuple[int, str, str]:
    """Return what people and things are sorted by: those in most articles first, then by name."""
    return -known.articles, known.name, known.id
