"""An event loop that tells when it has nothing left to do, so that a story goes on then, and not after a while.

The one rule: idle is a loop that is about to sleep. Nobody guesses it from how busy the processor is, and nobody waits
for a number of seconds that is too long on one machine and too short on another.
"""

import asyncio
import selectors


class _Selector(selectors.DefaultSelector):
    """Where the loop would sleep until something is to be done; it wakes those first who wait for just that."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[asyncio.Future[None]] = []

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout == 0 or not self.waiting:
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            for future in self.waiting:
                if not future.done():
                    future.set_result(None)
            self.waiting.clear()
        return ready


class IdlingLoop(asyncio.SelectorEventLoop):
    """The loop of every story."""

    def __init__(self) -> None:
        self._sleeper = _Selector()
        super().__init__(self._sleeper)

    async def idle(self) -> None:
        """Wait until every message there is was taken, and what it caused was done; threads and timers go on."""
        future = self.create_future()
        self._sleeper.waiting.append(future)
        await future


async def idle(*_: float) -> None:
    """Wait until the running loop has nothing left to do."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, IdlingLoop)
    await loop.idle()
