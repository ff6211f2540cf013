"""Reads a plain text article: headline, caption, credit, paragraphs, quotes, byline, role, bio.

The one rule: pure. Nothing is known of a piece but its words and its neighbours, so every rule needs evidence, and
what has none is a paragraph.
"""

import hashlib
import html
import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from tui_reader.article import Article, Block, BlockKind, Span
from tui_reader.errors import ArticleError
from tui_reader.formats.decode import decode
from tui_reader.formats.front_matter import FrontMatter, parse_date, parse_front_matter
from tui_reader.formats.lines import find_pieces

MAX_HEADLINE_WORDS = 30
MAX_HEADLINE_LENGTH = 220
MAX_CAPTION_WORDS = 18
MAX_BYLINE_LENGTH = 200
HEAD = 4
"""How many blocks after the headline may be captions."""
TAIL = 6
"""In how many of the last blocks a byline is looked for."""

_CREDIT = re.compile(
    r"[(\[]?\s*(?:(?:image|photo|picture|video)s?\s*(?:credit|by|:|courtesy)|photograph(?:s|ed)?\s*(?::|by\b)"
    r"|credit\s*:|getty images|©|\(c\)\s*\d{4})",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+")
_LIST_MARK = re.compile(r"(?:[-*+•‣–]|\d{1,3}[.)])\s+")
_SENTENCE_ENDS = tuple(".!?…。！？")
_AFTER_SENTENCE = "'\"”’)]" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’")

_NAME_WORD = r"(?:[^\W\d_][\w.'’-]*)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_PARTICLES = frozenset("and de da del della di du la le van von der den bin al el ter y".split())
_BETWEEN_AUTHORS = re.compile(r"\s*(?:,\s*and\b|,|;|&|\band\b)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:writer|editor|producer|reporter|correspondent|contributor|journalist|columnist|critic|freelancer?|author|blogger"
    r"|host|staff|intern|photographer|presenter|publisher|bureau chief)s?\b",
    re.IGNORECASE,
)


def parse_plain(content: bytes, article_id: str) -> Article:
    """Make an article of the bytes of a text file.

    Raises:
        ArticleError: It is empty or not a text.
    """
    text = decode(content)
    matter = parse_front_matter(text)
    pieces = find_pieces(text, matter.span.end if matter else 0, _stands_alone)
    if not pieces:
        raise ArticleError("it is empty")
    fields = matter.fields if matter else {}
    blocks = _find_blocks(text, pieces, matter)
    headline = next((block for block in blocks if block.kind is BlockKind.HEADLINE), None)
    byline = next((block for block in blocks if block.kind is BlockKind.BYLINE), None)
    title = fields.get("title") or (headline and text[headline.start : headline.end]) or ""
    author = fields.get("author") or (byline and text[byline.start : byline.end]) or ""
    published = parse_date(fields.get("date", ""))
    return Article(
        id=article_id,
        text=text,
        blocks=blocks,
        title=_as_title(title) or PurePosixPath(article_id).stem,
        content_hash=hashlib.sha256(content).hexdigest(),
        byline=_as_byline(author),
        published=published,
        published_is="stated" if published else None,
        source=fields.get("source", ""),
        url=fields.get("url", ""),
    )


def parse_body(content: bytes, article_id: str) -> Article:
    """Make an article of the bytes of a text file in which everything is body text; it may be empty.

    Raises:
        ArticleError: It is not a text.
    """
    text = decode(content)
    blocks = tuple(Block(BlockKind.PARAGRAPH, *piece) for piece in find_pieces(text, 0, _stands_alone))
    return Article(article_id, text, blocks, PurePosixPath(article_id).stem, hashlib.sha256(content).hexdigest())


def _as_title(words: str) -> str:
    """On one line, without Markdown's hashes, and with the HTML entities that text dumps leave in headlines read."""
    words = _ENTITY.sub(lambda entity: html.unescape(entity.group()), words)
    return " ".join(_HASHES.sub("", words, count=1).split())


def _as_byline(words: str) -> str:
    return ", ".join(_author_names(words))


def _author_names(words: str) -> list[str]:
    words = " ".join(words.split())
    by = _BY.match(words)
    return [name for name in _BETWEEN_AUTHORS.split(words[by.end() if by else 0 :]) if name]


def _find_blocks(text: str, pieces: Sequence[Span], matter: FrontMatter | None) -> tuple[Block, ...]:
    words = [text[piece.start : piece.end] for piece in pieces]
    stated_title = matter.fields.get("title") if matter else None
    stated_author = matter.fields.get("author", "") if matter else ""
    headline = _find_headline(words, stated_title)
    kinds: list[BlockKind | None] = [None] * len(words)
    if headline is not None:
        kinds[headline] = BlockKind.HEADLINE
    _mark_head(words, kinds, 0 if headline is None else headline + 1)
    _mark_tail(words, kinds, _as_byline(stated_author))
    _mark_body(words, kinds)
    blocks = [
        Block(kind or BlockKind.PARAGRAPH, piece.start, piece.end) for kind, piece in zip(kinds, pieces, strict=True)
    ]
    if matter:
        blocks = [*_front_matter_blocks(text, matter, has_headline=headline is not None), *blocks]
    return tuple(blocks)


def _front_matter_blocks(text: str, matter: FrontMatter, *, has_headline: bool) -> list[Block]:
    """The front matter as a block; with a headline cut out of it where the text has none of its own."""
    if has_headline or matter.title_span is None:
        return [Block(BlockKind.FRONT_MATTER, *matter.span)]
    headline = Block(BlockKind.HEADLINE, *matter.title_span)
    around = [Span(matter.span.start, headline.start), Span(headline.end, matter.span.end)]
    before, after = (_without_blanks(text, span) for span in around)
    return [Block(BlockKind.FRONT_MATTER, *before), headline, Block(BlockKind.FRONT_MATTER, *after)]


def _without_blanks(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _find_headline(words: Sequence[str], stated_title: str | None) -> int | None:
    """Which piece is the headline: the first one that is not a mere rule or ornament, if it looks like one."""
    first = next((i for i, piece in enumerate(words) if any(char.isalnum() for char in piece)), None)
    if first is None:
        return None
    if stated_title is not None:
        is_headline = _as_title(words[first]).casefold() == _as_title(stated_title).casefold()
    else:
        is_short = len(words[first]) <= MAX_HEADLINE_LENGTH and _has_at_most(MAX_HEADLINE_WORDS, words[first])
        is_headline = is_short and len(words) > first + 1
    return first if is_headline else None


def _mark_head(words: Sequence[str], kinds: list[BlockKind | None], first: int) -> None:
    """What stands between the headline and the first paragraph: captions, credits, a byline."""
    for i in range(first, len(words)):
        ends = _ends_sentence(words[i])
        if _is_credit(words[i]):
            kinds[i] = BlockKind.CREDIT
        elif _BY.match(words[i]) and _parse_byline(words[i]):
            kinds[i] = BlockKind.BYLINE
        elif i + 1 < len(words) and _has_at_most(40, words[i]) and _is_credit(words[i + 1]):
            kinds[i] = BlockKind.CAPTION
        elif not _has_at_most(9 if ends else 24, words[i]) or words[i].endswith(":") or _LIST_MARK.match(words[i]):
            return
        elif (
            _has_at_most(MAX_CAPTION_WORDS, words[i])
            and not ends
            and i < first + HEAD
            and i + 1 < len(words)
            and not _HASHES.match(words[i])
        ):
            kinds[i] = BlockKind.CAPTION


def _mark_tail(words: Sequence[str], kinds: list[BlockKind | None], stated_author: str) -> None:
    """The byline, the role and the bio with which many articles end."""
    for i in range(max(1, len(words) - TAIL), len(words)):
        if kinds[i] is None and _is_tail_byline(words, i, stated_author):
            kinds[i] = BlockKind.BYLINE
            for k in range(i + 1, len(words)):
                role = k == i + 1 and _has_at_most(10, words[k]) and not _ends_sentence(words[k])
                kinds[k] = BlockKind.ROLE if role else BlockKind.BIO
            return


def _is_tail_byline(words: Sequence[str], i: int, stated_author: str) -> bool:
    authors = _parse_byline(words[i])
    if not authors or _ends_sentence(words[i]):
        return False
    if _BY.match(words[i]) or ", ".join(authors).casefold() == stated_author.casefold():
        return True
    following = words[i + 1 : i + 3]
    if following and _has_at_most(10, following[0]) and _ROLE.search(following[0]):
        return True
    surname = authors[-1].split()[-1]
    return any(surname in later and re.search(rf"\b{re.escape(surname)}\b", later) for later in following)


def _parse_byline(words: str) -> list[str]:
    """The authors whom a line names and does nothing else; [] if it is no such line.

    Every word must be written as names are (with a capital, or a particle such as "van"), and none may be a role.
    """
    if len(words) > MAX_BYLINE_LENGTH or _ROLE.search(words):
        return []
    authors = _author_names(words)
    tokens = [token for author in authors for token in author.split()]
    are_names = all(token[0].isupper() or token.lower() in _PARTICLES for token in tokens)
    return authors if are_names and all(_NAME.fullmatch(author) for author in authors) else []


def _mark_body(words: Sequence[str], kinds: list[BlockKind | None]) -> None:
    """Quotes, subheads, list items, and the credits and captions of images between paragraphs."""
    for i, piece in enumerate(words):
        if kinds[i] is not None:
            continue
        before = words[i - 1] if i and kinds[i - 1] in (None, BlockKind.PARAGRAPH) else ""
        following = words[i + 1] if i + 1 < len(words) and kinds[i + 1] is None else ""
        kinds[i] = _body_kind(piece, before, following)


def _body_kind(piece: str, before: str, following: str) -> BlockKind:
    if _is_credit(piece):
        return BlockKind.CREDIT
    if _LIST_MARK.match(piece):
        return BlockKind.LIST_ITEM
    if _HASHES.match(piece):
        return BlockKind.SUBHEAD
    if piece.startswith(">") or (before.endswith(":") and not _has_at_most(3, piece)) or _QUOTED.fullmatch(piece):
        return BlockKind.QUOTE
    if following and _is_credit(following) and _has_at_most(40, piece):
        return BlockKind.CAPTION
    short = _has_at_most(12, piece) and not _ends_sentence(piece) and not piece.endswith((":", ",", ";"))
    return BlockKind.SUBHEAD if short and not _has_at_most(11, following) else BlockKind.PARAGRAPH


def _stands_alone(line: str) -> bool:
    return _is_credit(line) or _LIST_MARK.match(line) is not None


def _is_credit(words: str) -> bool:
    return len(words) <= 200 and _CREDIT.match(words) is not None


def _ends_sentence(words: str) -> bool:
    return words.rstrip(_AFTER_SENTENCE).endswith(_SENTENCE_ENDS)


def _has_at_most(most: int, words: str) -> bool:
    """Whether these are so few words; in scripts that put no blanks between them, every two characters are one."""
    count = len(words.split(None, most))  # of long ones, no more than are needed
    if count > most:
        return False
    return len(words) < 20 * count or words.isascii() or len(words) // 2 <= most
