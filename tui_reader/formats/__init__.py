"""From a file to an `Article`: which files, how they are decoded, and one reader a format.

The one rule: everything here takes bytes of unknown origin and gives an `Article` or an `ArticleError` that says why
not. `walk` finds files, `read_bytes` reads one, `parse_article` (pure) makes an article of its bytes.
"""

from posixpath import splitext

from tui_reader.article import Article
from tui_reader.errors import ArticleError
from tui_reader.formats.plain import parse_body, parse_plain

PARSERS = {
    ".txt": parse_plain,
    ".text": parse_plain,
    ".md": parse_plain,
    ".markdown": parse_plain,
}
"""The readers, by the ending of the file's name: each a function `(bytes, id) -> Article` that may raise
ArticleError."""


def is_article_name(name: str) -> bool:
    """Whether a file of this name is one that some reader reads."""
    return splitext(name)[1].lower() in PARSERS


def parse_article(content: bytes, article_id: str, *, body_only: bool = False) -> Article:
    """Make an article of a file's bytes; which reader does it follows from the ending of `article_id`.

    A name without a known ending is read as plain text: whoever names a file outright means it to be read. With
    `body_only` the whole file is taken as body text: no headline, caption or byline is looked for.

    Raises:
        ArticleError: It is not an article: it is empty, or not a text, or damaged.
    """
    parse = PARSERS.get(splitext(article_id)[1].lower(), parse_plain)
    try:
        return parse_body(content, article_id) if body_only else parse(content, article_id)
    except RecursionError as error:
        raise ArticleError("it is nested too deeply") from error
