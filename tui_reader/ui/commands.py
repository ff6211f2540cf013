"""The command palette's commands: every action with its key.

The one rule: made from the table of keys, like the help.
"""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui_reader.ui.keys import KEYS, Context, Key, shown

_OFFERED = (Context.COMMANDING, Context.ARTICLE)


class ReaderCommands(Provider):
    """What can be done on the screen from which the palette was called."""

    async def discover(self) -> Hits:
        """Offer everything while nothing is typed."""
        for key in self._keys():
            yield DiscoveryHit(_name(key), partial(self._run, key))

    async def search(self, query: str) -> Hits:
        """Offer what fits to the words that are typed."""
        matcher = self.matcher(query)
        for key in self._keys():
            if (score := matcher.match(_name(key))) > 0:
                yield Hit(score, matcher.highlight(_name(key)), partial(self._run, key))

    def _keys(self) -> list[Key]:
        names = {active.binding.id for active in self.screen.active_bindings.values()}
        return [key for key in KEYS if key.context in _OFFERED and key.id in names]

    async def _run(self, key: Key) -> None:
        namespace = self.focused if key.context is Context.ARTICLE and self.focused else self.screen
        await self.app.run_action(key.action, default_namespace=namespace)


def _name(key: Key) -> str:
    return f"{key.does} ({shown(key.keys[0])})"
