"""Passages that were kept: what a bookmark holds, where it is found again, and the store it lasts in.

The one rule: what the user kept is never rewritten. An article may change or go; the quote, its surroundings and the
text it was taken from stay as they were. Only the name of the article follows its file.
"""

from dataclasses import dataclass

from tui_reader.article import Article, Span

CONTEXT = 64
"""Code points kept before and after the quote."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A passage, as it was when it was kept."""

    id: str
    article: str
    """The id of the article; one whose file is found to be called otherwise has the new one."""
    text_hash: str
    """What `hash_text` gives for the article's text at that time; for a passage that was brought in and not found in an
    article, what no article has: its text is its words with `prefix` and `suffix` around them, in which `start` and
    `end` mean nothing."""
    start: int
    end: int
    quote: str
    prefix: str
    """Up to 64 code points before the quote."""
    suffix: str
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    """ISO 8601, in UTC."""

    @property
    def span(self) -> Span:
        """Where the quote stood; empty where nobody knows, for it came from elsewhere without a place."""
        return Span(self.start, self.end)


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal: it tells one version of an article from another."""
    import hashlib  # here, as wherever a reader waits for its first screen: it takes a while

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make_bookmark(
    bookmark_id: str, article: Article, passage: Span, *, created: str, note: str = "", tags: tuple[str, ...] = ()
) -> Bookmark:
    """Make the bookmark of a passage, which must lie within the article's text."""
    text, (start, end) = article.text, passage
    assert 0 <= start < end <= len(text)
    return Bookmark(
        id=bookmark_id,
        article=article.id,
        text_hash=hash_text(text),
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        note=note,
        tags=tags,
        created=created,
    )
