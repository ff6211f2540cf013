"""What the palette has done in threads of its own: looking for titles, choosing keys for good.

The one rule: that of `work`: a worker calls the library and posts a message, and a late answer is known by its number.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui.keymap import Keymap
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.ui.commands import Offer

MOST_ARTICLES = 30
"""How many titles are offered."""
MOST_PEOPLE = 200
"""How many of the people of the library are offered, besides those of the open article."""


@dataclass
class OffersFound(Message):
    """Articles were found by their titles."""

    number: int
    offers: "tuple[Offer, ...]"


@dataclass
class MemoryRecalled(Message):
    """Saved searches and the people who are mentioned most were found."""

    offers: "tuple[Offer, ...]"


@dataclass
class ThemeRecalled(Message):
    """A theme was chosen some time ago."""

    name: str


@dataclass
class PresetChosen(Message):
    """Another preset of keys is in keys.toml."""

    keymap: Keymap


def find_titles(post: Post, library: Library, number: int, words: str) -> None:
    """Find the articles in whose titles all of the words stand, the last of them perhaps not typed to its end."""
    from tui_reader.ui.commands import articles_of

    query = " ".join(f"title:{word}" for word in re.findall(r"\w+", words))
    try:
        found = library.search(query, MOST_ARTICLES, typing=True).hits if query else ()
    except ReaderError:
        found = ()  # the palette offers what there is: the search box is where mistakes are told
    post(OffersFound(number, tuple(articles_of(found))))


def recall_offers(post: Post, library: Library) -> None:
    """Find what the library remembers that can be searched for."""
    from tui_reader.ui.commands import person, saved_search

    try:
        searches = [saved_search(saved.query) for saved in library.memory.saved_searches()]
        people = [
            person(name, f"{articles} article{'s' if articles != 1 else ''}")
            for name, articles in library.most_mentioned(MOST_PEOPLE)
        ]
        post(MemoryRecalled((*searches, *people)))
    except ReaderError as error:
        post(Troubled(error))


def recall_theme(post: Post, library: Library) -> None:
    """Find out which theme was chosen."""
    try:
        name = library.memory.setting("theme")
    except ReaderError as error:
        post(Troubled(error))
    else:
        if isinstance(name, str):
            post(ThemeRecalled(name))


def keep_theme(post: Post, library: Library, name: str) -> None:
    """Remember which theme was chosen."""
    try:
        library.memory.set_setting("theme", name)
    except ReaderError as error:
        post(Troubled(error))


def use_preset(post: Post, path: Path, preset: str) -> None:
    """Write a preset into keys.toml."""
    from tui_reader.ui.keys_file import write_preset

    try:
        post(PresetChosen(write_preset(path, preset)))
    except ReaderError as error:
        post(Troubled(error))
