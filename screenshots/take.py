"""Takes the pictures that the README shows: `make screenshots`.

It drives the real reader, key by key, over a copy of the sample articles, and writes one SVG a story next to itself.
"""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

DARK, LIGHT = "gossip-dark", "gossip-light"
STORIES = {
    "front": ((100, 30), DARK, "", ["escape"]),
    "search": ((100, 30), DARK, "heron OR receipt", []),
    "reading": ((140, 40), DARK, '"ninth customer"', ["enter", "n", "n", "n", "m", "n"]),
    "people": ((140, 40), DARK, "umbrella receipt", ["enter", "p", "down", "enter", "n"]),
    "selecting": ((100, 30), DARK, "wrist", ["enter", "v", "v", "v"]),
    "bookmarks": ((100, 30), DARK, "draughts OR boiler OR wrist", ["enter", "m", "]", "m", "]", "v", "v", "m", "B"]),
    "narrow": ((80, 24), DARK, '"last sunday in august"', ["enter", "n"]),
    "light": ((100, 30), LIGHT, "basingstoke", ["enter", "n"]),
}
"""Size of the terminal, the theme, what is searched for, and the keys after that."""


async def take(name: str, folder: Path) -> None:
    """Play one story and write its picture."""
    from textual import events

    from tui_reader.library import Library
    from tui_reader.ui.app import ReaderApp

    size, theme, query, keys = STORIES[name]
    library = Library(folder)
    app = ReaderApp(library)
    async with app.run_test(size=size) as pilot:

        async def settle() -> None:
            for _ in range(5):
                await pilot.pause(0.1)
                await app.workers.wait_for_complete()

        await settle()
        app.theme = theme
        app.screen.query_one("#search").post_message(events.Paste(query))
        await settle()
        for key in keys:
            await pilot.press({"]": "right_square_bracket"}.get(key, key))
            await settle()
        picture = app.export_screenshot(title="gossip-reader")
        # Without this some programs leave out the blanks at the ends of a text, and stretch the rest.
        picture = picture.replace("<text ", '<text xml:space="preserve" ')
        (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")
    library.close()
    print(f"screenshots/{name}.svg")


def main() -> None:
    """Take all pictures."""
    for name in STORIES:
        with tempfile.TemporaryDirectory() as scratch:
            for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
                os.environ[variable] = scratch
            folder = Path(scratch) / "library"
            shutil.copytree(HERE.parent / "articles", folder / "articles")
            asyncio.run(take(name, folder))


if __name__ == "__main__":
    main()
