"""Cuts texts into search terms as fast as Python can.

The one rule: these are the terms of `search.terms.find_terms`, of every text, and nothing decides here what a term is.

A text is made into bytes of which those of words are folded and all others are blanks, and is then cut at the blanks.
That folding a text character by character is as good as folding it word by word is what the tests prove; only Hangul
written in single letters needs its words whole.
"""

import re

from tui_reader.search.terms import MAX_TERM, find_terms, fold_word

_WORD = b"abcdefghijklmnopqrstuvwxyz0123456789_"
_ASCII = bytes(range(128))
_APOSTROPHE = "’".encode()
_POSSESSIVE = re.compile(rb"'s(?<=[0-9a-z_\x80-\xff]'s)(?![0-9a-z_\x80-\xff])")
"""As in `terms`; what stands before it is looked at last, so that the engine can search for two plain letters."""
_FEW = 12
"""So many different characters are replaced one after the other; of more, all at once."""

_PLAIN, _FOLDED, _JOINED = range(3)
"""What a character does: part words as a blank does; be folded alone; be folded only with its neighbours."""


def _make_table(*, has_letters: bool) -> bytes:
    """Return a table that folds ASCII and makes a blank of what is in no word; above ASCII are letters, or none."""
    table = bytearray(b" " * 128 + (bytes(range(128, 256)) if has_letters else b" " * 128))
    for byte in _WORD + b"'":
        table[byte] = byte
        table[ord(chr(byte).upper())] = byte
    return bytes(table)


_PLAIN_TABLE = _make_table(has_letters=False)
_LETTERS_TABLE = _make_table(has_letters=True)


class _Kinds(dict[str, int]):
    """Character → what it does, looked at when first met."""

    def __missing__(self, char: str) -> int:
        code = ord(char)
        folded = fold_word(char)
        if any(0x1100 <= ord(each) < 0x1200 for each in (char, *folded)):
            kind = _JOINED
        elif [term.text for term in find_terms(f"x{char}x")] == ["x", "x"] and code != ord("’"):
            kind = _PLAIN
        else:
            kind = _FOLDED
        self[char] = kind
        return kind


class _Foldings(dict[int, str]):
    """Code point → what stands for it, made when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 128:
            self[code] = char
        elif char == "’":
            self[code] = "'"
        else:
            self[code] = " " if _KINDS[char] == _PLAIN else fold_word(char)
        return self[code]


_KINDS = _Kinds()
_FOLDINGS = _Foldings()


def cut(text: str) -> list[bytes]:
    """Return the search terms of a text in order, in UTF-8."""
    return cut_encoded(text, text.encode("utf-8", "surrogatepass"))[0]


def cut_encoded(text: str, encoded: bytes) -> tuple[list[bytes], bool]:
    """Return the search terms of a text that is at hand in UTF-8 as well, and whether it is plain, as `blank` does."""
    blanked, is_plain = blank(text, encoded)
    terms = blanked.split()
    return [shorten(term) for term in terms] if terms and max(map(len, terms)) > MAX_TERM else terms, is_plain


def blank(text: str, encoded: bytes) -> tuple[bytes, bool]:
    """Return a text with blanks for all that is in no term, and whether it is plain.

    Args:
        text: The text.
        encoded: The same in UTF-8.

    Returns:
        The terms in UTF-8, in order, with blanks between them, and no other white space nor zero bytes; those that are
        too long whole. And whether the text folds by lower-casing ASCII alone: every other character of it parts words,
        as typographic quotes and dashes do.
    """
    if len(encoded) == len(text):
        return _blank(encoded, _PLAIN_TABLE), True
    others = set(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    kinds = {_KINDS[char] for char in others if char != "’"}
    if kinds <= {_PLAIN}:
        return _blank(encoded.replace(_APOSTROPHE, b"'"), _PLAIN_TABLE), True
    if _JOINED in kinds:
        return b" ".join(term.text.encode() for term in find_terms(text)), False
    if len(others) <= _FEW:
        for char in others:
            text = text.replace(char, _FOLDINGS[ord(char)])
    else:
        text = text.translate(_FOLDINGS)
    return _blank(text.encode(), _LETTERS_TABLE), False


def _blank(encoded: bytes, table: bytes) -> bytes:
    folded = encoded.translate(table)
    if b"'" in folded:
        folded = _POSSESSIVE.sub(b"  ", folded).replace(b"'", b" ")
    return folded


def shorten(term: bytes) -> bytes:
    """Return what a term is known by, which is its beginning if it is too long."""
    return term if len(term) <= MAX_TERM else term.decode()[:MAX_TERM].encode()
