"""A terminal that only takes note: what an app writes, and when.

The one rule: the app does all that it does for a real terminal; nothing is left out because nobody looks.
"""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size

WIDE, SMALL = (140, 40), (80, 24)
QUIET = 0.12
"""Seconds without a byte after which everything has been painted."""
PATIENCE = 60.0


class NotingDriver(HeadlessDriver):
    """Takes what is written."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.writes: list[tuple[float, str]] = []
        """When, on the clock of `time.perf_counter`, and what."""

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.writes.append((time.perf_counter(), data))


@dataclass(frozen=True)
class Painted:
    """How long it took to paint something, in milliseconds."""

    seen: float
    """Until the text that was sought was written."""
    done: float
    """Until the last byte was."""
    cpu: float
    """Processor time, which a busy machine changes less."""


class Stage:
    """A running app, and a stopwatch."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        assert isinstance(app._driver, NotingDriver)
        self.driver = app._driver

    async def painted(self, do: Callable[[], object], sought: str = "") -> Painted:
        """Do something that has something painted, in which a text is sought."""
        self.driver.writes.clear()
        began, cpu = time.perf_counter(), time.process_time()
        result = do()
        if isinstance(result, Awaitable):
            await result
        await self.quiet()
        seen = next(at for at, data in self.driver.writes if sought in data)
        done, cpu = self.driver.writes[-1][0], time.process_time() - cpu
        return Painted((seen - began) * 1000, (done - began) * 1000, cpu * 1000)

    async def quiet(self) -> None:
        """Wait until something has been written, and nothing more comes from an app that could write."""
        given_up = time.perf_counter() + PATIENCE
        while time.perf_counter() < given_up:
            count, began = len(self.driver.writes), time.perf_counter()
            await asyncio.sleep(QUIET)
            was_free = time.perf_counter() - began < QUIET * 1.5  # else the app was busy, and is not done yet
            if was_free and 0 < count == len(self.driver.writes):
                return
        raise TimeoutError("nothing was painted")

    async def repeated(self, do: Callable[[], object], times: int) -> tuple[float, float]:
        """Do something so many times, each painted.

        Returns:
            The milliseconds of processor time, and the bytes written, that one of them took.
        """
        self.driver.writes.clear()
        began = time.process_time()
        for _ in range(times):
            do()
            done = asyncio.Event()
            self.app.screen.call_after_refresh(done.set)
            await done.wait()
        took = time.process_time() - began
        return took * 1000 / times, sum(len(data.encode()) for _, data in self.driver.writes) / times

    async def resized(self, size: tuple[int, int]) -> Painted:
        """Give the terminal another size."""
        self.driver._size = size
        event = events.Resize(Size(*size), Size(*size))
        return await self.painted(lambda: self.app.post_message(event))


async def on_stage(app: App[Any], act: Callable[[Stage], Awaitable[None]]) -> None:
    """Run an app on a terminal of 140×40, and once it is painted, act."""
    failed: list[Exception] = []

    async def perform(_pilot: object) -> None:
        stage = Stage(app)
        try:
            await stage.quiet()
            await act(stage)
        except Exception as error:  # noqa: BLE001  it is raised again where somebody waits for it
            failed.append(error)
        app.exit()

    app.driver_class = NotingDriver
    gc.collect()
    gc.freeze()  # the texts that the benchmark made are no garbage that the app must look through
    await app.run_async(size=WIDE, auto_pilot=perform)
    if failed:
        raise failed[0]
