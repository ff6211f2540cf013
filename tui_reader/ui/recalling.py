"""What the screens do with searches and articles of before, in threads of their own.

The one rule: as in `work`, a worker calls the library and posts a message; it touches no widget.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui_reader.errors import ReaderError
from tui_reader.library import Library
from tui_reader.ui import noting
from tui_reader.ui.desk import Question
from tui_reader.ui.work import Post, Troubled

if TYPE_CHECKING:
    from tui_reader.library import Position
    from tui_reader.ui.noting import SavedCount


@dataclass
class QueriesRecalled(Message):
    """What was searched for before, the last query first; or what is saved, the newest first."""

    queries: tuple[str, ...]


@dataclass
class ArticlesRecalled(Message):
    """Where somebody was in articles, the last one first."""

    positions: "tuple[Position, ...]"


@dataclass
class SavedCounted(Message):
    """It was counted what one of the saved searches finds."""

    count: "SavedCount"


def note_query(post: Post, library: Library, query: str, instead_of: str) -> None:
    """Remember what was searched for."""
    try:
        library.memory.note_query(query, instead_of=instead_of)
    except ReaderError as error:
        post(Troubled(error))


def note_looked(post: Post, library: Library, query: str) -> None:
    """Remember that a search was looked at now, if it is a saved one."""
    try:
        library.memory.note_looked(query)
    except ReaderError as error:
        post(Troubled(error))


def keep_search(post: Post, library: Library, query: str, *, is_saved: bool) -> None:
    """Have a search saved, or saved no longer."""
    try:
        if is_saved:
            library.memory.save_search(query)
        else:
            library.memory.forget_search(query)
    except ReaderError as error:
        post(Troubled(error))


def recall_queries(post: Post, library: Library) -> None:
    """Recall what was searched for."""
    try:
        post(QueriesRecalled(tuple(library.memory.past_queries())))
    except ReaderError as error:
        post(Troubled(error))


def recall_saved(post: Post, library: Library) -> None:
    """Recall which searches are saved."""
    try:
        post(QueriesRecalled(tuple(saved.query for saved in library.memory.saved_searches())))
    except ReaderError as error:
        post(Troubled(error))


def recall_articles(post: Post, library: Library) -> None:
    """Recall where somebody was in the articles that were read last."""
    try:
        post(ArticlesRecalled(tuple(library.memory.recent(MOST_RECENT))))
    except ReaderError as error:
        post(Troubled(error))


def count_saved(post: Post, library: Library) -> Question:
    """Count what the saved searches find, one in each step."""
    try:
        for count in noting.count_saved(library):
            post(SavedCounted(count))
            yield
    except ReaderError as error:
        post(Troubled(error))


MOST_RECENT = 100
"""How many articles are recalled."""
