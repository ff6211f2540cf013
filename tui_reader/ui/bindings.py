"""Turns the table of keys into Textual's bindings, and the user's own keys into its keymap.

The one rule: no binding is written anywhere else; and who shows a key asks `keymap_of`, so that it is the user's own.
"""

from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.reactive import var

from tui_reader.ui.keymap import Keymap
from tui_reader.ui.keys import KEYS, Context, Key, keys_by_id, keys_of


def bindings_for(*contexts: Context) -> list[BindingType]:
    """Return the bindings of some contexts."""
    return [_binding(key) for key in keys_of(*contexts)]


def bindings_by_id(*ids: str) -> list[BindingType]:
    """Return the bindings of some keys."""
    return [_binding(key) for key in keys_by_id(*ids)]


def _binding(key: Key) -> Binding:
    # Textual's own footer shows none of them: ours chooses what matters now. Quitting goes before everything else.
    is_first = key.id == "quit_typing"
    keys = ",".join((*key.keys, _stand_in(key.id)))
    return Binding(keys, key.action, key.does, show=False, id=key.id, priority=is_first)


def _stand_in(key_id: str) -> str:
    """A key that nothing sends: where one types, Textual drops the keys that type before it looks at the user's own."""
    return f"<{key_id}>"


class KeyedApp(App[None]):
    """An app in which the keys are the user's own."""

    keymap: var[Keymap] = var(Keymap())
    """All keys as they are for this user."""
    mistakes_told: var[bool] = var(False)
    """Whether the help has shown what is wrong in keys.toml."""

    @property
    def notice(self) -> str:
        """What is wrong in keys.toml, in a line for the status; empty once it is known."""
        mistakes = self.keymap.mistakes
        if not mistakes or self.mistakes_told:
            return ""
        more = f" · {len(mistakes) - 1} more" if len(mistakes) > 1 else ""
        return self.keymap.with_hint(f"keys.toml: {mistakes[0]}{more}", "help", "tells")

    def watch_keymap(self, keymap: Keymap) -> None:
        self.set_keymap(_overrides(keymap))


def _overrides(keymap: Keymap) -> dict[str, str]:
    """Return what Textual needs to know: the keys that differ from the table's."""
    return {
        key.id: ",".join((*key.keys, _stand_in(key.id)))
        for key, usual in zip(keymap.keys, KEYS, strict=True)
        if key.keys != usual.keys
    }


def keymap_of(node: DOMNode) -> Keymap:
    """Return the user's keys."""
    return node.app.keymap if isinstance(node.app, KeyedApp) else Keymap()


def notice_of(node: DOMNode) -> str:
    """Return what is to be said about the user's keys until it is known."""
    return node.app.notice if isinstance(node.app, KeyedApp) else ""
