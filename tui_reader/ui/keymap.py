"""The user's own keys: the table of keys, a preset, and what keys.toml changes in them.

The one rule: a mistake in keys.toml is told and its line left out; the rest holds. Whatever it says, ^Q quits and Esc
goes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import combinations
from typing import Any

from tui_reader.safe_text import safe_line
from tui_reader.ui.key_names import is_typed, parse_key, shown
from tui_reader.ui.keys import KEYS, TYPING, Context, Key, can_clash
from tui_reader.ui.presets import DEFAULT, PRESETS

_KEPT = {"quit_typing": "ctrl+q", "back": "escape"}
"""The keys that nobody can take away, by their actions."""
_MUST = {"ctrl+q": "^Q always quits", "escape": "Esc always goes back"}
_QUOTED = 40
"""Characters of what is in the file that a message repeats."""

Wishes = dict[str, tuple[str, ...]]
"""Keys by the ids of their actions."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """All keys as they are for this user."""

    keys: tuple[Key, ...] = KEYS
    """Every action, in the order of the table; one without keys is only in the palette."""
    preset: str = DEFAULT
    mistakes: tuple[str, ...] = ()
    """What is wrong in keys.toml: a sentence each, without a full stop, with the file's words made safe."""

    def of(self, *contexts: Context) -> tuple[Key, ...]:
        """Return the keys that work in these contexts."""
        return tuple(key for key in self.keys if key.context in contexts)

    def by_id(self, *ids: str) -> tuple[Key, ...]:
        """Return some keys by their ids."""
        by_id = {key.id: key for key in self.keys}
        return tuple(by_id[key_id] for key_id in ids)

    def shown(self, key_id: str) -> str:
        """Return the key of an action as people write it; empty if it has none."""
        (key,) = self.by_id(key_id)
        return shown(key.keys[0]) if key.keys else ""

    def with_hint(self, words: str, key_id: str, does: str) -> str:
        """Return words, and behind them a key and what it does, if there is one: "removed · u undo"."""
        key = self.shown(key_id)
        return f"{words} · {key} {does}" if key else words


def parse_keys(text: str) -> Keymap:
    """Return the keys as a keys.toml changes them. Nothing is raised: what is wrong is in `mistakes`."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except ValueError as error:  # that of TOML is one; and a number may be too long
        return Keymap(mistakes=(f"the whole file is left out: {_quoted(error)}",))
    except RecursionError:
        return Keymap(mistakes=("the whole file is left out: it is nested too deeply",))
    mistakes: list[str] = []
    preset, wishes = DEFAULT, Wishes()
    for name, value in tables.items():
        try:
            if name == "preset":
                preset = _parse_preset(value)
            elif name != "keys" or not isinstance(value, dict):
                raise ValueError(_misplaced(name))
        except ValueError as error:
            mistakes.append(str(error))
    lines = tables.get("keys")
    for key_id, value in lines.items() if isinstance(lines, dict) else ():
        try:
            wishes[key_id] = _parse_line(key_id, value)
        except ValueError as error:
            mistakes.append(str(error))
    keys, clashes = _settled(PRESETS[preset], wishes)
    return Keymap(keys, preset, (*mistakes, *clashes))


def _quoted(words: object) -> str:
    line = safe_line(str(words))
    return line if len(line) <= 3 * _QUOTED else line[: 3 * _QUOTED] + "…"


def _name(words: object) -> str:
    line = safe_line(str(words))
    return f"“{line if len(line) <= _QUOTED else line[:_QUOTED] + '…'}”"


def _parse_preset(value: Any) -> str:
    if isinstance(value, str) and value in PRESETS:
        return value
    raise ValueError(f"there is no preset {_name(value)}: {', '.join(PRESETS)} are there")


def _misplaced(name: str) -> str:
    if name == "keys":
        return "keys is a table: write [keys], and the keys below it"
    if any(key.id == name for key in KEYS):
        return f"{name} belongs below a line [keys]"
    return f"{_name(name)} is not known: a preset and a table [keys] are"


def _parse_line(key_id: str, value: Any) -> tuple[str, ...]:
    """Return the keys that a line of [keys] gives to an action.

    Raises:
        ValueError: There is a mistake in it; the message says which.
    """
    key = next((key for key in KEYS if key.id == key_id), None)
    if key is None:
        near = get_close_matches(key_id[:_QUOTED], [known.id for known in KEYS], 1, 0.5)
        raise ValueError(f"there is no action {_name(key_id)}{f': is {near[0]} meant?' if near else ''}")
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f'{key_id}: a key is written in quotes, as "n", and several as ["n", "F3"]')
    names = tuple(dict.fromkeys(_parse_name(key, word) for word in words))
    if key_id not in _KEPT:
        return names
    kept = _KEPT[key_id]
    if not names:
        raise ValueError(f"{key_id} keeps its key: {_MUST[kept]}")
    return tuple(dict.fromkeys((kept, *names)))


def _parse_name(key: Key, word: str) -> str:
    try:
        name = parse_key(word)
    except ValueError as error:
        raise ValueError(f"{key.id}: {_quoted(error)}") from None
    if name in _MUST and _KEPT.get(key.id) != name:
        raise ValueError(f"{key.id}: {_MUST[name]}")
    if is_typed(name) and key.context in TYPING:
        raise ValueError(f"{key.id} works while one types, where {shown(name)} is only typed")
    return name


def _settled(preset: Mapping[str, tuple[str, ...]], wishes: Wishes) -> tuple[tuple[Key, ...], list[str]]:
    """Return all keys with as many wishes as go together, and why the others do not.

    What is refused gets its old keys back, which another wish may have taken: so it is looked at again from the start.
    """
    clashes: list[str] = []
    while True:
        keys = tuple(replace(key, keys=wishes.get(key.id, preset.get(key.id, key.keys))) for key in KEYS)
        clash = next(((one, other) for one, other in combinations(keys, 2) if _shared(one, other)), None)
        if clash is None:
            return keys, clashes
        order = list(wishes)
        first, refused = sorted(clash, key=lambda key: order.index(key.id) if key.id in wishes else -1)
        key = shown(_shared(first, refused)[0])
        clashes.append(f"{refused.id}: {key} is for {first.id} already")
        del wishes[refused.id]


def _shared(one: Key, other: Key) -> list[str]:
    """The keys that would have two meanings. A letter has only one, even where both could never be meant."""
    return [name for name in one.keys if name in other.keys and (can_clash(one, other) or len(name) == 1)]
