"""What keeps the screen fast, as far as it can be counted; how fast it is, `tests/benchmarks/screen.py` measures."""

from pathlib import Path

import pytest
from textual.dom import DOMNode

from tests.ui.conftest import OpenReader
from tui_reader.ui.app import ReaderApp


async def test_another_layout_is_styled_once(
    open_reader: OpenReader, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[DOMNode] = []
    update_styles = ReaderApp.update_styles

    def noted(app: ReaderApp, node: DOMNode, animate: bool = True) -> None:
        styled.append(node)
        update_styles(app, node, animate)

    monkeypatch.setattr(ReaderApp, "update_styles", noted)
    async with open_reader(samples, 140, 40) as reader:
        for width, height in ((80, 24), (100, 30), (50, 15), (140, 40)):
            styled.clear()
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            assert styled.count(reader.screen) == 1, (width, height)
