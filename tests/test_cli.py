"""The command line, run as its users run it: what each command prints, to whom, and with which exit status."""

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.commands import LOCALE, run_command
from tui_reader.library import Library

SAMPLES = Path(__file__).parents[1] / "articles"
COMMAND = [sys.executable, "-m", "tui_reader"]
DRAWER = "articles/01-could-the-divorce-papers-go-back-in-the-drawer.txt"
MUSEUM = "articles/02-breakfast-a-museum-and-a-thaw.txt"
BOATHOUSE = "articles/08-quiet-wedding-at-the-old-lifeboat-house.txt"
COMMANDS = ("index", "search", "show", "mentions", "people", "timeline", "correct", "bookmark", "keys")
TIMEOUT = 120
"""Seconds: far more than anything here takes, even on a busy machine."""

SEARCH_KEYS = {"query", "understood", "total", "total_is", "took_ms", "hits"}
HIT_KEYS = {"article", "title", "published", "source", "score", "hits", "snippet", "highlights"}
ARTICLE_KEYS = {"article", "title", "byline", "published", "published_is", "source", "url", "text", "blocks"}
MENTIONS_KEYS = {"article", "author", "published", "text", "mentions", "entities"}
MENTION_KEYS = {"kind", "start", "end", "text", "entity", "value", "timex", "anchor"}
ENTITY_KEYS = {"id", "name", "kind", "aliases", "members", "count", "role", "could_be"}
BOOKMARK_KEYS = {"id", "article", "state", "start", "end", "quote", "note", "tags", "created"}
INDEX_KEYS = {"articles", "added", "changed", "removed", "skipped", "took_s"}
KEY_KEYS = {"id", "keys", "context", "does"}


@dataclass(frozen=True)
class Answer:
    """What a command came to."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def json_lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Shell:
    """Somebody at a prompt: a current folder and an environment."""

    here: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str | Path, stdin: bytes = b"", here: Path | None = None) -> Answer:
        if "PYTHONIOENCODING" in self.environment:  # it counts when an interpreter starts, and only then
            return self.run_python(*COMMAND[1:], *arguments, stdin=stdin, here=here)
        asked = [str(argument) for argument in arguments]
        status, out, err = run_command(
            asked, here=here or self.here, environment=self.environment, stdin=stdin, timeout=TIMEOUT
        )
        return Answer(status, out, err.decode(errors="surrogateescape"))

    def run_python(self, *arguments: str | Path, stdin: bytes = b"", here: Path | None = None) -> Answer:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=here or self.here,
            env=self.environment,
            input=stdin,
            capture_output=True,
            timeout=TIMEOUT,
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode(errors="surrogateescape"))

    def start(self, *arguments: str | Path) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.here, env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe
        )

    def run_in_terminal(self, *arguments: str | Path, term: str | None = "xterm-256color") -> Answer:
        """Run a command in a pseudo-terminal, in which data and talk are one stream, and lines end with CR LF."""
        environment = {name: value for name, value in self.environment.items() if name != "TERM"}
        child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *map(str, arguments)],
            cwd=str(self.here),
            env={**environment, **({} if term is None else {"TERM": term})},
            dimensions=(24, 200),
            timeout=TIMEOUT,
        )
        child.expect(pexpect.EOF)
        status = child.wait()
        child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]  # it has ended: nobody to wait for
        child.close()
        assert isinstance(child.before, bytes)
        return Answer(status, child.before, "")


def new_shell(folder: Path) -> Shell:
    """A shell whose user has a home in `folder`, and nothing there yet."""
    here = folder / "here"
    here.mkdir()
    inherited = {name: value for name, value in os.environ.items() if name != "GOSSIP_READER_LIBRARY"}
    homes = {f"XDG_{kind}_HOME": str(folder / "homes" / kind.lower()) for kind in ("CACHE", "DATA", "STATE")}
    return Shell(here, {**inherited, **homes, "LC_ALL": LOCALE})


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return new_shell(tmp_path)


@pytest.fixture
def empty(shell: Shell) -> Shell:
    """A shell in a library without articles, which tests put there."""
    (shell.here / "articles").mkdir()
    return shell


@pytest.fixture
def library(shell: Shell) -> Shell:
    """A shell in a copy of the sample library, which may be changed."""
    shutil.copytree(SAMPLES, shell.here / "articles")
    return shell


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a copy of the sample library with an index, which is only read."""
    shell = new_shell(tmp_path_factory.mktemp("samples"))
    shutil.copytree(SAMPLES, shell.here / "articles")
    assert shell.run("index").status == 0
    return shell


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def with_article(shell: Shell, text: str, name: str = "a.txt") -> str:
    """Put an article into the library, and return its id."""
    write(shell.here / "articles" / name, text)
    return f"articles/{name}"


def hashes(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def assert_one_line(talk: str, words: str) -> None:
    """Somebody is told what is wrong, in one line and not with a traceback."""
    assert talk.startswith("gossip-reader: ")
    assert words in talk
    assert talk.count("\n") == 1


# Help, version, usage


def test_version_prints_the_name_and_the_version(samples: Shell) -> None:
    answer = samples.run("--version")
    assert (answer.status, answer.err) == (0, "")
    name, version = answer.text.split()
    assert name == "gossip-reader"
    assert version[0].isdigit()


def test_the_installed_command_is_the_module(samples: Shell) -> None:
    installed = Path(sys.executable).with_name("gossip-reader")
    version = subprocess.check_output([installed, "--version"], env=samples.environment, timeout=TIMEOUT)
    assert version == samples.run("--version").out


def test_help_names_every_command(samples: Shell) -> None:
    answer = samples.run("--help")
    assert (answer.status, answer.err) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command} " in answer.text


@pytest.mark.parametrize("command", ["search", "mentions", "people", "timeline", "correct", "bookmark add", "keys"])
def test_every_command_has_help_of_its_own(samples: Shell, command: str) -> None:
    answer = samples.run(*command.split(), "--help")
    assert (answer.status, answer.err) == (0, "")
    assert f"usage: gossip-reader {command} " in answer.text
    assert "--library DIR" in answer.text
    assert "--json" in answer.text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["search", "kim", "--limit", "-1"],
        ["mentions", MUSEUM, "--published", "16 June"],
        ["bookmark"],
        ["bookmark", "add", MUSEUM],
        ["one folder", "another folder"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_and_is_a_status_of_its_own(samples: Shell, arguments: Sequence[str]) -> None:
    answer = samples.run(*arguments)
    assert (answer.status, answer.out) == (2, b"")
    assert answer.err.startswith("usage: gossip-reader")
    assert ": error: " in answer.err


def test_what_was_typed_is_repeated_without_an_order_to_the_terminal(samples: Shell) -> None:
    answer = samples.run("--\x1b]0;owned\x07.txt")
    assert answer.status == 2
    assert not any(map(_is_order, answer.err))


# Which library


@pytest.mark.parametrize(
    "arguments",
    [
        ["--library", "DIR", "show", MUSEUM],
        ["--library=DIR", "show", MUSEUM],
        ["show", "--library", "DIR", MUSEUM],
        ["show", MUSEUM, "--library=DIR"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(MUSEUM, "ARTICLE"),
)
def test_the_library_may_be_named_before_and_after_the_command(
    samples: Shell, shell: Shell, arguments: list[str]
) -> None:
    answer = shell.run(*(argument.replace("DIR", str(samples.here)) for argument in arguments))
    assert (answer.status, answer.err) == (0, "")
    assert answer.text.startswith("Breakfast, a Museum")


def test_the_library_may_be_named_between_a_command_and_what_it_does(samples: Shell, shell: Shell) -> None:
    answer = shell.run("bookmark", "--library", samples.here, "list")
    assert (answer.status, answer.out, answer.err) == (1, b"", "")


def test_the_nearest_folder_with_articles_above_this_one_is_the_library(samples: Shell) -> None:
    assert samples.run("show", MUSEUM, "--json", here=samples.here / "articles").json["article"] == MUSEUM


def test_the_environment_names_a_library(samples: Shell, shell: Shell) -> None:
    named = Shell(shell.here, {**shell.environment, "GOSSIP_READER_LIBRARY": str(samples.here)})
    assert named.run("show", MUSEUM, "--json").json["article"] == MUSEUM


def test_what_the_command_line_says_goes_before_the_environment(samples: Shell, shell: Shell) -> None:
    named = Shell(shell.here, {**shell.environment, "GOSSIP_READER_LIBRARY": "/nowhere"})
    assert named.run("show", MUSEUM, "--library", samples.here).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["index"],
        ["search", "kim"],
        ["mentions", MUSEUM],
    ],
    ids=" ".join,
)
def test_a_library_that_is_not_there_is_trouble(shell: Shell, arguments: list[str]) -> None:
    answer = shell.run(*arguments, "--library", "nowhere")
    assert (answer.status, answer.out) == (3, b"")
    assert_one_line(answer.err, "There is no folder nowhere")


def test_a_file_is_no_library(library: Shell) -> None:
    answer = library.run("search", "kim", "--library", library.here / MUSEUM)
    assert (answer.status, answer.out) == (3, b"")
    assert_one_line(answer.err, "There is no folder ")


def test_no_library_at_all_is_trouble(shell: Shell) -> None:
    answer = shell.run("search", "kim")
    assert (answer.status, answer.out) == (3, b"")
    assert_one_line(answer.err, "There is no library here")


def test_a_bare_folder_is_a_library_too(shell: Shell) -> None:
    write(shell.here / "a.txt", "A Headline\n\nNell Oakshott keeps a drawer of her own, mostly string.\n")
    before = hashes(shell.here)
    assert shell.run("search", "drawer", "--json", "--library", shell.here).json["hits"][0]["article"] == "a.txt"
    assert shell.run("bookmark", "add", "a.txt", "--quote", "mostly", "--library", shell.here).status == 0
    assert hashes(shell.here) == before


def test_of_a_bare_folder_that_was_renamed_it_is_said_once_what_came_along(shell: Shell) -> None:
    bare, renamed = shell.here / "bare", shell.here / "renamed"
    write(bare / "a.txt", "A Headline\n\nNell Oakshott keeps a drawer of her own, mostly string.\n")
    shell.run("bookmark", "add", "a.txt", "--quote", "mostly", "--library", bare)
    bare.rename(renamed)
    first, second = (shell.run("bookmark", "list", "--json", "--library", renamed) for _ in range(2))
    assert first.err == f"what you kept came along from {bare}\n"
    assert (second.err, first.out, first.json[0]["quote"]) == ("", second.out, "mostly")
    write(shell.here / "other" / "a.txt", "Another Headline\n\nIt is mostly string.\n")
    brought = shell.run("bookmark", "import", renamed, "--library", shell.here / "other", "--json")
    assert (brought.status, brought.json["added"]) == (0, 1)


# The reader itself, where there is no terminal for it


def test_the_reader_needs_a_terminal(samples: Shell) -> None:
    answer = samples.run()
    assert (answer.status, answer.out) == (2, b"")
    assert_one_line(answer.err, "needs a terminal")


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_the_reader_refuses_a_terminal_that_cannot_show_it(samples: Shell, term: str | None) -> None:
    answer = samples.run_in_terminal(term=term)
    assert answer.status == 2
    assert_one_line(answer.text.replace("\r\n", "\n"), "TERM is dumb or not set): try `gossip-reader --plain`")
    assert b"\x1b" not in answer.out


def test_a_folder_that_is_not_there_is_trouble_for_the_reader(shell: Shell) -> None:
    answer = shell.run_in_terminal("./nowhere")
    assert answer.status == 3
    assert_one_line(answer.text.replace("\r\n", "\n"), "There is no folder nowhere")


def test_a_command_is_a_command_and_a_path_of_the_same_name_a_folder(empty: Shell) -> None:
    assert_one_line(empty.run("./index").err, "There is no folder index")
    assert empty.run("index").text.startswith("0 articles")
    assert (empty.here / "index").is_dir()
    assert_one_line(empty.run("./index").err, "needs a terminal")


# index


def test_index_says_what_it_did(empty: Shell) -> None:
    with_article(empty, "One Headline\n\nOne story that somebody wrote down, in a sentence or so.\n")
    with_article(empty, "Another Headline\n\nAnother story, just as long as the one before it.\n", "b.txt")
    answer = empty.run("index")
    assert (answer.status, answer.err) == (0, "")
    assert answer.text.startswith("2 articles (2 added) in ")


def test_index_prints_its_counts_as_json(empty: Shell) -> None:
    article_id = with_article(empty, "One Headline\n\nOne story that somebody wrote down, in a sentence or so.\n")
    first = empty.run("index", "--json")
    assert (first.status, first.err) == (0, "")
    assert set(first.json) >= INDEX_KEYS
    assert (first.json["articles"], first.json["added"]) == (1, 1)
    with_article(empty, "Two Headline\n\nOne story that somebody wrote down, in a sentence or two.\n")
    assert (changed := empty.run("index", "--json").json)["changed"] == 1
    assert changed["articles"] == 1
    (empty.here / article_id).unlink()
    assert (gone := empty.run("index", "--json").json)["removed"] == 1
    assert gone["articles"] == 0


def test_index_rebuilds_when_it_is_told_to(samples: Shell) -> None:
    assert samples.run("index", "--rebuild", "--json").json["added"] == len(list(SAMPLES.iterdir()))


def test_index_tells_what_it_left_out_and_why(empty: Shell) -> None:
    write(empty.here / "articles" / "picture.png", "no text")
    write(empty.here / "articles" / "void.txt", "")
    answer = empty.run("index")
    assert answer.status == 0
    assert "left out articles/picture.png: it is not in a format that can be read\n" in answer.err
    assert "left out articles/void.txt: it is empty\n" in answer.err
    assert empty.run("index", "--json").json["skipped"] == 2


# search


def test_search_prints_what_it_found_as_json(samples: Shell) -> None:
    answer = samples.run("search", "kardashian", "--json")
    assert (answer.status, answer.err) == (0, "")
    found = answer.json
    assert set(found) == SEARCH_KEYS
    assert (found["query"], found["total"], found["total_is"]) == ("kardashian", 2, "exact")
    assert [set(hit) for hit in found["hits"]] == [HIT_KEYS] * 2
    assert {hit["article"] for hit in found["hits"]} == {DRAWER, MUSEUM}


def test_highlights_of_a_snippet_are_offsets_into_it(samples: Shell) -> None:
    hits = samples.run("search", "kardashian", "--json").json["hits"]
    for hit in hits:
        marked = [hit["snippet"][start:end] for start, end in hit["highlights"]]
        assert marked
        assert {words.casefold() for words in marked} <= {"kardashian", "kardashian’s", "kardashian's"}


def test_search_prints_what_it_found_for_people(samples: Shell) -> None:
    answer = samples.run("search", "kardashian", "west")
    assert answer.status == 0
    assert "Breakfast, a Museum and a Thaw" in answer.text
    assert MUSEUM in answer.text
    assert "*Kardashian*" in answer.text
    assert answer.err == "2 articles: kardashian AND west\n"


def test_search_prints_as_many_hits_as_were_asked_for_and_counts_them_all(samples: Shell) -> None:
    found = samples.run("search", "kardashian", "--limit", "1", "--json").json
    assert (len(found["hits"]), found["total"]) == (1, 2)


def test_search_puts_hits_into_the_order_that_was_asked_for(empty: Shell) -> None:
    for name, title, day in (("a", "Berries", "2021-03-02"), ("b", "Apples", "2021-01-01"), ("c", "Cherries", "")):
        matter = f"---\ntitle: {title}\n" + (f"date: {day}\n" if day else "") + "---\n\n"
        with_article(empty, f"{matter}Some fruit that was eaten, and by whom it was eaten.\n", f"{name}.txt")

    def titles(sort: str) -> list[str]:
        return [hit["title"] for hit in empty.run("search", "fruit", "--sort", sort, "--json").json["hits"]]

    assert titles("newest") == ["Berries", "Apples", "Cherries"]
    assert titles("title") == ["Apples", "Berries", "Cherries"]


def test_search_tells_when_and_where_an_article_was_published(empty: Shell) -> None:
    with_article(empty, "---\ntitle: Berries\ndate: 2021-03-02\nsource: The Basket\n---\n\nSome fruit was eaten.\n")
    (hit,) = empty.run("search", "fruit", "--json").json["hits"]
    assert (hit["published"], hit["source"]) == ("2021-03-02", "The Basket")


def test_search_answers_from_the_files_as_they_are_now(empty: Shell) -> None:
    article_id = with_article(empty, "Quorx\n\nA word that nobody has used before: quorx, and that is all.\n")
    assert empty.run("search", "quorx", "--json").json["hits"][0]["article"] == article_id
    (empty.here / article_id).unlink()
    assert empty.run("search", "quorx").status == 1


def test_nothing_found_is_a_status_of_its_own(samples: Shell) -> None:
    answer = samples.run("search", "quorx", "--json")
    assert (answer.status, answer.json["total"], answer.json["hits"]) == (1, 0, [])


@pytest.mark.parametrize(
    ("query", "place", "mended"),
    [("kim (west", 4, "kim (west)"), ('kardashian "kim', 11, 'kardashian "kim"'), ("titel:kim", 0, "title:kim")],
)
def test_a_mistake_in_a_query_is_shown_with_a_caret_below_its_place_and_mended(
    samples: Shell, query: str, place: int, mended: str
) -> None:
    answer = samples.run("search", query)
    assert (answer.status, answer.out) == (2, b"")
    lines = answer.err.splitlines()
    assert lines[0].startswith("gossip-reader: ")
    assert lines[1:] == [f"  {query}", f"  {' ' * place}^", f"Did you mean: {mended}"]


def test_a_mistake_that_leaves_nothing_is_not_mended(samples: Shell) -> None:
    assert samples.run("search", "OR").err.splitlines()[1:] == ["  OR", "  ^"]


def test_where_nothing_is_found_it_is_told_what_would_be(empty: Shell) -> None:
    with_article(empty, "Berries\n\nSome fruit was eaten at the harbour, and that is all.\n")
    answer = empty.run("search", "fruit", "harbuor")
    assert (answer.status, answer.out) == (1, b"")
    assert answer.err.splitlines()[-2:] == ["try fruit harbour: 1 article", "try fruit: 1 article, without harbuor"]


def test_the_caret_stands_right_below_wide_characters(samples: Shell) -> None:
    answer = samples.run("search", "金正恩 (west")
    assert answer.err.splitlines()[1:] == [
        "  金正恩 (west",
        f"  {' ' * 7}^",
        "Did you mean: 金正恩 (west)",
    ]


# show


def test_show_prints_an_article_for_people(samples: Shell) -> None:
    answer = samples.run("show", DRAWER)
    assert (answer.status, answer.err) == (0, "")
    lines = answer.text.splitlines()
    assert lines[0].startswith("Could the Kardashian-West Divorce Papers Go Back in the Drawer?")
    assert lines[1] == "The Sample Desk · Nell Oakshott"
    assert "A divorce petition is a document with a direction" in answer.text
    assert "author:" not in answer.text


def test_show_prints_an_article_as_json(samples: Shell) -> None:
    answer = samples.run("show", DRAWER, "--json")
    assert (answer.status, answer.err) == (0, "")
    article = answer.json
    assert set(article) == ARTICLE_KEYS
    assert (article["article"], article["byline"], article["source"]) == (DRAWER, "Nell Oakshott", "The Sample Desk")
    assert (article["published"], article["published_is"]) == (None, None)
    assert article["text"] == (samples.here / DRAWER).read_text()
    assert {frozenset(block) for block in article["blocks"]} == {frozenset({"kind", "start", "end"})}
    (headline,) = (block for block in article["blocks"] if block["kind"] == "headline")
    assert article["text"][headline["start"] : headline["end"]] == article["title"]


def test_show_says_how_a_date_is_known(empty: Shell) -> None:
    article_id = with_article(empty, "---\ntitle: Berries\ndate: 2 March 2021\n---\n\nSome fruit was eaten.\n")
    article = empty.run("show", article_id, "--json").json
    assert (article["published"], article["published_is"]) == ("2021-03-02", "stated")
    assert "Tuesday 2 March 2021" in empty.run("show", article_id).text


def test_show_and_mentions_know_a_date_that_was_set_by_hand(empty: Shell) -> None:
    article_id = with_article(empty, "Berries\n\nSome fruit was eaten on Tuesday, and none was left.\n")
    library = Library(empty.here)
    library.memory.set_date(article_id, date(2021, 5, 6))
    library.close()
    article = empty.run("show", article_id, "--json").json
    assert (article["published"], article["published_is"]) == ("2021-05-06", "by hand")
    assert "Thursday 6 May 2021" in empty.run("show", article_id).text
    assert "~2021-05-04" in empty.run("mentions", article_id).text
    assert [hit["published"] for hit in empty.run("search", "date:2021", "--json").json["hits"]] == ["2021-05-06"]


def test_show_prints_one_line_of_json_for_each_article_in_their_order(samples: Shell) -> None:
    answer = samples.run("show", MUSEUM, DRAWER, MUSEUM, "--json")
    assert [article["article"] for article in answer.json_lines] == [MUSEUM, DRAWER, MUSEUM]


def test_show_prints_a_file_outside_of_any_library(shell: Shell) -> None:
    path = write(shell.here / "story.txt", "A Headline\n\nA story that somebody wrote down.\n")
    for name in ("story.txt", str(path)):
        answer = shell.run("show", name, "--json")
        assert (answer.status, answer.json["article"], answer.json["title"]) == (0, name, "A Headline")


def test_a_path_that_begins_with_a_dot_is_always_a_file(shell: Shell) -> None:
    write(shell.here / "lib" / "a.txt", "The Article\n\nA story that somebody wrote down.\n")
    write(shell.here / "a.txt", "The File\n\nA story that somebody wrote down.\n")
    named = ("--library", shell.here / "lib", "--json")
    assert shell.run("show", "a.txt", *named).json["title"] == "The Article"
    assert shell.run("show", "./a.txt", *named).json["title"] == "The File"
    (shell.here / "a.txt").unlink()
    assert shell.run("show", "./a.txt", *named).status == 1


def test_an_article_that_is_not_there_is_not_found(samples: Shell) -> None:
    answer = samples.run("show", "articles/nothing.txt", "--json")
    assert (answer.status, answer.out) == (1, b"")
    assert_one_line(answer.err, "There is no article and no file articles/nothing.txt")


def test_an_article_that_cannot_be_read_is_trouble(empty: Shell) -> None:
    (empty.here / "articles" / "a.txt").write_bytes(b"\0\1\2" * 100)
    answer = empty.run("show", "articles/a.txt")
    assert (answer.status, answer.out) == (3, b"")
    assert_one_line(answer.err, "articles/a.txt cannot be read: it is not a text")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(samples: Shell) -> None:
    answer = samples.run("show", "nothing.txt", MUSEUM, "--json")
    assert (answer.status, answer.json["article"]) == (0, MUSEUM)
    assert_one_line(answer.err, "nothing.txt")


def test_a_file_whose_name_begins_with_a_tilde_is_a_file(samples: Shell) -> None:
    write(samples.here / "~nobody-of-this-name.txt", "A drawer\n\nNell Oakshott keeps a drawer of her own.\n")
    answer = samples.run("show", "~nobody-of-this-name.txt", "~nobody-else.txt", "--json")
    assert (answer.status, len(answer.json_lines)) == (0, 1)
    assert_one_line(answer.err, "There is no article and no file ~nobody-else.txt")


def test_a_folder_is_no_article(samples: Shell) -> None:
    answer = samples.run("show", "articles")
    assert (answer.status, answer.out) == (3, b"")
    assert_one_line(answer.err, "articles cannot be read")


def test_an_article_whose_name_is_not_utf8_is_printed(empty: Shell) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(empty.here / "articles" / name, "A body that has no headline, and is a sentence.\n")
    answer = empty.run("show", f"articles/{name}", "--json")
    assert (answer.status, answer.json["article"]) == (0, f"articles/{name}")
    assert answer.out.isascii()
    assert b"caf\xe9\n" in empty.run("show", f"articles/{name}").out


# mentions


def test_mentions_prints_what_an_article_mentions_as_json(samples: Shell) -> None:
    answer = samples.run("mentions", MUSEUM, "--json")
    assert (answer.status, answer.err) == (0, "")
    found = answer.json
    assert set(found) == MENTIONS_KEYS
    assert {frozenset(mention) for mention in found["mentions"]} == {frozenset(MENTION_KEYS)}
    assert {frozenset(entity) for entity in found["entities"]} == {frozenset(ENTITY_KEYS)}
    for mention in found["mentions"]:
        assert mention["text"] == found["text"][mention["start"] : mention["end"]]
        assert mention["kind"] in {"person", "organisation", "place", "work", "date"}
        assert (mention["entity"] is None) == (mention["kind"] == "date")
        assert (mention["timex"] in {"DATE", "TIME", "DURATION", "SET"}) == (mention["kind"] == "date")
        assert (mention["anchor"] in {"stated", "inferred", "none"}) == (mention["kind"] == "date")


def test_every_mention_means_an_entity_that_is_listed_and_counted(samples: Shell) -> None:
    found = samples.run("mentions", MUSEUM, "--json").json
    meant = [mention["entity"] for mention in found["mentions"] if mention["entity"]]
    entities = {entity["id"]: entity for entity in found["entities"]}
    assert set(meant) <= set(entities)
    assert {entity_id: meant.count(entity_id) for entity_id in meant} == {
        entity_id: entities[entity_id]["count"] for entity_id in meant
    }
    for entity in entities.values():
        assert set(entity["members"]) <= set(entities)


def test_mentions_prints_people_and_dates_for_people(samples: Shell) -> None:
    answer = samples.run("mentions", MUSEUM)
    assert (answer.status, answer.err) == (0, "")
    assert answer.text.startswith("Breakfast, a Museum and a Thaw")
    people, _, apart = answer.text.partition("\nauthor\n")
    assert "\npeople\n" in people
    assert "  Kim Kardashian" in people
    assert "  Kim Kardashian" not in apart
    assert "Ivo Prendergast" in apart.partition("\n\n")[0]


def test_mentions_prints_one_line_for_each_file_in_order_even_for_those_that_cannot_be_read(empty: Shell) -> None:
    good = with_article(empty, "A Headline\n\nKim Kardashian and Kanye West said that it was over.\n")
    (empty.here / "articles" / "bad.txt").write_bytes(b"\0\1\2" * 100)
    names = ["nothing.txt", good, "articles/bad.txt", "./nothing.txt", good]
    answer = empty.run("mentions", *names, "--json")
    assert answer.status == 0
    lines = answer.json_lines
    assert [line["article"] for line in lines] == names
    assert [set(line) == {"article", "error"} for line in lines] == [True, False, True, True, False]
    assert all(line["error"] for line in lines if "error" in line)


@pytest.mark.parametrize(("name", "status"), [("nothing.txt", 1), ("articles/bad.txt", 3)])
def test_mentions_of_nothing_that_can_be_read_is_no_success(empty: Shell, name: str, status: int) -> None:
    (empty.here / "articles" / "bad.txt").write_bytes(b"\0\1\2" * 100)
    answer = empty.run("mentions", name, "--json")
    assert answer.status == status
    assert set(answer.json) == {"article", "error"}


def test_mentions_reads_what_to_look_at_from_standard_input(empty: Shell) -> None:
    article_id = with_article(empty, "A Headline\n\nShe married him yesterday, as everybody had said she would.\n")
    requests: list[dict[str, Any]] = [
        {"file": article_id, "published": "2021-06-16"},
        {"file": "nothing.txt"},
        {"file": f"./{article_id}", "published": None},
        {"file": article_id, "published": "2020-01-01"},
    ]
    lines = "\n".join(map(json.dumps, requests)) + "\n\n"
    answer = empty.run("mentions", "-", "--json", stdin=lines.encode())
    assert answer.status == 0
    assert [line["article"] for line in answer.json_lines] == [article_id, "nothing.txt", f"./{article_id}", article_id]
    values = [[mention["value"] for mention in line.get("mentions", [])] for line in answer.json_lines]
    assert values == [["2021-06-15"], [], [None], ["2019-12-31"]]
    assert [line.get("published") for line in answer.json_lines] == ["2021-06-16", None, None, "2020-01-01"]


def test_a_day_given_for_all_is_that_of_lines_without_one(empty: Shell) -> None:
    article_id = with_article(empty, "A Headline\n\nShe married him yesterday, as everybody had said she would.\n")
    stdin = json.dumps({"file": article_id}).encode()
    answer = empty.run("mentions", "-", "--json", "--published", "2021-06-16", stdin=stdin)
    assert [mention["value"] for mention in answer.json["mentions"]] == ["2021-06-15"]


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"[]", b'{"published": "2021-06-16"}', b'{"file": "a", "published": "soon"}', b'{"file": "\xff"}'],
)
def test_a_line_of_standard_input_that_names_no_file_is_wrong_usage(samples: Shell, line: bytes) -> None:
    answer = samples.run("mentions", "-", "--json", stdin=line + b"\n")
    assert (answer.status, answer.out) == (2, b"")
    assert_one_line(answer.err, "This line of standard input names no file")


def test_a_name_that_no_file_can_have_is_not_found(samples: Shell) -> None:
    answer = samples.run("mentions", "-", "--json", stdin=b'{"file": "\\ud800.txt"}\n{"file": "a\\u0000.txt"}\n')
    assert answer.status == 1
    assert [line["article"] for line in answer.json_lines] == ["\ud800.txt", "a\0.txt"]
    assert len(answer.err.splitlines()) == 2


def test_nothing_on_standard_input_is_nothing_found(samples: Shell) -> None:
    answer = samples.run("mentions", "-", "--json")
    assert (answer.status, answer.out, answer.err) == (1, b"", "")


DATES = "A Headline\n\nShe married him yesterday, or was it in July, or last summer? It rained on May 4, 2021.\n"


def test_without_the_day_of_an_article_no_date_is_guessed(empty: Shell) -> None:
    found = empty.run("mentions", with_article(empty, DATES), "--json").json
    assert found["published"] is None
    dates = {mention["text"]: mention for mention in found["mentions"] if mention["kind"] == "date"}
    assert set(dates) >= {"yesterday", "July", "last summer", "May 4, 2021"}
    for words in ("yesterday", "July", "last summer"):
        assert not (dates[words]["value"] or "").startswith(("1", "2"))
        assert dates[words]["anchor"] == "none"
    assert (dates["May 4, 2021"]["value"], dates["May 4, 2021"]["anchor"]) == ("2021-05-04", "stated")


def test_from_the_day_of_an_article_its_dates_are_inferred(empty: Shell) -> None:
    found = empty.run("mentions", with_article(empty, DATES), "--published", "2021-08-18", "--json").json
    assert found["published"] == "2021-08-18"
    dates = {mention["text"]: (mention["value"], mention["anchor"]) for mention in found["mentions"]}
    assert dates["yesterday"] == ("2021-08-17", "inferred")
    assert dates["last summer"] == ("2020-SU", "inferred")
    assert dates["May 4, 2021"] == ("2021-05-04", "stated")


def test_the_day_that_is_given_goes_before_the_one_that_the_article_states(empty: Shell) -> None:
    article_id = with_article(empty, f"---\ndate: 2019-01-02\n---\n\n{DATES}")
    assert empty.run("mentions", article_id, "--json").json["published"] == "2019-01-02"
    given = empty.run("mentions", article_id, "--json", "--published", "2021-08-18").json
    assert given["published"] == "2021-08-18"
    assert "2021-08-17" in {mention["value"] for mention in given["mentions"]}


def test_body_only_takes_the_whole_file_as_body(samples: Shell) -> None:
    whole = samples.run("mentions", DRAWER, "--json").json
    body = samples.run("mentions", DRAWER, "--json", "--body-only").json
    assert (whole["author"], body["author"]) == ("Nell Oakshott", None)
    assert body["text"] == whole["text"]
    assert set(body) == MENTIONS_KEYS


def test_body_only_reads_a_file_with_nothing_in_it(empty: Shell) -> None:
    answer = empty.run("mentions", with_article(empty, ""), "--json", "--body-only")
    assert (answer.status, answer.json["text"], answer.json["mentions"]) == (0, "", [])


# bookmark


def test_a_passage_is_kept_and_printed(library: Shell) -> None:
    quote = "For Kim Kardashian and Kanye West it was reportedly breakfast, followed by some art."
    answer = library.run(
        "bookmark", "add", MUSEUM, "--quote", quote, "--note", "art?", "--tag", "kimye", "--tag", "art", "--json"
    )
    assert (answer.status, answer.err) == (0, "")
    kept = answer.json
    assert set(kept) == BOOKMARK_KEYS
    text = (library.here / MUSEUM).read_text()
    assert text[kept["start"] : kept["end"]] == kept["quote"] == quote
    assert (kept["article"], kept["state"], kept["note"], kept["tags"]) == (MUSEUM, "exact", "art?", ["kimye", "art"])
    assert kept["created"].endswith("Z")


def test_kept_passages_are_listed_with_the_last_one_first(library: Shell) -> None:
    kept = [library.run("bookmark", "add", MUSEUM, "--quote", words, "--json").json for words in ("Erik", "Page Six")]
    answer = library.run("bookmark", "list", "--json")
    assert (answer.status, answer.json) == (0, kept[::-1])
    lines = library.run("bookmark", "list").text.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [kept[1]["id"], kept[0]["id"]]


def test_no_kept_passages_is_nothing_found(library: Shell) -> None:
    answer = library.run("bookmark", "list", "--json")
    assert (answer.status, answer.json) == (1, [])


def test_one_passage_is_shown_by_the_beginning_of_its_id(library: Shell) -> None:
    kept = library.run("bookmark", "add", MUSEUM, "--quote", "Erik Swann", "--note", "who?", "--json").json
    assert library.run("bookmark", "show", kept["id"][:4], "--json").json == kept
    answer = library.run("bookmark", "show", kept["id"])
    assert answer.text.splitlines()[1:] == ["    Erik Swann", "    — who?"]


def test_an_empty_id_removes_nothing(library: Shell) -> None:
    library.run("bookmark", "add", MUSEUM, "--quote", "Kim")
    answer = library.run("bookmark", "remove", "")
    assert answer.status == 1
    assert_one_line(answer.err, "There is no bookmark without an id")


@pytest.mark.parametrize("action", ["show", "remove"])
def test_a_passage_that_nobody_kept_is_not_found(library: Shell, action: str) -> None:
    answer = library.run("bookmark", action, "nonsense")
    assert (answer.status, answer.out) == (1, b"")
    assert_one_line(answer.err, "There is no bookmark nonsense")


def test_a_removed_passage_is_printed_and_not_listed_any_more(library: Shell) -> None:
    kept = library.run("bookmark", "add", MUSEUM, "--quote", "Erik Swann", "--json").json
    assert library.run("bookmark", "remove", kept["id"], "--json").json == kept
    assert library.run("bookmark", "list").status == 1
    assert library.run("bookmark", "remove", kept["id"]).status == 1


def test_a_quote_that_stands_in_several_places_is_not_guessed_at(library: Shell) -> None:
    text = (library.here / MUSEUM).read_text()
    starts = [at for at in range(len(text)) if text.startswith("Kardashian", at)]
    assert len(starts) > 1
    answer = library.run("bookmark", "add", MUSEUM, "--quote", "Kardashian")
    assert (answer.status, answer.out) == (2, b"")
    assert_one_line(answer.err, f"{len(starts)} places")
    assert ", ".join(map(str, starts)) in answer.err
    kept = library.run("bookmark", "add", MUSEUM, "--quote", "Kardashian", "--at", str(starts[1]), "--json")
    assert (kept.status, kept.json["start"]) == (0, starts[1])


def test_of_very_many_places_of_a_quote_some_are_named(empty: Shell) -> None:
    answer = empty.run("bookmark", "add", with_article(empty, "word " * 5_000), "--quote", "word")
    assert answer.status == 2
    assert len(answer.err) < 300
    assert_one_line(answer.err, "choose one with --at: 0, 5, 10")


def test_a_quote_that_does_not_begin_where_it_is_said_to_is_wrong_usage(library: Shell) -> None:
    answer = library.run("bookmark", "add", MUSEUM, "--quote", "Erik Swann", "--at", "3")
    start = (library.here / MUSEUM).read_text().index("Erik Swann")
    assert answer.status == 2
    assert_one_line(answer.err, f"The quote does not begin at 3, but at {start}")


def test_a_quote_that_an_article_does_not_hold_is_not_found(library: Shell) -> None:
    answer = library.run("bookmark", "add", MUSEUM, "--quote", "nobody ever wrote this")
    assert (answer.status, answer.out) == (1, b"")
    assert_one_line(answer.err, "does not hold this quote word by word")


def test_a_passage_of_an_article_that_is_not_there_is_not_found(library: Shell) -> None:
    answer = library.run("bookmark", "add", "articles/nothing.txt", "--quote", "Kim")
    assert (answer.status, answer.out) == (1, b"")
    assert_one_line(answer.err, "articles/nothing.txt")


def test_a_list_says_what_became_of_each_passage(library: Shell) -> None:
    for words in ("Erik Swann", "Page Six"):
        library.run("bookmark", "add", MUSEUM, "--quote", words)
    path = library.here / MUSEUM
    write(path, path.read_text().replace("relaying a Page Six story", "writing").replace("Erik", "Yes, Erik", 1))
    lost, moved = library.run("bookmark", "list", "--json").json
    assert (lost["state"], lost["start"], lost["end"], lost["quote"]) == ("lost", None, None, "Page Six")
    assert (moved["state"], moved["start"]) == ("moved", path.read_text().index("Erik Swann"))
    assert " · lost" in library.run("bookmark", "show", lost["id"]).text
    path.unlink()
    assert [kept["state"] for kept in library.run("bookmark", "list", "--json").json] == ["lost", "lost"]


def test_a_list_and_an_export_take_a_query(library: Shell) -> None:
    for words, tag in (("Erik Swann", "art"), ("Page Six", "press")):
        library.run("bookmark", "add", MUSEUM, "--quote", words, "--tag", tag)
    found = library.run("bookmark", "list", "tag:art", "erik", "--json").json
    assert [kept["quote"] for kept in found] == ["Erik Swann"]
    assert library.run("bookmark", "list", "is:lost").status == 1
    assert library.run("bookmark", "list", "--", "-tag:art").text.splitlines()[1] == "    Page Six"
    written = library.run("bookmark", "export", "--format", "readwise", "page").text
    assert "Page Six" in written
    assert "Erik Swann" not in written


def test_a_query_for_passages_may_ask_for_their_articles(library: Shell) -> None:
    library.run("bookmark", "add", MUSEUM, "--quote", "Page Six")
    assert library.run("bookmark", "list", "name:kardashian", "--json").json[0]["quote"] == "Page Six"
    assert library.run("bookmark", "list", "date:1950..1951").status == 1


@pytest.mark.parametrize("command", ["list", "export"])
def test_a_mistake_in_a_query_for_passages_is_shown_under_its_place(library: Shell, command: str) -> None:
    answer = library.run("bookmark", command, "page", "nte:six")
    assert (answer.status, answer.out) == (2, b"")
    said, query, place, mended = answer.err.splitlines()
    assert "There is no field nte:" in said
    assert (query, place, mended) == ("  page nte:six", "       ^", "Did you mean: page note:six")


def test_a_note_and_tags_are_changed_and_printed(library: Shell) -> None:
    kept = library.run("bookmark", "add", MUSEUM, "--quote", "Erik Swann", "--tag", "a", "--tag", "b", "--json").json
    change = ("bookmark", "edit", kept["id"][:5], "--note", "who?", "--tag", "c", "--untag", "a", "--json")
    assert library.run(*change).json == kept | {"note": "who?", "tags": ["b", "c"]}
    assert library.run("bookmark", "edit", kept["id"], "--note", "", "--json").json == kept | {"tags": ["b", "c"]}
    assert library.run("bookmark", "edit", "nonsense", "--note", "x").status == 1


@pytest.mark.parametrize("format_", ["json", "csv", "readwise"])
def test_what_is_exported_is_imported_elsewhere_and_exported_the_same(
    library: Shell, tmp_path: Path, format_: str
) -> None:
    for words in ("Erik Swann", "Page Six"):
        library.run("bookmark", "add", MUSEUM, "--quote", words, "--note", f"=note on {words}", "--tag", "art")
    (library.here / MUSEUM).write_bytes(b"A line before it all.\n\n" + (library.here / MUSEUM).read_bytes())
    written = library.run("bookmark", "export", "--format", format_)
    assert (written.status, written.err) == (0, "")
    file = tmp_path / "passages"
    file.write_bytes(written.out)
    there = tmp_path / "there"
    shutil.copytree(library.here / "articles", there / "articles")
    taken = library.run("bookmark", "import", file, "--library", there, "--json")
    assert (taken.status, taken.json) == (0, {"added": 2, "known": 0, "unplaced": 0, "left_out": 0})
    assert library.run("bookmark", "export", "--format", format_, "--library", there).out == written.out
    again = library.run("bookmark", "import", "-", "--format", format_, "--library", there, stdin=written.out)
    assert (again.status, again.text) == (0, "0 brought in, 2 known already\n")


def test_an_export_is_markdown_or_with_json_annotations(library: Shell) -> None:
    library.run("bookmark", "add", MUSEUM, "--quote", "Erik Swann")
    assert "> Erik Swann\n" in library.run("bookmark", "export").text
    page = library.run("bookmark", "export", "--json")
    assert page.json["type"] == "AnnotationPage"
    assert page.out == library.run("bookmark", "export", "--format", "json").out


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (None, 1, "There is no file passages"),
        (b"", 2, "nothing can be brought in from this"),
        (b"\0\xff", 2, "nothing can be brought in from this"),
        (b"{", 2, "This is no JSON"),
        (b'{"type": "AnnotationCollection", "first": "http://e.org/"}', 2, "There are no Web Annotations in this"),
    ],
    ids=["no file", "empty", "no text", "no JSON", "no annotations"],
)
def test_what_cannot_be_brought_in_is_told_in_a_line(
    empty: Shell, content: bytes | None, status: int, said: str
) -> None:
    if content is not None:
        (empty.here / "passages").write_bytes(content)
    answer = empty.run("bookmark", "import", "passages")
    assert (answer.status, answer.out) == (status, b"")
    assert_one_line(answer.err, said)


def test_nothing_to_bring_in_is_nothing_found(empty: Shell) -> None:
    answer = empty.run("bookmark", "import", "-", stdin=b'{"items": [7]}')
    assert (answer.status, answer.text) == (1, "0 brought in, 1 left out\n")


def test_no_command_writes_to_an_article(empty: Shell) -> None:
    article_id = with_article(empty, "A Headline\n\nOne story that somebody wrote down, in a sentence or so.\n")
    before = hashes(empty.here / "articles")
    for arguments in (["search", "story"], ["bookmark", "add", article_id, "--quote", "One story"]):
        assert empty.run(*arguments).status == 0
    assert hashes(empty.here / "articles") == before


# keys


def test_keys_are_printed_as_json_and_for_people_one_a_line(shell: Shell) -> None:
    answer = shell.run("keys", "--json")
    assert (answer.status, answer.err) == (0, "")
    keys = answer.json
    assert [set(key) for key in keys] == [KEY_KEYS] * len(keys)
    assert {"search", "quit", "bookmark", "next_hit"} <= {key["id"] for key in keys}
    lines = shell.run("keys").text.splitlines()
    for line, key in zip(lines, keys, strict=True):
        assert line.endswith(f"  {key['does']} ({key['context']})")


# Ends before the end


@pytest.mark.parametrize("arguments", [["show"], ["show", "--json"], ["mentions", "--json"]], ids=" ".join)
def test_a_reader_of_the_output_who_has_had_enough_is_no_error(samples: Shell, arguments: list[str]) -> None:
    with samples.start(*arguments, *[MUSEUM] * 60) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(samples: Shell, closed: str) -> None:
    command = [*COMMAND, "--library", str(samples.here), "keys"]
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command], env=samples.environment, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_that_cannot_be_written_in_the_terminals_alphabet_is_still_printed(empty: Shell) -> None:
    name = with_article(empty, "Пугачёва at sea\n\nShe came back on the tide.\n")
    shell = Shell(empty.here, {**empty.environment, "PYTHONIOENCODING": "latin-1"})
    answer = shell.run("show", name)
    assert answer.status == 0
    assert answer.out.startswith(b"???????? at sea")


def test_an_interrupted_command_says_so_by_its_status_only(samples: Shell) -> None:
    with samples.start("mentions", "-") as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(json.dumps({"file": MUSEUM}).encode() + b"\n")
        process.stdin.flush()
        # Once the first answer is here, the command waits for the next request.
        assert process.stdout.readline().startswith(b"Breakfast, a Museum")
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 130
        assert process.stderr.read() == b""


# Text that a terminal could take for an order

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b]52;c;b3duZWQ=\x07\x9b2J\x9d0;owned\x9c\u202eabc\u2066def\u2069\x7f\x08\x0b"
"""Escapes, the controls of Latin-1, direction controls, delete, backspace, vertical tab."""
HOSTILE_NAME = f"quorx {HOSTILE}.txt"
HOSTILE_TEXT = (
    f"Quorx {HOSTILE} and a Headline\n\n"
    f"Kim Kardashian {HOSTILE} said so on May 4, 2021, which makes this a sentence that is long enough.\n\n"
    f"{'Then there was quiet for a while, and nothing at all was said by anybody. ' * 20}\n\n"
    f"By Nell {HOSTILE} Oakshott\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a library whose one article holds, and is named by, what a terminal obeys."""
    shell = new_shell(tmp_path_factory.mktemp("hostile"))
    article_id = with_article(shell, HOSTILE_TEXT, HOSTILE_NAME)
    write(shell.here / "articles" / f"left out {HOSTILE}.png", "")
    # A file that changed just now is read again by the next search, with a progress bar.
    os.utime(shell.here / article_id, (1_600_000_000, 1_600_000_000))
    assert shell.run("index").status == 0
    quote = f"Kim Kardashian {HOSTILE} said so"
    assert shell.run("bookmark", "add", article_id, "--quote", quote, "--note", HOSTILE, "--tag", HOSTILE).status == 0
    return shell


HOSTILE_ID = f"articles/{HOSTILE_NAME}"
PRINTING = {
    "search": ["search", "quorx"],
    "search nothing": ["search", f"nothing {HOSTILE}"],
    "search wrongly": ["search", f"quorx {HOSTILE} ("],
    "show": ["show", HOSTILE_ID],
    "show nothing": ["show", f"nothing {HOSTILE}"],
    "mentions": ["mentions", HOSTILE_ID],
    "bookmark list": ["bookmark", "list"],
    "bookmark show": ["bookmark", "show", HOSTILE],
    "bookmark list wrongly": ["bookmark", "list", f"nte:x {HOSTILE}"],
    "bookmark export": ["bookmark", "export"],
    "bookmark export as a page": ["bookmark", "export", "--format", "html"],
    "bookmark export as a table": ["bookmark", "export", "--format", "csv"],
    "bookmark export as JSON": ["bookmark", "export", "--json"],
    "bookmark import": ["bookmark", "import", f"nothing {HOSTILE}"],
    "bookmark edit": ["bookmark", "edit", HOSTILE],
    "bookmark add": ["bookmark", "add", HOSTILE_ID, "--quote", HOSTILE],
    "no library": ["bookmark", "list", "--library", f"nowhere {HOSTILE}"],
    "JSON": ["show", HOSTILE_ID, "--json"],
}


@pytest.mark.parametrize("arguments", PRINTING.values(), ids=PRINTING)
def test_nothing_printed_to_a_terminal_is_an_order_to_it(hostile: Shell, arguments: list[str]) -> None:
    printed = hostile.run_in_terminal(*arguments).text.replace("\r\n", "\n")
    assert printed
    assert [hex(ord(char)) for char in printed if _is_order(char)] == []


def test_what_is_left_out_of_the_index_is_told_without_an_order_to_the_terminal(hostile: Shell) -> None:
    # The progress bar before it is made of orders: of ours.
    printed = hostile.run_in_terminal("index").text
    told = printed[printed.rindex("left out ") :].replace("\r\n", "\n")
    assert "it is not in a format that can be read" in told
    assert [hex(ord(char)) for char in told if _is_order(char)] == []


def _is_order(char: str) -> bool:
    """Whether a terminal would do something else for a character than show it and go on."""
    direction = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return (unicodedata.category(char) == "Cc" and char != "\n") or unicodedata.bidirectional(char) in direction


def test_text_printed_to_a_pipe_is_exact(hostile: Shell) -> None:
    printed = hostile.run("show", HOSTILE_ID).text
    assert HOSTILE_TEXT.split("\n\n")[1] in printed
    assert HOSTILE_ID in hostile.run("search", "quorx").text
    assert f"#{HOSTILE}" in hostile.run("bookmark", "list").text


@pytest.mark.parametrize("command", ["search", "show", "mentions", "bookmark"])
def test_json_is_ascii_and_exact(hostile: Shell, command: str) -> None:
    named = {"search": ["quorx"], "bookmark": ["list"]}.get(command, [HOSTILE_ID])
    answer = hostile.run(command, *named, "--json")
    assert answer.out.isascii()
    assert b"\x1b" not in answer.out
    if command == "search":
        assert answer.json["hits"][0]["article"] == HOSTILE_ID
    elif command == "bookmark":
        (kept,) = answer.json
        assert (kept["article"], kept["note"], kept["tags"]) == (HOSTILE_ID, HOSTILE, [HOSTILE])
        assert kept["quote"] == f"Kim Kardashian {HOSTILE} said so"
    else:
        assert (answer.json["article"], answer.json["text"]) == (HOSTILE_ID, HOSTILE_TEXT)


# What nobody foresaw

# A function of the standard library that breaks under a command stands for what is wrong in the program itself.
BREAKS = """
import json, sys

def breaks(value):
    raise RuntimeError("this should never happen")

json.dumps = breaks
from tui_reader.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_an_error_that_nobody_foresaw_is_one_line_and_a_file_for_the_user_only(library: Shell) -> None:
    answer = library.run_python("-c", BREAKS, "show", MUSEUM, "--json")
    assert (answer.status, answer.out) == (70, b"")
    assert_one_line(answer.err, "internal error (RuntimeError)")
    log = Path(library.environment["XDG_STATE_HOME"]) / "gossip-reader" / "crash.log"
    assert str(log) in answer.err
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text().endswith("RuntimeError\n")


def test_the_report_of_an_error_holds_nothing_of_an_article(library: Shell) -> None:
    library.run_python("-c", BREAKS.replace('"this should never happen"', "value"), "show", MUSEUM, "--json")
    report = (Path(library.environment["XDG_STATE_HOME"]) / "gossip-reader" / "crash.log").read_text()
    for line in filter(None, (library.here / MUSEUM).read_text().splitlines()):
        if len(line) > 3:
            assert line[:20] not in report


def test_an_error_that_cannot_be_written_down_is_still_one_line(library: Shell) -> None:
    Path(library.environment["XDG_STATE_HOME"]).parent.mkdir(parents=True)
    Path(library.environment["XDG_STATE_HOME"]).write_text("a file where a folder should be")
    answer = library.run_python("-c", BREAKS, "show", MUSEUM, "--json")
    assert (answer.status, answer.out) == (70, b"")
    assert answer.err == "gossip-reader: internal error (RuntimeError)\n"
