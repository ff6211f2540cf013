"""Garbage is looked for while nobody waits for anything."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from tui_reader.ui import tidying
from tui_reader.ui.tidying import Tidying, rare_collections


class Ring:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def _always_worthwhile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tidying, "WORTHWHILE", -1)
    gc.disable()
    yield
    gc.enable()


def test_nothing_is_looked_for_while_somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = weakref.ref(Ring())
    tidying_app = Tidying()
    tidying_app.tidy()
    assert ring() is not None
    monkeypatch.setattr(tidying, "IDLE", -1.0)
    tidying_app.tidy()
    assert ring() is None


def test_python_looks_as_before_once_the_reader_is_closed() -> None:
    before = gc.get_threshold()
    with rare_collections():
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] > before[2]
    assert gc.get_threshold() == before
