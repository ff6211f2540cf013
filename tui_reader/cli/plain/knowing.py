"""The part of a session that knows people: their timelines, their company, and what somebody says is wrong.

The one rule: whom a command means is said in its answer, for a name may have meant another than one thought.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tui_reader.article import EntityKind, Span
from tui_reader.cli.plain.keeping import KeepingSession
from tui_reader.cli.plain.listing import COMPANY, CORRECTIONS, TIMELINE, Entry, Listing
from tui_reader.cli.plain.spoken import moment_line, sentence
from tui_reader.errors import UsageError
from tui_reader.library import Correction, Known, Moment
from tui_reader.ui.panel_rows import PanelRow
from tui_reader.ui.subject import SAME_AS, Subject, both_asked, in_words, names_in, parse_correction, resolved
from tui_reader.ui.wording import counted

MOST_MOMENTS = 10_000
MOST_TOGETHER = 100

_NUMBER = re.compile(r"[0-9]{1,6}")


class KnowingSession(KeepingSession):
    """A session in which people are followed and corrected."""

    about: Subject | None = None
    """Whose company was read out last."""

    def who(self, words: str) -> Subject:
        """Return whom somebody means: by a number of the list, by a name, or without either, whoever is walked.

        Raises:
            UsageError: That is nobody.
            NotFoundError: Nobody is called so.
        """
        if _NUMBER.fullmatch(words):
            choice = self.entry(int(words)).choice
            if isinstance(choice, PanelRow) and choice.entity and choice.kind:
                return Subject(choice.entity, choice.text, choice.kind)
            if isinstance(choice, Known):
                return Subject(choice.id, choice.name, choice.kind)
            raise UsageError(f"{words} is not the name of somebody or something")
        walked = self.reading.walked_name if self.reading else ""
        if not words and not walked:
            raise UsageError("Say who: a name, or the number of one in the list of people")
        return resolved(self.library, Subject("", words or walked, EntityKind.PERSON))

    # Following

    def tell_timeline(self, words: str = "") -> Iterator[str]:
        """Read out every date of somebody, the oldest first."""
        who = self.who(words)
        moments = islice(self.library.timeline(who.id), MOST_MOMENTS)
        entries = tuple(Entry(moment_line(moment), moment) for moment in moments)
        if entries:
            yield f"{who.name}, {counted(len(entries), 'date')}"
            yield from self.read_list(Listing(TIMELINE, entries, len(entries)))
        else:
            yield f"No date stands beside the name of {who.name}"

    def open_moment(self, moment: Moment) -> Iterator[str]:
        """Open an article at a date, and read the sentence."""
        self.take(moment.article)
        self.find_chosen(moment.article)
        yield self.opened.article.title
        yield from self.hear(Span(moment.start, moment.end))

    def tell_company(self, words: str = "") -> Iterator[str]:
        """Read out who is named in the same articles as somebody."""
        who = self.who(words)
        found = self.library.together(who.id, MOST_TOGETHER)
        if found:
            self.about = who
            yield f"Named together with {who.name}"
            entries = tuple(Entry(f"{known.name}, {counted(known.articles, 'article')}", known) for known in found)
            yield from self.read_list(Listing(COMPANY, entries, len(entries)))
        else:
            yield f"Nobody else is named in the same articles as {who.name}"

    def search_for_both(self, other: Known) -> Iterator[str]:
        """Search for whoever the company was of, and one of it."""
        assert self.about is not None
        yield from self.search(both_asked(self.about, other))

    # Correcting

    def correct(self, words: str) -> Iterator[str]:
        """Make a correction that was typed."""
        who, does, value = parse_correction(words)
        subject = self.who(who)
        names = {subject.id: subject.name}
        if does == SAME_AS:
            other = self.who(value)
            names[other.id], value = other.name, other.id
        yield from self._corrected(Correction(subject.id, does, value), names)

    def _corrected(self, correction: Correction, names: dict[str, str]) -> Iterator[str]:
        self.library.corrections.add(correction)
        self.know_again()
        yield f"{sentence(in_words(correction, names))}, everywhere; u undoes it"

    def know_again(self) -> None:
        """Find what the open article mentions anew when that is next asked for."""
        if self.reading:
            self.reading = replace(self.reading, mentions_known=False, walked_name="", walked_mentions=())

    def list_corrections(self) -> Iterator[str]:
        """Read out what was corrected, the last first."""
        corrections = self.library.corrections.all()
        names = names_in(self.library, corrections)
        entries = tuple(Entry(in_words(correction, names), correction) for correction in reversed(corrections))
        if entries:
            yield counted(len(entries), "correction")
            yield from self.read_list(Listing(CORRECTIONS, entries, len(entries)))
        else:
            yield "Nothing is corrected: :correct says how"

    def remove(self, number: int) -> Iterator[str]:
        """Take back a correction of the list; or keep a passage no longer."""
        if self.listing.name != CORRECTIONS:
            yield from super().remove(number)
            return
        entry = self.entry(number)
        self.library.corrections.remove(entry.choice)
        self.know_again()
        yield f"Taken back: {entry.text}"

    def undo(self) -> Iterator[str]:
        """Undo the last change."""
        yield from super().undo()
        self.know_again()

    def redo(self) -> Iterator[str]:
        """Do again what was undone last."""
        yield from super().redo()
        self.know_again()
