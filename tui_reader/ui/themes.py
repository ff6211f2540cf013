"""The reader's two themes, and the colours that it needs beyond those of a theme.

The one rule: whatever the theme, text is legible. What a theme gives is moved towards black or white until it has the
contrast that WCAG asks for (4.5 to 1); the terminal's own palette, which nobody knows, is told apart by style instead.
"""

from collections.abc import Sequence

from textual.color import Color
from textual.theme import Theme

CONTRAST = 4.5
"""Of text, at least; as WCAG 2.2 reckons it, level AA."""
FAINT_CONTRAST = 3.0
"""Of signs that are no text, and of what is said by the way in a chosen row, at least."""

DARK = Theme(
    name="gossip-dark",
    dark=True,
    background="#14161c",
    surface="#1b1e27",
    panel="#232733",
    foreground="#dcd6c8",
    primary="#7fa6d1",
    secondary="#b9a2d0",
    accent="#dba55f",
    warning="#e5b84b",
    success="#93b979",
    error="#e37f7f",
)
"""Ink: a warm white on blue black."""
LIGHT = Theme(
    name="gossip-light",
    dark=False,
    background="#f8f3e6",
    surface="#f0e9d8",
    panel="#e7dec9",
    foreground="#2c2721",
    primary="#2b5c8a",
    secondary="#6c4789",
    accent="#864c0c",
    warning="#f0c14e",
    success="#40692c",
    error="#a63430",
)
"""Paper: black on a warm white."""
THEMES = (DARK, LIGHT)

_ANSI = {
    True: {
        "person": "ansi_bright_cyan",
        "organisation": "ansi_bright_blue",
        "place": "ansi_bright_yellow",
        "work": "ansi_bright_magenta",
        "date": "ansi_bright_green",
    },
    False: {
        "person": "ansi_blue",
        "organisation": "ansi_magenta",
        "place": "ansi_default",
        "work": "ansi_red",
        "date": "ansi_default",
    },
}
"""Of the terminal's own colours those that can be read on a dark, or a light, ground in nearly all of them."""
_GIVEN = (
    *("background", "surface", "panel", "foreground"),
    *("primary", "secondary", "accent", "warning", "success", "error"),
)
"""What is taken from a theme."""
_INKS = ("ink", "faint", "accent-ink", "hit-ink", "current-ink", "mode-ink", "selection-ink", "bar", "rule")
_GROUNDS = ("chosen", "chosen-blurred", "hit-ground", "current-ground", "mode-ground", "selection-ground")
_STYLES = {
    "chosen-style": ("bold", "bold reverse"),
    "cursor-style": ("none", "reverse"),
    "faint-style": ("none", "dim"),
    "mode-style": ("bold", "bold reverse"),
    "selection-style": ("none", "reverse"),
}
"""Styles where there are colours, and where there are only the terminal's own, or none."""


def colours_of(theme: Theme, generated: dict[str, str]) -> dict[str, str]:
    """Return the reader's own variables for its style sheets.

    Args:
        theme: Any theme.
        generated: The variables that Textual makes of it.
    """
    styles = {name: pair[theme.ansi] for name, pair in _STYLES.items()}
    if theme.ansi:
        plain = dict.fromkeys(_INKS, "ansi_default") | dict.fromkeys(_GROUNDS, "transparent")
        return {**styles, **plain, **_ANSI[theme.dark]}
    given = {name: Color.parse(generated[name]) for name in _GIVEN}
    return {**styles, **{name: colour.hex6 for name, colour in _colours(given).items()}}


def _colours(given: dict[str, Color]) -> dict[str, Color]:
    page, text, marker = given["background"], given["foreground"], given["warning"]
    grounds = [page, given["surface"], given["panel"]]
    own = {
        "chosen": page.blend(given["primary"], 0.18),
        "chosen-blurred": page.blend(text, 0.1),
        "hit-ground": page.blend(marker, 0.3),
        "current-ground": marker,
        "mode-ground": given["primary"],
        "selection-ground": page.blend(given["primary"], 0.45),
    }
    rows = [*grounds, own["chosen"], own["chosen-blurred"]]
    return {
        **own,
        "ink": legible(text, rows),
        "faint": legible(legible(page.blend(text, 0.55), grounds), rows, FAINT_CONTRAST),
        "accent-ink": legible(given["accent"], rows),
        "person": legible(given["primary"], [page]),
        "organisation": legible(given["secondary"], [page]),
        "place": legible(given["accent"], [page]),
        "work": legible(given["error"].blend(text, 0.25), [page]),
        "date": legible(given["success"], [page]),
        "hit-ink": legible(text, [own["hit-ground"]]),
        "current-ink": legible(_clearer(page, text, marker), [marker]),
        "mode-ink": legible(_clearer(page, text, own["mode-ground"]), [own["mode-ground"]]),
        "selection-ink": legible(text, [own["selection-ground"]]),
        "bar": legible(given["success"], [page], FAINT_CONTRAST),
        "rule": page.blend(text, 0.3),
    }


def _clearer(one: Color, other: Color, ground: Color) -> Color:
    return max(one, other, key=lambda colour: contrast_of(colour, ground))


def legible(colour: Color, grounds: Sequence[Color], contrast: float = CONTRAST) -> Color:
    """Return a colour, or the nearest to it on the way to black or white that can be read on all of these grounds."""
    for share in range(21):
        for end in (Color(255, 255, 255), Color(0, 0, 0)):
            moved = colour.blend(end, share / 20)
            if all(contrast_of(moved, ground) >= contrast for ground in grounds):
                return moved
    return max((Color(255, 255, 255), Color(0, 0, 0)), key=lambda end: min(contrast_of(end, on) for on in grounds))


def contrast_of(one: Color, other: Color) -> float:
    """Return the contrast of two opaque colours, 1 to 21, as WCAG 2.2 reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
