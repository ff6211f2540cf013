"""The part of a session that keeps passages, and undoes what was done.

The one rule: nothing is said to be done before it is on the disk.
"""

from collections.abc import Iterator

from tui_reader.article import Span
from tui_reader.cli.plain.listing import KEPT, Listing
from tui_reader.cli.plain.remembering import RememberingSession
from tui_reader.cli.plain.spoken import passage_entry, quoted, sentence
from tui_reader.errors import UsageError
from tui_reader.library import KeptPassage, Library
from tui_reader.ui.noting import jot, keep_passage
from tui_reader.ui.tags import parse_tags
from tui_reader.ui.wording import counted


class KeepingSession(RememberingSession):
    """A session that keeps passages."""

    def keep(self) -> Iterator[str]:
        """Keep what was read out last; where nothing was yet, the sentence that would be next."""
        article = self.opened.article
        passage = self._heard_last()
        if passage is None:
            yield "There is nothing to keep here"
            return
        kept, is_new = keep_passage(self.library, article, passage)
        yield f"{'Kept' if is_new else 'Kept already'}: {quoted(kept.bookmark.quote)}"

    def _heard_last(self) -> Span | None:
        """The last sentence or paragraph that was read out; before the first, the sentence that would be next."""
        start, end = self.said
        heard = [block for block in self.blocks() if block.start < end and start < block.end]
        if not heard:
            return self.said if start < end else Library.sentence_at(self.opened.article, end)
        return Span(max(start, heard[-1].start), min(end, heard[-1].end))

    def note(self, words: str) -> Iterator[str]:
        """Write a note to what was read out last, and keep it."""
        yield from self._jot(note=words)

    def tag(self, words: str) -> Iterator[str]:
        """Give tags to what was read out last, and keep it."""
        yield from self._jot(tags=parse_tags(words))

    def _jot(self, *, note: str | None = None, tags: tuple[str, ...] | None = None) -> Iterator[str]:
        passage = self._heard_last()
        if passage is None:
            yield "There is nothing to keep here"
            return
        kept = jot(self.library, self.opened.article, passage, note=note, tags=tags)
        what = f"Tagged {', '.join(tags)}" if tags else "No tags any more" if tags is not None else "Note kept"
        yield f"{what}: {quoted(kept.bookmark.quote)}"

    def list_kept(self, words: str = "") -> Iterator[str]:
        """Read out what is kept, the last first; with words, what matches them."""
        entries = tuple(map(passage_entry, self.library.bookmarks.all(words)))
        if words and not entries:
            yield f"Nothing that is kept matches {words}"
        elif entries:
            yield counted(len(entries), "kept passage")
            yield from self.read_list(Listing(KEPT, entries, len(entries)))
        else:
            yield "Nothing is kept yet: m keeps what was read last"

    def open_kept(self, kept: KeptPassage) -> Iterator[str]:
        """Open an article where a passage of it was kept, and read the passage."""
        if kept.span is None:
            yield f"Its article does not hold this any more: {kept.bookmark.quote}"
            return
        self.take(kept.article)
        yield self.opened.article.title
        yield from self.hear(kept.span)

    def remove(self, number: int) -> Iterator[str]:
        """Keep a passage of the list no longer."""
        if self.listing.name != KEPT:
            raise UsageError("B lists what can be removed")
        kept = self.entry(number).choice
        self.library.bookmarks.remove(kept.bookmark.id)
        yield f"No longer kept: {quoted(kept.bookmark.quote)}"

    def undo(self) -> Iterator[str]:
        """Undo the last change."""
        yield sentence(self.library.memory.undo() or "nothing to undo")
        self.reread()

    def redo(self) -> Iterator[str]:
        """Do again what was undone last."""
        yield sentence(self.library.memory.redo() or "nothing to redo")
        self.reread()
