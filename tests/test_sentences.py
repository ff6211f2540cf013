"""Where sentences end, and how a passage grows from a word to the whole article."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Article, BlockKind, Span
from tui_reader.bookmarks.sentences import block_at, find_sentences, grown, sentence_at
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article

SAMPLES = sorted(Path(__file__).parents[1].joinpath("articles").glob("*.txt"))

PAGE = """Lost at Sea

Martha Orrin came on foot. Nobody waved to her, and she left.

Oliver Prue brought the rope. It was Dr. Orrin's rope.

By Zephra Quillow
"""


def body(text: str) -> Article:
    return parse_article(text.encode(), "x.txt", body_only=True)


def page(text: str = PAGE) -> Article:
    return parse_article(text.encode(), "x.txt")


def words(article: Article, span: Span | None) -> str:
    assert span is not None
    return article.text[span.start : span.end]


def sentences(text: str) -> list[str]:
    article = body(text)
    return [words(article, span) for block in article.blocks for span in find_sentences(article, block)]


def span_of(article: Article, part: str) -> Span:
    start = article.text.index(part)
    return Span(start, start + len(part))


def growth(article: Article, part: str | Span) -> list[str]:
    """What a passage becomes, step by step, until it grows no more."""
    span = span_of(article, part) if isinstance(part, str) else part
    steps = []
    while (larger := grown(article, span)) != span:
        steps.append(words(article, larger))
        span = larger
    return steps


# Where a sentence ends.


@pytest.mark.parametrize("end", [".", "!", "?", "…", "...", "?!", "!!!", "。"])
def test_a_sentence_ends_with_its_mark(end: str) -> None:
    assert sentences(f"Martha left{end} Oliver stayed{end}") == [f"Martha left{end}", f"Oliver stayed{end}"]


@pytest.mark.parametrize("close", ["”", "’", '"', "'", ")", "]", "”)", "’”"])
def test_what_closes_a_sentence_belongs_to_it(close: str) -> None:
    assert sentences(f"Then Martha left.{close} Oliver stayed.") == [f"Then Martha left.{close}", "Oliver stayed."]


def test_a_quotation_of_two_sentences_is_two() -> None:
    assert sentences("“I know. I was there.” She left.") == ["“I know.", "I was there.”", "She left."]


def test_a_colon_a_semicolon_and_a_comma_end_nothing() -> None:
    assert len(sentences("She said: nothing; he, on the other hand, said: “Go.”")) == 1


def test_a_text_without_a_mark_is_one_sentence() -> None:
    assert sentences("Martha left") == ["Martha left"]


def test_what_follows_the_last_mark_is_a_sentence() -> None:
    assert sentences("Martha left. Oliver") == ["Martha left.", "Oliver"]


def test_a_missing_blank_after_a_full_stop_is_a_mistake_and_not_a_word() -> None:
    text = "It was a personal relationship.There were two of them."
    assert sentences(text) == ["It was a personal relationship.", "There were two of them."]


@pytest.mark.parametrize("word", ["3.50", "x.example", "4.2.1", "U.S.A", "e.g", "a...b"])
def test_a_full_stop_within_a_word_ends_nothing(word: str) -> None:
    text = f"She paid for {word} then."
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "abbreviation",
    [
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Prof.",
        "St.",
        "Sen.",
        "Gov.",
        "Capt.",
        "Rev.",
        "Bros.",
        "Inc.",
        "vs.",
        "Sept.",
        "Ph.D.",
    ],
)
def test_an_abbreviation_ends_nothing(abbreviation: str) -> None:
    text = f"They thought of {abbreviation} Orrin then."
    assert sentences(text) == [text]


@pytest.mark.parametrize("initials", ["J. P. Orrin", "J.P. Orrin", "Martha J. Orrin", "U.S. Steel", "M. Orrin"])
def test_initials_end_nothing(initials: str) -> None:
    text = f"They thought of {initials} then."
    assert sentences(text) == [text]


@pytest.mark.parametrize("time", ["5 a.m.", "5 p.m."])
def test_a_time_of_day_ends_nothing_in_the_middle(time: str) -> None:
    text = f"They left at {time} on Friday."
    assert sentences(text) == [text]


def test_an_abbreviation_at_the_end_of_a_block_ends_the_sentence() -> None:
    assert sentences("They left at 5 p.m.\nIt was Bros.") == ["They left at 5 p.m.", "It was Bros."]


def test_a_word_that_ends_like_an_abbreviation_is_none() -> None:
    assert sentences("She fed the llamas. It was worst. He left.") == [
        "She fed the llamas.",
        "It was worst.",
        "He left.",
    ]


def test_no_is_an_answer_and_ends_a_sentence() -> None:
    assert sentences("Did she? No. She stayed.") == ["Did she?", "No.", "She stayed."]


def test_a_row_of_full_stops_that_ends_nothing_ends() -> None:
    row = "." * 100_000 + "x"
    assert sentences(row) == [row]


def test_a_sentence_may_go_on_in_the_next_line() -> None:
    line = "The boats of the harbour left one after the other that day\n"
    article = body(line * 3)
    (block,) = article.blocks
    assert find_sentences(article, block) == [block.span]


def test_sentences_of_scripts_without_blanks_end_at_their_marks() -> None:
    assert sentences("玛莎走了。奥利弗留下！为什么？") == ["玛莎走了。", "奥利弗留下！", "为什么？"]


def test_blanks_between_sentences_belong_to_none() -> None:
    assert sentences("Martha left.   \t Oliver stayed.") == ["Martha left.", "Oliver stayed."]


def test_a_block_of_one_sentence_is_that_sentence() -> None:
    article = page()
    (headline, *_) = article.blocks
    assert find_sentences(article, headline) == [headline.span]


# What lies at a place.


def test_the_block_at_an_offset_is_the_one_around_it() -> None:
    article = page()
    block = block_at(article, article.text.index("waved"))
    assert block is not None
    assert words(article, block.span).startswith("Martha Orrin came")


def test_between_two_blocks_the_next_one_is_meant() -> None:
    article = page()
    block = block_at(article, article.text.index("\n\nOliver"))
    assert block is not None
    assert words(article, block.span).startswith("Oliver")


def test_past_the_last_block_there_is_none() -> None:
    article = page()
    assert block_at(article, len(article.text) - 1) is None
    assert sentence_at(article, len(article.text) - 1) is None


def test_the_front_matter_is_no_block_to_keep_passages_of() -> None:
    article = page("---\nsource: Harbour Mail\n---\n" + PAGE)
    block = block_at(article, 0)
    assert block is not None
    assert block.kind is BlockKind.HEADLINE


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("Martha", "Martha Orrin came on foot."),
        ("foot.", "Martha Orrin came on foot."),
        (" Nobody", "Nobody waved to her, and she left."),
        ("left.", "Nobody waved to her, and she left."),
        ("\n\nOliver", "Oliver Prue brought the rope."),
        ("Orrin's", "It was Dr. Orrin's rope."),
        ("at Sea", "Lost at Sea"),
    ],
)
def test_the_sentence_at_an_offset_is_the_one_around_it_or_the_next(part: str, sentence: str) -> None:
    article = page()
    assert words(article, sentence_at(article, article.text.index(part))) == sentence


def test_at_the_last_character_of_a_sentence_it_is_still_that_one() -> None:
    article = page()
    assert words(article, sentence_at(article, article.text.index(" Nobody") - 1)) == "Martha Orrin came on foot."


# How a passage grows.


def test_a_passage_grows_from_word_to_sentence_to_paragraph_to_the_end() -> None:
    first = "Martha Orrin came on foot. Nobody waved to her, and she left."
    second = "Oliver Prue brought the rope. It was Dr. Orrin's rope."
    assert growth(page(), "wave") == [
        "waved",
        "Nobody waved to her, and she left.",
        first,
        f"{first}\n\n{second}",
        f"{first}\n\n{second}\n\nBy Zephra Quillow",
    ]


def test_a_place_between_two_letters_grows_to_the_word() -> None:
    article = page()
    at = article.text.index("waved") + 2
    assert words(article, grown(article, Span(at, at))) == "waved"


@pytest.mark.parametrize("word", ["O’Hanlon’s", "Ashby-Voss", "isn't", "Quiñones", "1990s"])
def test_a_word_is_whole_with_its_apostrophes_hyphens_and_accents(word: str) -> None:
    article = body(f"Nobody told {word} then.")
    start = article.text.index(word)
    assert words(article, grown(article, Span(start + 1, start + 2))) == word


def test_a_whole_word_grows_to_its_sentence() -> None:
    assert growth(page(), "waved")[0] == "Nobody waved to her, and she left."


def test_a_sentence_grows_to_its_paragraph() -> None:
    assert (
        growth(page(), "Oliver Prue brought the rope.")[0] == "Oliver Prue brought the rope. It was Dr. Orrin's rope."
    )


def test_a_passage_of_two_sentences_grows_to_the_paragraph() -> None:
    article = body("Martha left. Oliver stayed. The dog barked. It rained.")
    assert growth(article, "stayed. The dog") == [
        "Oliver stayed. The dog",
        "Martha left. Oliver stayed. The dog barked. It rained.",
    ]


def test_a_block_of_one_sentence_grows_to_the_next_block() -> None:
    assert growth(page(), "Lost at Sea")[0].startswith("Lost at Sea\n\nMartha")


def test_a_headline_cut_out_of_the_front_matter_does_not_grow_over_it() -> None:
    article = page(f"---\ntitle: Larkin Sails\ndate: 2024-07-17\n---\n\n{PAGE}")
    assert article.headline is not None
    assert not any("date: 2024" in step for step in growth(article, article.headline.span))


def test_a_passage_over_two_paragraphs_grows_to_the_end_of_the_second() -> None:
    assert growth(page(), "and she left.\n\nOliver") == [
        "Nobody waved to her, and she left.\n\nOliver",
        "Martha Orrin came on foot. Nobody waved to her, and she left.\n\nOliver",
        PAGE.partition("\n\n")[2].partition("\n\nBy")[0],
        PAGE.partition("\n\n")[2].rstrip(),
    ]


def test_a_passage_that_reaches_the_end_grows_no_more() -> None:
    article = page()
    last = article.blocks[-1].span
    assert growth(article, last) == []


def test_past_the_last_block_nothing_grows() -> None:
    article = page()
    end = len(article.text)
    assert grown(article, Span(end, end)) == Span(end, end)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_a_sample_is_made_of_sentences(path: Path) -> None:
    article = parse_article(path.read_bytes(), path.name)
    for block in article.readable_blocks:
        found = [words(article, sentence) for sentence in find_sentences(article, block)]
        assert " ".join(" ".join(found).split()) == " ".join(words(article, block.span).split())
        # An honorific or an initial alone would be a sentence cut in two.
        assert not any(sentence in ("Mr.", "Mrs.", "Dr.", "J.", "P.") for sentence in found)


# Properties.

BITS = (
    "Martha left stayed Dr. Mr. J. P. U.S. 3.50 relationship.There a.m. No. . ! ? … ... 。 ？ “ ” ' ’ ) ( , : ; — "
    "O’Hanlon Ashby-Voss 玛莎走了 \n \n\n \xa0 \t _ -- é e\u0301 “Go.” ‘No.’ .” 😀"
).split(" ")
texts = st.lists(st.sampled_from(BITS), max_size=50).map(" ".join) | st.lists(st.sampled_from(BITS), max_size=50).map(
    "".join
)


@st.composite
def places(draw: st.DrawFn) -> tuple[Article, Span]:
    text, body_only = draw(texts | st.text(max_size=80)), draw(st.booleans())
    try:
        article = parse_article(text.encode(), "x.txt", body_only=body_only)
    except ArticleError:
        article = body("")
    start = draw(st.integers(0, len(article.text)))
    return article, Span(start, draw(st.integers(start, len(article.text))))


@settings(deadline=None, max_examples=200)
@given(places())
def test_sentences_hold_everything_visible_in_their_block_once_and_in_order(place: tuple[Article, Span]) -> None:
    article, _ = place
    for block in article.readable_blocks:
        found = find_sentences(article, block)
        assert (found[0].start, found[-1].end) == block.span
        assert all(not article.text[a.end : b.start].strip() and a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None, max_examples=200)
@given(places())
def test_a_sentence_begins_and_ends_with_something_visible(place: tuple[Article, Span]) -> None:
    article, _ = place
    for block in article.readable_blocks:
        for sentence in find_sentences(article, block):
            assert words(article, sentence) == words(article, sentence).strip() != ""


@settings(deadline=None, max_examples=200)
@given(places())
def test_the_sentence_at_a_place_ends_after_it(place: tuple[Article, Span]) -> None:
    article, span = place
    sentence, block = sentence_at(article, span.start), block_at(article, span.start)
    assert (sentence is None) == (block is None)
    if sentence and block:
        assert span.start < sentence.end
        assert block.start <= sentence.start < sentence.end <= block.end


@settings(deadline=None, max_examples=200)
@given(places())
def test_what_grows_holds_what_it_grew_from(place: tuple[Article, Span]) -> None:
    article, span = place
    larger = grown(article, span)
    assert 0 <= larger.start <= span.start <= span.end <= larger.end <= len(article.text)


@settings(deadline=None, max_examples=200)
@given(places())
def test_growing_ends_at_the_end_of_the_article(place: tuple[Article, Span]) -> None:
    article, span = place
    steps = 0
    while (larger := grown(article, span)) != span:
        span, steps = larger, steps + 1
        assert steps <= len(article.blocks) + 4  # a word, a sentence, a paragraph, then one more of these each time
    assert block_at(article, span.end) is None
