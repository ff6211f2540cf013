"""An article that is not where it was: it is known by its text, or by its headline and most of its words."""

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import Article, Span
from tui_reader.bookmarks import Bookmark, make_bookmark
from tui_reader.bookmarks.moved import find_moved

HEADLINE = "The Drawer Stays Open"
BODY = (
    "Nell Oakshott keeps a drawer of her own, which is mostly string. She says where each piece came from.\n\n"
    "The article leaves both doors open. Nobody has said which of them is the right one, and nobody will.\n"
)


def article(name: str, title: str = HEADLINE, body: str = BODY) -> Article:
    return Article(name, f"{title}\n\n{body}", (), title, "")


EARLIER = article("articles/drawer.txt")


def bookmark() -> Bookmark:
    return make_bookmark("c0ffee00", EARLIER, Span(30, 40), created="2026-11-20T10:00:00.000Z")


def test_the_same_text_is_the_same_article_whatever_it_is_called() -> None:
    moved = article("articles/string.txt")
    others = [article("articles/a.txt", body="Another story."), moved, article("articles/z.txt")]
    assert find_moved(bookmark(), others) is moved


def test_the_same_headline_with_most_of_the_words_is_the_same_article() -> None:
    moved = article("articles/string.txt", body=BODY.replace("mostly string", "all string now"))
    assert find_moved(bookmark(), [article("articles/a.txt", "Another Headline"), moved], EARLIER) is moved


def test_case_and_marks_in_the_headline_make_no_difference() -> None:
    moved = article("articles/string.txt", "THE DRAWER STAYS  OPEN", BODY.replace("Nell", "Well-known Nell"))
    assert find_moved(bookmark(), [moved], EARLIER) is moved


def test_the_same_headline_over_another_story_is_another_article() -> None:
    other = article("articles/string.txt", body="Nobody has opened it since, she says, and the string is gone. " * 5)
    assert find_moved(bookmark(), [other], EARLIER) is None


def test_most_of_the_words_under_another_headline_are_another_article() -> None:
    other = article("articles/string.txt", "String Theory", BODY + "More.")
    assert find_moved(bookmark(), [other], EARLIER) is None


def test_without_the_earlier_text_only_the_same_text_will_do() -> None:
    assert find_moved(bookmark(), [article("articles/string.txt", body=BODY + "More.")]) is None


def test_of_two_that_are_as_like_it_is_neither() -> None:
    others = [article(f"articles/{name}.txt", body=BODY + "More.") for name in "ab"]
    assert find_moved(bookmark(), others, EARLIER) is None


def test_of_two_the_one_with_more_of_the_words_is_it() -> None:
    less = article("articles/less.txt", body=BODY.replace("nobody will", "who will"))
    more = article("articles/more.txt", body=BODY + "More.")
    assert find_moved(bookmark(), [less, more], EARLIER) is more


@given(st.lists(st.text(max_size=40), max_size=3), st.text(max_size=40))
def test_no_text_is_an_error(bodies: list[str], title: str) -> None:
    others = [article(f"articles/{number}.txt", title, body) for number, body in enumerate(bodies)]
    assert find_moved(bookmark(), others, EARLIER) in (None, *others)
