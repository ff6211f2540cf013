"""How tags are typed, and how what was typed is completed from the tags in use.

The one rule: pure; what stands in the line unchanged means the tags that it was made of, whatever is in them.
"""

import re
from collections.abc import Iterable, Sequence

from tui_reader.safe_text import safe_line

MOST_OFFERED = 5
"""Tags that are offered at once."""
_QUOTED = '"[^"]*"'
_SPACED = re.compile(rf"#?{_QUOTED}|\S+")
_BEGUN = re.compile(r'#?(?:"[^"]*|[^\s,"]*)$')


def parse_tags(text: str, before: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the tags in a line, each once: between commas if there are any, else between blanks.

    Args:
        text: What is typed. A `#` before a tag is not part of it, and within quotation marks blanks and commas are.
        before: The tags that the line was made of; where one of them still stands, it is meant, letter by letter.
    """
    made_of = f"{tags_as_text(before)} "
    if before and text.startswith(made_of):  # a comma among the tags that are added does not join those before them
        return tuple(dict.fromkeys((*before, *parse_tags(text[len(made_of) :]))))
    meant = {_written(tag): tag for tag in before}
    parts = _between_commas(text) if _has_comma(text) else _SPACED.findall(text)
    tags = (meant.get(part) or _unquoted(part) for part in map(str.strip, parts))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def tags_as_text(tags: Iterable[str]) -> str:
    """Return a line in which some tags are typed; one with a blank or a comma stands in quotation marks."""
    return " ".join(map(_written, tags))


def fitting_tags(text: str, tags: Sequence[str]) -> list[str]:
    """Return which tags, of those in use, the last word of a line may become; none that is in the line already."""
    begun = _begun(text)
    stem = begun.strip('#"').casefold()
    typed = {tag.casefold() for tag in parse_tags(text[: len(text) - len(begun)])}
    fitting = (tag for tag in tags if tag.casefold().startswith(stem) and tag.casefold() not in typed)
    return [tag for tag in fitting if tag.casefold() != stem][:MOST_OFFERED]


def completed_tags(text: str, tags: Sequence[str]) -> str:
    """Return a line with its last word completed; empty where nothing is begun, or nothing in use begins so."""
    begun = _begun(text)
    fitting = fitting_tags(text, tags) if begun.strip('#"') else []
    return text[: len(text) - len(begun)] + _written(fitting[0]) if fitting else ""


def next_tag(text: str) -> str:
    """Return a line after which another tag can be typed."""
    return f"{text}, " if _has_comma(text) else f"{text} "


def _begun(text: str) -> str:
    """The tag that is being typed, with its `#` or its quotation mark."""
    if _has_comma(text):
        return _between_commas(text)[-1].lstrip()
    closed = 0
    for quoted in re.finditer(_QUOTED, text):
        closed = quoted.end()
    found = _BEGUN.search(text, closed)
    return found.group() if found else ""


def _has_comma(text: str) -> bool:
    return "," in re.sub(_QUOTED, "", text)


def _between_commas(text: str) -> list[str]:
    parts, begin = [], 0
    for found in re.finditer(rf"{_QUOTED}|,", text):
        if found.group() == ",":
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]


def _unquoted(part: str) -> str:
    part = part.removeprefix("#")
    inner = part[1:-1] if len(part) > 1 and part[0] == part[-1] == '"' else part
    return " ".join(inner.split())


def _written(tag: str) -> str:
    shown = safe_line(tag)
    return f'"{shown}"' if re.search(r"[\s,]|^#|^$", shown) and '"' not in shown else shown
