"""The front matter of a text file: a few lines of YAML between two lines of three dashes, at its very start.

The one rule: only text comes out. The loader builds no objects and no numbers, and what is not a plain word, or a list
of plain words, is left aside with the rest of the file intact.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from tui_reader.article import Span

MAX_FRONT_MATTER = 16 * 1024
"""Characters. Longer ones are text: YAML's reader takes seconds for a megabyte made to be slow."""

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)
_DATE_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%Y/%m/%d")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. `span` is its place in the text, the dashes included."""

    span: Span
    fields: dict[str, str] = field(default_factory=dict)
    """By name in lower case; a list's items are joined with ", "."""
    title_span: Span | None = None
    """Where the title stands, word by word, in the text; None where YAML spells it otherwise."""


def parse_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that `text` begins with; None when it begins with none."""
    match = _FENCED.match(text, 0, MAX_FRONT_MATTER)
    if match is None:
        return None
    fields = _parse_fields(match["yaml"])
    if not fields:
        return None
    title_span = None
    if title := fields.get("title", ""):
        start = text.find(title, match.start("yaml"), match.end("yaml"))
        title_span = Span(start, start + len(title)) if start >= 0 else None
    return FrontMatter(Span(text.index("---"), match.end()), fields, title_span)


def _parse_fields(source: str) -> dict[str, str]:
    # Imported here: most articles have no front matter, and this costs 15 ms.
    import yaml

    # BaseLoader makes nothing but strings, lists and dictionaries: no dates, no numbers, no Python objects.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        loaded = yaml.load(source, Loader=loader)  # noqa: S506  the loader above makes no objects
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {
        name.strip().lower(): words
        for name, value in loaded.items()
        if isinstance(name, str) and (words := _as_words(value))
    }


def _as_words(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return ", ".join(item.strip() for item in value if isinstance(item, str) and item.strip())
    return ""


def parse_date(words: str) -> date | None:
    """Return the day that `words` state in full, as front matter writes it; None when they do not state one day."""
    words = words.strip()
    if match := re.match(r"\d{4}-\d\d-\d\d(?![\d-])", words):
        words = match.group()
        try:
            return date.fromisoformat(words)
        except ValueError:
            return None
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None
