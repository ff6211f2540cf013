"""The rows of the pages that stand in place of the panes, and what they do.

The one rule: a row is a plain value, and what it does when it is chosen is a value too; whoever shows it does it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """Open an article."""

    article: str


@dataclass(frozen=True, slots=True)
class RunSearch:
    """Search for something."""

    query: str


@dataclass(frozen=True, slots=True)
class ShowPassages:
    """Show the kept passages that have the words of a query."""

    query: str


@dataclass(frozen=True, slots=True)
class BringSamples:
    """Copy the sample articles into the library."""


@dataclass(frozen=True, slots=True)
class AskForPath:
    """Have a path typed: of a folder to read, or of a file to bring in."""

    is_folder: bool


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look for articles once more."""


Deed = OpenArticle | RunSearch | ShowPassages | BringSamples | AskForPath | LookAgain


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of the page."""

    text: str = ""
    about: str = ""
    """Stands at the right end."""
    deed: Deed | None = None
    """What it does; None for headings and text, which cannot be chosen."""
    is_heading: bool = False
    brief: str = ""
    """Stands at the right end where there is no room for `about`."""
