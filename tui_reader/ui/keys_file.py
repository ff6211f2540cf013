"""keys.toml: where it lies, reading it, and writing another preset into it.

The one rule: the file is the user's. It is read whole or not at all; and of what is in it only the line of the preset
is ever changed.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from tui_reader.errors import StoreError
from tui_reader.ui.keymap import Keymap, parse_keys

MAX_BYTES = 100_000
"""What the file may have: it is read before the first screen."""

_PRESET = re.compile(r"^[ \t]*preset[ \t]*=.*$", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def keys_file() -> Path:
    """Return where keys.toml lies, or would."""
    import platformdirs

    return Path(platformdirs.user_config_dir("gossip-reader", appauthor=False)) / "keys.toml"


def read_keymap(path: Path) -> Keymap:
    """Return the user's keys. Where there is no file they are those of the table; what is wrong is in `mistakes`."""
    try:
        return parse_keys(_read(path))
    except FileNotFoundError:
        return Keymap()
    except OSError as error:
        return Keymap(mistakes=(f"it cannot be read: {error.strerror}",))
    except ValueError as error:
        return Keymap(mistakes=(f"the whole file is left out: {error}",))


def _read(path: Path) -> str:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe of that name is not waited for
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(MAX_BYTES + 1) or b""
    if len(content) > MAX_BYTES:
        raise ValueError(f"it has more than {MAX_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None


def with_preset(text: str, preset: str) -> str:
    """Return the text of a keys.toml with another preset in it."""
    line = f'preset = "{preset}"'
    table = _TABLE.search(text)
    head = text[: table.start()] if table else text
    if _PRESET.search(head):
        return _PRESET.sub(line, head, count=1) + text[len(head) :]
    return f"{line}\n{text}"


def write_preset(path: Path, preset: str) -> Keymap:
    """Choose a preset for good, and return the keys with it.

    Raises:
        StoreError: The file is broken already, or cannot be written.
    """
    try:
        text = ""
        with suppress(FileNotFoundError):
            text = _read(path)
        changed = with_preset(text, preset)
        keymap = parse_keys(changed)
        if keymap.preset != preset:
            raise StoreError(f"{path} has a mistake: put that right first")
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # which may lie among somebody's dotfiles
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        with beside.open("w", encoding="utf-8") as file:
            file.write(changed)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be written: {error}") from error
    return keymap
