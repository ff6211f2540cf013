"""Finds names by rule: runs of words with a capital, and what around them tells of whom or what they are the name.

The one rule: evidence before suspicion. A word with a capital is a name only if something besides the capital says so,
and what the body of an article has taught is then looked for in its headline and captions, where capitals say nothing.

This is the first extractor, and kept small; a trained tagger takes its place behind the same function.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui_reader.article import Article, Block, BlockKind, Mention, MentionKind
from tui_reader.mentions import lexicon
from tui_reader.mentions.people import KnownPeople, is_part_of_name

_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.BIO)
_TAUGHT = (BlockKind.HEADLINE, BlockKind.CAPTION, BlockKind.SUBHEAD)

LONGEST_RUN = 12
"""Words. More of them with a capital are a heading, or a sentence in capitals, and no name."""

_BEFORE_MONTHS = frozenset("in since until last next this early late on".split())
_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_TOKEN = re.compile(
    rf"\b(?:E|OK|Hello|Yahoo)!"  # names that end in an exclamation mark
    rf"|(?:{_LETTER}\.){{2,}}"  # U.S.
    rf"|{_LETTER}\.(?=\s?[^\W\d_a-z])|(?<=[A-Z]\.\s)[A-Z]\."  # the initials of J. P. Tremlett
    rf"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Rev|St|Jr|Sr|Bros|Inc|Corp|Ltd)\.(?=\s|$)"
    rf"|{_LETTER}+(?:(?!['’]s\b)['’‑-]{_LETTER}+)*"
)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_GAP = re.compile(r"[ \t\n\xa0]{1,2}|\s?&\s?")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]['\"”’)]*\s*|(?:^|\n)[-*•>]\s*)['\"“‘(\[]*$")
_LOWER_CASE_WORD = re.compile(r"(?<![\w'’-])[a-zß-ÿ]+(?!\w)")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    starts_sentence: bool

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens with a capital that follow one another, with the words before and after them."""

    tokens: tuple[_Token, ...]
    before: str
    after: str
    is_possessive: bool

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.lower for token in self.tokens)

    @property
    def names(self) -> tuple[str, ...]:
        """The words without titles such as "Dr."."""
        return tuple(word for word in self.words if word not in lexicon.HONORIFICS)


def find_names(article: Article) -> list[Mention]:
    """Find the names in an article, in no particular order, disjoint and without entities."""
    prose = [block for block in article.blocks if _is_prose(article.text, block)]
    common = {word for block in prose for word in _LOWER_CASE_WORD.findall(article.text, block.start, block.end)}
    found = [run for block in prose for run in _find_runs(article.text, block)]
    runs = [run for candidate in found if (run := _trimmed(candidate, common))]
    kinds = _classify(runs, " ".join(article.source.lower().split()))
    mentions = [_as_mention(article.text, run, kinds[run.words]) for run in runs if run.words in kinds]
    mentions += _bylines(article)
    return mentions + list(_find_again(article, mentions))


def _is_prose(text: str, block: Block) -> bool:
    """Whether a capital says something there: in body and bio, and in captions that are sentences."""
    if block.kind is not BlockKind.CAPTION:
        return block.kind in _PROSE
    words = text[block.start : block.end].split()
    capitalised = sum(word[0].isupper() for word in words)
    return len(words) > 4 and 0 < capitalised <= len(words) * 0.6


def _find_runs(text: str, block: Block) -> Iterator[_Run]:
    """Every run of tokens with a capital in a block."""
    tokens = [_as_token(text, block, match) for match in _TOKEN.finditer(text, block.start, block.end)]
    at = 0
    while at < len(tokens):
        last = at
        if tokens[at].text[0].isupper():
            while last + 1 < len(tokens) and (step := _joined(text, tokens, last)):
                last += step
            before = tokens[at - 1].lower if at and not tokens[at].starts_sentence else ""
            after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
            yield _Run(tuple(tokens[at : last + 1]), before, after, bool(_POSSESSIVE.match(text, tokens[last].end)))
        at = last + 1


def _as_token(text: str, block: Block, match: re.Match[str]) -> _Token:
    lead = text[max(block.start, match.start() - 8) : match.start()]
    starts = match.start() - block.start < 3 or _SENTENCE_START.search(lead) is not None
    return _Token(match.group(), match.start(), match.end(), starts)


def _joined(text: str, tokens: list[_Token], i: int) -> int:
    """How many tokens after the i-th belong to the same name: none, one, or more with particles before the last."""
    here, following = tokens[i], tokens[i + 1]
    if not _GAP.fullmatch(text, here.end, following.start):
        return 0
    if following.text[0].isupper():
        return 1
    is_title_of = following.text == "of" and here.lower in lexicon.ORGANISATION_WORDS | lexicon.HONORIFICS
    for k in range(i + 1, min(i + 4, len(tokens) - 1)):  # up to three particles: Oliver van der Berg
        if tokens[k].text not in lexicon.PARTICLES and not (is_title_of and k == i + 1):
            return 0
        if not _GAP.fullmatch(text, tokens[k].end, tokens[k + 1].start):
            return 0
        if tokens[k + 1].text[0].isupper():
            return k + 1 - i
    return 0


def _trimmed(run: _Run, common: set[str]) -> _Run | None:
    """Cut off what has its capital from the sentence, the calendar or an office, and not from a name."""
    if len(run.tokens) > LONGEST_RUN:
        return None
    while len(run.tokens) > 1 and _is_no_beginning(run, common):
        run = replace(run, tokens=run.tokens[1:], before=run.words[0])
    word, first = run.words[0], run.tokens[0]
    if all(len(each) < 2 for each in run.words):
        return None
    if len(run.tokens) == 1 and (
        word in lexicon.NOT_NAMES
        or word in lexicon.STARTERS
        or word in lexicon.ROLES
        or word in lexicon.HONORIFICS
        or (first.starts_sentence and word in common)
    ):
        return None
    return None if run.words[-1] in lexicon.ROLES and word not in lexicon.first_names() else run


def _is_no_beginning(run: _Run, common: set[str]) -> bool:
    word = run.words[0]
    if word in lexicon.CALENDAR:  # April Larkin is somebody, unless something happened in April
        return word not in lexicon.first_names() or run.before in _BEFORE_MONTHS
    if word in lexicon.ROLES or not run.tokens[0].text[0].isupper():
        return True
    if word in lexicon.STARTERS:
        return run.tokens[0].starts_sentence or word == "i"
    return run.tokens[0].starts_sentence and word in common and word not in lexicon.first_names()


def _classify(runs: list[_Run], source: str) -> dict[tuple[str, ...], MentionKind]:
    """Decide what each distinct run of words names, from everything that the article says around it.

    `source` is the outlet that the article is from: a name that every article of it is likely to mention.
    """
    lone = Counter(run.names[0] for run in runs if len(run.names) == 1)
    votes: dict[tuple[str, ...], Counter[MentionKind]] = defaultdict(Counter)
    for run in runs:
        for kind, score in _evidence(run, lone):
            votes[run.words][kind] += score
        if source and " ".join(run.words) in (source, f"the {source}"):
            votes[run.words][MentionKind.ORGANISATION] += 6
    kinds = {}
    for words, counted in votes.items():
        counted[MentionKind.PERSON] += len(words) in (2, 3)  # once, however often: much that is no person has two words
        kind, score = counted.most_common(1)[0]
        if score >= 2:
            kinds[words] = kind
    people = KnownPeople.of(words for words, kind in kinds.items() if kind is MentionKind.PERSON and len(words) > 1)
    singles = {run.words for run in runs if len(run.names) == 1}
    return kinds | {words: MentionKind.PERSON for words in singles if is_part_of_name(words[-1], people)}


def _evidence(run: _Run, lone: Counter[str]) -> Iterator[tuple[MentionKind, int]]:
    words, names, phrase = run.words, run.names, " ".join(run.words)
    is_single = len(words) == 1
    if not names:
        return
    starts_as_person = names[0] in lexicon.first_names()
    yield (
        MentionKind.PERSON,
        (
            4 * (words[0] in lexicon.HONORIFICS and not is_single)
            + 3 * (len(names) > 1 and starts_as_person)
            + 3 * (len(names) > 1 and lone[names[-1]] > 0)
            + 2 * (run.before in lexicon.ROLES)
            + 2 * (run.after in lexicon.SPEECH)
            + 1 * run.is_possessive
            - 6 * (words[0] in ("the", "a", "an"))
            + (starts_as_person - 1 if is_single else 0)
        ),
    )
    is_known_place = phrase in lexicon.PLACES or (words[-1] in lexicon.PLACES and not starts_as_person)
    looks_like_place = words[-1] in lexicon.PLACE_WORDS or words[0] in lexicon.PLACE_BEGINNINGS
    yield (
        MentionKind.PLACE,
        (
            6 * is_known_place
            + 5 * (not is_single and looks_like_place and not starts_as_person)
            + 2 * (run.before in ("in", "near", "outside", "across"))
            + 1 * (run.before in ("to", "from", "at"))
            - 1
        ),
    )
    yield (
        MentionKind.ORGANISATION,
        (
            6 * (phrase in lexicon.OUTLET_PHRASES or (is_single and phrase in lexicon.OUTLETS))
            + 6 * (not is_single and any(word in lexicon.ORGANISATION_WORDS for word in words))
            + 2 * (is_single and run.tokens[0].text.isupper() and len(phrase) > 2)
            + 1 * (run.before in ("per", "via"))
        ),
    )


def _as_mention(text: str, run: _Run, kind: MentionKind) -> Mention:
    tokens = list(run.tokens)
    while kind is MentionKind.PERSON and len(tokens) > 1 and tokens[0].lower in lexicon.HONORIFICS:
        del tokens[0]
    return Mention(kind, tokens[0].start, tokens[-1].end, text[tokens[0].start : tokens[-1].end])


def _bylines(article: Article) -> Iterator[Mention]:
    """The authors, where the article names them."""
    for block in article.blocks:
        if block.kind is BlockKind.BYLINE:
            for author in filter(None, article.byline.split(", ")):
                pattern = re.compile(_source(author), re.IGNORECASE)
                if match := pattern.search(article.text, block.start, block.end):
                    yield Mention(MentionKind.PERSON, match.start(), match.end(), match.group())


def _find_again(article: Article, mentions: list[Mention]) -> Iterator[Mention]:
    """Find in headline, captions and subheads what the body has named: full names in any case, others as written."""
    kinds = {" ".join(mention.text.split()): mention.kind for mention in mentions}
    forms = sorted(kinds, key=len, reverse=True)
    several = "|".join(_source(form) for form in forms if " " in form) or "(?!)"
    single = "|".join(_source(form) for form in forms if " " not in form) or "(?!)"
    pattern = re.compile(rf"(?<!\w)(?:(?i:{several})|(?:{single}))(?!\w)")
    by_words = {form.casefold(): kind for form, kind in kinds.items()}
    taken = bytearray(len(article.text))
    for mention in mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for block in article.blocks:
        if block.kind in _TAUGHT:
            for match in pattern.finditer(article.text, block.start, block.end):
                # Some letters are the same in any case for a pattern and not when folded: the dotless i is one.
                kind = by_words.get(" ".join(match.group().casefold().split()))
                if kind and not any(taken[match.start() : match.end()]):
                    yield Mention(kind, match.start(), match.end(), match.group())


def _source(form: str) -> str:
    """A pattern for the words of a name, with any white space between them."""
    return r"\s+".join(re.escape(word) for word in form.split())
