"""Every theme, held against what eyes need: contrast where there are colours, and style where there are none."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES, Theme

from tests.ui.conftest import OpenReader, Reader
from tui_reader.library import Library
from tui_reader.ui.themes import CONTRAST, FAINT_CONTRAST, THEMES, colours_of, contrast_of, legible

ALL = {theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}
COLOURED = [name for name, theme in ALL.items() if not theme.ansi]
GROUNDS = ("background", "surface", "panel")
ON = {
    "ink": (*GROUNDS, "chosen", "chosen-blurred"),
    "faint": GROUNDS,
    "accent-ink": GROUNDS,
    "person": ("background",),
    "name": ("background",),
    "date": ("background",),
    "hit-ink": ("hit-ground",),
    "current-ink": ("current-ground",),
    "mode-ink": ("mode-ground",),
    "selection-ink": ("selection-ground",),
}
"""What is written in which colour on which ground."""

colours = st.builds(Color, *[st.integers(0, 255)] * 3)


def variables_of(theme: Theme) -> dict[str, str]:
    generated = theme.to_color_system().generate()
    return {**generated, **colours_of(theme, generated)}


def contrast(variables: dict[str, str], ink: str, ground: str) -> float:
    return contrast_of(Color.parse(variables[ink]), Color.parse(variables[ground]))


@pytest.mark.parametrize("name", COLOURED)
def test_everything_can_be_read_in_every_theme(name: str) -> None:
    variables = variables_of(ALL[name])
    for ink, grounds in ON.items():
        for ground in grounds:
            assert contrast(variables, ink, ground) >= CONTRAST, (ink, ground)
    for ground in ("chosen", "chosen-blurred"):
        assert contrast(variables, "faint", ground) >= FAINT_CONTRAST
    assert contrast(variables, "bar", "background") >= FAINT_CONTRAST


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_reader_s_own_themes_need_no_help(theme: Theme) -> None:
    """Their colours are what was chosen, and not what was made of it to be legible."""
    variables = variables_of(theme)
    for own, given_colour in (("ink", theme.foreground), ("person", theme.primary), ("name", theme.secondary)):
        assert given_colour
        assert variables[own] == Color.parse(given_colour).hex6
    assert contrast(variables, "faint", "chosen") >= CONTRAST


@given(colours, st.lists(colours, min_size=1, max_size=3))
def test_a_colour_is_moved_until_it_can_be_read_or_nothing_can(colour: Color, grounds: list[Color]) -> None:
    moved = legible(colour, grounds)
    ends = (Color(255, 255, 255), Color(0, 0, 0))
    can_be_read = any(all(contrast_of(end, ground) >= CONTRAST for ground in grounds) for end in ends)
    assert all(contrast_of(moved, ground) >= CONTRAST for ground in grounds) == can_be_read


def test_black_on_white_has_the_contrast_that_wcag_names() -> None:
    assert contrast_of(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast_of(Color(118, 118, 118), Color(255, 255, 255)) == pytest.approx(4.54, abs=0.01)


# As it is painted


def painted(reader: Reader, region: Region) -> Iterator[Segment]:
    """Every piece of text within a region of the screen, as it is painted."""
    for strip in reader.strips[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            if any(char.isalnum() for char in segment.text):
                yield segment


def colour_of(style: Style) -> tuple[Color, Color]:
    """The colours of the text and of its ground, as they are seen."""
    assert style.color
    assert style.bgcolor
    pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (pair[1], pair[0]) if style.reverse else pair


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
async def test_every_word_on_every_screen_can_be_read(
    samples: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    library = Library(samples)
    library.memory.save_search("bosun")
    library.close()
    async with open_reader(samples, *size) as reader:
        app = reader.app

        async def look(where: str = "Screen") -> None:
            for name in ("gossip-dark", "gossip-light", "textual-light", "solarized-light", "solarized-dark", "nord"):
                app.theme = name
                await reader.pilot.pause()
                region = app.screen.query_one(where).region if where != "Screen" else app.screen.region
                least = CONTRAST if name.startswith("gossip") else FAINT_CONTRAST
                for segment in painted(reader, region):
                    assert segment.style
                    assert not segment.style.dim, (name, segment.text)
                    assert contrast_of(*colour_of(segment.style)) >= least, (name, segment.text, segment.style)

        await look()
        await reader.search("imogen")
        await look()
        await reader.press("enter", "m", "n", "v")
        await look()
        await reader.press("escape", "p")
        await look()
        await reader.press("B")
        await look()
        for keys in (["?"], [":", *"t"]):
            await reader.press("escape", *keys)
            await look(".chooser")
            await reader.press("escape", "escape")


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "gossip-dark", "gossip-light"])
async def test_meaning_is_told_without_colour(samples: Path, open_reader: OpenReader, theme: str) -> None:
    async with open_reader(samples, 100, 40) as reader:
        await reader.search("voicemail OR clip")
        await reader.press("enter")
        reader.app.theme = theme
        await reader.settle()
        words = {"person": "O’Hanrahan", "name": "The Night Wire", "date": "Sunday 22", "text": "the studio"}
        looks = {what: look_of(reader.style_of(word)) for what, word in words.items()}
        hits = [look_of(reader.app.screen.get_style_at(x, y)) for x, y in places_of_hits(reader)]
        assert len(set(hits)) == 2, "hits, and the current one"
        for (one, its_look), (other, other_look) in combinations([*looks.items(), *enumerate(set(hits))], 2):
            assert its_look != other_look, (one, other)


def look_of(style: Style) -> tuple[bool, ...]:
    """How something is painted, apart from its colours."""
    return tuple(map(bool, (style.bold, style.italic, style.underline, style.reverse, style.dim)))


def places_of_hits(reader: Reader) -> Iterator[tuple[int, int]]:
    """Where on the screen the hits that are seen begin."""
    assert reader.screen.reading
    region = reader.screen.reader.content_region
    for y in range(region.y, region.bottom):
        for x in range(region.x, region.right):
            meta = reader.app.screen.get_style_at(x, y).meta
            if any(span.start == meta.get("offset", (-1, 0))[0] for span in reader.screen.reading.hits):
                yield x, y
