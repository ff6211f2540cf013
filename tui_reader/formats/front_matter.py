"""The front matter of a text file: a few lines of YAML between two lines of three dashes, at its very start.

The one rule: only text comes out. The loader builds no objects and no numbers, and what is not a plain word, or a list
of plain words, is left aside with the rest of the file intact.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui_reader.article import Span

if TYPE_CHECKING:
    import yaml

MAX_FRONT_MATTER = 16 * 1024
"""Characters. Longer ones are text: YAML's reader takes seconds for a megabyte made to be slow."""

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)", re.DOTALL)
_UNQUOTED_COLON = re.compile(r"^(\w+):[ \t]+(?![\"'\[{|>&*!])(.*:[ \t].*)$", re.MULTILINE)
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
    source = match["yaml"]
    # A headline with a colon in it is not YAML unless it is quoted; people write it all the same.
    fields = _parse_fields(source) or _parse_fields(_UNQUOTED_COLON.sub(_quoted, source))
    if not fields:
        return None
    span = Span(text.index("---"), match.end())
    return FrontMatter(span, fields, _find_title(text, Span(*match.span("yaml")), fields.get("title", "")))


def _quoted(match: re.Match[str]) -> str:
    value = match[2].replace("\\", "\\\\").replace('"', '\\"')
    return f'{match[1]}: "{value}"'


def _find_title(text: str, within: Span, title: str) -> Span | None:
    key = re.compile(r"^title[ \t]*:", re.MULTILINE | re.IGNORECASE).search(text, *within)
    start = text.find(title, key.end(), within.end) if key and title else -1
    return Span(start, start + len(title)) if start >= 0 else None


def _parse_fields(source: str) -> dict[str, str]:
    """Return the words, and the lists of words, at the top of a YAML mapping; {} for anything else."""
    # Imported here: most articles have no front matter, and this costs 15 ms.
    import yaml

    try:
        nodes = list(_top_nodes(yaml.parse(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))))
    except yaml.YAMLError:
        return {}
    pairs = zip(nodes[::2], nodes[1::2], strict=False)
    return {key[0].lower(): ", ".join(filter(None, value)) for key, value in pairs if len(key) == 1 and any(value)}


def _top_nodes(events: "Iterable[yaml.Event]") -> Iterator[list[str]]:
    """Yield the keys and values at the top of a mapping in turn, each as its words; [] for what is nested deeper.

    They are gathered from the parser's events: no object is made, no alias followed, and no depth of nesting matters.
    (YAML's own composer is recursive, in C, and leaves the stack of a thread at some 4,000 levels.)
    """
    import yaml

    depth, is_list = 0, False
    items: list[str] = []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            if depth == 0 and not isinstance(event, yaml.MappingStartEvent):
                return
            if depth == 1:
                items, is_list = [], isinstance(event, yaml.SequenceStartEvent)
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1:
                yield items
        elif isinstance(event, yaml.ScalarEvent):
            if depth == 1:
                yield [event.value.strip()]
            elif depth == 2 and is_list:
                items.append(event.value.strip())
        elif isinstance(event, yaml.AliasEvent) and depth == 1:
            yield []


def parse_date(words: str) -> date | None:
    """Return the day that `words` state in full, as front matter writes it; None when they do not state one day."""
    words = words.strip()
    if not words:
        return None
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
