"""Finds dates by a grammar, and works out their values.

The one rule: a value is what the words say, reckoned from the article's day where they are relative to it; without that
day nothing is made up.

Values are ISO 8601, or TIMEX3's where ISO has no word: 2021-SU (a summer), 199 (the 1990s), 19 (the 20th century), P3M
(three months), 2021-W28-WE (a weekend), 2021-07-17TNI (a night), and X for what is not said (XXXX-02, PXM). See TimeML
1.2.1.

A text goes one way: `tokens` cuts it; `grammar` finds the words of dates, by the readers of each kind of date
(`numeric`, `explicit`, `bare`, `weekdays`, `periods`, `relative`, `words`, `holidays`, `clock`, `spans`), which tell as
`forms` and `shifts` what the words say; `widening` takes in what belongs to them, `cues` tells what is to come from
what was; and `narrative` reads each form from the moment that it is reckoned from.
"""

from collections.abc import Iterator
from datetime import date

from tui_reader.article import Article, BlockKind, Mention, MentionKind
from tui_reader.mentions.dates.grammar import Found, find_spans
from tui_reader.mentions.dates.narrative import Story

_UNREAD = (BlockKind.FRONT_MATTER, BlockKind.BYLINE, BlockKind.ROLE, BlockKind.CREDIT)


def find_dates(article: Article, published: date | None) -> list[Mention]:
    """Find the dates in an article, in the order of the text; relative ones are reckoned from `published`."""
    blocks = [list(find_spans(article.text, block.span)) for block in article.blocks if block.kind not in _UNREAD]
    story = Story(published, [found for block in blocks for found in block])
    return [mention for block in blocks for mention in _read(article.text, block, story)]


def _read(text: str, block: list[Found], story: Story) -> Iterator[Mention]:
    """The mentions of one block; what is no date of the calendar is left out."""
    story.new_block()
    for found in block:
        try:
            value = story.read(found)
        except (ValueError, OverflowError):  # 31 February, or a day before the year 1
            continue
        anchor = "stated" if found.form.stated else "inferred" if value and story.published else "none"
        yield Mention(
            MentionKind.DATE,
            found.start,
            found.end,
            text[found.start : found.end],
            value=value,
            timex=found.form.timex,
            anchor=anchor,
        )
