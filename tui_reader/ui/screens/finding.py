"""The part of the main screen that finds something in the open article: words, the next person, the next date.

The one rule: whatever is found, to go there is to replace `reading`; whoever gives up is back where it began.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events, on, work
from textual.getters import query_one
from textual.widgets import Input

from tui_reader.article import Article, Mention, MentionKind
from tui_reader.ui import handling
from tui_reader.ui.mentioned import has_day, mentions_in_story, shown_value
from tui_reader.ui.panes.finding import FindBar, FindBox
from tui_reader.ui.reading import Reading, following
from tui_reader.ui.screens.remembering import RememberingScreen
from tui_reader.ui.widgets.reader_view import ReaderView


class FindingScreen(RememberingScreen):
    """A screen on which things are found in the open article."""

    find_bar = query_one("#find-bar", FindBar)

    _find_number = 0
    _before_find: Reading | None = None
    """What was read, and walked, when the box was opened; None while it is not."""
    _find_from = 0, 0
    """What stood first on the screen then, and how many blank lines above it."""
    _has_finds = False
    """Whether what is typed was found."""

    # Words

    @property
    def is_finding(self) -> bool:
        """Whether somebody types words to find."""
        return self.find_bar.box.has_focus

    def action_find(self) -> None:
        if self.reading is None:
            self.feedback = "no article is open"
            return
        self._before_find, self._find_from = self.reading, self.reader.top
        self._has_finds = False
        self.go_to(self.reader)  # where one pane is shown at a time it is this one
        self.find_bar.open()

    @on(Input.Changed, "#find")
    def _find_what_is_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find_number += 1
        if self.reading and self._before_find:
            self._run_find(self._find_number, self.reading.article, event.value)

    @work(thread=True, exclusive=True, group="find")
    def _run_find(self, number: int, article: Article, words: str) -> None:
        handling.find_words(self.post_message, self.library, number, article, words)

    @on(handling.WordsFound)
    def _show_finds(self, message: handling.WordsFound) -> None:
        before, reading = self._before_find, self.reading
        if message.number != self._find_number or before is None or reading is None:
            return
        self.feedback = ""
        self._has_finds = bool(message.spans)
        if message.spans:
            here = following(message.spans, self._find_from[0] - 1) or message.spans[0]
            name = f"“{message.words}”"
            self.reading = replace(reading, walked_name=name, walked_mentions=message.spans, current=here)
            self._count_finds()
        else:
            self._give_back(before)
            self.find_bar.say("not found" if message.words else "")

    def _count_finds(self) -> None:
        reading = self.reading
        if reading and reading.current in reading.walked_mentions:
            number = reading.walked_mentions.index(reading.current) + 1
            self.find_bar.say(f"{number:,} of {len(reading.walked_mentions):,}")

    @on(FindBox.Walked)
    def _walk_finds(self, message: FindBox.Walked) -> None:
        if self._has_finds:
            self.walk(message.step)
            self._count_finds()

    @on(FindBox.Left)
    def _leave_the_box(self) -> None:
        if self.find_bar.box.value.strip() and not self._has_finds:
            self.feedback = f"“{self.find_bar.box.value.strip()}” is not in this article"
            return
        self.go_to(self.reader)

    @on(FindBox.Closed)
    def _close_the_box(self) -> None:
        if self._before_find:
            self._give_back(self._before_find)
        self.feedback = ""
        self.go_to(self.reader)

    def _give_back(self, before: Reading) -> None:
        """Be again where the box was opened, and walk what was walked then."""
        if self.reading and self.reading.article is before.article:
            self.reading = replace(
                self.reading,
                walked_name=before.walked_name,
                walked_mentions=before.walked_mentions,
                current=before.current,
            )
            self.reader.show_at_top(*self._find_from)

    @on(events.DescendantFocus)
    def _hide_the_box(self) -> None:
        if self.find_bar.display and not self.is_finding:
            self.find_bar.close()
            self._before_find = None

    # People and dates

    def action_next_person(self) -> None:
        self._go_to_mention(1, self._people(), "person is named", self._person)

    def action_previous_person(self) -> None:
        self._go_to_mention(-1, self._people(), "person is named", self._person)

    def action_next_date(self) -> None:
        self._go_to_mention(1, self._dates(), "date is given", self._date)

    def _people(self) -> Sequence[Mention]:
        return mentions_in_story(self.reading.annotated, MentionKind.PERSON) if self.reading else ()

    def _dates(self) -> Sequence[Mention]:
        """The dates with a place in the calendar: those that the panel lists."""
        mentions = self.reading.annotated.mentions if self.reading else ()
        return tuple(mention for mention in mentions if has_day(mention))

    def _go_to_mention(
        self, step: int, mentions: Sequence[Mention], what: str, named: Callable[[Mention, Sequence[Mention]], str]
    ) -> None:
        if self.reading is None:
            self.feedback = "no article is open"
        elif not self.reading.mentions_known:
            self.feedback = "people and dates are still being looked for"
        elif target := self.beside([mention.span for mention in mentions], step, self.reading.current):
            mention = next(mention for mention in mentions if mention.span == target)
            self.reading = replace(self.reading, current=target)
            self.feedback = named(mention, mentions)
        else:
            self.feedback = f"no {'more' if step > 0 else 'earlier'} {what} here"

    def _person(self, mention: Mention, people: Sequence[Mention]) -> str:
        assert self.reading is not None
        entities = self.reading.annotated.entities
        name = next((entity.name for entity in entities if entity.id == mention.entity), mention.text)
        same = [other for other in people if other.entity == mention.entity]
        return f"{name} · {same.index(mention) + 1} of {len(same)}"

    def _date(self, mention: Mention, dates: Sequence[Mention]) -> str:
        inferred = "~" if mention.anchor == "inferred" else ""
        return f"{shown_value(mention.value or '')}{inferred} · date {dates.index(mention) + 1} of {len(dates)}"

    # Sentences

    @on(ReaderView.PlaceChosen)
    def _go_to_sentence(self, message: ReaderView.PlaceChosen) -> None:
        if self.reading:
            self.feedback = ""
            self.reading = replace(self.reading, current=message.span)
