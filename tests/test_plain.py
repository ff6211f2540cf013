"""How a text file becomes an article: its blocks, its title and author, its front matter, however it is laid out."""

import re
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.article import Article, BlockKind
from tui_reader.errors import ArticleError
from tui_reader.formats import parse_article

SAMPLES = sorted(Path(__file__).parents[1].joinpath("articles").glob("*.txt"))

HEADLINE, CAPTION, CREDIT, PARAGRAPH, QUOTE, SUBHEAD, LIST_ITEM, BYLINE, ROLE, BIO, FRONT_MATTER = (
    BlockKind.HEADLINE,
    BlockKind.CAPTION,
    BlockKind.CREDIT,
    BlockKind.PARAGRAPH,
    BlockKind.QUOTE,
    BlockKind.SUBHEAD,
    BlockKind.LIST_ITEM,
    BlockKind.BYLINE,
    BlockKind.ROLE,
    BlockKind.BIO,
    BlockKind.FRONT_MATTER,
)
Story = list[tuple[BlockKind, str]]

# Two stories in the shape of those that the program is for: one has a credit, one a pull quote that nothing marks.
REGATTA: Story = [
    (HEADLINE, "Hold On, Is Ottoline Larkin About to Sail Back Into Barnaby Quill’s Harbour for the Third Time?"),
    (CAPTION, "screenshot ottoline larkin barnaby quill a boat called regret"),
    (CREDIT, "(Image credit: Channel Nine)"),
    (
        PARAGRAPH,
        "Nobody on the quay can say when the quarrel began. Barnaby Quill's neighbours date it to the spring of "
        "last year, when he painted his wife's boat green and told no one why. Larkin said nothing, bought a second "
        "boat and painted it black. By February the two of them were mooring at opposite ends of the bay. This "
        "week, though, the black boat has moved.",
    ),
    (
        PARAGRAPH,
        "The Harbour Mail has it from a man with a telescope that Ottoline Larkin and Barnaby Quill were seen on "
        "one deck, sharing “a flask, a blanket and what may have been an apology.” Neither of them has sold the "
        "other boat — the green one cost £900 — and neither of them has denied it either.",
    ),
    (
        PARAGRAPH,
        "Then there is the oilskin. Larkin wore it to the regatta, in sunshine, from collar to ankle, and Quill was "
        "heard to laugh. Could it be that Ottaby, as the ferrymen call them, has weathered another storm?",
    ),
    (PARAGRAPH, "We'll know on Sunday, when the tide is high enough for both boats to leave, or for both to stay."),
    (BYLINE, "Zoë Applegarth"),
    (ROLE, "Boats and Television Writer"),
    (BIO, "Keeps two dogs and no boat. Likes: old maps, new rope, the shipping forecast, fried potatoes."),
]
SPEAKING: Story = [
    (HEADLINE, "Ottoline Larkin And Barnaby Quill Have Been Seen Talking, And Not Only About The Lighthouse"),
    (CAPTION, "Barnaby Quill and Ottoline Larkin"),
    (
        PARAGRAPH,
        "A lighthouse is hard to divide, as Ottoline Larkin and Barnaby Quill have been finding out since last "
        "Friday. He would like the lamp. She would like the stairs, which makes the lamp “rather difficult to "
        "visit.” Their lawyers have met three times, and it’s said that the second meeting was mostly about a "
        "bucket.",
    ),
    (
        PARAGRAPH,
        "All the same, something has changed. On Saturday the pair had breakfast at the Museum of Rope, at one "
        "table, for longer than the breakfast can have taken. A guard who was on duty in the next room remembers it "
        "well:",
    ),
    (
        QUOTE,
        "He passed her the marmalade before she had asked for it, and she said thank you. I have worked here for "
        "nine years and I went to fetch my colleague.",
    ),
    (
        PARAGRAPH,
        "Larkin left on the noon ferry with four dogs, two of which are understood to be his. The skipper, who had "
        "until then refused to name the dogs in public, waved from the pier and called each of them by its name. In "
        "February he had told this newspaper that he “would sooner wave at a seagull.”",
    ),
    (
        PARAGRAPH,
        "It proves nothing, of course, and breakfast is not a treaty. But those who know them both say that no two "
        "people have ever been slower to end a friendship.There are worse things to share than a lighthouse, and a "
        "staircase that leads to a lamp may yet turn out to be one of the better ones.",
    ),
    (BYLINE, "Erskine Swale"),
    (ROLE, "Senior Content Producer"),
    (
        BIO,
        "Erskine Swale is a Senior Content Producer at the Harbour Mail, which he joined in 2020 as Weekend Editor. "
        "Before that he read the tide tables aloud on local radio. He holds a degree in Broadcast Knots from the "
        "University of Wessex and has opinions about marmalade.",
    ),
]
STORIES = [REGATTA, SPEAKING]
STORY_NAMES = ["regatta", "speaking"]

BODY = (
    "The harbour was full of boats that morning, said the people who had come to look at the boats, and nobody who was "
    "there could remember when it had last been so full of people who had come to look."
)


def text_of(story: Story) -> str:
    """One block a paragraph; credit and role on the line after what they belong to."""
    text = ""
    for kind, words in story:
        text += ("\n" if kind in (CREDIT, ROLE) else "\n\n") + words
    return text.strip()


def parse(text: str, article_id: str = "articles/x.txt") -> Article:
    return parse_article(text.encode(), article_id)


def shape(article: Article) -> list[tuple[BlockKind, list[str]]]:
    return [(block.kind, article.text[block.start : block.end].split()) for block in article.blocks]


def shape_of(story: Story) -> list[tuple[BlockKind, list[str]]]:
    return [(kind, words.split()) for kind, words in story]


def kinds(text: str) -> list[BlockKind]:
    return [block.kind for block in parse(text).blocks]


def words_of(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


def wrapped(text: str, width: int) -> str:
    lines = (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join("\n".join(line) for line in lines)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "a final newline": lambda text: text + "\n",
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \t\n") + "   ",
    "blanks on empty lines": lambda text: text.replace("\n\n", "\n   \n"),
    "many empty lines": lambda text: "\n\n\n" + text.replace("\n\n", "\n\n\n\n\n") + "\n\n\n",
    "no empty lines": lambda text: re.sub(r"\n+", "\n", text),
    "indented": lambda text: textwrap.indent(text, "    "),
    "indented with tabs": lambda text: textwrap.indent(text, "\t"),
    "no-break spaces around": lambda text: "\n".join(f"\xa0\xa0{line}\xa0" for line in text.split("\n")),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "NEL": lambda text: text.replace("\n", "\x85"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "paragraph separators": lambda text: text.replace("\n", "\u2029"),
    "mixed line ends": lambda text: text.replace("\n\n", "\r\n\r"),
}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
WIDTHS = [60, 65, 72, 76, 80, 100]


# The shape of a story, whatever it was written with.


@pytest.mark.parametrize("story", STORIES, ids=STORY_NAMES)
def test_every_block_of_a_story_is_what_it_is(story: Story) -> None:
    assert shape(parse(text_of(story))) == shape_of(story)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("story", STORIES, ids=STORY_NAMES)
def test_a_layout_changes_no_block(story: Story, layout: str) -> None:
    assert shape(parse(LAYOUTS[layout](text_of(story)))) == shape_of(story)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("story", STORIES, ids=STORY_NAMES)
def test_an_encoding_changes_no_block(story: Story, encoding: str) -> None:
    assert shape(parse_article(text_of(story).encode(encoding), "x.txt")) == shape_of(story)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("story", STORIES, ids=STORY_NAMES)
def test_lines_wrapped_by_hand_are_put_together(story: Story, width: int) -> None:
    assert shape(parse(wrapped(text_of(story), width))) == shape_of(story)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("layout", ["CRLF", "blanks at the ends of lines", "indented", "many empty lines"])
def test_a_wrapped_text_may_have_a_layout_too(layout: str, width: int) -> None:
    text = wrapped(text_of(SPEAKING), width)
    assert shape(parse(LAYOUTS[layout](text))) == shape_of(SPEAKING)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wrapped_text_may_have_front_matter(width: int) -> None:
    article = parse("---\nsource: Harbour Mail\n---\n" + wrapped(text_of(SPEAKING), width))
    assert shape(article)[1:] == shape_of(SPEAKING)


@pytest.mark.parametrize(
    ("story", "author"), [(REGATTA, "Zoë Applegarth"), (SPEAKING, "Erskine Swale")], ids=STORY_NAMES
)
def test_title_and_author_are_those_of_the_text(story: Story, author: str) -> None:
    article = parse(text_of(story))
    assert article.title == story[0][1]
    assert article.byline == author


def test_a_year_in_a_bio_is_no_date_of_the_article() -> None:
    article = parse(text_of(SPEAKING))
    assert article.published is None
    assert article.published_is is None


def test_the_body_starts_after_headline_caption_and_credit() -> None:
    article = parse(text_of(REGATTA))
    assert article.text[article.body_start :].startswith("Nobody on the quay")


# The article as a value.


def test_an_article_keeps_the_id_that_it_was_given() -> None:
    assert parse(text_of(REGATTA), "articles/2024/regatta.txt").id == "articles/2024/regatta.txt"


def test_the_hash_is_of_the_bytes_and_not_of_the_text() -> None:
    unix, windows = parse_article(b"A\n\nB", "x.txt"), parse_article(b"A\r\n\r\nB", "x.txt")
    assert unix.text == windows.text
    assert unix.content_hash != windows.content_hash


def test_the_text_is_otherwise_unaltered() -> None:
    text = "  Tom &amp; Jerry\u00adish\n\n\n\tcafe\u0301 \xa0 end  \n"
    assert parse(text).text == text


@pytest.mark.parametrize("content", [b"", b"   ", b"\n\n\t\r\n", b"\xef\xbb\xbf\n", "\xa0\u2003".encode()])
def test_what_has_nothing_to_read_is_no_article(content: bytes) -> None:
    with pytest.raises(ArticleError, match="it is empty"):
        parse_article(content, "x.txt")


def test_what_is_no_text_is_no_article() -> None:
    with pytest.raises(ArticleError, match="not a text"):
        parse_article(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "x.txt")


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.text", "a.TXT", "a.log", "a"])
def test_a_name_with_any_ending_is_read_as_plain_text(name: str) -> None:
    assert shape(parse(text_of(REGATTA), name)) == shape_of(REGATTA)


def test_body_text_has_paragraphs_only() -> None:
    article = parse_article(text_of(REGATTA).encode(), "x.txt", body_only=True)
    assert {block.kind for block in article.blocks} == {PARAGRAPH}
    assert (article.title, article.byline) == ("x", "")


def test_body_text_may_be_empty() -> None:
    assert parse_article(b"", "x.txt", body_only=True).blocks == ()


def test_body_text_does_not_take_front_matter_for_such() -> None:
    article = parse_article(b"---\ntitle: A\n---\nB\n", "x.txt", body_only=True)
    assert [block.kind for block in article.blocks] == [PARAGRAPH] * 4


# Headlines.


def test_one_block_alone_is_body_and_the_file_gives_the_title() -> None:
    article = parse("Just one line of gossip", "articles/one-line.txt")
    assert shape(article) == [(PARAGRAPH, "Just one line of gossip".split())]
    assert article.title == "one-line"
    assert article.headline is None


def test_a_long_first_paragraph_is_no_headline() -> None:
    article = parse(f"{BODY}\n\n{BODY}", "articles/harbour.txt")
    assert [block.kind for block in article.blocks] == [PARAGRAPH, PARAGRAPH]
    assert article.title == "harbour"


def test_a_headline_may_be_in_capitals() -> None:
    assert parse(f"LARKIN SAILS\n\n{BODY}").title == "LARKIN SAILS"


def test_a_headline_may_be_a_single_word() -> None:
    assert parse(f"Overboard!\n\n{BODY}").title == "Overboard!"


def test_a_headline_of_thirty_words_is_one() -> None:
    assert kinds(f"{'Larkin ' * 30}\n\n{BODY}")[0] is HEADLINE


def test_a_headline_of_thirty_one_words_is_a_paragraph() -> None:
    assert kinds(f"{'Larkin ' * 31}\n\n{BODY}")[0] is PARAGRAPH


def test_a_headline_that_is_repeated_in_the_body_is_one_headline() -> None:
    headline = "Ottoline Larkin Sails Round the Island Twice in One Afternoon and Says Why."
    assert kinds(f"{headline}\n\n{headline}\n\n{BODY}").count(HEADLINE) == 1


def test_blanks_within_a_headline_are_single_in_the_title() -> None:
    assert parse(f"Larkin   sails \t again\n\n{BODY}").title == "Larkin sails again"


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Larkin &amp; Quill", "Larkin & Quill"),
        ("Larkin&rsquo;s Boat", "Larkin’s Boat"),
        ("Larkin&#8217;s Boat", "Larkin’s Boat"),
        ("Larkin&#x2019;s Boat", "Larkin’s Boat"),
        ("R&D & AT&T; fish", "R&D & AT&T; fish"),
        ("Larkin &nosuchthing; Quill", "Larkin &nosuchthing; Quill"),
        ("Larkin&#10;Sails", "Larkin Sails"),
        ("Larkin&NewLine;Sails", "Larkin Sails"),
        ("Larkin&#x0a; Sails", "Larkin Sails"),
    ],
)
def test_html_entities_are_read_in_the_title_and_kept_in_the_text(headline: str, title: str) -> None:
    article = parse(f"{headline}\n\n{BODY}")
    assert article.title == title
    assert article.text.startswith(headline)


def test_a_headline_of_blanks_is_no_title_and_the_file_gives_it() -> None:
    assert parse(f"&nbsp;\n\n{BODY}", "articles/harbour.txt").title == "harbour"


@pytest.mark.parametrize(
    "text",
    ["---\nsource: a\n\nLarkin Sails", "---\na: [b\n---\nLarkin Sails", "***\n\nLarkin Sails", "---\n\nLarkin Sails"],
    ids=ascii,
)
def test_a_line_of_dashes_or_stars_is_no_headline(text: str) -> None:
    assert parse(f"{text}\n\n{BODY}").title not in ("---", "***")


@pytest.mark.parametrize("hashes", ["#", "##", "######"])
def test_the_hashes_of_markdown_are_in_the_text_and_not_in_the_title(hashes: str) -> None:
    article = parse(f"{hashes} Larkin Sails\n\n{BODY}")
    assert article.title == "Larkin Sails"
    assert words_of(article, HEADLINE) == [f"{hashes} Larkin Sails"]


def test_a_headline_in_a_script_without_blanks_is_found() -> None:
    article = parse("奥特琳·拉金归来\n\n" + "港口里的船都看着她回来，没有人说话，大家都在等她先开口说些什么。" * 4)
    assert article.title == "奥特琳·拉金归来"
    assert [block.kind for block in article.blocks] == [HEADLINE, PARAGRAPH]


def test_a_long_paragraph_in_a_script_without_blanks_is_no_headline() -> None:
    paragraph = "港口里的船都看着她回来，没有人说话，大家都在等她先开口说些什么。" * 4
    assert kinds(f"{paragraph}\n\n{paragraph}") == [PARAGRAPH, PARAGRAPH]


# Captions and credits.


@pytest.mark.parametrize(
    "names",
    [
        "Ottoline Larkin and Barnaby Quill",
        "Ottoline Larkin",
        "Ottoline Larkin, Barnaby Quill and Erskine Swale",
        "Ottoline Larkin & Barnaby Quill",
    ],
)
def test_a_list_of_names_after_the_headline_is_a_caption(names: str) -> None:
    article = parse(f"Larkin Sails\n\n{names}\n\n{BODY}\n\nLarkin and Quill declined to comment.\n")
    assert words_of(article, CAPTION) == [names]
    assert article.byline == ""


@pytest.mark.parametrize(
    "credit",
    [
        "(Image credit: Channel Nine)",
        "Photo by Erskine Swale",
        "Photograph: Erskine Swale/The Mail",
        "[Picture: Harbour Mail]",
        "Getty Images",
        "© Harbour Mail 2024",
        "(c) 2024 Harbour Mail",
        "Credit: Harbour Mail",
        "IMAGE CREDIT: CHANNEL NINE",
        "Video: Channel Nine",
    ],
)
def test_a_credit_is_recognised_and_what_it_follows_is_its_caption(credit: str) -> None:
    text = f"Larkin Sails\n\nA boat with a hole in it, and Larkin beside it, laughing.\n{credit}\n\n{BODY}"
    assert kinds(text) == [HEADLINE, CAPTION, CREDIT, PARAGRAPH]


def test_a_credit_may_stand_without_a_caption() -> None:
    assert kinds(f"Larkin Sails\n\n(Image credit: Channel Nine)\n\n{BODY}") == [HEADLINE, CREDIT, PARAGRAPH]


def test_an_image_between_paragraphs_has_caption_and_credit() -> None:
    text = f"Larkin Sails\n\n{BODY}\n\nThe boat on the quay\n(Image credit: Channel Nine)\n\n{BODY}\n\n{BODY}"
    assert kinds(text) == [HEADLINE, PARAGRAPH, CAPTION, CREDIT, PARAGRAPH, PARAGRAPH]


def test_a_short_first_paragraph_that_is_a_sentence_is_no_caption() -> None:
    assert kinds(f"Larkin Sails\n\nIt was never about the boat at all.\n\n{BODY}")[1] is PARAGRAPH


# Bylines.


@pytest.mark.parametrize("by", ["By", "by", "BY"])
def test_by_and_a_name_under_the_headline_is_the_byline(by: str) -> None:
    article = parse(f"Larkin Sails\n\n{by} Zoë Applegarth\n\n{BODY}\n\n{BODY}")
    assert [block.kind for block in article.blocks] == [HEADLINE, BYLINE, PARAGRAPH, PARAGRAPH]
    assert article.byline == "Zoë Applegarth"


def test_by_and_a_name_at_the_end_needs_no_role_and_no_bio() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\nBy Zoë Applegarth")
    assert article.byline == "Zoë Applegarth"


@pytest.mark.parametrize(
    "line",
    [
        "By Zoë Applegarth and Erskine Swale",
        "By Zoë Applegarth & Erskine Swale",
        "By Zoë Applegarth, Erskine Swale",
        "By Zoë Applegarth, and Erskine Swale",
    ],
)
def test_two_authors_are_joined_with_a_comma(line: str) -> None:
    assert parse(f"Larkin Sails\n\n{line}\n\n{BODY}").byline == "Zoë Applegarth, Erskine Swale"


def test_two_authors_in_capitals_are_two() -> None:
    assert parse(f"Larkin Sails\n\nBY ANN LARKIN AND BO QUILL\n\n{BODY}").byline == "ANN LARKIN, BO QUILL"


def test_three_authors_are_joined_with_commas() -> None:
    line = "By Zoë Applegarth, Erskine Swale and Nell Oakes"
    assert parse(f"Larkin Sails\n\n{line}\n\n{BODY}").byline == "Zoë Applegarth, Erskine Swale, Nell Oakes"


def test_two_authors_may_stand_at_the_end() -> None:
    text = (
        f"Larkin Sails\n\n{BODY}\n\nZoë Applegarth and Erskine Swale\nStaff Writers\n\nZoë Applegarth collects knots."
    )
    article = parse(text)
    assert [block.kind for block in article.blocks] == [HEADLINE, PARAGRAPH, BYLINE, ROLE, BIO]
    assert article.byline == "Zoë Applegarth, Erskine Swale"


@pytest.mark.parametrize(
    "name",
    [
        "J. P. Quill",
        "Zoë Åström",
        "Fergus O’Hanrahan",
        "Anne-Marie Ashby-Voss",
        "Ludwig van der Berg",
        "Ottoline Mary Larkin",
        "Sandra Band",
    ],
)
def test_names_of_many_kinds_can_be_bylines(name: str) -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\n{name}\nSenior Reporter\n\nThe reporter collects knots.")
    assert article.byline == name


def test_a_name_whose_surname_the_bio_repeats_is_the_byline() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\nZoë Applegarth\n\nApplegarth collects knots and sells none of them.")
    assert [block.kind for block in article.blocks] == [HEADLINE, PARAGRAPH, BYLINE, BIO]


def test_a_byline_may_end_the_text_with_a_role_and_no_bio() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\nZoë Applegarth\nFeatures Editor\n")
    assert [block.kind for block in article.blocks] == [HEADLINE, PARAGRAPH, BYLINE, ROLE]


def test_a_bio_may_have_several_paragraphs() -> None:
    text = (
        f"Larkin Sails\n\n{BODY}\n\nZoë Applegarth\nFeatures Editor\n\nShe collects knots.\n\nShe sells none of them."
    )
    assert kinds(text)[-4:] == [BYLINE, ROLE, BIO, BIO]


def test_a_lone_line_at_the_end_that_looks_like_a_name_is_no_byline() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\n{BODY}\n\nSchool Of Rope")
    assert article.byline == ""
    assert not words_of(article, BYLINE)


def test_a_last_line_that_is_a_sentence_is_no_byline() -> None:
    assert (
        parse(f"Larkin Sails\n\n{BODY}\n\nLarkin Was Right.\n\nLarkin was right after all, it turned out.").byline == ""
    )


def test_a_line_made_of_and_is_no_byline_and_does_not_take_for_ever() -> None:
    piece = "and " * 60 + "!"
    article = parse(f"Larkin Sails\n\n{piece}\n\n{BODY}")
    assert [article.text[block.start : block.end] for block in article.blocks] == ["Larkin Sails", piece, BODY]
    assert article.byline == ""


def test_a_job_is_no_name() -> None:
    assert parse(f"Larkin Sails\n\n{BODY}\n\nSenior Reporter\n\nThe Senior Reporter collects knots.").byline == ""


def test_an_article_without_byline_has_none() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\n{BODY}\n\nNobody knows who wrote it.")
    assert [block.kind for block in article.blocks] == [HEADLINE, PARAGRAPH, PARAGRAPH, PARAGRAPH]
    assert article.byline == ""


# Quotes, lists, subheads.


@pytest.mark.parametrize(
    "quote",
    [
        "> They run lines at breakfast.",
        "“They run lines at breakfast, and at lunch.”",
        '"They run lines at breakfast, and at lunch."',
        "‘They run lines at breakfast, and at lunch.’",
    ],
)
def test_a_quote_may_be_marked(quote: str) -> None:
    assert words_of(parse(f"Larkin Sails\n\n{BODY}\n\n{quote}\n\n{BODY}"), QUOTE) == [quote]


def test_a_paragraph_after_a_colon_is_a_quote() -> None:
    text = f"Larkin Sails\n\n{BODY}\n\nA source in the boathouse was plain:\n\nThey run lines at breakfast.\n\n{BODY}"
    assert words_of(parse(text), QUOTE) == ["They run lines at breakfast."]


def test_a_paragraph_that_only_begins_with_a_quotation_is_a_paragraph() -> None:
    paragraph = "“I know,” said Larkin. “I was there.”"
    assert words_of(parse(f"Larkin Sails\n\n{BODY}\n\n{paragraph}\n\n{BODY}"), QUOTE) == []


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "–", "1.", "12)"])
def test_a_list_after_a_colon_is_a_list_and_no_quote(mark: str) -> None:
    text = f"Larkin Sails\n\n{BODY}\n\nWhat was in the boat:\n\n{mark} a rope\n{mark} four dogs and a cat\n\n{BODY}"
    assert kinds(text) == [HEADLINE, PARAGRAPH, PARAGRAPH, LIST_ITEM, LIST_ITEM, PARAGRAPH]


def test_a_list_right_under_the_headline_is_no_caption() -> None:
    assert kinds(f"What Was in the Boat\n\n- a rope\n- four dogs\n\n{BODY}") == [
        HEADLINE,
        LIST_ITEM,
        LIST_ITEM,
        PARAGRAPH,
    ]


def test_a_short_line_above_a_long_paragraph_is_a_subhead() -> None:
    assert kinds(f"Larkin Sails\n\n{BODY}\n\nThe Bath\n\n{BODY}") == [HEADLINE, PARAGRAPH, SUBHEAD, PARAGRAPH]


def test_a_heading_of_markdown_is_a_subhead_whatever_follows() -> None:
    assert kinds(f"# Larkin Sails\n\n{BODY}\n\n## Why?\n\nNobody knows.")[2] is SUBHEAD


@pytest.mark.parametrize("line", ["It rained.", "Was it the bath?", "And then:", "There was one thing,"])
def test_a_short_sentence_is_no_subhead(line: str) -> None:
    assert kinds(f"Larkin Sails\n\n{BODY}\n\n{line}\n\n{BODY}")[2] is PARAGRAPH


# Front matter.


def test_front_matter_says_what_the_text_does_not() -> None:
    matter = "---\ndate: 2024-07-17\nauthor: Zoë Applegarth\nsource: Harbour Mail\nurl: https://mail.example/1\n---\n"
    article = parse(f"{matter}\nLarkin Sails\n\n{BODY}\n")
    assert article.published == date(2024, 7, 17)
    assert article.published_is == "stated"
    assert (article.byline, article.source, article.url) == ("Zoë Applegarth", "Harbour Mail", "https://mail.example/1")
    assert article.title == "Larkin Sails"
    assert [block.kind for block in article.blocks] == [FRONT_MATTER, HEADLINE, PARAGRAPH]


def test_names_of_fields_may_be_in_any_case_and_others_are_left_aside() -> None:
    article = parse(f"---\nDate: 2024-07-17\nSOURCE: Harbour Mail\nweather: fair\n---\nLarkin Sails\n\n{BODY}")
    assert (article.published, article.source) == (date(2024, 7, 17), "Harbour Mail")


def test_a_title_in_the_front_matter_is_a_headline_cut_out_of_it() -> None:
    article = parse(f"---\ntitle: Larkin Sails\ndate: 2024-07-17\n---\n\n{BODY}\n\n{BODY}")
    assert [block.kind for block in article.blocks] == [FRONT_MATTER, HEADLINE, FRONT_MATTER, PARAGRAPH, PARAGRAPH]
    assert words_of(article, HEADLINE) == ["Larkin Sails"]
    assert words_of(article, FRONT_MATTER) == ["---\ntitle:", "date: 2024-07-17\n---"]
    assert article.title == "Larkin Sails"


@pytest.mark.parametrize("quoted", ['"Larkin Sails: Why?"', "'Larkin Sails: Why?'"])
def test_a_title_may_be_in_quotation_marks(quoted: str) -> None:
    article = parse(f"---\ntitle: {quoted}\n---\n\n{BODY}\n\n{BODY}")
    assert words_of(article, HEADLINE) == ["Larkin Sails: Why?"]
    assert article.title == "Larkin Sails: Why?"


def test_a_title_with_a_colon_needs_no_quotation_marks() -> None:
    title = "Larkin Sails at Dawn: Is Something Leaking?"
    article = parse(f"---\ntitle: {title}\ndate: 2024-07-17\n---\n\n{BODY}\n\n{BODY}")
    assert words_of(article, HEADLINE) == [title]
    assert (article.title, article.published) == (title, date(2024, 7, 17))


def test_a_title_is_cut_out_where_it_stands_and_not_where_its_words_come_first() -> None:
    article = parse(f"---\nauthor: Ottoline Larkin\ntitle: Ottoline\n---\n{BODY}\n\n{BODY}")
    assert article.headline is not None
    assert article.text[: article.headline.start].endswith("title: ")


def test_a_title_that_yaml_folds_is_a_title_without_a_headline() -> None:
    article = parse(f"---\ntitle: >\n  Larkin\n  Sails\n---\n\n{BODY}\n\n{BODY}")
    assert article.title == "Larkin Sails"
    assert article.headline is None


def test_a_title_that_the_text_repeats_is_the_headline_there() -> None:
    article = parse(f"---\ntitle: Larkin sails\n---\n\n# Larkin Sails\n\n{BODY}")
    assert [block.kind for block in article.blocks] == [FRONT_MATTER, HEADLINE, PARAGRAPH]
    assert words_of(article, HEADLINE) == ["# Larkin Sails"]


def test_with_a_title_in_the_front_matter_a_single_paragraph_is_body() -> None:
    assert kinds(f"---\ntitle: Larkin Sails\n---\n{BODY}")[-1] is PARAGRAPH


@pytest.mark.parametrize(
    "words",
    [
        "2024-07-17",
        "2024-07-17T09:30:00Z",
        "2024-07-17 09:30:00 +0100",
        "2024/07/17",
        "17 July 2024",
        "17 Jul 2024",
        "July 17, 2024",
        "Jul 17, 2024",
        "July 17 2024",
        '"2024-07-17"',
    ],
)
def test_a_date_may_be_written_in_many_ways(words: str) -> None:
    article = parse(f"---\ndate: {words}\n---\nLarkin Sails\n\n{BODY}")
    assert (article.published, article.published_is) == (date(2024, 7, 17), "stated")


@pytest.mark.parametrize(
    "words",
    ["2024-02-30", "2024-13-01", "2024-07", "2024", "last Friday", "17/07/2024", ""],
)
def test_a_date_that_is_no_day_is_no_date(words: str) -> None:
    article = parse(f"---\ndate: {words}\nsource: Harbour Mail\n---\nLarkin Sails\n\n{BODY}")
    assert (article.published, article.published_is) == (None, None)


@pytest.mark.parametrize(
    "words",
    [
        "Zoë Applegarth and Erskine Swale",
        "Zoë Applegarth, Erskine Swale",
        "[Zoë Applegarth, Erskine Swale]",
        "\n  - Zoë Applegarth\n  - Erskine Swale",
        "By Zoë Applegarth & Erskine Swale",
    ],
)
def test_authors_may_be_listed_in_many_ways(words: str) -> None:
    assert parse(f"---\nauthor: {words}\n---\nLarkin Sails\n\n{BODY}").byline == "Zoë Applegarth, Erskine Swale"


def test_a_stated_author_is_evidence_for_a_byline_that_has_no_other() -> None:
    article = parse(f"---\nauthor: Zoë Applegarth\n---\nLarkin Sails\n\n{BODY}\n\nZoë Applegarth")
    assert words_of(article, BYLINE) == ["Zoë Applegarth"]


def test_front_matter_may_end_with_dots_and_follow_empty_lines() -> None:
    article = parse(f"\n\n---\nsource: Harbour Mail\n...\nLarkin Sails\n\n{BODY}")
    assert article.source == "Harbour Mail"
    assert words_of(article, FRONT_MATTER) == ["---\nsource: Harbour Mail\n..."]


def test_front_matter_with_other_line_ends_is_read() -> None:
    article = parse(f"---\r\nsource: Harbour Mail\r\n---\r\nLarkin Sails\r\n\r\n{BODY}")
    assert (article.source, article.title) == ("Harbour Mail", "Larkin Sails")


def test_an_article_that_is_all_front_matter_is_empty() -> None:
    with pytest.raises(ArticleError, match="it is empty"):
        parse("---\ntitle: Larkin Sails\n---\n")


@pytest.mark.parametrize(
    "yaml",
    [
        "source: [Harbour Mail",
        "source: 'Harbour Mail",
        "\tsource: Harbour Mail",
        "- a\n- list",
        "only words",
        "? {a: b}\n: c",
        "a: &a [*a]",
        "source: *nothing",
        "source: \x01",
        "",
    ],
    ids=ascii,
)
def test_what_looks_like_front_matter_and_is_none_is_text(yaml: str) -> None:
    text = f"---\n{yaml}\n---\nLarkin Sails\n\n{BODY}"
    article = parse(text)
    assert not words_of(article, FRONT_MATTER)
    assert article.source == ""
    assert article.readable_text == text


def test_a_fence_that_never_closes_is_text() -> None:
    article = parse(f"---\nsource: Harbour Mail\n\nLarkin Sails\n\n{BODY}")
    assert not words_of(article, FRONT_MATTER)
    assert article.source == ""


def test_a_fence_within_the_text_is_no_front_matter() -> None:
    article = parse(f"Larkin Sails\n\n{BODY}\n\n---\nsource: Harbour Mail\n---\n")
    assert not words_of(article, FRONT_MATTER)


def test_a_line_of_more_dashes_is_no_fence() -> None:
    assert parse(f"----\nsource: Harbour Mail\n----\n\n{BODY}").source == ""


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.mkdir", "!!python/object/new:os.mkdir", "!!python/name:os.mkdir", "!mine"]
)
def test_a_tag_of_yaml_makes_nothing(tag: str, tmp_path: Path) -> None:
    target = tmp_path / "made"
    article = parse(f"---\nsource: {tag} ['{target}']\ntitle: Larkin Sails\n---\n\n{BODY}\n\n{BODY}")
    assert not target.exists()
    assert article.title == "Larkin Sails"


def test_numbers_and_truth_values_of_yaml_stay_words() -> None:
    article = parse(f"---\nsource: 007\nauthor: yes\nurl: 1e3\ntitle: null\n---\n{BODY}\n\n{BODY}")
    assert (article.source, article.byline, article.url, article.title) == ("007", "yes", "1e3", "null")


def test_a_mapping_is_no_field() -> None:
    article = parse(f"---\nauthor: {{name: Zoë Applegarth}}\nsource: Harbour Mail\n---\nLarkin Sails\n\n{BODY}")
    assert (article.byline, article.source) == ("", "Harbour Mail")


def test_aliases_that_would_grow_without_end_do_not() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 8)}]\n" for a, b in pairwise(letters))
    article = parse(f"---\n{bomb}source: Harbour Mail\n---\nLarkin Sails\n\n{BODY}")
    assert article.source == "Harbour Mail"


@pytest.mark.parametrize("nesting", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("times", [900, 3500, 200_000])
def test_deep_nesting_is_text_like_any_other(nesting: str, times: int) -> None:
    article = parse(f"---\na: {nesting * times}\n---\nLarkin Sails\n\n{BODY}")
    assert words_of(article, PARAGRAPH)[-1] == BODY


@pytest.fixture
def small_stacks() -> Iterator[None]:
    """Of 1 MB, for the threads that start from now on."""
    before = threading.stack_size(1024 * 1024)
    yield
    threading.stack_size(before)


@pytest.mark.usefixtures("small_stacks")
def test_deep_nesting_does_not_leave_the_stack_of_a_thread() -> None:
    text = f"---\na: {'[' * 4000}{']' * 4000}\nsource: Harbour Mail\n---\nLarkin Sails\n\n{BODY}"
    with ThreadPoolExecutor(max_workers=1) as threads:
        article = threads.submit(parse, text).result()
    assert words_of(article, PARAGRAPH)[-1] == BODY


@pytest.mark.parametrize("line", ["k{}: v\n", "- v\n", "k{}: &a{} [v, v]\n", "# {}\n"])
def test_front_matter_that_is_huge_is_text_like_any_other(line: str) -> None:
    yaml = "".join(line.replace("{}", str(i)) for i in range(50_000))
    article = parse(f"---\n{yaml}---\nLarkin Sails\n\n{BODY}")
    assert not words_of(article, FRONT_MATTER)
    assert words_of(article, PARAGRAPH)[-1].endswith(BODY)


# The sample articles.

WITHOUT_ADDRESS = {"16", "20", "22"}
"""Those whose front matter gives no `url`, or that have no front matter."""


@pytest.mark.parametrize(
    ("number", "title", "author", "published", "source"),
    [
        ("01", "Could the Kardashian-West Divorce Papers Go", "Nell Oakshott", None, "The Sample Desk"),
        ("02", "Breakfast, a Museum and a Thaw:", "Ivo Prendergast", None, "The Sample Desk"),
        ("03", "Dame Cordelia Tremlett Will Give Up", "Theo Lindgren", "2024-01-16", "Backlot"),
        ("04", "Custard Tarts at Dawn:", "Hattie Lorne", "2024-07-17", "Tattle Hour"),
        ("05", "“Your Sister Couldn’t Run a Bath”:", "Petra Amsel", "2024-10-08", "The Night Wire"),
        ("06", "One Chair, Two Sisters", "Odile Marchetti, Ravi Sundaresh", "2024-11-19", "Marquee Weekly"),
        ("07", "The Last Sunday in August Moves to November", "Theo Lindgren", "2025-03-14", "Backlot"),
        ("08", "Quiet Wedding at the Old Lifeboat House", "Jonty Pascoe", "2025-06-02", "The Harbour Courier"),
        ("09", "Tamander Overboard!", "Hattie Lorne", "2025-09-09", "Tattle Hour"),
        ("10", "Felix Tremlett Says No", "Petra Amsel", "2025-12-12", "The Night Wire"),
        ("11", "Dame Cordelia Comes Clean", "Odile Marchetti", "2026-03-17", "Marquee Weekly"),
        ("12", "At Last, at Low Tide:", "Jonty Pascoe", "2026-06-23", "The Harbour Courier"),
        ("13", "The Lanterns Find a Dealmaker", "Corin Dacre", "2024-10-04", "Backlot"),
        ("14", "Table for One:", "Lucasta Byng", "2024-10-11", "The Night Wire"),
        ("15", "Goodnight, Sparks:", "Jonty Pascoe", "2025-11-18", "The Harbour Courier"),
        ("16", "Behind the Rope:", "Jasper Lorne", None, "The Velvet Rope"),
        ("17", "Herring, Velvet and Forty-Four Curtains:", "Bunty Marchbanks-Cole", "2026-02-24", "Tattle Hour"),
        ("18", "Lumenbox Will Pay £9 Million", "Theo Lindgren", "2026-03-03", "Backlot"),
        ("19", "Letters to the Editor:", "Jonty Pascoe", "2026-03-31", "The Harbour Courier"),
        ("20", "How We Got Here:", "Madame Ottoline", "2026-06-30", ""),
        ("21", "The Man Who Billed for the Weather:", "Theo Lindgren", "2026-07-10", "Backlot"),
        ("22", "Signe Bjørnstad Will Show You Her Receipts", "Petra Amsel", None, ""),
        ("23", "A Correction, and an Apology", "Marguerite O’Dowd, Petra Amsel", "2026-07-28", "The Night Wire"),
        ("24", "The Ninth Customer:", "Odile Marchetti", "2026-08-04", "Marquee Weekly"),
    ],
)
def test_a_sample_says_who_wrote_what_when_and_where(
    number: str, title: str, author: str, published: str | None, source: str
) -> None:
    (path,) = (sample for sample in SAMPLES if sample.name.startswith(number))
    article = parse_article(path.read_bytes(), path.name)
    assert article.title.startswith(title)
    assert article.byline == author
    assert article.published == (date.fromisoformat(published) if published else None)
    assert article.source == source
    assert article.url.startswith("https://") == (number not in WITHOUT_ADDRESS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_a_sample_has_a_headline_a_body_and_a_byline(path: Path) -> None:
    article = parse_article(path.read_bytes(), path.name)
    assert article.headline is not None
    assert len(words_of(article, PARAGRAPH) + words_of(article, LIST_ITEM)) >= 5
    assert len(words_of(article, BYLINE)) == 1
    assert len(words_of(article, ROLE)) == 1


def below_the_fence(text: str, change: Callable[[str], str]) -> str:
    """With the front matter as it is: an indented fence, for one, would be none."""
    fence = text.index("\n---\n") + len("\n---\n") if text.startswith("---\n") else 0
    return text[:fence] + change(text[fence:])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_changes_no_block_of_a_sample(layout: str, path: Path) -> None:
    text = path.read_text("utf-8")
    assert shape(parse(below_the_fence(text, LAYOUTS[layout]))) == shape(parse(text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
@pytest.mark.parametrize("width", WIDTHS)
def test_lines_of_a_sample_wrapped_by_hand_are_put_together(width: int, path: Path) -> None:
    text = path.read_text("utf-8")
    assert shape(parse(below_the_fence(text, lambda body: wrapped(body, width)))) == shape(parse(text))


# Properties.

line = st.sampled_from(
    [
        *["", "", "   ", "\t", "---", "...", "***", "By Zoë Applegarth", "Zoë Applegarth", "Senior Reporter", "By"],
        *[
            "(Image credit: E!)",
            "©",
            "- item",
            "1. item",
            "> quote",
            "“All of it.”",
            "# Head",
            "#",
            "A colon:",
            "&amp;",
        ],
        *["title: Larkin Sails", "Larkin Sails", "date: 2024-07-17", "author: Zoë Applegarth", "title: 'a", "a: [b"],
        *[BODY, "Larkin left.", "奥特琳·拉金归来。", "\xa0", "\u200b", "\x0c", "é" * 300, "word " * 40, "\u2028", "\r"],
    ]
)
texts = st.lists(line, max_size=25).map("\n".join) | st.text(max_size=200)
fragments = st.sampled_from(
    [
        b"---\n",
        b"title: a\n",
        b"\n",
        b"\r\n",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"By A B\n",
        b"\xe2\x80\x9c",
        b"\x85",
    ]
)
contents = st.binary(max_size=200) | st.lists(fragments | st.binary(max_size=8), max_size=30).map(b"".join)


def parsed(content: bytes, *, body_only: bool = False) -> Article | None:
    try:
        return parse_article(content, "articles/x.txt", body_only=body_only)
    except ArticleError:
        return None


@settings(deadline=None, max_examples=200)
@given(contents, st.booleans())
def test_any_bytes_give_an_article_or_an_article_error(content: bytes, body_only: bool) -> None:
    article = parsed(content, body_only=body_only)
    assert article is None or article.title


@settings(deadline=None, max_examples=200)
@given(texts, st.booleans())
def test_blocks_are_in_order_and_disjoint(text: str, body_only: bool) -> None:
    if article := parsed(text.encode(), body_only=body_only):
        ends = [0, *(block.end for block in article.blocks)]
        assert all(end <= block.start < block.end for end, block in zip(ends, article.blocks, strict=False))


@settings(deadline=None, max_examples=200)
@given(texts, st.booleans())
def test_blocks_cover_all_that_is_not_blank(text: str, body_only: bool) -> None:
    if article := parsed(text.encode(), body_only=body_only):
        rest = list(article.text)
        for block in article.blocks:
            rest[block.start : block.end] = " " * (block.end - block.start)
        assert not "".join(rest).strip()


@settings(deadline=None, max_examples=200)
@given(texts, st.booleans())
def test_a_block_begins_and_ends_with_something_visible(text: str, body_only: bool) -> None:
    if article := parsed(text.encode(), body_only=body_only):
        pieces = [article.text[block.start : block.end] for block in article.blocks]
        assert pieces == [piece.strip() for piece in pieces]


@settings(deadline=None, max_examples=200)
@given(texts)
def test_the_readable_text_is_as_long_as_the_text(text: str) -> None:
    if article := parsed(text.encode()):
        assert len(article.readable_text) == len(article.text)


@settings(deadline=None, max_examples=200)
@given(texts)
def test_the_readable_text_lacks_the_front_matter_and_nothing_else(text: str) -> None:
    if article := parsed(text.encode()):
        for block in article.blocks:
            words = article.readable_text[block.start : block.end]
            assert words == article.text[block.start : block.end] or (block.kind is FRONT_MATTER and not words.strip())


@settings(deadline=None, max_examples=150)
@given(texts)
def test_an_article_has_at_most_one_headline_and_shows_it_first(text: str) -> None:
    if article := parsed(text.encode()):
        assert [block.kind for block in article.readable_blocks].count(HEADLINE) <= 1
        assert article.headline is None or article.readable_blocks[0] == article.headline
