"""Articles and what was found in them: plain frozen values, and nothing else.

The one rule: this module holds values only. It reads no file, searches no text, knows neither screen nor index.

Every offset in the program is a code point into `Article.text`, half open: `article.text[start:end]`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What part of an article a block is."""

    FRONT_MATTER = "front matter"
    HEADLINE = "headline"
    CAPTION = "caption"
    CREDIT = "credit"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    SUBHEAD = "subhead"
    LIST_ITEM = "list item"
    BYLINE = "byline"
    ROLE = "role"
    BIO = "bio"


_HEAD_KINDS = (BlockKind.FRONT_MATTER, BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.BYLINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article. It begins and ends with something visible; line ends inside it are white space."""

    kind: BlockKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The block's range."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `blocks` are in the order of the text, disjoint, and cover everything in it that is not white space.
    """

    id: str
    """The POSIX path from the library folder; for a file outside a library, the path as given."""
    text: str
    """The decoded file with every line end as one `\\n`, otherwise unaltered."""
    blocks: tuple[Block, ...]
    title: str
    """The headline; where there is none, the name of the file."""
    content_hash: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    byline: str = ""
    """The author, or several joined with ", "; empty where none is named."""
    published: date | None = None
    published_is: str | None = None
    """How `published` is known: "stated", "guessed" or "by hand"; None where there is no date."""
    source: str = ""
    url: str = ""

    @property
    def headline(self) -> Block | None:
        """The headline's block, where the text holds one."""
        return next((block for block in self.blocks if block.kind is BlockKind.HEADLINE), None)

    @property
    def body_start(self) -> int:
        """Where the story itself begins: the first block that is neither headline nor caption nor the like."""
        body = (block.start for block in self.blocks if block.kind not in _HEAD_KINDS)
        return next(body, 0)

    @property
    def readable_blocks(self) -> tuple[Block, ...]:
        """All blocks but the front matter, the headline first."""
        shown = [block for block in self.blocks if block.kind is not BlockKind.FRONT_MATTER]
        return tuple(sorted(shown, key=lambda block: block.kind is not BlockKind.HEADLINE))

    @property
    def readable_text(self) -> str:
        """`text` with blanks in place of the front matter: of the same length, so that offsets stay what they are."""
        text = self.text
        for block in self.blocks:
            if block.kind is BlockKind.FRONT_MATTER:
                text = text[: block.start] + " " * (block.end - block.start) + text[block.end :]
        return text


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"
    DATE = "date"


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    FAMILY = "family"
    PAIR = "pair"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"


class Role(StrEnum):
    """What part somebody or something has in an article."""

    STORY = "story"
    AUTHOR = "author"
    """Who signed it, wherever it names them."""
    BIO = "bio"
    """What only the author's bio, role or a credit says."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names something, or a date."""

    kind: MentionKind
    start: int
    end: int
    text: str
    """The surface form, `article.text[start:end]`."""
    entity: str | None = None
    """The id of the entity that is meant; None for a date."""
    value: str | None = None
    """For a date: its ISO 8601 value, or TIMEX3's where ISO has no word; None where the words alone do not say."""
    timex: str | None = None
    """For a date: DATE, TIME, DURATION or SET."""
    anchor: str | None = None
    """For a date: "stated", "inferred" (from the article's date) or "none" (there was no date to infer it from)."""

    @property
    def span(self) -> Span:
        """The mention's range."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what the mentions of one article mean."""

    id: str
    name: str
    """The canonical name: the fullest form in use."""
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    """Other surface forms, most frequent first."""
    members: tuple[str, ...] = ()
    """For a family or a pair: the ids of the people in it."""
    count: int = 0
    """Mentions in this article."""
    role: Role = Role.STORY
    could_be: tuple[str, ...] = ()
    """For a name that several people share, where nothing tells which is meant: the ids of these people."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its mentions (in the order of the text, disjoint) and the entities they mean."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()

    def mentions_of(self, entity_id: str) -> tuple[Mention, ...]:
        """Every mention of one entity, in the order of the text."""
        return tuple(mention for mention in self.mentions if mention.entity == entity_id)
