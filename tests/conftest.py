"""What every test has: user folders of its own, so that no test meets the user's data or another test's."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the cache, data and state folders to new places, which child processes inherit; return what holds them."""
    home = tmp_path_factory.mktemp("user")  # not in `tmp_path`: a test may well make that one its library
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("GOSSIP_READER_LIBRARY", "TMUX", "WAYLAND_DISPLAY", "DISPLAY"):  # the last three lead to a clipboard
        monkeypatch.delenv(name, raising=False)
    return home


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes a core: the stories wait for a terminal more than they compute."""
    return 2 * (os.cpu_count() or 1)
