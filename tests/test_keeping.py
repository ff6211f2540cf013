"""Keeping passages of a library: they last, they say where they stand now, and nothing of the articles is touched."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.updating import bring_up_to_date
from tui_reader import Article, Bookmark, KeptPassage, Library, Span
from tui_reader.bookmarks.anchor import State
from tui_reader.errors import NotFoundError

NAME = "drawer.txt"
ARTICLE = f"articles/{NAME}"
TEXT = """\
The Drawer Stays Open

Nell Oakshott keeps a drawer of her own, which is mostly string. She says where each piece came from.

The article leaves both doors open. Nobody has said which of them is the right one, and nobody will.
"""
QUOTE = "She says where each piece came from."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with two articles."""
    folder = tmp_path / "library"
    write(folder / ARTICLE, TEXT)
    write(folder / "articles" / "other.txt", "Another Headline\n\nAnother story, in which nobody keeps anything.\n")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    with closing(Library(folder)) as library:
        yield library


def place_of(quote: str, article: Article) -> Span:
    start = article.text.index(quote)
    return Span(start, start + len(quote))


def keep(library: Library, article_id: str = ARTICLE, quote: str = QUOTE, note: str = "") -> KeptPassage:
    article = library.article(article_id)
    return library.bookmarks.add(article, place_of(quote, article), note=note)


def only(library: Library) -> KeptPassage:
    (kept,) = library.bookmarks.all()
    return kept


def listing(folder: Path) -> dict[str, tuple[int, int, int, str]]:
    """Everything that can be told of every file and folder: its mode, its time, its size and what is in it."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else ""
        found[str(path)] = (status.st_mode, status.st_mtime_ns, status.st_size, content)
    return found


# Keeping


def test_what_was_kept_stands_where_it_was_taken_from(folder: Path) -> None:
    with opened(folder) as library:
        kept = keep(library, note="mine too")
        assert (kept.bookmark.article, kept.bookmark.quote, kept.bookmark.note) == (ARTICLE, QUOTE, "mine too")
        assert (kept.state, kept.span) == (State.EXACT, place_of(QUOTE, library.article(ARTICLE)))
        assert kept.title == "The Drawer Stays Open"
        assert only(library) == kept


def test_what_was_kept_is_there_after_a_restart(folder: Path) -> None:
    with opened(folder) as library:
        kept = keep(library)
    with opened(folder) as library:
        assert only(library) == kept
        assert library.bookmarks.find(kept.bookmark.id[:4]) == kept
        assert library.bookmarks.of(library.article(ARTICLE)) == [kept]


def test_what_was_kept_is_there_for_another_reader_at_once(folder: Path) -> None:
    with opened(folder) as library, opened(folder) as other:
        assert other.bookmarks.all() == []
        kept = keep(library)
        assert only(other) == kept


def test_keeping_the_same_passage_twice_is_keeping_it_once(folder: Path) -> None:
    with opened(folder) as library:
        first = keep(library)
        assert keep(library) == first
        assert library.bookmarks.count() == 1
    with opened(folder) as library:
        assert keep(library) == first


def test_a_passage_that_has_moved_is_not_kept_a_second_time(folder: Path) -> None:
    with opened(folder) as library:
        first = keep(library)
        write(folder / ARTICLE, TEXT.replace("Nell", "The well-known Nell"))
        again = keep(library)
        assert again.bookmark == first.bookmark
        assert again.state is State.MOVED


def test_passages_that_overlap_are_kept_both(folder: Path) -> None:
    with opened(folder) as library:
        keep(library)
        keep(library, quote=QUOTE[:8])
        assert library.bookmarks.count() == 2


def test_the_passages_of_an_article_come_in_the_order_of_its_text(folder: Path) -> None:
    with opened(folder) as library:
        for quote in ("nobody will.", "The Drawer", "mostly string"):
            keep(library, quote=quote)
        keep(library, "articles/other.txt", "Another story")
        quotes = [kept.bookmark.quote for kept in library.bookmarks.of(library.article(ARTICLE))]
        assert quotes == ["The Drawer", "mostly string", "nobody will."]


def test_all_passages_come_with_the_one_kept_last_before_the_others(folder: Path) -> None:
    with opened(folder) as library:
        keep(library)
        keep(library, "articles/other.txt", "Another story")
        keep(library, quote="nobody will.")
        quotes = [kept.bookmark.quote for kept in library.bookmarks.all()]
        assert quotes == ["nobody will.", "Another story", QUOTE]


def test_a_removed_passage_is_gone_until_it_is_brought_back(folder: Path) -> None:
    with opened(folder) as library:
        kept = keep(library)
        library.bookmarks.remove(kept.bookmark.id)
        assert library.bookmarks.all() == []
        assert library.bookmarks.of(library.article(ARTICLE)) == []
        library.bookmarks.restore(kept.bookmark.id)
        assert only(library) == kept


def test_a_removed_passage_can_be_kept_anew(folder: Path) -> None:
    with opened(folder) as library:
        library.bookmarks.remove(keep(library).bookmark.id)
        assert keep(library) == only(library)


def test_an_id_that_nobody_has_is_not_found(folder: Path) -> None:
    with opened(folder) as library:
        keep(library)
        with pytest.raises(NotFoundError):
            library.bookmarks.find("nonsense")


def test_an_article_whose_name_is_not_utf8_keeps_its_passages(folder: Path) -> None:
    name = os.fsdecode(b"articles/caf\xe9.txt")
    write(folder / name, TEXT)
    with opened(folder) as library:
        kept = keep(library, name)
        assert kept.bookmark.article == name
    with opened(folder) as library:
        assert only(library) == kept


# Articles change and go


def test_a_passage_moves_with_its_text(folder: Path) -> None:
    with opened(folder) as library:
        keep(library)
        write(folder / ARTICLE, TEXT.replace("Nell", "The well-known Nell"))
        kept = only(library)
        assert (kept.state, kept.span) == (State.MOVED, place_of(QUOTE, library.article(ARTICLE)))


def test_a_passage_says_that_it_stands_in_several_places_now(folder: Path) -> None:
    with opened(folder) as library:
        keep(library, quote="both doors open")
        paragraphs = TEXT.split("\n\n")
        # Long enough that what surrounds the two places, as far as it is remembered, is the same.
        twice = f"{'So it is. ' * 9}The article leaves both doors open. {'So it will be. ' * 9}"
        write(folder / ARTICLE, "\n\n".join([paragraphs[0], twice, twice]))
        kept = only(library)
        assert kept.state is State.AMBIGUOUS
        assert kept.span is not None


def test_a_passage_whose_text_is_gone_is_lost_and_still_kept(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        write(
            folder / ARTICLE, "The Drawer Is Shut\n\nThere was nothing in it, and that is all that there is to say.\n"
        )
        kept = only(library)
        assert (kept.state, kept.span, kept.title) == (State.LOST, None, "The Drawer Is Shut")
        assert kept.bookmark == before.bookmark


def test_a_passage_whose_article_is_gone_is_lost_and_no_error(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        (folder / ARTICLE).unlink()
        kept = only(library)
        assert (kept.state, kept.span, kept.title) == (State.LOST, None, "")
        assert kept.bookmark == before.bookmark
        assert library.bookmarks.find(before.bookmark.id) == kept


@pytest.mark.parametrize("content", [b"", b"\0\1\2\3" * 100], ids=["empty", "no text"])
def test_a_passage_whose_article_cannot_be_read_is_lost_and_no_error(folder: Path, content: bytes) -> None:
    with opened(folder) as library:
        keep(library)
        (folder / ARTICLE).write_bytes(content)
        assert only(library).state is State.LOST


def test_a_passage_whose_article_became_a_link_is_lost_and_the_link_is_not_followed(folder: Path) -> None:
    elsewhere = folder.parent / NAME
    with opened(folder) as library:
        keep(library)
        (folder / ARTICLE).rename(elsewhere)
        (folder / ARTICLE).symlink_to(elsewhere)
        assert only(library).state is State.LOST


def test_a_lost_passage_is_found_again_when_its_article_comes_back(folder: Path) -> None:
    with opened(folder) as library:
        kept = keep(library)
        (folder / ARTICLE).unlink()
        assert only(library).state is State.LOST
        write(folder / ARTICLE, TEXT)
        assert only(library) == kept


def test_a_passage_is_edited_with_its_article_and_what_was_kept_stays_as_it_was(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        write(folder / ARTICLE, TEXT.replace("where each piece came from", "where every piece is from"))
        kept = only(library)
        changed = library.article(ARTICLE)
        assert (kept.state, kept.span) == (State.EDITED, place_of("She says where every piece is from.", changed))
        assert kept.bookmark == before.bookmark
        assert library.bookmarks.of(changed) == [kept]
        assert library.bookmarks.find(kept.bookmark.id) == kept


def test_passages_of_several_versions_are_each_found_by_the_text_they_were_taken_from(folder: Path) -> None:
    versions = [TEXT.replace("drawer of", f"drawer {number} of") for number in range(3)]
    with opened(folder) as library:
        for version in versions:
            write(folder / ARTICLE, version)
            keep(library, quote=f"drawer {versions.index(version)} of her own", note="once more")
        last = [(kept.state, kept.span) for kept in library.bookmarks.of(library.article(ARTICLE))]
        place = place_of("drawer 2 of her own", library.article(ARTICLE))
        assert sorted(last) == [(State.EDITED, place), (State.EDITED, place), (State.EXACT, place)]


def test_an_article_is_read_once_for_all_of_its_passages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(folder) as library:
        for quote in ("The Drawer", QUOTE, "nobody will."):
            keep(library, quote=quote)
        keep(library, "articles/other.txt", "Another story")
        read: list[str] = []
        really = library.article

        def noted(article_id: str) -> Article:
            read.append(article_id)
            return really(article_id)

        monkeypatch.setattr(library, "article", noted)
        assert len(library.bookmarks.all()) == 4
        assert sorted(read) == [ARTICLE, "articles/other.txt"]


# Articles under another name


def called(kept: KeptPassage, article: str) -> Bookmark:
    """A bookmark as it was kept, under another name of its article."""
    return replace(kept.bookmark, article=article)


def test_a_passage_goes_with_its_article_to_another_name(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        bring_up_to_date(folder)
        (folder / ARTICLE).rename(folder / "articles" / "string.txt")
        kept = only(library)  # before the index knows of it
        assert (kept.state, kept.bookmark, kept.found_in) == (State.EXACT, before.bookmark, "articles/string.txt")
        bring_up_to_date(folder)
        kept = only(library)
        assert (kept.state, kept.span) == (State.EXACT, before.span)
        assert (kept.bookmark, kept.title) == (called(before, "articles/string.txt"), before.title)
        assert library.bookmarks.of(library.article("articles/string.txt")) == [kept]
        assert library.bookmarks.find(before.bookmark.id) == kept


def test_a_passage_is_not_kept_a_second_time_under_the_other_name(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        (folder / ARTICLE).rename(folder / "articles" / "string.txt")
        assert keep(library, "articles/string.txt").bookmark == before.bookmark


def test_a_passage_goes_with_an_article_that_was_renamed_and_edited(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        (folder / ARTICLE).unlink()
        write(folder / "articles" / "string.txt", TEXT.replace("mostly string", "all of it string"))
        bring_up_to_date(folder)
        kept = only(library)
        assert (kept.state, kept.article) == (State.MOVED, "articles/string.txt")
        assert kept.span == place_of(QUOTE, library.article("articles/string.txt"))
        assert kept.bookmark == called(before, "articles/string.txt")


def test_a_passage_stays_with_the_name_of_its_article_though_a_copy_lies_beside_it(folder: Path) -> None:
    with opened(folder) as library:
        before = keep(library)
        write(folder / "articles" / "copy.txt", TEXT)
        bring_up_to_date(folder)
        assert only(library) == before
        assert library.bookmarks.of(library.article("articles/copy.txt")) == []
        write(folder / ARTICLE, "Something Else\n\nThere was nothing in it, and that is all that there is to say.\n")
        assert (only(library).state, only(library).article) == (State.LOST, ARTICLE)


# What is written, and what is not


def test_what_is_kept_lies_in_the_library_and_its_articles_are_not_touched(folder: Path) -> None:
    before = listing(folder / "articles")
    with opened(folder) as library:
        kept = keep(library)
        library.bookmarks.remove(kept.bookmark.id)
    assert listing(folder / "articles") == before
    assert sorted(path.name for path in folder.iterdir()) == ["articles", "reader.db"]


def test_nothing_is_ever_written_in_a_bare_folder(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    write(bare / NAME, TEXT)
    write(bare / "more" / "other.txt", TEXT)
    before = listing(bare)
    with opened(bare) as library:
        for _ in library.update():
            pass
        assert library.search("drawer").total == 2
        kept = keep(library, NAME)
    with opened(bare) as library:
        assert only(library) == kept
        library.bookmarks.remove(kept.bookmark.id)
    assert listing(bare) == before
    assert list(Path(os.environ["XDG_DATA_HOME"]).rglob("reader.db"))


def test_two_bare_folders_have_a_store_each(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for bare in (one, other):
        write(bare / NAME, TEXT)
    with opened(one) as library:
        keep(library, NAME)
    with opened(other) as library:
        assert library.bookmarks.all() == []


def test_a_bare_folder_is_known_by_its_real_path(tmp_path: Path) -> None:
    bare, link = tmp_path / "bare", tmp_path / "link"
    write(bare / NAME, TEXT)
    link.symlink_to(bare)
    with opened(bare) as library:
        kept = keep(library, NAME)
    with opened(link) as library:
        assert only(library) == kept


def test_it_is_told_where_a_file_went_that_stood_in_the_place_of_the_store(folder: Path) -> None:
    write(folder / "reader.db", "This is not a database.")
    with opened(folder) as library:
        keep(library)
        assert library.bookmarks.set_aside == folder / "reader.db.not-ours-1"
    assert (folder / "reader.db.not-ours-1").read_text() == "This is not a database."


def test_nothing_is_told_of_a_file_set_aside_when_there_was_none(folder: Path) -> None:
    with opened(folder) as library:
        assert library.bookmarks.set_aside is None
