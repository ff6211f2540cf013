"""What every test has: user folders of its own, so that no test meets the user's data or another test's."""

import asyncio
import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from tests.idling import IdlingLoop

# How long an example takes says more about what else the machine is at than about what is tested.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the cache, data and state folders to new places, which child processes inherit; return what holds them."""
    home = tmp_path_factory.mktemp("user")  # not in `tmp_path`: a test may well make that one its library
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("GOSSIP_READER_LIBRARY", "TMUX", "WAYLAND_DISPLAY", "DISPLAY"):  # the last three lead to a clipboard
        monkeypatch.delenv(name, raising=False)
    return home


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """A loop for stories, which tells when it is idle."""
    return {"idling": IdlingLoop}


def pytest_collection_finish() -> None:
    """Leave thousands of tests out of the search for garbage, as the reader does with what it has loaded.

    It took a third of the time of every story. An application is garbage as a whole: it is looked for seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores: now and then a test waits for a disk or for another process.

    Each takes seconds to load and to collect all tests, so that many more would cost more than they win.
    """
    return 1 + (os.cpu_count() or 1)
