"""Finds the names in an article: who, what and where, by a trained tagger and by what the article says of itself.

The one rule: the body teaches, headline and captions learn. Where every word has a capital, or none has, a name is only
what the body, the byline or a list of outlets and works has named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from tui_reader.article import Article, Block, BlockKind, Mention, MentionKind
from tui_reader.mentions import tagger, works
from tui_reader.mentions.agreement import LONGEST_FORM, KnownNames, agree
from tui_reader.mentions.document import MOST_COUNTED, read_document
from tui_reader.mentions.outlets import find_listed, plain
from tui_reader.mentions.tidying import tidy
from tui_reader.mentions.tokens import Sentence, find_sentences, find_tokens

_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.BIO)
_TAUGHT = (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.SUBHEAD, BlockKind.CREDIT, BlockKind.ROLE)
LEAST_NOISE = 100
"""Tokens. So many without words are no prose; prose has five letters a token, blanks counted."""
KINDS = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "WORK": MentionKind.WORK,
}


def find_names(article: Article) -> list[Mention]:
    """Find the names in an article, in no particular order, disjoint and without entities."""
    text = article.text
    prose: list[Sentence] = []
    zones = []
    for block in article.blocks:
        if _is_prose(text, block):
            prose += (each for each in find_sentences(text, block.start, block.end) if not _is_noise(each))
        elif block.kind in _TAUGHT:
            zones.append(block)
    different = _Different(prose)
    read = tagger.tag(different.sentences, read_document(different.first_few))
    tidied = [tidy(sentence, names) for sentence, names in zip(different.sentences, read, strict=True)]
    titled = [works.find_works(sentence, names) for sentence, names in zip(different.sentences, tidied, strict=True)]
    known = KnownNames(prose, [titled[number] for number in different.numbers], article.source)
    agreed = [agree(sentence, names, known) for sentence, names in zip(different.sentences, titled, strict=True)]
    mentions: list[Mention] = []
    for sentence, number in zip(prose, different.numbers, strict=True):
        mentions += _as_mentions(text, sentence, agreed[number])
    authors = list(_bylines(article))
    return mentions + authors + list(_find_again(article, zones, [*mentions, *authors]))


class _Different:
    """The sentences of a document, those that are the same only once: what is only repeated is soon read."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences: list[Sentence] = []
        self.numbers: list[int] = []
        """Of each sentence, the place in `sentences` of the one it is the same as."""
        self.first_few: list[Sentence] = []
        """Each sentence as often as it stands there, `MOST_COUNTED` times at most."""
        known: dict[tuple[tuple[str, bool], ...], int] = {}
        times: Counter[int] = Counter()
        for sentence in sentences:
            ends = [sentence[0].start, *(token.end for token in sentence)]
            form = tuple((token.text, token.start == end) for token, end in zip(sentence, ends, strict=False))
            number = known.setdefault(form, len(self.sentences))
            if number == len(self.sentences):
                self.sentences.append(sentence)
            self.numbers.append(number)
            times[number] += 1
            if times[number] <= MOST_COUNTED:
                self.first_few.append(sentence)


def _is_noise(sentence: Sentence) -> bool:
    """Whether many tokens have hardly a letter each: a table of figures or of letters, and no sentence."""
    return len(sentence) > LEAST_NOISE and sentence[-1].end - sentence[0].start < 2.5 * len(sentence)


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
