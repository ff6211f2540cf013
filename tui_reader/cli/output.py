"""What the command line prints: data to standard output, talk to standard error.

The one rule: text goes out as it is to a file or a pipe, and made safe to a terminal. JSON is ASCII: exact for
programs, and safe anywhere.
"""

import sys
from collections.abc import Iterable
from typing import Any, TextIO

from tui_reader.article import Span
from tui_reader.safe_text import safe_text


def print_json(value: Any) -> None:
    """Print one JSON value on a line of its own."""
    import json

    sys.stdout.write(json.dumps(value) + "\n")


def say(text: str = "") -> None:
    """Print a line of data."""
    _write(sys.stdout, text)


def write_text(text: str) -> None:
    """Print a text that ends as it should, such as a whole file."""
    _write(sys.stdout, text, end="")


def tell(text: str) -> None:
    """Print a line of talk."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str, end: str = "\n") -> None:
    if stream.isatty():
        text = safe_text(text)
    stream.buffer.write(_encode(text + end, stream.encoding or "utf-8"))
    stream.flush()


def _encode(text: str, encoding: str) -> bytes:
    """Encode text as exactly as it can be done: a file's name may have bytes that are not UTF-8."""
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:  # a terminal of another alphabet, or half a character
        return text.encode(encoding, "replace")


def emphasised(text: str, spans: Iterable[Span]) -> str:
    """Return text with the spans between asterisks: every terminal shows them, and none obeys them."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], "*", text[start:end], "*")
        at = end
    return "".join(parts) + text[at:]
