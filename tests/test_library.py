"""A library: where it is, where what belongs to it is kept, what it refuses to read, and the names that scripts import.

What a library finds is in `test_search_index.py`, how it is brought up to date in `test_update.py`.
"""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui_reader
from tui_reader.errors import ArticleError, LibraryError, NotFoundError, QueryError
from tui_reader.library import Library
from tui_reader.library.places import VARIABLE, find_library, find_places, user_library


def make_library(path: Path) -> Path:
    (path / "articles").mkdir(parents=True)
    (path / "articles" / "gala.txt").write_text("Gala\n\nKim Kardashian came.\n")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "secret.txt").write_text("Secret\n\nNobody may read this.\n")
    return folder


# Which library


def test_the_folder_that_was_named_goes_before_all_others(root: Path, elsewhere: Path) -> None:
    assert find_library(elsewhere, {VARIABLE: str(root)}, root) == elsewhere


def test_the_environment_goes_before_the_current_folder(root: Path, elsewhere: Path) -> None:
    assert find_library(None, {VARIABLE: str(elsewhere)}, root) == elsewhere


@pytest.mark.parametrize("below", [".", "articles", "articles/deep/er", "notes"])
def test_the_current_folder_or_the_nearest_one_above_it_is_the_library(root: Path, below: str) -> None:
    here = root / below
    here.mkdir(parents=True, exist_ok=True)
    assert find_library(None, {}, here) == root


def test_the_nearest_of_two_libraries_is_taken(root: Path) -> None:
    inner = make_library(root / "inner")
    assert find_library(None, {}, inner / "articles") == inner


@pytest.mark.parametrize("environ", [{}, {VARIABLE: ""}])
def test_the_users_own_library_is_the_last_resort(elsewhere: Path, environ: dict[str, str]) -> None:
    (elsewhere / "articles").write_text("a file is no folder of articles")
    assert find_library(None, environ, elsewhere) == user_library()


def test_the_users_own_library_lies_with_the_users_data(user_folders: Path) -> None:
    assert user_library() == user_folders / "data" / "gossip-reader" / "library"
    assert not user_library().exists()


def test_a_named_folder_need_not_be_a_library(elsewhere: Path) -> None:
    assert find_library(elsewhere, {}, elsewhere) == elsewhere


@pytest.mark.parametrize("name", ["nowhere", "secret.txt"])
def test_a_named_folder_must_be_there(elsewhere: Path, name: str) -> None:
    with pytest.raises(LibraryError, match=name):
        find_library(elsewhere / name, {}, elsewhere)
    with pytest.raises(LibraryError, match=name):
        find_library(None, {VARIABLE: str(elsewhere / name)}, elsewhere)


# Its places


def test_a_library_keeps_everything_in_itself(root: Path) -> None:
    places = find_places(root)
    assert (places.root, places.articles, places.is_bare) == (root, root / "articles", False)
    assert (places.index, places.store) == (root / "index", root / "reader.db")


def test_a_bare_folder_keeps_everything_with_the_users_own(elsewhere: Path, user_folders: Path) -> None:
    places = find_places(elsewhere)
    assert (places.root, places.articles, places.is_bare) == (elsewhere, elsewhere, True)
    assert places.index.parent == user_folders / "cache" / "gossip-reader"
    assert places.store.parent.parent == user_folders / "data" / "gossip-reader" / "libraries"
    assert places.store.name == "reader.db"


def test_a_bare_folder_is_known_by_its_real_path(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(elsewhere)
    assert find_places(tmp_path / "link").index == find_places(elsewhere).index
    assert find_places(elsewhere / ".." / "elsewhere").store == find_places(elsewhere).store


def test_two_bare_folders_have_nothing_in_common(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other, places = find_places(tmp_path / "other"), find_places(elsewhere)
    assert other.index != places.index
    assert other.store != places.store


def test_an_index_that_is_a_link_is_not_used(root: Path, elsewhere: Path, user_folders: Path) -> None:
    (root / "index").symlink_to(elsewhere)
    places = find_places(root)
    assert user_folders in places.index.parents
    assert places.store == root / "reader.db"


def test_an_index_that_is_no_folder_is_not_used(root: Path, user_folders: Path) -> None:
    (root / "index").write_text("something else")
    assert user_folders in find_places(root).index.parents


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_an_index_of_somebody_else_is_not_used(root: Path, user_folders: Path) -> None:
    (root / "index").mkdir()
    os.chown(root / "index", 12345, -1)
    assert user_folders in find_places(root).index.parents


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_library_that_cannot_be_written_keeps_everything_with_the_users_own(root: Path, user_folders: Path) -> None:
    root.chmod(0o500)
    places = find_places(root)
    root.chmod(0o700)
    assert (places.articles, places.is_bare) == (root / "articles", False)
    assert user_folders in places.index.parents
    assert user_folders in places.store.parents


def test_finding_places_creates_nothing(root: Path, elsewhere: Path, user_folders: Path) -> None:
    Library(root)
    Library(elsewhere)
    Library(elsewhere / "nowhere")
    assert [path.name for path in root.iterdir()] == ["articles"]
    assert [path.name for path in elsewhere.iterdir()] == ["secret.txt"]
    assert list(user_folders.iterdir()) == []


# What it reads


def test_an_article_is_read_by_its_id(root: Path) -> None:
    article = Library(root).article("articles/gala.txt")
    assert (article.id, article.title) == ("articles/gala.txt", "Gala")


def test_an_article_of_a_bare_folder_is_read_by_its_id(elsewhere: Path) -> None:
    article = Library(elsewhere).article("secret.txt")
    assert (article.id, article.title) == ("secret.txt", "Secret")


def test_a_whole_file_can_be_read_as_body_text(root: Path) -> None:
    article = Library(root).article("articles/gala.txt", body_only=True)
    assert article.headline is None
    assert article.text[article.body_start :].startswith("Gala")


@pytest.mark.parametrize(
    "article_id",
    [
        *("", ".", "..", "/", "articles", "articles/", "articles/nosuch.txt", "gala.txt", "reader.db", "notes.txt"),
        *("articles/../notes.txt", "articles/../articles/gala.txt", "articles/../../elsewhere/secret.txt"),
        *("/etc/passwd", "articles//etc/passwd", "../elsewhere/secret.txt", "articles\\..\\notes.txt"),
        *("articles/gala.txt/x", "articles/gala.txt\0", "\0", "articles/" + "x" * 5000, "ARTICLES/gala.txt"),
    ],
)
def test_nothing_outside_the_articles_is_read(root: Path, elsewhere: Path, article_id: str) -> None:
    (root / "notes.txt").write_text("Notes\n\nNot an article.\n")
    with pytest.raises((NotFoundError, ArticleError)):
        Library(root).article(article_id)


@pytest.mark.parametrize(
    "article_id", ["../library/articles/gala.txt", "/etc/passwd", "..", "", "a/../secret.txt", "\0"]
)
def test_nothing_outside_a_bare_folder_is_read(root: Path, elsewhere: Path, article_id: str) -> None:
    assert root.parent == elsewhere.parent
    with pytest.raises((NotFoundError, ArticleError)):
        Library(elsewhere).article(article_id)


def test_no_link_is_followed_to_an_article(root: Path, elsewhere: Path) -> None:
    (root / "articles" / "link.txt").symlink_to(elsewhere / "secret.txt")
    (root / "articles" / "folder").symlink_to(elsewhere)
    for article_id in ("articles/link.txt", "articles/folder/secret.txt"):
        with pytest.raises((NotFoundError, ArticleError)):
            Library(root).article(article_id)


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "articles" / "pipe.txt")
    with pytest.raises(ArticleError, match="pipe"):
        Library(root).article("articles/pipe.txt")


def test_any_file_can_be_read_outright(elsewhere: Path) -> None:
    article = Library.read_file(elsewhere / "secret.txt")
    assert (article.id, article.title) == (str(elsewhere / "secret.txt"), "Secret")


def test_a_file_that_is_read_outright_may_be_a_link(root: Path, elsewhere: Path) -> None:
    (root / "link.txt").symlink_to(elsewhere / "secret.txt")
    assert Library.read_file(root / "link.txt").title == "Secret"


def test_a_file_in_the_home_folder_is_read_by_its_tilde(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(elsewhere))
    article = Library.read_file("~/secret.txt")
    assert (article.id, article.title) == ("~/secret.txt", "Secret")


def test_a_file_of_any_name_is_read_outright_as_text(elsewhere: Path) -> None:
    (elsewhere / "README").write_text("Read me\n\nThis is text.\n")
    assert Library.read_file(elsewhere / "README").title == "Read me"


@pytest.mark.parametrize("name", ["nosuch.txt", "secret.txt/x", "nul\0.txt"])
def test_a_file_that_is_not_there_is_not_found(elsewhere: Path, name: str) -> None:
    with pytest.raises(NotFoundError):
        Library.read_file(os.path.join(elsewhere, name))


def test_a_folder_is_no_article(elsewhere: Path) -> None:
    with pytest.raises(ArticleError):
        Library.read_file(elsewhere)


def test_mentions_come_with_the_article(root: Path) -> None:
    annotated = Library(root).mentions("articles/gala.txt")
    assert [mention.text for mention in annotated.mentions] == ["Kim Kardashian"]


def test_hits_are_found_in_an_article_as_in_its_index(root: Path) -> None:
    library = Library(root)
    article = library.article("articles/gala.txt")
    results = library.search("title:gala OR kim")
    hits = library.find_hits(results.query, article)
    assert [article.text[hit.start : hit.end] for hit in hits] == ["Gala", "Kim"]
    assert results.hits[0].hits == len(hits)
    library.close()


def test_a_query_with_a_mistake_is_an_error(root: Path) -> None:
    with pytest.raises(QueryError):
        Library(root).search("(gala")


def test_an_unfinished_query_is_none(root: Path) -> None:
    assert Library(root).search("(gal", typing=True).total == 1


def test_a_sort_may_be_given_by_name(root: Path) -> None:
    (root / "articles" / "a.txt").write_text("A\n\nKim.\n")
    hits = Library(root).search("kim", sort="title").hits
    assert [hit.title for hit in hits] == ["A", "Gala"]


def test_a_library_is_closed_more_than_once_and_used_again(root: Path) -> None:
    library = Library(root)
    library.close()
    assert library.search("kim").total == 1
    library.close()
    library.close()


# The public names


@pytest.mark.parametrize("name", tui_reader.__all__)
def test_a_public_name_can_be_imported(name: str) -> None:
    assert getattr(tui_reader, name) is not None


@pytest.mark.parametrize("name", [name for name in tui_reader.__all__ if name != "__version__"])
def test_a_public_name_is_documented(name: str) -> None:
    documented = getattr(tui_reader, name)
    assert inspect.getdoc(documented)
    for member, value in vars(documented).items():
        if inspect.isfunction(value) and not member.startswith("_"):
            assert inspect.getdoc(value), f"{name}.{member}"


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nosuchname"):
        _ = tui_reader.nosuchname


HEAVY = "textual rich whoosh sqlite3 numpy yaml platformdirs".split()

AFTER_THE_FIRST_PAINT = (
    *"whoosh sqlite3 numpy yaml json tomllib hashlib importlib.resources".split(),
    *"tui_reader.search tui_reader.bookmarks tui_reader.formats tui_reader.mentions".split(),
    *(f"tui_reader.library.{name}" for name in "keeping memory update child progress bringing easier again".split()),
    *(f"tui_reader.ui.screens.{name}" for name in "bookmarks choosing details help palette themes".split()),
    *"tui_reader.ui.commands tui_reader.ui.panes.front".split(),
)
"""What a reader may wait for once there is something to look at; packages with all that is in them."""


def modules_after(code: str) -> list[str]:
    """All modules that a fresh interpreter has loaded after running `code`."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def loaded_by(code: str) -> list[str]:
    """Which of the heavy modules a fresh interpreter has loaded after running `code`."""
    modules = modules_after(code)
    return [module for module in HEAVY if module in modules]


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import tui_reader; tui_reader.__version__") == []


def test_reading_an_article_loads_neither_search_nor_screen(root: Path) -> None:
    code = f"from tui_reader import Library; Library({str(root)!r}).article('articles/gala.txt')"
    assert not {"textual", "rich", "whoosh"} & set(loaded_by(code))


def test_searching_loads_no_screen(root: Path) -> None:
    code = f"from tui_reader import Library; Library({str(root)!r}).search('gala')"
    loaded = loaded_by(code)
    assert "whoosh" in loaded
    assert not {"textual", "rich"} & set(loaded)


STOP_AT_THE_FIRST_PAINT = """
import tui_reader.cli.screen
from tui_reader.library import Library
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.reader import ReaderScreen

class StoppingScreen(ReaderScreen):
    def start(self):
        self.app.exit()

library = Library({root!r})
app = ReaderApp(library)
app.get_default_screen = lambda: StoppingScreen(library)
app.run(headless=True)
"""


def test_the_first_screen_is_painted_before_anything_else_is_loaded(root: Path) -> None:
    loaded = modules_after(STOP_AT_THE_FIRST_PAINT.format(root=str(root)))
    late = [module for module in loaded if any(f"{module}.".startswith(f"{name}.") for name in AFTER_THE_FIRST_PAINT)]
    assert late == []
