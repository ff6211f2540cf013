"""The part of a session that opens articles, and reads them out.

The one rule: one is where one last heard something, `said`; every step goes on from there, and is heard.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.article import AnnotatedArticle, Block, BlockKind, Span
from tui_reader.cli.plain.listing import PEOPLE
from tui_reader.cli.plain.searching import SearchingSession, Where
from tui_reader.cli.plain.spoken import joined, origin_line, sentences_in, spoken_sentence
from tui_reader.errors import ArticleError, StoreError, UsageError
from tui_reader.library import Library
from tui_reader.ui.noting import Place, keep_place, remembered_offset
from tui_reader.ui.reading import Reading
from tui_reader.ui.wording import counted

MOST_SENTENCES = 20
"""How much of a paragraph is read at once: there are texts without paragraphs."""

_ASIDES = (BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.SUBHEAD, BlockKind.BYLINE, BlockKind.ROLE)
"""Blocks that are too short to be read alone."""


class ReadingSession(SearchingSession):
    """A session that reads articles out."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.page = 1
        """How many paragraphs are read at once."""
        self.said = Span(0, 0)
        """What of the open article was read out last; empty where nothing was yet, and reading goes on there."""
        self.here: Place | None = None
        """Where something was read out last, in whichever article."""
        self._is_forgetful = False
        """Whether places cannot be remembered."""

    @property
    def opened(self) -> Reading:
        """What is open.

        Raises:
            UsageError: Nothing is.
        """
        if self.reading is None:
            raise UsageError("No article is open: type the number of one")
        return self.reading

    # Opening

    def open_result(self, number: int) -> Iterator[str]:
        """Open a result, and begin to read."""
        self.take_result(number)
        yield from self.begin_to_read()

    def take_result(self, number: int) -> None:
        """Have a result open, without a word."""
        self.fetch(number + 1)
        assert self.results is not None
        self.chosen = number
        self.take(self.results.hits[number].article)

    def take(self, article_id: str) -> None:
        """Have an article open, without a word."""
        self.reading = None
        try:
            article = self.library.article(article_id)
        except ArticleError as error:
            raise ArticleError(f"{article_id} cannot be read: {error}") from error
        hits = self.library.find_hits(self.results.query, article) if self.results else ()
        self.reading = Reading(AnnotatedArticle(article), hits)
        self.said, self.where = Span(0, 0), Where.ARTICLE
        self.go_to(remembered_offset(self.library, article_id))
        if self.listing.name == PEOPLE:  # those of another article
            self.listing = self.listed_results()

    def go_to(self, offset: int) -> None:
        """Let reading go on with the sentence at an offset."""
        sentence = Library.sentence_at(self.opened.article, offset)
        start = min(offset, sentence.start) if sentence else offset
        self.said = Span(start, start)

    def begin_to_read(self) -> Iterator[str]:
        """Say what is open, and read the first of it, or on from where one left it."""
        reading = self.opened
        yield reading.article.title
        yield joined(counted(len(reading.hits), "hit") if reading.hits else "", origin_line(reading.article))
        if any(block.end <= self.said.start for block in self.blocks()):
            yield "Going on where you were; g reads from the top"
        yield from self.read_on()

    def step(self, step: int) -> Iterator[str]:
        """Open the next result, or the one before."""
        total = self.results.total if self.results else 0
        if 0 <= self.chosen + step < total:
            yield from self.open_result(self.chosen + step)
        elif total:
            yield f"That is the {'last' if step > 0 else 'first'} article"
        else:
            yield "There are no results"

    # Reading

    def blocks(self) -> list[Block]:
        """What is read: all but the headline, which is said when the article is opened."""
        article = self.opened.article
        return [block for block in article.readable_blocks if block is not article.headline]

    def read_on(self) -> Iterator[str]:
        """Read the next paragraphs, or what is left of the one where one is."""
        at = self.said.end
        rests = [replace(block, start=max(block.start, at)) for block in self.blocks() if block.end > at]
        yield from self.read([rest.span for rest in rests[: _length(rests, self.page)]])

    def read_back(self, count: int = 0) -> Iterator[str]:
        """Read what comes before what was read last: a page, or so many blocks."""
        at = self.said.start
        before = [replace(block, end=min(block.end, at)) for block in self.blocks() if block.start < at]
        length = count or _length(before[::-1], self.page)
        yield from self.read([block.span for block in before[-length:]], -1)

    def next_paragraph(self) -> Iterator[str]:
        """Read the next paragraph from its beginning."""
        after = [block.span for block in self.blocks() if block.start >= self.said.end]
        yield from self.read(after[:1])

    def next_sentence(self) -> Iterator[str]:
        """Read the next sentence."""
        at = self.said.end
        rests = [Span(max(block.start, at), block.end) for block in self.blocks() if block.end > at]
        yield from self.read(rests[:1], most=1)

    def previous_sentence(self) -> Iterator[str]:
        """Read the sentence before what was read last."""
        at = self.said.start
        before = [Span(block.start, min(block.end, at)) for block in self.blocks() if block.start < at]
        yield from self.read(before[-1:], -1, most=1)

    def read_top(self) -> Iterator[str]:
        """Read from the beginning."""
        self.said = Span(0, 0)
        yield from self.read_on()

    def read_bottom(self) -> Iterator[str]:
        """Read the last paragraphs."""
        self.said = Span(len(self.opened.article.text), len(self.opened.article.text))
        yield from self.read_back()

    def read(self, spans: Sequence[Span], step: int = 1, *, most: int = 0) -> Iterator[str]:
        """Read spans out, `most` sentences of them: the first, or going back, the last; without any, say so."""
        self.where = Where.ARTICLE
        article, most = self.opened.article, most or MOST_SENTENCES * self.page
        sentences = [sentence for span in spans for sentence in sentences_in(article, span)]
        sentences = sentences[:most] if step > 0 else sentences[-most:]
        if not sentences:
            yield "End of the article; ] opens the next one" if step > 0 else "That was the beginning"
            return
        self.said = Span(sentences[0].start, sentences[-1].end)
        yield from self._note_place()
        for sentence in sentences:
            yield spoken_sentence(article, sentence)

    def _note_place(self) -> Iterator[str]:
        """Remember where one is; trouble with that is said once."""
        article = self.opened.article
        self.here = Place(article.id, article.title, self.said.start, self.share)
        if self._is_forgetful:
            return
        try:
            keep_place(self.library, self.here)
        except StoreError as error:
            self._is_forgetful = True
            yield str(error)

    @property
    def share(self) -> float:
        """How much of the open article was read, 0 to 1."""
        length = len(self.opened.article.text.rstrip())
        return min(1.0, self.said.end / length) if length else 1.0


def _length(blocks: Sequence[Block], paragraphs: int) -> int:
    """How many blocks are read as so many paragraphs: captions, bylines and headings come along with theirs."""
    counted_ones = [number for number, block in enumerate(blocks, 1) if block.kind not in _ASIDES]
    return counted_ones[paragraphs - 1] if paragraphs <= len(counted_ones) else len(blocks)
