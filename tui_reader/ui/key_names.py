"""The names of keys: as Textual calls them, as the screen shows them, and as people write them.

The one rule: pure, and without Textual, so that the command line can name keys without loading the screen. A key has a
name here only if every terminal can send it.
"""

import re
import unicodedata

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "insert": "Ins",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""Keys that have names, and how they are shown."""

_ALSO_CALLED = {
    "esc": "escape",
    "return": "enter",
    "ins": "insert",
    "del": "delete",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "blank": "space",
    **{arrow: name for name, arrow in _SHOWN.items() if len(arrow) == 1},
}
_RENAMED = {  # by Textual, which else takes Unicode's names
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_MODIFIERS = {
    **dict.fromkeys(("ctrl", "control", "c", "^"), "ctrl"),
    **dict.fromkeys(("shift", "s"), "shift"),
    **dict.fromkeys(("alt", "meta", "option", "m", "a"), "alt"),
}
_WITH_MODIFIERS = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "delete")
_WRITTEN = re.compile(r"((?:[^+-]+[+-])*)([+-]|[^+-]+)")
"""A key as people write it: modifiers, each with a plus or a dash behind it, and a name."""
_SAME = {
    "ctrl+h": "Backspace",
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+j": "Enter",
    "ctrl+left_square_bracket": "Esc",
}
"""What terminals send the same for, and so cannot tell apart."""


def _character_name(char: str) -> str:
    """Return Textual's name for what a key types."""
    if char.isalnum():
        return char
    name = unicodedata.name(char).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_LATIN = [chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x100), 0x20AC)]
_SIGNS = frozenset(char for char in _LATIN if char.isprintable() and not char.isalnum())
_CHARACTERS = {_character_name(char): char for char in sorted(_SIGNS)}
"""The signs that keyboards have, by their names; letters and digits are their own names."""


def shown(key: str) -> str:
    """Return how a key is written for people: `^P` for "ctrl+p"."""
    *modifiers, name = key.split("+")
    written = _SHOWN.get(name) or _CHARACTERS.get(name) or name
    if modifiers == ["ctrl"]:
        return "^" + (written.upper() if len(written) == 1 else written)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), written])


def is_typed(key: str) -> bool:
    """Whether a key types something, so that it is no command where one types."""
    return key == "space" or key in _CHARACTERS or len(key) == 1


def parse_key(words: str) -> str:
    """Return Textual's name for a key, however people write it: `^P`, `Ctrl-P`, `PgDn`, `page down`, `[`, `?`.

    Raises:
        ValueError: There is no such key, or terminals do not send it; the message says so, for the user.
    """
    written = _WRITTEN.fullmatch(re.sub(r"^\^(?=.)", "ctrl+", words.strip()))
    before, last = written.groups() if written else ("", "")
    modifiers = {_MODIFIERS.get(word.strip().lower(), "") for word in re.split(r"[+-]", before)[:-1]}
    name = _parse_name(last.strip() or last)
    if not name or "" in modifiers:
        raise ValueError(f"there is no key “{words}”")
    if modifiers and len(name) == 1:
        name = name.lower()
    key = "+".join([*sorted(modifiers), name])
    if reason := _why_not_sent(modifiers, name, key):
        raise ValueError(f"terminals do not send “{words}”: {reason}")
    return key


def _parse_name(word: str) -> str:
    """Return Textual's name for a key without modifiers; empty if there is no such key."""
    if len(word) == 1 and word.isalnum():
        return word
    if word in _SIGNS:
        return _character_name(word)
    plain = re.sub(r"[ _]", "", word.lower())
    name = _ALSO_CALLED.get(plain, plain)
    if name in _SHOWN:
        return name
    return word.lower() if word.lower() in _CHARACTERS else ""


def _why_not_sent(modifiers: set[str], name: str, key: str) -> str:
    """Return why terminals, or some of them, do not send a key; empty if they do."""
    if key in _SAME:
        return f"they send {_SAME[key]} instead"
    if "alt" in modifiers:
        return "Alt arrives as Esc, or not at all"
    if modifiers == {"shift"} and len(name) == 1:
        return f"write “{name.upper()}”"
    is_sent = (
        not modifiers
        or name in _WITH_MODIFIERS
        or key == "shift+tab"
        or (modifiers == {"ctrl"} and len(name) == 1 and name.isascii() and name.isalpha())
    )
    return "" if is_sent else "they send the same as for another key, or nothing"
