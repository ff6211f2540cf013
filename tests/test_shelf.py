"""The kept passages as a list shows them: read, looked for, filtered, named, written, and put back by hand."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.article import Article, EntityKind, Span
from tui_reader.bookmarks import Bookmark
from tui_reader.bookmarks.anchor import Place, State
from tui_reader.errors import NotFoundError, UsageError
from tui_reader.library import KeptPassage, Library
from tui_reader.library.named_in import Names
from tui_reader.search.known import Known
from tui_reader.ui.shelf_lines import Heights, note_lines, quote_lines, wrapped
from tui_reader.ui.shelf_rows import Grouping, Heading, Order, arranged

LONG_AGO = 1_600_000_000
TEXT = "Gala\n\nShe came at nine. He left at ten. Nobody saw them. The gate was open.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "gala.txt").write_text(TEXT)
    return Library(tmp_path)


def keep(library: Library, words: str, *, note: str = "", tags: tuple[str, ...] = ()) -> KeptPassage:
    article = library.article("articles/gala.txt")
    at = article.text.index(words)
    return library.bookmarks.add(article, Span(at, at + len(words)), note=note, tags=tags)


def rewrite(library: Library, text: str) -> Article:
    (library.places.root / "articles" / "gala.txt").write_text(text)
    return library.article("articles/gala.txt")


def test_passages_are_listed_before_anybody_looked_for_them(library: Library) -> None:
    keep(library, "He left at ten.")
    keep(library, "Nobody saw them.", note="the gate?")
    shelf = library.shelf()
    assert [kept.bookmark.quote for kept in shelf.newest(1)] == ["Nobody saw them."]
    assert {kept.state for kept in shelf.load()} == {"pending"}
    assert [kept.bookmark.quote for kept in shelf.find("gate")[0]] == ["Nobody saw them."]
    assert shelf.find("is:lost")[0] == []
    assert sum(map(len, shelf.place())) == 2
    assert {kept.state for kept in shelf.all()} == {"exact"}
    assert len(shelf.find("title:gala")[0]) == 2


def test_what_was_found_stays_found_when_a_note_changes(library: Library) -> None:
    kept = keep(library, "He left at ten.")
    shelf = library.shelf()
    shelf.load()
    list(shelf.place())
    library.bookmarks.edit(kept.bookmark.id, note="when?")
    (again,) = shelf.load()
    assert (again.state, again.bookmark.note) == ("exact", "when?")
    assert list(shelf.place()) == []
    assert len(shelf.find("note:when")[0]) == 1


def test_what_was_found_is_known_as_long_as_the_article_is_the_same(library: Library) -> None:
    kept = keep(library, "He left at ten.")
    path = library.places.root / "articles" / "gala.txt"
    os.utime(path, (LONG_AGO, LONG_AGO))
    look(library)
    assert look(library) == []
    path.write_text(TEXT.replace("at nine", "at about nine"))
    (again,) = look(library)
    assert (again.state, library.shelf().all()) == ("moved", [again])
    path.unlink()
    (lost,) = look(library)
    assert (lost.state, lost.bookmark) == ("lost", kept.bookmark)


def test_whoever_looks_for_passages_may_stop_and_another_goes_on(library: Library) -> None:
    for words in ("She came at nine.", "He left at ten.", "Nobody saw them."):
        keep(library, words)
    shelf = library.shelf()
    shelf.load()
    next(shelf.place(at_once=1))
    assert sorted(kept.state for kept in shelf.all()) == ["exact", "pending", "pending"]
    assert sum(map(len, library.shelf().place())) == 2


def look(library: Library) -> list[KeptPassage]:
    """Look for the passages as the screen does when it is opened; return those that had to be looked for."""
    shelf = library.shelf()
    list(shelf.look_again())
    shelf.load()
    return [kept for step in shelf.place() for kept in step]


@pytest.mark.parametrize(
    ("query", "found"),
    [("lefft~", 1), ("eleven~", 0), ("a~", 2), ("-lefft~", 2), ("lefft~ OR nobdy~", 2), ("title:gla~", 3)],
)
def test_a_misspelt_word_is_looked_for_among_the_words_that_there_are(library: Library, query: str, found: int) -> None:
    for words in ("She came at nine.", "He left at ten.", "Nobody saw them."):
        keep(library, words)
    shelf = library.shelf()
    shelf.load()
    shelf.find("x~")
    list(shelf.place())
    assert len(shelf.find(query)[0]) == found


def test_a_lost_passage_put_back_by_hand_keeps_its_words_and_follows_its_new_ones(library: Library) -> None:
    kept = keep(library, "He left at ten.", note="who?")
    changed = rewrite(library, TEXT.replace("He left at ten.", "Mr West drove off before eleven, alone."))
    (lost,) = library.bookmarks.all()
    assert lost.state == "lost"
    at = changed.text.index("Mr West")
    library.bookmarks.put_back(kept.bookmark.id, changed, Span(at, changed.text.index(" Nobody")))
    (back,) = library.bookmarks.all()
    assert back.bookmark == kept.bookmark
    assert (back.state, back.span) == ("edited", Span(at, at + len("Mr West drove off before eleven, alone.")))
    moved = rewrite(library, changed.text.replace("She came", "They say that she came"))
    (here,) = library.bookmarks.of(moved)
    assert here.span
    assert moved.text[slice(*here.span)] == "Mr West drove off before eleven, alone."
    assert here.bookmark.quote == "He left at ten."
    library.memory.undo()
    assert library.bookmarks.all()[0].state == "lost"
    assert library.bookmarks.of(moved)[0].span is None


def test_a_passage_can_be_put_back_in_another_article(library: Library) -> None:
    kept = keep(library, "He left at ten.")
    (library.places.root / "articles" / "gala.txt").unlink()
    (library.places.root / "articles" / "new.txt").write_text("New\n\nIt was ten when he left.\n")
    new = library.article("articles/new.txt")
    at = new.text.index("It was")
    library.bookmarks.put_back(kept.bookmark.id, new, Span(at, len(new.text.rstrip())))
    (back,) = library.bookmarks.all()
    assert (back.article, back.state) == ("articles/new.txt", "edited")
    assert [each.bookmark.id for each in library.bookmarks.of(new)] == [kept.bookmark.id]
    with pytest.raises(NotFoundError):
        library.bookmarks.put_back("nothing", new, Span(at, at + 2))


def test_passages_are_written_to_a_file_and_none_is_written_over_unasked(library: Library, tmp_path: Path) -> None:
    ids = [keep(library, words).bookmark.id for words in ("He left at ten.", "Nobody saw them.")]
    path = tmp_path / "out.md"
    assert library.bookmarks.export_to(str(path), ids[1:], "markdown") == path
    assert "Nobody saw them" in path.read_text("utf-8")
    assert "He left" not in path.read_text("utf-8")
    with pytest.raises(FileExistsError):
        library.bookmarks.export_to(str(path), ids, "markdown")
    assert "He left" not in path.read_text("utf-8")
    library.bookmarks.export_to(str(path), ids, "markdown", replace=True)
    assert "He left" in path.read_text("utf-8")
    for bad in (tmp_path / "no" / "such.md", tmp_path, f"{tmp_path}/a\0b"):
        with pytest.raises((UsageError, FileExistsError)):
            library.bookmarks.export_to(str(bad), ids, "markdown")
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix in (".md", ".part")) == ["out.md"]


def test_several_are_removed_and_tagged_as_one_change(library: Library) -> None:
    ids = [keep(library, words, tags=("a",)).bookmark.id for words in ("He left at ten.", "Nobody saw them.")]
    library.bookmarks.retag(ids, without=["a"], adding=["b", "c"])
    assert {kept.bookmark.tags for kept in library.bookmarks.all()} == {("b", "c")}
    library.memory.undo()
    assert {kept.bookmark.tags for kept in library.bookmarks.all()} == {("a",)}
    with pytest.raises(NotFoundError):
        library.bookmarks.remove_all([*ids, "nothing"])
    assert library.bookmarks.counts() == {"articles/gala.txt": 2}
    library.bookmarks.remove_all(ids)
    assert library.bookmarks.all() == []
    library.memory.undo()
    assert library.bookmarks.count() == 2


def test_a_name_means_somebody_only_if_it_means_nobody_else() -> None:
    kim = Known("person:kim-kardashian", "Kim Kardashian", EntityKind.PERSON, ("Kardashian", "Kim"))
    khloe = Known("person:khloe-kardashian", "Khloé Kardashian", EntityKind.PERSON, ("Kardashian",))
    names = Names([kim, khloe])
    assert names.find("Kim met Khloe Kardashian") == ("Kim Kardashian", "Khloé Kardashian")
    assert names.find("A Kardashian came") == ()
    assert names.find("") == ()


def test_a_list_is_ordered_within_its_groups(library: Library) -> None:
    kept = [keep(library, words) for words in ("Nobody saw them.", "He left at ten.")][::-1]
    article = [row.bookmark.quote for row in arranged(kept, Order.ARTICLE) if isinstance(row, KeptPassage)]
    assert article == ["He left at ten.", "Nobody saw them."]
    rows = arranged(kept, Order.OLDEST, Grouping.PERSON, {kept[0].bookmark.id: ("A", "B")})
    assert [row.bookmark.id if isinstance(row, KeptPassage) else row.words for row in rows] == [
        *("A", kept[0].bookmark.id, "B", kept[0].bookmark.id, "(nobody by name)", kept[1].bookmark.id)
    ]


@pytest.mark.parametrize("text", ["", "a" * 1_000_000, "\ud800\0" * 5_000, "word " * 100_000, "字" * 10_000])
def test_whatever_was_kept_is_wrapped_and_never_into_more_lines_than_can_be_read(text: str) -> None:
    lines = wrapped(text, 40)
    assert 1 <= len(lines) <= 201


@given(
    quote=st.text(st.sampled_from("ab 字\n\u0301"), min_size=1, max_size=200),
    note=st.text(st.sampled_from("a b\n"), max_size=60),
    width=st.integers(5, 60),
    state=st.sampled_from(["exact", "lost"]),
)
def test_a_passage_has_as_many_lines_as_were_counted(quote: str, note: str, width: int, state: str) -> None:
    bookmark = Bookmark("1", "x.txt", "", 0, len(quote), quote, "", "", note)
    kept = KeptPassage(bookmark, Place(State(state), None))
    heights = Heights()
    list(heights.count([kept], width))
    lines = len(quote_lines(kept, width - 2)) + len(note_lines(kept, width - 4)) + (state == "lost")
    assert heights.of_each([kept, Heading("a", 1)], width) == [lines + 2, 2]
