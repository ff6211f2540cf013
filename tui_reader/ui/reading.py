"""What is open: the article that is read, and everything that is marked in it.

The one rule: one frozen value, replaced whole; the panes are never given two halves that do not fit together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.article import AnnotatedArticle, Article, BlockKind, Mention, Span

if TYPE_CHECKING:
    from tui_reader.library import Hit, KeptPassage

FINISHED = 0.98
"""The share from which on an article has been read: what follows is who wrote it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An open article."""

    annotated: AnnotatedArticle
    hits: tuple[Span, ...] = ()
    passages: "tuple[KeptPassage, ...]" = ()
    current: Span | None = None
    """The hit or mention, or the kept passage, to which the reader was taken last."""
    top: int = 0
    """Where in the text it is opened when there is no `current`: where it was left, as an offset."""
    mentions_known: bool = False
    """Whether people and dates have been looked for yet."""
    walked_name: str = ""
    """Whose mentions `n` and `N` walk; empty while they walk the hits."""
    walked_mentions: tuple[Span, ...] = ()

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.annotated.article

    @property
    def kept(self) -> tuple[Span, ...]:
        """Where the kept passages stand."""
        return tuple(passage.span for passage in self.passages if passage.span)

    @property
    def is_at_a_mark(self) -> bool:
        """Whether `current` is a hit, a find or a mention; else it is a passage."""
        return self.current is not None and (
            _is_among(self.hits, self.current)
            or _is_among(self.walked_mentions, self.current)
            or _is_among(self.annotated.mentions, self.current)
        )

    @property
    def walked(self) -> tuple[Span, ...]:
        """What `n` and `N` walk: the hits, or the mentions of somebody."""
        return self.walked_mentions if self.walked_name else self.hits

    @property
    def walks_finds(self) -> bool:
        """Whether what is walked was typed, to be found in the article."""
        return self.walked_name.startswith("“")

    @property
    def place(self) -> str:
        """Which hit or mention the reader is at, such as "hit 2 of 5"; empty when there is none."""
        what = self.walked_name or "hit"
        if not self.walked:
            return ""
        if self.current in self.walked:
            return f"{what} {self.walked.index(self.current) + 1} of {len(self.walked)}"
        many = (
            f"{len(self.walked)} {'mention' if self.walked_name else 'hit'}{'s' if len(self.walked) > 1 else ''} here"
        )
        return f"{self.walked_name}: {many}" if self.walked_name else many


def shown_text(article: Article, span: Span) -> str:
    """Return a part of an article's text without what is not shown of it, its front matter."""
    hidden = [block for block in article.blocks if block.kind is BlockKind.FRONT_MATTER and block.span.overlaps(span)]
    parts, at = [], span.start
    for block in hidden:
        parts.append(article.text[at : max(at, block.start)])
        at = min(block.end, span.end)
    return "".join((*parts, article.text[at : span.end]))


def _is_among(marks: Sequence[Span] | Sequence[Mention], span: Span) -> bool:
    """Whether one of some marks, in order, has exactly this span."""
    at = bisect_left(marks, span.start, key=lambda mark: mark.start)
    return at < len(marks) and (marks[at].start, marks[at].end) == span


def following(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the first span that begins after an offset; None past the last. `spans` are in order."""
    at = bisect_right(spans, offset, key=lambda span: span.start)
    return spans[at] if at < len(spans) else None


def preceding(spans: Sequence[Span], offset: int) -> Span | None:
    """Return the last span that begins before an offset; None before the first."""
    at = bisect_left(spans, offset, key=lambda span: span.start)
    return spans[at - 1] if at else None


def beside_with_hits(results: "Sequence[Hit]", chosen: int, step: int) -> int | None:
    """Return the number of the nearest result with hits after `chosen` (`step` 1) or before it (-1); None past all."""
    candidates = range(chosen + 1, len(results)) if step > 0 else range(chosen - 1, -1, -1)
    return next((number for number in candidates if results[number].hits), None)
