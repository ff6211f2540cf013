"""Every theme, held against what eyes need: contrast where there are colours, and style where there are none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, cycle, product
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
from tui_reader.article import AnnotatedArticle, Block, BlockKind, Mention, MentionKind, Span
from tui_reader.library import Library
from tui_reader.ui.reading import Reading
from tui_reader.ui.themes import CONTRAST, FAINT_CONTRAST, THEMES, colours_of, contrast_of, legible
from tui_reader.ui.widgets.layers import turned

ALL = {theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}
COLOURED = [name for name, theme in ALL.items() if not theme.ansi]
GROUNDS = ("background", "surface", "panel")
ON = {
    "ink": (*GROUNDS, "chosen", "chosen-blurred"),
    "faint": GROUNDS,
    "accent-ink": (*GROUNDS, "chosen", "chosen-blurred"),
    "person": ("background",),
    "organisation": ("background",),
    "place": ("background",),
    "work": ("background",),
    "date": ("background",),
    "hit-ink": ("hit-ground",),
    "current-ink": ("current-ground",),
    "mode-ink": ("mode-ground",),
    "selection-ink": ("selection-ground",),
}
"""What is written in which colour on which ground."""

Look = tuple[bool, ...]
"""How something is painted, apart from its colours."""

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
    for own, chosen in (
        ("ink", "foreground"),
        ("person", "primary"),
        ("organisation", "secondary"),
        ("accent-ink", "accent"),
    ):
        assert variables[own] == variables[chosen]


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


def colours_seen(style: Style) -> tuple[Color, Color]:
    """The colours of the text and of its ground, as they are seen."""
    assert style.color
    assert style.bgcolor
    pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (pair[1], pair[0]) if style.reverse else pair


@pytest.mark.exhaustive
@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
async def test_every_word_on_every_screen_can_be_read(
    samples: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    library = Library(samples)
    library.memory.save_search("bosun")
    library.close()
    async with open_reader(samples, *size) as reader:
        app = reader.app

        async def look(where: str = "") -> None:
            for name in ("gossip-dark", "gossip-light", "textual-light", "solarized-light", "solarized-dark", "nord"):
                app.theme = name
                await reader.pilot.pause()
                region = app.screen.query_one(where).region if where else app.screen.region
                faint = Color.parse(app.theme_variables["faint"])
                for segment in painted(reader, region):
                    assert segment.style
                    assert not segment.style.dim, (name, segment.text)
                    ink, ground = colours_seen(segment.style)
                    least = FAINT_CONTRAST if ink == faint else CONTRAST
                    assert contrast_of(ink, ground) >= least, (name, segment.text, ink, ground)

        await look()
        await reader.search("imogen")
        await look()
        await reader.press("enter", "m", "n", "v")
        await look()
        await reader.press("escape", "p")
        await look()
        for key in ("M", "c", "equals_sign"):
            await reader.press(key)
            await look(".chooser")
            await reader.press("escape")
        await reader.press("B")
        await look()
        for keys in (["?"], [":", *"t"]):
            await reader.press("escape", *keys)
            await look(".chooser")
            await reader.press("escape", "escape")


@pytest.mark.parametrize(
    "theme",
    [
        "ansi-light",
        "gossip-dark",
        *(pytest.param(name, marks=pytest.mark.exhaustive) for name in ("ansi-dark", "gossip-light")),
    ],
)
async def test_meaning_is_told_without_colour(samples: Path, open_reader: OpenReader, theme: str) -> None:
    async with open_reader(samples, 100, 80) as reader:
        await reader.search("tremlett OR chair")
        await reader.press("enter")
        reader.app.theme = theme
        reading = with_every_kind(reader.screen.reading)
        reader.screen.reading = reading
        await reader.settle()
        seen = looks_of(reader)
        spans = [(str(mention.kind), mention.span) for mention in reading.annotated.mentions]
        spans += [("current" if hit == reading.current else "hit", hit) for hit in reading.hits]
        looks: dict[str, set[Look]] = {}
        for what, span in spans:
            looks.setdefault(what, set()).update({seen[span.start]} if span.start in seen else ())
        marked = {offset for _, span in spans for offset in range(*span)}
        text = {offset for block in plain_blocks(reading) for offset in range(block.start, block.end)} - marked
        looks["text"] = {look for offset, look in seen.items() if offset in text}
        assert set(looks) == {*map(str, MentionKind), "hit", "current", "text"}
        for one, other in combinations(looks, 2):
            assert looks[one], one
            assert not looks[one] & looks[other], (one, other)


def plain_blocks(reading: Reading) -> list[Block]:
    """The paragraphs."""
    return [block for block in reading.article.blocks if block.kind is BlockKind.PARAGRAPH]


def with_every_kind(reading: Reading | None) -> Reading:
    """What is open, with words of every kind in its paragraphs, where it has no hits."""
    assert reading
    words = [
        Span(block.start + word.start(), block.start + word.end())
        for block in plain_blocks(reading)
        for word in re.finditer(r"\w{5,}", reading.article.text[block.start : block.end])
    ]
    free = [word for word in words if not any(word.overlaps(hit) for hit in reading.hits)]
    kinds = zip(cycle(MentionKind), free[::4], strict=False)
    mentions = tuple(Mention(kind, *span, reading.article.text[slice(*span)]) for kind, span in kinds)
    return replace(reading, annotated=AnnotatedArticle(reading.article, mentions))


@pytest.mark.parametrize(("bold", "italic"), [(True, False), (False, True), (True, True)])
def test_what_is_named_in_bold_or_slanted_text_is_told_from_it(bold: bool, italic: bool) -> None:
    text = Style(bold=bold, italic=italic)
    for mark in (Style(bold=True), Style(italic=True), Style(italic=True, underline=True), Style(underline2=True)):
        assert look_of(text + turned(mark, text)) != look_of(text)


def looks_of(reader: Reader) -> dict[int, Look]:
    """How each code point of the article that is seen is painted, apart from its colours."""
    view, looks = reader.screen.reader, {}
    region = view.content_region
    for x, y in product(range(region.width), range(region.height)):
        cell, style = view.cell_at(x, y), reader.app.screen.get_style_at(region.x + x, region.y + y)
        if cell:
            looks.update(dict.fromkeys(range(*cell), look_of(style)))
    return looks


def look_of(style: Style) -> Look:
    """How something is painted, apart from its colours."""
    flags = style.bold, style.italic, style.underline, style.underline2, style.reverse, style.dim
    return tuple(map(bool, flags))
