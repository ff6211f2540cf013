"""How things are said in plain mode: the word that matters first, and signs that are heard replaced by words.

The one rule: pure; a value goes in, a line without its end comes out.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from tui_reader.article import Article, BlockKind, Span
from tui_reader.cli.plain.listing import Entry
from tui_reader.library import Hit, KeptPassage, Library, Results
from tui_reader.ui.mentioned import PanelRow
from tui_reader.ui.page_rows import AskForPath, Deed, PageRow
from tui_reader.ui.wording import counted, day_in_words, reading_minutes

QUOTED = 60
"""Code points of a passage that are enough to know it by."""
LONGEST_SENTENCE = 600
"""Code points of a sentence that is read in one piece."""

_KINDS = {
    BlockKind.HEADLINE: "Headline",
    BlockKind.CAPTION: "Caption",
    BlockKind.CREDIT: "Picture credit",
    BlockKind.QUOTE: "Quote",
    BlockKind.SUBHEAD: "Heading",
}
"""What is said before a block that a screen would set in another type."""


def joined(*parts: str) -> str:
    """Return the parts that say something, with commas between them."""
    return ", ".join(part for part in parts if part)


def on_one_line(text: str) -> str:
    """Return text with every run of white space as one blank."""
    return " ".join(text.split())


def without_dots(text: str) -> str:
    """Return text with commas for the dots between its parts, which nobody hears as what they are."""
    return text.replace(" · ", ", ")


def sentence(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def quoted(text: str) -> str:
    """Return how a passage begins, in quotation marks."""
    words = on_one_line(text)
    return f"“{words}”" if len(words) <= QUOTED else f"“{words[: QUOTED - 1].rsplit(' ', 1)[0]} …”"


def hit_entry(hit: Hit, *, is_read: bool) -> Entry[Hit]:
    """Say what a result is, and whether it is marked as read."""
    hits, day = counted(hit.hits, "hit") if hit.hits else "", day_in_words(hit.published) if hit.published else ""
    return Entry(joined(hit.title, hits, hit.source, day, "read" if is_read else ""), hit)


def page_lines(rows: Sequence[PageRow]) -> Iterator[str]:
    """Say what stands on a page that would stand in place of the panes, without what can be chosen there."""
    for row, following in pairwise([*rows, PageRow()]):
        if row.text and not (row.deed or following.deed):
            yield row.text


def page_entries(rows: Sequence[PageRow]) -> Iterator[Entry[Deed]]:
    """Say what can be chosen on a page; paths are typed on the screen only."""
    for before, row in pairwise([PageRow(), *rows]):
        if row.deed and not isinstance(row.deed, AskForPath):
            heading = without_dots(before.text).title() if before.is_heading else ""
            yield Entry(joined(row.text, row.about), row.deed, heading)


def passage_entry(kept: KeptPassage) -> Entry[KeptPassage]:
    """Say what was kept, and whether its article still holds it."""
    state = "" if kept.state == "exact" else str(kept.state)
    return Entry(joined(quoted(kept.bookmark.quote), kept.title or kept.article, state), kept)


def row_entries(rows: Sequence[PanelRow]) -> Iterator[Entry[PanelRow]]:
    """Say who and what an article mentions; the short forms of a name in the line of their person."""
    heading = ""
    for number, row in enumerate(rows):
        if row.is_heading:
            heading = f"{row.text.capitalize()}, {row.count}"
        elif row.spans:
            yield Entry(_row_line(row, _forms(rows[number + 1 :])), row, heading)
            heading = ""


def _forms(rows: Sequence[PanelRow]) -> list[str]:
    """The rows at the beginning that are forms of the name above them."""
    forms = []
    for row in rows:
        if row.is_heading or row.spans:
            break
        forms.append(row.text.strip())
    return forms


def _row_line(row: PanelRow, forms: Sequence[str]) -> str:
    mentions = counted(len(row.spans), "mention")
    if not row.value:
        return joined(row.text, mentions, f"also {', '.join(forms)}" if forms else "")
    value = value_in_words(row.value.rstrip("~ "))
    is_said = value.casefold() == row.text.casefold()
    return joined(value, "" if is_said else f"“{row.text}”", "inferred" if row.value.endswith("~") else "", mentions)


def value_in_words(value: str) -> str:
    """Return a date's value as it is said: "5 March 2021" for 2021-03-05, "March 2021" for 2021-03."""
    try:
        if len(value) == len("2021-03"):
            return f"{date.fromisoformat(value + '-01'):%B %Y}"
        return day_in_words(date.fromisoformat(value)) if len(value) == len("2021-03-05") else value
    except ValueError:
        return value


def found_line(results: Results) -> str:
    """Say how much was found, and for what."""
    found = counted(results.total, "article")
    return f"{found}: {results.query.understood}" if results.query.understood else f"{found}, newest first"


def origin_line(article: Article) -> str:
    """Say where an article is from, when, and how long it takes to read."""
    day = f"{article.published:%A} {day_in_words(article.published)}" if article.published else "no date"
    return joined(article.source, day, counted(reading_minutes(article), "minute"))


def fact_line(name: str, value: str) -> str:
    """Say one thing that is known of an article."""
    return f"{name.capitalize()}: {without_dots(value)}"


def sentences_around(article: Article, span: Span) -> Iterator[Span]:
    """Yield the sentences that have something of a span; those that nobody could hear out, in pieces."""
    for block in article.readable_blocks:
        if block.span.overlaps(span):
            for sentence in Library.find_sentences(article, block):
                yield from (piece for piece in _pieces(article.text, sentence) if piece.overlaps(span))


def sentences_in(article: Article, span: Span) -> Iterator[Span]:
    """Yield the sentences in a span, without what of them is outside it."""
    for start, end in sentences_around(article, span):
        yield Span(max(start, span.start), min(end, span.end))


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    while end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = blank if blank > 0 else start + LONGEST_SENTENCE
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def spoken_sentence(article: Article, sentence: Span) -> str:
    """Say a sentence; if it is the first of a block that is no plain text, with what that is."""
    kinds = {block.start: _KINDS[block.kind] for block in article.readable_blocks if block.kind in _KINDS}
    words = on_one_line(article.text[sentence.start : sentence.end])
    return f"{kinds[sentence.start]}: {words}" if sentence.start in kinds else words
