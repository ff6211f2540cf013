"""Finds the names in an article: who, what and where, by a trained tagger and by what the article says of itself.

The one rule: the body teaches, headline and captions learn. Where every word has a capital, or none has, a name is only
what the body, the byline or a list of outlets and works has named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tui_reader.article import Article, Block, BlockKind, Mention, MentionKind
from tui_reader.mentions import tagger, works
from tui_reader.mentions.agreement import LONGEST_FORM, KnownNames, agree
from tui_reader.mentions.features import read_document
from tui_reader.mentions.outlets import find_listed, plain
from tui_reader.mentions.tidying import tidy
from tui_reader.mentions.tokens import Sentence, find_sentences, find_tokens

_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.BIO)
_TAUGHT = (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.SUBHEAD, BlockKind.CREDIT, BlockKind.ROLE)
KINDS = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "WORK": MentionKind.WORK,
}


def find_names(article: Article) -> list[Mention]:
    """Find the names in an article, in no particular order, disjoint and without entities."""
    text = article.text
    prose, zones = [], []
    for block in article.blocks:
        if _is_prose(text, block):
            prose += list(find_sentences(text, block.start, block.end))
        elif block.kind in _TAUGHT:
            zones.append(block)
    document = read_document(prose)
    tagged = [tidy(sentence, names) for sentence, names in zip(prose, tagger.tag(prose, document), strict=True)]
    tagged = [works.find_works(sentence, names) for sentence, names in zip(prose, tagged, strict=True)]
    known = KnownNames(prose, tagged, article.source)
    mentions: list[Mention] = []
    for sentence, names in zip(prose, tagged, strict=True):
        mentions += _as_mentions(text, sentence, agree(sentence, names, known))
    authors = list(_bylines(article))
    return mentions + authors + list(_find_again(article, zones, [*mentions, *authors]))


def _is_prose(text: str, block: Block) -> bool:
    """Whether a capital says something there: in body and bio, and in captions that are sentences."""
    if block.kind is not BlockKind.CAPTION:
        return block.kind in _PROSE
    words = text[block.start : block.end].split()
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) > 4 and 0 < capitalised <= len(words) * 0.6


def _as_mentions(text: str, sentence: Sentence, names: Iterable[tuple[int, int, str]]) -> Iterator[Mention]:
    for first, last, label in names:
        if kind := KINDS.get(label):
            start, end = sentence[first].start, sentence[last - 1].end
            yield Mention(kind, start, end, text[start:end])


def _bylines(article: Article) -> Iterator[Mention]:
    """The authors, where the article names them."""
    authors = [Mention(MentionKind.PERSON, 0, 0, author) for author in article.byline.split(", ") if author]
    taught = _Taught(authors)
    for block in article.blocks:
        if block.kind is BlockKind.BYLINE:
            yield from taught.find(article.text, block)


class _Taught:
    """The names that an article has taught, to be found where capitals say nothing."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._single: dict[str, MentionKind] = {}
        self._several: dict[tuple[str, ...], MentionKind] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for mention in mentions:
            words = tuple(token.text for token in find_tokens(mention.text))
            if len(words) == 1:
                self._single[words[0]] = mention.kind
            elif len(words) <= LONGEST_FORM:
                lower = tuple(map(plain, words))
                self._several[lower] = mention.kind
                self._lengths[lower[0]].add(len(lower))

    def find(self, text: str, block: Block) -> Iterator[Mention]:
        """Yield where they stand in a block: names of several words in any case, single ones as written or louder."""
        tokens = list(find_tokens(text, block.start, block.end))
        words = [plain(token.text) for token in tokens]
        listed = {start: (end, KINDS[label]) for start, end, label in find_listed(tokens)}
        i = 0
        while i < len(tokens):
            end, kind = self._longest(tokens, words, i) or listed.get(i) or (i + 1, None)
            if kind:
                start, stop = tokens[i].start, tokens[end - 1].end
                yield Mention(kind, start, stop, text[start:stop])
            i = end

    def _longest(self, tokens: Sentence, words: list[str], at: int) -> tuple[int, MentionKind] | None:
        for length in sorted(self._lengths.get(words[at], ()), reverse=True):
            form = tuple(words[at : at + length])
            if len(form) == length and form in self._several:
                return at + length, self._several[form]
        text = tokens[at].text
        single = self._single.get(text) or (text.isupper() and self._single.get(text.capitalize()))
        return (at + 1, single) if single else None


def _find_again(article: Article, zones: list[Block], mentions: list[Mention]) -> Iterator[Mention]:
    """Find in headline, captions, subheads and credits what is known."""
    taught = _Taught(mentions)
    for block in zones:
        yield from taught.find(article.text, block)
