"""Turns the table of keys into Textual's bindings.

The one rule: no binding is written anywhere else.
"""

from textual.binding import Binding, BindingType

from tui_reader.ui.keys import Context, Key, keys_by_id, keys_of


def bindings_for(*contexts: Context) -> list[BindingType]:
    """Return the bindings of some contexts."""
    return [_binding(key) for key in keys_of(*contexts)]


def bindings_by_id(*ids: str) -> list[BindingType]:
    """Return the bindings of some keys."""
    return [_binding(key) for key in keys_by_id(*ids)]


def own_bindings_by_id(*ids: str) -> list[BindingType]:
    """Return the bindings of some keys for a widget that acts on them itself, not the screen."""
    return [_binding(key, key.action.removeprefix("screen.")) for key in keys_by_id(*ids)]


def _binding(key: Key, action: str = "") -> Binding:
    # Textual's own footer shows none of them: ours chooses what matters now. Quitting goes before everything else.
    is_first = key.id == "quit_typing"
    return Binding(",".join(key.keys), action or key.action, key.does, show=False, id=key.id, priority=is_first)
