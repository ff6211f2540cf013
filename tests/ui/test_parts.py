"""Parts of widgets that are styled once for a theme: as they are, they would be styled anew at any time."""

from pathlib import Path

from tests.ui.conftest import OpenReader, Reader
from tui_reader.ui.widgets.parts import WithSteadyParts


def looks(reader: Reader, *, anew: bool) -> dict[tuple[str, str], dict[str, object]]:
    """The rules of every part of the widgets on the screen, by widget and part."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for widget in reader.app.screen.query():
        if not isinstance(widget, WithSteadyParts):
            continue
        if anew:
            widget._component_styles.clear()
            reader.app.stylesheet._process_component_classes(widget)
        for part, styles in widget._component_styles.items():
            found[str(widget), part] = dict(styles.base.get_rules())
    return found


async def test_parts_look_in_every_state_as_they_would_if_they_were_styled_there(
    samples: Path, open_reader: OpenReader
) -> None:
    async with open_reader(samples, 140, 40) as reader:
        await reader.search("imogen")
        for keys in (["enter"], ["n", "p", "down"], ["z"], ["z"], ["m", "B"], ["escape"], ["T", "down"], ["enter"]):
            await reader.press(*keys)
            kept = looks(reader, anew=False)
            assert len({part for _, part in kept}) > 20 or len(reader.app.screen_stack) > 1
            assert kept == looks(reader, anew=True), keys
        for size in ((80, 24), (50, 15), (39, 9)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert looks(reader, anew=False) == looks(reader, anew=True), size
        assert reader.app.theme == "gossip-light"
