"""The part of a session that remembers: where one was, what was read, which searches are worth keeping, which dates.

The one rule: nothing is said to be done before it is on the disk.
"""

from collections.abc import Iterator
from dataclasses import replace

from tui_reader.article import AnnotatedArticle
from tui_reader.cli.plain.listing import FRONT
from tui_reader.cli.plain.spoken import fact_line, sentence
from tui_reader.cli.plain.walking import WalkingSession
from tui_reader.errors import StoreError, UsageError
from tui_reader.library import Library
from tui_reader.library.bringing import add_samples
from tui_reader.ui import noting
from tui_reader.ui.facts import HELP, facts_of, parse_day
from tui_reader.ui.noting import Place
from tui_reader.ui.panes.front import front_rows
from tui_reader.ui.wording import counted, day_in_words

LONGEST_TRAIL = 200


class RememberingSession(WalkingSession):
    """A session that knows where one was."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._behind: list[Place] = []
        self._ahead: list[Place] = []
        self.is_behind = False
        """Whether a date was changed, so that the index is to follow."""

    # Where one was

    def list_front(self) -> Iterator[str]:
        """Read out what there is to go on with, and what is new; nothing, if there is nothing."""
        try:
            news = noting.find_news(self.library, self.library.memory.begin_visit())
        except StoreError as error:
            yield str(error)
        else:
            if said := self.library.tell_news():
                yield sentence(said)
            yield from self.read_page(FRONT, front_rows(news, None))

    def bring_samples(self) -> Iterator[str]:
        """Copy the sample articles into the library."""
        count = len(add_samples(self.library.places))
        self.is_behind = True
        yield f"{counted(count, 'sample article')} copied into the library"

    def look_again(self) -> Iterator[str]:
        """Look for new and changed articles."""
        self.is_behind = True
        yield "Looking for articles"

    def take(self, article_id: str) -> None:
        """Have an article open, without a word; where one was is noted."""
        here = self.here
        super().take(article_id)
        if here and here.article != article_id:
            self._behind, self._ahead = [*self._behind[-LONGEST_TRAIL:], here], []

    def go_where_one_was(self, step: int) -> Iterator[str]:
        """Go on reading where one was before, or go forward again."""
        places, others = (self._behind, self._ahead) if step < 0 else (self._ahead, self._behind)
        if step < 0 and self.reading is None and self.here:
            target = self.here  # a search came between
        elif places:
            target = places.pop()
            others += [self.here] if self.here else []
        else:
            yield "That is where you began" if step < 0 else "That is where you went back from"
            return
        super().take(target.article)
        self.go_to(target.offset)
        self.find_chosen(target.article)
        yield target.title
        yield from self.read_on()

    def go_on_with(self, article_id: str) -> Iterator[str]:
        """Open an article where one left it."""
        self.take(article_id)
        self.find_chosen(article_id)
        yield from self.begin_to_read()

    # What was read, and what is searched for again and again

    def toggle_read(self) -> Iterator[str]:
        """Mark the open article as read, or as unread."""
        is_read = noting.toggle_read(self.library, self.opened.article)
        yield f"Marked as {'read' if is_read else 'unread'}"

    def toggle_search(self) -> Iterator[str]:
        """Save the search, or forget it."""
        query = self.results.query.text.strip() if self.results else ""
        if not query:
            raise UsageError("Type a search first: there is nothing to save")
        yield f"{'Saved' if noting.toggle_search(self.library, query) else 'No longer saved'}: {query}"

    # Details

    def tell_details(self) -> Iterator[str]:
        """Say what is known of the open article."""
        self.find_mentions()
        passages = tuple(self.library.bookmarks.of(self.opened.article))
        is_read = self.opened.article.id in self.library.memory.read_articles()
        for name, value in facts_of(replace(self.opened, passages=passages), is_read=is_read):
            yield fact_line(name, value)

    def set_date(self, words: str) -> Iterator[str]:
        """Set the day on which the open article was published; without words, leave it to the article again."""
        try:
            day = parse_day(words) if words else None
        except ValueError as error:
            raise UsageError(f"{error}: {HELP}") from error
        self.library.memory.set_date(self.opened.article.id, day)
        self.reread()
        yield f"Published {day_in_words(day)}" if day else "Its own date again"

    def reread(self) -> None:
        """Read the open article anew, for its date may be another now; and let the index follow."""
        self.is_behind = True
        if self.reading:
            article = self.library.article(self.reading.article.id)
            if article != self.reading.article:
                self.reading = replace(self.reading, annotated=AnnotatedArticle(article), mentions_known=False)
