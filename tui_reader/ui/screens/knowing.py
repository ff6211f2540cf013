"""The part of the main screen that knows people: their timelines, their company, and what somebody says is wrong.

The one rule: a command is about whoever is chosen in the panel, or stands where the reader is; what is said of a name
holds in the whole library at once, and is seen everywhere at once.
"""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from tui_reader.article import Article, EntityKind, Span
from tui_reader.ui import correcting
from tui_reader.ui import work as background
from tui_reader.ui.bindings import keymap_of
from tui_reader.ui.mentioned import entity_at
from tui_reader.ui.screens.recalling import RecallingScreen
from tui_reader.ui.subject import Subject, both_asked

if TYPE_CHECKING:
    from tui_reader.library import Correction, Known, Moment
    from tui_reader.ui.screens.amending import Amendment


class KnowingScreen(RecallingScreen):
    """A screen on which people can be followed and corrected."""

    _corrections: "tuple[Correction, ...] | None" = None
    """As they were when they were looked at last."""
    _followed: "tuple[Subject, Moment] | None" = None
    """Whose timeline led to an article last, and from which of its dates."""

    @property
    def subject(self) -> Subject | None:
        """Whom or what a command is about: who is chosen in the panel, or is named where the reader is."""
        row, reading = self.people.chosen_row, self.reading
        if self.people.has_focus:
            if row and row.entity and row.kind:
                return Subject(row.entity, row.text, row.kind)
            return Subject("", row.text, EntityKind.PERSON) if row and row.asked[0] == "name" else None
        if self.reader.has_focus and reading and reading.current:
            entity = entity_at(reading.annotated, reading.current)
            return Subject(entity.id, entity.name, entity.kind) if entity else None
        return None

    def _subject_for(self, key_id: str, does: str) -> Subject | None:
        """Whom a command is about; where that is nobody, it is told how to choose somebody."""
        subject = self.subject
        if subject is None and self.stage != "panes":
            self.feedback = "open an article first, or type a search"
        elif subject is None and self.people.has_focus:
            self.feedback = "this is not the name of somebody or something"
        elif subject is None:
            self.go_to(self.people)
            self.feedback = keymap_of(self).with_hint("choose somebody", key_id, does)
        return subject

    # Following

    def action_timeline(self) -> None:
        """Show every date of somebody, the oldest first."""
        from tui_reader.ui.screens.timeline import TimelineScreen

        subject, moment = self._followed_here or (None, None)
        if subject := subject or self._subject_for("timeline", "shows their timeline"):
            screen = TimelineScreen(subject, self.library, self.ask, moment)
            self.app.push_screen(screen, partial(self._open_moment, subject))

    @property
    def _followed_here(self) -> "tuple[Subject, Moment] | None":
        """Whose timeline led here, if one is still at its date: there one goes on."""
        if self._followed and self.reading and self.reader.has_focus:
            moment = self._followed[1]
            place = moment.article, Span(moment.start, moment.end)
            return self._followed if place == (self.reading.article.id, self.reading.current) else None
        return None

    def _open_moment(self, subject: Subject, moment: "Moment | None") -> None:
        if moment:
            self._followed = subject, moment
            self.results_list.mark(moment.article)
            self.open(moment.article, Span(moment.start, moment.end))
            self.go_to(self.reader)

    def action_together(self) -> None:
        """Show who is named together with somebody."""
        from tui_reader.ui.screens.timeline import CompanyScreen

        if subject := self._subject_for("together", "shows their company"):
            search = partial(self._search_for_both, subject)
            self.app.push_screen(CompanyScreen(subject, self.library, self.ask), search)

    def _search_for_both(self, subject: Subject, other: "Known | None") -> None:
        if other:
            self.change_query(both_asked(subject, other))

    # Correcting

    def action_correct(self) -> None:
        """Ask what is wrong with a name."""
        if subject := self._subject_for("correct", "corrects the name"):
            self._run_resolve(subject)

    @work(thread=True, exclusive=True, group="correct")
    def _run_resolve(self, subject: Subject) -> None:
        correcting.resolve(self.post_message, self.library, subject)

    @on(correcting.Resolved)
    def _ask_what_is_wrong(self, message: correcting.Resolved) -> None:
        from tui_reader.ui.screens.amending import AmendingScreen

        self.app.push_screen(AmendingScreen(message.subject, self.library, self.ask), self._amend)

    def action_reject(self) -> None:
        """Say that something is not a name."""
        if subject := self._subject_for("reject", "says that it is not a name"):
            self._run_reject(subject)

    def _amend(self, amendment: "Amendment | None") -> None:
        if amendment:
            self._run_correct(amendment)

    @work(thread=True, group="keep")
    def _run_correct(self, amendment: "Amendment") -> None:
        correcting.correct(self.post_message, self.library, amendment.correction, amendment.names)

    @work(thread=True, group="keep")
    def _run_reject(self, subject: Subject) -> None:
        correcting.reject(self.post_message, self.library, subject)

    @on(correcting.Corrected)
    def _show_corrected(self, message: correcting.Corrected) -> None:
        self.feedback = keymap_of(self).with_hint(f"✓ {message.words}", "undo", "undo")
        self._follow_corrections()

    def action_corrections(self) -> None:
        """Show everything that was corrected."""
        from tui_reader.ui.screens.corrections import CorrectionsScreen

        self.app.push_screen(CorrectionsScreen(self.library), lambda _: self._check())

    # What follows from it

    def _follow_corrections(self) -> None:
        """Have everything that is shown be as the corrections say now."""
        self._corrections = None
        if self.reading:
            self._run_find_again(self._open_number, self.reading.article)
        if self.typed.strip():
            self.search_again()
        self.find_facets_again()
        if self.stage == "front":
            self.gather_news()

    @work(thread=True, exclusive=True, group="mentions")
    def _run_find_again(self, number: int, article: Article) -> None:
        background.find_again(self.post_message, self.library, number, article)

    @on(background.MemoryChanged)
    def _check(self) -> None:
        """Something was undone or done again: it may have been a correction."""
        self._run_check()

    @work(thread=True, exclusive=True, group="corrections")
    def _run_check(self) -> None:
        correcting.check_corrections(self.post_message, self.library)

    @on(correcting.CorrectionsRead)
    def _compare_corrections(self, message: correcting.CorrectionsRead) -> None:
        if message.corrections != self._corrections:
            self._follow_corrections()
            self._corrections = message.corrections
