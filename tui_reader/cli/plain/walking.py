"""The part of a session that walks: from hit to hit, from mention to mention, and back to where one came from.

The one rule: a step is heard as the sentence it leads to; where it leads on into another article, that is said first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_reader.article import AnnotatedArticle, MentionKind, Span
from tui_reader.cli.plain.listing import PEOPLE, RESULTS, Listing
from tui_reader.cli.plain.reading import ReadingSession
from tui_reader.cli.plain.searching import Where
from tui_reader.cli.plain.spoken import joined, row_entries, sentences_around
from tui_reader.ui.mentioned import mentions_in_story
from tui_reader.ui.panel_rows import PanelRow, panel_rows
from tui_reader.ui.reading import Reading, beside_with_hits, following, preceding
from tui_reader.ui.subject import mentions_of


class WalkingSession(ReadingSession):
    """A session that walks through hits and mentions."""

    def walk(self, step: int) -> Iterator[str]:
        """Read the sentence of the next hit or mention, or of the one before, across articles."""
        reading = self.reading
        target = self._beside(reading.walked, step) if reading else None
        if target:
            yield from self.hear(target)
        elif reading and reading.walked_name:
            yield f"No {'more' if step > 0 else 'earlier'} mention of {reading.walked_name} here"
        else:
            yield from self._cross(step)

    def walk_mentions(self, kind: MentionKind, step: int) -> Iterator[str]:
        """Read the sentence of the next mention of somebody, or of a date, or of the one before."""
        spans = [mention.span for mention in mentions_in_story(self.find_mentions(), kind)]
        target = self._beside(spans, step)
        if target:
            yield from self.hear(target)
        else:
            yield f"No {'more' if step > 0 else 'earlier'} {kind} here"

    def _beside(self, spans: Sequence[Span], step: int) -> Span | None:
        """The first span behind what was heard, or the last before it; one in what was read on counts as behind."""
        current = self.opened.current
        if step < 0:
            return preceding(spans, self.said.start)
        is_heard = current is not None and current.overlaps(self.said)
        return following(spans, (self.said.end if is_heard else self.said.start) - 1)

    def hear(self, span: Span) -> Iterator[str]:
        """Go to a span, and read its sentence."""
        self.reading = replace(self.opened, current=span)
        yield from self.read(list(sentences_around(self.reading.article, span)))

    def _cross(self, step: int) -> Iterator[str]:
        """Go on in the next result that has hits, or in the one before."""
        if self.results is None or not (self.results.total and self.results.query.wanted):
            yield "There are no hits: type words to search for"
            return
        number = self._beside_article(step)
        if number is None:
            yield f"That was the {'last' if step > 0 else 'first'} hit"
            return
        self.take_result(number)
        reading = self.opened
        yield f"Article {number + 1}: {reading.article.title}"
        yield from self.hear(reading.hits[0 if step > 0 else -1]) if reading.hits else self.read_on()

    def _beside_article(self, step: int) -> int | None:
        """The number of the next result with hits, or of the one before; fetches more of them where that is needed."""
        while self.results:
            number = beside_with_hits(self.results.hits, self.chosen, step)
            if number is not None or step < 0 or not self.fetch(len(self.results.hits) + 1):
                return number
        return None

    # Who and when

    def find_mentions(self) -> AnnotatedArticle:
        """The open article with its people and dates; they are looked for when they are first asked for."""
        reading = self.opened
        if not reading.mentions_known:
            found = mentions_of(self.library, reading.article)
            self.reading = reading = replace(reading, annotated=found, mentions_known=True)
        return reading.annotated

    def list_people(self) -> Iterator[str]:
        """Read out whom and what the open article mentions."""
        entries = tuple(row_entries(panel_rows(self.find_mentions())))
        if entries:
            yield from self.read_list(Listing(PEOPLE, entries, len(entries)))
        else:
            yield "Nobody is named here"

    def walk_row(self, row: PanelRow) -> Iterator[str]:
        """Let `n` and `N` walk the mentions of somebody, or of a date, and read the first."""
        self.reading = replace(self.opened, walked_name=row.text, walked_mentions=row.spans, current=None)
        yield from self.hear(row.spans[0])

    # Where one is

    def go_back(self) -> Iterator[str]:
        """One step: from the mentions to the hits, from another list to the article, from there to the results."""
        if self.reading and self.where is Where.ARTICLE and self.reading.walked_name:
            self.reading = replace(self.reading, walked_name="", walked_mentions=(), current=None)
            self.listing = self.listed_results()
            yield "n goes to the hits again"
        elif self.reading and self.where is Where.LIST and self.listing.name != RESULTS:
            self.listing, self.where = self.listed_results(), Where.ARTICLE
            yield self.reading.article.title
        elif self.where is not Where.ARTICLE:
            yield "This is as far back as it goes"
        else:
            yield from self.list_results()

    @property
    def place(self) -> str:
        """Where one is, in a few words."""
        if self.where is not Where.ARTICLE or self.reading is None:
            return self.listing.place if self.where is Where.LIST else "search"
        article = f"article {self.chosen + 1}" if self._is_result(self.reading.article.id) else "article"
        return joined(self._place_among_hits(self.reading), article, f"{round(100 * self.share)}%")

    def find_chosen(self, article_id: str) -> None:
        """Go on among the results from an article, if it is one of them."""
        ids = [hit.article for hit in self.results.hits] if self.results else []
        self.chosen = ids.index(article_id) if article_id in ids else self.chosen

    def _is_result(self, article_id: str) -> bool:
        """Whether an article is the one of the results that was opened last."""
        hits = self.results.hits if self.results else ()
        return 0 <= self.chosen < len(hits) and hits[self.chosen].article == article_id

    def _place_among_hits(self, reading: Reading) -> str:
        """Which hits or mentions were just heard, such as "hits 2 to 3 of 5"; empty while one reads on."""
        if reading.current not in reading.walked or not reading.current.overlaps(self.said):
            return ""
        heard = [number for number, span in enumerate(reading.walked, 1) if span.overlaps(self.said)]
        what = "mention" if reading.walked_name else "hit"
        numbers = f"{what} {heard[0]}" if len(heard) == 1 else f"{what}s {heard[0]} to {heard[-1]}"
        return f"{numbers} of {len(reading.walked)}"
