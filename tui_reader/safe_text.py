r"""Makes text from outside safe to show in a terminal.

The one rule: one code point in, one code point out, so that offsets into a text are offsets into its safe form.

What is replaced, and by what:

- the controls of ASCII (C0 and DEL): by their pictures, `␛` for escape; a tab by a blank; a line end stays
- the controls of Latin-1 (C1), surrogates, line and paragraph separators, and the controls of writing direction, which
  can make a text read otherwise than it is stored (CVE-2021-42574, "Trojan Source"): by `\ufffd`
- what would pile up on one character (more than six marks or other characters without a width in a row, for the longest
  emoji made of tags has six): by a visible dot
- soft hyphens, which terminals disagree about: by a zero-width space
- on the screen, joiners that join no pictures, by the same: whoever measures a line takes what follows them for part of
  what was before, and no terminal does
"""

import re
from functools import cache

PILE = 6
"""How many characters without a width may follow one another."""

_REPLACEMENT = "\ufffd"
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SAFE_FORMS = {"\t": " ", "\x7f": "\u2421", "\xad": "\u200b"}
_ZERO_WIDTH = (
    *(0x115F, 0x1160, 0x180E, 0x200B, 0x200C, 0x200D, 0x3164, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB),
    *(*range(0x2060, 0x2065), *range(0x206A, 0x2070), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080)),
)
_PICTURES = "\u2190-\u2bff\U0001f000-\U0001faff"
_LOOSE_JOINER = re.compile(f"(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}])")
_PLAIN = re.compile(r"[\n\x20-\x7e]*")
_COULD_PILE = re.compile(
    # The blocks in which Unicode keeps marks and characters without a width, letters among them: a quick first look.
    "[\u0300-\u1fff\u200b-\u200f\u2060-\u206f\u20d0-\u20ff\u2c00-\u318f\ua000-\uabff\ufb00-\ufeff\ufff9-\ufffb"
    f"\U00010000-\U000e01ef]{{{PILE + 1},}}"
)


@cache
def _piles() -> re.Pattern[str]:
    """More than PILE characters without a width in a row. Made once, for the first text that could hold such a run."""
    import unicodedata

    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)) in ("Mn", "Me")]
    ranges = _as_ranges([*marks, *_ZERO_WIDTH, *range(0xE0100, 0xE01F0)])
    invisible = "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges)
    return re.compile(f"[{invisible}]{{{PILE + 1},}}")


def _as_ranges(codes: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for code in sorted(set(codes)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges


def safe_text(text: str) -> str:
    """Return `text` with everything replaced that a terminal could take for an order, at the same length."""
    if _PLAIN.fullmatch(text):
        return text
    text = _UNSAFE.sub(_safe_form, text)
    if _COULD_PILE.search(text) is None:
        return text
    return _piles().sub(lambda pile: pile.group()[:PILE] + "·" * (len(pile.group()) - PILE), text)


def _safe_form(unsafe: re.Match[str]) -> str:
    char = unsafe.group()
    return _SAFE_FORMS.get(char) or (chr(0x2400 + ord(char)) if char < " " else _REPLACEMENT)


def safe_line(text: str) -> str:
    """Return `text` made safe and on one line: line ends become blanks. Of the same length too."""
    text = safe_text(text).replace("\n", " ")
    return _LOOSE_JOINER.sub("\u200b", text) if "\u200d" in text else text


def is_safe(text: str) -> bool:
    """Whether `text` may be written to a terminal as it is. Line ends and piles are not looked at."""
    return _UNSAFE.search(text) is None
