"""Pictures of the screen as plain text, in every layout and state: what is painted is what lies in `screens/`.

After a change that is meant, `make screens` draws them anew; what has changed, `git diff tests/ui/screens` shows.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.ui.conftest import SAMPLES, OpenReader, Reader, bring_up_to_date
from tui_reader.library import Progress
from tui_reader.ui.work import UpdateProgressed

SCREENS = Path(__file__).parent / "screens"
SIZES = ((140, 40), (100, 30), (80, 24), (50, 15), (39, 9))
STORIES: dict[str, tuple[str, ...]] = {
    "front page": (),
    "results": ("type:imogen", "escape"),
    "article": ("type:imogen", "enter", "n"),
    "people": ("type:imogen", "enter", "p", "down"),
    "timeline": ("type:imogen", "enter", "p", "down", "M", "down"),
    "named together": ("type:imogen", "enter", "p", "down", "c"),
    "what is wrong": ("type:imogen", "enter", "p", "down", "equals_sign"),
    "corrections": ("type:imogen", "enter", "p", "exclamation_mark", "down", "exclamation_mark", "C"),
    "alone": ("type:imogen", "enter", "z"),
    "nothing found": ("type:imogen zeppelin ",),
    "mistake": ("type:imogen", "type: )sister"),
    "kept passages": (
        *("type:imogen", "enter", "m", "n", "m", "B", "a", "type:says who?", "enter"),
        *("number_sign", "type:bath, gull", "enter"),
    ),
    "help": ("type:imogen", "enter", "?"),
    "palette": ("type:imogen", "enter", ":", "type:the"),
    "themes": ("type:imogen", "enter", "T"),
    "indexing": ("type:imogen",),
    "welcome": (),
    "which folder": ("down", "enter", "type:/"),
}
"""What is pressed and typed before the pictures are taken."""
MASKS = {
    r"default keys · \S+": "default keys · keys.toml",
    r"· \d+ ms[^╭│]*╭": "· N ms ╭",
    r"· \d+ ms": "· N ms",
    r" \d+ (s|min) left": "",
    r"/[^\s/]+/\S+": "/somewhere/articles",
    r"kept \d{4}-\d\d-\d\d": "kept 2026-06-24",
}


@pytest.fixture(scope="module")
def four_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four articles, ready to search. Not to be read in."""
    folder = tmp_path_factory.mktemp("four") / "press"
    (folder / "articles").mkdir(parents=True)
    for path in sorted(SAMPLES.glob("0[1-5]-*"))[1:]:
        shutil.copy(path, folder / "articles")
    return bring_up_to_date(folder)


@pytest.fixture
def four(four_once: Path, tmp_path: Path) -> Path:
    """A library of four articles, ready to search, of one's own."""
    return bring_up_to_date(shutil.copytree(four_once, tmp_path / "press"))


@pytest.mark.parametrize("story", STORIES)
async def test_the_screen_looks_as_it_did(four: Path, tmp_path: Path, open_reader: OpenReader, story: str) -> None:
    folder = four
    if story in ("welcome", "which folder"):
        folder = tmp_path / "empty"
        (folder / "articles").mkdir(parents=True)
        bring_up_to_date(folder)
    async with open_reader(folder, *SIZES[0]) as reader:
        await play(reader, story)
        for size in SIZES:
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            compare(f"{story}-{size[0]}x{size[1]}.txt".replace(" ", "-"), masked(reader.rows))


async def play(reader: Reader, story: str) -> None:
    """Do what leads to a picture."""
    for step in STORIES[story]:
        words = step.removeprefix("type:")
        if words == step:
            await reader.press(step)
        elif story == "which folder" or reader.app.screen is not reader.screen:
            await reader.press(*words)
        elif reader.screen.search_box.value:
            await reader.type(words)
        else:
            await reader.search(words)  # at once: what letters find on the way depends on how fast the machine is
            await reader.until(lambda: reader.screen._rested)  # what searches again from now on, searches in full
            await at_rest(reader)
    if story == "indexing":
        reader.screen.post_message(UpdateProgressed(Progress("reading", 1240, 8214, articles=1240)))
    else:
        await at_rest(reader)
    await reader.settle()


async def at_rest(reader: Reader) -> None:
    """Wait until the last word is completed in full, as it is once typing rests."""
    await reader.until(lambda: reader.screen.results is None or reader.screen.results.total_is == "exact")
    await reader.settle()


def masked(rows: list[str]) -> str:
    """The screen without what is never the same twice, such as times and paths, and how much room these take."""
    return "".join(f"{_masked(row.rstrip())}\n" for row in rows)


def _masked(row: str) -> str:
    masked = row
    for pattern, stand_in in MASKS.items():
        masked = re.sub(pattern, stand_in, masked)
    return masked if masked == row else re.sub("   +", "   ", masked)


def compare(name: str, text: str) -> None:
    """Hold a picture against the one that is kept; or keep it, when that is what was asked for."""
    path = SCREENS / name
    if os.environ.get("RENEW_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text("utf-8"), f"{name} has changed: `make screens` draws it anew if that is meant"
