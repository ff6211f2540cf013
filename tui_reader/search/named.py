"""What an index keeps of the people and things in an article: who is named, how often, and on which dates.

The one rule: pure, and the same for every index. Left out are those who only signed an article, and names of which
nothing tells whose they are.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tui_reader.article import AnnotatedArticle, BlockKind, Entity, EntityKind, Mention, MentionKind, Role, Span
from tui_reader.search.entity_ids import kind_of, name_of, settled
from tui_reader.search.values import days_of
from tui_reader.sentences import split_sentences

MOST_FORMS = 12
"""Of each person or thing so many other names are kept, those in most use."""
_SIGNATURES = (BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.ROLE, BlockKind.BIO)
_APART = "\x1f"
"""What stands between the parts of a term; it is white space to Python, and so in no id and no name."""


class Named(NamedTuple):
    """Somebody or something that is named in an article."""

    id: str
    name: str
    """Canonical."""
    times: int
    """How often."""
    forms: tuple[str, ...] = ()
    """Other names in use there, most frequent first."""
    members: tuple[str, ...] = ()
    """Of a pair: the ids of its people."""

    def means(self, ids: frozenset[str]) -> bool:
        """Whether one of these ids is meant, if by its half of a pair."""
        return self.id in ids or not ids.isdisjoint(self.members)


class Dated(NamedTuple):
    """A date with a calendar value in a sentence that names somebody or something."""

    value: str
    is_inferred: bool
    start: int
    end: int
    """Where its words stand in the text."""
    who: tuple[int, ...]
    """The numbers of those who are named, among the `Named` of the article."""


def find_named(annotated: AnnotatedArticle) -> tuple[Named, ...]:
    """Return who and what an article names, in the order of its entities."""
    counts = Counter(mention.entity for mention in _told(annotated))
    named: dict[str, Named] = {}
    for entity in annotated.entities:
        if counts[entity.id] and entity.role is Role.STORY and not entity.could_be and kind_of(settled(entity.id)):
            new = _as_named(entity, counts[entity.id])
            same = named.get(new.id)
            named[new.id] = same._replace(times=same.times + new.times) if same else new
    return tuple(named.values())


def _told(annotated: AnnotatedArticle) -> list[Mention]:
    """The mentions of names in the story itself."""
    signatures = [block.span for block in annotated.article.blocks if block.kind in _SIGNATURES]
    names = (mention for mention in annotated.mentions if mention.kind is not MentionKind.DATE)
    return [mention for mention in names if not any(mention.span.overlaps(span) for span in signatures)]


def _as_named(entity: Entity, times: int) -> Named:
    name = _cleaned(entity.name) or name_of(settled(entity.id))
    forms = (form for form in map(_cleaned, entity.aliases[:MOST_FORMS]) if form)
    members = map(settled, entity.members) if entity.kind is EntityKind.PAIR else ()
    return Named(settled(entity.id), name, times, tuple(forms), tuple(sorted(members)))


def _cleaned(text: str) -> str:
    """Return text on one line, and as it can be written in UTF-8."""
    return " ".join(text.split()).encode("utf-8", "replace").decode()


def find_dated(annotated: AnnotatedArticle, named: Sequence[Named]) -> tuple[Dated, ...]:
    """Return the dates with a calendar value that stand in one sentence with anybody or anything of `named`."""
    numbers = {each.id: number for number, each in enumerate(named)}
    dates = [each for each in annotated.mentions if each.timex in ("DATE", "TIME") and each.value]
    names = [each for each in _told(annotated) if settled(each.entity or "") in numbers] if dates else []
    if not names:
        return ()
    blocks = sorted(annotated.article.blocks, key=lambda block: block.start)
    block_starts = [block.start for block in blocks]
    name_starts = [mention.start for mention in names]
    found = []
    for date in dates:
        place = bisect_right(block_starts, date.start) - 1
        if place < 0 or not date.value or not days_of(date.value):
            continue
        sentence = _sentence_of(split_sentences(annotated.article.text, *blocks[place].span), date.start)
        first = bisect_right(name_starts, sentence.start - 1)
        beside = names[first : bisect_right(name_starts, sentence.end - 1)]
        if who := tuple(sorted({numbers[settled(name.entity or "")] for name in beside})):
            found.append(Dated(date.value, date.anchor == "inferred", date.start, date.end, who))
    return tuple(found)


def _sentence_of(sentences: Sequence[Span], offset: int) -> Span:
    place = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[max(place, 0)] if sentences else Span(offset, offset)


# Who is named, as a term of an index: an id, a canonical name that the id does not tell, and the members of a pair. The
# terms of an id stand side by side where terms are sorted.


def term_of(named: Named) -> bytes:
    """Return somebody or something as a term."""
    name = "" if named.name == name_of(named.id) else named.name
    return _APART.join((named.id, *((name, *named.members) if name or named.members else ()))).encode()


def parse_term(term: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Return the id, the canonical name and the members that `term_of` made a term."""
    entity_id, *rest = term.decode("utf-8", "replace").split(_APART)
    return entity_id, (rest[0] if rest and rest[0] else name_of(entity_id)), tuple(rest[1:])


def terms_beginning(entity_id: str) -> tuple[bytes, bytes]:
    """Return the term of an id alone, and how all its other terms begin."""
    return entity_id.encode("utf-8", "replace"), f"{entity_id}{_APART}".encode("utf-8", "replace")
