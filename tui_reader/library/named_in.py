"""Who is named in a passage, by the names that a whole library knows.

The one rule: pure; a name that several people have means nobody.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_reader.search.terms import find_terms

if TYPE_CHECKING:
    from tui_reader.search.known import Known

LONGEST = 6
"""Words of a name that are looked at."""


class Names:
    """The names of people, made ready to be found in many texts."""

    def __init__(self, people: "Iterable[Known]") -> None:
        """Take people, with all the names that they go by."""
        called: dict[tuple[str, ...], set[str]] = {}
        for known in people:
            for name in (known.name, *known.aliases):
                words = _words(name)
                if 0 < len(words) <= LONGEST:
                    called.setdefault(words, set()).add(known.name)
        self._called = {words: names.copy().pop() for words, names in called.items() if len(names) == 1}

    def find(self, text: str) -> tuple[str, ...]:
        """Return the names of those who are named in a text, in its order, each once; of two names the longer one."""
        words, found, at = _words(text), dict[str, None](), 0
        while at < len(words):
            for length in range(min(LONGEST, len(words) - at), 0, -1):
                if name := self._called.get(words[at : at + length]):
                    found[name] = None
                    at += length
                    break
            else:
                at += 1
        return tuple(found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(term.text for term in find_terms(text))
